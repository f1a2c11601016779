//! What crawlers, excerpt collections and narrow pages leave of a report: lines that are gone, wrapped, joined or strewn with page numbers.
//! What they took away is not known; what is left must not be read as something else.

use super::{Case, Faults, cases};
use crate::support::chance::Chance;
use crate::support::reading::falsehoods;
use crate::support::review;
use crate::support::shape::Shape;
use std::collections::BTreeSet;

#[test]
fn equal_lines_that_are_gone() {
    ruin("equal_lines_that_are_gone", is_text, |text, _| {
        let mut seen = BTreeSet::new();
        text.lines().filter(|line| seen.insert(line.trim())).collect::<Vec<_>>().join("\n")
    });
}

#[test]
fn one_line() {
    ruin("one_line", is_text, |text, chance| text.lines().collect::<Vec<_>>().join(*chance.pick(&[" ", "　"])));
}

#[test]
fn page_numbers() {
    ruin("page_numbers", is_paper, |text, chance| {
        let style = chance.below(3);
        let mut page = 0;
        let mut lines = String::new();
        for line in text.lines() {
            lines.push_str(&format!("{line}\n"));
            if chance.one_in(25) {
                page += 1;
                lines.push_str(&match style {
                    0 => format!("- {page} -\n"),
                    1 => format!("— {page} —\n"),
                    _ => format!("第 {page} 页 共 9 页\n"),
                });
            }
        }
        lines
    });
}

#[test]
fn wrapped_lines() {
    ruin("wrapped_lines", is_text, |text, chance| {
        let mut lines = String::new();
        let mut before = '\n';
        for character in text.chars() {
            // Between two words of a label or a sentence.
            if before.is_alphabetic() && character.is_alphabetic() && chance.one_in(30) {
                lines.push('\n');
            }
            lines.push(character);
            before = character;
        }
        lines
    });
}

#[test]
fn noughts_that_are_marked() {
    ruin("noughts_that_are_marked", is_text, |text, chance| {
        let mark = *chance.pick(&["—", "-", "/", "无", "——"]);
        let signs: Vec<char> = text.chars().collect();
        let is_edge = |sign: Option<&char>| sign.is_none_or(|sign| sign.is_whitespace() || *sign == '|');
        let mut marked = String::new();
        for (at, sign) in signs.iter().enumerate() {
            let alone =
                *sign == '0' && is_edge(signs.get(at + 1)) && is_edge(at.checked_sub(1).and_then(|at| signs.get(at)));
            if alone && chance.one_in(2) { marked.push_str(mark) } else { marked.push(*sign) }
        }
        marked
    });
}

#[test]
fn blanks_without_width() {
    ruin("blanks_without_width", is_text, |text, chance| {
        let mut strewn = String::new();
        for character in text.chars() {
            strewn.push(character);
            if chance.one_in(60) {
                strewn.push('\u{200b}');
            }
        }
        strewn
    });
}

/// What people paste as text; Markdown is written by programs, a row a line.
fn is_text(shape: &Shape) -> bool {
    !shape.is_html() && *shape != Shape::Markdown
}

/// What has pages: cells without borders, over several lines.
fn is_paper(shape: &Shape) -> bool {
    let bordered = shape.is_bordered() || matches!(shape, Shape::BarLines | Shape::LoneBars | Shape::SheetTabs);
    !bordered && *shape != Shape::OneLine
}

/// Ruins pastes of the shapes that are chosen.
fn ruin(ruin: &str, chosen: fn(&Shape) -> bool, ruined: impl Fn(&str, &mut Chance) -> String) {
    let mut faults = Faults::default();
    for Case { name, paste, mut chance } in cases(Shape::ALL.into_iter().filter(chosen), 1) {
        let text = ruined(&paste.text, &mut chance);
        for fault in falsehoods(&paste.cells, &review(&text)) {
            faults.add(&format!("{name}-{ruin}"), &text, &fault);
        }
    }
    faults.end();
}
