//! 勾稽 checks annual reports on open government information (政府信息公开工作年度报告): their structure and their figures.
//!
//! ```text
//! what the user gave ──input──▶ Document ──align, recover──▶ cells ┐
//!                                        ──outline─────▶ sections ─┴▶ Report ──rules──▶ findings ──review──▶ Review
//! ```

pub mod align;
pub mod document;
pub mod figures;
pub mod finding;
pub mod form;
pub mod input;
pub mod letters;
pub mod limits;
pub mod local;
pub mod numeral;
pub mod outline;
pub mod position;
pub mod prose;
pub mod recover;
pub mod report;
pub mod review;
pub mod rules;
#[cfg(target_arch = "wasm32")]
mod wasm;

use form::Edition;
use input::{Draft, Hints, InputError};
use review::Review;

/// What a check may be told besides the draft.
#[derive(Clone, Debug, Default)]
pub struct Options<'a> {
    /// The file's name, format and encoding, as far as the caller knows them.
    pub hints: Hints<'a>,
    /// The edition, where it shall not be recognised.
    pub edition: Option<&'static Edition>,
    /// Codes or families of rules that are not run.
    pub disabled: Vec<String>,
    /// Whether the review shall hold the draft as it was read.
    pub with_document: bool,
}

/// Checks one draft. An error means that nothing could be read; its message is a Chinese sentence for the user.
pub fn check(draft: &Draft, options: &Options) -> Result<Review, InputError> {
    let document = input::read(draft, &options.hints)?;
    let report = report::understand(&document, options.edition);
    let (checks, findings) = rules::run(&report, &options.disabled);
    Ok(review::review(&report, checks, findings, Vec::new(), options.hints.name, options.with_document))
}
