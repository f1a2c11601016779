//! A report as it lies on the clipboard.

use super::chance::Chance;
use super::hand::{Hand, Written};
use super::report::Report;
use super::shape::Shape;
use std::collections::BTreeMap;

/// A report in one shape, written by one hand.
pub struct Paste {
    /// The report.
    pub report: Report,
    /// The shape.
    pub shape: Shape,
    /// Who wrote it.
    pub hand: Hand,
    /// Every cell by name.
    pub cells: BTreeMap<String, Written>,
    /// What is pasted.
    pub text: String,
}

impl Paste {
    /// Writes a report.
    pub fn write(report: &Report, shape: Shape, hand: Hand, chance: &mut Chance) -> Paste {
        let written = hand.write(&report.figures, chance);
        let parts = report.parts(&written, hand, chance);
        let text = shape.write(&parts, chance);
        let edition = report.figures.edition;
        let cells = written.into_iter().map(|(cell, written)| (edition.cell_name(cell), written)).collect();
        Paste { report: report.clone(), shape, hand, cells, text }
    }

    /// Draws a report and someone who writes it in that shape.
    pub fn draw(edition: &str, shape: Shape, chance: &mut Chance) -> Paste {
        let report = Report::draw(edition, chance);
        let hand = Hand::draw(shape.is_bordered(), chance);
        Paste::write(&report, shape, hand, chance)
    }
}
