use crate::finding::{Finding, Fix, Severity};
use crate::letters::is_ideograph;
use crate::numeral::{chinese_numeral, is_blank, is_digit};
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};
use crate::words::letter_at;

use super::{tail, told};

rule! {
    /// 括号、书名号或引号不成对
    ///
    /// 括号、书名号、引号有前无后、有后无前，或者前后引号写反了。全角和半角的括号混用不算，列举的序号“1）”“a)”只有后一半也不算；
    /// 一段引文分几段写、每段开头都用前引号的，也不算。删节的稿件只看确定的地方。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 本报告根据《《中华人民共和国政府信息公开条例》编制。
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 本报告根据《中华人民共和国政府信息公开条例》编制，如有疑问请与本局联系（电话：0500-1234567）。
    /// 一、总体情况
    /// 2023年主动公开政府信息12条：1）预算信息；2）政府采购信息。坚持“谁制作，谁公开”。
    /// ```
    UNBALANCED = "text/unbalanced",
    basis: None,
    help: "补上缺少的另一半，或者删去多余的。",
    check: unbalanced
}

/// Opening and closing signs in turn.
const SIGNS: [char; 26] = [
    '(', ')', '（', '）', '﹙', '﹚', '[', ']', '［', '］', '〔', '〕', '【', '】', '〖', '〗', '《', '》', '“', '”',
    '‘', '’', '「', '」', '『', '』',
];

/// The kind of each pair of signs, and its name: the pairs of a kind may be mixed.
const KINDS: &[u8; 13] = b"0001111123455";
const NAMES: [&str; 6] = ["括号", "括号", "书名号", "引号", "单引号", "引号"];
const BOOK: usize = 2;
const QUOTATION: usize = 3;
const APOSTROPHE: usize = 4;

/// The kind of a sign and whether it opens.
fn sign(character: char) -> Option<(usize, bool)> {
    if character.is_ascii_alphanumeric() || is_ideograph(character) {
        return None;
    }
    let at = SIGNS.iter().position(|sign| *sign == character)?;
    Some((usize::from(KINDS.get(at / 2)? - b'0'), at % 2 == 0))
}

/// The other half of a sign.
fn counterpart(character: char) -> char {
    let other = |at: usize| SIGNS.get(at ^ 1).copied();
    SIGNS.iter().position(|sign| *sign == character).and_then(other).unwrap_or(character)
}

/// A sign that waits for its other half.
#[derive(Clone, Copy)]
struct Open {
    kind: usize,
    at: usize,
    line: usize,
    /// The bracket of a list's number stood behind it, which may have been its other half.
    settled: bool,
}

struct Scan<'a> {
    text: &'a str,
    open: Vec<Open>,
    /// How many of each kind are open.
    counts: [usize; 6],
    findings: Vec<Finding>,
    /// A line in which a bracket was closed that may have ended the number of an item instead.
    spare: usize,
    /// Kind, line and place of the last sign that was told: one mistake often loses both halves.
    last: (usize, usize, usize),
}

fn unbalanced(report: &Report) -> Outcome {
    let text = report.text();
    let lines = &report.lines;
    let mut scan = Scan {
        text,
        open: Vec::new(),
        counts: [0; 6],
        findings: Vec::new(),
        spare: usize::MAX,
        last: (usize::MAX, 0, 0),
    };
    // Where something is left out, the other half of a closing sign may have stood there.
    let mut doubtful = report.begins_late;
    let mut ended = true;
    for (number, line) in lines.iter().enumerate() {
        let words = line.span.of(text);
        if line.fresh {
            // A break inside a line may have parted a sign from its other half.
            let apart = Span::new(0, line.span.start).of(text).trim_end_matches([' ', '\u{3000}', '\t']);
            scan.close(if number == 0 || apart.ends_with('\n') { usize::MAX } else { line.span.start }, number);
            doubtful = number > 0 && !ended;
        }
        if line.is_row {
            if !ended {
                scan.forget();
            }
            doubtful = true;
            continue;
        }
        doubtful &= !ended;
        for (at, character) in report.index.marks(line.span) {
            let (head, rest) = words.split_at_checked(at - line.span.start).unwrap_or_default();
            let before = || head.chars().next_back();
            let gap = character == '…' || rest.starts_with("...");
            if gap && before().and_then(sign).is_some_and(|(kind, opens)| opens && kind < BOOK) {
                scan.forget();
                doubtful = true;
            }
            match sign(character) {
                Some((kind, true)) => scan.opening(Open { kind, at, line: number, settled: false }, head.is_empty()),
                Some((kind, false)) => {
                    let numbers_item = kind == 0 && numbers_item(head);
                    let inches = kind == QUOTATION && before().is_some_and(|c| c.is_ascii_digit());
                    scan.closing(kind, at, number, numbers_item, doubtful || inches);
                    if kind == 0 && follows_number(head) {
                        scan.spare = number;
                    }
                }
                None => {}
            }
        }
        // Nothing of a heading is left out before the text under it.
        let heading = line.fresh && report.outline.sections.iter().any(|section| section.span().contains(line.span));
        ended = heading || words.ends_with(['。', '；', '！', '？', ';', '!', '?']);
    }
    if report.cut.is_some() {
        let last = lines.len().saturating_sub(1);
        scan.open.retain(|open| open.line < last);
    }
    scan.close(usize::MAX, lines.len());
    told(scan.findings)
}

/// A sign so near to a heading or a table in its line may belong to it.
const FAR: usize = 60;

impl Scan<'_> {
    fn forget(&mut self) {
        self.open.clear();
        self.counts = [0; 6];
    }

    fn opening(&mut self, open: Open, begins_line: bool) {
        if open.kind == QUOTATION && begins_line && self.counts.get(QUOTATION).is_some_and(|count| *count > 0) {
            // Each paragraph of a long quotation opens anew.
            let earlier = self.open.iter().rposition(|other| other.kind == QUOTATION && other.line < open.line);
            if let Some(earlier) = earlier {
                self.open.remove(earlier);
                self.count(QUOTATION, false);
            }
        }
        self.count(open.kind, true);
        self.open.push(open);
    }

    fn count(&mut self, kind: usize, more: bool) {
        if let Some(count) = self.counts.get_mut(kind) {
            *count = if more { *count + 1 } else { count.saturating_sub(1) };
        }
    }

    fn closing(&mut self, kind: usize, at: usize, line: usize, numbers_item: bool, doubtful: bool) {
        let waiting = self.counts.get(kind).is_some_and(|count| *count > 0);
        let place = if waiting { self.open.iter().rposition(|open| open.kind == kind) } else { None };
        let Some(place) = place else {
            if let Some(open) = self.open.pop_if(|open| open.line == line && open.kind < BOOK && kind < BOOK) {
                self.count(open.kind, false);
                self.last = (kind, line, at);
                let end = at + letter_at(self.text, at).map_or(0, char::len_utf8);
                let span = Span::new(open.at, end);
                let message = format!("前后两个括号不是一对：{}", tail(span.of(self.text), 40));
                self.findings.push(Finding::new(UNBALANCED.code, Severity::Warning, span, message));
                return;
            }
            let spared = kind == 0 && std::mem::replace(&mut self.spare, usize::MAX) == line;
            let code = self.text.get(at..).is_some_and(|rest| rest.starts_with(']'));
            if !(numbers_item || doubtful || spared || code || kind == APOSTROPHE) {
                self.tell_closing(kind, at, line);
            }
            return;
        };
        if numbers_item {
            if let Some(open) = self.open.get_mut(place) {
                open.settled = true;
            }
            return;
        }
        // An apostrophe closes nothing around it.
        if kind == APOSTROPHE && place + 1 < self.open.len() {
            return;
        }
        let inner = self.open.split_off(place);
        for open in &inner {
            self.count(open.kind, false);
        }
        self.tell_open(inner.get(1..).unwrap_or_default());
    }

    /// Ends a part of the text before `at`.
    fn close(&mut self, at: usize, line: usize) {
        let mut open = std::mem::take(&mut self.open);
        self.counts = [0; 6];
        open.retain(|open| open.line + 1 < line || open.at < at.saturating_sub(FAR));
        self.tell_open(&open);
    }

    fn tell_open(&mut self, open: &[Open]) {
        let mut rest = open.iter().filter(|open| !open.settled).peekable();
        while let Some(open) = rest.next() {
            if (open.kind.max(1), open.line) == (self.last.0.max(1), self.last.1) {
                continue;
            }
            let behind = self.text.get(open.at..).unwrap_or("");
            // What is left of a page's code or of Markdown, not punctuation.
            if behind.starts_with('[') {
                continue;
            }
            let second =
                rest.next_if(|next| open.kind == QUOTATION && next.kind == QUOTATION && next.line == open.line);
            self.last = (open.kind, open.line, open.at);
            if let Some(second) = second {
                self.turn(Span::new(open.at, second.at + '“'.len_utf8()), second.at, "”", "后引号写成了前引号");
                continue;
            }
            let stop = |(at, c): (usize, char)| at > 0 && (matches!(c, '，' | ',' | '。' | '；' | '\n') || at > 50);
            let end = behind.char_indices().find(|(at, c)| stop((*at, *c))).map_or(behind.len(), |(at, _)| at);
            self.tell(open.kind, Span::new(open.at, open.at + end), open.at, "后");
        }
    }

    fn tell_closing(&mut self, kind: usize, at: usize, line: usize) {
        let end = at + letter_at(self.text, at).map_or(0, char::len_utf8);
        if (kind.max(1), line) == (self.last.0.max(1), self.last.1) {
            // ”谁提供，谁负责”: the first of the two is the wrong one.
            let first = self.last.2;
            if kind == QUOTATION && self.findings.last().is_some_and(|finding| finding.span.end == first + (end - at)) {
                self.findings.pop();
                self.turn(Span::new(first, end), first, "“", "前引号写成了后引号");
            }
            return;
        }
        self.last = (kind, line, at);
        let before = tail(self.text.get(..at).unwrap_or(""), 16);
        let clause = before.rsplit(['，', ',', '。', '；', '：', '\n']).next().unwrap_or("");
        let start = at - clause.len();
        self.tell(kind, Span::new(start, end), at, "前");
    }

    fn tell(&mut self, kind: usize, span: Span, at: usize, half: &str) {
        let text = self.text;
        let name = NAMES.get(kind).copied().unwrap_or_default();
        let character = letter_at(text, at).unwrap_or_default();
        let missing = match kind {
            QUOTATION | APOSTROPHE => format!("{half}{name}"),
            _ => format!("“{}”", counterpart(character)),
        };
        let words = span.of(text);
        let message = format!("{name}不成对，缺少{missing}：{words}");
        self.findings.push(Finding::new(UNBALANCED.code, Severity::Warning, span, message));
    }

    /// Two quotation marks of which one is turned the wrong way.
    fn turn(&mut self, span: Span, at: usize, right: &str, what: &str) {
        let message = format!("{what}：{}", tail(span.of(self.text), 40));
        let mut finding = Finding::new(UNBALANCED.code, Severity::Warning, span, message).help("把写反的引号改过来。");
        let title = format!("改为{right}");
        finding.fix =
            Some(Fix { title, edits: vec![(Span::new(at, at + '”'.len_utf8()), right.to_owned())], safe: false });
        self.findings.push(finding);
    }
}

/// Whether a bracket behind this text ends the number of an item: `1）`, `a)`, `一）`, not `（1）`.
fn numbers_item(before: &str) -> bool {
    let number = |c: char| is_digit(c) || chinese_numeral(c.encode_utf8(&mut [0; 4])).is_some() || c == '十';
    let head = before.trim_end_matches(number);
    let letter = head.len() == before.len() && before.ends_with(|c: char| c.is_ascii_alphabetic());
    let head = if letter { before.get(..before.len() - 1).unwrap_or("") } else { head };
    let long = before.len() - head.len() > 9;
    head.len() < before.len()
        && !long
        && head
            .chars()
            .next_back()
            .is_none_or(|c| is_blank(c) || matches!(c, '；' | ';' | '。' | '：' | ':' | '，' | ',' | '、' | '(' | '（'))
        && !head.ends_with(['(', '（'])
}

/// Whether a number of one or two digits stands before a bracket, which may be the number of an item: 包括1）…；2）….
fn follows_number(before: &str) -> bool {
    let head = before.trim_end_matches(is_digit);
    (1..=2).contains(&before.get(head.len()..).map_or(0, |number| number.chars().count()))
        && !head.ends_with(['(', '（'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::text::testing::{doubts, found, marks, silent, with};

    #[test]
    fn a_half_that_is_missing_is_told_where_it_is_missed() {
        doubts(
            &UNBALANCED,
            &[
                ("请与县财政局联系（地址：云溪路1号，电话：0500-1234567。", "（地址：云溪路1号"),
                ("公布信息12条，其中预算信息3条）。", "其中预算信息3条）"),
                ("印发《《云溪县政府信息公开办法》。", "《《云溪县政府信息公开办法》"),
                ("印发《云溪县政府信息公开办法，规范流程。", "《云溪县政府信息公开办法"),
                ("落实《条例（以下简称“条例”）》》的要求。", "落实《条例（以下简称“条例”）》》"),
                ("依据国办发〔2023）12号文件办理。", "〔2023）"),
                ("根据通知（国办发〔2023）12号）办理。", "〔2023）12号）办理"),
                ("坚持”谁提供、谁审核、谁负责”的原则。", "”谁提供、谁审核、谁负责”"),
                ("坚持“谁提供、谁审核、谁负责“的原则。", "“谁提供、谁审核、谁负责“"),
                ("打造“阳光财政品牌。\n推进预算公开。", "“阳光财政品牌"),
            ][..],
        );
    }

    #[test]
    fn whatever_a_fair_reader_can_close_is_balanced() {
        silent(
            &UNBALANCED,
            &[
                "印发通知(以下简称《通知》）。",
                "包括：1）预算；2）决算；a)采购；一）其他。",
                "（包括1）预算；2）决算。）",
                "(包括1)预算;2)决算)",
                "他说：“第一段。\n“第二段。\n“第三段。”",
                "坚持\"谁公开谁负责\"，it's fine，don’t worry。",
                "发布《关于<条例>的说明》《〈条例〉释义》。",
                "落实《中华人民共和\n国政府信息公开条例》（2019年修\n订）。",
                "全年公开（其中〔…〕预算12条），〔…〕决算3条）。",
                "指标（不包括用于政府公报编 | 万元 |",
                "屏幕长12”，宽5”。",
                "落实““三公”经费”公开。",
                "]]>",
                "字体：[大 中 小",
            ],
        );
    }

    #[test]
    fn a_cut_draft_is_not_blamed_for_its_end() {
        let whole = with("");
        let (head, _) = whole.split_once("二、主动").expect("section two");
        let draft =
            format!("{head}工作有序推进。全县各部门加强组织领导，完善工作机制，落实工作责任（包括预算、决算、采购");
        assert_eq!(marks(&UNBALANCED, &draft), []);
    }

    #[test]
    fn the_wrong_quotation_mark_can_be_turned() {
        let draft = with("坚持”谁提供、谁负责”的原则。");
        let fix = found(&UNBALANCED, &draft).into_iter().find_map(|finding| finding.fix).expect("a fix");
        let (span, right) = fix.edits.first().expect("an edit");
        assert_eq!((span.of(&draft), right.as_str()), ("”", "“"));
        assert!(draft.get(..span.start).is_some_and(|head| head.ends_with("坚持")));
    }

    #[test]
    fn a_blank_inside_a_caption_of_the_form_opens_no_bracket() {
        let caption =
            "（\u{3000}本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t申请人情况\n自然人\n";
        let row = "一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n";
        let draft = with("").replace("见表。\n四、", &format!("{caption}{row}四、"));
        assert_eq!(marks(&UNBALANCED, &draft), []);
    }

    #[test]
    fn a_report_on_one_line_is_judged_by_its_sections() {
        let draft =
            with("请与本局联系（电话：0500-1234567，邮编：300000。各项工作取得新的进展，群众更加满意，效果良好。");
        assert_eq!(
            marks(&UNBALANCED, &draft.replace('\n', " ")),
            [(Severity::Warning, "（电话：0500-1234567".to_owned())]
        );
    }
}
