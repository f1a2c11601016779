//! Places in a document's text: bytes inside, lines and UTF-16 columns at the boundary.

/// A half-open range of byte offsets into [`Document::text`](crate::document::Document::text), on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`; an `end` before `start` gives an empty range at `start`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end: end.max(start) }
    }

    /// Number of bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text of the range, or nothing where it does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// A point of the text as people and editors name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// UTF-16 code units from the start of the text.
    pub utf16: usize,
    /// 1-based line.
    pub line: usize,
    /// 1-based column in UTF-16 code units.
    pub column: usize,
}

#[derive(Clone, Copy)]
struct Mark {
    byte: usize,
    utf16: usize,
}

/// UTF-16 code units of a text: one for a character, two for one of four bytes.
fn utf16_length(text: &str) -> usize {
    text.bytes().map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0)).sum()
}

/// Bytes between two marks; a report can be one line of many thousand characters.
const STRIDE: usize = 64;

/// Where each line of a text starts, in bytes and in UTF-16 code units, and marks inside long lines, so that a look-up
/// counts a short stretch only.
pub struct Lines<'a> {
    text: &'a str,
    lines: Vec<Mark>,
    marks: Vec<Mark>,
}

impl<'a> Lines<'a> {
    /// Reads the line starts of `text`; lines end with `\n`.
    pub fn new(text: &'a str) -> Lines<'a> {
        let mut lines = vec![Mark { byte: 0, utf16: 0 }];
        let mut marks = lines.clone();
        let mut utf16 = 0;
        let mut next = STRIDE;
        for (byte, character) in text.char_indices() {
            if byte >= next {
                marks.push(Mark { byte, utf16 });
                next = byte + STRIDE;
            }
            utf16 += character.len_utf16();
            if character == '\n' {
                lines.push(Mark { byte: byte + 1, utf16 });
            }
        }
        Lines { text, lines, marks }
    }

    fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.byte <= byte).saturating_sub(1)
    }

    /// The point at a byte offset; an offset past the end is the end, one inside a character is its start.
    pub fn point(&self, byte: usize) -> Point {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let mark = self.marks.partition_point(|mark| mark.byte <= byte).saturating_sub(1);
        let mark = self.marks.get(mark).copied().unwrap_or(Mark { byte: 0, utf16: 0 });
        let utf16 = mark.utf16 + utf16_length(Span::new(mark.byte, byte).of(self.text));
        let number = self.line_of(byte);
        let start = self.lines.get(number).map_or(0, |line| line.utf16);
        Point { utf16, line: number + 1, column: utf16 - start + 1 }
    }

    /// The byte offset of a UTF-16 code unit; past the end it is the end, inside a character its start.
    pub fn byte(&self, utf16: usize) -> usize {
        let mark = self.marks.partition_point(|mark| mark.utf16 <= utf16).saturating_sub(1);
        let mark = self.marks.get(mark).copied().unwrap_or(Mark { byte: 0, utf16: 0 });
        let mut left = utf16.saturating_sub(mark.utf16);
        let behind = Span::new(mark.byte, self.text.len()).of(self.text).char_indices();
        for (byte, character) in behind {
            if left < character.len_utf16() {
                return mark.byte + byte;
            }
            left -= character.len_utf16();
        }
        self.text.len()
    }

    /// The line that holds a byte offset, without its line break.
    pub fn line(&self, byte: usize) -> Span {
        let number = self.line_of(byte.min(self.text.len()));
        let start = self.lines.get(number).map_or(0, |line| line.byte);
        let end = self.lines.get(number + 1).map_or(self.text.len(), |line| line.byte - 1);
        let end = if Span::new(start, end).of(self.text).ends_with('\r') { end - 1 } else { end };
        Span::new(start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_utf16_units() {
        let lines = Lines::new("一二\n𠮷三\r\n");
        assert_eq!(lines.point(0), Point { utf16: 0, line: 1, column: 1 });
        assert_eq!(lines.point(3), Point { utf16: 1, line: 1, column: 2 });
        assert_eq!(lines.point(11), Point { utf16: 5, line: 2, column: 3 });
        assert_eq!(lines.point(99), Point { utf16: 8, line: 3, column: 1 });
        assert_eq!(lines.line(12), Span::new(7, 14));
    }

    #[test]
    fn a_long_line_is_counted_from_its_marks() {
        let text = format!("一\n{}", "二𠮷".repeat(1000));
        let lines = Lines::new(&text);
        for at in [4, 4 + 7 * 37, 4 + 7 * 999 + 3] {
            let want = text.get(..at).map(|head| head.encode_utf16().count()).unwrap_or_default();
            assert_eq!(lines.point(at), Point { utf16: want, line: 2, column: want - 1 });
        }
    }

    #[test]
    fn code_units_lead_back_to_their_bytes() {
        let text = "一\n二𠮷a".repeat(100);
        let lines = Lines::new(&text);
        for (byte, _) in text.char_indices() {
            assert_eq!(lines.byte(lines.point(byte).utf16), byte);
        }
        assert_eq!(lines.byte(4), lines.byte(3), "inside a pair");
        assert_eq!(lines.byte(usize::MAX), text.len());
    }

    #[test]
    fn an_offset_inside_a_character_is_its_start() {
        assert_eq!(Lines::new("一二").point(4), Lines::new("一二").point(3));
        assert_eq!(Span::new(1, 2).of("一"), "");
    }
}
