//! No input makes a reader panic, and what is read is sound: places lie in the text, cells do not overlap.

use gouji::document::{Block, Document, Table};
use gouji::input::{Draft, Hints, read};
use proptest::prelude::*;

use crate::word_file::{WordFile, cell, paragraph, paragraph_with};
use crate::{read_bytes, read_text};

/// Places lie in the text, and cells do not overlap.
pub fn assert_sound(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        let span = block.span();
        assert!(span.start >= end && document.text.get(span.start..span.end).is_some(), "{span:?}");
        end = span.end;
        if let Block::Table(table) = block {
            assert_sound_table(table, &document.text);
        }
    }
    assert!(!document.blocks.is_empty());
    assert!(document.hidden.iter().all(|hidden| document.text.get(hidden.span.start..hidden.span.end).is_some()));
}

fn assert_sound_table(table: &Table, text: &str) {
    let mut slots = vec![false; table.rows * table.columns];
    for cell in &table.cells {
        assert!(table.span.contains(cell.span) && text.get(cell.span.start..cell.span.end).is_some());
        for row in cell.row..cell.row + cell.rowspan {
            for column in cell.column..cell.column + cell.colspan {
                let slot = &mut slots[row * table.columns + column];
                assert!(!*slot, "two cells at {row}, {column}: {table:?}");
                *slot = true;
            }
        }
    }
}

/// A file with everything that the reader of Word files looks at.
fn word_file() -> Vec<u8> {
    let styles = "<w:style w:styleId=\"a\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let lists = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/>\
                 <w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let rows = [cell("<w:vMerge w:val=\"restart\"/>", "甲") + &cell("", "1"), cell("<w:vMerge/>", "") + &cell("", "2")];
    let rows: String = rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect();
    let body =
        paragraph_with("<w:pStyle w:val=\"a\"/>", "总体情况") + &paragraph("文") + &format!("<w:tbl>{rows}</w:tbl>");
    WordFile::new(&body).styles(styles).numbering(lists).bytes()
}

/// Pieces of HTML in any order, most of it out of place.
fn tag_soup() -> impl Strategy<Value = String> {
    const PIECES: [&str; 41] = [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th rowspan=3>",
        "<td colspan=4>",
        "<td rowspan=0>",
        "<tbody>",
        "</tbody>",
        "<tfoot>",
        "<caption>",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<li>",
        "<ul>",
        "</ul>",
        "<span hidden>",
        "</span>",
        "<b style='font-size:0'>",
        "</b>",
        "<tr height=0>",
        "<tr style='display:none'>",
        "<td style='display:none'>",
        "<h2>",
        "</h2>",
        "<pre>",
        "</pre>",
        "<svg/>",
        "<svg>",
        "</svg>",
        "<br>",
        "<!--",
        "-->",
        "&nbsp;",
        "一、总体情况",
        "12",
        "\n",
    ];
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let hints = Hints { decode: Some(|bytes| Some(String::from_utf8_lossy(bytes).into_owned())), ..Hints::default() };
        if let Ok(document) = read(&Draft::Bytes(&bytes), &hints) {
            assert_sound(&document);
        }
    }

    #[test]
    fn any_text(text in any::<String>()) {
        for mime in [None, Some("text/html"), Some("text/plain")] {
            if let Ok(document) = read(&Draft::Text(&text), &Hints { mime, ..Hints::default() }) {
                assert_sound(&document);
            }
        }
    }

    #[test]
    fn any_tag_soup(soup in tag_soup()) {
        if let Ok(document) = read_text(&format!("<p>{soup}")) {
            assert_sound(&document);
        }
    }

    /// The first four bytes alone say that it is an archive.
    #[test]
    fn any_cut(end in 4..word_file().len()) {
        prop_assert!(read_bytes(&word_file()[..end]).is_err());
    }

    #[test]
    fn any_flips(flips in prop::collection::vec((0..word_file().len(), 1..=255u8), 1..4)) {
        let mut bytes = word_file();
        for (at, flip) in flips {
            bytes[at] ^= flip;
        }
        if let Ok(document) = read_bytes(&bytes) {
            assert_sound(&document);
        }
    }

    /// The checksum would catch a flip in the packed text, so that the XML itself is flipped before packing.
    #[test]
    fn any_flips_of_the_xml(flips in prop::collection::vec((0..2000usize, 0..=127u8), 1..6)) {
        let body = paragraph("文") + &format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("<w:gridSpan w:val=\"2\"/>", "甲"), cell("", "1"));
        let mut xml = format!("<w:document><w:body>{body}</w:body></w:document>").into_bytes();
        for (at, byte) in flips {
            let at = at % xml.len();
            xml[at] = byte;
        }
        if let Ok(document) = read_bytes(&WordFile::default().part("word/document.xml", &xml).bytes()) {
            assert_sound(&document);
        }
    }
}

#[test]
fn the_file_that_is_mangled_is_good() {
    let document = read_bytes(&word_file()).unwrap();
    assert_sound(&document);
    assert_eq!(crate::blocks(&document), ["一、总体情况", "文", "甲\t1\n2"]);
}
