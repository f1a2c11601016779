//! Clean reports as officials write them give no error and no doubt; a mistake put into one is found by its code and at its
//! place. GOUJI_CLEAN asks for more clean reports of each edition, GOUJI_SEED for others; what fails is left in target/tmp.

mod draft;
mod organ;
mod phrase;

use crate::support::chance::Chance;
use crate::support::review;
use crate::support::shape::Shape;
use draft::Draft;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every edition.
const EDITIONS: [&str; 4] = ["2008", "2014", "2019", "2021"];

/// Clean reports of each edition, where GOUJI_CLEAN does not say.
const CLEAN: u64 = 80;

/// Shapes that keep every cell apart, so that nothing is doubtful but what was written.
const SHAPES: [Shape; 8] = [
    Shape::Pipes,
    Shape::Tabs,
    Shape::WordHtml,
    Shape::SiteHtml,
    Shape::Markdown,
    Shape::Pipes,
    Shape::SiteHtml,
    Shape::Tabs,
];

/// A number from the environment.
fn setting(name: &str) -> Option<u64> {
    let value = std::env::var(name).ok()?;
    Some(value.parse().unwrap_or_else(|_| panic!("{name} is a number, not {value}")))
}

#[test]
fn clean_reports_give_no_error_and_no_doubt() {
    let count = setting("GOUJI_CLEAN").unwrap_or(CLEAN);
    let first = setting("GOUJI_SEED").unwrap_or(1);
    let mut false_alarms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for edition in EDITIONS {
        for seed in first..first + count {
            let mut chance = Chance::seeded(seed * 7 + edition.parse::<u64>().expect("a year"));
            let draft = Draft::draw(edition, &mut chance);
            let text = draft.write(*chance.pick(&SHAPES), &mut chance);
            let review = review(&text);
            let mut told: Vec<String> = review
                .findings
                .iter()
                .filter(|finding| finding.severity != "note")
                .map(|finding| format!("{} {} “{}”", finding.code, finding.message, finding.location.context))
                .collect();
            if review.report.edition != Some(edition) || review.report.year.map(i64::from) != Some(draft.year) {
                told.push(format!("read as {:?} of {:?}", review.report.edition, review.report.year));
            }
            if !told.is_empty() {
                let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("clean-{edition}-{seed}.txt"));
                fs::write(&path, &text).expect("target/tmp can be written");
            }
            for alarm in told {
                let code = alarm.split(' ').next().unwrap_or_default().to_owned();
                false_alarms.entry(code).or_default().push(format!("{edition}-{seed}: {alarm}"));
            }
        }
    }
    let total: usize = false_alarms.values().map(Vec::len).sum();
    let shown: Vec<String> = false_alarms
        .iter()
        .flat_map(|(code, alarms)| {
            std::iter::once(format!("{code}: {}", alarms.len())).chain(alarms.iter().take(6).cloned())
        })
        .collect();
    assert!(
        total == 0,
        "{total} false alarms; the drafts are in {}\n{}",
        env!("CARGO_TARGET_TMPDIR"),
        shown.join("\n")
    );
}

/// Clean reports to look at: GOUJI_SHOW=12 leaves so many of each edition in target/tmp.
#[test]
fn clean_reports_can_be_looked_at() {
    for edition in EDITIONS {
        for seed in 1..=setting("GOUJI_SHOW").unwrap_or(0) {
            let mut chance = Chance::seeded(seed * 7 + edition.parse::<u64>().expect("a year"));
            let text = Draft::draw(edition, &mut chance).write(Shape::Pipes, &mut chance);
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("show-{edition}-{seed}.txt"));
            fs::write(path, text).expect("target/tmp can be written");
        }
    }
}
