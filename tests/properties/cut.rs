//! A paste that was cut off is no fault of the report.

use super::{Case, Faults, cases};
use crate::support::reading::falsehoods;
use crate::support::shape::Shape;
use gouji::input::{Draft, InputError};
use gouji::{Options, check};

/// Cuts of each paste.
const CUTS: usize = 6;

#[test]
fn a_cut_paste_gives_no_wrong_cell_and_no_error_in_a_table() {
    let mut faults = Faults::default();
    for mut case in cases(Shape::ALL.into_iter(), 2) {
        for _ in 0..CUTS {
            let text = case.paste.text.clone();
            let at = text.floor_char_boundary(case.chance.below(text.len()));
            let at = breaking_off(&case, at);
            let head = &text[..at];
            let review = match check(&Draft::Text(head), &Options::default()) {
                Ok(review) => review,
                Err(InputError::Empty) => continue,
                Err(error) => {
                    faults.add(&case.name, head, &format!("cut at {at}: {error}"));
                    continue;
                }
            };
            // Half a figure may be a figure too.
            if !inside_figure(&text, at) {
                for fault in falsehoods(&case.paste.cells, &review) {
                    faults.add(&format!("{}-cut-{at}", case.name), head, &fault);
                }
            }
        }
    }
    faults.end();
}

/// A page breaks off behind an element, for half a cell looks like a blank one.
fn breaking_off(case: &Case, at: usize) -> usize {
    let text = &case.paste.text;
    if !case.paste.shape.is_html() {
        return at;
    }
    text[at..].find("</td>").map_or(text.len(), |end| at + end + "</td>".len())
}

fn inside_figure(text: &str, at: usize) -> bool {
    let of_figure = |character: Option<char>| {
        character.is_some_and(|c| gouji::numeral::digit(c).is_some() || matches!(c, '.' | '．' | ',' | '（' | '件'))
    };
    of_figure(text[..at].chars().next_back()) && of_figure(text[at..].chars().next())
}
