//! The figures behind a row's label, and every way to read them as the cells of the row.
//!
//! A paste may have kept the borders between cells, or only blanks, or nothing: `64002004 70` are seven figures. The form
//! knows how many cells a row has and which of them add up; what still has two readings stays ambiguous.

use crate::form::Quantity;
use crate::numeral::{Decimal, Entry, entry, is_blank, is_digit, is_nothing};
use crate::position::Span;
use crate::words::Words;

/// Figures between two borders, or in a run of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The text, blanks at its ends left out.
    pub span: Span,
    atoms: Vec<Atom>,
    bordered: bool,
}

/// One uninterrupted run of digits, or what stands in its place.
#[derive(Clone, Debug, PartialEq)]
enum Atom {
    /// Digits that may be several figures: ASCII digits with the place of each, the sign, what follows the point.
    Run { digits: Vec<(u8, usize, usize)>, negative: Option<usize>, fraction: String, end: usize, unit: String },
    /// Exactly one figure.
    Whole { value: Decimal, span: Span, unit: String, annotated: bool },
    /// Something that is no figure.
    Bad(Span),
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
#[derive(Clone, Debug)]
pub struct Shape {
    /// What each cell holds, from left to right.
    pub cells: Vec<Quantity>,
    /// Cells that add up to a total, by their numbers.
    pub sums: Vec<(Vec<usize>, usize)>,
}

/// Every way to read a row. One reading: the row is read. Several: they differ in the cells that are ambiguous. None: there
/// are figures, but not so many as the row has cells, however they are divided.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    /// Each reading has as many slots as the row has cells.
    pub all: Vec<Vec<Slot>>,
    /// Whether the sums had to decide between several ways to divide the figures.
    pub by_sums: bool,
}

/// More readings than this are not worth telling apart.
const MOST_READINGS: usize = 256;
/// Steps after which a row of glued figures is given up; the longest honest row needs some thousands.
const MOST_STEPS: usize = 60_000;

/// Cuts the text behind a label into fields. `keep_blanks`: a border with nothing before it is a blank cell.
#[inline(never)]
pub fn fields(text: &str, within: Span) -> Vec<Field> {
    let run = within.of(text);
    let (border, bordered): (fn(char) -> bool, bool) = if run.holds('|') {
        (|c| c == '|', true)
    } else if run.holds('\t') {
        (|c| c == '\t' || c == '\n', true)
    } else {
        (|c| c == '\n', false)
    };
    // The end of a line is no tab: nothing stands behind it.
    let run = if border('\t') { run.trim_end_matches('\n') } else { run };
    let mut list = Vec::new();
    let mut start = within.start;
    for piece in run.split(border) {
        let span = bare(text, Span::new(start, start + piece.len()));
        start += piece.len() + 1;
        // The rule under the head of a Markdown table.
        if span.len() > 2 && span.of(text).chars().all(|c| matches!(c, '-' | ':')) {
            continue;
        }
        // Between the bar that ends a line of a Markdown table and the bar that begins the next there is no cell.
        if border('|') && span.is_empty() && piece.holds('\n') && is_between_lines(text, start - 1) {
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
        if row.trim_matches(is_blank).holds('\n') {
            while list.last().is_some_and(|field| field.span.is_empty()) {
                list.pop();
            }
        }
    }
    list
}

/// Whether a bar begins a line of a table whose lines begin with bars.
fn is_between_lines(text: &str, bar: usize) -> bool {
    let before = text.get(..bar).unwrap_or("");
    let line_above = before.lines().rev().nth(usize::from(!before.ends_with('\n'))).unwrap_or("");
    let behind = text.get(bar + 1..).and_then(|rest| rest.lines().next()).unwrap_or("");
    line_above.trim_start().starts_with('|') && line_above.matches('|').count() > 1 && behind.holds('|')
}

/// The field of one cell of a real table.
pub fn cell_field(text: &str, span: Span) -> Field {
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
    let mark = |c: char| is_blank(c) || matches!(c, '#' | '*' | '>');
    let after =
        inside.trim_start_matches(|c| mark(c) || matches!(c, ')' | '）' | '”' | '"' | '」' | '』' | ':' | '：' | '；'));
    let start = span.start + (inside.len() - after.len());
    Span::new(start, start + after.trim_end_matches(mark).len())
}

fn field(text: &str, span: Span, bordered: bool) -> Field {
    Field { span, atoms: atoms(text, span), bordered }
}

impl Field {
    /// Whether nothing stands here.
    pub fn is_blank(&self) -> bool {
        self.atoms.is_empty()
    }

    /// Whether a figure stands here.
    pub fn has_figure(&self) -> bool {
        self.atoms.iter().any(|atom| !matches!(atom, Atom::Bad(_)))
    }
}

#[inline(never)]
fn atoms(text: &str, span: Span) -> Vec<Atom> {
    if is_nothing(span.of(text)) {
        return Vec::new();
    }
    if let Some(run) = run(text, span) {
        return vec![run];
    }
    match entry(span.of(text)) {
        Entry::Blank => Vec::new(),
        Entry::Figure { value, unit } => vec![Atom::Whole { value, span, unit, annotated: false }],
        Entry::Annotated { value, unit } => vec![Atom::Whole { value, span, unit, annotated: true }],
        Entry::Several | Entry::Unreadable => {
            let parts = split_at_signs_and_blanks(text, span);
            match parts.as_slice() {
                [] | [_] => vec![Atom::Bad(span)],
                parts => parts.iter().flat_map(|part| atoms(text, *part)).collect(),
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
fn run(text: &str, span: Span) -> Option<Atom> {
    let mut digits = Vec::new();
    let mut negative = None;
    let mut fraction = String::new();
    let mut unit = String::new();
    let mut point = false;
    for (offset, character) in span.of(text).char_indices() {
        let at = span.start + offset;
        match crate::numeral::digit(character) {
            Some(digit) if unit.is_empty() && point => fraction.push(char::from_digit(digit, 10)?),
            Some(digit) if unit.is_empty() => digits.push((digit as u8, at, at + character.len_utf8())),
            Some(_) => return None,
            None => match character {
                '-' | '－' | '\u{2212}' if offset == 0 => negative = Some(at),
                '.' | '．' if !point && !digits.is_empty() && unit.is_empty() => point = true,
                '元' | '万' | '亿' if !digits.is_empty() => unit.push(character),
                _ => return None,
            },
        }
    }
    if digits.is_empty() || point && fraction.is_empty() {
        return None;
    }
    Some(Atom::Run { digits, negative, fraction, end: span.end, unit })
}

/// Leaves out blank cells at the end, which old tables have for looks, as far as there are too many.
pub fn without_spacers(mut fields: Vec<Field>, cells: usize) -> Vec<Field> {
    while fields.len() > cells && fields.last().is_some_and(Field::is_blank) {
        fields.pop();
    }
    fields
}

/// Reads the fields as the cells of a row. `loose`: how many digits at the very end may belong to the next label.
#[inline(never)]
pub fn readings(fields: &[Field], shape: &Shape, end: usize, loose: bool) -> Readings {
    if loose && let Some(shorter) = without_last_digit(fields) {
        let read = readings(&shorter, shape, end, false);
        if !read.all.is_empty() {
            return read;
        }
    }
    let fields = &without_spacers(fields.to_vec(), shape.cells.len());
    if let Some(row) = one_to_one(fields, shape, end) {
        return Readings { all: vec![row], by_sums: false };
    }
    let fewer: Vec<Field> = fields.iter().filter(|field| !field.is_blank()).cloned().collect();
    if fewer.iter().any(|field| field.atoms.iter().any(|atom| matches!(atom, Atom::Bad(_)))) {
        return Readings::default();
    }
    // Blank fields count as cells as long as that leaves a reading; else borders of merged cells made them.
    for list in if fewer.len() < fields.len() { vec![fields, &fewer] } else { vec![fields] } {
        let divided = Division::new(list, shape, end).divide();
        if !divided.is_empty() {
            let mut read = balanced(divided, shape);
            // Of figures that stand apart one is missing as likely as two have run together, and the sum speaks against that.
            let is_short = list.len() > 1 && fewer.len() < shape.cells.len();
            let is_guess = is_short
                && matches!(read.all.as_slice(), [only] if divides_a_figure(list, only) && holds(only, shape) == Some(false));
            if is_guess {
                return Readings::default();
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
    let by_sums = spread.len() == 1;
    Readings { all: if spread.len() > MOST_READINGS { Vec::new() } else { spread }, by_sums }
}

/// Reads the last fields of a draft, which may have been cut off among them: a row is read that has a field for every cell
/// and begins with a figure, or whose digits all stand together and add up.
pub fn readings_at_end(fields: &[Field], shape: &Shape, end: usize) -> Readings {
    let mut read = readings(fields, shape, end, false);
    let whole = one_to_one(&without_spacers(fields.to_vec(), shape.cells.len()), shape, end).is_some();
    if !whole || shape.cells.len() > 1 && fields.first().is_some_and(Field::is_blank) {
        let filled = |row: &Vec<Slot>| !row.iter().any(|slot| matches!(slot, Slot::Blank(span) if span.is_empty()));
        let sure = |row: &Vec<Slot>| whole || fields.len() == 1 && filled(row) && !shape.sums.is_empty();
        read.all.retain(|row| sure(row) && holds(row, shape) == Some(true));
    }
    read
}

/// Whether a reading divides digits that may be one figure; those that begin with nought are none.
fn divides_a_figure(fields: &[Field], reading: &[Slot]) -> bool {
    fields.iter().flat_map(|field| &field.atoms).any(|atom| {
        let Atom::Run { digits, .. } = atom else { return false };
        let may_be_one = digits.first().is_some_and(|digit| digit.0 != 0);
        may_be_one && !reading.iter().any(|slot| matches!(slot, Slot::Figure { span, .. } if *span == atom.span()))
    })
}

/// Keeps the readings whose sums hold, where any does.
fn balanced(all: Vec<Vec<Slot>>, shape: &Shape) -> Readings {
    if all.len() == 1 || shape.sums.is_empty() {
        return Readings { by_sums: false, all };
    }
    let held: Vec<Vec<Slot>> = all.iter().filter(|row| holds(row, shape) == Some(true)).cloned().collect();
    if held.is_empty() { Readings { all, by_sums: false } } else { Readings { all: held, by_sums: true } }
}

fn without_last_digit(fields: &[Field]) -> Option<Vec<Field>> {
    let mut fields = fields.to_vec();
    let last = fields.last_mut()?;
    match last.atoms.last_mut()? {
        Atom::Run { digits, fraction, unit, end, .. } if fraction.is_empty() && unit.is_empty() && digits.len() > 1 => {
            let (_, start, _) = digits.pop()?;
            *end = start;
            last.span = Span::new(last.span.start, start);
            Some(fields)
        }
        _ => None,
    }
}

/// As many fields as cells, each a single figure or nothing.
#[inline(never)]
fn one_to_one(fields: &[Field], shape: &Shape, end: usize) -> Option<Vec<Slot>> {
    if fields.is_empty() {
        return Some(vec![Slot::Blank(Span::new(end, end)); shape.cells.len()]);
    }
    let singles: Vec<Field> =
        if fields.iter().all(|field| !field.bordered) { separate(fields) } else { fields.to_vec() };
    if singles.len() != shape.cells.len() {
        return None;
    }
    let mut row = Vec::new();
    for (field, quantity) in singles.iter().zip(&shape.cells) {
        row.push(match field.atoms.as_slice() {
            [] => Slot::Blank(field.span),
            [Atom::Run { digits, .. }]
                if digits.len() > 1
                    && digits.first().is_some_and(|d| d.0 == 0)
                    && field.atoms.len() == 1
                    && glued(&field.atoms) =>
            {
                // 00: either two cells in one border, or a slip; one border means one cell.
                if !field.bordered || shape.cells.len() > 1 {
                    return None;
                }
                whole(field.atoms.first()?, *quantity)?
            }
            [atom] => whole(atom, *quantity)?,
            // Two figures inside one border: no way to tell which counts.
            _ => Slot::Bad(field.span),
        });
    }
    Some(row)
}

fn glued(atoms: &[Atom]) -> bool {
    matches!(atoms, [Atom::Run { fraction, .. }] if fraction.is_empty())
}

/// Each figure of unbordered text as a field of its own.
fn separate(fields: &[Field]) -> Vec<Field> {
    fields
        .iter()
        .flat_map(|field| {
            if field.atoms.len() < 2 {
                return vec![field.clone()];
            }
            field
                .atoms
                .iter()
                .map(|atom| Field { span: atom.span(), atoms: vec![atom.clone()], bordered: false })
                .collect()
        })
        .collect()
}

impl Atom {
    fn span(&self) -> Span {
        match self {
            Atom::Run { digits, negative, end, .. } => {
                Span::new(negative.or(digits.first().map(|d| d.1)).unwrap_or(*end), *end)
            }
            Atom::Whole { span, .. } | Atom::Bad(span) => *span,
        }
    }
}

fn whole(atom: &Atom, quantity: Quantity) -> Option<Slot> {
    Some(match atom {
        Atom::Bad(span) => Slot::Bad(*span),
        Atom::Whole { value, span, unit, annotated } => {
            Slot::Figure { value: *value, span: *span, unit: unit.clone(), annotated: *annotated }
        }
        Atom::Run { digits, .. } => part(atom, 0, digits.len(), quantity)?,
    })
}

/// The digits `from` up to `to` of a run as one figure.
#[inline(never)]
fn part(atom: &Atom, from: usize, to: usize, quantity: Quantity) -> Option<Slot> {
    let Atom::Run { digits, negative, fraction, end, unit } = atom else { return None };
    let taken = digits.get(from..to)?;
    let (first, last) = (taken.first()?, taken.last()?);
    let ends = to == digits.len();
    let mut figure: String = taken.iter().filter_map(|d| char::from_digit(u32::from(d.0), 10)).collect();
    if ends && !fraction.is_empty() {
        figure.push('.');
        figure.push_str(fraction);
    }
    let mut value = Decimal::parse(&figure)?;
    let start = match negative {
        Some(at) if from == 0 => {
            value = value.negated();
            *at
        }
        _ => first.1,
    };
    let _ = quantity;
    let span = Span::new(start, if ends { *end } else { last.2 });
    Some(Slot::Figure { value, span, unit: if ends { unit.clone() } else { String::new() }, annotated: false })
}

/// Divides glued digits into the cells of a row in every way.
struct Division<'a> {
    atoms: Vec<Option<&'a Atom>>,
    blanks: Vec<Span>,
    shape: &'a Shape,
    steps: usize,
    found: Vec<Vec<Slot>>,
    end: usize,
}

impl<'a> Division<'a> {
    fn new(fields: &'a [Field], shape: &'a Shape, end: usize) -> Division<'a> {
        let mut atoms = Vec::new();
        let mut blanks = Vec::new();
        for field in fields {
            if field.is_blank() {
                atoms.push(None);
                blanks.push(field.span);
            }
            for atom in &field.atoms {
                atoms.push(Some(atom));
                blanks.push(field.span);
            }
        }
        Division { atoms, blanks, shape, steps: 0, found: Vec::new(), end }
    }

    fn divide(mut self) -> Vec<Vec<Slot>> {
        let digits: usize = self.atoms.iter().map(|atom| Self::most(*atom)).sum();
        let cells = self.shape.cells.len();
        if self.atoms.len() > cells || digits < cells || self.end == usize::MAX {
            return Vec::new();
        }
        let whole = self.step(0, 0, &mut Vec::with_capacity(cells));
        if whole { self.found } else { Vec::new() }
    }

    fn most(atom: Option<&Atom>) -> usize {
        match atom {
            Some(Atom::Run { digits, .. }) => digits.len(),
            _ => 1,
        }
    }

    /// Places what is left from digit `digit` of atom `atom` on; false when there are too many ways.
    fn step(&mut self, atom: usize, digit: usize, row: &mut Vec<Slot>) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return false;
        }
        let cells = self.shape.cells.len();
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
        let quantity = self.shape.cells.get(row.len()).copied().unwrap_or(Quantity::Count(""));
        let try_slot = |this: &mut Self, slot: Slot, next: (usize, usize), row: &mut Vec<Slot>| {
            row.push(slot);
            let proceed = !this.breaks(row) || !this.has_sums_ahead(row.len());
            let whole = !proceed || this.step(next.0, next.1, row);
            row.pop();
            whole
        };
        match current {
            None => {
                let span = self.blanks.get(atom).copied().unwrap_or_default();
                room <= least || try_slot(self, Slot::Blank(span), (atom + 1, 0), row)
            }
            Some(run @ Atom::Run { digits, .. }) => {
                for to in digit + 1..=digits.len() {
                    if to > digit + 1 && digits.get(digit).is_some_and(|d| d.0 == 0) {
                        break;
                    }
                    let remaining = digits.len() - to;
                    let after = room - 1;
                    if remaining + left < after || usize::from(remaining > 0) + least > after {
                        continue;
                    }
                    let Some(slot) = part(run, digit, to, quantity) else { break };
                    let next = if remaining == 0 { (atom + 1, 0) } else { (atom, to) };
                    if !try_slot(self, slot, next, row) {
                        return false;
                    }
                }
                true
            }
            Some(single) => match whole(single, quantity) {
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
    fn has_sums_ahead(&self, _placed: usize) -> bool {
        self.shape.sums.len() > 1 && self.atoms.len() < self.shape.cells.len() && self.digits() > self.shape.cells.len()
    }

    fn digits(&self) -> usize {
        self.atoms.iter().map(|atom| Self::most(*atom)).sum()
    }
}

/// Fewer figures than cells: every way to leave cells blank.
#[inline(never)]
fn spread(fields: &[Field], shape: &Shape, end: usize) -> Vec<Vec<Slot>> {
    let singles = separate(fields);
    let cells = shape.cells.len();
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
                whole(figures.next()?.atoms.first()?, *shape.cells.get(cell)?)
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
        Shape { cells: vec![Quantity::Count(""); 7], sums: vec![((0..6).collect(), 6)] }
    }

    fn plain(cells: usize) -> Shape {
        Shape { cells: vec![Quantity::Count(""); cells], sums: Vec::new() }
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
    }

    #[test]
    fn at_the_end_of_a_draft_too_few_figures_are_not_guessed() {
        let read = |text: &str| {
            let fields = fields(text, Span::new(0, text.len()));
            readings_at_end(&fields, &row_of_seven(), text.len()).all.len()
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
        let shape = Shape { cells: vec![Quantity::Count(""); 15], sums: vec![three(0), three(5), three(10)] };
        assert_eq!(only("21317000001324019", &shape), "2 1 3 1 7 0 0 0 0 0 13 2 4 0 19");
        assert_eq!(only("\n0000\n\n0\n\n0000\n\n0 \n\n0000\n\n0\n", &shape), "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0");
        assert_eq!(only("10 1 0 0 0 0 0 0 0 0 5 0 0 0 0", &shape), "10 1 0 0 0 0 0 0 0 0 5 0 0 0 0");
    }

    #[test]
    fn a_long_run_of_digits_ends_soon() {
        let text = "1234567890".repeat(40);
        assert!(read(&text, &row_of_seven()).is_empty());
        assert!(read(&text, &plain(3)).is_empty());
    }
}
