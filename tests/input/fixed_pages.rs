//! PDF and OFD: tables out of rules, paragraphs out of lines, over page breaks; fonts; what cannot be read.

use std::time::{Duration, Instant};

use gouji::document::{Block, Document};
use gouji::input::{Draft, Hints, InputError, read};
use gouji::limits::{MAX_INFLATED_BYTES, MAX_PAGES};
use proptest::prelude::*;

use crate::paper::{Cell, FONT, HEIGHT, MARGIN, PITCH, Paper, PdfFile, SIZE, WIDTH, ofd_file, utf16};
use crate::robustness::assert_sound;
use crate::word_file::WordFile;
use crate::{blocks, cells, read_bytes};

/// What each of the two formats makes of pages.
fn read_both(paper: &Paper) -> Document {
    let [pdf, ofd] = [paper.pdf(), paper.ofd()].map(|file| read_bytes(&file).unwrap());
    assert_eq!(pdf, ofd);
    assert_sound(&pdf);
    pdf
}

fn cell(row: usize, column: usize, rowspan: usize, colspan: usize, text: &str) -> Cell {
    (row, column, rowspan, colspan, text.to_owned())
}

fn lines(paper: &Paper) -> Vec<String> {
    blocks(&read_both(paper)).into_iter().map(str::to_owned).collect()
}

/// A grid of a few merged cells (no text is the rest of a label above it), each found by growing it from its first slot, with a text that is its own.
fn any_table() -> impl Strategy<Value = (usize, usize, Vec<Cell>)> {
    (2..7usize, 2..7usize, prop::collection::vec((1..4usize, 1..4usize, 0..5u8), 36)).prop_map(
        |(rows, columns, wishes)| {
            let mut taken = vec![false; rows * columns];
            let mut cells = Vec::new();
            for row in 0..rows {
                for column in 0..columns {
                    if taken[row * columns + column] {
                        continue;
                    }
                    let (height, width, kind) = wishes[cells.len()];
                    let free = |column: &usize| !taken[row * columns + column];
                    let colspan = (column..columns).take(width).take_while(free).count();
                    let rowspan = (row..rows).take(height).count();
                    for row in row..row + rowspan {
                        taken[row * columns + column..][..colspan].fill(true);
                    }
                    let number = cells.len();
                    let text = match kind {
                        0 => String::new(),
                        1 => format!("（一）予以公开{number}"),
                        2 => "2.其他行政法规禁止公开的信息".to_owned(),
                        _ => format!("{}", number * 37),
                    };
                    cells.push((row, column, rowspan, colspan, text));
                }
            }
            (rows, columns, cells)
        },
    )
}

/// What is left of a grid without the borders at which no cell begins.
pub fn without_unused_lines(cells: &[Cell]) -> Vec<Cell> {
    let starts = |place: fn(&Cell) -> usize| {
        let mut starts: Vec<usize> = cells.iter().map(place).collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    };
    let (rows, columns) = (starts(|cell| cell.0), starts(|cell| cell.1));
    let count = |starts: &[usize], from: usize, span: usize| {
        starts.iter().filter(|start| (from..from + span).contains(start)).count()
    };
    let before = |starts: &[usize], place: usize| starts.iter().filter(|start| **start < place).count();
    let cells = cells.iter().map(|(row, column, rowspan, colspan, text)| {
        let (rowspan, colspan) = (count(&rows, *row, *rowspan), count(&columns, *column, *colspan));
        (before(&rows, *row), before(&columns, *column), rowspan, colspan, text.clone())
    });
    cells.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table_is_read_as_it_was_drawn((rows, columns, drawn) in any_table()) {
        let want = without_unused_lines(&drawn);
        prop_assume!(want.iter().any(|cell| cell.1 > 0) && want.iter().any(|cell| !cell.4.is_empty()));
        let paper = Paper::new().page().table(100.0, &vec![70.0; columns], &vec![40.0; rows], &drawn);
        let document = read_both(&paper);
        let read: Vec<Cell> =
            cells(&document).into_iter().map(|(row, column, height, width, text)| cell(row, column, height, width, text)).collect();
        prop_assert_eq!(read, want);
    }

    #[test]
    fn any_flip_in_a_pdf(flips in prop::collection::vec((0..report().len(), 1..=255u8), 1..8)) {
        let mut bytes = report();
        for (at, flip) in flips {
            bytes[at] ^= flip;
        }
        if let Ok(document) = read_bytes(&bytes) {
            assert_sound(&document);
        }
    }

    #[test]
    fn any_flip_in_a_page_of_ofd(flips in prop::collection::vec((0..400usize, 0..=127u8), 1..6)) {
        let text = "<ofd:TextObject Boundary=\"9 9 99 9\" Size=\"4\" CTM=\"1 0 0 1 0 0\"><ofd:TextCode X=\"0\" Y=\"4\" DeltaX=\"g 2 \
                    4\">总计1</ofd:TextCode></ofd:TextObject><ofd:PathObject Boundary=\"0 0 9 9\"><ofd:AbbreviatedData>M 0 0 L 9 0 B 1 2 \
                    3 4 5 6 C</ofd:AbbreviatedData></ofd:PathObject>";
        let mut page = format!("<ofd:Page xmlns:ofd=\"o\"><ofd:Content>{text}</ofd:Content></ofd:Page>").into_bytes();
        for (at, byte) in flips {
            let at = at % page.len();
            page[at] = byte;
        }
        let page = String::from_utf8(page).ok();
        if let Some(Ok(document)) = page.map(|page| read_bytes(&ofd_file(&[page]).bytes())) {
            assert_sound(&document);
        }
    }
}

fn report() -> Vec<u8> {
    let cells = [cell(0, 0, 1, 2, "申请人情况"), cell(1, 0, 1, 1, "总计"), cell(1, 1, 1, 1, "17")];
    Paper::new().page().line(0, "一、总体情况").table(100.0, &[90.0, 90.0], &[30.0, 30.0], &cells).pdf()
}

#[test]
fn lines_are_joined_to_paragraphs_over_page_breaks_too() {
    const FULL: usize = 48;
    let long = "全年收到申请二十一件均在期限内答复".repeat(9);
    let characters: Vec<char> = long.chars().collect();
    let line = |range: std::ops::Range<usize>| characters[range].iter().collect::<String>();
    let first = format!("　　{}", line(0..FULL - 2));
    let [second, third] = [line(FULL - 2..2 * FULL - 2), line(2 * FULL - 2..2 * FULL + 9)];
    let paper = Paper::new()
        .page()
        .line(0, "一、总体情况")
        .line(1, &first)
        .line(2, &second)
        .line(3, &third)
        .line(4, &format!("　　（一）{}", line(0..FULL - 5)))
        .text(280.0, HEIGHT - 30.0, "- 1 -")
        .page()
        .line(0, &third)
        .line(1, "二、主动公开")
        .line(2, "规章      7")
        .text(280.0, HEIGHT - 30.0, "- 2 -");
    let want = [
        "一、总体情况".to_owned(),
        line(0..2 * FULL + 9),
        format!("（一）{}{third}", line(0..FULL - 5)),
        "二、主动公开".to_owned(),
        "规章\t7".to_owned(),
    ];
    assert_eq!(lines(&paper), want);
}

/// Two pages of a table with its tall cell, one of its rows cut by the break.
fn broken_table(gap: &str) -> Paper {
    let columns = [40.0, 120.0, 60.0];
    let above = [
        cell(0, 0, 1, 2, "一、新收"),
        cell(0, 2, 1, 1, "3"),
        cell(1, 0, 2, 1, "三、办理"),
        cell(1, 1, 1, 1, "1.重复申请"),
        cell(1, 2, 1, 1, "0"),
        cell(2, 1, 1, 1, "2.要求行政机关确认或者"),
        cell(2, 2, 1, 1, "12"),
    ];
    let below = [
        cell(0, 0, 2, 1, ""),
        cell(0, 1, 1, 1, "重新出具"),
        cell(0, 2, 1, 1, ""),
        cell(1, 1, 1, 1, "3.其他"),
        cell(1, 2, 1, 1, "5"),
        cell(2, 0, 1, 2, "四、结转"),
        cell(2, 2, 1, 1, "1"),
    ];
    Paper::new()
        .page()
        .table(650.0, &columns, &[30.0; 3], &above)
        .text(290.0, HEIGHT - 30.0, "4")
        .page()
        .line(0, gap)
        .table(MARGIN + 20.0, &columns, &[30.0; 3], &below)
        .text(290.0, HEIGHT - 30.0, "5")
}

#[test]
fn a_table_that_a_page_break_cuts_is_one() {
    let document = read_both(&broken_table(""));
    let want = [
        (0, 0, 1, 2, "一、新收"),
        (0, 2, 1, 1, "3"),
        (1, 0, 3, 1, "三、办理"),
        (1, 1, 1, 1, "1.重复申请"),
        (1, 2, 1, 1, "0"),
        (2, 1, 1, 1, "2.要求行政机关确认或者重新出具"),
        (2, 2, 1, 1, "12"),
        (3, 1, 1, 1, "3.其他"),
        (3, 2, 1, 1, "5"),
        (4, 0, 1, 2, "四、结转"),
        (4, 2, 1, 1, "1"),
    ];
    assert_eq!((document.blocks.len(), cells(&document)), (1, want.to_vec()));
    let apart = read_both(&broken_table("四、行政复议"));
    assert_eq!(apart.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count(), 2);
}

#[test]
fn heads_and_feet_of_many_pages_are_left_out_after_the_first() {
    let mut paper = Paper::new();
    let texts = ["部署", "检查", "培训", "考核"];
    for (number, text) in (1..).zip(texts) {
        let (head, foot) = (format!("云溪县年度报告 {number}"), format!("第 {number} 页 共 4 页"));
        paper = paper.page().text(200.0, 30.0, &head).line(1, text);
        paper = paper.text(250.0, HEIGHT - 20.0, &foot);
    }
    let want = ["云溪县年度报告 1", "部署", "检查", "培训", "考核"];
    assert_eq!(lines(&paper), want);
}

/// What a page of one font and content says.
fn page(font: &str, content: &str) -> Vec<String> {
    let hints = Hints { decode: Some(decode), ..Hints::default() };
    let file = PdfFile::new(font).page(content).bytes();
    let document = read(&Draft::Bytes(&file), &hints).unwrap();
    blocks(&document).into_iter().map(str::to_owned).collect()
}

/// Knows one word of GBK.
fn decode(bytes: &[u8]) -> Option<String> {
    match bytes {
        b"\xd5\xfe" => Some("政".to_owned()),
        b"\xb8\xae" => Some("府".to_owned()),
        _ => None,
    }
}

#[test]
fn fonts_say_their_characters_in_many_ways() {
    let gbk = FONT.replace("UniGB-UCS2-H", "GBK-EUC-H");
    assert_eq!(page(&gbk, "BT /F 10 Tf 100 700 Td <d5feb8ae3137> Tj ET"), ["政府17"]);
    let roman = "<</Type/Font/Subtype/TrueType/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[65/seven/uni5E74]>>\
                 /FirstChar 48/Widths[500 500]>>";
    assert_eq!(page(roman, "BT /F 10 Tf 100 700 Td (\\0601A\\102\\223) Tj ET"), ["017年“"]);
}

#[test]
fn a_font_of_numbers_needs_its_map() {
    let font = "<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 3 0 R/DescendantFonts[<</W[7[500]]>>]>>";
    let map = b"1 beginbfrange <0005> <0006> <603B> endbfrange 1 beginbfchar <0007> <0037> endbfchar";
    let content = "BT /F 10 Tf 100 700 Td <000500070007> Tj ET";
    let file = |map: &[u8]| PdfFile::new(font).stream("", map).page(content).bytes();
    assert_eq!(blocks(&read_bytes(&file(map)).unwrap()), ["总77"]);
    assert_eq!(read_bytes(&file(b"")), Err(InputError::Scanned));
    let held = "<</Type/Font/Subtype/Type1/FontDescriptor<</FontFile3 3 0 R>>>>";
    let file = PdfFile::new(held).stream("", b"").page("BT /F 10 Tf 100 700 Td (17) Tj ET").bytes();
    assert_eq!(read_bytes(&file), Err(InputError::Scanned));
}

#[test]
fn the_pen_is_moved_by_spacing_kerning_lines_and_the_plane() {
    let words = ["一", "二", "三"].map(utf16);
    let [one, two, three] = &words;
    let content = format!(
        "q 2 0 0 2 0 0 cm BT /F 5 Tf 12 TL 50 350 Td <{one}> Tj T* [<{two}> -4000 <{three}>] TJ 30 Tc <{one}>' \
         ET Q BT /F 10 Tf 300 600 Td 0.7 0.7 -0.7 0.7 300 600 Tm <{one}{two}> Tj ET"
    );
    // What slants is a watermark.
    assert_eq!(page(FONT, &content), ["一", "二\t三", "一"]);
}

#[test]
fn what_is_clipped_off_or_outside_the_page_is_not_read() {
    let word = |left: u32, text: &str| format!("BT /F 10 Tf {left} 700 Td <{}> Tj ET ", utf16(text));
    let content = format!("q 0 0 300 800 re W n {} Q {} {}", word(290, "明暗"), word(310, "亮"), word(700, "外"));
    assert_eq!(page(FONT, &content), ["明 亮"]);
}

/// What is left of a figure is another figure, and what cannot be seen is not blank.
#[test]
fn a_table_wider_than_the_paper_has_cells_that_cannot_be_read() {
    let seen = WIDTH - MARGIN - 40.0;
    let given = [
        cell(0, 0, 1, 1, "规章"),
        cell(0, 1, 1, 1, "3"),
        cell(0, 2, 1, 1, "41"),
        cell(1, 0, 1, 1, "文件"),
        cell(1, 1, 1, 1, "20"),
        cell(1, 2, 1, 1, ""),
    ];
    let table = Paper::new().page().table(100.0, &[seen / 2.0, seen / 2.0, 140.0], &[30.0, 30.0], &given);
    let paper = table.text(WIDTH - SIZE, 150.0, "1359");
    let document = read_both(&paper);
    let texts: Vec<&str> = cells(&document).into_iter().map(|(.., text)| text).collect();
    assert_eq!(texts, ["规章", "3", "\u{fffd}", "文件", "20", "\u{fffd}\u{fffd}"]);
}

#[test]
fn a_form_is_part_of_the_page_and_forms_inside_themselves_end() {
    let form = format!("BT /F 10 Tf 100 700 Td <{}> Tj ET /X Do /X Do", utf16("总计"));
    let file = PdfFile::new(FONT).stream("/Subtype/Form/Matrix[1 0 0 1 9 9]", form.as_bytes()).page("/X Do").bytes();
    assert!(blocks(&read_bytes(&file).unwrap()).iter().all(|block| block.contains("总计")));
}

#[test]
fn a_page_is_turned_as_it_is_looked_at_and_as_its_text_runs() {
    let content = format!(
        "BT /F 10 Tf 0 1 -1 0 300 100 Tm <{}> Tj 0 1 -1 0 320 100 Tm <{}> Tj ET",
        utf16("第一行的文字"),
        utf16("第二行的文字")
    );
    let mut file = PdfFile::new(FONT).page(&content);
    for rotation in ["", "/Rotate 90"] {
        file.page_entries = rotation.to_owned();
        assert_eq!(blocks(&read_bytes(&file.bytes()).unwrap()), ["第一行的文字", "第二行的文字"], "{rotation}");
    }
}

#[test]
fn text_written_downward_is_one_cell() {
    let font = FONT.replace("UCS2-H", "UCS2-V");
    let rules = "0 w 100 500 m 300 500 l S 100 700 m 300 700 l S 100 500 m 100 700 l S 130 500 m 130 700 l S 300 500 m 300 700 l S";
    let content =
        format!("{rules} BT /F 10 Tf 115 690 Td <{}> Tj 100 -80 Td <{}> Tj ET", utf16("本年度办理结果"), utf16("中"));
    assert_eq!(page(&font, &content), ["本年度办理结果\t中"]);
}

#[test]
fn figures_between_which_no_rule_is_drawn_are_cells_of_their_own() {
    let rows = [
        cell(0, 0, 1, 1, "自然人"),
        cell(0, 1, 1, 1, "企业"),
        cell(0, 2, 1, 1, "总计"),
        cell(1, 0, 1, 3, ""),
        cell(2, 0, 1, 3, "1326.45"),
    ];
    let left = |column: f64| MARGIN + column * 70.0 + 30.0;
    let paper = Paper::new().page().table(100.0, &[70.0; 3], &[30.0; 3], &rows);
    let paper = paper.text(left(0.0), 150.0, "12").text(left(2.0), 150.0, "7");
    let want = [
        (0, 0, 1, 1, "自然人"),
        (0, 1, 1, 1, "企业"),
        (0, 2, 1, 1, "总计"),
        (1, 0, 1, 1, "12"),
        (1, 1, 1, 1, ""),
        (1, 2, 1, 1, "7"),
        (2, 0, 1, 3, "1326.45"),
    ];
    assert_eq!(cells(&read_both(&paper)), want);
}

#[test]
fn an_ofd_page_has_templates_planes_and_steps() {
    let object = |attributes: &str, code: &str, text: &str| {
        format!("<ofd:TextObject {attributes} Size=\"4\"><ofd:TextCode {code}>{text}</ofd:TextCode></ofd:TextObject>")
    };
    let page = |content: &str| format!("<ofd:Page xmlns:ofd=\"o\">{content}</ofd:Page>");
    let content = [
        "<ofd:Template TemplateID=\"9\"/><ofd:Content>".to_owned(),
        object("Boundary=\"20 40 50 9\"", "X=\"0\" Y=\"4\" DeltaX=\"g 2 4 20\"", "云溪县&amp;总"),
        object("Boundary=\"20 60 50 9\" CTM=\"0.5 0 0 0.5 0 0\"", "X=\"0\" Y=\"4\" DeltaX=\"4\"", "半大"),
        object("Boundary=\"20 80 50 9\" Visible=\"false\"", "X=\"0\" Y=\"4\"", "隐"),
        "</ofd:Content>".to_owned(),
    ];
    let file = ofd_file(&[page(&content.concat())]);
    let template =
        page(&format!("<ofd:Content>{}</ofd:Content>", object("Boundary=\"20 20 50 9\"", "X=\"0\" Y=\"4\"", "眉")));
    let document = read_bytes(&file.part("D/T.xml", template.as_bytes()).bytes()).unwrap();
    assert_eq!(blocks(&document), ["眉", "云溪县\t&总", "半大"]);
}

#[test]
fn pages_without_text_are_told_from_empty_ones() {
    let picture = PdfFile::new(FONT).stream("/Subtype/Image", b"x").page("600 0 0 800 0 0 cm /X Do").bytes();
    assert_eq!(read_bytes(&picture), Err(InputError::Scanned));
    assert_eq!(read_bytes(&PdfFile::new(FONT).page("").bytes()), Err(InputError::Empty));
    let picture =
        "<ofd:Page xmlns:ofd=\"o\"><ofd:ImageObject Boundary=\"0 0 210 297\" CTM=\"210 0 0 297 0 0\"/></ofd:Page>";
    assert_eq!(read_bytes(&ofd_file(&[picture.to_owned()]).bytes()), Err(InputError::Scanned));
}

#[test]
fn files_that_are_cut_off_encrypted_or_damaged_say_so() {
    let whole = report();
    for sixteenth in 1..16 {
        assert_eq!(read_bytes(&whole[..whole.len() * sixteenth / 16]), Err(InputError::Truncated));
    }
    let mut encrypted = PdfFile::new(FONT).page("");
    let key = "0".repeat(64);
    encrypted.trailer_entries =
        format!("/ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{key}>/U<{key}>>>");
    assert_eq!(read_bytes(&encrypted.bytes()), Err(InputError::Encrypted));
    // The place of a content's checksum: the last four bytes before its end.
    let mut damaged = whole.clone();
    let end = damaged.windows(10).position(|word| word == b"\nendstream").unwrap();
    damaged[end - 1] ^= 1;
    assert_eq!(read_bytes(&damaged), Err(InputError::Damaged));
    assert_eq!(read_bytes(&ofd_file(&["<ofd:Page".to_owned()]).bytes()), Err(InputError::Damaged));
    let doctype = "<!DOCTYPE p [<!ENTITY a \"aaaa\">]><ofd:Page xmlns:ofd=\"o\">&a;</ofd:Page>";
    assert_eq!(read_bytes(&ofd_file(&[doctype.to_owned()]).bytes()), Err(InputError::Doctype));
    let missing = ofd_file(&[]).part("D/1.xml", b"").bytes();
    assert_eq!(read_bytes(&missing), Err(InputError::Empty));
    let rootless = WordFile::default().part("OFD.xml", b"<ofd:OFD xmlns:ofd='o'/>").bytes();
    assert_eq!(read_bytes(&rootless), Err(InputError::NoMainPart));
}

#[test]
fn a_file_that_lost_its_index_is_read_all_the_same() {
    let whole = report();
    let mark = whole.windows(9).rposition(|word| word == b"startxref").unwrap();
    let lost = [&whole[..mark], b"startxref\n7\n%%EOF"].concat();
    assert_eq!(read_bytes(&lost), read_bytes(&whole));
}

#[test]
fn too_many_pages_and_bombs_are_refused_at_once() {
    let started = Instant::now();
    let many = (0..10 * MAX_PAGES).fold(PdfFile::new(FONT), |file, _| file.page("")).bytes();
    assert_eq!(read_bytes(&many), Err(InputError::TooManyPages));
    let many = vec!["<ofd:Page xmlns:ofd=\"o\"/>".to_owned(); MAX_PAGES + 1];
    assert_eq!(read_bytes(&ofd_file(&many).bytes()), Err(InputError::TooManyPages));
    let bomb = " ".repeat(MAX_INFLATED_BYTES + 1);
    assert_eq!(read_bytes(&PdfFile::new(FONT).page(&bomb).bytes()), Err(InputError::InflatesTooFar));
    for piece in
        ["q Q ", "/X Do ", "/F 1 Tf ", "1 1 9 1 re f ", "0 0 m 600 0 l S 0 0 m 0 600 l S ", "BI ID EI ", "(((", "[[<<"]
    {
        let content = piece.repeat(500_000 / piece.len());
        let _ = read_bytes(&PdfFile::new(FONT).stream("/Subtype/Form", b"/X Do /X Do").page(&content).bytes());
    }
    let words = |count: usize| format!("BT /F 1 Tf {} ET", "<4e004e00> Tj ".repeat(count));
    assert_eq!(read_bytes(&PdfFile::new(FONT).page(&words(300_000)).bytes()), Err(InputError::TooMuchText));
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn places_far_away_and_sizes_beyond_measure_do_no_harm() {
    let word = utf16("总");
    let content = format!(
        "BT /F 10 Tf 100 700 Td <{word}> Tj 9999999999 99999999999999999999999 Td <{word}> Tj ET 9 w 0 0 99999999999 9 re f"
    );
    assert_eq!(page(FONT, &content), ["总"]);
    let far = WIDTH * 2.0 + MARGIN + SIZE + PITCH;
    assert_eq!(lines(&Paper::new().page().text(far, 100.0, "外").text(100.0, 100.0, "内")), ["内"]);
}

/// The rows of a sheet that is printed on two pages: labels and first figures, further figures.
const WIDE_ROWS: [(&str, &str, &str, &str); 6] = [
    ("一、本年新收申请", "3", "0", "3"),
    ("二、上年结转申请", "41", "0", "41"),
    ("（一）予以公开", "7", "1", "8"),
    ("（二）部分公开", "0", "0", "0"),
    ("（三）不予公开", "1359", "2", "1361"),
    ("四、结转下年度", "6", "5", "11"),
];

/// One half of such a sheet from a line on, its columns `apart` points from each other; with rules on request.
fn half(mut paper: Paper, first: u8, rows: &[[&str; 2]], apart: f64, ruled: bool) -> Paper {
    paper = paper.page();
    let top = |row: usize| MARGIN + f64::from(first) * PITCH + f64::from(u8::try_from(row).unwrap()) * PITCH;
    for (row, cells) in rows.iter().enumerate() {
        for (text, left) in cells.iter().zip([MARGIN + 4.0, MARGIN + 4.0 + apart]) {
            paper = paper.text(left, top(row) - 5.0, text);
        }
    }
    if ruled {
        let (start, end) = (top(0) - PITCH, top(rows.len() - 1));
        for row in 0..=rows.len() {
            paper = paper.rule(MARGIN, top(row) - PITCH, MARGIN + 2.0 * apart, top(row) - PITCH);
        }
        for column in [0.0, apart, 2.0 * apart] {
            paper = paper.rule(MARGIN + column, start, MARGIN + column, end);
        }
    }
    paper
}

#[test]
fn the_right_part_of_a_sheet_wider_than_the_paper_goes_beside_the_left_one() {
    let lefts: Vec<[&str; 2]> = WIDE_ROWS.iter().map(|row| [row.0, row.1]).collect();
    let rights: Vec<[&str; 2]> = WIDE_ROWS.iter().map(|row| [row.2, row.3]).collect();
    for ruled in [false, true] {
        // Over first: each right page follows its left one; down first: all left pages come before.
        let over = half(
            half(half(half(Paper::new(), 9, &lefts, 150.0, ruled), 9, &rights, 90.0, ruled), 4, &lefts, 150.0, ruled),
            4,
            &rights,
            90.0,
            ruled,
        );
        let down = half(
            half(half(half(Paper::new(), 9, &lefts, 150.0, ruled), 4, &lefts, 150.0, ruled), 9, &rights, 90.0, ruled),
            4,
            &rights,
            90.0,
            ruled,
        );
        for paper in [over, down] {
            let text = lines(&paper).join("\n");
            let found: Vec<&str> = text.lines().collect();
            let row: Vec<String> =
                WIDE_ROWS.iter().map(|row| format!("{}\t{}\t{}\t{}", row.0, row.1, row.2, row.3)).collect();
            assert_eq!(found, [row.as_slice(), row.as_slice()].concat(), "{ruled}");
        }
    }
}

/// The same figures under other heights, beside running text, or with labels of their own are nobody's right part.
#[test]
fn figures_on_a_page_of_their_own_are_not_put_beside_what_is_no_label() {
    let rights: Vec<[&str; 2]> = WIDE_ROWS.iter().map(|row| [row.2, row.3]).collect();
    let lefts: Vec<[&str; 2]> = WIDE_ROWS.iter().map(|row| [row.0, row.1]).collect();
    let prose =
        "本单位认真贯彻条例的各项要求，做到应公开尽公开，全年没有发生需要追究责任的情况，具体数字见后面的统计表。";
    let written = (0..20)
        .fold(Paper::new().page(), |paper, number| paper.text(MARGIN, MARGIN + f64::from(number) * PITCH - 5.0, prose));
    let single: Vec<[&str; 2]> = WIDE_ROWS.iter().map(|row| [row.3, ""]).collect();
    for paper in [
        half(written.clone(), 9, &rights, 90.0, false),
        half(half(Paper::new(), 9, &lefts, 150.0, false), 20, &rights, 90.0, false),
        half(half(Paper::new(), 9, &lefts, 150.0, false), 9, &lefts, 90.0, false),
        half(half(Paper::new(), 9, &lefts, 150.0, false), 9, &single, 90.0, false),
        half(half(Paper::new(), 9, &rights, 150.0, false), 9, &rights, 90.0, false),
        half(half(Paper::new(), 9, &lefts, 150.0, false), 9, &rights[..3], 90.0, false),
    ] {
        for line in lines(&paper) {
            assert!(line.split('\t').count() <= 2, "{line}");
        }
    }
}
