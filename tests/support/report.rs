//! An invented report: who, when, which form, which figures, and its parts from top to bottom.

use super::agency;
use super::chance::Chance;
use super::figures::Figures;
use super::grid::{Grid, Writer};
use super::hand::{Hand, Written};
use super::local::LocalFigures;
use super::wording;
use gouji::form::{CellId, Edition};
use std::collections::BTreeMap;

/// A report before anyone wrote it down.
#[derive(Clone)]
pub struct Report {
    /// Who reports.
    pub agency: String,
    /// The year reported on.
    pub year: u16,
    /// The figures.
    pub figures: Figures,
    /// Those of a table that no national form prescribes.
    pub local: Option<LocalFigures>,
}

/// A part of a report on paper.
pub enum Part {
    /// The title.
    Title(String),
    /// The heading of a section.
    Heading(String),
    /// Running text.
    Paragraph(String),
    /// A table.
    Table(Grid),
}

/// The editions that have tables.
pub const EDITIONS: [&str; 3] = ["2014", "2019", "2021"];
/// The edition that has none.
pub const NARRATIVE: &str = "2008";

impl Report {
    /// Draws a clean report of the edition of that name.
    pub fn draw(edition: &str, chance: &mut Chance) -> Report {
        let edition = Edition::named(edition).expect("an edition");
        let last = edition.last_year.unwrap_or(2025);
        let year = chance.between(i64::from(edition.first_year), i64::from(last)) as u16;
        let one_row = chance.one_in(6);
        let agency = agency::draw(chance);
        let figures = Figures::draw(edition, one_row, chance);
        let local = (edition.id == NARRATIVE && chance.one_in(2)).then(|| LocalFigures::draw(chance));
        Report { agency, year, figures, local }
    }

    /// Whether （六）其他处理 has one row where the form has three, which is a doubt of its own.
    pub fn has_one_row(&self) -> bool {
        self.figures.edition.id == "2021" && self.figures.named("applications/other/total").is_some()
    }

    /// The report on paper.
    pub fn parts(&self, written: &BTreeMap<CellId, Written>, hand: Hand, chance: &mut Chance) -> Vec<Part> {
        let writer = Writer { report: self, written, hand };
        let apart = chance.one_in(3);
        let mut parts = vec![Part::Title(self.title(chance))];
        for (number, section) in self.figures.edition.sections.iter().enumerate() {
            let heading = wording::heading(section, number, chance);
            parts.push(Part::Heading(hand.label(&heading, chance)));
            parts.extend(wording::paragraphs(self, section.id, chance).into_iter().map(Part::Paragraph));
            let annexed = !self.figures.values.is_empty() || self.local.is_some();
            if section.id == "other" && !self.figures.edition.fixed_sections && annexed {
                parts.push(Part::Paragraph("附件".to_owned()));
                parts.push(Part::Paragraph("政府信息公开情况统计表".to_owned()));
                parts.push(Part::Paragraph(format!("（{}年度）", self.year)));
                parts.extend(self.local.iter().map(|local| Part::Table(local.grid(self.year, hand, chance))));
            }
            parts.extend(writer.tables(section.id, apart, chance).into_iter().map(Part::Table));
        }
        parts
    }

    fn title(&self, chance: &mut Chance) -> String {
        let (agency, year) = (&self.agency, self.year);
        match chance.below(4) {
            0 => format!("{agency}{year}年度政府信息公开工作年度报告"),
            1 => format!("{year}年{agency}政府信息公开工作年度报告"),
            _ => format!("{agency}{year}年政府信息公开工作年度报告"),
        }
    }
}
