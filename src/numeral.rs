//! How figures are written: full-width and half-width digits, thousands separators, 一二三, signs and 增/减, units, and the
//! marks that stand for nothing (无, －, /).

use std::cmp::Ordering;
use std::fmt;

/// An exact decimal: `digits` × 10^-`scale`. Never a floating point number; results that do not fit are absent.
/// There is one way only to write each value: no noughts at the end of what stands after the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decimal {
    digits: i64,
    scale: u32,
}

/// One to ten, as parts and items are numbered.
pub const ONE_TO_TEN: &str = "一二三四五六七八九十";

/// Figures longer than this are no figures of a report, and their sums would not fit.
pub const MOST_DIGITS: usize = 18;

impl Decimal {
    /// Nought.
    pub const ZERO: Decimal = Decimal { digits: 0, scale: 0 };

    /// `digits` × 10^-`scale`, trailing noughts after the point removed; absent when too long.
    pub fn new(digits: i64, scale: u32) -> Option<Decimal> {
        if digits.unsigned_abs() >= 10u64.pow(MOST_DIGITS as u32) || scale > MOST_DIGITS as u32 {
            return None;
        }
        let mut value = Decimal { digits, scale };
        while value.scale > 0 && value.digits % 10 == 0 {
            value.digits /= 10;
            value.scale -= 1;
        }
        Some(value)
    }

    /// Reads digits with at most one point, full-width or not, such as `24252.311082`; no sign, no separators.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (mut value, mut digits, mut scale) = (0i64, 0, None);
        for character in text.chars() {
            match digit(character) {
                Some(digit) if digits < MOST_DIGITS => {
                    value = value * 10 + i64::from(digit);
                    digits += 1;
                    scale = scale.map(|scale| scale + 1);
                }
                None if matches!(character, '.' | '．') && digits > 0 && scale.is_none() => scale = Some(0),
                _ => return None,
            }
        }
        if digits > 0 { Decimal::new(value, scale.unwrap_or(0)) } else { None }
    }

    /// Whether there is nothing after the point.
    pub fn is_whole(self) -> bool {
        self.scale == 0
    }

    /// Whether it is below nought.
    pub fn is_negative(self) -> bool {
        self.digits < 0
    }

    /// Whether it is nought.
    pub fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// The value as an integer, where it is one and fits.
    pub fn to_integer(self) -> Option<i64> {
        (self.scale == 0).then_some(self.digits)
    }

    /// The nearest floating point number, only for output formats that have no other numbers.
    pub fn to_f64(self) -> f64 {
        self.digits as f64 / 10f64.powi(self.scale as i32)
    }

    fn aligned(self, other: Decimal) -> Option<(i64, i64, u32)> {
        if self.scale == other.scale {
            return Some((self.digits, other.digits, self.scale));
        }
        let scale = self.scale.max(other.scale);
        let raise = |value: Decimal| value.digits.checked_mul(10i64.checked_pow(scale - value.scale)?);
        Some((raise(self)?, raise(other)?, scale))
    }

    /// The sum, where it fits.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        let (a, b, scale) = self.aligned(other)?;
        Decimal::new(a.checked_add(b)?, scale)
    }

    /// The difference, where it fits.
    pub fn minus(self, other: Decimal) -> Option<Decimal> {
        self.plus(other.negated())
    }

    /// The product, where it fits.
    pub fn times(self, other: Decimal) -> Option<Decimal> {
        Decimal::new(self.digits.checked_mul(other.digits)?, self.scale + other.scale)
    }

    /// The value with the other sign.
    pub fn negated(self) -> Decimal {
        Decimal { digits: -self.digits, scale: self.scale }
    }

    /// The value without its sign.
    pub fn absolute(self) -> Decimal {
        Decimal { digits: self.digits.abs(), scale: self.scale }
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Decimal {
        Decimal { digits: value, scale: 0 }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        match self.aligned(*other) {
            Some((a, b, _)) => a.cmp(&b),
            // Only scales that differ by so much that the wholes decide fail to align.
            None => (self.digits / 10i64.pow(self.scale)).cmp(&(other.digits / 10i64.pow(other.scale))),
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs();
        if self.scale == 0 {
            return write!(f, "{sign}{digits}");
        }
        let unit = 10u64.pow(self.scale);
        write!(f, "{sign}{}.{:0width$}", digits / unit, digits % unit, width = self.scale as usize)
    }
}

/// A digit, full-width or not, as a number.
pub fn digit(character: char) -> Option<u32> {
    match character {
        '0'..='9' => Some(character as u32 - '0' as u32),
        '０'..='９' => Some(character as u32 - '０' as u32),
        _ => None,
    }
}

/// Whether a character is a digit, full-width or not.
pub fn is_digit(character: char) -> bool {
    digit(character).is_some()
}

/// What a cell of a table says.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// Nothing, or a mark for nothing (`－`, `/`, 无).
    Blank,
    /// A figure with nothing but its unit.
    Figure {
        /// The figure.
        value: Decimal,
        /// The unit written behind it, such as 元; may be empty.
        unit: String,
    },
    /// A figure with something more, such as `22（其中修订 16 件）`: the leading figure counts.
    Annotated {
        /// The leading figure.
        value: Decimal,
        /// The unit written directly behind it; may be empty.
        unit: String,
    },
    /// Several figures.
    Several,
    /// No figure.
    Unreadable,
}

/// Dashes of every width.
pub fn is_dash(character: char) -> bool {
    matches!(character, '-' | '－' | '—' | '–' | '─' | '―' | '\u{2212}')
}

/// Whether the text is a mark that officials write where there is nothing to report.
pub fn is_nothing(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !is_blank(*c));
    match (signs.next(), signs.next()) {
        (None, _) => true,
        (Some(only), None) => is_dash(only) || "/／\\无*、.。".chars().any(|mark| mark == only),
        // At most four dashes.
        (Some(first), Some(second)) => {
            is_dash(first)
                && is_dash(second)
                && signs.next().is_none_or(is_dash)
                && signs.next().is_none_or(is_dash)
                && signs.next().is_none()
        }
    }
}

/// Blanks of every width, the invisible ones too.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

/// Reads a cell's text.
pub fn entry(text: &str) -> Entry {
    if is_nothing(text) {
        return Entry::Blank;
    }
    let folded: Vec<char> = text
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}'))
        .map(fold)
        .collect();
    let mut rest: &[char] = trim(&folded);
    let mut negative = false;
    for (word, minus) in [
        ("增加", false),
        ("增长", false),
        ("新增", false),
        ("增", false),
        ("减少", true),
        ("减", true),
        ("+", false),
        ("-", true),
    ] {
        let word: Vec<char> = word.chars().collect();
        if let Some(after) = rest.strip_prefix(word.as_slice()) {
            (rest, negative) = (trim(after), minus);
            break;
        }
    }
    let Some((value, after)) = leading_figure(rest) else {
        let text: String = rest.iter().collect();
        return match chinese_numeral(&text) {
            // A lone 一 may as well be a dash.
            Some(value) if text != "一" => {
                Entry::Figure { value: signed(Decimal::from(value), negative), unit: String::new() }
            }
            _ => Entry::Unreadable,
        };
    };
    let value = signed(value, negative);
    let outside = without_brackets(after);
    if outside.chars().any(|c| c.is_ascii_digit()) {
        return Entry::Several;
    }
    let outside = outside.trim();
    let unit = if is_unit(outside) { outside.to_owned() } else { String::new() };
    if outside.chars().count() + after.iter().filter(|c| **c == ' ').count() >= after.len() && is_unit(outside) {
        Entry::Figure { value, unit }
    } else {
        Entry::Annotated { value, unit }
    }
}

/// The text without what stands in brackets; an open bracket runs to the end.
fn without_brackets(text: &[char]) -> String {
    let mut depth = 0usize;
    text.iter()
        .filter(|character| {
            match character {
                '(' | '[' => depth += 1,
                ')' | ']' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

fn signed(value: Decimal, negative: bool) -> Decimal {
    if negative { value.negated() } else { value }
}

fn fold(character: char) -> char {
    match character {
        '０'..='９' => char::from_u32(character as u32 - '０' as u32 + '0' as u32).unwrap_or(character),
        '，' => ',',
        '．' => '.',
        '（' | '〔' | '【' => '(',
        '）' | '〕' | '】' => ')',
        '－' | '—' | '–' | '\u{2212}' | '―' => '-',
        '＋' => '+',
        '：' => ':',
        '；' => ';',
        _ if is_blank(character) => ' ',
        _ => character,
    }
}

fn trim(mut text: &[char]) -> &[char] {
    while let [' ', rest @ ..] | [rest @ .., ' '] = text {
        text = rest;
    }
    text
}

/// A figure at the start: digits, thousands separators before groups of three, one decimal point.
fn leading_figure(text: &[char]) -> Option<(Decimal, &[char])> {
    let mut digits = String::new();
    let mut at = 0;
    let (mut point, mut separated) = (false, false);
    while let Some(&character) = text.get(at) {
        let group = |from: usize| text.iter().skip(from).take_while(|c| c.is_ascii_digit()).count();
        match character {
            '0'..='9' => digits.push(character),
            ',' if !point && group(at + 1) == 3 && (separated || (1..=3).contains(&digits.len())) => separated = true,
            '.' if !point && !digits.is_empty() && group(at + 1) > 0 => {
                point = true;
                digits.push('.');
            }
            _ => break,
        }
        at += 1;
    }
    Some((Decimal::parse(&digits)?, text.get(at..)?))
}

/// The units of the form's tables, and the money units that officials add.
fn is_unit(text: &str) -> bool {
    matches!(
        text,
        "" | "件"
            | "条"
            | "次"
            | "个"
            | "人"
            | "篇"
            | "人次"
            | "项"
            | "起"
            | "宗"
            | "份"
            | "部"
            | "名"
            | "例"
            | "家"
            | "元"
            | "万元"
            | "亿元"
            | "千元"
            | "万"
            | "人民币"
    )
}

/// Reads a whole number written in Chinese characters below 一亿: 二十三, 一百零五, 三万, 二〇二四, 两.
pub fn chinese_numeral(text: &str) -> Option<i64> {
    let digit_of = |c: char| -> Option<i64> {
        Some(match c {
            '零' | '〇' | '○' => 0,
            '一' | '壹' => 1,
            '二' | '两' | '贰' => 2,
            '三' | '叁' => 3,
            '四' | '肆' => 4,
            '五' | '伍' => 5,
            '六' | '陆' => 6,
            '七' | '柒' => 7,
            '八' | '捌' => 8,
            '九' | '玖' => 9,
            _ => return None,
        })
    };
    let count = text.chars().count();
    if count == 0 || count > 12 {
        return None;
    }
    if text.chars().all(|c| digit_of(c).is_some()) {
        return text.chars().try_fold(0i64, |sum, c| Some(sum * 10 + digit_of(c)?));
    }
    let (mut total, mut section, mut pending) = (0i64, 0i64, None);
    for character in text.chars() {
        let unit = match character {
            '十' | '拾' => 10,
            '百' | '佰' => 100,
            '千' | '仟' => 1000,
            '万' => 10_000,
            _ => {
                if pending.is_some_and(|digit| digit != 0) {
                    return None;
                }
                pending = Some(digit_of(character)?);
                continue;
            }
        };
        if unit == 10_000 {
            total += (section + pending.take().unwrap_or(0)) * unit;
            section = 0;
        } else {
            section += pending.take().unwrap_or(1) * unit;
        }
    }
    Some(total + section + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: &str, unit: &str) -> Entry {
        let value = match value.strip_prefix('-') {
            Some(value) => Decimal::parse(value).expect("figure").negated(),
            None => Decimal::parse(value).expect("figure"),
        };
        Entry::Figure { value, unit: unit.to_owned() }
    }

    #[test]
    fn cells_are_read_as_officials_write_them() {
        for (text, value, unit) in [
            ("93", "93", ""),
            (" ９３ ", "93", ""),
            ("14,285", "14285", ""),
            ("1，234，567", "1234567", ""),
            ("24252.311082", "24252.311082", ""),
            ("251000元", "251000", "元"),
            ("13575394432.52 元", "13575394432.52", "元"),
            ("-18", "-18", ""),
            ("－18", "-18", ""),
            ("减18", "-18", ""),
            ("+1036", "1036", ""),
            ("增442", "442", ""),
            ("三", "3", ""),
            ("二十三", "23", ""),
            ("0.00", "0", ""),
        ] {
            assert_eq!(entry(text), figure(value, unit), "{text}");
        }
    }

    #[test]
    fn marks_for_nothing_are_blank() {
        for text in ["", " ", "\u{3000}", "/", "-", "—", "——", "无", "\u{a0}"] {
            assert_eq!(entry(text), Entry::Blank, "{text:?}");
        }
    }

    #[test]
    fn more_than_a_figure_is_told_apart() {
        assert_eq!(entry("22（其中修订 16 件）"), Entry::Annotated { value: Decimal::from(22), unit: String::new() });
        assert_eq!(entry("55件（含自然失效29件）"), Entry::Annotated { value: Decimal::from(55), unit: "件".into() });
        assert_eq!(entry("0 0 3"), Entry::Several);
        assert_eq!(entry("1,23"), Entry::Several);
        assert_eq!(entry("约三十"), Entry::Unreadable);
        assert_eq!(entry("见附件"), Entry::Unreadable);
    }

    #[test]
    fn numerals_in_characters() {
        for (text, value) in
            [("十", 10), ("二十三", 23), ("一百零五", 105), ("三万二千", 32_000), ("二〇二四", 2024), ("两", 2)]
        {
            assert_eq!(chinese_numeral(text), Some(value), "{text}");
        }
        assert_eq!(chinese_numeral("第一"), None);
        assert_eq!(chinese_numeral(""), None);
    }

    #[test]
    fn decimals_are_exact_and_bounded() {
        let sum = Decimal::parse("0.1").and_then(|a| a.plus(Decimal::parse("0.2")?));
        assert_eq!(sum, Decimal::parse("0.3"));
        assert_eq!(Decimal::parse("7730.280").map(|d| d.to_string()).as_deref(), Some("7730.28"));
        assert!(Decimal::parse(&"9".repeat(19)).is_none());
        assert!(Decimal::from(2) < Decimal::parse("2.5").expect("figure"));
        assert_eq!(Decimal::from(-3).to_string(), "-3");
    }
}
