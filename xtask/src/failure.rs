//! What went wrong, told so that one can act on it.

use std::fmt;

/// A step that could not be done.
#[derive(Debug)]
pub struct Failure {
    step: String,
    cause: String,
    advice: String,
}

impl Failure {
    /// `cause` is what happened; `advice` is what to do about it, in a sentence.
    pub fn new(step: impl Into<String>, cause: impl fmt::Display, advice: impl Into<String>) -> Self {
        Self { step: step.into(), cause: cause.to_string(), advice: advice.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { step, cause, advice } = self;
        write!(formatter, "FAILED: {step}\n{}\nWhat to do: {advice}", cause.trim_end())
    }
}
