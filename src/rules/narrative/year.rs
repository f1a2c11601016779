use super::section_of;
use crate::finding::{Finding, Severity};
use crate::numeral::Decimal;
use crate::prose::*;
use crate::report::{Report, date_at};
use crate::rules::{Outcome, rule};
use crate::words::Words;

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

/// Longer sentences are no sentences.
const LONGEST: usize = 1200;

fn stale(report: &Report) -> Outcome {
    let Some(year) = year(report) else { return Outcome::unable("标题没有写年度") };
    let prose = &report.prose;
    let mut findings = headings(report, year);
    let body = report.outline.sections.first().map_or(usize::MAX, |first| first.body.start);
    for (index, sentence) in prose.sentences.iter().enumerate() {
        let mut figures = prose.figures_of(sentence).iter().take(8);
        let Some(at) = figures.find(|figure| figure.year().is_some()) else { continue };
        let (named, span) = (at.value, prose.span(at.start, at.end));
        let years_ago = Decimal::from(i64::from(year)).minus(named).and_then(Decimal::to_integer).unwrap_or(-1);
        if span.start < body || sentence.end - sentence.start > LONGEST {
            continue;
        }
        let what = quoted(prose.between(at.start, sentence.end));
        let message = if (0..3).contains(&years_ago) && is_plan(report, at, sentence) {
            format!("“{what}”说的是以后的打算，{named}年却已经过去。")
        } else if years_ago == 1 && is_work(prose, index, at, sentence, year) {
            format!("“{what}”写的是{named}年，报告的是{year}年。")
        } else {
            continue;
        };
        findings.push(Finding::new(STALE_YEAR.code, Severity::Warning, span, message));
    }
    Outcome::of(findings)
}

/// The words to the end of the next clause, for the message.
fn quoted(words: &str) -> &str {
    for (at, sign) in words.char_indices() {
        if at > 24 && ends_clause(sign) || at > 90 {
            return words.get(..at).unwrap_or(words);
        }
    }
    words
}

/// 2016年，我们将采取: a plan.
fn is_plan(report: &Report, at: &Figure, sentence: &Sentence) -> bool {
    let prose = &report.prose;
    let before = prose.between(sentence.start, at.start);
    let head = prose.between(at.end, sentence.end);
    let head = head.split(['。', '；', '：']).next().unwrap_or("");
    // The subject may stand between the year and 将, nothing else.
    let will = prose.marks(at.end, sentence.end).iter().find(|(_, kinds)| kinds & WILL != 0);
    let Some(subject) = will.and_then(|(place, _)| head.get(..*place - at.end)) else { return false };
    let subject = subject.trim_start_matches(['度', '，']);
    before.chars().count() <= 6
        && !before.contains(['对', '针', '据', '照', '在', '自', '从'])
        && subject.chars().count() <= 16
        && !subject.contains(['底', '末', '以', '起', '度', '初', '，'])
        && !matches!(section_of(report, at), "proactive" | "applications" | "review" | "fees")
        && sentence.says & NO_PLAN == 0
}

/// 2012年县本级设查阅点: this year's work under last year's number.
fn is_work(prose: &Prose, index: usize, at: &Figure, sentence: &Sentence, year: u16) -> bool {
    let before = prose.between(sentence.start, at.start);
    let behind = prose.between(at.end, sentence.end);
    let opens = before.is_empty() || before.ends_with(['、', '．', ')']) && before.chars().count() <= 4;
    // Who did it or that it was done follows the year, and how much of it somewhere.
    let subject = behind.trim_start_matches(['度', '，']);
    let does = subject.chars().next().is_some_and(|c| "我本全县市区镇乡街各共主收受公发召举组开".holds(c));
    let figures = prose.figures_of(sentence);
    let counted = figures.iter().any(Figure::is_quantity);
    if !(opens && does && counted) || sentence.says & (HISTORY | CHANGE | THIS_YEAR) != 0 {
        return false;
    }
    // A year with a month or beside this year is meant.
    let others = figures.iter().any(|figure| figure.unit == '月' || figure.year().is_some_and(|y| y + 1 != year));
    let contrast = prose.sentences.get(index + 1).is_some_and(|next| {
        let this_year = |figure: &Figure| figure.year() == Some(year);
        next.paragraph == sentence.paragraph
            && (next.says & THIS_YEAR != 0 || prose.figures_of(next).iter().any(this_year))
    });
    !others && !contrast && prose.says(at.end, sentence.end) & WORK != 0
}

/// 三、2016年工作思路 in the report for 2016.
fn headings(report: &Report, year: u16) -> Vec<Finding> {
    let mut findings = Vec::new();
    for section in report.outline.sections.iter().skip(2) {
        let words = section.heading.of(report.text()).trim_end();
        let planned = ["思路", "打算", "安排", "计划"].iter().any(|end| words.ends_with(end));
        if planned && words.has(&format!("{year}年")) {
            let message = format!("“{words}”说的是以后的打算，{year}年却已经过去。");
            findings.push(Finding::new(STALE_YEAR.code, Severity::Warning, section.heading, message));
        }
    }
    findings
}

fn period(report: &Report) -> Outcome {
    let Some(year) = year(report) else { return Outcome::unable("标题没有写年度") };
    let prose = &report.prose;
    let mut findings = Vec::new();
    for (from, _) in prose.marks(0, usize::MAX).iter().filter(|(_, kinds)| kinds & STATED != 0).take(20) {
        let first = prose.figures.partition_point(|figure| figure.start < *from);
        let near = prose.figures.iter().skip(first).take(6).filter(|figure| figure.start < from + 120);
        let mut dates = near.filter(|figure| {
            let date = prose.between(figure.start, prose.sentence_of(figure).end);
            figure.year().is_some() && date_at(date).is_some()
        });
        let Some(begin) = dates.next() else { continue };
        let end = dates.next().unwrap_or(begin);
        // Before 2019 some counted from the day on which the regulation came into force.
        let cumulative = year < 2019 && begin.year() < Some(year);
        if end.year() == Some(year) && (cumulative || begin.year() == Some(year)) {
            continue;
        }
        let message = format!("统计期限从{}年到{}年，报告的是{year}年。", begin.value, end.value);
        findings.push(Finding::new(PERIOD.code, Severity::Warning, prose.span(begin.start, end.end), message));
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
        assert_eq!(planned("改进情况：2023年新开专栏1个，2024年将继续加强培训。"), 0);
        assert_eq!(planned("2023年新开专栏1个，今后将继续加强公开。"), 0);
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
