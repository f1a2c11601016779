use crate::finding::{Finding, Severity};
use crate::report::Report;
use crate::rules::{Outcome, rule};
use crate::words::{Words, is_of_word};

use super::{chinese, content, grounded, has_gap, is_allowed_old_style, is_second, printed, section};

rule! {
    /// 标题下没有内容
    ///
    /// 标题后面直接是下一个标题或落款，没有写内容。规定用表格的部分没有表格时，由“缺少规定的表格”提示，这里不重复。
    ///
    /// 没有相关情况的也要写明，例如“无其他需要报告的事项”。
    ///
    /// ```错
    /// 云溪县财政局2020年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2020年主动公开政府信息12条。
    /// 五、存在的主要问题及改进情况
    /// 六、其他需要报告的事项
    /// 无其他需要报告的事项。
    /// ```
    /// ```对
    /// 云溪县财政局2020年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2020年主动公开政府信息12条。
    /// 五、存在的主要问题及改进情况
    /// 信息更新不够及时，2021年将安排专人每周检查。
    /// 六、其他需要报告的事项
    /// 无其他需要报告的事项。
    /// ```
    EMPTY_SECTION = "structure/empty-section",
    basis: None,
    help: "在标题下写明内容；没有相关情况的，写明没有。如果原稿此处是图片，请改为文字。",
    check: empty_sections
}

rule! {
    /// 存在的主要问题写得太简单
    ///
    /// “存在的主要问题及改进情况”只写了“无”或者寥寥几个字。
    ///
    /// 国办公开办函〔2021〕30号要求这一部分“实事求是、明确具体，避免笼统模糊、泛泛而谈”，“不得出现敷衍了事甚至年年雷同现象”。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 五、存在的主要问题及改进情况
    /// 无。
    /// 六、其他需要报告的事项
    /// 本年度未收取信息处理费。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 五、存在的主要问题及改进情况
    /// 信息更新不够及时，2024年将安排专人每周检查。
    /// 六、其他需要报告的事项
    /// 本年度未收取信息处理费。
    /// ```
    TOO_THIN = "structure/too-thin",
    basis: Some("国办公开办函〔2021〕30号 一、（五）：实事求是、明确具体，不得敷衍了事"),
    help: "写明本年度查找出的具体问题，以及针对每个问题的改进措施。",
    check: too_thin
}

fn empty_sections(report: &Report) -> Outcome {
    let Some(edition) = report.edition else { return Outcome::default() };
    let text = report.text();
    let mut findings = Vec::new();
    for (index, section) in report.outline.sections.iter().enumerate() {
        let last = index + 1 == report.outline.sections.len();
        if last && (section.form.is_none() || report.cut.is_some()) {
            continue;
        }
        let heading = section.heading.of(text);
        let has_tables = heading.starts_with('附') || heading.ends_with('表');
        let has_tables = has_tables || edition.tables.iter().any(|table| table.section == section.id());
        let content = content(report, section);
        if has_tables || content.of(text).chars().any(|c| !c.is_whitespace() && !matches!(c, '。' | '#' | '*' | '|')) {
            continue;
        }
        // At the very end of a paste its last line may have been left behind.
        let at_end = last && section.body.of(text).trim().is_empty() && report.outline.appendix.is_empty();
        let severity = if at_end { Severity::Warning } else { Severity::Error };
        let message = format!("“{}”下面没有内容。", printed(report, section));
        let mut finding = Finding::new(EMPTY_SECTION.code, severity, section.span(), message);
        if let Some(second) =
            report.outline.sections.iter().find(|other| other.id() == section.id() && is_second(report, other))
        {
            finding = finding.related(second.span(), "内容可能写在这里");
        }
        findings.push(finding);
    }
    Outcome::of(findings)
}

/// The fewest characters in which a problem and a measure can be said.
const FEWEST: usize = 10;

fn too_thin(report: &Report) -> Outcome {
    let Some(section) = section(report, "problems").filter(|_| !is_allowed_old_style(report)) else {
        return Outcome::default();
    };
    let content = content(report, section);
    let words = content.of(report.text());
    let count = words.chars().filter(|c| is_of_word(*c)).take(30).count();
    let cut = report.cut.is_some() && report.outline.sections.last() == Some(section);
    if words.is_empty() || cut || has_gap(report, content) || !(count < FEWEST || count < 30 && says_none(words)) {
        return Outcome::default();
    }
    let words: String = words.split_whitespace().collect();
    let number = section.form.map_or(0, |form| form.number as i64);
    let name = match number {
        0 => section.heading.of(report.text()).to_owned(),
        number => format!("第{}部分“{}”", chinese(number), section.heading.of(report.text())),
    };
    let message = format!("{name}只写了“{words}”，没有写明具体问题和改进情况。");
    grounded(report, vec![Finding::new(TOO_THIN.code, Severity::Warning, content, message)])
}

/// 无、暂无、不存在问题: a sentence that says that there is nothing.
fn says_none(words: &str) -> bool {
    let mut bare = words;
    while let Some(rest) = ["我局", "我单位", "本单位"].iter().find_map(|own| bare.strip_prefix(own)) {
        bare = rest;
    }
    let none = ["无", "暂无", "没有", "未发现", "不存在", "目前没有", "目前无", "未存在"]
        .iter()
        .any(|word| bare.starts_with(word));
    none && !words.contains(['但', '将']) && !words.has("改进")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::structure::testing::{REPORT, marks, silent};

    fn with_problems(words: &str) -> String {
        REPORT.replace("信息更新不够及时，2024年将安排专人每周检查。\n", words)
    }

    #[test]
    fn a_heading_without_text() {
        let problems = (Severity::Error, "五、存在的主要问题及改进情况".to_owned());
        assert_eq!(marks(&EMPTY_SECTION, &with_problems("")), [problems]);
        let signed = REPORT.replace("本年度未收取信息处理费。\n", "云溪县财政局\n2024年1月18日\n");
        assert_eq!(marks(&EMPTY_SECTION, &signed), [(Severity::Error, "六、其他需要报告的事项".to_owned())]);
    }

    #[test]
    fn the_end_of_a_paste_is_only_doubtful() {
        let ended = REPORT.replace("本年度未收取信息处理费。\n", "");
        assert_eq!(marks(&EMPTY_SECTION, &ended), [(Severity::Warning, "六、其他需要报告的事项".to_owned())]);
    }

    #[test]
    fn tables_that_were_not_pasted_are_another_matter() {
        silent(&EMPTY_SECTION, &REPORT.replace("见表。\n", ""));
        silent(&EMPTY_SECTION, &with_problems("〔…〕\n"));
        silent(&EMPTY_SECTION, &with_problems("/\n"));
    }

    #[test]
    fn problems_in_a_word() {
        for words in ["无\n", "无。\n", "暂无\n", "我单位目前没有发现问题。\n", "/\n", "本年度不存在问题\n"]
        {
            let found = marks(&TOO_THIN, &with_problems(words));
            assert_eq!(found, [(Severity::Warning, words.trim().to_owned())], "{words}");
        }
        silent(&TOO_THIN, &with_problems("没有做到每周更新，2024年将安排专人检查。\n"));
        silent(&TOO_THIN, &with_problems("〔…〕\n"));
    }
}
