//! The tokens of content streams and of character maps, which are written alike: operands, then an operator.

/// A piece of a stream.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    /// A string's bytes.
    Text(Vec<u8>),
    Name(&'a [u8]),
    ArrayStart,
    ArrayEnd,
    Operator(&'a [u8]),
}

/// Reads a stream from its start.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !b"()<>[]{}/%".contains(&byte)
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Lexer<'a> {
        Lexer { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn take_while(&mut self, accept: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let end = rest.iter().position(|byte| !accept(*byte)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or(&[])
    }

    /// Passes over the data of a picture that stands in the stream, after its operator `ID`.
    pub(super) fn skip_picture(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let ends =
            |window: &[u8]| matches!(window, [before, b'E', b'I', after] if is_blank(*before) && is_blank(*after));
        let is_text = |byte: &u8| is_blank(*byte) || byte.is_ascii_graphic();
        // The letters may occur in the data by chance: then what follows is no text.
        let end = rest
            .windows(4)
            .enumerate()
            .find(|(place, window)| ends(window) && rest.iter().skip(place + 4).take(12).all(is_text));
        self.at = end.map_or(self.bytes.len(), |(place, _)| self.at + place + 4);
    }

    /// A string in parentheses, after the first of them.
    fn literal(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        let mut depth = 1usize;
        while let Some(byte) = self.take() {
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.take() else { return };
        text.push(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                return;
            }
            b'\n' => return,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    self.at += 1;
                    code = code * 8 + u32::from(digit - b'0');
                }
                code.to_le_bytes()[0]
            }
            byte => byte,
        });
    }

    /// A string of hexadecimal digits, after the bracket that opens it.
    fn hexadecimal(&mut self) -> Vec<u8> {
        let digits = self.take_while(|byte| byte != b'>');
        self.at += 1;
        let digits: Vec<u8> =
            digits.iter().filter_map(|digit| char::from(*digit).to_digit(16)?.try_into().ok()).collect();
        digits.chunks(2).map(|pair| (pair.first().unwrap_or(&0) << 4) | pair.get(1).unwrap_or(&0)).collect()
    }
}

/// A number as the format writes it, without exponents; broken ones count as far as they go.
fn number(text: &[u8]) -> Option<f64> {
    let mut value = 0.0;
    let mut scale: Option<f64> = None;
    let mut digits = 0;
    for byte in text.iter().skip_while(|byte| matches!(byte, b'+' | b'-')) {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                let digit = f64::from(byte - b'0');
                match &mut scale {
                    Some(scale) => {
                        *scale /= 10.0;
                        value += digit * *scale;
                    }
                    None => value = value * 10.0 + digit,
                }
            }
            b'.' if scale.is_none() => scale = Some(1.0),
            b'-' => break,
            _ => return None,
        }
    }
    (digits > 0 || scale.is_some()).then_some(if text.starts_with(b"-") { -value } else { value })
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let start = self.at;
            let byte = self.take()?;
            match byte {
                b'%' => {
                    self.take_while(|byte| byte != b'\n' && byte != b'\r');
                }
                b'(' => return Some(Token::Text(self.literal())),
                b'<' if self.peek() == Some(b'<') => self.at += 1,
                b'<' => return Some(Token::Text(self.hexadecimal())),
                b'/' => return Some(Token::Name(self.take_while(is_regular))),
                b'[' => return Some(Token::ArrayStart),
                b']' => return Some(Token::ArrayEnd),
                byte if is_regular(byte) => {
                    self.take_while(is_regular);
                    let word = self.bytes.get(start..self.at).unwrap_or(&[]);
                    return Some(match byte {
                        b'+' | b'-' | b'.' | b'0'..=b'9' => number(word).map_or(Token::Operator(word), Token::Number),
                        _ => Token::Operator(word),
                    });
                }
                // A dictionary's brackets say nothing that matters here, nor do braces and blanks.
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_and_operators() {
        let tokens: Vec<Token<'_>> =
            Lexer::new(b"[(a\\(b\\)\\101(c))-.5 <0f A>]TJ % x\n/F1 12 Tf<</MCID 0>>BDC -0 1.25.3 1-2 '").collect();
        let text = |bytes: &[u8]| Token::Text(bytes.to_vec());
        assert_eq!(
            tokens,
            [
                Token::ArrayStart,
                text(b"a(b)A(c)"),
                Token::Number(-0.5),
                text(b"\x0f\xa0"),
                Token::ArrayEnd,
                Token::Operator(b"TJ"),
                Token::Name(b"F1"),
                Token::Number(12.0),
                Token::Operator(b"Tf"),
                Token::Name(b"MCID"),
                Token::Number(0.0),
                Token::Operator(b"BDC"),
                Token::Number(0.0),
                Token::Operator(b"1.25.3"),
                Token::Number(1.0),
                Token::Operator(b"'"),
            ]
        );
    }

    #[test]
    fn a_picture_in_the_stream_ends_where_text_begins() {
        let mut lexer = Lexer::new(b"\x80 EI \x81\x82\nEI Q (x)Tj");
        lexer.skip_picture();
        assert_eq!(lexer.next(), Some(Token::Operator(b"Q")));
        let mut lexer = Lexer::new(b"\x80\x80");
        lexer.skip_picture();
        assert_eq!(lexer.next(), None);
    }

    #[test]
    fn what_is_cut_off_ends() {
        for text in ["(a(", "(a\\", "<0", "[", "/", "<<", "BI", "-"] {
            assert!(Lexer::new(text.as_bytes()).count() < 3, "{text}");
        }
    }
}
