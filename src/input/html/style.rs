//! What an element's name, attributes and inline style say about how its text is seen.

use super::tokens::Tag;
use crate::words::Words;

/// How text is seen at a place of the page, what the elements around it say included.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Style {
    /// Not part of the page: scripts, drawings, templates.
    pub(super) dropped: bool,
    /// Taken out of sight together with all that is inside.
    removed: bool,
    /// Out of sight until an element inside says otherwise.
    invisible: bool,
    /// Of no size until an element inside says otherwise; editors use it to close gaps.
    tiny: bool,
    /// Line breaks of the source are line breaks of the page.
    pub(super) preformatted: bool,
    /// The heading level, 1 to 9; of this element only.
    pub(super) level: Option<u8>,
}

impl Style {
    /// Whether no reader sees the text.
    pub(super) fn is_hidden(&self) -> bool {
        self.removed || self.invisible || self.tiny
    }

    /// Whether the element takes no place at all.
    pub(super) fn is_removed(&self) -> bool {
        self.removed
    }

    /// The style inside an element that stands where this one holds.
    pub(super) fn of(self, tag: &Tag<'_>) -> Style {
        let mut style = Style { level: None, ..self };
        match tag.name.as_str() {
            "script" | "style" | "title" | "template" | "noscript" | "svg" | "iframe" | "noembed" | "noframes"
            | "object" | "select" | "xml" => style.dropped = true,
            "pre" | "listing" | "xmp" | "textarea" => style.preformatted = true,
            "h1" => style.level = Some(1),
            "h2" => style.level = Some(2),
            "h3" => style.level = Some(3),
            "h4" => style.level = Some(4),
            "h5" => style.level = Some(5),
            "h6" => style.level = Some(6),
            _ => {}
        }
        style.removed |= tag.attribute("hidden").is_some();
        let declarations = tag.attribute("style").unwrap_or_default().to_ascii_lowercase();
        let mut clipped = false;
        let mut flat = false;
        for (property, value) in declarations.split(';').filter_map(|declaration| declaration.split_once(':')) {
            let value = value.trim();
            let value = value.strip_suffix("!important").unwrap_or(value).trim_end();
            match property.trim() {
                "display" => style.removed |= value == "none",
                "mso-hide" => style.removed |= value == "all",
                "visibility" => style.invisible = value == "hidden" || value == "collapse",
                "font-size" => style.tiny = is_zero(value),
                "overflow" => clipped = value == "hidden",
                "width" | "height" | "max-width" | "max-height" => flat |= is_zero(value),
                "left" | "top" | "text-indent" | "margin-left" | "margin-top" => style.removed |= is_off_page(value),
                "white-space" => style.preformatted = value.starts_with("pre") || value == "break-spaces",
                "mso-outline-level" => style.level = value.parse().ok().filter(|level| (1..=9).contains(level)),
                _ => {}
            }
        }
        style.removed |= clipped && flat;
        style
    }
}

/// Whether a length is zero in any unit. (Reading it as a number would add 10 KB of tables to the module.)
fn is_zero(length: &str) -> bool {
    let number = length.trim_end_matches(|character: char| character.is_ascii_alphabetic() || character == '%');
    number.holds('0') && number.trim().chars().all(|character| character == '0' || character == '.')
}

/// Whether a place lies so far to the left of the page or above it that nothing of it is seen.
fn is_off_page(length: &str) -> bool {
    const OFF_PAGE_PIXELS: u32 = 500;
    let Some(distance) = length.strip_prefix('-') else { return false };
    let digits = distance.bytes().take_while(u8::is_ascii_digit).count();
    distance.get(..digits).and_then(|digits| digits.parse().ok()).is_some_and(|pixels: u32| pixels >= OFF_PAGE_PIXELS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_any_unit() {
        for zero in ["0", "0px", "0.0em", "0%", ".0pt"] {
            assert!(is_zero(zero), "{zero}");
        }
        for length in ["", "px", "10px", "0.5em", "auto", "100%"] {
            assert!(!is_zero(length), "{length}");
        }
        assert!(is_off_page("-9999px") && is_off_page("-500.5px"));
        assert!(!is_off_page("-2em") && !is_off_page("9999px") && !is_off_page("-"));
    }
}
