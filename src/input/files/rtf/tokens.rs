//! RTF as a row of groups, control words and bytes of text.

/// What comes next in a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// A control word with its number, or a sign after a backslash.
    Control(&'a str, Option<i32>),
    /// A byte of text that was written as two digits.
    Code(u8),
    /// A byte of text as it stands.
    Literal(u8),
}

/// Reads a file from its start.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// From the bytes of a file.
    pub(super) fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { rest: bytes }
    }

    /// What has not been read yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Passes over bytes that are no text.
    pub(super) fn pass_over(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or(&[]);
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let (&first, rest) = self.rest.split_first()?;
        if first == b'\'' {
            let digits = rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
            let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            self.rest = rest.get(if code.is_some() { 2 } else { 0 }..)?;
            return Some(Token::Code(code.unwrap_or(b'?')));
        }
        if !first.is_ascii_alphabetic() {
            let sign = self.rest.get(..1).and_then(|sign| std::str::from_utf8(sign).ok()).unwrap_or("");
            self.rest = rest;
            return Some(Token::Control(sign, None));
        }
        let word = self.take_while(u8::is_ascii_alphabetic);
        let negative = self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit);
        self.pass_over(usize::from(negative));
        let digits = self.take_while(u8::is_ascii_digit);
        let number = if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(i32::MAX)) };
        // A blank ends the word and is no text.
        self.pass_over(usize::from(self.rest.first() == Some(&b' ')));
        Some(Token::Control(word, number.map(|number: i32| if negative { -number } else { number })))
    }

    fn take_while(&mut self, belongs: fn(&u8) -> bool) -> &'a str {
        let end = self.rest.iter().position(|byte| !belongs(byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        std::str::from_utf8(taken).unwrap_or("")
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (&first, rest) = self.rest.split_first()?;
            self.rest = rest;
            match first {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Literal(byte)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_signs_and_text_are_told_apart() {
        let tokens: Vec<_> = Tokens::new(b"{\\u-10 a\\'b9\\b0\\*\\~-\r\n}").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Control("u", Some(-10)),
                Token::Literal(b'a'),
                Token::Code(0xb9),
                Token::Control("b", Some(0)),
                Token::Control("*", None),
                Token::Control("~", None),
                Token::Literal(b'-'),
                Token::Close,
            ]
        );
    }

    #[test]
    fn a_cut_file_just_ends() {
        for source in ["\\", "\\'", "\\'b", "\\word-", "\\u99999999999999"] {
            assert!(Tokens::new(source.as_bytes()).count() <= 3, "{source}");
        }
    }
}
