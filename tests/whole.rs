//! Whole reports through the whole check: what is written must be read, what is wrong must be named, and nothing else.
#![cfg(all(test, not(target_arch = "wasm32")))]

mod parity;
mod properties;
mod reports;
mod rules;
mod support;
