use std::ops::Range;

use crate::finding::{Finding, Severity};
use crate::numeral::{digit, is_digit};
use crate::outline::{Number, Section, Stance, Style};
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};
use crate::words::{Words, around, places};

use super::{chinese, has_gap, is_allowed_old_style, printed};

rule! {
    /// 编号重复、跳号或颠倒
    ///
    /// 一级标题“一、”和各级编号“（一）”“1.”“（1）”“一是”没有依次排列：重复、跳过、颠倒，或者别的标题有编号而这一个没有。
    /// 每个部分、每个上级编号下面重新从一开始。引用条文的“第（一）项”、表格里的编号、日期不算；中间有省略的不作判断。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// （一）主动公开。2023年公开信息12条。
    /// （二）依申请公开。收到申请2件。
    /// （二）监督保障。开展培训。
    /// 二、主动公开政府信息情况
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// （一）主动公开。2023年公开信息12条。
    /// （二）依申请公开。收到申请2件。
    /// （三）监督保障。开展培训。
    /// 二、主动公开政府信息情况
    /// ```
    NUMBERING = "structure/numbering",
    basis: None,
    help: "从第一个开始依次检查编号，改正后面的编号；如果是粘贴时漏了内容，请重新复制。",
    check: numbering
}

fn numbering(report: &Report) -> Outcome {
    let mut findings = Vec::new();
    if !is_allowed_old_style(report) {
        first_level(report, &mut findings);
    }
    lower_levels(report, &mut findings);
    Outcome::of(findings)
}

fn first_level(report: &Report, findings: &mut Vec<Finding>) {
    let (text, sections) = (report.text(), &report.outline.sections);
    let numbered = sections.iter().filter(|section| section.number.is_some()).count();
    let mut last: Option<(i64, &Section)> = None;
    for (index, section) in sections.iter().enumerate() {
        let name = printed(report, section);
        let Some(number) = section.number else {
            if numbered >= 2 && numbered * 2 > sections.len() {
                let message = format!("标题“{name}”没有编号，别的标题都有。");
                findings.push(Finding::new(NUMBERING.code, Severity::Warning, section.span(), message));
            }
            last = last.map(|(value, _)| (value + 1, section));
            continue;
        };
        let of_form = section.form.map_or(0, |form| form.number as i64);
        if let Some((before, earlier)) = last {
            let between = Span::new(earlier.heading.end, number.span.start);
            // A section that stands twice is told as such.
            let twice = number.value == of_form
                && sections.iter().take(index).any(|other| other.form == section.form && !other.deviates);
            let due = chinese(before + 1);
            let explained = number.value == before + 1
                || number.value > before + 1 && number.value == of_form
                || twice
                || number.value != before
                    && (has_gap(report, between) || mentions(between.of(text), Style::Chapter, number.value - 1));
            let message = match number.value {
                _ if explained => None,
                value if value == before => {
                    Some(format!("“{name}”的编号与前面的“{}”重复，依次应为“{due}、”。", printed(report, earlier)))
                }
                value if value > before => {
                    let previous = printed(report, earlier);
                    Some(format!("编号不连续：“{previous}”之后是“{name}”，缺“{due}、”。"))
                }
                _ => {
                    Some(format!("“{name}”的编号排在“{}”之后，顺序颠倒，依次应为“{due}、”。", printed(report, earlier)))
                }
            };
            if let Some(message) = message {
                let finding = Finding::new(NUMBERING.code, Severity::Warning, section.span(), message);
                findings.push(finding.related(earlier.span(), "前一个编号"));
            }
        }
        last = Some((number.value, section));
    }
}

/// A list of numbers that is being counted.
#[derive(Clone)]
struct List {
    last: Number,
    highest: i64,
    /// What was skipped and told.
    skipped: Range<i64>,
    /// How often an outer number had come when it was last continued: the list belongs to that outer number.
    parent: usize,
}

/// The lists of one kind of numbering in one section, the innermost last.
#[derive(Default)]
struct Lists {
    open: Vec<List>,
    /// How many outer numbers have come.
    parent: usize,
}

/// Numbers from here on are hardly those of a list.
const HIGHEST: i64 = 40;

/// A draft with more wrong numbers than this is not mended one by one.
const MOST_TOLD: usize = 100;

/// So many lists can be open inside each other.
const DEEPEST: usize = 6;

/// What is further apart is no chain of points.
const LONGEST_POINT: usize = 3000;

/// How many numbers ahead one that was skipped is looked for.
const LOOK_AHEAD: usize = 20;

const LOWER: [Style; 4] = [Style::Section, Style::Item, Style::SubItem, Style::Point];

fn lower_levels(report: &Report, findings: &mut Vec<Finding>) {
    let mut levels: [Lists; 4] = Default::default();
    let mut sections = report.outline.sections.iter().peekable();
    let mut section_start = 0;
    let end = report.outline.appendix.start;
    let numbers = &report.outline.numbers;
    for (index, number) in numbers.iter().enumerate() {
        let behind_the_end = number.span.start >= end && !report.outline.appendix.is_empty();
        if behind_the_end || findings.len() >= MOST_TOLD {
            break;
        }
        while let Some(section) = sections.next_if(|section| section.span().start <= number.span.start) {
            levels = Default::default();
            section_start = section.heading.end;
        }
        // The number of a section that is not numbered 一、 but 1. or （一）.
        if number.span.start < section_start {
            continue;
        }
        let Some(level) = LOWER.iter().position(|style| *style == number.style) else { continue };
        let Some(lists) = levels.get_mut(level).filter(|_| (1..HIGHEST).contains(&number.value)) else { continue };
        if let Some(trouble) = lists.take(report, *number, section_start, numbers.get(index + 1..).unwrap_or_default())
        {
            findings.push(trouble);
        }
        levels.iter_mut().skip(level + 1).for_each(|inner| inner.parent += 1);
    }
}

impl Lists {
    /// Counts a number; says what is wrong with it.
    fn take(&mut self, report: &Report, number: Number, section_start: usize, ahead: &[Number]) -> Option<Finding> {
        let value = number.value;
        // Numbers under another outer number are gone on with only where that outer number stands inside this list.
        let parent = Some(self.parent).filter(|parent| self.open.iter().any(|list| list.parent == *parent));
        let continued = |list: &List| {
            (list.last.value + 1 == value || list.highest + 1 == value)
                && parent.is_none_or(|parent| list.parent == parent)
        };
        if value > 1
            && let Some(at) = self.open.iter().rposition(continued)
        {
            self.open.truncate(at + 1);
            let list = self.open.last_mut()?;
            (list.last, list.highest, list.parent) = (number, list.highest.max(value), self.parent);
            return None;
        }
        let before = self.open.last().filter(|list| value > 1 && list.parent == self.parent).cloned();
        let Some(before) = before else {
            let trouble = if value == 2 { self.begins_late(report, number, section_start, ahead) } else { None };
            if self.open.len() >= DEEPEST {
                self.open.remove(0);
            }
            self.open.push(List { last: number, highest: value, skipped: 0..0, parent: self.parent });
            return trouble;
        };
        let trouble = self.trouble(report, &before, number, ahead);
        let list = self.open.last_mut()?;
        if value > list.highest + 1 {
            list.skipped = list.highest + 1..value;
        }
        (list.last, list.highest) = (number, list.highest.max(value));
        trouble
    }

    fn begins_late(&self, report: &Report, number: Number, section_start: usize, ahead: &[Number]) -> Option<Finding> {
        let heads = matches!(number.style, Style::Section | Style::Item) && number.stance == Stance::Opening;
        let goes_on = ahead
            .iter()
            .take(LOOK_AHEAD)
            .any(|next| next.style == number.style && next.stance == Stance::Opening && next.value == number.value + 1);
        // Something of the list must be in the draft at all, and the section must begin in it.
        if !heads
            || !goes_on
            || !self.open.is_empty()
            || section_start == 0
            || is_explained(report, section_start, number)
        {
            return None;
        }
        let message = format!("“{}”前面没有“{}”。", excerpt(report, number), written(report, number, 1));
        Some(Finding::new(NUMBERING.code, Severity::Warning, place(report, number), message))
    }

    fn trouble(&self, report: &Report, list: &List, number: Number, ahead: &[Number]) -> Option<Finding> {
        let last = list.last;
        let style = number.style;
        if list.skipped.contains(&number.value)
            || is_explained(report, last.span.end, number)
            || style == Style::Point && is_far(report, last, number)
        {
            return None;
        }
        let (name, previous) = (excerpt(report, number), excerpt(report, last));
        let message = if number.value == last.value {
            let due = written(report, number, number.value + 1);
            format!("“{name}”的编号与前面的“{previous}”重复，依次应为“{due}”。")
        } else if number.value < last.value {
            format!("编号颠倒：“{name}”排在“{previous}”之后。")
        } else {
            let missing = last.value.max(list.highest) + 1..number.value;
            let names: Vec<String> =
                missing.clone().take(3).map(|value| format!("“{}”", written(report, number, value))).collect();
            let counted = ahead.iter().take(LOOK_AHEAD).take_while(|next| next.style >= style);
            let same = counted.filter(|next| next.style == style).map(|next| next.value);
            if same.take_while(|value| *value != 1).any(|value| missing.contains(&value)) {
                format!("编号颠倒：“{name}”排在{}前面。", names.join("、"))
            } else {
                format!("编号不连续：“{previous}”之后是“{name}”，缺{}。", names.join("、"))
            }
        };
        let finding = Finding::new(NUMBERING.code, Severity::Warning, place(report, number), message);
        Some(finding.related(place(report, last), "前一个编号"))
    }
}

/// Whether the number that should come before stands somewhere after `from` in another shape, or something was left out.
fn is_explained(report: &Report, from: usize, number: Number) -> bool {
    let between = Span::new(from, number.span.start);
    has_gap(report, between) || mentions(between.of(report.text()), number.style, number.value - 1)
}

/// Whether two points of a chain are too far apart to be of one chain: other paragraphs lie between, or other words count
/// (首先, 二要, 其三).
fn is_far(report: &Report, last: Number, number: Number) -> bool {
    let between = Span::new(last.span.end, number.span.start);
    let has = |word: &str| report.index.has_any(between, &[word]);
    let opening = number.stance == Stance::Opening && last.stance == Stance::Opening;
    if between.len() > LONGEST_POINT || !opening && between.of(report.text()).holds('\n') {
        return true;
    }
    report.index.has_any(between, &["首先", "其次", "再次", "最后", "一方面"])
        || (1..=number.value).any(|value| {
            let numeral = chinese(value);
            ["要", "方面", "来", "则", "，"].iter().any(|end| has(&format!("{numeral}{end}")))
                || has(&format!("其{numeral}"))
                || has(&format!("第{numeral}"))
        })
}

/// Whether a number stands in a text in any shape that could number something: 三、 三） ㈢ 3) 3．
fn mentions(text: &str, style: Style, value: i64) -> bool {
    let arabic = matches!(style, Style::Item | Style::SubItem);
    let numeral = if arabic { value.to_string() } else { chinese(value) };
    let bracketed = u32::try_from(value - 1)
        .ok()
        .filter(|value| *value < 10)
        .map(|value| if arabic { 0x2460 + value } else { 0x3220 + value });
    if bracketed.and_then(char::from_u32).is_some_and(|sign| text.has(sign.encode_utf8(&mut [0; 4]))) {
        return true;
    }
    let wide: String =
        numeral.chars().map(|c| digit(c).and_then(|d| char::from_u32('０' as u32 + d)).unwrap_or(c)).collect();
    [numeral.as_str(), wide.as_str()].into_iter().any(|numeral| {
        places(text, numeral).any(|at| {
            let (before, after) = around(text, at, at + numeral.len());
            let alone = before.is_none_or(|c| !is_digit(c) && !chinese_digit(c));
            alone
                && after.is_some_and(|c| {
                    matches!(c, '、' | '.' | '．' | '）' | ')' | '】' | '〕' | '〉' | '是' | '，' | ',')
                })
        })
    })
}

fn chinese_digit(character: char) -> bool {
    "一二三四五六七八九十百".holds(character)
}

/// Another value written as the draft writes this number: with its brackets, its point, its kind of digits.
fn written(report: &Report, like: Number, value: i64) -> String {
    let printed = like.span.of(report.text());
    let is_digit = |c: char| is_digit(c) || chinese_digit(c);
    let marks = || printed.chars().filter(|c| !c.is_whitespace());
    let before: String = marks().take_while(|c| !is_digit(*c)).collect();
    let after: String = marks().skip_while(|c| !is_digit(*c)).filter(|c| !is_digit(*c)).collect();
    let arabic = matches!(like.style, Style::Item | Style::SubItem);
    let value = if arabic { value.to_string() } else { chinese(value) };
    format!("{before}{value}{after}")
}

/// The longest excerpt of an item, in characters.
const EXCERPT: usize = 20;

/// The number and the first words behind it.
fn place(report: &Report, number: Number) -> Span {
    let text = report.text();
    let rest = text.get(number.span.end..).unwrap_or("");
    let stop = rest.find(['。', '；', '，', '：', '\n', ',', ';', ':']).unwrap_or(rest.len());
    let long = rest.char_indices().nth(EXCERPT).map_or(rest.len(), |(offset, _)| offset);
    let length = rest.get(..stop.min(long)).map_or(0, |words| words.trim_end().len());
    Span::new(number.span.start, number.span.end + length)
}

fn excerpt(report: &Report, number: Number) -> String {
    place(report, number).of(report.text()).split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::structure::testing::{REPORT, marks, silent, since, until};

    /// The report with other words in section one.
    fn with_overview(words: &str) -> String {
        format!("{}{words}\n{}", until("（一）主动公开"), since("二、主动公开政府信息情况\n"))
    }

    fn marked(draft: &str) -> Vec<String> {
        marks(&NUMBERING, draft).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn headings_of_the_first_level() {
        assert_eq!(marked(&REPORT.replace("四、政府", "三、政府")), ["三、政府信息公开行政复议、行政诉讼情况"]);
        assert_eq!(
            marked(&REPORT.replace("四、政府", "五、政府")),
            ["五、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况"]
        );
        assert_eq!(marked(&REPORT.replace("四、政府", "政府")), ["政府信息公开行政复议、行政诉讼情况"]);
        let old =
            "青禾镇2012年政府信息公开工作年度报告\n一、概述\n好。\n二、主动公开情况\n46条。\n四、收费情况\n没有。\n";
        assert_eq!(marked(old), ["四、收费情况"]);
        silent(&NUMBERING, &old.replace("46条。", "46条。\n三、依申请公开情况没有申请，也没有因为申请引起的行政复议、行政诉讼，各项工作有序推进，平稳有序运行，群众总体上比较满意。"));
    }

    #[test]
    fn sections_may_be_numbered_otherwise() {
        let mut arabic = REPORT.to_owned();
        for (chinese, value) in [("一", "1."), ("二", "2."), ("三", "3."), ("四", "4."), ("五", "5."), ("六", "6.")]
        {
            arabic = arabic.replace(&format!("\n{chinese}、"), &format!("\n{value}"));
        }
        silent(&NUMBERING, &arabic);
        assert_eq!(marked(&arabic.replace("4.政府", "5.政府")).len(), 2);
    }

    #[test]
    fn what_stands_twice_is_not_told_as_misnumbered() {
        silent(&NUMBERING, &format!("{REPORT}{REPORT}"));
    }

    #[test]
    fn a_missing_section_is_not_told_twice() {
        silent(&NUMBERING, &REPORT.replace("三、收到和处理政府信息公开申请情况\n见表。\n", ""));
    }

    #[test]
    fn every_level_repeated_skipped_or_turned_round() {
        for (words, marks) in [
            ("（一）甲。\n（二）乙。\n（二）丙。\n（三）丁。", vec!["（二）丙"]),
            ("（一）甲。\n（二）乙。\n（四）丙。\n（五）丁。", vec!["（四）丙"]),
            ("（一）甲。\n（三）乙。\n（二）丙。\n（四）丁。", vec!["（三）乙"]),
            ("（二）甲。\n（三）乙。", vec!["（二）甲"]),
            ("1.甲。\n2.乙。\n4.丙。", vec!["4.丙"]),
            ("1、甲。\n2、乙。\n３、丙。\n３、丁。", vec!["３、丁"]),
            ("（1）甲；（2）乙；（4）丙。", vec!["（4）丙"]),
            ("一是甲；二是乙；二是丙。", vec!["二是丙"]),
            ("一是甲；三是乙；四是丙。", vec!["三是乙"]),
            ("一是甲。\n二是乙。\n四是丙。", vec!["四是丙"]),
            ("（一）甲。\n1.乙。\n2.丙。\n（二）丁。\n1.戊。\n3.己。", vec!["3.己"]),
        ] {
            assert_eq!(marked(&with_overview(words)), marks, "{words}");
        }
    }

    #[test]
    fn what_is_in_order_or_can_be_explained() {
        for words in [
            "（一）甲。1.乙。2.丙。\n（二）丁。1.戊。2.己。",
            "栏目有:（1）甲。（2）乙。（3）丙。另有：（1）丁。（2）戊。",
            "一是甲，包括：一是乙；二是丙。二是丁；三是戊。",
            "一是甲；二是乙。\n一是丙；二是丁。",
            "首先是甲；二是乙；三是丙。首先是丁；二是戊。",
            "一方面是甲；二是乙。\n另外，三是丙。",
            "（一）甲。\n〔…〕\n（三）乙。",
            "（一）甲。\n（二)乙。\n三）丙。\n（四）丁。",
            "（一）甲。根据第二十条第（五）项、（六）项和\n（八）项公开。\n（二）乙。",
            "依照条例第十条第\n（三）项的规定办理。\n（一）甲。\n（二）乙。",
            "其中：1、当面申请0件\n2、网上申请0件\n其中：1、同意0件\n2、不同意0件",
            "1.1万条信息。\n3.5万次访问。\n12月公开2条。",
            "指标 | 数量 |\n1.甲 | 2 |\n3.乙 | 4 |\n3.丙 | 4 |",
            "1.甲\n（一）乙\n（二）丙\n2.丁\n（一）戊",
        ] {
            silent(&NUMBERING, &with_overview(words));
        }
    }

    #[test]
    fn of_ten_thousand_wrong_numbers_the_first_hundred_are_told() {
        let draft = with_overview(&"（三）甲。\n（七）乙。\n5.丙。5.丁；二是戊；二是己。\n".repeat(3000));
        assert_eq!(marks(&NUMBERING, &draft).len(), MOST_TOLD);
    }
}
