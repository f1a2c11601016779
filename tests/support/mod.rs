//! Writes invented reports of every edition, from chosen figures, in every shape in which reports are pasted.

pub mod agency;
pub mod chance;
pub mod figures;
pub mod grid;
pub mod hand;
pub mod local;
pub mod paste;
pub mod reading;
pub mod report;
pub mod shape;
pub mod wording;

use gouji::input::Draft;
use gouji::review::Review;
use gouji::{Options, check};

/// The review of a paste.
pub fn review(text: &str) -> Review {
    check(&Draft::Text(text), &Options::default()).expect("a paste with text in it can be read")
}
