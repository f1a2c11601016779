//! OpenDocument texts (.odt, and .fodt in one XML file): paragraphs and tables of the content part. The numbers of lists are
//! not read, for they stand in no paragraph.

use super::super::docx::package::Package;
use super::super::docx::xml::{Element, Event, Xml};
use super::super::flow::{self, Budget, Grid, Node};
use super::super::{InputError, is_archive};
use crate::document::{Document, DocumentBuilder};
use crate::limits::MAX_TABLE_DEPTH;

/// Reads a text; other OpenDocument files are refused as what they are.
pub(super) fn read(bytes: &[u8]) -> Result<Document, InputError> {
    if !is_archive(bytes) {
        let file = std::str::from_utf8(bytes).map_err(|_| InputError::UnknownEncoding)?;
        refuse_others(file.get(..file.find("<office:body").unwrap_or(file.len())).unwrap_or(file))?;
        return Body::default().read(file);
    }
    let package = Package::open(bytes)?;
    refuse_others(&package.part("mimetype")?.unwrap_or_default())?;
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(InputError::Encrypted);
    }
    let content = package.part("content.xml")?.ok_or(InputError::NoMainPart)?;
    Body::default().read(&content)
}

/// A media type tells texts from the other kinds.
fn refuse_others(kind: &str) -> Result<(), InputError> {
    let is = |kind_of: &str| kind.contains(&format!("opendocument.{kind_of}"));
    if is("spreadsheet") {
        Err(InputError::Spreadsheet)
    } else if is("presentation") {
        Err(InputError::Slides)
    } else {
        Ok(())
    }
}

/// What an open element is to the text.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    Other,
    Paragraph,
    Cell,
    Table,
}

#[derive(Default)]
struct OpenParagraph {
    text: String,
    level: Option<u8>,
    /// A blank was read, and stands before the next word.
    blank: bool,
}

struct OpenCell {
    number: usize,
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Body {
    scopes: Vec<Scope>,
    /// The innermost last: a text box stands inside a paragraph.
    paragraphs: Vec<OpenParagraph>,
    tables: Vec<Grid>,
    cells: Vec<OpenCell>,
    /// What stands outside all tables.
    nodes: Vec<Node>,
    budget: Budget,
}

impl Body {
    fn read(mut self, part: &str) -> Result<Document, InputError> {
        let mut xml = Xml::new(part);
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(element) if is_passed_over(element.name()) => xml.skip(&element)?,
                Event::Start(element) => {
                    let scope = self.start(&element)?;
                    self.scopes.push(scope);
                }
                Event::End => {
                    if let Some(scope) = self.scopes.pop() {
                        self.end(scope);
                    }
                }
                Event::Text(text) => self.text(&text)?,
            }
        }
        let mut builder = DocumentBuilder::new();
        flow::write(self.nodes, &mut builder);
        Ok(builder.finish())
    }

    fn start(&mut self, element: &Element<'_>) -> Result<Scope, InputError> {
        let number = |name| element.attribute(name).and_then(|value| value.parse::<usize>().ok()).unwrap_or(1);
        match element.name() {
            "text:p" | "text:h" => {
                let level = element.attribute("outline-level").and_then(|level| level.parse().ok());
                let level = level.filter(|level| (1..=9).contains(level));
                self.paragraphs.push(OpenParagraph { level, ..OpenParagraph::default() });
                return Ok(Scope::Paragraph);
            }
            "text:s" => self.sign(&" ".repeat(number("c").min(LONGEST_GAP)))?,
            "text:tab" => self.sign("\t")?,
            "text:line-break" => self.sign("\n")?,
            "table:table" => {
                if self.tables.len() == MAX_TABLE_DEPTH {
                    return Err(InputError::TooDeep);
                }
                self.tables.push(Grid::default());
                return Ok(Scope::Table);
            }
            "table:table-row" => {
                if let Some(grid) = self.tables.last_mut() {
                    grid.begin_row();
                }
            }
            "table:table-cell" => {
                if let Some(grid) = self.tables.last_mut() {
                    let (colspan, rowspan) = (number("number-columns-spanned"), number("number-rows-spanned"));
                    // A run of like cells is written once; only blank ones ever are.
                    for _ in 1..number("number-columns-repeated") {
                        self.budget.spend_cell()?;
                        grid.place(1, 1)?;
                    }
                    self.budget.spend_cell()?;
                    let number = grid.place(colspan, rowspan.max(1))?;
                    self.cells.push(OpenCell { number, nodes: Vec::new() });
                    return Ok(Scope::Cell);
                }
            }
            _ => {}
        }
        Ok(Scope::Other)
    }

    /// Text between the tags, its blanks collapsed.
    fn text(&mut self, text: &str) -> Result<(), InputError> {
        self.budget.spend_text(text.len())?;
        let Some(paragraph) = self.paragraphs.last_mut() else { return Ok(()) };
        for character in text.chars() {
            match character {
                ' ' | '\t' | '\r' | '\n' => paragraph.blank = true,
                '\u{200b}' | '\u{feff}' => {}
                _ => {
                    if std::mem::take(&mut paragraph.blank) && !paragraph.text.is_empty() {
                        paragraph.text.push(' ');
                    }
                    paragraph.text.push(character);
                }
            }
        }
        Ok(())
    }

    /// A blank, tab or break that an element stands for.
    fn sign(&mut self, sign: &str) -> Result<(), InputError> {
        self.budget.spend_text(sign.len())?;
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.blank = false;
            paragraph.text.push_str(sign);
        }
        Ok(())
    }

    fn end(&mut self, scope: Scope) {
        match scope {
            Scope::Paragraph => {
                if let Some(OpenParagraph { text, level, .. }) = self.paragraphs.pop() {
                    let lines = text.split('\n').filter(|line| !line.trim().is_empty());
                    let nodes: Vec<_> = lines.map(|line| Node::Paragraph { text: line.to_owned(), level }).collect();
                    self.flow().extend(nodes);
                }
            }
            Scope::Cell => {
                if let (Some(cell), Some(grid)) = (self.cells.pop(), self.tables.last_mut()) {
                    grid.fill(cell.number, cell.nodes);
                }
            }
            Scope::Table => {
                if let Some(grid) = self.tables.pop() {
                    let nodes = grid.finish();
                    self.flow().extend(nodes);
                }
            }
            Scope::Other => {}
        }
    }

    fn flow(&mut self) -> &mut Vec<Node> {
        self.cells.last_mut().map_or(&mut self.nodes, |cell| &mut cell.nodes)
    }
}

/// The longest run of blanks that is kept.
const LONGEST_GAP: usize = 100;

/// Whether an element holds no part of the main text: what was deleted, notes, formulas, headers and footers.
fn is_passed_over(name: &str) -> bool {
    matches!(
        name,
        "text:tracked-changes"
            | "text:note"
            | "text:ruby-text"
            | "text:hidden-text"
            | "annotation"
            | "automatic-styles"
            | "master-styles"
            | "meta"
            | "scripts"
            | "settings"
            | "styles"
            | "font-face-decls"
            | "forms"
            | "math"
    )
}
