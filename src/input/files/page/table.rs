//! A table with its text, which may go on over a page break.

use super::grid::Ruled;
use super::line::{is_wide, lines};
use super::reading::{is_numbered, join};
use super::{Area, Glyph, MAX_THICKNESS, OUT_OF_SIGHT};
use crate::document::TableCell;
use crate::input::InputError;
use crate::input::flow::{Budget, Grid, Node};

/// A table on one page or several.
pub(super) struct Table {
    /// The top on its first page.
    top: f64,
    /// The columns' borders.
    columns: Vec<f64>,
    rows: usize,
    /// In reading order; every slot of the grid is in one.
    cells: Vec<Cell>,
}

struct Cell {
    place: TableCell,
    text: String,
    /// The last line fills the cell, so that the text may go on.
    is_full: bool,
}

impl Cell {
    fn end(&self) -> usize {
        self.place.row + self.place.rowspan
    }

    fn has_columns_of(&self, other: &TableCell) -> bool {
        (self.place.column, self.place.colspan) == (other.column, other.colspan)
    }
}

impl Table {
    /// A grid and the glyphs in it; nothing where it holds no text. `edge`: where the page ends on the right; what a table that
    /// reaches it has there goes on out of sight.
    pub(super) fn new(grid: &Ruled, glyphs: Vec<Glyph>, edge: f64) -> Option<Table> {
        let (width, height) = (grid.columns.len().checked_sub(1)?, grid.rows.len().checked_sub(1)?);
        let mut owners = vec![0; width * height];
        for (number, cell) in grid.cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.rowspan {
                let slots = owners.iter_mut().skip(row * width + cell.column).take(cell.colspan);
                slots.for_each(|owner| *owner = number);
            }
        }
        let mut contents: Vec<Vec<Glyph>> = grid.cells.iter().map(|_| Vec::new()).collect();
        for glyph in glyphs {
            let (x, y) = glyph.area.centre();
            let slot = |borders: &[f64], at: f64| borders.partition_point(|border| *border <= at).checked_sub(1);
            let slot = slot(&grid.rows, y)? * width + slot(&grid.columns, x)?;
            if let Some(content) = owners.get(slot).and_then(|owner| contents.get_mut(*owner)) {
                content.push(glyph);
            }
        }
        let mut cells = Vec::new();
        for (place, glyphs) in grid.cells.iter().zip(contents) {
            for (place, glyphs) in apart(*place, glyphs, &grid.columns) {
                let area = grid.cell_area(&place);
                let (mut text, is_full) = text_of(glyphs, area);
                if text.is_empty() && area.right > edge - MAX_THICKNESS {
                    text.push(OUT_OF_SIGHT);
                }
                cells.push(Cell { place, text, is_full });
            }
        }
        let holds_text = cells.iter().any(|cell| cell.text.contains(|character| character != OUT_OF_SIGHT));
        holds_text.then(|| Table { top: grid.area().top, columns: grid.columns.clone(), rows: height, cells })
    }

    pub(super) fn top(&self) -> f64 {
        self.top
    }

    /// Whether a table at the top of the next page has the same outline.
    pub(super) fn continues_in(&self, below: &Table) -> bool {
        const SHIFT: f64 = 8.0;
        let is_near = |a: Option<&f64>, b: Option<&f64>| matches!((a, b), (Some(a), Some(b)) if (a - b).abs() <= SHIFT);
        is_near(self.columns.first(), below.columns.first()) && is_near(self.columns.last(), below.columns.last())
    }

    /// Goes on with the rows of a table on the next page.
    pub(super) fn append(&mut self, mut below: Table) {
        self.share_columns(&mut below);
        let mut seam = self.rows;
        if self.is_row_cut(&below) {
            // What stands in the first row below goes on with the last row above.
            seam -= 1;
        }
        for mut cell in below.cells {
            let place = &mut cell.place;
            let is_first = place.row == 0;
            place.row += seam;
            // A cell that covers several rows is drawn again on the next page, blank or with the rest of its text.
            let above = is_first
                .then(|| self.cells.iter_mut().find(|above| above.has_columns_of(place) && above.end() == self.rows))
                .flatten();
            match above {
                Some(above) if seam < self.rows || above.is_continued_by(&cell) => {
                    above.place.rowspan = (cell.end() - above.place.row).max(above.place.rowspan);
                    if above.text != cell.text {
                        join(&mut above.text, &cell.text, above.is_full);
                    }
                }
                _ => self.cells.push(cell),
            }
        }
        self.rows = seam + below.rows;
        self.cells.sort_by_key(|cell| (cell.place.row, cell.place.column));
    }

    /// Gives both tables the borders of either.
    fn share_columns(&mut self, below: &mut Table) {
        let mut columns: Vec<f64> = self.columns.clone();
        let shift = self.columns.first().zip(below.columns.first()).map_or(0.0, |(above, below)| above - below);
        let ends = columns.first().copied().zip(columns.last().copied());
        for border in below.columns.iter().map(|border| border + shift) {
            let is_new = columns.iter().all(|column| (column - border).abs() > MAX_THICKNESS);
            if is_new && ends.is_some_and(|(left, right)| border > left && border < right - MAX_THICKNESS) {
                columns.push(border);
            }
        }
        columns.sort_by(f64::total_cmp);
        self.place_in(&columns, 0.0);
        below.place_in(&columns, shift);
        self.columns = columns;
    }

    fn place_in(&mut self, columns: &[f64], shift: f64) {
        let last = self.columns.len().saturating_sub(1);
        let nearest = |index: usize| {
            let border = self.columns.get(index).copied().unwrap_or(0.0) + shift;
            match index {
                0 => 0,
                _ if index == last => columns.len().saturating_sub(1),
                _ => columns.partition_point(|column| *column < border - MAX_THICKNESS),
            }
        };
        for cell in &mut self.cells {
            let (start, end) = (nearest(cell.place.column), nearest(cell.place.column + cell.place.colspan));
            (cell.place.column, cell.place.colspan) = (start, end.saturating_sub(start).max(1));
        }
    }

    /// Whether the page break runs through a row: the last row and the first have the same cells, one that was full goes on
    /// without a number of its own, and what was not full does not go on.
    fn is_row_cut(&self, below: &Table) -> bool {
        let mut last: Vec<&Cell> = self.cells.iter().filter(|cell| cell.end() == self.rows).collect();
        last.sort_by_key(|cell| cell.place.column);
        let first: Vec<&Cell> = below.cells.iter().filter(|cell| cell.place.row == 0).collect();
        let is_figure = |cell: &Cell| !cell.text.is_empty() && !cell.text.contains(is_wide);
        let may_go_on = |above: &Cell, below: &Cell| {
            let is_one_blank = above.text.is_empty() || below.text.is_empty();
            let is_tall = above.place.rowspan > 1 || below.place.rowspan > 1;
            above.has_columns_of(&below.place)
                && (is_one_blank || above.is_full || is_tall && !is_figure(above) && !is_figure(below))
                && !is_numbered(&below.text)
        };
        let goes_on = |above: &Cell, below: &Cell| {
            above.is_full && !below.text.is_empty() && above.place.rowspan == 1 && below.place.rowspan == 1
        };
        last.len() == first.len()
            && last.iter().zip(&first).all(|(above, below)| may_go_on(above, below))
            && last.iter().zip(&first).any(|(above, below)| goes_on(above, below))
            && last.iter().chain(&first).any(|cell| is_figure(cell))
    }

    /// The table as part of a flow.
    pub(super) fn into_nodes(self, budget: &mut Budget) -> Result<Vec<Node>, InputError> {
        let mut grid = Grid::default();
        let mut cells = self.cells.into_iter().peekable();
        for row in 0..self.rows {
            grid.begin_row();
            while let Some(cell) = cells.next_if(|cell| cell.place.row == row) {
                budget.spend_cell()?;
                budget.spend_text(cell.text.len())?;
                let number = grid.place(cell.place.colspan, cell.place.rowspan)?;
                if !cell.text.is_empty() {
                    grid.fill(number, vec![Node::Paragraph { text: cell.text, level: None }]);
                }
            }
        }
        Ok(grid.finish())
    }
}

impl Cell {
    /// Whether a cell at the top of the next page is the rest of this one.
    fn is_continued_by(&self, below: &Cell) -> bool {
        let is_rest = below.text.is_empty() || self.text == below.text;
        let may_be_rest = is_rest || !is_numbered(&below.text);
        self.place.rowspan > 1 && may_be_rest || below.place.rowspan > 1 && (is_rest || self.is_full && may_be_rest)
    }
}

/// A cell over several columns where a figure stands in each: the rules between them were not drawn.
fn apart(place: TableCell, glyphs: Vec<Glyph>, columns: &[f64]) -> Vec<(TableCell, Vec<Glyph>)> {
    /// In the glyphs' height.
    const GAP: f64 = 0.4;
    let mut ink: Vec<Glyph> = glyphs.iter().filter(|glyph| !glyph.character.is_whitespace()).copied().collect();
    ink.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
    let borders = columns.get(place.column + 1..place.column + place.colspan).unwrap_or(&[]);
    let column = |glyph: &Glyph| borders.partition_point(|border| *border <= glyph.area.centre().0);
    let divided = |pair: &[Glyph]| match pair {
        [left, right] => column(left) == column(right) || right.area.left - left.area.right > GAP * right.area.height(),
        _ => true,
    };
    let spread = ink.first().map(&column) != ink.last().map(&column);
    if !spread || ink.iter().any(|glyph| is_wide(glyph.character)) || !ink.windows(2).all(divided) {
        return vec![(place, glyphs)];
    }
    let cell = |offset: usize| TableCell { column: place.column + offset, colspan: 1, ..place };
    (0..place.colspan)
        .map(|offset| (cell(offset), ink.iter().filter(|glyph| column(glyph) == offset).copied().collect()))
        .collect()
}

/// The text of a cell's glyphs as one line, and whether the last line on paper fills the cell.
fn text_of(glyphs: Vec<Glyph>, area: Area) -> (String, bool) {
    /// The blank at a cell's left and right side, together.
    const PADDING: f64 = 12.0;
    let mut text = String::new();
    let mut wrapped = false;
    for line in lines(glyphs) {
        join(&mut text, &line.text, wrapped);
        // The next digit would not have fitted.
        wrapped = line.area.width() + line.size / 2.0 > area.width() - PADDING;
    }
    (text, wrapped)
}
