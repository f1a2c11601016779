//! The module as it is shipped, in a browser: built by `cargo xtask build`, run by `cargo xtask test`.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic, in its helpers too")]

use js_sys::{JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const MODULE: &[u8] = include_bytes!("../www/pkg/gouji_bg.wasm");
const REPORT: &str = include_str!("../benches/report-2021.txt");

#[wasm_bindgen(module = "/www/pkg/gouji.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = default)]
    async fn load(options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    fn check(draft: &str) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen_test]
async fn answers_a_draft_with_a_review() {
    load_module().await;
    let review = check(REPORT).unwrap();
    let report = get(&review, "report");
    assert_eq!(get(&review, "schema"), 1);
    assert_eq!(get(&report, "edition"), "2021");
    assert_eq!(get(&report, "year"), 2023);
    assert_eq!(JSON::stringify(&get(&review, "findings")).unwrap(), "[]");
}

#[wasm_bindgen_test]
async fn refuses_an_empty_draft_and_goes_on() {
    load_module().await;
    let refusal: js_sys::Error = check("").unwrap_err().dyn_into().unwrap();
    let message = String::from(refusal.message());
    assert!(message.contains('。'), "{message:?} is no Chinese sentence");
    assert!(check(REPORT).is_ok());
}

async fn load_module() {
    let options = Object::new();
    Reflect::set(&options, &"module_or_path".into(), &Uint8Array::from(MODULE)).unwrap();
    load(&options).await.unwrap();
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap()
}
