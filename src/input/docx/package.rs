//! The parts of a Word file: an archive whose parts name each other by relationships.

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, ErrorKind, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::xml::{Event, Xml};
use crate::input::InputError;
use crate::limits::{MAX_ARCHIVE_ENTRIES, MAX_INFLATED_BYTES};

/// An opened archive.
pub(in crate::input) struct Package<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    entries: Vec<Entry>,
}

/// A file in an archive.
pub(in crate::input) struct Entry {
    /// The path as its writer encoded it.
    pub(in crate::input) name: Vec<u8>,
    /// The part's path; paths are compared without regard to case.
    path: String,
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    encrypted: bool,
}

impl<'a> Package<'a> {
    /// Reads the archive's directory.
    pub(in crate::input) fn open(bytes: &'a [u8]) -> Result<Package<'a>, InputError> {
        let archive = ZipArchive::from_slice(bytes).map_err(|error| match error.kind() {
            ErrorKind::MissingEndOfCentralDirectory | ErrorKind::Eof => InputError::Truncated,
            _ => InputError::Damaged,
        })?;
        let mut entries = Vec::new();
        let mut directory = archive.entries();
        while let Some(header) = directory.next_entry().map_err(|_| InputError::Damaged)? {
            if entries.len() == MAX_ARCHIVE_ENTRIES {
                return Err(InputError::InflatesTooFar);
            }
            entries.push(Entry {
                name: header.file_path().as_bytes().to_vec(),
                path: String::from_utf8_lossy(header.file_path().as_bytes()).replace('\\', "/"),
                place: header.wayfinder(),
                method: header.compression_method(),
                encrypted: header.flags().is_encrypted(),
            });
        }
        Ok(Package { archive, entries })
    }

    /// The path of the main part.
    pub(in crate::input) fn main_part(&self) -> Result<String, InputError> {
        let main = self.related("", "officeDocument")?.unwrap_or_else(|| "word/document.xml".to_owned());
        let has = |path: &str| self.entries.iter().any(|entry| entry.path.eq_ignore_ascii_case(path));
        let has_folder = |folder: &str| self.entries.iter().any(|entry| entry.path.starts_with(folder));
        if has_folder("xl/") {
            Err(InputError::Spreadsheet)
        } else if has_folder("ppt/") {
            Err(InputError::Slides)
        } else if has(&main) {
            Ok(main)
        } else if has("OFD.xml") {
            Err(InputError::Ofd)
        } else if has("mimetype") && has("content.xml") {
            Err(InputError::OpenDocument)
        } else if has_folder("word/") || has("[Content_Types].xml") {
            Err(InputError::NoMainPart)
        } else {
            Err(InputError::Archive)
        }
    }

    /// The path of the part that `source` names as its part of a kind, such as `styles`; the archive itself is the
    /// source "".
    pub(in crate::input) fn related(&self, source: &str, kind: &str) -> Result<Option<String>, InputError> {
        let relationships = self.relationships(source)?;
        Ok(relationships.into_iter().find(|relationship| relationship.kind == kind).map(|found| found.path))
    }

    /// Every part that `source` names as one of its own.
    pub(in crate::input) fn relationships(&self, source: &str) -> Result<Vec<Relationship>, InputError> {
        let (folder, name) = source.rsplit_once('/').unwrap_or(("", source));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(part) = self.part(&format!("{folder}_rels/{name}.rels"))? else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        let mut xml = Xml::new(&part);
        while let Some(event) = xml.next()? {
            let Event::Start(element) = event else { continue };
            let (Some(target), Some(kind)) = (element.attribute("Target"), element.attribute("Type")) else {
                continue;
            };
            let absolute = target.strip_prefix('/').map(str::to_owned);
            found.push(Relationship {
                id: element.attribute("Id").unwrap_or_default(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                path: absolute.unwrap_or_else(|| format!("{folder}{}", target.strip_prefix("./").unwrap_or(&target))),
            });
        }
        Ok(found)
    }

    /// The files in the order of the directory.
    pub(in crate::input) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The text of a part, where it is there.
    pub(in crate::input) fn part(&self, path: &str) -> Result<Option<String>, InputError> {
        let Some(entry) = self.entries.iter().find(|entry| entry.path.eq_ignore_ascii_case(path)) else {
            return Ok(None);
        };
        String::from_utf8(self.bytes(entry)?).map(Some).map_err(|_| InputError::XmlEncoding)
    }

    /// The content of a file.
    pub(in crate::input) fn bytes(&self, entry: &Entry) -> Result<Vec<u8>, InputError> {
        if entry.encrypted {
            return Err(InputError::Encrypted);
        }
        let stored = self.archive.get_entry(entry.place).map_err(|_| InputError::Damaged)?;
        let bytes = match entry.method {
            CompressionMethod::STORE if stored.data().len() > MAX_INFLATED_BYTES => {
                return Err(InputError::InflatesTooFar);
            }
            CompressionMethod::STORE => stored.data().to_vec(),
            CompressionMethod::DEFLATE => {
                decompress_to_vec_with_limit(stored.data(), MAX_INFLATED_BYTES).map_err(|error| match error.status {
                    TINFLStatus::HasMoreOutput => InputError::InflatesTooFar,
                    _ => InputError::Damaged,
                })?
            }
            _ => return Err(InputError::Damaged),
        };
        if checksum(&bytes) != stored.claim_verifier().crc {
            return Err(InputError::Damaged);
        }
        Ok(bytes)
    }
}

/// A part's reference to another.
pub(in crate::input) struct Relationship {
    /// The name by which the part's elements refer to it.
    pub(in crate::input) id: String,
    /// What the other part is to it, such as `styles`.
    pub(in crate::input) kind: String,
    /// The other part's path.
    pub(in crate::input) path: String,
}

/// The CRC-32 of a part. (rawzip's own is faster, but its tables add 18 KB to the compressed module.)
fn checksum(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            let mut value = byte as u32;
            let mut bit = 0;
            while bit < 8 {
                value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
                bit += 1;
            }
            table[byte] = value;
            byte += 1;
        }
        table
    };
    !bytes.iter().fold(!0, |sum: u32, byte| {
        let index = usize::from(sum.to_le_bytes()[0] ^ byte);
        TABLE.get(index).copied().unwrap_or(0) ^ (sum >> 8)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_checksum_is_that_of_archives() {
        assert_eq!(super::checksum(b"123456789"), 0xcbf4_3926);
    }
}
