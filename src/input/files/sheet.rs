//! Spreadsheets: the visible cells of each visible sheet, as its printed page shows them.

mod format;
mod xls;
mod xlsx;

use crate::document::{Document, DocumentBuilder};
use crate::input::csv::LONGEST_LABEL;
use crate::input::flow::{self, Budget, Grid, Node};
use crate::input::{InputError, is_archive};
use crate::limits::MAX_INFLATED_BYTES;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Document, InputError> {
    lay_out(if is_archive(bytes) { xlsx::read(bytes) } else { xls::read(bytes) }?)
}

/// What one sheet shows. Rows and columns are counted from 0.
#[derive(Clone, Default)]
struct Sheet {
    name: String,
    /// Cells that hold something.
    cells: Vec<Cell>,
    merges: Vec<Merge>,
    /// Rows that are out of sight, in order.
    hidden_rows: Vec<usize>,
}

#[derive(Clone)]
struct Cell {
    row: usize,
    column: usize,
    text: String,
}

/// A rectangle of cells shown as one, which is the top left one.
#[derive(Clone)]
struct Merge {
    row: usize,
    column: usize,
    last_row: usize,
    last_column: usize,
}

/// Counts the bytes of the sheets that are read: many sheets can name one place.
#[derive(Default)]
struct Spent(usize);

impl Spent {
    /// What a sheet counts for at least.
    const LEAST: usize = 1_000;

    fn spend(&mut self, bytes: usize) -> Result<(), InputError> {
        self.spend_exactly(bytes.max(Self::LEAST))
    }

    fn spend_exactly(&mut self, bytes: usize) -> Result<(), InputError> {
        self.0 = self.0.saturating_add(bytes);
        if self.0 > MAX_INFLATED_BYTES { Err(InputError::InflatesTooFar) } else { Ok(()) }
    }
}

fn lay_out(sheets: Vec<Sheet>) -> Result<Document, InputError> {
    let sheets: Vec<Sheet> = sheets.into_iter().filter(|sheet| !sheet.cells.is_empty()).collect();
    let mut budget = Budget::default();
    let mut builder = DocumentBuilder::new();
    let named = sheets.len() > 1;
    for sheet in sheets {
        let mut nodes = Vec::new();
        if named {
            budget.spend_text(sheet.name.len())?;
            nodes.push(Node::Paragraph { text: sheet.name.clone(), level: Some(1) });
        }
        nodes.extend(flow_of(sheet, &mut budget)?);
        flow::write(nodes, &mut builder);
    }
    Ok(builder.finish())
}

/// The sheet as tables, with the rows between them that are prose.
fn flow_of(mut sheet: Sheet, budget: &mut Budget) -> Result<Vec<Node>, InputError> {
    sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
    sheet.cells.dedup_by_key(|cell| (cell.row, cell.column));
    sheet.merges.sort_by_key(|merge| (merge.row, merge.column));
    let mut nodes = Vec::new();
    let mut piece: Vec<&[Cell]> = Vec::new();
    for row in sheet.cells.chunk_by(|one, other| one.row == other.row) {
        match row {
            [only] if only.text.chars().nth(LONGEST_LABEL).is_some() => {
                nodes.extend(table(&std::mem::take(&mut piece), &sheet, budget)?);
                nodes.extend(paragraphs(&only.text));
            }
            _ => piece.push(row),
        }
    }
    nodes.extend(table(&piece, &sheet, budget)?);
    Ok(nodes)
}

fn paragraphs(text: &str) -> Vec<Node> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| Node::Paragraph { text: line.to_owned(), level: None }).collect()
}

/// The table that rows make up. Columns in which nothing stands are left out, and of blank rows all but one.
fn table(rows: &[&[Cell]], sheet: &Sheet, budget: &mut Budget) -> Result<Vec<Node>, InputError> {
    let merges = &sheet.merges;
    let mut columns: Vec<usize> = rows.iter().flat_map(|row| row.iter().map(|cell| cell.column)).collect();
    columns.sort_unstable();
    columns.dedup();
    let lines = with_gaps(rows, &sheet.hidden_rows);
    // For each column the first line that no cell from above reaches into.
    let mut free_from = vec![0; columns.len()];
    let mut grid = Grid::default();
    for (line, (row, cells)) in lines.iter().enumerate() {
        grid.begin_row();
        let first = merges.partition_point(|merge| merge.row < *row);
        let mut column = 0;
        while let Some(place) = columns.get(column).copied() {
            if free_from.get(column).is_some_and(|free| *free > line) {
                column += 1;
                continue;
            }
            let here = merges.iter().skip(first).take_while(|merge| merge.row == *row);
            let merge = here.clone().find(|merge| merge.column == place);
            let rowspan = merge.map_or(1, |merge| lines.partition_point(|(row, _)| *row <= merge.last_row) - line);
            let colspan = merge.map_or(1, |merge| columns.partition_point(|at| *at <= merge.last_column) - column);
            budget.spend_cell()?;
            let number = grid.place(colspan, rowspan)?;
            let text = cells.iter().find(|cell| cell.column == place).map_or("", |cell| cell.text.as_str());
            grid.fill(number, paragraphs(text));
            // Overlapping merges are none of a sheet's, but may be in a file.
            let wanted = free_from.iter_mut().skip(column).take(colspan);
            let free = wanted.take_while(|free| **free <= line);
            column += free.map(|free| *free = line + rowspan).count();
        }
    }
    Ok(grid.finish())
}

/// The rows by their numbers, with a blank one where one or more are in sight.
fn with_gaps<'a>(rows: &[&'a [Cell]], hidden: &[usize]) -> Vec<(usize, &'a [Cell])> {
    let hidden_before = |number: usize| hidden.partition_point(|row| *row < number);
    let mut lines: Vec<(usize, &[Cell])> = Vec::new();
    for row in rows.iter().copied() {
        let Some(number) = row.first().map(|cell| cell.row) else { continue };
        let next = lines.last().map_or(number, |(last, _)| last + 1);
        if number - next > hidden_before(number) - hidden_before(next) {
            lines.push((next, &[]));
        }
        lines.push((number, row));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, TableCell};

    fn cell(row: usize, column: usize, text: &str) -> Cell {
        Cell { row, column, text: text.to_owned() }
    }

    fn merge(row: usize, column: usize, last_row: usize, last_column: usize) -> Merge {
        Merge { row, column, last_row, last_column }
    }

    fn places(document: &Document) -> Vec<(&str, usize, usize, usize, usize)> {
        let Some(Block::Table(table)) = document.blocks.last() else { panic!("no table: {document:?}") };
        let place =
            |cell: &TableCell| (cell.span.of(&document.text), cell.row, cell.column, cell.rowspan, cell.colspan);
        table.cells.iter().map(place).collect()
    }

    #[test]
    fn merged_cells_span_and_blank_borders_are_left_out() {
        let sheet = Sheet {
            name: "表".to_owned(),
            cells: vec![
                cell(3, 2, "申请人情况"),
                cell(4, 3, "自然人"),
                cell(4, 2, "项目"),
                cell(4, 5, "总计"),
                cell(5, 2, "新收"),
                cell(5, 3, "3"),
                cell(5, 5, "3"),
            ],
            merges: vec![merge(3, 2, 3, 6), merge(5, 3, 6, 4)],
            hidden_rows: Vec::new(),
        };
        let document = lay_out(vec![sheet]).unwrap();
        assert_eq!(document.text, "申请人情况\n项目\t自然人\t总计\n新收\t3\t3\n");
        assert_eq!(
            places(&document),
            [
                ("申请人情况", 0, 0, 1, 3),
                ("项目", 1, 0, 1, 1),
                ("自然人", 1, 1, 1, 1),
                ("总计", 1, 2, 1, 1),
                ("新收", 2, 0, 1, 1),
                ("3", 2, 1, 1, 1),
                ("3", 2, 2, 1, 1),
            ]
        );
    }

    #[test]
    fn a_cell_reaches_down_over_rows_and_what_it_covers_is_not_shown() {
        let cells = vec![cell(0, 0, "三"), cell(0, 1, "a"), cell(1, 0, "covered"), cell(1, 1, "b"), cell(9, 1, "c")];
        let mut sheet = Sheet { cells, merges: vec![merge(0, 0, 9, 0)], ..Sheet::default() };
        let shown = |sheet: &Sheet| {
            let document = lay_out(vec![sheet.clone()]).unwrap();
            places(&document)
                .into_iter()
                .map(|(text, row, _, rowspan, _)| (text.to_owned(), row, rowspan))
                .collect::<Vec<_>>()
        };
        let cell = |text: &str, row, rowspan| (text.to_owned(), row, rowspan);
        let blank = [cell("三", 0, 4), cell("a", 0, 1), cell("b", 1, 1), cell("", 2, 1), cell("c", 3, 1)];
        assert_eq!(shown(&sheet), blank);
        sheet.hidden_rows = (2..8).collect();
        assert_eq!(shown(&sheet), blank);
        sheet.hidden_rows.push(8);
        assert_eq!(shown(&sheet), [cell("三", 0, 3), cell("a", 0, 1), cell("b", 1, 1), cell("c", 2, 1)]);
    }

    #[test]
    fn prose_between_tables_and_a_sheet_of_one_column_are_paragraphs() {
        let prose = "云溪县政府信息公开工作平稳有序。".repeat(5);
        let cells =
            vec![cell(0, 0, "标题"), cell(1, 0, &format!("{prose}\n{prose}")), cell(2, 0, "一"), cell(2, 1, "2")];
        let document = lay_out(vec![Sheet { cells, ..Sheet::default() }]).unwrap();
        let kinds: Vec<_> = document.blocks.iter().map(|block| matches!(block, Block::Table(_))).collect();
        assert_eq!(kinds, [false, false, false, true]);
    }

    #[test]
    fn sheets_are_told_apart_by_their_names() {
        let sheet = |name: &str| Sheet { name: name.to_owned(), cells: vec![cell(0, 0, "一")], ..Sheet::default() };
        let blank = Sheet { name: "空".to_owned(), ..Sheet::default() };
        assert_eq!(lay_out(vec![sheet("甲"), blank]).unwrap().text, "一\n");
        assert_eq!(lay_out(vec![sheet("甲"), sheet("乙")]).unwrap().text, "甲\n一\n乙\n一\n");
    }

    #[test]
    fn a_far_cell_makes_no_large_table_and_too_many_cells_are_refused() {
        let far = vec![cell(0, 0, "a"), cell(1_048_575, 16_383, "b")];
        let document = lay_out(vec![Sheet { cells: far, ..Sheet::default() }]).unwrap();
        assert_eq!(places(&document).len(), 6);
        let diagonal = (0..900).map(|at| cell(at, at, "x")).collect();
        assert_eq!(lay_out(vec![Sheet { cells: diagonal, ..Sheet::default() }]), Err(InputError::TooManyCells));
    }
}
