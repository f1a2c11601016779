//! The cells of the form, out of whatever became of its tables: rows by their labels, figures by the borders that are left,
//! and where none are left by the sums that the form demands.

use crate::align::{Alignment, Part, PlacedLabel};
use crate::document::{Block, Document, Table as Grid, TableCell};
use crate::figures::{
    Field, Readings, Shape, Slot, cell_field, fields, is_page_mark, line_around, readings, readings_at_end,
    says_nothing, trimmed, without_spacers,
};
use crate::form::{CellId, Layout, Quantity, Relation, RelationKind, Rule, Table, relations};
use crate::letters::{Letters, count, letters};
use crate::numeral::{Decimal, is_blank, is_digit};
use crate::position::Span;
use crate::words::Words;

/// A cell of the form as the draft has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// How sure it is.
    pub state: CellState,
    /// The figure of a cell that is read or annotated.
    pub value: Option<Decimal>,
    /// Its place; for an absent cell where it would stand.
    pub span: Span,
    /// The unit written in the cell.
    pub unit: String,
    /// For an ambiguous cell every figure that it may be, smallest first.
    pub may_be: Vec<Decimal>,
}

impl Cell {
    fn without_figure(state: CellState, span: Span) -> Cell {
        Cell { state, value: None, span, unit: String::new(), may_be: Vec::new() }
    }
}

/// What is known of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellState {
    /// A figure and nothing else.
    Read,
    /// Nothing, or a mark for nothing.
    Blank,
    /// A figure with words beside it.
    Annotated,
    /// Figures that can be divided in several ways.
    Ambiguous,
    /// Something that is no figure.
    Unreadable,
    /// The row or the table is not in the draft.
    Absent,
}

impl CellState {
    /// The word in results.
    pub fn id(self) -> &'static str {
        match self {
            CellState::Read => "read",
            CellState::Blank => "blank",
            CellState::Annotated => "annotated",
            CellState::Ambiguous => "ambiguous",
            CellState::Unreadable => "unreadable",
            CellState::Absent => "absent",
        }
    }
}

/// A row of a table on the form whose label was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FilledRow {
    /// Index into the edition's tables.
    pub table: usize,
    /// Index into the table's rows.
    pub row: usize,
    /// Where its label stands.
    pub label: Span,
    /// Where its figures stand.
    pub run: Span,
}

/// The tables of a form, filled in.
#[derive(Debug, Default)]
pub struct Filled {
    /// Every cell of the form, in the form's order.
    pub cells: Vec<(CellId, Cell)>,
    /// Every row whose label was found.
    pub rows: Vec<FilledRow>,
    /// From the first label to the last figure of each table that was found.
    pub zones: Vec<(usize, Span)>,
    /// What must hold between the cells.
    pub relations: &'static [Relation],
}

impl Filled {
    /// Whether a byte offset lies in a table of the form.
    pub fn in_table(&self, at: usize) -> bool {
        self.zones.iter().any(|(_, zone)| zone.start <= at && at < zone.end)
    }

    /// The cell, if the form has it.
    pub fn cell(&self, id: CellId) -> Option<&Cell> {
        let at = self.cells.partition_point(|(known, _)| *known < id);
        self.cells.get(at).filter(|(known, _)| *known == id).map(|(_, cell)| cell)
    }

    /// The row, if its label was found.
    pub fn row(&self, table: usize, row: usize) -> Option<&FilledRow> {
        self.rows.iter().find(|filled| (filled.table, filled.row) == (table, row))
    }
}

struct Row {
    table: usize,
    /// The form's rows whose cells stand here: one, or all rows of a table in one line.
    rows: Vec<usize>,
    label: Span,
    run: Span,
    readings: Readings,
}

/// Fills in the form of the alignment's edition.
pub fn recover(document: &Document, found: &Letters, alignment: &Alignment) -> Filled {
    let mut rows = rows(document, found, alignment);
    let tables = alignment.edition.tables;
    drop_replaced(tables, &mut rows);
    let relations = relations(alignment.edition);
    settle(&mut rows, relations);
    let cells = Vec::with_capacity(tables.iter().map(|table| table.rows.len() * table.columns.len()).sum());
    let mut filled = Filled { cells, zones: zones(alignment, &rows), relations, ..Filled::default() };
    for row in &rows {
        for number in &row.rows {
            filled.rows.push(FilledRow { table: row.table, row: *number, label: row.label, run: row.run });
        }
    }
    for (number, table) in tables.iter().enumerate() {
        for form in 0..table.rows.len() {
            if !belongs(&filled, number, table, form) {
                continue;
            }
            let row = rows.iter().find(|row| row.table == number && row.rows.contains(&form));
            let place = row.and_then(|row| row.rows.iter().position(|known| *known == form));
            for column in 0..table.columns.len() {
                let cell = match (row, place) {
                    (Some(row), Some(place)) => cell(row, place * table.columns.len() + column),
                    _ => Cell::without_figure(CellState::Absent, Span::default()),
                };
                filled.cells.push((CellId { table: number, row: form, column }, cell));
            }
        }
    }
    filled
}

/// Where the row that replaces three was found without them, or the three without it, the others are no cells of this form.
fn belongs(filled: &Filled, number: usize, table: &Table, row: usize) -> bool {
    let Some(form) = table.rows.get(row) else { return false };
    if !form.replaces.is_empty() {
        return filled.row(number, row).is_some();
    }
    let replacement = table.rows.iter().position(|other| other.replaces.contains(&form.id));
    replacement.is_none_or(|other| filled.row(number, other).is_none())
}

/// A replacing row that stands beside the rows it replaces repeats their sum, or is a heading that caught a stray figure.
fn drop_replaced(tables: &[Table], rows: &mut Vec<Row>) {
    let form = |row: &Row| tables.get(row.table)?.rows.get(*row.rows.first()?);
    let names: Vec<(usize, &str)> = rows.iter().filter_map(|row| Some((row.table, form(row)?.id))).collect();
    rows.retain(|row| {
        form(row).is_none_or(|form| !form.replaces.iter().any(|replaced| names.contains(&(row.table, *replaced))))
    });
}

/// The rows of the labels, with the fields behind each.
// Apart for the reason that `prose::Lexicon::next` gives.
#[inline(never)]
fn rows(document: &Document, found: &Letters, alignment: &Alignment) -> Vec<Row> {
    let text = document.text.as_str();
    let mut list = Vec::new();
    let (thinned, torn) = equal_lines_gone(text);
    let shapes: Vec<Shape> = alignment.edition.tables.iter().map(shape).collect();
    for (index, label) in alignment.labels.iter().enumerate() {
        let Some((table, shape)) = alignment.edition.tables.get(label.table).zip(shapes.get(label.table)) else {
            continue;
        };
        let next = alignment.labels.get(index + 1);
        let limit = next.map_or(text.len(), |next| next.span.start);
        match label.part {
            Part::Row(number) => {
                let row = table.rows.get(number);
                let unit = row.and_then(|row| row.quantity).map_or("", Quantity::unit);
                let run = Span::new(label.label.end, end_of_figures(text, found, label.label.end, limit, unit));
                // Words stand between figures that may all be the row's.
                let broken = Span::new(run.end, limit).of(text).contains(is_digit);
                let loose = next.is_some_and(|next| next.loose_digit);
                let last = ends_draft(text, next, run.end);
                let grid = grid_fields(document, label, limit, unit);
                // A cell of a real table is one figure: where there are fewer, the others are lost.
                let short = grid.as_ref().is_some_and(|fields| (2..shape.cells).contains(&fields.len()));
                let in_grid = grid.is_some();
                let mut list_of_fields = match grid {
                    Some(fields) if fields.len() == shape.cells => fields,
                    Some(fields) if fields.len() > shape.cells => without_spacers(&fields, shape.cells).to_vec(),
                    _ => text_fields(text, run, unit),
                };
                if let Some(inside) = inside_label(text, label, table.rows.get(number).map_or("", |row| row.label)) {
                    list_of_fields.insert(0, inside);
                }
                // （六）其他处理 may be the heading of three.
                if row.is_some_and(|row| !row.replaces.is_empty()) && list_of_fields.is_empty() {
                    continue;
                }
                let blank = !in_grid && !list_of_fields.iter().any(Field::has_figure);
                let bars = run.of(text).bytes().filter(|byte| *byte == b'|').count();
                let few_bars = bars > 0 && bars <= shape.cells + usize::from(!unit.is_empty());
                // A row that was cut off before its figures, or among them.
                let written = run.of(text).trim_end();
                let cut =
                    text.ends_with('\t') || written.ends_with(['.', '．', '、']) || few_bars && written.ends_with('|');
                // Digits that run into words are not known to be this row's; blank it is not.
                let gone = (last || broken) && list_of_fields.is_empty() || last && cut || blank && (few_bars || torn);
                // Where labels are gone, the figures may be theirs.
                let skips = shape.cells == 1
                    && next.is_some_and(|next| matches!(next.part, Part::Row(other) if other > number + 1));
                let losses = Losses { loose, behind: last || broken || short, thinned, torn, skips, gone };
                list.push(finish(text, label, vec![number], run, shape, list_of_fields, losses));
            }
            Part::Line => {
                let numbers: Vec<usize> = (0..table.rows.len()).collect();
                let (zone, fields) = line_fields(document, found, table, label, limit);
                // A figure that stands in one cell with the words behind the table is the table's.
                let behind = Span::new(zone.end, text.len()).of(text).trim_start_matches(is_blank);
                let behind = ends_draft(text, next, zone.end) || behind.starts_with(is_digit);
                // Where the headings break off, so did the look-out for the figures under them.
                let headings = || {
                    let columns: usize = table.columns.iter().map(|column| count(column.label)).sum();
                    table.rows.iter().map(|row| count(row.label) + columns).sum()
                };
                let broken_off = fields.is_empty() && count(zone.of(text)) < headings();
                // On one line nothing tells the bars of merged headings from those of blank cells.
                let spare = fields.len().saturating_sub(shape.cells);
                let mixed = fields.first().is_some_and(Field::is_blank)
                    && (1..fields.iter().filter(|field| field.is_blank()).count()).contains(&spare);
                let gone = broken_off || mixed;
                let losses = Losses { loose: false, behind, thinned, torn, skips: false, gone };
                list.push(finish(text, label, numbers, zone, shape, fields, losses));
            }
            _ => {}
        }
    }
    list
}

/// Whether nothing is left of the draft behind figures that end at `end`, before the label `next`.
fn ends_draft(text: &str, next: Option<&PlacedLabel>, end: usize) -> bool {
    next.is_none() && !Span::new(end, text.len()).of(text).contains(char::is_alphanumeric)
}

/// Whether no line is as the one before it, as noughts under each other are: those that were are gone, perhaps. And whether
/// figures stand on lines of their own and none of them twice: then they are gone for certain.
fn equal_lines_gone(text: &str) -> (bool, bool) {
    /// Fewer may be the numbers of pages.
    const ENOUGH: usize = 3;
    let (mut thinned, mut torn, mut count) = (true, true, 0);
    let mut seen = [false; 1000];
    let mut before = "";
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        thinned &= line != before;
        before = line;
        let figure = line.split('|').next().unwrap_or("").trim();
        // Glued noughts are several.
        if figure.starts_with('0') && figure.len() > 1 {
            continue;
        }
        let value = Decimal::parse(figure).and_then(Decimal::to_integer);
        if let Some(seen) = value.and_then(|value| seen.get_mut(usize::try_from(value).ok()?)) {
            torn &= !*seen;
            *seen = true;
            count += 1;
        }
    }
    (thinned, torn && count >= ENOUGH)
}

/// What a draft may have lost of a row.
struct Losses {
    /// Its last digit may be the next row's number.
    loose: bool,
    /// What is behind it was lost.
    behind: bool,
    /// Equal lines may have been.
    thinned: bool,
    /// Equal lines were, and figures stand on lines of their own.
    torn: bool,
    /// The next label is not that of the next row.
    skips: bool,
    /// What stands there may be another row's.
    gone: bool,
}

/// Reads a row's fields.
fn finish(
    text: &str,
    label: &PlacedLabel,
    rows: Vec<usize>,
    run: Span,
    shape: &Shape,
    fields: Vec<Field<'_>>,
    losses: Losses,
) -> Row {
    let run = match (fields.first(), fields.last()) {
        (Some(first), Some(last)) if fields.iter().any(Field::has_figure) => first.span.to(last.span),
        _ => Span::new(run.start, run.start),
    };
    let Losses { loose, behind, thinned, torn, skips, gone } = losses;
    let over_lines = || label.span.to(run).of(text).contains('\n');
    let mut readings = if gone || thinned && (fields.is_empty() && shape.sums.len() < 2 || skips && over_lines()) {
        // Nothing stands behind the label: left blank, or gone.
        Readings::default()
    } else if behind || fields.len() < shape.cells && (torn || thinned && over_lines()) {
        readings_at_end(&fields, shape, run.end, torn)
    } else {
        readings(&fields, shape, run.end, loose)
    };
    // In a run of digits a dash may be the mark of a blank cell, unless the form has changes there.
    let dashed = |slot: &Slot| {
        slot.value().is_some_and(Decimal::is_negative) && Span::new(0, slot.span().start).of(text).ends_with(is_digit)
    };
    if !shape.has_changes && readings.all.iter().flatten().any(dashed) {
        readings = Readings::default();
    }
    Row { table: label.table, rows, label: label.span, run, readings }
}

/// What stands in one line of a table: a row, or all rows.
fn shape(table: &Table) -> Shape {
    let column = |id: &str| table.columns.iter().position(|column| column.id == id);
    let columns = table.columns.len();
    let rows = if table.layout == Layout::OneLine { table.rows.len() } else { 1 };
    let has_changes = table.columns.iter().any(|column| column.quantity == Quantity::Change);
    let mut shape = Shape { cells: rows * columns, sums: Vec::new(), has_changes };
    for first in (0..rows).map(|row| row * columns) {
        for rule in table.rules {
            if let Rule::Across { parts, total } = rule
                && let Some(total) = column(total)
            {
                shape.sums.push((parts.iter().filter_map(|id| column(id)).map(|n| first + n).collect(), first + total));
            }
        }
    }
    shape
}

/// How far figures go behind a label: up to the next label or the first word that is neither a unit nor a note in brackets.
fn end_of_figures(text: &str, found: &Letters, from: usize, limit: usize, unit: &str) -> usize {
    let mut at = found.index_at(from);
    let mut end = limit;
    while at < found.len() {
        let letter = found.span(at, at + 1);
        if letter.start >= limit {
            break;
        }
        if let Some(behind) = found.behind(at, unit).filter(|behind| *behind > at) {
            at = behind;
            continue;
        }
        let word = found.chars.get(at).copied().unwrap_or_default();
        let before = Span::new(from, letter.start).of(text);
        let after_figure = before.trim_end_matches(is_blank).ends_with(is_digit);
        let before_figure = Span::new(letter.end, limit).of(text).trim_start_matches(is_blank).starts_with(is_digit);
        // The label's own bracket may close behind it.
        let depth = before.chars().fold(0usize, |depth, character| match character {
            '(' | '（' => depth + 1,
            ')' | '）' => depth.saturating_sub(1),
            _ => depth,
        });
        let open = depth > 0;
        let same_line = before.rfind(['\n', '|', '\t']).map_or(before, |at| Span::new(at, before.len()).of(before));
        let note = open && same_line.contains(is_digit);
        let allowed = note
            || after_figure && "件条次个人篇项起宗份部名例家元万亿".holds(word)
            || word == '元' && before.ends_with(['万', '亿', '千'])
            || before_figure && "增减加少".holds(word)
            || word == '增'
            || word == '减'
            || says_nothing(Span::new(0, limit).of(text), letter)
            || is_page_mark(line_around(text, letter.start));
        if !allowed {
            end = cut_before(text, from, letter.start);
            break;
        }
        at += 1;
    }
    end.max(from)
}

/// Where figures end before a foreign word: its whole line or cell is foreign, or else at least its number (`5.`, `（六）`).
fn cut_before(text: &str, from: usize, word: usize) -> usize {
    let before = Span::new(from, word).of(text);
    if let Some(at) = before.rfind(['\n', '|', '\t']) {
        return from + at;
    }
    let bare = before.trim_end_matches(|c: char| is_blank(c) || matches!(c, '(' | '（' | '#' | '*' | '《' | '“' | '"'));
    let numbered = bare.trim_end_matches(['.', '．', '、']);
    if numbered.len() < bare.len() { from + numbered.trim_end_matches(is_digit).len() } else { from + bare.len() }
}

fn text_fields<'a>(text: &'a str, run: Span, unit: &str) -> Vec<Field<'a>> {
    let mut list = fields(text, run);
    if !unit.is_empty() {
        // The unit has a column of its own before the figure.
        if list.first().is_some_and(|field| is_unit(field.span.of(text), unit)) {
            list.remove(0);
            while list.len() > 1 && list.last().is_some_and(Field::is_blank) {
                list.pop();
            }
        } else if let [only] = list.as_slice()
            && let Some(rest) = behind_unit(only.span.of(text), unit)
        {
            let start = only.span.end - rest.len();
            return fields(text, Span::new(start, run.end));
        }
    }
    list
}

/// Figures caught between the first and the last letter of a label that was wrapped around them.
fn inside_label<'a>(text: &'a str, label: &PlacedLabel, printed: &str) -> Option<Field<'a>> {
    let inside = label.label.of(text);
    let start = inside.find(is_digit)?;
    if printed.contains(is_digit) {
        return None;
    }
    let wrapped = inside.bytes().position(|byte| byte == b'\n').is_some_and(|line| line > 0);
    let (last, figure) = inside.char_indices().rfind(|(_, c)| is_digit(*c))?;
    let end = last + figure.len_utf8();
    let between = Span::new(label.label.start + start, label.label.start + end);
    let clean = between.of(text).chars().all(|c| is_digit(c) || is_blank(c));
    // In a draft that lost its line breaks several figures tell.
    (clean && (wrapped || between.of(text).contains(is_blank))).then(|| cell_field(text, between))
}

/// The cells to the right of a label that stands in a cell of a real table.
fn grid_fields<'a>(document: &'a Document, label: &PlacedLabel, limit: usize, unit: &str) -> Option<Vec<Field<'a>>> {
    let (grid, cell) = cell_at(document, label.label.start)?;
    if !cell.span.contains(label.label) || has_figure_behind(document, cell, label) {
        return None;
    }
    let text = document.text.as_str();
    let mut list: Vec<Field> = grid
        .cells
        .iter()
        .filter(|other| {
            other.row == cell.row && other.column > cell.column && other.span.start < limit.max(cell.span.end + 1)
        })
        .filter(|other| other.span.end <= limit || other.span.is_empty())
        .map(|other| cell_field(text, other.span))
        .collect();
    let no_unit = |written: &str| matches!(written, "——" | "—");
    if !unit.is_empty()
        && list.first().is_some_and(|field| no_unit(field.span.of(text)) || is_unit(field.span.of(text), unit))
    {
        list.remove(0);
    }
    Some(list)
}

fn has_figure_behind(document: &Document, cell: &TableCell, label: &PlacedLabel) -> bool {
    Span::new(label.label.end, cell.span.end).of(&document.text).contains(is_digit)
}

fn cell_at(document: &Document, at: usize) -> Option<(&Grid, &TableCell)> {
    document.blocks.iter().find_map(|block| match block {
        Block::Table(grid) if grid.span.start <= at && at < grid.span.end => {
            let cell = grid.cells.iter().find(|cell| cell.span.start <= at && at < cell.span.end)?;
            Some((grid, cell))
        }
        _ => None,
    })
}

/// What follows the unit at the start of a field; nothing where it begins with something else.
fn behind_unit<'a>(written: &'a str, unit: &str) -> Option<&'a str> {
    let found = Letters::of(written);
    let count = found.behind(0, unit)?;
    let (head, rest) = written.split_at_checked(found.span(0, count).end)?;
    (!head.contains(is_digit)).then(|| rest.trim_start_matches(is_blank))
}

fn is_unit(written: &str, unit: &str) -> bool {
    behind_unit(written, unit) == Some("")
}

/// The figures of a table whose rows stand side by side under their headings, and the place of the whole table.
fn line_fields<'a>(
    document: &'a Document,
    found: &Letters,
    table: &Table,
    label: &PlacedLabel,
    limit: usize,
) -> (Span, Vec<Field<'a>>) {
    let text = document.text.as_str();
    let words: Vec<char> = table
        .rows
        .iter()
        .map(|row| row.label)
        .chain(table.columns.iter().map(|column| column.label))
        .chain(["行政诉讼"])
        .flat_map(letters)
        .collect();
    // A note behind a figure, such as （其中…）, may begin with a letter of the headings.
    let note = |at: usize| {
        at > 0 && {
            let gap = Span::new(found.span(at - 1, at).end, found.span(at, at + 1).start);
            gap.of(text).trim_end_matches(is_blank).ends_with(['（', '(']) && gap.of(text).contains(is_digit)
        }
    };
    let on_mark = |at: usize| is_page_mark(line_around(text, at));
    let heading = |at: usize| {
        found.chars.get(at).is_some_and(|letter| {
            words.contains(letter) && !note(at)
                || matches!(letter, '第' | '页' | '共') && on_mark(found.span(at, at + 1).start)
        })
    };
    let mut first = found.index_at(label.label.start);
    while first > 0 && heading(first - 1) && !is_heading_end(text, found, first) {
        first -= 1;
    }
    let mut segments: Vec<Span> = Vec::new();
    let mut at = first;
    let mut end = label.label.end;
    while heading(at) {
        let from = found.span(at, at + 1).end;
        let next = if at + 1 < found.len() { found.span(at + 1, at + 2).start } else { text.len() };
        let last = !heading(at + 1);
        let to = if last { end_of_figures(text, found, from, limit.max(from), "") } else { next };
        end = from;
        let from = if last { from + bars_of_headings(Span::new(from, to.max(from)).of(text)) } else { from };
        // Behind the mark of a page the figures go on in the next line.
        let rest = Span::new(from, to).of(text);
        let from = if on_mark(from) { from + rest.find('\n').unwrap_or(rest.len()) } else { from };
        segments.push(Span::new(from, to.max(from)));
        at += 1;
    }
    let (head, cells) = (found.span(first, first + 1).start, table.rows.len() * table.columns.len());
    if let Some(fields) = line_of_grid(document, end, cells).or_else(|| line_of_bars(text, Span::new(head, end), cells))
    {
        return (Span::new(head, fields.last().map_or(end, |field| field.span.end)), fields);
    }
    let with_figures: Vec<Span> = segments.into_iter().filter(|segment| segment.of(text).contains(is_digit)).collect();
    let list: Vec<Field> = match with_figures.as_slice() {
        [only] => fields(text, *only),
        several => {
            several.iter().flat_map(|segment| fields(text, *segment)).filter(|field| !field.is_blank()).collect()
        }
    };
    (Span::new(head, list.last().map_or(end, |field| field.span.end.max(end))), list)
}

/// Whether a section heading such as 四、…行政诉讼情况 ends before that letter.
fn is_heading_end(text: &str, found: &Letters, at: usize) -> bool {
    let gap = Span::new(found.span(at - 1, at).end, found.span(at, at + 1).start);
    gap.of(text).holds('\n') && found.chars.get(at.saturating_sub(2)..at) == Some(&['情', '况'])
}

/// The first row of a real table that begins behind `from`, if it has that many cells.
fn line_of_grid(document: &Document, from: usize, cells: usize) -> Option<Vec<Field<'_>>> {
    let grid = document.blocks.iter().find_map(|block| match block {
        Block::Table(grid) if grid.span.start < from && from <= grid.span.end => Some(grid),
        _ => None,
    })?;
    let row = grid.cells.iter().find(|cell| cell.span.start >= from)?.row;
    let list: Vec<Field> = grid
        .cells
        .iter()
        .filter(|cell| cell.row == row && cell.span.start >= from)
        .map(|cell| cell_field(&document.text, cell.span))
        .collect();
    let list = without_spacers(&list, cells);
    (list.len() == cells).then(|| list.to_vec())
}

/// How much of a text that begins behind headings are lines with nothing but bars, up to the end of the last: those of merged
/// headings. A single bar in a line may be the border of a blank cell.
fn bars_of_headings(text: &str) -> usize {
    let lines = text.split_inclusive('\n').take_while(|line| {
        line.ends_with('\n') && line.chars().all(|c| c == '|' || is_blank(c)) && line.matches('|').count() != 1
    });
    lines.map(str::len).sum::<usize>().saturating_sub(1)
}

/// The line of cells divided by bars that follows headings in lines of their own, if it has that many.
fn line_of_bars<'a>(text: &'a str, headings: Span, cells: usize) -> Option<Vec<Field<'a>>> {
    let mut start = text.get(..headings.start)?.rfind('\n').map_or(0, |at| at + 1);
    let mut lines = text.get(start..)?.split_inclusive('\n');
    // Where every line begins with a bar, it is the table's edge; where not, what stands before it is a blank cell.
    let mut edge = true;
    let line = lines.find(|line| {
        let is_behind = start >= headings.end;
        start += line.len();
        edge &= is_behind || line.trim_start().starts_with('|');
        is_behind && line.contains(is_digit)
    })?;
    let mut start = start - line.len();
    let between = Span::new(headings.end, start).of(text);
    if !between.chars().all(|c| is_blank(c) || matches!(c, '|' | '-' | ':')) {
        return None;
    }
    let mut list: Vec<Field> = Vec::with_capacity(cells + 2);
    for piece in line.split('|') {
        list.push(cell_field(text, Span::new(start, start + piece.len())));
        start += piece.len() + 1;
    }
    let list = without_spacers(list.get(usize::from(edge)..)?, cells);
    (list.len() == cells).then(|| list.to_vec())
}

/// Lets the relations between rows choose among the readings of ambiguous rows: a reading stays if some choice of the
/// others makes every sum in its columns hold. A column in which nothing fits is broken and chooses nothing.
fn settle(rows: &mut [Row], relations: &[Relation]) {
    if rows.iter().all(|row| row.readings.all.len() < 2) {
        return;
    }
    for _ in 0..rows.len().min(8) {
        let mut changed = false;
        for relation in relations {
            if matches!(relation.kind, RelationKind::ColumnTotal | RelationKind::Balance) {
                changed |= settle_by(rows, relation);
            }
        }
        if !changed {
            break;
        }
    }
}

/// Different sums that ambiguous rows may make together; more say nothing.
const MOST_SUMS: usize = 5_000;

/// Keeps a list in order and each value once.
fn add_in_order(values: &mut Vec<Decimal>, value: Decimal) {
    if let Err(at) = values.binary_search(&value) {
        values.insert(at, value);
    }
}

fn settle_by(rows: &mut [Row], relation: &Relation) -> bool {
    let mut options: Vec<(usize, usize, Vec<Decimal>)> = Vec::new();
    let mut fixed = Decimal::ZERO;
    let terms = relation.left.iter().map(|term| (term, false)).chain(relation.right.iter().map(|term| (term, true)));
    for (term, right) in terms {
        let there = |row: &Row| row.table == term.cell.table && row.rows == [term.cell.row];
        let Some((index, row)) = rows.iter().enumerate().find(|(_, row)| there(row)) else {
            // A sum that is not in the draft, cut off perhaps, says nothing of its parts.
            if right {
                return false;
            }
            continue;
        };
        let sign = |value: Decimal| if right != term.negative { value.negated() } else { value };
        let value_in =
            |reading: &Vec<Slot>| sign(reading.get(term.cell.column).and_then(Slot::value).unwrap_or(Decimal::ZERO));
        match row.readings.all.as_slice() {
            [] => return false,
            [only] => match fixed.plus(value_in(only)) {
                Some(sum) => fixed = sum,
                None => return false,
            },
            several => options.push((index, term.cell.column, several.iter().map(value_in).collect())),
        }
    }
    if options.is_empty() || options.len() > 6 {
        return false;
    }
    let mut changed = false;
    for chosen in 0..options.len() {
        let mut sums = vec![fixed];
        for (other, (_, _, values)) in options.iter().enumerate() {
            if other == chosen {
                continue;
            }
            let mut next = Vec::new();
            for (sum, value) in sums.iter().flat_map(|sum| values.iter().map(move |value| (sum, value))) {
                let Some(sum) = sum.plus(*value) else { continue };
                add_in_order(&mut next, sum);
                if next.len() > MOST_SUMS {
                    return changed;
                }
            }
            sums = next;
        }
        let Some((index, _, values)) = options.get(chosen) else { continue };
        let fits: Vec<bool> = values.iter().map(|value| sums.binary_search(&value.negated()).is_ok()).collect();
        let Some(row) = rows.get_mut(*index) else { continue };
        if fits.contains(&true) && fits.contains(&false) {
            let mut keep = fits.iter();
            row.readings.all.retain(|_| keep.next().copied().unwrap_or(true));
            changed = true;
            // The remaining options were computed from the readings before.
            return changed;
        }
    }
    changed
}

fn cell(row: &Row, place: usize) -> Cell {
    let blank = Cell::without_figure;
    let Some(first) = row.readings.all.first().and_then(|reading| reading.get(place)) else {
        // There are figures, but they cannot be divided.
        return blank(CellState::Ambiguous, row.run);
    };
    let same = row.readings.all.iter().all(|reading| {
        reading.get(place).is_some_and(|slot| slot.value() == first.value() && slot.span() == first.span())
            || reading.get(place).is_some_and(|slot| slot.value().is_some() && slot.value() == first.value())
    });
    if !same {
        let mut may_be = Vec::new();
        for value in row.readings.all.iter().filter_map(|reading| reading.get(place).and_then(Slot::value)) {
            add_in_order(&mut may_be, value);
        }
        return Cell { may_be, ..blank(CellState::Ambiguous, row.run) };
    }
    match first {
        Slot::Blank(span) => blank(CellState::Blank, *span),
        Slot::Bad(span) => blank(CellState::Unreadable, *span),
        Slot::Figure { value, span, unit, annotated } => Cell {
            state: if *annotated { CellState::Annotated } else { CellState::Read },
            value: Some(*value),
            span: *span,
            unit: unit.clone(),
            may_be: Vec::new(),
        },
    }
}

fn zones(alignment: &Alignment, rows: &[Row]) -> Vec<(usize, Span)> {
    let mut zones: Vec<(usize, Span)> = Vec::new();
    for (table, form) in alignment.edition.tables.iter().enumerate() {
        let labels = alignment.labels.iter().filter(|label| label.table == table && label.part != Part::Line);
        let spans = labels.map(|label| label.span).chain(
            rows.iter()
                .filter(|row| row.table == table)
                .map(|row| if form.layout == Layout::OneLine { row.label.to(row.run) } else { row.run }),
        );
        if let Some(zone) = spans.reduce(Span::to)
            && rows.iter().any(|row| row.table == table)
        {
            zones.push((table, zone));
        }
    }
    zones
}

/// The text of a span without blanks at its ends, for showing.
pub fn shown(text: &str, span: Span) -> &str {
    trimmed(text, span).of(text)
}

#[cfg(test)]
mod tests {
    use crate::form::Edition;
    use crate::input::{Draft, Hints, read};
    use crate::report::understand;

    const HEAD: &str = "第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n";

    /// What is read of some cells: a figure, or else the state.
    fn cells(text: &str, names: &str) -> Vec<String> {
        let document = read(&Draft::Text(text), &Hints::default()).expect("a draft");
        let edition =
            Edition::named(if names.starts_with("statistics") { "2014" } else { "2021" }).expect("an edition");
        let report = understand(&document, Some(edition));
        let chosen = report.filled.cells.iter().filter(|(id, _)| edition.cell_name(*id).starts_with(names));
        chosen
            .map(|(_, cell)| cell.value.map_or_else(|| cell.state.id().to_owned(), |value| value.to_string()))
            .collect()
    }

    #[test]
    fn page_numbers_are_no_figures_and_end_none() {
        let text = format!("{HEAD}规章\n第 3 页 共 9 页\n1\n0\n4/9\n2\n行政规范性文件\n21\n- 5 -\n3\n70\n");
        assert_eq!(cells(&text, "rules"), ["1", "0", "2", "21", "3", "70"]);
    }

    #[test]
    fn a_row_that_was_cut_off_is_not_blank() {
        assert_eq!(cells(&format!("{HEAD}规章\n|"), "rules/regulations"), ["ambiguous"; 3]);
        assert_eq!(cells(&format!("{HEAD}规章 | | | |\n"), "rules/regulations"), ["blank"; 3]);
        assert_eq!(cells(&format!("{HEAD}规章 | 1 | 2 | "), "rules/regulations"), ["ambiguous"; 3]);
        assert_eq!(cells(&format!("{HEAD}规章 | 1 | 2 | 3"), "rules/regulations"), ["1", "2", "3"]);
    }

    #[test]
    fn figures_of_rows_that_are_gone_are_nobodys() {
        let head = "统计指标 |\n单位 |\n统计数 |\n（三）申请答复数 |\n件 |\n117 |\n1.属于已主动公开范围数 |\n59 |\n2.同意公开答复数 |\n";
        let text = format!(
            "{head}五、行政诉讼数量 |\n86 |\n（一）维持具体行政行为或者驳回原告诉讼请求数 |\n38 |\n六、举报投诉数量 |\n4 |\n"
        );
        assert_eq!(cells(&text, "statistics/answered.granted/"), ["ambiguous"]);
        assert_eq!(cells(&text, "statistics/litigations.upheld/"), ["ambiguous"]);
        assert_eq!(cells(&text, "statistics/answered/"), ["117"]);
    }

    #[test]
    fn figures_between_the_lines_of_a_note_are_the_rows() {
        let text = "一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21 （一）予以公开 0 0 0 10 0 0 10 （二）部分公开（区分处理的， \
                    0 0 19 0 0 0 19 只计 这一情形，不计其他情形 ） （三）不予公开 1.属于国家秘密 0 0 0 0 0 51 51 ";
        let names = "applications/disclosed_in_part";
        assert_eq!(cells(text, names), ["0", "0", "19", "0", "0", "0", "19"]);
    }

    /// The cells of the review table, a word each, by what stands under its headings.
    fn reviews(headings: &[&str], figures: &str) -> String {
        let read = cells(&format!("{}\n{figures}\n五、存在的主要问题及改进情况\n", headings.join("\n")), "review");
        read.iter().map(|cell| if cell == "blank" { "_" } else { cell }).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn bars_behind_headings_are_no_cells_of_the_line_under_them() {
        let headings = [
            "行政复议 | 行政诉讼 | |||||||||||||",
            "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 | ||||||||",
            "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | |||||",
        ];
        let edged = headings.map(|line| format!("| {line} |"));
        let edged: Vec<&str> = edged.iter().map(String::as_str).chain(["|---|---|---|"]).collect();
        for (figures, want) in [
            ("3 | 1 | — | — | 4 | — | — | — | — | — | — | — | — | — | — |", "3 1 _ _ 4 _ _ _ _ _ _ _ _ _ _"),
            ("3 | 1 |  |  | 4 |  |  |  |  |  |  |  |  |  |  |", "3 1 _ _ 4 _ _ _ _ _ _ _ _ _ _"),
            (" |  |  |  |  | 3 | 1 |  |  | 4 |  |  |  |  |  |", "_ _ _ _ _ 3 1 _ _ 4 _ _ _ _ _"),
            (" |  |  |  |  |  |  |  |  |  | 0 | 1 |  |  | 1", "_ _ _ _ _ _ _ _ _ _ 0 1 _ _ 1"),
        ] {
            assert_eq!(reviews(&headings, figures), want, "{figures}");
            assert_eq!(reviews(&edged, &format!("|{figures}")), want, "|{figures}");
        }
    }

    #[test]
    fn a_table_goes_on_behind_the_mark_of_a_page_and_no_further() {
        let mut headings = vec!["行政复议", "行政诉讼", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
        headings.push("未经复议直接起诉");
        headings.push("第 8 页 共 9 页");
        headings.push("复议后起诉");
        for _ in 0..2 {
            headings.extend(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]);
        }
        let figures = "1 0 0 0 1 0 0 0 0 0 0 0 0 0 0";
        assert_eq!(reviews(&headings, &figures.replace(' ', "\n")), figures);
        let pages = "1\n第 9 页\n0\n0\n0\n1\n第 10 页 共 12 页\n0\n0\n第 11 页\n0\n0\n0\n0\n0\n0\n0\n0\n第 12 页";
        assert_eq!(reviews(&headings, pages), figures, "the marks of pages among the figures too");
        if let Some(mark) = headings.get_mut(8) {
            *mark = "云溪县民政局年度报告";
        }
        assert_eq!(reviews(&headings, figures), ["ambiguous"; 15].join(" "), "not blank");
    }

    #[test]
    fn a_cell_of_a_real_table_is_not_divided_into_those_that_are_missing() {
        let row = |label: &str, figures: &[&str]| {
            let cells: String = figures.iter().map(|figure| format!("<td>{figure}</td>")).collect();
            format!("<tr><td>{label}</td>{cells}</tr>")
        };
        let table = |figures: &[&str]| {
            let others = ["（一）予以公开", "（七）总计", "四、结转下年度继续办理"].map(|label| row(label, &["0"; 7]));
            let received = row("一、本年新收政府信息公开申请数量", figures);
            cells(&format!("<table>{received}{}</table>", others.concat()), "applications/received")
        };
        assert_eq!(table(&["131", "636", "0", "0", "83"]), ["ambiguous"; 7]);
        assert_eq!(table(&["13", "1", "63", "6", "0", "0", "83"]), ["13", "1", "63", "6", "0", "0", "83"]);
    }
}
