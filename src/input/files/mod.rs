//! The formats whose readers are too heavy for the page's first module: they are compiled with the feature `files`, into
//! the command and into a second module that is loaded when such a file is given.

use super::{Hints, InputError};
use crate::document::Document;

/// Reads a file of a format that was recognised by its content; one that is not known here is refused as that format.
pub(super) fn read(kind: InputError, bytes: &[u8], hints: &Hints<'_>) -> Result<Document, InputError> {
    let _ = (bytes, hints);
    Err(kind)
}
