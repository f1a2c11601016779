//! Workbooks of Excel 97 to 2003 and of WPS (.xls, .et): one stream of records in a compound file.

use super::format::{Epoch, Formats};
use super::{Cell, Merge, Sheet, Spent};
use crate::input::InputError;
use crate::input::files::word::compound::{Compound, u16_at, u32_at};
use crate::input::flow::Budget;
use crate::limits::MAX_TABLE_CELLS;

/// The version that the first record of every part of the stream names.
const VERSION: u16 = 0x0600;

/// Reads the visible sheets in their order.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, InputError> {
    let file = Compound::open(bytes)?;
    // Excel 95 and older have another stream, or another version in it.
    let stream = file.stream("Workbook")?.ok_or(InputError::Spreadsheet)?;
    let workbook = Workbook::read(&stream)?;
    let mut reader = SheetReader { workbook: &workbook, budget: Budget::default(), spent: Spent::default() };
    let mut sheets = Vec::new();
    for (name, start) in &workbook.sheets {
        sheets.push(reader.read(name.clone(), stream.get(*start..).ok_or(InputError::Truncated)?)?);
    }
    Ok(sheets)
}

/// The records of a stream from a place on.
struct Records<'a> {
    rest: &'a [u8],
}

/// A record: its kind, its bytes, and those of the records that continue it.
struct Record<'a> {
    kind: u16,
    parts: Vec<&'a [u8]>,
}

impl<'a> Records<'a> {
    const CONTINUES: u16 = 0x3c;

    /// The next record; nothing at the end of the stream.
    fn next(&mut self) -> Result<Option<Record<'a>>, InputError> {
        let Some((kind, first)) = self.take()? else { return Ok(None) };
        let mut parts = vec![first];
        while u16_at(self.rest, 0) == Some(Self::CONTINUES) {
            parts.extend(self.take()?.map(|(_, part)| part));
        }
        Ok(Some(Record { kind, parts }))
    }

    fn take(&mut self) -> Result<Option<(u16, &'a [u8])>, InputError> {
        let (Some(kind), Some(bytes)) = (u16_at(self.rest, 0), u16_at(self.rest, 2)) else { return Ok(None) };
        let body = self.rest.get(4..).unwrap_or(&[]);
        let (part, rest) = body.split_at_checked(usize::from(bytes)).ok_or(InputError::Truncated)?;
        self.rest = rest;
        Ok(Some((kind, part)))
    }
}

impl<'a> Record<'a> {
    /// The bytes without what continues them.
    fn bytes(&self) -> &'a [u8] {
        self.parts.first().copied().unwrap_or(&[])
    }

    /// Two bytes at a place, as a number.
    fn number(&self, at: usize) -> Result<usize, InputError> {
        u16_at(self.bytes(), at).map(usize::from).ok_or(InputError::Damaged)
    }

    fn flow(&self, at: usize) -> Bytes<'a, '_> {
        Bytes { parts: &self.parts, part: 0, at }
    }
}

/// The bytes of a record and its continuations, from the first to the last.
struct Bytes<'a, 'b> {
    parts: &'b [&'a [u8]],
    part: usize,
    at: usize,
}

impl Bytes<'_, '_> {
    /// The next byte, and whether it is the first of a continuation; nothing at the end.
    fn next(&mut self) -> Option<(u8, bool)> {
        let mut crossed = false;
        loop {
            if let Some(byte) = self.parts.get(self.part)?.get(self.at) {
                self.at += 1;
                return Some((*byte, crossed));
            }
            (self.part, self.at, crossed) = (self.part + 1, 0, true);
        }
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0, |sum, place| Some(sum | usize::from(self.next()?.0) << (8 * place)))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let left = self.parts.get(self.part)?.len().saturating_sub(self.at);
            let step = left.min(bytes);
            (self.at, bytes) = (self.at + step, bytes - step);
            if bytes > 0 {
                (self.part, self.at) = (self.part + 1, 0);
            }
        }
        Some(())
    }

    /// A text that begins with the number of its units, in `bytes` bytes. Where a continuation begins inside the text, its
    /// first byte says anew how wide a unit is.
    fn text(&mut self, bytes: u32) -> Option<String> {
        const WIDE: u8 = 1;
        const PRONOUNCED: u8 = 4;
        const STYLED: u8 = 8;
        let count = self.number(bytes)?;
        let flags = self.next()?.0;
        let runs = if flags & STYLED == 0 { 0 } else { self.number(2)? };
        let pronunciation = if flags & PRONOUNCED == 0 { 0 } else { self.number(4)? };
        let mut wide = flags & WIDE != 0;
        let mut units: Vec<u16> = Vec::new();
        for _ in 0..count {
            let (mut low, crossed) = self.next()?;
            if crossed {
                wide = low & WIDE != 0;
                low = self.next()?.0;
            }
            let high = if wide { self.next()?.0 } else { 0 };
            units.push(u16::from_le_bytes([low, high]));
        }
        self.skip(runs * 4)?;
        self.skip(pronunciation)?;
        Some(String::from_utf16_lossy(&units))
    }
}

/// What stands before the sheets.
#[derive(Default)]
struct Workbook {
    /// Name and place of each visible sheet.
    sheets: Vec<(String, usize)>,
    texts: Vec<String>,
    formats: Formats,
}

impl Workbook {
    fn read(stream: &[u8]) -> Result<Workbook, InputError> {
        let mut workbook = Workbook::default();
        let mut budget = Budget::default();
        let mut records = Records { rest: stream };
        let first = records.next()?.ok_or(InputError::Damaged)?;
        if first.kind != kinds::BEGIN || u16_at(first.bytes(), 0) != Some(VERSION) {
            return Err(InputError::Spreadsheet);
        }
        while let Some(record) = records.next()?.filter(|record| record.kind != kinds::END) {
            match record.kind {
                kinds::PASSWORD => return Err(InputError::Encrypted),
                kinds::DATES if record.number(0)? == 1 => workbook.formats.epoch = Epoch::Of1904,
                kinds::STYLE => workbook.formats.of_styles.push(record.number(2)?),
                kinds::FORMAT => {
                    let code = record.flow(2).text(2).ok_or(InputError::Damaged)?;
                    workbook.formats.define(record.number(0)?, code);
                }
                // The two bytes say whether it is hidden, and whether a sheet of cells.
                kinds::SHEET if record.number(4)? == 0 => {
                    let start = u32_at(record.bytes(), 0).ok_or(InputError::Damaged)?;
                    let name = record.flow(6).text(1).ok_or(InputError::Damaged)?;
                    workbook.sheets.push((name, start as usize));
                }
                kinds::TEXTS => {
                    // The number of texts stands before them, but need not be right.
                    let mut bytes = record.flow(8);
                    while let Some(text) = bytes.text(2) {
                        budget.spend_text(text.len().max(1))?;
                        workbook.texts.push(text);
                    }
                }
                _ => {}
            }
        }
        Ok(workbook)
    }
}

/// The kinds of records that are read.
mod kinds {
    pub const FORMULA: u16 = 0x06;
    pub const END: u16 = 0x0a;
    pub const DATES: u16 = 0x22;
    pub const PASSWORD: u16 = 0x2f;
    pub const COLUMNS: u16 = 0x7d;
    pub const SHEET: u16 = 0x85;
    pub const NUMBERS: u16 = 0xbd;
    pub const STYLED_TEXT: u16 = 0xd6;
    pub const STYLE: u16 = 0xe0;
    pub const MERGES: u16 = 0xe5;
    pub const TEXTS: u16 = 0xfc;
    pub const SHARED_TEXT: u16 = 0xfd;
    pub const NUMBER: u16 = 0x203;
    pub const TEXT: u16 = 0x204;
    pub const TRUTH: u16 = 0x205;
    pub const RESULT: u16 = 0x207;
    pub const ROW: u16 = 0x208;
    pub const SHORT_NUMBER: u16 = 0x27e;
    pub const FORMAT: u16 = 0x41e;
    pub const BEGIN: u16 = 0x809;
}

struct SheetReader<'a> {
    workbook: &'a Workbook,
    budget: Budget,
    spent: Spent,
}

impl SheetReader<'_> {
    fn read(&mut self, name: String, stream: &[u8]) -> Result<Sheet, InputError> {
        let mut sheet = Sheet { name, ..Sheet::default() };
        let mut hidden_columns = Vec::new();
        // The cell whose formula gave a text, which follows.
        let mut awaiting = None;
        let mut depth = 0usize;
        let mut records = Records { rest: stream };
        self.spent.spend(0)?;
        while let Some(record) = records.next()? {
            self.spent.spend_exactly(record.parts.iter().map(|part| part.len()).sum())?;
            match record.kind {
                // Charts stand inside a sheet as parts of their own.
                kinds::BEGIN => depth += 1,
                kinds::END if depth <= 1 => break,
                kinds::END => depth -= 1,
                _ if depth != 1 => {}
                kinds::ROW if record.number(12)? & 0x20 != 0 => sheet.hidden_rows.push(record.number(0)?),
                kinds::COLUMNS if record.number(8)? & 1 != 0 => {
                    hidden_columns.push(record.number(0)?..=record.number(2)?);
                }
                kinds::MERGES => {
                    for place in record.bytes().get(2..).unwrap_or(&[]).as_chunks::<8>().0 {
                        sheet.merges.extend(merge(place));
                    }
                }
                kinds::RESULT => {
                    if let Some((row, column)) = awaiting.take() {
                        let text = record.flow(0).text(2).ok_or(InputError::Damaged)?;
                        self.add(&mut sheet.cells, row, column, text)?;
                    }
                }
                kinds::FORMULA if is_text(record.bytes()) => awaiting = Some((record.number(0)?, record.number(2)?)),
                kinds::NUMBERS => {
                    let values = record.bytes().get(4..).unwrap_or(&[]).as_chunks::<6>().0;
                    for (offset, value) in values.iter().enumerate() {
                        let style = u16_at(value, 0).map_or(0, usize::from);
                        let number = u32_at(value, 2).map_or(0.0, short_number);
                        let text = self.workbook.formats.show(number, style);
                        self.add(&mut sheet.cells, record.number(0)?, record.number(2)? + offset, text)?;
                    }
                }
                _ => {
                    if let Some(text) = self.text(&record)? {
                        self.add(&mut sheet.cells, record.number(0)?, record.number(2)?, text)?;
                    }
                }
            }
            if sheet.cells.len().max(sheet.merges.len()).max(hidden_columns.len()) > MAX_TABLE_CELLS {
                return Err(InputError::TooManyCells);
            }
        }
        let rows = &mut sheet.hidden_rows;
        rows.sort_unstable();
        rows.dedup();
        sheet.cells.retain(|cell| {
            rows.binary_search(&cell.row).is_err()
                && !hidden_columns.iter().any(|columns| columns.contains(&cell.column))
        });
        Ok(sheet)
    }

    /// What a record of one cell shows; nothing for other records.
    fn text(&self, record: &Record<'_>) -> Result<Option<String>, InputError> {
        let bytes = record.bytes();
        let shown = |value: f64| Ok(Some(self.workbook.formats.show(value, record.number(4)?)));
        match record.kind {
            kinds::SHARED_TEXT => {
                let number = u32_at(bytes, 6).ok_or(InputError::Damaged)?;
                Ok(self.workbook.texts.get(number as usize).cloned())
            }
            kinds::TEXT | kinds::STYLED_TEXT => record.flow(6).text(2).map(Some).ok_or(InputError::Damaged),
            kinds::NUMBER => shown(double_at(bytes, 6).ok_or(InputError::Damaged)?),
            kinds::SHORT_NUMBER => shown(short_number(u32_at(bytes, 6).ok_or(InputError::Damaged)?)),
            kinds::TRUTH => Ok(bytes.get(6).zip(bytes.get(7)).map(|(value, error)| truth(*value, *error != 0))),
            kinds::FORMULA => match (u16_at(bytes, 12), bytes.get(6), bytes.get(8)) {
                (Some(u16::MAX), Some(kind @ (1 | 2)), Some(value)) => Ok(Some(truth(*value, *kind == 2))),
                (Some(u16::MAX), ..) => Ok(None),
                _ => shown(double_at(bytes, 6).ok_or(InputError::Damaged)?),
            },
            _ => Ok(None),
        }
    }

    fn add(&mut self, cells: &mut Vec<Cell>, row: usize, column: usize, text: String) -> Result<(), InputError> {
        self.budget.spend_text(text.len())?;
        let text = text.trim();
        if !text.is_empty() {
            cells.push(Cell { row, column, text: text.to_owned() });
        }
        Ok(())
    }
}

/// Whether a formula's result is a text.
fn is_text(bytes: &[u8]) -> bool {
    u16_at(bytes, 12) == Some(u16::MAX) && bytes.get(6) == Some(&0)
}

fn merge(place: &[u8; 8]) -> Option<Merge> {
    let number = |at| u16_at(place, at).map(usize::from);
    let merge = Merge { row: number(0)?, last_row: number(2)?, column: number(4)?, last_column: number(6)? };
    (merge.row <= merge.last_row && merge.column <= merge.last_column).then_some(merge)
}

fn double_at(bytes: &[u8], at: usize) -> Option<f64> {
    bytes.get(at..)?.first_chunk().map(|number| f64::from_le_bytes(*number))
}

/// A number in four bytes: an integer of 30 bits, or the upper part of a floating-point number; perhaps a hundred times it.
fn short_number(number: u32) -> f64 {
    const HUNDREDFOLD: u32 = 1;
    const INTEGER: u32 = 2;
    let value = if number & INTEGER == 0 {
        f64::from_bits(u64::from(number & !3) << 32)
    } else {
        f64::from(number.cast_signed() >> 2)
    };
    if number & HUNDREDFOLD == 0 { value } else { value / 100.0 }
}

fn truth(value: u8, is_error: bool) -> String {
    let text = match (is_error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0f) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1d) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_four_bytes_are_integers_hundredths_or_halves_of_floats() {
        assert_eq!(short_number(3 << 2 | 2), 3.0);
        assert_eq!(short_number((-18i32 << 2 | 2).cast_unsigned()), -18.0);
        assert_eq!(short_number(773_028 << 2 | 3), 7730.28);
        assert_eq!(short_number(0x3ff8_0000), 1.5);
    }

    #[test]
    fn a_text_goes_on_in_a_continuation_with_its_own_width() {
        let parts: [&[u8]; 2] = [b"\x04\0\x08\x01\0ab", b"\x01\x91\x4e\xaa\x6eRUNSx"];
        let mut bytes = Bytes { parts: &parts, part: 0, at: 0 };
        assert_eq!(bytes.text(2).unwrap(), "ab云溪");
        assert_eq!(bytes.next(), Some((b'x', false)));
        assert_eq!(bytes.text(2), None);
    }
}
