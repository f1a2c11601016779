//! What is too large, damaged or hostile is refused with a sentence, and at once.

use std::time::{Duration, Instant};

use gouji::input::InputError;
use gouji::limits::{
    MAX_ARCHIVE_ENTRIES, MAX_ELEMENT_DEPTH, MAX_INFLATED_BYTES, MAX_INPUT_BYTES, MAX_TABLE_COLUMNS, MAX_TABLE_DEPTH,
    MAX_TEXT_BYTES,
};

use crate::word_file::{WordFile, cell, paragraph};
use crate::{cells, read_bytes, read_text};

#[test]
fn nothing_is_an_error_of_its_own() {
    for blank in ["", " \u{3000}\r\n\t\u{a0}", "\u{feff}", "<p>&nbsp;</p>", "<table><td></table><script>x</script>"] {
        assert_eq!(read_text(blank), Err(InputError::Empty), "{blank:?}");
    }
    assert_eq!(read_bytes(b""), Err(InputError::Empty));
    assert_eq!(read_bytes(&WordFile::new("<w:p/>").bytes()), Err(InputError::Empty));
}

#[test]
fn fifty_megabytes_of_text_are_refused_with_the_limit() {
    let text = "一、总体情况\n".repeat(50_000_000 / 19 + 1);
    let error = read_text(&text).unwrap_err();
    assert_eq!(error, InputError::TooLarge(text.len()));
    assert!(error.to_string().contains("51 MB") && error.to_string().contains("20 MB"), "{error}");
    let text = text.get(..MAX_TEXT_BYTES - MAX_TEXT_BYTES % 19 + 19).unwrap();
    assert_eq!(read_text(text), Err(InputError::TooMuchText));
    assert!(InputError::TooMuchText.to_string().contains("40 万字"));
}

#[test]
fn a_page_of_a_hundred_thousand_cells_is_refused_with_the_limit() {
    let page = format!("<table>{}</table>", format!("<tr>{}</tr>", "<td>1</td>".repeat(100)).repeat(1000));
    let error = read_text(&page).unwrap_err();
    assert_eq!(error, InputError::TooManyCells);
    assert!(error.to_string().contains("20000"), "{error}");
    let row = format!("<w:tr>{}</w:tr>", cell("", "1").repeat(100));
    let file = WordFile::new(&format!("<w:tbl>{}</w:tbl>", row.repeat(1000)));
    assert_eq!(read_bytes(&file.bytes()), Err(InputError::TooManyCells));
}

#[test]
fn a_span_of_a_billion_is_cut_to_the_table() {
    let row = "<tr><td>1<td>2<td>3";
    let document = read_text(&format!("<table><tr><td colspan=\"1000000000\" rowspan=\"1\">甲{row}</table>")).unwrap();
    assert_eq!(cells(&document).first(), Some(&(0, 0, 1, 3, "甲")));
    let wide = cell("<w:gridSpan w:val=\"1000000000\"/>", "甲");
    let narrow = [cell("", "1"), cell("", "2")].concat();
    let file = WordFile::new(&format!("<w:tbl><w:tr>{wide}</w:tr><w:tr>{narrow}</w:tr></w:tbl>"));
    assert_eq!(cells(&read_bytes(&file.bytes()).unwrap()).first(), Some(&(0, 0, 1, 2, "甲")));
}

#[test]
fn wide_and_deep_tables_are_refused() {
    let row = cell("", "1").repeat(MAX_TABLE_COLUMNS + 1);
    let file = WordFile::new(&format!("<w:tbl><w:tr>{row}</w:tr></w:tbl>"));
    assert_eq!(read_bytes(&file.bytes()), Err(InputError::TooManyColumns));
    let depth = MAX_TABLE_DEPTH + 1;
    let body = "<w:tbl><w:tr><w:tc>".repeat(depth) + &"</w:tc></w:tr></w:tbl>".repeat(depth);
    assert_eq!(read_bytes(&WordFile::new(&body).bytes()), Err(InputError::TooDeep));
    let body = "<w:x>".repeat(MAX_ELEMENT_DEPTH) + &"</w:x>".repeat(MAX_ELEMENT_DEPTH);
    assert_eq!(read_bytes(&WordFile::new(&body).bytes()), Err(InputError::TooDeep));
}

#[test]
fn a_bomb_is_stopped_while_it_inflates() {
    let bomb = WordFile::default().part("word/document.xml", &vec![b' '; MAX_INFLATED_BYTES + 1]).bytes();
    assert!(bomb.len() < MAX_INFLATED_BYTES / 500);
    assert_eq!(read_bytes(&bomb), Err(InputError::InflatesTooFar));
    let mut file = WordFile::new("");
    for number in 0..MAX_ARCHIVE_ENTRIES {
        file = file.part(&number.to_string(), b"");
    }
    assert_eq!(read_bytes(&file.bytes()), Err(InputError::InflatesTooFar));
}

#[test]
fn a_word_file_that_is_cut_off_encrypted_or_damaged_says_so() {
    let whole = WordFile::new(&paragraph("公开")).bytes();
    let half = whole.get(..whole.len() / 2).unwrap();
    assert_eq!(read_bytes(half), Err(InputError::Truncated));
    let mut encrypted = WordFile::new(&paragraph("公开"));
    encrypted.flags = 1;
    assert_eq!(read_bytes(&encrypted.bytes()), Err(InputError::Encrypted));
    // The checksum stands in the directory, 16 bytes from its entry's start.
    let directory = whole.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let mut damaged = whole.clone();
    damaged[directory + 16] ^= 1;
    assert_eq!(read_bytes(&damaged), Err(InputError::Damaged));
}

#[test]
fn xml_that_is_not_words_is_refused() {
    let refused = |main: &str| read_bytes(&WordFile::with_main_part(main).bytes()).unwrap_err();
    assert_eq!(refused("<!DOCTYPE w [<!ENTITY a \"b\">]><w>&a;</w>"), InputError::Doctype);
    assert_eq!(refused("<w><p><t>&a;</t></p></w>"), InputError::Damaged);
    assert_eq!(refused("<w><p></w></p>"), InputError::Damaged);
    assert_eq!(refused("<w><p>"), InputError::Damaged);
    assert_eq!(refused(""), InputError::Damaged);
    let utf16: Vec<u8> = "<w/>".encode_utf16().chain([0xd800]).flat_map(u16::to_le_bytes).collect();
    let file = WordFile::default().part("word/document.xml", &utf16).bytes();
    assert_eq!(read_bytes(&file), Err(InputError::XmlEncoding));
}

#[test]
fn text_in_a_wrong_encoding_is_told() {
    assert_eq!(read_bytes(b"\xd5\xfe\xb8\xae\xd0\xc5\xcf\xa2"), Err(InputError::UnknownEncoding));
    let garbled = String::from_utf8_lossy(b"\xd5\xfe\xb8\xae\xd0\xc5\xcf\xa2\xb9\xab\xbf\xaa").repeat(5);
    assert_eq!(read_text(&garbled), Err(InputError::Garbled));
}

/// Linear time needs four seconds for all of these, quadratic time a minute for each.
#[test]
fn no_source_takes_long() {
    let started = Instant::now();
    let fill = |piece: &str| piece.repeat(MAX_INPUT_BYTES / 100 / piece.len());
    for piece in [
        "<",
        "&",
        "<a",
        "<a ",
        "<a b='",
        "<!--",
        "</p",
        "</p>",
        "<br>",
        "<p>",
        "<b hidden>",
        "<li>",
        "<i style=font-size:0>x</i>",
        "<tr>",
        "<table>",
        "<table></table>",
        "<table><td>",
        "<td>",
        "</table>",
        "&#1",
        "<script>",
        "<title></",
        "<p a=1 a=1",
    ] {
        let _ = read_text(&format!("<p>{}", fill(piece)));
        let _ = read_text(&format!("<table><td>1<td>{}", fill(piece)));
        let _ = read_text(&format!("{}{}", "<div><q hidden>".repeat(MAX_ELEMENT_DEPTH / 2 - 10), fill(piece)));
    }
    for piece in ["<w:p/>", "<w:x>", "<w:tbl/>", "<w:tr/>", "<w:p a=\"1\"/>", "<w:tab/>", "<!---->", "&amp;"] {
        let _ = read_bytes(&WordFile::new(&fill(piece)).bytes());
    }
    let attributes = format!("<w:document {}/>", fill("a=\"1\" "));
    let _ = read_bytes(&WordFile::with_main_part(&attributes).bytes());
    assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
}
