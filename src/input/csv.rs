//! Values divided by commas or tabs (.csv, .tsv), as spreadsheets write them. The document's text is the file itself, but
//! that tabs stand in place of the commas and blanks in place of quotation marks, so that every place is that of the file.

use crate::document::{Block, Document, Paragraph, Table, TableCell};
use crate::limits::{MAX_TABLE_CELLS, MAX_TABLE_COLUMNS};
use crate::position::Span;
use crate::words::Words;

use super::InputError;

/// A value alone in its line that is longer is a paragraph of the report, not a label.
pub(super) const LONGEST_LABEL: usize = 60;

/// Reads a text, where most of it is values divided by commas or tabs.
pub(super) fn read(text: &str) -> Result<Option<Document>, InputError> {
    // Sparing the work: prose has more lines than commas.
    let divides = |divider: &char| {
        let count = text.matches(*divider).count();
        count >= LEAST_ROWS && count >= text.matches('\n').count()
    };
    let dividers = [',', '\t'].into_iter().filter(divides);
    let Some(rows) = dividers.filter_map(|divider| rows(text, divider as u8)).find(|rows| is_table(text, rows)) else {
        return Ok(None);
    };
    let text = with_tabs(text, &rows);
    let blocks = lay_out(&text, &rows)?;
    Ok(Some(Document { text, blocks, hidden: Vec::new() }))
}

/// The text with a tab for each comma that divides values, and a blank for each quotation mark around one.
fn with_tabs(text: &str, rows: &[Vec<Span>]) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut between = |start: usize, end: usize, value: &str| {
        whole.extend(text.get(start..end).unwrap_or("").chars().map(|sign| match sign {
            ',' => '\t',
            '"' => ' ',
            _ => sign,
        }));
        whole.push_str(value);
    };
    let mut at = 0;
    for value in rows.iter().flatten().filter(|value| !value.is_empty()) {
        between(at, value.start, value.of(text));
        at = value.end;
    }
    between(at, text.len(), "");
    whole
}

/// Fewer lines may be anything.
const LEAST_ROWS: usize = 4;

/// The values of each line, without their quotation marks; nothing where a mark is not closed.
fn rows(text: &str, divider: u8) -> Option<Vec<Vec<Span>>> {
    let bytes = text.as_bytes();
    let (mut rows, mut row) = (Vec::new(), Vec::new());
    let mut at = 0;
    loop {
        let quoted = bytes.get(at) == Some(&b'"');
        let start = at + usize::from(quoted);
        let mut end = start;
        if quoted {
            loop {
                end += bytes.get(end..)?.iter().position(|byte| *byte == b'"')?;
                if bytes.get(end + 1) != Some(&b'"') {
                    break;
                }
                end += 2;
            }
            at = end + 1;
        }
        let rest = bytes.get(at..)?;
        at += rest.iter().position(|byte| *byte == divider || *byte == b'\n').unwrap_or(rest.len());
        if !quoted {
            end = at;
        }
        row.push(crate::figures::trimmed(text, Span::new(start, end)));
        match bytes.get(at) {
            Some(byte) if *byte == divider => {}
            next => {
                rows.push(std::mem::take(&mut row));
                if next.is_none() {
                    return Some(rows);
                }
            }
        }
        at += 1;
    }
}

/// Whether lines are the rows of tables: most have several values, as many as the line before, short ones, and many of them
/// figures or blanks. Prose has none of that, and a table with bars is another matter.
fn is_table(text: &str, rows: &[Vec<Span>]) -> bool {
    let is_most = |part: usize, whole: usize| part * 4 >= whole * 3;
    let filled: Vec<&Vec<Span>> = rows.iter().filter(|row| row.iter().any(|value| !value.is_empty())).collect();
    let wide: Vec<&Vec<Span>> = filled.iter().copied().filter(|row| row.len() > 1).collect();
    let alike = wide.windows(2).filter(|pair| matches!(pair, [one, other] if one.len() == other.len())).count();
    let values = || wide.iter().flat_map(|row| row.iter().map(|value| value.of(text)));
    let short = values().filter(|value| value.chars().nth(LONGEST_LABEL).is_none()).count();
    let figure = |value: &str| value.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | '%' | ','));
    let figures = values().filter(|value| figure(value)).count();
    let barred = values().filter(|value| value.holds('|')).count();
    let all = values().count();
    wide.len() >= LEAST_ROWS
        && is_most(wide.len(), filled.len())
        && is_most(alike, wide.len() - 1)
        && is_most(short, all)
        && figures * 3 >= all
        && barred * 10 < all
}

/// Tables, and between them the lines that are prose.
fn lay_out(text: &str, rows: &[Vec<Span>]) -> Result<Vec<Block>, InputError> {
    let mut blocks = Vec::new();
    let mut cells = 0;
    let mut piece: Vec<&[Span]> = Vec::new();
    for row in rows {
        let mut filled = row.iter().filter(|value| !value.is_empty());
        let only = filled.next().filter(|_| filled.next().is_none());
        match only {
            Some(value) if value.of(text).chars().nth(LONGEST_LABEL).is_some() => {
                table(text, &std::mem::take(&mut piece), &mut cells, &mut blocks)?;
                blocks.extend(paragraphs(text, *value));
            }
            _ => piece.push(row),
        }
    }
    table(text, &piece, &mut cells, &mut blocks)?;
    Ok(blocks)
}

fn paragraphs(text: &str, value: Span) -> impl Iterator<Item = Block> + '_ {
    let mut start = value.start;
    value.of(text).split('\n').filter_map(move |line| {
        let span = crate::figures::trimmed(text, Span::new(start, start + line.len()));
        start += line.len() + 1;
        (!span.is_empty()).then_some(Block::Paragraph(Paragraph { span, level: None }))
    })
}

/// The table that lines make up, without columns in which nothing stands, and of blank lines all but one.
fn table(text: &str, rows: &[&[Span]], cells: &mut usize, blocks: &mut Vec<Block>) -> Result<(), InputError> {
    let is_blank = |row: &[Span]| row.iter().all(|value| value.is_empty());
    let mut rows: Vec<&[Span]> = rows.to_vec();
    rows.dedup_by(|one, other| is_blank(one) && is_blank(other));
    let first = rows.iter().position(|row| !is_blank(row)).unwrap_or(rows.len());
    rows.drain(..first);
    rows.truncate(rows.iter().rposition(|row| !is_blank(row)).map_or(0, |last| last + 1));
    let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let mut used = vec![false; width];
    for row in &rows {
        used.iter_mut().zip(*row).for_each(|(used, value)| *used |= !value.is_empty());
    }
    let columns = used.iter().filter(|used| **used).count();
    if columns > MAX_TABLE_COLUMNS {
        return Err(InputError::TooManyColumns);
    }
    if columns < 2 {
        blocks.extend(rows.iter().flat_map(|row| row.iter()).flat_map(|value| paragraphs(text, *value)));
        return Ok(());
    }
    let mut table = Table { rows: rows.len(), columns, ..Table::default() };
    for (row, values) in rows.iter().enumerate() {
        let kept = values.iter().zip(&used).filter(|(_, used)| **used).map(|(value, _)| *value);
        table.cells.extend(kept.enumerate().map(|(column, span)| TableCell {
            span,
            row,
            column,
            rowspan: 1,
            colspan: 1,
        }));
        if *cells + table.cells.len() > MAX_TABLE_CELLS {
            return Err(InputError::TooManyCells);
        }
    }
    *cells += table.cells.len();
    table.span = table.cells.iter().map(|cell| cell.span).reduce(Span::to).unwrap_or_default();
    blocks.push(Block::Table(table));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each paragraph, and the rows of each table with `|` between cells.
    fn shown(text: &str) -> Option<Vec<String>> {
        let document = read(text).unwrap()?;
        assert_eq!(document.text.len(), text.len());
        let text = document.text.as_str();
        let shown = document.blocks.iter().flat_map(|block| match block {
            Block::Paragraph(paragraph) => vec![paragraph.span.of(text).to_owned()],
            Block::Table(table) => (0..table.rows)
                .map(|row| {
                    let cells = table.cells.iter().filter(|cell| cell.row == row);
                    cells.map(|cell| cell.span.of(text)).collect::<Vec<_>>().join("|")
                })
                .collect(),
        });
        Some(shown.collect())
    }

    #[test]
    fn lines_of_values_are_a_table_with_quotation_marks_taken_off() {
        let text = "\n,,,,\r\n,信息内容,,\"本年\n制发\"\"件数\",\r\n,规章,,0,\r\n,,,,\n,,,,\n,\"文件,通知\",, 12 ,\r\n,其他,,\"1,234\",\r\n";
        let want = ["信息内容|本年\n制发\"\"件数", "规章|0", "|", "文件,通知|12", "其他|1,234"];
        assert_eq!(shown(text).unwrap(), want);
        let tabs = "信息内容\t件数\t\n规章\t0\t\n文件\t1,2\t\n其他\t3\t";
        assert_eq!(shown(tabs).unwrap(), ["信息内容|件数", "规章|0", "文件|1,2", "其他|3"]);
    }

    #[test]
    fn a_long_value_alone_in_its_line_is_a_paragraph() {
        let prose = "云溪县的政府信息公开工作平稳有序，".repeat(5);
        let rows = "规章,0,0\n文件,6,4\n其他,1,1\n四,2,2\n";
        let text = format!("云溪县年度报告,,\n\"{prose}\n{prose}\",,\n{rows}");
        let want = ["云溪县年度报告", &prose, &prose, "规章|0|0", "文件|6|4", "其他|1|1", "四|2|2"];
        assert_eq!(shown(&text).unwrap(), want);
    }

    #[test]
    fn prose_and_tables_with_bars_are_no_values() {
        for text in [
            "",
            "规章,0\n文件,1\n",
            "一、总体情况\n全年公开信息306条,其中:机构类11条,动态类36条,执法类116条。\n二、主动公开\n",
            "规章 | 0 | 1,234 | 2,345 |\n文件 | 0 | 1,234 | 2,345 |\n其他 | 1,0 | 1,234 | 2,345 |\n总计 | 1,0 | 1,234 | 2,345 |\n",
            "我县,全年,办结\n甲镇,公开,及时\n乙镇,公开,准确\n丙镇,公开,完整\n丁镇,公开,规范\n",
            "规章\n1,234\n文件\n1,235\n其他\n12,346\n总计\n12,347\n",
            "规章,0\n文件,\"1\n其他,2\n总计,3\n四,4\n",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn wide_and_large_tables_are_refused() {
        let wide = format!("{}1\n", "1,".repeat(MAX_TABLE_COLUMNS));
        assert_eq!(read(&wide.repeat(4)), Err(InputError::TooManyColumns));
        assert_eq!(read(&"1,2,3,4\n".repeat(MAX_TABLE_CELLS / 4 + 1)), Err(InputError::TooManyCells));
        assert!(read(&"1,2,3,4\n".repeat(MAX_TABLE_CELLS / 4)).is_ok());
    }
}
