use crate::finding::{Finding, Severity};
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};
use crate::words::Words;

use super::{head, told};

rule! {
    /// 夹进了赌博、博彩等无关的文字
    ///
    /// 被篡改的网站会把“政务公开”等字换成境外品牌的名字，或者藏进赌博、色情的文字和链接；从这样的网页复制的稿件会带着它们。
    /// 报告查处赌博、整治色情信息的句子不算。
    ///
    /// ```错
    /// AbcBet体育云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年调整AbcBet体育领导小组，主动公开政府信息12条。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年调整政务公开领导小组，公布体育、文化娱乐设施信息12条，用APP推送3条。
    /// ```
    INJECTED = "text/injected",
    basis: None,
    help: "删去这些文字，恢复原来的内容；如果网页上也有，说明网站可能被篡改，请立即通知网站管理单位。",
    check: injected
}

/// Names of bookmakers and words of their advertisements, in lower case.
const SPAM: [&str; 30] = [
    "百家乐",
    "老虎机",
    "时时彩",
    "六合彩",
    "北京赛车",
    "真人娱乐",
    "体育投注",
    "投注网站",
    "博彩网",
    "博彩公司",
    "博彩平台",
    "葡京",
    "银河娱乐",
    "金沙娱乐",
    "皇冠体育",
    "万博体育",
    "乐鱼体育",
    "开云体育",
    "米兰体育",
    "火狐体育",
    "亚博体育",
    "必威体育",
    "雷火电竞",
    "bet365",
    "188bet",
    "betway",
    "fun88",
    "成人视频",
    "成人电影",
    "约炮",
];
/// Words with which an agency speaks of fighting these.
const ENFORCEMENT: [&str; 16] = [
    "打击", "查处", "整治", "禁", "防范", "取缔", "案", "治理", "清理", "监管", "检查", "执法", "赌博", "涉赌", "犯罪",
    "宣传",
];
/// What follows a brand's name.
const TRADES: [&str; 7] = ["体育", "娱乐", "彩票", "棋牌", "电竞", "真人", "博彩"];
/// Latin words that stand before these by right.
const HONEST: [&str; 5] = ["nba", "cba", "app", "wcba", "cuba"];

/// More brands than these in one draft are not told apart.
const MOST_BRANDS: usize = 20;

fn injected(report: &Report) -> Outcome {
    let text = report.text();
    let lower = text.to_ascii_lowercase();
    let mut brands: Vec<(&str, Vec<Span>)> = Vec::new();
    let mut findings = Vec::new();
    let mut in_title: Option<&str> = None;
    let mut spam = SPAM.to_vec();
    let mut trades = TRADES.to_vec();
    for words in [&mut spam, &mut trades] {
        words.retain(|word| report.index.may_have(Span::new(0, text.len()), &[word]));
    }
    for (number, line) in report.lines.iter().enumerate() {
        if report.index.may_have(line.span, &spam) {
            let told = |sentence| advertisement(report, &lower, sentence, &spam);
            findings.extend(sentences(&lower, line.span).filter_map(told));
        }
        for span in brands_in(report, &lower, line.span, &trades) {
            let name = span.of(&lower);
            if number == 0 || report.title.is_some_and(|title| title.contains(span)) {
                in_title = in_title.or(Some(name));
            }
            let room = brands.len() < MOST_BRANDS;
            match brands.iter_mut().find(|(known, _)| *known == name) {
                Some((_, places)) => places.push(span),
                None if room => brands.push((name, vec![span])),
                None => {}
            }
        }
    }
    for (name, places) in &brands {
        if let [first, rest @ ..] = places.as_slice()
            && (!rest.is_empty() || in_title == Some(*name))
        {
            let message =
                format!("“{}”出现了{}次，不像本机关的用语，多半是被篡改的网页换上的。", first.of(text), places.len());
            let finding = Finding::new(INJECTED.code, Severity::Warning, *first, message);
            findings.push(rest.iter().take(60).fold(finding, |finding, span| finding.related(*span, "这里也有")));
        }
    }
    let mut outcome = told(findings);
    outcome.findings.extend(hidden(report));
    outcome
}

/// A word of an advertisement in a sentence that does not fight it.
fn advertisement(report: &Report, lower: &str, sentence: Span, spam: &[&str]) -> Option<Finding> {
    let words = sentence.of(lower);
    let place_of = |word: &str| if report.index.may_have(sentence, &[word]) { words.place_of(word) } else { None };
    let (at, word) = spam.iter().find_map(|word| Some((place_of(word)?, word)))?;
    if words.has_any(&ENFORCEMENT) {
        return None;
    }
    let start = sentence.start + at;
    let span = Span::new(start, start + word.len());
    let message = format!("“{}”是赌博、色情一类的文字，与本报告无关。", span.of(report.text()));
    Some(Finding::new(INJECTED.code, Severity::Warning, span, message))
}

/// The sentences of a line.
fn sentences(text: &str, line: Span) -> impl Iterator<Item = Span> + '_ {
    let mut start = line.start;
    line.of(text).split(['。', '；', '！']).map(move |sentence| {
        let span = Span::new(start, start + sentence.len());
        start = span.end + '。'.len_utf8();
        span
    })
}

/// Latin words with a trade behind them: AbcBet体育.
fn brands_in<'a>(
    report: &'a Report,
    lower: &'a str,
    line: Span,
    trades: &'a [&str],
) -> impl Iterator<Item = Span> + 'a {
    let places = move |trade: &'a &str| report.index.places(line, trade).map(move |at| (at, trade));
    trades.iter().flat_map(places).filter_map(move |(at, trade)| {
        let before = Span::new(line.start, at).of(lower);
        let name = before.get(before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()..)?;
        let honest = HONEST.contains(&name)
            || name.ends_with("tv")
            || name.len() < 3
            || name.bytes().all(|b| b == b'x' || b.is_ascii_digit());
        let span = Span::new(at - name.len(), at + trade.len());
        (!honest && name.bytes().any(|b| b.is_ascii_alphabetic())).then_some(span)
    })
}

/// Hosts to which an agency's page may lead without showing it: the state's, and buttons for sharing and statistics.
const HOSTS: [&str; 14] = [
    "gov.cn",
    "weibo",
    "qq.com",
    "weixin",
    "baidu",
    "conac",
    "12377",
    "people",
    "xinhua",
    "adobe",
    "microsoft",
    "w3.org",
    "cnzz",
    "china.com",
];

/// What a page hides from its readers.
fn hidden(report: &Report) -> Option<Finding> {
    let mut link = None;
    for hidden in &report.document.hidden {
        let lower = hidden.text.to_ascii_lowercase();
        if let Some(word) = SPAM.iter().find(|word| lower.has(word)) {
            let message = format!("网页里藏着看不见的“{word}”：{}", head(&hidden.text, 40));
            return Some(Finding::new(INJECTED.code, Severity::Error, hidden.span, message));
        }
        let address = lower
            .place_of("http")
            .and_then(|at| lower.get(at..))
            .filter(|at| at.starts_with("http://") || at.starts_with("https://"));
        let host = address.and_then(|address| address.split('/').nth(2));
        if host.is_some_and(|host| host.holds('.') && !host.has_any(&HOSTS)) {
            link = link.or(host.map(|host| (hidden.span, host.to_owned())));
        }
    }
    let (span, host) = link?;
    let message = format!("网页里有看不见的链接，指向{host}。");
    Some(
        Finding::new(INJECTED.code, Severity::Note, span, message)
            .help("如果不是本网站自己的链接，请通知网站管理单位检查。"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Hidden;
    use crate::input::{Draft, Hints, read};
    use crate::report::understand;
    use crate::rules::text::testing::{doubts, found, marks, silent, with};

    #[test]
    fn advertisements_and_brands() {
        doubts(
            &INJECTED,
            &[
                ("澳门新葡京欢迎您。", "葡京"),
                ("最新BET365网址。", "BET365"),
                ("根据AbcBet体育领导小组要求，调整AbcBet体育人员。", "AbcBet体育"),
            ],
        );
        let draft = with("调整AbcBet体育人员，印发AbcBet体育要点、abcbet体育办法。");
        assert_eq!(found(&INJECTED, &draft).first().map(|finding| finding.related.len()), Some(2));
        assert_eq!(marks(&INJECTED, &format!("Abc88棋牌{}", with(""))), [(Severity::Warning, "Abc88棋牌".to_owned())]);
    }

    #[test]
    fn words_of_an_agency_at_work() {
        silent(
            &INJECTED,
            &[
                "打击百家乐、老虎机等赌博活动，查处六合彩案件3起。",
                "公布体育彩票、福利彩票公益金使用情况，整治棋牌室。",
                "检查KTV娱乐场所，KTV娱乐场所备案，用APP推送，NBA体育，NBA体育。",
                "XX体育局、XX体育局。",
                "观看CCTV体育频道、CCTV体育频道，公布彩票投注网点。",
                "调整AbcBet体育人员。",
                "文化娱乐、体育设施、电竞产业。",
            ],
        );
    }

    fn of_hidden(text: &str) -> Vec<Severity> {
        let draft = with("");
        let mut document = read(&Draft::Text(&draft), &Hints::default()).expect("text");
        document.hidden.push(Hidden { span: Span::default(), text: text.to_owned() });
        injected(&understand(&document, None)).findings.into_iter().map(|finding| finding.severity).collect()
    }

    #[test]
    fn hidden_advertisements_are_certain_and_hidden_links_are_remarked() {
        assert_eq!(of_hidden("http://a.example.top/ 百家乐 开户"), [Severity::Error]);
        assert_eq!(of_hidden("https://a.example.top/x"), [Severity::Note]);
        for text in ["http://www.yunxi.gov.cn/", "https://service.weibo.com/share", "打印 关闭", "javascript:void(0)"]
        {
            assert_eq!(of_hidden(text), [], "{text}");
        }
    }
}
