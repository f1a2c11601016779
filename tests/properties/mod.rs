//! What must hold of every report, tried on invented ones. The same reports every time; GOUJI_CASES asks for more of
//! each shape and GOUJI_SEED for others. What fails is left in target/tmp.

mod again;
mod change;
mod continuity;
mod cut;
mod edit;
mod reading;
mod repair;
mod ruins;

use crate::support::chance::Chance;
use crate::support::paste::Paste;
use crate::support::report::EDITIONS;
use crate::support::shape::Shape;
use std::fs;
use std::path::Path;

/// Reports of each shape, where GOUJI_CASES does not say.
const CASES: u64 = 6;

/// A number from the environment.
fn setting(name: &str) -> Option<u64> {
    let value = std::env::var(name).ok()?;
    Some(value.parse().unwrap_or_else(|_| panic!("{name} is a number, not {value}")))
}

/// A paste and the chance that it was drawn with.
struct Case {
    name: String,
    paste: Paste,
    chance: Chance,
}

/// Pastes of the shapes, editions taking turns; `share`: one in how many of GOUJI_CASES.
fn cases(shapes: impl Iterator<Item = Shape>, share: u64) -> impl Iterator<Item = Case> {
    let count = setting("GOUJI_CASES").unwrap_or(CASES).div_ceil(share);
    let first = setting("GOUJI_SEED").unwrap_or(1);
    shapes.flat_map(move |shape| {
        (first..first + count).map(move |seed| {
            let mut chance = Chance::seeded(seed * Shape::ALL.len() as u64 + shape as u64);
            let edition = EDITIONS[seed as usize % EDITIONS.len()];
            let paste = Paste::draw(edition, shape, &mut chance);
            Case { name: format!("{shape:?}-{edition}-{seed}"), paste, chance }
        })
    })
}

/// Gathers what is wrong, so that one run shows all of it.
#[derive(Default)]
struct Faults {
    told: Vec<String>,
}

/// As many faults are shown; more are only counted.
const SHOWN: usize = 25;

impl Faults {
    fn add(&mut self, case: &str, text: &str, fault: &str) {
        if self.told.len() < SHOWN {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{case}.txt"));
            fs::write(&path, text).expect("target/tmp can be written");
        }
        self.told.push(format!("{case}: {fault}"));
    }

    fn end(self) {
        let count = self.told.len();
        let shown: Vec<String> = self.told.into_iter().take(SHOWN).collect();
        assert!(count == 0, "{count} faults; the drafts are in {}\n{}", env!("CARGO_TARGET_TMPDIR"), shown.join("\n"));
    }
}
