use super::{CHANNELS, any};
use crate::finding::{Finding, Related, Severity, SumTerm};
use crate::numeral::Decimal;
use crate::prose::{Figure, Prose};
use crate::report::Report;
use crate::rules::{Outcome, rule};

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
    /// 全年接受咨询372人次，其中现场咨询331人次，电话咨询61人次。
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
const NO_PART: &str = "同比|较|比上|比去|比20|增|减少|下降|提高|上升|共|累计|合计|总计|办结|结转|另|全年|此外";

/// Words that divide a whole so that nothing counts twice, and how many of them divide it wholly (0: never certain).
const DIVISIONS: [(&str, usize); 10] = [
    ("微信|微博|公众号|抖音|头条|快手|视频号|小程序|客户端|网站", 0),
    ("主动公开|依申请|不予公开", 3),
    ("自然人|法人|企业|公民", 0),
    ("专职|兼职", 2),
    ("按时|按期|延期", 2),
    ("男|女", 2),
    ("现场|当面|窗口|电话|传真|网上|网络|在线|信函|来信|邮|来访|线下|线上", 0),
    ("维持|纠正|撤销|驳回|未审结|其他", 0),
    ("予以公开|同意公开|部分公开|不予公开|无法提供|不予处理|其他处理|不存在", 0),
    ("类", 0),
];

/// Longer lists are tables that lost their form.
const LONGEST_LIST: usize = 40;

fn sums(report: &Report) -> Outcome {
    let prose = &Prose::of(report);
    let found = (0..prose.figures.len()).filter_map(|whole| broken(prose, whole));
    Outcome::of(found.collect())
}

/// The parts that are listed behind a whole, and whether they are meant to be all.
struct List {
    parts: Vec<usize>,
    /// Nothing is left out.
    complete: bool,
    /// Nothing counts twice.
    disjoint: bool,
}

fn broken(prose: &Prose, whole: usize) -> Option<Finding> {
    let figure = prose.figures.get(whole).filter(|figure| figure.is_quantity() && !figure.loose)?;
    let before =
        whole.checked_sub(1).and_then(|index| prose.figures.get(index)).filter(|f| f.sentence == figure.sentence);
    let joined = before.is_some_and(|f| prose.between(f.end, figure.start).starts_with(['和', '及', '与', '、', '，']));
    // 复议6件和诉讼3件，其中维持8件: the list may belong to both.
    let doubled = joined && before.is_some_and(|before| before.unit == figure.unit);
    if any(prose.between(prose.clause_start(whole), figure.start), "其中|包括|含") {
        return None;
    }
    let list = list(prose, whole, figure)?;
    let value = |index: &usize| prose.figures.get(*index).map_or(Decimal::ZERO, |figure| figure.value);
    let mut sum = Decimal::ZERO;
    for part in &list.parts {
        sum = sum.plus(value(part))?;
        // What follows may be no part any more.
        if sum == figure.value && *part != *list.parts.first()? {
            return None;
        }
    }
    let over = sum.minus(figure.value)?;
    let certain = if over.is_negative() { list.complete } else { list.disjoint && !doubled };
    // One part may lie inside another.
    let nested = list.parts.iter().any(|part| value(part) == over);
    let near = prose.figures.get(whole.saturating_sub(4)..whole)?;
    if !certain || nested || near.iter().any(|other| other.value == sum && other.unit == figure.unit) {
        return None;
    }
    let start = prose.clause_start(whole);
    let (unit, count) = (figure.unit, list.parts.len());
    let differs = if over.is_negative() { "少" } else { "多" };
    let message = format!(
        "“{}”，所列{count}项相加是{sum}{unit}，{differs}{}{unit}。",
        prose.between(start, figure.end),
        over.absolute()
    );
    let mut finding = Finding::new(SUM.code, Severity::Warning, prose.span(figure.start, figure.end), message);
    (finding.expected, finding.actual) = (Some(sum), Some(figure.value));
    for index in list.parts.iter().chain([&whole]) {
        let Some(part) = prose.figures.get(*index) else { continue };
        let sign = if *index == whole { '=' } else { '+' };
        let item = prose.around(*index).0.trim_start_matches("其中").to_owned();
        finding.related.push(Related {
            span: prose.span(part.start, part.end),
            message: format!("{sign} {item} {}", part.value),
            cell: None,
            term: Some(SumTerm { sign, item, value: Some(part.value) }),
        });
    }
    Some(finding)
}

fn list(prose: &Prose, whole: usize, figure: &Figure) -> Option<List> {
    // Shares of the whole may stand before the list.
    let mut next = whole + 1;
    while prose.figures.get(next).is_some_and(|figure| figure.unit == "%") {
        next += 1;
    }
    let first = prose.figures.get(next)?;
    let gap = prose.between(figure.end, first.start);
    let (_, end) = prose.sentence(first.sentence);
    let same = first.sentence == figure.sentence;
    let opening = prose.between(prose.sentence(first.sentence).0, first.start);
    if !same && !opening.starts_with("其中") || gap.len() > 300 || figure.sentence + 1 < first.sentence {
        return None;
    }
    let bracket = gap.rfind('(').filter(|at| !gap.get(*at..).is_some_and(|inside| inside.contains(')')));
    let inside = gap.get(bracket.map_or(0, |at| at + 1)..)?;
    let among = inside.contains("其中");
    let divided = any(gap, "分别|分为") || gap.starts_with('：');
    let in_bracket = bracket.is_some() && !any(inside, "含|包括|另|如|较|比");
    if !(among || divided || in_bracket || inside.contains("包括")) || any(gap, "主要|例如|部分|比如|重点")
    {
        return None;
    }
    let mut parts: Vec<usize> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    let (mut depth, mut last, mut at) = (0i32, first.start, next);
    while let Some(part) = prose.figures.get(at).filter(|part| part.start < end) {
        let between = prose.between(last, part.start);
        for sign in between.chars() {
            depth += i32::from(sign == '(') - i32::from(sign == ')');
        }
        let ends = at > next && between.contains("其中") && depth <= 0 || between.contains('；') && parts.len() > 1;
        if ends || depth < 0 && bracket.is_some() || at > next + LONGEST_LIST * 3 {
            break;
        }
        (last, at) = (part.end, at + 1);
        if depth > 0 || !part.is_quantity() && !part.unit.is_empty() {
            continue;
        }
        let (name, behind) = prose.around(at - 1);
        let sign = prose.words.get(part.end..)?.chars().next().unwrap_or('。');
        let bare = part.unit.is_empty() && behind.is_empty() && matches!(sign, '，' | '；' | ')' | '。' | '、');
        if !(bare && !parts.is_empty() || part.unit == figure.unit) || any(name, NO_PART) {
            break;
        }
        if part.loose {
            return None;
        }
        parts.push(at - 1);
        names.push(name);
    }
    let listed = prose.between(first.start, last);
    let tail = prose.between(last, end);
    let open = tail.starts_with('等') || any(listed, "等，|等；|等)|等、") && !any(listed, "其他|其它|其余");
    if parts.len() < 2 || open {
        return None;
    }
    let of_division = |words: &str| names.iter().all(|name| any(name, words) || any(name, "其他|其它|其余"));
    let division = DIVISIONS.iter().find(|(words, _)| of_division(words));
    let rest = any(listed, "其他|其它|其余");
    let named = names.iter().all(|name| name.is_empty() || name.ends_with('：'));
    let colons = in_bracket && !among && prose.between(figure.end, last).matches('：').count() >= parts.len();
    let whole_division = division.is_some_and(|(_, count)| *count > 0 && parts.len() >= *count);
    // 12 accounts on four platforms are 12 accounts; 12 items may stand on each of them.
    let repeats = !matches!(figure.unit, "个" | "家" | "人" | "名") && any(prose.between(figure.end, last), CHANNELS);
    Some(List {
        complete: rest || divided && same || colons && named || whole_division,
        disjoint: !repeats && (rest || division.is_some() || colons && named || divided && same),
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
