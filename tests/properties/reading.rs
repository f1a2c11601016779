//! A clean report is read as it was written, and nothing is found in it.

use super::{Faults, cases, cell};
use crate::support::paste::Paste;
use crate::support::review;
use crate::support::shape::Shape;
use gouji::review::Review;
use std::collections::BTreeMap;

/// How the cells of a shape were read.
#[derive(Default)]
struct Count {
    reports: usize,
    cells: usize,
    right: usize,
    unsure: usize,
    absent: usize,
    wrong: usize,
}

#[test]
fn every_shape_is_read_without_a_wrong_cell() {
    let mut faults = Faults::default();
    let mut counts: BTreeMap<Shape, Count> = BTreeMap::new();
    for case in cases(Shape::ALL.into_iter(), 1) {
        let review = review(&case.paste.text);
        let found = identity(&case.paste, &review).into_iter().chain(read(&case.paste, &review, &mut counts));
        for fault in found {
            faults.add(&case.name, &case.paste.text, &fault);
        }
    }
    println!(
        "{:<12} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}",
        "shape", "reports", "cells", "right", "unsure", "absent", "wrong"
    );
    for (shape, count) in &counts {
        let Count { reports, cells, right, unsure, absent, wrong } = count;
        println!("{:<12} {reports:>7} {cells:>7} {right:>7} {unsure:>7} {absent:>7} {wrong:>7}", format!("{shape:?}"));
    }
    faults.end();
}

#[test]
fn nothing_is_found_in_a_clean_report() {
    let mut faults = Faults::default();
    for case in cases(Shape::ALL.into_iter(), 1) {
        for finding in review(&case.paste.text).findings {
            let doubt = finding.severity == "warning" && finding.code.starts_with("table/");
            if finding.severity == "error" || doubt && !is_expected(&case.paste, finding.code) {
                faults.add(&case.name, &case.paste.text, &format!("{} {}", finding.code, finding.message));
            }
        }
    }
    faults.end();
}

/// Doubts that belong to what was written: a table left blank, the one row of the trial form.
fn is_expected(paste: &Paste, code: &str) -> bool {
    code == "table/blank-cells" && paste.hand.blank_noughts || code == "table/missing-row" && paste.report.has_one_row()
}

fn identity(paste: &Paste, review: &Review) -> Vec<String> {
    let mut faults = Vec::new();
    if review.report.edition != Some(paste.report.figures.edition.id) {
        faults.push(format!("edition {:?}", review.report.edition));
    }
    if review.report.year != Some(paste.report.year) {
        faults.push(format!("year {:?}, not {}", review.report.year, paste.report.year));
    }
    faults
}

fn read(paste: &Paste, review: &Review, counts: &mut BTreeMap<Shape, Count>) -> Vec<String> {
    let count = counts.entry(paste.shape).or_default();
    count.reports += 1;
    let mut faults = Vec::new();
    for (name, written) in &paste.cells {
        count.cells += 1;
        let Some(found) = cell(review, name) else {
            count.absent += 1;
            faults.push(format!("{name} is no cell of the review"));
            continue;
        };
        let value = found.value.map(|figure| figure.0);
        match found.state {
            "read" | "annotated" | "blank" if value == written.value => {
                count.right += 1;
                if paste.shape.is_divided() && found.state != written.state.id() {
                    faults.push(format!("{name} is {}, written “{}”", found.state, written.text));
                }
            }
            "ambiguous" | "unreadable" => {
                count.unsure += 1;
                if paste.shape.is_divided() {
                    faults.push(format!("{name} is {}, written “{}”", found.state, written.text));
                }
            }
            "absent" => {
                count.absent += 1;
                faults.push(format!("{name} is absent"));
            }
            _ => {
                count.wrong += 1;
                faults.push(format!("{name} is read “{}”, written “{}”", found.text, written.text));
            }
        }
    }
    let more = review.report.cells.iter().filter(|(name, _)| !paste.cells.contains_key(name));
    faults.extend(more.map(|(name, _)| format!("{name} was not written")));
    faults
}
