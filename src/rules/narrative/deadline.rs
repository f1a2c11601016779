use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rules::{Outcome, rule};
use crate::words::Words;

rule! {
    /// 公布的日期晚于规定的期限
    ///
    /// 部门、乡镇在1月31日前，县级政府在2月20日前，市级政府在3月10日前，省级政府在3月31日前公布上一年度的报告；
    /// 2018年度及以前一律在3月31日前，2019、2020年度的各级政府也在3月31日前。
    ///
    /// 只在机关名称能看出级别时提示。网站搬迁以后重新登记的日期可能晚几年，隔了年份的不提示。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 发布时间：2024-02-18
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 发布时间：2024-01-18
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// ```
    DEADLINE = "narrative/deadline",
    basis: None,
    help: "核对公布日期；确实晚了的，今后按期公布。",
    check: deadline
}

fn deadline(report: &Report) -> Outcome {
    // A draft is not published yet, and of some agencies the name does not tell the day: then there is nothing to remark.
    let (Some(year), Some(published), Some(title)) = (report.year, report.published, report.title) else {
        return Outcome::default();
    };
    let name: String = report.agency.unwrap_or_default().of(report.text()).split_whitespace().collect();
    let Some((month, day, basis)) = due(&name, year) else { return Outcome::default() };
    let (of, at_month, at_day) = published;
    if of != year + 1 || (at_month, at_day) <= (month, day) {
        return Outcome::default();
    }
    let message = format!("公布日期是{of}年{at_month}月{at_day}日，规定的期限是{of}年{month}月{day}日。");
    Outcome::of(vec![Finding::new(DEADLINE.code, Severity::Note, title, message).basis(basis)])
}

/// How names end and the month and day by which such an agency publishes. Of a city one cannot see whether it is a county:
/// the later day counts.
static LEVELS: [(&str, u8, u8); 17] = [
    ("局", 1, 31),
    ("厅", 1, 31),
    ("委", 1, 31),
    ("委员会", 1, 31),
    ("镇", 1, 31),
    ("乡", 1, 31),
    ("街道", 1, 31),
    ("街道办事处", 1, 31),
    ("县", 2, 20),
    ("北京市", 3, 31),
    ("上海市", 3, 31),
    ("天津市", 3, 31),
    ("重庆市", 3, 31),
    ("市", 3, 10),
    ("省", 3, 31),
    ("自治区", 3, 31),
    ("区", 2, 20),
];

/// Whole systems report later, and who runs a zone or an office is not plain.
static UNCLEAR: [&str; 12] =
    ["税务", "海关", "气象", "区域", "新区", "实验区", "开发区", "园区", "示范区", "管委会", "管理委", "办公"];

/// Month and day by which an agency of that name publishes, and the clause.
fn due(name: &str, year: u16) -> Option<(u8, u8, &'static str)> {
    if year < 2019 {
        return Some((3, 31, "《政府信息公开条例》（2007年）第三十一条"));
    }
    let bare = name.strip_suffix("人民政府").unwrap_or(name);
    let (word, month, day) = LEVELS.iter().copied().find(|(word, ..)| bare.ends_with(word))?;
    if name.has_any(&UNCLEAR) || word == "区" && bare.len() == name.len() {
        return None;
    }
    let law = "《政府信息公开条例》第四十九条";
    Some(match month {
        1 => (month, day, law),
        _ if year < 2021 || day == 31 => (3, 31, law),
        _ => (month, day, "国办公开办函〔2021〕30号 二"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::narrative::testing::found;

    #[test]
    fn each_level_has_its_day() {
        let count = |agency: &str, year: u16, date: &str| {
            let text = format!(
                "{agency}{year}年政府信息公开工作年度报告\n发布时间：{date}\n一、总体情况\n{year}年主动公开政府信息12条。\n"
            );
            found(&DEADLINE, &text).len()
        };
        for (agency, year, late, on_time) in [
            ("云溪县财政局", 2023, "2024-02-01", "2024-01-31"),
            ("青禾镇人民政府", 2022, "2023-03-01", "2023-01-20"),
            ("云溪县", 2023, "2024-02-21", "2024-02-20"),
            ("云溪市人民政府", 2023, "2024-03-11", "2024-03-10"),
            ("云溪县", 2019, "2020-04-01", "2020-03-31"),
            ("云溪县财政局", 2015, "2016-04-05", "2016-03-20"),
        ] {
            assert_eq!(count(agency, year, late), 1, "{agency} {late}");
            assert_eq!(count(agency, year, on_time), 0, "{agency} {on_time}");
        }
        for (agency, year, date) in [
            ("云溪综合实验区", 2023, "2024-03-10"),
            ("云溪县人民政府办公室", 2023, "2024-03-10"),
            ("云溪县税务局", 2023, "2024-03-10"),
            ("云溪县财政局", 2015, "2021-06-05"),
        ] {
            assert_eq!(count(agency, year, date), 0, "{agency} {date}");
        }
    }
}
