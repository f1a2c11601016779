//! SARIF 2.1.0: one run over all inputs, for tools that show the results of checkers.

use super::{Checked, Renderer};
use crate::inputs::Input;
use crate::rules;
use gouji::review::{CheckAnswer, FindingView, FixView, Location, Repair};
use gouji::rules::{RULES, Rule};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use std::io::{self, Write};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What is written as it is in a path of a URI.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Collects everything: a run is one object.
#[derive(Default)]
pub struct Sarif {
    artifacts: Vec<Value>,
    results: Vec<Value>,
    notifications: Vec<Value>,
    failed: bool,
}

impl Renderer for Sarif {
    fn checked(&mut self, checked: &Checked, _output: &mut dyn Write) -> io::Result<()> {
        let artifact = self.artifact(checked.input, checked.is_text);
        let text = checked.review.document.as_ref().map_or("", |document| &document.text);
        let draft = Draft { artifact, lines: Lines::new(text), is_text: checked.is_text };
        for review in checked.review.of_each_report() {
            self.results.extend(review.findings.iter().map(|finding| draft.result(finding)));
            let unchecked =
                review.checks.iter().filter(|check| check.state == "not-checkable" && !check.needs_previous);
            self.notifications.extend(unchecked.map(|check| draft.unchecked(check)));
            self.notifications.extend(review.repairs.iter().map(|repair| draft.repair(repair)));
        }
        Ok(())
    }

    fn unreadable(&mut self, input: &Input, sentence: &str) {
        let artifact = self.artifact(input, true);
        self.failed = true;
        self.notifications.push(json!({
            "level": "error",
            "message": { "text": sentence },
            "locations": [{ "physicalLocation": { "artifactLocation": artifact } }],
        }));
    }

    fn end(&mut self, output: &mut dyn Write) -> io::Result<()> {
        let log = json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "gouji",
                    "fullName": "勾稽：政府信息公开工作年度报告检查",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "language": "zh-CN",
                    "rules": RULES.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
                }},
                "language": "zh-CN",
                "columnKind": "utf16CodeUnits",
                "invocations": [{
                    "executionSuccessful": !self.failed,
                    "toolExecutionNotifications": std::mem::take(&mut self.notifications),
                }],
                "artifacts": std::mem::take(&mut self.artifacts),
                "results": std::mem::take(&mut self.results),
            }],
        });
        serde_json::to_writer_pretty(&mut *output, &log)?;
        output.write_all(b"\n")
    }
}

impl Sarif {
    /// Adds an input to the list of artifacts; gives the reference to it.
    fn artifact(&mut self, input: &Input, is_text: bool) -> Value {
        let location = json!({ "uri": uri(input), "index": self.artifacts.len() });
        let mut artifact = json!({ "location": location, "roles": ["analysisTarget"] });
        if !is_text && let Some(artifact) = artifact.as_object_mut() {
            let note = "行、列和字符位置按从文件中读出的文字计算，不是文件本身的位置。";
            artifact.insert("description".into(), json!({ "text": note }));
        }
        self.artifacts.push(artifact);
        location
    }
}

fn uri(input: &Input) -> String {
    let Some(path) = input.path() else { return "stdin".to_owned() };
    let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let encoded = utf8_percent_encode(&path, PATH);
    match input.path().is_some_and(|path| path.is_absolute()) {
        true if path.starts_with('/') => format!("file://{encoded}"),
        true => format!("file:///{encoded}"),
        false => encoded.to_string(),
    }
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rules::title(rule) },
        "help": { "text": rule.help, "markdown": rules::body(rule) },
    })
}

/// A draft whose findings are written.
struct Draft {
    artifact: Value,
    lines: Lines,
    is_text: bool,
}

impl Draft {
    fn result(&self, finding: &FindingView) -> Value {
        let basis = finding.basis.as_ref().map_or_else(String::new, |basis| format!("\n依据：{basis}"));
        let related = finding.related.iter().enumerate().map(|(id, related)| {
            let mut location = self.location(&related.location);
            if let Some(location) = location.as_object_mut() {
                location.insert("id".into(), json!(id));
                location.insert("message".into(), json!({ "text": related.message }));
            }
            location
        });
        // A fix replaces characters of the file; of a Word file or a web page only those of its text are known.
        let fixes = finding.fix.iter().filter(|_| self.is_text).map(|fix| self.fix(fix));
        json!({
            "ruleId": finding.code,
            "ruleIndex": rule_index(finding.code),
            "level": finding.severity,
            "message": { "text": format!("{}\n怎么改：{}{basis}", finding.message, finding.help) },
            "locations": [self.location(&finding.location)],
            "relatedLocations": related.collect::<Vec<_>>(),
            "partialFingerprints": { "gouji/v1": finding.fingerprint },
            "fixes": fixes.collect::<Vec<_>>(),
        })
    }

    fn location(&self, location: &Location) -> Value {
        let (end_line, end_column) = self.lines.point(location.end);
        let mut value = json!({ "physicalLocation": {
            "artifactLocation": self.artifact,
            "region": {
                "startLine": location.line,
                "startColumn": location.column,
                "endLine": end_line,
                "endColumn": end_column,
                "charOffset": location.start,
                "charLength": location.end.saturating_sub(location.start),
            },
        }});
        if let (Some(value), Some(cell)) = (value.as_object_mut(), &location.cell) {
            value.insert("logicalLocations".into(), json!([{ "fullyQualifiedName": cell, "kind": "member" }]));
        }
        value
    }

    fn fix(&self, fix: &FixView) -> Value {
        let replacements = fix.edits.iter().map(|edit| {
            json!({
                "deletedRegion": { "charOffset": edit.start, "charLength": edit.end.saturating_sub(edit.start) },
                "insertedContent": { "text": edit.text },
            })
        });
        json!({
            "description": { "text": fix.title },
            "artifactChanges": [{
                "artifactLocation": self.artifact,
                "replacements": replacements.collect::<Vec<_>>(),
            }],
        })
    }

    fn unchecked(&self, check: &CheckAnswer) -> Value {
        json!({
            "level": "note",
            "message": { "text": format!("没有核对：{}", check.reason.as_deref().unwrap_or("原因不明")) },
            "associatedRule": { "id": check.code, "index": rule_index(check.code) },
            "locations": [{ "physicalLocation": { "artifactLocation": self.artifact } }],
        })
    }

    fn repair(&self, repair: &Repair) -> Value {
        let changes: Vec<String> = repair.changes.iter().map(super::change).collect();
        json!({
            "level": "note",
            "message": { "text": format!("最少改动：{}", changes.join("；")) },
            "locations": repair.changes.iter().map(|change| self.location(&change.location)).collect::<Vec<_>>(),
        })
    }
}

/// -1 is SARIF's word for none.
fn rule_index(code: &str) -> i64 {
    RULES.iter().position(|rule| rule.code == code).and_then(|index| i64::try_from(index).ok()).unwrap_or(-1)
}

/// Where the lines of a text begin, in UTF-16 code units.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Lines {
        let mut at = 0;
        let mut starts = vec![0];
        for line in text.split_inclusive('\n') {
            at += line.encode_utf16().count();
            starts.push(at);
        }
        Lines(starts)
    }

    /// 1-based line and column of an offset.
    fn point(&self, offset: usize) -> (usize, usize) {
        let line = self.0.partition_point(|start| *start <= offset).max(1);
        (line, offset - self.0.get(line - 1).copied().unwrap_or_default() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_mark_is_found_in_its_line() {
        let lines = Lines::new("一𠮷\r\n二\n");
        assert_eq!(lines.point(0), (1, 1));
        assert_eq!(lines.point(3), (1, 4));
        assert_eq!(lines.point(6), (2, 2));
    }

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri(&Input::Standard), "stdin");
        assert_eq!(uri(&Input::File("年报/a b.txt".into())), "%E5%B9%B4%E6%8A%A5/a%20b.txt");
        #[cfg(unix)]
        assert_eq!(uri(&Input::File("/tmp/a.txt".into())), "file:///tmp/a.txt");
    }
}
