//! How results are written: one file a format, all over the same [`Review`]. They live in the command, because the browser's
//! module needs none of them and their packages would weigh on it.

mod excerpt;
mod json;
mod sarif;
mod text;

use crate::arguments::Format;
use crate::inputs::Input;
use gouji::review::{Change, Review};
use std::io::{self, Write};

pub use excerpt::visible;

/// An input that was checked.
pub struct Checked<'a> {
    /// Where the draft came from.
    pub input: &'a Input,
    /// What was found in it.
    pub review: &'a Review,
    /// Whether places in the review are places in the file itself.
    pub is_text: bool,
}

/// Writes results one by one as they come.
pub trait Renderer {
    /// An input was checked.
    fn checked(&mut self, checked: &Checked, output: &mut dyn Write) -> io::Result<()>;

    /// An input could not be read; the sentence is on standard error already.
    fn unreadable(&mut self, _input: &Input, _sentence: &str) {}

    /// Nothing comes any more.
    fn end(&mut self, output: &mut dyn Write) -> io::Result<()>;
}

/// The renderer of a format. `many`: several paths or a folder were given.
pub fn renderer(format: Format, many: bool) -> Box<dyn Renderer> {
    match format {
        Format::Text => Box::new(text::Text::new(many)),
        Format::Json => Box::new(json::Json::new(many)),
        Format::Jsonl => Box::new(json::JsonLines),
        Format::Sarif => Box::new(sarif::Sarif::default()),
    }
}

/// A change of a repair in words.
fn change(change: &Change) -> String {
    let from = change.from.map_or_else(|| "空白".to_owned(), |figure| figure.0.to_string());
    format!("“{}”由 {from} 改为 {}", visible(&change.item), change.to.0)
}
