//! The fewest cells that must change for every relation to hold (Fellegi–Holt error localisation).
//!
//! A sum that does not meet is off by its residual; a cell whose figure changes moves the residuals of the sums it stands
//! in. So a set of cells will do when the residuals are made up of what these cells move, which elimination tells exactly.
//! The search goes from one cell to more: every set must have a cell in each equation that follows from the relations and
//! does not hold while all other cells stay, so only those cells are tried, each set once.

use crate::finding::Finding;
use crate::form::{CellId, Edition, Quantity, Relation, RelationKind};
use crate::limits::{MAX_REPAIR_CELLS, MAX_REPAIR_STEPS, MAX_REPAIRS};
use crate::numeral::Decimal;
use crate::recover::{Cell, CellState};
use crate::report::Report;
use crate::rules::{Answer, answer};

/// Cells and the figures that they would have to hold, in the form's order.
pub type Repair = Vec<(CellId, Decimal)>;

/// Figures larger than this are not reckoned with; what is added to them stays exact.
const LARGEST_FIGURE: i64 = 1 << 40;

/// Every smallest set of changes that makes all relations hold: first those that put nought in the place of fewer figures,
/// for nobody makes up figures, then those that change the figures less. None where
/// nothing is broken, where more cells than [`MAX_REPAIR_CELLS`] would have to change, where there are more than
/// [`MAX_REPAIRS`] ways, or where a relation that is no sum is broken: then no figure is told by the others. `findings`:
/// what the rules found; where no relation is among it, nothing is to be repaired.
pub fn repairs(report: &Report, findings: &[Finding]) -> Vec<Repair> {
    let is_broken = findings.iter().any(|finding| finding.relation.is_some());
    let Some(edition) = report.edition.filter(|_| is_broken) else { return Vec::new() };
    smallest(&|id| report.cell(id).cloned(), report.filled.relations, &|id| is_signed(edition, id)).unwrap_or_default()
}

fn is_signed(edition: &Edition, cell: CellId) -> bool {
    edition.quantity(cell) == Quantity::Change
}

fn smallest(
    cell: &dyn Fn(CellId) -> Option<Cell>,
    relations: &[Relation],
    is_signed: &dyn Fn(CellId) -> bool,
) -> Option<Vec<Repair>> {
    let system = System::of(cell, relations, is_signed)?;
    let mut steps = MAX_REPAIR_STEPS;
    let mut repairs: Vec<Vec<(usize, i64)>> = vec![Vec::new()];
    for residual in system.separate() {
        let ways = system.ways(&residual, &mut steps)?;
        if repairs.len() * ways.len() > MAX_REPAIRS {
            return None;
        }
        repairs = repairs.iter().flat_map(|known| ways.iter().map(|way| [known.as_slice(), way].concat())).collect();
    }
    for repair in &mut repairs {
        repair.sort_unstable();
    }
    repairs.sort_by_key(|repair| {
        let erased = system.figures(repair).iter().filter(|(_, figure)| figure.is_zero()).count();
        (erased, repair.iter().map(|(_, change)| change.abs()).sum::<i64>())
    });
    let repairs: Vec<Repair> = repairs.iter().map(|repair| system.figures(repair)).collect();
    repairs.iter().all(|repair| holds_after(repair, cell, relations)).then_some(repairs)
}

/// Whether no relation is broken after the changes that was not a mere doubt before.
fn holds_after(repair: &Repair, cell: &dyn Fn(CellId) -> Option<Cell>, relations: &[Relation]) -> bool {
    let changed = |id: CellId| {
        let mut cell = cell(id)?;
        if let Some((_, figure)) = repair.iter().find(|(known, _)| *known == id) {
            (cell.state, cell.value) = (CellState::Read, Some(*figure));
        }
        Some(cell)
    };
    let is_broken = |cell, relation| matches!(answer(cell, relation), Answer::Broken { .. });
    relations.iter().all(|relation| !is_broken(&changed, relation) || !relation.certain && is_broken(cell, relation))
}

/// The sums that can be checked, as equations over the cells that may change.
#[derive(Default)]
struct System {
    cells: Vec<CellId>,
    figures: Vec<i64>,
    signed: Vec<bool>,
    /// For each cell the equations it stands in, and with which sign.
    columns: Vec<Vec<(usize, i64)>>,
    /// For each equation its cells.
    members: Vec<Vec<usize>>,
    /// For each equation how much its left side is larger than its right.
    residuals: Vec<i64>,
}

impl System {
    /// None where nothing is broken, or where something is that no figure can be told from.
    fn of(
        cell: &dyn Fn(CellId) -> Option<Cell>,
        relations: &[Relation],
        is_signed: &dyn Fn(CellId) -> bool,
    ) -> Option<System> {
        let mut system = System::default();
        let mut columns: Vec<(CellId, usize)> = Vec::new();
        for relation in relations {
            match (answer(cell, relation), relation.kind) {
                (Answer::Broken { .. }, RelationKind::Part) if relation.certain => return None,
                (Answer::Unable(_), _) | (_, RelationKind::Part) => {}
                (Answer::Holds | Answer::Broken { .. }, _) => {
                    let equation = system.members.len();
                    system.members.push(Vec::new());
                    system.residuals.push(0);
                    let left = relation.left.iter().map(|term| (term, 1));
                    for (term, side) in left.chain(relation.right.iter().map(|term| (term, -1))) {
                        let Some(known) = cell(term.cell).filter(|cell| cell.state != CellState::Absent) else {
                            continue;
                        };
                        let sign = if term.negative { -side } else { side };
                        let at = columns.partition_point(|(id, _)| *id < term.cell);
                        let index = match columns.get(at).filter(|(id, _)| *id == term.cell) {
                            Some((_, index)) => *index,
                            None => {
                                let figure = known.value.unwrap_or(Decimal::ZERO).to_integer()?;
                                system.add(term.cell, figure, is_signed(term.cell))?;
                                columns.insert(at, (term.cell, system.cells.len() - 1));
                                system.cells.len() - 1
                            }
                        };
                        system.enter(index, equation, sign);
                    }
                }
            }
        }
        system.residuals.iter().any(|residual| *residual != 0).then_some(system)
    }

    fn add(&mut self, cell: CellId, figure: i64, signed: bool) -> Option<()> {
        self.cells.push(cell);
        self.figures.push(figure);
        self.signed.push(signed);
        self.columns.push(Vec::new());
        (figure.abs() < LARGEST_FIGURE).then_some(())
    }

    fn enter(&mut self, cell: usize, equation: usize, sign: i64) {
        if let (Some(column), Some(members), Some(residual), Some(figure)) = (
            self.columns.get_mut(cell),
            self.members.get_mut(equation),
            self.residuals.get_mut(equation),
            self.figures.get(cell),
        ) {
            column.push((equation, sign));
            members.push(cell);
            *residual += sign * figure;
        }
    }

    /// The residuals of equations that hang together by their cells, apart from the others.
    fn separate(&self) -> Vec<Vec<i64>> {
        let mut group: Vec<usize> = (0..self.members.len()).collect();
        for column in &self.columns {
            let of = |equation: usize| group.get(equation).copied().unwrap_or(equation);
            let groups: Vec<usize> = column.iter().map(|(equation, _)| of(*equation)).collect();
            let first = groups.iter().copied().min().unwrap_or_default();
            group.iter_mut().filter(|group| groups.contains(group)).for_each(|group| *group = first);
        }
        let only = |wanted: usize| -> Vec<i64> {
            let residuals = self.residuals.iter().zip(&group);
            residuals.map(|(residual, group)| if *group == wanted { *residual } else { 0 }).collect()
        };
        (0..group.len()).map(only).filter(|residual| residual.iter().any(|residual| *residual != 0)).collect()
    }

    /// Every smallest set of cells, by their indices, and how much each changes. None where no set was found that can be
    /// told from others.
    fn ways(&self, residual: &[i64], steps: &mut usize) -> Option<Vec<Vec<(usize, i64)>>> {
        let broken = residual.iter().filter(|residual| **residual != 0).count();
        let most = self.columns.iter().map(Vec::len).max().unwrap_or(1).max(1);
        for size in broken.div_ceil(most)..=MAX_REPAIR_CELLS {
            let mut search =
                Search { system: self, most, steps, held: vec![false; self.cells.len()], found: Vec::new() };
            search.go(&Trial { rest: residual.to_vec(), ..Trial::default() }, size)?;
            if !search.found.is_empty() {
                return Some(search.found);
            }
        }
        None
    }

    fn figures(&self, changes: &[(usize, i64)]) -> Repair {
        let mut repair: Repair = changes
            .iter()
            .filter_map(|(cell, change)| {
                Some((*self.cells.get(*cell)?, Decimal::from(self.figures.get(*cell)? + change)))
            })
            .collect();
        repair.sort_unstable_by_key(|(cell, _)| *cell);
        repair
    }

    fn column(&self, cell: usize) -> &[(usize, i64)] {
        self.columns.get(cell).map_or(&[], Vec::as_slice)
    }
}

/// What cells together move: one equation by one, and others.
#[derive(Clone)]
struct Direction {
    /// The equation that no other direction of the trial moves.
    pivot: usize,
    /// For each equation how much it is moved.
    effect: Vec<i64>,
    /// For each cell of the trial how much it changes for that.
    changes: Vec<i64>,
}

/// Cells that may change, and the changes of theirs that leave the least.
#[derive(Clone, Default)]
struct Trial {
    cells: Vec<usize>,
    changes: Vec<i64>,
    directions: Vec<Direction>,
    /// The residuals that are left.
    rest: Vec<i64>,
}

fn add_times(list: &mut [i64], other: &[i64], factor: i64) {
    list.iter_mut().zip(other).for_each(|(number, other)| *number += factor * other);
}

impl Trial {
    /// How much of an equation that follows from the relations a cell moves, when the cells of the trial make up for
    /// what else it moves.
    fn coefficient(&self, column: &[(usize, i64)], equation: usize) -> i64 {
        let of = |wanted: usize| column.iter().filter(|(known, _)| *known == wanted).map(|(_, sign)| sign).sum::<i64>();
        let made_up = self
            .directions
            .iter()
            .map(|direction| of(direction.pivot) * direction.effect.get(equation).copied().unwrap_or_default());
        of(equation) - made_up.sum::<i64>()
    }

    /// How much the trial's cell of that place must change when another changes by one.
    fn answering(&self, column: &[(usize, i64)], place: usize) -> i64 {
        let of = |wanted: usize| column.iter().filter(|(known, _)| *known == wanted).map(|(_, sign)| sign).sum::<i64>();
        let changes = self
            .directions
            .iter()
            .map(|direction| of(direction.pivot) * direction.changes.get(place).copied().unwrap_or_default());
        -changes.sum::<i64>()
    }

    /// The trial with one cell more, which moves the equation `pivot`. None where it does not move that by one.
    fn with(&self, cell: usize, column: &[(usize, i64)], pivot: usize) -> Option<Trial> {
        let mut effect: Vec<i64> = (0..self.rest.len()).map(|equation| self.coefficient(column, equation)).collect();
        let mut changes: Vec<i64> = (0..self.cells.len()).map(|place| self.answering(column, place)).collect();
        changes.push(1);
        let sign = effect.get(pivot).copied().filter(|sign| sign.abs() == 1)?;
        effect.iter_mut().chain(&mut changes).for_each(|number| *number *= sign);
        let mut trial = self.clone();
        trial.cells.push(cell);
        trial.changes.push(0);
        for direction in &mut trial.directions {
            direction.changes.push(0);
            let factor = -direction.effect.get(pivot).copied().unwrap_or_default();
            add_times(&mut direction.effect, &effect, factor);
            add_times(&mut direction.changes, &changes, factor);
        }
        let factor = -trial.rest.get(pivot).copied().unwrap_or_default();
        add_times(&mut trial.rest, &effect, factor);
        add_times(&mut trial.changes, &changes, factor);
        trial.directions.push(Direction { pivot, effect, changes });
        Some(trial)
    }
}

/// The search for sets of one size.
struct Search<'a> {
    system: &'a System,
    /// The most equations that a cell stands in.
    most: usize,
    steps: &'a mut usize,
    /// Cells whose sets were all tried.
    held: Vec<bool>,
    found: Vec<Vec<(usize, i64)>>,
}

impl Search<'_> {
    /// Tries every set with the cells of the trial and `left` more. None: there are too many ways, or too many to try.
    fn go(&mut self, trial: &Trial, left: usize) -> Option<()> {
        let broken: Vec<usize> =
            trial.rest.iter().enumerate().filter(|(_, rest)| **rest != 0).map(|(equation, _)| equation).collect();
        if broken.is_empty() {
            return match self.below_nought(trial) {
                Some(place) if left > 0 => self.with_answering(trial, place, left),
                Some(_) => Some(()),
                None => self.keep(trial.cells.iter().copied().zip(trial.changes.iter().copied()).collect()),
            };
        }
        let touched = |equation: &usize| {
            trial.cells.iter().any(|cell| self.system.column(*cell).iter().any(|(known, _)| known == equation))
        };
        let untouched = broken.iter().filter(|equation| !touched(equation)).count();
        if left == 0 || untouched > left * self.most {
            return Some(());
        }
        let Some((equation, cells)) = broken
            .iter()
            .map(|equation| {
                (*equation, self.cells_of(trial, |direction| direction.effect.get(*equation), Some(*equation)))
            })
            .min_by_key(|(_, cells)| cells.len())
        else {
            return Some(());
        };
        let mut tried = Vec::new();
        for cell in cells {
            let column = self.system.column(cell);
            let moved = trial.coefficient(column, equation);
            if moved == 0 {
                continue;
            }
            self.step()?;
            // The last cell must take away all that is left.
            let rest = |equation: usize| trial.rest.get(equation).copied().unwrap_or_default();
            let takes_all = |other: usize| trial.coefficient(column, other) * rest(equation) == rest(other) * moved;
            if left > 1 || broken.iter().all(|other| takes_all(*other)) {
                self.go(&trial.with(cell, column, equation)?, left - 1)?;
            }
            self.hold(cell, true);
            tried.push(cell);
        }
        tried.into_iter().for_each(|cell| self.hold(cell, false));
        Some(())
    }

    /// The cells that stand in an equation which follows from the relations: in `own`, and in the pivots of directions
    /// that have a part in it.
    fn cells_of<'a>(
        &self,
        trial: &'a Trial,
        part: impl Fn(&'a Direction) -> Option<&'a i64>,
        own: Option<usize>,
    ) -> Vec<usize> {
        let pivots = trial.directions.iter().filter(|direction| part(direction).is_some_and(|part| *part != 0));
        let equations = own.into_iter().chain(pivots.map(|direction| direction.pivot));
        let members = equations.filter_map(|equation| self.system.members.get(equation)).flatten().copied();
        let mut cells: Vec<usize> =
            members.filter(|cell| self.held.get(*cell) == Some(&false) && !trial.cells.contains(cell)).collect();
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    /// The place in the trial of a cell that would fall below nought.
    fn below_nought(&self, trial: &Trial) -> Option<usize> {
        trial.cells.iter().zip(&trial.changes).position(|(cell, change)| {
            self.system.signed.get(*cell) == Some(&false)
                && self.system.figures.get(*cell).is_none_or(|figure| figure + change < 0)
        })
    }

    /// Tries the cells that can keep one of the trial from falling below nought.
    fn with_answering(&mut self, trial: &Trial, place: usize, left: usize) -> Option<()> {
        let mut tried = Vec::new();
        for cell in self.cells_of(trial, |direction| direction.changes.get(place), None) {
            let column = self.system.column(cell);
            if trial.answering(column, place) == 0 {
                continue;
            }
            self.step()?;
            let pivot = (0..trial.rest.len()).find(|equation| trial.coefficient(column, *equation) != 0);
            match pivot {
                Some(pivot) => self.go(&trial.with(cell, column, pivot)?, left - 1)?,
                None => self.any_figure(trial, cell, left - 1)?,
            }
            self.hold(cell, true);
            tried.push(cell);
        }
        tried.into_iter().for_each(|cell| self.hold(cell, false));
        Some(())
    }

    /// A cell that moves nothing which the trial cannot make up for: its figure is free between bounds.
    fn any_figure(&mut self, trial: &Trial, cell: usize, left: usize) -> Option<()> {
        if left > 0 {
            // What more cells could do here is not searched; nothing then can be called the fewest.
            return None;
        }
        let column = self.system.column(cell);
        let cells = trial.cells.iter().zip(&trial.changes).enumerate();
        let all: Vec<(usize, i64, i64)> = cells
            .map(|(place, (cell, change))| (*cell, *change, trial.answering(column, place)))
            .chain([(cell, 0, 1)])
            .collect();
        let (mut least, mut largest) = (-LARGEST_FIGURE, LARGEST_FIGURE);
        for (cell, change, factor) in &all {
            let figure = self.system.figures.get(*cell)? + change;
            match factor {
                _ if self.system.signed.get(*cell) == Some(&true) => {}
                0 if figure < 0 => return Some(()),
                0 => {}
                1.. => least = least.max(-figure.div_euclid(*factor)),
                _ => largest = largest.min(figure.div_euclid(-factor)),
            }
        }
        // As many figures as cells may be those at which one of them does not change.
        if largest - least > (MAX_REPAIRS + all.len()) as i64 {
            return None;
        }
        for free in least..=largest {
            self.keep(all.iter().map(|(cell, change, factor)| (*cell, change + factor * free)).collect())?;
        }
        Some(())
    }

    fn keep(&mut self, changes: Vec<(usize, i64)>) -> Option<()> {
        if changes.iter().all(|(_, change)| *change != 0) {
            self.found.push(changes);
        }
        (self.found.len() <= MAX_REPAIRS).then_some(())
    }

    fn step(&mut self) -> Option<()> {
        *self.steps = self.steps.checked_sub(1)?;
        Some(())
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
    use crate::form::Term;
    use crate::position::Span;
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
    fn small_form() -> Vec<Relation> {
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

    fn cell(figures: &Figures, id: CellId) -> Option<Cell> {
        let figure = *figures.get(id.row * COLUMNS + id.column)?;
        let state = if figure.is_some() { CellState::Read } else { CellState::Unreadable };
        let value = figure.map(Decimal::from);
        Some(Cell { state, value, span: Span::default(), unit: String::new(), may_be: Vec::new() })
    }

    fn repairs_of(figures: &Figures) -> Vec<Repair> {
        smallest(&|id| cell(figures, id), &small_form(), &|_| false).unwrap_or_default()
    }

    fn is_broken(figures: &Figures, relation: &Relation) -> bool {
        matches!(answer(&|id| cell(figures, id), relation), Answer::Broken { .. })
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
    fn where_any_member_may_be_wrong_nothing_is_offered() {
        let row = |figures: [i64; 3]| {
            let figures = figures.into_iter().map(Some).collect::<Figures>();
            let form: Vec<Relation> = small_form().into_iter().take(1).collect();
            smallest(&|id| cell(&figures, id), &form, &|_| false).unwrap_or_default()
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
        let system = System::of(&|id| cell(&figures, id), &small_form(), &|_| false).expect("broken sums");
        let mut steps = MAX_REPAIR_STEPS;
        assert!(system.ways(&system.residuals, &mut steps).is_none());
        assert!(steps > MAX_REPAIR_STEPS / 2, "{steps}");
    }
}
