//! One changed figure breaks exactly the relations that it stands in, and those are named and marked.

use super::{Faults, cases};
use crate::support::hand::Hand;
use crate::support::paste::Paste;
use crate::support::review;
use crate::support::shape::Shape;
use gouji::form::{CellId, RelationKind};
use gouji::numeral::Decimal;
use gouji::review::FindingView;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn one_changed_figure_breaks_the_relations_it_stands_in() {
    let mut faults = Faults::default();
    let mut broken = 0;
    for mut case in cases(Shape::ALL.into_iter().filter(|shape| shape.is_divided()), 1) {
        let mut report = case.paste.report.clone();
        let cells: Vec<CellId> = report.figures.values.keys().copied().collect();
        let cell = *case.chance.pick(&cells);
        let before = report.figures.values[&cell];
        let after = if case.chance.one_in(3) && !before.is_zero() {
            before.minus(Decimal::from(1))
        } else {
            before.plus(Decimal::from(case.chance.between(1, 12)))
        };
        report.figures.values.insert(cell, after.filter(|value| !value.is_negative()).unwrap_or_default());
        let hand = Hand { blank_noughts: false, ..case.paste.hand };
        let paste = Paste::write(&report, case.paste.shape, hand, &mut case.chance);
        let expected: BTreeMap<String, Expected> = expected(&paste);
        broken += expected.len();
        let review = review(&paste.text);
        let found: BTreeMap<String, &FindingView> =
            review.findings.iter().filter_map(|finding| Some((finding.relation.clone()?, finding))).collect();
        let name = report.figures.edition.cell_name(cell);
        for relation in expected.keys().filter(|relation| !found.contains_key(*relation)) {
            faults.add(&case.name, &paste.text, &format!("{name} changed: {relation} is not told"));
        }
        for (relation, finding) in found {
            match expected.get(&relation) {
                None => faults.add(&case.name, &paste.text, &format!("{name} changed: {relation} is told and holds")),
                Some(expected) => {
                    for fault in expected.differences(&paste, finding) {
                        faults.add(&case.name, &paste.text, &format!("{name} changed: {relation} {fault}"));
                    }
                }
            }
        }
    }
    assert!(broken > 30, "the changes broke {broken} relations");
    faults.end();
}

/// What a broken relation must be told with.
struct Expected {
    code: &'static str,
    severity: &'static str,
    marked: String,
    members: BTreeSet<String>,
}

fn expected(paste: &Paste) -> BTreeMap<String, Expected> {
    let edition = paste.report.figures.edition;
    let name = |cell: CellId| edition.cell_name(cell);
    paste
        .report
        .figures
        .relations()
        .filter(|(_, holds)| !holds)
        .map(|(relation, _)| {
            let (code, marked) = match relation.kind {
                RelationKind::RowTotal => ("table/row-total", &relation.right[0]),
                RelationKind::ColumnTotal => ("table/column-total", &relation.right[0]),
                RelationKind::Balance => ("table/balance", &relation.right[0]),
                RelationKind::Part => ("table/part-exceeds-whole", &relation.left[0]),
            };
            let severity = if relation.certain { "error" } else { "warning" };
            let expected =
                Expected { code, severity, marked: name(marked.cell), members: relation.members().map(name).collect() };
            (relation.name.clone(), expected)
        })
        .collect()
}

impl Expected {
    fn differences(&self, paste: &Paste, finding: &FindingView) -> Vec<String> {
        let mut list = Vec::new();
        if (finding.code, finding.severity) != (self.code, self.severity) {
            list.push(format!("is {} {}", finding.severity, finding.code));
        }
        if finding.location.cell.as_ref() != Some(&self.marked) {
            list.push(format!("marks {:?}, not {}", finding.location.cell, self.marked));
        }
        let members: BTreeSet<String> =
            finding.related.iter().filter_map(|related| related.location.cell.clone()).collect();
        if members != self.members {
            list.push(format!("names {members:?}"));
        }
        let places = finding.related.iter().map(|related| &related.location).chain([&finding.location]);
        for place in places {
            let written = place.cell.as_ref().and_then(|name| paste.cells.get(name)).map(|written| &written.text);
            if written.map(String::as_str) != Some(&*place.text) {
                list.push(format!("marks “{}” for {:?}, written {written:?}", place.text, place.cell));
            }
        }
        list
    }
}
