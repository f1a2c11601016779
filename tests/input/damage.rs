//! Files of every kind that are cut off or of which bytes were changed: a sentence, or a true reading of what is left.

use std::time::{Duration, Instant};

use gouji::input::{Draft, InputError, read};
use gouji::review::Review;
use gouji::{Options, check};

use crate::files::Kind;
use crate::robustness::assert_sound;
use crate::round_trip::hints;
use crate::support::chance::Chance;
use crate::support::hand::Hand;
use crate::support::paste::Paste;
use crate::support::report::{EDITIONS, Report};
use crate::support::shape::Shape;

/// Changes of each file.
const CHANGES: usize = 24;
/// No file here may take longer, on a machine that is busy and without optimization.
const LONGEST: Duration = Duration::from_secs(20);

/// A file of the kind, with the report as a paste to compare with.
fn written(kind: Kind, edition: &str) -> (Paste, Vec<u8>, Chance) {
    let mut chance = Chance::seeded(kind as u64 + 77);
    let report = Report::draw(edition, &mut chance);
    let paste = Paste::write(&report, Shape::Lines, Hand::default(), &mut chance);
    let written = Hand::default().write(&report.figures, &mut chance);
    let parts = report.parts(&written, Hand::default(), &mut chance);
    let file = kind.write(&parts, &mut chance);
    (paste, file, chance)
}

fn checked(file: &[u8]) -> Result<Review, InputError> {
    let started = Instant::now();
    let review = check(&Draft::Bytes(file), &Options { hints: hints(), ..Options::default() });
    assert!(started.elapsed() < LONGEST, "{:?}", started.elapsed());
    if let Err(error) = &review {
        let sentence = error.to_string();
        assert!(sentence.ends_with('。') && sentence.contains('请'), "{sentence}");
    }
    review
}

#[test]
fn a_file_that_is_cut_off_is_refused_or_read_truly() {
    let mut faults = Vec::new();
    for kind in Kind::ALL {
        for edition in EDITIONS {
            let (paste, file, _) = written(kind, edition);
            for sixteenth in 1..16 {
                let Some(part) = file.get(..file.len() * sixteenth / 16) else { continue };
                let name = format!("{kind:?} {edition} {sixteenth}/16");
                let review = match checked(part) {
                    Ok(review) => review,
                    Err(
                        InputError::Truncated
                        | InputError::Damaged
                        | InputError::OldWord
                        | InputError::UnknownEncoding
                        | InputError::Empty,
                    ) => continue,
                    Err(error) => {
                        faults.push(format!("{name}: {error:?}"));
                        continue;
                    }
                };
                // Half a figure may be a figure too, the last one read.
                let last =
                    review.report.cells.iter().filter_map(|(_, cell)| cell.location.as_ref()).map(|l| l.end).max();
                for (cell, read) in &review.report.cells {
                    let is_last = read.location.as_ref().map(|location| location.end) == last;
                    let value = read.value.map(|figure| figure.0);
                    let written = paste.cells.get(cell).and_then(|written| written.value);
                    if read.state == "read" && value != written && !is_last {
                        faults.push(format!("{name}: {cell} is {value:?}, written {written:?}"));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn changed_bytes_do_no_harm() {
    for kind in Kind::ALL {
        let (_, file, mut chance) = written(kind, "2021");
        for _ in 0..CHANGES {
            let mut changed = file.clone();
            for _ in 0..=chance.below(8) {
                let at = chance.below(changed.len());
                changed[at] ^= u8::try_from(chance.between(1, 255)).unwrap();
            }
            let _ = checked(&changed);
            if let Ok(document) = read(&Draft::Bytes(&changed), &hints()) {
                assert_sound(&document);
            }
        }
    }
}

#[test]
fn the_name_of_a_file_tells_nothing() {
    for kind in Kind::ALL {
        let (_, file, _) = written(kind, "2021");
        let cells = |name: &'static str| {
            let hints = gouji::input::Hints { name: Some(name), ..hints() };
            let review = check(&Draft::Bytes(&file), &Options { hints, ..Options::default() }).unwrap();
            review.report.cells.iter().filter(|(_, cell)| cell.state == "read").count()
        };
        let right = cells("报告");
        assert!(right > 100, "{kind:?}: {right}");
        for name in ["报告.docx", "报告.doc", "报告.txt", "报告.pdf", "报告.xls", "报告.html"] {
            assert_eq!(cells(name), right, "{kind:?} as {name}");
        }
    }
}
