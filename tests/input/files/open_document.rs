//! OpenDocument texts, as an archive of parts and in one XML file.

use super::{escaped, pieces};
use crate::support::chance::Chance;
use crate::support::grid::Grid;
use crate::support::report::Part;
use crate::word_file::WordFile;

/// The archive.
pub fn file(parts: &[Part], chance: &mut Chance) -> WordFile {
    let body = body(parts, chance);
    let content = format!("<office:document-content xmlns:office=\"o\">{body}</office:document-content>");
    WordFile::default()
        .part("mimetype", b"application/vnd.oasis.opendocument.text")
        .part("content.xml", content.as_bytes())
        .part("META-INF/manifest.xml", b"<manifest:manifest/>")
}

/// The single file.
pub fn flat_file(parts: &[Part], chance: &mut Chance) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n<office:document xmlns:office=\"o\" office:mimetype=\
         \"application/vnd.oasis.opendocument.text\"><office:meta><dc:title>x</dc:title></office:meta>{}</office:document>",
        body(parts, chance)
    )
}

fn body(parts: &[Part], chance: &mut Chance) -> String {
    let mut body = String::from("<office:body><office:text>");
    for part in parts {
        match part {
            Part::Heading(text) if chance.one_in(2) => {
                body += &format!("<text:h text:outline-level=\"1\">{}</text:h>", spans(text, chance));
            }
            Part::Title(text) | Part::Heading(text) | Part::Paragraph(text) => {
                body += &format!("<text:p text:style-name=\"P1\">{}</text:p>", spans(text, chance));
            }
            Part::Table(grid) => body += &table(grid, chance),
        }
    }
    body + "</office:text></office:body>"
}

fn spans(text: &str, chance: &mut Chance) -> String {
    pieces(text, chance).iter().map(|piece| format!("<text:span>{}</text:span>", escaped(piece))).collect()
}

fn table(grid: &Grid, chance: &mut Chance) -> String {
    let mut table = String::from("<table:table><table:table-column/>");
    for line in grid.lines() {
        table += "<table:table-row>";
        for (_, cell, begins) in line {
            if begins {
                table += &format!(
                    "<table:table-cell table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\"><text:p>{}\
                     </text:p></table:table-cell>",
                    cell.colspan,
                    cell.rowspan,
                    spans(&cell.text, chance)
                );
            }
            table += &"<table:covered-table-cell/>".repeat(cell.colspan - usize::from(begins));
        }
        table += "</table:table-row>";
    }
    table + "</table:table>"
}
