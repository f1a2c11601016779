//! For people: what each draft is, what is wrong in it and where, what could not be checked, and how many of each.

use super::excerpt::{excerpt, visible};
use super::{Checked, Renderer};
use crate::inputs::Input;
use anstyle::{AnsiColor, Style};
use gouji::finding::Severity;
use gouji::form::Edition;
use gouji::numeral::Decimal;
use gouji::review::{CheckAnswer, DocumentView, Figure, FindingView, Location, Review};
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
    unrecognised: usize,
    unreadable: usize,
}

impl Text {
    /// `many`: a last line counts the reports.
    pub fn new(many: bool) -> Text {
        Text { many, with_errors: 0, with_doubts: 0, clean: 0, unrecognised: 0, unreadable: 0 }
    }
}

impl Renderer for Text {
    fn checked(&mut self, checked: &Checked, output: &mut dyn Write) -> io::Result<()> {
        let review = checked.review;
        let count = match review.report.edition {
            None => &mut self.unrecognised,
            Some(_) if review.summary.errors > 0 => &mut self.with_errors,
            Some(_) if review.summary.warnings > 0 => &mut self.with_doubts,
            Some(_) => &mut self.clean,
        };
        *count += 1;
        output.write_all(report(review, &checked.input.name()).as_bytes())?;
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
            (self.unrecognised, "没有识别出是年度报告"),
            (self.unreadable, "没有读出来"),
        ];
        let total: usize = counts.iter().map(|(count, _)| count).sum();
        let counts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} 份{what}"));
        let counts: Vec<String> = counts.collect();
        writeln!(output, "{BOLD}共 {total} 份：{}。{BOLD:#}", counts.join("，"))
    }
}

/// A review with colours; `name` is what the draft is called.
fn report(review: &Review, name: &str) -> String {
    let name = visible(name);
    let lines: Vec<&str> =
        review.document.iter().flat_map(|document: &DocumentView| document.text.split('\n')).collect();
    let mut text = format!("{BOLD}{name}{BOLD:#}\n{}\n\n", facts(review));
    for found in &review.findings {
        text += &finding(found, &name, &lines);
        text.push('\n');
    }
    text += &unchecked(&review.checks);
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

/// Checks that were not made, or not wholly, by their reasons.
fn unchecked(checks: &[CheckAnswer]) -> String {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for check in checks {
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
        let which = if codes.len() == checks.len() { "全部检查".to_owned() } else { codes.join(" ") };
        text += &format!("  {}：{which}\n", visible(reason));
    }
    text
}

/// What it comes to; that nothing was found is said only of what was checked.
fn verdict(review: &Review) -> String {
    let summary = review.summary;
    let of_state = |state: &str| review.checks.iter().filter(|check| check.state == state).count();
    let (passed, unchecked) = (of_state("passed"), of_state("not-checkable"));
    let checks = match unchecked {
        0 => format!("{passed} 项检查通过"),
        _ => format!("{passed} 项检查通过，{unchecked} 项没有核对"),
    };
    let counts = [(summary.errors, "个错误"), (summary.warnings, "个疑点"), (summary.notes, "个提示")];
    let counts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let sentence = if review.report.edition.is_none() {
        "没有识别出年度报告，未作核对。".to_owned()
    } else if counts.is_empty() {
        format!("核对过的内容没有发现问题；{checks}。")
    } else {
        format!("{}；{checks}。", counts.join("，"))
    };
    format!("{BOLD}{sentence}{BOLD:#}\n")
}
