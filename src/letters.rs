//! A text reduced to what labels are made of: letters in one form each, without digits, blanks and punctuation. Every
//! letter knows its place in the text, so that what is found here can be shown there.

use crate::position::Span;
use unicode_normalization::UnicodeNormalization;

/// The letters of a text, in order.
#[derive(Debug, Default)]
pub struct Letters {
    /// The letters, folded by [`fold`].
    pub chars: Vec<char>,
    places: Vec<Span>,
}

impl Letters {
    /// Reduces a text.
    pub fn of(text: &str) -> Letters {
        let mut letters = Letters::default();
        for (start, character) in text.char_indices() {
            let span = Span::new(start, start + character.len_utf8());
            match character {
                '\u{4e00}'..='\u{9fff}' | 'a'..='z' | 'A'..='Z' => letters.push(character, span),
                '\0'..='\u{ff}' => {}
                _ => fold(character, |folded| {
                    if folded.is_alphabetic() {
                        letters.push(folded, span);
                    }
                }),
            }
        }
        letters
    }

    fn push(&mut self, character: char, span: Span) {
        self.chars.push(character);
        self.places.push(span);
    }

    /// How many letters there are.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether there is no letter.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The place in the text of the letters `from` up to `to`; past the last letter it is empty.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let start = self.places.get(from).map_or_else(|| self.end(), |span| span.start);
        match to.checked_sub(1).and_then(|last| self.places.get(last)) {
            Some(last) if to > from => Span::new(start, last.end),
            _ => Span::new(start, start),
        }
    }

    /// Index of the first letter at or after a byte offset.
    pub fn index_at(&self, byte: usize) -> usize {
        self.places.partition_point(|span| span.start < byte)
    }

    fn end(&self) -> usize {
        self.places.last().map_or(0, |span| span.end)
    }
}

/// The letters of a short text such as a label.
pub fn letters(text: &str) -> Vec<char> {
    Letters::of(text).chars
}

/// Gives the compatibility form of a character (NFKC) and also that of the CJK Radicals Supplement, which NFKC leaves
/// alone and PDF files are full of.
pub fn fold(character: char, mut each: impl FnMut(char)) {
    match character {
        '\0'..='\u{7f}' | '\u{4e00}'..='\u{9fff}' => each(character),
        '\u{2e80}'..='\u{2eff}' => each(supplement_radical(character)),
        _ => std::iter::once(character).nfkc().for_each(each),
    }
}

/// The ordinary character for a radical that NFKC does not fold. Only those that stand for whole words are here.
fn supplement_radical(character: char) -> char {
    const RADICALS: &str = "⺠民⻅见⻥鱼⻔门⻓长⻬齐⻛风⻋车⻚页⻢马⻦鸟⻩黄⻨麦⻆角⻘青⻝食⻜飞⻤鬼⻮齿⻰龙⻳龟⻄西⻉贝⻑长⺟母⺫目⺼月⻐金⻌之⺮竹⺝月";
    let mut pairs = RADICALS.chars();
    while let (Some(radical), Some(ordinary)) = (pairs.next(), pairs.next()) {
        if radical == character {
            return ordinary;
        }
    }
    character
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        letters(text).into_iter().collect()
    }

    #[test]
    fn labels_of_every_spelling_are_one() {
        assert_eq!(folded("（一）予以公开"), "一予以公开");
        assert_eq!(folded("㈠ 予 以\u{3000}公\u{a0}开"), "一予以公开");
        assert_eq!(folded("3.危及“三安全一稳定”"), "危及三安全一稳定");
        assert_eq!(folded("⾏政复议"), "行政复议");
        assert_eq!(folded("⺠⻅⻥⻔⻓⻬⻛"), "民见鱼门长齐风");
    }

    #[test]
    fn letters_know_their_places() {
        let text = "1. 行 政22";
        let letters = Letters::of(text);
        assert_eq!(letters.span(0, 2).of(text), "行 政");
        assert_eq!(letters.index_at(4), 1);
        assert!(letters.span(2, 2).is_empty());
    }
}
