//! Two years' reports that continue each other give nothing; a figure that does not is told with its code and its place.

use super::{Faults, cases};
use crate::support::figures::Figures;
use crate::support::hand::Hand;
use crate::support::paste::Paste;
use crate::support::report::Report;
use crate::support::shape::Shape;
use gouji::form::CellId;
use gouji::input::{Draft, Hints};
use gouji::numeral::Decimal;
use gouji::previous::Previous;
use gouji::review::Review;
use gouji::{Options, check};

#[test]
fn what_continues_is_no_finding_and_what_does_not_is_told() {
    let mut faults = Faults::default();
    let mut told = 0;
    for mut case in cases(Shape::ALL.into_iter().filter(|shape| shape.is_divided()), 1) {
        let report = case.paste.report.clone();
        if report.figures.edition.id == "2014" {
            continue;
        }
        let shape = case.paste.shape;
        let hand = Hand { blank_noughts: false, ..case.paste.hand };
        let last = Report {
            year: report.year - 1,
            figures: last_year(&report.figures),
            agency: report.agency.clone(),
            local: None,
        };
        let last = Paste::write(&last, shape, hand, &mut case.chance);
        let this = Paste::write(&report, shape, hand, &mut case.chance);
        for (code, cell) in found(&compared(&this.text, &last.text)) {
            faults.add(&case.name, &this.text, &format!("{code} is found at {cell} where the years continue"));
        }
        let fixed: Vec<(CellId, &str)> =
            report.figures.values.keys().filter_map(|cell| code_of(&report.figures, *cell)).collect();
        let (cell, code) = *case.chance.pick(&fixed);
        let mut changed = report.clone();
        let figure = changed.figures.values.get_mut(&cell).expect("a cell of the report");
        // A total may always be larger than last year's, so that one must fall.
        let by = if code == "continuity/cumulative" { -1 } else { case.chance.between(1, 9) };
        *figure = figure.plus(Decimal::from(by)).expect("a small figure");
        if figure.is_negative() {
            continue;
        }
        let paste = Paste::write(&changed, shape, hand, &mut case.chance);
        let expected = [(code.to_owned(), report.figures.edition.cell_name(cell))];
        let found = found(&compared(&paste.text, &last.text));
        if found != expected {
            faults.add(&case.name, &paste.text, &format!("{found:?} is found, not {expected:?}"));
        }
        told += 1;
    }
    assert!(told > 20, "{told} figures were changed");
    faults.end();
}

fn compared(this: &str, last: &str) -> Review {
    let previous = Previous::read(&Draft::Text(last), &Hints::default());
    check(&Draft::Text(this), &Options { previous: Some(&previous), ..Options::default() }).expect("a report")
}

/// The findings about figures of last year's report, with their cells.
fn found(review: &Review) -> Vec<(String, String)> {
    let figures = review
        .findings
        .iter()
        .filter(|finding| finding.code.starts_with("continuity/") && finding.code != "continuity/copied");
    figures.map(|finding| (finding.code.to_owned(), finding.location.cell.clone().unwrap_or_default())).collect()
}

/// The rule by which last year's report fixes a cell, and the cell.
fn code_of(figures: &Figures, cell: CellId) -> Option<(CellId, &'static str)> {
    let (_, row, column) = figures.edition.at(cell)?;
    let code = match (row.id, column.id) {
        ("carried_in", _) => "continuity/carried-over",
        (_, "in_force") => "continuity/in-force",
        (_, "items_last_year") => "continuity/items",
        (_, "total_public") => "continuity/cumulative",
        _ => return None,
    };
    Some((cell, code))
}

/// Figures of the year before that this year's continue.
fn last_year(figures: &Figures) -> Figures {
    let mut last = figures.clone();
    let named = |cell: CellId, row: &str, column: &str| {
        let (table, ..) = figures.edition.at(cell).expect("a cell of the form");
        figures.named(&format!("{}/{row}/{column}", table.id)).unwrap_or_default()
    };
    for (cell, figure) in &mut last.values {
        let (_, row, column) = figures.edition.at(*cell).expect("a cell of the form");
        *figure = match (row.id, column.id) {
            ("carried_out", column) => named(*cell, "carried_in", column),
            (row, "in_force") => {
                let before = named(*cell, row, "in_force").minus(named(*cell, row, "issued"));
                before.and_then(|before| before.plus(named(*cell, row, "repealed"))).expect("small figures")
            }
            (_, "change") => Decimal::ZERO,
            _ => *figure,
        };
    }
    last
}
