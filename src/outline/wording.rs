//! The wordings of the form's headings, and how near a heading comes to one.

use crate::form::{EDITIONS, Edition, Section as FormSection};
use crate::letters::{Letters, letters};
use crate::words::Words;
use std::sync::OnceLock;

use super::LONGEST_HEADING;

/// How a heading fits a section of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// The form's wording, an accepted one, or one that differs in nothing but fillers; in free editions: any.
    Exact,
    /// A wording with a slip or two.
    Near,
    /// Other words that can mean only this section.
    Subject,
}

struct Wording {
    section: &'static FormSection,
    printed: &'static str,
    letters: Vec<char>,
    core: Vec<char>,
}

struct Wordings {
    edition: &'static Edition,
    headings: Vec<Wording>,
    /// Row labels numbered like headings, such as 三、本年度办理结果.
    rows: Vec<Vec<char>>,
}

/// The wordings of all editions, reduced to letters once.
fn all() -> &'static [Wordings] {
    static WORDINGS: OnceLock<Vec<Wordings>> = OnceLock::new();
    WORDINGS.get_or_init(|| {
        EDITIONS
            .into_iter()
            .map(|edition| Wordings { edition, headings: headings(edition), rows: numbered_rows(edition) })
            .collect()
    })
}

/// The wordings of an edition.
fn wordings(edition: &Edition) -> Option<&'static Wordings> {
    all().iter().find(|wordings| wordings.edition.id == edition.id)
}

/// The section whose heading in a fixed edition has just these letters.
pub fn worded(found: &[char]) -> Option<&'static str> {
    for wordings in all() {
        let mut headings = wordings.headings.iter();
        if wordings.edition.fixed_sections
            && let Some(wording) = headings.find(|wording| wording.letters == found)
        {
            return Some(wording.section.id);
        }
    }
    None
}

fn headings(edition: &Edition) -> Vec<Wording> {
    let of_section = |section: &'static FormSection| {
        std::iter::once(section.heading).chain(section.accepted.iter().copied()).map(move |printed| {
            let letters = letters(printed);
            Wording { section, printed, core: core(&letters), letters }
        })
    };
    edition.sections.iter().flat_map(of_section).collect()
}

fn numbered_rows(edition: &Edition) -> Vec<Vec<char>> {
    if !edition.fixed_sections {
        return Vec::new();
    }
    let rows = edition.tables.iter().flat_map(|table| table.rows);
    let labels = rows.flat_map(|row| {
        let label = row.number.ends_with('、').then_some(row.label);
        [label, row.group.strip_prefix("三、")]
    });
    labels.flatten().map(letters).collect()
}

/// Letters without the words that officials add or leave out freely.
fn core(letters: &[char]) -> Vec<char> {
    const FILLERS: [&[char]; 5] =
        [&['工', '作'], &['行', '政', '机', '关'], &['本', '机', '关'], &['本', '单', '位'], &['年', '度']];
    let mut kept = Vec::with_capacity(letters.len());
    let mut rest = letters;
    while let Some((first, tail)) = rest.split_first() {
        if let Some(filler) = FILLERS.iter().find(|filler| rest.starts_with(filler)) {
            rest = rest.get(filler.len()..).unwrap_or_default();
            continue;
        }
        if !matches!(first, '的' | '和' | '与' | '以' | '及' | '年') {
            kept.push(*first);
        }
        rest = tail;
    }
    kept
}

/// The section of the edition that a heading names.
pub(super) fn known(edition: &Edition, heading: &str) -> Option<(&'static FormSection, Fit)> {
    if !edition.fixed_sections {
        return by_keyword(edition, heading).map(|section| (section, Fit::Exact));
    }
    let found = letters(heading);
    if found.is_empty() || found.len() > LONGEST_HEADING {
        return None;
    }
    if let Some(section) = exactly(edition, &found) {
        return Some((section, Fit::Exact));
    }
    let (cost, wording) = nearest(edition, &found, None)?;
    if cost * 4 <= wording.letters.len().min(found.len()) {
        return Some((wording.section, Fit::Near));
    }
    by_content(edition, heading).map(|section| (section, Fit::Subject))
}

/// The section whose heading is worded so, fillers aside.
pub(super) fn exactly(edition: &Edition, found: &[char]) -> Option<&'static FormSection> {
    let wordings = wordings(edition)?;
    let bare = core(found);
    wordings
        .headings
        .iter()
        .find(|wording| wording.letters == found || wording.core == bare)
        .map(|wording| wording.section)
}

/// The wording of a section that is nearest to a heading, and how many letters differ.
pub fn nearest_wording(edition: &Edition, section: &FormSection, heading: &str) -> Option<(usize, &'static str)> {
    nearest(edition, &letters(heading), Some(section.id)).map(|(cost, wording)| (cost, wording.printed))
}

fn nearest(edition: &Edition, found: &[char], section: Option<&str>) -> Option<(usize, &'static Wording)> {
    let candidates = wordings(edition)?.headings.iter();
    candidates
        .filter(|wording| section.is_none_or(|id| wording.section.id == id))
        .map(|wording| (distance(found, &wording.letters), wording))
        .min_by_key(|(cost, _)| *cost)
}

/// How many bytes of the text are a wording of the edition's headings; the longest wording counts, and one slip is let pass.
pub(super) fn known_length(edition: &Edition, text: &str) -> Option<usize> {
    let end = text.char_indices().nth(60).map_or(text.len(), |(offset, _)| offset);
    let found = Letters::of(text.get(..end)?);
    let headings = &wordings(edition)?.headings;
    let exact = headings.iter().map(|wording| &wording.letters).filter(|letters| found.chars.starts_with(letters));
    if let Some(longest) = exact.map(Vec::len).max() {
        return Some(found.span(0, longest).end);
    }
    if !edition.fixed_sections {
        return None;
    }
    let slips = headings.iter().filter(|wording| wording.letters.len() >= 6);
    let longest = slips.filter_map(|wording| slip(&found.chars, &wording.letters)).max()?;
    Some(found.span(0, longest).end)
}

/// How many letters at the start of `found` are the wording with one letter changed, too many or too few, such as
/// 行政法复议. The last letter must be right, so that the end is known.
fn slip(found: &[char], wording: &[char]) -> Option<usize> {
    let same = found.iter().zip(wording).take_while(|(a, b)| a == b).count();
    let tail = |from: usize, of_wording: usize| {
        let rest = wording.get(of_wording..).filter(|rest| !rest.is_empty())?;
        found.get(from..)?.starts_with(rest).then_some(from + rest.len())
    };
    tail(same + 1, same + 1).or_else(|| tail(same + 1, same)).or_else(|| tail(same, same + 1))
}

/// The sections whose wordings a list consists of, without those that stand in it twice; none where something else stands
/// in it as well.
pub fn known_parts(edition: &Edition, list: &str) -> Option<Vec<&'static str>> {
    let found = letters(list);
    let headings = &wordings(edition)?.headings;
    let mut parts = Vec::new();
    let mut rest = found.as_slice();
    while let Some((first, tail)) = rest.split_first() {
        let fitting = headings.iter().filter(|wording| rest.starts_with(&wording.letters));
        if let Some(wording) = fitting.max_by_key(|wording| wording.letters.len()) {
            if !parts.contains(&wording.section.id) {
                parts.push(wording.section.id);
            }
            rest = rest.get(wording.letters.len()..)?;
        } else if "一二三四五六七八九十和与及以等共是为即分别包括组成".holds(*first) {
            rest = tail;
        } else {
            return None;
        }
    }
    Some(parts)
}

/// Whether a heading is a row of the form's tables.
pub(super) fn is_row(edition: &Edition, heading: &str) -> bool {
    let found = letters(heading);
    wordings(edition).is_some_and(|wordings| wordings.rows.iter().any(|row| found.starts_with(row)))
}

/// Whether a line ends with the last letter of a wording, for a quick look at many lines.
pub(super) fn ends_like_one(edition: &Edition, line: &str) -> bool {
    let last = line.trim_end_matches(['：', ':', '.', '…']).chars().next_back();
    wordings(edition).is_some_and(|all| all.headings.iter().any(|wording| wording.letters.last() == last.as_ref()))
}

/// Whether a heading that a line cuts off is the beginning of a wording.
pub(super) fn begins_wording(edition: &Edition, line: &str) -> bool {
    let found = letters(line);
    found.len() >= 4
        && wordings(edition).is_some_and(|all| {
            all.headings
                .iter()
                .any(|wording| wording.letters.len() > found.len() && wording.letters.starts_with(&found))
        })
}

/// In fixed editions: a heading in other words that can mean only one section.
fn by_content(edition: &Edition, heading: &str) -> Option<&'static FormSection> {
    let has = |word: &str| heading.has(word);
    let id = if has("责任追究") || has("考核") {
        return None;
    } else if has("复议") || has("诉讼") {
        "review"
    } else if has("问题") || has("不足") {
        "problems"
    } else if has("申请") {
        "applications"
    } else if has("主动公开") {
        "proactive"
    } else if (has("其他") || has("其它")) && (has("事项") || has("报告") || has("情况")) {
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
    if heading.has_any(&["统计表", "附表", "附件"]) {
        return edition.section("other");
    }
    ["fees", "review", "applications", "problems", "proactive", "other", "overview"]
        .into_iter()
        .filter_map(|id| edition.section(id))
        .find(|section| heading.has_any(section.keywords))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn current() -> &'static Edition {
        Edition::named("2021").expect("edition")
    }

    fn fit(heading: &str) -> Option<(&'static str, Fit)> {
        known(current(), heading).map(|(section, fit)| (section.id, fit))
    }

    #[test]
    fn fillers_make_no_difference() {
        for heading in ["2023年度总体情况", "收到和处理政府信息公开申请工作情况", "存在的主要问题以及改进情况"]
        {
            let known = fit(heading);
            assert!(known.is_some_and(|(_, fit)| fit != Fit::Subject), "{heading} {known:?}");
        }
        assert_eq!(fit("2023年度总体情况"), Some(("overview", Fit::Exact)));
        assert_eq!(fit("政府信息公开行政复议及行政诉讼的情况"), Some(("review", Fit::Exact)));
    }

    #[test]
    fn slips_and_other_words_are_told_apart() {
        assert_eq!(fit("政府信息公开行政法复议、行政诉讼情况"), Some(("review", Fit::Near)));
        assert_eq!(fit("存在问题和不足"), Some(("problems", Fit::Subject)));
        assert_eq!(fit("信息公开责任追究"), None);
        assert_eq!(fit("收费及减免情况"), None);
    }

    #[test]
    fn a_wording_is_found_at_the_start_with_one_slip() {
        let length = |text: &str| known_length(current(), text);
        assert_eq!(length("总体情况2023年，我局"), Some("总体情况".len()));
        let slip = "政府信息公开行政法复议、行政诉讼情况";
        assert_eq!(length(&format!("{slip}行政复议 行政诉讼")), Some(slip.len()));
        assert_eq!(length("收到和处政府信息公开申请情况无"), Some("收到和处政府信息公开申请情况".len()));
        assert_eq!(length("今年我局主动公开情况良好"), None);
    }

    #[test]
    fn rows_of_the_tables_are_no_headings() {
        assert!(is_row(current(), "本年度办理结果"));
        assert!(is_row(current(), "结转下年度继续办理 0 0 0"));
        assert!(!is_row(current(), "总体情况"));
    }
}
