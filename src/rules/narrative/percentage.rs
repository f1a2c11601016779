use super::{CHANNELS, any};
use crate::finding::{Finding, Severity};
use crate::numeral::Decimal;
use crate::prose::{Figure, Prose};
use crate::report::Report;
use crate::rules::{Outcome, rule};

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
    /// 全年公开政府信息400条，其中财政信息100条，占25%；民生信息60条，占17%；其他信息240条，占60%。
    /// ```
    /// ```对
    /// 云溪县2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 全年公开政府信息400条，其中财政信息100条，占25%；民生信息60条，占15%；其他信息240条，占60%。
    /// ```
    PERCENTAGE = "narrative/percentage",
    basis: None,
    help: "用这一项的数除以总数重新计算，改正占比或者数字。",
    check: percentages
}

/// How many figures around are looked at.
const REACH: usize = 60;

/// A count and the share that is printed behind it, as indices of figures.
type Share = (usize, usize);

fn percentages(report: &Report) -> Outcome {
    if !report.text().contains(['%', '％']) {
        return Outcome::default();
    }
    let prose = &Prose::of(report);
    let figure = |index: usize| prose.figures.get(index).copied();
    let mut findings = Vec::new();
    let mut group: Vec<Share> = Vec::new();
    for index in 1..prose.figures.len() + 1 {
        let share = figure(index).and_then(|percent| share(prose, index, &percent));
        let apart = group.last().is_some_and(|(count, _)| {
            figure(index).is_none_or(|f| prose.figures.get(*count).is_none_or(|c| c.sentence + 1 < f.sentence))
        });
        if apart || group.len() > REACH {
            findings.extend(outliers(report, prose, &group));
            group.clear();
        }
        group.extend(share);
        findings.extend(figure(index).and_then(|percent| rate(report, prose, index, &percent)));
    }
    findings.extend(outliers(report, prose, &group));
    Outcome::of(findings)
}

/// 百分号 directly behind a count: 155条，占7.2%.
fn share(prose: &Prose, index: usize, percent: &Figure) -> Option<Share> {
    let count = prose.figures.get(index.checked_sub(1)?)?;
    let between = prose.between(count.end, percent.start);
    let fits = count.sentence == percent.sentence
        && any(between, "占|比例")
        && between.chars().all(|c| "，、(：的所占比例为总数量".contains(c));
    let plain = !count.loose && !percent.loose && (count.is_quantity() || count.unit.is_empty());
    (percent.unit == "%" && fits && plain).then_some((index - 1, index))
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

fn outliers(report: &Report, prose: &Prose, group: &[Share]) -> Vec<Finding> {
    let Some((first, _)) = group.first().copied() else { return Vec::new() };
    let figure = |index: usize| prose.figures.get(index);
    let pairs = || group.iter().filter_map(|(count, percent)| Some((figure(*count)?, figure(*percent)?)));
    let fitting = |whole: &Figure| pairs().filter(|(count, percent)| fits(count.value, whole.value, percent)).count();
    let unit = figure(first).map_or("", |figure| figure.unit);
    let last = group.last().map_or(first, |(count, _)| *count);
    let near = prose.figures.get(first.saturating_sub(REACH / 4)..=last).unwrap_or_default();
    let mut best: Option<(&Figure, usize)> = None;
    for whole in near.iter().filter(|figure| figure.unit == unit && !figure.value.is_zero()) {
        let count = fitting(whole);
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((whole, count));
        }
    }
    // The whole before 其中 is plain even where a single share tells it.
    let named = first.checked_sub(1).and_then(figure).filter(|whole| {
        let between = figure(first).map_or("", |part| prose.between(whole.end, part.start));
        whole.unit == unit && !whole.loose && between.contains("其中") && between.len() < 200
    });
    let whole = match best {
        Some((whole, count)) if count > 1 && count * 2 > group.len() => whole,
        _ => match named {
            Some(whole) if group.len() < 3 && fitting(whole) + 1 >= group.len() => whole,
            _ => return Vec::new(),
        },
    };
    let explained = |count: &Figure, percent: &Figure| {
        let around = prose.figures.get(first.saturating_sub(REACH)..).unwrap_or_default().iter().take(REACH * 3);
        let cells = report.filled.cells.iter().filter_map(|(_, cell)| cell.value);
        around
            .filter(|other| other.is_quantity())
            .map(|other| other.value)
            .chain(cells)
            .any(|whole| fits(count.value, whole, percent))
    };
    let mut findings: Vec<Finding> = pairs()
        .filter(|(count, percent)| !fits(count.value, whole.value, percent) && !explained(count, percent))
        .map(|(count, percent)| {
            let message = format!(
                "“{}”：{}是{}的{}，不是{}%。",
                prose.between(count.start, percent.end),
                count.value,
                whole.value,
                printed_share(count.value, whole.value, percent.step),
                percent.value
            );
            Finding::new(PERCENTAGE.code, Severity::Warning, prose.span(percent.start, percent.end), message)
                .related(prose.span(count.start, count.end), "这一项的数")
                .related(prose.span(whole.start, whole.end), "总数")
        })
        .collect();
    let sum = pairs().try_fold(Decimal::ZERO, |sum, (_, percent)| sum.plus(percent.value));
    let most = pairs().try_fold(Decimal::from(100), |most, (_, percent)| most.plus(percent.step));
    let one_sentence = pairs().all(|(count, _)| figure(first).is_some_and(|first| first.sentence == count.sentence));
    let words = prose.between(whole.end, figure(last).map_or(0, |last| last.start));
    let divided = any(words, "其他|其它|其余") && !any(words, CHANNELS) && words.matches("其中").count() < 2;
    if let (Some(sum), Some(most), Some((_, percent))) = (sum, most, pairs().next_back())
        && findings.is_empty()
        && sum > most
        && one_sentence
        && divided
    {
        let message = format!("各项占比相加是{sum}%，超过了100%。");
        findings.push(Finding::new(
            PERCENTAGE.code,
            Severity::Warning,
            prose.span(percent.start, percent.end),
            message,
        ));
    }
    findings
}

/// A share in per cent, rounded to the printed places.
fn printed_share(part: Decimal, whole: Decimal, step: Decimal) -> String {
    let per_hundred = |units: i64| Decimal::from(units).times(step)?.times(whole);
    let Some(target) = part.times(Decimal::from(100)) else { return String::new() };
    // The most units of the last place that fit below; a share has few.
    let (mut low, mut high) = (0i64, 1i64 << 40);
    while low + 1 < high {
        let middle = (low + high) / 2;
        if per_hundred(middle).is_some_and(|reached| reached <= target) { low = middle } else { high = middle }
    }
    let below = per_hundred(low).and_then(|below| target.minus(below)).and_then(|rest| rest.plus(rest));
    let up = below.zip(per_hundred(1)).is_some_and(|(twice, unit)| twice >= unit);
    Decimal::from(low + i64::from(up)).times(step).map_or_else(String::new, |share| format!("{share}%"))
}

/// 收到117件，办结171件，办结率100%.
fn rate(report: &Report, prose: &Prose, index: usize, percent: &Figure) -> Option<Finding> {
    let name = ["办结率", "答复率", "办复率"].into_iter().find(|name| prose.around(index).0.contains(name))?;
    let done = prose.figures.get(index.checked_sub(1)?)?;
    let received = prose.figures.get(index.checked_sub(2)?)?;
    let one = received.sentence == percent.sentence && done.sentence == percent.sentence;
    let (start, _) = prose.sentence(percent.sentence);
    let start = start.max(prose.reach_back(percent, 300));
    let words = prose.between(start, percent.start);
    let of = |at: usize, verbs: &str| any(prose.around(at).0, verbs);
    let plain = of(index - 2, "收到|受理|接收|接到|办理")
        && of(index - 1, "办结|答复|办复")
        && !of(index, "按时|按期|及时|限期");
    let others = prose.figures.get(index.saturating_sub(6)..index - 2).unwrap_or_default();
    let others = others.iter().any(|f| f.sentence == percent.sentence && f.is_quantity());
    let units = received.unit == done.unit && done.is_quantity() && percent.unit == "%";
    let loose = received.loose || done.loose || percent.loose || any(words, "结转|上年|去年|其中|累计");
    let all = percent.value == Decimal::from(100);
    let carried = report.edition.into_iter().flat_map(|edition| edition.cells().map(move |id| (edition, id))).any(
        |(edition, id)| {
            edition.at(id).is_some_and(|(_, row, _)| row.id == "carried_in")
                && report.cell(id).and_then(|cell| cell.value).is_some_and(|value| !value.is_zero())
        },
    );
    if !one || !plain || others || !units || loose || carried || all && done.value <= received.value {
        return None;
    }
    if fits(done.value, received.value, percent) {
        return None;
    }
    let message = format!(
        "{name}写的是{}%，而收到{}{}，办结{}{}。",
        percent.value, received.value, received.unit, done.value, done.unit
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
            ],
        );
    }

    #[test]
    fn figures_beyond_measure() {
        let nines = "9".repeat(30);
        silent(&PERCENTAGE, &[&format!("公开信息{nines}条，其中财政{nines}条，占{nines}%。")]);
    }
}
