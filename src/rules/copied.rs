//! Passages that stand in last year's report already.

use super::{Outcome, rule};
use crate::finding::{Finding, Severity};
use crate::letters::fold;
use crate::numeral::digit;
use crate::position::Span;
use crate::report::Report;

rule! {
    /// 文字与上年报告雷同
    ///
    /// 一个部分的文字有一半以上、并且不少于80字，与上年报告相同。“存在的主要问题及改进情况”雷同是疑点，其他部分雷同是提示。
    ///
    /// 只算连续24字以上相同的段落。标题、表格、书名号里的法规名称、带数字的词句都不算：数据的写法年年相同是正常的，
    /// 问题和改进措施年年相同不正常。要给出上年的报告才能对照。
    ///
    /// ```错
    /// 云溪县2023年政府信息公开工作年度报告
    /// 五、存在的主要问题及改进情况
    /// 存在的主要问题是政务公开的主动性还不够强，部分股室对公开工作重视不足，信息更新不够及时，公开的内容与群众的需求还有差距。下一步将加强业务培训，完善工作机制，明确专人负责，提高公开的时效和质量，主动回应群众关切。
    /// 六、其他需要报告的事项
    /// 无。
    /// ==== 上年的报告
    /// 云溪县2022年政府信息公开工作年度报告
    /// 五、存在的主要问题及改进情况
    /// 存在的主要问题是政务公开的主动性还不够强，部分股室对公开工作重视不足，信息更新不够及时，公开的内容与群众的需求还有差距。下一步将加强业务培训，完善工作机制，明确专人负责，提高公开的时效和质量，主动回应群众关切。
    /// 六、其他需要报告的事项
    /// 无。
    /// ```
    /// ```对
    /// 云溪县2023年政府信息公开工作年度报告
    /// 五、存在的主要问题及改进情况
    /// 上年提出的更新不及时已经解决，栏目按月检查。今年的问题是政策解读形式单一，全年的解读多为文字，图解和视频少；依申请公开的答复有两件超过期限后才办结。明年起重要文件同步发布图解，申请件设专人催办，到期前五日提醒。
    /// 六、其他需要报告的事项
    /// 无。
    /// ==== 上年的报告
    /// 云溪县2022年政府信息公开工作年度报告
    /// 五、存在的主要问题及改进情况
    /// 存在的主要问题是政务公开的主动性还不够强，部分股室对公开工作重视不足，信息更新不够及时，公开的内容与群众的需求还有差距。下一步将加强业务培训，完善工作机制，明确专人负责，提高公开的时效和质量，主动回应群众关切。
    /// 六、其他需要报告的事项
    /// 无。
    /// ```
    COPIED = "continuity/copied",
    basis: Some("国办公开办函〔2021〕30号 一、（五）：不得出现敷衍了事甚至年年雷同现象；三、（四）：内容雷同、敷衍塞责造成不良后果的，依照《政府信息公开条例》第四十七条处理"),
    help: "按本年的实际情况重写：上年的问题解决得怎样，今年又有什么问题，各采取了什么措施。",
    check: copied
}

/// Letters that are compared at once.
const WINDOW: usize = 16;
/// Fewer letters in a row may be the same by chance or by the language of offices.
const SHORTEST_PASSAGE: usize = 24;
/// Fewer letters of a section are no copy of it.
const LEAST_COPIED: usize = 80;
/// Letters of a line that may be a heading.
const HEADING: usize = 20;
/// Passages that a finding shows.
const SHOWN: usize = 5;

fn copied(report: &Report) -> Outcome {
    let Ok(Some(last)) = &report.previous else { return Outcome::default() };
    let known = Passages::of(last);
    let mut findings = Vec::new();
    for section in &report.outline.sections {
        let words = narrative(report, section.body);
        let passages = known.copied(&words);
        let all = words.iter().filter(|(letter, _)| *letter != BARRIER).count();
        let same: usize = passages.iter().map(|(count, _)| count).sum();
        if same < LEAST_COPIED || same * 2 < all {
            continue;
        }
        let is_problems = section.id() == "problems";
        let severity = if is_problems { Severity::Warning } else { Severity::Note };
        let heading = section.heading.of(report.text());
        let percent = same * 100 / all.max(1);
        let message = format!("“{heading}”部分有{same}字与上年报告相同，占这一部分的{percent}%。");
        let mut passages = passages.into_iter();
        let Some((_, first)) = passages.next() else { continue };
        let mut finding = Finding::new(COPIED.code, severity, first, message);
        for (count, span) in passages.take(SHOWN - 1) {
            finding = finding.related(span, format!("这{count}字也与上年报告相同"));
        }
        findings.push(finding);
    }
    Outcome::of(findings)
}

/// Stands where letters on both sides are not compared as one passage: for a figure, a law's name, a table, a heading.
const BARRIER: char = '\0';

/// The letters of a part of the report with their places.
fn narrative(report: &Report, part: Span) -> Vec<(char, Span)> {
    let text = report.text();
    let mut words: Vec<(char, Span)> = Vec::new();
    let (mut line, mut in_title) = (0, false);
    for (offset, character) in part.of(text).char_indices() {
        let start = part.start + offset;
        let span = Span::new(start, start + character.len_utf8());
        let letter = fold(character);
        match character {
            '《' => in_title = true,
            '》' => in_title = false,
            _ => {}
        }
        if character == '\n' {
            if words.len() - line < HEADING {
                words.truncate(line);
            }
            (line, in_title) = (words.len(), false);
        } else if in_title || digit(character).is_some() || character == '|' || report.filled.in_table(start) {
            if words.last().is_some_and(|(last, _)| *last != BARRIER) {
                words.push((BARRIER, span));
            }
        } else if letter.is_alphabetic() {
            words.push((letter, span));
        }
    }
    words
}

/// What stands in a report: a mark for every window of letters. Two windows may share a mark, a passage of many windows
/// cannot.
struct Passages {
    marks: Vec<u64>,
}

impl Passages {
    fn of(report: &Report) -> Passages {
        let words = narrative(report, Span::new(0, report.text().len()));
        let mut passages = Passages { marks: vec![0; (words.len() / 4).next_power_of_two()] };
        windows(&words, |_, hash| {
            let (at, bit) = passages.place(hash);
            if let Some(marks) = passages.marks.get_mut(at) {
                *marks |= bit;
            }
        });
        passages
    }

    fn place(&self, hash: u32) -> (usize, u64) {
        ((hash >> 6) as usize & (self.marks.len() - 1), 1 << (hash & 63))
    }

    /// The passages that stand there: how many letters, and where.
    fn copied(&self, words: &[(char, Span)]) -> Vec<(usize, Span)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        windows(words, |end, hash| {
            let (at, bit) = self.place(hash);
            if self.marks.get(at).is_none_or(|marks| marks & bit == 0) {
                return;
            }
            match runs.last_mut() {
                Some((_, last)) if end - *last <= WINDOW => *last = end,
                _ => runs.push((end - WINDOW, end)),
            }
        });
        runs.retain(|(start, end)| end - start >= SHORTEST_PASSAGE);
        let place = |(start, end): (usize, usize)| Some((end - start, words.get(start)?.1.to(words.get(end - 1)?.1)));
        runs.into_iter().filter_map(place).collect()
    }
}

/// Calls for every window of letters without a barrier: the index behind it, and its hash.
fn windows(words: &[(char, Span)], mut each: impl FnMut(usize, u32)) {
    /// Any odd number that mixes well.
    const FACTOR: u32 = 0x9e37_79b1;
    let oldest = (0..WINDOW).fold(1u32, |power, _| power.wrapping_mul(FACTOR));
    let (mut hash, mut length) = (0u32, 0);
    for (index, (letter, _)) in words.iter().enumerate() {
        if *letter == BARRIER {
            (hash, length) = (0, 0);
            continue;
        }
        hash = hash.wrapping_mul(FACTOR).wrapping_add(*letter as u32);
        length += 1;
        if length > WINDOW
            && let Some((first, _)) = words.get(index - WINDOW)
        {
            hash = hash.wrapping_sub(oldest.wrapping_mul(*first as u32));
        }
        if length >= WINDOW {
            // The low digits of the sum alone would tell little.
            each(index + 1, hash ^ (hash >> 15));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Draft, Hints};
    use crate::previous::Previous;
    use crate::review::Review;
    use crate::{Options, check};
    use std::time::{Duration, Instant};

    const PROBLEMS: &str = "存在的主要问题是政务公开的主动性还不够强，部分股室对公开工作重视不足，信息更新不够及时，公开的内容与群众的需求还有差距。\
        下一步将加强业务培训，完善工作机制，明确专人负责，提高公开的时效和质量，主动回应群众关切。";

    fn draft(year: u16, overview: &str, problems: &str) -> String {
        format!(
            "云溪县{year}年政府信息公开工作年度报告\n一、总体情况\n{overview}\n五、存在的主要问题及改进情况\n{problems}\n\
             六、其他需要报告的事项\n无。\n"
        )
    }

    fn compared(this: &str, last: &str) -> Review {
        let previous = Previous::read(&Draft::Text(last), &Hints::default());
        check(&Draft::Text(this), &Options { previous: Some(&previous), ..Options::default() }).expect("a report")
    }

    fn copied(this: &str, last: &str) -> Vec<(&'static str, String)> {
        let found = compared(this, last).findings.into_iter().filter(|finding| finding.code == COPIED.code);
        found.map(|finding| (finding.severity, finding.location.text.to_string())).collect()
    }

    #[test]
    fn repeated_problems_are_a_doubt_and_another_repeated_part_is_a_remark() {
        let last = draft(2022, PROBLEMS, PROBLEMS);
        let found = copied(&draft(2023, "主动公开政府信息12条。", PROBLEMS), &last);
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|(severity, text)| *severity == "warning" && text.starts_with("存在的主要问题是")));
        let found = copied(&draft(2023, PROBLEMS, "没有可说的问题。"), &last);
        assert_eq!(found.iter().map(|(severity, _)| *severity).collect::<Vec<_>>(), ["note"]);
    }

    #[test]
    fn small_changes_hide_no_copy_but_a_part_of_new_text_is_none() {
        let last = draft(2022, "主动公开政府信息12条。", PROBLEMS);
        let changed = PROBLEMS.replace("部分股室", "个别科室");
        assert_eq!(copied(&draft(2023, "主动公开政府信息15条。", &changed), &last).len(), 1);
        let news: String = (0..130).filter_map(|number| char::from_u32(0x5000 + number * 7)).collect();
        let longer = format!("{PROBLEMS}{news}");
        assert!(copied(&draft(2023, "主动公开政府信息15条。", &longer), &last).is_empty());
    }

    #[test]
    fn figures_and_names_of_laws_do_not_count() {
        let data = "2022年，我县主动公开政府信息12条，其中通过门户网站公开8条，通过政务新媒体公开4条，收到申请3件，按时办结3件，\
            没有因申请引起的行政复议0件、行政诉讼0件，举办培训班2期，培训人员40人次，印发文件5件，解读5件。";
        let laws = "依照《中华人民共和国政府信息公开条例》《政府信息公开信息处理费管理办法》《中华人民共和国档案法》\
            《国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见》《规章制定程序条例》办理。";
        for text in [data, laws] {
            let this = draft(2023, &text.replace("2022", "2023"), "没有可说的问题。");
            assert_eq!(copied(&this, &draft(2022, text, "没有可说的问题。")), [], "{text}");
        }
    }

    #[test]
    fn two_long_texts_are_compared_quickly() {
        let long: String =
            (0..190_000u32).filter_map(|at| char::from_u32(0x4e00 + at.wrapping_mul(at) % 20_000)).collect();
        let (this, last) = (draft(2023, "无。", &long), draft(2022, "无。", &long));
        let alone = Instant::now();
        let _ = check(&Draft::Text(&this), &Options::default());
        let alone = alone.elapsed();
        let start = Instant::now();
        assert_eq!(copied(&this, &last).len(), 1);
        // Three reports are read for one, and compared.
        assert!(start.elapsed() < alone * 6 + Duration::from_millis(200), "{:?}, alone {alone:?}", start.elapsed());
    }
}
