use crate::figures::trimmed;
use crate::finding::{Finding, Severity};
use crate::numeral::{digit, is_blank, is_digit};
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};

use super::{around, head, told};

rule! {
    /// 日期不完整，或者没有这一天
    ///
    /// 日期缺了年、月、日中的数字（“年1月11日”“20231月1日”“20191231日”），写着“截止日期为”而后面没有日期，或者写了不存在的日子
    /// （13月、2月30日）。只写“1月1日”而不写年份的不算。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 本报告所列数据的统计期限自20231月1日起至202312月31日止。
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 本报告所列数据的统计期限自2023年1月1日起至12月31日止。
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// ```
    INCOMPLETE_DATE = "text/incomplete-date",
    basis: None,
    help: "把日期写完整、写正确。",
    check: incomplete_dates
}

/// Digits before a place, blanks between them and the place left out.
struct Figure {
    start: usize,
    count: usize,
    value: u32,
}

impl Figure {
    fn before(text: &str, at: usize) -> Figure {
        let bare = Span::new(0, at).of(text).trim_end_matches(is_blank);
        let (mut start, mut count, mut value) = (bare.len(), 0, 0u32);
        let mut unit = 1u32;
        for (offset, character) in bare.char_indices().rev() {
            let Some(digit) = digit(character) else { break };
            (start, count) = (offset, count + 1);
            value = value.saturating_add(digit.saturating_mul(unit));
            unit = unit.saturating_mul(10);
        }
        Figure { start, count, value }
    }

    /// Whether its first four digits are a year of our time.
    fn begins_with_year(&self) -> bool {
        self.count >= 4
            && self.count <= 8
            && (2000..2100).contains(&(self.value / 10u32.pow(self.count.saturating_sub(4) as u32)))
    }

    /// The figure before a sign that ends just before this one.
    fn behind(&self, text: &str, sign: char) -> Option<Figure> {
        let before = Span::new(0, self.start).of(text).trim_end_matches(is_blank);
        before.strip_suffix(sign).map(|rest| Figure::before(text, rest.len()))
    }
}

/// What is wrong with a date that ends with this sign, and where it begins.
fn fault(text: &str, at: usize, sign: char) -> Option<(usize, &'static str)> {
    let figure = Figure::before(text, at);
    let behind = text.get(at + sign.len_utf8()..)?;
    let start = figure.start;
    match sign {
        '年' => {
            let month = behind.trim_start_matches(is_blank).trim_start_matches(is_digit);
            let dated = month.len() < behind.len() && month.trim_start_matches(is_blank).starts_with('月');
            let lost = figure.count == 3 && figure.value / 10 == 20 && dated;
            let extra = figure.count == 5 && figure.begins_with_year();
            (lost || extra).then_some((start, "的年份不是四位数"))
        }
        '月' => month_fault(text, at, &figure, behind),
        _ => day_fault(text, at, &figure, behind),
    }
}

fn month_fault(text: &str, at: usize, figure: &Figure, behind: &str) -> Option<(usize, &'static str)> {
    let start = figure.start;
    if (5..=6).contains(&figure.count) && figure.begins_with_year() {
        return Some((start, "漏了“年”字或者数字"));
    }
    let year = figure.behind(text, '年')?;
    let day = behind.trim_start_matches(is_blank).trim_start_matches(is_digit);
    let has_day = day.len() < behind.len() || figure.count == 0;
    let has_day = has_day && day.trim_start_matches(is_blank).starts_with('日');
    let year_sign = Span::new(0, start).of(text).trim_end_matches(is_blank).len() - '年'.len_utf8();
    if figure.count == 0 && year.count == 4 && has_day {
        return Some((year.start, "没有写月份"));
    }
    if year.count > 0 {
        let impossible = (1..=2).contains(&figure.count) && !(1..=12).contains(&figure.value);
        return (year.count == 4 && impossible && !behind.starts_with(['均', '度']))
            .then_some((year.start, "的月份不存在"));
    }
    // Without a figure 年 is the end of a word (今年, 去年) unless the words before it are done.
    let lead = Span::new(0, year_sign).of(text).trim_end_matches(|c| is_blank(c) && c != '\n').chars().next_back();
    let stands_alone = lead.is_none_or(|c| {
        !c.is_alphanumeric() && !matches!(c, '\n' | '○' | '\u{3007}' | '”' | '×' | '＿' | '_' | '*')
            || matches!(c, '自' | '至' | '到' | '从' | '于' | '期')
    });
    // 年月日 is a word; a form that was not filled in leaves room for the figures.
    let apart = Span::new(0, at).of(text).ends_with(is_blank) || behind.starts_with(is_blank);
    (stands_alone && (figure.count > 0 && figure.count <= 2 || has_day && apart)).then_some((year_sign, "没有写年份"))
}

fn day_fault(text: &str, at: usize, figure: &Figure, behind: &str) -> Option<(usize, &'static str)> {
    let start = figure.start;
    if (6..=8).contains(&figure.count) && figure.begins_with_year() {
        return Some((start, "漏了“年”“月”"));
    }
    let of_year = figure.behind(text, '年').filter(|year| year.count == 4);
    if let Some(year) = of_year.filter(|_| figure.count == 4 && (1..=12).contains(&(figure.value / 100))) {
        return Some((year.start, "漏了“月”字"));
    }
    let month = figure.behind(text, '月').filter(|month| (1..=2).contains(&month.count))?;
    let year = month.behind(text, '年').filter(|year| year.count == 4);
    let whole = year.as_ref().map_or(month.start, |year| year.start);
    if figure.count == 0 {
        // A form that was not filled in leaves room for the figure.
        let apart = text.get(..at).is_some_and(|before| before.ends_with(is_blank));
        let word = behind.starts_with(['均', '常', '益', '前', '后', '本', '程', '期', '报', '志']);
        return (apart && year.is_some() && !word).then_some((whole, "没有写日子"));
    }
    if !(1..=12).contains(&month.value) {
        // With the year it was told at the month.
        return year.is_none().then_some((whole, "的月份不存在"));
    }
    let leap = year.is_none_or(|year| year.value % 4 == 0 && (year.value % 100 != 0 || year.value % 400 == 0));
    let last = match month.value {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (!(1..=last).contains(&figure.value)).then_some((whole, "这一天不存在"))
}

/// Words behind which a date stands.
const ANNOUNCED: [&str; 6] = ["截止日期为", "截至日期为", "截止时间为", "截止日期是", "统计期限为", "统计期限自"];

fn incomplete_dates(report: &Report) -> Outcome {
    let text = report.text();
    let mut findings = Vec::new();
    let mut announced = ANNOUNCED.to_vec();
    announced.retain(|word| report.index.has_any(Span::new(0, text.len()), &[word]));
    for line in &report.lines {
        for word in &announced {
            let Some(at) = report.index.place_of(line.span, word) else { continue };
            let end = at + word.len();
            if is_missing(text, Span::new(end, line.span.end)) {
                let span = Span::new(at, end);
                let message = format!("“{word}”后面没有日期。");
                findings.push(Finding::new(INCOMPLETE_DATE.code, Severity::Warning, span, message));
            }
        }
        for (at, sign) in report.index.marks(line.span) {
            if !matches!(sign, '年' | '月' | '日') {
                continue;
            }
            let Some((start, what)) = fault(text, at, sign).filter(|(start, _)| *start >= line.span.start) else {
                continue;
            };
            let mut end = at + sign.len_utf8();
            if sign != '日' {
                // The rest of the date belongs to it.
                let rest = Span::new(end, line.span.end).of(text);
                let figures = |c: char| is_digit(c) || is_blank(c) || matches!(c, '月' | '日');
                let rest = head(rest, 12);
                let length = rest.find(|c| !figures(c)).unwrap_or(rest.len());
                end = trimmed(text, Span::new(start, end + length)).end;
            }
            let span = Span::new(start, end);
            let message = format!("日期“{}”{what}。", span.of(text));
            findings.push(Finding::new(INCOMPLETE_DATE.code, Severity::Warning, span, message));
        }
    }
    told(findings)
}

/// Whether no date stands in the rest of a line nor begins the next.
fn is_missing(text: &str, rest: Span) -> bool {
    let here = rest.of(text).trim_start_matches(is_blank);
    if !here.is_empty() {
        return here.starts_with(['。', '，', ',', '；', ';']);
    }
    let next = text.get(rest.end..).unwrap_or("").trim_start_matches(is_blank);
    let (_, first) = around(next, 0, 0);
    first.is_some_and(|c| !is_digit(c) && c != '自') && !head(next, 8).contains(['年', '月', '日'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::text::testing::{doubts, found, marks, silent, with};

    #[test]
    fn lost_figures_and_days_that_never_were() {
        doubts(
            &INCOMPLETE_DATE,
            &[
                ("填报日期：年1月11日", "年1月11日"),
                ("填报日期： 年 1 月 11 日", "年 1 月 11 日"),
                ("填报日期：　年　月　日", "年　月　日"),
                ("数据自20231月1日起。", "20231月1日"),
                ("数据至202312月31日止。", "202312月31日"),
                ("数据自201911日起。", "201911日"),
                ("数据至20191231日止。", "20191231日"),
                ("数据至２０１９１２３１日止。", "２０１９１２３１日"),
                ("数据至2019年1231日止。", "2019年1231日"),
                ("2019年13月公开。", "2019年13月"),
                ("自2023年13月1日起。", "2023年13月1日"),
                ("会议于2月30日召开。", "2月30日"),
                ("会议于2023年2月29日召开。", "2023年2月29日"),
                ("会议于2023 年 6 月 31 日召开。", "2023 年 6 月 31 日"),
                ("会议于202年6月3日召开。", "202年6月3日"),
                ("20233年公开12条。", "20233年"),
                ("成文日期2023年 月 日", "2023年 月 日"),
                ("成文日期2023年1月 日", "2023年1月 日"),
                ("所列数据截止日期为。", "截止日期为"),
                ("所列数据截止日期为\n（二）依申请公开", "截止日期为"),
            ],
        );
    }

    #[test]
    fn words_and_dates_that_are_whole() {
        silent(
            &INCOMPLETE_DATE,
            &[
                "今年1月11日，去年12月31日，本年3月，当年5月1日，每年1月31日前，次年2月。",
                "二○二三年一月十一日，2023 年\n1月11日，2023\n年1月11日。",
                "2024年2月29日、2月29日、12月31日、2023年1月1日至31日、1-12月、12月份。",
                "连续365日公开，历时13个月，2023年月均公开12条，1月日均3条。",
                "注明年月日，精确到年、月、日。",
                "截止日期为2023年12月31日。统计期限自\n2023年1月1日起。截至日期为\n二〇二三年十二月三十一日。",
                "电话0500-20231231，日期20231231，文号202312。",
                "全年12月均有公开，学年1月放假。",
                "年初、年中、年底、月月、日常。",
                "阅读量20240000，日均3条。",
                "十年3月，三年12月。",
            ],
        );
    }

    #[test]
    fn an_announcement_at_the_end_of_a_cut_draft_may_go_on() {
        let draft = with("");
        let (head, _) = draft.split_once("编制").expect("the preface");
        assert_eq!(marks(&INCOMPLETE_DATE, &format!("{head}编制，所列数据截止日期为")), []);
    }

    #[test]
    fn the_message_says_what_is_wrong() {
        let messages = |words: &str| -> Vec<String> {
            found(&INCOMPLETE_DATE, &with(words)).into_iter().map(|finding| finding.message).collect()
        };
        assert_eq!(messages("填报日期：年1月11日"), ["日期“年1月11日”没有写年份。"]);
        assert_eq!(messages("于2月30日召开"), ["日期“2月30日”这一天不存在。"]);
    }
}
