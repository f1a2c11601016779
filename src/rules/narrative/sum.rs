use crate::finding::{Finding, Related, Severity, SumTerm};
use crate::numeral::Decimal;
use crate::prose::*;
use crate::report::Report;
use crate::rules::{Outcome, rule};
use crate::words::Words;

rule! {
    /// 正文里的总数与分项不符
    ///
    /// 正文写了一个总数，又用“其中”、括号或者“分别为”列出各项，各项相加与总数不等。
    ///
    /// 只在各项应当列全时提示：列了“其他”，写了“分别为”，或者按一个标准分尽（现场和电话、自然人和法人、专职和兼职等）。
    /// 写了“等”“主要”的不必列全；同一条信息可以在网站、微信等几个渠道上各发一次，渠道之和可以大于总数；单位不同的不相加。
    ///
    /// ```错
    /// 云溪县2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 主动公开政府信息306条。全年接受咨询372人次，其中现场咨询331人次，电话咨询61人次。
    /// ```
    /// ```对
    /// 云溪县2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 全年接受咨询372人次，其中现场咨询331人次，电话咨询41人次。主动公开政府信息306条，通过网站公开216条、微信公开120条。
    /// ```
    SUM = "narrative/sum",
    basis: None,
    help: "对照台账核对总数和各项，改正填错的一处；各项没有列全的，写上“等”或者补上其余各项。",
    check: sums
}

/// A part belongs to none of these: what they name is a whole of its own, or a comparison.
const NO_PART: Kinds = CHANGE | TOTAL;

/// Words that divide a whole so that nothing counts twice, and how many of them divide it wholly (0: never certain).
static DIVISIONS: [(Kinds, usize); 9] = [
    (CHANNEL, 0),
    (ACTIVE | ASKED | WITHHELD, 3),
    (APPLICANT, 0),
    (FULL_TIME | PART_TIME, 2),
    (PROMPT, 2),
    (WAY, 0),
    (COURSE, 0),
    (OUTCOMES, 0),
    (SORT, 0),
];

/// Longer lists are tables that lost their form.
const LONGEST_LIST: usize = 120;

/// Signs between a whole and its list, and before it, that are looked at.
const NEAR: usize = 300;

fn sums(report: &Report) -> Outcome {
    let mut findings = Vec::new();
    for index in 0..report.prose.figures.len() {
        if let Some(finding) = broken(&report.prose, index) {
            findings.push(finding);
        }
    }
    Outcome::of(findings)
}

/// The parts that are listed behind a whole, and whether they are meant to be all.
struct List<'a> {
    parts: Vec<&'a Figure>,
    /// Nothing is left out.
    complete: bool,
    /// Nothing counts twice.
    disjoint: bool,
}

fn broken(prose: &Prose, at: usize) -> Option<Finding> {
    let whole = prose.figures.get(at).filter(|figure| figure.is_quantity() && !figure.loose)?;
    if whole.head & (AMONG | HOLDS) != 0 {
        return None;
    }
    let list = list(prose, at, whole)?;
    let (mut sum, mut step) = (Decimal::ZERO, whole.step);
    for (index, part) in list.parts.iter().enumerate() {
        sum = sum.plus(part.value)?;
        step = step.max(part.step);
        // What follows may be no part any more.
        if sum == whole.value && index > 0 {
            return None;
        }
    }
    // 复议6件和诉讼3件，其中维持8件: the list may belong to both.
    let before = at.checked_sub(1).and_then(|index| prose.figures.get(index));
    let doubled = before.is_some_and(|before| {
        before.sentence == whole.sentence
            && before.unit == whole.unit
            && prose.between(before.end, whole.start).starts_with(['和', '及', '与', '、', '，'])
    });
    let over = sum.minus(whole.value)?;
    let certain = if over.is_negative() { list.complete } else { list.disjoint && !doubled };
    // One part may lie inside another, and the list may belong to a figure before.
    let nested = list.parts.iter().any(|part| part.value == over);
    let near = prose.figures.get(at.saturating_sub(4)..at)?;
    if !certain
        || nested
        || over.absolute() < step
        || near.iter().any(|other| other.value == sum && other.unit == whole.unit)
    {
        return None;
    }
    let unit = prose.unit(whole);
    let message = format!(
        "“{}”，所列{}项相加是{sum}{unit}，{}{}{unit}。",
        prose.between(whole.clause, whole.end),
        list.parts.len(),
        if over.is_negative() { "少" } else { "多" },
        over.absolute()
    );
    let span = prose.span(whole.start, whole.end);
    let mut finding = Finding::new(SUM.code, Severity::Warning, span, message);
    (finding.expected, finding.actual) = (Some(sum), Some(whole.value));
    for (index, part) in list.parts.iter().copied().chain([whole]).enumerate() {
        let sign = if index == list.parts.len() { '=' } else { '+' };
        let item = prose.between(part.from, part.start);
        let item = item.strip_prefix("其中").unwrap_or(item).to_owned();
        finding.related.push(Related {
            span: prose.span(part.start, part.end),
            message: format!("{sign} {item} {}", part.value),
            cell: None,
            term: Some(SumTerm { sign, item, value: Some(part.value) }),
        });
    }
    Some(finding)
}

fn list<'a>(prose: &'a Prose, at: usize, whole: &Figure) -> Option<List<'a>> {
    // Shares of the whole may stand before the list.
    let mut next = at + 1;
    while prose.figures.get(next).is_some_and(|figure| figure.unit == '%') {
        next += 1;
    }
    let first = prose.figures.get(next)?;
    let sentence = prose.sentence_of(first);
    let gap = prose.between(whole.end, first.start);
    let same = first.sentence == whole.sentence;
    let opening = same || prose.between(sentence.start, first.start).starts_with("其中");
    if !opening || gap.len() > NEAR || whole.sentence + 1 < first.sentence {
        return None;
    }
    let says = prose.says(whole.end, first.start);
    let bracket = gap.rfind('(').filter(|at| !gap.get(*at..).is_some_and(|inside| inside.holds(')')));
    let inside = bracket.map_or(says, |at| prose.says(whole.end + at, first.start));
    let among = inside & AMONG != 0;
    // 办结45件，上年分别为52件、51件 divides nothing.
    let divided = gap.trim_start_matches('，').starts_with(['：', '分']);
    let in_bracket = bracket.is_some() && inside & (HOLDS | CHANGE | TOTAL) == 0;
    if !(among || divided || in_bracket || inside & HOLDS != 0) || says & LOOSELY != 0 {
        return None;
    }
    let mut parts: Vec<&Figure> = Vec::new();
    let (mut depth, mut last) = (0i32, first.start);
    let (mut rest, mut named, mut all) = (false, true, [true; 9]);
    for (index, part) in prose.figures.iter().skip(next).take(LONGEST_LIST).enumerate() {
        if part.start >= sentence.end {
            break;
        }
        let between = prose.between(last, part.start);
        for sign in between.chars() {
            depth += i32::from(sign == '(') - i32::from(sign == ')');
        }
        let begins = index > 0 && part.near & AMONG != 0 && depth <= 0 || between.holds('；') && parts.len() > 1;
        if begins || depth < 0 && bracket.is_some() {
            break;
        }
        last = part.end;
        if depth > 0 || !part.is_quantity() && part.unit != ' ' {
            continue;
        }
        let sign = prose.words.get(part.end..)?.chars().next().unwrap_or('。');
        let bare = part.unit == ' ' && part.until == part.end && "，；)。、".holds(sign) && !parts.is_empty();
        let before = prose.says(part.from, part.start);
        if !(bare || part.unit == whole.unit) || before & NO_PART != 0 {
            break;
        }
        if part.loose {
            return None;
        }
        parts.push(part);
        let name = prose.between(part.from, part.start);
        // 财政和其他民生信息120条 is one part of several.
        rest |= before & REST != 0 && !name.contains(['及', '和']);
        named &= name.is_empty() || name.ends_with('：');
        for (known, (kinds, _)) in all.iter_mut().zip(&DIVISIONS) {
            *known &= before & (*kinds | REST) != 0;
        }
    }
    let listed = prose.between(first.start, last);
    let open = prose.between(last, sentence.end).starts_with('等')
        || !rest && listed.has_any(&["等，", "等；", "等)", "等、"]);
    if parts.len() < 2 || open {
        return None;
    }
    let division = DIVISIONS.iter().zip(all).find(|(_, all)| *all).map(|((_, count), _)| *count);
    let colons = in_bracket && !among && named && prose.between(whole.end, last).matches('：').count() >= parts.len();
    // 12 accounts on four platforms are 12 accounts; 12 items may stand on each of them.
    let repeats = !"个家人名".holds(whole.unit) && prose.says(whole.end, last) & CHANNEL != 0;
    Some(List {
        complete: rest || divided && same || colons || division.is_some_and(|count| count > 0 && parts.len() >= count),
        disjoint: !repeats && (rest || division.is_some() || colons || divided && same),
        parts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::narrative::testing::{said, silent, tells};

    #[test]
    fn lists_that_are_meant_to_be_complete() {
        tells(
            &SUM,
            &[
                ("全年接受咨询372人次，其中现场咨询331人次，电话咨询61人次。", "所列2项相加是392人次，多20人次"),
                ("全年公开信息306条，其中：机构类11条、动态类36条、其他信息128条。", "所列3项相加是175条，少131条"),
                ("全县共有15个政务新媒体(微博:3个,抖音:2个,公众号:11个)，运营正常。", "相加是16个，多1个"),
                ("2023年制作信息3978条，其中主动公开2026条，依申请公开46条，不予公开1854条。", "相加是3926条，少52条"),
                ("公开信息总数３，５２１条。其中动态类３，０００条，其他信息５２０条。", "相加是3520条"),
                ("配备人员10名，其中专职人员3名，兼职人员8名。", "相加是11名"),
                ("全县有政务新媒体16个，其中微信公众号11个，抖音2个，微博4个。", "多1个"),
                ("培训300人次（机关100人次、其他单位160人次）。", "少40人次"),
            ],
        );
    }

    #[test]
    fn what_a_fair_reading_explains() {
        silent(
            &SUM,
            &[
                "全年接受咨询392人次，其中现场咨询331人次，电话咨询61人次。",
                "全年公开信息300条，其中规范性文件10条，解读5条。",
                "主动公开政府信息306条，其中网站公开216条、微信公开22条、其他方式公开299条。",
                "公开信息59条，其中领导信息1条、工作进展等48条、其他信息10条。",
                "公开信息59条，其中领导信息1条、工作进展48条等。",
                "公开信息59条，主要包括领导信息1条、其他信息40条。",
                "公开信息100条，其中规范性文件6件、政策解读12件、其他文件30件。",
                "受理申请749件，其中自然人申请741件，法人申请8件；共办理718件，结转下一年31件。",
                "受理申请749件，其中自然人申请741件，法人申请8件，办结718件，较上年增加20件。",
                "公开信息81条，其中退回三条，推送78条。",
                "答复申请805件（含上年度结转申请18件，另有72件申请顺延到下年度答复）。",
                "全年公开信息约300条，其中动态类100条，其他类160条。",
                "公开信息100条，其中动态类60条（其中会议20条，活动40条），其他类40条。",
                "接受培训300人次，其中领导干部120人次，业务骨干230人次。",
                "全年公开信息1,200条，其中动态类1,000条，占83.3%，其他类200条，占16.7%。",
                "公开信息100条，其中动态类60条，公告类20条，会议类20条，其他类20条。",
                "收到建议5件，提案3件，其中已办结8件。",
                "产生行政复议6件和行政诉讼3件，其中行政复议维持5件，尚未审结1件，行政诉讼维持3件。",
                "产生行政复议6件，行政诉讼3件，其中维持7件，尚未审结1件。",
                "主动公开信息数为286条，其中通过网站公开160条，公告栏公开120条。",
                "主动公开规章13件（含新制定5件，修改4件，废止4件）。",
                "收到8份申请，其中予以公开2件，其他1件。",
                "公开信息300条，其中预算及其他财政信息120条、民生信息100条。",
                "办结申请45件，上年分别为52件、51件。",
                "发布信息300条，数量居前的单位分别为教育局41条、民政局36条。",
                "累计公开信息8.6万条，其中2022年8643条，其他年度7.74万条。",
            ],
        );
    }

    #[test]
    fn a_broken_sum_shows_its_terms() {
        let found = said(&SUM, "全年接受咨询372人次，其中现场咨询331人次，电话咨询61人次。");
        let terms: Vec<_> = found
            .iter()
            .flat_map(|finding| finding.related.iter().filter_map(|related| related.term.as_ref()))
            .map(|term| format!("{}{}{}", term.sign, term.item, term.value.map_or(String::new(), |v| v.to_string())))
            .collect();
        assert_eq!(terms, ["+现场咨询331", "+电话咨询61", "=全年接受咨询372"]);
    }
}
