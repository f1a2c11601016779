//! The properties of paragraphs, rows and runs: pages of 512 bytes that say for stretches of the main stream what differs
//! from the style.

use super::InputError;
use super::compound::{u16_at, u32_at};
use super::styles::Outline;
use crate::input::files::word_table::{CellShape, Merge, RowShape};
use crate::limits::{MAX_INFLATED_BYTES, MAX_TABLE_DEPTH};

const PAGE_BYTES: usize = 512;

/// Looks up properties by the place of a character in the main stream.
pub(super) struct Properties<'a> {
    main: &'a [u8],
    /// The stream of what is too long for a page: the rows of wide tables.
    data: &'a [u8],
    characters: Pages<'a>,
    paragraphs: Pages<'a>,
    /// Bytes read from the stream of long properties, which a damaged file may name again and again.
    long_bytes: usize,
}

/// Whether a reader sees a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Visibility {
    Seen,
    Hidden,
    /// Deleted, as the record of changes says, or no text.
    Gone,
}

/// What a paragraph's mark says.
#[derive(Clone, Default)]
pub(super) struct ParagraphProperties {
    /// The number of tables that it stands in.
    pub(super) depth: usize,
    /// Where the next paragraph begins.
    pub(super) end: usize,
    pub(super) ends_row: bool,
    pub(super) ends_inner_cell: bool,
    pub(super) ends_inner_row: bool,
    /// The number of its style.
    pub(super) style: u16,
    pub(super) outline: Outline,
    pub(super) row: RowShape,
}

impl<'a> Properties<'a> {
    /// The two lists name the pages in which the properties of characters and paragraphs stand.
    pub(super) fn read(main: &'a [u8], data: &'a [u8], characters: &'a [u8], paragraphs: &'a [u8]) -> Properties<'a> {
        Properties { main, data, characters: Pages(characters), paragraphs: Pages(paragraphs), long_bytes: 0 }
    }

    /// How the character at a place is seen, and the place where that may change.
    pub(super) fn run(&self, place: usize) -> (Visibility, usize) {
        let Some(entry) = self.characters.find(self.main, place, 1) else {
            return (Visibility::Seen, place + 1);
        };
        let properties = entry.content.first().and_then(|length| entry.content.get(1..1 + usize::from(*length)));
        let mut visibility = Visibility::Seen;
        for (code, operand) in Modifiers(properties.unwrap_or(&[])) {
            const DELETED: u16 = 0x0800;
            const HIDDEN: u16 = 0x083c;
            const SYMBOL: u16 = 0x6a09;
            let is_on = operand.first() == Some(&1);
            match code {
                DELETED if is_on => visibility = Visibility::Gone,
                // The character itself is but a place for a sign of a font of pictures.
                SYMBOL => visibility = Visibility::Gone,
                HIDDEN if is_on && visibility == Visibility::Seen => visibility = Visibility::Hidden,
                _ => {}
            }
        }
        (visibility, entry.end)
    }

    /// The properties of the paragraph whose mark stands at a place.
    pub(super) fn paragraph(&mut self, place: usize) -> Result<ParagraphProperties, InputError> {
        const ENTRY_BYTES: usize = 13;
        let mut paragraph = ParagraphProperties::default();
        let Some(entry) = self.paragraphs.find(self.main, place, ENTRY_BYTES) else {
            return Ok(paragraph);
        };
        // The length is in words; a zero says that the next byte holds it.
        let content = match entry.content {
            [0, words, rest @ ..] => rest.get(..2 * usize::from(*words)),
            [words, rest @ ..] => rest.get(..(2 * usize::from(*words)).saturating_sub(1)),
            [] => None,
        };
        let content = content.unwrap_or(&[]);
        paragraph.end = entry.end;
        paragraph.style = u16_at(content, 0).unwrap_or(0);
        let mut in_table = false;
        let mut long = Vec::new();
        for (code, operand) in Modifiers(content.get(2..).unwrap_or(&[])) {
            const IN_DATA: [u16; 3] = [0x6645, 0x6646, 0x646b];
            if IN_DATA.contains(&code) {
                long.extend(u32_at(operand, 0));
            }
            paragraph.set(code, operand, &mut in_table);
        }
        for place in long {
            let content = self.long(place as usize)?;
            for (code, operand) in Modifiers(content) {
                paragraph.set(code, operand, &mut in_table);
            }
        }
        if in_table {
            paragraph.depth = paragraph.depth.max(1);
        }
        if paragraph.depth > MAX_TABLE_DEPTH {
            return Err(InputError::Damaged);
        }
        Ok(paragraph)
    }

    fn long(&mut self, place: usize) -> Result<&'a [u8], InputError> {
        let rest = self.data.get(place..).unwrap_or(&[]);
        let length = usize::from(u16_at(rest, 0).unwrap_or(0));
        self.long_bytes += length;
        if self.long_bytes > MAX_INFLATED_BYTES {
            return Err(InputError::Damaged);
        }
        Ok(rest.get(2..).and_then(|rest| rest.get(..length)).unwrap_or(&[]))
    }
}

impl ParagraphProperties {
    fn set(&mut self, code: u16, operand: &[u8], in_table: &mut bool) {
        let byte = operand.first().copied().unwrap_or(0);
        match code {
            0x2416 => *in_table = byte != 0,
            0x2417 => self.ends_row = byte != 0,
            0x244b => self.ends_inner_cell = byte != 0,
            0x244c => self.ends_inner_row = byte != 0,
            0x6649 => self.depth = u32_at(operand, 0).map_or(0, |depth| depth as usize),
            0xd608 => self.row = row_shape(operand),
            0x5624 => self.merge_across(operand),
            0xd62b => self.merge_down(operand),
            _ => self.outline.set(code, operand),
        }
    }

    fn merge_across(&mut self, operand: &[u8]) {
        let [first, end] = operand else { return };
        let merged = self.row.cells.iter_mut().take(usize::from(*end)).skip(usize::from(*first));
        for (number, cell) in merged.enumerate() {
            cell.across = if number == 0 { Merge::Begins } else { Merge::Continues };
        }
    }

    fn merge_down(&mut self, operand: &[u8]) {
        let [_, number, kind] = operand else { return };
        if let Some(cell) = self.row.cells.get_mut(usize::from(*number)) {
            cell.down = merge_down(*kind);
        }
    }
}

fn merge_down(kind: u8) -> Merge {
    match kind {
        0 => Merge::None,
        1 => Merge::Continues,
        _ => Merge::Begins,
    }
}

/// A row's definition: the number of cells, their edges, and twenty bytes for each, fewer where the last are plain.
fn row_shape(operand: &[u8]) -> RowShape {
    const CELL_BYTES: usize = 20;
    let Some((count, rest)) = operand.split_first() else { return RowShape::default() };
    let count = usize::from(*count);
    let edge = |number: usize| u16_at(rest, 2 * number).map(|edge| i32::from(edge.cast_signed()));
    let flags = |number: usize| u16_at(rest, 2 * (count + 1) + CELL_BYTES * number).unwrap_or(0);
    let (mut first, mut before) = (0, 0);
    let cell = |number: usize| {
        let flags = flags(number);
        let (across, down) = (flags & 0b11, flags >> 5 & 0b11);
        // Descriptions of the format differ in whether 1 or 2 begins a merge, so that the first that is met does.
        let merge = if across == 0 {
            Merge::None
        } else if before == 0 || across == first {
            first = across;
            Merge::Begins
        } else {
            Merge::Continues
        };
        before = across;
        Some(CellShape { right: edge(number + 1)?, across: merge, down: merge_down(down as u8) })
    };
    RowShape { left: edge(0).unwrap_or(0), cells: (0..count).map_while(cell).collect() }
}

/// The list of the pages: places in the main stream, then for each stretch between two of them the number of its page.
struct Pages<'a>(&'a [u8]);

/// The properties of a stretch of characters.
struct Found<'a> {
    /// What begins where the properties stand, up to the end of the page.
    content: &'a [u8],
    /// Where the next stretch begins.
    end: usize,
}

impl Pages<'_> {
    /// The stretch around a place; its page holds `entry_bytes` for each stretch, the first of which says where the
    /// properties stand.
    fn find<'a>(&self, main: &'a [u8], place: usize, entry_bytes: usize) -> Option<Found<'a>> {
        let count = self.0.len().saturating_sub(4) / 8;
        let number = last_at_or_before(self.0, count, place)?;
        let page = u32_at(self.0, 4 * (count + 1 + number))? as usize & 0x3f_ffff;
        let page = main.get(page * PAGE_BYTES..)?.get(..PAGE_BYTES)?;
        let count = usize::from(*page.last()?);
        let number = last_at_or_before(page, count, place)?;
        let end = u32_at(page, 4 * (number + 1))? as usize;
        if end <= place {
            return None;
        }
        let words = *page.get(4 * (count + 1) + entry_bytes * number)?;
        let content = if words == 0 { &[] } else { page.get(2 * usize::from(words)..)? };
        Some(Found { content, end })
    }
}

/// Of the places in ascending order that a list begins with, the last that is not after a place.
fn last_at_or_before(list: &[u8], count: usize, place: usize) -> Option<usize> {
    let starts = list.get(..4 * count)?.as_chunks().0;
    starts.partition_point(|start| u32::from_le_bytes(*start) as usize <= place).checked_sub(1)
}

/// The changes of single properties: a code of two bytes, which tells the length of what it sets.
pub(super) struct Modifiers<'a>(pub(super) &'a [u8]);

impl<'a> Iterator for Modifiers<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<(u16, &'a [u8])> {
        const ROW_DEFINITIONS: [u16; 2] = [0xd606, 0xd608];
        let code = u16_at(self.0, 0)?;
        let rest = self.0.get(2..)?;
        let (skipped, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ if ROW_DEFINITIONS.contains(&code) => (2, usize::from(u16_at(rest, 0)?).checked_sub(1)?),
            _ => (0, 1 + usize::from(*rest.first()?)),
        };
        let operand = rest.get(skipped..)?.get(..length)?;
        self.0 = rest.get(skipped + length..)?;
        Some((code, operand))
    }
}
