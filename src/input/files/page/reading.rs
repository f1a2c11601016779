//! The reading order: tables and lines of each page one below the other, what a page break divided put together, lines
//! joined into paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use super::beside::beside;
use super::grid::grids;
use super::line::{Line, is_wide, lines};
use super::table::Table;
use super::{Area, Glyph, Page};
use crate::document::{Document, DocumentBuilder};
use crate::input::InputError;
use crate::input::flow::{self, Budget, Node};
use crate::numeral::ONE_TO_TEN;

/// Puts pages together.
pub(in super::super) fn read(pages: Vec<Page>) -> Result<Document, InputError> {
    let width = quantile(pages.iter().map(|page| page.width), 0.5);
    let mut pages: Vec<Vec<Part>> = beside(pages).into_iter().map(parts).collect();
    drop_margins(&mut pages);
    let measure = Measure::of(&pages, width);
    let parts = pages.into_iter().enumerate().flat_map(|(page, parts)| {
        parts.into_iter().enumerate().map(move |(number, part)| (page > 0 && number == 0, part))
    });
    let mut whole: Vec<Part> = Vec::new();
    for (turned, part) in parts {
        match (whole.last_mut(), part) {
            (Some(Part::Table(above)), Part::Table(below)) if turned && above.continues_in(&below) => {
                above.append(below)
            }
            (Some(Part::Line(above)), Part::Line(below)) if measure.continues(above, &below, turned) => {
                join(&mut above.text, &below.text, false);
                (above.area, above.size) = (below.area, below.size);
            }
            (_, part) => whole.push(part),
        }
    }
    let mut nodes = Vec::new();
    let mut budget = Budget::default();
    for part in whole {
        match part {
            Part::Line(line) => {
                budget.spend_text(line.text.len())?;
                nodes.push(Node::Paragraph { text: line.text, level: None });
            }
            Part::Table(table) => nodes.extend(table.into_nodes(&mut budget)?),
        }
    }
    let mut builder = DocumentBuilder::new();
    flow::write(nodes, &mut builder);
    Ok(builder.finish())
}

/// What stands on a page.
enum Part {
    Line(Line),
    Table(Table),
}

impl Part {
    fn top(&self) -> f64 {
        match self {
            Part::Line(line) => line.area.top,
            Part::Table(table) => table.top(),
        }
    }

    fn line(&self) -> Option<&Line> {
        match self {
            Part::Line(line) => Some(line),
            Part::Table(_) => None,
        }
    }
}

/// The tables and lines of a page, from the top.
fn parts(page: Page) -> Vec<Part> {
    let edge = page.width;
    let mut grids = grids(&page.rules, edge);
    let size = |area: Area| area.width() * area.height();
    // A table inside a cell of another one takes its text.
    grids.sort_by(|a, b| size(a.area()).total_cmp(&size(b.area())));
    let mut inside: Vec<Vec<Glyph>> = grids.iter().map(|_| Vec::new()).collect();
    let mut outside = Vec::new();
    for glyph in page.glyphs {
        let place = glyph.area.centre();
        let table = grids.iter().zip(&mut inside).find(|(grid, _)| grid.area().holds(place));
        table.map_or(&mut outside, |(_, glyphs)| glyphs).push(glyph);
    }
    let mut parts: Vec<Part> = lines(outside).into_iter().map(Part::Line).collect();
    let tables = grids.iter().zip(inside).filter_map(|(grid, glyphs)| Table::new(grid, glyphs, edge));
    parts.extend(tables.map(Part::Table));
    parts.sort_by(|a, b| a.top().total_cmp(&b.top()));
    parts
}

/// Leaves out page numbers, and heads and feet that stand on many pages.
fn drop_margins(pages: &mut [Vec<Part>]) {
    /// Lines of a head or foot at most.
    const LINES: usize = 2;
    /// What stands in the same place on fewer pages may be text.
    const PAGES: usize = 3;
    let outermost = |parts: &[Part], is_foot: bool| if is_foot { parts.len().saturating_sub(1) } else { 0 };
    for is_foot in [false, true, false, true].into_iter().take(2 * LINES) {
        let line = |parts: &[Part]| parts.get(outermost(parts, is_foot)).and_then(Part::line).cloned();
        // In a head or foot only the number of the page differs.
        let words = |line: &Line| line.text.trim_matches(is_of_page_number).to_owned();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for line in pages.iter().filter_map(|parts| line(parts)) {
            *counts.entry(words(&line)).or_default() += 1;
        }
        let enough = PAGES.max(pages.len().div_ceil(2));
        let mut seen = BTreeSet::new();
        for parts in pages.iter_mut() {
            let Some(line) = line(parts) else { continue };
            let words = words(&line);
            let repeated = counts.get(&words).is_some_and(|count| *count >= enough);
            // The first may be the title itself.
            if is_page_number(&line.text) || repeated && !seen.insert(words) {
                parts.remove(outermost(parts, is_foot));
            }
        }
    }
}

/// `- 4 -`, `第 4 页 共 9 页`, `4 / 9`, `4`.
pub(super) fn is_page_number(line: &str) -> bool {
    const LONGEST: usize = 16;
    let digits = line.split(|character: char| !character.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let digits: Vec<usize> = digits.map(str::len).collect();
    line.chars().count() <= LONGEST
        && line.chars().all(is_of_page_number)
        && matches!(digits.as_slice(), [1..=4] | [1..=4, 1..=4])
}

fn is_of_page_number(character: char) -> bool {
    character.is_ascii_digit() || character.is_whitespace() || "-‐‑–—―－─━·•~～/|第页共".contains(character)
}

/// How the running text of a document is set.
struct Measure {
    left: f64,
    right: f64,
    /// From one line to the next.
    pitch: f64,
}

impl Measure {
    fn of(pages: &[Vec<Part>], width: f64) -> Measure {
        /// Shorter lines are headings or the last of a paragraph.
        const LONG: usize = 12;
        /// As many lines that end at the same place show where the margin is, if they are one in so many of the long ones:
        /// of many labels some end at the same place by chance.
        const FULL_LINES: usize = 3;
        const LONG_OF_FULL: usize = 4;
        let lines = || pages.iter().flatten().filter_map(Part::line);
        let long = || lines().filter(|line| !line.has_columns && line.text.chars().count() >= LONG);
        let pitches = pages.iter().flat_map(|parts| {
            let tops = |pair: &[Part]| match pair {
                [Part::Line(above), Part::Line(below)] => Some(below.area.top - above.area.top),
                _ => None,
            };
            parts.windows(2).filter_map(tops)
        });
        let left = quantile(long().map(|line| line.area.left), 0.1);
        let right = quantile(long().map(|line| line.area.right), 0.9);
        // Where no lines are full there may be none that is broken: the margins of a page are much the same.
        let full = long().filter(|line| line.area.right >= right - line.size).count();
        let is_ragged = full < FULL_LINES || full * LONG_OF_FULL < long().count();
        let right = if is_ragged { right.max(width - left) } else { right };
        Measure { left, right, pitch: quantile(pitches, 0.5) }
    }

    /// Whether a line goes on with the paragraph of the line above it.
    fn continues(&self, above: &Line, below: &Line, turned: bool) -> bool {
        /// How far from the margin a full line ends, in characters: the next word did not fit.
        const RAGGED: f64 = 2.0;
        let size = above.size.max(below.size);
        let is_full = above.area.right >= self.right - RAGGED * above.size
            && above.area.width() >= (self.right - self.left) / 2.0;
        let is_near = turned || below.area.top - above.area.top <= self.pitch * 1.5;
        let is_indented = below.area.left >= self.left + below.size;
        let ends = above.text.ends_with(['。', '；', '：', '！', '？', ';', ':']);
        is_full
            && is_near
            && !is_indented
            && !above.has_columns
            && !below.has_columns
            && (above.size - below.size).abs() <= size * 0.2
            && !(ends && is_numbered(&below.text))
    }
}

/// The value that a share of all values does not reach.
fn quantile(values: impl Iterator<Item = f64>, share: f64) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index"
    )]
    let index = (values.len().saturating_sub(1) as f64 * share).round() as usize;
    values.get(index).copied().unwrap_or(0.0)
}

/// Whether a line begins with a number that headings and list items have.
pub(super) fn is_numbered(line: &str) -> bool {
    let is_digit = |character: char| character.is_ascii_digit() || ONE_TO_TEN.contains(character);
    let open = line.starts_with(['（', '(']);
    let line = line.trim_start_matches(['（', '(', '第']);
    let rest = line.trim_start_matches(is_digit);
    rest.len() < line.len() && rest.starts_with(if open { ['）', ')', ')'] } else { ['、', '.', '．'] })
}

/// Appends a line to the one above it, with a blank where words or numbers would run together; `wrapped` where a number
/// filled the line and goes on.
pub(super) fn join(text: &mut String, line: &str, wrapped: bool) {
    let ends = text.chars().next_back().zip(line.chars().next());
    if ends.is_some_and(|(last, first)| !is_wide(last) && !is_wide(first) && !wrapped) {
        text.push(' ');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_figures() {
        for line in ["- 4 -", "— 12 —", "4", "第 3 页 共 9 页", "3/9", "·3·"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["", "-", "20231231", "1 2 3", "3.5", "第三页", "2023 年"] {
            assert!(!is_page_number(line), "{line}");
        }
    }

    #[test]
    fn numbers_of_headings_and_items() {
        for line in ["一、总体情况", "（二）依申请公开", "3.补正后", "12．其他", "(4)其他"] {
            assert!(is_numbered(line), "{line}");
        }
        for line in ["一是", "2023年", "（以下简称", "第一项加", "十分"] {
            assert!(!is_numbered(line), "{line}");
        }
    }

    #[test]
    fn blanks_divide_words_and_numbers_only() {
        for (above, below, wrapped, whole) in [
            ("商业", "企业", false, "商业企业"),
            ("12", "3", false, "12 3"),
            ("12", "3", true, "123"),
            ("open", "data", false, "open data"),
        ] {
            let mut text = above.to_owned();
            join(&mut text, below, wrapped);
            assert_eq!(text, whole);
        }
    }
}
