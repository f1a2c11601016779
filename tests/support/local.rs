//! A statistics table that no national form prescribes, as agencies had them before 2014.

use super::chance::Chance;
use super::grid::{Cell, Grid};
use super::hand::Hand;

/// Label and unit of each row, and whether the rows numbered below it add up to it.
const ROWS: [(&str, &str, bool); 13] = [
    ("主动公开信息数", "条", false),
    ("其中：1.政府网站公开数", "条", false),
    ("2.政府公报公开数", "条", false),
    ("受理依申请公开信息总数", "条", true),
    ("其中：1.当面申请数", "条", false),
    ("2.网上申请数", "条", false),
    ("3.信函、传真申请数", "条", false),
    ("对申请的答复总数", "条", true),
    ("其中：1.同意公开答复数", "条", false),
    ("2.同意部分公开答复数", "条", false),
    ("3.不予公开答复数", "条", false),
    ("行政复议数", "件", false),
    ("行政诉讼数", "件", false),
];

/// For each row the figure of the year and that of all years so far.
#[derive(Clone)]
pub struct LocalFigures(pub Vec<[i64; 2]>);

impl LocalFigures {
    /// Draws figures that contradict nothing.
    pub fn draw(chance: &mut Chance) -> LocalFigures {
        let mut figures: Vec<[i64; 2]> = Vec::new();
        for (label, _, _) in ROWS.iter().rev() {
            let most = if label.contains("公开信息数") { 900 } else { 12 };
            let year = chance.between(0, most);
            figures.push([year, year + chance.between(0, 5 * most)]);
        }
        figures.reverse();
        for row in (0..ROWS.len()).filter(|row| !ROWS[*row].0.contains('.')) {
            let parts = ROWS.iter().skip(row + 1).take_while(|(label, _, _)| label.contains('.')).count();
            for column in 0..2 {
                let sum: i64 = figures[row + 1..row + 1 + parts].iter().map(|part| part[column]).sum();
                let own = &mut figures[row][column];
                *own = if ROWS[row].2 { sum } else { *own + sum };
            }
        }
        LocalFigures(figures)
    }

    /// The table on paper.
    pub fn grid(&self, year: u16, hand: Hand, chance: &mut Chance) -> Grid {
        let cell = |text: String, figure: bool| Cell { text, rowspan: 1, colspan: 1, figure };
        let heads =
            ["指标名称", "计量单位", &format!("{year}年度"), "历年累计"].map(|head| cell(head.to_owned(), false));
        let rows = ROWS.iter().zip(&self.0).map(|((label, unit, _), figures)| {
            let labels = [hand.label(label, chance), (*unit).to_owned()].map(|label| cell(label, false));
            labels.into_iter().chain(figures.map(|figure| cell(figure.to_string(), true))).collect()
        });
        Grid { columns: 4, rows: [heads.to_vec()].into_iter().chain(rows).collect() }
    }
}
