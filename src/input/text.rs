//! Plain text: the document's text is the paste itself, a paragraph to each line that is not blank, or tables where it is
//! values divided by commas or tabs.

use crate::document::{Block, Document, Paragraph};
use crate::limits::MAX_TEXT_BYTES;
use crate::position::Span;

use super::{InputError, csv};

/// Reads plain text; a byte order mark at its start is left out.
pub(super) fn read(text: &str) -> Result<Document, InputError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_TEXT_BYTES {
        return Err(InputError::TooMuchText);
    }
    Ok(match csv::read(text)? {
        Some(document) => document,
        None => Document { text: text.to_owned(), blocks: lines(text), hidden: Vec::new() },
    })
}

fn lines(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start();
        if !rest.is_empty() {
            let first = start + line.len() - rest.len();
            let span = Span::new(first, first + rest.trim_end().len());
            blocks.push(Block::Paragraph(Paragraph { span, level: None }));
        }
        start += line.len();
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_the_paste_and_paragraphs_are_its_lines_without_blanks() {
        let paste = "\u{3000}\u{a0}一、总体情况 \r\n\r\n \t\n二、主动公开\u{3000}\r\n";
        let document = read(paste).unwrap();
        assert_eq!(document.text, paste);
        let lines: Vec<_> = document.blocks.iter().map(|block| block.span().of(&document.text)).collect();
        assert_eq!(lines, ["一、总体情况", "二、主动公开"]);
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(read("\u{feff}一").unwrap().text, "一");
    }

    #[test]
    fn text_beyond_the_limit_is_refused() {
        assert!(read(&"一".repeat(MAX_TEXT_BYTES / 3)).is_ok());
        assert_eq!(read(&"一".repeat(MAX_TEXT_BYTES / 3 + 1)), Err(InputError::TooMuchText));
    }
}
