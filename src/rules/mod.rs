//! The register of rules. A rule is a code, its documentation (the doc comment is the page that users read), its clause, its
//! advice and a function from the report to what it found.

mod cells;
mod continuity;
mod copied;
mod local;
mod narrative;
mod structure;
mod sums;
mod text;
mod units;

use crate::finding::Finding;
use crate::recover::CellState;
use crate::report::Report;
#[cfg(not(target_arch = "wasm32"))]
use crate::{
    Options, check,
    input::{Draft, Hints, InputError},
    previous::Previous,
    review::Review,
};
pub(crate) use sums::{Answer, Known, answer};
pub use text::Line;
pub(crate) use text::running_lines;

/// A rule.
pub struct Rule {
    /// Stable, `family/name`; never renamed or used for something else.
    pub code: &'static str,
    /// The Chinese page in Markdown: the first line is the title; what it finds, why, a wrong and a right example in fences
    /// marked `错` and `对`, which are executed as tests. Left out of the browser's module, which has it as a page.
    #[cfg(not(target_arch = "wasm32"))]
    pub documentation: &'static str,
    /// The clause that findings name, unless they name a nearer one.
    pub basis: Option<&'static str>,
    /// What to do, unless a finding says it more precisely.
    pub help: &'static str,
    /// Finds.
    pub check: fn(&Report) -> Outcome,
}

/// What a rule says of a report.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What it found.
    pub findings: Vec<Finding>,
    /// What it could not check, and why.
    pub unable: Option<String>,
}

impl Outcome {
    /// Only findings.
    pub fn of(findings: Vec<Finding>) -> Outcome {
        Outcome { findings, unable: None }
    }

    /// Nothing could be checked.
    pub fn unable(why: impl Into<String>) -> Outcome {
        Outcome { findings: Vec::new(), unable: Some(why.into()) }
    }
}

/// A rule's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The rule's code.
    pub code: &'static str,
    /// The answer.
    pub state: CheckState,
    /// Why it could not be made, or not wholly.
    pub reason: Option<String>,
    /// It was not made because nobody gave last year's report: no news.
    pub needs_previous: bool,
}

/// The three answers of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckState {
    /// Nothing was found, and all of it could be checked.
    Passed,
    /// Something was found.
    Failed,
    /// Nothing was found, but not all could be checked.
    NotCheckable,
}

impl CheckState {
    /// The word in results.
    pub fn id(self) -> &'static str {
        match self {
            CheckState::Passed => "passed",
            CheckState::Failed => "failed",
            CheckState::NotCheckable => "not-checkable",
        }
    }
}

/// Declares a rule; its doc comment becomes its documentation.
macro_rules! rule {
    ($(#[doc = $line:literal])+ $name:ident = $code:literal, basis: $basis:expr, help: $help:expr, check: $check:path) => {
        $(#[doc = $line])+
        pub static $name: $crate::rules::Rule = $crate::rules::Rule {
            code: $code,
            #[cfg(not(target_arch = "wasm32"))]
            documentation: concat!($($line, "\n"),+),
            basis: $basis,
            help: $help,
            check: $check,
        };
    };
}
use rule;

/// Every rule, in the order in which results list them.
pub static RULES: &[&Rule] = &[
    &sums::ROW_TOTAL,
    &sums::COLUMN_TOTAL,
    &sums::BALANCE,
    &sums::PART_EXCEEDS_WHOLE,
    &cells::MISSING,
    &cells::MISSING_ROW,
    &cells::LABEL,
    &cells::BLANK_CELLS,
    &cells::BLANK_TOTAL,
    &cells::NOT_A_COUNT,
    &units::ANNOTATED,
    &units::UNREADABLE,
    &units::UNIT,
    &units::IMPLAUSIBLE,
    &structure::NOT_A_REPORT,
    &structure::MISSING_SECTION,
    &structure::EXTRA_SECTION,
    &structure::SECTION_ORDER,
    &structure::HEADING,
    &structure::NUMBERING,
    &structure::EMPTY_SECTION,
    &structure::DECLARED_PARTS,
    &structure::OUTDATED_FORM,
    &structure::MISSING_TOPIC,
    &structure::TOO_LONG,
    &structure::TOO_THIN,
    &structure::FEE_STATEMENT,
    &structure::TITLE,
    &text::UNBALANCED,
    &text::INCOMPLETE_DATE,
    &text::PLACEHOLDER,
    &text::DOUBLED,
    &text::PERSONAL_DATA,
    &text::INJECTED,
    &text::FOREIGN_NAME,
    &narrative::DISAGREES_WITH_TABLE,
    &narrative::SUM,
    &narrative::PERCENTAGE,
    &narrative::STALE_YEAR,
    &narrative::PERIOD,
    &narrative::DEADLINE,
    &continuity::CARRIED_OVER,
    &continuity::IN_FORCE,
    &continuity::ITEMS,
    &continuity::CUMULATIVE,
    &copied::COPIED,
];

/// The rule of that code.
pub fn rule_named(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}

/// The line of an example behind which last year's report stands.
#[cfg(not(target_arch = "wasm32"))]
const LAST_YEAR: &str = "==== 上年的报告\n";

/// The review of an example in a rule's documentation.
#[cfg(not(target_arch = "wasm32"))]
pub fn review_of_example(example: &str) -> Result<Review, InputError> {
    let (draft, last) = example.split_once(LAST_YEAR).unzip();
    let previous = last.map(|last| Previous::read(&Draft::Text(last), &Hints::default()));
    let options = Options { previous: previous.as_ref(), ..Options::default() };
    check(&Draft::Text(draft.unwrap_or(example)), &options)
}

/// Runs every rule but those disabled; a rule is disabled by its code or by its family (`table`).
pub fn run(report: &Report, disabled: &[String]) -> (Vec<Check>, Vec<Finding>) {
    let mut checks = Vec::new();
    let mut findings = Vec::new();
    for rule in RULES {
        let family = rule.code.split('/').next().unwrap_or_default();
        if disabled.iter().any(|code| code == rule.code || code.trim_end_matches('/') == family) {
            checks.push(Check {
                code: rule.code,
                state: CheckState::NotCheckable,
                reason: Some("已按设置停用".into()),
                needs_previous: false,
            });
            continue;
        }
        let unrecognised = report.edition.is_none() && rule.code != "structure/not-a-report";
        let mut needs_previous = false;
        let outcome = match &report.previous {
            _ if unrecognised => Outcome::unable("没有识别出年度报告的格式"),
            Ok(None) if family == "continuity" => {
                needs_previous = true;
                Outcome::unable("没有给出上年的报告")
            }
            Err(why) if family == "continuity" => Outcome::unable(why),
            _ => (rule.check)(report),
        };
        let state = match (outcome.findings.is_empty(), &outcome.unable) {
            (false, _) => CheckState::Failed,
            (true, Some(_)) => CheckState::NotCheckable,
            (true, None) => CheckState::Passed,
        };
        checks.push(Check { code: rule.code, state, reason: outcome.unable, needs_previous });
        for mut finding in outcome.findings {
            if finding.help.is_empty() {
                finding.help = rule.help.to_owned();
            }
            if finding.basis.is_none() {
                finding.basis = rule.basis.map(str::to_owned);
            }
            findings.push(finding);
        }
    }
    (checks, findings)
}

/// Whether a cell says nothing that a relation could be checked with.
fn is_unknown(state: CellState) -> bool {
    matches!(state, CellState::Ambiguous | CellState::Unreadable)
}
