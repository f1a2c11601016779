//! Whole reports with the findings they must give: beside each draft stands `<name>.findings`. UPDATE=1 rewrites them; what
//! changes is then to be read before it is committed.

use gouji::input::Draft;
use gouji::review::Review;
use gouji::{Options, check};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The drafts by name.
pub fn drafts() -> BTreeMap<String, String> {
    let mut drafts = BTreeMap::new();
    for path in files().filter(|path| path.extension().is_some_and(|kind| kind == "txt" || kind == "html")) {
        let draft = fs::read_to_string(&path).expect("a draft is UTF-8");
        assert!(drafts.insert(name(&path), draft).is_none(), "two drafts are named {}", name(&path));
    }
    drafts
}

#[test]
fn every_report_gives_its_findings_and_no_others() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut faults = Vec::new();
    let mut codes: Vec<&str> = Vec::new();
    for (name, draft) in drafts() {
        let review = check(&Draft::Text(&draft), &Options::default()).expect("a report can be read");
        codes.extend(review.findings.iter().map(|finding| finding.code));
        let path = folder().join(format!("{name}.findings"));
        let found = shown(&review);
        if update {
            fs::write(&path, &found).expect("the folder can be written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected {
            faults.push(format!("{name}\n{}", differences(&expected, &found)));
        }
    }
    assert!(faults.is_empty(), "{}\nUPDATE=1 takes these findings for right.", faults.join("\n"));
    for code in
        ["table/row-total", "table/column-total", "table/balance", "table/part-exceeds-whole", "table/blank-total"]
    {
        assert!(codes.contains(&code), "no report shows {code}");
    }
}

#[test]
fn clean_reports_have_no_errors_and_no_doubts_and_every_finding_has_its_draft() {
    let drafts = drafts();
    for path in files().filter(|path| path.extension().is_some_and(|kind| kind == "findings")) {
        assert!(drafts.contains_key(&name(&path)), "{} has no draft", path.display());
        let findings = fs::read_to_string(&path).expect("findings are UTF-8");
        let faults = findings.lines().filter(|line| line.starts_with("error") || line.starts_with("warning")).count();
        assert_eq!(faults == 0, name(&path).starts_with("clean"), "{}", path.display());
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports")
}

fn files() -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder()).expect("tests/reports").map(|entry| entry.expect("an entry").path())
}

fn name(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

/// What a reader would see of a review, a finding a paragraph.
fn shown(review: &Review) -> String {
    let report = &review.report;
    let or_none = |text: Option<&str>| text.unwrap_or("none").to_owned();
    let mut text = String::new();
    let year = report.year.map(|year| year.to_string());
    let cells = &review.summary.cells;
    let states = [
        (cells.read, "read"),
        (cells.annotated, "annotated"),
        (cells.blank, "blank"),
        (cells.ambiguous, "ambiguous"),
        (cells.unreadable, "unreadable"),
        (cells.absent, "absent"),
    ];
    let states: Vec<String> =
        states.iter().filter(|(count, _)| *count > 0).map(|(count, state)| format!("{count} {state}")).collect();
    let lines = [
        format!("edition {}", or_none(report.edition)),
        format!("year {}", or_none(year.as_deref())),
        format!("agency {}", or_none(report.agency.as_deref())),
        format!("published {}", or_none(report.published.as_deref())),
        format!("sections {}", report.sections.iter().map(|part| part.id.unwrap_or("-")).collect::<Vec<_>>().join(" ")),
        format!("cells {}", states.join(", ")),
    ];
    lines.iter().for_each(|line| text.push_str(&format!("{line}\n")));
    for finding in &review.findings {
        let place = &finding.location;
        let mut add = |line: String| writeln!(text, "{line}").expect("text takes lines");
        add(format!("\n{} {} {}:{} “{}”", finding.severity, finding.code, place.line, place.column, place.text));
        if let Some(relation) = &finding.relation {
            add(format!("  {relation}"));
        }
        add(format!("  {}", finding.message));
    }
    text
}

/// The lines that only one of the two has.
fn differences(expected: &str, found: &str) -> String {
    let only = |mark: &str, one: &str, other: &str| -> String {
        one.lines()
            .filter(|line| !other.lines().any(|known| known == *line))
            .map(|line| format!("{mark} {line}\n"))
            .collect()
    };
    format!("{}{}", only("-", expected, found), only("+", found, expected))
}
