//! 勾稽: reads a draft of an annual report on open government information and checks its structure and its figures.

pub mod document;
pub mod form;
pub mod input;
pub mod limits;
pub mod numeral;
pub mod position;
