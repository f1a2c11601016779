//! The numbered headings of a report and the sections under them.

mod number;
mod wording;

pub use number::{Number, Stance, Style};
pub use wording::{distance, known_parts, nearest_wording, worded};

use crate::document::{Block, Document};
use crate::form::{Edition, Section as FormSection};
use crate::letters::letters;
use crate::numeral::{is_blank, is_digit};
use crate::position::Span;
use crate::recover::Filled;
use crate::words::{Index, Words};
use number::{is_numeral, number_at};
use wording::{Fit, known, known_length};

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

    /// The section's name on the form; nothing for one that the form does not have.
    pub fn id(&self) -> &'static str {
        self.form.map_or("", |form| form.id)
    }
}

/// The outline of a draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// What stands before the first section.
    pub preface: Span,
    /// The sections in the order of the draft.
    pub sections: Vec<Section>,
    /// What stands behind the last section, from the first line that begins with 附件; empty where there is none.
    pub appendix: Span,
    /// Every number before a heading or an item outside the tables, in the order of the draft.
    pub numbers: Vec<Number>,
}

/// A heading is one line; a longer line that begins with a number is a paragraph.
const LONGEST_HEADING: usize = 42;

/// More headings than this no report has; what follows them is not looked at.
const MOST_HEADINGS: usize = 200;

/// How far ahead a number is looked for that would continue the first level.
const LOOK_AHEAD: usize = 40;

/// A place where a section may begin.
#[derive(Clone, Copy)]
struct Start {
    number: Option<Number>,
    heading: Span,
    form: Option<&'static FormSection>,
    fit: Fit,
    /// The fixed wording stands there, so that this is a heading of the first level whatever its number.
    firm: bool,
}

impl Start {
    fn at(&self) -> usize {
        self.number.map_or(self.heading.start, |number| number.span.start)
    }

    fn value(&self) -> Option<i64> {
        self.number.map(|number| number.value)
    }
}

/// Finds the sections. `filled` says where tables are, whose numbered rows are no headings.
pub fn outline(document: &Document, index: &Index, edition: &Edition, filled: &Filled) -> Outline {
    let text = document.text.as_str();
    let mut starts: Vec<Start> = Vec::new();
    let mut numbers = Vec::new();
    let mut appendices = Vec::new();
    for (paragraph, in_grid) in paragraphs(document) {
        let in_table = filled.in_table(paragraph.start);
        if !(in_grid || in_table && filled.in_table(paragraph.end.saturating_sub(1))) {
            number::collect(text, index, paragraph, filled, &mut numbers);
        }
        if starts.len() >= MOST_HEADINGS {
            continue;
        }
        let mut inline_from = paragraph.start;
        if !in_table {
            let content = without_marks(text, paragraph);
            if let Some(start) = line_start(text, content, edition, in_grid) {
                inline_from = start.heading.end;
                starts.push(start);
            } else if is_appendix(content.of(text)) {
                appendices.push(paragraph.start);
            }
        }
        inline_headings(text, index, Span::new(inline_from, paragraph.end), edition, filled, &mut starts);
    }
    keep_best(&mut starts, edition);
    drop_contents(text, &mut starts);
    drop_nested(&mut starts, edition);
    assemble(text, &starts, &appendices, numbers)
}

fn assemble(text: &str, starts: &[Start], appendices: &[usize], numbers: Vec<Number>) -> Outline {
    let last = starts.last().map_or(text.len(), |start| start.heading.end);
    // A last section that holds nothing but its attachments has them for its text.
    let is_text = |at: &usize| Span::new(last, *at).of(text).chars().any(char::is_alphanumeric);
    let end = appendices.iter().copied().find(|at| *at > last).filter(is_text).unwrap_or(text.len());
    let sections = starts.iter().enumerate().map(|(index, start)| Section {
        form: start.form,
        number: start.number,
        heading: start.heading,
        deviates: start.form.is_some() && start.fit != Fit::Exact,
        body: Span::new(start.heading.end, starts.get(index + 1).map_or(end, Start::at)),
    });
    Outline {
        preface: Span::new(0, starts.first().map_or(end, Start::at)),
        sections: sections.collect(),
        appendix: Span::new(end, text.len()),
        numbers,
    }
}

/// Every paragraph, and whether it is a cell of a grid. Old content systems put whole reports into one cell of a table.
fn paragraphs(document: &Document) -> impl Iterator<Item = (Span, bool)> + '_ {
    document.blocks.iter().flat_map(move |block| {
        let (paragraph, cells): (Option<Span>, &[_]) = match block {
            Block::Paragraph(paragraph) => (Some(paragraph.span), &[]),
            Block::Table(table) => (None, &table.cells),
        };
        let in_grid = number::is_grid(block);
        let cells = cells.iter().flat_map(move |cell| lines(document, cell.span).map(move |line| (line, in_grid)));
        paragraph.map(|span| (span, false)).into_iter().chain(cells)
    })
}

fn lines(document: &Document, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut start = span.start;
    span.of(&document.text).split('\n').map(move |line| {
        let line = Span::new(start, start + line.len());
        start = line.end + 1;
        line
    })
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

fn is_appendix(line: &str) -> bool {
    let rest = line.strip_prefix('附').and_then(|rest| rest.strip_prefix(['件', '表', '录']).or(Some(rest)));
    rest.is_some_and(|rest| {
        rest.chars().next().is_none_or(|c| matches!(c, ':' | '：') || is_blank(c) || is_digit(c) || is_numeral(c))
    })
}

/// The heading that a line is or begins with.
fn line_start(text: &str, content: Span, edition: &Edition, in_grid: bool) -> Option<Start> {
    match number_at(text, content.start).filter(|number| number.span.end <= content.end) {
        Some(number) if number.style == Style::Chapter => {
            let heading = heading_behind(text, number, content, edition, in_grid)?;
            start(text, Some(number), heading, edition)
        }
        number => unnumbered(text, number, content, edition),
    }
}

fn start(text: &str, number: Option<Number>, heading: Span, edition: &Edition) -> Option<Start> {
    let words = heading.of(text);
    if wording::is_row(edition, words) {
        return None;
    }
    let found = known(edition, words);
    let fit = found.map_or(Fit::Subject, |(_, fit)| fit);
    let firm = edition.fixed_sections && found.is_some() && fit != Fit::Subject;
    Some(Start { number, heading, form: found.map(|(section, _)| section), fit, firm })
}

/// In fixed editions a line that is nothing but a known wording is a heading, with an unusual number or none.
fn unnumbered(text: &str, number: Option<Number>, content: Span, edition: &Edition) -> Option<Start> {
    if !edition.fixed_sections || content.len() > LONGEST_HEADING * 3 {
        return None;
    }
    let line = content.of(text);
    if !wording::ends_like_one(edition, line) {
        return None;
    }
    let mut heading = content;
    if let Some(number) = number {
        heading = trim(text, Span::new(number.span.end, content.end));
    } else if line.starts_with('第')
        && let Some(at) = line.place_of("部分")
    {
        if line.get(..at).is_some_and(|number| number.chars().count() > 3) {
            return None;
        }
        heading = trim(text, Span::new(content.start + at + "部分".len(), content.end));
    } else if line.starts_with(is_numeral) || line.starts_with(is_digit) {
        let bare = line.trim_start_matches(|c: char| is_numeral(c) || is_digit(c));
        let bare = bare.trim_start_matches(|c: char| is_blank(c) || matches!(c, '，' | ',' | '：' | ':' | '．' | '·'));
        heading = Span::new(content.end - bare.len(), content.end);
    }
    let section = wording::exactly(edition, &letters(heading.of(text)))?;
    let number = number.or_else(|| {
        let numeral = Span::new(content.start, heading.start);
        let digits = numeral.of(text).trim_end_matches(|c: char| !is_numeral(c));
        let value = crate::numeral::chinese_numeral(digits).filter(|_| digits.starts_with(is_numeral))?;
        let span = Span::new(content.start, content.start + digits.len());
        Some(Number { style: Style::Chapter, value, span, stance: Stance::Opening })
    });
    Some(Start { number, heading, form: Some(section), fit: Fit::Exact, firm: true })
}

/// The heading behind a number: the rest of a short line, or in a long one as much as is a known wording.
fn heading_behind(text: &str, number: Number, paragraph: Span, edition: &Edition, in_grid: bool) -> Option<Span> {
    let rest = trim(text, Span::new(number.span.end, paragraph.end));
    let line = rest.of(text);
    let count = line.chars().take(LONGEST_HEADING + 1).count();
    if edition.fixed_sections {
        if count <= LONGEST_HEADING
            && wording::begins_wording(edition, line)
            && let Some(length) = known_length(edition, text.get(rest.start..)?).filter(|length| *length > line.len())
        {
            // A narrow page broke the heading.
            return Some(Span::new(rest.start, rest.start + length));
        }
        if let Some(length) = known_length(edition, line) {
            let behind = line.get(length..).unwrap_or("");
            let goes_on = count <= LONGEST_HEADING
                && (behind.chars().next().is_some_and(|c| "和与及、".holds(c))
                    || behind.starts_with("以及")
                    || behind.ends_with("情况"));
            return Some(if goes_on { rest } else { Span::new(rest.start, rest.start + length) });
        }
        let sentence = line.trim_end_matches(['。', '：', ':']).chars().any(|c| "。；，,：:|\t".holds(c));
        return (count <= LONGEST_HEADING && count > 0 && !sentence && !in_grid).then_some(rest);
    }
    if known_length(edition, line) == Some(line.len()) {
        return Some(rest);
    }
    let stop = line.find(['。', '；', '\n', '：', ':']).unwrap_or(line.len());
    let head = without_page(line.get(..stop)?.trim_end_matches(is_blank));
    let head_count = head.chars().filter(|c| !is_blank(*c)).count();
    if head_count == 0 || in_grid {
        return None;
    }
    if head_count <= LONGEST_HEADING && line.get(stop..).is_some_and(|tail| tail.chars().take(2).count() <= 1) {
        return Some(Span::new(rest.start, rest.start + head.len()));
    }
    // A heading and its text in one line, divided by a blank: 一、概述 2010年我镇…
    let wide = head
        .find(is_blank)
        .filter(|at| head.get(..*at).is_some_and(|head| (2..=LONGEST_HEADING).contains(&head.chars().count())));
    let brief = head.get(..wide.unwrap_or(head.len()))?;
    (brief.chars().count() <= LONGEST_HEADING).then(|| Span::new(rest.start, rest.start + brief.len()))
}

/// A line of a table of contents without its dots and page number.
fn without_page(line: &str) -> &str {
    let bare = line.trim_end_matches(is_digit);
    let dots = bare.trim_end_matches(|c: char| is_blank(c) || matches!(c, '.' | '…' | '·' | '．' | '-' | '—' | '_'));
    if bare.get(dots.len()..).is_some_and(|dots| dots.chars().take(2).count() == 2) { dots } else { line }
}

/// Headings inside a paragraph, as in a report that lost its line breaks: 一、 with a known wording behind it, after the end
/// of a sentence, a blank, a bracket, a figure, or behind the last cell of a table.
fn inline_headings(
    text: &str,
    index: &Index,
    within: Span,
    edition: &Edition,
    filled: &Filled,
    starts: &mut Vec<Start>,
) {
    let mut skip_to = within.start;
    for (sign, before) in index.signs(within) {
        let at = sign + before.len_utf8();
        if starts.len() >= MOST_HEADINGS {
            break;
        }
        // A numeral takes three bytes; behind most signs of a table stand others.
        if text.as_bytes().get(at).is_none_or(|lead| *lead < 0xe0)
            || at < skip_to
            || !opens_heading(before)
            || !Span::new(at, within.end).of(text).chars().next().is_some_and(is_numeral)
        {
            continue;
        }
        let Some(number) = number_at(text, at).filter(|number| number.style == Style::Chapter) else { continue };
        if !edition.fixed_sections && filled.in_table(at) {
            continue;
        }
        let rest = trim(text, Span::new(number.span.end, within.end));
        let length = if edition.fixed_sections {
            known_length(edition, rest.of(text))
        } else {
            free_length(edition, rest.of(text))
        };
        if let Some(length) = length
            && let Some(start) = start(text, Some(number), Span::new(rest.start, rest.start + length), edition)
        {
            skip_to = start.heading.end;
            starts.push(start);
        }
    }
}

/// Whether a heading may follow a character.
fn opens_heading(before: char) -> bool {
    is_blank(before)
        || matches!(before, '。' | '；' | '：' | '！' | '〕' | '】' | '）' | ')' | '|' | '”' | '元')
        || is_digit(before)
}

/// In a report with free headings and no line breaks, a heading ends before a blank, a figure, a bracket or a stop.
fn free_length(edition: &Edition, text: &str) -> Option<usize> {
    let end = text
        .find(|c: char| is_blank(c) || is_digit(c) || matches!(c, '（' | '(' | '〔' | '。' | '，' | ','))
        .unwrap_or(text.len());
    let head = text.get(..end)?;
    let count = head.chars().take(LONGEST_HEADING + 1).count();
    ((2..=LONGEST_HEADING).contains(&count) && known(edition, head).is_some()).then_some(end)
}

/// Of several places for one section of the form the one that looks most like a heading stays: numbered 一、 before
/// unnumbered, and （一） or 1. only where hardly any other heading is there.
fn keep_best(starts: &mut Vec<Start>, edition: &Edition) {
    if !edition.fixed_sections {
        return;
    }
    let chapter = |start: &Start| start.number.is_some_and(|number| number.style == Style::Chapter);
    let other_style = |start: &Start| start.number.is_some_and(|number| number.style != Style::Chapter);
    let numbered = starts.iter().filter(|start| chapter(start) && start.firm).count();
    let proper = starts.iter().filter(|start| start.firm && !other_style(start)).count();
    let of_chapters: Vec<&str> =
        starts.iter().filter(|start| chapter(start) && start.firm).filter_map(|start| Some(start.form?.id)).collect();
    let has_chapter = |start: &Start| start.form.is_some_and(|form| of_chapters.contains(&form.id));
    starts.retain(|start| {
        chapter(start)
            || start.number.is_none() && (numbered == 0 || !has_chapter(start))
            || other_style(start) && proper < 2
    });
    // （一）主动公开情况 and 一、主动公开情况 under 总体情况 are not section two where that is there with its own number.
    let proper: Vec<&str> = starts
        .iter()
        .filter(|start| start.firm && start.value() == start.form.map(|form| form.number as i64))
        .filter_map(|start| Some(start.form?.id))
        .collect();
    for start in starts.iter_mut() {
        if let Some(form) = start.form
            && proper.contains(&form.id)
            && start.value().is_some_and(|value| value != form.number as i64)
        {
            start.firm = false;
        }
    }
}

/// Drops a list of headings that stand without text and come again elsewhere: a table of contents, a menu, a sentence that
/// lists the parts.
fn drop_contents(text: &str, starts: &mut Vec<Start>) {
    let keys: Vec<Vec<char>> = starts.iter().map(|start| letters(start.heading.of(text))).collect();
    let same = |a: usize, b: usize| {
        keys.get(a) == keys.get(b)
            || matches!((starts.get(a), starts.get(b)), (Some(a), Some(b))
                if (a.firm && b.firm || a.firm != b.firm && a.form.is_some()) && a.form == b.form)
    };
    let bare = |index: usize| {
        let (Some(start), Some(next)) = (starts.get(index), starts.get(index + 1)) else { return false };
        !Span::new(start.heading.end, next.at()).of(text).chars().any(char::is_alphabetic)
    };
    let count = starts.len().min(LOOK_AHEAD * 2);
    let again = |index: usize, from: usize, to: usize| (0..count).any(|at| (at < from || at >= to) && same(at, index));
    let mut dropped = vec![false; starts.len()];
    let mut from = 0;
    while from < count {
        let mut to = from;
        while to < count && bare(to) {
            to += 1;
        }
        // The last of the list is followed by the preface or by the end.
        let closed = to + usize::from(to < count);
        if to > from + 1 {
            let end = if to < count && again(to, from, closed) { closed } else { to };
            let repeated = (from..end).filter(|index| again(*index, from, end)).count();
            if repeated * 5 >= (end - from) * 4 {
                dropped.iter_mut().take(end).skip(from).for_each(|mark| *mark = true);
            }
        }
        from = closed.max(from + 1);
    }
    let mut marks = dropped.into_iter();
    starts.retain(|_| !marks.next().unwrap_or(false));
}

/// Drops headings of an inner list that is numbered like the sections (一、存在的问题 二、改进措施 under section five), and
/// those of an attachment: their numbers begin again at 一.
fn drop_nested(starts: &mut Vec<Start>, edition: &Edition) {
    let mut kept = Vec::with_capacity(starts.len());
    let mut outer = 0;
    let mut index = 0;
    while let Some(start) = starts.get(index) {
        if start.firm || start.value() != Some(1) || outer == 0 {
            outer = start.value().unwrap_or(outer + 1);
            kept.push(*start);
            index += 1;
            continue;
        }
        let is = |at: usize, value: i64| starts.get(at).is_some_and(|s| !s.firm && s.value() == Some(value));
        let comes_again = |from: usize| (from..from + LOOK_AHEAD).any(|at| is(at, outer + 1));
        let mut end = index + 1;
        let mut value = 1;
        while is(end, value + 1) && (value + 1 != outer + 1 || edition.fixed_sections || comes_again(end + 1)) {
            value += 1;
            end += 1;
        }
        let at_end = end == starts.len();
        let continued = starts.get(end).is_some_and(|next| next.firm || next.value() == Some(outer + 1));
        let nested = if value == 1 { at_end && outer > 2 } else { continued || at_end || outer > 1 };
        if nested {
            index = end;
        } else {
            kept.push(*start);
            outer = outer.max(1);
            index += 1;
        }
    }
    *starts = kept;
}

fn trim(text: &str, span: Span) -> Span {
    crate::figures::trimmed(text, span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Draft, Hints, read};

    fn outlined(text: &str, edition: &str) -> (Outline, String) {
        let document = read(&Draft::Text(text), &Hints::default()).expect("text");
        let edition = Edition::named(edition).expect("edition");
        (outline(&document, &Index::of(&document.text), edition, &Filled::default()), document.text)
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
    fn quarters_and_classes_are_no_headings() {
        for words in ["三、四季度的情况将另行公布。", "一、二级响应的情况", "二、三产业有关情况"]
        {
            let (outline, _) = outlined(&HEADINGS.replace("好。", &format!("好。\n{words}")), "2021");
            assert_eq!(outline.sections.len(), 6, "{words}");
        }
        let (outline, _) = outlined("一、二〇一二年工作情况\n好。\n二、主动公开情况\n好。", "2008");
        assert_eq!(outline.sections.len(), 2);
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
    fn unusual_headings_of_the_first_level() {
        for (from, to) in [
            ("、", "、\t"),
            ("、", "．"),
            ("、", "\u{3000}"),
            ("\n", "\n## "),
            ("\n", "\n\u{3000}\u{3000}"),
            ("行政复议、行政诉讼", "行政复议、\n行政诉讼"),
            ("三、", ""),
            ("（一）主动公开。好。", "一、主动公开\n好。\n二、依申请公开\n好。"),
        ] {
            let (outline, _) = outlined(&HEADINGS.replace(from, to), "2021");
            let expected = ["overview", "proactive", "applications", "review", "problems", "other"];
            assert_eq!(ids(&outline), expected, "{from:?} as {to:?}");
        }
    }

    #[test]
    fn sections_numbered_otherwise_where_nothing_else_is_there() {
        let text = "1.总体情况\n好。\n2.主动公开政府信息情况\n3.收到和处理政府信息公开申请情况";
        assert_eq!(ids(&outlined(text, "2021").0), ["overview", "proactive", "applications"]);
        let topic = "一、总体情况\n（一）主动公开情况\n好。\n二、收到和处理政府信息公开申请情况";
        assert_eq!(ids(&outlined(topic, "2021").0), ["overview", "applications"]);
    }

    #[test]
    fn a_list_of_the_sections_is_no_section() {
        let heads =
            "一、总体情况……1\n二、主动公开政府信息情况……2\n三、收到和处理政府信息公开申请情况……3\n根据条例编制。\n";
        let (outline, text) = outlined(&HEADINGS.replacen('\n', &format!("\n{heads}"), 1), "2021");
        assert_eq!(outline.sections.len(), 6);
        assert!(outline.preface.of(&text).ends_with("根据条例编制。\n"));
    }

    #[test]
    fn an_attachment_is_no_part_of_the_last_section() {
        let (outline, text) = outlined(&format!("{HEADINGS}\n附件1：办法\n一、总则\n好。\n二、附则\n好。"), "2021");
        assert_eq!(outline.sections.last().map(|section| section.body.of(&text).trim()), Some("无"));
        assert!(outline.appendix.of(&text).starts_with("附件1"));
    }

    #[test]
    fn numbers_of_every_style() {
        let (outline, _) = outlined("（一）甲。一是乙；二是丙。\n1.丁\n（1）戊\n3.5万元\n2023年", "2021");
        let styles: Vec<Style> = outline.numbers.iter().map(|number| number.style).collect();
        assert_eq!(styles, [Style::Section, Style::Point, Style::Point, Style::Item, Style::SubItem]);
    }
}
