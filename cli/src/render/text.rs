//! For people: what each draft is, what is wrong in it and where, what could not be checked, and how many of each.

use super::excerpt::{excerpt, visible};
use super::{Checked, Renderer};
use crate::inputs::Input;
use anstyle::{AnsiColor, Style};
use gouji::finding::Severity;
use gouji::form::Edition;
use gouji::numeral::Decimal;
use gouji::review::{CheckAnswer, DocumentView, Figure, FindingView, Location, Repair, Review};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Noughts of a sum that are listed one by one; more are told in one line.
const LISTED_NOUGHTS: usize = 3;

/// Writes each review as it comes, and counts the reports for the last line.
pub struct Text {
    many: bool,
    with_errors: usize,
    with_doubts: usize,
    clean: usize,
    partly_read: usize,
    unrecognised: usize,
    unreadable: usize,
}

impl Text {
    /// `many`: a last line counts the reports.
    pub fn new(many: bool) -> Text {
        Text { many, with_errors: 0, with_doubts: 0, clean: 0, partly_read: 0, unrecognised: 0, unreadable: 0 }
    }
}

impl Renderer for Text {
    fn checked(&mut self, checked: &Checked, output: &mut dyn Write) -> io::Result<()> {
        for review in checked.review.of_each_report() {
            let count = match review.report.edition {
                None => &mut self.unrecognised,
                Some(_) if review.summary.errors > 0 => &mut self.with_errors,
                Some(_) if review.summary.warnings > 0 => &mut self.with_doubts,
                Some(_) if review.summary.cells.total == 0 || unread(review) > 0 => &mut self.partly_read,
                Some(_) => &mut self.clean,
            };
            *count += 1;
        }
        output.write_all(draft(checked.review, &checked.input.name()).as_bytes())?;
        output.flush()
    }

    fn unreadable(&mut self, _input: &Input, _sentence: &str) {
        self.unreadable += 1;
    }

    fn end(&mut self, output: &mut dyn Write) -> io::Result<()> {
        if !self.many {
            return Ok(());
        }
        let counts = [
            (self.with_errors, "有错误"),
            (self.with_doubts, "有疑点"),
            (self.clean, "没有发现错误和疑点"),
            (self.partly_read, "没有发现错误和疑点，但表格没有全部读出来"),
            (self.unrecognised, "没有识别出是年度报告"),
            (self.unreadable, "没有读出来"),
        ];
        let total: usize = counts.iter().map(|(count, _)| count).sum();
        let counts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} 份{what}"));
        let counts: Vec<String> = counts.collect();
        writeln!(output, "{BOLD}共 {total} 份：{}。{BOLD:#}", counts.join("，"))
    }
}

/// The reviews of a draft's reports with colours; `name` is what the draft is called.
fn draft(review: &Review, name: &str) -> String {
    let name = visible(name);
    let lines: Vec<&str> =
        review.document.iter().flat_map(|document: &DocumentView| document.text.split('\n')).collect();
    let count = review.of_each_report().count();
    let reports = review.of_each_report().enumerate().map(|(index, review)| {
        let which =
            if count == 1 { String::new() } else { format!("（共 {count} 份报告，第 {} 份）", index + 1) };
        format!("{BOLD}{name}{which}{BOLD:#}\n{}", report(review, &name, &lines))
    });
    reports.collect::<Vec<_>>().join("\n")
}

fn report(review: &Review, name: &str, lines: &[&str]) -> String {
    let mut text = format!("{}\n\n", facts(review));
    for found in &review.findings {
        text += &finding(found, name, lines);
        text.push('\n');
    }
    text += &repairs(&review.repairs);
    // Where no form was recognised, the verdict says that nothing was checked; a list of everything would add nothing.
    if review.report.edition.is_some() {
        text += &unchecked(&review.checks);
    }
    text += &verdict(review);
    text.push('\n');
    text
}

/// Which form, whose report of which year, and how much of it was read.
fn facts(review: &Review) -> String {
    let report = &review.report;
    let Some(edition) = report.edition else {
        return "没有识别出年度报告的格式。".to_owned();
    };
    let name = Edition::named(edition).map_or(edition, |edition| edition.name);
    let year = report.year.map_or_else(|| "年度不明".to_owned(), |year| format!("{year}年度"));
    let agency = report.agency.as_deref().unwrap_or("机关名称不明");
    let mut facts = format!("{}，{year}，{name}", visible(agency));
    let cells = review.summary.cells;
    if cells.total == 0 {
        facts += "\n没有读到规定的表格，没有核对表格数字";
    } else {
        let rest = [
            (cells.blank, "空白"),
            (cells.annotated, "带有说明"),
            (cells.ambiguous, "有几种读法"),
            (cells.unreadable, "读不出来"),
            (cells.absent, "没有找到"),
        ];
        let rest = rest.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("，{what} {count}"));
        facts += &format!("\n表格 {} 格，读出 {}{}", cells.total, cells.read, rest.collect::<String>());
    }
    if let Some(cut) = &report.cut {
        facts += &format!("\n稿件到第 {} 行为止，不完整", cut.line);
    }
    facts
}

fn finding(finding: &FindingView, name: &str, lines: &[&str]) -> String {
    let (style, word) = severity(finding.severity);
    let code = finding.code;
    let mut text = format!("{style}{word}{style:#} {} {DIM}{code}{DIM:#}\n", visible(&finding.message));
    text += &place(&finding.location, name, lines, style);
    text += &sum(finding);
    text += &format!("  怎么改：{}\n", visible(&finding.help));
    if let Some(basis) = &finding.basis {
        text += &format!("  依据：{}\n", visible(basis));
    }
    text
}

fn severity(id: &str) -> (Style, &'static str) {
    let severity = [Severity::Error, Severity::Warning].into_iter().find(|severity| severity.id() == id);
    let severity = severity.unwrap_or(Severity::Note);
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    (colour.on_default().bold(), severity.chinese())
}

/// The place by name, and the line with the mark.
fn place(location: &Location, name: &str, lines: &[&str], style: Style) -> String {
    let place = format!("{name}:{}:{}", location.line, location.column);
    let line = lines.get(location.line.saturating_sub(1)).copied().unwrap_or_default();
    let start = location.column.saturating_sub(1);
    let excerpt = excerpt(line, start..start + location.end.saturating_sub(location.start));
    let number = location.line.to_string();
    let margin = " ".repeat(number.len());
    format!(
        "  {margin} {DIM}--> {place}{DIM:#}\n  {DIM}{number} |{DIM:#} {}\n  {margin} {DIM}|{DIM:#} {style}{}{style:#}\n",
        excerpt.line, excerpt.mark
    )
}

/// The members of a broken relation as a table: sign, item, figure; then what they come to.
fn sum(finding: &FindingView) -> String {
    let members = |total: bool| {
        finding.related.iter().filter_map(move |member| {
            let sign = member.sign.filter(|sign| (*sign == '=') == total)?;
            Some((sign, member.item.as_deref()?, member.value))
        })
    };
    let Some((computed, printed)) = finding.expected.zip(finding.actual) else { return String::new() };
    let difference =
        computed.0.minus(printed.0).map_or_else(String::new, |difference| difference.absolute().to_string());
    let mut table = Table::default();
    if finding.code == "table/part-exceeds-whole" {
        for (_, item, value) in members(false).chain(members(true)) {
            table.row(' ', item, figure(value));
        }
        table.row(' ', "多出", difference);
        return table.text();
    }
    let is_nought = |value: Option<Figure>| value.is_some_and(|value| value.0.is_zero());
    let noughts = members(false).filter(|(.., value)| is_nought(*value)).count();
    let omitted = noughts > LISTED_NOUGHTS;
    for (sign, item, value) in members(false).filter(|(.., value)| !omitted || !is_nought(*value)) {
        table.row(sign, item, figure(value));
    }
    if omitted {
        let which = if table.rows.is_empty() { "全部" } else { "其余" };
        table.row('+', &format!("{which}{noughts}项"), figure(Some(Figure(Decimal::ZERO))));
    }
    table.row(' ', "相加", figure(Some(computed)));
    if members(true).count() > 1 {
        for (sign, item, value) in members(true) {
            table.row(sign, item, figure(value));
        }
        table.row(' ', "相加", figure(Some(printed)));
    } else {
        table.row(' ', "印的", figure(Some(printed)));
    }
    table.row(' ', "差", difference);
    table.text()
}

fn figure(value: Option<Figure>) -> String {
    value.map_or_else(|| "空白".to_owned(), |value| value.0.to_string())
}

/// Rows of an item and a figure, in columns.
#[derive(Default)]
struct Table {
    rows: Vec<(String, String)>,
}

impl Table {
    fn row(&mut self, sign: char, item: &str, figure: String) {
        self.rows.push((format!("{sign} {}", visible(item)), figure));
    }

    fn text(&self) -> String {
        let items = self.rows.iter().map(|(item, _)| item.width()).max().unwrap_or_default();
        let figures = self.rows.iter().map(|(_, figure)| figure.width()).max().unwrap_or_default();
        let blanks = |text: &str, width: usize| " ".repeat(width.saturating_sub(text.width()));
        let line = |(item, figure): &(String, String)| {
            format!("      {item}{}  {}{figure}\n", blanks(item, items), blanks(figure, figures))
        };
        self.rows.iter().map(line).collect()
    }
}

/// The fewest changes after which every relation holds.
fn repairs(repairs: &[Repair]) -> String {
    let Some(first) = repairs.first() else { return String::new() };
    let ways = if repairs.len() > 1 { format!("，有 {} 种改法", repairs.len()) } else { String::new() };
    let mut text =
        format!("{BOLD}最少改动：改 {} 格，全部勾稽关系就能成立{ways}，请对照台账核实：{BOLD:#}\n", first.size);
    for (number, repair) in repairs.iter().enumerate() {
        if number > 0 {
            text += "  或者\n";
        }
        for change in &repair.changes {
            text += &format!("  第 {} 行{}\n", change.location.line, super::change(change));
        }
    }
    text.push('\n');
    text
}

/// Checks that were not made, or not wholly, by their reasons.
fn unchecked(checks: &[CheckAnswer]) -> String {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for check in checks.iter().filter(|check| !check.needs_previous) {
        let Some(reason) = check.reason.as_deref() else { continue };
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, codes)) => codes.push(check.code),
            None => reasons.push((reason, vec![check.code])),
        }
    }
    if reasons.is_empty() {
        return String::new();
    }
    let mut text = format!("{BOLD}没有核对，或者没有全部核对的：{BOLD:#}\n");
    for (reason, codes) in reasons {
        text += &format!("  {}：{}\n", visible(reason), codes.join(" "));
    }
    text
}

/// What it comes to; that nothing was found is said only of what was checked.
fn verdict(review: &Review) -> String {
    let summary = review.summary;
    let counts = [(summary.errors, "个错误"), (summary.warnings, "个疑点"), (summary.notes, "个提示")];
    let counts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    let counts = counts.collect::<Vec<_>>().join("，");
    let of_state =
        |state: &str| review.checks.iter().filter(|check| check.state == state && !check.needs_previous).count();
    let (passed, unchecked, unread) = (of_state("passed"), of_state("not-checkable"), unread(review));
    let mut sentence = match (review.report.edition, counts.is_empty()) {
        (None, true) => "没有识别出年度报告，未作核对".to_owned(),
        (None, false) => format!("{counts}；没有识别出年度报告，未作核对"),
        (Some(_), true) => format!("核对过的内容没有发现问题；{passed} 项检查通过"),
        (Some(_), false) => format!("{counts}；{passed} 项检查通过"),
    };
    if review.report.edition.is_some() {
        if unchecked > 0 {
            sentence += &format!("，{unchecked} 项没有核对");
        }
        if summary.cells.total == 0 {
            sentence += "，没有核对表格数字";
        } else if unread > 0 {
            sentence += &format!("，表格还有 {unread} 格没有读出来");
        }
    }
    format!("{BOLD}{sentence}。{BOLD:#}\n")
}

/// Cells of which no figure is known.
fn unread(review: &Review) -> usize {
    let cells = review.summary.cells;
    cells.ambiguous + cells.unreadable + cells.absent
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji::rules::RULES;
    use gouji::{Options, check, input::Draft};

    /// A whole report without faults, so that the tests stand on nothing but what they change in it.
    const REPORT: &str = include_str!("../../../benches/report-2021.txt");

    fn replaced(from: &str, to: &str) -> String {
        assert_eq!(REPORT.matches(from).count(), 1);
        REPORT.replace(from, to)
    }

    /// Named beside codes where the repairs are to be seen too.
    const REPAIRS: &str = "repairs";

    /// What people see of a draft when only these rules are looked at; other rules may come without changing it.
    fn seen(text: &str, codes: &[&str]) -> String {
        let others = RULES.iter().map(|rule| rule.code).filter(|code| !codes.contains(code));
        let options =
            Options { disabled: others.map(str::to_owned).collect(), with_document: true, ..Options::default() };
        let mut review = check(&Draft::Text(text), &options).unwrap();
        if !codes.contains(&REPAIRS) {
            review.repairs.clear();
        }
        review.checks.retain(|check| codes.contains(&check.code));
        anstream::adapter::strip_str(&draft(&review, "年报.txt")).to_string()
    }

    /// Compares with a file in `expected/`; run with `UPDATE=1` to write what is seen there, and read the difference.
    fn assert_seen(draft: &str, codes: &[&str], name: &str) {
        let seen = seen(draft, codes);
        let file = format!("{}/src/render/expected/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, &seen).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap();
        assert!(seen == expected, "seen:\n{seen}\nexpected:\n{expected}");
    }

    #[test]
    fn a_broken_row_is_shown_as_a_sum() {
        let draft = replaced("| 86 | 3 | 0 | 0 | 4 | 1 | 94 |", "| 86 | 3 | 0 | 0 | 4 | 12 | 94 |");
        assert_seen(&draft, &["table/row-total"], "row-total");
    }

    #[test]
    fn noughts_of_a_long_sum_are_told_in_one_line() {
        let draft = replaced("| 86 | 2 | 0 | 0 | 4 | 1 | 93 |", "| 86 | 2 | 0 | 0 | 104 | 1 | 93 |");
        assert_seen(&draft, &["table/column-total"], "column-total");
    }

    #[test]
    fn both_sides_of_a_balance_are_shown() {
        let draft = replaced("| 5 | 1 | 0 | 0 | 1 | 0 | 7 |", "| 5 | 1 | 0 | 0 | 11 | 0 | 7 |");
        assert_seen(&draft, &["table/balance"], "balance");
    }

    #[test]
    fn the_fewest_changes_are_told_with_the_figures() {
        let draft = replaced("| 5 | 1 | 0 | 0 | 1 | 0 | 7 |", "| 5 | 1 | 0 | 0 | 11 | 0 | 17 |");
        assert_seen(&draft, &["table/balance", REPAIRS], "repair");
    }

    #[test]
    fn a_report_without_faults_says_what_was_checked() {
        assert_seen(REPORT, &["table/balance", "table/row-total"], "clean");
    }

    #[test]
    fn a_part_is_shown_beside_its_whole() {
        let draft = "云溪县2015年政府信息公开工作年度报告\n政府信息公开情况统计表\n统计指标 | 单位 | 统计数 |\n一、主动公开情况 | —— | |\n（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） | 条 | 20 |\n其中：主动公开规范性文件数 | 条 | 30 |\n制发规范性文件总数 | 件 | 30 |\n";
        assert_seen(draft, &["table/part-exceeds-whole"], "part-exceeds-whole");
    }

    #[test]
    fn a_text_that_is_no_report_is_not_called_faultless() {
        assert_seen("今天下雨。", &["table/balance"], "not-a-report");
    }
}
