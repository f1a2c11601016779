//! The tables of the form as they stand on paper, with their merged cells.

use super::chance::Chance;
use super::hand::{Hand, Written};
use super::report::Report;
use gouji::form::{CellId, Layout, Row, Table};
use std::collections::BTreeMap;

/// A table on paper.
pub struct Grid {
    /// Columns of the grid.
    pub columns: usize,
    /// The cells of each row that begin there.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell on paper.
#[derive(Clone)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// Grid rows covered.
    pub rowspan: usize,
    /// Grid columns covered.
    pub colspan: usize,
    /// Whether it holds a figure (or the blank in place of one).
    pub figure: bool,
}

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

/// Writes the tables of a report.
pub struct Writer<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its figures as written.
    pub written: &'a BTreeMap<CellId, Written>,
    /// Who writes.
    pub hand: Hand,
}

/// Columns of figures in the tables of 主动公开, which the form prints as one.
const PROACTIVE_COLUMNS: usize = 3;

impl Writer<'_> {
    /// The tables of a section, in the form's order. `apart`: those that the form prints as one are several.
    pub fn tables(&self, section: &str, apart: bool, chance: &mut Chance) -> Vec<Grid> {
        let tables =
            self.report.figures.edition.tables.iter().enumerate().filter(|(_, table)| table.section == section);
        let mut grids: Vec<Grid> = Vec::new();
        for (index, table) in tables {
            let grid = match (table.layout, table.id) {
                (Layout::OneLine, _) => self.side_by_side(index, table, chance),
                (Layout::Rows, "applications") => self.applications(index, table, chance),
                (Layout::Rows, "statistics") => self.statistics(index, table, chance),
                (Layout::Rows, _) => self.proactive(index, table, chance),
            };
            match grids.last_mut() {
                Some(last) if !apart => last.rows.extend(grid.rows),
                _ => grids.push(grid),
            }
        }
        grids
    }

    fn label(&self, text: &str, rowspan: usize, colspan: usize, chance: &mut Chance) -> Cell {
        Cell { text: self.hand.label(text, chance), rowspan, colspan, figure: false }
    }

    fn row_label(&self, row: &Row, colspan: usize, chance: &mut Chance) -> Cell {
        let label = match row.accepted {
            [_, ..] if chance.one_in(6) => *chance.pick(row.accepted),
            _ => row.label,
        };
        let number = match row.number {
            "1." | "2." | "3." | "4." if chance.one_in(10) => row.number.replace('.', "．"),
            number => number.to_owned(),
        };
        self.label(&format!("{number}{label}"), 1, colspan, chance)
    }

    fn figures(&self, table: usize, row: usize, columns: usize) -> impl Iterator<Item = Cell> + '_ {
        (0..columns).map(move |column| {
            let text = self.written[&CellId { table, row, column }].text.clone();
            Cell { text, rowspan: 1, colspan: 1, figure: true }
        })
    }

    fn stands(&self, table: usize, row: usize) -> bool {
        self.written.contains_key(&CellId { table, row, column: 0 })
    }

    fn proactive(&self, index: usize, table: &Table, chance: &mut Chance) -> Grid {
        let last = |cells: &mut Vec<Cell>| {
            if let Some(cell) = cells.last_mut() {
                cell.colspan = 1 + PROACTIVE_COLUMNS - table.columns.len();
            }
        };
        let title = self.label(table.anchors[0], 1, 1 + PROACTIVE_COLUMNS, chance);
        let mut heads = vec![self.label("信息内容", 1, 1, chance)];
        for column in table.columns {
            let label = match column.accepted {
                [_, ..] if chance.one_in(8) => *chance.pick(column.accepted),
                _ => column.label,
            };
            heads.push(self.label(label, 1, 1, chance));
        }
        last(&mut heads);
        let mut rows = vec![vec![title], heads];
        for (number, row) in table.rows.iter().enumerate() {
            let mut cells = vec![self.row_label(row, 1, chance)];
            cells.extend(self.figures(index, number, table.columns.len()));
            last(&mut cells);
            rows.push(cells);
        }
        Grid { columns: 1 + PROACTIVE_COLUMNS, rows }
    }

    fn applications(&self, index: usize, table: &Table, chance: &mut Chance) -> Grid {
        let heads: Vec<Cell> = table.columns.iter().map(|column| self.label(column.label, 1, 1, chance)).collect();
        let (mut first, mut total) = (heads[0].clone(), heads[6].clone());
        (first.rowspan, total.rowspan) = (2, 2);
        let note = self.label("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3, chance);
        let mut rows = vec![
            vec![note, self.label("申请人情况", 1, 7, chance)],
            vec![first, self.label("法人或其他组织", 1, 5, chance), total],
            heads[1..6].to_vec(),
        ];
        let stand: Vec<usize> = (0..table.rows.len()).filter(|row| self.stands(index, *row)).collect();
        let is_result = |row: &Row| !matches!(row.id, "received" | "carried_in" | "carried_out");
        let results = stand.iter().filter(|row| is_result(&table.rows[**row])).count();
        let mut groups: Vec<&str> = vec!["", "三、本年度办理结果"];
        for number in &stand {
            let row = &table.rows[*number];
            let mut cells = Vec::new();
            if row.id == "disclosed" {
                cells.push(self.label("三、本年度办理结果", results, 1, chance));
            }
            let grouped = !groups[..2].contains(&row.group);
            if grouped && !groups.contains(&row.group) {
                groups.push(row.group);
                let size = stand.iter().filter(|other| table.rows[**other].group == row.group).count();
                cells.push(self.label(row.group, size, 1, chance));
            }
            let width = if grouped { 1 } else { 2 + usize::from(!is_result(row)) };
            cells.push(self.row_label(row, width, chance));
            cells.extend(self.figures(index, *number, table.columns.len()));
            rows.push(cells);
        }
        Grid { columns: 10, rows }
    }

    fn side_by_side(&self, index: usize, table: &Table, chance: &mut Chance) -> Grid {
        let width = table.columns.len();
        let heads = |rowspan: usize, chance: &mut Chance| -> Vec<Cell> {
            table.columns.iter().map(|column| self.label(column.label, rowspan, 1, chance)).collect()
        };
        let mut second = heads(2, chance);
        second.push(self.label(table.rows[1].label, 1, width, chance));
        second.push(self.label(table.rows[2].label, 1, width, chance));
        let mut third = heads(1, chance);
        third.extend(heads(1, chance));
        let first = vec![self.label("行政复议", 1, width, chance), self.label("行政诉讼", 1, 2 * width, chance)];
        let figures = (0..table.rows.len()).flat_map(|row| self.figures(index, row, width)).collect();
        Grid { columns: 3 * width, rows: vec![first, second, third, figures] }
    }

    fn statistics(&self, index: usize, table: &Table, chance: &mut Chance) -> Grid {
        let head = |text: &str, chance: &mut Chance| self.label(text, 1, 1, chance);
        let mut rows = vec![vec![head("统计指标", chance), head("单位", chance), head("统计数", chance)]];
        let nothing = Cell { text: String::new(), rowspan: 1, colspan: 1, figure: false };
        let mut groups = vec![""];
        for (number, row) in table.rows.iter().enumerate() {
            if !groups.contains(&row.group) {
                groups.push(row.group);
                rows.push(vec![head(row.group, chance), head("——", chance), nothing.clone()]);
            }
            let unit = row.quantity.map_or("", gouji::form::Quantity::unit);
            let mut cells = vec![self.row_label(row, 1, chance), head(unit, chance)];
            cells.extend(self.figures(index, number, 1));
            rows.push(cells);
        }
        Grid { columns: 3, rows }
    }
}

impl Cell {
    /// Whether a figure is left out, or a stroke stands for nought.
    pub fn is_left_blank(&self) -> bool {
        self.figure && matches!(self.text.trim(), "" | "/" | "—" | "无")
    }
}
