//! PDF and OFD: the report on pages, its tables broken between rows where a page ends.

use crate::paper::{self, HEIGHT, MARGIN, PITCH, Paper, SIZE, WIDTH, broken};
use crate::support::grid::Grid;
use crate::support::report::Part;

/// Puts a report on pages.
struct Printer {
    paper: Paper,
    pages: usize,
    /// Where the next line or table begins.
    top: f64,
}

const BOTTOM: f64 = HEIGHT - MARGIN;
const LINE: f64 = SIZE + 2.0;

/// Prints a report.
pub fn print(parts: &[Part]) -> Paper {
    let mut printer = Printer { paper: Paper::new(), pages: 0, top: 0.0 };
    printer.turn();
    for part in parts {
        match part {
            Part::Title(text) => {
                for line in broken(text, WIDTH / 2.0) {
                    let left = (WIDTH - paper::width(&line)) / 2.0;
                    printer.line(left, &line);
                }
            }
            Part::Heading(text) | Part::Paragraph(text) => printer.paragraph(text),
            Part::Table(grid) => printer.table(grid),
        }
    }
    printer.paper
}

impl Printer {
    fn turn(&mut self) {
        self.pages += 1;
        let number = format!("— {} —", self.pages);
        let paper = std::mem::take(&mut self.paper);
        self.paper = paper.page().text(WIDTH / 2.0 - 15.0, HEIGHT - 20.0, &number);
        self.top = MARGIN;
    }

    fn line(&mut self, left: f64, text: &str) {
        if self.top + PITCH > BOTTOM {
            self.turn();
        }
        let paper = std::mem::take(&mut self.paper);
        self.paper = paper.text(left, self.top + SIZE, text);
        self.top += PITCH;
    }

    fn paragraph(&mut self, text: &str) {
        let indented = format!("　　{}", text.trim());
        for line in broken(&indented, WIDTH - 2.0 * MARGIN) {
            let indent = if line.starts_with('　') { 2.0 * SIZE } else { 0.0 };
            self.line(MARGIN + indent, line.trim_start_matches('　'));
        }
    }

    /// A table, broken between rows where the page ends; the text of a tall cell stands where it has room.
    fn table(&mut self, grid: &Grid) {
        let columns = widths(grid.columns);
        let placed = grid.placed().into_iter();
        let mut cells: Vec<paper::Cell> =
            placed.map(|(row, column, cell)| (row, column, cell.rowspan, cell.colspan, cell.text.clone())).collect();
        let mut heights = vec![LINE + 8.0; grid.rows.len()];
        for (row, column, rowspan, colspan, text) in &cells {
            let width: f64 = columns.iter().skip(*column).take(*colspan).sum();
            let lines = u8::try_from(broken(text, width - 4.0).len()).unwrap();
            if *rowspan == 1 {
                heights[*row] = f64::max(heights[*row], f64::from(lines) * LINE + 8.0);
            }
        }
        while !heights.is_empty() {
            let mut bottom = self.top;
            let fits = heights.iter().take_while(|height| {
                bottom += **height;
                bottom <= BOTTOM
            });
            let rows = fits.count();
            // A word processor breaks no row over pages unless it is told to, and begins no table with less than its heads.
            if rows == 0 || self.top > MARGIN && rows < heights.len().min(4) {
                self.turn();
                continue;
            }
            let (above, below) = cells.into_iter().partition(|cell| cell.0 < rows);
            cells = below;
            let mut here: Vec<paper::Cell> = above;
            for cell in &mut here {
                let rest = (cell.0 + cell.2).saturating_sub(rows);
                if rest > 0 {
                    cell.2 -= rest;
                    let width: f64 = columns.iter().skip(cell.1).take(cell.3).sum();
                    let lines = u8::try_from(broken(&cell.4, width - 4.0).len()).unwrap();
                    let height: f64 = heights.iter().skip(cell.0).take(cell.2).sum();
                    let fits = f64::from(lines) * LINE <= height;
                    let below = if fits { String::new() } else { std::mem::take(&mut cell.4) };
                    cells.push((rows, cell.1, rest, cell.3, below));
                }
            }
            let rest = heights.split_off(rows);
            let paper = std::mem::take(&mut self.paper);
            self.paper = paper.table(self.top, &columns, &heights, &here);
            self.top += heights.iter().sum::<f64>();
            heights = rest;
            cells.iter_mut().for_each(|cell| cell.0 -= rows);
            if !heights.is_empty() {
                self.turn();
            }
        }
        self.top += PITCH;
    }
}

fn widths(columns: usize) -> Vec<f64> {
    match columns {
        10 => [vec![30.0, 60.0, 110.0], vec![40.0; 7]].concat(),
        3 => vec![300.0, 70.0, 110.0],
        columns => vec![(WIDTH - 2.0 * MARGIN) / f64::from(u8::try_from(columns).unwrap()); columns],
    }
}
