//! A sheet that is wider than the paper is printed on several pages: what stands on a page without labels goes beside the
//! page that has them.

use super::line::{Line, is_wide, lines};
use super::reading::is_page_number;
use super::{Area, Glyph, MAX_THICKNESS, OUT_OF_SIGHT, Page};
use crate::numeral::is_digit;

/// How far the lines of one row may be apart on the two pages, in points: they are printed at the same height.
const SAME_HEIGHT: f64 = 1.0;

/// Puts the pages that are the right part of an earlier one beside it. Such a page has rows of figures without labels, each at
/// the height of a row on the page with the labels.
pub(super) fn beside(pages: Vec<Page>) -> Vec<Page> {
    /// A report is shorter: every page is compared with every other one.
    const MOST_PAGES: usize = 60;
    /// And a page has fewer lines: every line is, too.
    const MOST_LINES: usize = 300;
    if pages.len() > MOST_PAGES || !pages.iter().skip(1).any(Page::may_be_right_part) {
        return pages;
    }
    let with_lines = |page: Page| {
        let lines = lines(page.glyphs.clone());
        (page, lines)
    };
    let pages: Vec<(Page, Vec<Line>)> = pages.into_iter().map(with_lines).collect();
    if pages.iter().any(|(_, lines)| lines.len() > MOST_LINES) {
        return pages.into_iter().map(|(page, _)| page).collect();
    }
    // Where one page is for certain part of a wider sheet, others are too that have fewer rows to tell it by.
    let count = pages.len();
    let placed = placed(pages.clone(), false);
    let placed = if placed.len() < count { self::placed(pages, true) } else { placed };
    placed.into_iter().map(|(page, _)| page).collect()
}

/// The pages, each right part put beside its left one. `spills`: whether it is known that there are such parts.
fn placed(pages: Vec<(Page, Vec<Line>)>, spills: bool) -> Vec<(Page, Vec<Line>)> {
    let mut placed: Vec<(Page, Vec<Line>)> = Vec::new();
    for (mut page, mut right) in pages {
        let found = if page.may_be_right_part() { left_part(&placed, &right, spills) } else { None };
        match found.and_then(|at| placed.get_mut(at)) {
            Some((left, rows)) => {
                let number = right.iter().rposition(|line| is_page_number_of(line, rows));
                if let Some(line) = number.map(|at| right.remove(at)) {
                    page.glyphs.retain(|glyph| !line.area.holds(glyph.area.centre()));
                }
                left.append_beside(page);
                *rows = lines(left.glyphs.clone());
            }
            None if spills && !right.iter().any(is_heading) && !has_labels(&right, 2) => {
                page.spoil_figures();
                placed.push((page, right));
            }
            None => placed.push((page, right)),
        }
    }
    placed
}

/// Whether the rows of a page have labels on the page itself; one in a few may be the end of a label further left.
fn has_labels(page: &[Line], few: usize) -> bool {
    let rows = page.iter().filter(|line| line.text.contains(is_digit) && !is_page_number(&line.text));
    let (figures, words): (Vec<&Line>, Vec<&Line>) = rows.partition(|line| is_figures(line));
    let has_label = |row: &&&Line| label(page, row).is_some_and(|label| !is_figures(label));
    (words.len() + figures.iter().filter(has_label).count()) * few > figures.len()
}

/// The page whose rows go on in the rows of another one; nothing where it is none or might be several.
fn left_part(pages: &[(Page, Vec<Line>)], right: &[Line], spills: bool) -> Option<usize> {
    if right.iter().any(is_heading) || has_labels(right, if spills { 1 } else { 2 }) {
        return None;
    }
    let mut scores: Vec<(isize, usize)> =
        pages.iter().enumerate().filter_map(|(at, (_, left))| Some((score(left, right, spills)?, at))).collect();
    scores.sort_unstable();
    match scores.as_slice() {
        [.., (second, _), (first, _)] if second == first => None,
        [.., (_, at)] => Some(*at),
        [] => None,
    }
}

/// How well the rows of a page go on in those of another one: nothing where a figure would have no label or stand beside
/// running text.
fn score(left: &[Line], right: &[Line], spills: bool) -> Option<isize> {
    /// So many rows are not at the same heights by chance.
    const ROWS: usize = 4;
    /// A column of single figures may be anything: as many show that it belongs to labels.
    const SINGLE_ROWS: usize = 8;
    /// Longer lines without columns are running text and no label.
    const LONGEST_LABEL: usize = 40;
    let mut rows = 0;
    let mut has_columns = false;
    for line in right.iter().filter(|line| is_figures(line)) {
        if is_page_number_of(line, left) {
            continue;
        }
        match label(left, line) {
            Some(label) if label.has_columns || label.text.chars().count() <= LONGEST_LABEL => {}
            // Tables that have their labels above have rows of figures alone.
            None if spills && level(left, line).is_some_and(|line| line.has_columns) => {}
            _ => return None,
        }
        rows += 1;
        has_columns |= line.has_columns;
    }
    let enough = match (spills, has_columns) {
        (true, _) => 1,
        (false, true) => ROWS,
        (false, false) => SINGLE_ROWS,
    };
    let level_lines = right.iter().filter(|line| level(left, line).is_some()).count();
    // Rows of the left page that have figures of their own and none on the right one speak for another page.
    let open = left.iter().filter(|line| line.has_columns && level(right, line).is_none()).count();
    let near_lines = right.iter().filter(|line| level(left, line).or_else(|| label(left, line)).is_some()).count();
    let fits = if spills {
        level_lines * 3 >= right.len() && near_lines * 4 >= right.len() * 3
    } else {
        level_lines * 2 > right.len()
    };
    (rows >= enough && fits).then(|| level_lines.cast_signed() * 2 - open.cast_signed())
}

/// Whether a line is the heading of a section, which stands on a page with labels only.
fn is_heading(line: &Line) -> bool {
    let rest = line.text.trim_start_matches(|character| "一二三四五六七八九十⼀⼆⼋⼗".contains(character));
    rest.len() < line.text.len() && rest.starts_with(['、', '.', '．'])
}

/// What stands in a row beside its label, besides figures.
const UNITS: &str = "条件次人个篇万元无—/";

/// Whether a line holds figures, or marks in place of them, and no words but their units.
fn is_figures(line: &Line) -> bool {
    /// 万元, 人次.
    const LONGEST_UNIT: usize = 2;
    let is_figure = |word: &str| {
        let unit = word.trim_start_matches(is_digit);
        !unit.contains(|character| is_wide(character) && !is_digit(character) && !UNITS.contains(character))
            && unit.chars().count() <= LONGEST_UNIT
            || !unit.contains(is_wide)
    };
    line.text.split_whitespace().all(is_figure)
}

/// The line at the height of another one.
fn level<'a>(lines: &'a [Line], other: &Line) -> Option<&'a Line> {
    let at = other.area.centre().1;
    lines.iter().find(|line| (line.area.centre().1 - at).abs() <= SAME_HEIGHT)
}

/// The line that labels a row: at its height, or one of several in whose middle the row stands.
fn label<'a>(lines: &'a [Line], row: &Line) -> Option<&'a Line> {
    let at = row.area.centre().1;
    let is_label = |line: &&Line| line.text.contains(is_wide) && (line.area.centre().1 - at).abs() <= line.size * 0.8;
    level(lines, row).filter(is_label).or_else(|| lines.iter().find(is_label))
}

/// Whether a line is the number of a page as the one in the same place on another page.
fn is_page_number_of(line: &Line, others: &[Line]) -> bool {
    is_page_number(&line.text) && level(others, line).is_some_and(|other| is_page_number(&other.text))
}

impl Page {
    /// A page of figures: looked at more closely only where there is one.
    fn may_be_right_part(&self) -> bool {
        /// One in as many characters is a digit or a unit.
        const DIGITS: usize = 8;
        let is_of_row = |glyph: &&Glyph| is_digit(glyph.character) || UNITS.contains(glyph.character);
        let digits = self.glyphs.iter().filter(is_of_row).count();
        digits > 0 && digits * DIGITS >= self.glyphs.len()
    }

    /// Takes away its figures: nobody knows to which rows they belong.
    fn spoil_figures(&mut self) {
        let digits = self.glyphs.iter_mut().filter(|glyph| is_digit(glyph.character));
        digits.for_each(|glyph| glyph.character = OUT_OF_SIGHT);
    }

    /// Puts another page's content at the right of what stands here: rules are joined, text is kept a column apart.
    fn append_beside(&mut self, other: Page) {
        /// More than any gap between words, in points.
        const GAP: f64 = 60.0;
        let whole = |areas: &mut dyn Iterator<Item = Area>| areas.reduce(Area::with);
        let glyphs = |page: &Page| whole(&mut page.glyphs.iter().map(|glyph| glyph.area));
        let rules = |page: &Page| whole(&mut page.rules.iter().copied());
        let right = rules(self).or_else(|| glyphs(self)).map_or(0.0, |area| area.right);
        let shift = match (rules(self), rules(&other)) {
            (Some(left), Some(right)) => left.right - right.left - MAX_THICKNESS / 4.0,
            _ => right + GAP - glyphs(&other).map_or(0.0, |area| area.left),
        };
        let moved = |area: Area| Area { left: area.left + shift, right: area.right + shift, ..area };
        self.glyphs.extend(other.glyphs.into_iter().map(|mut glyph| {
            glyph.area = moved(glyph.area);
            glyph
        }));
        self.rules.extend(other.rules.into_iter().map(moved));
        self.width = self.width.max(other.width + shift);
        self.height = self.height.max(other.height);
    }
}
