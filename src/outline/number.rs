//! Numbers before headings and items.

use crate::document::Block;
use crate::letters::fold;
use crate::numeral::{chinese_numeral, digit, is_blank, is_digit};
use crate::position::Span;
use crate::recover::Filled;
use crate::words::Index;

use super::without_marks;

/// A number before a heading or an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Which kind of numbering.
    pub style: Style,
    /// Its value.
    pub value: i64,
    /// The number with its punctuation.
    pub span: Span,
    /// How it stands in the text.
    pub stance: Stance,
}

/// The kinds of numbering, from the outermost to the innermost (GB/T 9704: 一、（一）1.（1）, and 一是 inside a paragraph).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// 一、
    Chapter,
    /// （一）
    Section,
    /// 1.
    Item,
    /// （1）
    SubItem,
    /// 一是
    Point,
}

/// How a number stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// It opens a paragraph.
    Opening,
    /// It follows the end of a sentence or clause.
    Following,
}

/// The number that stands at a byte offset.
pub(super) fn number_at(text: &str, at: usize) -> Option<Number> {
    let rest = text.get(at..)?;
    let mut characters = rest.char_indices().peekable();
    let (_, first) = *characters.peek()?;
    let bracket = matches!(first, '（' | '(');
    if bracket {
        characters.next();
    }
    let (mut chinese, mut arabic, mut value, mut count) = (false, false, 0i64, 0);
    let mut end_of_digits = 0;
    let start_of_digits = characters.peek()?.0;
    while let Some((offset, character)) = characters.peek().copied() {
        if let Some(digit) = digit(character) {
            arabic = true;
            value = value * 10 + i64::from(digit);
        } else if is_numeral(character) {
            chinese = true;
        } else if !(is_blank(character) && character != '\n' && (bracket || chinese)) {
            break;
        }
        end_of_digits = offset + character.len_utf8();
        characters.next();
        count += 1;
        if count > 8 {
            return None;
        }
    }
    if arabic == chinese {
        return None;
    }
    let (offset, close) = characters.next()?;
    if chinese {
        let digits = rest.get(start_of_digits..end_of_digits)?;
        let folded: String = digits.chars().filter(|c| !is_blank(*c)).map(fold).collect();
        value = chinese_numeral(&folded)?;
    }
    // 三、四季度 and 一、二级 number nothing; 一、二〇二三年 does.
    let mut behind = rest.get(offset + close.len_utf8()..)?.chars();
    let next = behind.next().filter(|c| is_numeral(*c)).and_then(|c| chinese_numeral(fold(c).encode_utf8(&mut [0; 4])));
    if chinese && close == '、' && next == Some(value + 1) {
        let year = behind.next().is_none_or(|c| is_numeral(c) || matches!(c, '〇' | '○' | '零'));
        if !year {
            return None;
        }
    }
    let figure_follows = |next: Option<&(usize, char)>| next.is_some_and(|(_, c)| is_digit(*c));
    let style = match (bracket, chinese, close) {
        (true, true, '）' | ')') => Style::Section,
        (true, false, '）' | ')') => Style::SubItem,
        (false, true, '、' | '.' | '．') => Style::Chapter,
        (false, true, '是') => Style::Point,
        // 3.5 is a figure, and so is 1、2、3 in a row.
        (false, false, '.' | '．' | '、') if value < 100 && !figure_follows(characters.peek()) => Style::Item,
        _ => return None,
    };
    let span = Span::new(at, at + offset + close.len_utf8());
    Some(Number { style, value, span, stance: Stance::Opening })
}

/// Whether a character is one of 一 to 十, or a radical that looks like one.
pub(super) fn is_numeral(character: char) -> bool {
    matches!(fold(character), '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Collects the numbers of one paragraph that number something: at its start, and behind the end of a sentence or clause.
pub(super) fn collect(text: &str, index: &Index, paragraph: Span, filled: &Filled, numbers: &mut Vec<Number>) {
    let start = without_marks(text, paragraph).start;
    let inside = Span::new(start, paragraph.end).of(text).trim_end_matches(['|', ' ']);
    let before = numbers.len();
    let behind = index.signs(Span::new(start, start + inside.len())).map(|(at, sign)| (at + sign.len_utf8(), sign));
    for (at, sign) in std::iter::once((start, character_before(text, start))).chain(behind) {
        // A row of a table that the form does not know.
        if at > start && matches!(sign, '|' | '\t') {
            numbers.truncate(before);
            return;
        }
        if at > start && !ends_clause(sign, true) {
            continue;
        }
        // A paper's line may end inside a sentence.
        let rest = Span::new(at, start + inside.len()).of(text).trim_start_matches(is_blank);
        let at = start + inside.len() - rest.len();
        let Some(first) = rest.chars().next() else { continue };
        let numeral = is_numeral(first);
        if (numeral || matches!(first, '（' | '(') || is_digit(first))
            && (at == start || ends_clause(sign, numeral))
            && let Some(mut number) = number_at(text, at)
            && !filled.in_table(at)
            && !is_reference(text, number, sign)
        {
            if at != start {
                number.stance = Stance::Following;
            }
            numbers.push(number);
        }
    }
}

/// The last character before a place that is no blank.
fn character_before(text: &str, at: usize) -> char {
    text.get(..at).and_then(|head| head.chars().rfind(|c| !is_blank(*c))).unwrap_or('\n')
}

/// Whether a number can follow here; 一是 may follow a comma too.
fn ends_clause(before: char, numeral: bool) -> bool {
    matches!(before, '。' | '；' | ';' | '：' | ':' | '！' | '!')
        || numeral && matches!(before, '，' | ',' | '”' | '）' | ')')
}

/// 第（一）项, （二）项, 第二十条（一）（五）: the number refers to something elsewhere.
fn is_reference(text: &str, number: Number, before: char) -> bool {
    let bracketed = matches!(number.style, Style::Section | Style::SubItem);
    let after = text.get(number.span.end..).and_then(|rest| rest.trim_start_matches(is_blank).chars().next());
    matches!(before, '第' | '条' | '款')
        || bracketed && after.is_some_and(|c| matches!(c, '项' | '款' | '条' | '、' | '，' | '至' | '和' | '（' | '('))
}

/// Whether a table's cells can hold paragraphs: old content systems put a whole report into one cell.
pub(super) fn is_grid(block: &Block) -> bool {
    matches!(block, Block::Table(table) if table.columns > 1 && table.cells.iter().all(|cell| cell.span.len() < 600))
}
