//! Looks for words in a text. The standard library's search for a string prepares each look-up for long texts and long words,
//! which takes longer than the look-up where words are short; `contains` of a character does the same. And it brings
//! 7 KB (gzip) of code for itself and its panics, if anything in the module uses it: `find`, `contains`, `split`, `replace`
//! of a string, `contains` of a character.

use crate::letters::{Letters, ideograph, is_ideograph, rare_letter};
use crate::position::Span;

/// Look-ups of words in a text.
pub trait Words {
    /// Where the word stands first, in bytes.
    fn place_of(&self, word: &str) -> Option<usize>;

    /// Whether one of the words stands in the text.
    fn has_any(&self, words: &[&str]) -> bool;

    /// Whether the character stands in the text.
    fn holds(&self, character: char) -> bool;

    /// Whether the word stands in the text.
    fn has(&self, word: &str) -> bool {
        self.place_of(word).is_some()
    }
}

impl Words for str {
    fn place_of(&self, word: &str) -> Option<usize> {
        places(self, word).next()
    }

    fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    fn holds(&self, character: char) -> bool {
        self.chars().any(|other| other == character)
    }
}

/// Where a word stands in a text, in bytes; places may overlap. An empty word stands nowhere.
pub fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let begins_here = move |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with(word));
    let first = word.chars().next().into_iter();
    first.flat_map(|first| text.match_indices(first)).map(|(at, _)| at).filter(begins_here)
}

/// The character that begins at a place in bytes.
pub fn letter_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The last character before a place, and the first behind it.
pub fn around(text: &str, from: usize, to: usize) -> (Option<char>, Option<char>) {
    (Span::new(0, from).of(text).chars().next_back(), letter_at(text, to))
}

/// Whether a character is a letter or a digit. Most are ideographs, for which the standard library goes through a long table.
pub fn is_of_word(character: char) -> bool {
    is_ideograph(character) || character.is_alphanumeric()
}

/// How many keys there are.
const KEYS: usize = 2048;

/// The keys of the ideographs that are marks wherever they stand: the letters of dates and of sums of money.
const MARKED: [usize; 4] = ['年' as usize % KEYS, '月' as usize % KEYS, '日' as usize % KEYS, '元' as usize % KEYS];

/// A number below [`KEYS`] that a letter shares with few others, and a capital with its small letter.
fn key(letter: char) -> usize {
    letter.to_ascii_lowercase() as usize % KEYS
}

/// A text that was read once for many look-ups: its letters, in which parts of it each stands, and where signs and dates
/// stand.
#[derive(Debug)]
pub struct Index<'a> {
    text: &'a str,
    /// What labels are made of.
    pub letters: Letters,
    /// Bytes of a part, of which there are at most 64.
    size: usize,
    /// For each key a bit for each part in which such a letter stands.
    parts: Box<[u64; KEYS]>,
    /// Places that fit into four bytes, for a text is much shorter, and what stands there.
    marks: Vec<(u32, char)>,
}

impl<'a> Index<'a> {
    /// Reads a text.
    pub fn of(text: &'a str) -> Index<'a> {
        let size = (text.len() / 64 + 1).max(64);
        let mut parts = Box::new([0; KEYS]);
        let mut marks = Vec::with_capacity(text.len() / 6);
        let mut letters = Letters::with_capacity(text.len() / 3);
        let (mut part, mut end) = (1, size);
        let (mut before, mut last) = (KEYS, KEYS);
        let bytes = text.as_bytes();
        let mut start = 0;
        while let Some(rest @ [lead, ..]) = bytes.get(start..) {
            // Nearly all are ideographs and ASCII; to decode them here takes a part of the time.
            let (character, width) = match rest {
                [..=0x7f, ..] => (char::from(*lead), 1),
                [0xe4..=0xe9, second, third, ..] => (ideograph(*lead, *second, *third), 3),
                _ => letter_at(text, start).map_or(('\0', 1), |character| (character, character.len_utf8())),
            };
            if start >= end {
                (part, end) = (part << 1, end + size);
            }
            let is_ideograph = is_ideograph(character);
            let key = if is_ideograph { character as usize % KEYS } else { key(character) };
            if let Some(bits) = parts.get_mut(key) {
                *bits |= part;
            }
            if !is_ideograph || key == last || key == before || MARKED.contains(&key) {
                marks.push((start as u32, character));
            }
            (before, last) = (last, key);
            let letter = if is_ideograph { Some(character) } else { rare_letter(character) };
            if let Some(letter) = letter {
                letters.push(letter, Span { start, end: start + width });
            }
            start += width;
        }
        Index { text, letters, size, parts, marks }
    }

    /// The places in a span where something stands that is no ideograph, or 年, 月, 日 or 元, and where a letter may be that
    /// of one or two letters before: signs, digits, Latin letters, dates, doubled words. A place may be none of these.
    pub fn marks(&self, within: Span) -> impl Iterator<Item = (usize, char)> {
        let count_before = |byte: usize| self.marks.partition_point(|(at, _)| (*at as usize) < byte);
        let inside = self.marks.get(count_before(within.start)..count_before(within.end)).unwrap_or_default();
        inside.iter().map(|(at, mark)| (*at as usize, *mark))
    }

    /// The signs of a span that are no ideographs, and 元, with their places: behind one of these a number may stand.
    pub fn signs(&self, within: Span) -> impl Iterator<Item = (usize, char)> {
        self.marks(within).filter(|(_, sign)| !is_ideograph(*sign) || *sign == '元')
    }

    /// Whether one of the words may stand in a span, in whatever case; if not, it certainly does not.
    pub fn may_have(&self, within: Span, words: &[&str]) -> bool {
        words.iter().any(|word| self.parts_with(within, word) != 0)
    }

    /// Whether one of the words stands in a span.
    pub fn has_any(&self, within: Span, words: &[&str]) -> bool {
        words.iter().any(|word| self.place_of(within, word).is_some())
    }

    /// Where a word stands in a span, in bytes of the whole text.
    pub fn places<'b>(&'b self, mut within: Span, word: &'b str) -> impl Iterator<Item = usize> + 'b {
        std::iter::from_fn(move || {
            let at = self.place_of(within, word)?;
            within.start = at + 1;
            Some(at)
        })
    }

    /// Where a word stands first in a span, in bytes of the whole text.
    pub fn place_of(&self, within: Span, word: &str) -> Option<usize> {
        let mut parts = self.parts_with(within, word);
        while parts != 0 {
            let part = self.size * parts.trailing_zeros() as usize;
            parts &= parts - 1;
            let start = self.text.ceil_char_boundary(part.max(within.start));
            let end = self.text.ceil_char_boundary((part + self.size + word.len()).min(within.end));
            if let Some(at) = Span::new(start, end).of(self.text).place_of(word) {
                return Some(start + at);
            }
        }
        None
    }

    /// The parts of a span in which the word may begin: there or in the next part all of its letters stand.
    fn parts_with(&self, within: Span, word: &str) -> u64 {
        // As many letters as fit into the smallest part.
        let mut bits = word.chars().take(16).map(|letter| self.parts.get(key(letter)).copied().unwrap_or_default());
        let first = bits.next().unwrap_or_default();
        let to_last = u64::MAX >> (63 - (within.end / self.size).min(63));
        let from_first = u64::MAX << (within.start / self.size).min(63);
        let first = first & from_first & to_last;
        if first == 0 { 0 } else { bits.fold(first, |parts, bits| parts & (bits | bits >> 1)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand() {
        let text = "政务公开、政府信息公开，aab";
        for word in ["政府信息", "公开", "aab", "ab", "，", "信公", "公开公开", text] {
            assert_eq!(text.place_of(word), text.find(word), "{word}");
        }
        assert_eq!(places(text, "公开").collect::<Vec<_>>(), [6, 27]);
        assert!(text.has_any(&["没有", "公开，"]) && !text.has_any(&["没有", "公务"]));
        assert!(text.holds('，') && text.holds('b') && !text.holds('无'));
    }

    #[test]
    fn an_index_finds_what_reading_finds() {
        let unit = "政务公开、政府信息公开，aAb Ünï 𠮷𠮷野的的“12”按照按照\n";
        for count in [1, 7, 300] {
            let text = unit.repeat(count);
            let index = Index::of(&text);
            let spans = [Span::new(0, text.len()), Span::new(6, text.len() - 1), Span::new(12, 27), Span::new(3, 3)];
            for (word, within) in ["公开", "政", "信息公", "ab", "Ab Ü", "𠮷", "没有", "\n政务", unit, ""]
                .into_iter()
                .flat_map(|word| spans.map(|within| (word, within)))
            {
                let read: Vec<usize> = places(within.of(&text), word).map(|at| within.start + at).collect();
                assert_eq!(index.places(within, word).collect::<Vec<_>>(), read, "{word} {within:?} {count}");
                assert_eq!(index.has_any(within, &["没有", word]), !read.is_empty());
                assert!(index.may_have(within, &["没有", word]) || read.is_empty());
            }
            assert!(index.may_have(spans[0], &["AAB"]) && !index.has_any(spans[0], &["AAB"]));
        }
    }

    #[test]
    fn marks_are_signs_and_letters_said_again() {
        let text = "公开，a的的办1按照按照下年𠮷";
        let marked =
            |within: Span| -> String { Index::of(text).marks(within).map(|(_, character)| character).collect() };
        assert_eq!(marked(Span::new(0, text.len())), "，a的1按照年𠮷");
        assert_eq!(marked(Span::new(9, 16)), "a的");
    }
}
