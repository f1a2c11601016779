//! From what the user gave to a [`Document`](crate::document::Document): recognises the format by its content and calls
//! the reader for it.

mod error;
mod flow;
mod html;
mod text;

pub use error::InputError;
