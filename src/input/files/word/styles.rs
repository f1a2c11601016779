//! Paragraph styles, as far as they number paragraphs or make headings of them.

use super::compound::{u16_at, u32_at};
use super::properties::Modifiers;

/// The longest chain of styles that are followed; a circle ends there too.
const MAX_CHAIN: usize = 20;

/// What a paragraph or its style says of headings and lists.
#[derive(Clone, Copy, Default)]
pub(super) struct Outline {
    /// 0 for the first level, 9 for running text.
    pub(super) level: Option<u8>,
    /// The list's number, counted from 1; 0 for none.
    pub(super) list: Option<u16>,
    pub(super) list_level: Option<u8>,
}

impl Outline {
    /// Takes a change of a single property.
    pub(super) fn set(&mut self, code: u16, operand: &[u8]) {
        match code {
            0x2640 => self.level = operand.first().copied(),
            0x260a => self.list_level = operand.first().copied(),
            0x460b => self.list = u16_at(operand, 0),
            _ => {}
        }
    }

    fn or(self, base: Outline) -> Outline {
        Outline {
            level: self.level.or(base.level),
            list: self.list.or(base.list),
            list_level: self.list_level.or(base.list_level),
        }
    }

    /// The heading level, 1 to 9.
    pub(super) fn heading(&self) -> Option<u8> {
        self.level.map(|level| level.saturating_add(1)).filter(|level| *level <= 9)
    }
}

/// The styles, by their numbers.
#[derive(Default)]
pub(super) struct Styles(Vec<Style>);

#[derive(Default)]
struct Style {
    base: usize,
    own: Outline,
}

impl Styles {
    /// Reads the part; what is damaged in it says nothing.
    pub(super) fn read(part: &[u8]) -> Styles {
        let start = 2 + usize::from(u16_at(part, 0).unwrap_or(0));
        let fixed_bytes = usize::from(u16_at(part, 4).unwrap_or(0));
        let mut styles = Vec::new();
        let mut rest = part.get(start..).unwrap_or(&[]);
        while let Some(length) = u16_at(rest, 0).map(usize::from) {
            let Some(style) = rest.get(2..2 + length) else { break };
            styles.push(Style::read(style, fixed_bytes).unwrap_or_default());
            rest = rest.get(2 + length..).unwrap_or(&[]);
        }
        Styles(styles)
    }

    /// What a style and those it is based on say.
    pub(super) fn outline(&self, number: u16) -> Outline {
        let base = |style: &&Style| self.0.get(style.base);
        let chain = std::iter::successors(self.0.get(usize::from(number)), base).take(MAX_CHAIN);
        let outline = chain.fold(Outline::default(), |outline, style| outline.or(style.own));
        // The first styles are the headings in every file.
        let level = (1..=9).contains(&number).then(|| number as u8 - 1);
        outline.or(Outline { level, ..Outline::default() })
    }

    /// What a paragraph says, and where it says nothing its style.
    pub(super) fn complete(&self, own: Outline, style: u16) -> Outline {
        own.or(self.outline(style))
    }
}

impl Style {
    /// After some fixed bytes come the name and, for a paragraph's style, the style's own number and its properties.
    fn read(bytes: &[u8], fixed_bytes: usize) -> Option<Style> {
        const PARAGRAPH: u16 = 1;
        let kind_and_base = u16_at(bytes, 2)?;
        let base = usize::from(kind_and_base >> 4);
        if kind_and_base & 0xf != PARAGRAPH {
            return None;
        }
        let name_bytes = 2 + 2 * usize::from(u16_at(bytes, fixed_bytes)?) + 2;
        let properties = fixed_bytes + name_bytes;
        let length = usize::from(u16_at(bytes, properties)?);
        let changes = bytes.get(properties + 4..properties + 2 + length).unwrap_or(&[]);
        let mut own = Outline::default();
        Modifiers(changes).for_each(|(code, operand)| own.set(code, operand));
        Some(Style { base, own })
    }
}

/// A signed number of four bytes as a count; negative ones are none.
pub(super) fn count_at(bytes: &[u8], at: usize) -> Option<u32> {
    u32_at(bytes, at).filter(|count| i32::try_from(*count).is_ok())
}
