//! A line of a draft with marks under a part of it.

use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// Columns of a terminal that an excerpt takes at most, not counting the signs of omission.
const WIDEST: usize = 96;

/// Columns that are kept before the mark when a line is cut.
const LEAD: usize = 32;

const OMITTED: &str = "...";

/// What stands on the two lines of an excerpt.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, or the part of it around the mark.
    pub line: String,
    /// Blanks up to the mark, and the mark.
    pub mark: String,
}

/// Cuts a line so that the mark, given in UTF-16 code units of the line, is seen; widths are those of a terminal, on which
/// a Chinese character takes two columns.
pub fn excerpt(line: &str, mark: Range<usize>) -> Excerpt {
    let mut at = 0;
    let characters: Vec<Character> = line
        .chars()
        .map(|character| {
            let (utf16, shown) = (at, shown(character));
            at += character.len_utf16();
            Character { shown, width: shown.width().unwrap_or(0), utf16 }
        })
        .collect();
    let before_mark = characters.partition_point(|character| character.utf16 < mark.start);
    let leading = characters.iter().take(before_mark).take_while(|character| character.shown == ' ').count();
    let (start, end) = if width(characters.iter().skip(leading)) <= WIDEST {
        (leading, characters.len())
    } else {
        let lead = fitting(characters.iter().take(before_mark).skip(leading).rev(), LEAD);
        let start = before_mark - lead;
        (start, start + fitting(characters.iter().skip(start), WIDEST))
    };
    let window = || characters.iter().take(end).skip(start);
    let text: String = window().map(|character| character.shown).collect();
    let before = if start > leading { OMITTED } else { "" };
    let after = if end < characters.len() { OMITTED } else { "" };
    let indent = before.len() + width(window().filter(|character| character.utf16 < mark.start));
    let marked = width(window().filter(|character| mark.contains(&character.utf16)));
    Excerpt {
        line: format!("{before}{}{after}", text.trim_end()),
        mark: format!("{}{}", " ".repeat(indent), "^".repeat(marked.max(1))),
    }
}

struct Character {
    shown: char,
    width: usize,
    utf16: usize,
}

fn width<'a>(characters: impl Iterator<Item = &'a Character>) -> usize {
    characters.map(|character| character.width).sum()
}

/// How many characters fit into so many columns.
fn fitting<'a>(characters: impl Iterator<Item = &'a Character>, columns: usize) -> usize {
    let mut used = 0;
    characters
        .take_while(|character| {
            used += character.width;
            used <= columns
        })
        .count()
}

/// A text that changes nothing on a terminal but what it shows: a draft could hold sequences that hide or rewrite.
pub fn visible(text: &str) -> String {
    text.chars().map(shown).collect()
}

fn shown(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => ' ',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        character if character.is_control() => char::REPLACEMENT_CHARACTER,
        character => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_under_wide_characters() {
        let excerpt = excerpt("  总计 | 12 |\t3", 7..9);
        assert_eq!(excerpt, Excerpt { line: "总计 | 12 | 3".into(), mark: "       ^^".into() });
        let wide = super::excerpt("一、总体情况", 2..6);
        assert_eq!(wide.mark, "    ^^^^^^^^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let line = format!("{}错{}", "前".repeat(200), "后".repeat(200));
        let excerpt = excerpt(&line, 200..201);
        assert_eq!(excerpt.line, format!("...{}错{}...", "前".repeat(16), "后".repeat(31)));
        assert_eq!(excerpt.mark, format!("{}^^", " ".repeat(35)));
    }

    #[test]
    fn a_mark_that_is_empty_or_past_the_end_is_one_caret() {
        assert_eq!(excerpt("𠮷一", 3..3).mark, "    ^");
        assert_eq!(excerpt("", 0..0), Excerpt { line: String::new(), mark: "^".into() });
        assert_eq!(excerpt("一", 9..12).mark, "  ^");
    }

    #[test]
    fn a_draft_cannot_steer_the_terminal() {
        assert_eq!(visible("\u{1b}[2J一\u{202e}\t二"), "\u{fffd}[2J一\u{fffd} 二");
    }
}
