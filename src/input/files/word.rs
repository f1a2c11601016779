//! Word files as Word 97 to 2003 and WPS write them (.doc, .wps): the main text out of its pieces, with paragraphs,
//! tables, fields' results, the numbers that Word writes by itself, and what is hidden. Text boxes, headers and notes are not read.

pub(super) mod compound;
mod lists;
mod properties;
mod styles;

use super::super::InputError;
use super::word_table::Flow;
use crate::document::Document;
use crate::input::docx::numbering::Numbering;
use compound::{Compound, u16_at, u32_at};
use properties::{ParagraphProperties, Properties, Visibility};
use styles::Styles;

/// The first two bytes of the main stream since Word 97.
const IDENTITY: u16 = 0xa5ec;

/// Reads a file; one that is no Word file since Word 97 is refused as [`InputError::OldWord`].
pub(super) fn read(bytes: &[u8]) -> Result<Document, InputError> {
    let file = Compound::open(bytes)?;
    let main = file.stream("WordDocument")?.ok_or(InputError::OldWord)?;
    let header = Header::read(&main)?;
    let table = file.stream(header.table)?.ok_or(InputError::Damaged)?;
    let data = file.stream("Data")?.unwrap_or_default();
    let pieces = pieces(header.part(&table, CLX)?)?;
    let properties =
        Properties::read(&main, &data, header.part(&table, CHARACTER_PAGES)?, header.part(&table, PARAGRAPH_PAGES)?);
    Body {
        main: &main,
        properties,
        styles: Styles::read(header.part(&table, STYLES).unwrap_or(&[])),
        numbering: lists::read(header.from(&table, SCHEMES), header.part(&table, LISTS).unwrap_or(&[])),
        flow: Flow::default(),
        paragraph: OpenParagraph::default(),
        fields: Fields::default(),
    }
    .read(&pieces, header.characters)
}

/// The numbers of the parts of the table stream, in the order in which the header lists them.
const STYLES: usize = 1;
const CHARACTER_PAGES: usize = 12;
const PARAGRAPH_PAGES: usize = 13;
const CLX: usize = 33;
const SCHEMES: usize = 73;
const LISTS: usize = 74;

/// What the main stream begins with: where everything else stands.
struct Header<'a> {
    /// The name of the stream that holds the parts.
    table: &'static str,
    /// Characters of the main text.
    characters: usize,
    /// A place and a length of four bytes each, for each part.
    parts: &'a [u8],
}

impl<'a> Header<'a> {
    fn read(main: &'a [u8]) -> Result<Header<'a>, InputError> {
        const BASE_BYTES: usize = 32;
        const ENCRYPTED: u16 = 0x0100;
        const SECOND_TABLE: u16 = 0x0200;
        /// The place of the length of the main text among the numbers of four bytes.
        const CHARACTERS: usize = 3;
        let number = |at| u16_at(main, at).ok_or(InputError::Damaged);
        if number(0)? != IDENTITY {
            return Err(InputError::OldWord);
        }
        let flags = number(10)?;
        if flags & ENCRYPTED != 0 {
            return Err(InputError::Encrypted);
        }
        let long = BASE_BYTES + 2 + 2 * usize::from(number(BASE_BYTES)?);
        let parts = long + 2 + 4 * usize::from(number(long)?);
        let characters = u32_at(main, long + 2 + 4 * CHARACTERS).ok_or(InputError::Damaged)?;
        Ok(Header {
            table: if flags & SECOND_TABLE != 0 { "1Table" } else { "0Table" },
            characters: characters as usize,
            parts: main.get(parts + 2..).ok_or(InputError::Damaged)?,
        })
    }

    /// A part with what follows it; nothing where there is no such part.
    fn from<'t>(&self, table: &'t [u8], number: usize) -> &'t [u8] {
        let start =
            u32_at(self.parts, 8 * number).filter(|_| self.part(table, number).is_ok_and(|part| !part.is_empty()));
        start.and_then(|start| table.get(start as usize..)).unwrap_or(&[])
    }

    fn part<'t>(&self, table: &'t [u8], number: usize) -> Result<&'t [u8], InputError> {
        let at = |place| u32_at(self.parts, place).map(|number| number as usize);
        let (start, length) = at(8 * number).zip(at(8 * number + 4)).ok_or(InputError::Damaged)?;
        table.get(start..start.saturating_add(length)).ok_or(InputError::Damaged)
    }
}

/// A stretch of the text that stands in one place of the main stream.
struct Piece {
    characters: usize,
    start: usize,
    /// A byte to each character, in the code page of western Windows.
    narrow: bool,
}

/// The pieces, after the properties that some of them share.
fn pieces(mut clx: &[u8]) -> Result<Vec<Piece>, InputError> {
    const SHARED_PROPERTIES: u8 = 1;
    const NARROW: u32 = 0x4000_0000;
    while clx.first() == Some(&SHARED_PROPERTIES) {
        let length = u16_at(clx, 1).ok_or(InputError::Damaged)?;
        clx = clx.get(3 + usize::from(length)..).ok_or(InputError::Damaged)?;
    }
    let length = u32_at(clx, 1).ok_or(InputError::Damaged)? as usize;
    let plc = clx.get(5..).and_then(|rest| rest.get(..length)).ok_or(InputError::Damaged)?;
    let count = length.saturating_sub(4) / 12;
    let piece = |number: usize| {
        let (from, to) = (u32_at(plc, 4 * number)?, u32_at(plc, 4 * number + 4)?);
        let place = u32_at(plc, 4 * (count + 1) + 8 * number + 2)?;
        let narrow = place & NARROW != 0;
        let start = (place & (NARROW - 1)) as usize;
        let start = if narrow { start / 2 } else { start };
        Some(Piece { characters: to.checked_sub(from)? as usize, start, narrow })
    };
    (0..count).map(|number| piece(number).ok_or(InputError::Damaged)).collect()
}

#[derive(Default)]
struct OpenParagraph {
    text: Vec<u16>,
    hidden: Vec<u16>,
}

/// The fields that are open: an instruction, then a result.
#[derive(Default)]
struct Fields {
    /// For each field, whether its result is reached.
    open: Vec<bool>,
    instructions: usize,
}

impl Fields {
    /// Takes the mark that begins a field (0x13), its result (0x14), or ends it.
    fn mark(&mut self, mark: u16) {
        match mark {
            0x13 => {
                self.open.push(false);
                self.instructions += 1;
            }
            0x14 => {
                if let Some(reached) = self.open.last_mut().filter(|reached| !**reached) {
                    *reached = true;
                    self.instructions -= 1;
                }
            }
            _ => {
                if self.open.pop() == Some(false) {
                    self.instructions -= 1;
                }
            }
        }
    }

    /// No instruction goes on after its paragraph: a mark was lost.
    fn end_paragraph(&mut self) {
        if self.instructions > 0 {
            *self = Fields::default();
        }
    }
}

struct Body<'a> {
    main: &'a [u8],
    properties: Properties<'a>,
    styles: Styles,
    numbering: Numbering,
    flow: Flow,
    paragraph: OpenParagraph,
    fields: Fields,
}

impl Body<'_> {
    fn read(mut self, pieces: &[Piece], mut characters: usize) -> Result<Document, InputError> {
        for piece in pieces {
            let (mut place, width) = (piece.start, if piece.narrow { 1 } else { 2 });
            let mut run = (Visibility::Seen, place);
            for _ in 0..piece.characters.min(characters) {
                if place >= run.1 {
                    run = self.properties.run(place);
                }
                let narrow = || self.main.get(place).map(|byte| western(*byte));
                let unit = if piece.narrow { narrow() } else { u16_at(self.main, place) };
                self.character(unit.ok_or(InputError::Damaged)?, place, run.0)?;
                place += width;
            }
            characters = characters.saturating_sub(piece.characters);
        }
        self.end_paragraph(&ParagraphProperties::default())?;
        self.flow.finish()
    }

    fn character(&mut self, unit: u16, place: usize, visibility: Visibility) -> Result<(), InputError> {
        const BYTES: usize = 3;
        self.flow.spend_text(BYTES)?;
        match unit {
            0x07 => {
                let paragraph = self.properties.paragraph(place)?;
                let depth = paragraph.depth.max(1);
                self.end_paragraph(&paragraph)?;
                if paragraph.ends_row { self.flow.end_row(depth, &paragraph.row) } else { self.flow.end_cell(depth) }
            }
            0x0c | 0x0d => {
                let paragraph = self.properties.paragraph(place)?;
                // A new page may begin inside a paragraph.
                if unit == 0x0c && paragraph.end > place + 2 {
                    self.paragraph.text.push(u16::from(b'\n'));
                    return Ok(());
                }
                self.end_paragraph(&paragraph)?;
                match paragraph.depth {
                    0 | 1 => Ok(()),
                    depth if paragraph.ends_inner_row => self.flow.end_row(depth, &paragraph.row),
                    depth if paragraph.ends_inner_cell => self.flow.end_cell(depth),
                    _ => Ok(()),
                }
            }
            0x13..=0x15 => {
                self.fields.mark(unit);
                Ok(())
            }
            _ => {
                let unit = match unit {
                    0x09 => Some(u16::from(b'\t')),
                    0x0b | 0x0e => Some(u16::from(b'\n')),
                    0x1e => Some(u16::from(b'-')),
                    // Pictures, notes' marks, soft hyphens and blanks without width.
                    0..0x20 | 0x200b | 0xfeff => None,
                    _ => Some(unit),
                };
                if self.fields.instructions == 0 {
                    match visibility {
                        Visibility::Seen => self.paragraph.text.extend(unit),
                        Visibility::Hidden => self.paragraph.hidden.extend(unit),
                        Visibility::Gone => {}
                    }
                }
                Ok(())
            }
        }
    }

    fn end_paragraph(&mut self, properties: &ParagraphProperties) -> Result<(), InputError> {
        self.fields.end_paragraph();
        let paragraph = std::mem::take(&mut self.paragraph);
        let outline = self.styles.complete(properties.outline, properties.style);
        let list = outline.list.filter(|_| !properties.ends_row).unwrap_or(0).to_string();
        let number = self.numbering.next(&list, usize::from(outline.list_level.unwrap_or(0))).unwrap_or_default();
        self.flow.spend_text(number.len())?;
        let text = number + &String::from_utf16_lossy(&paragraph.text);
        let hidden = String::from_utf16_lossy(&paragraph.hidden);
        self.flow.paragraph(properties.depth, &text, &hidden, outline.heading())
    }
}

/// A character of the code page of western Windows, which differs from Unicode in a few quotes, dashes and signs.
pub(super) fn western(byte: u8) -> u16 {
    const DIFFERENT: [u16; 32] = [
        0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,
        0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
        0x0153, 0x9d, 0x017e, 0x0178,
    ];
    let different = usize::from(byte).checked_sub(0x80).and_then(|index| DIFFERENT.get(index));
    different.copied().unwrap_or(u16::from(byte))
}
