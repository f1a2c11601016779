//! The command as scripts and people call it.
#![cfg(test)]

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A report without faults.
const CLEAN: &str = include_str!("../../benches/report-2021.txt");

/// The same with one broken sum.
fn broken() -> String {
    replaced("| 86 | 3 | 0 | 0 | 4 | 1 | 94 |", "| 86 | 3 | 0 | 0 | 4 | 1 | 95 |")
}

/// The same with a row misnamed: a doubt.
fn doubtful() -> String {
    replaced("保护第三方合法权益", "保护第三方合法权")
}

fn replaced(from: &str, to: &str) -> String {
    assert!(CLEAN.contains(from));
    CLEAN.replace(from, to)
}

fn gouji(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writing = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    output
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn sources(reviews: &Value) -> Vec<&str> {
    reviews.as_array().unwrap().iter().map(|review| review["source"].as_str().unwrap()).collect()
}

#[test]
fn the_exit_code_tells_what_was_found() {
    let here = folder(&[
        ("clean.txt", CLEAN.as_bytes()),
        ("broken.txt", broken().as_bytes()),
        ("doubtful.txt", doubtful().as_bytes()),
    ]);
    let exit = |arguments: &[&str]| code(&gouji(here.path(), arguments, b""));
    assert_eq!(exit(&["check", "clean.txt"]), 0);
    assert_eq!(exit(&["check", "broken.txt"]), 1);
    assert_eq!(exit(&["check", "doubtful.txt"]), 0);
    assert_eq!(exit(&["check", "--fail-on", "warning", "doubtful.txt"]), 1);
    assert_eq!(exit(&["check", "--fail-on", "never", "broken.txt"]), 0);
    assert_eq!(exit(&["check", "clean.txt", "broken.txt"]), 1);
    assert_eq!(exit(&["check", "broken.txt", "missing.txt"]), 2);
    assert_eq!(exit(&["check"]), 2);
    assert_eq!(exit(&[]), 2);
}

#[test]
fn json_is_an_object_for_one_path_and_an_array_for_several() {
    let here = folder(&[("a/broken.txt", broken().as_bytes()), ("b.txt", CLEAN.as_bytes())]);
    let check = |paths: &[&str]| json(&gouji(here.path(), &[&["check", "--format", "json"], paths].concat(), b""));
    let one = check(&["a/broken.txt"]);
    assert_eq!((&one["schema"], &one["source"]), (&1.into(), &"a/broken.txt".into()));
    assert_eq!(one["report"]["cells"]["applications/received/total"]["value"], 95);
    assert!(one.get("document").is_none());
    assert_eq!(check(&["a/broken.txt", "b.txt"]).as_array().unwrap().len(), 2);
    assert_eq!(check(&["a"]).as_array().unwrap().len(), 1);
    let none = gouji(here.path(), &["check", "--format", "json", "x", "y"], b"");
    assert_eq!((code(&none), stdout(&none)), (2, "[]\n"));
}

#[test]
fn json_lines_hold_a_report_each() {
    let here = folder(&[("a.txt", broken().as_bytes()), ("b.txt", CLEAN.as_bytes())]);
    let output = gouji(here.path(), &["check", "--format", "jsonl", "."], b"");
    let reviews: Vec<Value> = stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(reviews.len(), 2);
    assert_eq!((&reviews[0]["summary"]["errors"], &reviews[1]["summary"]["errors"]), (&2.into(), &0.into()));
}

#[test]
fn standard_input_is_a_draft_without_a_name() {
    let output = gouji(Path::new("."), &["check", "--format", "json", "-"], broken().as_bytes());
    assert_eq!((code(&output), &json(&output)["source"]), (1, &Value::Null));
    let empty = gouji(Path::new("."), &["check", "-"], b" \n");
    assert_eq!(code(&empty), 2);
    assert!(stderr(&empty).starts_with("标准输入："), "{}", stderr(&empty));
}

#[test]
fn a_folder_is_walked_in_order_without_hidden_and_other_files() {
    let clean = CLEAN.as_bytes();
    let here = folder(&[
        ("年报/乙.txt", clean),
        ("年报/下级/丙.MD", clean),
        ("年报/.hidden/丁.txt", clean),
        ("年报/.丁.txt", clean),
        ("年报/~$乙.docx", clean),
        ("年报/台账.xlsx", clean),
    ]);
    let output = gouji(here.path(), &["check", "--format", "json", "年报"], b"");
    let separator = std::path::MAIN_SEPARATOR_STR;
    let expected = [["年报", "下级", "丙.MD"].join(separator), ["年报", "乙.txt"].join(separator)];
    assert_eq!(sources(&json(&output)), expected);
    assert_eq!(code(&output), 0);
    // What is named is tried, whatever its name.
    let named = gouji(here.path(), &["check", "--format", "json", "年报/台账.xlsx", "年报/.丁.txt"], b"");
    assert_eq!(sources(&json(&named)).len(), 2);
    let walked = gouji(here.path(), &["check", "--format", "json", "年报/.hidden"], b"");
    assert_eq!(sources(&json(&walked)).len(), 1);
}

#[test]
fn an_unreadable_input_is_told_in_one_sentence_and_stops_no_other() {
    let here = folder(&[("a.png", b"\x89PNG\r\n"), ("b.txt", broken().as_bytes()), ("c/d.png", b"")]);
    let output = gouji(here.path(), &["check", "--format", "json", "a.png", "missing.txt", "b.txt", "c"], b"");
    assert_eq!(code(&output), 2);
    assert_eq!(sources(&json(&output)), ["b.txt"]);
    let told: Vec<&str> = stderr(&output).lines().collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("a.png：") && told[0].contains("图片"), "{told:?}");
    assert_eq!(told[1], "missing.txt：没有这个文件或文件夹。");
    assert_eq!(told[2], "c：文件夹里没有可以检查的文件。");
}

#[test]
fn gb18030_is_read() {
    let (bytes, _, _) = encoding_rs::GB18030.encode(CLEAN);
    let here = folder(&[("a.txt", &bytes)]);
    let review = json(&gouji(here.path(), &["check", "--format", "json", "a.txt"], b""));
    assert_eq!((&review["report"]["edition"], &review["report"]["year"]), (&"2021".into(), &2023.into()));
}

#[test]
fn too_much_is_refused_with_its_size() {
    let output = gouji(Path::new("."), &["check", "-"], &vec![b'x'; 50_000_000]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("50 MB"), "{}", stderr(&output));
}

#[test]
fn rules_and_families_can_be_disabled() {
    let errors = |disabled: &[&str]| {
        let review =
            gouji(Path::new("."), &[&["check", "--format", "json", "-"], disabled].concat(), broken().as_bytes());
        json(&review)["summary"]["errors"].as_u64().unwrap()
    };
    assert_eq!(errors(&[]), 2);
    assert_eq!(errors(&["--disable", "table/row-total"]), 1);
    assert_eq!(errors(&["--disable", "table/row-total", "--disable", "table/balance"]), 0);
    assert_eq!(errors(&["--disable", "table"]), 0);
}

#[test]
fn the_edition_can_be_given() {
    let output = gouji(Path::new("."), &["check", "--format", "json", "--edition", "2019", "-"], CLEAN.as_bytes());
    assert_eq!(json(&output)["report"]["edition"], "2019");
}

#[test]
fn a_wrong_call_is_explained_in_chinese() {
    let cases: [(&[&str], &str); 10] = [
        (&["check"], "没有写明要检查的文件或文件夹。"),
        (&["chek"], "没有“chek”这个命令。"),
        (&["check", "--forma", "x"], "没有“--forma”这个选项。"),
        (&["check", "--format", "xml", "x"], "“--format”不能是“xml”，可以是：text、json、jsonl、sarif。"),
        (&["check", "--format"], "“--format”后面没有写取值。"),
        (&["check", "--fail-on", "error", "--fail-on", "never", "x"], "“--fail-on”只能写一次。"),
        (&["check", "--edition", "2020", "x"], "没有“2020”这一版格式，可以是：2008、2014、2019、2021。"),
        (&["check", "--disable", "table/x", "x"], "没有“table/x”这条规则，全部规则见 gouji rules。"),
        (&["check", "--previous", "没有.txt", "y"], "没有.txt：没有这个文件或文件夹。"),
        (&["rules", "x"], "没有“x”这条规则，全部规则见 gouji rules。"),
    ];
    for (arguments, sentence) in cases {
        let output = gouji(Path::new("."), arguments, b"");
        assert_eq!((code(&output), stdout(&output)), (2, ""), "{arguments:?}");
        assert_eq!(stderr(&output).lines().next(), Some(sentence), "{arguments:?}");
    }
}

#[test]
fn help_is_chinese() {
    for arguments in [&["--help"][..], &["check", "--help"], &["rules", "--help"], &["check", "-h"]] {
        let output = gouji(Path::new("."), arguments, b"");
        assert_eq!(code(&output), 0);
        for english in ["Print", "Usage", "default", "possible", "Options", "Arguments", "Checks"] {
            assert!(!stdout(&output).contains(english), "{arguments:?}: {english}\n{}", stdout(&output));
        }
        assert!(stdout(&output).contains("用法：gouji"), "{}", stdout(&output));
    }
    let version = gouji(Path::new("."), &["--version"], b"");
    assert_eq!(stdout(&version), format!("gouji {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_documentation_of_rules_is_printed() {
    let list = gouji(Path::new("."), &["rules"], b"");
    assert_eq!(stdout(&list).lines().count(), gouji::rules::RULES.len());
    let page = gouji(Path::new("."), &["rules", "table/row-total"], b"");
    assert!(stdout(&page).starts_with("行合计不等于各项之和（table/row-total）\n\n"), "{}", stdout(&page));
    for part in ["错误的例子：\n    ", "正确的例子：\n    ", "怎么改："] {
        assert!(stdout(&page).contains(part), "{}", stdout(&page));
    }
    let family = gouji(Path::new("."), &["rules", "table"], b"");
    assert!(stdout(&family).lines().all(|line| line.starts_with("table/")) && !stdout(&family).is_empty());
}

#[test]
fn text_names_the_place_and_counts_the_reports() {
    let here = folder(&[("a.txt", broken().as_bytes()), ("b.txt", CLEAN.as_bytes()), ("c.pdf", b"%PDF-")]);
    let output = gouji(here.path(), &["check", "a.txt", "b.txt", "c.pdf"], b"");
    let line = 1 + broken().lines().position(|line| line.contains("| 95 |")).unwrap();
    assert!(stdout(&output).contains(&format!("--> a.txt:{line}:")), "{}", stdout(&output));
    assert!(
        stdout(&output).ends_with("共 3 份：1 份有错误，1 份没有发现错误和疑点，1 份没有读出来。\n"),
        "{}",
        stdout(&output)
    );
    assert!(!stdout(&output).contains('\u{1b}'), "no colours into a pipe");
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let here = folder(&[("a.txt", broken().as_bytes())]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["check", "--format", "json"])
        .args(["a.txt"; 20])
        .current_dir(here.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), stderr(&output)), (2, ""));
}

/// SARIF 2.1.0: what the schema requires, and that every place leads to the text it means.
#[test]
fn sarif_is_valid_and_its_regions_hit() {
    let draft = broken().replace("保护第三方合法权益", "保护第三方合法权");
    let here = folder(&[("年报 a.txt", draft.as_bytes()), ("b.pdf", b"%PDF-")]);
    let output = gouji(here.path(), &["check", "--format", "sarif", "年报 a.txt", "b.pdf"], b"");
    assert_eq!(code(&output), 2);
    let log = json(&output);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!((&driver["name"], &run["columnKind"]), (&"gouji".into(), &"utf16CodeUnits".into()));
    let artifacts = run["artifacts"].as_array().unwrap();
    assert_eq!(artifacts[0]["location"]["uri"], "%E5%B9%B4%E6%8A%A5%20a.txt");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    // Checks that could not be made are notifications too.
    let notifications = run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    let failures: Vec<_> = notifications.iter().filter(|notification| notification["level"] == "error").collect();
    assert_eq!((failures.len(), failures[0]["message"]["text"].is_string()), (1, true));
    assert!(failures[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "b.pdf");

    let repair = notifications.iter().find(|notification| {
        notification["message"]["text"]
            .as_str()
            .is_some_and(|text| text.starts_with("最少改动：") && text.contains("由 95 改为 "))
    });
    assert_eq!(repair.unwrap()["locations"].as_array().unwrap().len(), 1);

    let text: Vec<u16> = draft.encode_utf16().collect();
    let results = run["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["ruleId"] == "table/row-total"));
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(driver["rules"][index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert!(result["partialFingerprints"]["gouji/v1"].is_string());
        let places = result["locations"].as_array().unwrap().iter();
        for place in places.chain(result["relatedLocations"].as_array().unwrap()) {
            let place = &place["physicalLocation"];
            assert_eq!(place["artifactLocation"], artifacts[0]["location"]);
            assert_region(&place["region"], &text);
        }
    }
    let row = results.iter().find(|result| result["ruleId"] == "table/row-total").unwrap();
    assert_eq!(marked(&row["locations"][0]["physicalLocation"]["region"], &text), "95");
    assert_eq!(row["relatedLocations"].as_array().unwrap().len(), 7);

    let label = results.iter().find(|result| result["ruleId"] == "table/label").unwrap();
    let change = &label["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"], artifacts[0]["location"]);
    let replacement = &change["replacements"][0];
    assert_eq!(marked(&replacement["deletedRegion"], &text), "保护第三方合法权");
    assert_eq!(replacement["insertedContent"]["text"], "保护第三方合法权益");
}

fn number(region: &Value, name: &str) -> usize {
    usize::try_from(region[name].as_u64().unwrap()).unwrap()
}

fn marked(region: &Value, text: &[u16]) -> String {
    let start = number(region, "charOffset");
    String::from_utf16(&text[start..start + number(region, "charLength")]).unwrap()
}

/// The line and column of both ends, and the offsets, are the same places.
fn assert_region(region: &Value, text: &[u16]) {
    let start = number(region, "charOffset");
    let end = start + number(region, "charLength");
    for (offset, line, column) in [(start, "startLine", "startColumn"), (end, "endLine", "endColumn")] {
        let before = String::from_utf16(&text[..offset]).unwrap();
        let last = before.rsplit('\n').next().unwrap_or_default();
        assert_eq!(number(region, line), 1 + before.matches('\n').count(), "{region}");
        assert_eq!(number(region, column), 1 + last.encode_utf16().count(), "{region}");
    }
}

#[test]
fn sarif_offers_no_fix_for_what_is_not_the_text_of_the_file() {
    let draft: String = broken()
        .replace("保护第三方合法权益", "保护第三方合法权")
        .lines()
        .map(|line| format!("<p>{line}</p>\n"))
        .collect();
    let here = folder(&[("a.html", draft.as_bytes())]);
    let log = json(&gouji(here.path(), &["check", "--format", "sarif", "a.html"], b""));
    let results = log["runs"][0]["results"].as_array().unwrap().clone();
    assert!(results.iter().any(|result| result["ruleId"] == "table/label"), "{results:#?}");
    assert!(results.iter().all(|result| result["fixes"].as_array().unwrap().is_empty()));
    assert!(log["runs"][0]["artifacts"][0]["description"]["text"].is_string());
}

/// An archive of files, not compressed.
fn archive(files: &[(&[u8], &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let offset = u32::try_from(bytes.len()).unwrap();
        let checksum = content.iter().fold(!0u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 })
        });
        let length = u32::try_from(content.len()).unwrap();
        let mut header = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        for number in [!checksum, length, length] {
            header.extend(number.to_le_bytes());
        }
        header.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        header.extend([0; 2]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&header);
        bytes.extend(*name);
        bytes.extend(*content);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(*name);
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let place = u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let length = u32::try_from(directory.len()).unwrap().to_le_bytes();
    [bytes, directory, b"PK\x05\x06\0\0\0\0".to_vec(), [count, count].concat(), [length, place].concat(), vec![0, 0]]
        .concat()
}

#[test]
fn an_archive_is_walked_like_a_folder() {
    let clean = CLEAN.as_bytes();
    let inner = archive(&[(b"a.txt", clean)]);
    let files: [(&[u8], &[u8]); 6] = [
        (b"\xd2\xd2\xd5\xf2.txt", broken().leak().as_bytes()),
        ("下级/丙.MD".as_bytes(), clean),
        ("下级/".as_bytes(), b""),
        (b"__MACOSX/._a.txt", b"x"),
        ("照片.png".as_bytes(), b"\x89PNG\r\n"),
        ("里面.zip".as_bytes(), &inner),
    ];
    let here =
        folder(&[("年报/报告.zip", &archive(&files)), ("甲.docx", &archive(&files[..2])), ("空.zip", &archive(&[]))]);
    let output = gouji(here.path(), &["check", "--format", "json", "年报/报告.zip"], b"");
    assert_eq!(sources(&json(&output)), ["年报/报告.zip/下级/丙.MD", "年报/报告.zip/乙镇.txt"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).starts_with("年报/报告.zip/里面.zip：压缩包里还有压缩包"), "{}", stderr(&output));
    let walked = gouji(here.path(), &["check", "--format", "json", "年报"], b"");
    assert_eq!(sources(&json(&walked)).len(), 2);
    // Named otherwise it is one draft, of which nobody knows which is meant.
    let named = gouji(here.path(), &["check", "甲.docx"], b"");
    assert!(stderr(&named).contains("“乙镇.txt”、“下级/丙.MD”"), "{}", stderr(&named));
    let empty = gouji(here.path(), &["check", "空.zip"], b"");
    assert_eq!(code(&empty), 2);
    assert!(stderr(&empty).contains("没有可以检查的文件"), "{}", stderr(&empty));
}

#[test]
fn every_report_of_a_draft_is_told() {
    let last = broken().replace("2023", "2022");
    let here = folder(&[("两年.txt", format!("{CLEAN}\n{last}").as_bytes())]);
    let text = gouji(here.path(), &["check", "两年.txt"], b"");
    assert_eq!(code(&text), 1);
    assert!(stdout(&text).contains("两年.txt（共 2 份报告，第 2 份）\n云溪县，2022年度"), "{}", stdout(&text));
    let review = json(&gouji(here.path(), &["check", "--format", "json", "两年.txt"], b""));
    assert_eq!((&review["summary"]["errors"], &review["report"]["year"]), (&0.into(), &2023.into()));
    let more = review["more"].as_array().unwrap();
    assert_eq!((more.len(), &more[0]["report"]["year"]), (1, &2022.into()));
    let sarif = json(&gouji(here.path(), &["check", "--format", "sarif", "两年.txt"], b""));
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.iter().filter(|result| result["level"] == "error").count(), 2);
    let counted = gouji(here.path(), &["check", "两年.txt", "两年.txt"], b"");
    assert!(stdout(&counted).contains("共 4 份："), "{}", stdout(&counted));
}

#[test]
fn last_years_report_is_compared_and_in_a_folder_each_finds_its_own() {
    let last = CLEAN.replace("2023", "2022");
    let other = CLEAN.replace("云溪县", "青禾市");
    let here = folder(&[
        ("今年/甲.txt", CLEAN.as_bytes()),
        ("今年/乙.txt", other.as_bytes()),
        ("去年/甲.txt", last.as_bytes()),
        ("去年/乙.txt", CLEAN.replace("云溪县", "丰收县").as_bytes()),
    ]);
    let found = |review: &serde_json::Value| -> Vec<String> {
        let findings = review["findings"].as_array().unwrap().iter();
        let codes = findings.map(|finding| finding["code"].as_str().unwrap().to_owned());
        codes.filter(|code| code.starts_with("continuity/")).collect()
    };
    let reason = |review: &serde_json::Value| -> String {
        let checks = review["checks"].as_array().unwrap();
        let check = checks.iter().find(|check| check["code"] == "continuity/carried-over").unwrap();
        check["reason"].as_str().unwrap_or_default().to_owned()
    };
    let given =
        json(&gouji(here.path(), &["check", "--format", "json", "--previous", "去年/甲.txt", "今年/甲.txt"], b""));
    assert!(found(&given).contains(&"continuity/copied".to_owned()), "{:?}", found(&given));
    assert!(found(&given).contains(&"continuity/carried-over".to_owned()), "{:?}", found(&given));
    let all = json(&gouji(here.path(), &["check", "--format", "json", "--previous", "去年", "今年"], b""));
    assert_eq!(reason(&all[0]), "给出的上年报告里没有本机关上一年的报告");
    assert_eq!(found(&all[1]), found(&given));
    let wrong =
        json(&gouji(here.path(), &["check", "--format", "json", "--previous", "今年/甲.txt", "今年/甲.txt"], b""));
    assert_eq!((found(&wrong), reason(&wrong).as_str()), (vec![], "给出的上年报告是2023年的，不是2022年的"));
    // Nobody asked: neither the list of what was not checked nor the count in the verdict tells of it.
    let without = gouji(here.path(), &["check", "今年/甲.txt"], b"");
    assert!(!stdout(&without).contains("上年") && !stdout(&without).contains("没有核对"), "{}", stdout(&without));
}
