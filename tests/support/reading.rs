//! Compares what was read with what was written.

use super::hand::Written;
use super::report::Report;
use gouji::review::Review;
use std::collections::BTreeMap;
use std::fmt;

/// How cells were read.
#[derive(Clone, Copy, Default)]
pub struct Count {
    /// Reports.
    pub reports: usize,
    /// Cells written.
    pub cells: usize,
    /// Cells read as written.
    pub right: usize,
    /// Cells of which is said that they cannot be read for certain.
    pub unsure: usize,
    /// Cells not found.
    pub absent: usize,
    /// Cells read as something else.
    pub wrong: usize,
}

impl Count {
    /// The heads of the columns in which counts are shown.
    pub fn heads() -> String {
        ["reports", "cells", "right", "unsure", "absent", "wrong"].map(|head| format!(" {head:>8}")).concat()
    }
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Count { reports, cells, right, unsure, absent, wrong } = self;
        [reports, cells, right, unsure, absent, wrong].iter().try_for_each(|count| write!(formatter, " {count:>8}"))
    }
}

/// Whether it is known which form, agency's year and so on the report is of.
pub fn identity(report: &Report, review: &Review) -> Vec<String> {
    let mut faults = Vec::new();
    if review.report.edition != Some(report.figures.edition.id) {
        faults.push(format!("edition {:?}", review.report.edition));
    }
    if review.report.year != Some(report.year) {
        faults.push(format!("year {:?}, not {}", review.report.year, report.year));
    }
    faults
}

/// Counts the cells and tells those that were not read as written. `divided`: every figure is told from its neighbours, so
/// that none may be unsure and each has the state in which it was written.
pub fn cells(written: &BTreeMap<String, Written>, divided: bool, review: &Review, count: &mut Count) -> Vec<String> {
    count.reports += 1;
    let mut faults = Vec::new();
    for (name, written) in written {
        count.cells += 1;
        let found = review.report.cells.iter().find(|(known, _)| known == name).map(|(_, cell)| cell);
        let Some(found) = found else {
            count.absent += 1;
            faults.push(format!("{name} is no cell of the review"));
            continue;
        };
        let value = found.value.map(|figure| figure.0);
        match found.state {
            "read" | "annotated" | "blank" if value == written.value => {
                count.right += 1;
                if divided && found.state != written.state.id() {
                    faults.push(format!("{name} is {}, written “{}”", found.state, written.text));
                }
            }
            "ambiguous" | "unreadable" => {
                count.unsure += 1;
                if divided {
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
    let more = review.report.cells.iter().filter(|(name, _)| !written.contains_key(name));
    faults.extend(more.map(|(name, _)| format!("{name} was not written")));
    faults
}

/// What the review of a damaged draft says that is not so: cells read as another figure, errors in tables.
pub fn falsehoods(written: &BTreeMap<String, Written>, review: &Review) -> Vec<String> {
    let mut list = Vec::new();
    for (name, cell) in &review.report.cells {
        let Some(written) = written.get(name) else { continue };
        let value = cell.value.map(|figure| figure.0);
        if matches!(cell.state, "read" | "annotated") && value != written.value {
            list.push(format!("{name} is read “{}”, written “{}”", cell.text, written.text));
        }
    }
    let errors =
        review.findings.iter().filter(|finding| finding.severity == "error" && finding.code.starts_with("table/"));
    list.extend(errors.map(|finding| format!("{} {}", finding.code, finding.message)));
    list
}

/// Whether a finding belongs to what was written and is no false alarm: a table left blank, the one row of the trial form.
pub fn is_expected(report: &Report, blank_noughts: bool, severity: &str, code: &str) -> bool {
    let doubt = severity == "warning" && code.starts_with("table/");
    severity != "error" && !doubt
        || code == "table/blank-cells" && blank_noughts
        || code == "table/missing-row" && report.has_one_row()
}
