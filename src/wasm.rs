//! The browser's side of [`check`](crate::check): the only file that knows JavaScript.

use crate::form::{EDITIONS, Edition, Layout};
use crate::input::{Draft, Hints};
use crate::{Options, check as check_draft};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

#[derive(Default, Deserialize)]
#[serde(default)]
struct CheckOptions {
    name: Option<String>,
    mime: Option<String>,
    edition: Option<String>,
    disable: Vec<String>,
    document: bool,
}

/// Checks a draft: a string, or the bytes of a file. Throws an `Error` with a Chinese message for a bad input.
#[wasm_bindgen]
pub fn check(draft: &JsValue, options: &JsValue) -> Result<JsValue, JsError> {
    let options: CheckOptions = if options.is_undefined() || options.is_null() {
        CheckOptions::default()
    } else {
        serde_wasm_bindgen::from_value(options.clone()).map_err(|error| JsError::new(&format!("选项有误：{error}")))?
    };
    let edition = match options.edition.as_deref() {
        None | Some("") => None,
        Some(id) => Some(Edition::named(id).ok_or_else(|| JsError::new(&format!("没有“{id}”这一版格式。")))?),
    };
    let options = Options {
        hints: Hints { name: options.name.as_deref(), mime: options.mime.as_deref(), decode: Some(decode) },
        edition,
        disabled: options.disable.clone(),
        with_document: options.document,
    };
    let review = if let Some(text) = draft.as_string() {
        check_draft(&Draft::Text(&text), &options)
    } else if let Some(bytes) = draft.dyn_ref_bytes() {
        check_draft(&Draft::Bytes(&bytes), &options)
    } else {
        return Err(JsError::new("稿件应当是文字，或者文件的内容（Uint8Array）。"));
    };
    let review = review.map_err(|error| JsError::new(&error.to_string()))?;
    to_js(&review)
}

/// The official forms as data, for drawing tables.
#[wasm_bindgen]
pub fn forms() -> Result<JsValue, JsError> {
    to_js(&EDITIONS.iter().map(|edition| edition_view(edition)).collect::<Vec<_>>())
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(|error| JsError::new(&error.to_string()))
}

/// GB18030 through the browser's own decoder; nothing where the bytes are not valid in it.
fn decode(bytes: &[u8]) -> Option<String> {
    let options = web_sys::TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = web_sys::TextDecoder::new_with_label_and_options("gb18030", &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

trait Bytes {
    fn dyn_ref_bytes(&self) -> Option<Vec<u8>>;
}

impl Bytes for JsValue {
    fn dyn_ref_bytes(&self) -> Option<Vec<u8>> {
        use wasm_bindgen::JsCast;
        self.dyn_ref::<js_sys::Uint8Array>().map(js_sys::Uint8Array::to_vec)
    }
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
