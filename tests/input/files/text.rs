//! Text and pages in the encodings of the field.

use crate::support::chance::Chance;
use encoding_rs::GB18030;

/// Text in UTF-8, UTF-16 or GB18030.
pub fn encoded(text: &str, chance: &mut Chance) -> Vec<u8> {
    let units = |bytes: fn(u16) -> [u8; 2]| format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect();
    match chance.below(5) {
        0 => format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes(),
        1 => units(u16::to_le_bytes),
        2 => units(u16::to_be_bytes),
        3 => GB18030.encode(text).0.into_owned(),
        _ => text.as_bytes().to_vec(),
    }
}

/// A page whose own words about its encoding are true.
pub fn page(html: &str, chance: &mut Chance) -> Vec<u8> {
    let body = if html.contains("<html") { html.to_owned() } else { format!("<html><body>{html}</body></html>") };
    if chance.one_in(2) {
        let head = body.replacen("<body", "<meta charset=\"gb2312\"><body", 1);
        GB18030.encode(&head).0.into_owned()
    } else {
        body.into_bytes()
    }
}

/// A page and a picture as Word and browsers save them in one file.
pub fn web_archive(html: &str, chance: &mut Chance) -> Vec<u8> {
    const EDGE: &str = "------=_NextPart_01";
    let (charset, bytes) = match chance.below(2) {
        0 => ("gb2312", GB18030.encode(html).0.into_owned()),
        _ => ("utf-8", html.as_bytes().to_vec()),
    };
    let (encoding, body) =
        if chance.one_in(2) { ("quoted-printable", quoted(&bytes)) } else { ("base64", base64(&bytes)) };
    format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"----=_NextPart_01\"\r\n\r\n{EDGE}\r\n\
         Content-Location: file:///C:/report.htm\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Type: text/html; \
         charset=\"{charset}\"\r\n\r\n{body}\r\n\r\n{EDGE}\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: \
         base64\r\n\r\niVBO\r\n{EDGE}--\r\n"
    )
    .into_bytes()
}

fn quoted(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut width = 0;
    for byte in bytes {
        let piece = match byte {
            b'\n' => "\r\n".to_owned(),
            b' '..=b'~' if *byte != b'=' => char::from(*byte).to_string(),
            _ => format!("={byte:02X}"),
        };
        if width + piece.len() > 75 {
            text += "=\r\n";
            width = 0;
        }
        width = if piece == "\r\n" { 0 } else { width + piece.len() };
        text += &piece;
    }
    text
}

/// Bytes in letters.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for (number, chunk) in bytes.chunks(3).enumerate() {
        let bits = chunk.iter().chain([&0; 2]).take(3).fold(0usize, |bits, byte| bits << 8 | usize::from(*byte));
        for place in 0..4 {
            let digit = char::from(DIGITS[bits >> (18 - 6 * place) & 63]);
            text.push(if place > chunk.len() { '=' } else { digit });
        }
        if number % 19 == 18 {
            text += "\r\n";
        }
    }
    text
}
