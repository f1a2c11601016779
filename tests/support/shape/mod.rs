//! The shapes in which a report is pasted, from a table with all its cells to digits without a gap.

mod html;
mod pdf;
mod text;

use super::chance::Chance;
use super::report::Part;

/// A shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// HTML as Word puts it on the clipboard.
    WordHtml,
    /// HTML of a content system.
    SiteHtml,
    /// A row a line, bars between cells, and at the end those of what merged cells cover, beside them and under them.
    Pipes,
    /// A Markdown table.
    Markdown,
    /// A cell and its bar a line.
    BarLines,
    /// A cell a line, its bar on the next.
    LoneBars,
    /// A row a line, tabs between cells.
    Tabs,
    /// As Excel copies merged cells: the covered ones are empty.
    SheetTabs,
    /// A cell a line.
    Lines,
    /// A cell a line, an empty line after each.
    Paragraphs,
    /// A row a line, a blank between cells.
    Blanks,
    /// A row a line, several blanks between cells.
    WideBlanks,
    /// The whole report on one line, a blank between cells.
    OneLine,
    /// The text of a PDF file.
    Pdf,
    /// A row a line, nothing between cells.
    Glued,
    /// A table a line, nothing between cells.
    GluedTable,
    /// Nothing between some of the cells.
    GluedInPart,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Shape; 17] = [
        Shape::WordHtml,
        Shape::SiteHtml,
        Shape::Pipes,
        Shape::Markdown,
        Shape::BarLines,
        Shape::LoneBars,
        Shape::Tabs,
        Shape::SheetTabs,
        Shape::Lines,
        Shape::Paragraphs,
        Shape::Blanks,
        Shape::WideBlanks,
        Shape::OneLine,
        Shape::Pdf,
        Shape::Glued,
        Shape::GluedTable,
        Shape::GluedInPart,
    ];

    /// Whether a cell keeps its place whatever stands in it, even nothing.
    pub fn is_bordered(self) -> bool {
        matches!(self, Shape::WordHtml | Shape::SiteHtml | Shape::Pipes | Shape::Markdown | Shape::Tabs)
    }

    /// Whether every figure is told from its neighbours, so that all of them must be read.
    pub fn is_divided(self) -> bool {
        !matches!(self, Shape::Pdf | Shape::Glued | Shape::GluedTable | Shape::GluedInPart)
    }

    /// Whether it is HTML.
    pub fn is_html(self) -> bool {
        matches!(self, Shape::WordHtml | Shape::SiteHtml)
    }

    /// Writes a report down.
    pub fn write(self, parts: &[Part], chance: &mut Chance) -> String {
        match self {
            Shape::WordHtml => html::word(parts),
            Shape::SiteHtml => html::site(parts, chance),
            Shape::Pdf => pdf::write(parts, chance),
            _ => text::write(self, parts, chance),
        }
    }
}
