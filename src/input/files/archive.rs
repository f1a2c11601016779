//! Archives of several files (.zip): the files themselves, and the only report among them.

use crate::document::Document;
use crate::input::docx::package::Package;
use crate::input::{Draft, Hints, InputError, encoding, is_archive, unreadable_format};
use crate::limits::{MAX_PACKED_BYTES, MAX_PACKED_FILES};

/// A file in an archive.
#[derive(Clone, Debug, PartialEq)]
pub struct PackedFile {
    /// Its path in the archive, parts divided by `/`.
    pub name: String,
    /// Its bytes, or why they cannot be had.
    pub content: Result<Vec<u8>, InputError>,
}

/// The files of an archive, without folders and what operating systems leave behind. None for what is no archive, or is
/// one document of parts, such as a .docx.
///
/// # Errors
/// There are more files than [`MAX_PACKED_FILES`], or more bytes in them than [`MAX_PACKED_BYTES`].
pub fn files_in(bytes: &[u8], hints: &Hints<'_>) -> Result<Option<Vec<PackedFile>>, InputError> {
    let Some(package) = archive(bytes) else { return Ok(None) };
    let mut files: Vec<PackedFile> = Vec::new();
    let mut sum = 0;
    for entry in package.entries() {
        let name = name(&entry.name, hints);
        if !may_be_wanted(&name) {
            continue;
        }
        let content = package.bytes(entry).and_then(refuse_nested);
        sum += content.as_ref().map_or(0, Vec::len);
        if files.len() == MAX_PACKED_FILES || sum > MAX_PACKED_BYTES {
            return Err(InputError::TooMuchPacked);
        }
        files.push(PackedFile { name, content });
    }
    Ok(Some(files))
}

/// Reads the only file of an archive that may be a report.
pub(super) fn read(bytes: &[u8], hints: &Hints<'_>) -> Result<Document, InputError> {
    let mut files = files_in(bytes, hints)?.ok_or(InputError::Archive)?;
    files.retain(|file| file.content.as_ref().map_or(true, |content| may_be_report(content, hints)));
    if files.len() > 1 {
        return Err(InputError::SeveralFiles(files.into_iter().map(|file| file.name).collect()));
    }
    let content = files.pop().ok_or(InputError::NoFile)?.content?;
    crate::input::read(&Draft::Bytes(&content), &Hints { mime: None, ..*hints })
}

/// An archive that is not the parts of one document.
fn archive(bytes: &[u8]) -> Option<Package<'_>> {
    let package = Package::open(bytes).ok().filter(|_| is_archive(bytes))?;
    (package.main_part() == Err(InputError::Archive)).then_some(package)
}

fn refuse_nested(content: Vec<u8>) -> Result<Vec<u8>, InputError> {
    let is_nested = archive(&content).is_some() || unreadable_format(&content) == Some(InputError::Archive);
    if is_nested { Err(InputError::NestedArchive) } else { Ok(content) }
}

/// Chinese Windows writes names in GBK.
fn name(name: &[u8], hints: &Hints<'_>) -> String {
    let text = match std::str::from_utf8(name) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            hints.decode.and_then(|decode| decode(name)).unwrap_or_else(|| String::from_utf8_lossy(name).into_owned())
        }
    };
    text.replace('\\', "/")
}

/// Folders, hidden files, and what Word and macOS put beside files are passed over.
fn may_be_wanted(name: &str) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') || part.starts_with("~$") || part == "__MACOSX";
    !name.ends_with('/') && !name.split('/').any(is_hidden)
}

/// Whether a file is text or a document, and not one of the pictures that come with it.
fn may_be_report(content: &[u8], hints: &Hints<'_>) -> bool {
    match unreadable_format(content) {
        Some(InputError::Picture) => false,
        Some(_) => true,
        None => {
            is_archive(content)
                || encoding::decode(content, hints.decode).is_ok_and(|text| text.chars().any(char::is_alphanumeric))
        }
    }
}
