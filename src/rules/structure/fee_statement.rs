use crate::finding::{Finding, Severity};
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};

use super::{content, has_gap, printed, section};

rule! {
    /// 第六部分没有报告收取信息处理费的情况
    ///
    /// 2021年起，收取政府信息公开信息处理费的情况要在“其他需要报告的事项”里专门报告，没有收取的也写明没有收取。
    /// 行政事业性收费（第二部分表格里的金额）是另一回事。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 六、其他需要报告的事项
    /// 无其他需要报告的事项。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 六、其他需要报告的事项
    /// 本年度未收取信息处理费，无其他需要报告的事项。
    /// ```
    FEE_STATEMENT = "structure/fee-statement",
    basis: Some("国办公开办函〔2021〕30号 一、（六）：收取信息处理费的情况，在此处专门报告"),
    help: "在这一部分写明本年度收取信息处理费的件数和金额；没有收取的，写“本年度未收取政府信息公开信息处理费”。",
    check: fee_statement
}

fn fee_statement(report: &Report) -> Outcome {
    let required =
        report.edition.is_some_and(|edition| edition.id == "2021") && report.year.is_none_or(|year| year >= 2021);
    let Some(section) = section(report, "other").filter(|_| required) else { return Outcome::default() };
    let content = content(report, section);
    let cut = report.cut.is_some() && report.outline.sections.last() == Some(section);
    let has_any = |words: &[&str]| report.index.has_any(content, words);
    if content.is_empty() || cut || has_gap(report, content) || has_any(&["费", "收取", "缴纳"]) {
        return Outcome::default();
    }
    let name = printed(report, section);
    let (severity, message) = if report.index.has_any(Span::new(0, report.text().len()), &["信息处理费"]) {
        (Severity::Note, format!("收取信息处理费的情况写在了别处，应当在“{name}”里报告。"))
    } else {
        (Severity::Warning, format!("“{name}”没有报告收取信息处理费的情况。"))
    };
    Outcome::of(vec![Finding::new(FEE_STATEMENT.code, severity, section.span(), message)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::structure::testing::{REPORT, marks, silent};

    #[test]
    fn the_fee_is_reported_in_section_six() {
        let none = REPORT.replace("本年度未收取信息处理费。", "无。");
        let heading = "六、其他需要报告的事项".to_owned();
        assert_eq!(marks(&FEE_STATEMENT, &none), [(Severity::Warning, heading.clone())]);
        let elsewhere = none.replace("开展培训。", "开展培训。未收取信息处理费。");
        assert_eq!(marks(&FEE_STATEMENT, &elsewhere), [(Severity::Note, heading)]);
    }

    #[test]
    fn before_2021_nobody_asked_for_it() {
        silent(&FEE_STATEMENT, &REPORT.replace("本年度未收取信息处理费。", "无。").replace("2023", "2020"));
    }
}
