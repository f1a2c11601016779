//! Word's formats that are text: RTF, web archives, and single XML files; and OpenDocument texts.

use gouji::document::{Block, Document};
use gouji::input::{Draft, Hints, InputError, read};
use gouji::limits::{MAX_ELEMENT_DEPTH, MAX_INPUT_BYTES, MAX_TABLE_DEPTH};
use proptest::prelude::*;
use std::time::{Duration, Instant};

use crate::robustness::assert_sound;
use crate::word_file::WordFile;
use crate::{blocks, cells, read_bytes};

/// Knows one word in GB18030.
fn decode(bytes: &[u8]) -> Option<String> {
    const WORD: &str = "\u{b9}\u{ab}\u{bf}\u{aa}";
    let text: String = bytes.iter().copied().map(char::from).collect();
    Some(text.replace(WORD, "公开")).filter(|text| !text.contains(['\u{d5}', '\u{b7}']))
}

fn read_with_decoder(bytes: &[u8]) -> Result<Document, InputError> {
    read(&Draft::Bytes(bytes), &Hints { decode: Some(decode), ..Hints::default() })
}

fn rtf(body: &str) -> Result<Document, InputError> {
    let fonts =
        r"{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\froman\fcharset0 Times;}{\f2\fcharset2 Symbol;}}";
    let styles = r"{\stylesheet{\s0 Normal;}{\s3\outlinelevel0 heading 1;}{\*\cs4 x;}}";
    let file = format!(r"{{\rtf1\ansi\ansicpg936\deff0{fonts}{styles}{{\info{{\title x}}}}{body}}}");
    read_with_decoder(file.as_bytes())
}

#[test]
fn rtf_text_is_read_in_its_code_page_and_in_unicode() {
    let document = rtf(concat!(
        r"\pard \'b9\'ab\'bf\'aa12\par {\uc2\u25919\'d5\'fe\u24220\'b8\'ae}\uc1\u-10174?\uc1\u-8265?\par",
        "\n",
        r"{\f1 \'93a\'94\emdash\'b7}\u8220\ldblquote b{\f2 x}\line c\tab d\~e\{\par"
    ));
    assert_eq!(blocks(&document.unwrap()), ["公开12", "政府𠮷", "“a”—·“b", "c\td\u{a0}e{"]);
    assert_eq!(rtf(r"\'d5\'fe\par"), Err(InputError::UnknownEncoding));
    assert_eq!(blocks(&read_bytes("{\\rtf1 政府\\par}".as_bytes()).unwrap()), ["政府"]);
}

#[test]
fn rtf_groups_that_hold_no_text_are_passed_over() {
    let document = rtf(concat!(
        r"\pard{\*\bkmkstart a}{\pict\bin4 }{}\pngblip 8950}{\header x\par}",
        r"{\field{\*\fldinst HYPERLINK}{\fldrslt a}}{\deleted x}{\v b}\plain c\par",
        r"\pard\s3{\listtext\pard\plain \u19968?\u12289?\tab}d\par\pard{\listtext 1.\tab}e\par\pard\outlinelevel1 f\par"
    ))
    .unwrap();
    assert_eq!(blocks(&document), ["ac", "一、d", "1. e", "f"]);
    assert_eq!(document.hidden.iter().map(|hidden| hidden.text.as_str()).collect::<Vec<_>>(), ["b"]);
    let levels = document.blocks.iter().map(|block| if let Block::Paragraph(line) = block { line.level } else { None });
    assert_eq!(levels.collect::<Vec<_>>(), [None, Some(1), None, Some(2)]);
}

#[test]
fn an_rtf_table_keeps_its_merged_cells() {
    let document = rtf(concat!(
        r"\pard a\par\trowd\trleft0\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl b\cell c\cell\cell\row",
        r"\trowd\trleft0\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell d\par e\cell f\cell\row\pard g\par"
    ))
    .unwrap();
    assert_eq!(blocks(&document), ["a", "b\tc\nd e\tf", "g"]);
    assert_eq!(cells(&document), [(0, 0, 2, 1, "b"), (0, 1, 1, 2, "c"), (1, 1, 1, 1, "d e"), (1, 2, 1, 1, "f")]);
}

#[test]
fn an_rtf_table_inside_a_cell_is_text_of_the_cell() {
    let document = rtf(concat!(
        r"\trowd\cellx1000\cellx2000\pard\intbl a\cell b\cell\row\pard\intbl c\cell ",
        r"\pard\intbl\itap2 1\nestcell 2\nestcell{\*\nesttableprops\trowd\cellx1300\cellx1600\nestrow}{\nonesttables\par}",
        r"\pard\intbl\itap1\cell\trowd\cellx1000\cellx2000\row\pard d\par"
    ));
    assert_eq!(blocks(&document.unwrap()), ["a\tb\nc\t1 2", "d"]);
}

#[test]
fn bad_rtf_is_refused_at_once() {
    let started = Instant::now();
    assert_eq!(rtf("{a"), Err(InputError::Truncated));
    assert_eq!(rtf("a}b"), Err(InputError::Damaged));
    assert_eq!(rtf(&"{".repeat(MAX_ELEMENT_DEPTH)), Err(InputError::TooDeep));
    assert_eq!(rtf(&format!(r"\pard\itap{}a\nestcell", MAX_TABLE_DEPTH + 1)), Err(InputError::TooDeep));
    assert_eq!(rtf(r"\bin99999999999 "), Err(InputError::Truncated));
    let fill = |piece: &str| piece.repeat(MAX_INPUT_BYTES / 10 / piece.len());
    for piece in ["{}", r"{\b a}", r"\cellx9", r"\trowd\row", r"\cell\row", r"\par ", r"\'b9", r"\u1?", "a", r"\v a"] {
        let _ = rtf(&fill(piece));
    }
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

/// An archive of a page and a picture.
fn web_archive(header: &str, encoding: &str, page: &str) -> String {
    let edge = "------=_NextPart_01";
    format!(
        "{header}\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"; boundary=\"----=_NextPart_01\"\r\n\r\nx\r\n\
         {edge}\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{page}\r\n\
         {edge}\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n{edge}--\r\n"
    )
}

#[test]
fn the_page_of_a_web_archive_is_read() {
    let word = "MIME-Version: 1.0";
    let browser = "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0";
    for (header, encoding, page) in [
        (word, "quoted-printable", "<p class=3Da>=B9=AB=\r\n=BF=AA</p>"),
        (browser, "Quoted-Printable", "<p>=E5=85=AC=E5=BC=80"),
        (browser, "base64", "PHA+5YWs\r\n5byA"),
        (word, "8bit", "<p>公开"),
    ] {
        let archive = web_archive(header, encoding, page);
        assert_eq!(blocks(&read_with_decoder(archive.as_bytes()).unwrap()), ["公开"], "{encoding}");
    }
}

#[test]
fn a_cut_web_archive_is_told() {
    let archive = web_archive("MIME-Version: 1.0", "8bit", "<p>a</p>");
    let page_end = archive.find("</p>").unwrap() + 6;
    for end in (archive.find("related;").unwrap() + 60..page_end).step_by(7) {
        assert_eq!(read_bytes(&archive.as_bytes()[..end]), Err(InputError::Truncated), "{end}");
    }
    assert_eq!(read_bytes(archive.replace("text/html;", "text/css;").as_bytes()), Err(InputError::NoMainPart));
    assert_eq!(read_bytes(web_archive("MIME-Version: 1.0", "base64", "!").as_bytes()), Err(InputError::Damaged));
}

const XML: &str = "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>";

#[test]
fn words_xml_of_2003_is_read() {
    let body = "<w:body><wx:sect><w:p><w:pPr><w:pStyle w:val=\"1\"/><w:listPr><wx:t wx:val=\"一、\"/></w:listPr></w:pPr>\
                <w:r><w:t>总体情况</w:t></w:r></w:p><w:tbl>\
                <w:tr><w:tc><w:tcPr><w:vmerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>\
                <w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>\
                <w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr>\
                </w:tbl></wx:sect></w:body>";
    let styles = "<w:styles><w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>";
    let file = format!("{XML}<w:wordDocument>{styles}{body}</w:wordDocument>");
    let document = read_bytes(file.as_bytes()).unwrap();
    assert_eq!(blocks(&document), ["一、总体情况", "甲\t1\n2"]);
    assert_eq!(cells(&document).first(), Some(&(0, 0, 2, 1, "甲")));
    assert!(matches!(document.blocks.first(), Some(Block::Paragraph(line)) if line.level == Some(1)));
    let cut = file.split("</w:body>").next().unwrap();
    assert_eq!(read_bytes(cut.as_bytes()), Err(InputError::Truncated));
}

#[test]
fn a_word_file_in_one_xml_file_is_read() {
    let part = |name: &str, kind: &str, content: &str| {
        format!(
            "<pkg:part pkg:name=\"/word/{name}.xml\" pkg:contentType=\"application/x.{kind}+xml\">\
             <pkg:xmlData>{content}</pkg:xmlData></pkg:part>"
        )
    };
    let document = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>文</w:t></w:r></w:p></w:body></w:document>";
    let styles = "<w:styles><w:style w:styleId=\"1\"><w:name w:val=\"heading 2\"/></w:style></w:styles>";
    let parts = part("document", "document.main", document) + &part("styles", "styles", styles);
    let file = format!("{XML}<pkg:package>{parts}</pkg:package>");
    let read = read_bytes(file.as_bytes()).unwrap();
    assert_eq!(blocks(&read), ["文"]);
    assert!(matches!(read.blocks.first(), Some(Block::Paragraph(line)) if line.level == Some(2)));
    let cut = file.split("</pkg:package>").next().unwrap();
    assert_eq!(read_bytes(cut.as_bytes()), Err(InputError::Truncated));
    let empty = format!("{XML}<pkg:package></pkg:package>");
    assert_eq!(read_bytes(empty.as_bytes()), Err(InputError::NoMainPart));
    let declared = "<!DOCTYPE x [<!ENTITY a \"b\">]>";
    let [inside, before] = ["<w:document>", "<pkg:package>"].map(|tag| file.replace(tag, &format!("{declared}{tag}")));
    for doctype in [inside, before.replace('文', "&a;")] {
        assert_eq!(read_bytes(doctype.as_bytes()), Err(InputError::Doctype));
    }
}

fn open_document(body: &str) -> WordFile {
    let content = format!(
        "<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let kind = b"application/vnd.oasis.opendocument.text";
    WordFile::default().part("mimetype", kind).part("content.xml", content.as_bytes())
}

#[test]
fn an_open_document_is_read() {
    let body = "<text:tracked-changes><text:p>删</text:p></text:tracked-changes>\
                <text:h text:outline-level=\"1\">一、<text:span>总体</text:span>情况</text:h>\
                <text:p>a \n b<text:s text:c=\"2\"/>c<text:line-break/>d<text:note><text:p>注</text:p></text:note></text:p>\
                <table:table><table:table-row><table:table-cell table:number-rows-spanned=\"2\"><text:p>甲</text:p></table:table-cell>\
                <table:table-cell table:number-columns-spanned=\"2\"><text:p>乙</text:p></table:table-cell><table:covered-table-cell/></table:table-row>\
                <table:table-row><table:covered-table-cell/><table:table-cell table:number-columns-repeated=\"2\"/></table:table-row>\
                <table:table-row><table:table-cell/><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell/></table:table-row></table:table>";
    let document = read_bytes(&open_document(body).bytes()).unwrap();
    assert_eq!(blocks(&document), ["一、总体情况", "a b  c", "d", "甲\t乙\n\t\n\t1\t"]);
    assert_eq!(cells(&document).get(..2), Some(&[(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙")][..]));
    assert!(matches!(document.blocks.first(), Some(Block::Paragraph(line)) if line.level == Some(1)));
}

/// The same in one XML file, of the given kind.
fn flat_open_document(kind: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<office:document office:mimetype=\"application/vnd.oasis.opendocument.{kind}\">\
         <office:meta><dc:title>题</dc:title></office:meta><office:master-styles><text:p>页眉</text:p></office:master-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document>"
    )
}

#[test]
fn an_open_document_in_one_file_is_read() {
    let file = flat_open_document("text", "<text:p>公开</text:p>");
    assert_eq!(blocks(&read_bytes(file.as_bytes()).unwrap()), ["公开"]);
    let cut = file.split("</office:text>").next().unwrap();
    assert_eq!(read_bytes(cut.as_bytes()), Err(InputError::Damaged));
    let sheet = flat_open_document("spreadsheet", "");
    assert_eq!(read_bytes(sheet.as_bytes()), Err(InputError::Spreadsheet));
}

#[test]
fn an_open_document_that_cannot_be_read_is_named() {
    let file = |body: &str| read_bytes(&open_document(body).bytes());
    assert_eq!(file("<text:p>"), Err(InputError::Damaged));
    assert_eq!(file("<table:table>"), Err(InputError::Damaged));
    let row = "<table:table><table:table-row><table:table-cell table:number-columns-repeated=\"999999999\"/>";
    assert_eq!(file(row), Err(InputError::TooManyColumns));
    let manifest = open_document("").part("META-INF/manifest.xml", b"<m><manifest:encryption-data/></m>");
    assert_eq!(read_bytes(&manifest.bytes()), Err(InputError::Encrypted));
    let sheet = WordFile::default().part("mimetype", b"application/vnd.oasis.opendocument.spreadsheet");
    assert_eq!(read_bytes(&sheet.part("content.xml", b"<x/>").bytes()), Err(InputError::Spreadsheet));
}

/// Pieces of RTF in any order, most of it out of place.
fn rtf_soup() -> impl Strategy<Value = String> {
    const PIECES: [&str; 26] = [
        "{",
        "}",
        r"\trowd",
        r"\cellx1000",
        r"\cellx-5",
        r"\cellx1001",
        r"\clmgf",
        r"\clmrg",
        r"\clvmgf",
        r"\clvmrg",
        r"\cell",
        r"\row",
        r"\nestcell",
        r"\nestrow",
        r"{\*\nesttableprops",
        r"\itap2",
        r"\intbl",
        r"\pard",
        r"\par ",
        r"\u20844?",
        r"\'b9\'ab",
        r"\'b9",
        r"\v",
        "a",
        "\n",
        r"\bin2",
    ];
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_rtf_soup(soup in rtf_soup()) {
        let open = soup.matches('{').count().saturating_sub(soup.matches('}').count());
        if let Ok(document) = rtf(&(soup + &"}".repeat(open))) {
            assert_sound(&document);
        }
    }

    #[test]
    fn any_flips_of_a_web_archive(flips in prop::collection::vec((0..300usize, 0..=127u8), 1..4)) {
        let mut bytes = web_archive("MIME-Version: 1.0", "quoted-printable", "<table><td>=B9=AB</table>").into_bytes();
        for (at, byte) in flips {
            bytes[at] = byte;
        }
        if let Ok(document) = read_with_decoder(&bytes) {
            assert_sound(&document);
        }
    }
}
