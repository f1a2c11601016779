//! The register of rules: every rule's own examples show what it says.

use gouji::rules::{RULES, review_of_example};
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// The codes that are promised to users.
const CODES: [(&str, &str); 5] = [
    (
        "table",
        "row-total column-total balance part-exceeds-whole missing missing-row label blank-cells blank-total not-a-count \
         annotated unreadable unit implausible",
    ),
    (
        "structure",
        "not-a-report missing-section extra-section section-order heading numbering empty-section declared-parts \
         outdated-form missing-topic too-long too-thin fee-statement title",
    ),
    ("narrative", "disagrees-with-table sum percentage stale-year period deadline"),
    ("text", "unbalanced incomplete-date placeholder doubled personal-data injected foreign-name"),
    ("continuity", "carried-over in-force items cumulative copied"),
];

/// Whether a rule compares with last year's report; properties::continuity puts such faults into two reports.
fn is_compared(code: &str) -> bool {
    code.starts_with("continuity/")
}

#[test]
fn every_promised_code_is_a_rule_in_the_readmes_and_among_the_faults() {
    let read = |name: &str| {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap_or_else(|_| panic!("{name}"))
    };
    let readmes = [read("README.md"), read("README.zh-CN.md")];
    let faults = read("tests/faults/table.txt");
    let promised: Vec<String> = CODES
        .iter()
        .flat_map(|(family, names)| names.split_whitespace().map(move |name| format!("{family}/{name}")))
        .collect();
    for code in &promised {
        assert!(RULES.iter().any(|rule| rule.code == code), "{code} is no rule");
        assert!(readmes.iter().all(|readme| readme.contains(&format!("| `{code}` |"))), "{code} is not in the READMEs");
        let is_there = faults.lines().any(|line| line.split(' ').next() == Some(code));
        assert!(is_there || is_compared(code), "no fault is put in for {code}");
    }
    for rule in RULES {
        assert!(promised.iter().any(|code| code == rule.code), "{} is promised to nobody", rule.code);
        let chinese = rule.documentation.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
        assert!(chinese > 40, "{} is documented in {chinese} Chinese characters", rule.code);
    }
}

#[test]
fn every_rule_shows_a_wrong_example_that_it_finds_and_a_right_one_that_it_does_not() {
    for rule in RULES {
        let examples = examples(rule.documentation);
        for (kind, wrong) in [("错", true), ("对", false)] {
            let drafts: Vec<&String> =
                examples.iter().filter(|(known, _)| known == kind).map(|(_, draft)| draft).collect();
            assert!(!drafts.is_empty(), "{} shows no example marked {kind}", rule.code);
            for draft in drafts {
                let review = review_of_example(draft).expect("an example");
                let found: Vec<&str> = review.findings.iter().map(|finding| finding.code).collect();
                assert_eq!(found.contains(&rule.code), wrong, "{} ({kind}) finds {found:?} in\n{draft}", rule.code);
                let compared = review.checks.iter().find(|check| check.code == rule.code && is_compared(rule.code));
                let state = if wrong { "failed" } else { "passed" };
                assert!(compared.is_none_or(|check| check.state == state), "{} ({kind}): {compared:?}", rule.code);
            }
        }
    }
}

#[test]
fn every_code_is_one_rule_of_a_known_family_with_a_title_and_advice() {
    let mut codes = HashSet::new();
    for rule in RULES {
        assert!(codes.insert(rule.code), "{} is there twice", rule.code);
        let (family, name) = rule.code.split_once('/').expect("family/name");
        assert!(CODES.iter().any(|(known, _)| *known == family), "{} is of no known family", rule.code);
        let kebab = name.split('-').all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()));
        assert!(kebab, "{} is not in kebab-case", rule.code);
        let mut lines = rule.documentation.lines().map(str::trim);
        let title = lines.next().unwrap_or_default();
        assert!(
            !title.is_empty() && !title.starts_with('`') && title.chars().count() <= 30,
            "{} title: {title}",
            rule.code
        );
        assert_eq!(lines.next(), Some(""), "{}: the title is one line", rule.code);
        assert!(rule.help.ends_with('。'), "{}: the advice is a sentence: {}", rule.code, rule.help);
    }
}

#[test]
fn a_fence_is_an_example() {
    let text = " 标题\n\n ```错\n 一\n  二\n ```\n ```对\n 三\n ```\n";
    assert_eq!(examples(text), [("错".to_owned(), "一\n 二\n".to_owned()), ("对".to_owned(), "三\n".to_owned())]);
}

/// The fenced examples of a documentation, by their marks.
fn examples(documentation: &str) -> Vec<(String, String)> {
    let mut examples: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in documentation.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        match (line.strip_prefix("```"), inside) {
            (Some(mark), false) => {
                examples.push((mark.trim().to_owned(), String::new()));
                inside = true;
            }
            (Some(_), true) => inside = false,
            (None, true) => {
                if let Some((_, draft)) = examples.last_mut() {
                    draft.push_str(line);
                    draft.push('\n');
                }
            }
            (None, false) => {}
        }
    }
    examples
}
