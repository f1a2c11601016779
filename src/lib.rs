//! 勾稽 checks annual reports on open government information (政府信息公开工作年度报告): their structure and their figures.
//!
//! ```text
//! what the user gave ──input──▶ Document ──align, recover──▶ cells ┐
//!                                        ──outline─────▶ sections ─┴▶ Report ─┬rules──▶ findings ─┬review──▶ Review
//!                                                                           └repair─▶ repairs ──┘
//! ```

pub mod align;
pub mod document;
pub mod figures;
pub mod finding;
pub mod form;
pub mod input;
#[cfg(any(test, target_arch = "wasm32"))]
mod json;
pub mod letters;
pub mod limits;
pub mod local;
pub mod numeral;
pub mod outline;
pub mod parts;
pub mod position;
pub mod previous;
pub mod prose;
pub mod recover;
pub mod repair;
pub mod report;
pub mod review;
pub mod rules;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod words;

use document::Document;
use form::Edition;
use input::{Draft, Hints, InputError};
use position::Lines;
use previous::{COMPARES, LastYear, Previous};
use review::Review;

/// What a check may be told besides the draft.
#[derive(Clone, Debug, Default)]
pub struct Options<'a> {
    /// The file's name, format and encoding, as far as the caller knows them.
    pub hints: Hints<'a>,
    /// The edition, where it shall not be recognised.
    pub edition: Option<&'static Edition>,
    /// Last year's report, or reports of which one is.
    pub previous: Option<&'a Previous>,
    /// Codes or families of rules that are not run.
    pub disabled: Vec<String>,
    /// Whether the review shall hold the draft as it was read.
    pub with_document: bool,
}

/// Checks one draft. An error means that nothing could be read; its message is a Chinese sentence for the user.
pub fn check(draft: &Draft, options: &Options) -> Result<Review, InputError> {
    let document = input::read(draft, &options.hints)?;
    let parts = parts::parts(&document);
    let Some((first, more)) = parts.split_first() else {
        return Ok(review_of(&document, options, options.previous, options.with_document));
    };
    if !COMPARES {
        return Err(InputError::NeedsFiles);
    }
    // Last year's report may be pasted below this year's.
    let pasted = if options.previous.is_none() { Some(Previous::in_draft(&document)) } else { None };
    let previous = options.previous.or(pasted.as_ref());
    let mut review = review_of(&document.part(*first), options, previous, false);
    review.more = more.iter().map(|part| review_of(&document.part(*part), options, previous, false)).collect();
    let lines = Lines::new(&document.text);
    review.document = options.with_document.then(|| review::document_view(&document, &lines));
    review.text = document.text.into();
    Ok(review)
}

/// Checks one report.
fn review_of(document: &Document, options: &Options, previous: Option<&Previous>, with_document: bool) -> Review {
    let earlier;
    let mut report = report::understand(document, options.edition);
    report.previous = match previous.filter(|_| COMPARES).map_or(Ok(None), |previous| previous.of(&report)) {
        Ok(Some(document)) => {
            earlier = report::understand(document, None);
            Ok(LastYear::of(&earlier))
        }
        Ok(None) => Ok(None),
        Err(why) => Err(why),
    };
    let (checks, findings) = rules::run(&report, &options.disabled);
    let repairs = repair::repairs(&report, &findings);
    review::review(&report, checks, findings, repairs, options.hints.name, with_document)
}
