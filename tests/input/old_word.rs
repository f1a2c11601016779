//! .doc files: pieces, tables, fields, lists, what is hidden; and what is no such file.

use std::time::{Duration, Instant};

use gouji::document::Block;
use gouji::input::InputError;
use proptest::prelude::*;

use crate::old_word_file::{ENDS_ROW, Edge, IN_TABLE, OldWordFile, change, compound_file};
use crate::robustness::assert_sound;
use crate::{blocks, cells, read_bytes};

#[test]
fn text_is_put_together_from_narrow_and_wide_pieces() {
    let mut file =
        OldWordFile::new().line("Yunxi \u{97}\u{0}x").line("云溪县\u{b}第二行\u{1e}\u{1f}").line("").line("𠮷");
    file.narrow = 10;
    assert_eq!(blocks(&read_bytes(&file.bytes()).unwrap()), ["Yunxi —x", "云溪县", "第二行-", "𠮷"]);
}

#[test]
fn a_table_keeps_its_merged_cells_and_wide_rows_are_found_in_their_own_stream() {
    let narrow: &[Edge] = &[(1000, 1), (2000, 0), (3000, 0)];
    let file = OldWordFile::new()
        .line("前")
        .row(&["甲", "乙"], &[(1000, 0), (3000, 0)])
        .row(&["丙", "1", "2"], narrow)
        .long_row(&["", "3", "4"], &[(1004, 2), (2003, 0), (3000, 0)])
        .line("后");
    let document = read_bytes(&file.bytes()).unwrap();
    assert_eq!(blocks(&document), ["前", "甲\t乙\n丙\t1\t2\n3\t4", "后"]);
    assert_eq!(
        cells(&document),
        [
            (0, 0, 1, 1, "甲"),
            (0, 1, 1, 2, "乙"),
            (1, 0, 2, 1, "丙"),
            (1, 1, 1, 1, "1"),
            (1, 2, 1, 1, "2"),
            (2, 1, 1, 1, "3"),
            (2, 2, 1, 1, "4")
        ]
    );
}

#[test]
fn a_table_inside_a_cell_is_text_of_the_cell() {
    let inner = [IN_TABLE, &change(0x6649, &2u32.to_le_bytes())].concat();
    let inner_cell = [&inner[..], &change(0x244b, &[1])].concat();
    let inner_row = [&inner[..], &change(0x244b, &[1]), &change(0x244c, &[1])].concat();
    let file = OldWordFile::new()
        .row(&["申请数量合计", "办理结果总计"], &[(1000, 0), (2000, 0)])
        .paragraph("甲", 0x07, 0, IN_TABLE)
        .paragraph("1", 0x0d, 0, &inner_cell)
        .paragraph("件", 0x0d, 0, &inner_cell)
        .paragraph("", 0x0d, 0, &inner_row)
        .row(&[""], &[(1000, 0), (2000, 0)]);
    let document = read_bytes(&file.bytes()).unwrap();
    let texts: Vec<_> = cells(&document).iter().map(|cell| cell.4).collect();
    assert_eq!(texts, ["申请数量合计", "办理结果总计", "甲", "1 件"]);
}

#[test]
fn of_a_field_only_the_result_is_read_and_what_is_hidden_is_kept_apart() {
    let file = OldWordFile::new()
        .line("见\u{13} HYPERLINK \u{14}链接\u{15}后")
        .line("公开博彩网情况删去的\u{13}断")
        .line("文")
        .run("博彩网", &change(0x083c, &[1]))
        .run("删去的", &change(0x0800, &[1]));
    let document = read_bytes(&file.bytes()).unwrap();
    assert_eq!(blocks(&document), ["见链接后", "公开情况", "文"]);
    assert_eq!(document.hidden.iter().map(|hidden| hidden.text.as_str()).collect::<Vec<_>>(), ["博彩网"]);
}

#[test]
fn lists_are_numbered_and_headings_have_their_level() {
    const CHINESE: u8 = 39;
    let list = change(0x460b, &1u16.to_le_bytes());
    let file = OldWordFile::new()
        .list(CHINESE, &[0, u16::from_le_bytes([0x01, 0x30])])
        .paragraph("总体情况", 0x0d, 1, &list)
        .paragraph("正文", 0x0d, 0, &[])
        .paragraph("主动公开", 0x0d, 0, &[&list[..], &change(0x2640, &[1])].concat());
    let document = read_bytes(&file.bytes()).unwrap();
    assert_eq!(blocks(&document), ["一、总体情况", "正文", "二、主动公开"]);
    let levels = document.blocks.iter().map(|block| if let Block::Paragraph(line) = block { line.level } else { None });
    assert_eq!(levels.collect::<Vec<_>>(), [Some(1), None, Some(2)]);
}

#[test]
fn what_is_no_word_file_of_that_time_is_named() {
    let file = OldWordFile::new().line("文");
    let mut encrypted = file.clone();
    encrypted.flags = 0x0300;
    assert_eq!(read_bytes(&encrypted.bytes()), Err(InputError::Encrypted));
    let mut older = file;
    older.identity = 0xa5dc;
    assert_eq!(read_bytes(&older.bytes()), Err(InputError::OldWord));
    assert_eq!(read_bytes(&compound_file(&[("Contents", b"x")])), Err(InputError::OldWord));
    assert_eq!(read_bytes(&OldWordFile::new().line("").bytes()), Err(InputError::Empty));
}

/// A file with everything that the reader looks at.
fn whole() -> Vec<u8> {
    OldWordFile::new()
        .list(39, &[0, 0x3001])
        .paragraph("总体情况", 0x0d, 1, &change(0x460b, &1u16.to_le_bytes()))
        .line("见\u{13} HYPERLINK \u{14}链接\u{15}后")
        .row(&["甲", "1", "2"], &[(1000, 1), (2000, 0), (3000, 0)])
        .long_row(&["", "3", "4"], &[(1000, 2), (2000, 0), (3000, 0)])
        .run("链接", &change(0x083c, &[1]))
        .bytes()
}

#[test]
fn a_cut_file_is_told() {
    let bytes = whole();
    let document = read_bytes(&bytes).unwrap();
    for end in (8..bytes.len()).step_by(97) {
        match read_bytes(&bytes[..end]) {
            // The last sector ends with the numbers of sectors that do not exist.
            Ok(read) => assert!(end > bytes.len() - 512 && read == document, "{end}"),
            Err(error) => assert!(matches!(error, InputError::Truncated | InputError::OldWord), "{end}: {error:?}"),
        }
    }
}

/// Each of these makes a careless reader go on for ever or ask for all memory.
#[test]
fn no_file_takes_long() {
    let started = Instant::now();
    // A table of sectors in which every chain goes in a circle.
    let mut circle = whole();
    let table = circle.len() - 512;
    circle[table..].chunks_exact_mut(4).for_each(|next| next.copy_from_slice(&1u32.to_le_bytes()));
    assert_eq!(read_bytes(&circle), Err(InputError::Damaged));
    // Every character ends a paragraph with a row's definition of its own.
    let cells = [(1000, 0); 20];
    let marks = OldWordFile::new().row(&["甲"], &cells).paragraph(&"\u{7}".repeat(300_000), 0x07, 0, IN_TABLE);
    assert_eq!(read_bytes(&marks.bytes()), Err(InputError::TooManyCells));
    let rows = OldWordFile::new().paragraph(&"甲\u{7}".repeat(200_000), 0x07, 0, &[IN_TABLE, ENDS_ROW].concat());
    let _ = read_bytes(&rows.bytes());
    let long = OldWordFile::new().line(&"一".repeat(2_000_000));
    assert_eq!(read_bytes(&long.bytes()), Err(InputError::TooMuchText));
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_flips(flips in prop::collection::vec((0..whole().len(), any::<u8>()), 1..6)) {
        let mut bytes = whole();
        for (at, byte) in flips {
            bytes[at] = byte;
        }
        if let Ok(document) = read_bytes(&bytes) {
            assert_sound(&document);
        }
    }
}
