//! Invented reports of every edition in files of every kind: what was written is what is read. The same reports every time;
//! GOUJI_CASES asks for more of each edition and kind, and GOUJI_SEED for others. What fails is left in target/tmp.

use std::collections::BTreeMap;
use std::fs;

use gouji::document::{Block, Document};
use gouji::input::{Draft, Hints, read};
use gouji::local::local_tables;
use gouji::numeral::Decimal;
use gouji::{Options, check};

use crate::files::Kind;
use crate::fixed_pages::without_unused_lines;
use crate::paper::Cell;
use crate::support::chance::Chance;
use crate::support::hand::{Hand, Written};
use crate::support::reading::{Count, cells, identity, is_expected};
use crate::support::report::{EDITIONS, NARRATIVE, Part, Report};

/// Reports of each edition and kind, where GOUJI_CASES does not say.
const CASES: u64 = 2;
/// As many faults are shown.
const SHOWN: usize = 25;

/// A number from the environment.
pub fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |value| value.parse().expect("a number"))
}

/// What the host knows: how GB18030 is decoded.
pub fn hints() -> Hints<'static> {
    let decode = |bytes: &[u8]| {
        let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
        Some(text.into_owned())
    };
    Hints { decode: Some(decode), ..Hints::default() }
}

#[test]
fn what_is_written_into_a_file_is_what_is_read() {
    let (count, first) = (setting("GOUJI_CASES", CASES), setting("GOUJI_SEED", 1));
    let mut counts: BTreeMap<Kind, Count> = BTreeMap::new();
    let mut faults = Vec::new();
    for kind in Kind::ALL {
        let editions = EDITIONS.into_iter().chain([NARRATIVE]);
        for (edition, seed) in editions.flat_map(|edition| (first..first + count).map(move |seed| (edition, seed))) {
            let mut chance = Chance::seeded(seed * Kind::ALL.len() as u64 + kind as u64);
            let report = Report::draw(edition, &mut chance);
            let hand = Hand::draw(kind.is_bordered(), &mut chance);
            let written = hand.write(&report.figures, &mut chance);
            let parts = report.parts(&written, hand, &mut chance);
            let file = kind.write(&parts, &mut chance);
            let names =
                written.into_iter().map(|(cell, text)| (report.figures.edition.cell_name(cell), text)).collect();
            let count = counts.entry(kind).or_default();
            let found = faults_in(&report, &parts, hand, kind, &names, &file, count);
            if !found.is_empty() {
                let path = format!("{}/{edition}-{seed}.{}", env!("CARGO_TARGET_TMPDIR"), kind.ending());
                fs::write(&path, &file).expect("target/tmp can be written");
                faults.extend(found.into_iter().map(|fault| format!("{path}: {fault}")));
            }
        }
    }
    println!("{:<17}{}", "kind", Count::heads());
    for (kind, count) in &counts {
        println!("{:<17}{count}", format!("{kind:?}"));
    }
    let shown = faults.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} faults\n{shown}", faults.len());
}

fn faults_in(
    report: &Report,
    parts: &[Part],
    hand: Hand,
    kind: Kind,
    written: &BTreeMap<String, Written>,
    file: &[u8],
    count: &mut Count,
) -> Vec<String> {
    let options = Options { hints: hints(), ..Options::default() };
    let review = match check(&Draft::Bytes(file), &options) {
        Ok(review) => review,
        Err(error) => return vec![format!("{error:?}")],
    };
    let mut faults = identity(report, &review);
    // Blank noughts beside blanks in place of merged cells: the reader may be unsure.
    let divided = kind != Kind::Values || !hand.blank_noughts;
    faults.extend(cells(written, divided, &review, count));
    for finding in &review.findings {
        if !is_expected(report, hand.blank_noughts, finding.severity, finding.code) {
            faults.push(format!("{} {}", finding.code, finding.message));
        }
    }
    let document = read(&Draft::Bytes(file), &hints()).expect("it was read before");
    if kind.keeps_blocks() {
        faults.extend(difference(&expected(parts), &found(&document)));
    } else {
        faults.extend(lost(parts, &document));
    }
    if let Some(local) = &report.local {
        let found: Vec<Vec<Option<Decimal>>> = local_tables(&document)
            .iter()
            .flat_map(|table| &table.rows)
            .map(|row| row.figures.iter().map(|figure| figure.map(|(value, _)| value)).collect())
            .collect();
        let wanted: Vec<Vec<Option<Decimal>>> =
            local.0.iter().map(|row| row.iter().map(|figure| Some(Decimal::from(*figure))).collect()).collect();
        if found != wanted {
            let row = found.iter().zip(&wanted).find(|(found, wanted)| found != wanted);
            faults.push(format!("{} local rows of {}, the first difference {row:?}", found.len(), wanted.len()));
        }
    }
    faults
}

/// A paragraph, or the cells of a table, without blanks in the text.
#[derive(Debug, PartialEq)]
enum Piece {
    Paragraph(String),
    Table(Vec<Cell>),
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

fn expected(parts: &[Part]) -> Vec<Piece> {
    let piece = |part: &Part| match part {
        Part::Title(text) | Part::Heading(text) | Part::Paragraph(text) => Piece::Paragraph(squeezed(text)),
        Part::Table(grid) => {
            let cells: Vec<Cell> = grid
                .placed()
                .into_iter()
                .map(|(row, column, cell)| (row, column, cell.rowspan, cell.colspan, squeezed(&cell.text)))
                .collect();
            Piece::Table(without_unused_lines(&cells))
        }
    };
    parts.iter().map(piece).collect()
}

fn found(document: &Document) -> Vec<Piece> {
    let text = document.text.as_str();
    let piece = |block: &Block| match block {
        Block::Paragraph(paragraph) => Piece::Paragraph(squeezed(paragraph.span.of(text))),
        Block::Table(table) => {
            let cells = table
                .cells
                .iter()
                .map(|cell| (cell.row, cell.column, cell.rowspan, cell.colspan, squeezed(cell.span.of(text))));
            Piece::Table(without_unused_lines(&cells.collect::<Vec<_>>()))
        }
    };
    document.blocks.iter().map(piece).collect()
}

/// The first block that is read otherwise.
fn difference(wanted: &[Piece], found: &[Piece]) -> Option<String> {
    if let Some((wanted, found)) = wanted.iter().zip(found).find(|(wanted, found)| wanted != found) {
        return Some(match (wanted, found) {
            (Piece::Table(wanted), Piece::Table(found)) => {
                let cell = wanted.iter().zip(found).find(|(wanted, found)| wanted != found);
                format!("a table of {} cells has {}, the first difference {cell:?}", wanted.len(), found.len())
            }
            _ => format!("read {found:?}, written {wanted:?}"),
        });
    }
    (wanted.len() != found.len()).then(|| format!("{} blocks, written {}", found.len(), wanted.len()))
}

/// The first paragraph or cell whose text is nowhere in the document. Workbooks are read without the commas of figures.
fn lost(parts: &[Part], document: &Document) -> Option<String> {
    let squeezed = |text: &str| squeezed(text).replace(',', "");
    let text = squeezed(&document.text);
    let mut texts: Vec<String> = Vec::new();
    for part in parts {
        match part {
            Part::Title(text) | Part::Heading(text) | Part::Paragraph(text) => texts.push(squeezed(text)),
            Part::Table(grid) => texts.extend(grid.rows.iter().flatten().map(|cell| squeezed(&cell.text))),
        }
    }
    texts.into_iter().find(|wanted| !text.contains(wanted)).map(|wanted| format!("“{wanted}” is lost"))
}
