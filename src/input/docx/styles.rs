//! Paragraph styles: which are headings, and which are numbered.

use std::collections::HashMap;

use super::InputError;
use super::xml::{Event, Xml};

/// The longest chain of styles that are followed; a circle ends there too.
const MAX_CHAIN: usize = 20;

/// The styles of a document, by their ids.
#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
}

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    /// 0 for the first level, 9 for running text.
    outline: Option<usize>,
    list: Option<String>,
    list_level: Option<usize>,
}

impl Styles {
    /// Reads the part.
    pub(super) fn read(part: &str) -> Result<Styles, InputError> {
        let mut styles = Styles::default();
        let mut id = String::new();
        let mut xml = Xml::new(part);
        while let Some(event) = xml.next()? {
            let Event::Start(element) = event else { continue };
            if element.name() == "style" {
                id = element.attribute("styleId").unwrap_or_default();
                styles.styles.insert(id.clone(), Style::default());
                continue;
            }
            let Some(style) = styles.styles.get_mut(&id) else { continue };
            match element.name() {
                "name" => style.name = element.value().unwrap_or_default(),
                "basedOn" => style.based_on = element.value(),
                "outlineLvl" => style.outline = element.number(),
                "numId" => style.list = element.value(),
                "ilvl" => style.list_level = element.number(),
                _ => {}
            }
        }
        Ok(styles)
    }

    /// The style and those it is based on.
    fn chain<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Style> + use<'a> {
        let base = |style: &&'a Style| style.based_on.as_ref().and_then(|id| self.styles.get(id));
        std::iter::successors(self.styles.get(id), base).take(MAX_CHAIN)
    }

    /// The heading level of a style, 1 to 9.
    pub(super) fn level(&self, id: &str) -> Option<u8> {
        self.chain(id).find_map(|style| style.outline.or_else(|| named_level(&style.name))).and_then(heading_level)
    }

    /// The list that a style numbers its paragraphs by, and the level in it where the style names one.
    pub(super) fn list<'a>(&'a self, id: &str) -> Option<(&'a str, Option<usize>)> {
        self.chain(id).find_map(|style| Some((style.list.as_deref()?, style.list_level)))
    }
}

/// The heading level, 1 to 9, of an outline level, which counts from 0.
pub(super) fn heading_level(outline: usize) -> Option<u8> {
    u8::try_from(outline + 1).ok().filter(|level| *level <= 9)
}

/// The outline level that a style's name says.
fn named_level(name: &str) -> Option<usize> {
    let name = name.to_ascii_lowercase();
    let number = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?;
    number.trim().parse().ok().and_then(|number: usize| number.checked_sub(1))
}
