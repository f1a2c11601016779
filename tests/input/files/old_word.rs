//! .doc files: cells by the places of their edges, which are never quite the same from row to row.

use super::listed;
use crate::old_word_file::{Edge, OldWordFile, change};
use crate::support::chance::Chance;
use crate::support::report::Part;

const COLUMN: i16 = 800;
const CHINESE: u8 = 39;

/// The file.
pub fn file(parts: &[Part], chance: &mut Chance) -> OldWordFile {
    let mut listed = listed(parts).filter(|_| chance.one_in(3)).map(Vec::into_iter);
    let mut file = OldWordFile::new().list(CHINESE, &[0, u16::from_le_bytes([0x01, 0x30])]);
    for part in parts {
        file = match (part, &mut listed) {
            (Part::Heading(_), Some(headings)) => {
                file.paragraph(headings.next().unwrap(), 0x0d, 0, &change(0x460b, &1u16.to_le_bytes()))
            }
            (Part::Title(text) | Part::Heading(text) | Part::Paragraph(text), _) => file.line(text),
            (Part::Table(grid), _) => {
                for line in grid.lines() {
                    let cells: Vec<&str> =
                        line.iter().map(|(_, cell, begins)| if *begins { cell.text.as_str() } else { "" }).collect();
                    let edges: Vec<Edge> = line
                        .iter()
                        .map(|(column, cell, begins)| {
                            let merged = if cell.rowspan == 1 { 0 } else { 2 - u8::from(*begins) };
                            let edge = i16::try_from(column + cell.colspan).unwrap() * COLUMN;
                            (edge + i16::try_from(chance.below(5)).unwrap(), merged)
                        })
                        .collect();
                    file = if chance.one_in(9) { file.long_row(&cells, &edges) } else { file.row(&cells, &edges) };
                }
                file.line("")
            }
        };
    }
    file
}
