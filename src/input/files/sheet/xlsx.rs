//! Workbooks of Excel 2007 and later, and of WPS (.xlsx, .xlsm): an archive of XML parts.

use super::format::{Epoch, Formats};
use super::{Cell, Merge, Sheet, Spent};
use std::collections::HashMap;

use crate::input::InputError;
use crate::input::docx::package::Package;
use crate::input::docx::xml::{Element, Event, Xml};
use crate::input::flow::Budget;
use crate::limits::MAX_TABLE_CELLS;

/// Rows of a sheet, as Excel has them.
const MOST_ROWS: usize = 1 << 20;
/// Columns of a sheet, as Excel has them.
const MOST_COLUMNS: usize = 1 << 14;

/// Reads the visible sheets in their order.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, InputError> {
    let package = Package::open(bytes)?;
    let main = package.related("", "officeDocument")?.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let Some(part) = package.part(&main)? else {
        // The binary variant has a part of another name, and is not XML.
        return Err(InputError::Spreadsheet);
    };
    let relationships = package.relationships(&main)?;
    let related = |kind: &str| match relationships.iter().find(|relationship| relationship.kind == kind) {
        Some(relationship) => package.part(&relationship.path),
        None => Ok(None),
    };
    let texts = related("sharedStrings")?.map_or(Ok(Vec::new()), |part| shared_texts(&part))?;
    let mut formats = related("styles")?.map_or(Ok(Formats::default()), |part| formats(&part))?;
    // Charts and macros can be sheets too.
    let paths: HashMap<&str, &str> = relationships
        .iter()
        .filter(|relationship| relationship.kind == "worksheet")
        .map(|relationship| (relationship.id.as_str(), relationship.path.as_str()))
        .collect();
    let (names, epoch) = workbook(&part)?;
    formats.epoch = epoch;
    let mut reader = SheetReader { texts: &texts, formats: &formats, budget: Budget::default() };
    let mut sheets = Vec::new();
    let mut spent = Spent::default();
    for (name, id) in names {
        let Some(part) = paths.get(id.as_str()).map_or(Ok(None), |path| package.part(path))? else { continue };
        spent.spend(part.len())?;
        sheets.push(reader.read(name, &part)?);
    }
    Ok(sheets)
}

/// The visible sheets by name and relationship, and the day that dates count from.
fn workbook(part: &str) -> Result<(Vec<(String, String)>, Epoch), InputError> {
    let mut sheets = Vec::new();
    let mut epoch = Epoch::Of1900;
    let mut xml = Xml::new(part);
    while let Some(event) = xml.next()? {
        let Event::Start(element) = event else { continue };
        match element.name() {
            "workbookPr" if element.attribute("date1904").is_some_and(|on| is_true(&on)) => epoch = Epoch::Of1904,
            "sheet" if element.attribute("state").is_none_or(|state| state == "visible") => {
                sheets.extend(element.attribute("name").zip(element.attribute("id")));
            }
            _ => {}
        }
    }
    Ok((sheets, epoch))
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true")
}

/// The texts that cells refer to by number.
fn shared_texts(part: &str) -> Result<Vec<String>, InputError> {
    let mut budget = Budget::default();
    let mut texts: Vec<String> = Vec::new();
    let mut in_text = false;
    let mut xml = Xml::new(part);
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(element) => match element.name() {
                "si" => {
                    budget.spend_text(1)?;
                    texts.push(String::new());
                }
                "t" => in_text = true,
                // How a word is pronounced.
                "rPh" => xml.skip(&element)?,
                _ => {}
            },
            Event::End => in_text = false,
            Event::Text(text) if in_text => {
                budget.spend_text(text.len())?;
                if let Some(last) = texts.last_mut() {
                    last.push_str(&text);
                }
            }
            Event::Text(_) => {}
        }
    }
    Ok(texts)
}

fn formats(part: &str) -> Result<Formats, InputError> {
    let mut formats = Formats::default();
    let mut in_styles = false;
    let mut xml = Xml::new(part);
    while let Some(event) = xml.next()? {
        let Event::Start(element) = event else { continue };
        let id = || number(&element, "numFmtId").unwrap_or(0);
        match element.name() {
            "numFmt" => formats.define(id(), element.attribute("formatCode").unwrap_or_default()),
            "cellXfs" => in_styles = true,
            // What stands behind belongs to named styles.
            "cellStyles" | "cellStyleXfs" | "dxfs" => in_styles = false,
            "xf" if in_styles => formats.of_styles.push(id()),
            _ => {}
        }
    }
    Ok(formats)
}

fn number(element: &Element<'_>, name: &str) -> Option<usize> {
    element.attribute(name)?.trim().parse().ok()
}

struct SheetReader<'a> {
    texts: &'a [String],
    formats: &'a Formats,
    budget: Budget,
}

/// A cell that is being read.
#[derive(Default)]
struct OpenCell {
    row: usize,
    column: usize,
    kind: String,
    style: usize,
    value: String,
    formula: Option<String>,
    in_hidden_row: bool,
}

/// What the text inside an element of a cell is.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    None,
    Value,
    Formula,
}

impl SheetReader<'_> {
    fn read(&mut self, name: String, part: &str) -> Result<Sheet, InputError> {
        let mut sheet = Sheet { name, ..Sheet::default() };
        let mut hidden_columns: Vec<(usize, usize)> = Vec::new();
        let (mut row, mut column, mut in_hidden_row) = (0usize, 0usize, false);
        let mut open: Option<OpenCell> = None;
        let mut scope = Scope::None;
        let mut depth_in_cell = 0;
        let mut xml = Xml::new(part);
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(element) => {
                    depth_in_cell += usize::from(open.is_some());
                    match element.name() {
                        "col" if element.attribute("hidden").is_some_and(|on| is_true(&on)) => {
                            hidden_columns.extend(number(&element, "min").zip(number(&element, "max")));
                        }
                        "row" => {
                            // Counted from 1; a row without a number follows the one before.
                            row = number(&element, "r").unwrap_or(row.saturating_add(1));
                            column = 0;
                            in_hidden_row = element.attribute("hidden").is_some_and(|on| is_true(&on));
                            sheet.hidden_rows.extend(row.checked_sub(1).filter(|_| in_hidden_row));
                        }
                        "c" => {
                            let place = element.attribute("r").and_then(|reference| place(&reference));
                            (row, column) = place.unwrap_or((row, column.saturating_add(1)));
                            open = Some(OpenCell {
                                row,
                                column,
                                kind: element.attribute("t").unwrap_or_default(),
                                style: number(&element, "s").unwrap_or(0),
                                in_hidden_row,
                                ..OpenCell::default()
                            });
                            depth_in_cell = 0;
                        }
                        "v" | "t" => scope = Scope::Value,
                        "f" => {
                            scope = Scope::Formula;
                            open.iter_mut().for_each(|cell| cell.formula = Some(String::new()));
                        }
                        "rPh" | "extLst" => {
                            xml.skip(&element)?;
                            depth_in_cell = depth_in_cell.saturating_sub(1);
                        }
                        "mergeCell" => {
                            sheet.merges.extend(element.attribute("ref").and_then(|reference| merge(&reference)))
                        }
                        _ => {}
                    }
                }
                Event::End => {
                    scope = Scope::None;
                    if depth_in_cell > 0 {
                        depth_in_cell -= 1;
                    } else if let Some(cell) = open.take() {
                        let is_hidden = |column: usize| {
                            hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
                        };
                        sheet.cells.extend(self.finish(cell)?.filter(|cell| !is_hidden(cell.column + 1)));
                    }
                }
                Event::Text(text) => {
                    if let Some(cell) = open.as_mut().filter(|_| scope != Scope::None) {
                        self.budget.spend_text(text.len())?;
                        match &mut cell.formula {
                            Some(formula) if scope == Scope::Formula => formula.push_str(&text),
                            _ => cell.value.push_str(&text),
                        }
                    }
                }
            }
            if sheet.cells.len().max(sheet.merges.len()) > MAX_TABLE_CELLS || hidden_columns.len() > MOST_COLUMNS {
                return Err(InputError::TooManyCells);
            }
        }
        sheet.hidden_rows.sort_unstable();
        sheet.hidden_rows.dedup();
        Ok(sheet)
    }

    /// The cell with the text that it shows, where it shows any.
    fn finish(&mut self, cell: OpenCell) -> Result<Option<Cell>, InputError> {
        let is_inside = (1..=MOST_ROWS).contains(&cell.row) && (1..=MOST_COLUMNS).contains(&cell.column);
        if cell.in_hidden_row || !is_inside {
            return Ok(None);
        }
        let written = cell.value.trim();
        let text = match (cell.kind.as_str(), &cell.formula) {
            // Never computed: the program that wrote the file left that to Excel.
            (_, Some(formula)) if written.is_empty() && cell.kind != "str" => format!("={formula}"),
            ("s", _) => {
                let text = written.parse().ok().and_then(|number: usize| self.texts.get(number));
                self.budget.spend_text(text.map_or(0, String::len))?;
                text.cloned().unwrap_or_default()
            }
            ("b", _) => if is_true(written) { "TRUE" } else { "FALSE" }.to_owned(),
            ("" | "n", _) => {
                let shown = written.parse().ok().map(|value| self.formats.show(value, cell.style));
                shown.unwrap_or_else(|| written.to_owned())
            }
            _ => cell.value,
        };
        let text = text.trim();
        Ok((!text.is_empty()).then(|| Cell { row: cell.row - 1, column: cell.column - 1, text: text.to_owned() }))
    }
}

/// Row and column of `AB12`, both counted from 1.
fn place(reference: &str) -> Option<(usize, usize)> {
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = reference.split_at_checked(digits)?;
    let column = letters.chars().filter(|letter| *letter != '$').try_fold(0usize, |column, letter| {
        let digit = letter.to_digit(36).filter(|_| letter.is_ascii_alphabetic())?;
        column.checked_mul(26)?.checked_add(usize::try_from(digit).ok()? - 9)
    })?;
    Some((row.trim_start_matches('$').parse().ok()?, column))
}

fn merge(reference: &str) -> Option<Merge> {
    let (first, last) = reference.split_once(':')?;
    let ((row, column), (last_row, last_column)) = (place(first)?, place(last)?);
    let merge = Merge {
        row: row.checked_sub(1)?,
        column: column.checked_sub(1)?,
        last_row: last_row.checked_sub(1)?,
        last_column: last_column.checked_sub(1)?,
    };
    (merge.row <= merge.last_row && merge.column <= merge.last_column).then_some(merge)
}
