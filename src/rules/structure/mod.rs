//! The parts of the report: which must be there, in which order and wording, and how they are numbered.

mod declared_parts;
mod empty_section;
mod extra_section;
mod fee_statement;
mod heading;
mod missing_section;
mod not_a_report;
mod numbering;
mod outdated_form;
mod overview;
mod title;

pub use declared_parts::DECLARED_PARTS;
pub use empty_section::{EMPTY_SECTION, TOO_THIN};
pub use extra_section::{EXTRA_SECTION, SECTION_ORDER};
pub use fee_statement::FEE_STATEMENT;
pub use heading::HEADING;
pub use missing_section::MISSING_SECTION;
pub use not_a_report::NOT_A_REPORT;
pub use numbering::NUMBERING;
pub use outdated_form::OUTDATED_FORM;
pub use overview::{MISSING_TOPIC, TOO_LONG};
pub use title::TITLE;

use crate::finding::Finding;
use crate::form::Edition;
use crate::numeral::is_blank;
use crate::outline::Section;
use crate::position::Span;
use crate::report::{Report, date_at};
use crate::rules::Outcome;
use crate::words::Words;

/// Number and heading as one reads them, without line breaks.
fn printed(report: &Report, section: &Section) -> String {
    section.span().of(report.text()).split_whitespace().collect()
}

/// The section of that name; where it stands twice, the one with the form's wording.
fn section<'a>(report: &'a Report, id: &str) -> Option<&'a Section> {
    let mut of_name = report.outline.sections.iter().filter(|section| section.id() == id);
    let first = of_name.next();
    of_name.find(|section| !section.deviates && first.is_some_and(|first| first.deviates)).or(first)
}

/// Whether the section says again what another one with the form's wording is there for.
fn is_second(report: &Report, section: &Section) -> bool {
    section.deviates && report.outline.sections.iter().any(|other| !other.deviates && other.id() == section.id())
}

/// A section's text without the signature and the date at its end.
fn content(report: &Report, section: &Section) -> Span {
    let text = report.text();
    let body = section.body.of(text);
    let bare = body.trim_start_matches(|c: char| is_blank(c) || matches!(c, '。' | '：' | ':'));
    let start = section.body.end - bare.len();
    // The marks of the next heading in Markdown.
    let end = start + bare.trim_end_matches(|c: char| is_blank(c) || matches!(c, '#' | '*')).len();
    let mut span = crate::figures::trimmed(text, Span::new(start, end));
    let mut dated = false;
    while let Some(last) = span.of(text).lines().next_back() {
        let line = last.trim_matches(|c: char| is_blank(c) || matches!(c, '(' | ')' | '（' | '）'));
        let is_date = date_at(line).is_some_and(|(_, length)| length == line.len());
        if !(is_date || dated && is_agency(line)) {
            break;
        }
        dated = true;
        span = crate::figures::trimmed(text, Span::new(span.start, span.end - last.len()));
    }
    span
}

fn is_agency(line: &str) -> bool {
    let ends = ["政府", "室", "局", "会", "街道", "办事处", "镇", "乡", "厅", "中心", "院", "处", "署", "队"];
    line.chars().count() <= 30 && ends.iter().any(|end| line.ends_with(end)) && !line.contains(['。', '，', '：'])
}

/// Whether something was left out in a text: 〔…〕, （略）.
fn has_gap(report: &Report, within: Span) -> bool {
    report.index.has_any(within, &["略）", "略)", "〔…", "［…", "[…", "【…", "（…", "(…"])
}

/// Whether the draft is a report for 2019 in the old style, which that year still allowed: no table of the uniform format,
/// hardly a heading of it, but the subjects of the years before.
fn is_allowed_old_style(report: &Report) -> bool {
    let fixed = report.edition.is_some_and(|edition| edition.fixed_sections);
    let known = report.outline.sections.iter().filter(|section| section.form.is_some() && !section.deviates).count();
    if !fixed || report.by_labels || report.year != Some(2019) || known >= 3 {
        return false;
    }
    let Some(before) = Edition::of_year(2018) else { return false };
    let headings = || report.outline.sections.iter().map(|section| section.heading.of(report.text()));
    let subjects = before.sections.iter().filter(|form| headings().any(|words| names(form, words))).count();
    subjects >= 3
}

/// Whether a text names the subject of a section of a free edition.
fn names(form: &crate::form::Section, text: &str) -> bool {
    text.has_any(form.keywords)
}

/// The edition where its headings bind this draft.
fn fixed_edition(report: &Report) -> Option<&'static Edition> {
    report.edition.filter(|edition| edition.fixed_sections && !is_allowed_old_style(report))
}

/// The same findings, grounded on the document that was in force: the rules name that of 2021.
fn grounded(report: &Report, findings: Vec<Finding>) -> Outcome {
    let before = report.edition.filter(|edition| edition.id != "2021");
    let grounded = |finding: Finding| match before {
        Some(edition) => finding.basis(edition.basis),
        None => finding,
    };
    Outcome::of(findings.into_iter().map(grounded).collect())
}

/// 1 to 99 in Chinese characters.
fn chinese(value: i64) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: i64| usize::try_from(value).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or("");
    match value {
        1..=9 => digit(value).to_owned(),
        10..=19 => format!("十{}", digit(value % 10)),
        20..=99 => format!("{}十{}", digit(value / 10), digit(value % 10)),
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod testing {
    use crate::finding::{Finding, Severity};
    use crate::input::{Draft, Hints, read};
    use crate::report::understand;
    use crate::rules::Rule;

    /// A report without tables in which nothing is wrong but that.
    pub const REPORT: &str = "云溪县财政局2023年政府信息公开工作年度报告\n\
        本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、\
        存在的主要问题及改进情况、其他需要报告的事项六个部分组成。\n\
        一、总体情况\n\
        （一）主动公开。2023年公开信息12条。\n（二）依申请公开。2023年收到申请2件。\n（三）政府信息管理。一是清理目录；二是严格审核。\n\
        （四）平台建设。做好网站维护。\n（五）监督保障。开展培训。\n\
        二、主动公开政府信息情况\n见表。\n三、收到和处理政府信息公开申请情况\n见表。\n\
        四、政府信息公开行政复议、行政诉讼情况\n见表。\n\
        五、存在的主要问题及改进情况\n信息更新不够及时，2024年将安排专人每周检查。\n\
        六、其他需要报告的事项\n本年度未收取信息处理费。\n";

    /// The report up to some words of it.
    pub fn until(words: &str) -> &'static str {
        REPORT.split_once(words).expect("words of the report").0
    }

    /// The report from some words of it on.
    pub fn since(words: &str) -> String {
        format!("{words}{}", REPORT.split_once(words).expect("words of the report").1)
    }

    /// What one rule finds in a draft.
    pub fn found(rule: &Rule, draft: &str) -> Vec<Finding> {
        let document = read(&Draft::Text(draft), &Hints::default()).expect("text");
        let report = understand(&document, None);
        if report.edition.is_none() && rule.code != "structure/not-a-report" {
            return Vec::new();
        }
        (rule.check)(&report).findings
    }

    /// The severities and marked words of what one rule finds.
    pub fn marks(rule: &Rule, draft: &str) -> Vec<(Severity, String)> {
        let of = |finding: Finding| (finding.severity, finding.span.of(draft).to_owned());
        found(rule, draft).into_iter().map(of).collect()
    }

    /// Asserts that a rule finds nothing.
    pub fn silent(rule: &Rule, draft: &str) {
        let found = found(rule, draft);
        assert!(found.is_empty(), "{} in {draft}\n{found:#?}", rule.code);
    }

    #[test]
    fn the_report_is_sound() {
        for rule in crate::rules::RULES.iter().filter(|rule| rule.code.starts_with("structure/")) {
            silent(rule, REPORT);
            silent(rule, &REPORT.replace('\n', " "));
        }
    }

    #[test]
    fn figures_in_chinese() {
        assert_eq!([1, 10, 12, 20, 35].map(super::chinese), ["一", "十", "十二", "二十", "三十五"]);
    }
}
