//! The text of a PDF file: labels wrapped over lines, figures between them, and what a page break leaves.

use crate::support::chance::Chance;
use crate::support::grid::{Cell, Grid};
use crate::support::report::Part;

/// Characters of a label on one line.
const LABEL_WIDTH: usize = 14;
/// Characters of running text on one line.
const TEXT_WIDTH: usize = 36;
/// Rows of a table on one page.
const PAGE_ROWS: usize = 17;

/// Writes a report as a PDF reader copies it.
pub fn write(parts: &[Part], chance: &mut Chance) -> String {
    let mut text = String::new();
    for (number, part) in parts.iter().enumerate() {
        match part {
            Part::Title(line) | Part::Heading(line) => text.push_str(&format!("{line}\n")),
            Part::Paragraph(line) => {
                wrapped(line, TEXT_WIDTH).iter().for_each(|line| text.push_str(&format!("{line}\n")))
            }
            Part::Table(grid) => text.push_str(&table(grid, chance)),
        }
        if number % 9 == 8 && !matches!(parts.get(number + 1), Some(Part::Table(_)) | None) {
            text.push_str(&format!("- {} -\n", number / 9 + 1));
        }
    }
    text
}

fn wrapped(line: &str, width: usize) -> Vec<String> {
    let characters: Vec<char> = line.chars().collect();
    characters.chunks(width).map(|line| line.iter().collect()).collect()
}

fn table(grid: &Grid, chance: &mut Chance) -> String {
    let mut text = String::new();
    // A tall merged cell is written down the page, a character a line.
    let mut upright: Vec<char> = Vec::new();
    let page = chance.between(2, 6);
    for (number, row) in grid.rows.iter().enumerate() {
        if number > 0 && number % PAGE_ROWS == 0 {
            text.push_str(&format!("— {page} —\n"));
            if grid.columns == 10 {
                text.push_str("三、本年度办理结果\n");
            }
        }
        let (tall, rest): (Vec<&Cell>, Vec<&Cell>) = row.iter().partition(|cell| cell.rowspan > 10);
        upright.extend(tall.iter().flat_map(|cell| cell.text.chars()).filter(|character| !character.is_whitespace()));
        let (figures, labels): (Vec<&Cell>, Vec<&Cell>) = rest.iter().partition(|cell| cell.figure);
        let figures = figures.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
        let mut lines: Vec<String> = labels.iter().flat_map(|cell| wrapped(&cell.text, LABEL_WIDTH)).collect();
        match lines.len() {
            0 => lines.push(figures),
            // Figures stand at half the height of their row.
            3.. if labels.len() == 1 && chance.one_in(2) => lines.insert(1, figures),
            _ if figures.is_empty() => {}
            last => {
                if let Some(line) = lines.get_mut(last - 1) {
                    line.push(' ');
                    line.push_str(&figures);
                }
            }
        }
        for line in lines {
            text.push_str(&format!("{line}\n"));
        }
        if !upright.is_empty() && chance.one_in(2) {
            text.push_str(&format!("{}\n", upright.remove(0)));
        }
    }
    text
}
