//! The formats whose readers are too heavy for the page's first module: they are compiled with the feature `files`, into
//! the command and into a second module that is loaded when such a file is given.

mod archive;
mod sheet;
mod word;
mod word_table;

use super::{Hints, InputError};
use crate::document::Document;

pub use archive::{PackedFile, files_in};

/// Reads a file of a format that was recognised by its content; one that is not known here is refused as that format.
pub(super) fn read(kind: InputError, bytes: &[u8], hints: &Hints<'_>) -> Result<Document, InputError> {
    match kind {
        InputError::Archive => archive::read(bytes, hints),
        InputError::Spreadsheet => sheet::read(bytes),
        InputError::OldWord => word::read(bytes),
        _ => Err(kind),
    }
}
