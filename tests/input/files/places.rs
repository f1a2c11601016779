//! Where the cells of a table stand.

use crate::support::grid::{Cell, Grid};

/// A cell in its place: row, column, the cell.
pub type Placed<'a> = (usize, usize, &'a Cell);

impl Grid {
    /// The cells with their places: each takes the next slot of its row that none from above reaches into.
    pub fn placed(&self) -> Vec<Placed<'_>> {
        let mut free_from = vec![0; self.columns];
        let mut placed = Vec::new();
        for (row, cells) in self.rows.iter().enumerate() {
            let mut column = 0;
            for cell in cells {
                while free_from.get(column).is_some_and(|free| *free > row) {
                    column += 1;
                }
                placed.push((row, column, cell));
                free_from.iter_mut().skip(column).take(cell.colspan).for_each(|free| *free = row + cell.rowspan);
                column += cell.colspan;
            }
        }
        placed
    }

    /// For each row the cells that stand in it, those that began above too: the column, the cell, whether it begins here.
    pub fn lines(&self) -> Vec<Vec<(usize, &Cell, bool)>> {
        let mut lines = vec![Vec::new(); self.rows.len()];
        for (row, column, cell) in self.placed() {
            for (line, number) in lines.iter_mut().skip(row).take(cell.rowspan).zip(0..) {
                line.push((column, cell, number == 0));
            }
        }
        lines.iter_mut().for_each(|line: &mut Vec<(usize, &Cell, bool)>| line.sort_by_key(|cell| cell.0));
        lines
    }
}
