use crate::finding::{Finding, Severity};
use crate::form::{EDITIONS, Edition};
use crate::letters::letters;
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};

use super::is_allowed_old_style;

rule! {
    /// 表格的格式与年度不符
    ///
    /// 表格的项目名称属于另一个年度的格式，例如2021年以后的报告还在用2019年的试行表格。2019、2020年度用试行格式，2021年度起用
    /// 国办公开办函〔2021〕30号的格式；2014—2018年度附《政府信息公开情况统计表》。
    ///
    /// 2019年度的报告只是鼓励采用统一格式，沿用旧式的作提示。年度与格式只差一年的，或者年度不是标题写明的，是疑点；差得更多的是错误。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 二、主动公开政府信息情况
    /// 第二十条第（五）项
    /// 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
    /// 行政许可 | 12 | 0 | 35 |
    /// 其他对外管理服务事项 | 3 | 0 | 8 |
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 二、主动公开政府信息情况
    /// 第二十条第（五）项
    /// 信息内容 | 本年处理决定数量 |
    /// 行政许可 | 35 |
    /// ```
    OUTDATED_FORM = "structure/outdated-form",
    basis: None,
    help: "改用报告年度规定的表格重新填写；如果是标题的年度写错了，改正年度。",
    check: outdated_form
}

fn outdated_form(report: &Report) -> Outcome {
    if is_allowed_old_style(report) {
        let place = report.title.or(report.outline.sections.first().map(|section| section.span()));
        let message = "2019年度的报告沿用了旧式的写法，没有采用统一格式；当年只是鼓励采用，不算错误。".to_owned();
        let finding = Finding::new(OUTDATED_FORM.code, Severity::Note, place.unwrap_or_default(), message);
        return Outcome::of(vec![finding.basis("国办公开办函〔2019〕60号").help("以后年度的报告应当采用统一格式。")]);
    }
    let (Some(edition), Some(year), Some(alignment)) = (report.edition, report.year, &report.alignment) else {
        return Outcome::default();
    };
    let Some(due) = Edition::of_year(year).filter(|due| due.id != edition.id) else { return Outcome::default() };
    // Words that the form of the year has as well prove nothing.
    let own: Vec<Span> =
        alignment.labels.iter().map(|label| label.label).filter(|span| !prints(due, span.of(report.text()))).collect();
    let Some(first) = own.first() else { return Outcome::default() };
    let certain = report.year_span.is_some_and(|year| report.title.is_some_and(|title| title.contains(year)));
    let touches = edition.covers(year.saturating_sub(1)) || edition.covers(year + 1);
    // A year that no title names may be that of the publication.
    if !certain && touches && report.title.is_some() {
        return Outcome::default();
    }
    let severity = if certain && !touches { Severity::Error } else { Severity::Warning };
    let label: String = first.of(report.text()).split_whitespace().collect();
    let message = format!("这是{year}年度的报告，表格却是{}的（例如“{label}”），应当用{}。", edition.name, due.name);
    let mut finding = Finding::new(OUTDATED_FORM.code, severity, *first, message).basis(due.basis);
    if let Some(year) = report.year_span {
        finding = finding.related(year, "报告的年度");
    }
    Outcome::of(vec![finding])
}

/// Whether an edition prints these words anywhere in its tables.
fn prints(edition: &Edition, words: &str) -> bool {
    let words = letters(words);
    let is = |printed: &str| letters(printed) == words;
    EDITIONS.iter().filter(|known| known.id == edition.id).flat_map(|edition| edition.tables).any(|table| {
        let columns =
            table.columns.iter().any(|column| is(column.label) || column.accepted.iter().any(|word| is(word)));
        let rows = table.rows.iter().any(|row| {
            is(row.label) || is(&row.printed()) || is(row.group) || row.accepted.iter().any(|word| is(word))
        });
        columns || rows || table.anchors.iter().any(|anchor| is(anchor)) || is(table.title)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::structure::testing::{marks, silent};

    fn trial(title: &str) -> String {
        format!(
            "{title}\n一、总体情况\n公开信息12条。\n二、主动公开政府信息情况\n第二十条第（五）项\n\
            信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n行政许可 | 12 | 0 | 35 |\n其他对外管理服务事项 | 3 | 0 | 8 |\n\
            第二十条第（九）项\n信息内容 | 采购项目数量 | 采购总金额 |\n政府集中采购 | 2 | 30000 |\n"
        )
    }

    #[test]
    fn the_tables_belong_to_the_year() {
        let severity =
            |title: &str| marks(&OUTDATED_FORM, &trial(title)).into_iter().map(|(severity, _)| severity).next();
        assert_eq!(severity("云溪县财政局2023年政府信息公开工作年度报告"), Some(Severity::Error));
        assert_eq!(severity("云溪县财政局2021年政府信息公开工作年度报告"), Some(Severity::Warning));
        assert_eq!(severity("2023年以来，工作有序。2023年，公开信息12条。"), Some(Severity::Warning));
        assert_eq!(severity("云溪县财政局2020年政府信息公开工作年度报告"), None);
        assert_eq!(severity("云溪县财政局2019年政府信息公开工作年度报告"), None);
    }

    #[test]
    fn the_year_2019_was_free() {
        let old = "青禾镇2019年政府信息公开工作年度报告\n一、概述\n工作有序。\n二、主动公开情况\n公开46条。\n三、依申请公开情况\n没有收到。\n\
            四、收费及减免情况\n没有收费。\n五、行政复议和行政诉讼\n没有发生。\n";
        assert_eq!(
            marks(&OUTDATED_FORM, old).iter().map(|(severity, _)| *severity).collect::<Vec<_>>(),
            [Severity::Note]
        );
        silent(&OUTDATED_FORM, &old.replace("2019", "2018"));
        silent(&OUTDATED_FORM, &old.replace("2019", "2022"));
    }
}
