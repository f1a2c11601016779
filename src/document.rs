//! What was read from a draft: its text, and its paragraphs and tables as places in that text.

use crate::limits::{MAX_TABLE_CELLS, MAX_TABLE_COLUMNS};
use crate::position::Span;

/// A draft after reading. For a plain-text paste `text` is the paste itself, to the byte; for other formats it is the
/// visible text, a line per paragraph, the cells of a table row divided by tabs and its rows by line breaks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The whole visible text; every [`Span`] points into it.
    pub text: String,
    /// Paragraphs and tables in reading order, not overlapping.
    pub blocks: Vec<Block>,
    /// Text that the format hides from the reader (a link no eye can see), as places in `text` of what stands around it.
    pub hidden: Vec<Hidden>,
}

impl Document {
    /// Whether a document that was put together elsewhere is one that a reader could have given: blocks in order, not
    /// overlapping, cells in order inside their table, and a grid no larger than a reader would take.
    pub fn is_sound(&self) -> bool {
        let mut end = 0;
        let mut cells = 0;
        self.blocks.iter().all(|block| {
            let span = block.span();
            let follows = end <= span.start && span.start <= span.end && self.text.get(span.start..span.end).is_some();
            end = span.end;
            let Block::Table(table) = block else { return follows };
            cells += table.cells.len();
            follows && cells <= MAX_TABLE_CELLS && table.is_sound(&self.text)
        }) && self.hidden.iter().all(|hidden| self.text.get(hidden.span.start..hidden.span.end).is_some())
    }

    /// A part of the document, every place as in the whole: what stands before it is blanked out, line by line and UTF-16
    /// unit by unit, and what stands behind it is cut off.
    pub fn part(&self, span: Span) -> Document {
        let mut text = String::with_capacity(span.end);
        for character in Span::new(0, span.start).of(&self.text).chars() {
            match character.len_utf8() {
                1 => text.push(if character == '\n' { '\n' } else { ' ' }),
                2 => text.push('\u{a0}'),
                3 => text.push('\u{3000}'),
                _ => text.push_str("\u{a0}\u{a0}"),
            }
        }
        text.push_str(span.of(&self.text));
        Document {
            text,
            blocks: self.blocks.iter().filter_map(|block| block.part(span)).collect(),
            hidden: self.hidden.iter().filter(|hidden| span.contains(hidden.span)).cloned().collect(),
        }
    }
}

/// One part of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(Paragraph),
    /// A grid.
    Table(Table),
}

impl Block {
    /// The place of the block in the text.
    pub fn span(&self) -> Span {
        match self {
            Block::Paragraph(paragraph) => paragraph.span,
            Block::Table(table) => table.span,
        }
    }

    /// What of it lies in a span.
    fn part(&self, within: Span) -> Option<Block> {
        if within.contains(self.span()) {
            return Some(self.clone());
        }
        let Block::Table(table) = self else { return None };
        let mut cells: Vec<TableCell> = table.cells.iter().filter(|cell| within.contains(cell.span)).copied().collect();
        let first = cells.first()?.row;
        cells.iter_mut().for_each(|cell| cell.row -= first);
        let span = cells.iter().map(|cell| cell.span).reduce(Span::to)?;
        let rows = cells.iter().map(|cell| cell.row + cell.rowspan).max()?;
        Some(Block::Table(Table { span, rows, columns: table.columns, cells }))
    }
}

/// A line of plain text, or a paragraph of a marked-up format.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paragraph {
    /// Without the line break.
    pub span: Span,
    /// The heading level, 1 to 9, where the format says that this is a heading.
    pub level: Option<u8>,
}

/// A grid of cells, some of them merged. Cells stand in reading order, each once, at its top left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// From the first cell to the last.
    pub span: Span,
    /// Number of grid rows.
    pub rows: usize,
    /// Number of grid columns.
    pub columns: usize,
    /// The cells.
    pub cells: Vec<TableCell>,
}

impl Table {
    fn is_sound(&self, text: &str) -> bool {
        let mut end = self.span.start;
        let in_order = self.cells.iter().all(|cell| {
            let follows = end <= cell.span.start && text.get(cell.span.start..cell.span.end).is_some();
            end = cell.span.end;
            let fits =
                |start: usize, span: usize, size| span > 0 && start.checked_add(span).is_some_and(|end| end <= size);
            follows && fits(cell.row, cell.rowspan, self.rows) && fits(cell.column, cell.colspan, self.columns)
        });
        in_order && end <= self.span.end && self.rows <= MAX_TABLE_CELLS && self.columns <= MAX_TABLE_COLUMNS
    }
}

/// One cell of a [`Table`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TableCell {
    /// The cell's text, blanks at its ends left out.
    pub span: Span,
    /// 0-based grid row of the top left corner.
    pub row: usize,
    /// 0-based grid column of the top left corner.
    pub column: usize,
    /// Grid rows covered, at least 1.
    pub rowspan: usize,
    /// Grid columns covered, at least 1.
    pub colspan: usize,
}

/// Something in the markup that a reader of the page does not see.
#[derive(Clone, Debug, PartialEq)]
pub struct Hidden {
    /// Where in the visible text it hides (may be empty).
    pub span: Span,
    /// What it says or links to.
    pub text: String,
}

/// Builds a [`Document`] from a marked-up format, part by part, so that every reader lays the text out alike.
#[derive(Default)]
pub struct DocumentBuilder {
    document: Document,
}

impl DocumentBuilder {
    /// An empty document.
    pub fn new() -> DocumentBuilder {
        DocumentBuilder::default()
    }

    /// Appends a paragraph; blanks at its ends are dropped, and an empty one is not kept.
    pub fn paragraph(&mut self, text: &str, level: Option<u8>) -> Span {
        let text = text.trim();
        let span = self.push(text);
        if !text.is_empty() {
            self.document.text.push('\n');
            self.document.blocks.push(Block::Paragraph(Paragraph { span, level }));
        }
        span
    }

    /// Appends a table. Each entry is a cell's text with `row`, `column`, `rowspan`, `colspan` (its span is ignored),
    /// in reading order.
    pub fn table(&mut self, cells: impl IntoIterator<Item = (TableCell, String)>) {
        let mut table = Table::default();
        let start = self.document.text.len();
        let mut row = None;
        for (mut cell, text) in cells {
            if row.is_some() {
                self.document.text.push(if row == Some(cell.row) { '\t' } else { '\n' });
            }
            row = Some(cell.row);
            cell.span = self.push(text.trim());
            cell.rowspan = cell.rowspan.max(1);
            cell.colspan = cell.colspan.max(1);
            table.rows = table.rows.max(cell.row + cell.rowspan);
            table.columns = table.columns.max(cell.column + cell.colspan);
            table.cells.push(cell);
        }
        table.span = Span::new(start, self.document.text.len());
        if !table.cells.is_empty() {
            self.document.text.push('\n');
            self.document.blocks.push(Block::Table(table));
        }
    }

    /// Notes something hidden at the end of what was appended so far.
    pub fn hidden(&mut self, text: &str) {
        let end = self.document.text.trim_end().len();
        self.document.hidden.push(Hidden { span: Span::new(end, end), text: text.to_owned() });
    }

    /// How many bytes of text there are so far, for limits.
    pub fn len(&self) -> usize {
        self.document.text.len()
    }

    /// Whether nothing has been appended.
    pub fn is_empty(&self) -> bool {
        self.document.text.is_empty()
    }

    /// The document.
    pub fn finish(self) -> Document {
        self.document
    }

    fn push(&mut self, text: &str) -> Span {
        let start = self.document.text.len();
        self.document.text.push_str(text);
        Span::new(start, self.document.text.len())
    }
}
