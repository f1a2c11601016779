//! The numbered headings of a report and the sections under them.

use crate::document::{Block, Document};
use crate::form::{Edition, Section as FormSection};
use crate::letters::{Letters, letters};
use crate::numeral::{chinese_numeral, digit, is_blank};
use crate::position::Span;
use crate::recover::Filled;

/// A part of the report under a heading of the first level.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The form's section that this is; none for one that the form does not have.
    pub form: Option<&'static FormSection>,
    /// The number as printed, such as 一, if there is one.
    pub number: Option<Number>,
    /// The heading without its number.
    pub heading: Span,
    /// The heading's wording is neither the form's nor an accepted one.
    pub deviates: bool,
    /// What follows, up to the next heading.
    pub body: Span,
}

impl Section {
    /// Number and heading.
    pub fn span(&self) -> Span {
        self.number.as_ref().map_or(self.heading, |number| number.span.to(self.heading))
    }
}

/// A number before a heading or an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Which kind of numbering.
    pub style: Style,
    /// Its value.
    pub value: i64,
    /// The number with its punctuation.
    pub span: Span,
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

/// The outline of a draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// What stands before the first section.
    pub preface: Span,
    /// The sections in the order of the draft.
    pub sections: Vec<Section>,
    /// Every number before a heading or item outside the tables, in the order of the draft.
    pub numbers: Vec<Number>,
}

/// A heading is one line; a longer line that begins with a number is a paragraph.
const LONGEST_HEADING: usize = 42;

/// Finds the sections. `filled` says where tables are, whose numbered rows are no headings.
pub fn outline(document: &Document, edition: &Edition, filled: &Filled) -> Outline {
    let text = document.text.as_str();
    let mut starts: Vec<(Option<Number>, Span)> = Vec::new();
    let mut numbers = Vec::new();
    for paragraph in paragraphs(document) {
        if filled.in_table(paragraph.start) {
            inline_headings(text, paragraph, edition, filled, &mut starts);
            continue;
        }
        let content = without_marks(text, paragraph);
        match number_at(text, content.start) {
            Some(number) if number.style == Style::Chapter => {
                if let Some(heading) = heading_behind(text, number, content, edition) {
                    starts.push((Some(number), heading));
                }
            }
            _ => {
                if known(edition, content.of(text)).is_some_and(|(_, deviates)| !deviates) && edition.fixed_sections {
                    starts.push((None, content));
                }
            }
        }
        inline_headings(text, paragraph, edition, filled, &mut starts);
        collect_numbers(text, paragraph, filled, &mut numbers);
    }
    starts.sort_by_key(|(number, heading)| number.map_or(heading.start, |n| n.span.start));
    starts.dedup_by_key(|(number, heading)| number.map_or(heading.start, |n| n.span.start));
    let end = text.len();
    let first = starts.first().map_or(end, |(number, heading)| number.map_or(heading.start, |n| n.span.start));
    let mut sections: Vec<Section> = Vec::new();
    for (index, (number, heading)) in starts.iter().enumerate() {
        let next = starts.get(index + 1).map_or(end, |(n, h)| n.map_or(h.start, |n| n.span.start));
        let found = known(edition, heading.of(text));
        sections.push(Section {
            form: found.map(|(section, _)| section),
            number: *number,
            heading: *heading,
            deviates: found.is_some_and(|(_, deviates)| deviates),
            body: Span::new(heading.end, next),
        });
    }
    Outline { preface: Span::new(0, first), sections, numbers }
}

fn paragraphs(document: &Document) -> Vec<Span> {
    document
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph(paragraph) => vec![paragraph.span],
            // Old content systems put whole reports into one cell of a table.
            Block::Table(table) => table.cells.iter().map(|cell| cell.span).collect(),
        })
        .collect()
}

/// A paragraph without blanks, Markdown's marks and brackets at its start.
fn without_marks(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    let bare =
        inside.trim_start_matches(|c: char| is_blank(c) || matches!(c, '#' | '*' | '>' | '|' | '【' | '■' | '●'));
    let start = span.start + (inside.len() - bare.len());
    let kept = bare.trim_end_matches(|c: char| is_blank(c) || matches!(c, '#' | '*' | '|' | '】'));
    Span::new(start, start + kept.len())
}

/// The number that stands at a byte offset.
pub fn number_at(text: &str, at: usize) -> Option<Number> {
    let rest = Span::new(at, text.len()).of(text);
    let mut characters = rest.char_indices().peekable();
    let (_, first) = *characters.peek()?;
    let bracket = matches!(first, '（' | '(');
    if bracket {
        characters.next();
    }
    let mut chinese = String::new();
    let mut arabic = String::new();
    while let Some((_, character)) = characters.peek().copied() {
        if let Some(value) = digit(character) {
            arabic.push(char::from_digit(value, 10)?);
        } else if "一二三四五六七八九十".contains(character) {
            chinese.push(character);
        } else if !(is_blank(character) && character != '\n' && (bracket || !chinese.is_empty())) {
            break;
        }
        characters.next();
        if arabic.len() + chinese.len() > 12 {
            return None;
        }
    }
    if arabic.is_empty() == chinese.is_empty() {
        return None;
    }
    let (offset, close) = characters.next()?;
    let value = if arabic.is_empty() { chinese_numeral(&chinese)? } else { arabic.parse().ok()? };
    let follows = |c: Option<(usize, char)>| c.map(|(_, c)| c);
    let (style, end) = match (bracket, arabic.is_empty(), close) {
        (true, true, '）' | ')') => (Style::Section, offset + close.len_utf8()),
        (true, false, '）' | ')') => (Style::SubItem, offset + close.len_utf8()),
        (false, true, '、' | '.' | '．') => (Style::Chapter, offset + close.len_utf8()),
        (false, true, '是') => (Style::Point, offset + close.len_utf8()),
        // 3.5 is a figure, and so is 1、2、3 in a row.
        (false, false, '.' | '．' | '、')
            if follows(characters.next()).and_then(digit).is_none() && arabic.len() < 3 =>
        {
            (Style::Item, offset + close.len_utf8())
        }
        _ => return None,
    };
    Some(Number { style, value, span: Span::new(at, at + end) })
}

/// The heading behind a number: the rest of a short line, or in a long one as much as is a known wording.
fn heading_behind(text: &str, number: Number, paragraph: Span, edition: &Edition) -> Option<Span> {
    let rest = trim(text, Span::new(number.span.end, paragraph.end));
    let line = rest.of(text);
    if let Some(length) = known_length(edition, line)
        && (edition.fixed_sections || length == line.len())
    {
        return Some(Span::new(rest.start, rest.start + length));
    }
    let stop = line.find(['。', '；', '\n', '：', ':']).unwrap_or(line.len());
    let head = line.get(..stop)?.trim_end_matches(is_blank);
    let count = head.chars().filter(|c| !is_blank(*c)).count();
    if count == 0 {
        return None;
    }
    if count <= LONGEST_HEADING && (stop == line.len() || line.get(stop..).is_some_and(|t| t.chars().count() <= 1)) {
        // A heading and its text in one line, divided by a blank: 一、概述 2010年我镇…
        return Some(Span::new(rest.start, rest.start + head.len()));
    }
    let wide = head
        .find(is_blank)
        .filter(|at| head.get(..*at).is_some_and(|h| (2..=LONGEST_HEADING).contains(&h.chars().count())));
    let brief = wide.unwrap_or(head.len());
    let brief_count = head.get(..brief).map_or(0, |h| h.chars().count());
    (brief_count <= LONGEST_HEADING).then(|| Span::new(rest.start, rest.start + brief))
}

/// Headings inside a paragraph, as in a report that lost its line breaks: 一、 with a known wording behind it, after the end
/// of a sentence, a blank, a bracket or a figure.
fn inline_headings(
    text: &str,
    paragraph: Span,
    edition: &Edition,
    filled: &Filled,
    starts: &mut Vec<(Option<Number>, Span)>,
) {
    let inside = paragraph.of(text);
    let mut before = ' ';
    for (offset, character) in inside.char_indices() {
        let boundary = is_blank(before)
            || matches!(before, '。' | '；' | '！' | '〕' | '】' | '）' | ')' | '|' | '”')
            || digit(before).is_some();
        before = character;
        if !boundary || !"一二三四五六七八九十".contains(character) || offset == 0 {
            continue;
        }
        let at = paragraph.start + offset;
        let Some(number) = number_at(text, at).filter(|number| number.style == Style::Chapter) else { continue };
        if filled.in_table(at) {
            continue;
        }
        let rest = trim(text, Span::new(number.span.end, paragraph.end));
        let length = if edition.fixed_sections {
            known_length(edition, rest.of(text))
        } else {
            free_length(edition, rest.of(text))
        };
        if let Some(length) = length {
            starts.push((Some(number), Span::new(rest.start, rest.start + length)));
        }
    }
}

/// How many bytes of the text are a wording of the edition's headings; the longest wording counts.
fn known_length(edition: &Edition, text: &str) -> Option<usize> {
    let head: String = text.chars().take(60).collect();
    let found = Letters::of(&head);
    let mut best = None;
    for wording in edition.sections.iter().flat_map(wordings) {
        let wording = letters(wording);
        if found.chars.get(..wording.len()) == Some(wording.as_slice()) {
            best = best.max(Some(found.span(0, wording.len()).end));
        }
    }
    best.or_else(|| {
        // 行政法复议: one letter too many or too few.
        edition.sections.iter().filter(|_| edition.fixed_sections).flat_map(wordings).find_map(|wording| {
            let wording = letters(wording);
            [wording.len() + 1, wording.len(), wording.len().saturating_sub(1)].into_iter().find_map(|length| {
                let near =
                    found.chars.get(..length).is_some_and(|head| wording.len() >= 6 && distance(head, &wording) == 1);
                let last = found.chars.get(length.wrapping_sub(1)) == wording.last();
                (near && last).then(|| found.span(0, length).end)
            })
        })
    })
}

/// In a report with free headings and no line breaks, a heading ends before a blank, a figure, a bracket or a stop.
fn free_length(edition: &Edition, text: &str) -> Option<usize> {
    let end = text
        .find(|c: char| is_blank(c) || digit(c).is_some() || matches!(c, '（' | '(' | '〔' | '。' | '，' | ','))
        .unwrap_or(text.len());
    let head = text.get(..end)?;
    let count = head.chars().count();
    ((2..=LONGEST_HEADING).contains(&count) && by_keyword(edition, head).is_some()).then_some(end)
}

fn wordings(section: &'static FormSection) -> impl Iterator<Item = &'static str> {
    std::iter::once(section.heading).chain(section.accepted.iter().copied())
}

/// The section of the edition that a heading names, and whether its wording deviates.
pub fn known(edition: &Edition, heading: &str) -> Option<(&'static FormSection, bool)> {
    let found = letters(heading);
    if found.is_empty() || found.len() > LONGEST_HEADING {
        return None;
    }
    for section in edition.sections {
        if wordings(section).any(|wording| letters(wording) == found) {
            return Some((section, false));
        }
    }
    if !edition.fixed_sections {
        return by_keyword(edition, heading).map(|section| (section, false));
    }
    let near = edition
        .sections
        .iter()
        .flat_map(|section| wordings(section).map(move |wording| (section, letters(wording))))
        .map(|(section, wording)| (distance(&found, &wording), wording.len(), section))
        .min_by_key(|(distance, _, _)| *distance)?;
    let (cost, length, section) = near;
    if cost * 4 <= length.min(found.len()) {
        return Some((section, true));
    }
    by_content(edition, heading).map(|section| (section, true))
}

/// In fixed editions: a heading in other words that can mean only one section.
fn by_content(edition: &Edition, heading: &str) -> Option<&'static FormSection> {
    let has = |word: &str| heading.contains(word);
    let id = if has("复议") || has("诉讼") {
        "review"
    } else if has("问题") || has("不足") {
        "problems"
    } else if has("申请") && !has("复议") {
        "applications"
    } else if has("主动公开") {
        "proactive"
    } else if (has("其他") || has("其它")) && (has("事项") || has("报告")) {
        "other"
    } else if has("总体") || has("概述") || has("基本情况") || has("概况") {
        "overview"
    } else {
        return None;
    };
    edition.section(id)
}

/// In free editions: the rarer subject decides, since 政府信息公开 stands in every heading.
fn by_keyword(edition: &Edition, heading: &str) -> Option<&'static FormSection> {
    ["fees", "review", "applications", "problems", "proactive", "other", "overview"]
        .into_iter()
        .filter_map(|id| edition.section(id))
        .find(|section| section.keywords.iter().any(|word| heading.contains(word)))
}

/// Edit distance between two short texts.
pub fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (depth, x) in a.iter().enumerate() {
        let mut diagonal = depth;
        let mut left = depth + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (at, y) in b.iter().enumerate() {
            let Some(above) = row.get_mut(at + 1) else { break };
            let cost = (diagonal + usize::from(x != y)).min(*above + 1).min(left + 1);
            diagonal = *above;
            *above = cost;
            left = cost;
        }
    }
    row.last().copied().unwrap_or(0)
}

fn trim(text: &str, span: Span) -> Span {
    crate::figures::trimmed(text, span)
}

/// Numbers at the start of a paragraph, after the end of a sentence, and after a comma or colon for 一是.
fn collect_numbers(text: &str, paragraph: Span, filled: &Filled, numbers: &mut Vec<Number>) {
    let start = without_marks(text, paragraph).start;
    let mut boundary = true;
    let mut skip_to = 0;
    for (offset, character) in paragraph.of(text).char_indices() {
        let at = paragraph.start + offset;
        if at < start || at < skip_to || filled.in_table(at) {
            continue;
        }
        let at_start = at == start;
        let candidate =
            boundary && ("一二三四五六七八九十（(".contains(character) || at_start && digit(character).is_some());
        if candidate && let Some(number) = number_at(text, at) {
            let first = matches!(number.style, Style::Chapter | Style::Item);
            let brackets = matches!(number.style, Style::Section | Style::SubItem);
            if at_start
                || number.style == Style::Point
                || brackets && !at_start && number.style == Style::Section
                || first && at_start
            {
                numbers.push(number);
                skip_to = number.span.end;
            }
        }
        boundary = matches!(character, '。' | '；' | ';' | '：' | ':' | '！' | '，' | ',' | '、' | '〕')
            && character != '、'
            || is_blank(character) && boundary;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Draft, Hints, read};

    fn outlined(text: &str, edition: &str) -> (Outline, String) {
        let document = read(&Draft::Text(text), &Hints::default()).expect("text");
        let edition = Edition::named(edition).expect("edition");
        (outline(&document, edition, &Filled::default()), document.text)
    }

    fn ids(outline: &Outline) -> Vec<&str> {
        outline.sections.iter().map(|section| section.form.map_or("-", |form| form.id)).collect()
    }

    const HEADINGS: &str = "云溪县2023年政府信息公开工作年度报告\n一、总体情况\n（一）主动公开。好。\n二、主动公开政府信息情况\n\
        三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n六、其他需要报告的事项\n无";

    #[test]
    fn six_sections_in_order() {
        let (outline, text) = outlined(HEADINGS, "2021");
        assert_eq!(ids(&outline), ["overview", "proactive", "applications", "review", "problems", "other"]);
        assert_eq!(outline.preface.of(&text).trim(), "云溪县2023年政府信息公开工作年度报告");
        assert_eq!(outline.sections.first().map(|s| s.body.of(&text).trim()), Some("（一）主动公开。好。"));
    }

    #[test]
    fn a_report_on_one_line_has_the_same_sections() {
        let (outline, _) = outlined(&HEADINGS.replace('\n', " "), "2021");
        assert_eq!(ids(&outline), ["overview", "proactive", "applications", "review", "problems", "other"]);
    }

    #[test]
    fn a_slip_in_a_heading_is_known_and_told() {
        let (outline, text) = outlined("四、政府信息公开行政法复议、行政诉讼情况\n无", "2021");
        let section = outline.sections.first().expect("section");
        assert_eq!(section.form.map(|form| form.id), Some("review"));
        assert!(section.deviates);
        assert_eq!(section.heading.of(&text), "政府信息公开行政法复议、行政诉讼情况");
    }

    #[test]
    fn free_headings_are_known_by_their_subject() {
        let text = "一、基本工作情况\n二、政府信息依申请公开工作情况\n三、收费及减免情况\n四、复议、诉讼和申诉情况\n五、存在的主要问题\n六、2014年重点工作安排";
        let (outline, _) = outlined(text, "2008");
        assert_eq!(ids(&outline), ["overview", "applications", "fees", "review", "problems", "other"]);
    }

    #[test]
    fn numbers_of_every_style() {
        let (outline, _) = outlined("（一）甲。一是乙；二是丙。\n1.丁\n（1）戊\n3.5万元\n2023年", "2021");
        let styles: Vec<Style> = outline.numbers.iter().map(|number| number.style).collect();
        assert_eq!(styles, [Style::Section, Style::Point, Style::Point, Style::Item, Style::SubItem]);
    }
}
