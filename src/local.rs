//! Statistics tables of 2008 to 2018 that no national form prescribes: 指标名称, 计量单位, this year and 历年累计. Their rows
//! are known by nothing but their words, so only what is certain is read: figures that can be divided in one way, and parts
//! that stand under 其中.

use crate::document::{Block, Document, Table};
use crate::figures::{Shape, Slot, cell_field, fields, readings, trimmed};
use crate::numeral::{Decimal, digit, is_blank, is_digit};
use crate::position::Span;
use crate::words::Words;

/// A local table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocalTable {
    /// From its heading to its last figure.
    pub span: Span,
    /// What its columns of figures hold.
    pub columns: Vec<Period>,
    /// Its rows.
    pub rows: Vec<LocalRow>,
}

/// What a column of figures holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// The report year.
    ThisYear,
    /// All years up to it.
    Cumulative,
}

/// A row of a local table.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalRow {
    /// The label without its number and without 其中.
    pub label: Span,
    /// The row above of which this one is a part.
    pub whole: Option<usize>,
    /// A figure for each column; nothing for one that is blank or can be read in several ways.
    pub figures: Vec<Option<(Decimal, Span)>>,
}

impl LocalTable {
    /// The figure for the report year of the first row whose label holds all the words.
    pub fn this_year(&self, text: &str, words: &[&str]) -> Option<(Decimal, Span)> {
        let column = self.columns.iter().position(|column| *column == Period::ThisYear)?;
        let row = self.rows.iter().find(|row| words.iter().all(|word| row.label.of(text).has(word)))?;
        row.figures.get(column).copied().flatten()
    }
}

/// Units that stand between a label and its figures, longer ones first.
const UNITS: [&str; 14] = ["人次", "万元", "条", "件", "元", "次", "个", "人", "份", "篇", "部", "项", "宗", "起"];

/// The local tables of a document.
pub fn local_tables(document: &Document) -> Vec<LocalTable> {
    let text = document.text.as_str();
    let mut tables = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Table(grid) => tables.extend(in_grid(text, grid)),
            Block::Paragraph(_) => {}
        }
    }
    if tables.is_empty() {
        tables.extend(in_text(text));
    }
    tables
}

fn period(word: &str) -> Option<Period> {
    if word.has("累计") && !word.has("本年") {
        Some(Period::Cumulative)
    } else if word.has("年度") || word.has("本年") || word.has("统计数") || word.has("数量") {
        Some(Period::ThisYear)
    } else {
        None
    }
}

fn in_grid(text: &str, grid: &Table) -> Option<LocalTable> {
    let of_row = |row: usize| grid.cells.iter().filter(move |cell| cell.row == row);
    let head = (0..grid.rows.min(4)).find(|row| {
        let says = |word: &str| of_row(*row).any(|cell| cell.span.of(text).has(word));
        (says("指标") || says("项目")) && says("单位") && of_row(*row).any(|cell| period(cell.span.of(text)).is_some())
    })?;
    let columns: Vec<(usize, Period)> =
        of_row(head).filter_map(|cell| Some((cell.column, period(cell.span.of(text))?))).collect();
    let mut table = LocalTable { span: grid.span, columns: columns.iter().map(|c| c.1).collect(), rows: Vec::new() };
    let shape = Shape { cells: 1, ..Shape::default() };
    for row in head + 1..grid.rows {
        let Some(first) = of_row(row).find(|cell| !cell.span.is_empty()) else { continue };
        let figures = columns
            .iter()
            .map(|(column, _)| {
                let cell = of_row(row).find(|cell| cell.column == *column && cell.span != first.span)?;
                let read = readings(&[cell_field(text, cell.span)], &shape, cell.span.end, false);
                figure(read.all.first()?.first()?)
            })
            .collect();
        push(text, &mut table, first.span, figures);
    }
    (table.rows.len() > 2).then_some(table)
}

fn figure(slot: &Slot) -> Option<(Decimal, Span)> {
    Some((slot.value()?, slot.span()))
}

fn in_text(text: &str) -> Option<LocalTable> {
    let start = text.place_of("指标名称").or_else(|| text.place_of("统计指标"))?;
    let unit = start + text.get(start..)?.char_indices().take(40).map(|(at, _)| at).last()?;
    let head = Span::new(start, unit).of(text);
    let unit_at = start + head.place_of("单位").or_else(|| head.place_of("计量"))? + "单位".len();
    // The columns stand one behind the other up to the last word that names a period.
    let mut columns = Vec::new();
    let mut at = unit_at;
    while columns.len() < 3 {
        let rest: String = text.get(at..)?.chars().take(14).collect();
        let found = ["年度", "累计", "统计数", "本年"]
            .into_iter()
            .filter_map(|word| Some((rest.place_of(word)?, word)))
            .min_by_key(|(offset, _)| *offset);
        let Some((offset, word)) = found else { break };
        // Between two columns stands a year at most, and the figures of a row never do.
        let between = rest.get(..offset)?.trim_matches(|c: char| is_blank(c) || c == '|');
        if !between.chars().all(|c| is_digit(c) || "历本年".holds(c)) {
            break;
        }
        columns.push(period(word)?);
        at += offset + word.len();
    }
    if columns.is_empty() {
        return None;
    }
    let mut table = LocalTable { span: Span::new(start, at), columns, rows: Vec::new() };
    let shape = Shape { cells: table.columns.len(), ..Shape::default() };
    let mut number = 0;
    while let Some((label, run, next)) = row_at(text, at, &mut number) {
        let all = readings(&fields(text, run), &shape, run.end, false).all;
        // Glued figures have many readings: no column is left blank, and the years together are not less than one of them.
        let glued = all.len() > 1;
        let mut possible = all.iter().filter(|reading| !glued || grows(reading, &table.columns));
        let figures = match (possible.next(), possible.next()) {
            (Some(only), None) => only.iter().map(figure).collect(),
            _ => vec![None; table.columns.len()],
        };
        push(text, &mut table, label, figures);
        table.span = table.span.to(run);
        at = next;
    }
    (table.rows.len() > 2).then_some(table)
}

/// Whether no sum over all years is smaller than the year's own figure, where both are there, and no column is blank.
fn grows(reading: &[Slot], columns: &[Period]) -> bool {
    let of =
        |period: Period| columns.iter().position(|c| *c == period).and_then(|at| reading.get(at)).and_then(Slot::value);
    match (of(Period::ThisYear), of(Period::Cumulative)) {
        (Some(year), Some(all)) => year <= all,
        _ => reading.iter().all(|slot| slot.value().is_some()),
    }
}

/// The next row: a label, a unit, and figures behind it. `number` is that of the row above, so that the number of the next
/// row is not taken for the last digit of this one.
fn row_at(text: &str, at: usize, number: &mut usize) -> Option<(Span, Span, usize)> {
    let rest = text.get(at..)?;
    for (offset, _) in rest.char_indices().take(60) {
        let here = rest.get(offset..)?;
        if here.starts_with('。') {
            return None;
        }
        let Some(unit) = UNITS.iter().find(|unit| here.starts_with(**unit)) else { continue };
        let figures = here.get(unit.len()..)?;
        let blank = |c: char| is_blank(c) || c == '|';
        let first = figures.trim_start_matches(blank);
        if offset == 0 || !first.starts_with(is_digit) {
            continue;
        }
        let start = at + offset + unit.len() + (figures.len() - first.len());
        let length = first.find(|c| !is_digit(c) && !blank(c)).unwrap_or(first.len());
        let mut end = start + first.get(..length)?.trim_end_matches(blank).len();
        let words = rest.get(..offset)?;
        let label = words.trim_start_matches(blank);
        let label = Span::new(at + words.len() - label.len(), at + words.trim_end_matches(blank).len());
        let own = label.of(text).trim_start_matches(|c: char| "其中：:".holds(c) || is_blank(c));
        *number = own.chars().next().and_then(digit).map_or(0, |n| n as usize);
        let behind = text.get(start + length..).unwrap_or("");
        let next = (*number + 1).to_string();
        if behind.starts_with(['、', '.', '．']) && Span::new(start, end).of(text).ends_with(&next) {
            end -= next.len();
        }
        let run = trimmed(text, Span::new(start, end));
        return (!run.is_empty()).then_some((label, run, end));
    }
    None
}

/// Adds a row; 其中 opens parts of the row above, which go on as long as the rows are numbered.
fn push(text: &str, table: &mut LocalTable, label: Span, figures: Vec<Option<(Decimal, Span)>>) {
    let words = label.of(text);
    let among = words.has("其中");
    let bare = words.trim_start_matches(|c: char| {
        "其中：:、.．".holds(c) || is_blank(c) || is_digit(c) || matches!(c, '(' | ')' | '（' | '）')
    });
    let numbered = bare.len() < words.len();
    let above = table.rows.last().and_then(|row| row.whole);
    let whole = if among {
        table.rows.len().checked_sub(1).map(|last| above.unwrap_or(last))
    } else {
        above.filter(|_| numbered)
    };
    // 其中 once more after parts of another row: the row above is a whole of its own.
    let whole = if among && above.is_some() { None } else { whole };
    let label = Span::new(label.end - bare.len(), label.end);
    table.rows.push(LocalRow { label, whole, figures });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Draft, Hints, read};

    fn tables(text: &str) -> Vec<LocalTable> {
        local_tables(&read(&Draft::Text(text), &Hints { mime: None, ..Hints::default() }).expect("text"))
    }

    const BLANKS: &str = "青禾区政府信息公开情况统计表 指标名称 计量单位 2013年度 历年累计 主动公开信息数 条 728 7642 其中：1、网站公开 条 700 7000 \
        2、政府公报公开 条 0 受理申请总数 条 3 5 其中：1、当面申请数 条 1 2 2、信函申请数 条 2 3 行政复议数 件 0 0";

    #[test]
    fn rows_and_parts_are_found_by_their_words() {
        let all = tables(BLANKS);
        let table = all.first().expect("a table");
        assert_eq!(table.columns, [Period::ThisYear, Period::Cumulative]);
        let wholes: Vec<Option<usize>> = table.rows.iter().map(|row| row.whole).collect();
        assert_eq!(wholes, [None, Some(0), Some(0), None, Some(3), Some(3), None]);
        assert_eq!(table.this_year(BLANKS, &["主动公开"]).map(|f| f.0), Some(Decimal::from(728)));
        assert_eq!(table.rows.get(2).map(|row| row.figures.clone()), Some(vec![None, None]));
    }

    #[test]
    fn bars_between_the_cells_belong_to_no_label() {
        let bars = BLANKS.replace(' ', " | ").replace("2、", "\n2、").replace("其中", "\n其中");
        let wholes: Vec<Option<usize>> =
            tables(&bars).first().expect("a table").rows.iter().map(|row| row.whole).collect();
        assert_eq!(wholes, [None, Some(0), Some(0), None, Some(3), Some(3), None]);
    }

    #[test]
    fn glued_figures_are_read_where_there_is_one_way() {
        let text = "指标名称计量单位2016年度历年累计主动公开文件数条346085376其中：1、政府网站公开数条3460853762、政府公报公开数条00\
            受理申请总数条11其中：1、当面申请数条002、网上申请数条11行政复议数件00";
        let all = tables(text);
        let table = all.first().expect("a table");
        assert_eq!(table.this_year(text, &["主动公开"]), None);
        assert_eq!(table.this_year(text, &["受理"]).map(|f| f.0), Some(Decimal::from(1)));
        assert_eq!(table.this_year(text, &["公报"]).map(|f| f.0), Some(Decimal::ZERO));
        assert_eq!(table.rows.len(), 7);
    }

    #[test]
    fn prose_has_no_table() {
        assert!(tables("主要指标完成情况良好，计量单位为条。2013年度公开信息12条，历年累计120条。").is_empty());
    }
}
