//! XML as Word writes it: elements by their local names, no declarations of types or entities.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event as Read};
use quick_xml::reader::Reader;

use super::InputError;
use crate::limits::MAX_ELEMENT_DEPTH;

/// What comes next in a part; an empty element has a start and an end.
pub(in crate::input) enum Event<'a> {
    Start(Element<'a>),
    End,
    Text(String),
}

/// A start tag.
pub(in crate::input) struct Element<'a> {
    start: BytesStart<'a>,
    /// The length of the prefix that the part's own elements have, colon included.
    prefix: usize,
}

impl Element<'_> {
    /// The local name of one of the part's own elements, and the name with its prefix of a foreign one.
    pub(in crate::input) fn name(&self) -> &str {
        let name = self.start.name().0;
        name.get(self.prefix..).unwrap_or(name)
    }

    /// The value of an attribute, by its local name.
    pub(in crate::input) fn attribute(&self, name: &str) -> Option<String> {
        // Looking for doubles would take quadratic time.
        let mut attributes = self.start.attributes();
        let found =
            attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// The attribute in which Word's elements hold what they set.
    pub(in crate::input) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// The value as a number.
    pub(in crate::input) fn number(&self) -> Option<usize> {
        self.value()?.trim().parse().ok()
    }

    /// Whether a switch is on; without a value it is.
    pub(in crate::input) fn is_on(&self) -> bool {
        self.value().is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
    }
}

/// Reads a part from its start.
pub(in crate::input) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// The prefix of the root element, colon included, once that has been read.
    prefix: Option<String>,
    depth: usize,
}

impl<'a> Xml<'a> {
    /// From the text of a part.
    pub(in crate::input) fn new(text: &'a str) -> Xml<'a> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, prefix: None, depth: 0 }
    }

    /// The next event; nothing after the end of the root element.
    pub(in crate::input) fn next(&mut self) -> Result<Option<Event<'a>>, InputError> {
        loop {
            let event = match self.reader.read_event().map_err(|_| InputError::Damaged)? {
                Read::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_ELEMENT_DEPTH {
                        return Err(InputError::TooDeep);
                    }
                    Event::Start(self.element(start))
                }
                Read::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Event::End
                }
                Read::Text(text) => Event::Text(text.xml10_content().into_owned()),
                Read::CData(text) => Event::Text(text.xml10_content().into_owned()),
                Read::GeneralRef(entity) => {
                    let character = entity.resolve_char_ref().map_err(|_| InputError::Damaged)?;
                    let text = match character {
                        Some(character) => character.to_string(),
                        None => resolve_predefined_entity(&entity).ok_or(InputError::Damaged)?.to_owned(),
                    };
                    Event::Text(text)
                }
                Read::DocType(_) => return Err(InputError::Doctype),
                Read::Eof if self.depth == 0 && self.prefix.is_some() => return Ok(None),
                Read::Eof => return Err(InputError::Damaged),
                Read::Empty(_) | Read::Comment(_) | Read::PI(_) | Read::Decl(_) => continue,
            };
            return Ok(Some(event));
        }
    }

    /// Passes over everything inside an element that was just read, its end included.
    pub(in crate::input) fn skip(&mut self, element: &Element<'_>) -> Result<(), InputError> {
        self.depth = self.depth.saturating_sub(1);
        self.reader.read_to_end(element.start.name()).map(|_| ()).map_err(|_| InputError::Damaged)
    }

    fn element(&mut self, start: BytesStart<'a>) -> Element<'a> {
        let name = start.name().0;
        let prefix = name.get(..name.find(':').map_or(0, |colon| colon + 1)).unwrap_or("");
        let own = self.prefix.get_or_insert_with(|| prefix.to_owned()).as_str();
        let prefix = if prefix == own { prefix.len() } else { 0 };
        Element { start, prefix }
    }
}
