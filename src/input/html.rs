//! HTML as a content system, a browser or Word puts it into a file or on the clipboard.

mod style;
mod tokens;

use crate::document::{Document, DocumentBuilder};
use crate::limits::{MAX_ELEMENT_DEPTH, MAX_TABLE_DEPTH};

use super::InputError;
use super::flow::{self, Budget, Grid, Node};
use style::Style;
use tokens::{Tag, Token, Tokens};

/// Reads the visible text of a page or a fragment, and notes what the page hides.
pub(super) fn read(source: &str) -> Result<Document, InputError> {
    let document = read_as(source, true)?;
    let hidden: usize = document.hidden.iter().map(|hidden| hidden.text.len()).sum();
    // A saved page may wait for its script to show it: then what it hides is the page.
    if hidden > document.text.len() { read_as(source, false) } else { Ok(document) }
}

fn read_as(source: &str, hides: bool) -> Result<Document, InputError> {
    let mut reader = Reader::new(source, hides);
    for token in Tokens::new(source) {
        match token {
            Token::Text(text) => reader.text(&text)?,
            Token::Start(tag) => reader.start(tag)?,
            Token::End(name) => reader.end(&name),
            Token::Comment(comment) => reader.comment(comment),
        }
    }
    Ok(reader.finish())
}

/// Whether a clipboard's text begins with the header that Windows puts before HTML.
pub(super) fn has_clipboard_header(source: &str) -> bool {
    source.starts_with("Version:") && source.lines().take(8).any(|line| line.starts_with("StartFragment:"))
}

/// An element that is open.
struct Element {
    name: String,
    kind: Kind,
    style: Style,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Part of a line; kept only where its style changes what is seen.
    Inline,
    /// Begins and ends a line.
    Block,
    Table,
    Cell,
}

/// The content of a table cell, or of the page outside all tables.
#[derive(Default)]
struct Flow {
    nodes: Vec<Node>,
    line: String,
    /// A blank was read, and stands before the next word of the line.
    blank: bool,
    /// The hidden text of the current line.
    hidden: String,
}

/// A table with the cell that is open in it.
#[derive(Default)]
struct OpenTable {
    grid: Grid,
    /// What the open row's tag says, where a row is open.
    row: Option<Style>,
    /// The open row has no height: Word ends its tables with such a row, a blank cell to each column.
    flat_row: bool,
    cell: Option<OpenCell>,
}

/// A cell, with its number in the grid unless it is out of sight.
struct OpenCell {
    number: Option<usize>,
}

struct Reader {
    elements: Vec<Element>,
    tables: Vec<OpenTable>,
    /// The page, and one flow to each open cell.
    flows: Vec<Flow>,
    budget: Budget,
    /// Whether styles can hide text.
    hides: bool,
    /// Whether the source is a clipboard's, where only what stands between two comments was copied.
    clipboard: bool,
    outside: bool,
}

impl Reader {
    fn new(source: &str, hides: bool) -> Reader {
        let clipboard = has_clipboard_header(source);
        Reader {
            elements: Vec::new(),
            tables: Vec::new(),
            flows: vec![Flow::default()],
            budget: Budget::default(),
            hides,
            clipboard,
            outside: clipboard,
        }
    }

    fn style(&self) -> Style {
        self.elements.last().map_or(Style::default(), |element| element.style)
    }

    /// Pages keep such comments from pastes of long ago, so that they count only after a clipboard's header.
    fn comment(&mut self, comment: &str) {
        match comment.trim() {
            "StartFragment" => self.outside = false,
            "EndFragment" => self.outside = self.clipboard,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) -> Result<(), InputError> {
        let style = self.style();
        if self.outside || style.dropped {
            return Ok(());
        }
        if self.hides && style.is_hidden() {
            return self.hide(text);
        }
        self.budget.spend_text(text.len())?;
        let mut lines = text.split('\n');
        self.words(lines.next().unwrap_or(""), style);
        for line in lines {
            if style.preformatted {
                self.break_line();
            } else if let Some(flow) = self.flows.last_mut() {
                flow.blank = true;
            }
            self.words(line, style);
        }
        Ok(())
    }

    /// Appends a line's text, its blanks collapsed as a browser does.
    fn words(&mut self, text: &str, style: Style) {
        let Some(flow) = self.flows.last_mut() else { return };
        for character in text.chars() {
            match character {
                ' ' | '\t' | '\r' | '\u{c}' if !style.preformatted => flow.blank = true,
                '\u{200b}' | '\u{feff}' => {}
                _ => {
                    if std::mem::take(&mut flow.blank) && !flow.line.is_empty() {
                        flow.line.push(' ');
                    }
                    flow.line.push(if character == '\u{a0}' { ' ' } else { character });
                }
            }
        }
    }

    fn hide(&mut self, text: &str) -> Result<(), InputError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        self.budget.spend_text(text.len())?;
        let Some(flow) = self.flows.last_mut() else { return Ok(()) };
        if !flow.hidden.is_empty() {
            flow.hidden.push(' ');
        }
        flow.hidden.push_str(text);
        Ok(())
    }

    fn break_line(&mut self) {
        let Some(flow) = self.flows.last_mut() else { return };
        flow.blank = false;
        let text = std::mem::take(&mut flow.line);
        if !text.trim().is_empty() {
            let level = self.elements.iter().rev().find_map(|element| element.style.level);
            flow.nodes.push(Node::Paragraph { text, level });
        }
        if !flow.hidden.is_empty() {
            flow.nodes.push(Node::Hidden(std::mem::take(&mut flow.hidden)));
        }
    }

    fn start(&mut self, tag: Tag<'_>) -> Result<(), InputError> {
        match tag.name.as_str() {
            "br" | "hr" => self.break_line(),
            "area" | "base" | "body" | "col" | "colgroup" | "embed" | "head" | "html" | "img" | "input" | "link"
            | "meta" | "param" | "source" | "track" | "wbr" => {}
            "table" => {
                if self.tables.len() == MAX_TABLE_DEPTH {
                    return Err(InputError::TooDeep);
                }
                self.close_paragraph();
                self.open(tag, Kind::Table)?;
                self.tables.push(OpenTable::default());
            }
            "tr" => {
                self.close_row();
                let style = self.style().of(&tag);
                self.begin_row(style);
                let is_flat = tag.attribute("height").as_deref() == Some("0");
                if let Some(table) = self.tables.last_mut().filter(|_| !style.is_removed()) {
                    table.flat_row = is_flat;
                }
            }
            "td" | "th" => self.start_cell(tag)?,
            "thead" | "tbody" | "tfoot" => self.close_group(),
            name if is_block(name) => {
                self.close_paragraph();
                let is_item = matches!(name, "li" | "dt" | "dd" | "option");
                if is_item && self.elements.last().is_some_and(|element| element.name == name) {
                    self.break_line();
                    self.elements.pop();
                }
                self.open(tag, Kind::Block)?;
            }
            name => {
                let style = self.style().of(&tag);
                if name == "a" && self.hides && style.is_hidden() && !style.dropped && !self.outside {
                    self.hide(&tag.attribute("href").unwrap_or_default())?;
                }
                let nests = |element: &Element| element.kind == Kind::Inline && element.name == name;
                if style != self.style() || self.elements.last().is_some_and(nests) {
                    self.push(tag, Kind::Inline, style)?;
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, tag: Tag<'_>, kind: Kind) -> Result<(), InputError> {
        self.break_line();
        let style = self.style().of(&tag);
        self.push(tag, kind, style)
    }

    fn push(&mut self, tag: Tag<'_>, kind: Kind, style: Style) -> Result<(), InputError> {
        if self.elements.len() == MAX_ELEMENT_DEPTH {
            return Err(InputError::TooDeep);
        }
        // A browser takes `<p/>` for an open tag; only in drawings and foreign elements the slash does close.
        if !(tag.closed && style.dropped) {
            self.elements.push(Element { name: tag.name, kind, style });
        }
        Ok(())
    }

    fn begin_row(&mut self, style: Style) {
        if let Some(table) = self.tables.last_mut() {
            table.row = Some(style);
            if !(self.hides && style.is_removed()) {
                table.grid.begin_row();
            }
        }
    }

    fn start_cell(&mut self, tag: Tag<'_>) -> Result<(), InputError> {
        self.close_cell();
        if self.tables.last().is_some_and(|table| table.row.is_none()) {
            self.begin_row(self.style());
        }
        let Some(table) = self.tables.last_mut() else {
            self.break_line();
            return Ok(());
        };
        let style = table.row.unwrap_or_default().of(&tag);
        self.budget.spend_cell()?;
        let seen = !(self.hides && style.is_removed());
        let number = seen.then(|| table.grid.place(span(&tag, "colspan"), span(&tag, "rowspan"))).transpose()?;
        table.cell = Some(OpenCell { number });
        self.flows.push(Flow::default());
        self.push(tag, Kind::Cell, style)
    }

    fn end(&mut self, name: &str) {
        match name {
            "td" | "th" => self.close_cell(),
            "tr" => self.close_row(),
            "thead" | "tbody" | "tfoot" => self.close_group(),
            "table" => self.close_table(),
            "br" => self.break_line(),
            _ => self.close(name),
        }
    }

    /// Closes an element that is neither a table nor part of one, with all that was left open inside it.
    fn close(&mut self, name: &str) {
        let block = is_block(name);
        let inside = self.elements.iter().rev().take_while(|element| match element.kind {
            Kind::Table | Kind::Cell => false,
            Kind::Block => block || element.style.dropped,
            Kind::Inline => true,
        });
        let depth = inside.enumerate().find(|(_, element)| element.name == name).map(|(depth, _)| depth);
        if block {
            self.break_line();
        }
        if let Some(depth) = depth {
            self.elements.truncate(self.elements.len() - depth - 1);
        }
    }

    /// A new block ends an open paragraph.
    fn close_paragraph(&mut self) {
        let line = self.elements.iter().rev().take_while(|element| element.kind == Kind::Inline || element.name == "p");
        if line.map(|element| element.kind).any(|kind| kind == Kind::Block) {
            self.close("p");
        }
    }

    /// Forgets what is open inside the innermost element of a kind, which stays open.
    fn unwind(&mut self, kind: Kind) {
        let open = self.elements.iter().rposition(|element| element.kind == kind);
        self.break_line();
        self.elements.truncate(open.map_or(0, |open| open + 1));
    }

    fn close_cell(&mut self) {
        let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.take()) else {
            return;
        };
        self.unwind(Kind::Cell);
        self.elements.pop();
        let Some(flow) = self.flows.pop() else { return };
        match (cell.number, self.tables.last_mut(), self.flows.last_mut()) {
            (Some(number), Some(table), _) => table.grid.fill(number, flow.nodes),
            (_, _, Some(outer)) => outer.nodes.extend(flow.nodes),
            _ => {}
        }
    }

    fn close_row(&mut self) {
        self.close_cell();
        if let Some(table) = self.tables.last_mut() {
            table.row = None;
            if std::mem::take(&mut table.flat_row) {
                table.grid.drop_blank_row();
            }
        }
    }

    fn close_group(&mut self) {
        self.close_row();
        if let Some(table) = self.tables.last_mut() {
            table.grid.end_group();
        }
    }

    fn close_table(&mut self) {
        self.close_row();
        if self.tables.is_empty() {
            return;
        }
        self.unwind(Kind::Table);
        self.elements.pop();
        if let (Some(table), Some(flow)) = (self.tables.pop(), self.flows.last_mut()) {
            flow.nodes.extend(table.grid.finish());
        }
    }

    fn finish(mut self) -> Document {
        while !self.tables.is_empty() {
            self.close_table();
        }
        self.break_line();
        let mut builder = DocumentBuilder::new();
        flow::write(self.flows.into_iter().flat_map(|flow| flow.nodes).collect(), &mut builder);
        builder.finish()
    }
}

/// A cell's span; what is no number is 1, and only a row span may be 0.
fn span(tag: &Tag<'_>, name: &str) -> usize {
    let value = tag.attribute(name).unwrap_or_default();
    let value = value.trim();
    let end = value.bytes().take_while(u8::is_ascii_digit).count();
    match value.get(..end) {
        None | Some("") => 1,
        Some(digits) => digits.parse().unwrap_or(usize::MAX),
    }
}

fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 40] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "xmp",
    ];
    BLOCKS.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Table};
    use crate::limits::{MAX_TABLE_CELLS, MAX_TEXT_BYTES};

    fn lines(source: &str) -> Vec<String> {
        let document = read(source).unwrap();
        document.blocks.iter().map(|block| block.span().of(&document.text).to_owned()).collect()
    }

    fn hidden(source: &str) -> Vec<String> {
        read(source).unwrap().hidden.into_iter().map(|hidden| hidden.text).collect()
    }

    /// Row, column, rowspan, colspan, text.
    type Cell = (usize, usize, usize, usize, String);

    /// Each table's cells.
    fn tables(source: &str) -> Vec<Vec<Cell>> {
        let document = read(source).unwrap();
        let cells = |table: &Table| {
            let cells = table.cells.iter();
            cells
                .map(|cell| {
                    (cell.row, cell.column, cell.rowspan, cell.colspan, cell.span.of(&document.text).to_owned())
                })
                .collect()
        };
        let tables = document.blocks.iter();
        tables.filter_map(|block| if let Block::Table(table) = block { Some(cells(table)) } else { None }).collect()
    }

    fn texts(source: &str) -> Vec<Vec<String>> {
        let tables = tables(source).into_iter();
        tables.map(|cells| cells.into_iter().map(|cell| cell.4).collect()).collect()
    }

    #[test]
    fn blocks_and_breaks_end_a_line_and_blanks_collapse() {
        let source = "<div>云溪县\n  政府<b>信息</b> 公开<br>年度报告</div>正文<p>&nbsp;&nbsp;一、总体\u{200b}情况<p>二<li>三<ol><li>四</ol>";
        assert_eq!(lines(source), ["云溪县 政府信息 公开", "年度报告", "正文", "一、总体情况", "二", "三", "四"]);
    }

    #[test]
    fn headings_have_their_level() {
        let source = "<h1>报告<b>书</b></h1><h3>一、</h3><p style='mso-outline-level:2'>二、</p><p>正文";
        let blocks = read(source).unwrap().blocks;
        let levels: Vec<_> = blocks
            .iter()
            .map(|block| if let Block::Paragraph(paragraph) = block { paragraph.level } else { None })
            .collect();
        assert_eq!(levels, [Some(1), Some(3), Some(2), None]);
    }

    #[test]
    fn preformatted_lines_stay_lines() {
        assert_eq!(lines("<pre>一  1\n二\t2</pre>三\n四"), ["一  1", "二\t2", "三 四"]);
        assert_eq!(lines("<p style='white-space:pre-wrap'>一\n二</p>"), ["一", "二"]);
    }

    #[test]
    fn a_table_keeps_its_merged_cells_even_without_end_tags() {
        let source = "<table><tr><th rowspan=2>项目<th colspan=2>本年<tr><td>收<br>到<td><p>办</p><p>结</p>\
                      <tr><td>&nbsp;<td>1<td>2</table>";
        let cell = |row, column, rowspan, colspan, text: &str| (row, column, rowspan, colspan, text.to_owned());
        assert_eq!(
            tables(source),
            [vec![
                cell(0, 0, 2, 1, "项目"),
                cell(0, 1, 1, 2, "本年"),
                cell(1, 1, 1, 1, "收 到"),
                cell(1, 2, 1, 1, "办 结"),
                cell(2, 0, 1, 1, ""),
                cell(2, 1, 1, 1, "1"),
                cell(2, 2, 1, 1, "2"),
            ]]
        );
    }

    #[test]
    fn the_flat_row_that_ends_words_tables_is_left_out() {
        let source = "<table><tr><td colspan=2>甲<td>1<tr><td colspan=2>乙<td>2<![if !supportMisalignedColumns]>\
                      <tr height=0><td></td><td></td><td></td></tr><![endif]></table>";
        let cell = |row, column, text: &str| (row, column, 1, 1, text.to_owned());
        assert_eq!(tables(source), [vec![cell(0, 0, "甲"), cell(0, 1, "1"), cell(1, 0, "乙"), cell(1, 1, "2")]]);
        assert_eq!(texts("<table><tr height=0><td>甲<td></table>"), [["甲", ""]]);
        let blank = "<table><tr><td>甲<td>乙<tr><td><td><tr height=0 style='display:none'><td></table>";
        assert_eq!(texts(blank), [["甲", "乙", "", ""]]);
    }

    #[test]
    fn groups_keep_their_order_and_a_caption_is_a_paragraph() {
        let source = "前<table><caption>表一</caption><tfoot><tr><td>合计<td>1</tfoot><tbody><tr><td>甲<td>1</table>后";
        assert_eq!(lines(source), ["前", "表一", "合计\t1\n甲\t1", "后"]);
    }

    #[test]
    fn a_table_that_lays_out_the_page_is_unwrapped() {
        let inner = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>";
        let outer = format!(
            "<table><tr><td colspan=2>标题<tr><td>栏目<td><p>一、总体情况</p>{inner}<p>二、主动公开</p></table>"
        );
        assert_eq!(texts(&outer), [["甲", "1", "乙", "2"]]);
        assert_eq!(lines(&outer), ["标题", "栏目", "一、总体情况", "甲\t1\n乙\t2", "二、主动公开"]);
        assert_eq!(lines("<table><tr><td>一<br>二<tr><td>三</table>"), ["一", "二", "三"]);
    }

    #[test]
    fn a_table_inside_a_cell_of_data_is_text_of_the_cell() {
        let source = "<table><tr><td>申请数量合计<td>办理结果总计<tr><td>甲<td><table><tr><td>1<td>件</table></table>";
        assert_eq!(texts(source), [["申请数量合计", "办理结果总计", "甲", "1 件"]]);
    }

    #[test]
    fn what_no_reader_sees_is_kept_apart() {
        let source = "<p>公开<span style='display: none'>博彩<a href='http://a.example/'>网</a></span>情况</p>\
                      <div hidden>乙</div><p style='font-size:0'>丙<b style='font-size:14px'>见</b></p>\
                      <div style='position:absolute;left:-9999px'>丁</div><p>以上为本年度政府信息公开工作的全部情况。";
        assert_eq!(lines(source), ["公开情况", "见", "以上为本年度政府信息公开工作的全部情况。"]);
        assert_eq!(hidden(source), ["博彩 http://a.example/ 网", "乙", "丙", "丁"]);
    }

    #[test]
    fn a_page_that_its_script_would_show_is_read() {
        let source = "<h1>报告</h1><div style='visibility:hidden'><p>一、总体情况</p></div>";
        assert_eq!(lines(source), ["报告", "一、总体情况"]);
        assert!(hidden(source).is_empty());
    }

    #[test]
    fn a_hidden_row_or_cell_takes_no_place() {
        let source = "<table><tr style='display:none'><td>x<td>y<td>z<tr><td>甲<td style='display:none'>w<td>1\
                      <tr><td>乙<td>2<tr><td>本年度收到<td>3</table>";
        assert_eq!(texts(source), [["甲", "1", "乙", "2", "本年度收到", "3"]]);
        assert_eq!(hidden(source), ["x", "y", "z", "w"]);
    }

    #[test]
    fn scripts_styles_comments_and_titles_are_no_text() {
        let source = "<html><head><title>题</title><style>p{}</style></head><body><!--[if gte mso 9]><xml>x</xml><![endif]-->\
                      <p><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp;</span></span><![endif]>总体情况<o:p></o:p></p>\
                      <noscript>n</noscript><svg><text>s</text></svg><svg/><script>'<p>t</p>'</script>";
        assert_eq!(lines(source), ["一、 总体情况"]);
    }

    #[test]
    fn of_a_clipboard_only_the_copied_part_is_read() {
        let source = "Version:0.9\r\nStartHTML:0\r\nStartFragment:9\r\n<html><body>外<!--StartFragment--><p>内</p><!--EndFragment-->外";
        assert_eq!(lines(source), ["内"]);
        assert_eq!(lines("<p>题</p><!--StartFragment-->文<!--EndFragment-->"), ["题", "文"]);
    }

    #[test]
    fn limits_are_kept_while_reading() {
        let row = "<tr>".to_owned() + &"<td>1".repeat(100);
        assert_eq!(read(&("<table>".to_owned() + &row.repeat(1000))), Err(InputError::TooManyCells));
        assert!(read(&("<table>".to_owned() + &row.repeat(MAX_TABLE_CELLS / 100))).is_ok());
        assert_eq!(read(&"<table><td>".repeat(MAX_TABLE_DEPTH + 1)), Err(InputError::TooDeep));
        assert_eq!(read(&"<div>".repeat(MAX_ELEMENT_DEPTH + 1)), Err(InputError::TooDeep));
        assert_eq!(read(&format!("<p>{}", "一".repeat(MAX_TEXT_BYTES / 3 + 1))), Err(InputError::TooMuchText));
        assert!(read(&"<p>一".repeat(MAX_ELEMENT_DEPTH * 2)).is_ok());
    }

    #[test]
    fn a_span_of_a_billion_covers_what_there_is() {
        let source = "<table><tr><td colspan=1000000000>甲<tr><td>1<td rowspan=99999999999999999999>2<tr><td>3</table>";
        let cells = tables(source).remove(0).into_iter();
        let places: Vec<_> = cells.map(|(row, _, height, width, _)| (row, height, width)).collect();
        assert_eq!(places, [(0, 1, 2), (1, 1, 1), (1, 2, 1), (2, 1, 1)]);
        assert_eq!(read("<table><td colspan=1000000000 rowspan=0>甲<tr><td>1"), Err(InputError::TooManyColumns));
    }
}
