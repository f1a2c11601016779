//! Rich Text Format as Word and WPS write it: the main text with its tables, the numbers of lists as they stand in the
//! file, and what is hidden. Text boxes, headers and notes are not read.

mod tokens;

use std::collections::HashMap;

use super::super::{Decoder, InputError};
use super::word::western;
use super::word_table::{CellShape, Flow, Merge, RowShape};
use crate::document::Document;
use crate::limits::{MAX_ELEMENT_DEPTH, MAX_TABLE_COLUMNS};
use tokens::{Token, Tokens};

/// Reads a file; text in the Chinese code page is the host's matter.
pub(super) fn read(bytes: &[u8], decode: Option<Decoder>) -> Result<Document, InputError> {
    let mut reader = Reader::new(bytes, decode);
    let mut tokens = Tokens::new(bytes);
    while let Some(token) = tokens.next() {
        match token {
            Token::Open => reader.open()?,
            Token::Close => {
                reader.close()?;
                if reader.outer.is_empty() {
                    break;
                }
            }
            Token::Code(byte) => reader.text(Pending::Coded, byte)?,
            Token::Literal(byte) if byte >= 0x80 && reader.is_utf8 => reader.text(Pending::Utf8, byte)?,
            Token::Literal(byte) => reader.text(Pending::Coded, byte)?,
            Token::Control("bin", length) => {
                tokens.pass_over(usize::try_from(length.unwrap_or(0)).unwrap_or(0));
            }
            Token::Control(word, number) => reader.control(word, number)?,
        }
    }
    if !reader.outer.is_empty() {
        return Err(InputError::Truncated);
    }
    // A brace too many hides all that follows.
    if tokens.rest().iter().any(|byte| !byte.is_ascii_whitespace() && *byte != 0) {
        return Err(InputError::Damaged);
    }
    reader.end_paragraph(0)?;
    reader.flow.finish()
}

/// What the text of a group is.
#[derive(Clone, Copy, Default, PartialEq)]
enum Destination {
    #[default]
    Text,
    /// The number that a list puts before a paragraph.
    ListNumber,
    Fonts,
    Styles,
    /// Nothing to read.
    Skipped,
}

/// What a group sets, for itself and the groups inside.
#[derive(Clone, Default)]
struct Group {
    destination: Destination,
    /// Properties of a row of a table inside a table.
    nested_row: bool,
    font: i32,
    /// In the list of styles, the one that is defined.
    style: i32,
    /// How many characters after a Unicode one say the same for old readers.
    fallback: usize,
    hidden: bool,
    deleted: bool,
    in_table: bool,
    /// The number of tables around, where it is said.
    depth: usize,
    level: Option<u8>,
}

/// Which kind of text waits to be decoded.
#[derive(Clone, Copy, PartialEq)]
enum Pending {
    /// Bytes in a code page.
    Coded,
    /// Bytes in UTF-8: the file was decoded on its way.
    Utf8,
}

struct Reader {
    decode: Option<Decoder>,
    /// Whether bytes beyond ASCII that stand as they are are UTF-8.
    is_utf8: bool,
    group: Group,
    /// The groups around the current one.
    outer: Vec<Group>,
    /// The next control word follows the sign that old readers pass over its group.
    is_optional: bool,
    code_page: i32,
    default_font: i32,
    charsets: HashMap<i32, i32>,
    /// The heading levels of the styles that have one.
    levels: HashMap<i32, u8>,
    /// Characters still to be passed over.
    skipped: usize,
    pending: Pending,
    bytes: Vec<u8>,
    units: Vec<u16>,
    text: String,
    hidden: String,
    flow: Flow,
    /// A row was defined and has not ended.
    in_row: bool,
    row: Row,
    nested_row: Row,
}

/// A row's definition; the properties of a cell come before its edge.
#[derive(Default)]
struct Row {
    shape: RowShape,
    cell: CellShape,
}

impl Reader {
    fn new(bytes: &[u8], decode: Option<Decoder>) -> Reader {
        Reader {
            decode,
            is_utf8: std::str::from_utf8(bytes).is_ok(),
            group: Group { fallback: 1, ..Group::default() },
            outer: Vec::new(),
            is_optional: false,
            code_page: 0,
            default_font: 0,
            charsets: HashMap::new(),
            levels: HashMap::new(),
            skipped: 0,
            pending: Pending::Coded,
            bytes: Vec::new(),
            units: Vec::new(),
            text: String::new(),
            hidden: String::new(),
            flow: Flow::default(),
            in_row: false,
            row: Row::default(),
            nested_row: Row::default(),
        }
    }

    fn open(&mut self) -> Result<(), InputError> {
        self.flush()?;
        self.skipped = 0;
        if self.outer.len() == MAX_ELEMENT_DEPTH {
            return Err(InputError::TooDeep);
        }
        self.outer.push(self.group.clone());
        Ok(())
    }

    fn close(&mut self) -> Result<(), InputError> {
        self.flush()?;
        self.skipped = 0;
        self.is_optional = false;
        if let Some(outer) = self.outer.pop() {
            self.group = outer;
        }
        Ok(())
    }

    fn is_text(&self) -> bool {
        matches!(self.group.destination, Destination::Text | Destination::ListNumber)
    }

    fn text(&mut self, kind: Pending, byte: u8) -> Result<(), InputError> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        if self.is_text() {
            if self.pending != kind || !self.units.is_empty() {
                self.flush()?;
            }
            self.pending = kind;
            self.bytes.push(byte);
        }
        Ok(())
    }

    /// Decodes the text that waits.
    fn flush(&mut self) -> Result<(), InputError> {
        if !self.units.is_empty() {
            let text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
            return self.append(&text);
        }
        if self.bytes.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.bytes);
        let text = match self.pending {
            Pending::Coded => self.decoded(&bytes)?,
            Pending::Utf8 => String::from_utf8_lossy(&bytes).into_owned(),
        };
        self.append(&text)
    }

    fn decoded(&self, bytes: &[u8]) -> Result<String, InputError> {
        const SIGNS: i32 = 2;
        const JAPANESE: i32 = 128;
        const KOREAN: i32 = 129;
        const CHINESE: i32 = 134;
        const TRADITIONAL_CHINESE: i32 = 136;
        const CHINESE_PAGE: i32 = 936;
        let charset = self.charsets.get(&self.group.font).copied().unwrap_or(0);
        match charset {
            SIGNS => return Ok(String::new()),
            _ if bytes.is_ascii() => {}
            JAPANESE | KOREAN | TRADITIONAL_CHINESE => return Err(InputError::UnknownEncoding),
            CHINESE => {
                return self.decode.and_then(|decode| decode(bytes)).ok_or(InputError::UnknownEncoding);
            }
            // A western font: two bytes side by side are still Chinese, a lone one is not.
            _ if self.code_page == CHINESE_PAGE && is_paired(bytes) => {
                let decode = self.decode.ok_or(InputError::UnknownEncoding)?;
                if let Some(text) = decode(bytes) {
                    return Ok(text);
                }
            }
            _ => {}
        }
        Ok(bytes.iter().filter_map(|byte| char::from_u32(u32::from(western(*byte)))).collect())
    }

    fn append(&mut self, text: &str) -> Result<(), InputError> {
        self.flow.spend_text(text.len())?;
        if !self.is_text() || self.group.deleted {
            return Ok(());
        }
        let line = if self.group.hidden { &mut self.hidden } else { &mut self.text };
        // The private characters stand for the signs of a font of pictures.
        let is_seen = |character: &char| !matches!(character, '\u{200b}' | '\u{feff}' | '\u{f000}'..='\u{f0ff}');
        line.extend(text.chars().filter(is_seen));
        Ok(())
    }

    fn control(&mut self, word: &str, number: Option<i32>) -> Result<(), InputError> {
        match word {
            "u" => return self.unicode(number),
            // It may stand between the halves of a character.
            "uc" => {
                self.group.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(0);
                return Ok(());
            }
            _ => {}
        }
        self.flush()?;
        if word == "*" {
            self.is_optional = true;
            return Ok(());
        }
        if std::mem::take(&mut self.is_optional) && word != "nesttableprops" || is_passed_over(word) {
            self.group.destination = Destination::Skipped;
        }
        if let Some(sign) = sign(word) {
            if self.skipped > 0 {
                self.skipped -= 1;
                return Ok(());
            }
            return self.sign(sign);
        }
        self.skipped = 0;
        match self.group.destination {
            Destination::Skipped => Ok(()),
            Destination::Fonts => {
                match (word, number) {
                    ("f", Some(number)) => self.group.font = number,
                    ("fcharset", Some(charset)) => {
                        self.charsets.insert(self.group.font, charset);
                    }
                    _ => {}
                }
                Ok(())
            }
            Destination::Styles => {
                match (word, number) {
                    ("s", Some(number)) => self.group.style = number,
                    ("outlinelevel", _) => {
                        self.levels.extend(heading_level(number).map(|level| (self.group.style, level)));
                    }
                    _ => {}
                }
                Ok(())
            }
            Destination::Text | Destination::ListNumber => {
                self.set_group(word, number);
                self.set_row(word, number);
                self.end_part(word)
            }
        }
    }

    fn unicode(&mut self, number: Option<i32>) -> Result<(), InputError> {
        if !self.bytes.is_empty() {
            self.flush()?;
        }
        self.skipped = self.group.fallback;
        if self.is_text() {
            // Numbers beyond the middle are written as negative ones.
            let unit = number.unwrap_or(0).rem_euclid(0x1_0000);
            self.units.extend(u16::try_from(unit));
        }
        Ok(())
    }

    fn sign(&mut self, sign: char) -> Result<(), InputError> {
        // After the number of a list no one types a blank, save after a digit or a full stop.
        let is_gap = sign == '\t' && self.group.destination == Destination::ListNumber;
        match self.text.chars().next_back() {
            Some(last) if is_gap && last.is_ascii() => self.append(" "),
            _ if is_gap => Ok(()),
            _ => self.append(sign.encode_utf8(&mut [0; 4])),
        }
    }

    /// What is set for the rest of a group.
    fn set_group(&mut self, word: &str, number: Option<i32>) {
        let group = &mut self.group;
        let is_on = number != Some(0);
        let count = || usize::try_from(number.unwrap_or(0)).unwrap_or(0);
        match word {
            "ansicpg" => self.code_page = number.unwrap_or(0),
            "deff" => {
                self.default_font = number.unwrap_or(0);
                group.font = self.default_font;
            }
            "fonttbl" => group.destination = Destination::Fonts,
            "stylesheet" => group.destination = Destination::Styles,
            "listtext" | "pntext" => group.destination = Destination::ListNumber,
            "nesttableprops" => group.nested_row = true,
            "f" => group.font = number.unwrap_or(0),
            "v" => group.hidden = is_on,
            "deleted" => group.deleted = is_on,
            "plain" => {
                group.font = self.default_font;
                group.hidden = false;
                group.deleted = false;
            }
            "pard" => {
                group.in_table = false;
                group.depth = 0;
                group.level = None;
            }
            "intbl" => group.in_table = is_on,
            "itap" => group.depth = count(),
            "s" => group.level = self.levels.get(&number.unwrap_or(0)).copied(),
            "outlinelevel" => group.level = heading_level(number),
            _ => {}
        }
    }

    fn set_row(&mut self, word: &str, number: Option<i32>) {
        let row = if self.group.nested_row { &mut self.nested_row } else { &mut self.row };
        match word {
            "trowd" => {
                *row = Row::default();
                self.in_row |= !self.group.nested_row;
            }
            "trleft" => row.shape.left = number.unwrap_or(0),
            "clmgf" => row.cell.across = Merge::Begins,
            "clmrg" => row.cell.across = Merge::Continues,
            "clvmgf" => row.cell.down = Merge::Begins,
            "clvmrg" => row.cell.down = Merge::Continues,
            "cellx" => {
                let cell = std::mem::take(&mut row.cell);
                if row.shape.cells.len() < MAX_TABLE_COLUMNS {
                    row.shape.cells.push(CellShape { right: number.unwrap_or(0), ..cell });
                }
            }
            _ => {}
        }
    }

    fn end_part(&mut self, word: &str) -> Result<(), InputError> {
        let inner = self.group.depth.max(2);
        match word {
            "par" | "sect" | "\n" | "\r" => {
                let in_table = usize::from(self.group.in_table || self.in_row);
                self.end_paragraph(self.group.depth.max(in_table))
            }
            "cell" => {
                self.end_paragraph(1)?;
                self.flow.end_cell(1)
            }
            "row" => {
                self.in_row = false;
                self.flow.end_row(1, &self.row.shape)
            }
            "nestcell" => {
                self.end_paragraph(inner)?;
                self.flow.end_cell(inner)
            }
            "nestrow" => self.flow.end_row(inner, &self.nested_row.shape),
            _ => Ok(()),
        }
    }

    fn end_paragraph(&mut self, depth: usize) -> Result<(), InputError> {
        let (text, hidden) = (std::mem::take(&mut self.text), std::mem::take(&mut self.hidden));
        self.flow.paragraph(depth, &text, &hidden, self.group.level)
    }
}

/// Whether bytes beyond ASCII stand in pairs.
fn is_paired(bytes: &[u8]) -> bool {
    let runs = bytes.chunk_by(|before, after| before.is_ascii() == after.is_ascii());
    runs.filter(|run| !run.is_ascii()).all(|run| run.len() % 2 == 0)
}

/// The heading level, 1 to 9, of an outline level, which counts from 0.
fn heading_level(outline: Option<i32>) -> Option<u8> {
    u8::try_from(outline?.checked_add(1)?).ok().filter(|level| (1..=9).contains(level))
}

/// Whether a control word begins a group that holds no part of the main text.
fn is_passed_over(word: &str) -> bool {
    const PASSED_OVER: [&str; 33] = [
        "annotation",
        "atnauthor",
        "atnid",
        "colortbl",
        "comment",
        "datafield",
        "do",
        "filetbl",
        "fldinst",
        "footer",
        "footerf",
        "footerl",
        "footerr",
        "footnote",
        "ftncn",
        "ftnsep",
        "ftnsepc",
        "header",
        "headerf",
        "headerl",
        "headerr",
        "info",
        "listtable",
        "nonesttables",
        "nonshppict",
        "objdata",
        "pict",
        "private",
        "revtbl",
        "rxe",
        "shprslt",
        "tc",
        "xe",
    ];
    PASSED_OVER.binary_search(&word).is_ok()
}

/// The character that a control word or a sign after a backslash stands for.
fn sign(word: &str) -> Option<char> {
    Some(match word {
        "{" => '{',
        "}" => '}',
        "\\" => '\\',
        "~" => '\u{a0}',
        "_" => '-',
        "tab" => '\t',
        "line" | "lbr" | "page" | "column" => '\n',
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "emspace" => '\u{2003}',
        "enspace" => '\u{2002}',
        "qmspace" => '\u{2005}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_in_order() {
        for word in ["annotation", "tc", "header", "xe"] {
            assert!(is_passed_over(word));
        }
        assert!(!is_passed_over("par"));
    }
}
