//! Character maps: from the codes of a string to characters, or to the numbers of a font's glyphs.

use std::collections::BTreeMap;

use super::lexer::{Lexer, Token};

/// How many single codes and ranges a map may hold; the largest real ones have some 30,000.
const MAX_ENTRIES: usize = 200_000;

/// The codes of a string and what they stand for.
#[derive(Debug, Default)]
pub(super) struct CharacterMap {
    /// Length in bytes, first and last of the codes.
    spaces: Vec<(usize, u32, u32)>,
    /// By the first code of a range: the last, and the text of the first as UTF-16.
    texts: BTreeMap<u32, (u32, Vec<u16>)>,
    /// By the first code of a range: the last, and the glyph's number of the first.
    glyphs: BTreeMap<u32, (u32, u32)>,
    /// Another map that this one is built on.
    pub(super) base: Option<Vec<u8>>,
    /// Whether text runs downward.
    pub(super) downward: bool,
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |code, byte| (code << 8) | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [byte] => vec![u16::from(*byte)],
        bytes => bytes.as_chunks().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect(),
    }
}

impl CharacterMap {
    /// Reads a map.
    pub(super) fn read(bytes: &[u8]) -> CharacterMap {
        let mut map = CharacterMap::default();
        let mut operands: Vec<Token<'_>> = Vec::new();
        for token in Lexer::new(bytes) {
            match token {
                Token::Operator(operator) => {
                    map.apply(operator, &operands);
                    operands.clear();
                }
                token if operands.len() < MAX_ENTRIES => operands.push(token),
                _ => break,
            }
            if map.texts.len() + map.glyphs.len() > MAX_ENTRIES || map.spaces.len() > MAX_ENTRIES {
                break;
            }
        }
        map
    }

    fn apply(&mut self, operator: &[u8], operands: &[Token<'_>]) {
        match operator {
            b"endcodespacerange" => {
                for pair in operands.chunks_exact(2) {
                    if let [Token::Text(first), Token::Text(last)] = pair {
                        self.spaces.push((first.len().clamp(1, 4), code(first), code(last)));
                    }
                }
            }
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Token::Text(from), Token::Text(to)] = pair {
                        self.texts.insert(code(from), (code(from), utf16(to)));
                    }
                }
            }
            b"endbfrange" => self.text_ranges(operands),
            b"endcidchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Token::Text(from), Token::Number(to)] = pair {
                        self.glyphs.insert(code(from), (code(from), natural(*to)));
                    }
                }
            }
            b"endcidrange" => {
                for range in operands.chunks_exact(3) {
                    if let [Token::Text(first), Token::Text(last), Token::Number(to)] = range {
                        self.glyphs.insert(code(first), (code(last), natural(*to)));
                    }
                }
            }
            b"usecmap" => {
                if let Some(Token::Name(name)) = operands.last() {
                    self.base = Some(name.to_vec());
                }
            }
            b"def" => {
                if let [.., Token::Name(b"WMode"), Token::Number(mode)] = operands {
                    self.downward = *mode == 1.0;
                }
            }
            _ => {}
        }
    }

    fn text_ranges(&mut self, operands: &[Token<'_>]) {
        let mut operands = operands.iter();
        while let (Some(Token::Text(first)), Some(Token::Text(last))) = (operands.next(), operands.next()) {
            let (first, last) = (code(first), code(last));
            match operands.next() {
                Some(Token::Text(to)) => {
                    self.texts.insert(first, (last, utf16(to)));
                }
                Some(Token::ArrayStart) => {
                    let items = operands.by_ref().take_while(|token| **token != Token::ArrayEnd);
                    for (item, from) in items.zip(first..=last) {
                        if let Token::Text(to) = item {
                            self.texts.insert(from, (from, utf16(to)));
                        }
                    }
                }
                _ => return,
            }
        }
    }

    /// The text of a code, where the map has one.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        let (first, (last, text)) = self.texts.range(..=code).next_back()?;
        if code > *last {
            return None;
        }
        // Within a range the last unit counts on.
        let mut units = text.clone();
        let step = u16::try_from(code - first).ok()?;
        let end = units.last_mut()?;
        *end = end.wrapping_add(step);
        Some(String::from_utf16_lossy(&units))
    }

    /// The number of a code's glyph, where the map has one.
    pub(super) fn glyph(&self, code: u32) -> Option<u32> {
        let (first, (last, glyph)) = self.glyphs.range(..=code).next_back()?;
        (code <= *last).then(|| glyph.wrapping_add(code - first))
    }

    /// The length of the code that a string begins with, where the map says which codes there are.
    pub(super) fn code_length(&self, text: &[u8]) -> Option<usize> {
        let fits = |length: usize, first: u32, last: u32| {
            let Some(bytes) = text.get(..length) else { return false };
            // Each byte lies in its own range.
            bytes.iter().zip(0..).all(|(byte, place): (&u8, usize)| {
                let shift = 8 * (length - 1 - place);
                (first >> shift & 0xff..=last >> shift & 0xff).contains(&u32::from(*byte))
            })
        };
        self.spaces.iter().find(|(length, first, last)| fits(*length, *first, *last)).map(|(length, ..)| *length)
    }
}

fn natural(number: f64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_codes_ranges_and_lists() {
        let map = CharacterMap::read(
            b"/CMapName /x def 1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <4E00> \
              <0002> <D842DFB7> endbfchar 2 beginbfrange <0010> <0012> <0030> <0020> <0021> [<0041> <00660066>] endbfrange",
        );
        let texts: Vec<Option<String>> = [1, 2, 3, 0x10, 0x12, 0x13, 0x20, 0x21].map(|code| map.text(code)).to_vec();
        let want = [Some("一"), Some("𠮷"), None, Some("0"), Some("2"), None, Some("A"), Some("ff")];
        assert_eq!(texts, want.map(|text| text.map(str::to_owned)));
        assert_eq!(map.code_length(b"\x12\x34"), Some(2));
        assert_eq!(map.code_length(b"\x12"), None);
    }

    #[test]
    fn codes_of_several_lengths_and_glyph_numbers() {
        let map = CharacterMap::read(
            b"2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange /GBK-EUC-H usecmap /WMode 1 def \
              1 begincidrange <20> <7e> 814 endcidrange 1 begincidchar <8140> 7 endcidchar",
        );
        assert_eq!(
            (map.code_length(b"A"), map.code_length(b"\xb0\xa1"), map.code_length(b"\xb0\x20")),
            (Some(1), Some(2), None)
        );
        assert_eq!((map.glyph(0x21), map.glyph(0x8140), map.glyph(0x8141)), (Some(815), Some(7), None));
        assert_eq!(map.base.as_deref(), Some(&b"GBK-EUC-H"[..]));
        assert!(map.downward);
    }

    #[test]
    fn a_broken_map_gives_what_there_is() {
        let map = CharacterMap::read(b"beginbfchar <01> endbfchar beginbfrange <00> <ffffffff> [ <41>");
        assert_eq!(map.text(1), None);
        let map = CharacterMap::read(b"<00000000> <ffffffff> [ <41> ] endbfrange");
        assert_eq!((map.text(0), map.text(5)), (Some("A".to_owned()), None));
    }
}
