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
    ruin("equal_lines_that_are_gone", &TEXT, |text, _| {
        let mut seen = BTreeSet::new();
        joined(text.lines().filter(|line| seen.insert(line.trim())))
    });
}

#[test]
fn one_line() {
    ruin("one_line", &TEXT, |text, chance| text.lines().collect::<Vec<_>>().join(*chance.pick(&[" ", "　"])));
}

#[test]
fn page_numbers() {
    ruin("page_numbers", &PAPER, |text, chance| {
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
    ruin("wrapped_lines", &TEXT, |text, chance| {
        let mut lines = String::new();
        let mut before = '\n';
        for character in text.chars() {
            // Between two words of a label or a sentence.
            if gouji::numeral::digit(before).is_none() && is_word(before) && is_word(character) && chance.one_in(30) {
                lines.push('\n');
            }
            lines.push(character);
            before = character;
        }
        lines
    });
}

fn is_word(character: char) -> bool {
    character.is_alphabetic()
}

fn joined<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// What has pages.
const PAPER: [Shape; 8] = [
    Shape::Lines,
    Shape::Paragraphs,
    Shape::Blanks,
    Shape::WideBlanks,
    Shape::Pdf,
    Shape::Glued,
    Shape::GluedTable,
    Shape::GluedInPart,
];
/// What people paste as text; Markdown is written by programs, a row a line.
const TEXT: [Shape; 14] = [
    Shape::Pipes,
    Shape::BarLines,
    Shape::LoneBars,
    Shape::Tabs,
    Shape::SheetTabs,
    Shape::Lines,
    Shape::Paragraphs,
    Shape::Blanks,
    Shape::WideBlanks,
    Shape::OneLine,
    Shape::Pdf,
    Shape::Glued,
    Shape::GluedTable,
    Shape::GluedInPart,
];

/// Ruins what is pasted as text, of every shape.
fn ruin(ruin: &str, shapes: &[Shape], ruined: impl Fn(&str, &mut Chance) -> String) {
    let mut faults = Faults::default();
    for Case { name, paste, mut chance } in cases(shapes.iter().copied(), 1) {
        let text = ruined(&paste.text, &mut chance);
        for fault in falsehoods(&paste.cells, &review(&text)) {
            faults.add(&format!("{name}-{ruin}"), &text, &fault);
        }
    }
    faults.end();
}
