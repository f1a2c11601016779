use super::table::row;
use crate::finding::{Finding, Severity};
use crate::numeral::Decimal;
use crate::prose::*;
use crate::report::Report;
use crate::rules::{Outcome, rule};
use crate::words::Words;

rule! {
    /// 占比与数字不符
    ///
    /// 正文写“某类155条，占7.2%”，而按总数计算并不是这个比例；或者各项占比相加明显超过100%；或者办结率与收到、办结的件数不符。
    ///
    /// 四舍五入和直接舍去尾数都可以，最后一位相差1不提示。总数按“其中”之前的数，或者按大多数占比都相符的那个数；找不到可靠的总数就不判断。
    ///
    /// ```错
    /// 云溪县2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 全年主动公开政府信息400条，其中财政信息100条，占25%；民生信息60条，占17%；其他信息240条，占60%。
    /// ```
    /// ```对
    /// 云溪县2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 全年主动公开政府信息400条，其中财政信息100条，占25%；民生信息60条，占15%；其他信息240条，占60%。
    /// ```
    PERCENTAGE = "narrative/percentage",
    basis: None,
    help: "用这一项的数除以总数重新计算，改正占比或者数字。",
    check: percentages
}

/// How many figures around are looked at.
const REACH: usize = 60;

/// A count and the share that is printed behind it.
type Share<'a> = (&'a Figure, &'a Figure);

fn percentages(report: &Report) -> Outcome {
    let figures = &report.prose.figures;
    let mut findings = Vec::new();
    let mut group: Vec<Share> = Vec::new();
    // Index of the group's first count.
    let mut first = 0;
    for (index, percent) in figures.iter().enumerate().skip(1).filter(|(_, figure)| figure.unit == '%') {
        let Some(count) = figures.get(index - 1) else { continue };
        if group.last().is_some_and(|(last, _)| last.sentence + 1 < percent.sentence) || group.len() > REACH {
            findings.extend(outliers(report, first, &group));
            group.clear();
        }
        if is_share(&report.prose, count, percent) {
            if group.is_empty() {
                first = index - 1;
            }
            group.push((count, percent));
        }
        findings.extend(rate(report, index, percent));
    }
    findings.extend(outliers(report, first, &group));
    Outcome::of(findings)
}

/// A share directly behind its count: 155条，占7.2%.
fn is_share(prose: &Prose, count: &Figure, percent: &Figure) -> bool {
    count.sentence == percent.sentence
        && percent.near & SHARE != 0
        && prose.between(count.end, percent.start).chars().all(|c| "，、(：的所占比例为总数量".holds(c))
        && !count.loose
        && !percent.loose
        && (count.is_quantity() || count.unit == ' ')
}

/// Whether a part of a whole is that share of it, to one unit in the last printed place.
fn fits(part: Decimal, whole: Decimal, percent: &Figure) -> bool {
    let off = || part.times(Decimal::from(100))?.minus(percent.value.times(whole)?);
    match (off(), percent.step.times(whole)) {
        (Some(off), Some(most)) => off.absolute() <= most && !whole.is_zero(),
        // Too large for a figure of a report.
        _ => true,
    }
}

fn outliers(report: &Report, first: usize, group: &[Share]) -> Vec<Finding> {
    let prose = &report.prose;
    let mut findings = Vec::new();
    let (Some((part, _)), Some((last, last_percent))) = (group.first(), group.last()) else { return findings };
    let near = prose.figures.iter().enumerate().skip(first.saturating_sub(REACH / 4));
    let mut best: Option<(&Figure, usize)> = None;
    for (index, whole) in near.take_while(|(_, figure)| figure.start <= last.start) {
        if whole.unit != part.unit || whole.value.is_zero() {
            continue;
        }
        let count = group.iter().filter(|(count, percent)| fits(count.value, whole.value, percent)).count();
        // The whole before 其中 is plain even where a single share tells it.
        let named = index + 1 == first
            && !whole.loose
            && group.len() < 3
            && count + 1 >= group.len()
            && part.start - whole.end < 200
            && prose.says(whole.end, part.start) & AMONG != 0;
        if (named || count > 1 && count * 2 > group.len()) && best.is_none_or(|(_, most)| count > most) {
            best = Some((whole, count));
        }
    }
    let Some((whole, _)) = best else { return findings };
    let (mut sum, mut most) = (Decimal::ZERO, Decimal::from(100));
    for (count, percent) in group {
        let (Some(more), Some(step)) = (sum.plus(percent.value), most.plus(percent.step)) else { return findings };
        (sum, most) = (more, step);
        if fits(count.value, whole.value, percent) || is_explained(report, first, count, percent) {
            continue;
        }
        let message = format!(
            "“{}”：{}是{}的{}，不是{}%。",
            prose.between(count.start, percent.end),
            count.value,
            whole.value,
            share_of(count.value, whole.value, percent.step),
            percent.value
        );
        findings.push(
            Finding::new(PERCENTAGE.code, Severity::Warning, prose.span(percent.start, percent.end), message)
                .related(prose.span(count.start, count.end), "这一项的数")
                .related(prose.span(whole.start, whole.end), "总数"),
        );
    }
    let says = prose.says(whole.end, last.start);
    let one_sentence = part.sentence == last.sentence;
    // Several that differ in another sentence are shares of another whole.
    if !one_sentence && findings.len() > 1 {
        findings.clear();
    }
    let one_list = prose.marks(whole.end, last.start).iter().filter(|(_, kinds)| kinds & AMONG != 0).count() < 2;
    if findings.is_empty() && sum > most && one_sentence && one_list && says & REST != 0 && says & CHANNEL == 0 {
        let span = prose.span(last_percent.start, last_percent.end);
        let message = format!("各项占比相加是{sum}%，超过了100%。");
        findings.push(Finding::new(PERCENTAGE.code, Severity::Warning, span, message));
    }
    findings
}

/// Whether the share is that of another figure nearby, or of a cell.
fn is_explained(report: &Report, first: usize, count: &Figure, percent: &Figure) -> bool {
    let figures = report.prose.figures.iter().skip(first.saturating_sub(REACH)).take(REACH * 3);
    let cells = report.filled.cells.iter().filter_map(|(_, cell)| cell.value);
    figures.filter(|f| f.is_quantity()).map(|f| f.value).chain(cells).any(|whole| fits(count.value, whole, percent))
}

/// A share in per cent, rounded to the printed places; of whole numbers only.
fn share_of(part: Decimal, whole: Decimal, step: Decimal) -> String {
    let (mut unit, mut places) = (step, 1i64);
    while unit < Decimal::from(1) && places < 1_000_000 {
        places *= 10;
        unit = step.times(Decimal::from(places)).unwrap_or(Decimal::from(1));
    }
    let share = || {
        let (part, whole) = (part.to_integer()?, whole.to_integer().filter(|whole| *whole > 0)?);
        let twice = part.checked_mul(200)?.checked_mul(places)?.checked_add(whole)?;
        Decimal::from(twice / whole / 2).times(step)
    };
    share().map_or_else(|| "另一个比例".to_owned(), |share| format!("{share}%"))
}

/// 收到117件，办结171件，办结率100%.
fn rate(report: &Report, index: usize, percent: &Figure) -> Option<Finding> {
    let prose = &report.prose;
    let done = prose.figures.get(index.checked_sub(1)?)?;
    let received = prose.figures.get(index.checked_sub(2)?)?;
    let before = prose.says(percent.from, percent.start);
    let first = prose.sentence_of(percent).first;
    // Nothing else is counted before.
    let others = prose.figures.get(index.saturating_sub(6).max(first)..index - 2).unwrap_or_default();
    let plain = received.sentence == percent.sentence
        && before & RATE != 0
        && before & PROMPT == 0
        && prose.says(received.from, received.start) & (RECEIVED | ANSWERED) == RECEIVED
        && prose.says(done.from, done.start) & (CONCLUDED | ANSWERED) != 0
        && percent.said & (CARRIED_IN | CARRIED_OUT | AMONG | OTHER_TIME) == 0
        && !others.iter().any(Figure::is_quantity)
        && received.unit == done.unit
        && done.is_quantity()
        && !(received.loose || done.loose || percent.loose);
    let carried = row(report, ("applications", "total"), "carried_in").is_some_and(|(value, ..)| !value.is_zero());
    let all = percent.value == Decimal::from(100) && done.value <= received.value;
    if !plain || carried || all || fits(done.value, received.value, percent) {
        return None;
    }
    let unit = prose.unit(done);
    let message = format!(
        "{}写的是{}%，而收到{}{unit}，办结{}{unit}。",
        prose.between(percent.from, percent.start),
        percent.value,
        received.value,
        done.value
    );
    Some(Finding::new(PERCENTAGE.code, Severity::Warning, prose.span(received.start, percent.end), message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::narrative::testing::{silent, tells};

    #[test]
    fn shares_are_computed_again() {
        tells(
            &PERCENTAGE,
            &[
                ("公开信息400条，其中财政100条，占25%；民生60条，占17%；其他240条，占60%。", "60是400的15%，不是17%"),
                (
                    "公开信息3521条。文件106条，占比例3%，规划207条，占比例5.9%，民生155条，所占比例7.2%，其他2852条，占比例81%。",
                    "4.4%",
                ),
                ("公开信息400条，其中财政信息100条，占26.5%。", "25%"),
                ("公开信息400条。其中，部门300条，占75%。乡镇100条，占35%。", "100是400的25%"),
                ("受理审批事项117件，办结171件，办结率100%。", "办结率写的是100%"),
                ("公开信息100条，其中动态类50条，占50%，会议类40条，占40%，其他类30条，占30%。", "相加是120%"),
            ],
        );
    }

    #[test]
    fn rounded_truncated_or_of_another_whole() {
        silent(
            &PERCENTAGE,
            &[
                "公开信息2026条，其中办事类161条，占7.9%；规划60条，占2.9%；其他1805条，占89.0%。",
                "公开信息3条，其中部门1条，占33.3%，乡镇1条，占33.34%，其他1条，占33.4%。",
                "公开信息400条，同比增长30%，其中财政信息100条，同比增长12%。",
                "公开信息400条，其中民生200条，占50%，其中教育20条，占10%。",
                "公开信息400条，其中民生约200条，占45%。",
                "公开信息400条，其中财政信息100条，占全市的4%。",
                "财政信息100条，占30%。",
                "收到申请20件，办结18件，按时办结率100%。",
                "收到申请20件，办结18件，办结率90%。",
                "收到申请20件，上年结转2件，办结22件，办结率100%。",
                "公开信息100条，其中网站90条，占90%，微信60条，占60%，其他方式20条，占20%。",
                "微博86条，占比7.3%，微信231条，占比19.5%，网站864条，占比73.2%。\
                 网站864条中，动态310条，占35.9%；公告247条，占28.6%；政策22条，占2.5%；其他285条，占33%。",
            ],
        );
    }

    #[test]
    fn figures_beyond_measure() {
        let nines = "9".repeat(30);
        silent(&PERCENTAGE, &[&format!("公开信息{nines}条，其中财政{nines}条，占{nines}%。")]);
    }
}
