//! The browser's side of [`check`](crate::check): the only file that knows JavaScript.

use crate::form::{EDITIONS, Edition, Layout};
use crate::input::{Draft, Hints, InputError};
use crate::json::json;
use crate::previous::Previous;
use crate::{Options, check as check_draft};
use js_sys::{Array, Error, JSON, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Rust's own allocator is 3 KB larger.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Checks a draft: a string, or the bytes of a file. Throws an `Error` with a Chinese message for a bad input.
#[wasm_bindgen]
pub fn check(draft: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (name, mime, edition) = (text_of(options, "name"), text_of(options, "mime"), text_of(options, "edition"));
    let edition = match edition.as_deref() {
        None | Some("") => None,
        Some(id) => Some(Edition::named(id).ok_or_else(|| Error::new(&format!("没有“{id}”这一版格式。")))?),
    };
    let previous = option(options, "previous").map(|given| match draft_of(&given, &mut Vec::new()) {
        Some(draft) => Ok(Previous::read(&draft, &Hints { decode: Some(decode), ..Hints::default() })),
        None => Err(Error::new("上年的报告应当是文字，或者文件的内容（Uint8Array）。")),
    });
    let previous = previous.transpose()?;
    let options = Options {
        hints: Hints { name: name.as_deref(), mime: mime.as_deref(), decode: Some(decode) },
        edition,
        previous: previous.as_ref(),
        disabled: texts_of(options, "disable"),
        with_document: option(options, "document").is_some_and(|value| value.is_truthy()),
    };
    let mut content = Vec::new();
    let draft =
        draft_of(draft, &mut content).ok_or_else(|| Error::new("稿件应当是文字，或者文件的内容（Uint8Array）。"))?;
    let review = check_draft(&draft, &options);
    to_js(&review.map_err(|error| coded(&error))?)
}

/// A string, or the bytes of a file, whose copy `content` holds; nothing for anything else.
fn draft_of<'a>(given: &JsValue, content: &'a mut Vec<u8>) -> Option<Draft<'a>> {
    if let Some(text) = given.as_string() {
        *content = text.into_bytes();
        return std::str::from_utf8(content).ok().map(Draft::Text);
    }
    *content = given.dyn_ref::<Uint8Array>()?.to_vec();
    Some(Draft::Bytes(content))
}

/// A property of the options, where there is one.
fn option(options: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(options, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

fn text_of(options: &JsValue, name: &str) -> Option<String> {
    option(options, name)?.as_string()
}

fn texts_of(options: &JsValue, name: &str) -> Vec<String> {
    let list = option(options, name).map(|value| Array::from(&value));
    list.iter().flat_map(Array::iter).filter_map(|value| value.as_string()).collect()
}

/// The official forms as data, for drawing tables.
#[wasm_bindgen]
pub fn forms() -> Result<JsValue, JsValue> {
    to_js(&EDITIONS.iter().map(|edition| edition_view(edition)).collect::<Vec<_>>())
}

/// An `Error` with the sentence as its message and the stable name of the reason as its `code`.
fn coded(error: &InputError) -> JsValue {
    let thrown = Error::new(&error.to_string());
    // A plain property of a plain object can always be set.
    let _ = Reflect::set(&thrown, &JsValue::from_str("code"), &JsValue::from_str(error.code()));
    thrown.into()
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let text = json(value).map_err(|error| Error::new(&error.to_string()))?;
    JSON::parse(&text)
}

/// GB18030 through the browser's own decoder; nothing where the bytes are not valid in it.
fn decode(bytes: &[u8]) -> Option<String> {
    let options = web_sys::TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = web_sys::TextDecoder::new_with_label_and_options("gb18030", &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

#[derive(Serialize)]
struct EditionView {
    id: &'static str,
    name: &'static str,
    sections: Vec<SectionView>,
    tables: Vec<TableView>,
}

#[derive(Serialize)]
struct SectionView {
    id: &'static str,
    number: usize,
    heading: &'static str,
}

#[derive(Serialize)]
struct TableView {
    id: &'static str,
    title: &'static str,
    section: &'static str,
    layout: &'static str,
    columns: Vec<ColumnView>,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct ColumnView {
    id: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct RowView {
    id: &'static str,
    number: &'static str,
    label: &'static str,
    group: &'static str,
    unit: &'static str,
    replaces: &'static [&'static str],
}

fn edition_view(edition: &'static Edition) -> EditionView {
    EditionView {
        id: edition.id,
        name: edition.name,
        sections: edition
            .sections
            .iter()
            .map(|section| SectionView { id: section.id, number: section.number, heading: section.heading })
            .collect(),
        tables: edition
            .tables
            .iter()
            .map(|table| TableView {
                id: table.id,
                title: table.title,
                section: table.section,
                layout: match table.layout {
                    Layout::Rows => "rows",
                    Layout::OneLine => "one-line",
                },
                columns: table.columns.iter().map(|column| ColumnView { id: column.id, label: column.label }).collect(),
                rows: table
                    .rows
                    .iter()
                    .map(|row| RowView {
                        id: row.id,
                        number: row.number,
                        label: row.label,
                        group: row.group,
                        unit: row.quantity.map_or("", |quantity| quantity.unit()),
                        replaces: row.replaces,
                    })
                    .collect(),
            })
            .collect(),
    }
}
