//! The rules of the tables, written out as equations between single cells.

use super::{CellId, EDITIONS, Edition, Rule, Table};
use std::sync::OnceLock;

/// One equation or inequality between cells of an edition.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Its stable name, `<table>/<kind>/<row or column>`.
    pub name: String,
    /// What kind of relation it is.
    pub kind: RelationKind,
    /// The side that is computed: the parts.
    pub left: Vec<Term>,
    /// The side that is printed: the total, or for a balance the other side.
    pub right: Vec<Term>,
    /// Whether breaking it is certain to be a mistake.
    pub certain: bool,
}

/// The kinds of relation, which are also the kinds of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationKind {
    /// Parts in a row add up to the row's total.
    RowTotal,
    /// Parts in a column add up to the column's total.
    ColumnTotal,
    /// 一 + 二 = 三 + 四.
    Balance,
    /// The left side is not more than the right side.
    Part,
}

/// A cell and the sign it is taken with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The cell.
    pub cell: CellId,
    /// Whether it is subtracted.
    pub negative: bool,
}

impl Relation {
    /// Every member, left side first.
    pub fn members(&self) -> impl Iterator<Item = CellId> + '_ {
        self.left.iter().chain(&self.right).map(|term| term.cell)
    }
}

/// Every relation of the edition's form, in the order of the form; written out once.
pub fn relations(edition: &Edition) -> &'static [Relation] {
    static WRITTEN_OUT: [OnceLock<Vec<Relation>>; EDITIONS.len()] = [const { OnceLock::new() }; EDITIONS.len()];
    let known = EDITIONS.iter().zip(&WRITTEN_OUT).find(|(known, _)| known.id == edition.id);
    known.map_or(&[], |(edition, cell)| {
        cell.get_or_init(|| {
            let mut all = Vec::new();
            for (index, table) in edition.tables.iter().enumerate() {
                for rule in table.rules {
                    expand(index, table, rule, &mut all);
                }
            }
            all
        })
    })
}

fn expand(index: usize, table: &Table, rule: &Rule, all: &mut Vec<Relation>) {
    let row = |id: &str| table.rows.iter().position(|row| row.id == id).unwrap_or(usize::MAX);
    let column = |id: &str| table.columns.iter().position(|column| column.id == id).unwrap_or(usize::MAX);
    let down = |ids: &[&str], column: usize| -> Vec<Term> {
        ids.iter().map(|id| Term { cell: CellId { table: index, row: row(id), column }, negative: false }).collect()
    };
    let across = |ids: &[&str], row: usize| -> Vec<Term> {
        ids.iter()
            .map(|id| {
                let name = id.trim_start_matches('-');
                Term { cell: CellId { table: index, row, column: column(name) }, negative: name.len() < id.len() }
            })
            .collect()
    };
    let name = |kind: &str, of: &str| [table.id, kind, of].join("/");
    let single = table.columns.len() == 1;
    match rule {
        Rule::Across { parts, total } => {
            for (number, form) in table.rows.iter().enumerate() {
                all.push(Relation {
                    name: name("row-total", form.id),
                    kind: RelationKind::RowTotal,
                    left: across(parts, number),
                    right: across(&[total], number),
                    certain: true,
                });
            }
        }
        Rule::PartAcross { part, whole, certain } => {
            for (number, form) in table.rows.iter().enumerate() {
                all.push(Relation {
                    name: name("part", form.id),
                    kind: RelationKind::Part,
                    left: across(&[part], number),
                    right: across(whole, number),
                    certain: *certain,
                });
            }
        }
        Rule::Down { parts, total } => {
            for (number, form) in table.columns.iter().enumerate() {
                // In a table of one column the sum stands in a row, and is named after it.
                let (kind, name) = if single {
                    (RelationKind::RowTotal, name("row-total", total))
                } else {
                    (RelationKind::ColumnTotal, name("column-total", form.id))
                };
                all.push(Relation {
                    name,
                    kind,
                    left: down(parts, number),
                    right: down(&[total], number),
                    certain: true,
                });
            }
        }
        Rule::Balance { left, right } => {
            for (number, form) in table.columns.iter().enumerate() {
                all.push(Relation {
                    name: name("balance", form.id),
                    kind: RelationKind::Balance,
                    left: down(left, number),
                    right: down(right, number),
                    certain: true,
                });
            }
        }
        Rule::Part { part, whole, certain } => {
            for (number, form) in table.columns.iter().enumerate() {
                let place = if single { part } else { form.id };
                all.push(Relation {
                    name: name("part", place),
                    kind: RelationKind::Part,
                    left: down(&[part], number),
                    right: down(whole, number),
                    certain: *certain,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_interface() {
        let named = |edition: &str| -> Vec<String> {
            relations(Edition::named(edition).expect("edition")).iter().map(|relation| relation.name.clone()).collect()
        };
        let names = named("2021");
        for name in [
            "applications/row-total/withheld.third_party",
            "applications/column-total/natural_person",
            "applications/balance/total",
            "review/row-total/litigation_after_reconsideration",
        ] {
            assert!(names.iter().any(|n| n == name), "{name}");
        }
        let names = named("2014");
        for name in
            ["statistics/row-total/answered.refused", "statistics/part/disclosed", "statistics/part/channel.website"]
        {
            assert!(names.iter().any(|n| n == name), "{name}");
        }
    }

    #[test]
    fn every_member_is_a_cell_of_the_form_and_every_name_is_its_own() {
        for edition in super::super::EDITIONS {
            let mut names: Vec<&str> = Vec::new();
            for relation in relations(edition) {
                assert!(relation.members().all(|cell| edition.at(cell).is_some()), "{}", relation.name);
                assert!(!names.contains(&relation.name.as_str()), "{}", relation.name);
                names.push(&relation.name);
            }
        }
    }
}
