use crate::finding::{Finding, Severity};
use crate::numeral::{is_blank, is_digit};
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};
use crate::words::Words;

use super::{around, told};

rule! {
    /// 有没填写的地方
    ///
    /// 稿件里还留着代替文字的符号（××、XX、横线、空的书名号）、“待补充”一类的话，或者格式里的填写说明。隐去的人名（张××）不算。
    /// 用“〔…〕”“[…]”表示省略的只作提示：如果本来就是节录，可以不管。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息XX条。
    /// 六、其他需要报告的事项
    /// （文字描述，收取信息处理费情况在此处报告。）
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 六、其他需要报告的事项
    /// 本年度未收取信息处理费。
    /// ```
    PLACEHOLDER = "text/placeholder",
    basis: None,
    help: "填上实际的内容，删去填写说明。",
    check: placeholders
}

/// Words that only a template says, at the start of a bracket or alone.
const UNFILLED: [&str; 9] =
    ["待补充", "待填写", "待填", "待完善", "待核实", "待更新", "文字描述", "此处填写", "请填写"];

/// What the official forms say to those who fill them in.
const INSTRUCTIONS: [&str; 2] = ["收取信息处理费情况在此处报告", "此处报告收取信息处理费情况"];

/// Family names, and the ends of 申请人 and 原告, behind which ×× hides a person.
const FAMILY_NAMES: &str = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蔡蒋余于杜叶程魏苏吕丁沈任姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤人告";

/// Pairs with nothing between them.
const EMPTY: [(char, char); 4] = [('〔', '〕'), ('《', '》'), ('【', '】'), ('“', '”')];

fn placeholders(report: &Report) -> Outcome {
    let text = report.text();
    let mut findings = Vec::new();
    let mut gaps: Vec<Span> = Vec::new();
    let has_any = |span| report.index.has_any(span, &UNFILLED) || report.index.has_any(span, &INSTRUCTIONS);
    let unfilled_somewhere = has_any(Span::new(0, text.len()));
    for line in &report.lines {
        let words = line.span.of(text);
        let mut skip = 0;
        // Where none of the words stands, the signs tell.
        let reads_all = unfilled_somewhere && has_any(line.span);
        let (letters, signs) = if reads_all { (words, Span::default()) } else { ("", line.span) };
        let signs = report.index.marks(signs).map(|(at, mark)| (at - line.span.start, mark));
        for (offset, character) in signs.chain(letters.char_indices()) {
            // Of 某某 only the second is a mark.
            let is_second = character == '某' && words.get(..offset).is_some_and(|head| head.ends_with('某'));
            let offset = if is_second { offset - '某'.len_utf8() } else { offset };
            if offset < skip {
                continue;
            }
            let rest = words.get(offset..).unwrap_or("");
            let run = |same: fn(char) -> bool| rest.find(|c| !same(c)).unwrap_or(rest.len());
            let length = match character {
                '×' | '✕' | '╳' | 'X' | 'x' | 'Ｘ' | 'ｘ' => {
                    let length = run(|c| matches!(c, '×' | '✕' | '╳' | 'X' | 'x' | 'Ｘ' | 'ｘ'));
                    skip = offset + length;
                    let count = rest.get(..length).map_or(0, |run| run.chars().count());
                    if stands_in(words, offset, skip, count) { length } else { 0 }
                }
                '某' if rest.starts_with("某某") => {
                    skip = offset + 6;
                    let (before, behind) = around(words, offset, skip);
                    let named = before.is_some_and(|c| FAMILY_NAMES.holds(c));
                    let organ = behind.is_some_and(|c| "县市区局镇乡街单".holds(c));
                    if organ && !named { 6 } else { 0 }
                }
                '_' | '＿' => {
                    let length = run(|c| matches!(c, '_' | '＿'));
                    skip = offset + length;
                    let (before, behind) = around(words, offset, skip);
                    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                    let rule = words.chars().all(|c| is_blank(c) || c.is_ascii_punctuation() || c == '＿');
                    if length >= 3 && !(rule || word(before) && word(behind)) { length } else { 0 }
                }
                '…' | '.' if is_gap(words, offset) => {
                    if gaps.last().is_none_or(|last| last.end < line.span.start + offset) {
                        let end = offset + run(|c| matches!(c, '…' | '.'));
                        let (before, behind) = around(words, offset, end);
                        let length = |bracket: Option<char>| bracket.map_or(0, char::len_utf8);
                        let start = line.span.start + offset - length(before);
                        gaps.push(Span::new(start, line.span.start + end + length(behind)));
                    }
                    0
                }
                _ => match EMPTY.into_iter().find(|(open, _)| *open == character) {
                    Some((open, close)) => empty(rest, open, close),
                    None if reads_all => unfilled(words, offset),
                    None => 0,
                },
            };
            if length > 0 {
                skip = skip.max(offset + length);
                let span = Span::new(line.span.start + offset, line.span.start + offset + length);
                let message = format!("“{}”还没有填写或删去。", span.of(text));
                findings.push(Finding::new(PLACEHOLDER.code, Severity::Warning, span, message));
            }
        }
    }
    let mut outcome = told(findings);
    if let [first, rest @ ..] = gaps.as_slice() {
        let message = format!("稿件有{}处用“{}”省略了文字。", gaps.len(), first.of(text));
        let finding = Finding::new(PLACEHOLDER.code, Severity::Note, *first, message)
            .help("如果检查的是节录，可以不管；正式发布的报告要写完整。");
        outcome.findings.push(rest.iter().take(60).fold(finding, |finding, span| finding.related(*span, "省略")));
    }
    outcome
}

/// Whether a run of crosses stands for a word or a figure.
fn stands_in(words: &str, start: usize, end: usize, count: usize) -> bool {
    let (before, behind) = around(words, start, end);
    let unit = behind.is_some_and(|c| "年月日号条件份个次县市区镇乡局届".holds(c));
    let part_of_word = |c: Option<char>| {
        c.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '/' | '@' | '-' | '_' | '=' | ':'))
    };
    if part_of_word(before) || part_of_word(behind) || behind.is_some_and(is_digit) {
        return false;
    }
    if before.is_some_and(is_digit) {
        return unit && count == 2;
    }
    let crosses = words.get(start..end).is_some_and(|run| run.starts_with(['×', '✕', '╳']));
    let person = count <= 3
        && before.is_some_and(|c| FAMILY_NAMES.holds(c))
        && !behind.is_some_and(|c| "年月日条件份个次县市区镇乡局%％".holds(c));
    // “一图读懂××”: the pattern of a name.
    if behind == Some('”') && before != Some('“') {
        return false;
    }
    if count == 1 { crosses && unit && !person } else { !person }
}

/// Whether dots stand alone in brackets: 〔…〕, [...].
fn is_gap(words: &str, offset: usize) -> bool {
    let head = words.get(..offset).unwrap_or("").trim_end_matches(is_blank);
    let rest = words.get(offset..).unwrap_or("");
    let bare = rest.trim_start_matches(['…', '.']).trim_start_matches(is_blank);
    head.ends_with(['〔', '[', '［', '【', '（', '('])
        && bare.starts_with(['〕', ']', '］', '】', '）', ')'])
        && (rest.starts_with('…') || rest.starts_with("..."))
}

/// The length of a pair with which a text begins, where nothing stands between the two.
fn empty(text: &str, open: char, close: char) -> usize {
    let bare = text.get(open.len_utf8()..).unwrap_or("").trim_start_matches(is_blank);
    if bare.starts_with(close) { text.len() - bare.len() + close.len_utf8() } else { 0 }
}

/// The length of what a template left here; nothing where it left nothing.
fn unfilled(words: &str, offset: usize) -> usize {
    let rest = words.get(offset..).unwrap_or("");
    if let Some(instruction) = INSTRUCTIONS.into_iter().find(|instruction| rest.starts_with(instruction)) {
        return instruction.len();
    }
    let Some(word) = UNFILLED.into_iter().find(|word| rest.starts_with(word)) else { return 0 };
    let (before, behind) = around(words, offset, offset + word.len());
    let opens = before.is_some_and(|c| matches!(c, '（' | '(' | '【' | '[' | '［' | '〔'));
    let closes = behind.is_none_or(|c| matches!(c, '）' | ')' | '】' | ']' | '］' | '〕' | '。' | '，' | ',' | '；'));
    let template = word == "文字描述" && opens;
    let alone = before.is_none_or(|c| matches!(c, '：' | ':' | '；')) && closes;
    if template || closes && opens || alone { word.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::text::testing::{doubts, found, marks, silent, with};

    #[test]
    fn what_a_template_left_is_told() {
        doubts(
            &PLACEHOLDER,
            &[
                ("主动公开政府信息XX条。", "XX"),
                ("主动公开政府信息××条。", "××"),
                ("主动公开政府信息×条。", "×"),
                ("20XX年，本局公开信息。", "XX"),
                ("×××局召开会议。", "×××"),
                ("某某县财政局召开会议。", "某某"),
                ("依申请公开情况（待补充）。", "待补充"),
                ("办理情况：待补充", "待补充"),
                ("（文字描述）", "文字描述"),
                ("【请填写】", "请填写"),
                ("公开信息____条。", "____"),
                ("依据国办函〔〕12号。", "〔〕"),
                ("印发《 》。", "《 》"),
                ("收取信息处理费情况在此处报告。", "收取信息处理费情况在此处报告"),
            ],
        );
    }

    #[test]
    fn what_looks_like_it_and_is_none() {
        silent(
            &PLACEHOLDER,
            &[
                "张××的申请、李某某的申请、申请人王XX、对赵×作出答复。",
                "原告×××诉本局一案，申请人××提出的申请。",
                "电话138××××5678，身份证3301××××1234。",
                "网址www.xx.gov.cn，邮箱xx@126.com，http://a.cn/XX/1.html，3×5米，24×7小时，X光，XXL，XXGK目录。",
                "内容有待补充完善，情况尚待核实，如需申请，请填写《申请表》。",
                "上网公开……等信息。",
                "二○○八年、〇〇号，“一图读懂××”系列解读。",
                "---\n___\n***",
                "【主动公开】【打印】〔2023〕12号。",
                "文件a__b.docx、a___b。",
            ],
        );
    }

    #[test]
    fn marks_of_omission_are_one_remark() {
        let draft = with("全年〔…〕公开12条。[...]其中预算3条（……）。");
        assert_eq!(marks(&PLACEHOLDER, &draft), [(Severity::Note, "〔…〕".to_owned())]);
        assert_eq!(found(&PLACEHOLDER, &draft).first().map(|finding| finding.related.len()), Some(2));
    }
}
