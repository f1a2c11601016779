//! Figures in Chinese prose: what stands outside the tables, sentence by sentence, and every figure in it with its unit.
//!
//! Sentences are read from a copy of the text in which a sign has one form and nothing is blank; every place in the copy
//! leads back to the text.

use crate::document::Block;
use crate::letters::fold;
use crate::numeral::{Decimal, chinese_numeral, is_blank};
use crate::position::Span;
use crate::report::Report;

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
#[derive(Clone, Copy, Debug)]
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
}

/// A figure with its unit.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// First byte in the words.
    pub start: usize,
    /// The byte behind its unit.
    pub end: usize,
    /// The value; 万 and 亿 are worked in.
    pub value: Decimal,
    /// What one unit in the last printed place is worth.
    pub step: Decimal,
    /// The unit; empty where none is known.
    pub unit: &'static str,
    /// Only about so much: 约, 余, 以上, or blanks inside.
    pub loose: bool,
    /// Index of its sentence.
    pub sentence: usize,
}

impl Figure {
    /// Whether it counts or measures something: no part of a date, no share, no bare number.
    pub fn is_quantity(&self) -> bool {
        !matches!(self.unit, "" | "%" | "年" | "月" | "日" | "号" | "时" | "个百分点")
    }

    /// The year that it names.
    pub fn year(&self) -> Option<u16> {
        let year = self.value.to_integer().filter(|year| (1980..2100).contains(year))?;
        if self.unit == "年" { u16::try_from(year).ok() } else { None }
    }
}

/// Longer ones first.
static UNITS: [&str; 40] = [
    "个百分点",
    "人次",
    "件次",
    "条次",
    "场次",
    "卷次",
    "平方",
    "小时",
    "元",
    "件",
    "条",
    "次",
    "个",
    "人",
    "份",
    "篇",
    "起",
    "宗",
    "例",
    "项",
    "部",
    "名",
    "家",
    "期",
    "册",
    "场",
    "批",
    "类",
    "处",
    "台",
    "户",
    "页",
    "字",
    "时",
    "年",
    "月",
    "日",
    "号",
    "%",
    "天",
];

/// Where a sentence ends.
fn ends_sentence(sign: char) -> bool {
    matches!(sign, '。' | '!' | '?' | '…' | '|' | '\n' | '\t')
}

fn is_numeral(sign: char) -> bool {
    matches!(
        sign,
        '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '○' | '零'
    )
}

/// Where a clause ends, in words.
pub const CLAUSE_ENDS: [char; 6] = ['，', '。', '；', '：', '(', ')'];

/// Lines of these lengths that end without a stop may be broken by the paper's edge.
const BROKEN_LINE: std::ops::Range<usize> = 15..60;

/// Whether a line may go on in the next one.
fn is_broken(line: &str) -> bool {
    let count = line.chars().count();
    BROKEN_LINE.contains(&count)
        && !line.trim_end().ends_with(|c| ends_sentence(fold(c)) || matches!(fold(c), ':' | ';'))
}

/// Whether a line begins with a number: 一、（一）1.
fn opens(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| "（(一二三四五六七八九十0123456789".contains(c));
    number.len() < line.len() && number.starts_with(['、', '.', '．', ')', '）'])
}

impl Prose {
    /// Reads what stands outside the tables and before the attachments.
    pub(crate) fn of(report: &Report) -> Prose {
        let text = report.text();
        let mut prose = Prose::default();
        prose.words.reserve(text.len());
        let (mut start, mut paragraph) = (0, 0);
        let mut above = Span::default();
        // In a report on one line headings end without a stop.
        let sections = report.outline.sections.iter();
        let mut stops = sections.flat_map(|section| [section.span().start, section.heading.end]).peekable();
        let mut zones: Vec<Span> = report.filled.zones.iter().map(|(_, zone)| *zone).collect();
        zones.extend(report.local.iter().map(|table| table.span));
        for block in &report.document.blocks {
            let span = block.span();
            let grid = matches!(block, Block::Table(table) if table.cells.iter().all(|cell| cell.span.len() < 400));
            let appendix = report.outline.appendix;
            if grid || !appendix.is_empty() && appendix.contains(span) {
                continue;
            }
            let line = span.of(text);
            // A page's number divides no sentence.
            if line.len() < 24
                && line.contains(['-', '—'])
                && line.trim().chars().all(|c| c.is_ascii_digit() || " -—".contains(c))
            {
                continue;
            }
            let zone: Vec<Span> = zones.iter().copied().filter(|zone| zone.overlaps(span)).collect();
            let apart = Span::new(above.end, span.start).of(text).matches('\n').count() > 1;
            if apart || !is_broken(above.of(text)) || opens(line) {
                prose.close(&mut start, paragraph);
                paragraph += 1;
            }
            above = span;
            let mut digit_before = prose.words.len() > start && prose.words.ends_with(|c: char| c.is_ascii_digit());
            let (mut apart, mut wide) = (digit_before, false);
            for (offset, character) in line.char_indices() {
                let at = span.start + offset;
                if !zone.is_empty() && zone.iter().any(|zone| zone.start <= at && at < zone.end) {
                    prose.close(&mut start, paragraph);
                    continue;
                }
                while stops.next_if(|stop| *stop <= at).is_some() {
                    prose.close(&mut start, paragraph);
                }
                // Nearly every sign of a report.
                if matches!(character, '\u{4e00}'..='\u{9fff}') && !prose.words.ends_with(',') {
                    prose.push(character, at, character.len_utf8());
                    (digit_before, apart, wide) = (false, false, false);
                    continue;
                }
                let sign = fold(character);
                if sign == '〕' && prose.words.len() == start {
                    continue;
                }
                if is_blank(sign) && !matches!(sign, '\n' | '\t') {
                    apart = true;
                    continue;
                }
                let digit = sign.is_ascii_digit();
                if digit && digit_before && apart {
                    prose.push(' ', at, 0);
                }
                let sign = match sign {
                    ',' if digit_before && (character == ',' || wide) => ',',
                    ',' => '，',
                    ':' => '：',
                    ';' => '；',
                    '.' if !digit_before => '．',
                    _ => sign,
                };
                // A comma divides thousands only between digits.
                if !digit && prose.words.ends_with(',') {
                    let comma = prose.place(prose.words.len() - 1, false);
                    prose.words.pop();
                    prose.push('，', comma, 1);
                }
                prose.push(sign, at, character.len_utf8());
                (digit_before, apart, wide) = (digit, false, digit && sign != character);
                if ends_sentence(sign) {
                    prose.close(&mut start, paragraph);
                }
            }
        }
        prose.close(&mut start, paragraph);
        prose
    }

    /// Adds a sign that stands for some bytes of the text.
    fn push(&mut self, sign: char, at: usize, length: usize) {
        let words = self.words.len();
        let same = length == sign.len_utf8();
        let goes_on =
            self.stretches.last().is_some_and(|last| last.sign == 0 && last.text + (words - last.words) == at);
        if !(same && goes_on) {
            self.stretches.push(Stretch { words, text: at, sign: if same { 0 } else { length } });
        }
        self.words.push(sign);
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

    /// Ends a sentence and reads its figures.
    fn close(&mut self, start: &mut usize, paragraph: usize) {
        let end = self.words.len();
        if *start == end {
            return;
        }
        let first = self.figures.len();
        let (mut found, mut next) = (Vec::new(), *start);
        for (offset, sign) in self.words.get(*start..).unwrap_or("").char_indices() {
            let (at, numeral) = (*start + offset, is_numeral(sign));
            if at < next || !numeral && !sign.is_ascii_digit() {
                continue;
            }
            match self.figure(at, *start, numeral) {
                Ok(figure) => {
                    next = figure.end;
                    found.push(figure);
                }
                Err(length) => next = at + length,
            }
        }
        self.figures.append(&mut found);
        self.sentences.push(Sentence { start: *start, end, paragraph, first, last: self.figures.len() });
        *start = end;
    }

    /// The figure at a place, or how many bytes to skip.
    fn figure(&self, at: usize, sentence: usize, numeral: bool) -> Result<Figure, usize> {
        let rest = self.words.get(at..).unwrap_or("");
        let part_of = |c: char| {
            if numeral {
                is_numeral(c) || matches!(c, '千' | '万')
            } else {
                c.is_ascii_digit() || c == ',' || c == '.'
            }
        };
        let length = rest.find(|c| !part_of(c)).unwrap_or(rest.len());
        let run = rest.get(..length).unwrap_or("");
        let before = self.words.get(sentence..at).unwrap_or("");
        let behind = rest.get(length..).unwrap_or("");
        let foreign = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '–' | '—' | '~' | '/' | '_' | '@');
        let vague = numeral && before.ends_with(['几', '数']);
        if before.ends_with(|c| foreign(c) || matches!(c, '第' | '〔')) || behind.starts_with(foreign) || vague {
            return Err(length);
        }
        let (mut value, mut step, mut loose);
        (step, loose) = (Decimal::from(1), before.ends_with(' '));
        if numeral {
            // 一个, 一次性 seldom count anything.
            let number = chinese_numeral(run).filter(|_| run != "一").ok_or(length)?;
            value = Decimal::from(number);
        } else {
            let run = run.trim_end_matches(['.', ',']);
            let mut groups = run.split(',');
            let first = groups.next().unwrap_or("");
            let grouped = run.contains(',');
            let groups_of_three = groups.all(|group| group.split('.').next().is_some_and(|whole| whole.len() == 3));
            if grouped && (!groups_of_three || first.len() > 3) {
                return Err(length);
            }
            let digits: String = run.chars().filter(|c| *c != ',').collect();
            let fraction = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            value = Decimal::parse(&digits).ok_or(length)?;
            step = Decimal::new(1, fraction as u32).ok_or(length)?;
            // 106,207 may be two figures of a list.
            loose |= grouped && before.ends_with("为");
        }
        let mut end = length;
        loop {
            let tail = rest.get(end..).unwrap_or("");
            let Some(next) = tail.chars().next() else { break };
            let times = match next {
                '余' | '多' => {
                    loose = true;
                    1
                }
                '万' => 10_000,
                '亿' => 100_000_000,
                ' ' => {
                    loose = true;
                    1
                }
                _ => break,
            };
            value = value.times(Decimal::from(times)).ok_or(length)?;
            step = step.times(Decimal::from(times)).ok_or(length)?;
            end += next.len_utf8();
        }
        let tail = rest.get(end..).unwrap_or("");
        let unit = UNITS.iter().copied().find(|unit| tail.starts_with(unit)).unwrap_or("");
        if numeral && unit.is_empty() {
            return Err(length);
        }
        end += unit.len();
        let tail = rest.get(end..).unwrap_or("");
        loose |= ["余", "多", "以上", "左右", "以内", "以下"].iter().any(|word| tail.starts_with(word));
        let about = ["近", "约", "超", "超过", "逾", "不足", "至少", "最多", "均", "每"];
        loose |= about.iter().any(|word| before.ends_with(word));
        Ok(Figure { start: at, end: at + end, value, step, unit, loose, sentence: self.sentences.len() })
    }

    /// The words from one place to another.
    pub fn between(&self, from: usize, to: usize) -> &str {
        self.words.get(from..to).unwrap_or("")
    }

    /// The place in the text of what stands there in the words.
    pub fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.place(from, false), self.place(to.saturating_sub(1).max(from), true))
    }

    /// The words of a figure's clause before it and behind it, up to the next figures.
    pub fn around(&self, index: usize) -> (&str, &str) {
        let Some(figure) = self.figures.get(index) else { return ("", "") };
        let (start, end) = self.sentence(figure.sentence);
        let from =
            index.checked_sub(1).and_then(|at| self.figures.get(at)).map_or(start, |before| before.end.max(start));
        let to = self.figures.get(index + 1).map_or(end, |next| next.start.min(end));
        let before = self.between(from, figure.start);
        let behind = self.between(figure.end, to);
        let before = before.rsplit(CLAUSE_ENDS).next().unwrap_or("");
        (before, behind.split(CLAUSE_ENDS).next().unwrap_or(""))
    }

    /// Where a sentence begins and ends.
    pub fn sentence(&self, index: usize) -> (usize, usize) {
        self.sentences.get(index).map_or((0, 0), |sentence| (sentence.start, sentence.end))
    }

    /// Where the clause begins that holds a place, at most so many bytes before it.
    pub fn clause_start(&self, index: usize) -> usize {
        let Some(figure) = self.figures.get(index) else { return 0 };
        let from = self.reach_back(figure, 300);
        let before = self.between(from, figure.start);
        before.rfind(CLAUSE_ENDS).map_or(from, |at| {
            from + at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
        })
    }

    /// The start of the figure's sentence, or a place not further before the figure.
    pub fn reach_back(&self, figure: &Figure, bytes: usize) -> usize {
        let mut from = self.sentence(figure.sentence).0.max(figure.start.saturating_sub(bytes));
        while !self.words.is_char_boundary(from) {
            from += 1;
        }
        from
    }
}
