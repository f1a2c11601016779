//! A clean report is read as it was written, and nothing is found in it.

use super::{Faults, cases};
use crate::support::reading::{Count, cells, identity, is_expected};
use crate::support::review;
use crate::support::shape::Shape;
use std::collections::BTreeMap;

#[test]
fn every_shape_is_read_without_a_wrong_cell() {
    let mut faults = Faults::default();
    let mut counts: BTreeMap<Shape, Count> = BTreeMap::new();
    for case in cases(Shape::ALL.into_iter(), 1) {
        let review = review(&case.paste.text);
        let count = counts.entry(case.paste.shape).or_default();
        let read = cells(&case.paste.cells, case.paste.shape.is_divided(), &review, count);
        for fault in identity(&case.paste.report, &review).into_iter().chain(read) {
            faults.add(&case.name, &case.paste.text, &fault);
        }
    }
    println!("{:<12}{}", "shape", Count::heads());
    for (shape, count) in &counts {
        println!("{:<12}{count}", format!("{shape:?}"));
    }
    faults.end();
}

#[test]
fn nothing_is_found_in_a_clean_report() {
    let mut faults = Faults::default();
    for case in cases(Shape::ALL.into_iter(), 1) {
        for finding in review(&case.paste.text).findings {
            let blank = case.paste.hand.blank_noughts;
            if !is_expected(&case.paste.report, blank, finding.severity, finding.code) {
                faults.add(&case.name, &case.paste.text, &format!("{} {}", finding.code, finding.message));
            }
        }
    }
    faults.end();
}
