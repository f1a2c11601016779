//! The figures of a report: drawn like real ones, mostly noughts, and balanced as the form demands.

use super::chance::Chance;
use gouji::form::{CellId, Edition, Quantity, Relation, RelationKind, Rule, Table, Term, relations};
use gouji::numeral::Decimal;
use std::collections::BTreeMap;

/// The figures of one report.
#[derive(Clone)]
pub struct Figures {
    /// The form that they fill in.
    pub edition: &'static Edition,
    /// Every cell that the report has.
    pub values: BTreeMap<CellId, Decimal>,
}

/// How much an agency has to report.
#[derive(Clone, Copy)]
enum Size {
    Quiet,
    Common,
    Busy,
}

impl Size {
    fn count(self, chance: &mut Chance) -> i64 {
        let (rarity, most) = match self {
            Size::Quiet => (40, 3),
            Size::Common => (5, 60),
            Size::Busy => (2, 900),
        };
        if !chance.one_in(rarity) {
            0
        } else if matches!(self, Size::Busy) && chance.one_in(20) {
            chance.between(1_000, 250_000)
        } else {
            chance.between(1, most)
        }
    }
}

impl Figures {
    /// Draws figures that break no relation. `one_row`: （六）其他处理 as in the trial form, where the form knows that.
    pub fn draw(edition: &'static Edition, one_row: bool, chance: &mut Chance) -> Figures {
        let size = *chance.pick(&[Size::Quiet, Size::Common, Size::Common, Size::Busy]);
        let mut figures = Figures { edition, values: BTreeMap::new() };
        for cell in edition.cells().filter(|cell| stands(edition, *cell, one_row)) {
            let value = match edition.quantity(cell) {
                Quantity::Count(_) => Decimal::from(size.count(chance)),
                Quantity::Change => Decimal::from(size.count(chance) * if chance.one_in(2) { -1 } else { 1 }),
                Quantity::Amount(_) => amount(size, chance),
            };
            figures.values.insert(cell, value);
        }
        for (index, table) in edition.tables.iter().enumerate() {
            figures.balance(index, table, chance);
        }
        figures.make_plausible();
        // More applications or decisions than the checker takes for likely.
        const MOST: i64 = 1_000_000;
        let too_many = figures.values.values().any(|value| *value > Decimal::from(MOST));
        if too_many { Figures::draw(edition, one_row, chance) } else { figures }
    }

    /// Only ministries, provinces and larger cities make 规章, and whoever bought nothing spent nothing.
    fn make_plausible(&mut self) {
        let edition = self.edition;
        let bought = self.named("procurement/central_procurement/items").is_some_and(|items| !items.is_zero());
        for (cell, value) in &mut self.values {
            let name = edition.cell_name(*cell);
            if name.starts_with("rules/regulations/") || !bought && name.starts_with("procurement/") {
                *value = Decimal::ZERO;
            } else if name == "procurement/central_procurement/amount" && value.is_zero() {
                *value = Decimal::from(1);
            }
        }
    }

    /// The figure of a cell by the names of its table, row and column; none where the form or the report has no such cell.
    pub fn named(&self, name: &str) -> Option<Decimal> {
        let cell = self.edition.cells().find(|cell| self.edition.cell_name(*cell) == name)?;
        self.values.get(&cell).copied()
    }

    /// Every relation of the form between cells that the report has and whether it holds.
    pub fn relations(&self) -> impl Iterator<Item = (Relation, bool)> + '_ {
        relations(self.edition).iter().cloned().filter_map(|mut relation| {
            for side in [&mut relation.left, &mut relation.right] {
                side.retain(|term| self.values.contains_key(&term.cell));
            }
            if relation.left.is_empty() || relation.right.is_empty() {
                return None;
            }
            let (left, right) = (self.sum(&relation.left), self.sum(&relation.right));
            let holds = if relation.kind == RelationKind::Part { left <= right } else { left == right };
            Some((relation, holds))
        })
    }

    fn sum(&self, terms: &[Term]) -> Decimal {
        terms.iter().fold(Decimal::ZERO, |sum, term| {
            let value = self.values[&term.cell];
            sum.plus(if term.negative { value.negated() } else { value }).expect("a sum of a report")
        })
    }

    fn balance(&mut self, index: usize, table: &Table, chance: &mut Chance) {
        let mut sheet = Sheet { values: &mut self.values, index, table };
        for column in 0..table.columns.len() {
            sheet.balance_column(column, chance);
        }
        for row in 0..table.rows.len() {
            sheet.balance_row(row);
        }
    }
}

/// Whether a report has that cell: （六）其他处理 has one row or three.
fn stands(edition: &Edition, cell: CellId, one_row: bool) -> bool {
    let Some((table, row, _)) = edition.at(cell) else { return false };
    let replacing = table.rows.iter().find(|other| !other.replaces.is_empty());
    let Some(replacing) = replacing else { return true };
    if row.id == replacing.id { one_row } else { !one_row || !replacing.replaces.contains(&row.id) }
}

fn amount(size: Size, chance: &mut Chance) -> Decimal {
    let whole = size.count(chance).to_string();
    let written = match chance.below(4) {
        0 => whole,
        1 => format!("{whole}.{}", chance.between(1, 9)),
        2 => format!("{whole}.{:02}", chance.between(1, 99)),
        _ => format!("{whole}.{:06}", chance.between(1, 999_999)),
    };
    Decimal::parse(&written).expect("a figure")
}

/// One table of the figures.
struct Sheet<'a> {
    values: &'a mut BTreeMap<CellId, Decimal>,
    index: usize,
    table: &'a Table,
}

impl Sheet<'_> {
    fn row(&self, id: &str) -> usize {
        self.table.rows.iter().position(|row| row.id == id).expect("a row of the table")
    }

    fn column(&self, id: &str) -> usize {
        self.table.columns.iter().position(|column| column.id == id).expect("a column of the table")
    }

    fn get(&self, row: usize, column: usize) -> Decimal {
        self.values.get(&CellId { table: self.index, row, column }).copied().unwrap_or_default()
    }

    fn set(&mut self, row: usize, column: usize, value: Decimal) {
        if let Some(cell) = self.values.get_mut(&CellId { table: self.index, row, column }) {
            *cell = value;
        }
    }

    fn down(&self, rows: &[&str], column: usize) -> Decimal {
        rows.iter().fold(Decimal::ZERO, |sum, row| sum.plus(self.get(self.row(row), column)).expect("a sum"))
    }

    fn balance_column(&mut self, column: usize, chance: &mut Chance) {
        // A total that is itself a part comes later in the form's list.
        for rule in self.table.rules.iter().rev() {
            if let Rule::Down { parts, total } = rule {
                self.set(self.row(total), column, self.down(parts, column));
            }
        }
        for rule in self.table.rules {
            match rule {
                Rule::Balance { left: [received, carried_in], right } => {
                    let sum = self.down(right, column);
                    let carried = self.get(self.row(carried_in), column).min(sum);
                    self.set(self.row(carried_in), column, carried);
                    self.set(self.row(received), column, sum.minus(carried).expect("a difference"));
                }
                Rule::Balance { .. } => panic!("the form's balance has two members on its left side"),
                // What stands on several channels counts once.
                Rule::Part { part, whole, .. } if whole.len() > 1 => {
                    let most = whole.iter().map(|row| self.get(self.row(row), column)).max().unwrap_or_default();
                    let (most, sum) = (most.to_integer().unwrap_or(0), self.down(whole, column).to_integer());
                    self.set(self.row(part), column, Decimal::from(chance.between(most, sum.unwrap_or(most))));
                }
                _ => {}
            }
        }
        for rule in self.table.rules {
            if let Rule::Part { part, whole: [whole], .. } = rule {
                let least = self.get(self.row(part), column).min(self.get(self.row(whole), column));
                self.set(self.row(part), column, least);
            }
        }
    }

    fn balance_row(&mut self, row: usize) {
        for rule in self.table.rules {
            match rule {
                Rule::Across { parts, total } => {
                    let sum = parts.iter().fold(Decimal::ZERO, |sum, part| {
                        sum.plus(self.get(row, self.column(part))).expect("a sum of a report")
                    });
                    self.set(row, self.column(total), sum);
                }
                Rule::PartAcross { part, whole, .. } => {
                    let whole = whole.iter().fold(Decimal::ZERO, |sum, column| {
                        sum.plus(self.get(row, self.column(column))).expect("a sum of a report")
                    });
                    let column = self.column(part.trim_start_matches('-'));
                    let value = self.get(row, column);
                    let value = if part.starts_with('-') { value.max(whole.negated()) } else { value.min(whole) };
                    self.set(row, column, value);
                }
                _ => {}
            }
        }
    }
}
