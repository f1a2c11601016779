//! Tables out of rules: where rules cross there is a grid, and where a rule between two slots is missing they are one cell.

use super::{Area, MAX_THICKNESS};
use crate::document::TableCell;
use crate::limits::{MAX_TABLE_CELLS, MAX_TABLE_COLUMNS};

/// A grid of rules on a page.
#[derive(Debug)]
pub(super) struct Ruled {
    /// The columns' borders, from the left.
    pub(super) columns: Vec<f64>,
    /// The rows' borders, from the top.
    pub(super) rows: Vec<f64>,
    /// The cells in reading order; every slot of the grid is in one.
    pub(super) cells: Vec<TableCell>,
}

impl Ruled {
    /// The box around the whole.
    pub(super) fn area(&self) -> Area {
        let ends = |borders: &[f64]| (borders.first().copied().unwrap_or(0.0), borders.last().copied().unwrap_or(0.0));
        let ((left, right), (top, bottom)) = (ends(&self.columns), ends(&self.rows));
        Area { left, top, right, bottom }
    }

    /// The box of a cell.
    pub(super) fn cell_area(&self, cell: &TableCell) -> Area {
        let border = |borders: &[f64], index: usize| borders.get(index).copied().unwrap_or(0.0);
        Area {
            left: border(&self.columns, cell.column),
            top: border(&self.rows, cell.row),
            right: border(&self.columns, cell.column + cell.colspan),
            bottom: border(&self.rows, cell.row + cell.rowspan),
        }
    }
}

/// A rule along one axis.
#[derive(Clone, Copy)]
struct Stroke {
    /// Its place on the other axis.
    at: f64,
    from: f64,
    to: f64,
}

/// How far apart the ends of rules that meet may be: dashes and double lines leave gaps.
const REACH: f64 = 4.0;

/// The shortest rule that counts: shorter ones are underlined blanks, bullets or parts of a drawing.
const MIN_LENGTH: f64 = 6.0;

/// How many pairs of rules are compared on one page; beyond it is a drawing and no table.
const MAX_PAIRS: usize = 4_000_000;

/// The grids that the rules of a page make, each of at least two columns. `edge`: where the page ends on the right.
pub(super) fn grids(rules: &[Area], edge: f64) -> Vec<Ruled> {
    let [mut across, mut down] = [Vec::new(), Vec::new()];
    for rule in rules {
        let (x, y) = rule.centre();
        // A dot is a piece of either kind.
        if rule.width() >= rule.height() {
            across.push(Stroke { at: y, from: rule.left, to: rule.right });
        }
        if rule.height() >= rule.width() {
            down.push(Stroke { at: x, from: rule.top, to: rule.bottom });
        }
    }
    let (across, down) = (merge(across), merge(down));
    if across.len().saturating_mul(down.len()) > MAX_PAIRS {
        return Vec::new();
    }
    connected(&across, &down).into_iter().filter_map(|(across, down)| grid(&across, &down, edge)).collect()
}

/// Joins the pieces of each line.
fn merge(mut strokes: Vec<Stroke>) -> Vec<Stroke> {
    strokes.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut merged: Vec<Stroke> = Vec::new();
    for line in strokes.chunk_by_mut(|a, b| b.at - a.at <= MAX_THICKNESS / 2.0) {
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
        let begin = merged.len();
        for stroke in line {
            match merged.get_mut(begin..).and_then(<[Stroke]>::last_mut) {
                Some(last) if stroke.from <= last.to + REACH => last.to = last.to.max(stroke.to),
                _ => merged.push(*stroke),
            }
        }
    }
    merged.retain(|stroke| stroke.to - stroke.from >= MIN_LENGTH);
    merged
}

/// The groups of rules that touch each other.
fn connected(across: &[Stroke], down: &[Stroke]) -> Vec<(Vec<Stroke>, Vec<Stroke>)> {
    let meet = |a: &Stroke, d: &Stroke| {
        (a.from - REACH..=a.to + REACH).contains(&d.at) && (d.from - REACH..=d.to + REACH).contains(&a.at)
    };
    let [mut across_left, mut down_left] = [across.to_vec(), down.to_vec()];
    let mut groups = Vec::new();
    while let Some(first) = across_left.pop() {
        let mut group = (vec![first], Vec::new());
        let [mut across_done, mut down_done] = [0, 0];
        while across_done < group.0.len() || down_done < group.1.len() {
            if let Some(a) = group.0.get(across_done) {
                across_done += 1;
                group.1.extend(down_left.extract_if(.., |d| meet(a, d)));
            } else if let Some(d) = group.1.get(down_done) {
                down_done += 1;
                group.0.extend(across_left.extract_if(.., |a| meet(a, d)));
            }
        }
        groups.push(group);
    }
    groups
}

/// The grid of rules that touch each other.
fn grid(across: &[Stroke], down: &[Stroke], edge: f64) -> Option<Ruled> {
    let columns = borders(down, across, edge);
    let rows = borders(across, down, f64::INFINITY);
    let (width, height) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
    if width < 2 || height < 1 || width > MAX_TABLE_COLUMNS || width * height > MAX_TABLE_CELLS {
        return None;
    }
    let beside = Walls::of(&columns, &rows, down);
    let below = Walls::of(&rows, &columns, across);
    let (beside, below) = (beside.completed(&below), below.completed(&beside));
    let mut taken = vec![false; width * height];
    let mut cells = Vec::new();
    for row in 0..height {
        for column in 0..width {
            let is_taken =
                |taken: &[bool], row: usize, column: usize| taken.get(row * width + column).copied().unwrap_or(true);
            if is_taken(&taken, row, column) {
                continue;
            }
            let open_right = |column: &usize| !beside.stands(*column, row) && !is_taken(&taken, row, *column);
            let end = (column + 1..width).find(|next| !open_right(next)).unwrap_or(width);
            // A row below belongs to the cell where nothing divides it from the one above, nor its slots.
            let open_below = |row: &usize| {
                (column..end).all(|column| !below.stands(*row, column) && !is_taken(&taken, *row, column))
                    && (column + 1..end).all(|column| !beside.stands(column, *row))
            };
            let bottom = (row + 1..height).find(|next| !open_below(next)).unwrap_or(height);
            for row in row..bottom {
                taken.iter_mut().take(row * width + end).skip(row * width + column).for_each(|taken| *taken = true);
            }
            cells.push(TableCell { row, column, rowspan: bottom - row, colspan: end - column, ..TableCell::default() });
        }
    }
    Some(Ruled { columns, rows, cells })
}

/// Where the borders along one axis stand: at the rules, and where the crossing rules end beyond the outermost of them,
/// for many tables are open at their sides and at a page break; at the page's edge goes on what is wider than the paper.
fn borders(rules: &[Stroke], crossing: &[Stroke], edge: f64) -> Vec<f64> {
    /// How far rules stick out of a closed table at most.
    const OVERHANG: f64 = 9.0;
    let mut borders: Vec<f64> = rules.iter().map(|rule| rule.at).collect();
    let [first, last] = [
        borders.iter().copied().fold(f64::INFINITY, f64::min),
        borders.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    ];
    let median = |mut ends: Vec<f64>| {
        ends.sort_by(f64::total_cmp);
        ends.get(ends.len() / 2).copied()
    };
    let begin = median(crossing.iter().map(|rule| rule.from).collect());
    let end = median(crossing.iter().map(|rule| rule.to).collect());
    borders.extend(begin.filter(|begin| *begin < first - OVERHANG));
    let overhang = |end: f64| if end > edge - MAX_THICKNESS { MAX_THICKNESS } else { OVERHANG };
    borders.extend(end.filter(|end| *end > last + overhang(*end)));
    // A border inside that is not drawn shows in the rules that end there.
    let mut ends: Vec<f64> = crossing.iter().flat_map(|rule| [rule.from, rule.to]).collect();
    ends.retain(|end| (first..last).contains(end) && borders.iter().all(|border| (border - end).abs() > OVERHANG));
    ends.sort_by(f64::total_cmp);
    let together = ends.chunk_by(|a, b| b - a <= MAX_THICKNESS).filter(|ends| ends.len() > 1);
    borders.extend(together.filter_map(<[f64]>::first));
    borders.sort_by(f64::total_cmp);
    let mut kept: Vec<f64> = Vec::new();
    for border in borders {
        if kept.last().is_none_or(|last| border - last > MAX_THICKNESS) {
            kept.push(border);
        }
    }
    kept
}

/// For each border and each slot along it, whether a rule stands there.
struct Walls {
    slots: usize,
    walls: Vec<bool>,
}

impl Walls {
    fn of(borders: &[f64], along: &[f64], rules: &[Stroke]) -> Walls {
        let slots = along.len().saturating_sub(1);
        let mut walls = vec![false; borders.len() * slots];
        for rule in rules {
            let line = borders.partition_point(|border| *border <= rule.at + 1e-9).saturating_sub(1);
            for (slot, ends) in along.windows(2).enumerate() {
                let middle = ends.iter().sum::<f64>() / 2.0;
                if let Some(wall) = walls.get_mut(line * slots + slot) {
                    *wall |= (rule.from..=rule.to).contains(&middle);
                }
            }
        }
        Walls { slots, walls }
    }

    fn stands(&self, line: usize, slot: usize) -> bool {
        self.walls.get(line * self.slots + slot).copied().unwrap_or(true)
    }

    /// With the walls that are not drawn: where a rule ends at a border, the cells at its two sides are different ones.
    fn completed(&self, crossing: &Walls) -> Walls {
        let ends_at = |line: usize, slot: usize| {
            line > 0
                && line < crossing.slots
                && [slot, slot + 1].iter().any(|end| crossing.stands(*end, line - 1) != crossing.stands(*end, line))
        };
        let is_wall = |(index, wall): (usize, &bool)| *wall || ends_at(index / self.slots, index % self.slots);
        Walls { slots: self.slots, walls: self.walls.iter().enumerate().map(is_wall).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(y: f64, left: f64, right: f64) -> Area {
        Area { left, top: y - 0.25, right, bottom: y + 0.25 }
    }

    fn down(x: f64, top: f64, bottom: f64) -> Area {
        Area { left: x - 0.25, top, right: x + 0.25, bottom }
    }

    fn places(grid: &Ruled) -> Vec<(usize, usize, usize, usize)> {
        grid.cells.iter().map(|cell| (cell.row, cell.column, cell.rowspan, cell.colspan)).collect()
    }

    #[test]
    fn a_missing_rule_merges_cells() {
        let rules = [
            across(0.0, 0.0, 90.0),
            across(20.0, 30.0, 90.0),
            across(40.0, 0.0, 90.0),
            down(0.0, 0.0, 40.0),
            down(30.0, 0.0, 40.0),
            down(60.0, 20.0, 40.0),
            down(90.0, 0.0, 40.0),
        ];
        let grids = grids(&rules, f64::INFINITY);
        assert_eq!(grids.len(), 1);
        assert_eq!(places(&grids[0]), [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]);
    }

    #[test]
    fn dashes_double_lines_and_open_sides_are_a_table_too() {
        let mut rules: Vec<Area> =
            (0..15).map(|dash| across(0.0, f64::from(dash) * 6.0, f64::from(dash) * 6.0 + 3.0)).collect();
        rules.extend([across(1.4, 0.0, 87.0), across(20.0, 0.0, 87.0), down(40.0, 0.0, 40.0), down(60.0, 0.0, 40.0)]);
        let grids = grids(&rules, f64::INFINITY);
        assert_eq!(grids.len(), 1);
        assert_eq!(
            places(&grids[0]),
            [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)]
        );
        assert_eq!(grids[0].rows.last(), Some(&40.0));
    }

    #[test]
    fn a_border_that_is_not_drawn_shows_in_the_rules_that_end_at_it() {
        let rules = [
            across(0.0, 0.0, 90.0),
            across(20.0, 30.0, 90.0),
            across(40.0, 30.0, 90.0),
            across(60.0, 0.0, 90.0),
            across(80.0, 0.0, 90.0),
            down(0.0, 0.0, 80.0),
            down(60.0, 0.0, 80.0),
            down(90.0, 0.0, 80.0),
        ];
        let grids = grids(&rules, f64::INFINITY);
        let want = [
            (0, 0, 3, 1),
            (0, 1, 1, 1),
            (0, 2, 1, 1),
            (1, 1, 1, 1),
            (1, 2, 1, 1),
            (2, 1, 1, 1),
            (2, 2, 1, 1),
            (3, 0, 1, 2),
            (3, 2, 1, 1),
        ];
        assert_eq!(places(&grids[0]), want);
    }

    #[test]
    fn boxes_underlines_and_drawings_are_no_tables() {
        let frame = [across(0.0, 0.0, 90.0), across(40.0, 0.0, 90.0), down(0.0, 0.0, 40.0), down(90.0, 0.0, 40.0)];
        assert!(grids(&frame, f64::INFINITY).is_empty());
        assert!(
            grids(&[across(0.0, 0.0, 90.0), across(9.0, 0.0, 90.0), across(18.0, 0.0, 90.0)], f64::INFINITY).is_empty()
        );
        let hatched: Vec<Area> = (0..3000)
            .flat_map(|line| [across(f64::from(line) * 4.0, 0.0, 9e3), down(f64::from(line) * 4.0, 0.0, 9e3)])
            .collect();
        assert!(grids(&hatched, f64::INFINITY).is_empty());
    }
}
