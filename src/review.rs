//! The result as others see it: plain data with places in lines and UTF-16 code units, as the contract promises.

use crate::document::{Block, Document};
use crate::figures::trimmed;
use crate::finding::Finding;
use crate::form::CellId;
use crate::letters::{fold, letters};
use crate::numeral::{Decimal, ONE_TO_TEN};
use crate::position::{Lines, Span};
use crate::recover::CellState;
use crate::report::Report;
use crate::rules::Check;
use crate::words::Words;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The number of the contract; it changes when something in it is changed or removed.
pub const SCHEMA: u32 = 1;

/// The review of one draft.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Review {
    /// [`SCHEMA`].
    pub schema: u32,
    /// This program's version.
    pub gouji: &'static str,
    /// The file's name; none for a paste.
    pub source: Option<String>,
    /// What report this is.
    pub report: ReportFacts,
    /// Every check and its answer.
    pub checks: Vec<CheckAnswer>,
    /// What was found, in the order of severity, then of the draft.
    pub findings: Vec<FindingView>,
    /// The smallest changes that make every relation hold.
    pub repairs: Vec<Repair>,
    /// How much was found and read.
    pub summary: Summary,
    /// The draft as it was read, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentView>,
    /// The reviews of the further reports, where the draft holds several; their places too are places in the whole draft.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Review>,
    /// The text into which every location points.
    #[serde(skip)]
    pub text: Arc<str>,
}

impl Review {
    /// This review, and those of the further reports in the draft.
    pub fn of_each_report(&self) -> impl Iterator<Item = &Review> {
        std::iter::once(self).chain(&self.more)
    }
}

/// What report a draft is.
#[derive(Clone, Debug, serde::Serialize)]
pub struct ReportFacts {
    /// The edition; none when nothing was recognised.
    pub edition: Option<&'static str>,
    /// The title.
    pub title: Option<String>,
    /// The agency.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The day of publication, `2024-01-18`.
    pub published: Option<String>,
    /// The sections.
    pub sections: Vec<SectionView>,
    /// Every cell of the form, by name, in the order of the form.
    #[serde(serialize_with = "in_order")]
    pub cells: Vec<(String, CellView)>,
    /// Where the draft breaks off, if it was cut.
    pub cut: Option<Location>,
}

/// A section of the draft.
#[derive(Clone, Debug, serde::Serialize)]
pub struct SectionView {
    /// The form's name for it; none for a section that the form does not have.
    pub id: Option<&'static str>,
    /// The printed number, `一`.
    pub number: Option<String>,
    /// The heading without its number.
    pub heading: String,
    /// The heading's place.
    pub location: Location,
}

/// A cell of the form.
#[derive(Clone, Debug, serde::Serialize)]
pub struct CellView {
    /// The figure.
    pub value: Option<Figure>,
    /// What is printed.
    pub text: String,
    /// `read`, `blank`, `annotated`, `ambiguous`, `unreadable` or `absent`.
    pub state: &'static str,
    /// For an ambiguous cell the figures that it may be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub may_be: Vec<Figure>,
    /// The cell's place; none for one that is not in the draft.
    pub location: Option<Location>,
}

/// A figure; a JSON number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure(pub Decimal);

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Whole numbers that JavaScript has exactly.
        match self.0.to_integer().filter(|value| value.abs() < 1 << 53) {
            Some(value) => serializer.serialize_i64(value),
            None => serializer.serialize_f64(self.0.to_f64()),
        }
    }
}

/// A place in the draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
    /// First UTF-16 code unit.
    pub start: usize,
    /// The unit after the last.
    pub end: usize,
    /// 1-based line.
    pub line: usize,
    /// 1-based column in UTF-16 code units.
    pub column: usize,
    /// The marked text, at most [`LONGEST_CONTEXT`] characters.
    pub text: Excerpt,
    /// The line it stands in, at most [`LONGEST_CONTEXT`] characters of it.
    pub context: Excerpt,
    /// The cell's name.
    pub cell: Option<String>,
}

impl Location {
    /// The place for compact data: start, end, line, column, end of the text, start and end of the context.
    fn numbers(&self) -> [usize; 7] {
        let [text, context] = [&self.text, &self.context].map(|excerpt| excerpt.units);
        [self.start, self.end, self.line, self.column, text.1, context.0, context.1]
    }
}

impl Serialize for Location {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            let mut list = serializer.serialize_seq(None)?;
            list.serialize_element(&self.cell)?;
            for number in &self.numbers() {
                list.serialize_element(number)?;
            }
            return list.end();
        }
        let mut object = serializer.serialize_struct("Location", 7)?;
        object.serialize_field("start", &self.start)?;
        object.serialize_field("end", &self.end)?;
        object.serialize_field("line", &self.line)?;
        object.serialize_field("column", &self.column)?;
        object.serialize_field("text", &*self.text)?;
        object.serialize_field("context", &*self.context)?;
        object.serialize_field("cell", &self.cell)?;
        object.end()
    }
}

/// Some of the draft's text; it shares the whole.
#[derive(Clone)]
pub struct Excerpt {
    whole: Arc<str>,
    span: Span,
    /// The same in UTF-16 code units.
    units: (usize, usize),
}

impl Deref for Excerpt {
    type Target = str;

    fn deref(&self) -> &str {
        self.span.of(&self.whole)
    }
}

impl PartialEq for Excerpt {
    fn eq(&self, other: &Excerpt) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        fmt::Debug::fmt(&**self, formatter)
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(&**self, formatter)
    }
}

/// A check and its answer.
#[derive(Clone, Debug, serde::Serialize)]
pub struct CheckAnswer {
    /// The rule's code.
    pub code: &'static str,
    /// `passed`, `failed` or `not-checkable`.
    pub state: &'static str,
    /// Why it could not be made, or not wholly.
    pub reason: Option<String>,
    /// It was not made because nobody gave last year's report, which is no news to anyone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub needs_previous: bool,
}

/// A finding for readers.
#[derive(Clone, Debug, serde::Serialize)]
pub struct FindingView {
    /// The rule's code.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Why.
    pub basis: Option<String>,
    /// The rule's page.
    pub url: String,
    /// Where.
    pub location: Location,
    /// What belongs to it.
    pub related: Vec<RelatedView>,
    /// The broken relation.
    pub relation: Option<String>,
    /// The computed figure.
    pub expected: Option<Figure>,
    /// The printed figure.
    pub actual: Option<Figure>,
    /// How to mend it.
    pub fix: Option<FixView>,
    /// The same for the same finding in another state of the draft.
    pub fingerprint: String,
}

/// Another place of a finding.
#[derive(Clone, Debug, serde::Serialize)]
pub struct RelatedView {
    /// Where.
    pub location: Location,
    /// What.
    pub message: String,
    /// `+`, `-` or `=` for a member of a sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign: Option<char>,
    /// The member's printed name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The member's figure.
    pub value: Option<Figure>,
}

/// A change that removes a finding.
#[derive(Clone, Debug, serde::Serialize)]
pub struct FixView {
    /// What it does.
    pub title: String,
    /// Where and what.
    pub edits: Vec<Edit>,
    /// Whether it can be applied without looking.
    pub safe: bool,
}

/// A replacement in the draft's text.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Edit {
    /// First UTF-16 code unit.
    pub start: usize,
    /// The unit after the last.
    pub end: usize,
    /// What to put there.
    pub text: String,
}

/// A set of changes after which every relation holds.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Repair {
    /// How many cells change.
    pub size: usize,
    /// The changes.
    pub changes: Vec<Change>,
}

/// A change of one cell.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Change {
    /// The cell's name.
    pub cell: String,
    /// Its printed name.
    pub item: String,
    /// The printed figure; none for a blank cell.
    pub from: Option<Figure>,
    /// The figure it would have to be.
    pub to: Figure,
    /// Its place.
    pub location: Location,
}

/// How much was found and read.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct Summary {
    /// Findings that are certain.
    pub errors: usize,
    /// Doubts.
    pub warnings: usize,
    /// Remarks.
    pub notes: usize,
    /// Cells of the form by state.
    pub cells: CellCounts,
}

/// Cells of the form by state.
#[derive(Clone, Copy, Debug, serde::Serialize)]
#[allow(missing_docs, reason = "the names of the states are explained at CellState")]
pub struct CellCounts {
    pub total: usize,
    pub read: usize,
    pub blank: usize,
    pub annotated: usize,
    pub ambiguous: usize,
    pub unreadable: usize,
    pub absent: usize,
}

/// The draft as it was read.
#[derive(Clone, Debug, serde::Serialize)]
pub struct DocumentView {
    /// The text into which every location points.
    #[serde(serialize_with = "unless_compact")]
    pub text: Arc<str>,
    /// Paragraphs and tables.
    #[serde(serialize_with = "in_one_list")]
    pub blocks: Vec<BlockView>,
    /// What the format hides from the reader.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<HiddenView>,
}

/// Hidden text; `start` and `end` as in [`Location`].
#[derive(Clone, Debug, serde::Serialize)]
#[allow(missing_docs, reason = "as in Document, in UTF-16 code units")]
pub struct HiddenView {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

/// A paragraph or a table; `start` and `end` as in [`Location`].
#[derive(Clone, Debug, serde::Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[allow(missing_docs, reason = "as in Document, in UTF-16 code units")]
pub enum BlockView {
    Paragraph { start: usize, end: usize, level: Option<u8> },
    Table { start: usize, end: usize, rows: usize, columns: usize, cells: Vec<TableCellView> },
}

/// A cell of a table in the draft.
#[derive(Clone, Debug, serde::Serialize)]
#[allow(missing_docs, reason = "as in TableCell, in UTF-16 code units")]
pub struct TableCellView {
    pub start: usize,
    pub end: usize,
    pub row: usize,
    pub column: usize,
    pub rowspan: usize,
    pub colspan: usize,
}

/// The longest excerpt in a [`Location`], in characters.
pub const LONGEST_CONTEXT: usize = 120;

/// In compact data the text goes another way.
fn unless_compact<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() { serializer.serialize_str(text) } else { serializer.serialize_none() }
}

/// The blocks; in compact data all their numbers in one list: of each its place, columns (0 for a paragraph), level or rows,
/// and of a table how many cells it has and each cell's place, row, column and spans.
fn in_one_list<S: Serializer>(blocks: &[BlockView], serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        return blocks.serialize(serializer);
    }
    let mut numbers = Vec::new();
    for block in blocks {
        match block {
            BlockView::Paragraph { start, end, level } => {
                numbers.extend_from_slice(&[*start, *end, 0, level.unwrap_or(0).into()]);
            }
            BlockView::Table { start, end, rows, columns, cells } => {
                numbers.extend_from_slice(&[*start, *end, *columns, *rows, cells.len()]);
                for TableCellView { start, end, row, column, rowspan, colspan } in cells {
                    numbers.extend_from_slice(&[*start, *end, *row, *column, *rowspan, *colspan]);
                }
            }
        }
    }
    numbers.serialize(serializer)
}

/// The cells as an object; in compact data each is a list: name, value, state, `may_be`, and its place without the name.
fn in_order<S: Serializer>(cells: &[(String, CellView)], serializer: S) -> Result<S::Ok, S::Error> {
    if !serializer.is_human_readable() {
        let mut list = serializer.serialize_seq(None)?;
        for (name, cell) in cells {
            list.serialize_element(&CompactCell { name, cell })?;
        }
        return list.end();
    }
    let mut map = serializer.serialize_map(Some(cells.len()))?;
    for (name, cell) in cells {
        map.serialize_entry(name, cell)?;
    }
    map.end()
}

struct CompactCell<'a> {
    name: &'a str,
    cell: &'a CellView,
}

impl Serialize for CompactCell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let CompactCell { name, cell } = self;
        let mut list = serializer.serialize_seq(None)?;
        list.serialize_element(name)?;
        list.serialize_element(&cell.value)?;
        list.serialize_element(cell.state)?;
        list.serialize_element(cell.may_be.as_slice())?;
        if let Some(location) = &cell.location {
            for number in &location.numbers() {
                list.serialize_element(number)?;
            }
        }
        list.end()
    }
}

struct Writer<'a> {
    report: &'a Report<'a>,
    lines: Lines<'a>,
    whole: Arc<str>,
}

impl Writer<'_> {
    fn location(&self, span: Span, cell: Option<CellId>) -> Location {
        let (start, line) = self.lines.point(span.start);
        let end = self.lines.utf16(span.end);
        let shown = Span::new(span.start, span.start + first_chars(span.of(self.report.text()), LONGEST_CONTEXT).len());
        let shown_end = if shown == span { end } else { self.lines.utf16(shown.end) };
        let context = context(self.report.text(), line, span);
        let units = (self.lines.utf16(context.start), self.lines.utf16(context.end));
        Location {
            start: start.utf16,
            end,
            line: start.line,
            column: start.column,
            text: Excerpt { whole: self.whole.clone(), span: shown, units: (start.utf16, shown_end) },
            context: Excerpt { whole: self.whole.clone(), span: context, units },
            cell: cell.and_then(|cell| Some(self.report.edition?.cell_name(cell))),
        }
    }
}

/// The line around a span; where the line is long, as much of it as fits around the span's start.
fn context(text: &str, line: Span, span: Span) -> Span {
    if line.len() <= LONGEST_CONTEXT {
        return trimmed(text, line);
    }
    let behind = first_chars(Span::new(span.start, line.end).of(text), LONGEST_CONTEXT);
    let lead = LONGEST_CONTEXT.saturating_sub(behind.chars().count()).max(LONGEST_CONTEXT / 3);
    let before = Span::new(line.start, span.start).of(text);
    let start = line.start + before.char_indices().rev().take(lead).last().map_or(before.len(), |(at, _)| at);
    let shown = first_chars(Span::new(start, line.end).of(text), LONGEST_CONTEXT).len();
    trimmed(text, Span::new(start, start + shown))
}

/// At most so many characters of the start of a text.
fn first_chars(text: &str, count: usize) -> &str {
    if text.len() <= count {
        return text;
    }
    text.char_indices().nth(count).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Writes the review of a draft that was understood and checked. `with_document`: also the draft as it was read.
pub fn review(
    report: &Report,
    checks: Vec<Check>,
    findings: Vec<Finding>,
    repairs: Vec<crate::repair::Repair>,
    source: Option<&str>,
    with_document: bool,
) -> Review {
    let writer = Writer { report, lines: Lines::new(report.text()), whole: Arc::from(report.text()) };
    let of = |span: Span| span.of(report.text()).split_whitespace().collect::<Vec<_>>().join(" ");
    let rank = |finding: &Finding| (finding.severity, finding.span.start, finding.span.end);
    let mut order: Vec<&Finding> = Vec::with_capacity(findings.len());
    for finding in &findings {
        order.insert(order.partition_point(|other| rank(other) <= rank(finding)), finding);
    }
    let mut seen = Vec::new();
    let views: Vec<FindingView> = order.into_iter().map(|finding| writer.finding(finding, &mut seen)).collect();
    let count = |severity: &str| views.iter().filter(|finding| finding.severity == severity).count();
    let cells = |state: CellState| report.count(state);
    Review {
        schema: SCHEMA,
        gouji: env!("CARGO_PKG_VERSION"),
        source: source.map(str::to_owned),
        report: ReportFacts {
            edition: report.edition.map(|edition| edition.id),
            title: report.title.map(of),
            agency: report.agency.map(of),
            year: report.year,
            published: report.published.map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}")),
            sections: writer.sections(),
            cells: writer.cells(),
            cut: report.cut.map(|at| writer.location(Span::new(at, at), None)),
        },
        checks: checks
            .into_iter()
            .map(|check| CheckAnswer {
                code: check.code,
                state: check.state.id(),
                reason: check.reason,
                needs_previous: check.needs_previous,
            })
            .collect(),
        summary: Summary {
            errors: count("error"),
            warnings: count("warning"),
            notes: count("note"),
            cells: CellCounts {
                total: report.filled.cells.len(),
                read: cells(CellState::Read),
                blank: cells(CellState::Blank),
                annotated: cells(CellState::Annotated),
                ambiguous: cells(CellState::Ambiguous),
                unreadable: cells(CellState::Unreadable),
                absent: cells(CellState::Absent),
            },
        },
        findings: views,
        repairs: repairs.iter().map(|repair| writer.repair(repair)).collect(),
        document: with_document.then(|| document_view(report.document, &writer.lines)),
        more: Vec::new(),
        text: writer.whole,
    }
}

impl Writer<'_> {
    fn sections(&self) -> Vec<SectionView> {
        let text = self.report.text();
        self.report
            .outline
            .sections
            .iter()
            .map(|section| SectionView {
                id: section.form.map(|form| form.id),
                number: section.number.map(|number| {
                    let digits = |c: &char| ONE_TO_TEN.holds(*c);
                    number.span.of(text).chars().map(fold).filter(digits).collect()
                }),
                heading: section.heading.of(text).to_owned(),
                location: self.location(section.span(), None),
            })
            .collect()
    }

    fn cells(&self) -> Vec<(String, CellView)> {
        let Some(edition) = self.report.edition else { return Vec::new() };
        let text = self.report.text();
        self.report
            .filled
            .cells
            .iter()
            .map(|(id, cell)| {
                let is_there = cell.state != CellState::Absent;
                let location = is_there.then(|| self.location(cell.span, Some(*id)));
                let name = location.as_ref().and_then(|location| location.cell.clone());
                let view = CellView {
                    value: cell.value.map(Figure),
                    text: cell.span.of(text).to_owned(),
                    state: cell.state.id(),
                    may_be: cell.may_be.iter().copied().map(Figure).collect(),
                    location,
                };
                (name.unwrap_or_else(|| edition.cell_name(*id)), view)
            })
            .collect()
    }

    fn repair(&self, repair: &[(CellId, Decimal)]) -> Repair {
        let change = |(id, to): &(CellId, Decimal)| {
            let (edition, cell) = (self.report.edition?, self.report.cell(*id)?);
            Some(Change {
                cell: edition.cell_name(*id),
                item: edition.printed(*id),
                from: cell.value.map(Figure),
                to: Figure(*to),
                location: self.location(cell.span, Some(*id)),
            })
        };
        Repair { size: repair.len(), changes: repair.iter().filter_map(change).collect() }
    }

    fn finding(&self, finding: &Finding, seen: &mut Vec<u64>) -> FindingView {
        let key = self.key(finding);
        seen.push(key);
        let times = seen.iter().filter(|known| **known == key).count();
        let fingerprint = format!("{:016x}", fnv(&[&key.to_le_bytes(), &(times as u64).to_le_bytes()]));
        FindingView {
            code: finding.code,
            severity: finding.severity.id(),
            message: finding.message.clone(),
            help: finding.help.clone(),
            basis: finding.basis.clone(),
            url: format!("rules.html#{}", finding.code),
            location: self.location(finding.span, finding.cell),
            related: finding
                .related
                .iter()
                .map(|related| RelatedView {
                    location: self.location(related.span, related.cell),
                    message: related.message.clone(),
                    sign: related.term.as_ref().map(|term| term.sign),
                    item: related.term.as_ref().map(|term| term.item.clone()),
                    value: related.term.as_ref().and_then(|term| term.value).map(Figure),
                })
                .collect(),
            relation: finding.relation.clone(),
            expected: finding.expected.map(Figure),
            actual: finding.actual.map(Figure),
            fix: finding.fix.as_ref().map(|fix| FixView {
                title: fix.title.clone(),
                edits: fix
                    .edits
                    .iter()
                    .map(|(span, text)| Edit {
                        start: self.lines.utf16(span.start),
                        end: self.lines.utf16(span.end),
                        text: text.clone(),
                    })
                    .collect(),
                safe: fix.safe,
            }),
            fingerprint,
        }
    }

    /// What a finding is, without where it is: code, relation or cell, figures, and the marked words.
    fn key(&self, finding: &Finding) -> u64 {
        let marked: String = letters(finding.span.of(self.report.text())).into_iter().take(60).collect();
        let cell = finding.cell.and_then(|cell| Some(self.report.edition?.cell_name(cell))).unwrap_or_default();
        let figure = |figure: Option<Decimal>| figure.map_or_else(String::new, |figure| figure.to_string());
        let (expected, actual) = (figure(finding.expected), figure(finding.actual));
        let relation = finding.relation.as_deref().unwrap_or("");
        fnv(&[
            finding.code.as_bytes(),
            relation.as_bytes(),
            cell.as_bytes(),
            expected.as_bytes(),
            actual.as_bytes(),
            marked.as_bytes(),
        ])
    }
}

/// The draft as it was read; `lines` are those of its text.
pub fn document_view(document: &Document, lines: &Lines) -> DocumentView {
    let at = |byte: usize| lines.utf16(byte);
    let blocks = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => BlockView::Paragraph {
                start: at(paragraph.span.start),
                end: at(paragraph.span.end),
                level: paragraph.level,
            },
            Block::Table(table) => BlockView::Table {
                start: at(table.span.start),
                end: at(table.span.end),
                rows: table.rows,
                columns: table.columns,
                cells: table
                    .cells
                    .iter()
                    .map(|cell| TableCellView {
                        start: at(cell.span.start),
                        end: at(cell.span.end),
                        row: cell.row,
                        column: cell.column,
                        rowspan: cell.rowspan,
                        colspan: cell.colspan,
                    })
                    .collect(),
            },
        })
        .collect();
    let hidden = document
        .hidden
        .iter()
        .map(|hidden| HiddenView { start: at(hidden.span.start), end: at(hidden.span.end), text: hidden.text.clone() })
        .collect();
    DocumentView { text: Arc::from(document.text.as_str()), blocks, hidden }
}

/// FNV-1a over parts, each closed by a byte that UTF-8 does not have.
fn fnv(parts: &[&[u8]]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.iter().copied().chain([0xff])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}
