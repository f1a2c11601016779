//! The wording: slips that show without knowing what the report is about.

mod doubled;
mod foreign_name;
mod incomplete_date;
mod injected;
mod personal_data;
mod placeholder;
mod unbalanced;

pub use doubled::DOUBLED;
pub use foreign_name::FOREIGN_NAME;
pub use incomplete_date::INCOMPLETE_DATE;
pub use injected::INJECTED;
pub use personal_data::PERSONAL_DATA;
pub use placeholder::PLACEHOLDER;
pub use unbalanced::UNBALANCED;

use crate::figures::trimmed;
use crate::finding::Finding;
use crate::position::Span;
use crate::report::Report;
use crate::rules::Outcome;
use crate::words::around;

/// A line of running text, or what of it stands outside the tables of the form and in one section.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Without blanks at its ends.
    pub span: Span,
    /// A section begins here, or a table of the form ended.
    pub fresh: bool,
    /// It is a row of a table that is not the form's.
    pub is_row: bool,
}

/// The running text of a draft, in order.
pub(crate) fn running_lines(report: &Report) -> Vec<Line> {
    let text = report.text();
    let mut sections = report.outline.sections.iter().map(|section| section.span().start).peekable();
    let mut list = Vec::new();
    let (mut at, mut fresh) = (0, true);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let zones = || report.filled.zones.iter().map(|(_, zone)| *zone);
        if let Some(zone) = zones().find(|zone| zone.start <= at && at < zone.end) {
            (at, fresh) = (zone.end, true);
            continue;
        }
        while sections.next_if(|section| *section <= at).is_some() {
            fresh = true;
        }
        let length = rest.find('\n').unwrap_or(rest.len());
        let inside = |place: &usize| at < *place && *place < at + length;
        let end = zones().map(|zone| zone.start).chain(sections.peek().copied()).filter(inside).min();
        let inside = Span::new(at, end.unwrap_or(at + length));
        // A table's caption may stand in brackets of which the table has the second.
        let kept = if end.is_some() {
            let words = inside.of(text);
            let bare = words.trim_end_matches(crate::numeral::is_blank);
            bare.strip_suffix(['(', '（']).unwrap_or(words).len()
        } else {
            inside.len()
        };
        let span = trimmed(text, Span::new(at, at + kept));
        if !span.is_empty() {
            let divides = |(_, mark): (usize, char)| matches!(mark, '|' | '\t');
            list.push(Line { span, fresh, is_row: report.index.marks(span).any(divides) });
            fresh = false;
        }
        at = end.unwrap_or(at + length + 1);
    }
    list
}

/// More findings of a kind than these are not told one by one.
const TOLD: usize = 6;

/// The findings; of a slip made everywhere the later places go along with the last that is told.
fn told(mut findings: Vec<Finding>) -> Outcome {
    let rest = findings.split_off(findings.len().min(TOLD));
    if let Some(mut last) = findings.pop() {
        for finding in rest.into_iter().take(60) {
            last = last.related(finding.span, finding.message);
        }
        findings.push(last);
    }
    Outcome::of(findings)
}

/// As much of the text behind a place as has at most so many characters.
fn head(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// As much of the text before a place as has at most so many characters.
fn tail(text: &str, most: usize) -> &str {
    let skipped = most.checked_sub(1).and_then(|most| text.char_indices().rev().nth(most));
    skipped.and_then(|(start, _)| text.get(start..)).unwrap_or(text)
}

#[cfg(test)]
mod testing {
    use crate::finding::{Finding, Severity};
    use crate::input::{Draft, Hints, read};
    use crate::report::understand;
    use crate::rules::Rule;

    /// A report in which nothing is wrong; `〇` is where tests write.
    pub fn with(words: &str) -> String {
        format!(
            "云溪县财政局2023年政府信息公开工作年度报告\n\
             本报告根据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制，数据自2023年1月1日至12月31日。\n\
             一、总体情况\n（一）主动公开。2023年公开信息12条。\n{words}\n\
             二、主动公开政府信息情况\n见表。\n三、收到和处理政府信息公开申请情况\n见表。\n\
             四、政府信息公开行政复议、行政诉讼情况\n见表。\n\
             五、存在的主要问题及改进情况\n一是信息更新不够及时；二是解读形式单一。\n\
             六、其他需要报告的事项\n本年度未收取信息处理费。\n"
        )
    }

    /// What one rule finds in a draft.
    pub fn found(rule: &Rule, draft: &str) -> Vec<Finding> {
        let document = read(&Draft::Text(draft), &Hints::default()).expect("text");
        (rule.check)(&understand(&document, None)).findings
    }

    /// The severities and marked words of what one rule finds.
    pub fn marks(rule: &Rule, draft: &str) -> Vec<(Severity, String)> {
        let of = |finding: Finding| (finding.severity, finding.span.of(draft).to_owned());
        found(rule, draft).into_iter().map(of).collect()
    }

    /// Asserts that each of these words in a sound report is a doubt, once, where it is marked.
    pub fn doubts(rule: &Rule, cases: &[(&str, &str)]) {
        for (words, marked) in cases {
            assert_eq!(marks(rule, &with(words)), [(Severity::Warning, (*marked).to_owned())], "{words}");
        }
    }

    /// Asserts that a rule finds nothing in a sound report with these words.
    pub fn silent(rule: &Rule, cases: &[&str]) {
        for words in cases {
            let found = found(rule, &with(words));
            assert!(found.is_empty(), "{} in {words}\n{found:#?}", rule.code);
        }
    }

    #[test]
    fn nothing_is_found_in_a_sound_report() {
        for rule in crate::rules::RULES.iter().filter(|rule| rule.code.starts_with("text/")) {
            silent(rule, &["", "各项工作有序推进。"]);
            assert!(found(rule, &with("").replace('\n', " ")).is_empty(), "{}", rule.code);
        }
    }

    #[test]
    fn bad_input_takes_no_longer_than_long_input() {
        let started = std::time::Instant::now();
        for unit in
            ["（", "）", "“", "”", "《）", "1月", "20231月", "年月日", "XX", "_", "的", "县", "AbBet体育", "1", "。"]
        {
            let draft = with(&unit.repeat(40_000));
            for rule in crate::rules::RULES.iter().filter(|rule| rule.code.starts_with("text/")) {
                assert!(found(rule, &draft).len() <= super::TOLD + 1, "{} {unit}", rule.code);
            }
        }
        assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    }
}
