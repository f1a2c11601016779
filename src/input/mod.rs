//! From what the user gave to a [`Document`]: recognises the format by its content, never by a file's name, and calls
//! the reader for it.

mod csv;
#[cfg(feature = "files")]
mod docx;
mod encoding;
mod error;
#[cfg(feature = "files")]
mod files;
mod flow;
mod html;
mod text;

use std::borrow::Cow;

use crate::document::Document;
use crate::limits::{MAX_INPUT_BYTES, MAX_TEXT_BYTES};
use crate::words::Words;

pub use error::InputError;
#[cfg(feature = "files")]
pub use files::{PackedFile, files_in};

/// What the user gave.
#[derive(Clone, Copy, Debug)]
pub enum Draft<'a> {
    /// A paste, or text that the host has decoded.
    Text(&'a str),
    /// The bytes of a file.
    Bytes(&'a [u8]),
    /// A document that was read before, and perhaps changed since.
    Document(&'a Document),
}

impl Draft<'_> {
    fn len(&self) -> usize {
        match self {
            Draft::Text(text) => text.len(),
            Draft::Bytes(bytes) => bytes.len(),
            Draft::Document(document) => document.text.len(),
        }
    }
}

/// A host's decoder; it gives nothing for bytes that are not valid in its encoding.
pub type Decoder = fn(&[u8]) -> Option<String>;

/// What the host knows about a draft.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// The file's name. Recognition does not look at it: a `.doc` is often a web page or a renamed `.docx`.
    pub name: Option<&'a str>,
    /// The media type, as `text/html`. `text/plain` is never taken for HTML.
    pub mime: Option<&'a str>,
    /// The host's decoder for GB18030.
    pub decode: Option<Decoder>,
}

/// Reads a draft in any format that is known.
///
/// # Errors
/// The draft is empty, beyond a limit, damaged, or in a format that cannot be read.
pub fn read(draft: &Draft<'_>, hints: &Hints<'_>) -> Result<Document, InputError> {
    if draft.len() > MAX_INPUT_BYTES {
        return Err(InputError::TooLarge(draft.len()));
    }
    let text = match *draft {
        Draft::Document(document) if document.text.len() > MAX_TEXT_BYTES => return Err(InputError::TooMuchText),
        Draft::Document(document) => return refuse_empty(document.clone()),
        Draft::Text(text) => Cow::Borrowed(text),
        Draft::Bytes(bytes) if is_archive(bytes) => {
            return refuse_empty(read_archive(bytes, hints)?);
        }
        Draft::Bytes(bytes) => {
            if let Some(kind) = unreadable_format(bytes) {
                return refuse_empty(read_file(kind, bytes, hints)?);
            }
            encoding::decode(bytes, hints.decode)?
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if encoding::is_garbled(text) {
        return Err(InputError::Garbled);
    }
    if let Some(kind) = unreadable_markup(text) {
        return refuse_empty(read_file(kind, text.as_bytes(), hints)?);
    }
    refuse_empty(if is_html(text, hints.mime) { html::read(text)? } else { text::read(text)? })
}

/// Reads a file of a format that only the larger build knows; `kind` says which it is.
#[cfg(feature = "files")]
fn read_file(kind: InputError, bytes: &[u8], hints: &Hints<'_>) -> Result<Document, InputError> {
    files::read(kind, bytes, hints)
}

/// A zip archive is a Word file, or one of the formats that are told by what is in it.
#[cfg(feature = "files")]
fn read_archive(bytes: &[u8], hints: &Hints<'_>) -> Result<Document, InputError> {
    docx::read(bytes).or_else(|kind| read_file(kind, bytes, hints))
}

/// This build reads text only; another build may know what this one has recognised.
#[cfg(not(feature = "files"))]
fn read_file(kind: InputError, _bytes: &[u8], _hints: &Hints<'_>) -> Result<Document, InputError> {
    let hopeless = matches!(kind, InputError::Picture | InputError::Slides | InputError::Encrypted);
    Err(if hopeless { kind } else { InputError::NeedsFiles })
}

#[cfg(not(feature = "files"))]
fn read_archive(_bytes: &[u8], _hints: &Hints<'_>) -> Result<Document, InputError> {
    Err(InputError::NeedsFiles)
}

fn refuse_empty(document: Document) -> Result<Document, InputError> {
    if document.blocks.is_empty() { Err(InputError::Empty) } else { Ok(document) }
}

fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The first bytes of formats that are known but not read.
const SIGNATURES: [(&[u8], InputError); 11] = [
    (b"%PDF-", InputError::Pdf),
    (b"{\\rtf", InputError::Rtf),
    (b"\x89PNG\r\n", InputError::Picture),
    (b"\xff\xd8\xff", InputError::Picture),
    (b"GIF8", InputError::Picture),
    (b"II*\0", InputError::Picture),
    (b"MM\0*", InputError::Picture),
    (b"RIFF", InputError::Picture),
    (b"Rar!", InputError::Archive),
    (b"7z\xbc\xaf\x27\x1c", InputError::Archive),
    (b"\x1f\x8b", InputError::Archive),
];

fn unreadable_format(bytes: &[u8]) -> Option<InputError> {
    const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    if bytes.starts_with(COMPOUND_FILE) {
        return Some(compound_file(bytes));
    }
    // A bitmap's two letters alone could begin a text; the reserved zeros of its header could not.
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        return Some(InputError::Picture);
    }
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, error)| error.clone())
}

/// What a compound file is, by the names of its streams; Word puts an encrypted .docx into one.
fn compound_file(bytes: &[u8]) -> InputError {
    const STREAMS: [(&str, InputError); 5] = [
        ("EncryptedPackage", InputError::Encrypted),
        ("WordDocument", InputError::OldWord),
        ("Workbook", InputError::Spreadsheet),
        ("Book", InputError::Spreadsheet),
        ("PowerPoint Document", InputError::Slides),
    ];
    // Names stand in directory entries of 128 bytes, which start at a multiple of 128.
    let entries = || bytes.chunks_exact(128);
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entries().any(|entry| entry.starts_with(&name))
    };
    STREAMS.iter().find(|(name, _)| holds(name)).map_or(InputError::OldWord, |(_, error)| error.clone())
}

/// How much of a text is looked at to tell its format.
const SAMPLE_BYTES: usize = 4096;

fn sample(text: &str) -> &str {
    text.get(..text.floor_char_boundary(SAMPLE_BYTES)).unwrap_or(text)
}

/// What a web page saved as a mail begins with: Word and browsers begin with different fields.
const MAIL_FIELDS: [&str; 5] = ["mime-version:", "content-type:", "date:", "from:", "subject:"];

/// Formats of word processors that are text.
fn unreadable_markup(text: &str) -> Option<InputError> {
    let text = text.trim_start();
    // All begin with a sign of ASCII.
    if !text.as_bytes().first().is_some_and(u8::is_ascii) {
        return None;
    }
    let sample = sample(text).to_ascii_lowercase();
    let is_archive = MAIL_FIELDS.iter().any(|field| sample.starts_with(field))
        && sample.has("mime-version:")
        && sample.has("multipart/related");
    let is_word_xml =
        sample.starts_with("<?xml") && sample.has_any(&["progid=\"word.document\"", "<w:worddocument", "<pkg:package"]);
    if is_archive || is_word_xml {
        return Some(InputError::WordVariant);
    }
    if sample.starts_with("<?xml") && sample.has("<office:document") {
        return Some(InputError::OpenDocument);
    }
    // Some programs hand on RTF as text.
    sample.starts_with("{\\rtf").then_some(InputError::Rtf)
}

/// Whether a text is HTML: it is said to be, begins with a tag, or has tags early on.
fn is_html(text: &str, mime: Option<&str>) -> bool {
    const TAGS: [&str; 11] =
        ["<html", "<body", "<table", "<p>", "<p ", "<div", "<br", "<span", "<td", "<h1", "<!--startfragment"];
    match mime.map(|mime| mime.split(';').next().unwrap_or("").trim().to_ascii_lowercase()).as_deref() {
        Some("text/html" | "application/xhtml+xml") => return true,
        Some("text/plain") => return false,
        _ => {}
    }
    let begins_with_tag = text
        .trim_start()
        .strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic() || first == '!'));
    let sample = sample(text);
    begins_with_tag
        || html::has_clipboard_header(text)
        || sample.as_bytes().contains(&b'<') && sample.to_ascii_lowercase().has_any(&TAGS)
}
