//! PDF files: text and rules in their places, pages put together again.

mod cmap;
mod content;
mod font;
mod lexer;
mod names;
mod stream;

use hayro_syntax::{LoadPdfError, Pdf};

use super::page;
use crate::document::Document;
use crate::input::{Hints, InputError};
use crate::limits::MAX_PAGES;
use content::Painter;

/// Reads a PDF file.
pub(super) fn read(bytes: &[u8], hints: &Hints<'_>) -> Result<Document, InputError> {
    if is_cut_off(bytes) {
        return Err(InputError::Truncated);
    }
    stream::check(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => InputError::Encrypted,
        LoadPdfError::Invalid => InputError::Damaged,
    })?;
    let sources = pdf.pages();
    if sources.len() > MAX_PAGES {
        return Err(InputError::TooManyPages);
    }
    let mut painter = Painter::new(hints.decode);
    let pages = sources.iter().map(|source| painter.page(source)).collect::<Result<Vec<_>, _>>()?;
    // Pages of a font whose characters nobody knows are no better than a picture.
    let is_known = painter.characters > painter.unknown * 5;
    if !is_known && (painter.unknown > 0 || pages.iter().any(|page| page.painted)) {
        return Err(InputError::Scanned);
    }
    page::read(pages)
}

/// Whether the end is missing, which says where everything stands.
fn is_cut_off(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"startxref";
    /// Some programs append to a file.
    const TAIL_BYTES: usize = 8_192;
    let tail = bytes.get(bytes.len().saturating_sub(TAIL_BYTES)..).unwrap_or(bytes);
    !tail.windows(MARK.len()).any(|word| word == MARK)
}
