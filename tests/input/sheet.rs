//! Workbooks: what a printed page shows of them, and files that are damaged or made to harm.

use std::time::{Duration, Instant};

use gouji::input::InputError;
use proptest::prelude::*;

use crate::old_word_file::compound_file;
use crate::robustness::assert_sound;
use crate::sheet_file::{Xlsx, begin, cell, record, rows, wide, xls};
use crate::word_file::WordFile;
use crate::{blocks, cells, read_bytes};

/// A file with everything that the reader of .xlsx looks at.
fn whole() -> Xlsx {
    let texts = "<sst><si><t>信息内容</t></si><si><r><t>行政</t></r><r><t xml:space=\"preserve\">许可 </t></r><rPh><t>x</t></rPh></si></sst>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.00&quot;万元&quot;\"/></numFmts>\
                  <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
                  <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"31\"/></cellXfs></styleSheet>";
    let content = "<cols><col min=\"5\" max=\"6\" hidden=\"1\"/></cols><sheetData>\
        <row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c><c r=\"E3\"><v>9</v></c></row>\
        <row r=\"4\"><c r=\"B4\" t=\"s\"><v>1</v></c><c r=\"C4\"><v>3</v></c><c r=\"D4\" s=\"1\"><v>7730.284</v></c></row>\
        <row r=\"5\" hidden=\"1\"><c r=\"B5\"><v>1</v></c></row>\
        <row r=\"6\"><c r=\"B6\" s=\"2\"><v>45309</v></c><c r=\"C6\"><f>SUM(C3:C4)</f><v>12.5</v></c>\
        <c r=\"D6\"><f>C6*2</f></c></row>\
        <row><c t=\"b\"><v>1</v></c><c t=\"str\"><f>A1</f><v>字</v></c><c t=\"e\"><v>#REF!</v></c></row>\
        </sheetData><mergeCells><mergeCell ref=\"B3:D3\"/></mergeCells>";
    Xlsx::default()
        .part("sharedStrings", texts)
        .part("styles", styles)
        .sheet("表一", "", content)
        .sheet("底稿", "state=\"hidden\"", &rows(&[&["看不见"]]))
        .sheet("表二", "", &rows(&[&["甲", "1"], &["乙", "2"]]))
}

#[test]
fn a_workbook_is_read_as_it_is_printed() {
    let document = read_bytes(&whole().bytes()).unwrap();
    let table = "\t信息内容\n\t行政许可\t3\t7730.28万元\n\t2024年1月18日\t12.5\t=C6*2\nTRUE\t字\t#REF!\t";
    assert_eq!(blocks(&document), ["表一", table, "表二", "甲\t1\n乙\t2"]);
    assert_eq!(cells(&document)[1], (0, 1, 1, 3, "信息内容"));
    assert_sound(&document);
}

/// The same table in records.
fn whole_xls() -> Vec<u8> {
    let mut texts = [2u32, 2].iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>();
    texts.extend(wide("信息内容", 2));
    texts.extend([4, 0, 1]);
    texts.extend("行政".encode_utf16().flat_map(u16::to_le_bytes));
    let rest: Vec<u8> = [1].into_iter().chain("许可".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let style = |format: u16| record(0xe0, &[[0, 0], format.to_le_bytes()].concat());
    let head = [
        record(0x41e, &[164u16.to_le_bytes().to_vec(), wide("0.00\"万元\"", 2)].concat()),
        style(0),
        style(0),
        style(164),
        style(31),
        record(0xfc, &texts),
        record(0x3c, &rest),
    ];
    let short = |number: i32| (number << 2 | 2).to_le_bytes();
    let styled = |style: u16, number: i32| [&style.to_le_bytes()[..], &short(number)].concat();
    let many = [&2u16.to_le_bytes()[..], &1u16.to_le_bytes(), &styled(1, 3), &styled(2, 7), &[2, 0]].concat();
    let formula = |result: &[u8; 8]| [&result[..], &[0; 8]].concat();
    let chart = [begin(0x600), cell(0x27e, 2, 1, &short(99)), record(0x0a, &[])].concat();
    let sheet = vec![
        record(0x208, &[9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]),
        record(0x7d, &[4, 0, 5, 0, 0, 0, 0, 0, 1, 0]),
        cell(0xfd, 1, 1, &0u32.to_le_bytes()),
        cell(0x27e, 1, 4, &short(9)),
        chart,
        cell(0xfd, 2, 0, &1u32.to_le_bytes()),
        record(0xbd, &many),
        record(0x27e, &[&[3, 0, 0, 0, 3, 0][..], &short(45_309)].concat()),
        cell(0x06, 3, 1, &formula(&12.5f64.to_le_bytes())),
        cell(0x06, 3, 2, &formula(&[0, 0, 0, 0, 0, 0, 0xff, 0xff])),
        record(0x207, &wide("字", 2)),
        cell(0x06, 4, 0, &formula(&[1, 0, 1, 0, 0, 0, 0xff, 0xff])),
        cell(0x205, 4, 1, &[0x17, 1]),
        cell(0x203, 4, 2, &0.5f64.to_le_bytes()),
        cell(0x204, 9, 0, &wide("看不见", 2)),
        record(0xe5, &[1, 0, 1, 0, 1, 0, 1, 0, 2, 0]),
    ];
    let other = vec![cell(0x204, 0, 0, &wide("甲", 2)), cell(0x204, 1, 0, &wide("乙", 2))];
    xls(&head, &[("表一", 0, sheet), ("底稿", 1, other.clone()), ("图", 0x200, other.clone()), ("表二", 0, other)])
}

#[test]
fn an_old_workbook_is_read_as_it_is_printed() {
    let document = read_bytes(&whole_xls()).unwrap();
    let table = "\t信息内容\n行政许可\t3\t7.00万元\n2024年1月18日\t12.5\t字\nTRUE\t#REF!\t0.5";
    assert_eq!(blocks(&document), ["表一", table, "表二", "甲", "乙"]);
    assert_eq!(cells(&document)[1], (0, 1, 1, 2, "信息内容"));
    assert_sound(&document);
}

#[test]
fn workbooks_that_cannot_be_read_are_told_apart() {
    let old = |head: Vec<u8>| compound_file(&[("Workbook", &head)]);
    let locked = [begin(0x600), record(0x2f, &[0; 6])].concat();
    let mut locked_part = WordFile::default().part("xl/workbook.xml", b"<w/>");
    locked_part.flags = 1;
    for (bytes, error) in [
        (WordFile::default().part("xl/workbook.bin", b"x").bytes(), InputError::Spreadsheet),
        (Xlsx::default().bytes(), InputError::Empty),
        (Xlsx::default().refer("chartsheet", "chartsheets/sheet1.xml", "图", "").bytes(), InputError::Empty),
        (Xlsx::default().sheet("表", "", "<sheetData><row>").bytes(), InputError::Damaged),
        (
            WordFile::default().part("xl/workbook.xml", b"<!DOCTYPE w [<!ENTITY a \"aaaa\">]><w>&a;</w>").bytes(),
            InputError::Doctype,
        ),
        (locked_part.bytes(), InputError::Encrypted),
        (compound_file(&[("EncryptedPackage", b"x")]), InputError::Encrypted),
        (old(locked), InputError::Encrypted),
        (old(begin(0x500)), InputError::Spreadsheet),
        (compound_file(&[("Book", &begin(0x500))]), InputError::Spreadsheet),
        (old(Vec::new()), InputError::Damaged),
        (old([begin(0x600), vec![0xfc, 0, 9, 0]].concat()), InputError::Truncated),
        (xls(&[], &[]), InputError::Empty),
    ] {
        assert_eq!(read_bytes(&bytes), Err(error));
    }
}

#[test]
fn a_truncated_workbook_is_refused() {
    for bytes in [whole().bytes(), whole_xls()] {
        for sixteenth in 1..16 {
            let end = bytes.len() * sixteenth / 16;
            match read_bytes(bytes.get(..end).unwrap()) {
                // The last sector of a compound file ends with what is said of sectors that it does not have.
                Ok(document) => assert!(end > bytes.len() - 512 && Ok(document) == read_bytes(&bytes), "{sixteenth}"),
                Err(InputError::Truncated | InputError::Damaged | InputError::OldWord) => {}
                Err(error) => panic!("{sixteenth}: {error:?}"),
            }
        }
    }
}

/// Each of these makes a careless reader go on for ever or ask for all memory.
#[test]
fn no_workbook_takes_long() {
    let started = Instant::now();
    let text = "一".repeat(100_000);
    let shared = format!("<sst><si><t>{text}</t></si></sst>");
    let cells = |cell: &str, count: usize| format!("<sheetData><row>{}</row></sheetData>", cell.repeat(count));
    let bomb = Xlsx::default().part("sharedStrings", &shared).sheet("表", "", &cells("<c t=\"s\"><v>0</v></c>", 9_000));
    assert_eq!(read_bytes(&bomb.bytes()), Err(InputError::TooMuchText));
    let blank = Xlsx::default().part("sharedStrings", &format!("<sst>{}</sst>", "<si/>".repeat(1_300_000)));
    assert_eq!(read_bytes(&blank.bytes()), Err(InputError::TooMuchText));
    let wide = Xlsx::default().sheet("表", "", &cells("<c><v>1</v></c></row><row>", 30_000));
    assert_eq!(read_bytes(&wide.bytes()), Err(InputError::TooManyCells));
    let styled = Xlsx::default().sheet("表", "", &cells("<c s=\"1\"/>", 200_000));
    assert_eq!(read_bytes(&styled.bytes()), Err(InputError::Empty));
    let merged = format!(
        "{}<mergeCells>{}</mergeCells>",
        rows(&[&["甲", "乙"]]),
        "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(15_000)
    );
    assert_eq!(blocks(&read_bytes(&Xlsx::default().sheet("表", "", &merged).bytes()).unwrap()), ["甲"]);
    let large = Xlsx::default().sheet("表", "", &format!("<!--{}-->", " ".repeat(300_000)));
    let again = (0..200).fold(large, |file, _| file.refer("worksheet", "worksheets/sheet1.xml", "表", ""));
    assert_eq!(read_bytes(&again.bytes()), Err(InputError::InflatesTooFar));
    let inflated = Xlsx::default().sheet("表", "", &" ".repeat(31_000_000));
    assert_eq!(read_bytes(&inflated.bytes()), Err(InputError::InflatesTooFar));
    // Sheets that all stand at one place.
    let records = vec![record(0x201, &[0; 6]); 100_000];
    let mut sheets = vec![("表", 0, Vec::new()); 2_000];
    sheets.push(("表", 0, records));
    assert!(read_bytes(&xls(&[], &sheets)).is_err());
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_flips_of_an_old_workbook(flips in prop::collection::vec((0..whole_xls().len(), any::<u8>()), 1..6)) {
        let mut bytes = whole_xls();
        for (at, byte) in flips {
            bytes[at] = byte;
        }
        if let Ok(document) = read_bytes(&bytes) {
            assert_sound(&document);
        }
    }

    /// The parts are flipped before they are packed, for the archive's checksums find the rest.
    #[test]
    fn any_sheet_of_a_workbook(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..30)) {
        if let Ok(document) = read_bytes(&whole().sheet("乱", "", &pieces.concat()).bytes()) {
            assert_sound(&document);
        }
    }
}

/// Elements of a sheet, closed each by itself, in any order and with any places.
const PIECES: [&str; 14] = [
    "<row r=\"0\"><c r=\"A0\"><v>1</v></c></row>",
    "<row r=\"18446744073709551615\"><c><v>1</v></c></row>",
    "<row><c r=\"ZZZZZZZZZZZZZZZZ9\"><v>1</v></c><c><v>2</v></c></row>",
    "<row r=\"7\"><c r=\"XFD1048576\" t=\"s\"><v>1</v></c></row>",
    "<row r=\"7\"><c r=\"B2\" t=\"s\"><v>99</v></c><c r=\"B2\"><v>-1e308</v></c></row>",
    "<row><c t=\"inlineStr\"><is><t>甲</t><rPh><t>x</t></rPh></is></c><c r=\"C1\"><v>nan</v></c></row>",
    "<c r=\"A2\"><v>5</v><f>x</f></c>",
    "<v>1</v>",
    "<mergeCell ref=\"A1:C3\"/>",
    "<mergeCell ref=\"B2:D9\"/>",
    "<mergeCell ref=\"C3:A1\"/>",
    "<mergeCell ref=\"A0:A1\"/>",
    "<col min=\"0\" max=\"18446744073709551615\" hidden=\"0\"/>",
    "<col min=\"3\" max=\"2\" hidden=\"1\"/>",
];
