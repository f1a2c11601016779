//! Looks for words in a text. The standard library's search for a string prepares each look-up for long texts and long words,
//! which takes longer than the look-up where words are short, and brings 7 KB (gzip) of code for itself and its panics, as
//! long as anything in the module uses it; a test of the build sees to it that nothing does.

/// Look-ups of words in a text.
pub trait Words {
    /// Where the word stands first, in bytes.
    fn place_of(&self, word: &str) -> Option<usize>;

    /// Whether the word stands in the text.
    fn has(&self, word: &str) -> bool {
        self.place_of(word).is_some()
    }

    /// Whether one of the words stands in the text.
    fn has_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.has(word))
    }
}

impl Words for str {
    fn place_of(&self, word: &str) -> Option<usize> {
        places(self, word).next()
    }
}

/// Where a word stands in a text, in bytes; places may overlap. An empty word stands nowhere.
pub fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let begins_here = move |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with(word));
    let first = word.chars().next().into_iter();
    first.flat_map(|first| text.match_indices(first)).map(|(at, _)| at).filter(begins_here)
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
        assert!(text.has_any(&["没有", "政务"]) && !text.has_any(&["没有", ""]));
    }
}
