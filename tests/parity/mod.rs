//! The same answer everywhere: writes drafts with their native reviews to target/parity/cases.json; compare.mjs asks the
//! module that is shipped and compares.

use crate::reports::drafts;
use crate::support::chance::Chance;
use crate::support::paste::Paste;
use crate::support::report::EDITIONS;
use crate::support::shape::Shape;
use gouji::form::Edition;
use gouji::input::{Draft, Hints, read};
use gouji::position::Lines;
use gouji::previous::Previous;
use gouji::review::document_view;
use gouji::{Options, check};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// A question: a draft and what the host says of it.
struct Question<'a> {
    name: String,
    draft: Draft<'a>,
    options: Value,
}

#[test]
fn drafts_and_their_reviews_are_written_for_the_module() {
    let drafts = drafts();
    let mut cases: Vec<Value> = Vec::new();
    for (name, draft) in &drafts {
        let options = json!({ "name": format!("{name}.txt"), "document": true });
        cases.push(answered(&Question { name: name.clone(), draft: Draft::Text(draft), options }));
        let bytes = Draft::Bytes(draft.as_bytes());
        cases.push(answered(&Question { name: format!("{name} as bytes"), draft: bytes, options: json!({}) }));
        let document = read(&bytes, &Hints::default()).expect("the reports can be read");
        let (name, options) = (format!("{name} given back"), json!({ "document": true }));
        cases.push(answered(&Question { name, draft: Draft::Document(&document), options }));
    }
    for shape in Shape::ALL {
        for edition in EDITIONS {
            let paste = Paste::draw(edition, shape, &mut Chance::seeded(shape as u64 + 1000));
            let name = format!("{shape:?} {edition}");
            cases.push(answered(&Question { name, draft: Draft::Text(&paste.text), options: Value::Null }));
        }
    }
    let report = drafts.get("broken-everywhere-2021").expect("a report with findings");
    for (name, options) in [
        ("an edition that is not the draft's", json!({ "edition": "2019" })),
        ("rules that are not run", json!({ "disable": ["table/row-total", "structure"] })),
        ("text that is said to be HTML", json!({ "mime": "text/html" })),
        ("last year's report that is this year's", json!({ "previous": report })),
        ("last year's report in a text of another year", json!({ "previous": report.replace("2023", "2022") })),
        ("last year's report that is nothing", json!({ "previous": " " })),
    ] {
        cases.push(answered(&Question { name: name.to_owned(), draft: Draft::Text(report), options }));
    }
    for (name, draft) in bad_drafts() {
        cases.push(answered(&Question { name, draft: Draft::Bytes(&draft), options: json!({}) }));
    }
    assert!(cases.iter().any(|case| case["error"].is_string()) && cases.iter().any(|case| case["review"].is_object()));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("parity");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let json = serde_json::to_string(&cases).expect("cases are JSON");
    fs::write(folder.join("cases.json"), json).expect("the target folder can be written");
}

/// What no check can read, or only in part; none of the formats whose readers are compiled only with the feature `files`.
fn bad_drafts() -> Vec<(String, Vec<u8>)> {
    let report = "云溪县2023年政府信息公开工作年度报告\n一、总体情况\n";
    let utf16 = [0xff, 0xfe].into_iter().chain(report.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let wide = "<table><tr><td colspan=1000000000>一</td></tr></table>".into();
    [
        ("nothing", Vec::new()),
        ("blanks", b" \n\t".to_vec()),
        ("UTF-16", utf16),
        ("UTF-8 with its mark", ["\u{feff}".as_bytes(), report.as_bytes()].concat()),
        ("UTF-8 read as something else", "ÕþÎñ¹«¿ª äº‘æºªåŽ¿ æ”¿åºœä¿¡æ¯".into()),
        ("no report", "今天天气很好。".into()),
        ("a damaged Word file", b"PK\x03\x04abc".to_vec()),
        ("a picture", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("too much text", "一".repeat(500_000).into()),
        ("too many cells", "<table>".to_owned().into_bytes().into_iter().chain(b"<tr><td>1".repeat(20_001)).collect()),
        ("a wide cell", wide),
        ("a draft that was cut off", report.as_bytes()[..70].to_vec()),
    ]
    .map(|(name, draft)| (name.to_owned(), draft))
    .into()
}

fn answered(question: &Question) -> Value {
    let text = |name: &str| question.options[name].as_str();
    let disabled = question.options["disable"].as_array().cloned().unwrap_or_default();
    let previous = text("previous").map(|text| Previous::read(&Draft::Text(text), &Hints::default()));
    let options = Options {
        hints: Hints { name: text("name"), mime: text("mime"), decode: None },
        edition: text("edition").and_then(Edition::named),
        previous: previous.as_ref(),
        disabled: disabled.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        with_document: question.options["document"] == true,
    };
    let mut case = json!({ "name": question.name, "options": question.options });
    match question.draft {
        Draft::Text(text) => case["draft"] = json!(text),
        Draft::Document(document) => {
            case["draft"] = json!(document_view(document, &Lines::new(&document.text)));
        }
        // Each byte as the character of that number.
        Draft::Bytes(bytes) => case["bytes"] = json!(bytes.iter().copied().map(char::from).collect::<String>()),
    }
    match check(&question.draft, &options) {
        Ok(review) => case["review"] = serde_json::to_value(review).expect("a review is JSON"),
        Err(error) => case["error"] = json!(error.to_string()),
    }
    case
}
