//! What the readers of marked-up formats have in common: a flow of paragraphs and tables, the grid of a table, and the
//! decision whether a table holds data or only lays out a page.

use crate::document::{DocumentBuilder, TableCell};
use crate::limits::{MAX_TABLE_CELLS, MAX_TABLE_COLUMNS, MAX_TEXT_BYTES};

use super::InputError;

/// One part of a flow, in reading order.
pub(super) enum Node {
    /// A line of running text, with its level where it is a heading.
    Paragraph { text: String, level: Option<u8> },
    /// A table of data.
    Table(Grid),
    /// Text or an address that no reader sees.
    Hidden(String),
}

/// Lays a flow out as part of a document.
pub(super) fn write(nodes: Vec<Node>, builder: &mut DocumentBuilder) {
    for node in nodes {
        match node {
            Node::Paragraph { text, level } => {
                builder.paragraph(&text, level);
            }
            Node::Table(grid) => {
                let hidden: Vec<_> = grid.cells.iter().flat_map(|cell| hidden_in(&cell.nodes)).collect();
                builder.table(grid.cells.iter().map(|cell| (cell.place, cell_text(&cell.nodes))));
                hidden.iter().for_each(|text| builder.hidden(text));
            }
            Node::Hidden(text) => builder.hidden(&text),
        }
    }
}

fn hidden_in(nodes: &[Node]) -> Vec<String> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::Hidden(text) => found.push(text.clone()),
            Node::Table(grid) => found.extend(grid.cells.iter().flat_map(|cell| hidden_in(&cell.nodes))),
            Node::Paragraph { .. } => {}
        }
    }
    found
}

/// The text of a cell as one line: every break and run of blanks is one blank.
fn cell_text(nodes: &[Node]) -> String {
    let mut text = String::new();
    collect_words(nodes, &mut text);
    text
}

fn collect_words(nodes: &[Node], line: &mut String) {
    for node in nodes {
        match node {
            Node::Paragraph { text, .. } => {
                for word in text.split([' ', '\t', '\u{a0}']).filter(|word| !word.is_empty()) {
                    if !line.is_empty() {
                        line.push(' ');
                    }
                    line.push_str(word);
                }
            }
            Node::Table(grid) => grid.cells.iter().for_each(|cell| collect_words(&cell.nodes, line)),
            Node::Hidden(_) => {}
        }
    }
}

/// Counts what has been read against the limits of a whole document.
#[derive(Default)]
pub(super) struct Budget {
    bytes: usize,
    cells: usize,
}

impl Budget {
    /// Counts bytes of text, hidden text included.
    pub(super) fn spend_text(&mut self, bytes: usize) -> Result<(), InputError> {
        self.bytes += bytes;
        if self.bytes > MAX_TEXT_BYTES { Err(InputError::TooMuchText) } else { Ok(()) }
    }

    /// Counts one cell.
    pub(super) fn spend_cell(&mut self) -> Result<(), InputError> {
        self.cells += 1;
        if self.cells > MAX_TABLE_CELLS { Err(InputError::TooManyCells) } else { Ok(()) }
    }
}

/// A table under construction, row by row, as the HTML standard forms a table: a cell takes the next slot of its row that
/// no cell from above reaches into. Word's rows fit the same way.
#[derive(Default)]
pub(super) struct Grid {
    cells: Vec<Cell>,
    rows: usize,
    column: usize,
    /// For each column the first row that nothing from above reaches into.
    free_from: Vec<usize>,
    /// For each column the cell that a vertically merged cell below would continue.
    merging: Vec<Option<usize>>,
    /// The first cell of the current row group.
    group: usize,
}

struct Cell {
    place: TableCell,
    nodes: Vec<Node>,
}

impl Grid {
    /// Begins a row.
    pub(super) fn begin_row(&mut self) {
        self.rows += 1;
        self.column = 0;
    }

    /// Leaves slots of the current row empty.
    #[cfg(feature = "files")]
    pub(super) fn skip_columns(&mut self, columns: usize) {
        self.column = self.column.saturating_add(columns).min(MAX_TABLE_COLUMNS);
    }

    /// Places a cell and gives its number; a `rowspan` of 0 reaches to the end of the row group. A cell ends where it
    /// would run into one from above.
    pub(super) fn place(&mut self, colspan: usize, rowspan: usize) -> Result<usize, InputError> {
        let row = self.rows.saturating_sub(1);
        let is_free = |column: &usize| self.free_from.get(*column).is_none_or(|free| *free <= row);
        let column = (self.column..MAX_TABLE_COLUMNS).find(is_free).ok_or(InputError::TooManyColumns)?;
        let wanted = column.saturating_add(colspan.max(1)).min(MAX_TABLE_COLUMNS);
        let end = (column..wanted).find(|column| !is_free(column)).unwrap_or(wanted);
        let rowspan = if rowspan == 0 { usize::MAX } else { rowspan };
        if self.free_from.len() < end {
            self.free_from.resize(end, 0);
            self.merging.resize(end, None);
        }
        self.free_from.iter_mut().take(end).skip(column).for_each(|free| *free = row.saturating_add(rowspan));
        self.merging.iter_mut().take(end).skip(column).for_each(|cell| *cell = None);
        self.column = end;
        let place = TableCell { row, column, rowspan, colspan: end - column, ..TableCell::default() };
        self.cells.push(Cell { place, nodes: Vec::new() });
        Ok(self.cells.len() - 1)
    }

    /// Lets the cell last placed be continued by [`Grid::continue_above`] in the rows below.
    #[cfg(feature = "files")]
    pub(super) fn begin_merge(&mut self) {
        let number = self.cells.len().checked_sub(1);
        let column = self.cells.last().map_or(0, |cell| cell.place.column);
        if let Some(slot) = self.merging.get_mut(column) {
            *slot = number;
        }
    }

    /// Extends the cell above downward by one row in place of a cell of its own; false where there is none to extend.
    #[cfg(feature = "files")]
    pub(super) fn continue_above(&mut self, colspan: usize) -> bool {
        let row = self.rows.saturating_sub(1);
        let above = self.merging.get(self.column).copied().flatten().and_then(|number| self.cells.get_mut(number));
        let Some(place) = above.map(|cell| &mut cell.place).filter(|place| place.row + place.rowspan == row) else {
            return false;
        };
        place.rowspan += 1;
        // The cell above keeps its width, even where this one says less.
        let width = colspan.max(place.colspan);
        self.skip_columns(width);
        true
    }

    /// Widens the cell last placed, where it stands right before; false otherwise.
    #[cfg(feature = "files")]
    pub(super) fn continue_left(&mut self, colspan: usize) -> bool {
        let row = self.rows.saturating_sub(1);
        let end = self.column.saturating_add(colspan.max(1)).min(MAX_TABLE_COLUMNS);
        let is_beside = |place: &&mut TableCell| place.row == row && place.column + place.colspan == self.column;
        let Some(place) = self.cells.last_mut().map(|cell| &mut cell.place).filter(is_beside) else {
            return false;
        };
        place.colspan += end - self.column;
        self.column = end;
        true
    }

    /// Gives a placed cell its content.
    pub(super) fn fill(&mut self, number: usize, nodes: Vec<Node>) {
        if let Some(cell) = self.cells.get_mut(number) {
            cell.nodes = nodes;
        }
    }

    /// Takes the current row back, where all its cells are blank.
    pub(super) fn drop_blank_row(&mut self) {
        let row = self.rows.saturating_sub(1);
        let kept = self.cells.partition_point(|cell| cell.place.row < row);
        if self.cells.iter().skip(kept).any(|cell| !cell.nodes.is_empty()) {
            return;
        }
        for Cell { place, .. } in self.cells.drain(kept..) {
            let columns = self.free_from.iter_mut().take(place.column + place.colspan).skip(place.column);
            columns.for_each(|free| *free = row);
        }
        self.rows = row;
    }

    /// Ends a row group: no cell reaches beyond it.
    pub(super) fn end_group(&mut self) {
        for Cell { place, .. } in self.cells.iter_mut().skip(self.group) {
            place.rowspan = place.rowspan.min(self.rows - place.row);
        }
        self.free_from.iter_mut().for_each(|free| *free = (*free).min(self.rows));
        self.group = self.cells.len();
    }

    /// The finished table, or what stood in it where the table only lays out a page.
    pub(super) fn finish(mut self) -> Vec<Node> {
        self.end_group();
        self.join_broken_labels();
        self.drop_unused_lines();
        if self.is_layout() {
            return self.cells.into_iter().flat_map(|cell| cell.nodes).collect();
        }
        vec![Node::Table(self)]
    }

    /// Spreadsheets put the lines of a label into rows of their own, with the figures merged over those rows, where a table
    /// of Word is pasted into them. Such a label is one cell again.
    fn join_broken_labels(&mut self) {
        let mut start = 0;
        while let Some(row) = self.cells.get(start).map(|cell| cell.place.row) {
            let of_row = |cell: &&Cell| cell.place.row == row;
            let after = start + self.cells.iter().skip(start).take_while(of_row).count();
            let tall =
                self.cells.iter().take(after).skip(start).map(|cell| cell.place.rowspan).filter(|span| *span > 1);
            let end = row + tall.min().unwrap_or(0);
            if let Some(first) = self.broken_label(start, end) {
                let mut lines = Vec::new();
                for cell in self.cells.iter_mut().skip(after).take_while(|cell| cell.place.row < end) {
                    lines.append(&mut cell.nodes);
                    cell.place.rowspan = GONE;
                }
                if let Some(first) = self.cells.get_mut(first) {
                    first.nodes.extend(lines);
                }
            }
            start = after;
        }
        self.cells.retain(|cell| cell.place.rowspan != GONE);
    }

    /// The first of the cells that are the lines of one label, in rows up to `end` of which the first begins with cell
    /// `start`: nothing else stands in those rows that is not as tall as all of them, and figures do to the right.
    fn broken_label(&self, start: usize, end: usize) -> Option<usize> {
        let cells = || self.cells.iter().enumerate().skip(start).take_while(|(_, cell)| cell.place.row < end);
        let row = self.cells.get(start)?.place.row;
        if end.saturating_sub(row) > MOST_LINES_OF_A_LABEL {
            return None;
        }
        let is_tall = |(_, cell): (usize, &Cell)| cell.place.row == row && cell.place.row + cell.place.rowspan == end;
        let mut lines = Vec::new();
        let mut last = (row, usize::MAX);
        for (number, cell) in cells().filter(|(_, cell)| cell.place.row > row || cell.place.rowspan == 1) {
            let text = cell_text(&cell.nodes);
            let TableCell { row: at, column, rowspan, .. } = cell.place;
            if text.is_empty() {
                continue;
            }
            let is_first = lines.is_empty();
            let follows = is_first && at == row || !is_first && last == (at.wrapping_sub(1), column);
            // A number may stand on the first line alone, and what begins with one is a label of its own.
            let is_number =
                || text.chars().count() <= 2 && !cells().take_while(|(left, _)| *left < number).any(is_tall);
            let is_part = if is_first {
                text.ends_with(['.', '．', '、']) || text.contains(char::is_alphabetic) || is_number()
            } else {
                text.starts_with(char::is_alphabetic) && !text.starts_with("其中") && !text.contains(['、', '）'])
            };
            if !follows || !is_part || at + rowspan > end {
                return None;
            }
            last = (at, column);
            lines.push(number);
        }
        let has_figures = cells().any(|entry| is_tall(entry) && entry.1.place.column > last.1);
        lines.first().copied().filter(|_| lines.len() > 1 && has_figures)
    }

    /// Rows and columns where no cell begins carry nothing; word processors leave many behind, and a huge span makes
    /// hundreds.
    fn drop_unused_lines(&mut self) {
        let rows = starts(self.cells.iter().map(|cell| cell.place.row));
        let columns = starts(self.cells.iter().map(|cell| cell.place.column));
        for Cell { place, .. } in &mut self.cells {
            (place.row, place.rowspan) = renumber(&rows, place.row, place.rowspan);
            (place.column, place.colspan) = renumber(&columns, place.column, place.colspan);
        }
    }

    /// A table lays out a page if it has no two cells side by side, or if most of its text is prose or further tables.
    fn is_layout(&self) -> bool {
        if self.cells.iter().all(|cell| cell.place.column == 0) {
            return true;
        }
        let [mut total, mut flowing] = [0; 2];
        for cell in &self.cells {
            let bytes = text_bytes(&cell.nodes);
            total += bytes;
            if holds_page(&cell.nodes) {
                flowing += bytes;
            }
        }
        flowing > 0 && flowing * 2 >= total
    }

    fn is_two_dimensional(&self) -> bool {
        self.cells.iter().any(|cell| cell.place.row > 0) && self.cells.iter().any(|cell| cell.place.column > 0)
    }
}

/// The height of a cell that is taken out.
const GONE: usize = 0;
/// A label that is broken into more lines is none.
const MOST_LINES_OF_A_LABEL: usize = 5;

/// The lines where a cell begins, in order.
fn starts(lines: impl Iterator<Item = usize> + Clone) -> Vec<usize> {
    let mut begins = vec![false; lines.clone().max().map_or(0, |last| last + 1)];
    for line in lines {
        if let Some(begins) = begins.get_mut(line) {
            *begins = true;
        }
    }
    begins.iter().enumerate().filter(|(_, begins)| **begins).map(|(line, _)| line).collect()
}

fn renumber(starts: &[usize], start: usize, span: usize) -> (usize, usize) {
    let before = |line: usize| starts.partition_point(|start| *start < line);
    let first = before(start);
    (first, before(start.saturating_add(span)) - first)
}

fn text_bytes(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .map(|node| match node {
            Node::Paragraph { text, .. } => text.len(),
            Node::Table(grid) => grid.cells.iter().map(|cell| text_bytes(&cell.nodes)).sum(),
            Node::Hidden(_) => 0,
        })
        .sum()
}

/// Whether a cell holds a table of its own or several paragraphs of prose, which no cell of a form does.
fn holds_page(nodes: &[Node]) -> bool {
    const PROSE_BYTES: usize = 60;
    const PROSE_PARAGRAPHS: usize = 4;
    let is_prose = |node: &&Node| matches!(node, Node::Paragraph { text, .. } if text.len() >= PROSE_BYTES);
    nodes.iter().any(|node| matches!(node, Node::Table(grid) if grid.is_two_dimensional()))
        || nodes.iter().filter(is_prose).count() >= PROSE_PARAGRAPHS
}

#[cfg(feature = "files")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Table};

    fn grid(rows: &[&[(usize, usize)]]) -> Grid {
        let mut grid = Grid::default();
        for row in rows {
            grid.begin_row();
            for (colspan, rowspan) in *row {
                let number = grid.place(*colspan, *rowspan).unwrap();
                grid.fill(number, vec![Node::Paragraph { text: number.to_string(), level: None }]);
            }
        }
        grid
    }

    fn table(grid: Grid) -> Table {
        let mut builder = DocumentBuilder::new();
        write(grid.finish(), &mut builder);
        match builder.finish().blocks.pop() {
            Some(Block::Table(table)) => table,
            other => panic!("not a table: {other:?}"),
        }
    }

    fn places(table: &Table) -> Vec<(usize, usize, usize, usize)> {
        table.cells.iter().map(|cell| (cell.row, cell.column, cell.rowspan, cell.colspan)).collect()
    }

    #[test]
    fn a_cell_takes_the_next_slot_that_none_from_above_reaches_into() {
        let table = table(grid(&[&[(1, 2), (2, 1), (1, 3)], &[(1, 1), (1, 1)], &[(1, 1), (1, 1), (1, 1)]]));
        assert_eq!((table.rows, table.columns), (3, 4));
        assert_eq!(
            places(&table),
            [
                (0, 0, 2, 1),
                (0, 1, 1, 2),
                (0, 3, 3, 1),
                (1, 1, 1, 1),
                (1, 2, 1, 1),
                (2, 0, 1, 1),
                (2, 1, 1, 1),
                (2, 2, 1, 1)
            ]
        );
    }

    #[test]
    fn spans_end_with_the_table_and_with_what_stands_in_the_way() {
        let table = table(grid(&[&[(usize::MAX, 1)], &[(1, 1), (1, usize::MAX), (1, 1)], &[(5, 0), (1, 1)]]));
        assert_eq!((table.rows, table.columns), (3, 3));
        assert_eq!(places(&table)[0], (0, 0, 1, 3));
        assert_eq!(places(&table)[2], (1, 1, 2, 1));
        assert_eq!(places(&table)[4], (2, 0, 1, 1));
    }

    #[test]
    fn no_cell_reaches_beyond_its_row_group() {
        let mut grid = grid(&[&[(1, 0), (1, 1)]]);
        grid.end_group();
        grid.begin_row();
        grid.place(1, 1).unwrap();
        assert_eq!(places(&table(grid)), [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1)]);
    }

    #[test]
    fn merged_cells_that_contradict_each_other_do_not_overlap() {
        let mut grid = grid(&[&[(1, 1), (2, 1)]]);
        grid.begin_merge();
        grid.begin_row();
        grid.place(1, 1).unwrap();
        assert!(grid.continue_above(1));
        assert!(!grid.continue_left(1));
        grid.place(1, 1).unwrap();
        assert_eq!(places(&table(grid)), [(0, 0, 1, 1), (0, 1, 2, 1), (1, 0, 1, 1), (1, 2, 1, 1)]);
    }

    #[test]
    fn the_lines_of_a_label_are_one_cell() {
        // Colspan, rowspan and text of each cell.
        let read = |rows: &[&[(usize, usize, &str)]]| {
            let mut grid = Grid::default();
            for row in rows {
                grid.begin_row();
                for (colspan, rowspan, text) in *row {
                    let number = grid.place(*colspan, *rowspan).unwrap();
                    grid.fill(number, vec![Node::Paragraph { text: (*text).to_owned(), level: None }]);
                }
            }
            let mut builder = DocumentBuilder::new();
            write(grid.finish(), &mut builder);
            builder.finish().text
        };
        let broken: &[&[(usize, usize, &str)]] = &[
            &[(1, 4, "（六）其他"), (1, 1, "1.重"), (1, 2, "7"), (1, 2, "7"), (1, 1, "")],
            &[(1, 1, "复申请"), (1, 1, "")],
            &[(1, 1, "3"), (1, 2, "0"), (1, 2, "0"), (1, 1, "")],
            &[(1, 1, "其他"), (1, 1, "")],
        ];
        assert_eq!(read(broken), "（六）其他\t1.重 复申请\t7\t7\t\n3 其他\t0\t0\t\n");
        let heads: &[&[(usize, usize, &str)]] = &[
            &[(1, 2, "自然人"), (2, 1, "法人"), (1, 2, "总计")],
            &[(1, 1, "企业"), (1, 1, "机构")],
            &[(1, 2, "规章"), (1, 1, "甲"), (1, 1, "1"), (1, 2, "3")],
            &[(1, 1, "乙"), (1, 1, "2")],
            &[(2, 1, "1.属于"), (1, 2, "0"), (1, 2, "1")],
            &[(2, 1, "2.属于")],
        ];
        assert_eq!(read(heads), "自然人\t法人\t总计\n企业\t机构\n规章\t甲\t1\t3\n乙\t2\n1.属于\t0\t1\n2.属于\n");
    }

    #[test]
    fn a_row_of_too_many_cells_is_refused() {
        let mut grid = Grid::default();
        grid.begin_row();
        for _ in 0..MAX_TABLE_COLUMNS {
            grid.place(1, 1).unwrap();
        }
        assert_eq!(grid.place(1, 1), Err(InputError::TooManyColumns));
    }
}
