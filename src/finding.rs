//! What a rule found: where, how sure, and the sentences for the reader.

use crate::form::CellId;
use crate::numeral::Decimal;
use crate::position::Span;

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Certain: the draft is wrong.
    Error,
    /// A doubt: someone should look.
    Warning,
    /// A remark.
    Note,
}

impl Severity {
    /// The word in results.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }

    /// The word for readers.
    pub fn chinese(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "疑点",
            Severity::Note => "提示",
        }
    }
}

/// One thing found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's code.
    pub code: &'static str,
    /// How sure it is.
    pub severity: Severity,
    /// The place that is marked.
    pub span: Span,
    /// The cell, where it is one.
    pub cell: Option<CellId>,
    /// What is wrong: one sentence with the figures and the printed name.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Why: the clause; nothing where it is common sense.
    pub basis: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// The relation that is broken.
    pub relation: Option<String>,
    /// The figure that was computed.
    pub expected: Option<Decimal>,
    /// The figure that is printed.
    pub actual: Option<Decimal>,
    /// How to mend it.
    pub fix: Option<Fix>,
}

/// A place that belongs to a finding; in a broken sum, a member.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The place.
    pub span: Span,
    /// What it is there.
    pub message: String,
    /// The cell, where it is one.
    pub cell: Option<CellId>,
    /// The member's part in a sum.
    pub term: Option<SumTerm>,
}

/// A member's part in a sum.
#[derive(Clone, Debug, PartialEq)]
pub struct SumTerm {
    /// `+` or `-` for what is added up, `=` for the printed total.
    pub sign: char,
    /// Its printed name.
    pub item: String,
    /// Its figure; nothing for a blank cell.
    pub value: Option<Decimal>,
}

/// A change of the text that removes a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// The places to replace and what with.
    pub edits: Vec<(Span, String)>,
    /// Whether it can be applied without looking.
    pub safe: bool,
}

impl Finding {
    /// A finding with nothing but its place and its sentences.
    pub fn new(code: &'static str, severity: Severity, span: Span, message: String) -> Finding {
        Finding {
            code,
            severity,
            span,
            cell: None,
            message,
            help: String::new(),
            basis: None,
            related: Vec::new(),
            relation: None,
            expected: None,
            actual: None,
            fix: None,
        }
    }

    /// The same finding with what to do about it, where the rule's own advice is too general.
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = help.into();
        self
    }

    /// The same finding with its clause, where the rule's own is too general.
    pub fn basis(mut self, basis: impl Into<String>) -> Finding {
        self.basis = Some(basis.into()).filter(|basis: &String| !basis.is_empty());
        self
    }

    /// The same finding about a cell.
    pub fn cell(mut self, cell: CellId) -> Finding {
        self.cell = Some(cell);
        self
    }

    /// The same finding with another place that belongs to it.
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Finding {
        self.related.push(Related { span, message: message.into(), cell: None, term: None });
        self
    }
}
