//! Fonts: what the codes of a string say, and how far each moves the pen.

use std::collections::BTreeMap;

use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

use super::cmap::CharacterMap;
use super::names;
use super::stream::Allowance;
use crate::input::{Decoder, InputError};

/// One code of a string.
pub(super) struct Code {
    /// What it says; nothing where the file does not tell.
    pub(super) text: Option<String>,
    /// How far it moves the pen, in units of the font's size.
    pub(super) width: f64,
    /// Whether it is the blank that word spacing widens.
    pub(super) is_blank: bool,
}

/// A font as far as reading needs it.
pub(super) struct Font {
    kind: Kind,
    to_unicode: Option<CharacterMap>,
    /// By the first code or glyph number of a run: the last, and the width.
    widths: BTreeMap<u32, (u32, f64)>,
    default_width: f64,
    /// From the widths' units to those of the font's size.
    scale: f64,
    /// Text runs downward.
    pub(super) downward: bool,
}

enum Kind {
    /// A code is a byte; what it says by the font's own encoding.
    Simple(Vec<Option<char>>),
    /// A code is two bytes and the glyph's number.
    Numbered,
    /// A code is a unit of UTF-16, or of so many bytes.
    Unicode(usize),
    /// Codes of GBK, decoded by the host; whether its Latin letters have half the width of a Chinese one.
    Gbk(Option<Decoder>, bool),
    /// As the font's own map says.
    Mapped(Box<CharacterMap>),
}

/// How many runs of widths a font may have.
const MAX_WIDTHS: usize = 100_000;

fn stream_map(dict: &Dict<'_>, key: &str, allowance: &mut Allowance) -> Result<Option<CharacterMap>, InputError> {
    let stream = dict.get::<Stream<'_>>(key);
    stream.map(|stream| allowance.unpack(&stream).map(|bytes| CharacterMap::read(&bytes))).transpose()
}

fn number(object: Object<'_>) -> Option<f64> {
    object.into_number().map(|number| number.as_f64()).filter(|number| number.is_finite())
}

impl Font {
    /// Reads a font's dictionary; `decode` is the host's decoder for GB18030.
    pub(super) fn read(
        dict: &Dict<'_>,
        decode: Option<Decoder>,
        allowance: &mut Allowance,
    ) -> Result<Font, InputError> {
        let to_unicode = stream_map(dict, "ToUnicode", allowance)?;
        match dict.get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Type0") => Font::composite(dict, to_unicode, decode, allowance),
            _ => Ok(Font::simple(dict, to_unicode)),
        }
    }

    fn simple(dict: &Dict<'_>, to_unicode: Option<CharacterMap>) -> Font {
        let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let mut texts = names::encoding(dict.get::<Name<'_>>("Encoding").as_deref());
        // The codes of a font that the file holds may be any, where it does not say which.
        let is_held = ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| descriptor.contains_key(key));
        if is_held && !dict.contains_key("Encoding") {
            texts.fill(None);
        }
        if let Some(encoding) = dict.get::<Dict<'_>>("Encoding") {
            texts = names::encoding(encoding.get::<Name<'_>>("BaseEncoding").as_deref());
            let mut code = 0usize;
            for item in encoding.get::<Array<'_>>("Differences").iter().flat_map(Array::iter::<Object<'_>>) {
                match item {
                    Object::Name(name) => {
                        if let Some(text) = texts.get_mut(code) {
                            *text = names::character(name.as_str());
                        }
                        code = code.saturating_add(1);
                    }
                    item => code = item.into_i32().and_then(|code| code.try_into().ok()).unwrap_or(code),
                }
            }
        }
        let first = dict.get::<u32>("FirstChar").unwrap_or(0);
        let listed = dict.get::<Array<'_>>("Widths");
        let listed = listed.iter().flat_map(Array::iter::<Object<'_>>).filter_map(number).take(256);
        let widths: BTreeMap<u32, (u32, f64)> =
            (first..).zip(listed).map(|(code, width)| (code, (code, width))).collect();
        let missing = descriptor.get::<Number>("MissingWidth");
        // Only the standard fonts need not tell their widths: half a square is near enough.
        let default_width = missing.map(|width| width.as_f64()).filter(|width| *width > 0.0 || !widths.is_empty());
        let matrix = dict.get::<[f64; 6]>("FontMatrix").map_or(0.001, |[first, ..]| first.abs());
        Font {
            kind: Kind::Simple(texts),
            to_unicode,
            widths,
            default_width: default_width.unwrap_or(500.0),
            scale: matrix,
            downward: false,
        }
    }

    fn composite(
        dict: &Dict<'_>,
        to_unicode: Option<CharacterMap>,
        decode: Option<Decoder>,
        allowance: &mut Allowance,
    ) -> Result<Font, InputError> {
        let descendant = dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let descendant = descendant.unwrap_or_default();
        let (kind, downward) = match stream_map(dict, "Encoding", allowance)? {
            Some(map) => {
                let downward = map.downward;
                // A map that only stands in for a known one.
                let base = map.base.as_deref().map(|name| known_map(name, decode));
                match base {
                    Some(kind) if map.glyph(0).is_none() => (kind, downward),
                    _ => (Kind::Mapped(Box::new(map)), downward),
                }
            }
            None => {
                let name = dict.get::<Name<'_>>("Encoding");
                let name = name.as_deref().unwrap_or(b"Identity-H");
                (known_map(name, decode), name.ends_with(b"-V") || name == b"V")
            }
        };
        let widths = descendant.get::<Array<'_>>("W").unwrap_or_default();
        allowance.spend(widths.data().len())?;
        Ok(Font {
            kind,
            to_unicode,
            widths: glyph_widths(&widths),
            default_width: descendant.get::<Number>("DW").map_or(1000.0, |width| width.as_f64()),
            scale: 0.001,
            downward,
        })
    }

    /// The codes of a string.
    pub(super) fn codes<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = Code> + 'a {
        let mut rest = text;
        std::iter::from_fn(move || {
            let length = self.code_length(rest).clamp(1, rest.len().max(1));
            let (bytes, after) = rest.split_at_checked(length)?;
            rest = after;
            Some(self.code(bytes))
        })
    }

    fn code_length(&self, text: &[u8]) -> usize {
        match &self.kind {
            Kind::Simple(_) => 1,
            Kind::Numbered => 2,
            Kind::Unicode(2) if matches!(text, [0xd8..=0xdb, ..]) => 4,
            Kind::Unicode(length) => *length,
            Kind::Gbk(..) => match text {
                [0x81..=0xfe, b'0'..=b'9', ..] => 4,
                [0x81..=0xfe, _, ..] => 2,
                _ => 1,
            },
            Kind::Mapped(map) => map.code_length(text).unwrap_or(2),
        }
    }

    fn code(&self, bytes: &[u8]) -> Code {
        let code = bytes.iter().fold(0u32, |code, byte| (code << 8) | u32::from(*byte));
        let mapped =
            self.to_unicode.as_ref().and_then(|map| map.text(code)).filter(|text| !text.contains(char::is_control));
        let width = self.width(match &self.kind {
            Kind::Simple(_) | Kind::Numbered => Some(code),
            Kind::Mapped(map) => map.glyph(code),
            // In the sets of Chinese glyphs Latin letters come first, those of half a square later.
            Kind::Unicode(_) | Kind::Gbk(_, false) => (0x20..0x7f).contains(&code).then(|| code - 0x1f),
            Kind::Gbk(_, true) => (0x20..0x7f).contains(&code).then(|| code - 0x20 + 814),
        });
        Code {
            text: mapped.or_else(|| self.encoded(code, bytes)).filter(|text| !text.is_empty()),
            width: width.unwrap_or(if code < 0x80 && !matches!(self.kind, Kind::Numbered | Kind::Mapped(_)) {
                self.default_width.min(500.0)
            } else {
                self.default_width
            }) * self.scale,
            is_blank: bytes == b" ",
        }
    }

    /// What a code says without the font's map to characters.
    fn encoded(&self, code: u32, bytes: &[u8]) -> Option<String> {
        match &self.kind {
            Kind::Simple(texts) => {
                texts.get(usize::try_from(code).ok()?).copied().flatten().map(|character| character.to_string())
            }
            Kind::Unicode(2) => {
                let units: Vec<u16> = bytes.as_chunks().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
                String::from_utf16(&units).ok()
            }
            Kind::Unicode(_) => char::from_u32(code).map(|character| character.to_string()),
            Kind::Gbk(decode, _) => {
                if bytes.is_ascii() {
                    return char::from_u32(code).map(|character| character.to_string());
                }
                decode.and_then(|decode| decode(bytes))
            }
            Kind::Numbered | Kind::Mapped(_) => None,
        }
    }

    fn width(&self, number: Option<u32>) -> Option<f64> {
        let number = number?;
        let (_, (last, width)) = self.widths.range(..=number).next_back()?;
        (number <= *last).then_some(*width)
    }
}

/// The maps that a file need not hold.
fn known_map(name: &[u8], decode: Option<Decoder>) -> Kind {
    let has = |part: &[u8]| name.windows(part.len()).any(|word| word == part);
    if has(b"UTF32") {
        Kind::Unicode(4)
    } else if has(b"UCS2") || has(b"UTF16") {
        Kind::Unicode(2)
    } else if name.starts_with(b"GB") {
        Kind::Gbk(decode, !has(b"GBpc") && !has(b"GBKp"))
    } else {
        Kind::Numbered
    }
}

/// The widths by glyph numbers: `first [width width …]` or `first last width`.
fn glyph_widths(listed: &Array<'_>) -> BTreeMap<u32, (u32, f64)> {
    let mut widths = BTreeMap::new();
    let mut items = listed.iter::<Object<'_>>();
    let natural = |object: Object<'_>| object.into_i32().and_then(|number| u32::try_from(number).ok());
    while let Some(first) = items.next().and_then(natural) {
        match items.next() {
            Some(Object::Array(run)) => {
                let run = run.iter::<Object<'_>>().filter_map(number);
                widths.extend((first..).zip(run).map(|(glyph, width)| (glyph, (glyph, width))));
            }
            Some(last) => {
                let (Some(last), Some(width)) = (natural(last), items.next().and_then(number)) else { break };
                widths.insert(first, (last, width));
            }
            None => break,
        }
        if widths.len() > MAX_WIDTHS {
            break;
        }
    }
    widths
}
