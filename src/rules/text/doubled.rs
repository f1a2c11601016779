use crate::finding::{Finding, Fix, Severity};
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};
use crate::words::{Words, is_of_word};

use super::{around, told};

rule! {
    /// 重复的字句
    ///
    /// 虚词写了两遍（“的的”“了了”）、标点写了两遍（“，，”），或者同一部分里有完全相同的长句子。能够读通的叠字
    /// （目的的、为了了解、逐一、往往）不算，表格里的文字不看。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年全局主动公开的的政府信息共12条。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年全局主动公开的政府信息共12条，达到了公开的目的的有12条。
    /// ```
    DOUBLED = "text/doubled",
    basis: None,
    help: "删去重复的部分。",
    check: doubled
}

/// A function word, the characters with which it makes one word before, and behind.
const WORDS: [(char, &str, &str); 21] = [
    ('的', "目有打标", "确士"),
    ('了', "明为罢终完除", "解结却断然"),
    ('是', "还但于可正就若如倒只凡要硬真也总先既", "否非"),
    ('在', "存现正实内潜所旨自外好健同", "线场职岗校建编读册途押野朝乎"),
    ('与', "参赠给付授", "会否时此"),
    ('及', "以涉普波触顾提推企危来", "时格第早其"),
    ('对', "针面相应核比绝反校敌派成作查", "外口接标比照策待象话于抗内手"),
    ('被', "棉", "告申动"),
    ('将', "即必", "来军要乐"),
    ('由', "理自缘事经", "于此来"),
    ('于', "", "是都洪田"),
    ('并', "合一归兼吞", "购且行联非"),
    ('也', "", "许"),
    ('或', "抑", "者许"),
    ('以', "予加可所得难足给借何", "及前后来下上内外此往工奖案"),
    ('我', "自", ""),
    ('之', "", ""),
    ('其', "尤", "他它中实余次格"),
    ('但', "不非", "是"),
    ('则', "规原准否", ""),
    ('而', "从然因", "且"),
];

/// Function words of two characters.
const LONG_WORDS: [&str; 8] = ["按照", "根据", "以及", "进行", "我们", "关于", "对于", "并且"];

/// What may follow a place's level only as the start of another sentence part: 我县县的, not 我县县政府.
const BEHIND_LEVEL: &str = "的是在将已于按坚深严积，。、；：,";

/// A shorter sentence may well be said twice.
const LONG: usize = 15;

fn doubled(report: &Report) -> Outcome {
    let text = report.text();
    let bytes = text.as_bytes();
    let mut findings = Vec::new();
    let mut sentences = Sentences::default();
    for line in &report.lines {
        if line.fresh {
            sentences = Sentences::default();
        }
        if line.is_row {
            continue;
        }
        let words = line.span.of(text);
        let mut start = line.span.start;
        for (at, character) in report.index.marks(line.span) {
            // A letter takes as many bytes as the same letter before it.
            let width = character.len_utf8();
            let end = at + width;
            let again = |far: usize| {
                let back = far * width;
                at >= line.span.start + back && (at..end).rev().all(|place| bytes.get(place - back) == bytes.get(place))
            };
            if again(1) {
                let head = Span::new(line.span.start, at - width).of(text);
                let before = head.chars().next_back();
                if before != Some(character) && is_slip(words, at - line.span.start, character, before.unwrap_or('\0'))
                {
                    findings.push(twice(text, Span::new(at - width, end), width));
                }
            }
            if again(2) {
                let (head, rest) = words.split_at_checked(at - line.span.start).unwrap_or_default();
                if let Some(long) = LONG_WORDS.iter().find(|long| rest.starts_with(**long) && head.ends_with(**long)) {
                    findings.push(twice(text, Span::new(at - long.len(), at + long.len()), long.len()));
                }
            }
            if matches!(character, '。' | '！' | '？') {
                let sentence = crate::figures::trimmed(text, Span::new(start, end));
                if let Some(first) = sentences.seen(text, sentence) {
                    repeated(&mut findings, text, first, sentence);
                }
                start = end;
            }
        }
    }
    told(findings)
}

/// Whether a character said twice cannot be read; `before`: what stands before the two.
fn is_slip(words: &str, second: usize, character: char, before: char) -> bool {
    let (_, behind) = around(words, second, second + character.len_utf8());
    if behind == Some(character) {
        return false;
    }
    if matches!(character, '，' | '、' | '。' | '；') {
        return true;
    }
    if matches!(character, '县' | '镇' | '乡' | '局') {
        return before.is_alphabetic() && behind.is_some_and(|c| BEHIND_LEVEL.holds(c)) && !"各县个".holds(before);
    }
    WORDS
        .iter()
        .any(|(word, one, other)| *word == character && !one.holds(before) && !behind.is_some_and(|c| other.holds(c)))
}

fn twice(text: &str, span: Span, once: usize) -> Finding {
    let words = span.of(text);
    let message = format!("“{words}”写了两遍。");
    let mut finding = Finding::new(DOUBLED.code, Severity::Warning, span, message);
    let half = words.get(..once).unwrap_or("").to_owned();
    finding.fix = Some(Fix { title: format!("改为“{half}”"), edits: vec![(span, half)], safe: false });
    finding
}

fn repeated(findings: &mut Vec<Finding>, text: &str, first: Span, sentence: Span) {
    // A whole paragraph that is repeated is one repetition.
    if let Some(last) = findings.last_mut().filter(|last| !last.related.is_empty())
        && sentence.start.saturating_sub(last.span.end) < 8
    {
        last.span.end = sentence.end;
        return;
    }
    let words = super::head(sentence.of(text), 20);
    let message = format!("“{words}…”这一句在本部分前面已经写过。");
    findings.push(Finding::new(DOUBLED.code, Severity::Warning, sentence, message).related(first, "前面的一句"));
}

/// The sentences of a section, found again by their hashes.
#[derive(Default)]
struct Sentences {
    table: Vec<Span>,
    count: usize,
}

impl Sentences {
    /// The same sentence said before; else the sentence is kept.
    fn seen(&mut self, text: &str, sentence: Span) -> Option<Span> {
        let words = sentence.of(text);
        if words.chars().filter(|c| is_of_word(*c)).take(LONG).count() < LONG {
            return None;
        }
        if (self.count + 1) * 2 > self.table.len() {
            let grown = vec![Span::default(); (self.table.len() * 2).max(64)];
            for old in std::mem::replace(&mut self.table, grown).into_iter().filter(|old| !old.is_empty()) {
                self.keep(text, old);
            }
        }
        let known = self.keep(text, sentence);
        self.count += usize::from(known.is_none());
        known
    }

    fn keep(&mut self, text: &str, sentence: Span) -> Option<Span> {
        let words = sentence.of(text);
        let mix = |hash: u32, bytes: &[u8; 4]| (hash ^ u32::from_le_bytes(*bytes)).wrapping_mul(0x0100_0193);
        // The few bytes that are left over need not count: a sentence found is compared.
        let hash = words.as_bytes().as_chunks().0.iter().fold(0xcbf2_9ce4, mix);
        let size = self.table.len();
        for step in 0..size {
            let place = self.table.get_mut((hash as usize + step) % size)?;
            if place.is_empty() {
                *place = sentence;
                return None;
            }
            if place.of(text) == words {
                return Some(*place);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::text::testing::{doubts, found, marks, silent, with};

    #[test]
    fn words_said_twice() {
        doubts(
            &DOUBLED,
            &[
                ("主动公开的的信息。", "的的"),
                ("取得了了新进展。", "了了"),
                ("我县县的公开工作。", "县县"),
                ("公开栏目，，更新及时。", "，，"),
                ("公开栏目更新及时。。下一步。", "。。"),
                ("按照按照上级要求。", "按照按照"),
                ("我我局认真落实。", "我我"),
            ],
        );
    }

    #[test]
    fn words_that_belong_twice() {
        silent(
            &DOUBLED,
            &[
                "达到公开的目的的有12条，有的的确不够。",
                "为了了解情况，涉及及时公开，以及及时答复，还是是否公开。",
                "天天更新，人人参与，处处留心，往往、渐渐、逐一、等等、种种、一一、常常、层层、步步、县县通、村村通。",
                "云溪县县长、云溪县县委、我县县政府、青禾镇镇长、财政局局长。",
                "问题存在在基层，参与与会人员，对对外服务事项，在在线平台。",
                "将将要到期的列入，位于于都县，前往将将乐县，其其格参加，和和美美，明明白白，清清楚楚，所以以上，加以以下，公开以以工代赈方式实施的项目。",
                "等等……——好。。。",
                "全年未收到申请。全年未收到申请。",
                "一是加强领导，明确责任，狠抓工作落实到位。二是加强领导，明确责任，狠抓工作落实到位。",
            ],
        );
    }

    #[test]
    fn a_sentence_repeated_in_its_section_is_told_once_for_all_of_it() {
        let sentence = "2023年，本局及时更新门户网站的各个栏目。";
        let other = "全年组织政府信息公开业务培训两次，参加人员八十人。";
        let draft = with(&format!("{sentence}{other}\n（二）平台建设。\n{sentence}{other}"));
        assert_eq!(marks(&DOUBLED, &draft), [(Severity::Warning, format!("{sentence}{other}"))]);
        let elsewhere = with(sentence).replace("见表。\n三", &format!("{sentence}\n三"));
        assert_eq!(marks(&DOUBLED, &elsewhere), []);
    }

    #[test]
    fn the_doubled_word_can_be_taken_out() {
        let draft = with("主动公开的的信息。");
        let fixes: Vec<_> = found(&DOUBLED, &draft).into_iter().filter_map(|finding| finding.fix).collect();
        assert!(fixes.iter().all(|fix| fix.edits.iter().all(|(_, text)| text == "的")) && fixes.len() == 1);
    }
}
