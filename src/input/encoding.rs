//! From bytes to text: UTF-8, UTF-16 and GB18030, and the signs that a text was decoded wrongly.

use crate::letters::is_ideograph;
use crate::words::Words;

use std::borrow::Cow;

use super::{Decoder, InputError};

/// Decodes the text of a file; GB18030 by the host's decoder.
pub(super) fn decode(bytes: &[u8], decode_gb18030: Option<Decoder>) -> Result<Cow<'_, str>, InputError> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, u16::from_be_bytes);
    }
    if bytes.contains(&0) {
        return utf16_without_mark(bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    if is_damaged_utf8(bytes) {
        return Err(InputError::UnknownEncoding);
    }
    decode_gb18030.and_then(|decode| decode(bytes)).map(Cow::Owned).ok_or(InputError::UnknownEncoding)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, InputError> {
    let (pairs, rest) = bytes.as_chunks();
    if !rest.is_empty() {
        return Err(InputError::UnknownEncoding);
    }
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    text.map(Cow::Owned).map_err(|_| InputError::UnknownEncoding)
}

/// A text in UTF-16 has most of its zeros, from digits and line breaks, in the high bytes.
fn utf16_without_mark(bytes: &[u8]) -> Result<Cow<'_, str>, InputError> {
    let zeros = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let text = utf16(bytes, if zeros(1) >= zeros(0) { u16::from_le_bytes } else { u16::from_be_bytes });
    text.ok().filter(|text| is_writing(text)).ok_or(InputError::UnknownFormat)
}

/// Whether most characters are such as Chinese drafts consist of.
fn is_writing(text: &str) -> bool {
    let expected = |character: &char| {
        matches!(character, '\t' | '\n' | '\r' | ' '..='~' | '\u{2010}'..='\u{203b}' | '\u{3000}'..='\u{303f}'
            | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
    };
    let all = text.chars().count();
    text.chars().filter(expected).count() * 10 >= all * 9
}

/// Whether nearly all that is not ASCII is valid UTF-8: then it is UTF-8 with a few bytes broken, and GB18030 would make
/// nonsense of all of it.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let [mut valid, mut invalid] = [0usize; 2];
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        invalid += chunk.invalid().len();
    }
    valid > invalid * 9
}

/// Whether a text was decoded wrongly before it came here.
pub(super) fn is_garbled(text: &str) -> bool {
    // 政府信息 from UTF-8 read as GBK, and what becomes of GBK read as UTF-8 and written again.
    const TRACES: [&str; 3] = ["鏀垮簻淇℃伅", "锟斤拷", "烫烫烫烫"];
    let is_chinese = text.chars().any(is_ideograph);
    if is_chinese && !begins_trace(text) {
        return false;
    }
    let [mut replaced, mut latin, mut all] = [0usize; 3];
    for character in text.chars().filter(|character| !character.is_ascii()) {
        all += 1;
        replaced += usize::from(character == char::REPLACEMENT_CHARACTER);
        latin += usize::from(character <= '\u{ff}');
    }
    const FEW: usize = 20;
    text.has_any(&TRACES) || all >= FEW && (replaced * 20 > all || latin * 2 > all && !is_chinese)
}

/// Whether the first letter of a trace, or the mark of replacement, stands in a text. All bytes are looked at, whatever was
/// found, for that can be done with many at once.
fn begins_trace(text: &str) -> bool {
    text.as_bytes().array_windows().fold(false, |found, [lead, second, third]| {
        let is = |a: u8, b: u8, c: u8| (*lead == a) & (*second == b) & (*third == c);
        found | is(0xe9, 0x8f, 0x80) | is(0xe9, 0x94, 0x9f) | is(0xe7, 0x83, 0xab) | is(0xef, 0xbf, 0xbd)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "云溪县2023年政府信息公开工作年度报告\r\n一、总体情况";

    fn bytes_of(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf16_is_read_with_and_without_its_mark() {
        for text in [TEXT, &format!("\u{feff}{TEXT}")] {
            for bytes in [bytes_of(text, u16::to_le_bytes), bytes_of(text, u16::to_be_bytes)] {
                let decoded = decode(&bytes, None).unwrap();
                assert_eq!(decoded.trim_start_matches('\u{feff}'), TEXT);
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_told_from_an_unknown_encoding() {
        assert_eq!(decode(b"\x7fELF\x01\0\0\0\x02\0\0", None), Err(InputError::UnknownFormat));
        assert_eq!(decode(b"\xff\xfe\x00\xd8", None), Err(InputError::UnknownEncoding));
        assert_eq!(decode(b"\xd5\xfe\xb8\xae", None), Err(InputError::UnknownEncoding));
    }

    #[test]
    fn gb18030_is_the_hosts_matter_but_damaged_utf8_is_not_given_to_it() {
        assert_eq!(decode(b"\xd5\xfe\xb8\xae", Some(|_| Some("政府".to_owned()))).unwrap(), "政府");
        let mut damaged = TEXT.as_bytes().to_vec();
        damaged[1] = b'?';
        assert_eq!(decode(&damaged, Some(|_| Some("x".to_owned()))), Err(InputError::UnknownEncoding));
    }

    #[test]
    fn wrongly_decoded_text_is_told_from_good() {
        assert!(is_garbled("2023骞村害鏀垮簻淇℃伅鍏紑"));
        assert!(is_garbled(&"\u{fffd}\u{fffd}\u{3f}".repeat(20)));
        assert!(is_garbled(&"Õþ¸®ÐÅÏ¢¹«¿ª".repeat(3)));
        assert!(!is_garbled(TEXT));
        assert!(!is_garbled(&TEXT.replace('\r', "·×°§").repeat(20)));
    }
}
