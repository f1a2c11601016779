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

/// UTF-16 code units of the letters that begin in these bytes, at most [`STRIDE`]: one for a letter, two for one of four
/// bytes.
fn utf16_length(bytes: &[u8]) -> usize {
    let units = |byte: &u8| u8::from(byte & 0xc0 != 0x80) + u8::from(*byte >= 0xf0);
    bytes.iter().map(units).sum::<u8>().into()
}

/// Bytes after which the code units before are noted; a report can be one line of many thousand characters.
const STRIDE: usize = 16;

/// Where each line of a text starts, and how many UTF-16 code units stand before every so many bytes, so that a look-up
/// counts a short stretch only.
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    utf16: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Reads the line starts of `text`; lines end with `\n`.
    pub fn new(text: &'a str) -> Lines<'a> {
        let mut starts = vec![0];
        for (at, _) in text.match_indices('\n') {
            starts.push(at + 1);
        }
        let mut utf16 = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut before = 0;
        for bytes in text.as_bytes().chunks(STRIDE) {
            utf16.push(before);
            before += utf16_length(bytes);
        }
        utf16.push(before);
        Lines { text, starts, utf16 }
    }

    fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The UTF-16 code units before a byte offset; an offset past the end is the end, one inside a character is its start.
    pub fn utf16(&self, byte: usize) -> usize {
        let byte = self.text.floor_char_boundary(byte);
        let noted = byte / STRIDE;
        let behind = self.text.as_bytes().get(noted * STRIDE..byte).unwrap_or_default();
        self.utf16.get(noted).copied().unwrap_or_default() + utf16_length(behind)
    }

    /// The point at a byte offset, as for [`Lines::utf16`], and the line that holds it, without its line break.
    pub fn point(&self, byte: usize) -> (Point, Span) {
        let number = self.line_of(byte);
        let start = self.starts.get(number).copied().unwrap_or_default();
        let end = self.starts.get(number + 1).map_or(self.text.len(), |next| next - 1);
        let end = if Span::new(start, end).of(self.text).ends_with('\r') { end - 1 } else { end };
        let utf16 = self.utf16(byte);
        (Point { utf16, line: number + 1, column: utf16 - self.utf16(start) + 1 }, Span::new(start, end))
    }

    /// The place from one UTF-16 code unit to another.
    #[cfg(target_arch = "wasm32")]
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.byte(start), end: self.byte(end) }
    }

    /// The byte offset of a UTF-16 code unit; past the end it is the end, inside a character its start.
    pub fn byte(&self, utf16: usize) -> usize {
        let noted = self.utf16.partition_point(|before| *before <= utf16).saturating_sub(1);
        let mut left = utf16.saturating_sub(self.utf16.get(noted).copied().unwrap_or_default());
        let start = self.text.ceil_char_boundary(noted * STRIDE);
        for (byte, character) in Span::new(start, self.text.len()).of(self.text).char_indices() {
            if left < character.len_utf16() {
                return start + byte;
            }
            left -= character.len_utf16();
        }
        self.text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_utf16_units() {
        let lines = Lines::new("一二\n𠮷三\r\n");
        assert_eq!(lines.point(0).0, Point { utf16: 0, line: 1, column: 1 });
        assert_eq!(lines.point(3).0, Point { utf16: 1, line: 1, column: 2 });
        assert_eq!(lines.point(11).0, Point { utf16: 5, line: 2, column: 3 });
        assert_eq!(lines.point(99).0, Point { utf16: 8, line: 3, column: 1 });
        assert_eq!(lines.point(12).1, Span::new(7, 14));
    }

    #[test]
    fn a_long_line_is_counted_from_its_marks() {
        let text = format!("一\n{}", "二𠮷".repeat(1000));
        let lines = Lines::new(&text);
        for at in [4, 4 + 7 * 37, 4 + 7 * 999 + 3] {
            let want = text.get(..at).map(|head| head.encode_utf16().count()).unwrap_or_default();
            assert_eq!(lines.point(at).0, Point { utf16: want, line: 2, column: want - 1 });
        }
    }

    #[test]
    fn code_units_lead_back_to_their_bytes() {
        let text = "一\n二𠮷a".repeat(100);
        let lines = Lines::new(&text);
        for (byte, _) in text.char_indices() {
            assert_eq!(lines.byte(lines.utf16(byte)), byte);
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
