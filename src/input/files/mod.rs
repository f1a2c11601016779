//! The formats whose readers are too heavy for the page's first module: they are compiled with the feature `files`, into
//! the command and into a second module that is loaded when such a file is given.

mod archive;
mod mht;
mod ofd;
mod open_document;
mod page;
mod pdf;
mod rtf;
mod sheet;
mod word;
mod word_table;
mod word_xml;

use super::{Hints, InputError};
use crate::document::Document;

pub use archive::{PackedFile, files_in};

/// Reads a file of a format that was recognised by its content; one that is not known here is refused as that format.
pub(super) fn read(kind: InputError, bytes: &[u8], hints: &Hints<'_>) -> Result<Document, InputError> {
    match kind {
        InputError::Archive => archive::read(bytes, hints),
        InputError::OpenDocument => open_document::read(bytes),
        InputError::Ofd => ofd::read(bytes),
        InputError::Pdf => pdf::read(bytes, hints),
        InputError::Rtf => rtf::read(bytes, hints.decode),
        InputError::Spreadsheet => sheet::read(bytes),
        InputError::WordVariant => read_text(bytes, hints),
        InputError::OldWord => word::read(bytes),
        _ => Err(kind),
    }
}

/// Reads one of Word's formats that are text; it was decoded on its way here.
fn read_text(bytes: &[u8], hints: &Hints<'_>) -> Result<Document, InputError> {
    let text = std::str::from_utf8(bytes).map_err(|_| InputError::UnknownEncoding)?;
    if text.trim_start().starts_with('<') { word_xml::read(text) } else { mht::read(text, hints.decode) }
}
