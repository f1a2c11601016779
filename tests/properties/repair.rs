//! Some changed figures are mended by changing no more than those.

use super::{Faults, cases};
use crate::support::figures::Figures;
use crate::support::hand::Hand;
use crate::support::paste::Paste;
use crate::support::report::Report;
use crate::support::review;
use crate::support::shape::Shape;
use gouji::form::{CellId, RelationKind};
use gouji::limits::MAX_REPAIRS;
use gouji::numeral::Decimal;
use gouji::review::{Figure, Repair};

#[test]
fn the_repairs_of_changed_figures_are_no_larger_and_make_every_relation_hold() {
    let mut faults = Faults::default();
    let (mut broken, mut repaired) = (0, 0);
    for mut case in cases(Shape::ALL.into_iter().filter(|shape| shape.is_divided()), 1) {
        for blank_noughts in [false, true].into_iter().take(1 + usize::from(case.paste.shape.is_bordered())) {
            let mut report = case.paste.report.clone();
            let cells: Vec<CellId> = sums(&report.figures);
            let count = case.chance.between(1, 3) as usize;
            let mut changed: Vec<CellId> = Vec::new();
            for _ in 0..count {
                let cell = *case.chance.pick(&cells);
                let figure = report.figures.values.get_mut(&cell).expect("a cell of the report");
                *figure = figure.plus(Decimal::from(case.chance.between(1, 12))).unwrap_or_default();
                if !changed.contains(&cell) {
                    changed.push(cell);
                }
            }
            let hand = Hand { blank_noughts, ..case.paste.hand };
            let paste = Paste::write(&report, case.paste.shape, hand, &mut case.chance);
            let found = review(&paste.text);
            let is_broken = report.figures.relations().any(|(_, holds)| !holds);
            broken += usize::from(is_broken);
            repaired += usize::from(!found.repairs.is_empty());
            let mut add = |fault: String| faults.add(&case.name, &paste.text, &fault);
            if !is_broken && !found.repairs.is_empty() {
                add(format!("nothing is broken, and {} repairs", found.repairs.len()));
            }
            if found.repairs.len() > MAX_REPAIRS {
                add(format!("{} repairs", found.repairs.len()));
            }
            for repair in &found.repairs {
                let shown: Vec<(&str, Figure)> =
                    repair.changes.iter().map(|change| (change.cell.as_str(), change.to)).collect();
                if repair.size > changed.len() || repair.size != repair.changes.len() {
                    add(format!("{} cells were changed, the repair has {shown:?}", changed.len()));
                }
                let mended = Report { figures: mended(&report.figures, repair), ..report.clone() };
                let certain = mended.figures.relations().filter(|(relation, _)| relation.certain);
                let still: Vec<String> = if blank_noughts {
                    // A relation whose total is blank is not checked, so only what is told counts.
                    let paste = Paste::write(&mended, case.paste.shape, hand, &mut case.chance);
                    let findings = review(&paste.text).findings.into_iter();
                    findings
                        .filter(|finding| finding.severity == "error")
                        .filter_map(|finding| finding.relation)
                        .collect()
                } else {
                    certain.filter(|(_, holds)| !holds).map(|(relation, _)| relation.name).collect()
                };
                if !still.is_empty() {
                    add(format!("after the repair {shown:?} {still:?} do not hold"));
                }
            }
            let single = changed.len() == 1 && !blank_noughts && is_broken;
            let reads_one_way = |cell: CellId| report.figures.edition.cell_name(cell).starts_with("applications/");
            if single && reads_one_way(changed[0]) {
                let cell = report.figures.edition.cell_name(changed[0]);
                let offered: Vec<&str> = found
                    .repairs
                    .iter()
                    .flat_map(|repair| &repair.changes)
                    .map(|change| change.cell.as_str())
                    .collect();
                if offered != [cell.as_str()] {
                    add(format!("{cell} alone was changed, the repairs change {offered:?}"));
                }
            }
        }
    }
    assert!(repaired * 4 > broken && broken > 40, "{repaired} of {broken} reports were repaired");
    faults.end();
}

/// The cells of the sums.
fn sums(figures: &Figures) -> Vec<CellId> {
    let sums = figures.relations().filter(|(relation, _)| relation.kind != RelationKind::Part);
    let mut cells: Vec<CellId> = sums.flat_map(|(relation, _)| relation.members().collect::<Vec<_>>()).collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}

fn mended(figures: &Figures, repair: &Repair) -> Figures {
    let mut mended = figures.clone();
    for change in &repair.changes {
        let cell = figures.edition.cells().find(|cell| figures.edition.cell_name(*cell) == change.cell);
        mended.values.insert(cell.expect("a cell of the form"), change.to.0);
    }
    mended
}
