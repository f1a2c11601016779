use crate::finding::{Finding, Fix, Severity};
use crate::outline::nearest_wording;
use crate::report::Report;
use crate::rules::{Outcome, rule};

use super::{fixed_edition, grounded, is_second, printed};

rule! {
    /// 标题与格式不符
    ///
    /// 一级标题的文字不是统一格式的标题，也不是通行的写法，多半是错字、漏字、多字，或者沿用了旧的标题。
    /// 空格、标点、“的”“工作”“年度”等字的有无不算。2018年以前标题自拟，不作此项检查。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 四、政府信息公开行政法复议、行政诉讼情况
    /// 五、存在的主要问题及改进情况
    /// 信息更新不够及时。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 四、政府信息公开行政复议、行政诉讼情况
    /// 五、存在的主要问题及改进情况
    /// 信息更新不够及时。
    /// ```
    HEADING = "structure/heading",
    basis: Some("国办公开办函〔2021〕30号所附格式模板"),
    help: "改成统一格式的标题。",
    check: headings
}

/// So many letters may differ where the fix can be made unseen.
const A_SLIP: usize = 2;

fn headings(report: &Report) -> Outcome {
    let Some(edition) = fixed_edition(report) else { return Outcome::default() };
    let mut findings = Vec::new();
    for section in report.outline.sections.iter().filter(|section| section.deviates && !is_second(report, section)) {
        let Some(form) = section.form else { continue };
        let words = section.heading.of(report.text());
        let Some((cost, wording)) = nearest_wording(edition, form, words) else { continue };
        let slip = cost <= A_SLIP && cost * 4 <= words.chars().count();
        let wording = if slip { wording } else { form.heading };
        let message = format!("标题“{}”与格式不符，应为“{wording}”。", printed(report, section));
        let mut finding = Finding::new(HEADING.code, Severity::Warning, section.span(), message);
        finding.fix = Some(Fix {
            title: format!("改为“{wording}”"),
            edits: vec![(section.heading, wording.to_owned())],
            safe: slip,
        });
        findings.push(finding);
    }
    grounded(report, findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::structure::testing::{REPORT, found, silent};

    #[test]
    fn a_slip_and_another_wording_are_mended_with_the_form_s_words() {
        for (from, to, safe) in [
            ("政府信息公开行政复议、行政诉讼情况\n", "政府信息公开行政法复议、行政诉讼情况\n", true),
            ("总体情况\n", "基本情况\n", false),
            ("存在的主要问题及改进情况\n", "存在的不足和今后打算\n", false),
        ] {
            let draft = REPORT.replace(&format!("、{from}"), &format!("、{to}"));
            let found = found(&HEADING, &draft);
            let fixes: Vec<&Fix> = found.iter().filter_map(|finding| finding.fix.as_ref()).collect();
            assert_eq!(fixes.len(), 1, "{to} {found:?}");
            for fix in fixes {
                assert_eq!(fix.safe, safe, "{to}");
                assert_eq!(fix.edits.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), [from.trim()]);
            }
        }
    }

    #[test]
    fn usual_wordings_are_let_pass() {
        for (from, to) in [
            ("四、政府信息公开行政复议、行政诉讼情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
            ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题和改进措施"),
            ("三、收到和处理政府信息公开申请情况", "三、行政机关收到和处理政府信息公开申请的情况"),
            ("一、总体情况", "一、2023年度总体情况"),
        ] {
            silent(&HEADING, &REPORT.replace(from, to));
        }
        silent(&HEADING, "青禾镇2012年政府信息公开工作年度报告\n一、基本工作情况\n好。\n二、存在的困难\n无。\n");
    }
}
