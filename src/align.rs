//! Where the labels of a form stand in a text: the heaviest chain of labels in the form's order.
//!
//! Labels such as 其他 or 总计 occur many times in a report, in its tables and in its prose. Which occurrence is which row
//! follows from the order alone, so the whole form is laid over the whole text at once.

use crate::figures::says_nothing;
use crate::form::{CellId, EDITIONS, Edition, Layout, Quantity, Table};
use crate::letters::{InText, Letters, count, letters};
use crate::numeral::{ONE_TO_TEN, is_blank, is_digit};
use crate::position::Span;
use crate::words::Words;
use std::ops::Range;
use std::sync::OnceLock;

/// What a label on the form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words over the table.
    Anchor,
    /// A column's heading.
    Column(usize),
    /// The heading of a group of rows.
    Group,
    /// A row's label.
    Row(usize),
    /// The headings over the one line of figures of a [`Layout::OneLine`] table.
    Line,
}

/// A label of the form that was found in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedLabel {
    /// Index into the edition's tables.
    pub table: usize,
    /// What it is there.
    pub part: Part,
    /// The label with its number.
    pub span: Span,
    /// The label without its number.
    pub label: Span,
    /// A digit glued to the left of the label with no point behind it: the row's number, or the last figure of the row
    /// above.
    pub loose_digit: bool,
    /// The form's wording, where the text has another one that is not accepted.
    pub misspelt: Option<&'static str>,
}

/// An edition laid over a text.
#[derive(Clone, Debug)]
pub struct Alignment {
    /// The edition.
    pub edition: &'static Edition,
    /// How much of its tables was found; only good for comparing editions on one text.
    pub weight: i64,
    /// The labels found, in the order of the text.
    pub labels: Vec<PlacedLabel>,
}

impl Alignment {
    /// Whether the row's label was found.
    pub fn row(&self, cell: CellId) -> Option<&PlacedLabel> {
        self.labels.iter().find(|label| label.table == cell.table && label.part == Part::Row(cell.row))
    }

    /// Whether anything of a table was found.
    pub fn has_table(&self, table: usize) -> bool {
        self.labels.iter().any(|label| label.table == table && matches!(label.part, Part::Row(_) | Part::Line))
    }
}

struct Element {
    table: usize,
    part: Part,
    label: &'static str,
    accepted: &'static [&'static str],
    number: &'static str,
    unit: &'static str,
}

/// A wording of a label, which has at least two letters.
struct Word {
    letters: Range<usize>,
    edition: usize,
    element: usize,
    /// The next word in the same slot, counted from 1.
    next: usize,
}

/// All labels of all editions, ready to be looked for.
struct Dictionary {
    elements: Vec<Vec<Element>>,
    /// The letters of all words.
    letters: Vec<char>,
    words: Vec<Word>,
    /// The first word in each slot, counted from 1: most pairs of letters in a report begin none.
    slots: Vec<u16>,
}

impl Dictionary {
    fn read() -> Dictionary {
        let elements: Vec<Vec<Element>> = EDITIONS.iter().map(|edition| elements(edition)).collect();
        let (mut letters, mut words) = (Vec::new(), Vec::new());
        for (edition, list) in elements.iter().enumerate() {
            for (element, entry) in list.iter().enumerate() {
                for wording in std::iter::once(&entry.label).chain(entry.accepted) {
                    let start = letters.len();
                    letters.extend(InText::of(wording).map(|(letter, _)| letter));
                    words.push(Word { letters: start..letters.len(), edition, element, next: 0 });
                }
            }
        }
        let mut slots = vec![0; SLOTS];
        // From the last, so that the first is found first.
        for (index, word) in words.iter_mut().enumerate().rev() {
            let first = letters.get(word.letters.clone()).and_then(slot).and_then(|slot| slots.get_mut(slot));
            if let Some(first) = first {
                word.next = usize::from(*first);
                *first = index as u16 + 1;
            }
        }
        Dictionary { elements, letters, words, slots }
    }

    /// The words that begin where the letters begin, edition by edition in the form's order.
    fn beginning<'a>(&'a self, letters: &'a [char]) -> impl Iterator<Item = (&'a Word, usize)> {
        let mut next = slot(letters).and_then(|slot| self.slots.get(slot)).map_or(0, |first| usize::from(*first));
        std::iter::from_fn(move || {
            while let Some(word) = next.checked_sub(1).and_then(|index| self.words.get(index)) {
                next = word.next;
                let wanted = self.letters.get(word.letters.clone())?;
                if letters.starts_with(wanted) {
                    return Some((word, wanted.len()));
                }
            }
            None
        })
    }
}

const SLOTS: usize = 4096;

/// The slot for words that begin with the same two letters as these.
fn slot(letters: &[char]) -> Option<usize> {
    let [first, second, ..] = letters else { return None };
    Some((*first as usize * 31 + *second as usize) % SLOTS)
}

#[derive(Clone, Copy)]
struct Candidate {
    element: usize,
    table: usize,
    from: usize,
    to: usize,
    weight: i64,
}

/// How many candidates back a chain may continue; more than any table has between two of its labels.
const LOOK_BACK: usize = 240;

/// How far below its headings a table's first row may stand.
const MOST_BYTES_UNDER_A_HEADING: usize = 400;

fn dictionary() -> &'static Dictionary {
    static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
    DICTIONARY.get_or_init(Dictionary::read)
}

fn elements(edition: &'static Edition) -> Vec<Element> {
    let mut list = Vec::new();
    for (index, table) in edition.tables.iter().enumerate() {
        let mut add = |part, label, accepted, number, unit| {
            list.push(Element { table: index, part, label, accepted, number, unit });
        };
        for anchor in table.anchors {
            add(Part::Anchor, anchor, &[], "", "");
        }
        if table.layout == Layout::OneLine {
            add(Part::Line, "结果维持", &["未经复议直接起诉", "复议后起诉"], "", "");
            continue;
        }
        for (number, column) in table.columns.iter().enumerate() {
            add(Part::Column(number), column.label, column.accepted, "", "");
        }
        let mut groups: Vec<&str> = table.rows.iter().filter(|row| !row.replaces.is_empty()).map(group_of).collect();
        for (position, row) in table.rows.iter().enumerate() {
            if !row.group.is_empty() && !groups.contains(&row.group) {
                groups.push(row.group);
                let (number, label) = split_number(row.group);
                add(Part::Group, label, &[], number, "");
            }
            let unit = row.quantity.map_or("", Quantity::unit);
            add(Part::Row(position), row.label, row.accepted, row.number, unit);
        }
    }
    list
}

/// The group that a row in place of several has the name of.
fn group_of(row: &crate::form::Row) -> &'static str {
    EDITIONS
        .iter()
        .flat_map(|edition| edition.tables)
        .flat_map(|table: &Table| table.rows)
        .find(|other| row.replaces.contains(&other.id))
        .map_or("", |other| other.group)
}

/// Splits `（三）不予公开` into number and label.
fn split_number(text: &'static str) -> (&'static str, &'static str) {
    let end = text.find(['）', '、']).and_then(|at| text.get(at..)?.chars().next().map(|c| at + c.len_utf8()));
    match end.and_then(|end| text.split_at_checked(end)) {
        Some(parts) => parts,
        None => ("", text),
    }
}

/// Lays every edition that has tables over the text, oldest edition first; or only the one that is wanted. Of editions that
/// another outweighs, no labels are told.
pub fn align(text: &str, found: &Letters, wanted: Option<&Edition>) -> Vec<Alignment> {
    let dictionary = dictionary();
    let (starts, candidates) = candidates(dictionary, found);
    let mut all: Vec<Alignment> = Vec::new();
    let mut most = 0;
    for ((edition, elements), mut list) in EDITIONS.iter().zip(&dictionary.elements).zip(candidates).rev() {
        if edition.tables.is_empty() || wanted.is_some_and(|wanted| wanted.id != edition.id) {
            continue;
        }
        list.retain_mut(|candidate| {
            let Some(element) = elements.get(candidate.element) else { return false };
            candidate.table = element.table;
            candidate.weight = weight(text, found, &starts, element, *candidate);
            candidate.weight > 0
        });
        let (chain, weight) = heaviest_chain(&list);
        let mut labels: Vec<PlacedLabel> = Vec::new();
        if weight >= most {
            let placed = |one: &Candidate| Some(place(text, found, elements.get(one.element)?, one));
            labels.extend(chain.iter().filter_map(placed));
            add_strays(text, found, elements, &list, &mut labels);
            add_misspelt(text, found, elements, &mut labels);
            drop_unfounded(edition, &mut labels);
        }
        let weight = if labels.is_empty() { 0 } else { weight };
        most = most.max(weight);
        all.push(Alignment { edition, weight, labels });
    }
    all.reverse();
    all
}

/// Where a word of some label begins, and for each edition what its words may be.
// Apart for the reason that `prose::Lexicon::next` gives.
#[inline(never)]
fn candidates(dictionary: &Dictionary, found: &Letters) -> (Vec<bool>, [Vec<Candidate>; EDITIONS.len()]) {
    let mut candidates: [Vec<Candidate>; EDITIONS.len()] = Default::default();
    let mut starts = vec![false; found.len()];
    for (from, start) in starts.iter_mut().enumerate() {
        for (word, length) in dictionary.beginning(found.chars.get(from..).unwrap_or_default()) {
            *start = true;
            if let Some(list) = candidates.get_mut(word.edition) {
                list.push(Candidate { element: word.element, table: 0, from, to: from + length, weight: 0 });
            }
        }
    }
    (starts, candidates)
}

/// How likely it is that a label of the form stands here, and not the same words in a sentence: longer labels weigh more,
/// row labels must have figures, a border or another label behind them.
fn weight(text: &str, found: &Letters, starts: &[bool], element: &Element, candidate: Candidate) -> i64 {
    let length = (candidate.to - candidate.from) as i64;
    let weight = 2 * length;
    if !matches!(element.part, Part::Row(_)) {
        return weight;
    }
    let mut next = match note_behind(text, found.span(candidate.from, candidate.to).end) {
        Some(end) => found.index_at(end),
        None => candidate.to,
    };
    let behind = gap(text, found, next);
    let ends_at =
        |at: usize| at >= found.len() || gap(text, found, at).bytes().any(|byte| matches!(byte, b'|' | b'\t' | b'\n'));
    let mut ends = ends_at(next) || says_nothing(text, found.span(next, next + 1));
    if let Some(behind_unit) = found.behind(next, element.unit).filter(|behind| *behind > next) {
        next = behind_unit;
        ends |= ends_at(next);
    }
    // The next row may begin with 其中：, which is no part of its label.
    if found.chars.get(next..next + 2) == Some(&['其', '中']) {
        next += 2;
    }
    let figures = behind.contains(is_digit);
    if matches!(found.chars.get(next), Some('万' | '元')) && figures {
        next += if found.chars.get(next) == Some(&'万') { 2 } else { 1 };
    }
    let known = |at: usize| starts.get(at).is_some_and(|start| *start) || numbered(text, found, at);
    // The last cell may say 无.
    let known = known(next) || found.chars.get(next) == Some(&'无') && known(next + 1);
    if ends || known { weight + if figures { 6 } else { i64::from(ends) * 2 } } else { -1 }
}

/// Whether a heading or row number such as 四、 or （三） stands at that letter.
fn numbered(text: &str, found: &Letters, at: usize) -> bool {
    let length = found.chars.iter().skip(at).take(3).take_while(|c| ONE_TO_TEN.holds(**c)).count();
    length > 0
        && found.span(at, at + length).end < text.len()
        && gap(text, found, at + length).trim_start_matches(is_blank).starts_with(['、', ')', '）', '.', '．'])
}

/// The text between the letter before `at` and the one at `at`.
fn gap<'a>(text: &'a str, found: &Letters, at: usize) -> &'a str {
    let start = if at == 0 { 0 } else { found.span(at - 1, at).end };
    let end = if at < found.len() { found.span(at, at + 1).start } else { text.len() };
    Span::new(start, end).of(text)
}

fn heaviest_chain(list: &[Candidate]) -> (Vec<Candidate>, i64) {
    // The heaviest chain that ends with each candidate, which one is before it there, and the heaviest up to it.
    let mut best: Vec<(i64, Option<usize>, i64)> = Vec::with_capacity(list.len());
    let mut most = 0;
    for (index, candidate) in list.iter().enumerate() {
        let mut choice = (0, None);
        // From the nearest back, for those far back are seldom worth more than one near by, whatever their distance.
        for earlier in (index.saturating_sub(LOOK_BACK)..index).rev() {
            let (Some(before), Some((sum, _, most))) = (list.get(earlier), best.get(earlier)) else { break };
            if *most < choice.0 {
                break;
            }
            if *sum <= 0 || *sum < choice.0 || before.to > candidate.from || before.element >= candidate.element {
                continue;
            }
            let distance = (candidate.from - before.to).min(90) as i64;
            let value = sum - distance / if before.table == candidate.table { 3 } else { 9 };
            // Of equals the earliest.
            if value > 0 && value >= choice.0 {
                choice = (value, Some(earlier));
            }
        }
        let sum = choice.0 + candidate.weight;
        most = most.max(sum);
        best.push((sum, choice.1, most));
    }
    // Where the last words name several rows, they are the first of these.
    let last = (0..best.len()).rev().max_by_key(|index| best.get(*index).map_or(0, |(sum, ..)| *sum));
    let total = last.and_then(|last| best.get(last)).map_or(0, |(sum, ..)| *sum);
    let mut chain = Vec::new();
    let mut at = last;
    while let Some(index) = at {
        let (Some(candidate), Some((_, before, _))) = (list.get(index), best.get(index)) else { break };
        chain.push(*candidate);
        at = *before;
    }
    chain.reverse();
    (chain, total)
}

/// Where a note in brackets ends that stands directly behind a label, such as （区分处理的，只计这一情形）; one that was cut
/// off ends with its cell or line.
fn note_behind(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let bare = rest.trim_start_matches(is_blank);
    let inside = bare.strip_prefix('(').or_else(|| bare.strip_prefix('（'))?;
    let start = at + (rest.len() - inside.len());
    let end = inside.find(['）', ')', '|', '\t', '\n'])?;
    let note = inside.get(..end)?;
    let count = note.chars().count();
    let words = note.chars().filter(|c| c.is_alphabetic()).count();
    // （六） is no note but the number of the next row.
    let number = note.chars().all(|c| ONE_TO_TEN.holds(c));
    (words > 1 && !number && count <= 60).then(|| {
        let close = inside.get(end..).and_then(|tail| tail.chars().next()).filter(|c| matches!(c, '）' | ')'));
        start + end + close.map_or(0, char::len_utf8)
    })
}

fn place(text: &str, found: &Letters, element: &Element, candidate: &Candidate) -> PlacedLabel {
    let words = found.span(candidate.from, candidate.to);
    let label = match note_behind(text, words.end) {
        Some(end) if matches!(element.part, Part::Row(_)) => Span::new(words.start, end),
        _ => words,
    };
    let mut placed = PlacedLabel {
        table: element.table,
        part: element.part,
        span: label,
        label,
        loose_digit: false,
        misspelt: None,
    };
    let number = count(element.number);
    if let Some(from) = candidate.from.checked_sub(number) {
        if number > 0 && found.behind(from, element.number) == Some(candidate.from) {
            placed.span = bracketed(text, found.span(from, candidate.to));
        } else if number == 0 && !element.number.is_empty() {
            let digits: String = element.number.chars().filter(char::is_ascii_digit).collect();
            let before = Span::new(0, label.start).of(text);
            let bare = before
                .trim_end_matches(|c: char| is_blank(c) || matches!(c, '.' | '．' | '、' | ')' | '）' | '(' | '（'));
            let folded = bare.chars().next_back().and_then(crate::numeral::digit).and_then(|d| char::from_digit(d, 10));
            if folded.is_some_and(|d| digits.ends_with(d)) {
                let width = bare.chars().next_back().map_or(0, char::len_utf8);
                let start = bare.len() - width;
                let glued = Span::new(0, start).of(text).ends_with(is_digit);
                let point = Span::new(bare.len(), label.start).of(text).contains(['.', '．', '、', ')', '）']);
                placed.span = Span::new(start, label.end);
                placed.loose_digit = glued && !point;
            }
        }
    }
    placed
}

/// Takes in an opening bracket before a number such as （三）.
fn bracketed(text: &str, span: Span) -> Span {
    let before = Span::new(0, span.start).of(text).trim_end_matches(is_blank);
    match before.chars().next_back() {
        Some(bracket @ ('(' | '（')) => Span::new(before.len() - bracket.len_utf8(), span.end),
        _ => span,
    }
}

/// Adds row labels that stand inside their table but not in the form's order.
fn add_strays(text: &str, found: &Letters, elements: &[Element], list: &[Candidate], labels: &mut Vec<PlacedLabel>) {
    for candidate in list {
        let Some(element) = elements.get(candidate.element) else { continue };
        let Part::Row(_) = element.part else { continue };
        let span = found.span(candidate.from, candidate.to);
        let in_table = |label: &&PlacedLabel| label.table == element.table;
        if labels.iter().filter(in_table).any(|label| label.part == element.part)
            || labels.iter().any(|label| label.span.overlaps(span))
            || !labels.iter().filter(in_table).any(|label| label.span.start < span.start)
            || !labels.iter().filter(in_table).any(|label| label.span.start > span.start)
        {
            continue;
        }
        let placed = place(text, found, element, candidate);
        // 总计 or 其他 without its number may be the heading of a column.
        if candidate.to - candidate.from >= 4 || placed.span.start < placed.label.start {
            let at = labels.partition_point(|label| label.span.start < span.start);
            labels.insert(at, placed);
        }
    }
}

/// Looks for the labels still missing between two neighbours of the form's order, allowing for slips of the pen.
fn add_misspelt(text: &str, found: &Letters, elements: &[Element], labels: &mut Vec<PlacedLabel>) {
    let position = |label: &PlacedLabel| elements.iter().position(|e| e.table == label.table && e.part == label.part);
    let mut index = 0;
    let mut first = labels.first().and_then(position);
    while let (Some(before), Some(after)) = (labels.get(index), labels.get(index + 1)) {
        let last = position(after);
        let missing: Vec<&Element> = match (first, last) {
            (Some(first), Some(last)) if before.table == after.table && last > first => elements
                .get(first + 1..last)
                .unwrap_or_default()
                .iter()
                .filter(|e| matches!(e.part, Part::Row(_)))
                .filter(|e| !labels.iter().any(|label| label.table == e.table && label.part == e.part))
                .collect(),
            _ => Vec::new(),
        };
        if missing.is_empty() {
            (index, first) = (index + 1, last);
            continue;
        }
        let (from, to) = (found.index_at(before.label.end), found.index_at(after.span.start));
        let near = missing.into_iter().find_map(|element| {
            let pattern = letters(element.label);
            let (from, end) = closest(found.chars.get(from..to)?, &pattern).map(|(a, b)| (a + from, b + from))?;
            let to = word_end(found, end, to, element.unit);
            let candidate = Candidate { element: 0, table: element.table, from, to, weight: 0 };
            let mut placed = place(text, found, element, &candidate);
            placed.misspelt = (found.chars.get(from..to) != Some(pattern.as_slice())).then_some(element.label);
            Some(placed)
        });
        match near {
            Some(placed) => labels.insert(index + 1, placed),
            None => (index, first) = (index + 1, last),
        }
    }
}

/// The end of the word in which a misspelt label ends: 密秘 for 秘密 belongs to the label with both its letters.
fn word_end(found: &Letters, end: usize, limit: usize, unit: &str) -> usize {
    let goes_on = |at: usize| {
        let letter = found.chars.get(at).filter(|letter| at < limit && letter.is_alphabetic());
        letter.is_some_and(|letter| !unit.starts_with(*letter))
            && found.span(at - 1, at).end == found.span(at, at + 1).start
    };
    (end..end + MOST_LETTERS_MORE).find(|at| !goes_on(*at)).unwrap_or(end)
}

/// A word that goes on for longer is no longer the label's.
const MOST_LETTERS_MORE: usize = 3;

/// The stretch of `text` that comes closest to `label`, if at most a quarter of the label differs.
fn closest(text: &[char], label: &[char]) -> Option<(usize, usize)> {
    if label.len() < 4 || text.is_empty() || text.len() > 400 {
        return None;
    }
    let allowed = label.len() / 4;
    // Sellers' algorithm: edit distance against every end in the text, with the start carried along.
    let mut row: Vec<(usize, usize)> = (0..=text.len()).map(|at| (0, at)).collect();
    for (depth, letter) in label.iter().enumerate() {
        let mut next = vec![(depth + 1, 0)];
        for (at, other) in text.iter().enumerate() {
            let diagonal = row.get(at).map(|(cost, start)| (cost + usize::from(letter != other), *start))?;
            let above = row.get(at + 1).map(|(cost, start)| (cost + 1, *start))?;
            let left = next.last().map(|(cost, start)| (cost + 1, *start))?;
            next.push(diagonal.min(above).min(left));
        }
        row = next;
    }
    let (end, (cost, start)) = row.into_iter().enumerate().skip(1).min_by_key(|(_, (cost, _))| *cost)?;
    (cost <= allowed && start < end).then_some((start, end))
}

/// Drops the labels of a table of which too little was found to be sure that it is there: one row under a heading, or
/// three rows. 法人或其他组织 alone is an expression of everyday prose.
fn drop_unfounded(edition: &Edition, labels: &mut Vec<PlacedLabel>) {
    for (index, table) in edition.tables.iter().enumerate() {
        let rows = labels.iter().filter(|label| label.table == index && matches!(label.part, Part::Row(_))).count();
        let line = labels.iter().any(|label| label.table == index && label.part == Part::Line);
        let headed = labels.windows(2).any(|pair| match pair {
            [head, row] => {
                head.table == index
                    && row.table == index
                    && matches!(head.part, Part::Anchor | Part::Column(_))
                    && matches!(row.part, Part::Row(_))
                    && row.span.start - head.span.end < MOST_BYTES_UNDER_A_HEADING
            }
            _ => false,
        });
        let enough = if table.columns.len() > 3 { 1 } else { 0 };
        if !(line
            || headed && rows > enough
            || headed && labels.iter().filter(|l| l.table == index).count() > 4
            || rows >= 3)
        {
            labels.retain(|label| label.table != index || matches!(label.part, Part::Anchor | Part::Column(_)));
        }
    }
    if !labels.iter().any(|label| matches!(label.part, Part::Row(_) | Part::Line)) {
        labels.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(text: &str) -> Alignment {
        align(text, &Letters::of(text), None)
            .into_iter()
            .rev()
            .max_by_key(|alignment| alignment.weight)
            .expect("editions")
    }

    fn spans<'a>(text: &'a str, alignment: &Alignment) -> Vec<&'a str> {
        alignment.labels.iter().filter(|l| matches!(l.part, Part::Row(_))).map(|l| l.span.of(text)).collect()
    }

    #[test]
    fn every_wording_can_be_looked_for_and_none_twice() {
        let dictionary = dictionary();
        assert!(dictionary.words.len() < usize::from(u16::MAX));
        let mut known = Vec::new();
        for word in &dictionary.words {
            let letters = dictionary.letters.get(word.letters.clone()).expect("letters");
            let uses: Vec<_> = dictionary.beginning(letters).map(|(word, _)| (word.edition, word.element)).collect();
            assert!(uses.contains(&(word.edition, word.element)), "{letters:?}");
            let whole = (word.edition, word.element, letters);
            assert!(!known.contains(&whole), "{whole:?}");
            known.push(whole);
        }
    }

    const RULES: &str = "第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件213";

    #[test]
    fn labels_of_a_glued_table_are_found() {
        let alignment = best(RULES);
        assert_eq!(alignment.edition.id, "2021");
        assert_eq!(spans(RULES, &alignment), ["规章", "行政规范性文件"]);
    }

    #[test]
    fn the_same_words_in_a_sentence_are_no_rows() {
        let text = "全年制定规章3件，行政规范性文件60件，作出行政许可12件、行政处罚4件、行政强制1件，予以公开17件，重复申请2件。";
        assert!(best(text).labels.is_empty());
        let text = format!("{text}\n{RULES}");
        let alignment = best(&text);
        assert_eq!(spans(&text, &alignment).len(), 2);
        assert!(alignment.labels.iter().all(|label| label.span.start > 100));
    }

    #[test]
    fn a_row_number_glued_to_the_row_above_is_taken_off() {
        let text = "（三）不予公开1.属于国家秘密00000002.其他法律行政法规禁止公开0000000\
                    3危及“三安全一稳定”00000004.保护第三方合法权益0000000";
        let alignment = best(text);
        let rows = spans(text, &alignment);
        assert_eq!(
            rows,
            ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3危及“三安全一稳定", "4.保护第三方合法权益"]
        );
        let loose: Vec<bool> = alignment.labels.iter().map(|label| label.loose_digit).collect();
        assert_eq!(loose.iter().filter(|loose| **loose).count(), 1, "the 3 with no point behind it: {loose:?}");
    }

    #[test]
    fn a_label_with_letters_missing_is_found_and_said() {
        let text = "1.属于国家秘密 0 0 0 0 0 0 0\n2.其他法律行政止公开 0 0 0 0 0 0 0\n3.危及“三安全一稳定” 0 0 0 0 0 0 0\n4.保护第三方合法权益 0";
        let alignment = best(text);
        let misspelt: Vec<_> = alignment.labels.iter().filter_map(|label| label.misspelt).collect();
        assert_eq!(misspelt, ["其他法律行政法规禁止公开"]);
    }
}
