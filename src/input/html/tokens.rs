//! Tags and text of an HTML source, by the HTML standard's tokenizing rules as far as visible text depends on them.
//!
//! A crate for this (html5gum) adds 51 KB to the compressed module, a third of its budget, for states and names of
//! characters that no report needs; see the README.

use crate::words::{Words, places};

use std::borrow::Cow;

/// One piece of the source.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Running text, entities resolved.
    Text(Cow<'a, str>),
    /// A start tag.
    Start(Tag<'a>),
    /// An end tag's name in lower case.
    End(String),
    /// The inside of a comment.
    Comment(&'a str),
}

/// A start tag.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tag<'a> {
    /// The name in lower case.
    pub(super) name: String,
    /// Whether it ends with `/>`.
    pub(super) closed: bool,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    /// The value of an attribute, entities resolved; an attribute without a value has an empty one.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        let found = self.attributes.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| resolve_entities(value))
    }
}

/// Reads the tokens of a source one after the other; every source has tokens, none is an error.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// The element whose content is no markup, while inside it.
    raw: Option<String>,
}

impl<'a> Tokens<'a> {
    /// From the start of the source.
    pub(super) fn new(source: &'a str) -> Tokens<'a> {
        Tokens { rest: source, raw: None }
    }

    /// Takes everything before a byte offset.
    fn take(&mut self, end: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Takes everything before a mark, and drops the mark.
    fn take_until(&mut self, mark: &str) -> &'a str {
        let end = self.rest.place_of(mark).unwrap_or(self.rest.len());
        let taken = self.take(end);
        self.rest = after(self.rest, mark.len());
        taken
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(|character: char| character.is_ascii_whitespace());
    }

    /// Text until the next `<` that begins a tag or a comment.
    fn text(&mut self) -> Token<'a> {
        let markup = self.rest.match_indices('<').map(|(at, _)| at).find(|at| begins_markup(after(self.rest, at + 1)));
        let end = markup.unwrap_or(self.rest.len());
        Token::Text(resolve_entities(self.take(end)))
    }

    /// The content of an element such as `script`, up to its end tag.
    fn raw_text(&mut self, name: &str) -> Token<'a> {
        let end = places(self.rest, "</").find(|at| {
            let rest = after(self.rest, at + 2);
            let boundary = after(rest, name.len()).chars().next();
            rest.get(..name.len()).is_some_and(|other| other.eq_ignore_ascii_case(name))
                && boundary.is_none_or(ends_name)
        });
        Token::Text(Cow::Borrowed(self.take(end.unwrap_or(self.rest.len()))))
    }

    /// A tag after its `<` or `</`; nothing where the source ends inside it.
    fn tag(&mut self) -> Option<Tag<'a>> {
        let end = self.rest.find(ends_name)?;
        let name = self.take(end).to_ascii_lowercase();
        let mut tag = Tag { name, closed: false, attributes: Vec::new() };
        loop {
            self.skip_blanks();
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                return Some(tag);
            }
            tag.closed = false;
            if let Some(rest) = self.rest.strip_prefix('/') {
                self.rest = rest;
                tag.closed = true;
                continue;
            }
            tag.attributes.push(self.attribute()?);
        }
    }

    fn attribute(&mut self) -> Option<(&'a str, &'a str)> {
        let ends =
            |(at, character): (usize, char)| (ends_name(character) || (character == '=' && at > 0)).then_some(at);
        let end = self.rest.char_indices().find_map(ends)?;
        let name = self.take(end);
        self.skip_blanks();
        let Some(rest) = self.rest.strip_prefix('=') else {
            return Some((name, ""));
        };
        self.rest = rest;
        self.skip_blanks();
        for quote in ["\"", "'"] {
            if let Some(rest) = self.rest.strip_prefix(quote) {
                self.rest = rest;
                return Some((name, self.take_until(quote)));
            }
        }
        let end = self.rest.find(|character: char| character.is_ascii_whitespace() || character == '>')?;
        Some((name, self.take(end)))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        if let Some(name) = self.raw.take() {
            return Some(self.raw_text(&name));
        }
        let Some(markup) = self.rest.strip_prefix('<').filter(|rest| begins_markup(rest)) else {
            return Some(self.text());
        };
        self.rest = markup;
        if let Some(rest) = markup.strip_prefix("!--") {
            self.rest = rest;
            if let Some(rest) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("->")) {
                self.rest = rest;
                return Some(Token::Comment(""));
            }
            return Some(Token::Comment(self.take_until("-->")));
        }
        let is_end = markup.starts_with('/');
        let name = markup.strip_prefix('/').unwrap_or(markup);
        if !name.starts_with(|character: char| character.is_ascii_alphabetic()) {
            return Some(Token::Comment(self.take_until(">")));
        }
        self.rest = name;
        let Some(tag) = self.tag() else {
            self.rest = "";
            return None;
        };
        if is_end {
            return Some(Token::End(tag.name));
        }
        if RAW_TEXT.contains(&tag.name.as_str()) {
            self.raw = Some(tag.name.clone());
        }
        Some(Token::Start(tag))
    }
}

const RAW_TEXT: [&str; 8] = ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"];

fn after(text: &str, offset: usize) -> &str {
    text.get(offset..).unwrap_or("")
}

fn begins_markup(rest: &str) -> bool {
    rest.starts_with(|character: char| character.is_ascii_alphabetic() || "!?/".holds(character))
}

fn ends_name(character: char) -> bool {
    character.is_ascii_whitespace() || character == '/' || character == '>'
}

/// Replaces entities by their characters; what is no entity stays as it is written.
fn resolve_entities(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else {
        return Cow::Borrowed(text);
    };
    let mut resolved = String::with_capacity(text.len());
    let (before, mut rest) = text.split_at_checked(first).unwrap_or((text, ""));
    resolved.push_str(before);
    while let Some(entity) = rest.strip_prefix('&') {
        let found = numeric_entity(entity).or_else(|| named_entity(entity));
        let (character, tail) = found.unwrap_or(('&', entity));
        resolved.push(character);
        let next = tail.find('&').unwrap_or(tail.len());
        let (before, tail) = tail.split_at_checked(next).unwrap_or((tail, ""));
        resolved.push_str(before);
        rest = tail;
    }
    Cow::Owned(resolved)
}

/// The character of `#8220;` or `#x201c;` and what follows it.
fn numeric_entity(entity: &str) -> Option<(char, &str)> {
    let number = entity.strip_prefix('#')?;
    let hexadecimal = number.strip_prefix(['x', 'X']);
    let (digits, radix) = hexadecimal.map_or((number, 10), |digits| (digits, 16));
    let end = digits.find(|character: char| !character.is_digit(radix)).unwrap_or(digits.len());
    let (digits, rest) = digits.split_at_checked(end)?;
    if digits.is_empty() {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    let character = WINDOWS_1252.iter().find(|(old, _)| *old == code).map_or_else(
        || char::from_u32(code).filter(|character| *character != '\0').unwrap_or(char::REPLACEMENT_CHARACTER),
        |(_, character)| *character,
    );
    Some((character, rest.strip_prefix(';').unwrap_or(rest)))
}

/// The character of `ldquo;` and what follows it; only the oldest names may go without the semicolon.
fn named_entity(entity: &str) -> Option<(char, &str)> {
    let end = entity.bytes().take_while(u8::is_ascii_alphanumeric).take(LONGEST_NAME).count();
    let (name, rest) = entity.split_at_checked(end).filter(|(name, _)| !name.is_empty())?;
    if let Some(rest) = rest.strip_prefix(';')
        && let Some((_, character)) = entities().find(|(other, _)| *other == name)
    {
        return Some((character, rest));
    }
    entities().take(WITHOUT_SEMICOLON).find_map(|(name, character)| Some((character, entity.strip_prefix(name)?)))
}

/// The names of entities and their characters.
fn entities() -> impl Iterator<Item = (&'static str, char)> {
    ENTITIES.split(' ').filter_map(|entity| {
        let (end, character) = entity.char_indices().next_back()?;
        Some((entity.get(..end)?, character))
    })
}

const LONGEST_NAME: usize = 8;

/// How many of the [`ENTITIES`] may go without a semicolon.
const WITHOUT_SEMICOLON: usize = 16;

/// The names that word processors and content systems write in Chinese text, each before its character.
const ENTITIES: &str = "nbsp\u{a0} amp& lt< gt> quot\" middot· times× divide÷ copy© reg® deg° plusmn± sect§ yen¥ laquo« raquo» apos' \
    ensp\u{2002} emsp\u{2003} thinsp\u{2009} shy\u{ad} zwnj\u{200c} zwj\u{200d} lrm\u{200e} rlm\u{200f} ldquo“ \
    rdquo” lsquo‘ rsquo’ sbquo‚ bdquo„ lsaquo‹ rsaquo› hellip… mdash— ndash– bull• permil‰ prime′ Prime″ oline‾ \
    frasl⁄ euro€ pound£ cent¢ curren¤ trade™ para¶ microµ sup1¹ sup2² sup3³ frac12½ frac14¼ frac34¾ iexcl¡ \
    iquest¿ not¬ macr¯ acute´ uml¨ cedil¸ tilde˜ circˆ larr← uarr↑ rarr→ darr↓ harr↔ rArr⇒ minus− sum∑ radic√ \
    infin∞ asymp≈ ne≠ equiv≡ le≤ ge≥ lang⟨ rang⟩ loz◊ lowast∗ there4∴ OmegaΩ colon:";

/// Numbers that old editors take from Windows-1252 and that browsers read so.
const WINDOWS_1252: [(u32, char); 11] = [
    (0x80, '€'),
    (0x85, '…'),
    (0x89, '‰'),
    (0x91, '‘'),
    (0x92, '’'),
    (0x93, '“'),
    (0x94, '”'),
    (0x95, '•'),
    (0x96, '–'),
    (0x97, '—'),
    (0x99, '™'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        Tokens::new(source).filter_map(|token| if let Token::Text(text) = token { Some(text) } else { None }).collect()
    }

    #[test]
    fn entities_become_characters_and_other_ampersands_stay() {
        assert_eq!(text("&ldquo;公开&rdquo;&nbsp;&#8212;&#x2014;&#150;&#0;"), "“公开”\u{a0}——–\u{fffd}");
        assert_eq!(text("A&B & &unknown; &; &#; &#x; &nbsp云&lt溪&"), "A&B & &unknown; &; &#; &#x; \u{a0}云<溪&");
        assert_eq!(text("&amp;nbsp; &#99999999999;"), "&nbsp; \u{fffd}");
    }

    #[test]
    fn a_sign_of_comparison_is_no_tag() {
        assert_eq!(text("3 < 5，<2021年> <-"), "3 < 5，<2021年> <-");
    }

    #[test]
    fn a_tag_has_a_name_and_attributes_in_any_quotes() {
        let source = "<TD ColSpan=3 rowspan='2' style=\"a>b\" hidden title=\"x&quot;y\" colspan=9>";
        let Some(Token::Start(tag)) = Tokens::new(source).next() else { panic!("no tag") };
        assert_eq!(tag.name, "td");
        assert_eq!(tag.attribute("colspan").as_deref(), Some("3"));
        assert_eq!(tag.attribute("rowspan").as_deref(), Some("2"));
        assert_eq!(tag.attribute("style").as_deref(), Some("a>b"));
        assert_eq!(tag.attribute("hidden").as_deref(), Some(""));
        assert_eq!(tag.attribute("title").as_deref(), Some("x\"y"));
        assert_eq!(tag.attribute("class"), None);
    }

    #[test]
    fn a_slash_closes_a_tag_only_at_its_end() {
        let closed = |source| matches!(Tokens::new(source).next(), Some(Token::Start(tag)) if tag.closed);
        assert!(closed("<o:p/>"));
        assert!(closed("<br class=x />"));
        assert!(!closed("<a / href=x>"));
    }

    #[test]
    fn comments_declarations_and_scripts_are_no_markup() {
        assert_eq!(text("<!-- <p>1</p> -->2<!-->3<![if !x]>4<![endif]><?xml version='1'?>5</ x>6"), "23456");
        let tokens: Vec<_> = Tokens::new("<script>if (a</b) '<p>'</SCRIPT >7").collect();
        assert_eq!(tokens.len(), 4);
        assert_eq!(tokens.get(1), Some(&Token::Text("if (a</b) '<p>'".into())));
        assert_eq!(text("<title>a</titles></title"), "a</titles>");
    }

    #[test]
    fn a_source_that_ends_inside_a_tag_ends() {
        for source in
            ["<", "</", "<p", "<p a", "<p a=", "<p a='", "<p a=\"x", "<!--", "<!", "<script", "&", "&#", "</p"]
        {
            assert!(Tokens::new(source).count() <= 1, "{source}");
        }
    }

    #[test]
    fn the_table_of_names_is_sound() {
        assert!(entities().all(|(name, _)| name.len() <= LONGEST_NAME));
        assert_eq!(entities().nth(WITHOUT_SEMICOLON).map(|(name, _)| name), Some("apos"));
    }
}
