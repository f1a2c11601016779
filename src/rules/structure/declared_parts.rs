use crate::finding::{Finding, Severity};
use crate::form::Edition;
use crate::letters::letters;
use crate::numeral::{ONE_TO_TEN, chinese_numeral, digit, is_digit};
use crate::outline::known_parts;
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};
use crate::words::Words;

rule! {
    /// 说明的部分数与实际不符
    ///
    /// 开头写“本报告由……等N个部分组成”，N与列出的名称个数不符，或者与报告实际的部分个数不符。
    ///
    /// 附表、统计表可以算一个部分，“其他需要报告的事项”可以不列；写了“等”的可以不列全。这些能解释的都不提示。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况等三部分组成。
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 二、主动公开政府信息情况
    /// 三、收到和处理政府信息公开申请情况
    /// 四、政府信息公开行政复议、行政诉讼情况
    /// 五、存在的主要问题及改进情况
    /// 信息更新不够及时。
    /// 六、其他需要报告的事项
    /// 本年度未收取信息处理费。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 本报告由总体情况、主动公开政府信息情况等六部分组成。
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 二、主动公开政府信息情况
    /// 三、收到和处理政府信息公开申请情况
    /// 四、政府信息公开行政复议、行政诉讼情况
    /// 五、存在的主要问题及改进情况
    /// 信息更新不够及时。
    /// 六、其他需要报告的事项
    /// 本年度未收取信息处理费。
    /// ```
    DECLARED_PARTS = "structure/declared-parts",
    basis: None,
    help: "数一数报告的各个部分，改正开头的说明，使部分的个数、名称与正文一致。",
    check: declared_parts
}

/// A sentence that says of how many parts the report consists.
struct Declaration {
    count: usize,
    /// From the number to the word behind it.
    span: Span,
    /// The names that it lists; empty where it lists none.
    list: Span,
    /// Whether the list ends with 等, so that it may be incomplete.
    open: bool,
}

fn declared_parts(report: &Report) -> Outcome {
    let (Some(edition), Some(declared)) = (report.edition, declaration(report)) else { return Outcome::default() };
    let message = if edition.fixed_sections {
        fixed_contradiction(report, edition, &declared)
    } else {
        free_contradiction(report, &declared)
    };
    let finding = |message| Finding::new(DECLARED_PARTS.code, Severity::Warning, declared.span, message);
    Outcome::of(message.map(finding).into_iter().collect())
}

fn declaration(report: &Report) -> Option<Declaration> {
    let text = report.text();
    // Some write it into the first section.
    let end =
        report.outline.sections.first().map_or(text.len(), |section| section.body.end.min(section.body.start + 3000));
    let head = text.get(..end).or_else(|| text.get(..report.outline.preface.end))?;
    let mut from = 0;
    while let Some((at, word)) = ["部分", "项内容"]
        .into_iter()
        .filter_map(|word| Some((report.index.place_of(Span::new(from, head.len()), word)?, word)))
        .min()
    {
        from = at + word.len();
        if let Some(declared) = declaration_at(head, at, from) {
            return Some(declared);
        }
    }
    None
}

fn declaration_at(head: &str, at: usize, end: usize) -> Option<Declaration> {
    let before = head.get(..at)?.trim_end().trim_end_matches(['个', '大']).trim_end();
    let start = before.trim_end_matches(|c: char| is_digit(c) || ONE_TO_TEN.holds(c)).len();
    let figure = before.get(start..)?;
    let arabic = || figure.chars().try_fold(0i64, |value, c| value.checked_mul(10)?.checked_add(i64::from(digit(c)?)));
    let count = arabic().or_else(|| chinese_numeral(figure)).and_then(|count| usize::try_from(count).ok())?;
    if figure.is_empty() || !(3..=15).contains(&count) {
        return None;
    }
    let behind = head.get(end..)?.trim_start();
    let closes = ["组成", "构成", "内容", "。", "，", "；", "：", ",", ";", ":", "（", "("];
    if !behind.is_empty() && !closes.iter().any(|word| behind.starts_with(word)) {
        return None;
    }
    let sentence_start = head.get(..start)?.rfind(['。', '！']).map_or(0, |stop| stop + '。'.len_utf8());
    let sentence = head.get(sentence_start..start)?;
    let about = sentence.has_any(&["报告", "年报", "全文", "本文"]);
    if !about || sentence.trim_end().ends_with('第') {
        return None;
    }
    let closed = sentence.trim_end().trim_end_matches(['共', '计', '，', ',']).trim_end();
    let opening = ["由", "包括", "包含", "分为", "涵盖", "内容为", "内容有"];
    let list_start = opening.into_iter().filter_map(|word| sentence.place_of(word).map(|at| at + word.len())).min();
    let inside = list_start.map(|at| Span::new(sentence_start + at, sentence_start + closed.len()));
    let has_names = |span: &Span| span.of(head).contains(['、', '，', ',', '；', ';']);
    let open = closed.ends_with('等');
    let list = inside.filter(has_names).unwrap_or_else(|| {
        let stop = head.get(end..).and_then(|rest| rest.find('。')).map_or(head.len(), |stop| end + stop);
        Span::new(end, stop)
    });
    // An enumeration behind the number begins with a colon or a verb.
    let behind = list.of(head);
    let names = list.end <= start
        || ["：", ":", "，包括", "，分别", "，即", "分别", "包括", "，由"].iter().any(|word| behind.starts_with(word));
    let list = if names { list } else { Span::new(start, start) };
    let open = open || list.of(head).trim_end().ends_with('等');
    Some(Declaration { count, span: Span::new(start, end), list, open })
}

fn fixed_contradiction(report: &Report, edition: &'static Edition, declared: &Declaration) -> Option<String> {
    let count = declared.count;
    let parts = known_parts(edition, declared.list.of(report.text()));
    if let Some(parts) = &parts
        && !parts.is_empty()
        && (parts.len() > count || parts.len() < count && !declared.open)
    {
        return Some(format!("写的是{count}个部分，列出的名称却是{}个。", parts.len()));
    }
    if report.cut.is_some() || report.begins_late || report.outline.sections.is_empty() {
        return None;
    }
    let there = report.outline.sections.len();
    let has = |id: &str| report.outline.sections.iter().any(|section| section.id() == id);
    let missing = edition.sections.iter().filter(|form| !has(form.id)).count();
    let lists_other = parts.is_none_or(|parts| parts.contains(&"other"));
    let without_other = has("other") && !lists_other;
    let appendix = usize::from(speaks_of_appendix(report, declared) || !report.outline.appendix.is_empty());
    let fair = [there, there + missing, there - usize::from(without_other), there + appendix];
    (!fair.contains(&count)).then(|| format!("写的是{count}个部分，报告的一级标题却有{there}个。"))
}

fn free_contradiction(report: &Report, declared: &Declaration) -> Option<String> {
    let text = report.text();
    let list = declared.list.of(text);
    let count = declared.count;
    let words = letters(list);
    let sections = &report.outline.sections;
    let named = sections.iter().filter(|section| {
        let heading = letters(section.heading.of(text));
        heading.len() >= 2 && words.windows(heading.len()).any(|window| window == heading)
    });
    let named = named.count();
    let most = list
        .split(['、', '，', ',', '；', ';', '“', '”', '"', '和', '及', '与', '：', ':', '\n'])
        .filter(|name| name.chars().filter(|c| c.is_alphabetic()).count() >= 2)
        .count();
    if named > count {
        return Some(format!("写的是{count}个部分，列出的名称至少有{named}个。"));
    }
    if most >= 2 && most < count && !declared.open {
        return Some(format!("写的是{count}个部分，列出的名称最多有{most}个。"));
    }
    let there = sections.len();
    if report.cut.is_some() || there < 3 {
        return None;
    }
    let appendix = usize::from(speaks_of_appendix(report, declared) || !report.outline.appendix.is_empty());
    let fair = there - 1..=there + 1 + appendix;
    (!fair.contains(&count)).then(|| format!("写的是{count}个部分，报告的一级标题却有{there}个。"))
}

fn speaks_of_appendix(report: &Report, declared: &Declaration) -> bool {
    let list = declared.list.of(report.text());
    list.has_any(&["附表", "附件", "统计表", "情况表", "附录"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::structure::testing::{REPORT, marks, silent, since, until};

    const OLD: &str = "青禾镇2012年政府信息公开工作年度报告\n本报告由概述、主动公开情况、依申请公开情况、收费及减免情况、\
        复议和诉讼情况、存在的问题六个部分组成。\n一、概述\n好。\n二、主动公开情况\n公开46条。\n三、依申请公开情况\n没有。\n\
        四、收费及减免情况\n没有。\n五、复议和诉讼情况\n没有。\n六、存在的问题\n不够及时。\n";

    #[test]
    fn the_number_must_fit_the_list_or_the_parts() {
        for (from, to, mark) in
            [("六个部分", "五个部分", "五个部分"), ("六个部分", "共7部分", "7部分"), ("六个部分", "等五部分", "五部分")]
        {
            let expected = [(Severity::Warning, mark.to_owned())];
            assert_eq!(marks(&DECLARED_PARTS, &REPORT.replace(from, to)), expected, "{to}");
        }
        let expected = [(Severity::Warning, "五个部分".to_owned())];
        assert_eq!(marks(&DECLARED_PARTS, &OLD.replace("六个部分", "五个部分")), expected);
        assert_eq!(marks(&DECLARED_PARTS, &OLD.replace("六个部分", "九个部分")).len(), 1);
    }

    #[test]
    fn what_can_be_explained_is_let_pass() {
        silent(&DECLARED_PARTS, OLD);
        silent(&DECLARED_PARTS, &OLD.replace("存在的问题六个", "存在的问题以及附表等七个"));
        silent(&DECLARED_PARTS, &REPORT.replace("、其他需要报告的事项六个部分", "等五个部分"));
        silent(&DECLARED_PARTS, &REPORT.replace("收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个", "等六"));
        let after = "本报告共分6个部分：总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、\
            存在的主要问题及改进情况、其他需要报告的事项。\n";
        silent(&DECLARED_PARTS, &format!("{}{after}{}", until("本报告由"), since("一、总体")));
        silent(&DECLARED_PARTS, &REPORT.replace("本报告由", "本报告分三部分地区汇总。本报告由"));
    }
}
