//! The lists that number paragraphs: schemes of nine levels, and the lists that follow a scheme with changes of their own.

use super::compound::{u16_at, u32_at};
use super::styles::count_at;
use crate::input::docx::numbering::{LEVELS, Level, Levels, Numbering};

/// The names of the number formats in .docx files, in the order of their numbers here.
const FORMATS: [&str; 41] = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
    "koreanDigital",
];

/// Reads the schemes, whose levels follow after the part's end, and the lists; what is damaged in them numbers nothing.
pub(super) fn read(schemes: &[u8], lists: &[u8]) -> Numbering {
    let mut numbering = Numbering::default();
    read_schemes(schemes, &mut numbering);
    read_lists(lists, &mut numbering);
    numbering
}

fn read_schemes(part: &[u8], numbering: &mut Numbering) -> Option<()> {
    const HEADER_BYTES: usize = 28;
    const SIMPLE: u8 = 1;
    let count = usize::from(u16_at(part, 0)?);
    let mut rest = part.get(2 + count * HEADER_BYTES..)?;
    for header in part.get(2..)?.chunks_exact(HEADER_BYTES).take(count) {
        let levels = if header.get(26)? & SIMPLE != 0 { 1 } else { LEVELS };
        let mut scheme = Levels::default();
        for level in scheme.iter_mut().take(levels) {
            *level = Some(read_level(&mut rest)?);
        }
        numbering.add_scheme(&u32_at(header, 0)?.to_string(), scheme);
    }
    Some(())
}

fn read_lists(part: &[u8], numbering: &mut Numbering) -> Option<()> {
    const HEADER_BYTES: usize = 16;
    const STARTS: u32 = 0x10;
    const HAS_LEVEL: u32 = 0x20;
    let count = u32_at(part, 0)? as usize;
    let headers = part.get(4..4_usize.checked_add(count.checked_mul(HEADER_BYTES)?)?)?;
    let mut rest = part.get(4 + headers.len()..)?;
    for (number, header) in headers.chunks_exact(HEADER_BYTES).enumerate() {
        let mut levels = Levels::default();
        let mut starts = [None; LEVELS];
        // A list's changes begin with four bytes of no meaning.
        rest = rest.get(4..).unwrap_or(&[]);
        for _ in 0..*header.get(12)? {
            let (Some(start), Some(flags)) = (count_at(rest, 0), u32_at(rest, 4)) else { break };
            rest = rest.get(8..)?;
            let index = (flags & 0xf) as usize;
            let level = if flags & HAS_LEVEL != 0 { Some(read_level(&mut rest)?) } else { None };
            if let Some(own) = starts.get_mut(index).filter(|_| flags & STARTS != 0) {
                *own = Some(level.as_ref().map_or(start, |level| level.start));
            }
            if let Some(own) = levels.get_mut(index).filter(|_| level.is_some()) {
                *own = level;
            }
        }
        numbering.add_list(&(number + 1).to_string(), &u32_at(header, 0)?.to_string(), starts, levels);
    }
    Some(())
}

/// Reads a level: fixed bytes, two lists of properties, and the number's wording, in which the characters 0 to 8 stand for
/// the levels' counters.
fn read_level(rest: &mut &[u8]) -> Option<Level> {
    const FIXED_BYTES: usize = 28;
    const LEGAL: u8 = 0x04;
    const OWN_RESTART: u8 = 0x08;
    const NO_GAP: u8 = 2;
    let bytes = *rest;
    let byte = |at: usize| bytes.get(at).copied();
    let text_at = FIXED_BYTES + usize::from(byte(24)?) + usize::from(byte(25)?);
    let text_end = text_at + 2 + 2 * usize::from(u16_at(bytes, text_at)?);
    let units = bytes.get(text_at + 2..text_end)?.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit));
    let mut text = String::new();
    for character in char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)) {
        match u32::from(character) {
            level @ 0..9 => text.push_str(&format!("%{}", level + 1)),
            _ => text.push(character),
        }
    }
    *rest = bytes.get(text_end..)?;
    let flags = byte(5)?;
    Some(Level {
        start: count_at(bytes, 0).unwrap_or(0),
        format: FORMATS.get(usize::from(byte(4)?)).copied().unwrap_or("none").to_owned(),
        text,
        legal: flags & LEGAL != 0,
        suffix: if byte(15)? == NO_GAP { "nothing" } else { "tab" }.to_owned(),
        restart: if flags & OWN_RESTART != 0 { byte(26).map(usize::from) } else { None },
        style: None,
    })
}
