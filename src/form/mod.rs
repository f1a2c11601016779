//! The official forms as data. Recognition, recovery, checking, repair, the page's tables and the documentation all read
//! it; a new edition is one new file here and a line in [`EDITIONS`].
//!
//! Names of editions, tables, rows, columns and relations are an interface that users store; they do not change. What hosts
//! get to draw the tables is what is serialized here.

mod edition_2008;
mod edition_2014;
mod edition_2019;
mod edition_2021;
mod relation;

pub use relation::{Relation, RelationKind, Term, relations};

use serde::{Serialize, Serializer};

/// Every edition, oldest first.
pub static EDITIONS: [&Edition; 4] =
    [&edition_2008::EDITION, &edition_2014::EDITION, &edition_2019::EDITION, &edition_2021::EDITION];

/// One issue of the official form, in force for some report years.
#[derive(Debug, Serialize)]
pub struct Edition {
    /// Its name in results: the first report year it was made for.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// The document that prescribes it.
    #[serde(skip)]
    pub basis: &'static str,
    /// First report year.
    #[serde(skip)]
    pub first_year: u16,
    /// Last report year; none for the form in force.
    #[serde(skip)]
    pub last_year: Option<u16>,
    /// Whether sections have fixed headings and a fixed order (from 2019 on) or are known by their content only.
    #[serde(skip)]
    pub fixed_sections: bool,
    /// The parts that a report must have, in the form's order.
    pub sections: &'static [Section],
    /// The tables, in the order in which the form prints them.
    pub tables: &'static [Table],
}

impl Edition {
    /// The edition of that name.
    pub fn named(id: &str) -> Option<&'static Edition> {
        EDITIONS.into_iter().find(|edition| edition.id == id)
    }

    /// The edition in force for a report year; years before the first report are nobody's.
    pub fn of_year(year: u16) -> Option<&'static Edition> {
        EDITIONS.into_iter().find(|edition| edition.covers(year))
    }

    /// Whether the edition was in force for that report year.
    pub fn covers(&self, year: u16) -> bool {
        self.first_year <= year && self.last_year.is_none_or(|last| year <= last)
    }

    /// The section of that name.
    pub fn section(&self, id: &str) -> Option<&'static Section> {
        self.sections.iter().find(|section| section.id == id)
    }
}

/// A part of the report.
#[derive(Debug, PartialEq, Serialize)]
pub struct Section {
    /// Its name in results.
    pub id: &'static str,
    /// 1-based number of the heading on the form; 0 where the form numbers nothing.
    pub number: usize,
    /// The heading as the form prints it.
    pub heading: &'static str,
    /// Other wordings that are accepted without remark, because the official text or common practice uses them.
    #[serde(skip)]
    pub accepted: &'static [&'static str],
    /// Words of which one in a heading is enough to know the section, where headings are free.
    #[serde(skip)]
    pub keywords: &'static [&'static str],
    /// The clause that asks for it.
    #[serde(skip)]
    pub clause: &'static str,
    /// Whether its absence is certain to be a fault.
    #[serde(skip)]
    pub required: bool,
}

/// A table of the form.
#[derive(Debug, Serialize)]
pub struct Table {
    /// Its name in cell names.
    pub id: &'static str,
    /// What messages call it.
    pub title: &'static str,
    /// The section in which it stands.
    pub section: &'static str,
    /// Printed words, besides row and column labels, by which the table is known.
    #[serde(skip)]
    pub anchors: &'static [&'static str],
    /// How it is laid out.
    pub layout: Layout,
    /// Columns from left to right.
    pub columns: &'static [Column],
    /// Rows from top to bottom.
    pub rows: &'static [Row],
    /// What must hold between its cells.
    #[serde(skip)]
    pub rules: &'static [Rule],
}

/// How a table stands on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// A labelled line for each row.
    Rows,
    /// All rows side by side in a single line under their headings.
    OneLine,
}

/// A column of a table.
#[derive(Debug, Serialize)]
pub struct Column {
    /// Its name in cell names.
    pub id: &'static str,
    /// As printed.
    pub label: &'static str,
    /// Other wordings of the label.
    #[serde(skip)]
    pub accepted: &'static [&'static str],
    /// What its cells hold.
    #[serde(skip)]
    pub quantity: Quantity,
}

/// A row of a table.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Its name in cell names.
    pub id: &'static str,
    /// The number before the label as printed, such as `1.` or `（一）` or `一、`; may be empty.
    pub number: &'static str,
    /// As printed, without the number.
    pub label: &'static str,
    /// Other wordings of the label.
    #[serde(skip)]
    pub accepted: &'static [&'static str],
    /// The heading over a group of rows, as printed with its number; empty where there is none.
    pub group: &'static str,
    /// What its cells hold, where the rows and not the columns decide.
    #[serde(rename = "unit", serialize_with = "unit")]
    pub quantity: Option<Quantity>,
    /// The rows in whose place this one may stand (a form of an earlier edition, still seen); empty for ordinary rows.
    pub replaces: &'static [&'static str],
}

fn unit<S: Serializer>(quantity: &Option<Quantity>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(quantity.map_or("", Quantity::unit))
}

impl Row {
    /// Number and label as printed.
    pub fn printed(&self) -> String {
        [self.number, self.label].concat()
    }
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A whole number, not negative, in the unit given (件, 条 …; may be empty where the form prints none).
    Count(&'static str),
    /// A whole number with a sign: more or fewer than the year before.
    Change,
    /// An amount of money in the unit given; decimals are allowed. An empty unit: the form prints none.
    Amount(&'static str),
}

impl Quantity {
    /// The unit as printed, or nothing.
    pub fn unit(self) -> &'static str {
        match self {
            Quantity::Count(unit) | Quantity::Amount(unit) => unit,
            Quantity::Change => "",
        }
    }
}

/// What must hold between the cells of a table, by the names of its rows and columns.
#[derive(Debug)]
pub enum Rule {
    /// In every row the columns `parts` add up to the column `total`.
    Across {
        /// The columns that are added.
        parts: &'static [&'static str],
        /// The column that holds the sum.
        total: &'static str,
    },
    /// In every column the rows `parts` add up to the row `total`.
    Down {
        /// The rows that are added.
        parts: &'static [&'static str],
        /// The row that holds the sum.
        total: &'static str,
    },
    /// In every column the rows `left` add up to as much as the rows `right`.
    Balance {
        /// The rows of the one side.
        left: &'static [&'static str],
        /// The rows of the other side.
        right: &'static [&'static str],
    },
    /// In every column the row `part` is not more than the rows `whole` together.
    Part {
        /// The row that is the part.
        part: &'static str,
        /// The rows that together hold it.
        whole: &'static [&'static str],
        /// How sure it is that a larger part is a mistake.
        certain: bool,
    },
    /// In every row the column `part` is not more than the columns `whole` together; `-` before a name takes the negative.
    PartAcross {
        /// The column that is the part.
        part: &'static str,
        /// The columns that together hold it.
        whole: &'static [&'static str],
        /// How sure it is that a larger part is a mistake.
        certain: bool,
    },
}

/// A cell of an edition, by its places in [`Edition::tables`], [`Table::rows`] and [`Table::columns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId {
    /// Table.
    pub table: usize,
    /// Row.
    pub row: usize,
    /// Column.
    pub column: usize,
}

impl Edition {
    /// Every cell of the form, table by table, row by row; rows that replace others included.
    pub fn cells(&self) -> impl Iterator<Item = CellId> + use<'_> {
        self.tables.iter().enumerate().flat_map(|(table, form)| {
            (0..form.rows.len())
                .flat_map(move |row| (0..form.columns.len()).map(move |column| CellId { table, row, column }))
        })
    }

    /// The table, row and column of a cell of this edition.
    pub fn at(&self, cell: CellId) -> Option<(&'static Table, &'static Row, &'static Column)> {
        let table = self.tables.get(cell.table)?;
        Some((table, table.rows.get(cell.row)?, table.columns.get(cell.column)?))
    }

    /// The cell's stable name, `<table>/<row>/<column>`.
    pub fn cell_name(&self, cell: CellId) -> String {
        self.at(cell).map_or_else(String::new, |(table, row, column)| [table.id, row.id, column.id].join("/"))
    }

    /// What the cell holds.
    pub fn quantity(&self, cell: CellId) -> Quantity {
        self.at(cell).map_or(Quantity::Count(""), |(_, row, column)| row.quantity.unwrap_or(column.quantity))
    }

    /// The cell's printed name, such as “一、本年新收政府信息公开申请数量·自然人”.
    pub fn printed(&self, cell: CellId) -> String {
        let Some((table, row, column)) = self.at(cell) else { return String::new() };
        match table.layout {
            Layout::OneLine => [row.label, "·", column.label].concat(),
            Layout::Rows if table.columns.len() == 1 => row.printed(),
            Layout::Rows => [row.number, row.label, "·", column.label].concat(),
        }
    }
}

const fn column(id: &'static str, label: &'static str, quantity: Quantity) -> Column {
    Column { id, label, accepted: &[], quantity }
}

const fn row(id: &'static str, number: &'static str, label: &'static str, group: &'static str) -> Row {
    Row { id, number, label, accepted: &[], group, quantity: None, replaces: &[] }
}

impl Column {
    const fn or(mut self, accepted: &'static [&'static str]) -> Column {
        self.accepted = accepted;
        self
    }
}

impl Row {
    const fn or(mut self, accepted: &'static [&'static str]) -> Row {
        self.accepted = accepted;
        self
    }

    const fn holding(mut self, quantity: Quantity) -> Row {
        self.quantity = Some(quantity);
        self
    }

    const fn in_place_of(mut self, rows: &'static [&'static str]) -> Row {
        self.replaces = rows;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique_and_years_do_not_overlap() {
        for edition in EDITIONS {
            let names: HashSet<String> = edition.cells().map(|cell| edition.cell_name(cell)).collect();
            assert_eq!(names.len(), edition.cells().count(), "{}", edition.id);
            assert_eq!(Edition::named(edition.id).map(|e| e.id), Some(edition.id));
        }
        for year in 2008..2040 {
            assert_eq!(EDITIONS.into_iter().filter(|edition| edition.covers(year)).count(), 1, "{year}");
        }
        assert!(Edition::of_year(2007).is_none());
    }

    #[test]
    fn rows_that_are_numbered_as_on_the_form_count_as_reference_says() {
        // reference.md §5.4: rows with numbers C 23, D 25; T4 has 15 figures.
        let rows = |edition: &Edition, table: &str| {
            let table = edition.tables.iter().find(|t| t.id == table).expect("table");
            table.rows.iter().filter(|row| row.replaces.is_empty()).count()
        };
        assert_eq!(rows(&edition_2019::EDITION, "applications"), 23);
        assert_eq!(rows(&edition_2021::EDITION, "applications"), 25);
        assert_eq!(rows(&edition_2021::EDITION, "review"), 3);
        assert_eq!(rows(&edition_2014::EDITION, "statistics"), 58);
    }

    #[test]
    fn every_name_in_a_rule_exists() {
        for edition in EDITIONS {
            for table in edition.tables {
                let row = |name: &&str| assert!(table.rows.iter().any(|r| r.id == *name), "{name}");
                let column = |name: &&str| {
                    let name = name.trim_start_matches('-');
                    assert!(table.columns.iter().any(|c| c.id == name), "{name}");
                };
                for rule in table.rules {
                    match rule {
                        Rule::Across { parts, total } => parts.iter().chain([total]).for_each(column),
                        Rule::Down { parts, total } => parts.iter().chain([total]).for_each(row),
                        Rule::Balance { left, right } => left.iter().chain(*right).for_each(row),
                        Rule::Part { part, whole, .. } => whole.iter().chain([part]).for_each(row),
                        Rule::PartAcross { part, whole, .. } => whole.iter().chain([part]).for_each(column),
                    }
                }
                for name in table.rows.iter().flat_map(|r| r.replaces) {
                    row(name);
                }
            }
        }
    }
}
