//! Whole reports through the whole check: what is written must be read, what is wrong must be named, and nothing else.
#![cfg(test)]
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::string_slice, reason = "the tests cut texts where they know the boundaries")]

mod faults;
mod parity;
mod properties;
mod reports;
mod rules;
mod support;
