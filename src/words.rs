//! Looks for words in a text. The standard library's search for a string prepares each look-up for long texts and long words,
//! which takes longer than the look-up where words are short; `contains` of a character does the same. And it brings
//! 7 KB (gzip) of code for itself and its panics, if anything in the module uses it: `find`, `contains`, `split`, `replace`
//! of a string, `contains` of a character.

/// Look-ups of words in a text.
pub trait Words {
    /// Where the word stands first, in bytes.
    fn place_of(&self, word: &str) -> Option<usize>;

    /// Whether one of the words stands in the text.
    fn has_any(&self, words: &[&str]) -> bool;

    /// Whether the character stands in the text.
    fn holds(&self, character: char) -> bool;

    /// Whether the word stands in the text.
    fn has(&self, word: &str) -> bool {
        self.place_of(word).is_some()
    }
}

impl Words for str {
    fn place_of(&self, word: &str) -> Option<usize> {
        places(self, word).next()
    }

    fn has_any(&self, words: &[&str]) -> bool {
        let first = FirstLetters::of(words);
        let begins = |(at, character): (usize, char)| {
            first.may_have(character)
                && self.get(at..).is_some_and(|rest| words.iter().any(|word| rest.starts_with(word)))
        };
        self.char_indices().any(begins)
    }

    fn holds(&self, character: char) -> bool {
        self.chars().any(|other| other == character)
    }
}

/// Where a word stands in a text, in bytes; places may overlap. An empty word stands nowhere.
pub fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let begins_here = move |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with(word));
    let first = word.chars().next().into_iter();
    first.flat_map(|first| text.match_indices(first)).map(|(at, _)| at).filter(begins_here)
}

/// The first letters of many words, for a quick look at each letter of a text: most begin none of the words.
#[derive(Default)]
pub struct FirstLetters([u64; 16]);

impl FirstLetters {
    /// The first letters of the words.
    pub fn of(words: &[&str]) -> FirstLetters {
        FirstLetters::default().and(words)
    }

    /// With those of more words.
    pub fn and(mut self, words: &[&str]) -> FirstLetters {
        for letter in words.iter().filter_map(|word| word.chars().next()) {
            if let Some(bits) = self.0.get_mut(letter as usize / 64 % 16) {
                *bits |= 1 << (letter as usize % 64);
            }
        }
        self
    }

    /// Whether the letter may begin one of the words; if not, it certainly does not.
    pub fn may_have(&self, letter: char) -> bool {
        self.0.get(letter as usize / 64 % 16).is_some_and(|bits| bits >> (letter as usize % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand() {
        let text = "政务公开、政府信息公开，aab";
        for word in ["政府信息", "公开", "aab", "ab", "，", "信公", "公开公开", text] {
            assert_eq!(text.place_of(word), text.find(word), "{word}");
        }
        assert_eq!(places(text, "公开").collect::<Vec<_>>(), [6, 27]);
        assert!(text.has_any(&["没有", "公开，"]) && !text.has_any(&["没有", "公务"]));
        assert!(text.holds('，') && text.holds('b') && !text.holds('无'));
    }
}
