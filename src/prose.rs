//! Figures in Chinese prose: what stands outside the tables, sentence by sentence, every figure in it with its unit, and
//! around every figure the kinds of words that say what it counts.
//!
//! Sentences are read from a copy of the text in which a sign has one form and nothing is blank; every place in the copy
//! leads back to the text. All of it is read once, in one pass, and the rules only compare bits.

use crate::document::Block;
use crate::letters::{fold, is_ideograph};
use crate::numeral::{Decimal, chinese_numeral, is_blank};
use crate::position::Span;
use crate::report::Report;
use crate::words::Words;
use std::sync::OnceLock;

/// A set of kinds of words, a bit for each.
pub type Kinds = u64;

/// Declares the kinds: a name, and its words divided by `|`.
macro_rules! kinds {
    ($($name:ident $words:literal)+) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Bit { $($name),+ }
        $(#[doc = $words] pub const $name: Kinds = 1 << Bit::$name as u32;)+
        static LEXICON: &[&str] = &[$($words),+];
    };
}

kinds! {
    RECEIVED "收到|新收|受理|接到|接收"
    ASKED "公开申请|公开的申请|申请公开|依申请|收到申请|受理申请|新收申请|接收申请|收到的申请"
    APPLICATION "申请"
    ANSWERED "答复"
    CONCLUDED "办结"
    CARRIED_IN "上年结转|上年度结转|上一年结转|上一年度结转|去年结转"
    CARRIED_OUT "结转下|结转至下|结转到下|顺延到下|顺延至下|转入下"
    REVIEW "复议"
    SUIT "诉讼"
    OTHER_STEP "不予|举报|许可|审批|补正|撤回|收费|减免|延期|转"
    PUNCTUAL "率|及时|事项|当年|新收|许可"
    DISCLOSED "予以公开|同意公开"
    IN_PART "部分公开"
    WITHHELD "不予公开|不予以公开|不同意"
    UNAVAILABLE "无法提供"
    DECLINED "不予处理"
    OTHERWISE "其他处理|其它处理"
    ACTIVE "主动"
    ABOUT "信息公开"
    PIECE "信息"
    DOCUMENT "规范性文件"
    ISSUED "制发"
    REPEALED "废止"
    IN_FORCE "现行有效"
    REVISED "修改|清理|失效|拟|宣布"
    LICENCE "行政许可"
    PENALTY "行政处罚"
    COERCION "行政强制"
    DECISION "处理决定|许可决定|处罚决定|强制决定"
    FEE "行政事业性收费|行政事业性费用"
    COLLECTED "收取|收费金额|收费总|征收"
    WAIVED "减|免|取消|项"
    TOPIC "通过|利用|重点|财政|指南|目录|规范性|文件"
    SCOPE "部门|单位|乡|镇|街道|局|县直|区直|市直|本级|办公室|办公厅|政府办|名义|直接|系统|全市|全县|全区|全省"
    NUMERAL "一|二|两|三|四|五|六|七|八|九|十|百|〇|○|零"
    APPLICANT "自然人|法人|企业|公民|科研|公益|法律服务|转办"
    COURSE "维持|纠正|纠错|撤销|驳回|审结|办结|结案|未结|败诉|胜诉|终止|后|调解|出庭|应诉|被告|原告|作为|上年|新"
    MATTER "热线|信箱|来信|信访|提案|建议|工单|留言|咨询|投诉|舆情|来电"
    CHANGE "同比|环比|较|相比|比上|比去|增|减少|下降|上升|提高"
    OTHER_TIME "近三|近五|平均|累计|历年|以来|半年|季度|同期|去年|超过|公示|公布|转办"
    AMONG "其中"
    HOLDS "包括|含"
    CHANNEL "网|微|公众号|头条|快手|视频|小程序|平台|渠道|方式|公报|媒体|客户端|抖音|栏|电子屏|广播|电视|报纸|手册|涉及|同时"
    NONE "未收到|没有收到|未接到|没有接到|未受理|未发生|没有发生|未产生"
    NO_MATTER "逾期|超期|延期|责任|败诉|纠错|纠正|违法|泄密|新的|再|其他申请|其它申请"
    TOTAL "共|合计|总计|另|全年|此外|累计|结转|办结"
    REST "其他|其它|其余"
    LOOSELY "主要|例如|部分|比如|重点"
    FULL_TIME "专职"
    PART_TIME "兼职"
    PROMPT "按时|按期|延期"
    WAY "现场|当面|窗口|电话|传真|网|在线|信函|来信|邮|来访|线下|线上"
    SORT "类"
    SHARE "占|比例"
    RATE "办结率|答复率|办复率"
    WILL "将继续|将进一步|将采取|将从|将重点|将着|将按照|将加|将不断|将坚持|将切实|将围绕|将深入|将全面|将积极|将努力|将持续|将针对|将认真|将严格|将以|拟采取|计划采取|打算采取"
    NO_PLAN "作为|入|列为|摆|视为|当作|《|要求|提出|明确"
    HISTORY "基础上|年起|至今|连续|曾|原|制定|制订|印发|出台|修订|颁布|实施|施行|成立|建成|开通|上线|启动|开始|问题|整改|改进|反馈|测评|考核|评|通报|荣获|获得|结转|以来|去年|历年|累计|同期|年底|年末|年初|截至|截止|上一年|上年|规划|《|〔|会议|报告|年报|要点|任务|方案|计划|决算|预算|审计|国民经济|收支|经费|执法|名单|资金|补贴|招"
    WORK "公开|发布|公布|收到|受理|办理|答复|召开|举办|开展|组织|设|接待|培训|回应|解读"
    THIS_YEAR "本年|今年"
    STATED "统计期限|统计时限|统计时间|统计周期|统计区间|统计的期限"
    CONFERENCE "新闻发布会"
    TRAINED "接受培训|参训|参加培训"
}

/// The outcomes of an application; one in a clause, or it is not plain which is counted.
pub const OUTCOMES: Kinds = DISCLOSED | IN_PART | WITHHELD | UNAVAILABLE | DECLINED | OTHERWISE | ACTIVE;

/// The words of all kinds, found by their first letter.
struct Lexicon {
    /// The first entry, plus one, for the last bits of a first letter's number.
    heads: [u16; 1024],
    /// A word, its kinds, and the next entry, plus one.
    entries: Vec<(&'static str, Kinds, u16)>,
}

impl Lexicon {
    fn new() -> Lexicon {
        let mut lexicon = Lexicon { heads: [0; 1024], entries: Vec::with_capacity(512) };
        for (bit, words) in LEXICON.iter().enumerate() {
            for word in words.split('|') {
                if let Some(head) = lexicon.heads.get_mut(bucket(word.as_bytes())) {
                    lexicon.entries.push((word, 1 << bit, *head));
                    *head = lexicon.entries.len() as u16;
                }
            }
        }
        lexicon
    }

    /// The next place where a word begins or another sign than an ideograph stands, and the kinds of the words.
    // A browser compiles a function once more, whole, when its loops have run long: a large one takes a core for a tenth of
    // a second just when the first draft is checked. So the loops that run longest stand in functions of their own.
    #[inline(never)]
    fn next(&self, text: &[u8], mut at: usize) -> (usize, Kinds) {
        loop {
            let rest = text.get(at..).unwrap_or_default();
            let kinds = self.at(rest);
            if kinds != 0 || !matches!(rest, [0xe4..=0xe9, ..]) {
                return (at, kinds);
            }
            at += 3;
        }
    }

    /// The kinds of the words with which a text begins.
    fn at(&self, text: &[u8]) -> Kinds {
        let mut kinds = 0;
        let mut next = self.heads.get(bucket(text)).copied().unwrap_or(0);
        while let Some((word, kind, behind)) = self.entries.get(usize::from(next).wrapping_sub(1)) {
            // The last byte of the second letter tells most words apart.
            let word = word.as_bytes();
            if word.get(5).is_none_or(|byte| text.get(5) == Some(byte)) && text.starts_with(word) {
                kinds |= kind;
            }
            next = *behind;
        }
        kinds
    }
}

/// The last bits of the number of a text's first letter; the letters with which words begin take three bytes.
fn bucket(text: &[u8]) -> usize {
    match text {
        [_, middle, last, ..] => usize::from(middle & 0xf) << 6 | usize::from(last & 0x3f),
        _ => 0,
    }
}

/// What the prose of a report says.
#[derive(Debug, Default)]
pub struct Prose {
    /// The prose in one form of every sign: full-width `，：；。`, half-width digits and brackets, no blanks.
    pub words: String,
    /// Where the words come from, in order.
    stretches: Vec<Stretch>,
    /// The sentences in order; places are bytes of `words`.
    pub sentences: Vec<Sentence>,
    /// The figures in order.
    pub figures: Vec<Figure>,
    /// Where the words of some kind begin, in order.
    marks: Vec<(usize, Kinds)>,
}

/// Words that stand in the text as they are, or one sign that has another form there.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// First byte in the words.
    words: usize,
    /// First byte in the text.
    text: usize,
    /// Bytes of the other form; 0 for words as they are.
    sign: usize,
}

/// A sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sentence {
    /// First byte in the words.
    pub start: usize,
    /// The byte behind its last sign.
    pub end: usize,
    /// The number of the line or paragraph.
    pub paragraph: usize,
    /// Index of its first figure.
    pub first: usize,
    /// Index behind its last figure.
    pub last: usize,
    /// The kinds of its words.
    pub says: Kinds,
}

/// A figure with its unit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figure {
    /// First byte in the words.
    pub start: usize,
    /// The byte behind its unit.
    pub end: usize,
    /// First byte of its clause, or of its sentence.
    pub clause: usize,
    /// First byte of the words before it that belong to no other figure.
    pub from: usize,
    /// Behind the words of its clause that belong to no other figure.
    pub until: usize,
    /// The value; 万 and 亿 are worked in.
    pub value: Decimal,
    /// What one unit in the last printed place is worth.
    pub step: Decimal,
    /// The unit; a space where none is known.
    pub unit: char,
    /// Only about so much: 约, 余, 以上, one end of a range, or blanks inside.
    pub loose: bool,
    /// Index of its sentence.
    pub sentence: usize,
    /// The kinds of words in its sentence before it.
    pub said: Kinds,
    /// The kinds of words in its clause before it.
    pub head: Kinds,
    /// The kinds of words from `from` to `until`.
    pub near: Kinds,
    /// The kinds of words from its unit to `until`.
    pub behind: Kinds,
    /// The last year named before it in its sentence.
    pub named: Option<u16>,
    /// A month before it makes it one of a part of the year.
    pub of_months: bool,
}

impl Figure {
    /// Whether it counts or measures something: no part of a date, no share, no bare number.
    pub fn is_quantity(&self) -> bool {
        !" %年月日号点".holds(self.unit)
    }

    /// The year that it names.
    pub fn year(&self) -> Option<u16> {
        let year = self.value.to_integer().filter(|year| (1980..2100).contains(year) && self.unit == '年')?;
        u16::try_from(year).ok()
    }
}

/// Signs of units; `点` stands for 个百分点, `众` for 人次.
const UNITS: &str = "元件条次个人份篇起宗例项部名家期册场批类处台户页字年月日号%天";

/// Where a clause ends, in words.
pub fn ends_clause(sign: char) -> bool {
    matches!(sign, '，' | '。' | '；' | '：' | '(' | ')')
}

/// Where a sentence ends.
fn ends_sentence(sign: char) -> bool {
    matches!(sign, '。' | '!' | '?' | '…' | '|' | '\n' | '\t')
}

/// Lines of these lengths that end without a stop may be broken by the paper's edge.
const BROKEN_LINE: std::ops::Range<usize> = 15..60;

/// Whether a line may go on in the next one.
fn is_broken(line: &str) -> bool {
    // A letter takes up to four bytes.
    line.len() < BROKEN_LINE.end * 4
        && BROKEN_LINE.contains(&line.chars().count())
        && !line.trim_end().chars().next_back().is_some_and(|c| ends_sentence(fold(c)) || ":;".holds(fold(c)))
}

/// Whether a line begins with a number: 一、（一）1.
fn opens(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| "（(一二三四五六七八九十0123456789".holds(c));
    number.len() < line.len() && number.chars().next().is_some_and(|c| "、.．)）".holds(c))
}

/// The ideographs with which a text begins, and the signs between them that stand in words as they are: ， and 、.
fn plain(text: &str) -> &str {
    let is_plain = |sign: &&[u8; 3]| {
        matches!(sign, [0xe5..=0xe9, ..] | [0xe4, 0xb8..=0xbf, _] | [0xef, 0xbc, 0x8c] | [0xe3, 0x80, 0x81])
    };
    let (signs, _) = text.as_bytes().as_chunks();
    text.get(..signs.iter().take_while(is_plain).count() * 3).unwrap_or(text)
}

impl Prose {
    /// Reads what stands outside the tables and before the attachments.
    pub(crate) fn of(report: &Report) -> Prose {
        let mut prose = Prose::default();
        prose.flatten(report);
        let words = std::mem::take(&mut prose.words);
        prose.scan(&words, report.title.map_or("", |title| title.of(report.text())));
        prose.words = words;
        prose
    }

    /// Copies the text and divides it into sentences.
    // Apart for the reason that `Lexicon::next` gives.
    #[inline(never)]
    fn flatten(&mut self, report: &Report) {
        let text = report.text();
        self.words.reserve(text.len());
        let mut paragraph = 0;
        let mut above = Span::default();
        // In a report on one line headings end without a stop.
        let mut stops = Vec::new();
        for section in &report.outline.sections {
            stops.push(section.span().start);
            stops.push(section.heading.end);
        }
        let mut stops = stops.into_iter();
        let mut stop = stops.next();
        let mut zones: Vec<Span> = report.filled.zones.iter().map(|(_, zone)| *zone).collect();
        zones.extend(report.local.iter().map(|table| table.span));
        for block in &report.document.blocks {
            let span = block.span();
            let grid = matches!(block, Block::Table(table) if table.cells.iter().all(|cell| cell.span.len() < 400));
            if grid || report.outline.appendix.contains(span) && !report.outline.appendix.is_empty() {
                continue;
            }
            if zones.iter().any(|zone| zone.contains(span)) {
                self.close(paragraph);
                continue;
            }
            let line = span.of(text);
            // A page's number divides no sentence.
            if line.len() < 24
                && (line.holds('-') || line.holds('—'))
                && line.trim().chars().all(|c| c.is_ascii_digit() || " -—".holds(c))
            {
                continue;
            }
            let in_zones = zones.iter().any(|zone| zone.overlaps(span));
            let gap = Span::new(above.end, span.start).of(text).matches('\n').count() > 1;
            if gap || !is_broken(above.of(text)) || opens(line) {
                self.close(paragraph);
                paragraph += 1;
            }
            above = span;
            let mut digit_before = !self.is_closed() && self.words.as_bytes().last().is_some_and(u8::is_ascii_digit);
            let (mut apart, mut wide) = (digit_before, false);
            let mut next = span.start;
            while let Some(character) = Span::new(next, span.end).of(text).chars().next() {
                let at = next;
                next += character.len_utf8();
                if in_zones && zones.iter().any(|zone| zone.start <= at && at < zone.end) {
                    self.close(paragraph);
                    continue;
                }
                while stop.is_some_and(|stop| stop <= at) {
                    self.close(paragraph);
                    stop = stops.next();
                }
                // Nearly every sign of a report is an ideograph.
                if is_ideograph(character) && !self.words.ends_with(',') {
                    let until = if in_zones { next } else { stop.unwrap_or(span.end).min(span.end) };
                    let run = plain(Span::new(at, until).of(text));
                    self.push(run, at, run.len());
                    next = next.max(at + run.len());
                    (digit_before, apart, wide) = (false, false, false);
                    continue;
                }
                let mut sign = fold(character);
                if sign == '〕' && self.is_closed() {
                    continue;
                }
                if is_blank(sign) && !matches!(sign, '\n' | '\t') {
                    apart = true;
                    continue;
                }
                let digit = sign.is_ascii_digit();
                if digit && digit_before && apart {
                    self.push(" ", at, 0);
                }
                sign = match sign {
                    ',' if digit_before && (character == ',' || wide) => ',',
                    ',' => '，',
                    ':' => '：',
                    ';' => '；',
                    '.' if !digit_before => '．',
                    _ => sign,
                };
                // A comma divides thousands only between digits.
                if !digit && self.words.ends_with(',') {
                    let comma = self.place(self.words.len() - 1, false);
                    self.words.pop();
                    self.push("，", comma, 1);
                }
                self.push(sign.encode_utf8(&mut [0; 4]), at, character.len_utf8());
                (digit_before, apart, wide) = (digit, false, digit && sign != character);
                if ends_sentence(sign) {
                    self.close(paragraph);
                }
            }
        }
        self.close(paragraph);
    }

    /// Adds a run of the text, or a sign that stands for some bytes of it.
    fn push(&mut self, run: &str, at: usize, length: usize) {
        let words = self.words.len();
        let same = length == run.len();
        let goes_on =
            self.stretches.last().is_some_and(|last| last.sign == 0 && last.text + (words - last.words) == at);
        if !(same && goes_on) {
            self.stretches.push(Stretch { words, text: at, sign: if same { 0 } else { length } });
        }
        self.words.push_str(run);
    }

    /// The place in the text of a byte of the words, or where its sign ends.
    fn place(&self, at: usize, end: bool) -> usize {
        let behind = self.stretches.partition_point(|stretch| stretch.words <= at);
        let stretch = behind.checked_sub(1).and_then(|index| self.stretches.get(index));
        stretch.map_or(0, |stretch| match stretch.sign {
            0 => stretch.text + (at - stretch.words) + usize::from(end),
            sign => stretch.text + if end { sign } else { 0 },
        })
    }

    /// Where the sentence begins that is being copied.
    fn closed(&self) -> usize {
        self.sentences.last().map_or(0, |sentence| sentence.end)
    }

    fn is_closed(&self) -> bool {
        self.closed() == self.words.len()
    }

    /// Ends a sentence.
    fn close(&mut self, paragraph: usize) {
        if !self.is_closed() {
            let sentence = Sentence { start: self.closed(), end: self.words.len(), paragraph, ..Sentence::default() };
            self.sentences.push(sentence);
        }
    }

    /// Finds the figures and the words of every kind.
    // Apart for the reason that `Lexicon::next` gives.
    #[inline(never)]
    fn scan(&mut self, words: &str, title: &str) {
        static LEXICON_READ: OnceLock<Lexicon> = OnceLock::new();
        let lexicon = LEXICON_READ.get_or_init(Lexicon::new);
        // Words of the agency's own name speak of the whole and not of another scope; to an office the whole place is another.
        let is_office = title.has("办公");
        let mut own = Vec::new();
        for (word, kind, _) in &lexicon.entries {
            if *kind == SCOPE && (title.has(word) || word.starts_with('全') && !is_office) {
                own.push(*word);
            }
        }
        for (index, sentence) in self.sentences.iter_mut().enumerate() {
            let (mut said, mut head, mut near): (Kinds, Kinds, Kinds) = (0, 0, 0);
            let (mut clause, mut from, mut next) = (sentence.start, sentence.start, sentence.start);
            let (mut named, mut of_months, mut open) = (None, false, false);
            sentence.first = self.figures.len();
            let text = words.get(..sentence.end).unwrap_or("");
            loop {
                let (at, mut kinds) = lexicon.next(text.as_bytes(), next);
                let rest = text.get(at..).unwrap_or("");
                let Some(first) = rest.chars().next() else { break };
                next = at + first.len_utf8();
                let numeral = kinds & NUMERAL != 0;
                if numeral || first.is_ascii_digit() {
                    match figure(text.get(sentence.start..at).unwrap_or(""), rest, numeral) {
                        Ok(mut figure) => {
                            figure = Figure {
                                start: at,
                                end: at + figure.end,
                                clause,
                                from,
                                sentence: index,
                                said,
                                head,
                                near,
                                named,
                                of_months,
                                ..figure
                            };
                            (next, from, near, open) = (figure.end, figure.end, 0, true);
                            named = figure.year().or(named);
                            let whole = [1, 12].iter().any(|month| figure.value == Decimal::from(*month));
                            of_months |= figure.unit == '月' && !whole;
                            if let Some(last) = self.figures.last_mut().filter(|last| last.sentence == index) {
                                last.until = last.until.min(at);
                            }
                            figure.until = sentence.end;
                            self.figures.push(figure);
                        }
                        Err(length) => {
                            next = at + length;
                            // 1—6月.
                            of_months |= rest.get(length..).is_some_and(|rest| rest.starts_with('月'));
                        }
                    }
                } else if ends_clause(first) {
                    if let Some(last) = self.figures.last_mut().filter(|_| open) {
                        last.until = at;
                    }
                    (head, near, open) = (0, 0, false);
                    (clause, from) = (next, next);
                } else {
                    // 我局, 本镇 and 全系统 are the whole.
                    if kinds & SCOPE != 0
                        && (own.iter().any(|word| rest.starts_with(word))
                            || text
                                .get(..at)
                                .and_then(|text| text.chars().next_back())
                                .is_some_and(|sign| "我本全".holds(sign)))
                    {
                        kinds &= !SCOPE;
                    }
                    if kinds != 0 {
                        said |= kinds;
                        head |= kinds;
                        near |= kinds;
                        self.marks.push((at, kinds));
                        if let Some(last) = self.figures.last_mut().filter(|_| open) {
                            last.near |= kinds;
                            last.behind |= kinds;
                        }
                    }
                }
            }
            sentence.says = said;
            sentence.last = self.figures.len();
        }
    }

    /// The words from one place to another.
    pub fn between(&self, from: usize, to: usize) -> &str {
        self.words.get(from..to).unwrap_or("")
    }

    /// The place in the text of what stands there in the words.
    pub fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.place(from, false), self.place(to.saturating_sub(1).max(from), true))
    }

    /// Where words of some kind begin from one place to another, with their kinds.
    pub fn marks(&self, from: usize, to: usize) -> &[(usize, Kinds)] {
        let before = |place: usize| self.marks.partition_point(|(at, _)| *at < place);
        self.marks.get(before(from)..before(to)).unwrap_or_default()
    }

    /// The kinds of words from one place to another.
    pub fn says(&self, from: usize, to: usize) -> Kinds {
        self.marks(from, to).iter().fold(0, |kinds, (_, kind)| kinds | kind)
    }

    /// The figures of a sentence.
    pub fn figures_of(&self, sentence: &Sentence) -> &[Figure] {
        self.figures.get(sentence.first..sentence.last).unwrap_or_default()
    }

    /// The sentence of a figure.
    pub fn sentence_of(&self, figure: &Figure) -> Sentence {
        self.sentences.get(figure.sentence).copied().unwrap_or_default()
    }

    /// A figure's unit as it is printed.
    pub fn unit(&self, figure: &Figure) -> &str {
        match figure.unit {
            ' ' => "",
            '众' => "人次",
            unit => {
                let text = self.between(figure.start, figure.end);
                text.rfind(unit).and_then(|at| text.get(at..)).unwrap_or("")
            }
        }
    }
}

/// The figure at the start of a text, with the length that it takes as its end, or how many bytes to skip.
fn figure(before: &str, rest: &str, numeral: bool) -> Result<Figure, usize> {
    let part_of = |c: char| {
        if numeral {
            "一二两三四五六七八九十百〇○零千万".holds(c)
        } else {
            matches!(c, '0'..='9' | ',' | '.')
        }
    };
    let length = rest.find(|c| !part_of(c)).unwrap_or(rest.len());
    let run = rest.get(..length).unwrap_or("");
    // 一个, 一次性 seldom count anything.
    if run == "一" {
        return Err(length);
    }
    let foreign =
        |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '–' | '—' | '~' | '/' | '_' | '@' | '+' | '〔' | '[');
    let last = before.chars().next_back().unwrap_or(' ');
    let behind = rest.get(length..).and_then(|behind| behind.chars().next()).unwrap_or(' ');
    if foreign(last) || foreign(behind) || last == '第' || numeral && matches!(last, '几' | '数') {
        return Err(length);
    }
    // 1.2018年: the number of an item before a year.
    if behind == '年'
        && let Some(point) = run.find('.')
    {
        return Err(point + 1);
    }
    let mut step = Decimal::from(1);
    let mut value;
    // 近300, 约300; one end of a range.
    let mut loose = matches!(last, '近' | '约' | '超' | '过' | '逾' | '足' | '少' | '多' | '均' | '每' | '至' | ' ')
        && !before.is_empty();
    if numeral {
        value = Decimal::from(chinese_numeral(run).ok_or(length)?);
    } else {
        let run = run.trim_end_matches(['.', ',']);
        let grouped = run.holds(',');
        for (index, group) in run.split(',').enumerate() {
            let whole = group.find('.').unwrap_or(group.len());
            if grouped && (whole > 3 || index > 0 && whole < 3) {
                return Err(length);
            }
        }
        let digits: String = run.chars().filter(|c| *c != ',').collect();
        let fraction = digits.find('.').map_or(0, |point| digits.len() - point - 1);
        value = Decimal::parse(&digits).ok_or(length)?;
        step = Decimal::new(1, fraction as u32).ok_or(length)?;
        // 106,207 may be two figures of a list.
        loose |= grouped && last == '为';
    }
    let mut end = length;
    let mut unit = ' ';
    let mut tail = rest.get(end..).unwrap_or("").chars();
    for sign in tail.by_ref() {
        let times = match sign {
            '余' | '多' | ' ' => 1,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => {
                if UNITS.holds(sign) {
                    (unit, end) = (sign, end + sign.len_utf8());
                }
                break;
            }
        };
        loose |= times == 1;
        value = value.times(Decimal::from(times)).ok_or(length)?;
        step = step.times(Decimal::from(times)).ok_or(length)?;
        end += sign.len_utf8();
    }
    if numeral && unit == ' ' {
        return Err(length);
    }
    let mut tail = rest.get(end..).unwrap_or("");
    if unit == '个' && tail.starts_with("百分点") {
        (unit, end) = ('点', end + "百分点".len());
    } else if tail.starts_with('次') && "人件条场卷".holds(unit) {
        (unit, end) = (if unit == '人' { '众' } else { unit }, end + '次'.len_utf8());
    }
    tail = rest.get(end..).unwrap_or("");
    let about = ["余", "多", "以上", "左右", "以内", "以下", "上下", "不等"];
    loose |= about.iter().any(|word| tail.starts_with(word));
    Ok(Figure { end, value, step, unit, loose, ..Figure::default() })
}
