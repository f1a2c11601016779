//! The browser's side of [`check`](crate::check): the only file that knows JavaScript.

use crate::document::{Block, Document, Hidden, Paragraph, Table, TableCell};
use crate::form::{EDITIONS, Edition};
use crate::input::{Draft, Hints, InputError};
use crate::json::json;
use crate::position::{Lines, Span};
use crate::previous::{COMPARES, Previous};
use crate::{Options, check as check_draft};
use js_sys::{Array, Error, JSON, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Rust's own allocator is 3 KB larger.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Checks a draft: a string, the bytes of a file, or the `document` of a review, changed or not. Throws an `Error` with a
/// Chinese message for a bad input.
#[wasm_bindgen]
pub fn check(draft: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let options = properties(options);
    let text_of = |property: fn(&Properties) -> JsValue| options.map(property).and_then(|value| value.as_string());
    let (name, mime, edition) = (text_of(Properties::name), text_of(Properties::mime), text_of(Properties::edition));
    let edition = match edition.as_deref() {
        None | Some("") => None,
        Some(id) => Some(Edition::named(id).ok_or_else(|| Error::new(&format!("没有“{id}”这一版格式。")))?),
    };
    let previous = options.map(Properties::previous).filter(is_given).map(|given| last_year(&given)).transpose()?;
    let options = Options {
        hints: Hints { name: name.as_deref(), mime: mime.as_deref(), decode: Some(decode) },
        edition,
        previous: previous.as_ref(),
        disabled: list(options.map(Properties::disable)).iter().filter_map(|value| value.as_string()).collect(),
        with_document: options.map(Properties::document).is_some_and(|value| value.is_truthy()),
    };
    let given = Given::of(draft)
        .ok_or_else(|| Error::new("稿件应当是文字，文件的内容（Uint8Array），或者检查结果里的 document。"))?;
    let review = check_draft(&given.draft(), &options).map_err(|error| coded(&error))?;
    Ok(unfold(&written(&review)?, &review.text))
}

#[wasm_bindgen]
extern "C" {
    /// The options, a document or a part of it. To look a property up by a name that is made for it takes ten times as long.
    type Properties;

    #[wasm_bindgen(method, getter, structural)]
    fn name(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn mime(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn edition(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn previous(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn disable(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn document(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn text(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn blocks(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn hidden(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn start(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn end(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn level(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn rows(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn columns(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn cells(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn row(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn column(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn rowspan(this: &Properties) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn colspan(this: &Properties) -> JsValue;

    /// The review that compact data and the text into which its places point make. It is in `www/glue.js`, which the build
    /// adds to the module that wasm-bindgen writes.
    fn unfold(review: &str, text: &str) -> JsValue;
}

/// Last year's report. One that cannot be read is told in the review; but where the other module can read it, the caller
/// shall ask that one.
fn last_year(given: &JsValue) -> Result<Previous, JsValue> {
    if !COMPARES {
        return Err(coded(&InputError::NeedsFiles));
    }
    let given = Given::of(given)
        .ok_or_else(|| Error::new("上年的报告应当是文字，文件的内容（Uint8Array），或者检查结果里的 document。"))?;
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
    /// Nothing where the value is none of them.
    fn of(value: &JsValue) -> Option<Given> {
        if let Some(text) = value.as_string() {
            return Some(Given::Text(text));
        }
        if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
            return Some(Given::Bytes(bytes.to_vec()));
        }
        document_of(value).map(Given::Document)
    }

    fn draft(&self) -> Draft<'_> {
        match self {
            Given::Text(text) => Draft::Text(text),
            Given::Bytes(bytes) => Draft::Bytes(bytes),
            Given::Document(document) => Draft::Document(document),
        }
    }
}

/// What has properties.
fn properties(value: &JsValue) -> Option<&Properties> {
    value.is_object().then(|| value.unchecked_ref())
}

fn is_given(value: &JsValue) -> bool {
    !value.is_undefined() && !value.is_null()
}

/// A document as a review carries it; nothing where it is none.
fn document_of(value: &JsValue) -> Option<Document> {
    let given = properties(value)?;
    let text = given.text().as_string()?;
    let lines = Lines::new(&text);
    let (mut blocks, mut hidden) = (Vec::new(), Vec::new());
    for block in list(Some(given.blocks())) {
        let block = properties(&block)?;
        let span = span_of(block, &lines)?;
        let Some(rows) = number(block.rows()) else {
            let level = number(block.level()).map(|level| level as u8);
            blocks.push(Block::Paragraph(Paragraph { span, level }));
            continue;
        };
        let mut table = Table { span, rows, columns: number(block.columns())?, cells: Vec::new() };
        for cell in list(Some(block.cells())) {
            let cell = properties(&cell)?;
            let [row, column] = [number(cell.row())?, number(cell.column())?];
            let [rowspan, colspan] = [number(cell.rowspan())?, number(cell.colspan())?];
            table.cells.push(TableCell { span: span_of(cell, &lines)?, row, column, rowspan, colspan });
        }
        blocks.push(Block::Table(table));
    }
    for place in list(Some(given.hidden())) {
        let place = properties(&place)?;
        hidden.push(Hidden { span: span_of(place, &lines)?, text: place.text().as_string()? });
    }
    let document = Document { text, blocks, hidden };
    document.is_sound().then_some(document)
}

fn span_of(value: &Properties, lines: &Lines) -> Option<Span> {
    let (start, end) = (number(value.start())?, number(value.end())?);
    (start <= end).then(|| Span { start: lines.byte(start), end: lines.byte(end) })
}

fn number(value: JsValue) -> Option<usize> {
    Some(value.as_f64()? as usize)
}

fn list(value: Option<JsValue>) -> Array {
    value.filter(is_given).map_or_else(Array::new, |list| Array::from(&list))
}

/// The official forms as data, for drawing tables.
#[wasm_bindgen]
pub fn forms() -> Result<JsValue, JsValue> {
    JSON::parse(&written(&EDITIONS.as_slice())?)
}

/// An `Error` with the sentence as its message and the stable name of the reason as its `code`.
fn coded(error: &InputError) -> JsValue {
    let thrown = Error::new(&error.to_string());
    // A plain property of a plain object can always be set.
    let _ = Reflect::set(&thrown, &JsValue::from_str("code"), &JsValue::from_str(error.code()));
    thrown.into()
}

fn written(value: &impl Serialize) -> Result<String, JsValue> {
    json(value).map_err(|error| Error::new(&error.to_string()).into())
}

/// GB18030 through the browser's own decoder; nothing where the bytes are not valid in it.
fn decode(bytes: &[u8]) -> Option<String> {
    let options = web_sys::TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = web_sys::TextDecoder::new_with_label_and_options("gb18030", &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}
