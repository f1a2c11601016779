//! From what the command was given to drafts: files, folders, standard input.

use gouji::input::{Hints, InputError, files_in};
use gouji::limits::MAX_INPUT_BYTES;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Where a draft comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
    /// A file in an archive, with its content.
    Packed(PathBuf, Vec<u8>),
    /// A path that leads to no draft, and the sentence why.
    None(PathBuf, String),
}

/// In a folder only files that may hold a report are tried. Formats that cannot be read are among them: that a report was
/// left out must be said.
const EXTENSIONS: [&str; 20] = [
    "txt", "text", "md", "markdown", "csv", "tsv", "html", "htm", "xhtml", "mht", "mhtml", "docx", "docm", "doc",
    "wps", "rtf", "odt", "ofd", "pdf", ARCHIVE,
];

/// The extension of files that are taken for folders.
const ARCHIVE: &str = "zip";

impl Input {
    /// The name for messages and results.
    pub fn name(&self) -> String {
        match self {
            Input::Standard => "标准输入".to_owned(),
            Input::File(path) | Input::Packed(path, _) | Input::None(path, _) => path.display().to_string(),
        }
    }

    /// The path, where there is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Input::Standard => None,
            Input::File(path) | Input::Packed(path, _) | Input::None(path, _) => Some(path),
        }
    }

    /// All bytes, or a sentence why not.
    pub fn read(&self) -> Result<Vec<u8>, String> {
        match self {
            Input::Standard => read_standard(),
            Input::File(path) => read_file(path),
            Input::Packed(_, bytes) => Ok(bytes.clone()),
            Input::None(_, why) => Err(why.clone()),
        }
    }

    /// The files in it where it is an archive, and else itself. They are had only now, because all of an archive is held
    /// in memory.
    pub fn expanded(self) -> Vec<Input> {
        match self {
            Input::File(path) if is_archive(&path) => unpacked(&path),
            other => vec![other],
        }
    }
}

/// Whether a path is taken for a folder though it is a file.
pub fn is_archive(path: &Path) -> bool {
    extension(path).as_deref() == Some(ARCHIVE)
}

/// The files in an archive that a folder would give, in the order of names.
fn unpacked(path: &Path) -> Vec<Input> {
    let bytes = match read_file(path) {
        Ok(bytes) => bytes,
        Err(sentence) => return vec![Input::None(path.to_owned(), sentence)],
    };
    let mut files = match files_in(&bytes, &Hints { decode: Some(decode), ..Hints::default() }) {
        Ok(Some(files)) => files,
        // A document, or a broken archive, of which the reader tells.
        Ok(None) => return vec![Input::Packed(path.to_owned(), bytes)],
        Err(error) => return vec![Input::None(path.to_owned(), error.to_string())],
    };
    files.retain(|file| may_hold_a_report(Path::new(&file.name)));
    files.sort_by(|one, other| one.name.cmp(&other.name));
    if files.is_empty() {
        return vec![Input::None(path.to_owned(), InputError::NoFile.to_string())];
    }
    let inputs = files.into_iter().map(|file| {
        let place = PathBuf::from(format!("{}/{}", path.display(), file.name));
        match file.content {
            Ok(bytes) => Input::Packed(place, bytes),
            Err(error) => Input::None(place, error.to_string()),
        }
    });
    inputs.collect()
}

/// The inputs that paths lead to, folders walked in the order of names. Hidden files are left out, and what Word puts
/// beside an open draft.
pub fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    paths.iter().flat_map(|path| of_path(path)).collect()
}

fn of_path(path: &Path) -> Vec<Input> {
    if path == Path::new("-") {
        return vec![Input::Standard];
    }
    if !path.is_dir() {
        return vec![Input::File(path.to_owned())];
    }
    let walk = WalkDir::new(path).sort_by_file_name().into_iter();
    let inputs: Vec<Input> = walk
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry))
        .filter_map(|entry| match entry {
            Ok(entry) => {
                (entry.path().is_file() && may_hold_a_report(entry.path())).then(|| Input::File(entry.into_path()))
            }
            Err(error) => {
                let place = error.path().unwrap_or(path).to_owned();
                Some(Input::None(place, error.io_error().map_or_else(|| "读取失败。".to_owned(), sentence)))
            }
        })
        .collect();
    if inputs.is_empty() {
        return vec![Input::None(path.to_owned(), "文件夹里没有可以检查的文件。".to_owned())];
    }
    inputs
}

fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || name.starts_with("~$")
}

fn may_hold_a_report(path: &Path) -> bool {
    extension(path).is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

fn extension(path: &Path) -> Option<String> {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase())
}

fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let file = File::open(path).map_err(|error| sentence(&error))?;
    let metadata = file.metadata().map_err(|error| sentence(&error))?;
    read_bounded(file, |_| Ok(metadata.len()))
}

fn read_standard() -> Result<Vec<u8>, String> {
    if io::stdin().is_terminal() {
        crate::complain("请粘贴报告全文，然后另起一行按 Ctrl+D（Windows 上按 Ctrl+Z 再按回车）。");
    }
    read_bounded(io::stdin().lock(), |rest| {
        let read = u64::try_from(MAX_INPUT_BYTES).unwrap_or(u64::MAX);
        io::copy(rest, &mut io::sink()).map(|more| read.saturating_add(more).saturating_add(1))
    })
}

/// Reads no more than can be checked; of something larger only the size is told.
fn read_bounded<R: Read>(mut reader: R, size: impl FnOnce(&mut R) -> io::Result<u64>) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(MAX_INPUT_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    reader.by_ref().take(limit).read_to_end(&mut bytes).map_err(|error| sentence(&error))?;
    if bytes.len() > MAX_INPUT_BYTES {
        let size = size(&mut reader).map_err(|error| sentence(&error))?;
        return Err(InputError::TooLarge(usize::try_from(size).unwrap_or(usize::MAX).max(bytes.len())).to_string());
    }
    Ok(bytes)
}

fn sentence(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或文件夹。".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读取权限。".to_owned(),
        _ => format!("读取失败（{error}）。"),
    }
}

/// GB18030; nothing where the bytes are not valid in it.
pub fn decode(bytes: &[u8]) -> Option<String> {
    encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// Whether places in the text that was read are places in the file: not so for Word files and web pages.
pub fn is_text_of(bytes: &[u8], text: &str) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes == text.as_bytes() || !bytes.starts_with(b"PK") && decode(bytes).as_deref() == Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_is_not_kept_but_measured() {
        let endless = io::repeat(b'x').take(50_000_000);
        let error = read_bounded(endless, |rest| io::copy(rest, &mut io::sink()).map(|more| 20_000_001 + more));
        assert!(error.unwrap_err().contains("50 MB"));
    }

    #[test]
    fn a_text_is_told_from_what_was_read_out_of_a_file() {
        assert!(is_text_of("云溪县".as_bytes(), "云溪县"));
        assert!(is_text_of(b"\xef\xbb\xbfok", "ok"));
        assert!(is_text_of(b"\xd5\xfe\xb8\xae", "政府"));
        assert!(!is_text_of("<p>云溪县</p>".as_bytes(), "云溪县"));
    }
}
