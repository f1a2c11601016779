//! Web pages saved as one file (.mht, .mhtml): a mail of several parts, the first page of which is read.

use super::super::{Decoder, InputError, encoding, html};
use crate::document::Document;

/// Parts inside parts: Word and browsers write one level, mail programs two or three.
const MAX_DEPTH: usize = 5;

/// Reads the page of an archive; text in GB18030 is the host's matter.
pub(super) fn read(archive: &str, decode: Option<Decoder>) -> Result<Document, InputError> {
    let page = page(archive, MAX_DEPTH)?.ok_or(InputError::NoMainPart)?;
    let bytes = match page.encoding.as_str() {
        "quoted-printable" => quoted_printable(page.body),
        "base64" => base64(page.body)?,
        _ => page.body.as_bytes().to_vec(),
    };
    let text = encoding::decode(&bytes, decode)?;
    if encoding::is_garbled(&text) {
        return Err(InputError::Garbled);
    }
    html::read(text.strip_prefix('\u{feff}').unwrap_or(&text))
}

/// One part of a mail.
struct Part<'a> {
    /// How its bytes are written as text.
    encoding: String,
    body: &'a str,
}

/// The first page in a part and the parts inside it.
fn page(part: &str, depth: usize) -> Result<Option<Part<'_>>, InputError> {
    let (header, body) = divide(part);
    let kind = field(&header, "content-type").unwrap_or_default();
    let type_name = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    if matches!(type_name.as_str(), "text/html" | "application/xhtml+xml") {
        let encoding = field(&header, "content-transfer-encoding").unwrap_or_default();
        return Ok(Some(Part { encoding: encoding.trim().to_ascii_lowercase(), body }));
    }
    if !type_name.starts_with("multipart/") || depth == 0 {
        return Ok(None);
    }
    let boundary = format!("--{}", parameter(&kind, "boundary").ok_or(InputError::Damaged)?);
    let mut start = None;
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let mark = line.trim_end().strip_prefix(&boundary);
        if matches!(mark, Some("" | "--")) {
            let inner = start.and_then(|start| body.get(start..at));
            if let Some(page) = inner.map_or(Ok(None), |inner| page(inner, depth - 1))? {
                return Ok(Some(page));
            }
            if mark == Some("--") {
                return Ok(None);
            }
            start = Some(at + line.len());
        }
        at += line.len();
    }
    // The last boundary is missing, and with it the end of a part.
    Err(InputError::Truncated)
}

/// The header, a line to each field, and the body: a blank line stands between them.
fn divide(part: &str) -> (Vec<String>, &str) {
    let mut fields: Vec<String> = Vec::new();
    let mut at = 0;
    for line in part.split_inclusive('\n') {
        at += line.len();
        if line.trim().is_empty() {
            if fields.is_empty() {
                continue;
            }
            break;
        }
        match fields.last_mut() {
            Some(field) if line.starts_with([' ', '\t']) => *field += line.trim_end(),
            _ => fields.push(line.trim_end().to_owned()),
        }
    }
    (fields, part.get(at..).unwrap_or(""))
}

fn field(header: &[String], name: &str) -> Option<String> {
    let value = |field: &String| {
        let (found, value) = field.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.to_owned())
    };
    header.iter().find_map(value)
}

fn parameter(field: &str, name: &str) -> Option<String> {
    field.split(';').skip(1).find_map(|parameter| {
        let (found, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (found.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}

/// Bytes written as two digits after an equals sign; one at the end of a line joins it with the next.
fn quoted_printable(body: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    for line in body.lines() {
        let line = line.trim_end();
        let (line, end) = line.strip_suffix('=').map_or((line, "\n"), |line| (line, ""));
        let mut pieces = line.split('=');
        bytes.extend(pieces.next().unwrap_or("").bytes());
        for piece in pieces {
            match piece.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                Some(byte) => {
                    bytes.push(byte);
                    bytes.extend(piece.bytes().skip(2));
                }
                None => {
                    bytes.push(b'=');
                    bytes.extend(piece.bytes());
                }
            }
        }
        bytes.extend(end.bytes());
    }
    bytes
}

fn base64(body: &str) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in body.bytes().filter(|byte| !byte.is_ascii_whitespace()).take_while(|byte| *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return Err(InputError::Damaged),
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing_bytes_are_undone() {
        assert_eq!(quoted_printable("=E6=94=BF=\r\n=e5=ba=9c=3D=\r\n1 =zz \r\n"), "政府=1 =zz\n".as_bytes());
        assert_eq!(base64("5pS/\r\n5bqc\r\nMQ==").unwrap(), "政府1".as_bytes());
        assert_eq!(base64("5pS!"), Err(InputError::Damaged));
    }

    #[test]
    fn a_field_goes_on_in_the_lines_that_begin_with_a_blank() {
        let (header, body) = divide("\r\nA: 1\r\nContent-Type: text/html;\r\n\tcharset=\"gb2312\"\r\n\r\n正文\r\n");
        let kind = field(&header, "content-type").unwrap();
        assert_eq!(parameter(&kind, "charset").as_deref(), Some("gb2312"));
        assert_eq!(body, "正文\r\n");
    }
}
