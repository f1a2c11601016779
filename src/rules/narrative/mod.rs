//! Figures in the prose: against the tables, among themselves, and the years and days that it names.

mod deadline;
mod percentage;
mod sum;
mod table;
mod year;

pub use deadline::DEADLINE;
pub use percentage::PERCENTAGE;
pub use sum::SUM;
pub use table::DISAGREES_WITH_TABLE;
pub use year::{PERIOD, STALE_YEAR};

use crate::prose::Figure;
use crate::report::Report;

/// The name of the section that holds a figure; empty where the form has none for it.
fn section_of(report: &Report, figure: &Figure) -> &'static str {
    let at = report.prose.span(figure.start, figure.end).start;
    let sections = &report.outline.sections;
    let behind = sections.partition_point(|section| section.span().start <= at);
    behind.checked_sub(1).and_then(|index| sections.get(index)).map_or("", |section| section.id())
}

#[cfg(test)]
mod testing {
    use crate::finding::Finding;
    use crate::input::{Draft, Hints, read};
    use crate::report::understand;
    use crate::rules::Rule;

    /// What one rule finds in a report for 2023 whose section one says that.
    pub fn said(rule: &Rule, words: &str) -> Vec<Finding> {
        let draft = format!(
            "云溪县2023年政府信息公开工作年度报告\n一、总体情况\n{words}\n二、主动公开政府信息情况\n见表。\n\
             三、收到和处理政府信息公开申请情况\n见表。\n四、政府信息公开行政复议、行政诉讼情况\n见表。\n\
             五、存在的主要问题及改进情况\n更新不够及时。\n六、其他需要报告的事项\n本年度未收取信息处理费。\n"
        );
        found(rule, &draft)
    }

    /// What one rule finds in a draft.
    pub fn found(rule: &Rule, draft: &str) -> Vec<Finding> {
        let document = read(&Draft::Text(draft), &Hints::default()).expect("text");
        (rule.check)(&understand(&document, None)).findings
    }

    /// Asserts that a rule finds one thing in each text, with these words in its message.
    pub fn tells(rule: &Rule, cases: &[(&str, &str)]) {
        for (words, message) in cases {
            let found = said(rule, words);
            assert_eq!(found.len(), 1, "{words}\n{found:#?}");
            assert!(found.iter().all(|finding| finding.message.contains(message)), "{found:#?}");
        }
    }

    /// Asserts that a rule finds nothing in each text.
    pub fn silent(rule: &Rule, texts: &[&str]) {
        for words in texts {
            let found = said(rule, words);
            assert!(found.is_empty(), "{words}\n{found:#?}");
        }
    }

    #[test]
    fn hostile_drafts_take_linear_time() {
        let texts = [
            "公开信息3条，其中动态类1条，占33%，".repeat(3_000),
            "公开3条（".repeat(3_000),
            format!("公开信息9条，其中{}", "甲类1条（乙类1条，".repeat(2_000)),
            "收到公开申请3件，办结2件，办结率100%，".repeat(3_000),
            format!("公开信息3条，占{}%，0年将继续公开。", "9".repeat(31)),
            "未收到公开申请".repeat(3_000),
        ];
        for words in &texts {
            for rule in crate::rules::RULES.iter().filter(|rule| rule.code.starts_with("narrative/")) {
                said(rule, words);
            }
        }
    }
}
