//! The browser's side of [`check`](crate::check): the only file that knows JavaScript.

use crate::document::{Block, Document, Hidden, Paragraph, Table, TableCell};
use crate::form::{EDITIONS, Edition};
use crate::input::{Draft, Hints, InputError};
use crate::json::json;
use crate::position::{Lines, Span};
use crate::previous::{COMPARES, Previous};
use crate::{Options, check as check_draft};
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Rust's own allocator is 3 KB larger.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Checks a draft, for `check` in `www/glue.js`, which the build adds to the module that wasm-bindgen writes. A draft is a
/// string, the bytes of a file, or a document: its text with the numbers that say what is in it; so is last year's report,
/// where there is one (`has_previous`). Throws an `Error` with a Chinese message for a bad input.
#[wasm_bindgen(js_name = checkGiven)]
#[expect(
    clippy::too_many_arguments,
    reason = "a call with many values is cheap, a look into an object for each is not"
)]
pub fn check_given(
    text: Option<String>,
    bytes: Option<Vec<u8>>,
    numbers: Option<Vec<u32>>,
    has_previous: bool,
    previous_text: Option<String>,
    previous_bytes: Option<Vec<u8>>,
    previous_numbers: Option<Vec<u32>>,
    name: &str,
    mime: &str,
    edition: &str,
    disabled: &str,
    with_document: bool,
) -> Result<JsValue, JsValue> {
    let edition = match edition {
        "" => None,
        id => Some(Edition::named(id).ok_or_else(|| refusal(&format!("没有“{id}”这一版格式。"), ""))?),
    };
    let previous = Given::of(previous_text, previous_bytes, previous_numbers);
    let previous = has_previous.then(|| last_year(previous)).transpose()?;
    let options = Options {
        hints: Hints { name: told(name), mime: told(mime), decode: Some(decode) },
        edition,
        previous: previous.as_ref(),
        disabled: disabled.split_whitespace().map(str::to_owned).collect(),
        with_document,
    };
    let given = Given::of(text, bytes, numbers)
        .ok_or_else(|| refusal("稿件应当是文字，文件的内容（Uint8Array），或者检查结果里的 document。", ""))?;
    let review = check_draft(&given.draft(), &options).map_err(|error| coded(&error))?;
    Ok(unfolded(&written(&review)?, &review.text))
}

/// Nothing for an option that was not given.
fn told(option: &str) -> Option<&str> {
    Some(option).filter(|option| !option.is_empty())
}

// In `www/glue.js`.
#[wasm_bindgen]
extern "C" {
    /// The review that compact data and the text into which its places point make.
    fn unfolded(review: &str, text: &str) -> JsValue;

    /// The number's shortest digits.
    pub fn printed(value: f64) -> String;

    /// An `Error` with a sentence and, as its `code`, the stable name of the reason.
    fn refusal(sentence: &str, code: &str) -> JsValue;
}

/// Last year's report. One that cannot be read is told in the review; but where the other module can read it, the caller
/// shall ask that one.
fn last_year(given: Option<Given>) -> Result<Previous, JsValue> {
    if !COMPARES {
        return Err(coded(&InputError::NeedsFiles));
    }
    let given = given
        .ok_or_else(|| refusal("上年的报告应当是文字，文件的内容（Uint8Array），或者检查结果里的 document。", ""))?;
    let mut previous = Previous::default();
    match previous.add(&given.draft(), &Hints { decode: Some(decode), ..Hints::default() }) {
        Err(error @ InputError::NeedsFiles) => return Err(coded(&error)),
        Err(error) => previous.miss(error.to_string()),
        Ok(()) => {}
    }
    Ok(previous)
}

/// What can be checked, copied out of JavaScript.
enum Given {
    Text(String),
    Bytes(Vec<u8>),
    Document(Document),
}

impl Given {
    /// Nothing where it is none of them.
    fn of(text: Option<String>, bytes: Option<Vec<u8>>, numbers: Option<Vec<u32>>) -> Option<Given> {
        match (text, numbers) {
            (Some(text), Some(numbers)) => document_of(&text, &numbers).map(Given::Document),
            (Some(text), None) => Some(Given::Text(text)),
            _ => bytes.map(Given::Bytes),
        }
    }

    fn draft(&self) -> Draft<'_> {
        match self {
            Given::Text(text) => Draft::Text(text),
            Given::Bytes(bytes) => Draft::Bytes(bytes),
            Given::Document(document) => Draft::Document(document),
        }
    }
}

/// The document that `folded` in `www/glue.js` made text and numbers of; nothing where it is none. Behind the text stand
/// the hidden ones.
fn document_of(whole: &str, numbers: &[u32]) -> Option<Document> {
    let lines = Lines::new(whole);
    let mut numbers = numbers.iter().map(|number| *number as usize);
    let mut next = || numbers.next();
    let mut end = lines.byte(next()?);
    let text = whole.get(..end)?.to_owned();
    let (mut blocks, mut hidden) = (Vec::new(), Vec::new());
    for _ in 0..next()? {
        let span = lines.span(next()?, next()?);
        let words = Span::new(end, lines.byte(next()?));
        hidden.push(Hidden { span, text: words.of(whole).to_owned() });
        end = words.end;
    }
    while let Some(start) = next() {
        let span = lines.span(start, next()?);
        let (columns, level_or_rows) = (next()?, next()?);
        if columns == 0 {
            let level = (level_or_rows > 0).then_some(level_or_rows as u8);
            blocks.push(Block::Paragraph(Paragraph { span, level }));
            continue;
        }
        let mut table = Table { span, rows: level_or_rows, columns, cells: Vec::new() };
        for _ in 0..next()? {
            let span = lines.span(next()?, next()?);
            let [row, column, rowspan, colspan] = [next()?, next()?, next()?, next()?];
            table.cells.push(TableCell { span, row, column, rowspan, colspan });
        }
        blocks.push(Block::Table(table));
    }
    let document = Document { text, blocks, hidden };
    document.is_sound().then_some(document)
}

/// The official forms as JSON.
#[wasm_bindgen(js_name = formsWritten)]
pub fn forms_written() -> Result<String, JsValue> {
    written(&EDITIONS.as_slice())
}

fn coded(error: &InputError) -> JsValue {
    refusal(&error.to_string(), error.code())
}

fn written(value: &impl Serialize) -> Result<String, JsValue> {
    json(value).map_err(|error| refusal(&error.to_string(), ""))
}

/// GB18030 through the browser's own decoder; nothing where the bytes are not valid in it.
fn decode(bytes: &[u8]) -> Option<String> {
    let options = web_sys::TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = web_sys::TextDecoder::new_with_label_and_options("gb18030", &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}
