//! Word files: what of their mark-up is text, and where it stands.

use gouji::document::Block;

use crate::word_file::{WordFile, cell, paragraph, paragraph_with};
use crate::{blocks, cells, read_bytes};

fn lines(body: &str) -> Vec<String> {
    let document = read_bytes(&WordFile::new(body).bytes()).unwrap();
    blocks(&document).into_iter().map(str::to_owned).collect()
}

#[test]
fn runs_make_a_paragraph_and_breaks_divide_it() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>云溪县&amp;</w:t></w:r><w:r>\
                <w:t xml:space=\"preserve\"> A&#66;</w:t><w:tab/><w:t>公开</w:t><w:noBreakHyphen/><w:br/><w:t>下一行</w:t>\
                </w:r></w:p><w:p/><w:sectPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:sectPr>";
    assert_eq!(lines(body), ["云溪县& AB\t公开-", "下一行"]);
}

#[test]
fn the_elements_may_have_any_prefix_or_none() {
    for main in [
        "<document><body><p><r><t>公开</t></r></p></body></document>",
        "<a:document xmlns:a=\"w\"><a:body><a:p><a:r><a:t>公开</a:t></a:r></a:p></a:body></a:document>",
    ] {
        assert_eq!(blocks(&read_bytes(&WordFile::with_main_part(main).bytes()).unwrap()), ["公开"]);
    }
}

#[test]
fn what_was_inserted_is_text_and_what_was_deleted_is_not() {
    let body = "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>\
                <w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo></w:p>";
    assert_eq!(lines(body), ["新来"]);
}

#[test]
fn of_a_field_the_result_is_text() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r>\
                <w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2024年</w:t></w:r><w:r><w:fldChar \
                w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\"PAGE\"><w:r><w:t>1月</w:t></w:r></w:fldSimple></w:p>";
    assert_eq!(lines(body), ["2024年1月"]);
}

#[test]
fn a_text_box_is_read_once() {
    let text_box = |text| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(text));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback>\
         </mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>",
        text_box("框"),
        text_box("另"),
        text_box("旧")
    );
    assert_eq!(lines(&body), ["框", "正文"]);
}

#[test]
fn hidden_runs_are_kept_apart() {
    let body = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>公开</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr>\
                <w:t>博彩</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>情况</w:t></w:r></w:p>";
    let document = read_bytes(&WordFile::new(body).bytes()).unwrap();
    assert_eq!(blocks(&document), ["公开情况"]);
    assert_eq!(document.hidden.iter().map(|hidden| hidden.text.as_str()).collect::<Vec<_>>(), ["博彩"]);
}

#[test]
fn headings_have_the_level_of_their_style_or_their_own() {
    let styles = "<w:style w:styleId=\"a\"><w:name w:val=\"heading 2\"/></w:style>\
                  <w:style w:styleId=\"b\"><w:name w:val=\"mine\"/><w:basedOn w:val=\"a\"/></w:style>\
                  <w:style w:styleId=\"c\"><w:name w:val=\"标题 1\"/><w:basedOn w:val=\"c\"/></w:style>\
                  <w:style w:styleId=\"d\"><w:name w:val=\"x\"/><w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr></w:style>";
    let body: String = ["a", "b", "c", "d", "none"]
        .map(|style| paragraph_with(&format!("<w:pStyle w:val=\"{style}\"/>"), "题"))
        .into_iter()
        .chain([paragraph_with("<w:pStyle w:val=\"a\"/><w:outlineLvl w:val=\"9\"/>", "文")])
        .chain([paragraph_with("<w:outlineLvl w:val=\"0\"/>", "题")])
        .collect();
    let document = read_bytes(&WordFile::new(&body).styles(styles).bytes()).unwrap();
    let levels: Vec<_> = document
        .blocks
        .iter()
        .map(|block| if let Block::Paragraph(paragraph) = block { paragraph.level } else { None })
        .collect();
    assert_eq!(levels, [Some(2), Some(2), Some(1), Some(4), None, None, Some(1)]);
}

#[test]
fn tables_keep_their_merged_cells() {
    let restart = "<w:vMerge w:val=\"restart\"/>";
    let down = "<w:vMerge/>";
    let rows = [
        cell(restart, "项目") + &cell("<w:gridSpan w:val=\"2\"/>", "本年"),
        cell(down, "") + &cell("", "收到") + &cell(restart, "办结"),
        "<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>".to_owned() + &cell("", "2") + &cell(down, "忽略"),
        "<w:trPr><w:del/></w:trPr>".to_owned() + &cell("", "删") + &cell("", "去"),
        cell("<w:hMerge w:val=\"restart\"/>", "备注") + &cell("<w:hMerge/>", "") + &cell("", "无"),
    ];
    let rows: String = rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect();
    let document = read_bytes(&WordFile::new(&format!("<w:tbl><w:tblGrid/>{rows}</w:tbl>")).bytes()).unwrap();
    assert_eq!(
        cells(&document),
        [
            (0, 0, 2, 1, "项目"),
            (0, 1, 1, 2, "本年"),
            (1, 1, 1, 1, "收到"),
            (1, 2, 2, 1, "办结"),
            (2, 1, 1, 1, "2"),
            (3, 0, 1, 2, "备注"),
            (3, 2, 1, 1, "无"),
        ]
    );
}

#[test]
fn a_table_inside_a_cell_is_text_of_the_cell() {
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let inner = format!("<w:tbl>{}</w:tbl>", row(&[cell("", "1"), cell("", "件")]));
    let nested = format!("<w:tc>{inner}<w:p/></w:tc>");
    let body =
        format!("<w:tbl>{}{}</w:tbl>", row(&[cell("", "名称"), cell("", "数量")]), row(&[cell("", "甲"), nested]));
    let document = read_bytes(&WordFile::new(&body).bytes()).unwrap();
    assert_eq!(cells(&document).into_iter().map(|cell| cell.4).collect::<Vec<_>>(), ["名称", "数量", "甲", "1 件"]);
}

const LISTS: &str = "<w:abstractNum w:abstractNumId=\"0\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:suff w:val=\"nothing\"/>\
        <w:lvlText w:val=\"%1、\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%3.\"/></w:lvl>\
    <w:lvl w:ilvl=\"3\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:isLgl/><w:lvlText w:val=\"%1.%2\"/></w:lvl>\
    <w:lvl w:ilvl=\"4\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f0b7}\"/></w:lvl>\
    </w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
    <w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/>\
        </w:lvlOverride></w:num>";

fn numbered(list: usize, level: usize) -> String {
    let properties = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    paragraph_with(&properties, "文")
}

#[test]
fn automatic_numbers_are_part_of_the_text() {
    let body: String = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 3), (1, 4), (0, 0), (2, 0), (2, 0), (1, 0)]
        .map(|(list, level)| numbered(list, level))
        .concat();
    let document = read_bytes(&WordFile::new(&body).numbering(LISTS).bytes()).unwrap();
    assert_eq!(
        blocks(&document),
        [
            "一、文",
            "（一）文",
            "（二）文",
            "1. 文",
            "二、文",
            "（一）文",
            "2.1 文",
            "文",
            "文",
            "五、文",
            "六、文",
            "七、文"
        ]
    );
}

#[test]
fn a_style_can_number_its_paragraphs() {
    let styles = "<w:style w:styleId=\"h\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>\
                  </w:style><w:style w:styleId=\"i\"><w:basedOn w:val=\"h\"/></w:style>";
    let lists = LISTS.replace("<w:lvl w:ilvl=\"1\">", "<w:lvl w:ilvl=\"1\"><w:pStyle w:val=\"i\"/>");
    let body = ["h", "i", "h"].map(|style| paragraph_with(&format!("<w:pStyle w:val=\"{style}\"/>"), "文")).concat()
        + &paragraph_with("<w:pStyle w:val=\"h\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", "不编号");
    let document = read_bytes(&WordFile::new(&body).styles(styles).numbering(&lists).bytes()).unwrap();
    assert_eq!(blocks(&document), ["一、文", "（一）文", "二、文", "不编号"]);
}

#[test]
fn the_main_part_is_where_the_archive_says() {
    let relations =
        "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>";
    let file = WordFile::default()
        .part("_rels/.rels", relations.as_bytes())
        .part("word/document2.xml", format!("<w:document xmlns:w=\"w\">{}</w:document>", paragraph("公开")).as_bytes());
    assert_eq!(blocks(&read_bytes(&file.bytes()).unwrap()), ["公开"]);
}
