//! Tables as .doc and .rtf hold them: paragraphs that end cells and rows, and rows that tell their cells' edges but no
//! columns. The columns are found from the edges of all rows.

use super::super::InputError;
use super::super::flow::{self, Budget, Grid, Node};
use crate::document::{Document, DocumentBuilder};
use crate::limits::MAX_TABLE_DEPTH;

/// Edges that differ by less than this, in twentieths of a point, are one line of the grid: 0.7 mm.
const SAME_LINE: i32 = 40;

/// Where a row and its cells begin and end, in twentieths of a point.
#[derive(Clone, Default)]
pub(super) struct RowShape {
    /// The left edge of the first cell.
    pub(super) left: i32,
    pub(super) cells: Vec<CellShape>,
}

#[derive(Clone, Copy, Default)]
pub(super) struct CellShape {
    /// The right edge.
    pub(super) right: i32,
    pub(super) across: Merge,
    pub(super) down: Merge,
}

/// How a cell merges with those beside or below it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Merge {
    #[default]
    None,
    Begins,
    Continues,
}

/// A document under construction. Its parts name the number of tables that they stand in: 0 is outside all.
#[derive(Default)]
pub(super) struct Flow {
    nodes: Vec<Node>,
    tables: Vec<OpenTable>,
    budget: Budget,
}

#[derive(Default)]
struct OpenTable {
    rows: Vec<Row>,
    /// The finished cells of the open row.
    cells: Vec<Vec<Node>>,
    /// The open cell.
    nodes: Vec<Node>,
}

struct Row {
    shape: RowShape,
    cells: Vec<Vec<Node>>,
}

impl Flow {
    /// Counts bytes of text, whether they will be seen or not.
    pub(super) fn spend_text(&mut self, bytes: usize) -> Result<(), InputError> {
        self.budget.spend_text(bytes)
    }

    /// Appends a paragraph, line by line, and what is hidden in it.
    pub(super) fn paragraph(
        &mut self,
        depth: usize,
        text: &str,
        hidden: &str,
        level: Option<u8>,
    ) -> Result<(), InputError> {
        let nodes = self.enter(depth)?;
        let lines = text.split('\n').filter(|line| !line.trim().is_empty());
        nodes.extend(lines.map(|line| Node::Paragraph { text: line.to_owned(), level }));
        if !hidden.trim().is_empty() {
            nodes.push(Node::Hidden(hidden.trim().to_owned()));
        }
        Ok(())
    }

    /// Ends the open cell of the innermost table.
    pub(super) fn end_cell(&mut self, depth: usize) -> Result<(), InputError> {
        self.enter(depth.max(1))?;
        self.budget.spend_cell()?;
        if let Some(table) = self.tables.last_mut() {
            table.end_cell();
        }
        Ok(())
    }

    /// Ends the open row of the innermost table.
    pub(super) fn end_row(&mut self, depth: usize, shape: &RowShape) -> Result<(), InputError> {
        self.enter(depth.max(1))?;
        if let Some(table) = self.tables.last_mut() {
            table.end_row(shape);
        }
        Ok(())
    }

    /// Opens or closes tables to a depth and gives the place where the next node stands.
    fn enter(&mut self, depth: usize) -> Result<&mut Vec<Node>, InputError> {
        if depth > MAX_TABLE_DEPTH {
            return Err(InputError::TooDeep);
        }
        while self.tables.len() < depth {
            self.tables.push(OpenTable::default());
        }
        while self.tables.len() > depth {
            let nodes = self.tables.pop().map_or(Ok(Vec::new()), OpenTable::finish)?;
            self.innermost().extend(nodes);
        }
        Ok(self.innermost())
    }

    fn innermost(&mut self) -> &mut Vec<Node> {
        self.tables.last_mut().map_or(&mut self.nodes, |table| &mut table.nodes)
    }

    /// The document; what is open ends.
    pub(super) fn finish(mut self) -> Result<Document, InputError> {
        self.enter(0)?;
        let mut builder = DocumentBuilder::new();
        flow::write(self.nodes, &mut builder);
        Ok(builder.finish())
    }
}

impl OpenTable {
    fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.nodes));
    }

    fn end_row(&mut self, shape: &RowShape) {
        if !self.nodes.is_empty() {
            self.end_cell();
        }
        if self.cells.is_empty() {
            return;
        }
        let cells = std::mem::take(&mut self.cells);
        let shapes = shape.cells.iter().take(cells.len()).copied().collect();
        self.rows.push(Row { shape: RowShape { left: shape.left, cells: shapes }, cells });
    }

    fn finish(mut self) -> Result<Vec<Node>, InputError> {
        self.end_row(&RowShape::default());
        let lines = Lines::of(&self.rows);
        let mut grid = Grid::default();
        for row in self.rows {
            lay_out(row, &lines, &mut grid)?;
        }
        Ok(grid.finish())
    }
}

fn lay_out(row: Row, lines: &Lines, grid: &mut Grid) -> Result<(), InputError> {
    let mut line = if row.shape.cells.is_empty() { 0 } else { lines.number(row.shape.left) };
    grid.begin_row();
    grid.skip_columns(line);
    let shapes = row.shape.cells.into_iter().map(Some).chain(std::iter::repeat(None));
    for (nodes, shape) in row.cells.into_iter().zip(shapes) {
        // A cell without an edge, or without width, still takes a column.
        let end = shape.map_or(0, |shape| lines.number(shape.right)).max(line + 1);
        let colspan = end - line;
        line = end;
        let shape = shape.unwrap_or_default();
        if shape.across == Merge::Continues && grid.continue_left(colspan)
            || shape.down == Merge::Continues && grid.continue_above(colspan)
        {
            continue;
        }
        let number = grid.place(colspan, 1)?;
        if shape.down != Merge::None {
            grid.begin_merge();
        }
        grid.fill(number, nodes);
    }
    Ok(())
}

/// The vertical lines of a table's grid, from left to right.
struct Lines(Vec<i32>);

impl Lines {
    fn of(rows: &[Row]) -> Lines {
        let with_edges = rows.iter().map(|row| &row.shape).filter(|shape| !shape.cells.is_empty());
        let mut edges: Vec<i32> =
            with_edges.flat_map(|shape| shape.cells.iter().map(|cell| cell.right).chain([shape.left])).collect();
        edges.sort_unstable();
        edges.dedup_by(|edge, line| edge.saturating_sub(*line) < SAME_LINE);
        Lines(edges)
    }

    fn number(&self, edge: i32) -> usize {
        self.0.partition_point(|line| *line <= edge).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    const NONE: Merge = Merge::None;

    /// Right edge, merges across and down, text.
    type Given<'a> = (i32, Merge, Merge, &'a str);

    fn table(rows: &[(i32, &[Given])]) -> Vec<(usize, usize, usize, usize, String)> {
        let mut flow = Flow::default();
        for (left, cells) in rows {
            for (_, _, _, text) in *cells {
                flow.paragraph(1, text, "", None).unwrap();
                flow.end_cell(1).unwrap();
            }
            let cells =
                cells.iter().map(|(right, across, down, _)| CellShape { right: *right, across: *across, down: *down });
            flow.end_row(1, &RowShape { left: *left, cells: cells.collect() }).unwrap();
        }
        let document = flow.finish().unwrap();
        let Some(Block::Table(table)) = document.blocks.first() else { panic!("no table") };
        let text = |cell: &crate::document::TableCell| cell.span.of(&document.text).to_owned();
        table.cells.iter().map(|cell| (cell.row, cell.column, cell.rowspan, cell.colspan, text(cell))).collect()
    }

    #[test]
    fn columns_are_found_from_the_edges_of_all_rows() {
        let cells = table(&[
            (-108, &[(900, NONE, NONE, "项目"), (2900, NONE, NONE, "本年")]),
            (-100, &[(905, NONE, NONE, "甲"), (1900, NONE, NONE, "1"), (2895, NONE, NONE, "2")]),
        ]);
        let cell = |row, column, colspan, text: &str| (row, column, 1, colspan, text.to_owned());
        assert_eq!(
            cells,
            [cell(0, 0, 1, "项目"), cell(0, 1, 2, "本年"), cell(1, 0, 1, "甲"), cell(1, 1, 1, "1"), cell(1, 2, 1, "2")]
        );
    }

    #[test]
    fn merged_cells_are_one() {
        let cells = table(&[
            (
                0,
                &[
                    (500, Merge::Begins, NONE, "甲"),
                    (1000, Merge::Continues, NONE, ""),
                    (1500, NONE, Merge::Begins, "乙"),
                ],
            ),
            (0, &[(500, NONE, NONE, "1"), (1000, NONE, NONE, "2"), (1502, NONE, Merge::Continues, "")]),
        ]);
        let cell = |row, column, rowspan, colspan, text: &str| (row, column, rowspan, colspan, text.to_owned());
        assert_eq!(
            cells,
            [cell(0, 0, 1, 2, "甲"), cell(0, 2, 2, 1, "乙"), cell(1, 0, 1, 1, "1"), cell(1, 1, 1, 1, "2")]
        );
    }

    #[test]
    fn a_table_inside_a_cell_ends_with_it() {
        let mut flow = Flow::default();
        for (depth, text) in [(1, "甲"), (1, "乙"), (2, "1"), (2, "2")] {
            flow.paragraph(depth, text, "", None).unwrap();
            if text != "乙" {
                flow.end_cell(depth).unwrap();
            }
        }
        flow.end_row(2, &RowShape::default()).unwrap();
        flow.end_cell(1).unwrap();
        flow.paragraph(0, "完", "", None).unwrap();
        let document = flow.finish().unwrap();
        assert_eq!(document.text, "甲\t乙 1 2\n完\n");
    }

    #[test]
    fn tables_inside_tables_have_a_limit() {
        let mut flow = Flow::default();
        assert_eq!(flow.end_cell(MAX_TABLE_DEPTH), Ok(()));
        assert_eq!(flow.end_cell(MAX_TABLE_DEPTH + 1), Err(InputError::TooDeep));
    }
}
