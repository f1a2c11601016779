//! Archives of several files: which are in them, and the only report among them.

use gouji::input::{Draft, Hints, InputError, files_in, read};
use gouji::limits::{MAX_PACKED_BYTES, MAX_PACKED_FILES};

use crate::word_file::{WordFile, paragraph};
use crate::{blocks, read_bytes};

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    files.iter().fold(WordFile::default(), |file, (name, content)| file.part(name, content)).bytes()
}

fn report() -> Vec<u8> {
    WordFile::new(&paragraph("云溪县年度报告")).bytes()
}

#[test]
fn the_only_report_is_read() {
    let picture: &[u8] = b"\x89PNG\r\n\x1a\n";
    let left: &[u8] = "别的".as_bytes();
    let files: [(&str, &[u8]); 6] = [
        ("年报/", b""),
        ("年报/照片.png", picture),
        ("年报/报告.docx", &report()),
        ("__MACOSX/年报/._报告.docx", left),
        ("年报/~$报告.docx", left),
        (".DS_Store", left),
    ];
    assert_eq!(blocks(&read_bytes(&archive(&files)).unwrap()), ["云溪县年度报告"]);
    let names: Vec<String> =
        files_in(&archive(&files), &Hints::default()).unwrap().unwrap().into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["年报/照片.png", "年报/报告.docx"]);
}

#[test]
fn several_reports_are_named_and_none_is_told() {
    let files: [(&str, &[u8]); 2] = [("乙镇.docx", &report()), ("甲\\丙.txt", "报告".as_bytes())];
    let error = read_bytes(&archive(&files)).unwrap_err();
    assert_eq!(error, InputError::SeveralFiles(vec!["乙镇.docx".to_owned(), "甲/丙.txt".to_owned()]));
    assert_eq!(
        error.to_string(),
        "压缩包里有 2 份文件：“乙镇.docx”、“甲/丙.txt”，每次只能检查一份，请解压后选择要检查的那一份。"
    );
    let many = InputError::SeveralFiles((0..9).map(|number| number.to_string()).collect()).to_string();
    assert!(many.contains("9 份文件：“0”、“1”、“2”、“3”、“4”等，"), "{many}");
    assert_eq!(read_bytes(&archive(&[("照片.png", b"\x89PNG\r\n"), ("空.txt", b" ")])), Err(InputError::NoFile));
    assert_eq!(read_bytes(&archive(&[])), Err(InputError::NoFile));
}

#[test]
fn names_may_be_in_gbk() {
    // The maker of archives takes names for text; a name in GBK has other bytes.
    let mut bytes = archive(&[("xxxx.txt", "报告".as_bytes())]);
    while let Some(at) = bytes.windows(4).position(|window| window == b"xxxx") {
        bytes[at..at + 4].copy_from_slice(b"\xb1\xa8\xb8\xe6");
    }
    let hints = Hints {
        decode: Some(|name| (name == b"\xb1\xa8\xb8\xe6.txt").then(|| "报告.txt".to_owned())),
        ..Hints::default()
    };
    assert_eq!(files_in(&bytes, &hints).unwrap().unwrap()[0].name, "报告.txt");
    assert_eq!(blocks(&read(&Draft::Bytes(&bytes), &Hints::default()).unwrap()), ["报告"]);
}

#[test]
fn archives_inside_are_refused_and_a_document_is_no_archive() {
    let inner = archive(&[("报告.docx", &report())]);
    for nested in [inner.as_slice(), b"Rar!\x1a\x07\0", b"7z\xbc\xaf\x27\x1c"] {
        let outer = archive(&[("里面.zip", nested)]);
        assert_eq!(read_bytes(&outer), Err(InputError::NestedArchive));
        let files = files_in(&outer, &Hints::default()).unwrap().unwrap();
        assert_eq!(files[0].content, Err(InputError::NestedArchive));
    }
    for document in [report(), b"PK\x03\x04".to_vec(), "文字".as_bytes().to_vec()] {
        assert_eq!(files_in(&document, &Hints::default()), Ok(None));
    }
}

#[test]
fn a_file_that_cannot_be_unpacked_is_told_by_itself() {
    let mut locked = WordFile::default().part("报告.txt", b"x");
    locked.flags = 1;
    assert_eq!(read_bytes(&locked.bytes()), Err(InputError::Encrypted));
    let huge = archive(&[("报告.txt", &vec![b' '; 31_000_000]), ("别的.txt", b"1")]);
    let files = files_in(&huge, &Hints::default()).unwrap().unwrap();
    let contents: Vec<_> = files.into_iter().map(|file| file.content).collect();
    assert_eq!(contents, [Err(InputError::InflatesTooFar), Ok(b"1".to_vec())]);
}

#[test]
fn too_many_files_and_too_many_bytes_are_refused() {
    let names: Vec<String> = (0..=MAX_PACKED_FILES).map(|number| format!("{number}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"1".as_slice())).collect();
    assert_eq!(read_bytes(&archive(&files)), Err(InputError::TooMuchPacked));
    assert!(files_in(&archive(files.get(1..).unwrap()), &Hints::default()).is_ok());
    let part = vec![b' '; MAX_PACKED_BYTES / 3 + 1];
    let large = archive(&[("1.txt", &part), ("2.txt", &part), ("3.txt", &part)]);
    assert_eq!(files_in(&large, &Hints::default()), Err(InputError::TooMuchPacked));
}

#[test]
fn a_truncated_archive_is_refused() {
    let bytes = archive(&[("报告.docx", &report()), ("照片.png", b"\x89PNG\r\n")]);
    for sixteenth in 1..16 {
        let error = read_bytes(bytes.get(..bytes.len() * sixteenth / 16).unwrap()).unwrap_err();
        assert!(matches!(error, InputError::Truncated | InputError::Damaged), "{sixteenth}: {error:?}");
    }
}
