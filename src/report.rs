//! The form filled in from the document: what report this is, its sections and its cells.

use crate::align::{Alignment, Part, PlacedLabel, align};
use crate::document::Document;
use crate::form::{CellId, EDITIONS, Edition};
use crate::local::{LocalTable, local_tables};
use crate::numeral::{chinese_numeral, digit, is_blank, is_digit};
use crate::outline::{Outline, outline};
use crate::position::Span;
use crate::previous::LastYear;
use crate::prose::Prose;
use crate::recover::{Cell, CellState, Filled, recover};
use crate::rules::{Line, running_lines};
use crate::words::{Index, Words};

/// A draft understood as a report.
#[derive(Debug)]
pub struct Report<'a> {
    /// The draft.
    pub document: &'a Document,
    /// The edition whose form the draft follows; none when it is no report.
    pub edition: Option<&'static Edition>,
    /// Whether tables of the edition were found, or only the year told which it must be.
    pub by_labels: bool,
    /// The title, if one was found.
    pub title: Option<Span>,
    /// The agency that the title names.
    pub agency: Option<Span>,
    /// The year that is reported on.
    pub year: Option<u16>,
    /// Where the year stands.
    pub year_span: Option<Span>,
    /// The day of publication as year, month, day.
    pub published: Option<(u16, u8, u8)>,
    /// The sections.
    pub outline: Outline,
    /// The tables.
    pub filled: Filled,
    /// Statistics tables of no known form, in editions that had such.
    pub local: Vec<LocalTable>,
    /// The labels found, with slips in their wording.
    pub alignment: Option<Alignment>,
    /// What stands outside the tables, with its figures.
    pub prose: Prose,
    /// The draft begins in the middle, with a later section than the first and next to nothing before it.
    pub begins_late: bool,
    /// Where the draft breaks off, if it was cut: nothing behind it can be missed.
    pub cut: Option<usize>,
    /// Where which letters and signs stand in the text.
    pub index: Index<'a>,
    /// The lines outside the tables.
    pub lines: Vec<Line>,
    /// Last year's report; none where nobody gave it, or why what was given is not it.
    pub previous: Result<Option<LastYear<'a>>, String>,
}

impl Report<'_> {
    /// The draft's text.
    pub fn text(&self) -> &str {
        &self.document.text
    }

    /// A cell of the form.
    pub fn cell(&self, id: CellId) -> Option<&Cell> {
        self.filled.cell(id)
    }

    /// How many cells of the form there are in each state.
    pub fn count(&self, state: CellState) -> usize {
        self.filled.cells.iter().filter(|(_, cell)| cell.state == state).count()
    }
}

/// Understands a draft. `edition` overrides what would be recognised.
pub fn understand<'a>(document: &'a Document, edition: Option<&'static Edition>) -> Report<'a> {
    let text = document.text.as_str();
    let index = Index::of(text);
    let found = &index.letters;
    let facts = facts(document, &index);
    let mut alignments = align(text, found, edition);
    let best = alignments.iter().map(|alignment| alignment.weight).max().unwrap_or(0);
    // The tables of two editions can weigh the same where only what they share was pasted: then the year decides.
    let by_year = facts.year.and_then(Edition::of_year);
    let chosen = match edition {
        Some(edition) => alignments.iter().position(|alignment| alignment.edition.id == edition.id),
        None if best == 0 => None,
        None => alignments
            .iter()
            .position(|alignment| alignment.weight == best && by_year.is_some_and(|e| e.id == alignment.edition.id))
            .or_else(|| alignments.iter().rposition(|alignment| alignment.weight == best)),
    };
    let alignment = chosen
        .map(|index| alignments.swap_remove(index))
        .filter(|alignment| !alignment.labels.is_empty() && (edition.is_some() || is_of_the_form(alignment)));
    let by_labels = alignment.is_some();
    let edition = edition
        .or(alignment.as_ref().map(|alignment| alignment.edition))
        .or_else(|| by_year.filter(|_| looks_like_a_report(text, &facts)))
        .or_else(|| by_headings(document, &index).filter(|_| looks_like_a_report(text, &facts)));
    let filled = match &alignment {
        Some(alignment) => recover(document, found, alignment),
        None => Filled::default(),
    };
    let own_tables = edition.is_some_and(|edition| !edition.fixed_sections) && filled.zones.is_empty();
    let local = if own_tables { local_tables(document) } else { Vec::new() };
    let outline = edition.map_or_else(Outline::default, |edition| outline(document, &index, edition, &filled));
    let mut report = Report {
        document,
        edition,
        by_labels,
        title: facts.title,
        agency: facts.agency,
        year: facts.year,
        year_span: facts.year_span,
        published: facts.published,
        outline,
        filled,
        local,
        alignment,
        prose: Prose::default(),
        begins_late: false,
        cut: None,
        index,
        lines: Vec::new(),
        previous: Ok(None),
    };
    report.lines = running_lines(&report);
    report.cut = cut(&report);
    report.begins_late = begins_late(&report);
    if edition.is_some() {
        report.prose = Prose::of(&report);
    }
    report
}

/// Whether the labels are those of the form, and not of a local table that has some rows in the same words: of the one table
/// of the narrative editions either the beginning is there or a third of the rows.
fn is_of_the_form(alignment: &Alignment) -> bool {
    let [table] = alignment.edition.tables else { return true };
    let rows = |most: usize| {
        let of_row = |label: &&PlacedLabel| matches!(label.part, Part::Row(row) if row < most);
        alignment.labels.iter().filter(of_row).count()
    };
    rows(3) >= 2 || rows(table.rows.len()) * 3 >= table.rows.len()
}

/// The newest edition of which two headings stand in the draft, for drafts without a year.
fn by_headings(document: &Document, index: &Index) -> Option<&'static Edition> {
    let fixed = EDITIONS.iter().copied().rfind(|edition| edition.fixed_sections)?;
    let known = outline(document, index, fixed, &Filled::default());
    (known.sections.iter().filter(|section| section.form.is_some() && !section.deviates).count() >= 2).then_some(fixed)
}

/// Whether the words of an annual report are there: a title, or the expression with two of its subjects.
fn looks_like_a_report(text: &str, facts: &Facts) -> bool {
    let subjects =
        ["主动公开", "依申请公开", "公开申请", "行政复议", "行政诉讼", "收费", "存在的主要问题", "存在的问题"];
    let known = subjects.iter().filter(|word| text.has(word)).count();
    text.has("信息公开") && (facts.title.is_some() && known >= 1 || known >= 3)
}

fn begins_late(report: &Report) -> bool {
    let first = report.outline.sections.first();
    let number = first.and_then(|section| section.number).map_or(1, |number| number.value);
    let words = report.outline.preface.of(report.text()).chars().filter(|c| c.is_alphabetic()).count();
    report.edition.is_some_and(|edition| edition.fixed_sections)
        && number > 1
        && first.and_then(|section| section.form).is_some_and(|form| form.number as i64 == number)
        && words < 120
}

/// Where the draft breaks off: inside a table of the form, in the middle of a heading or of a sentence.
fn cut(report: &Report) -> Option<usize> {
    let text = report.text();
    let end = text.trim_end_matches(|c: char| is_blank(c) || c == '|').len();
    if let Some(alignment) = &report.alignment
        && let Some((_, zone)) = report.filled.zones.iter().max_by_key(|(_, zone)| zone.end)
    {
        let whole = text.get(zone.end.min(text.len())..).unwrap_or("");
        // Figures there, and 无, are cells of the last row.
        let nothing_behind = !whole.chars().any(|c| c.is_alphabetic() && c != '无');
        let tables = alignment.edition.tables;
        let finished = alignment.labels.last().is_some_and(|label| match label.part {
            Part::Row(row) => {
                label.table + 1 == tables.len() && tables.last().is_some_and(|table| row + 1 == table.rows.len())
            }
            Part::Line => report.filled.rows.iter().any(|row| row.table == label.table && !row.run.is_empty()),
            _ => false,
        });
        if nothing_behind && !finished {
            return Some(zone.end);
        }
    }
    let edition = report.edition?;
    let section = report.outline.sections.last()?;
    let body = section.body.of(text).trim();
    if body.is_empty() && section.form.is_none() && !section.heading.is_empty() {
        let heading = crate::letters::letters(section.heading.of(text));
        let begins = |wording: &str| crate::letters::letters(wording).starts_with(&heading);
        let starts_one = edition.sections.iter().any(|s| begins(s.heading) || s.accepted.iter().any(|w| begins(w)));
        if starts_one || !edition.fixed_sections {
            return Some(end);
        }
    }
    let last_line = text.get(..end)?.lines().next_back()?;
    let last_sentence = last_line.rsplit(['。', '；', '！', '：']).next()?;
    let broken = last_sentence.chars().count() > 8
        && last_sentence.chars().count() < last_line.chars().count()
        && !last_sentence.contains(is_digit)
        && last_line.chars().next_back().is_some_and(|c| {
            (c.is_alphabetic() || "，,、“（《".holds(c)) && !"日室府局会处委表项无厅队院站心省市县区镇乡道".holds(c)
        });
    broken.then_some(end)
}

#[derive(Debug, Default)]
struct Facts {
    title: Option<Span>,
    agency: Option<Span>,
    year: Option<u16>,
    year_span: Option<Span>,
    published: Option<(u16, u8, u8)>,
}

/// How much of the draft's beginning a title may stand in.
const TITLE_WITHIN: usize = 3000;

fn facts(document: &Document, index: &Index) -> Facts {
    let text = document.text.as_str();
    let mut facts = Facts::default();
    for line in lines(text, TITLE_WITHIN) {
        if let Some((title, year)) = title_in(text, line) {
            // A sentence that speaks of the report tells the year that the title before it leaves out.
            let in_sentence = Span::new(title.end, line.end).of(text).holds('。');
            if !(in_sentence && facts.agency.is_some()) {
                facts.title = Some(title);
                facts.agency = agency_in(text, title, year);
            }
            if let Some((year, span)) = year {
                (facts.year, facts.year_span) = (Some(year), Some(span));
            }
            if facts.year.is_some() {
                break;
            }
        }
    }
    if facts.year.is_none()
        && let Some((year, span)) = period_year(text).or_else(|| commonest_year(text))
    {
        (facts.year, facts.year_span) = (Some(year), Some(span));
    }
    facts.published = published(text, index);
    facts
}

fn lines(text: &str, within: usize) -> impl Iterator<Item = Span> + '_ {
    // A part of a longer draft has blanks in place of what stands before it.
    let blank = text.len() - text.trim_start().len();
    let mut start = 0;
    text.split('\n').map_while(move |line| {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        (span.start < blank + within).then(|| crate::figures::trimmed(text, span))
    })
}

/// The title in a line: `…2023年政府信息公开工作年度报告`, in a long line as much as stands around the words.
pub(crate) fn title_in(text: &str, line: Span) -> Option<(Span, Option<(u16, Span)>)> {
    let inside = line.of(text);
    let mut from = 0;
    while let Some(at) = inside.get(from..)?.place_of("信息公开").map(|at| at + from) {
        from = at + "信息公开".len();
        let rest = inside.get(from..)?;
        // 政府信息公开工作2023年度报告: the year may stand inside.
        let counts = |c: &char| !is_blank(*c) && !is_digit(*c);
        let compact: String = rest.chars().take(16).filter(counts).collect();
        let Some(ending) = ["工作年度报告", "年度工作报告", "工作年报", "年度报告", "工作报告", "年报", "工作总结"]
            .into_iter()
            .find(|ending| compact.starts_with(ending))
        else {
            // The title's last words may stand on a line of their own.
            let next_line = text.get(line.end..).unwrap_or("").trim_start();
            if compact == "工作" && next_line.starts_with("年度报告") && inside.chars().count() < 50 {
                return Some((line, year_in(text, line)));
            }
            continue;
        };
        let mut end = from;
        let mut left = ending.chars().count();
        for (offset, character) in rest.char_indices() {
            if left == 0 {
                break;
            }
            left -= usize::from(counts(&character));
            end = from + offset + character.len_utf8();
        }
        let head = inside.get(..at)?;
        let stop = |c: char| {
            matches!(c, '。' | '，' | ',' | '；' | '：' | ':' | '《' | '“' | '>' | '、' | '|' | '#' | '\t' | '※')
        };
        let start = head
            .rfind(stop)
            .map_or(0, |at| at + head.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8));
        // Before the first value of a line divided by commas stand commas for the blank columns.
        let start = start + usize::from(head.get(start..)?.starts_with('"'));
        let before = head.get(..start)?.trim_end_matches('"');
        let quoted =
            before.chars().next_back().is_some_and(|c| "《“、，,".holds(c)) && !before.trim_matches(',').is_empty();
        let title = crate::figures::trimmed(text, Span::new(line.start + start, line.start + end));
        // A long line holds the whole report: its title is what follows the last blank before it that is not inside it.
        let title = if title.of(text).chars().count() > 50 { return None } else { title };
        if quoted || title.of(text).chars().any(|c| matches!(c, '（' | '(')) && ending == "工作报告" {
            continue;
        }
        let year = year_in(text, title);
        // In a site's menu, or in the line that leads to a page, the words name a column: 首页 > 政府信息公开年报.
        let agency = head.get(start..)?.trim();
        let names_a_column = agency == "政府" && ending.ends_with("年报") || before.ends_with(['>', '：', ':']);
        let only_words = agency.is_empty() || names_a_column;
        if year.is_none() && (only_words || inside.chars().count() > 60) {
            continue;
        }
        return Some((title, year));
    }
    None
}

/// The first year in a span: 2023, ２０２３, 二〇二三, 二○二三.
fn year_in(text: &str, span: Span) -> Option<(u16, Span)> {
    let mut run = String::new();
    let mut start = span.start;
    let mut chinese = false;
    let inside = span.of(text);
    for (offset, character) in inside.char_indices().chain([(inside.len(), '\0')]) {
        let at = span.start + offset;
        let is_chinese = is_chinese_digit(character);
        if is_digit(character) || is_chinese {
            if run.is_empty() || chinese != is_chinese {
                run.clear();
                start = at;
                chinese = is_chinese;
            }
            match digit(character).and_then(|d| char::from_digit(d, 10)) {
                Some(ascii) => run.push(ascii),
                None => run.push(character),
            }
            continue;
        }
        if run.chars().count() == 4 {
            let year =
                if chinese { chinese_numeral(&run).and_then(|y| u16::try_from(y).ok()) } else { run.parse().ok() };
            if let Some(year) = year.filter(|year| (2008..2100).contains(year)) {
                return Some((year, Span::new(start, at)));
            }
        }
        run.clear();
    }
    None
}

fn is_chinese_digit(character: char) -> bool {
    matches!(character, '〇' | '○' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}

pub(crate) fn agency_in(text: &str, title: Span, year: Option<(u16, Span)>) -> Option<Span> {
    let words = title.of(text).place_of("政府信息公开").or_else(|| title.of(text).place_of("信息公开"))?;
    let whole = Span::new(title.start, title.start + words);
    let year = year.map(|(_, span)| span).filter(|span| whole.contains(*span));
    let agency = match year {
        Some(year) if year.start > title.start => Span::new(title.start, year.start),
        Some(year) => {
            let rest = year_end(text, year.end);
            Span::new(rest, whole.end)
        }
        None => whole,
    };
    let agency = crate::figures::trimmed(text, agency);
    if !agency.is_empty() {
        return Some(agency);
    }
    // The agency may stand on the line above.
    let mark = |c: char| is_blank(c) || matches!(c, '#' | '*');
    let above = text.get(..title.start)?.trim_end_matches(mark);
    let start = above.rfind('\n').map_or(0, |at| at + 1);
    let start = start + above.get(start..)?.len() - above.get(start..)?.trim_start_matches(mark).len();
    let line = crate::figures::trimmed(text, Span::new(start, above.len()));
    let name = line.of(text);
    let ends = "政府|办公室|局|会|街道|镇|乡|厅|处|中心|省|市|县|区|州|旗|队|院|署";
    (name.chars().count() <= 25 && ends.split('|').any(|end| name.ends_with(end))).then_some(line)
}

/// Behind 年 or 年度, where they follow a year.
fn year_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let bare = rest.trim_start_matches(is_blank);
    let after = bare.strip_prefix("年度").or_else(|| bare.strip_prefix('年')).unwrap_or(bare);
    at + (rest.len() - after.len())
}

/// The year of 自2023年1月1日.
fn period_year(text: &str) -> Option<(u16, Span)> {
    let at = ["统计期限", "统计时限", "统计时间", "数据的统计", "数据统计"]
        .into_iter()
        .find_map(|word| text.place_of(word))?;
    let end = text.get(at..)?.char_indices().nth(40).map_or(text.len(), |(offset, _)| at + offset);
    year_in(text, Span::new(at, end))
}

/// The year that the draft names most often, with 年 behind it.
fn commonest_year(text: &str) -> Option<(u16, Span)> {
    let mut counts: Vec<(u16, usize, Span)> = Vec::new();
    let mut at = 0;
    while let Some((year, span)) = year_in(text, Span::new(at, text.len())) {
        at = span.end;
        if !text.get(at..)?.trim_start_matches(is_blank).starts_with('年') {
            continue;
        }
        match counts.iter_mut().find(|(known, ..)| *known == year) {
            Some((_, count, _)) => *count += 1,
            None => counts.push((year, 1, span)),
        }
    }
    counts.into_iter().max_by_key(|(year, count, _)| (*count, *year)).map(|(year, _, span)| (year, span))
}

/// The day of publication: behind 发布时间, or alone on a line.
fn published(text: &str, index: &Index) -> Option<(u16, u8, u8)> {
    let whole = Span::new(0, text.len());
    let labelled = ["发布时间", "发布日期", "公开日期", "发文日期", "成文日期", "生成日期"]
        .into_iter()
        .filter_map(|word| index.place_of(whole, word).map(|at| at + word.len()))
        .find_map(|at| {
            let rest = text.get(at..)?.trim_start_matches(|c: char| is_blank(c) || matches!(c, ':' | '：' | '|'));
            date_at(rest).map(|(date, _)| date)
        });
    labelled.or_else(|| {
        text.lines().rev().find_map(|line| {
            let bare = line.trim_matches(|c: char| is_blank(c) || matches!(c, '(' | ')' | '（' | '）' | '|'));
            let (date, length) = date_at(bare)?;
            (length == bare.len()).then_some(date)
        })
    })
}

/// A date at the start of a text, and how many bytes it takes: 2024-01-18, 2024年1月18日, 二○二四年一月十八日.
pub fn date_at(text: &str) -> Option<((u16, u8, u8), usize)> {
    let mut at = 0;
    let mut parts: [u32; 3] = [0; 3];
    for (index, part) in parts.iter_mut().enumerate() {
        let rest = text.get(at..)?;
        let skipped = rest.len() - rest.trim_start_matches(is_blank).len();
        let rest = rest.get(skipped..)?;
        let end = rest.find(|c: char| !is_digit(c) && !is_chinese_digit(c) && c != '十').unwrap_or(rest.len());
        let figure = rest.get(..end).filter(|figure| !figure.is_empty())?;
        let digits: Option<u32> = figure.chars().try_fold(0u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?));
        let value = match digits {
            Some(value) => value,
            None => u32::try_from(chinese_numeral(figure)?).ok()?,
        };
        *part = value;
        at += skipped + end;
        let rest = text.get(at..)?;
        let skipped = rest.len() - rest.trim_start_matches(is_blank).len();
        let mark = rest.get(skipped..).and_then(|r| r.chars().next());
        let expected = [['年', '-', '/', '.'], ['月', '-', '/', '.'], ['日', '日', '日', '日']];
        match mark {
            Some(mark) if expected.get(index)?.contains(&mark) => at += skipped + mark.len_utf8(),
            _ if index == 2 => {}
            _ => return None,
        }
    }
    let [year, month, day] = parts;
    let date = (u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    ((2000..2100).contains(&date.0) && (1..=12).contains(&date.1) && (1..=31).contains(&date.2)).then_some((date, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Draft, Hints, read};

    fn known(text: &str) -> (Option<String>, Option<String>, Option<u16>) {
        let document = read(&Draft::Text(text), &Hints::default()).expect("text");
        let facts = facts(&document, &Index::of(&document.text));
        let of = |span: Option<Span>| span.map(|span| span.of(text).to_owned());
        (of(facts.title), of(facts.agency), facts.year)
    }

    #[test]
    fn titles_as_they_are_written() {
        for (text, agency, year) in [
            ("云溪县2023年政府信息公开工作年度报告\n一、", "云溪县", 2023),
            ("首页 > 政府信息公开 > 政府信息公开年报\n云溪县2023年政府信息公开工作年度报告", "云溪县", 2023),
            ("标题: 青禾镇2013年度政府信息公开工作年度报告\n发布时间: 2014-01-10", "青禾镇", 2013),
            ("2019年云溪县人民政府办公室政府信息公开工作年度报告", "云溪县人民政府办公室", 2019),
            ("云溪县人民政府\n2023 年政府信息公开工作年度报告", "云溪县人民政府", 2023),
            ("云溪县人民政府2013年政府信息公开工作\n年度报告\n本报告", "云溪县人民政府", 2013),
            ("青禾街道2020政府信息公开工作年度报告", "青禾街道", 2020),
            ("云溪县统计局政府信息公开工作2023年度报告", "云溪县统计局", 2023),
            ("云溪县统计局二〇一五年政府信息公开年度报告", "云溪县统计局", 2015),
            (",,,\n,云溪县统计局2023年政府信息公开工作年度报告,,", "云溪县统计局", 2023),
            (",,\"云溪县统计局2023年政府信息公开工作年度报告\",", "云溪县统计局", 2023),
        ] {
            let (title, found, found_year) = known(text);
            assert!(title.is_some(), "{text}");
            assert_eq!((found.as_deref(), found_year), (Some(agency), Some(year)), "{text}");
        }
    }

    #[test]
    fn the_way_to_a_page_is_no_title() {
        for words in ["首页 > 政府信息公开 > 政府信息公开年报", "政府信息公开年报", "名称：政府信息公开工作年度报告"]
        {
            assert_eq!(known(&format!("{words}\n一、总体情况")).0, None, "{words}");
        }
        assert_eq!(known("首页 > 云溪县2023年政府信息公开年报\n一、总体情况").2, Some(2023));
    }

    #[test]
    fn without_a_title_the_text_tells_the_year() {
        assert_eq!(known("2023年，我区严格按照要求。2023年，我区公开信息12条。2024年，将继续。").2, Some(2023));
        assert_eq!(known("本报告数据统计期限自2021年1月1日起。2022年2022年2022年").2, Some(2021));
    }

    fn published_in(text: &str) -> Option<(u16, u8, u8)> {
        published(text, &Index::of(text))
    }

    #[test]
    fn dates_of_publication() {
        assert_eq!(published_in("发布时间:2021-01-25 10:39"), Some((2021, 1, 25)));
        assert_eq!(published_in("正文\n二○一四年一月十日\n"), Some((2014, 1, 10)));
        assert_eq!(published_in("正文\n(2026年1月23日)\n"), Some((2026, 1, 23)));
        assert_eq!(published_in("自2013年1月1日起至2013年12月31日"), None);
    }
}
