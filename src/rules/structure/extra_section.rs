use crate::finding::{Finding, Severity};
use crate::outline::Section;
use crate::report::Report;
use crate::rules::{Outcome, rule};

use super::{fixed_edition, grounded, is_second, names, printed};
use crate::form::Edition;

rule! {
    /// 多出格式没有的部分
    ///
    /// 一级标题不是统一格式的六个部分之一，或者同一部分写了两次。
    ///
    /// 国办公开办函〔2021〕30号要求内容“不能遗漏，也不宜泛化”。责任追究、考核评议等写在第一部分的“监督保障”里；
    /// 收费及减免是2018年以前的内容，现在收取信息处理费的情况写在第六部分。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 二、主动公开政府信息情况
    /// 三、收到和处理政府信息公开申请情况
    /// 四、政府信息公开行政复议、行政诉讼情况
    /// 五、信息公开责任追究
    /// 没有发生责任追究。
    /// 六、存在的主要问题及改进情况
    /// 信息更新不够及时。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。没有发生责任追究。
    /// 二、主动公开政府信息情况
    /// 三、收到和处理政府信息公开申请情况
    /// 四、政府信息公开行政复议、行政诉讼情况
    /// 五、存在的主要问题及改进情况
    /// 信息更新不够及时。
    /// ```
    EXTRA_SECTION = "structure/extra-section",
    basis: Some("国办公开办函〔2021〕30号 一：年度报告内容不能遗漏，也不宜泛化"),
    help: "把这一部分的内容并入格式规定的部分：工作情况和监督保障写入第一部分，其他事项写入第六部分，再重新编号。",
    check: extra_sections
}

rule! {
    /// 各部分的顺序不对
    ///
    /// 六个部分都按统一格式的顺序排列，有的部分放到了别的部分前面。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 二、收到和处理政府信息公开申请情况
    /// 三、主动公开政府信息情况
    /// 四、政府信息公开行政复议、行政诉讼情况
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 二、主动公开政府信息情况
    /// 三、收到和处理政府信息公开申请情况
    /// 四、政府信息公开行政复议、行政诉讼情况
    /// ```
    SECTION_ORDER = "structure/section-order",
    basis: Some("国办公开办函〔2021〕30号所附格式模板"),
    help: "按统一格式的顺序排列各部分，并重新编号。",
    check: section_order
}

fn extra_sections(report: &Report) -> Outcome {
    let Some(edition) = fixed_edition(report) else { return Outcome::default() };
    let mut findings = Vec::new();
    for (index, section) in report.outline.sections.iter().enumerate() {
        let last = index + 1 == report.outline.sections.len();
        let name = printed(report, section);
        let earlier = report.outline.sections.iter().take(index).find(|other| same_wording(report, other, section));
        let finding = if section.form.is_none() {
            let cut_off = last && report.cut.is_some();
            let heading = section.heading.of(report.text());
            if cut_off || heading.starts_with('附') {
                continue;
            }
            let message = format!("“{name}”不是{}规定的部分。", edition.name);
            let finding = Finding::new(EXTRA_SECTION.code, Severity::Warning, section.span(), message);
            match is_about_fees(heading) {
                true => finding
                    .help("“收费及减免”是2018年以前报告的内容；现在收取信息处理费的情况写在“六、其他需要报告的事项”。"),
                false => finding,
            }
        } else if is_second(report, section) {
            let form = section.form.map_or("", |form| form.heading);
            let message = format!("“{name}”与“{form}”是同一部分，写了两次。");
            let finding = Finding::new(EXTRA_SECTION.code, Severity::Warning, section.span(), message);
            finding.help(format!("把两处合并为“{form}”一个部分。"))
        } else if let Some(earlier) = earlier {
            let message = format!("“{name}”出现了不止一次。");
            let finding = Finding::new(EXTRA_SECTION.code, Severity::Warning, section.span(), message);
            let finding = finding.help("核对是不是重复粘贴，或者粘贴了不止一份报告；保留一处。");
            finding.related(earlier.span(), "前面的一处")
        } else {
            continue;
        };
        findings.push(finding);
    }
    grounded(report, findings)
}

fn same_wording(report: &Report, one: &Section, other: &Section) -> bool {
    let words = |section: &Section| crate::letters::letters(section.heading.of(report.text()));
    one.form.is_some() && one.id() == other.id() && words(one) == words(other)
}

fn is_about_fees(heading: &str) -> bool {
    Edition::of_year(2018).and_then(|edition| edition.section("fees")).is_some_and(|form| names(form, heading))
}

fn section_order(report: &Report) -> Outcome {
    if fixed_edition(report).is_none() {
        return Outcome::default();
    }
    let mut first: Vec<(usize, &Section)> = Vec::new();
    for section in &report.outline.sections {
        let Some(form) = section.form else { continue };
        if !is_second(report, section) && first.iter().all(|(number, _)| *number != form.number) {
            first.push((form.number, section));
        }
    }
    // The fewest sections that stand wrong: all but a longest run that rises.
    let mut best: Vec<Vec<usize>> = Vec::new();
    for (at, (number, _)) in first.iter().enumerate() {
        let before = best
            .iter()
            .take(at)
            .filter(|run| run.last().is_some_and(|last| first.get(*last).is_some_and(|(n, _)| n < number)));
        let mut run = before.max_by_key(|run| run.len()).cloned().unwrap_or_default();
        run.push(at);
        best.push(run);
    }
    let right = best.into_iter().max_by_key(Vec::len).unwrap_or_default();
    let wrong = first.iter().enumerate().filter(|(at, _)| !right.contains(at));
    let findings = wrong.map(|(_, (number, section))| {
        let name = printed(report, section);
        let message = format!("“{name}”的位置不对，按格式它是第{}部分。", super::chinese(*number as i64));
        Finding::new(SECTION_ORDER.code, Severity::Warning, section.span(), message)
    });
    grounded(report, findings.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::structure::testing::{REPORT, marks, silent};

    #[test]
    fn sections_that_the_form_does_not_have() {
        let draft = REPORT
            .replace("五、存在", "五、信息公开责任追究\n没有发生。\n五、存在")
            .replace("六、其他", "六、收费及减免情况\n没有收费。\n七、其他");
        let marked: Vec<String> = marks(&EXTRA_SECTION, &draft).into_iter().map(|(_, words)| words).collect();
        assert_eq!(marked, ["五、信息公开责任追究", "六、收费及减免情况"]);
    }

    #[test]
    fn the_same_section_twice() {
        let draft = REPORT.replace("六、其他", "六、存在的问题和不足\n人手不够。\n七、其他");
        assert_eq!(marks(&EXTRA_SECTION, &draft), [(Severity::Warning, "六、存在的问题和不足".to_owned())]);
        let doubled = format!("{REPORT}{}", REPORT.replace("见表", "见附表"));
        assert!(!marks(&EXTRA_SECTION, &doubled).is_empty());
    }

    #[test]
    fn contents_inner_lists_and_attachments_are_no_sections() {
        let heads: Vec<&str> = REPORT.lines().filter(|line| line.get(3..6) == Some("、")).collect();
        let contents =
            format!("目录\n{}\n{REPORT}", heads.iter().map(|head| format!("{head}……3\n")).collect::<String>());
        silent(&EXTRA_SECTION, &contents);
        let listed = REPORT.replace("本报告由", &format!("本报告包括{}。由", heads.join("；")));
        silent(&EXTRA_SECTION, &listed);
        let inner = REPORT.replace("信息更新不够及时，", "一、存在的问题\n更新不够及时。\n二、改进措施\n");
        silent(&EXTRA_SECTION, &inner);
        let attached =
            format!("{REPORT}附件：\n云溪县财政局信息公开办法\n一、总则\n为了公开。\n二、公开的范围\n包括预算。\n");
        silent(&EXTRA_SECTION, &attached);
        silent(&EXTRA_SECTION, &attached.replace("附件：\n", ""));
    }

    #[test]
    fn sections_out_of_order() {
        let draft = REPORT
            .replace("二、主动公开政府信息情况\n见表。\n", "")
            .replace("五、存在", "四、主动公开政府信息情况\n见表。\n五、存在");
        assert_eq!(marks(&SECTION_ORDER, &draft), [(Severity::Warning, "四、主动公开政府信息情况".to_owned())]);
    }
}
