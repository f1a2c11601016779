//! Organs that do not exist, of every level that reports, and the words by which each speaks of itself.

use crate::support::chance::Chance;

/// An organ and its words.
#[derive(Clone, Debug)]
pub struct Organ {
    /// The name in the title.
    pub agency: String,
    /// What it is, for choosing sentences: `gov` `bureau` `office` `town` `street` `zone` `system`.
    pub tags: &'static [&'static str],
    /// 我县, 本局.
    pub we: String,
    /// The sign of its area: 县 in 全县.
    pub tier: &'static str,
    /// The place it belongs to.
    pub place: String,
    /// Who answers questions.
    pub contact: String,
    /// What stands below it.
    pub units: &'static str,
    /// Its site.
    pub site: String,
    /// The last day on which its report may be published, month and day of the next year.
    pub due: (i64, i64),
}

const PROVINCES: [&str; 3] = ["岚江省", "云岭省", "北澜自治区"];
const CITIES: [&str; 6] = ["白鹭市", "鹤鸣市", "澄湾市", "镇澜市", "新渡市", "石榆自治州"];
const COUNTIES: [&str; 8] = ["云溪县", "星桥县", "枫叶区", "墨湖区", "望川县", "乡宁河县", "云岭苗族自治县", "青岚旗"];
const TOWNS: [&str; 8] = ["青禾镇", "梨花乡", "苇塘镇", "柳渡镇", "芦滩乡", "镇前镇", "杉岭苗族乡", "县前镇"];
const STREETS: [&str; 3] = ["石灯街道", "望潮街道", "城东街道"];
const BUREAUS: [&str; 16] = [
    "财政局",
    "统计局",
    "交通运输局",
    "教育和体育局",
    "自然资源和规划局",
    "卫生健康委员会",
    "发展和改革委员会",
    "司法局",
    "水务局",
    "市场监督管理局",
    "应急管理局",
    "公安局",
    "林业和草原局",
    "审计局",
    "机关事务服务中心",
    "综合行政执法局",
];

/// Draws an organ.
pub fn draw(chance: &mut Chance) -> Organ {
    let county = *chance.pick(&COUNTIES);
    let city = *chance.pick(&CITIES);
    let tier = |place: &str| match place.chars().last() {
        Some('县') => "县",
        Some('区') => "区",
        Some('旗') => "旗",
        Some('州') => "州",
        Some('省') => "省",
        Some('镇') => "镇",
        Some('乡') => "乡",
        _ => "市",
    };
    let own = |chance: &mut Chance, sign: &str| format!("{}{sign}", chance.pick(&["我", "我", "本", "全"]));
    let one = |chance: &mut Chance, sign: &str| format!("{}{sign}", chance.pick(&["我", "我", "本"]));
    match chance.below(14) {
        0 => {
            let place = *chance.pick(&PROVINCES);
            let sign = tier(place);
            Organ {
                agency: format!("{place}人民政府"),
                tags: &["gov"],
                we: own(chance, sign),
                tier: sign,
                place: place.into(),
                contact: format!("{place}人民政府办公厅政务公开办公室"),
                units: "各市、各部门",
                site: format!("{}门户网站", format_args!("{sign}政府")),
                due: (3, 31),
            }
        }
        1 => Organ {
            agency: format!("{city}人民政府"),
            tags: &["gov"],
            we: own(chance, tier(city)),
            tier: tier(city),
            place: city.into(),
            contact: format!("{city}人民政府办公室"),
            units: "各县（市、区）和市直各部门",
            site: format!("“中国{}”政府网站", city.trim_end_matches(['市', '州'])),
            due: (3, 10),
        },
        2 | 3 => Organ {
            agency: format!("{county}{}", chance.pick(&["人民政府", "人民政府", ""])),
            tags: &["gov"],
            we: own(chance, tier(county)),
            tier: tier(county),
            place: county.into(),
            contact: format!("{county}人民政府办公室"),
            units: "各乡镇（街道）和县直各部门",
            site: format!("{county}人民政府门户网站"),
            due: (2, 20),
        },
        4 => {
            let place = *chance.pick(&[county, city]);
            Organ {
                agency: format!("{place}人民政府办公室"),
                tags: &["office"],
                we: one(chance, "办"),
                tier: tier(place),
                place: place.into(),
                contact: "政务公开科".into(),
                units: "各科室",
                site: format!("{place}人民政府网站"),
                due: (1, 31),
            }
        }
        5..=8 => {
            let place = *chance.pick(&[county, county, city, "岚江省"]);
            let name = *chance.pick(&BUREAUS);
            let name = if place == "岚江省" { name.replace("局", "厅") } else { name.to_owned() };
            let sign = match name.chars().last() {
                Some('会') => "委",
                Some('心') => "中心",
                Some('厅') => "厅",
                _ => "局",
            };
            let we = one(chance, sign);
            Organ {
                agency: format!("{place}{name}"),
                tags: &["bureau"],
                contact: format!("{we}办公室"),
                site: format!("{}{}", chance.pick(&[we.as_str(), "政府"]), chance.pick(&["门户网站", "网站"])),
                we,
                tier: if place == "岚江省" { "省" } else { tier(place) },
                place: place.into(),
                units: "各科室",
                due: (1, 31),
            }
        }
        9 | 10 => {
            let town = *chance.pick(&TOWNS);
            let sign = tier(town);
            Organ {
                agency: format!("{}{town}{}", chance.pick(&["", county]), chance.pick(&["人民政府", "人民政府", ""])),
                tags: &["gov", "town"],
                we: own(chance, sign),
                tier: sign,
                place: town.into(),
                contact: format!("{town}党政办公室"),
                units: "各村（社区）",
                site: format!("{county}人民政府门户网站"),
                due: (1, 31),
            }
        }
        11 => {
            let street = *chance.pick(&STREETS);
            let we = one(chance, "街道");
            Organ {
                agency: format!("{}{street}{}", chance.pick(&["", county]), chance.pick(&["办事处", "办事处", ""])),
                tags: &["street"],
                contact: format!("{we}党政办公室"),
                we,
                tier: "街道",
                place: street.into(),
                units: "各社区",
                site: format!("{county}人民政府门户网站"),
                due: (1, 31),
            }
        }
        12 => Organ {
            agency: format!("{}经济开发区管理委员会", county.trim_end_matches(['县', '区', '旗'])),
            tags: &["zone"],
            we: one(chance, "管委会"),
            tier: "区",
            place: format!("{}经济开发区", county.trim_end_matches(['县', '区', '旗'])),
            contact: "管委会办公室".into(),
            units: "各内设机构",
            site: "开发区门户网站".into(),
            due: (1, 31),
        },
        _ => {
            let name = *chance.pick(&["税务局", "统计局调查队", "气象局", "烟草专卖局"]);
            let we = one(chance, if name.ends_with('队') { "队" } else { "局" });
            Organ {
                agency: match name {
                    "税务局" => format!("国家税务总局{city}税务局"),
                    "统计局调查队" => format!("国家统计局{county}调查队"),
                    _ => format!("{city}{name}"),
                },
                tags: &["system"],
                contact: format!("{we}办公室"),
                site: format!("{we}门户网站"),
                we,
                tier: "市",
                place: city.into(),
                units: "各县（市、区）局",
                due: (3, 31),
            }
        }
    }
}
