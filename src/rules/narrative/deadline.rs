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
    let (Some(year), Some(published), Some(title)) = (report.year, report.published, report.title) else {
        return Outcome::unable("没有找到年度或者公布的日期");
    };
    let name: String = report.agency.unwrap_or_default().of(report.text()).split_whitespace().collect();
    let Some((month, day, basis)) = due(&name, year) else { return Outcome::unable("从机关名称看不出期限") };
    let (of, at_month, at_day) = published;
    if of != year + 1 || (at_month, at_day) <= (month, day) {
        return Outcome::default();
    }
    let message = format!("公布日期是{of}年{at_month}月{at_day}日，规定的期限是{of}年{month}月{day}日。");
    Outcome::of(vec![Finding::new(DEADLINE.code, Severity::Note, title, message).basis(basis)])
}

/// Month and day by which an agency of that name publishes, and the clause.
fn due(name: &str, year: u16) -> Option<(u8, u8, &'static str)> {
    const OLD: &str = "《政府信息公开条例》（2007年）第三十一条";
    const NEW: &str = "《政府信息公开条例》第四十九条";
    const FORM: &str = "国办公开办函〔2021〕30号 二";
    if year < 2019 {
        return Some((3, 31, OLD));
    }
    // Whole systems report later, and who runs a zone or an office is not plain.
    let unclear = [
        "税务",
        "海关",
        "气象",
        "区域",
        "新区",
        "实验区",
        "开发区",
        "园区",
        "示范区",
        "管委会",
        "管理委员会",
        "办公室",
        "办公厅",
    ];
    if name.has_any(&unclear) {
        return None;
    }
    let bare = name.strip_suffix("人民政府").unwrap_or(name);
    let ends = |words: &[&str]| words.iter().any(|word| bare.ends_with(word));
    if ends(&["局", "厅", "委员会", "委", "镇", "乡", "街道", "街道办事处"]) {
        return Some((1, 31, NEW));
    }
    let municipality = ["北京市", "上海市", "天津市", "重庆市"].contains(&bare);
    if bare.ends_with('省') || bare.ends_with("自治区") || municipality || year < 2021 && ends(&["县", "区", "市"])
    {
        return Some((3, 31, NEW));
    }
    // Of a city one cannot see whether it is a county: the later day counts.
    match bare.chars().next_back()? {
        '县' => Some((2, 20, FORM)),
        '区' if bare.len() < name.len() => Some((2, 20, FORM)),
        '市' => Some((3, 10, FORM)),
        _ => None,
    }
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
