use crate::finding::{Finding, Severity};
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};

rule! {
    /// 不是政府信息公开工作年度报告
    ///
    /// 在稿件中没有找到政府信息公开工作年度报告的任何特征，所有检查都没有做，不能当作“没有错误”。
    ///
    /// 认出一份报告的依据是：规定表格里的项目名称；标题中的“政府信息公开工作年度报告”和年度；主动公开、依申请公开、行政复议、
    /// 行政诉讼、收费、存在的主要问题等内容。
    ///
    /// ```错
    /// 关于召开全县安全生产工作会议的通知
    /// 各乡镇人民政府：定于1月18日召开会议，请准时参加。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// ```
    NOT_A_REPORT = "structure/not-a-report",
    basis: None,
    help: "请检查是否选错了文件，或者只复制到了网页的一部分；如果确是年度报告，请连同标题和表格一起重新复制，或直接选择 Word 文件。",
    check: not_a_report
}

fn not_a_report(report: &Report) -> Outcome {
    if report.edition.is_some() {
        return Outcome::default();
    }
    let message = "没有认出这是政府信息公开工作年度报告：找过规定的表格、标题里的“政府信息公开工作年度报告”和年度、主动公开和申请等部分，都没有找到，所以什么也没有检查。";
    let first = report.document.blocks.first().map_or_else(Span::default, |block| block.span());
    Outcome::of(vec![Finding::new(NOT_A_REPORT.code, Severity::Error, first, message.to_owned())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::structure::testing::{found, silent};

    #[test]
    fn other_texts_are_told_and_reports_of_every_time_are_not() {
        for text in ["今天天气好。", "云溪县2023年国民经济和社会发展统计公报\n一、综合\n全年生产总值120亿元。"]
        {
            let found = found(&NOT_A_REPORT, text);
            assert_eq!(found.len(), 1, "{text}");
            assert!(found.iter().all(|finding| finding.severity == Severity::Error));
        }
        silent(&NOT_A_REPORT, "青禾镇2010年政府信息公开工作年度报告\n一、主动公开政府信息情况\n全年公开46条。");
        silent(&NOT_A_REPORT, "第二十条第（五）项\n信息内容 | 本年处理决定数量 |\n行政许可 | 14 |\n");
    }
}
