//! Whatever someone does to a draft, the check comes to an end and says something.

use super::cases;
use crate::support::chance::Chance;
use crate::support::shape::Shape;
use gouji::input::Draft;
use gouji::{Options, check};

/// Edits of each paste.
const EDITS: usize = 6;

#[test]
fn arbitrary_edits_do_not_stop_the_check() {
    for mut case in cases(Shape::ALL.into_iter(), 3) {
        let mut text = case.paste.text.clone();
        for _ in 0..EDITS {
            text = edited(&text, &mut case.chance);
            let Ok(review) = check(&Draft::Text(&text), &Options { with_document: true, ..Options::default() }) else {
                continue;
            };
            let length = review.document.map_or(0, |document| document.text.encode_utf16().count());
            for finding in &review.findings {
                let places = finding.related.iter().map(|related| &related.location).chain([&finding.location]);
                for place in places {
                    assert!(place.start <= place.end && place.end <= length, "{}: {place:?} in {text}", case.name);
                }
            }
        }
    }
}

fn edited(text: &str, chance: &mut Chance) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        lines.push("一");
    }
    let line = chance.below(lines.len());
    match chance.below(6) {
        0 => drop(lines.remove(line)),
        1 => lines.insert(line, lines[line]),
        2 => {
            let other = chance.below(lines.len());
            lines.swap(line, other);
        }
        _ => return edited_inside(text, chance),
    }
    lines.concat()
}

fn edited_inside(text: &str, chance: &mut Chance) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=chance.below(4) {
        if characters.is_empty() {
            break;
        }
        let at = chance.below(characters.len());
        match chance.below(4) {
            0 => drop(characters.remove(at)),
            1 => characters.insert(
                at,
                *chance.pick(&[
                    '0', '９', '|', '\t', '\n', '<', '>', '&', '一', '（', '\u{a0}', '\u{200b}', '😀', '-', '.',
                ]),
            ),
            2 => {
                let other = chance.below(characters.len());
                characters.swap(at, other);
            }
            _ => {
                let end = (at + chance.below(60)).min(characters.len());
                characters.drain(at..end);
            }
        }
    }
    characters.into_iter().collect()
}
