//! Formats are known by their content.

use gouji::input::{Draft, Hints, InputError, read};

use crate::word_file::{WordFile, paragraph};
use crate::{blocks, read_bytes, read_text};

#[test]
fn a_word_file_is_read_whatever_it_is_called() {
    let bytes = WordFile::new(&paragraph("公开")).bytes();
    let hints = Hints { name: Some("报告.doc"), mime: Some("application/msword"), ..Hints::default() };
    assert_eq!(blocks(&read(&Draft::Bytes(&bytes), &hints).unwrap()), ["公开"]);
}

#[test]
fn html_is_told_by_its_tags_and_plain_text_by_its_type() {
    for source in [
        "<p style=''>公开</p>",
        "\u{feff} <!DOCTYPE html><p>公开",
        "<!-- --><p>公开",
        "公开<br>",
        "公开<TABLE></TABLE>",
    ] {
        assert_eq!(blocks(&read_text(source).unwrap()), ["公开"], "{source}");
    }
    let plain = Hints { mime: Some("text/plain;charset=utf-8"), ..Hints::default() };
    assert_eq!(blocks(&read(&Draft::Text("<p>公开"), &plain).unwrap()), ["<p>公开"]);
    let html = Hints { mime: Some("text/html"), ..Hints::default() };
    assert_eq!(blocks(&read(&Draft::Text("公开&nbsp;"), &html).unwrap()), ["公开"]);
    assert_eq!(blocks(&read_text("<2021年度>收到 3 < 5").unwrap()), ["<2021年度>收到 3 < 5"]);
}

#[test]
fn text_is_read_in_every_encoding_of_the_field() {
    let text = "云溪县2023年年度报告\n一、总体情况";
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
    let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for bytes in [text.as_bytes().to_vec(), with_mark, utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)] {
        let document = read_bytes(&bytes).unwrap();
        assert_eq!(document.text, text);
    }
    let decode = |bytes: &[u8]| (bytes == b"\xb9\xab\xbf\xaa").then(|| "公开".to_owned());
    let hints = Hints { decode: Some(decode), ..Hints::default() };
    assert_eq!(read(&Draft::Bytes(b"\xb9\xab\xbf\xaa"), &hints).unwrap().text, "公开");
    assert_eq!(read(&Draft::Bytes(b"\xb9\xab\xbf\xff"), &hints), Err(InputError::UnknownEncoding));
}

/// A compound file with the names of some streams in its directory.
fn compound_file(names: &[&str]) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(1024, 0);
    for name in names {
        let end = bytes.len() + 128;
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(end, 0);
    }
    bytes
}

#[test]
fn other_formats_are_named() {
    let archive = |path: &str| WordFile::default().part(path, b"<x/>");
    let cases = [
        (b"\x89PNG\r\n\x1a\n".to_vec(), InputError::Picture),
        (b"\xff\xd8\xff\xe0".to_vec(), InputError::Picture),
        (b"BM\x10\0\0\0\0\0\0\0".to_vec(), InputError::Picture),
        (b"Rar!\x1a\x07\0".to_vec(), InputError::Archive),
        (compound_file(&["EncryptionInfo", "EncryptedPackage"]), InputError::Encrypted),
        (archive("ppt/presentation.xml").bytes(), InputError::Slides),
        (archive("OFD.xml").bytes(), InputError::NoMainPart),
        (archive("mimetype").part("content.xml", b"").bytes(), InputError::Damaged),
        (archive("word/styles.xml").bytes(), InputError::NoMainPart),
        (b"\x7fELF\x02\x01\x01\0\0\0".to_vec(), InputError::UnknownFormat),
    ];
    for (bytes, error) in cases {
        assert_eq!(read_bytes(&bytes), Err(error));
    }
}

#[test]
fn every_error_is_one_sentence_with_a_code_of_its_own() {
    use InputError::*;
    let errors = [
        Empty,
        TooLarge(1),
        TooMuchText,
        TooManyCells,
        TooManyColumns,
        TooDeep,
        UnknownEncoding,
        Garbled,
        UnknownFormat,
        Pdf,
        Ofd,
        OldWord,
        Spreadsheet,
        Slides,
        Rtf,
        OpenDocument,
        WordVariant,
        Picture,
        Archive,
        Encrypted,
        Truncated,
        Damaged,
        NoMainPart,
        InflatesTooFar,
        Doctype,
        XmlEncoding,
    ];
    let mut codes: Vec<_> = errors.iter().map(InputError::code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), errors.len());
    for error in errors {
        let sentence = error.to_string();
        assert!(sentence.ends_with('。') && sentence.matches('。').count() == 1, "{sentence}");
        assert!(sentence.contains('请'), "says what to do: {sentence}");
        assert!(error.code().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
    }
}
