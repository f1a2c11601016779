//! The encodings of simple fonts, and the names of glyphs.

/// What the bytes 0x80 to 0x9F are in Windows' Latin encoding; a blank where nothing.
const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/// What the bytes from 0x80 are in the Macintosh's.
const MACINTOSH: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// The names of characters that are not letters.
const NAMES: [(&str, char); 84] = [
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("quotesinglbase", '‚'),
    ("quotedblbase", '„'),
    ("guillemotleft", '«'),
    ("guillemotright", '»'),
    ("guilsinglleft", '‹'),
    ("guilsinglright", '›'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("periodcentered", '·'),
    ("middot", '·'),
    ("nbspace", '\u{a0}'),
    ("nonbreakingspace", '\u{a0}'),
    ("sfthyphen", '-'),
    ("minus", '−'),
    ("multiply", '×'),
    ("divide", '÷'),
    ("plusminus", '±'),
    ("degree", '°'),
    ("section", '§'),
    ("paragraph", '¶'),
    ("copyright", '©'),
    ("registered", '®'),
    ("trademark", '™'),
    ("perthousand", '‰'),
    ("yen", '¥'),
    ("Euro", '€'),
    ("cent", '¢'),
    ("sterling", '£'),
    ("fraction", '⁄'),
    ("onesuperior", '¹'),
    ("twosuperior", '²'),
    ("threesuperior", '³'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
    ("lessequal", '≤'),
];

/// What the 256 bytes of an encoding are.
pub(super) fn encoding(name: Option<&[u8]>) -> Vec<Option<char>> {
    let ascii = (0u8..0x80).map(|byte| (0x20..0x7f).contains(&byte).then_some(char::from(byte)));
    if name == Some(b"MacRomanEncoding") {
        return ascii.chain(MACINTOSH.chars().map(Some)).collect();
    }
    let windows = WINDOWS.chars().map(|character| (character != ' ').then_some(character));
    ascii.chain(windows).chain((0xa0u8..=0xff).map(|byte| Some(char::from(byte)))).collect()
}

/// The character of a glyph's name.
pub(super) fn character(name: &str) -> Option<char> {
    let name = name.split('.').next().unwrap_or(name);
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter);
    }
    if let Some((_, character)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*character);
    }
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let is_code = (4..=6).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_code.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_have_a_place_for_each_byte() {
        let (windows, macintosh) = (encoding(Some(b"WinAnsiEncoding")), encoding(Some(b"MacRomanEncoding")));
        assert_eq!((windows.len(), macintosh.len()), (256, 256));
        assert_eq!(
            (windows[0x31], windows[0x93], windows[0xb7], windows[0x81]),
            (Some('1'), Some('“'), Some('·'), None)
        );
        assert_eq!((macintosh[0xd2], macintosh[0xff]), (Some('“'), Some('ˇ')));
    }

    #[test]
    fn names_of_glyphs() {
        for (name, want) in [
            ("A", Some('A')),
            ("seven", Some('7')),
            ("uni5E74", Some('年')),
            ("u20BB7", Some('𠮷')),
            ("one.alt", Some('1')),
            ("g12", None),
        ] {
            assert_eq!(character(name), want, "{name}");
        }
    }
}
