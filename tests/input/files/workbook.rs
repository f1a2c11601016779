//! Workbooks: the report on one sheet, its paragraphs in the first column, figures as numbers with formats.

use super::escaped;
use crate::sheet_file::{Xlsx, cell, record, wide, xls};
use crate::support::chance::Chance;
use crate::support::grid::Cell;
use crate::support::report::Part;

/// The formats in which the figures stand; the first is for whole numbers and texts.
const FORMATS: [&str; 9] = ["General", "0", "#,##0", "0.0", "0.00", "0.000000", "#,##0.0", "#,##0.00", "#,##0.000000"];
/// Columns of the widest table.
const COLUMNS: usize = 15;
const LONGEST_RECORD: usize = 8000;

/// A value in its place.
struct Value {
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
    content: Content,
}

enum Content {
    Text(String),
    /// As written, without its commas, and the number of its format.
    Number(String, usize),
}

/// Every value of the report, in order.
fn values_of(parts: &[Part], chance: &mut Chance) -> Vec<Value> {
    let left = chance.below(3) / 2;
    let across = chance.one_in(2);
    let mut values = Vec::new();
    let mut row = chance.below(2);
    for part in parts {
        match part {
            Part::Title(text) | Part::Heading(text) | Part::Paragraph(text) => {
                let columns = if across { COLUMNS } else { 1 };
                values.push(Value { row, column: left, rows: 1, columns, content: Content::Text(text.clone()) });
                row += 1;
            }
            Part::Table(grid) => {
                for (line, column, cell) in grid.placed() {
                    let content = content(cell);
                    let (row, column) = (row + line, left + column);
                    values.push(Value { row, column, rows: cell.rowspan, columns: cell.colspan, content });
                }
                row += grid.rows.len() + 1;
            }
        }
    }
    values.sort_by_key(|value| (value.row, value.column));
    values
}

fn content(cell: &Cell) -> Content {
    let plain = cell.text.replace(',', "");
    let decimals = plain.split_once('.').map_or("", |(_, decimals)| decimals);
    let format = match (cell.text.contains(','), decimals.len()) {
        (false, 0) => "0".to_owned(),
        (true, 0) => "#,##0".to_owned(),
        (false, count) => format!("0.{}", "0".repeat(count)),
        (true, count) => format!("#,##0.{}", "0".repeat(count)),
    };
    let is_number = plain.parse::<f64>().is_ok() && plain.is_ascii();
    match FORMATS.iter().position(|known| *known == format).filter(|_| cell.figure && is_number) {
        Some(format) => Content::Number(plain, format),
        None => Content::Text(cell.text.clone()),
    }
}

/// An .xlsx file.
pub fn file(parts: &[Part], chance: &mut Chance) -> Xlsx {
    let name = |row: usize, column: usize| format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1);
    let (mut texts, mut rows, mut merges) = (String::new(), String::new(), String::new());
    let mut count = 0;
    let values = values_of(parts, chance);
    for row in values.chunk_by(|one, other| one.row == other.row) {
        rows += &format!("<row r=\"{}\">", row[0].row + 1);
        for value in row {
            let place = name(value.row, value.column);
            rows += &match &value.content {
                Content::Text(text) if text.is_empty() => format!("<c r=\"{place}\" s=\"0\"/>"),
                Content::Text(text) => {
                    texts += &format!("<si><t xml:space=\"preserve\">{}</t></si>", escaped(text));
                    count += 1;
                    format!("<c r=\"{place}\" t=\"s\"><v>{}</v></c>", count - 1)
                }
                Content::Number(number, format) => format!("<c r=\"{place}\" s=\"{format}\"><v>{number}</v></c>"),
            };
            if value.rows * value.columns > 1 {
                let last = name(value.row + value.rows - 1, value.column + value.columns - 1);
                merges += &format!("<mergeCell ref=\"{place}:{last}\"/>");
            }
        }
        rows += "</row>";
    }
    let formats =
        FORMATS.iter().zip(164..).map(|(format, id)| format!("<numFmt numFmtId=\"{id}\" formatCode=\"{format}\"/>"));
    let styles = (164..).take(FORMATS.len()).map(|id| format!("<xf numFmtId=\"{id}\"/>"));
    let styles = format!(
        "<styleSheet><numFmts>{}</numFmts><cellXfs>{}</cellXfs></styleSheet>",
        formats.collect::<String>(),
        styles.collect::<String>()
    );
    Xlsx::default()
        .part("sharedStrings", &format!("<sst>{texts}</sst>"))
        .part("styles", &styles)
        .sheet("年报", "", &format!("<sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells>"))
        .sheet("Sheet2", "", "<sheetData/>")
}

/// An .xls file, its texts in a table that goes on from record to record.
pub fn old_file(parts: &[Part], chance: &mut Chance) -> Vec<u8> {
    let mut sheet = Vec::new();
    let mut merges = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    for value in values_of(parts, chance) {
        let [row, column, last_row, last_column] =
            [value.row, value.column, value.row + value.rows - 1, value.column + value.columns - 1]
                .map(|place| u16::try_from(place).unwrap());
        // A cell begins with its place and its style.
        let styled = |kind: u16, style: usize, content: &[u8]| {
            let mut bytes = cell(kind, row, column, content);
            bytes[8..10].copy_from_slice(&u16::try_from(style).unwrap().to_le_bytes());
            bytes
        };
        sheet.push(match &value.content {
            Content::Text(text) if text.is_empty() => styled(0x201, 0, &[]),
            Content::Text(text) => {
                texts.push(text.clone());
                styled(0xfd, 0, &u32::try_from(texts.len() - 1).unwrap().to_le_bytes())
            }
            Content::Number(number, format) => match number.parse::<i32>() {
                Ok(whole) if whole.abs() < 1 << 28 => styled(0x27e, *format, &(whole << 2 | 2).to_le_bytes()),
                _ => styled(0x203, *format, &number.parse::<f64>().unwrap().to_le_bytes()),
            },
        });
        if value.rows * value.columns > 1 {
            merges.push([row, last_row, column, last_column]);
        }
    }
    for merges in merges.chunks(1000) {
        let places = merges.iter().flatten().flat_map(|place| place.to_le_bytes());
        sheet.push(record(
            0xe5,
            &u16::try_from(merges.len()).unwrap().to_le_bytes().into_iter().chain(places).collect::<Vec<u8>>(),
        ));
    }
    let mut head: Vec<Vec<u8>> = Vec::new();
    for (format, id) in FORMATS.iter().zip(164u16..) {
        head.push(record(0x41e, &[id.to_le_bytes().to_vec(), wide(format, 2)].concat()));
    }
    for (id, _) in (164u16..).zip(FORMATS) {
        head.push(record(0xe0, &[[0, 0], id.to_le_bytes()].concat()));
    }
    head.extend(text_table(&texts, chance));
    xls(&head, &[("年报", 0, sheet), ("Sheet2", 0, Vec::new())])
}

fn text_table(texts: &[String], chance: &mut Chance) -> Vec<Vec<u8>> {
    let count = u32::try_from(texts.len()).unwrap().to_le_bytes();
    let mut records = Vec::new();
    let mut kind = 0xfc;
    let mut content = [count, count].concat();
    for text in texts {
        let whole = wide(text, 2);
        // A text may be cut between two units; its rest begins with its width once more.
        let cut = 3 + 2 * chance.below(whole.len() / 2);
        if content.len() + whole.len() > LONGEST_RECORD || chance.one_in(50) {
            if cut < whole.len() {
                content.extend(&whole[..cut]);
                records.push(record(kind, &std::mem::replace(&mut content, [&[1][..], &whole[cut..]].concat())));
            } else {
                records.push(record(kind, &std::mem::replace(&mut content, whole)));
            }
            kind = 0x3c;
        } else {
            content.extend(whole);
        }
    }
    records.push(record(kind, &content));
    records
}

/// Lines of values divided by commas.
pub fn values(parts: &[Part], chance: &mut Chance) -> String {
    let values = values_of(parts, chance);
    let mut text = String::new();
    let last = values.last().map_or(0, |value| value.row);
    for row in 0..=last {
        let mut line = vec![String::new(); COLUMNS + 1];
        for value in values.iter().filter(|value| value.row == row) {
            line[value.column] = match &value.content {
                Content::Number(number, format) if FORMATS[*format].contains(',') => {
                    format!("\"{}\"", grouped(number))
                }
                Content::Number(number, _) => number.clone(),
                Content::Text(text) if text.contains([',', '"', '\n']) => format!("\"{}\"", text.replace('"', "\"\"")),
                Content::Text(text) => text.clone(),
            };
        }
        text += &line.join(",");
        text += "\n";
    }
    text
}

/// 1,234.5 for 1234.5.
fn grouped(number: &str) -> String {
    let whole = number.find('.').unwrap_or(number.len());
    let mut text = String::new();
    for (at, digit) in number.char_indices() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
