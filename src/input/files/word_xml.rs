//! Word files as one XML file: that of Word 2003, and the parts of a .docx one after another.

use super::super::{InputError, docx};
use crate::document::Document;

/// Reads either kind through the reader of .docx files, whose elements they share.
pub(super) fn read(file: &str) -> Result<Document, InputError> {
    // It stands before the parts.
    if file.contains("<!DOCTYPE") {
        return Err(InputError::Doctype);
    }
    if !file.contains("<pkg:package") {
        let main = element(file, "w:body")?.ok_or(InputError::Truncated)?;
        return docx::read_parts(main, element(file, "w:styles")?, None);
    }
    if !file.contains("</pkg:package>") {
        return Err(InputError::Truncated);
    }
    let (mut main, mut styles, mut numbering) = (None, None, None);
    for part in file.split("<pkg:part ").skip(1) {
        let tag = part.split('>').next().unwrap_or("");
        let content = element(part, "pkg:xmlData")?.map(inside);
        if tag.contains(".main+xml\"") {
            main = main.or(content);
        } else if tag.contains("\"/word/styles.xml\"") {
            styles = content;
        } else if tag.contains("\"/word/numbering.xml\"") {
            numbering = content;
        }
    }
    docx::read_parts(main.ok_or(InputError::NoMainPart)?, styles, numbering)
}

/// The first element of a name, its tags included.
fn element<'a>(text: &'a str, name: &str) -> Result<Option<&'a str>, InputError> {
    let begins = format!("<{name}");
    let is_tag =
        |at: &usize| text.get(at + begins.len()..).is_some_and(|rest| rest.starts_with(['>', ' ', '\r', '\n']));
    let Some(start) = text.match_indices(&begins).map(|(at, _)| at).find(is_tag) else { return Ok(None) };
    let rest = text.get(start..).unwrap_or("");
    let end = format!("</{name}>");
    let length = rest.find(&end).ok_or(InputError::Truncated)? + end.len();
    Ok(rest.get(..length))
}

/// What stands between an element's tags.
fn inside(element: &str) -> &str {
    let start = element.find('>').map_or(0, |at| at + 1);
    element.get(start..).and_then(|rest| rest.rfind("</").and_then(|end| rest.get(..end))).unwrap_or("")
}
