use super::{any, section_at};
use crate::finding::{Finding, Severity};
use crate::outline::Section;
use crate::prose::{Figure, Prose, Sentence};
use crate::report::{Report, date_at};
use crate::rules::{Outcome, rule};

rule! {
    /// 写了别的年份
    ///
    /// 写本年工作的句子以上一年开头，或者改进措施、下一步打算里说“某年，将……”，而那一年已经过去。多半是沿用旧稿时没有改年份。
    ///
    /// 文件和法规的年份、“截至某年”、与往年的比较、历史情况都不提示。
    ///
    /// ```错
    /// 云溪县2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 五、存在的主要问题及改进情况
    /// 更新不够及时。2023年，我们将采取以下措施加以改进。
    /// ```
    /// ```对
    /// 云溪县2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条，比2022年多2条。
    /// 五、存在的主要问题及改进情况
    /// 更新不够及时。2024年，我们将采取以下措施加以改进。
    /// ```
    STALE_YEAR = "narrative/stale-year",
    basis: None,
    help: "核对这里说的是哪一年的事，改正年份。",
    check: stale
}

rule! {
    /// 统计期限不是报告的年度
    ///
    /// “数据统计期限自某年1月1日至12月31日”里的年份与标题的年度不同。
    ///
    /// ```错
    /// 云溪县2023年政府信息公开工作年度报告
    /// 本报告数据统计期限自2022年1月1日至2022年12月31日。
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// ```
    /// ```对
    /// 云溪县2023年政府信息公开工作年度报告
    /// 本报告数据统计期限自2023年1月1日至12月31日。
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// ```
    PERIOD = "narrative/period",
    basis: None,
    help: "统计期限写成报告年度的1月1日至12月31日；标题的年度写错的，改正标题。",
    check: period
}

/// The year of the title: one that was only guessed from the text cannot be held against it.
fn year(report: &Report) -> Option<u16> {
    let (title, year) = (report.title?, report.year_span?);
    report.year.filter(|_| title.contains(year))
}

/// 将 with these behind it speaks of the future; 将信息公开纳入 does not.
const FUTURE: &str = "将继续|将进一步|将采取|将从|将重点|将着力|将着重|将按照|将加强|将不断|将加大|将坚持|将紧紧|将切实|将围绕|将深入|将全面|将积极|将努力|将持续|将针对|将认真|将严格|将以|拟采取|计划采取|打算采取";
const NO_PLAN: &str = "作为|纳入|列入|列为|摆|视为|当作|《|要求|提出|明确";

/// Sentences about the year before that speak of it by right.
const HISTORY: &str = "同比|较|相比|比上|比去|比20|增|提高|上升|下降|减少|基础上|以来|年起|至今|连续|曾|原|制定|制订|印发|出台|修订|颁布|实施|施行|成立|建成|开通|上线|启动|开始|问题|整改|改进|反馈|测评|考核|评估|通报|荣获|获得|被评|结转|年底|年末|年初|截至|截止|累计|上一年|上年|去年|历年|规划|《|〔|会议|发布的|报告|年报|要点|任务|方案|计划|决算|预算|审计|公报|国民经济|收支|经费|执法|名单|资金|补贴|招";

/// Work of a year.
const WORK: &str = "公开|发布|公布|收到|受理|办理|答复|召开|举办|开展|组织|设|接待|培训|回应|解读";

fn stale(report: &Report) -> Outcome {
    let Some(year) = year(report) else { return Outcome::unable("标题没有写年度") };
    let prose = &Prose::of(report);
    let mut findings: Vec<Finding> = headings(report, year).collect();
    for (index, sentence) in prose.sentences.iter().enumerate() {
        let figures = prose.figures.get(sentence.first..sentence.last).unwrap_or_default();
        let Some((at, named)) = figures.iter().take(8).find_map(|figure| Some((figure, figure.year()?))) else {
            continue;
        };
        let words = prose.between(sentence.start, sentence.end);
        let section = section_at(report, prose.span(sentence.start, sentence.start + 1).start);
        let first =
            report.outline.sections.first().is_some_and(|first| first.body.start <= prose.span(at.start, at.end).start);
        if !first || words.len() > 1200 {
            continue;
        }
        let found = if named <= year && named + 3 > year {
            plan(prose, at, words, sentence, section)
                .map(|what| format!("“{what}”说的是以后的打算，{named}年却已经过去。"))
        } else {
            None
        };
        let found = found.or_else(|| {
            let what = (named + 1 == year).then(|| work(prose, index, at, words, year)).flatten()?;
            Some(format!("“{what}”写的是{named}年，报告的是{year}年。"))
        });
        if let Some(message) = found {
            findings.push(Finding::new(STALE_YEAR.code, Severity::Warning, prose.span(at.start, at.end), message));
        }
    }
    Outcome::of(findings)
}

/// The words from a figure to the end of the next clause, for the message.
fn quoted<'a>(prose: &'a Prose, at: &Figure, end: usize) -> &'a str {
    let rest = prose.between(at.start, end);
    let stops = rest.char_indices().filter(|(offset, sign)| *offset > 24 && "，。；：(！".contains(*sign));
    let stop = stops.map(|(offset, _)| offset).next().unwrap_or(rest.len());
    let most = rest.char_indices().nth(30).map_or(rest.len(), |(offset, _)| offset);
    rest.get(..stop.min(most)).unwrap_or(rest)
}

/// 2016年，我们将采取: a plan.
fn plan<'a>(
    prose: &'a Prose,
    at: &Figure,
    words: &str,
    sentence: &Sentence,
    section: Option<&Section>,
) -> Option<&'a str> {
    let before = prose.between(sentence.start, at.start);
    let behind = prose.between(at.end, sentence.end);
    let head = behind.strip_prefix('度').unwrap_or(behind);
    let head = head.split(['。', '；', '：']).next().unwrap_or("");
    // The subject may stand between the year and 将, nothing else.
    let will = FUTURE.split('|').filter_map(|word| head.find(word)).min()?;
    let subject = head.get(..will)?;
    let plain = before.chars().count() <= 6
        && !any(before, "对|针|据|照|在|自|从")
        && subject.chars().count() <= 16
        && !any(subject, "底|末|以来|起|度");
    let planned =
        section.is_none_or(|section| !matches!(section.id(), "proactive" | "applications" | "review" | "fees"));
    (plain && planned && !any(words, NO_PLAN)).then(|| quoted(prose, at, sentence.end))
}

/// 2012年县本级设查阅点: this year's work under last year's number.
fn work<'a>(prose: &'a Prose, index: usize, at: &Figure, words: &str, year: u16) -> Option<&'a str> {
    let sentence = prose.sentences.get(index)?;
    let before = prose.between(sentence.start, at.start);
    let behind = prose.between(at.end, sentence.end);
    let opens = before.is_empty() || before.ends_with(['、', '．', ')']) && before.chars().count() <= 4;
    // A year with a month or a comparison with this year is meant.
    let mut named = prose.figures.get(sentence.first..sentence.last)?.iter();
    let others = named.any(|figure| figure.year().is_some_and(|y| y + 1 != year) || figure.unit == "月");
    let contrast = |index: Option<usize>| {
        let other =
            index.and_then(|index| prose.sentences.get(index)).filter(|other| other.paragraph == sentence.paragraph);
        other.is_some_and(|other| {
            let words = prose.between(other.start, other.end);
            any(words, "本年|今年") || words.contains(&format!("{year}年")) && words.len() < 1200
        })
    };
    let fair = others
        || any(words, HISTORY)
        || contrast(Some(index + 1))
        || behind.starts_with('度') && words.contains("年报");
    // Who did it or that it was done follows the year, and how much of it somewhere.
    let subject = behind.trim_start_matches(['度', '，']);
    let does = subject.starts_with(|c: char| "我本全县市区镇乡街各共主收受公发召举组开".contains(c));
    let counted = prose.figures.get(sentence.first..sentence.last)?.iter().any(Figure::is_quantity);
    (opens && !fair && does && counted && any(behind, WORK)).then(|| quoted(prose, at, sentence.end))
}

/// 三、2016年工作思路 in the report for 2016.
fn headings(report: &Report, year: u16) -> impl Iterator<Item = Finding> {
    report.outline.sections.iter().skip(2).filter_map(move |section| {
        let words: String = section.heading.of(report.text()).split_whitespace().collect();
        let planned = any(&words, "思路|打算|工作安排|工作计划|下一步|下步") && !any(&words, "情况|落实|完成|回顾");
        let stale = words.contains(&format!("{year}年")) && !words.contains(&format!("{}年", year + 1));
        let message = format!("“{words}”说的是以后的打算，{year}年却已经过去。");
        (planned && stale).then(|| Finding::new(STALE_YEAR.code, Severity::Warning, section.heading, message))
    })
}

fn period(report: &Report) -> Outcome {
    let Some(year) = year(report) else { return Outcome::unable("标题没有写年度") };
    if !report.text().contains("统计") {
        return Outcome::default();
    }
    let prose = &Prose::of(report);
    let mut findings = Vec::new();
    for sentence in prose.sentences.iter().take(200) {
        let words = prose.between(sentence.start, sentence.end);
        let named = |rest: &str| ["期限", "时限", "时间", "周期", "区间"].iter().any(|word| rest.starts_with(word));
        let mut places = words.match_indices("统计").map(|(at, word)| at + word.len());
        let Some(at) = places.find(|at| words.get(*at..).is_some_and(named)) else { continue };
        let from = sentence.start + at;
        let figures = prose.figures.get(sentence.first..sentence.last).unwrap_or_default();
        let mut dates = figures
            .iter()
            .filter(|figure| figure.start > from && figure.start < from + 120)
            .filter(|figure| figure.year().is_some());
        let date = |figure: &Figure| date_at(prose.between(figure.start, sentence.end)).map(|(date, _)| date);
        let (Some(first), second) = (dates.next(), dates.next()) else { continue };
        let last = second.unwrap_or(first);
        let (Some(begin), Some(end)) = (date(first), date(last)) else { continue };
        let span = prose.span(first.start, last.end);
        // Before 2019 some counted from the day on which the regulation came into force.
        let cumulative = year < 2019 && begin.0 < year;
        let message = if end.0 != year || begin.0 != year && !cumulative {
            format!("统计期限从{}年到{}年，报告的是{year}年。", begin.0, end.0)
        } else {
            continue;
        };
        findings.push(Finding::new(PERIOD.code, Severity::Warning, span, message));
    }
    Outcome::of(findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::narrative::testing::{found, silent, tells};

    #[test]
    fn work_and_plans_under_an_old_year() {
        tells(
            &STALE_YEAR,
            &[
                ("好。\n2、查阅点。2022年县本级设公共查阅点两个。", "2022年县本级设公共查阅点两个"),
                ("2023年公开信息3条。\n2022年主动公开政府信息12条。", "报告的是2023年"),
            ],
        );
        let planned = |words: &str| {
            let draft =
                "云溪县2023年政府信息公开工作年度报告\n一、总体情况\n好。\n五、存在的主要问题及改进情况\n仍有不足。";
            found(&STALE_YEAR, &format!("{draft}{words}\n六、其他需要报告的事项\n无。")).len()
        };
        assert_eq!(planned("2023年，我们将采取以下措施加以改进。"), 1);
        assert_eq!(planned("2022年我局将进一步加强公开。"), 1);
        assert_eq!(planned("2024年，我们将继续加强公开。"), 0);
        assert_eq!(planned("2023年，我县将加强信息公开作为重点工作。"), 0);
        assert_eq!(planned("2023年，我县将政府信息公开纳入绩效考核。"), 0);
        let draft = "云溪县2016年政府信息公开工作年度报告\n一、概述\n好。\n二、主动公开情况\n好。\n三、依申请公开情况\n好。\n四、2016年工作思路\n好。\n";
        assert_eq!(found(&STALE_YEAR, draft).len(), 1);
        assert!(found(&STALE_YEAR, &draft.replace("2016年工作思路", "2017年工作思路")).is_empty());
    }

    #[test]
    fn other_years_by_right() {
        silent(
            &STALE_YEAR,
            &[
                "2008年5月我区开始实施政府信息公开工作。",
                "根据国办公开办函〔2019〕60号要求，公开信息3条。",
                "截至2022年底，公开信息30条。",
                "2022年公开信息10条，2023年公开信息12条。",
                "2022年公开信息10条。2023年公开信息12条。",
                "2022年12月召开会议部署。",
                "2022年测评发现的公开问题已全部整改。",
                "2022年印发公开制度，本年继续执行。",
                "2023年末，针对从业人员变动，组织重新发放密钥。",
                "2022年度部门决算公开50家。",
                "2022年县级财政决算公开50条。",
                "与2022年相比，公开数量增加。",
                "2022年被评为公开先进单位。",
            ],
        );
    }

    #[test]
    fn the_period_is_the_year() {
        tells(
            &PERIOD,
            &[
                ("数据统计期限自2022年1月1日至2022年12月31日。", "从2022年到2022年"),
                ("统计时限为2022年1月1日至2023年12月31日。", "报告的是2023年"),
            ],
        );
        silent(
            &PERIOD,
            &[
                "数据统计期限自2023年1月1日至12月31日。",
                "数据的统计期限自20231月1日起至202312月31日止。",
                "统计期限为二〇二三年一月一日至二〇二三年十二月三十一日。",
                "统计期限为2023年度。",
            ],
        );
    }
}
