//! Word files (.docx, .docm): the visible text of the main part, with the numbers that Word writes by itself.

pub(super) mod numbering;
pub(super) mod package;
mod styles;
pub(super) mod xml;

use crate::document::{Document, DocumentBuilder};
use crate::limits::MAX_TABLE_DEPTH;

use super::InputError;
use super::flow::{self, Budget, Grid, Node};
use numbering::Numbering;
use package::Package;
use styles::{Styles, heading_level};
use xml::{Element, Event, Xml};

/// Reads a Word file.
pub(super) fn read(bytes: &[u8]) -> Result<Document, InputError> {
    let package = Package::open(bytes)?;
    let main = package.main_part()?;
    let text = package.part(&main)?.ok_or(InputError::NoMainPart)?;
    let related = |kind: &str| match package.related(&main, kind)? {
        Some(path) => package.part(&path),
        None => Ok(None),
    };
    read_parts(&text, related("styles")?.as_deref(), related("numbering")?.as_deref())
}

/// Reads the main part, with the parts that it refers to.
pub(super) fn read_parts(main: &str, styles: Option<&str>, numbering: Option<&str>) -> Result<Document, InputError> {
    let styles = styles.map_or(Ok(Styles::default()), Styles::read)?;
    let numbering = numbering.map_or(Ok(Numbering::default()), |part| Numbering::read(part, &styles))?;
    Body::new(styles, numbering).read(main)
}

/// What an open element is to the text.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    Other,
    Paragraph,
    ParagraphProperties,
    Text,
    Table,
    Row,
    RowProperties,
    Cell,
    Alternatives,
}

#[derive(Default)]
struct OpenParagraph {
    text: String,
    hidden: String,
    /// Inside the properties, whose elements share names with those of runs.
    in_properties: bool,
    /// The current run is out of sight.
    in_hidden_run: bool,
    style: Option<String>,
    outline: Option<usize>,
    list: Option<String>,
    list_level: Option<usize>,
    /// The number of its list, where the file holds it as Word 2003's own XML does.
    printed_number: Option<String>,
}

#[derive(Default)]
struct OpenTable {
    grid: Grid,
    row: OpenRow,
}

#[derive(Default)]
struct OpenRow {
    /// Whether a cell of it stands in the grid.
    begun: bool,
    /// Deleted, as the record of changes says.
    deleted: bool,
    /// Columns left empty before the first cell.
    before: usize,
}

#[derive(Default)]
struct OpenCell {
    colspan: usize,
    down: Merge,
    across: Merge,
    nodes: Vec<Node>,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Merge {
    #[default]
    None,
    Begins,
    Continues,
}

struct Body {
    styles: Styles,
    numbering: Numbering,
    scopes: Vec<Scope>,
    /// The innermost last: a text box stands inside a paragraph.
    paragraphs: Vec<OpenParagraph>,
    tables: Vec<OpenTable>,
    cells: Vec<OpenCell>,
    /// What stands outside all tables.
    nodes: Vec<Node>,
    /// For each open choice between renderings, whether one has been read.
    chosen: Vec<bool>,
    budget: Budget,
}

impl Body {
    fn new(styles: Styles, numbering: Numbering) -> Body {
        Body {
            styles,
            numbering,
            scopes: Vec::new(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            cells: Vec::new(),
            nodes: Vec::new(),
            chosen: Vec::new(),
            budget: Budget::default(),
        }
    }

    fn read(mut self, part: &str) -> Result<Document, InputError> {
        let mut xml = Xml::new(part);
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(element) if self.is_passed_over(&element) => xml.skip(&element)?,
                Event::Start(element) => {
                    let scope = self.start(&element)?;
                    self.scopes.push(scope);
                }
                Event::End => {
                    if let Some(scope) = self.scopes.pop() {
                        self.end(scope)?;
                    }
                }
                Event::Text(text) if self.scopes.last() == Some(&Scope::Text) => self.text(&text)?,
                Event::Text(_) => {}
            }
        }
        let mut builder = DocumentBuilder::new();
        flow::write(self.nodes, &mut builder);
        Ok(builder.finish())
    }

    /// What is deleted, was otherwise before, is an instruction, or is another rendering of what was read already.
    fn is_passed_over(&mut self, element: &Element<'_>) -> bool {
        match element.name() {
            "del" => self.scopes.last() != Some(&Scope::RowProperties),
            "moveFrom" | "instrText" | "delText" | "delInstrText" | "sectPr" | "rt" | "tblGrid" => true,
            "mc:Choice" | "mc:Fallback" => self.chosen.last_mut().is_some_and(|chosen| std::mem::replace(chosen, true)),
            name => name.ends_with("PrChange") || name.ends_with("GridChange"),
        }
    }

    fn start(&mut self, element: &Element<'_>) -> Result<Scope, InputError> {
        let name = element.name();
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|paragraph| paragraph.in_properties) {
            match name {
                "pStyle" => paragraph.style = element.value(),
                "outlineLvl" => paragraph.outline = element.number(),
                "numId" => paragraph.list = element.value(),
                "ilvl" => paragraph.list_level = element.number(),
                "wx:t" => paragraph.printed_number = element.value(),
                // The marks of unnumbered lists are pictures from symbol fonts.
                "wx:font" if element.value().is_some_and(|font| font.starts_with("Wingdings") || font == "Symbol") => {
                    paragraph.printed_number = None;
                }
                _ => {}
            }
            return Ok(Scope::Other);
        }
        match name {
            "p" => {
                self.paragraphs.push(OpenParagraph::default());
                return Ok(Scope::Paragraph);
            }
            "tbl" => {
                if self.tables.len() == MAX_TABLE_DEPTH {
                    return Err(InputError::TooDeep);
                }
                self.tables.push(OpenTable::default());
                return Ok(Scope::Table);
            }
            "mc:AlternateContent" => {
                self.chosen.push(false);
                return Ok(Scope::Alternatives);
            }
            _ => {}
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            match name {
                "pPr" => {
                    paragraph.in_properties = true;
                    return Ok(Scope::ParagraphProperties);
                }
                "r" => paragraph.in_hidden_run = false,
                "vanish" => paragraph.in_hidden_run = element.is_on(),
                "t" | "m:t" => return Ok(Scope::Text),
                "tab" | "ptab" => self.text("\t")?,
                "br" | "cr" => self.text("\n")?,
                "noBreakHyphen" => self.text("-")?,
                _ => {}
            }
        }
        let Some(table) = self.tables.last_mut() else {
            return Ok(Scope::Other);
        };
        match name {
            "tr" => {
                table.row = OpenRow::default();
                return Ok(Scope::Row);
            }
            "trPr" => return Ok(Scope::RowProperties),
            "del" => table.row.deleted = true,
            "gridBefore" => table.row.before = element.number().unwrap_or(0),
            "tc" => {
                self.cells.push(OpenCell::default());
                return Ok(Scope::Cell);
            }
            _ => {}
        }
        if let Some(cell) = self.cells.last_mut() {
            let merge = || match element.value().as_deref() {
                Some("restart") => Merge::Begins,
                _ => Merge::Continues,
            };
            match name {
                "gridSpan" => cell.colspan = element.number().unwrap_or(1),
                // Word 2003's own XML writes the same names small.
                "vMerge" | "vmerge" => cell.down = merge(),
                "hMerge" | "hmerge" => cell.across = merge(),
                _ => {}
            }
        }
        Ok(Scope::Other)
    }

    fn text(&mut self, text: &str) -> Result<(), InputError> {
        self.budget.spend_text(text.len())?;
        if let Some(paragraph) = self.paragraphs.last_mut() {
            let line = if paragraph.in_hidden_run { &mut paragraph.hidden } else { &mut paragraph.text };
            line.extend(text.chars().filter(|character| !matches!(character, '\u{200b}' | '\u{feff}')));
        }
        Ok(())
    }

    fn end(&mut self, scope: Scope) -> Result<(), InputError> {
        match scope {
            Scope::Paragraph => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.end_paragraph(paragraph)?;
                }
            }
            Scope::ParagraphProperties => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.in_properties = false;
                }
            }
            Scope::Cell => {
                if let (Some(cell), Some(table)) = (self.cells.pop(), self.tables.last_mut()) {
                    self.budget.spend_cell()?;
                    end_cell(cell, table)?;
                }
            }
            Scope::Table => {
                if let Some(table) = self.tables.pop() {
                    let nodes = table.grid.finish();
                    self.flow().extend(nodes);
                }
            }
            Scope::Alternatives => {
                self.chosen.pop();
            }
            Scope::Other | Scope::Text | Scope::Row | Scope::RowProperties => {}
        }
        Ok(())
    }

    fn flow(&mut self) -> &mut Vec<Node> {
        self.cells.last_mut().map_or(&mut self.nodes, |cell| &mut cell.nodes)
    }

    fn end_paragraph(&mut self, paragraph: OpenParagraph) -> Result<(), InputError> {
        let number = self.number(&paragraph).unwrap_or_default();
        self.budget.spend_text(number.len())?;
        let style_level = || paragraph.style.as_ref().and_then(|style| self.styles.level(style));
        let level = paragraph.outline.map_or_else(style_level, heading_level);
        let text = number + &paragraph.text;
        let nodes = self.flow();
        let lines = text.split('\n').filter(|line| !line.trim().is_empty());
        nodes.extend(lines.map(|line| Node::Paragraph { text: line.to_owned(), level }));
        if !paragraph.hidden.trim().is_empty() {
            nodes.push(Node::Hidden(paragraph.hidden.trim().to_owned()));
        }
        Ok(())
    }

    /// The number that Word prints before a paragraph.
    fn number(&mut self, paragraph: &OpenParagraph) -> Option<String> {
        if let Some(number) = &paragraph.printed_number {
            return Some(numbering::with_gap(number));
        }
        let style = paragraph.style.as_deref().unwrap_or("");
        let of_style = self.styles.list(style);
        let list = paragraph.list.as_deref().or(of_style.map(|(list, _)| list))?;
        let level = paragraph
            .list_level
            .or_else(|| of_style.and_then(|(_, level)| level))
            .or_else(|| self.numbering.level_of_style(list, style))
            .unwrap_or(0);
        self.numbering.next(list, level)
    }
}

fn end_cell(cell: OpenCell, table: &mut OpenTable) -> Result<(), InputError> {
    if table.row.deleted {
        return Ok(());
    }
    if !table.row.begun {
        table.row.begun = true;
        table.grid.begin_row();
        table.grid.skip_columns(table.row.before);
    }
    if cell.across == Merge::Continues && table.grid.continue_left(cell.colspan)
        || cell.down == Merge::Continues && table.grid.continue_above(cell.colspan)
    {
        return Ok(());
    }
    let number = table.grid.place(cell.colspan, 1)?;
    if cell.down != Merge::None {
        table.grid.begin_merge();
    }
    table.grid.fill(number, cell.nodes);
    Ok(())
}
