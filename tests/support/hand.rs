//! How someone writes figures and labels.

use super::chance::Chance;
use super::figures::Figures;
use gouji::form::{CellId, Quantity};
use gouji::numeral::Decimal;
use gouji::recover::CellState;
use std::collections::BTreeMap;

/// Habits of one writer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hand {
    /// １２ for 12.
    pub full_width: bool,
    /// 1,234 for 1234.
    pub thousands: bool,
    /// Noughts are left blank, or marked with a stroke.
    pub blank_noughts: bool,
    /// Notes beside figures.
    pub annotates: bool,
    /// 增3 and 减3 for 3 and -3.
    pub names_changes: bool,
    /// Blanks inside labels.
    pub spaces: bool,
    /// Kangxi radicals for the characters that look the same, as PDF files have them.
    pub radicals: bool,
}

/// A cell as it was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// The text of the cell.
    pub text: String,
    /// What it means.
    pub value: Option<Decimal>,
    /// What must be known of it, where the borders are left.
    pub state: CellState,
}

impl Hand {
    /// Draws habits. `bordered`: the shape keeps cells apart whatever stands in them.
    pub fn draw(bordered: bool, chance: &mut Chance) -> Hand {
        Hand {
            full_width: chance.one_in(8),
            thousands: bordered && chance.one_in(5),
            blank_noughts: bordered && chance.one_in(4),
            annotates: bordered && chance.one_in(6),
            names_changes: bordered && chance.one_in(3),
            spaces: chance.one_in(5),
            radicals: chance.one_in(8),
        }
    }

    /// Writes every figure.
    pub fn write(&self, figures: &Figures, chance: &mut Chance) -> BTreeMap<CellId, Written> {
        figures.values.iter().map(|(cell, value)| (*cell, self.cell(figures, *cell, *value, chance))).collect()
    }

    fn cell(&self, figures: &Figures, cell: CellId, value: Decimal, chance: &mut Chance) -> Written {
        if self.blank_noughts && value.is_zero() {
            let mark = *chance.pick(&["", "", "", "/", "—", "无"]);
            return Written { text: mark.to_owned(), value: None, state: CellState::Blank };
        }
        let mut text = value.absolute().to_string();
        if self.thousands {
            text = separated(&text);
        }
        if self.full_width {
            text = text.chars().map(full_width).collect();
        }
        let change = figures.edition.quantity(cell) == Quantity::Change;
        text = match (value.is_negative(), change && self.names_changes) {
            (true, true) => format!("减{text}"),
            (false, true) if !value.is_zero() => format!("增{text}"),
            (true, false) => format!("-{text}"),
            _ => text,
        };
        let annotated = self.annotates && !value.is_zero() && !change && chance.one_in(6);
        if annotated {
            text = format!("{text}（其中补报{}件）", chance.between(1, 30));
        }
        let state = if annotated { CellState::Annotated } else { CellState::Read };
        Written { text, value: Some(value), state }
    }

    /// Writes a label.
    pub fn label(&self, label: &str, chance: &mut Chance) -> String {
        let mut label: String = if self.radicals { label.chars().map(radical).collect() } else { label.to_owned() };
        if self.spaces && chance.one_in(2) {
            let places: Vec<usize> = label.char_indices().map(|(at, _)| at).skip(1).collect();
            if !places.is_empty() {
                label.insert(*chance.pick(&places), *chance.pick(&[' ', '\u{3000}', '\u{a0}']));
            }
        }
        label
    }
}

fn separated(figure: &str) -> String {
    let (whole, fraction) = figure.split_once('.').map_or((figure, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    fraction.map_or(text.clone(), |fraction| format!("{text}.{fraction}"))
}

fn full_width(character: char) -> char {
    match character {
        '0'..='9' => char::from_u32(character as u32 - '0' as u32 + '０' as u32).unwrap_or(character),
        _ => character,
    }
}

fn radical(character: char) -> char {
    match character {
        '行' => '⾏',
        '人' => '⼈',
        '民' => '⺠',
        '自' => '⾃',
        '用' => '⽤',
        '见' => '⻅',
        '长' => '⻓',
        '一' => '⼀',
        '二' => '⼆',
        '八' => '⼋',
        '示' => '⽰',
        '立' => '⽴',
        _ => character,
    }
}
