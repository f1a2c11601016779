//! The figures behind a row's label, and every way to read them as the cells of the row.
//!
//! A paste may have kept the borders between cells, or only blanks, or nothing: `64002004 70` are seven figures. The form
//! knows how many cells a row has and which of them add up; what still has two readings stays ambiguous.

use crate::numeral::{Decimal, Entry, MOST_DIGITS, entry, is_blank, is_dash, is_digit, is_nothing};
use crate::position::Span;
use crate::words::Words;

/// Figures between two borders, or in a run of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'a> {
    /// The text, blanks at its ends left out.
    pub span: Span,
    atoms: Vec<Atom<'a>>,
    bordered: bool,
}

/// One uninterrupted run of digits, or what stands in its place.
#[derive(Clone, Debug, PartialEq)]
enum Atom<'a> {
    /// Digits that may be several figures.
    Run(Run<'a>),
    /// Exactly one figure.
    Whole { value: Decimal, span: Span, unit: String, annotated: bool },
    /// A mark for nothing among figures that no border divides.
    Nothing(Span),
    /// Something that is no figure.
    Bad(Span),
}

/// Digits as they are written, in any width, perhaps with a sign before them, and a point and a money unit behind.
#[derive(Clone, Debug, PartialEq)]
struct Run<'a> {
    span: Span,
    negative: bool,
    /// Where the first digit stands.
    start: usize,
    digits: &'a str,
    count: usize,
    /// The digits, the point and what follows it.
    figure: &'a str,
    unit: &'a str,
}

impl Run<'_> {
    /// Where a digit stands, in bytes from the first.
    fn place(&self, digit: usize) -> usize {
        // Digits of one width, in nearly all runs.
        for width in [1, 3] {
            if self.digits.len() == self.count * width {
                return digit * width;
            }
        }
        self.digits.char_indices().nth(digit).map_or(self.digits.len(), |(place, _)| place)
    }

    /// Whether no point stands behind the digits.
    fn is_glued(&self) -> bool {
        self.figure.len() == self.digits.len()
    }

    /// Whether a digit is nought.
    fn is_nought(&self, digit: usize) -> bool {
        self.digits.get(self.place(digit)..).is_some_and(|rest| rest.starts_with(['0', '０']))
    }
}

/// What one cell of a row says, in one reading.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// Nothing; the place is that of the mark for nothing, or where the cell would be.
    Blank(Span),
    /// A figure.
    Figure {
        /// The figure.
        value: Decimal,
        /// Its place.
        span: Span,
        /// The unit written behind it.
        unit: String,
        /// Whether more than the figure stands in the cell.
        annotated: bool,
    },
    /// Something that is no figure.
    Bad(Span),
}

impl Slot {
    /// The figure, if there is one; blank cells give none.
    pub fn value(&self) -> Option<Decimal> {
        match self {
            Slot::Figure { value, .. } => Some(*value),
            _ => None,
        }
    }

    /// The place.
    pub fn span(&self) -> Span {
        match self {
            Slot::Blank(span) | Slot::Bad(span) | Slot::Figure { span, .. } => *span,
        }
    }
}

/// The cells of a row and what adds up among them.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// How many there are.
    pub cells: usize,
    /// Cells that add up to a total, by their numbers.
    pub sums: Vec<(Vec<usize>, usize)>,
    /// Whether figures may be negative.
    pub has_changes: bool,
}

/// Every way to read a row. One reading: the row is read. Several: they differ in the cells that are ambiguous. None: there
/// are figures, but not so many as the row has cells, however they are divided.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    /// Each reading has as many slots as the row has cells.
    pub all: Vec<Vec<Slot>>,
}

/// More readings than this are not worth telling apart.
const MOST_READINGS: usize = 256;
/// Steps after which a row of glued figures is given up; the longest honest row needs some thousands.
const MOST_STEPS: usize = 60_000;

/// Cuts the text behind a label into fields. A border with nothing before it is a blank cell.
#[inline(never)]
pub fn fields(text: &str, within: Span) -> Vec<Field<'_>> {
    let run = within.of(text);
    let has = |border: u8| run.bytes().any(|byte| byte == border);
    let (border, bordered): (fn(&u8) -> bool, bool) = if has(b'|') {
        (|byte| *byte == b'|', true)
    } else if has(b'\t') {
        (|byte| *byte == b'\t' || *byte == b'\n', true)
    } else {
        (|byte| *byte == b'\n', false)
    };
    // The end of a line is no tab: nothing stands behind it.
    let run = if border(&b'\t') { run.trim_end_matches('\n') } else { run };
    // Few rows have more cells.
    let mut list = Vec::with_capacity(12);
    let mut start = within.start;
    for piece in run.as_bytes().split(border) {
        let span = bare(text, Span::new(start, start + piece.len()));
        start += piece.len() + 1;
        if is_page_mark(span.of(text)) && !(bordered && span.of(text).holds('/')) {
            continue;
        }
        // The rule under the head of a Markdown table.
        if span.len() > 2 && span.of(text).bytes().all(|byte| matches!(byte, b'-' | b':')) {
            continue;
        }
        // Between the bar that ends a line of a Markdown table and the bar that begins the next there is no cell.
        if border(&b'|') && span.is_empty() && piece.contains(&b'\n') && is_between_lines(text, start - 1) {
            continue;
        }
        if bordered || !span.is_empty() {
            list.push(field(text, span, bordered));
        }
    }
    if bordered {
        // What stands before the first border belongs to the label.
        if list.first().is_some_and(|field| field.span.is_empty()) {
            list.remove(0);
        }
        // Over several lines, borders at the end are those of merged cells; in one line they may be blank cells.
        let row = run.trim_matches(is_blank);
        let row = row.strip_prefix('|').unwrap_or(row);
        let row = row.strip_suffix('|').unwrap_or(row);
        if row.trim_matches(is_blank).holds('\n') || row.holds('\n') && !row.holds('|') {
            while list.last().is_some_and(|field| field.span.is_empty()) {
                list.pop();
            }
        }
    }
    list
}

/// Whether a line is the mark of a page break: `- 4 -`, `第 4 页 共 9 页`, `4/9`.
pub fn is_page_mark(line: &str) -> bool {
    let mut signs = line.chars();
    let (Some(first), Some(last)) = (signs.next(), signs.next_back()) else { return false };
    // First what sets most lines apart by their first letter.
    line.chars().all(|c| is_digit(c) || is_blank(c) || is_dash(c) || "第页共/".holds(c))
        && line.contains(is_digit)
        && (line.holds('页')
            || is_dash(first) && is_dash(last)
            // A stroke at an end, or with a blank beside it, is the mark of a blank cell.
            || line.holds('/') && is_digit(first) && is_digit(last) && !line.contains(is_blank))
}

/// The line in which a byte stands.
pub fn line_around(text: &str, at: usize) -> &str {
    let start = Span::new(0, at).of(text).rfind('\n').map_or(0, |end| end + 1);
    Span::new(start, text.len()).of(text).lines().next().unwrap_or("")
}

/// Whether a bar begins a line of a table whose lines begin with bars.
fn is_between_lines(text: &str, bar: usize) -> bool {
    let before = text.get(..bar).unwrap_or("");
    let line_above = before.rfind('\n').map_or("", |end| line_around(text, end));
    let behind = text.get(bar + 1..).and_then(|rest| rest.lines().next()).unwrap_or("");
    line_above.trim_start().starts_with('|') && line_above.matches('|').nth(1).is_some() && behind.holds('|')
}

/// Whether a letter is 无 in a cell of its own: behind it comes a border, the line's end, or another cell.
pub fn says_nothing(text: &str, letter: Span) -> bool {
    let (before, behind) = text.split_at_checked(letter.start).unwrap_or_default();
    let Some(behind) = behind.strip_prefix('无') else { return false };
    let cell = behind.trim_start_matches(is_blank);
    let gap = Span::new(0, behind.len() - cell.len()).of(behind);
    before.chars().next_back().is_none_or(|c| c == '|' || is_blank(c))
        && cell.chars().next().is_none_or(|next| next == '无' || !next.is_alphabetic() || gap.contains(['\n', '\t']))
}

/// The field of one cell of a real table.
pub fn cell_field(text: &str, span: Span) -> Field<'_> {
    field(text, trimmed(text, span), true)
}

/// A span without the blanks at its ends.
pub fn trimmed(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    let after = inside.trim_start_matches(is_blank);
    let start = span.start + (inside.len() - after.len());
    Span::new(start, start + after.trim_end_matches(is_blank).len())
}

/// A span without blanks, the marks of Markdown, and punctuation that closes the label before it, at its ends.
fn bare(text: &str, span: Span) -> Span {
    let inside = span.of(text);
    // Most cells are a figure between spaces.
    let behind = inside.as_bytes().trim_ascii_start();
    if let figure @ ([first, .., last] | [first @ last]) = behind.trim_ascii_end()
        && first.is_ascii_digit()
        && last.is_ascii_digit()
    {
        let start = span.end - behind.len();
        return Span::new(start, start + figure.len());
    }
    let mark = |c: char| is_blank(c) || matches!(c, '#' | '*' | '>');
    let after =
        inside.trim_start_matches(|c| mark(c) || matches!(c, ')' | '）' | '”' | '"' | '」' | '』' | ':' | '：' | '；'));
    let start = span.start + (inside.len() - after.len());
    Span::new(start, start + after.trim_end_matches(mark).len())
}

fn field(text: &str, span: Span, bordered: bool) -> Field<'_> {
    Field { span, atoms: atoms(text, span, bordered), bordered }
}

impl Field<'_> {
    /// Whether nothing stands here, or marks for nothing.
    pub fn is_blank(&self) -> bool {
        self.atoms.iter().all(|atom| matches!(atom, Atom::Nothing(_)))
    }

    /// Whether a mark for nothing stands here, which no border keeps from what is beside it.
    fn has_mark(&self) -> bool {
        self.atoms.iter().any(|atom| matches!(atom, Atom::Nothing(_)))
    }

    /// Whether a figure stands here.
    pub fn has_figure(&self) -> bool {
        self.atoms.iter().any(|atom| !matches!(atom, Atom::Bad(_) | Atom::Nothing(_)))
    }
}

/// Whether a word is a mark for nothing: a dash, a stroke or 无.
fn is_mark(word: &str) -> bool {
    word.starts_with(|c| is_dash(c) || "/／无".holds(c)) && is_nothing(word)
}

#[inline(never)]
fn atoms(text: &str, span: Span, bordered: bool) -> Vec<Atom<'_>> {
    if let Some(run) = run(text, span) {
        return vec![Atom::Run(run)];
    }
    let written = span.of(text);
    if is_nothing(written) {
        return if !bordered && is_mark(written) { vec![Atom::Nothing(span)] } else { Vec::new() };
    }
    // Where no border says so, a blank without width may divide or join, and a dash apart is no sign.
    if !bordered && written.contains(|c: char| is_blank(c) && !c.is_whitespace()) {
        return vec![Atom::Bad(span)];
    }
    let apart = !bordered && written.split_whitespace().any(is_mark);
    match entry(written) {
        Entry::Blank => Vec::new(),
        Entry::Figure { value, unit } if !apart => vec![Atom::Whole { value, span, unit, annotated: false }],
        Entry::Annotated { value, unit } if !apart => vec![Atom::Whole { value, span, unit, annotated: true }],
        _ => {
            let parts = split_at_signs_and_blanks(text, span);
            match parts.as_slice() {
                [] | [_] => vec![Atom::Bad(span)],
                parts => parts.iter().flat_map(|part| atoms(text, *part, bordered)).collect(),
            }
        }
    }
}

/// Parts between blanks, and before a sign that follows a digit (`35-15`).
fn split_at_signs_and_blanks(text: &str, span: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = span.start;
    let mut digit_before = false;
    for (offset, character) in span.of(text).char_indices() {
        let at = span.start + offset;
        let sign = digit_before && matches!(character, '-' | '－' | '+' | '＋' | '\u{2212}');
        if is_blank(character) || sign {
            parts.push(Span::new(start, at));
            start = if sign { at } else { at + character.len_utf8() };
        }
        digit_before = is_digit(character);
    }
    parts.push(Span::new(start, span.end));
    parts.retain(|part| !part.is_empty());
    parts
}

/// A run of nothing but digits, perhaps with a sign, a decimal point and a money unit.
#[inline(never)]
fn run(text: &str, span: Span) -> Option<Run<'_>> {
    let written = span.of(text);
    let unsigned = written.strip_prefix(['-', '－', '\u{2212}']).unwrap_or(written);
    let (mut count, mut digits, mut figure) = (0, 0, 0);
    let (mut point, mut unit) = (false, false);
    for (offset, character) in unsigned.char_indices() {
        match character {
            _ if is_digit(character) && !unit => {
                figure = offset + character.len_utf8();
                if !point {
                    (digits, count) = (figure, count + 1);
                }
            }
            '.' | '．' if !point && !unit && count > 0 => point = true,
            '元' | '万' | '亿' if count > 0 => unit = true,
            _ => return None,
        }
    }
    if count == 0 || point && figure == digits {
        return None;
    }
    Some(Run {
        span,
        negative: unsigned.len() < written.len(),
        start: span.end - unsigned.len(),
        digits: unsigned.get(..digits)?,
        count,
        figure: unsigned.get(..figure)?,
        unit: unsigned.get(figure..)?,
    })
}

/// Leaves out cells at the end in which nothing stands, which old tables have for looks, as far as there are too many.
pub fn without_spacers<'f, 'a>(mut fields: &'f [Field<'a>], cells: usize) -> &'f [Field<'a>] {
    while let [rest @ .., last] = fields
        && rest.len() >= cells
        && last.span.is_empty()
    {
        fields = rest;
    }
    fields
}

/// Reads the fields as the cells of a row. `loose`: the very last digit may belong to the next label.
#[inline(never)]
pub fn readings(fields: &[Field], shape: &Shape, end: usize, loose: bool) -> Readings {
    if loose && let Some(shorter) = without_last_digit(fields) {
        let read = readings(&shorter, shape, end, false);
        if !read.all.is_empty() {
            return read;
        }
    }
    let fields = without_spacers(fields, shape.cells);
    if let Some(row) = one_to_one(fields, shape, end) {
        return Readings { all: vec![row] };
    }
    // A mark for nothing is one cell: where these and the figures are not as many as the cells, who knows what ran together.
    if fields.iter().any(Field::has_mark) {
        return Readings::default();
    }
    let fields: Vec<&Field> = fields.iter().collect();
    let fewer: Vec<&Field> = fields.iter().copied().filter(|field| !field.is_blank()).collect();
    if fewer.iter().any(|field| field.atoms.iter().any(|atom| matches!(atom, Atom::Bad(_)))) {
        return Readings::default();
    }
    // Blank fields count as cells as long as that leaves a reading; else borders of merged cells made them, as where figures
    // stand beside each other between two of them.
    let gathered = fewer.iter().any(|field| field.bordered && field.atoms.len() > 1);
    let lists = [&fields, &fewer];
    for list in lists.iter().skip(usize::from(gathered || fewer.len() == fields.len())) {
        let divided = Division::new(list, shape, end).divide();
        if !divided.is_empty() {
            let mut read = balanced(divided, shape);
            // Of figures that stand apart one is missing as likely as two have run together; then the sums must say which.
            if (2..shape.cells).contains(&fewer.iter().map(|field| field.atoms.len()).sum()) {
                read.all.retain(|row| !divides_a_figure(list, row) || holds(row, shape) != Some(false));
            }
            // Without a sum nothing tells digits that ran together from a figure beside blank cells.
            if shape.sums.is_empty() && matches!(read.all.as_slice(), [only] if divides_a_figure(list, only)) {
                read.all.extend(spread(&fewer, shape, end));
            }
            return read;
        }
    }
    if shape.sums.is_empty() {
        return Readings::default();
    }
    let spread = spread(&fewer, shape, end);
    let spread: Vec<Vec<Slot>> = spread.into_iter().filter(|row| holds(row, shape) == Some(true)).collect();
    Readings { all: if spread.len() > MOST_READINGS { Vec::new() } else { spread } }
}

/// Reads the last fields of a draft, which may have been cut off among them: a row is read that has a field for every cell
/// and begins with a figure, or whose digits all stand together and add up; not these where lines are gone (`torn`).
pub fn readings_at_end(fields: &[Field], shape: &Shape, end: usize, torn: bool) -> Readings {
    let mut read = readings(fields, shape, end, false);
    let figures = fields.iter().map(|field| field.atoms.len()).sum::<usize>();
    let whole = figures == shape.cells || one_to_one(without_spacers(fields, shape.cells), shape, end).is_some();
    if !whole || shape.cells > 1 && fields.first().is_some_and(Field::is_blank) {
        let filled = |row: &Vec<Slot>| !row.iter().any(|slot| matches!(slot, Slot::Blank(span) if span.is_empty()));
        let sure = |row: &Vec<Slot>| whole || figures == 1 && filled(row) && !shape.sums.is_empty() && !torn;
        read.all.retain(|row| sure(row) && holds(row, shape) == Some(true));
    }
    read
}

/// Whether a reading divides digits that may be one figure; those that begin with nought are none.
fn divides_a_figure(fields: &[&Field], reading: &[Slot]) -> bool {
    fields.iter().flat_map(|field| &field.atoms).any(|atom| {
        let Atom::Run(run) = atom else { return false };
        !run.is_nought(0) && !reading.iter().any(|slot| matches!(slot, Slot::Figure { span, .. } if *span == run.span))
    })
}

/// Keeps the readings whose sums hold, where any does.
fn balanced(mut all: Vec<Vec<Slot>>, shape: &Shape) -> Readings {
    let held = |row: &Vec<Slot>| holds(row, shape) == Some(true);
    if all.len() > 1 && !shape.sums.is_empty() && all.iter().any(held) {
        all.retain(held);
    }
    Readings { all }
}

fn without_last_digit<'a>(fields: &[Field<'a>]) -> Option<Vec<Field<'a>>> {
    let mut fields = fields.to_vec();
    let last = fields.last_mut()?;
    match last.atoms.last_mut()? {
        Atom::Run(run) if run.is_glued() && run.unit.is_empty() && run.count > 1 => {
            run.count -= 1;
            run.digits = run.digits.get(..run.place(run.count))?;
            run.figure = run.digits;
            run.span.end = run.start + run.digits.len();
            last.span.end = run.span.end;
            Some(fields)
        }
        _ => None,
    }
}

/// As many fields as cells, each a single figure or nothing.
#[inline(never)]
fn one_to_one(fields: &[Field], shape: &Shape, end: usize) -> Option<Vec<Slot>> {
    if fields.is_empty() {
        return Some(vec![Slot::Blank(Span::new(end, end)); shape.cells]);
    }
    // Each figure of unbordered text stands for itself.
    let apart = fields.iter().all(|field| !field.bordered);
    let singles = |field: &Field| if apart { field.atoms.len().max(1) } else { 1 };
    // Fields in which nothing stands may be there for looks; a mark for nothing is a cell.
    let for_looks = fields.iter().filter(|field| field.span.is_empty()).count();
    let more = fields.iter().map(singles).sum::<usize>().checked_sub(shape.cells)?;
    if more != 0 && more != for_looks {
        return None;
    }
    let mut row = Vec::with_capacity(shape.cells);
    for field in fields {
        if more > 0 && field.span.is_empty() {
            continue;
        }
        if field.atoms.is_empty() {
            row.push(Slot::Blank(field.span));
        } else if !apart && field.atoms.len() > 1 {
            // All figures in one cell and nothing beside it: the rules between them were not seen.
            if field.atoms.len() == shape.cells && fields.iter().filter(|field| field.has_figure()).count() == 1 {
                return None;
            }
            // Two figures inside one border: no way to tell which counts.
            row.push(Slot::Bad(field.span));
        } else {
            for atom in &field.atoms {
                // 00: either two cells in one border, or a slip; one border means one cell.
                let noughts = matches!(atom, Atom::Run(run) if run.is_glued() && run.count > 1 && run.is_nought(0));
                if noughts && (!field.bordered || shape.cells > 1) {
                    return None;
                }
                row.push(whole(atom)?);
            }
        }
    }
    Some(row)
}

impl Atom<'_> {
    /// How many figures it may be at most.
    fn most(&self) -> usize {
        match self {
            Atom::Run(run) => run.count,
            _ => 1,
        }
    }
}

fn whole(atom: &Atom) -> Option<Slot> {
    Some(match atom {
        Atom::Bad(span) => Slot::Bad(*span),
        Atom::Nothing(span) => Slot::Blank(*span),
        Atom::Whole { value, span, unit, annotated } => {
            Slot::Figure { value: *value, span: *span, unit: unit.clone(), annotated: *annotated }
        }
        Atom::Run(run) => part(run, 0, run.count)?,
    })
}

/// The digits `from` up to `to` of a run as one figure.
#[inline(never)]
fn part(run: &Run, from: usize, to: usize) -> Option<Slot> {
    let (first, last) = (run.place(from), run.place(to));
    let ends = to == run.count;
    let value = Decimal::parse(if ends { run.figure.get(first..)? } else { run.digits.get(first..last)? })?;
    let negative = run.negative && from == 0;
    let start = if negative { run.span.start } else { run.start + first };
    let (end, unit) = if ends { (run.span.end, run.unit) } else { (run.start + last, "") };
    Some(Slot::Figure {
        value: if negative { value.negated() } else { value },
        span: Span::new(start, end),
        unit: unit.to_owned(),
        annotated: false,
    })
}

/// Divides glued digits into the cells of a row in every way.
struct Division<'a> {
    atoms: Vec<Option<&'a Atom<'a>>>,
    /// How many figures they may be at most.
    digits: usize,
    blanks: Vec<Span>,
    shape: &'a Shape,
    steps: usize,
    found: Vec<Vec<Slot>>,
    end: usize,
}

impl<'a> Division<'a> {
    fn new(fields: &[&'a Field<'a>], shape: &'a Shape, end: usize) -> Division<'a> {
        let mut atoms = Vec::new();
        let mut blanks = Vec::new();
        for field in fields {
            if field.atoms.is_empty() {
                atoms.push(None);
                blanks.push(field.span);
            }
            for atom in &field.atoms {
                atoms.push(Some(atom));
                blanks.push(field.span);
            }
        }
        let digits = atoms.iter().map(|atom| Self::most(*atom)).sum();
        Division { atoms, digits, blanks, shape, steps: 0, found: Vec::new(), end }
    }

    fn divide(mut self) -> Vec<Vec<Slot>> {
        let cells = self.shape.cells;
        if self.atoms.len() > cells || !(cells..=cells * MOST_DIGITS).contains(&self.digits) || self.end == usize::MAX {
            return Vec::new();
        }
        let whole = self.step(0, 0, &mut Vec::with_capacity(cells));
        if whole { self.found } else { Vec::new() }
    }

    fn most(atom: Option<&Atom>) -> usize {
        atom.map_or(1, Atom::most)
    }

    /// Places what is left from digit `digit` of atom `atom` on; false when there are too many ways.
    fn step(&mut self, atom: usize, digit: usize, row: &mut Vec<Slot>) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return false;
        }
        let cells = self.shape.cells;
        if atom == self.atoms.len() {
            if row.len() == cells {
                self.found.push(row.clone());
            }
            // Rows without sums have no way to choose among many.
            return self.found.len() <= MOST_STEPS / 8;
        }
        let Some(current) = self.atoms.get(atom).copied() else { return true };
        let left: usize = self.atoms.iter().skip(atom + 1).map(|a| Self::most(*a)).sum();
        let least = self.atoms.len() - atom - 1;
        let room = cells - row.len();
        let try_slot = |this: &mut Self, slot: Slot, next: (usize, usize), row: &mut Vec<Slot>| {
            row.push(slot);
            let proceed = !this.breaks(row) || !this.has_sums_ahead();
            let whole = !proceed || this.step(next.0, next.1, row);
            row.pop();
            whole
        };
        match current {
            None => {
                let span = self.blanks.get(atom).copied().unwrap_or_default();
                room <= least || try_slot(self, Slot::Blank(span), (atom + 1, 0), row)
            }
            Some(Atom::Run(run)) => {
                let longest = if run.is_nought(digit) { digit + 1 } else { run.count };
                for to in digit + 1..=longest {
                    let remaining = run.count - to;
                    let after = room - 1;
                    if remaining + left < after || usize::from(remaining > 0) + least > after {
                        continue;
                    }
                    let Some(slot) = part(run, digit, to) else { break };
                    let next = if remaining == 0 { (atom + 1, 0) } else { (atom, to) };
                    if !try_slot(self, slot, next, row) {
                        return false;
                    }
                }
                true
            }
            Some(single) => match whole(single) {
                Some(slot) if room > least => try_slot(self, slot, (atom + 1, 0), row),
                _ => true,
            },
        }
    }

    /// Whether a sum that is complete by now does not hold.
    fn breaks(&self, row: &[Slot]) -> bool {
        self.shape.sums.iter().any(|sum| sum.1 + 1 == row.len() && sum_holds(row, sum) == Some(false))
    }

    /// Broken sums are pruned only in rows of several sums, where pruning keeps the search short; in a row with one sum
    /// every division is kept, so that a wrong total is told from an unreadable row.
    fn has_sums_ahead(&self) -> bool {
        self.shape.sums.len() > 1 && self.atoms.len() < self.shape.cells && self.digits > self.shape.cells
    }
}

/// Fewer figures than cells: every way to leave cells blank.
#[inline(never)]
fn spread(fields: &[&Field], shape: &Shape, end: usize) -> Vec<Vec<Slot>> {
    let singles: Vec<&Atom> = fields.iter().flat_map(|field| &field.atoms).collect();
    let cells = shape.cells;
    if singles.len() >= cells || cells > 16 {
        return Vec::new();
    }
    let mut all = Vec::new();
    for mask in 0u32..1 << cells {
        if mask.count_ones() as usize != singles.len() {
            continue;
        }
        let mut figures = singles.iter();
        let row: Option<Vec<Slot>> = (0..cells)
            .map(|cell| {
                if mask & (1 << cell) == 0 {
                    return Some(Slot::Blank(Span::new(end, end)));
                }
                whole(figures.next()?)
            })
            .collect();
        all.extend(row);
    }
    all
}

/// Whether all sums hold; nothing where one cannot be made.
fn holds(row: &[Slot], shape: &Shape) -> Option<bool> {
    for sum in &shape.sums {
        if !sum_holds(row, sum)? {
            return Some(false);
        }
    }
    Some(true)
}

fn sum_holds(row: &[Slot], (parts, total): &(Vec<usize>, usize)) -> Option<bool> {
    let total = row.get(*total)?;
    let mut sum = Decimal::ZERO;
    let mut any = false;
    for part in parts {
        if let Some(value) = row.get(*part)?.value() {
            sum = sum.plus(value)?;
            any = true;
        }
    }
    match total.value() {
        // A nought stands for parts that were left blank.
        Some(value) => Some(sum == value && (any || value.is_zero())),
        None => Some(!any),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row_of_seven() -> Shape {
        Shape { cells: 7, sums: vec![((0..6).collect(), 6)], has_changes: false }
    }

    fn plain(cells: usize) -> Shape {
        Shape { cells, ..Shape::default() }
    }

    fn read(text: &str, shape: &Shape) -> Vec<Vec<String>> {
        let whole = Span::new(0, text.len());
        let read = readings(&fields(text, whole), shape, text.len(), false);
        let shown = |slot: &Slot| match slot {
            Slot::Blank(_) => "_".to_owned(),
            Slot::Figure { value, .. } => value.to_string(),
            Slot::Bad(_) => "!".to_owned(),
        };
        read.all.iter().map(|row| row.iter().map(shown).collect()).collect()
    }

    fn only(text: &str, shape: &Shape) -> String {
        let all = read(text, shape);
        assert_eq!(all.len(), 1, "{text}: {all:?}");
        all.first().map(|row| row.join(" ")).unwrap_or_default()
    }

    #[test]
    fn figures_are_read_from_every_ruin() {
        let seven = row_of_seven();
        for (text, want) in [
            (" | 91 | 0 | 0 | 0 | 0 | 2 | 93 | ||\n", "91 0 0 0 0 2 93"),
            (" |\n91 |\n0 |\n0 |\n0 |\n0 |\n2 |\n93 |\n|", "91 0 0 0 0 2 93"),
            ("\n\n91\n\n0\n\n0\n\n0\n0\n2\n93", "91 0 0 0 0 2 93"),
            ("\t91\t0\t\t\t0\t2\t93", "91 0 _ _ 0 2 93"),
            (" 91 0 0 0 0 2 93 ", "91 0 0 0 0 2 93"),
            ("640020470", "64 0 0 2 0 4 70"),
            ("64002004 70", "6 40 0 20 0 4 70"),
            ("0000000", "0 0 0 0 0 0 0"),
            ("0000001", "0 0 0 0 0 0 1"),
            ("\n3\n\n00000\n\n3 \n", "3 0 0 0 0 0 3"),
            ("23 0 00 0 023", "23 0 0 0 0 0 23"),
            ("200 000121", "20 0 0 0 0 1 21"),
            ("", "_ _ _ _ _ _ _"),
        ] {
            assert_eq!(only(text, &seven), want, "{text:?}");
        }
    }

    #[test]
    fn a_mark_for_nothing_is_a_cell_and_the_mark_of_a_page_is_none() {
        assert_eq!(only("|  |  | 30 | 1 | 0 | - | 2 | 0 | 33 |", &row_of_seven()), "30 1 0 _ 2 0 33");
        for mark in ["- 4 -", "第 4 页 共 9 页", "4/9"] {
            assert_eq!(only(&format!("30\n1\n0\n{mark}\n0\n2\n0\n33"), &row_of_seven()), "30 1 0 0 2 0 33");
        }
        assert_eq!(only("30 1\n0 / 2\n0 33", &row_of_seven()), "30 1 0 _ 2 0 33");
        assert!(read("00\n/ 370037", &row_of_seven()).is_empty());
    }

    #[test]
    fn a_figure_broken_over_two_lines_is_not_guessed() {
        assert!(read("2171000021\n8", &row_of_seven()).is_empty());
    }

    #[test]
    fn six_figures_in_cells_are_not_divided_into_seven_that_do_not_add_up() {
        assert_eq!(read("0 | 0 | 0 | 0 | 89 | 0", &row_of_seven()), [[""; 0]; 0]);
        assert_eq!(only("0 | 8 | 0 | 0 | 0 | 0 | 9 |", &row_of_seven()), "0 8 0 0 0 0 9");
        assert_eq!(only("000000\n\n1", &row_of_seven()), "0 0 0 0 0 0 1");
        assert_eq!(only("23 0 00 0 024", &row_of_seven()), "23 0 0 0 0 0 24");
    }

    #[test]
    fn without_a_sum_a_figure_may_stand_alone() {
        assert_eq!(read("881", &plain(3)).len(), 4);
        assert_eq!(read("31", &plain(2)).len(), 3);
        assert_eq!(only("000", &plain(3)), "0 0 0");
        assert_eq!(only("0012", &plain(3)), "0 0 12");
    }

    #[test]
    fn what_has_two_readings_keeps_both() {
        assert_eq!(read("330000033", &row_of_seven()).len(), 2);
        assert_eq!(read("693665", &plain(3)).len(), 10);
        assert_eq!(
            read("120000013", &row_of_seven()).iter().filter(|r| r.len() == 7).count(),
            read("120000013", &row_of_seven()).len()
        );
    }

    #[test]
    fn signed_and_annotated_figures_are_one_each() {
        assert_eq!(only("35-15", &plain(2)), "35 -15");
        assert_eq!(only("| 22（其中修订 16 件） | 0 | 55（含自然失效 29 件） |", &plain(3)), "22 0 55");
        assert_eq!(only("| 2 | 251000元 |", &plain(2)), "2 251000");
        assert_eq!(only("| 0 0 | 3 |", &plain(2)), "! 3");
        assert_eq!(only("| 5 0 3 0 0 2 10 | | | | | | |", &row_of_seven()), "5 0 3 0 0 2 10");
    }

    #[test]
    fn at_the_end_of_a_draft_too_few_figures_are_not_guessed() {
        let read = |text: &str| {
            let fields = fields(text, Span::new(0, text.len()));
            readings_at_end(&fields, &row_of_seven(), text.len(), false).all.len()
        };
        assert_eq!((read("3 0 3"), read("3\n00000"), read("12000001")), (0, 0, 0));
        assert_eq!((read("3 0 0 0 0 0 3"), read("0000000")), (1, 1));
    }

    #[test]
    fn blanks_of_merged_cells_give_what_is_certain() {
        let all = read(" |\n|\n5 |\n5 |\n|||||||", &row_of_seven());
        assert_eq!(all.len(), 6);
        assert!(all.iter().all(|row| row.last().is_some_and(|total| total == "5")));
    }

    #[test]
    fn fifteen_figures_of_the_review_table() {
        let three = |at: usize| ((at..at + 4).collect::<Vec<usize>>(), at + 4);
        let shape = Shape { cells: 15, sums: vec![three(0), three(5), three(10)], has_changes: false };
        assert_eq!(only("21317000001324019", &shape), "2 1 3 1 7 0 0 0 0 0 13 2 4 0 19");
        assert_eq!(only("\n0000\n\n0\n\n0000\n\n0 \n\n0000\n\n0\n", &shape), "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0");
        assert_eq!(only("10 1 0 0 0 0 0 0 0 0 5 0 0 0 0", &shape), "10 1 0 0 0 0 0 0 0 0 5 0 0 0 0");
    }

    #[test]
    fn a_long_run_of_digits_ends_soon() {
        for digits in ["1234567890", "１２３４５６７８９０", "12345６７８９０"] {
            for times in [10, 40, 10_000] {
                let text = digits.repeat(times);
                assert!(read(&text, &row_of_seven()).is_empty());
                assert!(read(&text, &plain(3)).is_empty());
            }
        }
    }
}
