//! The readers as a host calls them: bytes or text in, a document or one sentence out.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test may panic, in its helpers too"
)]

mod archive;
mod bad_input;
mod damage;
mod files;
mod fixed_pages;
mod formats;
mod office;
mod office_text;
mod old_word;
mod old_word_file;
mod paper;
mod robustness;
mod round_trip;
mod sheet;
mod sheet_file;
mod word;
mod word_file;

#[path = "../support/mod.rs"]
#[allow(dead_code, reason = "the tests of whole reports use the rest")]
mod support;

use gouji::document::{Block, Document};
use gouji::input::{Draft, Hints, InputError, read};

/// Reads bytes of which the host knows nothing.
fn read_bytes(bytes: &[u8]) -> Result<Document, InputError> {
    read(&Draft::Bytes(bytes), &Hints::default())
}

/// Reads a paste of which the host knows nothing.
fn read_text(text: &str) -> Result<Document, InputError> {
    read(&Draft::Text(text), &Hints::default())
}

/// The text of each paragraph and table, cells divided by tabs.
fn blocks(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|block| block.span().of(&document.text)).collect()
}

/// Row, column, rowspan, colspan, text.
type Cell<'a> = (usize, usize, usize, usize, &'a str);

/// The first table's cells.
fn cells(document: &Document) -> Vec<Cell<'_>> {
    let table = document.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    let cells = table.expect("no table").cells.iter();
    cells.map(|cell| (cell.row, cell.column, cell.rowspan, cell.colspan, cell.span.of(&document.text))).collect()
}
