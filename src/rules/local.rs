//! Sums in local tables: doubts at most, for no official form says what their rows mean.

use super::sums::{PART_EXCEEDS_WHOLE, ROW_TOTAL};
use crate::finding::{Finding, Related, Severity, SumTerm};
use crate::local::{LocalRow, LocalTable, Period};
use crate::numeral::Decimal;
use crate::report::Report;
use crate::words::Words;

/// Wholes whose parts are complete by their meaning: every application came in one way and was answered in one way. The
/// channels of publication are not: one document may stand in several.
const COMPLETE: [&str; 2] = ["申请", "答复"];

/// Totals of applications and answers that are not the sum of their 其中.
pub(super) fn totals(report: &Report) -> Vec<Finding> {
    each(report, |table, whole, parts, column, findings| {
        let text = report.text();
        let label = whole.label.of(text);
        let Some((printed, span)) = whole.figures.get(column).copied().flatten() else { return };
        let complete = label.has_any(&COMPLETE) && !label.has("公开数");
        let figures: Option<Vec<_>> = parts.iter().map(|part| part.figures.get(column).copied().flatten()).collect();
        let Some(figures) = figures.filter(|_| complete && parts.len() > 1) else { return };
        let sum = figures.iter().try_fold(Decimal::ZERO, |sum, (value, _)| sum.plus(*value));
        let Some(computed) = sum.filter(|sum| *sum != printed && !sum.is_zero()) else { return };
        let period = period(table, column);
        let message = format!("“{label}”{period}是{printed}，其中各项相加是{computed}。");
        let mut finding = Finding::new(ROW_TOTAL.code, Severity::Warning, span, message);
        (finding.expected, finding.actual) = (Some(computed), Some(printed));
        finding.help = "核对这一行和其中各行，改正填错的一处；还有其他方式没有列出的，在表中写明。".into();
        let members = parts.iter().zip(&figures).map(|(part, figure)| ('+', part.label.of(text), *figure));
        for (sign, item, (value, span)) in members.chain([('=', label, (printed, span))]) {
            let term = SumTerm { sign, item: item.to_owned(), value: Some(value) };
            let message = format!("{sign} {item} {value}");
            finding.related.push(Related { span, message, cell: None, term: Some(term) });
        }
        findings.push(finding);
    })
}

/// Parts larger than their whole, and sums over all years smaller than the year's own figure.
pub(super) fn parts(report: &Report) -> Vec<Finding> {
    let text = report.text();
    let mut found = each(report, |table, whole, parts, column, findings| {
        let Some((most, place)) = whole.figures.get(column).copied().flatten() else { return };
        for part in parts {
            let Some((value, span)) = part.figures.get(column).copied().flatten() else { continue };
            if value > most {
                let (label, period) = (part.label.of(text), period(table, column));
                let message = format!("“{label}”{period}是{value}，比“{}”的{most}还大。", whole.label.of(text));
                let finding = Finding::new(PART_EXCEEDS_WHOLE.code, Severity::Warning, span, message);
                findings.push(finding.related(place, whole.label.of(text)));
            }
        }
    });
    for table in &report.local {
        let column = |wanted: Period| table.columns.iter().position(|column| *column == wanted);
        let (Some(year), Some(all)) = (column(Period::ThisYear), column(Period::Cumulative)) else { continue };
        for row in &table.rows {
            let figure = |column: usize| row.figures.get(column).copied().flatten();
            if let (Some((value, _)), Some((sum, span))) = (figure(year), figure(all))
                && value > sum
            {
                let message = format!("“{}”历年累计是{sum}，比本年度的{value}还小。", row.label.of(text));
                found.push(Finding::new(PART_EXCEEDS_WHOLE.code, Severity::Warning, span, message));
            }
        }
    }
    found
}

fn period(table: &LocalTable, column: usize) -> &'static str {
    match table.columns.get(column) {
        Some(Period::Cumulative) => "历年累计",
        _ => "本年度",
    }
}

/// Calls a check for every whole with parts, in every column.
fn each(
    report: &Report,
    check: impl Fn(&LocalTable, &LocalRow, &[&LocalRow], usize, &mut Vec<Finding>),
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in &report.local {
        for (index, whole) in table.rows.iter().enumerate() {
            let parts: Vec<&LocalRow> = table.rows.iter().filter(|row| row.whole == Some(index)).collect();
            if parts.is_empty() {
                continue;
            }
            for column in 0..table.columns.len() {
                check(table, whole, &parts, column, &mut findings);
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::input::{Draft, Hints};
    use crate::{Options, check};

    fn codes(rows: &str) -> Vec<(&'static str, String)> {
        let text = format!(
            "青禾区2013年政府信息公开工作年度报告\n一、主动公开政府信息情况\n2013年主动公开政府信息728条，依申请公开3件，没有行政复议。\n\
             指标名称 计量单位 2013年度 历年累计 主动公开信息数 条 728 7642 其中：1、网站公开 条 700 7000 {rows} 行政复议数 件 0 0"
        );
        let options = Options { hints: Hints::default(), ..Options::default() };
        let review = check(&Draft::Text(&text), &options).expect("a review");
        let tables = review.findings.into_iter().filter(|finding| finding.code.starts_with("table/"));
        tables.map(|finding| (finding.code, finding.location.text.to_string())).collect()
    }

    #[test]
    fn parts_that_meet_are_no_finding() {
        assert!(codes("受理申请总数 条 3 5 其中：1、当面申请数 条 1 2 2、信函申请数 条 2 3").is_empty());
        assert!(codes("受理申请总数 条 0 5 其中：1、当面申请数 条 0 0 2、信函申请数 条 0 0").is_empty(), "left blank");
    }

    #[test]
    fn parts_that_do_not_meet_are_a_doubt() {
        let found = codes("受理申请总数 条 4 5 其中：1、当面申请数 条 1 2 2、信函申请数 条 2 3");
        assert_eq!(found, [("table/row-total", "4".to_owned())]);
    }

    #[test]
    fn a_part_or_a_year_that_is_too_large_is_a_doubt() {
        let found = codes("受理申请总数 条 3 5 其中：1、当面申请数 条 9 9");
        assert_eq!(found.first().map(|f| f.0), Some("table/part-exceeds-whole"));
        let found = codes("举报数 条 7 5");
        assert_eq!(found, [("table/part-exceeds-whole", "5".to_owned())]);
    }
}
