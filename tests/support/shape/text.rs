//! Plain text, as tables arrive where a place takes no tables.

use super::Shape;
use crate::support::chance::Chance;
use crate::support::grid::Grid;
use crate::support::report::Part;

/// Writes a report as plain text.
pub fn write(shape: Shape, parts: &[Part], chance: &mut Chance) -> String {
    let between = if shape == Shape::OneLine { " " } else { "\n" };
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Title(line) | Part::Heading(line) if shape == Shape::Markdown => {
                text.push_str(&format!("## {line}\n"))
            }
            Part::Title(line) | Part::Heading(line) => text.push_str(line),
            Part::Paragraph(line) => {
                if shape != Shape::OneLine {
                    text.push_str("　　");
                }
                text.push_str(line);
            }
            Part::Table(grid) => text.push_str(&table(shape, grid, chance)),
        }
        text.push_str(between);
    }
    text
}

fn table(shape: Shape, grid: &Grid, chance: &mut Chance) -> String {
    match shape {
        Shape::Pipes => rows(grid, |row| {
            let spare = grid.columns - row.len();
            format!("{}{}\n", row.iter().map(|cell| format!("{} | ", cell.text)).collect::<String>(), "|".repeat(spare))
        }),
        Shape::Markdown => {
            let mut text = rows(grid, |row| {
                format!("|{}\n", row.iter().map(|cell| format!(" {} |", cell.text)).collect::<String>())
            });
            let head = text.find('\n').map_or(0, |at| at + 1);
            text.insert_str(head, &format!("|{}\n", " --- |".repeat(grid.columns)));
            format!("\n{text}")
        }
        Shape::BarLines => cells(grid, " |\n"),
        Shape::LoneBars => cells(grid, "\n|\n"),
        Shape::Tabs => rows(grid, |row| joined(row, "\t") + "\n"),
        Shape::SheetTabs => sheet(grid),
        Shape::Lines => cells(grid, "\n"),
        Shape::Paragraphs => cells(grid, "\n\n"),
        Shape::WideBlanks => rows(grid, |row| joined(row, "     ") + "\n"),
        Shape::OneLine => rows(grid, |row| joined(row, " ") + " "),
        Shape::Glued => rows(grid, |row| joined(row, "") + "\n"),
        Shape::GluedTable => rows(grid, |row| joined(row, "")) + "\n",
        Shape::GluedInPart => glued_in_part(grid, chance),
        _ => rows(grid, |row| joined(row, " ") + "\n"),
    }
}

type Row = [crate::support::grid::Cell];

fn rows(grid: &Grid, write: impl Fn(&Row) -> String) -> String {
    grid.rows.iter().map(|row| write(row)).collect()
}

fn joined(row: &Row, between: &str) -> String {
    row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(between)
}

fn cells(grid: &Grid, end: &str) -> String {
    grid.rows.iter().flatten().map(|cell| format!("{}{end}", cell.text)).collect()
}

/// Every place of the grid, those under merged cells empty.
fn sheet(grid: &Grid) -> String {
    let mut covered = vec![0usize; grid.columns];
    let mut text = String::new();
    for row in &grid.rows {
        let mut line: Vec<&str> = Vec::new();
        let mut left = row.iter();
        while line.len() < grid.columns {
            let at = line.len();
            if covered[at] > 0 {
                covered[at] -= 1;
                line.push("");
                continue;
            }
            let Some(cell) = left.next() else { break };
            for place in 0..cell.colspan {
                line.push(if place == 0 { &cell.text } else { "" });
                covered[at + place] = cell.rowspan - 1;
            }
        }
        text.push_str(&line.join("\t"));
        text.push('\n');
    }
    text
}

/// Figures run together here and there; labels keep apart.
fn glued_in_part(grid: &Grid, chance: &mut Chance) -> String {
    let mut text = String::new();
    for row in &grid.rows {
        for (at, cell) in row.iter().enumerate() {
            text.push_str(&cell.text);
            let figures = cell.figure && row.get(at + 1).is_some_and(|next| next.figure);
            let gap = *chance.pick(&["\n", " ", "\n\n"]);
            text.push_str(if figures && !chance.one_in(3) { "" } else { gap });
        }
        text.push('\n');
    }
    text
}
