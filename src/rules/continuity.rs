//! Figures that last year's report has fixed already: doubts, for last year's may have been the wrong ones, and what is
//! counted may have changed.

use super::{Outcome, rule};
use crate::finding::{Finding, Severity};
use crate::form::{CellId, Edition};
use crate::letters::letters;
use crate::local::Period;
use crate::numeral::Decimal;
use crate::position::Span;
use crate::recover::CellState;
use crate::report::Report;

rule! {
    /// 上年结转与上年报告的结转数不等
    ///
    /// 本年申请情况表的“二、上年结转政府信息公开申请数量”，与上年报告的“四、结转下年度继续办理”不等。逐列对照，
    /// 两年都能读准的列才对照。
    ///
    /// 上年没有办结的申请转入本年继续办理，两个数说的是同一批申请。要给出上年的报告（--previous，或者网页中的“上年的报告”）才能对照；
    /// 稿件里同时贴有本机关上一年报告的，自动对照。
    ///
    /// ```错
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// 一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 0 | 0 | 0 | 9 |
    /// 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// ==== 上年的报告
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// （七）总计 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
    /// 四、结转下年度继续办理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
    /// ```
    /// ```对
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// 一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 0 | 0 | 0 | 9 |
    /// 二、上年结转政府信息公开申请数量 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
    /// ==== 上年的报告
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// （七）总计 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
    /// 四、结转下年度继续办理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
    /// ```
    CARRIED_OVER = "continuity/carried-over",
    basis: None,
    help: "对照上年报告和台账核对；上年报告填错的，本年按实际填写，并在报告中说明。",
    check: carried_over
}

rule! {
    /// 现行有效件数与上年报告接不上
    ///
    /// 规章、行政规范性文件的“现行有效件数”，不等于上年报告的现行有效件数加本年制发件数、减本年废止件数。2021年起的格式才有这三个数。
    ///
    /// 清理中发现的漏计、统计范围的变化也会造成差额，所以只作疑点。要给出上年的报告才能对照。
    ///
    /// ```错
    /// 二、主动公开政府信息情况
    /// 第二十条第（一）项
    /// 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// 规章 | 0 | 0 | 0 |
    /// 行政规范性文件 | 5 | 3 | 11 |
    /// ==== 上年的报告
    /// 二、主动公开政府信息情况
    /// 第二十条第（一）项
    /// 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// 规章 | 0 | 0 | 0 |
    /// 行政规范性文件 | 2 | 0 | 8 |
    /// ```
    /// ```对
    /// 二、主动公开政府信息情况
    /// 第二十条第（一）项
    /// 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// 规章 | 0 | 0 | 0 |
    /// 行政规范性文件 | 5 | 3 | 10 |
    /// ==== 上年的报告
    /// 二、主动公开政府信息情况
    /// 第二十条第（一）项
    /// 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// 规章 | 0 | 0 | 0 |
    /// 行政规范性文件 | 2 | 0 | 8 |
    /// ```
    IN_FORCE = "continuity/in-force",
    basis: None,
    help: "核对本年的制发、废止、现行有效三个数和上年报告；统计范围有变化或者上年有漏计的，在报告中说明。",
    check: in_force
}

rule! {
    /// 上一年项目数量与上年报告接不上
    ///
    /// 2019—2020年的格式中，“上一年项目数量”不等于上年报告的“上一年项目数量”加上年的“本年增/减”。
    ///
    /// 项目数是事项的种数，上年的数加上年的增减就是上年年底的数。要给出上年的报告才能对照。
    ///
    /// ```错
    /// 二、主动公开政府信息情况
    /// 第二十条第（五）项
    /// 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
    /// 行政许可 | 20 | 0 | 5 |
    /// 其他对外管理服务事项 | 3 | 0 | 0 |
    /// ==== 上年的报告
    /// 二、主动公开政府信息情况
    /// 第二十条第（五）项
    /// 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
    /// 行政许可 | 20 | -2 | 5 |
    /// 其他对外管理服务事项 | 3 | 0 | 0 |
    /// ```
    /// ```对
    /// 二、主动公开政府信息情况
    /// 第二十条第（五）项
    /// 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
    /// 行政许可 | 18 | 0 | 5 |
    /// 其他对外管理服务事项 | 3 | 0 | 0 |
    /// ==== 上年的报告
    /// 二、主动公开政府信息情况
    /// 第二十条第（五）项
    /// 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
    /// 行政许可 | 20 | -2 | 5 |
    /// 其他对外管理服务事项 | 3 | 0 | 0 |
    /// ```
    ITEMS = "continuity/items",
    basis: None,
    help: "对照权责清单和上年报告核对；事项口径有调整的，在报告中说明。",
    check: items
}

rule! {
    /// 累计数与上年报告接不上
    ///
    /// 2019—2020年的格式中，“对外公开总数量”比上年报告的还少；2008—2018年的统计表中，“历年累计”不等于上年的累计加本年的数。
    ///
    /// 机构调整、口径变化也会使累计数接不上，所以只作疑点。统计表按指标名称对照，两年名称相同、数字都能读准的才对照。要给出上年的报告。
    ///
    /// ```错
    /// 青禾区2014年政府信息公开工作年度报告
    /// 一、主动公开政府信息情况
    /// 主动公开政府信息728条。
    /// 指标名称 计量单位 2014年度 历年累计
    /// 主动公开信息数 条 728 8300
    /// 其中：1、网站公开 条 700 7700
    /// 行政复议数 件 0 0
    /// ==== 上年的报告
    /// 青禾区2013年政府信息公开工作年度报告
    /// 一、主动公开政府信息情况
    /// 主动公开政府信息600条。
    /// 指标名称 计量单位 2013年度 历年累计
    /// 主动公开信息数 条 600 7642
    /// 其中：1、网站公开 条 600 7000
    /// 行政复议数 件 0 0
    /// ```
    /// ```对
    /// 青禾区2014年政府信息公开工作年度报告
    /// 一、主动公开政府信息情况
    /// 主动公开政府信息728条。
    /// 指标名称 计量单位 2014年度 历年累计
    /// 主动公开信息数 条 728 8370
    /// 其中：1、网站公开 条 700 7700
    /// 行政复议数 件 0 0
    /// ==== 上年的报告
    /// 青禾区2013年政府信息公开工作年度报告
    /// 一、主动公开政府信息情况
    /// 主动公开政府信息600条。
    /// 指标名称 计量单位 2013年度 历年累计
    /// 主动公开信息数 条 600 7642
    /// 其中：1、网站公开 条 600 7000
    /// 行政复议数 件 0 0
    /// ```
    CUMULATIVE = "continuity/cumulative",
    basis: None,
    help: "核对上年的累计数和本年的数；机构或者统计口径有变化的，在报告中说明。",
    check: cumulative
}

fn carried_over(report: &Report) -> Outcome {
    let terms = &[Term { row: "carried_out", ..SAME }];
    compare(report, &Link { code: CARRIED_OVER.code, row: "carried_in", column: "", terms, at_least: false })
}

fn in_force(report: &Report) -> Outcome {
    let issued = Term { last_year: false, column: "issued", ..SAME };
    let terms = &[SAME, issued, Term { column: "repealed", negative: true, ..issued }];
    compare(report, &Link { code: IN_FORCE.code, row: "", column: "in_force", terms, at_least: false })
}

fn items(report: &Report) -> Outcome {
    let terms = &[SAME, Term { column: "change", ..SAME }];
    compare(report, &Link { code: ITEMS.code, row: "", column: "items_last_year", terms, at_least: false })
}

fn cumulative(report: &Report) -> Outcome {
    let link = Link { code: CUMULATIVE.code, row: "", column: "total_public", terms: &[SAME], at_least: true };
    if report.local.is_empty() { compare(report, &link) } else { compare_local(report) }
}

/// Cells that follow from other cells of this year's and last year's table of the same name. An empty name of a row or
/// column is any, and in a term the same.
struct Link<'a> {
    code: &'static str,
    row: &'static str,
    column: &'static str,
    /// What the cell is the sum of.
    terms: &'a [Term],
    /// The cell may hold more.
    at_least: bool,
}

/// A member of the sum that a figure should be.
#[derive(Clone, Copy)]
struct Term {
    last_year: bool,
    negative: bool,
    row: &'static str,
    column: &'static str,
}

/// The same cell in last year's report.
const SAME: Term = Term { last_year: true, negative: false, row: "", column: "" };

fn compare(report: &Report, link: &Link) -> Outcome {
    let mut outcome = Outcome::default();
    let (mut asked, mut compared, mut unread) = (false, 0, 0);
    let (Ok(Some(last)), Some(edition)) = (&report.previous, report.edition) else { return outcome };
    for id in edition.cells() {
        let Some((table, row, column)) = edition.at(id) else { continue };
        let is = |wanted: &str, name: &str| wanted.is_empty() || wanted == name;
        if !is(link.row, row.id) || !is(link.column, column.id) {
            continue;
        }
        asked = true;
        let (mut sum, mut told, mut absent) = (Some(Decimal::ZERO), String::new(), false);
        for term in link.terms {
            let (of, year) = if term.last_year { (&**last, "上年报告的") } else { (report, "本年的") };
            let same = |name: &'static str, own: &'static str| if name.is_empty() { own } else { name };
            let member = cell(of.edition, [table.id, same(term.row, row.id), same(term.column, column.id)]);
            let member = member.filter(|member| of.cell(*member).is_some_and(|cell| cell.state != CellState::Absent));
            let Some((member, edition)) = member.zip(of.edition) else {
                absent = true;
                continue;
            };
            let figure = figure(of, member);
            let sign = match (told.is_empty(), term.negative) {
                (true, _) => "",
                (false, false) => " + ",
                (false, true) => " − ",
            };
            let signed = figure.map(|figure| if term.negative { figure.negated() } else { figure });
            sum = sum.zip(signed).and_then(|(sum, figure)| sum.plus(figure));
            told += &format!("{sign}{year}“{}”{}", edition.printed(member), figure.unwrap_or_default());
        }
        let here = report.cell(id).filter(|cell| !absent && cell.state != CellState::Absent);
        let Some(here) = here else { continue };
        let Some((expected, actual)) = sum.zip(figure(report, id)) else {
            unread += 1;
            continue;
        };
        compared += 1;
        if actual != expected && !(link.at_least && actual > expected) {
            let relation = if link.at_least { "少于" } else { "不等于" };
            let result = if link.terms.len() > 1 { format!(" = {expected}") } else { String::new() };
            let message = format!("“{}”是{actual}，{relation}{told}{result}。", edition.printed(id));
            let mut finding = differing(link.code, here.span, message, expected, actual);
            finding.cell = Some(id);
            outcome.findings.push(finding);
        }
    }
    outcome.unable = match (compared, unread) {
        // The form does not have such figures.
        _ if !asked => None,
        (0, 0) => Some("两年的报告没有可以对照的数字".to_owned()),
        (_, 0) => None,
        _ => Some(format!("要与上年对照的数字有的空白或者读不准（{unread}处）")),
    };
    outcome
}

fn differing(code: &'static str, span: Span, message: String, expected: Decimal, actual: Decimal) -> Finding {
    let mut finding = Finding::new(code, Severity::Warning, span, message);
    (finding.expected, finding.actual) = (Some(expected), Some(actual));
    finding
}

/// The cell of those names of table, row and column, where the form has it.
fn cell(edition: Option<&Edition>, [table, row, column]: [&str; 3]) -> Option<CellId> {
    let edition = edition?;
    edition.cells().find(|id| {
        edition.at(*id).is_some_and(|known| known.0.id == table && known.1.id == row && known.2.id == column)
    })
}

/// The figure of a cell. A blank is nought where something else stands in its row.
fn figure(report: &Report, id: CellId) -> Option<Decimal> {
    let cell = report.cell(id)?;
    let mut others = report.filled.cells.iter().filter(|(other, _)| (other.table, other.row) == (id.table, id.row));
    if cell.state == CellState::Blank && others.any(|(_, cell)| cell.value.is_some()) {
        return Some(Decimal::ZERO);
    }
    cell.value
}

/// Rows of local tables that are compared; real ones have some thirty.
const MOST_ROWS: usize = 200;

/// A row of a local table: the letters of its label, the year's figure and that of all years.
type Row = (Vec<char>, Option<(Decimal, Span)>, Option<(Decimal, Span)>);

fn rows(report: &Report) -> Vec<Row> {
    let mut rows = Vec::new();
    for table in &report.local {
        for row in table.rows.iter().take(MOST_ROWS) {
            let figure = |wanted: Period| {
                let column = table.columns.iter().position(|column| *column == wanted)?;
                row.figures.get(column).copied().flatten()
            };
            let label = letters(row.label.of(report.text()));
            rows.push((label, figure(Period::ThisYear), figure(Period::Cumulative)));
        }
    }
    rows.truncate(MOST_ROWS);
    rows
}

/// Compares the sums over all years in local tables, row by row. One finding, however many rows: what breaks them all is
/// one change.
fn compare_local(report: &Report) -> Outcome {
    let Ok(Some(last)) = &report.previous else { return Outcome::default() };
    let (mut outcome, mut compared, mut broken) = (Outcome::default(), 0, 0);
    let last = rows(last);
    for (label, year, all) in rows(report) {
        let mut same = last.iter().filter(|(other, ..)| *other == label);
        let before = same.next().filter(|_| same.next().is_none()).and_then(|(.., all)| *all);
        let (Some((before, _)), Some((new, _)), Some((actual, span))) = (before, year, all) else { continue };
        compared += 1;
        let Some(expected) = before.plus(new).filter(|expected| *expected != actual) else { continue };
        broken += 1;
        if broken == 1 {
            let label: String = label.into_iter().collect();
            let message = format!("“{label}”历年累计是{actual}，不等于上年报告的{before} + 本年的{new} = {expected}");
            outcome.findings.push(differing(CUMULATIVE.code, span, message, expected, actual));
        }
    }
    if let Some(finding) = outcome.findings.first_mut() {
        finding.message +=
            &if broken > 1 { format!("；这样接不上的共{broken}行。") } else { "。".to_owned() };
    }
    if compared == 0 {
        outcome.unable = Some("两年的报告没有可以对照的数字".to_owned());
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Draft, Hints};
    use crate::previous::Previous;
    use crate::{Options, check};

    fn applications(title: &str, carried_in: u32, carried_out: u32) -> String {
        format!(
            "{title}\n三、收到和处理政府信息公开申请情况\n\
             申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n\
             一、本年新收政府信息公开申请数量 | 8 | 0 | 0 | 0 | 0 | 0 | 8 |\n\
             二、上年结转政府信息公开申请数量 | {carried_in} | 0 | 0 | 0 | 0 | 0 | {carried_in} |\n\
             （七）总计 | 8 | 0 | 0 | 0 | 0 | 0 | 8 |\n\
             四、结转下年度继续办理 | {carried_out} | 0 | 0 | 0 | 0 | 0 | {carried_out} |\n\
             四、政府信息公开行政复议、行政诉讼情况\n没有行政复议和行政诉讼。\n"
        )
    }

    /// What is told of this year's figures, by the cells.
    fn told(this: &str, last: Option<&str>) -> Vec<String> {
        let previous = last.map(|last| Previous::read(&Draft::Text(last), &Hints::default()));
        let options = Options { previous: previous.as_ref(), ..Options::default() };
        let review = check(&Draft::Text(this), &options).expect("a report");
        let found = review.findings.into_iter().filter(|finding| finding.code == CARRIED_OVER.code);
        found.filter_map(|finding| finding.location.cell).collect()
    }

    #[test]
    fn every_column_that_does_not_continue_is_told() {
        let this = applications("云溪县2023年政府信息公开工作年度报告", 2, 2);
        let last = applications("云溪县2022年政府信息公开工作年度报告", 0, 3);
        let cells = ["applications/carried_in/natural_person", "applications/carried_in/total"];
        assert_eq!(told(&this, Some(&last)), cells);
        let equal = applications("云溪县2022年政府信息公开工作年度报告", 0, 2);
        assert!(told(&this, Some(&equal)).is_empty());
    }

    #[test]
    fn last_years_report_pasted_below_is_compared_if_it_is_that() {
        let this = applications("云溪县2023年政府信息公开工作年度报告", 2, 2);
        let below = |title: &str| format!("{this}\n{}", applications(title, 0, 3));
        assert_eq!(told(&below("云溪县2022年政府信息公开工作年度报告"), None).len(), 2);
        assert!(told(&below("青禾区2022年政府信息公开工作年度报告"), None).is_empty());
        assert!(told(&below("云溪县2021年政府信息公开工作年度报告"), None).is_empty());
    }

    #[test]
    fn a_row_that_is_not_there_or_blank_is_not_compared() {
        let this = applications("云溪县2023年政府信息公开工作年度报告", 2, 2);
        let last = applications("云溪县2022年政府信息公开工作年度报告", 0, 3);
        let without = this.replace("二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n", "");
        assert!(told(&without, Some(&last)).is_empty());
        let blank = this.replace("申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |", "申请数量 | | | | | | | |");
        assert!(told(&blank, Some(&last)).is_empty());
        // But beside a figure a blank is nought.
        let in_part = this.replace("申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |", "申请数量 | | 2 | | | | | 2 |");
        assert_eq!(told(&in_part, Some(&last)).len(), 3);
    }
}
