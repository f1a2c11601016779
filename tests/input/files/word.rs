//! Word files: runs, merged cells, headings numbered by a list.

use super::{escaped, listed, pieces};
use crate::support::chance::Chance;
use crate::support::grid::Grid;
use crate::support::report::Part;
use crate::word_file::WordFile;

const LIST: &str = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/>\
                    <w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\">\
                    <w:abstractNumId w:val=\"0\"/></w:num>";
const STYLES: &str = "<w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style>";

/// The file, part by part.
pub fn file(parts: &[Part], chance: &mut Chance) -> WordFile {
    WordFile::new(&body(parts, chance)).styles(STYLES).numbering(LIST)
}

/// The parts one after another in one file.
pub fn single_file(parts: &[Part], chance: &mut Chance) -> String {
    let part = |name: &str, kind: &str, content: &str| {
        format!(
            "<pkg:part pkg:name=\"/word/{name}.xml\" pkg:contentType=\"application/x.{kind}+xml\"><pkg:xmlData>\
             {content}</pkg:xmlData></pkg:part>"
        )
    };
    let body = body(parts, chance);
    let parts = [
        part("document", "document.main", &format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")),
        part("styles", "styles", &format!("<w:styles>{STYLES}</w:styles>")),
        part("numbering", "numbering", &format!("<w:numbering>{LIST}</w:numbering>")),
    ];
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?mso-application progid=\"Word.Document\"?>\n<pkg:package>{}\
         </pkg:package>",
        parts.concat()
    )
}

fn body(parts: &[Part], chance: &mut Chance) -> String {
    let mut listed = listed(parts).filter(|_| chance.one_in(3)).map(Vec::into_iter);
    let mut body = String::new();
    for part in parts {
        match (part, &mut listed) {
            (Part::Heading(_), Some(headings)) => {
                let text = headings.next().unwrap();
                body += &paragraph("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>", text, chance);
            }
            (Part::Heading(text), None) if chance.one_in(2) => {
                body += &paragraph("<w:pStyle w:val=\"1\"/>", text, chance);
            }
            (Part::Title(text) | Part::Heading(text) | Part::Paragraph(text), _) => {
                body += &paragraph("<w:ind w:firstLine=\"640\"/>", text, chance);
            }
            (Part::Table(grid), _) => body += &table(grid, chance),
        }
        if chance.one_in(5) {
            body += "<w:p/>";
        }
    }
    body
}

fn paragraph(properties: &str, text: &str, chance: &mut Chance) -> String {
    let runs: Vec<String> = pieces(text, chance)
        .iter()
        .map(|piece| {
            format!(
                "<w:proofErr w:type=\"spellStart\"/><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t \
                 xml:space=\"preserve\">{}</w:t></w:r>",
                escaped(piece)
            )
        })
        .collect();
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", runs.concat())
}

fn table(grid: &Grid, chance: &mut Chance) -> String {
    let mut table = String::from("<w:tbl><w:tblPr/>");
    for line in grid.lines() {
        table += "<w:tr>";
        for (_, cell, begins) in line {
            let mut properties = String::new();
            if cell.colspan > 1 {
                properties += &format!("<w:gridSpan w:val=\"{}\"/>", cell.colspan);
            }
            if cell.rowspan > 1 {
                properties += if begins { "<w:vMerge w:val=\"restart\"/>" } else { "<w:vMerge/>" };
            }
            let text = if begins { cell.text.as_str() } else { "" };
            table += &format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph("", text, chance));
        }
        table += "</w:tr>";
    }
    table + "</w:tbl>"
}
