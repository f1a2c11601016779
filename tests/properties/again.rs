//! A document that is given back unchanged is read as it was, so that the page can check what it has edited.

use super::{Faults, cases};
use crate::support::shape::Shape;
use gouji::document::{Block, Document, Table};
use gouji::input::{Draft, Hints, read};
use gouji::position::Span;
use gouji::{Options, check};
use serde_json::{Value, to_value};

fn value(draft: &Draft) -> Value {
    let options = Options { with_document: true, ..Options::default() };
    to_value(check(draft, &options).expect("a report can be read")).expect("a review is JSON")
}

#[test]
fn a_document_given_back_has_the_same_review() {
    let mut faults = Faults::default();
    for case in cases(Shape::ALL.into_iter(), 1) {
        let draft = Draft::Text(&case.paste.text);
        let document = read(&draft, &Hints::default()).expect("a report can be read");
        if !document.is_sound() {
            faults.add(&case.name, &case.paste.text, "the document would not be taken back");
        }
        if value(&Draft::Document(&document)) != value(&draft) {
            faults.add(&case.name, &case.paste.text, "the document given back is read otherwise");
        }
    }
    faults.end();
}

#[test]
fn a_document_that_no_reader_gives_is_not_sound() {
    let html = "甲<p>乙</p><table><tr><td>丙</td><td>丁</td></tr><tr><td>戊</td><td>1</td></tr></table>";
    let document = read(&Draft::Text(html), &Hints::default()).expect("a draft");
    assert!(document.is_sound());
    let spoilt = |spoil: fn(&mut Document)| {
        let mut document = document.clone();
        spoil(&mut document);
        document.is_sound()
    };
    assert!(!spoilt(|document| document.blocks.reverse()), "blocks out of order");
    assert!(!spoilt(|document| document.text.truncate(3)), "places beyond the text");
    let in_table = |spoil: fn(&mut Table)| {
        let mut document = document.clone();
        for block in &mut document.blocks {
            if let Block::Table(table) = block {
                spoil(table);
            }
        }
        document.is_sound()
    };
    assert!(!in_table(|table| table.rows = usize::MAX), "a grid beyond the limit");
    assert!(!in_table(|table| table.columns = 1), "cells beyond the table");
    assert!(!in_table(|table| table.cells[0].rowspan = usize::MAX), "a cell beyond the table");
    assert!(!in_table(|table| table.cells[0].colspan = 0), "a cell without width");
    assert!(!in_table(|table| table.cells.swap(0, 1)), "cells out of order");
    assert!(!in_table(|table| table.cells[0].span = Span { start: 8, end: 7 }), "an end before its start");
    assert!(!in_table(|table| table.cells[0].span.end -= 1), "an end inside a character");
}
