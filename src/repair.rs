//! The fewest cells that must change for every relation to hold (Fellegi–Holt error localisation).
//!
//! The sums are linear equations between the cells. While all other cells stay, an equation that follows from them and does
//! not hold tells that one of its cells must change; so only those are tried, one after the other, and for each the
//! equations are solved. A set is found when all equations hold and no figure has fallen below nought. The search goes from
//! one cell to more and tries each set once.

use crate::finding::Finding;
use crate::form::{CellId, RelationKind};
use crate::limits::{MAX_REPAIR_CELLS, MAX_REPAIR_STEPS, MAX_REPAIRS};
use crate::numeral::Decimal;
use crate::recover::{CellState, Filled};
use crate::report::Report;
use crate::rules::{Answer, Known, answer};
use std::rc::Rc;

/// Cells and the figures that they would have to hold, in the form's order.
pub type Repair = Vec<(CellId, Decimal)>;

/// Cells by their places in [`Filled::cells`], and how much each changes.
type Changes = Vec<(usize, i64)>;

/// Figures larger than this are not reckoned with; what is added to them stays exact.
const LARGEST_FIGURE: i64 = 1 << 40;

/// Every smallest set of changes that makes all relations hold: first those that put nought in the place of fewer figures,
/// for nobody makes up figures, then those that change the figures less. None where nothing is broken, where more cells
/// than [`MAX_REPAIR_CELLS`] would have to change, where there are more than [`MAX_REPAIRS`] ways, or where a relation that
/// is no sum is broken: then no figure is told by the others. `findings`: what the rules found; where no relation is among
/// it, nothing is to be repaired.
pub fn repairs(report: &Report, findings: &[Finding]) -> Vec<Repair> {
    let is_broken = findings.iter().any(|finding| finding.relation.is_some());
    if is_broken { smallest(&report.filled).unwrap_or_default() } else { Vec::new() }
}

fn smallest(filled: &Filled) -> Option<Vec<Repair>> {
    let mut figures = Vec::with_capacity(filled.cells.len());
    for (_, cell) in &filled.cells {
        let figure = cell.value.unwrap_or_default().to_integer();
        figures.push(figure.filter(|figure| figure.abs() < LARGEST_FIGURE));
    }
    let mut steps = MAX_REPAIR_STEPS;
    let mut repairs: Vec<Changes> = Vec::new();
    for equations in separate(&equations(filled, &figures)?, figures.len()) {
        let mut longer = Vec::new();
        for way in ways(&equations, &figures, &mut steps)? {
            for known in &repairs {
                let mut changes = known.clone();
                changes.extend_from_slice(&way);
                longer.push(changes);
            }
            if repairs.is_empty() {
                longer.push(way);
            }
        }
        repairs = longer;
        if repairs.len() > MAX_REPAIRS {
            return None;
        }
    }
    let unlikely = |changes: &Changes| {
        let (mut erased, mut difference) = (0, 0);
        for (cell, change) in changes {
            erased += usize::from(figures.get(*cell) == Some(&Some(-change)));
            difference += change.abs();
        }
        (erased, difference)
    };
    let mut order: Vec<&Changes> = Vec::new();
    for changes in &repairs {
        order.insert(order.partition_point(|other| unlikely(other) <= unlikely(changes)), changes);
    }
    let mut told = Vec::new();
    for changes in order {
        told.push(repaired(filled, changes)?);
    }
    Some(told)
}

fn known(filled: &Filled, id: CellId) -> Option<Known> {
    filled.cell(id).map(|cell| (cell.state, cell.value))
}

/// The changed figures. None where a relation is broken after the changes that was not a mere doubt before: a blank total,
/// say, which was not checked until the changes filled it in.
fn repaired(filled: &Filled, changes: &Changes) -> Option<Repair> {
    let mut repair = Repair::new();
    for (index, (id, cell)) in filled.cells.iter().enumerate() {
        if let Some((_, change)) = changes.iter().find(|(changed, _)| *changed == index) {
            repair.push((*id, cell.value.unwrap_or_default().plus(Decimal::from(*change))?));
        }
    }
    for relation in filled.relations {
        let is_broken = |changed: &[(CellId, Decimal)]| {
            let cell = |id: CellId| match changed.iter().find(|(known, _)| *known == id) {
                Some((_, figure)) => Some((CellState::Read, Some(*figure))),
                None => known(filled, id),
            };
            matches!(answer(&cell, relation), Answer::Broken { .. })
        };
        if is_broken(&repair) && (relation.certain || !is_broken(&[])) {
            return None;
        }
    }
    Some(repair)
}

/// The changes of the cells, each taken so many times, and `rest` come to nought.
#[derive(Clone)]
struct Equation {
    /// For each cell of the form how many times its change is taken.
    times: Vec<i8>,
    /// How many cells stand in it.
    cells: usize,
    rest: i64,
    /// The cell for which it was solved: its change is taken once here, and in no other equation.
    solved: Option<usize>,
    /// Whether it still is the relation itself, no other equation added to it.
    is_own: bool,
}

impl Equation {
    fn times(&self, cell: usize) -> i8 {
        self.times.get(cell).copied().unwrap_or_default()
    }

    /// Takes another equation away so many times. None where a number does not fit.
    fn take(&mut self, other: &Equation, factor: i8) -> Option<()> {
        for (times, other) in self.times.iter_mut().zip(&other.times) {
            if *other != 0 {
                let before = usize::from(*times != 0);
                *times = times.checked_sub(factor.checked_mul(*other)?)?;
                self.cells = self.cells + usize::from(*times != 0) - before;
            }
        }
        self.rest -= i64::from(factor) * other.rest;
        self.is_own = false;
        Some(())
    }
}

/// The sums that can be checked. None where something is broken that no figure can be told from, and where a figure cannot
/// be reckoned with.
fn equations(filled: &Filled, figures: &[Option<i64>]) -> Option<Vec<Rc<Equation>>> {
    let mut equations = Vec::new();
    for relation in filled.relations {
        match (answer(&|id| known(filled, id), relation), relation.kind) {
            (Answer::Broken { .. }, RelationKind::Part) if relation.certain => return None,
            (Answer::Unable(_), _) | (_, RelationKind::Part) => continue,
            _ => {}
        }
        let mut equation = Equation { times: vec![0; figures.len()], cells: 0, rest: 0, solved: None, is_own: true };
        for (number, member) in relation.members().enumerate() {
            let at = filled.cells.partition_point(|(id, _)| *id < member);
            let Some((id, cell)) = filled.cells.get(at) else { continue };
            if *id == member && cell.state != CellState::Absent {
                let sign = if number < relation.left.len() { 1 } else { -1 };
                *equation.times.get_mut(at)? = sign;
                equation.cells += 1;
                equation.rest += i64::from(sign) * figures.get(at).copied()??;
            }
        }
        equations.push(Rc::new(equation));
    }
    Some(equations)
}

/// Groups of equations that hang together by their cells, as far as one of them does not hold.
fn separate(equations: &[Rc<Equation>], cells: usize) -> Vec<Vec<Rc<Equation>>> {
    let mut groups: Vec<usize> = (0..equations.len()).collect();
    for cell in 0..cells {
        let mut first = None;
        for (index, equation) in equations.iter().enumerate() {
            if equation.times(cell) != 0
                && let Some(group) = groups.get(index).copied()
            {
                let first = *first.get_or_insert(group);
                groups.iter_mut().filter(|known| **known == group).for_each(|known| *known = first);
            }
        }
    }
    let mut separate: Vec<Vec<Rc<Equation>>> = vec![Vec::new(); equations.len()];
    for (equation, group) in equations.iter().zip(groups) {
        if let Some(group) = separate.get_mut(group) {
            group.push(Rc::clone(equation));
        }
    }
    separate.retain(|group| group.iter().any(|equation| equation.rest != 0));
    separate
}

/// Every smallest set of changes after which the equations hold. None where there are too many cells to change, too many
/// ways, or too many to try.
fn ways(equations: &[Rc<Equation>], figures: &[Option<i64>], steps: &mut usize) -> Option<Vec<Changes>> {
    for size in 1..=MAX_REPAIR_CELLS {
        let mut search = Search { figures, steps, held: vec![false; figures.len()], found: Vec::new() };
        search.go(equations, size)?;
        if !search.found.is_empty() {
            return Some(search.found);
        }
    }
    None
}

/// The search for sets of one size.
struct Search<'a> {
    figures: &'a [Option<i64>],
    steps: &'a mut usize,
    /// Cells that are in the set, and those whose sets were all tried.
    held: Vec<bool>,
    found: Vec<Changes>,
}

/// No cell of a form stands in more sums.
const MOST_SUMS: usize = 3;

impl Search<'_> {
    /// Tries every set that has `left` cells more than those for which the equations are solved. None: there are too many
    /// ways, or too many to try.
    fn go(&mut self, equations: &[Rc<Equation>], left: usize) -> Option<()> {
        let mut fewest: Option<((bool, usize), usize)> = None;
        let mut untouched = 0;
        for (index, equation) in equations.iter().enumerate() {
            // Where the cell that it is solved for would fall below nought, one of the others must change too. But that may
            // come right with the cells that other equations ask for, so it waits for these.
            let holds = match equation.solved {
                Some(cell) => self.figure(cell) >= equation.rest,
                None => equation.rest == 0,
            };
            let effort = (equation.solved.is_some(), equation.cells);
            if !holds {
                untouched += usize::from(equation.is_own);
                if fewest.is_none_or(|(least, _)| effort < least) {
                    fewest = Some((effort, index));
                }
            }
        }
        let Some((_, index)) = fewest else { return self.keep(equations, None) };
        if left == 0 || untouched > left * MOST_SUMS {
            return Some(());
        }
        let mut cells = Vec::new();
        for (cell, times) in equations.get(index)?.times.iter().enumerate() {
            if *times != 0 && self.held.get(cell) == Some(&false) {
                cells.push(cell);
            }
        }
        for cell in &cells {
            *self.steps = self.steps.checked_sub(1)?;
            self.hold(*cell, true);
            self.with(equations, index, *cell, left - 1)?;
        }
        for cell in &cells {
            self.hold(*cell, false);
        }
        Some(())
    }

    /// Goes on with one cell more, which stands in the equation of that index.
    fn with(&mut self, equations: &[Rc<Equation>], index: usize, cell: usize, left: usize) -> Option<()> {
        let is_free = |equation: &Rc<Equation>| equation.solved.is_none() && equation.times(cell) != 0;
        let index =
            if equations.get(index).is_some_and(is_free) { Some(index) } else { equations.iter().position(is_free) };
        let Some((index, pivot)) = index.and_then(|index| Some((index, equations.get(index)?))) else {
            return self.any_figure(equations, cell, left);
        };
        let sign = pivot.times(cell);
        if sign.abs() != 1 {
            return None;
        }
        let factor = |other: &Rc<Equation>| other.times(cell).checked_mul(sign);
        // The last cell must make all hold.
        let holds = |other: &Rc<Equation>| {
            other.solved.is_some() || factor(other).is_some_and(|factor| other.rest == i64::from(factor) * pivot.rest)
        };
        if left == 0 && !equations.iter().all(holds) {
            return Some(());
        }
        let mut solved = equations.to_vec();
        for (other, equation) in solved.iter_mut().enumerate() {
            if other == index {
                let equation = Rc::make_mut(equation);
                equation.take(pivot, 1 - sign)?;
                equation.solved = Some(cell);
            } else if equation.times(cell) != 0 {
                let factor = factor(equation)?;
                Rc::make_mut(equation).take(pivot, factor)?;
            }
        }
        self.go(&solved, left)
    }

    /// A cell whose change the solved cells make up for entirely: its figure is free between bounds.
    fn any_figure(&mut self, equations: &[Rc<Equation>], cell: usize, left: usize) -> Option<()> {
        let (mut least, mut largest) = (-self.figure(cell), LARGEST_FIGURE);
        for equation in equations {
            let Some(solved) = equation.solved else { continue };
            let figure = self.figure(solved) - equation.rest;
            match i64::from(equation.times(cell)) {
                0 if figure < 0 => return Some(()),
                0 => {}
                times @ 1.. => largest = largest.min(figure.div_euclid(times)),
                times => least = least.max(-figure.div_euclid(-times)),
            }
        }
        // What more cells could do here is not searched: nothing then can be called the fewest. Of the figures, as many as
        // there are cells may leave one of them as it is.
        if left > 0 || largest - least > (MAX_REPAIRS + MAX_REPAIR_CELLS) as i64 {
            return None;
        }
        for change in least..=largest {
            self.keep(equations, Some((cell, change)))?;
        }
        Some(())
    }

    /// Keeps the solution of the equations, where all its cells change; `free`: a cell that it leaves free, and its change.
    fn keep(&mut self, equations: &[Rc<Equation>], free: Option<(usize, i64)>) -> Option<()> {
        let mut changes: Changes = free.into_iter().collect();
        for equation in equations {
            if let Some(cell) = equation.solved {
                let made_up = free.map_or(0, |(free, change)| i64::from(equation.times(free)) * change);
                changes.push((cell, -equation.rest - made_up));
            }
        }
        if changes.iter().all(|(_, change)| *change != 0) {
            self.found.push(changes);
        }
        (self.found.len() <= MAX_REPAIRS).then_some(())
    }

    fn figure(&self, cell: usize) -> i64 {
        self.figures.get(cell).copied().flatten().unwrap_or_default()
    }

    fn hold(&mut self, cell: usize, hold: bool) {
        if let Some(held) = self.held.get_mut(cell) {
            *held = hold;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{EDITIONS, Quantity, Relation, Term, relations};
    use crate::position::Span;
    use crate::recover::Cell;
    use std::collections::BTreeSet;

    /// Columns of the small form: two kinds of applicant and their total.
    const COLUMNS: usize = 3;
    /// Rows of the small form: received, carried in, two results and their total, carried out.
    const ROWS: usize = 6;
    /// No figure that mends the small form is larger.
    const LARGEST: i64 = 14;

    fn id(row: usize, column: usize) -> CellId {
        CellId { table: 0, row, column }
    }

    /// The relations of the table of applications, on a form so small that every change can be tried.
    fn small_form() -> &'static [Relation] {
        static FORM: std::sync::OnceLock<Vec<Relation>> = std::sync::OnceLock::new();
        FORM.get_or_init(write_small_form)
    }

    fn write_small_form() -> Vec<Relation> {
        let term = |row: usize, column: usize| Term { cell: id(row, column), negative: false };
        let relation = |kind: RelationKind, left: Vec<Term>, right: Vec<Term>| Relation {
            name: String::new(),
            kind,
            left,
            right,
            certain: true,
        };
        let rows =
            (0..ROWS).map(|row| relation(RelationKind::RowTotal, vec![term(row, 0), term(row, 1)], vec![term(row, 2)]));
        let columns = (0..COLUMNS).flat_map(|column| {
            let of = |rows: &[usize]| rows.iter().map(|row| term(*row, column)).collect::<Vec<_>>();
            [
                relation(RelationKind::ColumnTotal, of(&[2, 3]), of(&[4])),
                relation(RelationKind::Balance, of(&[0, 1]), of(&[4, 5])),
            ]
        });
        rows.chain(columns).collect()
    }

    /// Figures of the small form; none stands for a cell that cannot be read.
    type Figures = Vec<Option<i64>>;

    fn filled(figures: &Figures, relations: &'static [Relation]) -> Filled {
        let cells = figures.iter().enumerate().map(|(at, figure)| {
            let state = if figure.is_some() { CellState::Read } else { CellState::Unreadable };
            let value = figure.map(Decimal::from);
            let cell = Cell { state, value, span: Span::default(), unit: String::new(), may_be: Vec::new() };
            (id(at / COLUMNS, at % COLUMNS), cell)
        });
        Filled { cells: cells.collect(), relations, ..Filled::default() }
    }

    fn repairs_of(figures: &Figures) -> Vec<Repair> {
        smallest(&filled(figures, small_form())).unwrap_or_default()
    }

    fn is_broken(figures: &Figures, relation: &Relation) -> bool {
        let filled = filled(figures, &[]);
        matches!(answer(&|id| known(&filled, id), relation), Answer::Broken { .. })
    }

    /// Every smallest set of changes of at most three cells, by trying all.
    fn tried(figures: &Figures) -> BTreeSet<Repair> {
        let form = small_form();
        let broken: Vec<&Relation> = form.iter().filter(|relation| is_broken(figures, relation)).collect();
        let cells: Vec<usize> = (0..figures.len()).filter(|at| figures[*at].is_some()).collect();
        let of = |at: usize| id(at / COLUMNS, at % COLUMNS);
        let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
        for _ in 0..3 {
            sets = sets
                .iter()
                .flat_map(|set| {
                    let last = set.last().copied();
                    cells.iter().filter(move |at| last.is_none_or(|last| **at > last)).map(|at| {
                        let mut longer = set.clone();
                        longer.push(*at);
                        longer
                    })
                })
                .collect();
            let mut found = BTreeSet::new();
            for set in &sets {
                let touches =
                    |relation: &Relation| relation.members().any(|member| set.iter().any(|at| of(*at) == member));
                if !broken.iter().all(|relation| touches(relation)) {
                    continue;
                }
                let touched: Vec<&Relation> = form.iter().filter(|relation| touches(relation)).collect();
                for number in 0..(LARGEST + 1).pow(set.len() as u32) {
                    let (mut changed, mut rest) = (figures.clone(), number);
                    for at in set {
                        changed[*at] = Some(rest % (LARGEST + 1));
                        rest /= LARGEST + 1;
                    }
                    let all_change = set.iter().all(|at| changed[*at] != figures[*at]);
                    if all_change && !touched.iter().any(|relation| is_broken(&changed, relation)) {
                        found.insert(
                            set.iter().map(|at| (of(*at), Decimal::from(changed[*at].unwrap_or_default()))).collect(),
                        );
                    }
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        BTreeSet::new()
    }

    /// Figures that meet, a few of them changed, and sometimes one that cannot be read.
    fn drawn(seed: u64) -> Figures {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut below = |end: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % end
        };
        let mut figures = vec![0i64; ROWS * COLUMNS];
        for column in 0..2 {
            let mut set = |row: usize, figure: i64| figures[row * COLUMNS + column] = figure;
            let (one, other, out) = (below(3) as i64, below(3) as i64, below(2) as i64);
            let carried = below(2) as i64 * out;
            [one + other + out - carried, carried, one, other, one + other, out]
                .into_iter()
                .enumerate()
                .for_each(|(row, figure)| set(row, figure));
        }
        for row in 0..ROWS {
            figures[row * COLUMNS + 2] = figures[row * COLUMNS] + figures[row * COLUMNS + 1];
        }
        for _ in 0..=below(3) {
            let at = below(figures.len() as u64) as usize;
            figures[at] = below(5) as i64;
        }
        let mut figures: Figures = figures.into_iter().map(Some).collect();
        if below(3) == 0 {
            let at = below(figures.len() as u64) as usize;
            figures[at] = None;
        }
        figures
    }

    #[test]
    fn the_repairs_are_those_that_trying_everything_finds() {
        let mut sizes = [0; 4];
        for seed in 0..300 {
            let figures = drawn(seed);
            let broken = small_form().iter().filter(|relation| is_broken(&figures, relation)).count();
            if broken == 0 {
                assert!(repairs_of(&figures).is_empty());
                continue;
            }
            let repairs = repairs_of(&figures);
            let tried = tried(&figures);
            let found: BTreeSet<Repair> = repairs.iter().cloned().collect();
            let expected = if tried.len() > MAX_REPAIRS { BTreeSet::new() } else { tried.clone() };
            if expected.is_empty() && tried.is_empty() {
                assert!(repairs.iter().all(|repair| repair.len() > 3), "{figures:?} {found:?}");
                continue;
            }
            assert_eq!(found, expected, "seed {seed} {figures:?} of {}", tried.len());
            sizes[repairs.first().map_or(0, Vec::len)] += 1;
        }
        assert!(sizes.iter().skip(1).all(|count| *count > 20), "{sizes:?}");
    }

    #[test]
    fn what_is_added_up_on_the_forms_is_counts() {
        for edition in EDITIONS {
            for relation in relations(edition).iter().filter(|relation| relation.kind != RelationKind::Part) {
                let is_count = |cell: CellId| matches!(edition.quantity(cell), Quantity::Count(_));
                assert!(relation.members().all(is_count), "{} may be negative or have decimals", relation.name);
                assert!(relation.left.iter().chain(&relation.right).all(|term| !term.negative), "{}", relation.name);
            }
        }
    }

    #[test]
    fn where_any_member_may_be_wrong_nothing_is_offered() {
        let row = |figures: [i64; 3]| {
            let form = Vec::leak(write_small_form().into_iter().take(1).collect());
            smallest(&filled(&figures.into_iter().map(Some).collect(), form)).unwrap_or_default()
        };
        let figures = |repairs: Vec<Repair>| -> Vec<(usize, String)> {
            repairs.iter().flatten().map(|(id, figure)| (id.column, figure.to_string())).collect()
        };
        assert_eq!(figures(row([4, 1, 5])), []);
        // Each of the three may be wrong; but no figure falls below nought.
        assert_eq!(figures(row([2, 1, 5])), [(0, "4".into()), (1, "3".into()), (2, "3".into())]);
        assert_eq!(figures(row([2, 1, 0])), [(2, "3".into())]);
        // What nobody would make up comes last.
        assert_eq!(figures(row([3, 0, 0])), [(2, "3".into()), (0, "0".into())]);
    }

    #[test]
    fn a_form_of_which_nothing_meets_is_given_up_before_the_search() {
        let figures: Figures = (0..ROWS * COLUMNS).map(|at| Some(1 << (at + 5))).collect();
        assert!(small_form().iter().all(|relation| is_broken(&figures, relation)));
        let known: Vec<Option<i64>> = figures.clone();
        let equations = equations(&filled(&figures, small_form()), &known).expect("sums");
        let mut steps = MAX_REPAIR_STEPS;
        assert!(ways(&equations, &known, &mut steps).is_none());
        assert!(steps > MAX_REPAIR_STEPS / 2, "{steps}");
    }
}
