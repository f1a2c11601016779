//! Tables, rows and cells that are missing, blank, misnamed or no figures.

use super::{Outcome, rule};
use crate::finding::{Finding, Fix, Severity};
use crate::form::{CellId, Edition, Layout, Quantity, Table};
use crate::position::Span;
use crate::recover::{Cell, CellState, shown};
use crate::report::Report;

rule! {
    /// 缺少规定的表格
    ///
    /// 规定要有的表格在稿件中没有找到。2019年起的报告有主动公开、申请情况、复议诉讼等表；2014—2018年的报告应附《政府信息公开情况统计表》，
    /// 但当时有的地方使用自己的统计表，所以那几年只作提示。
    ///
    /// ```错
    /// 云溪县交通运输局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 二、主动公开政府信息情况
    /// 见附件。
    /// 三、收到和处理政府信息公开申请情况
    /// 见附件。
    /// ```
    /// ```对
    /// 云溪县交通运输局2023年政府信息公开工作年度报告
    /// 二、主动公开政府信息情况
    /// 第二十条第（一）项
    /// 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// 规章 | 0 | 0 | 0 |
    /// 行政规范性文件 | 2 | 1 | 13 |
    /// 第二十条第（五）项
    /// 信息内容 | 本年处理决定数量 |
    /// 行政许可 | 14 |
    /// ```
    MISSING = "table/missing",
    basis: None,
    help: "按规定的格式补上这张表；没有数据的填0。如果稿件里有这张表而没有读出来，请连同表格一起重新复制，或直接选择 Word 文件。",
    check: missing
}

rule! {
    /// 表格缺行
    ///
    /// 表格是有的，但规定的某一行没有找到。
    ///
    /// 格式的每一行都要保留，没有发生的填0。2021年起“（六）其他处理”之下有三行，仍用一行的是2019年的旧表。
    ///
    /// ```错
    /// 第二十条第（六）项
    /// 信息内容 | 本年处理决定数量 |
    /// 行政处罚 | 3 |
    /// 第二十条第（八）项
    /// 信息内容 | 本年收费金额（单位：万元） |
    /// 行政事业性收费 | 0 |
    /// ```
    /// ```对
    /// 第二十条第（六）项
    /// 信息内容 | 本年处理决定数量 |
    /// 行政处罚 | 3 |
    /// 行政强制 | 0 |
    /// 第二十条第（八）项
    /// 信息内容 | 本年收费金额（单位：万元） |
    /// 行政事业性收费 | 0 |
    /// ```
    MISSING_ROW = "table/missing-row",
    basis: None,
    help: "按规定的格式补上这一行，没有发生的填0。",
    check: missing_rows
}

rule! {
    /// 表格项目名称与格式不符
    ///
    /// 行的名称与规定的不一样，多半是漏字、多字或错字。空格、全角半角和标点的不同不算。
    ///
    /// ```错
    /// 1.属于国家秘密 0 0 0 0 0 0 0
    /// 2.其他法律行政止公开 0 0 0 0 0 0 0
    /// 3.危及“三安全一稳定” 0 0 0 0 0 0 0
    /// 4.保护第三方合法权益 0 0 0 0 0 0 0
    /// ```
    /// ```对
    /// 1.属于国家秘密 0 0 0 0 0 0 0
    /// 2.其他法律行政法规禁止公开 0 0 0 0 0 0 0
    /// 3.危及“三安全一稳定” 0 0 0 0 0 0 0
    /// 4.保护第三方合法权益 0 0 0 0 0 0 0
    /// ```
    LABEL = "table/label",
    basis: None,
    help: "改成规定的名称。",
    check: labels
}

rule! {
    /// 表格有空白的格
    ///
    /// 表格里有的格没有填数。一张表只提示一次。空白不等于0：读报告的人分不清是没有发生还是漏填。
    ///
    /// ```错
    /// 第二十条第（六）项
    /// 信息内容 | 本年处理决定数量 |
    /// 行政处罚 | 3 |
    /// 行政强制 | |
    /// ```
    /// ```对
    /// 第二十条第（六）项
    /// 信息内容 | 本年处理决定数量 |
    /// 行政处罚 | 3 |
    /// 行政强制 | 0 |
    /// ```
    BLANK_CELLS = "table/blank-cells",
    basis: None,
    help: "没有发生的填0，不要留空。",
    check: blank_cells
}

rule! {
    /// 合计没有填
    ///
    /// 一行或一列的各项填了数，合计却是空白。
    ///
    /// ```错
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// 一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 0 | 0 | 0 | 9 |
    /// 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | |
    /// 三、本年度办理结果 | （一）予以公开 | 8 | 1 | 0 | 0 | 0 | 0 | 9 |
    /// ```
    /// ```对
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// 一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 0 | 0 | 0 | 9 |
    /// 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
    /// 三、本年度办理结果 | （一）予以公开 | 8 | 1 | 0 | 0 | 0 | 0 | 9 |
    /// ```
    BLANK_TOTAL = "table/blank-total",
    basis: None,
    help: "把各项相加，填上合计。",
    check: blank_totals
}

rule! {
    /// 不是件数
    ///
    /// 应当填件数（不小于0的整数）的格里是小数或负数。只有“本年增/减”可以是负数，只有金额可以是小数。
    ///
    /// ```错
    /// 第二十条第（六）项
    /// 信息内容 | 本年处理决定数量 |
    /// 行政处罚 | 3.5 |
    /// 行政强制 | 0 |
    /// ```
    /// ```对
    /// 第二十条第（六）项
    /// 信息内容 | 本年处理决定数量 |
    /// 行政处罚 | 35 |
    /// 行政强制 | 0 |
    /// ```
    NOT_A_COUNT = "table/not-a-count",
    basis: None,
    help: "改成整数件数。",
    check: not_counts
}

fn missing(report: &Report) -> Outcome {
    let Some(edition) = report.edition else { return Outcome::default() };
    // Provinces that kept a table of their own did not owe the national one.
    if !report.local.is_empty() {
        return Outcome::default();
    }
    let mut missing: Vec<(&str, Vec<&str>, Span)> = Vec::new();
    let mut unable = None;
    for (index, table) in edition.tables.iter().enumerate() {
        if report.filled.zones.iter().any(|(zone, _)| *zone == index) {
            continue;
        }
        if ends_before(report, edition, index) {
            unable = Some("稿件到这里为止，后面的表格无法核对".to_owned());
            continue;
        }
        if report.begins_late && !report.filled.zones.iter().any(|(zone, _)| *zone < index) {
            unable = Some("稿件不是从头粘贴的，前面的表格无法核对".to_owned());
            continue;
        }
        if stands_elsewhere(report, edition, table) {
            unable = Some("有的部分没有按格式的顺序排列，其中的表格没有核对".to_owned());
            continue;
        }
        // Several tables of one section are told in one sentence.
        match missing.last_mut() {
            Some((section, tables, _)) if *section == table.section => tables.push(table.title),
            _ => missing.push((table.section, vec![table.title], place_of_section(report, table))),
        }
    }
    let severity = if edition.fixed_sections { Severity::Error } else { Severity::Note };
    let findings = missing
        .into_iter()
        .map(|(_, tables, place)| {
            let message = format!("没有找到{}。", tables.join("、"));
            Finding::new(MISSING.code, severity, place, message).basis(edition.basis)
        })
        .collect();
    Outcome { findings, unable }
}

/// Whether the draft breaks off before that table could have come.
fn cut_before(report: &Report, table: usize) -> bool {
    report.cut.is_some() && !report.filled.zones.iter().any(|(zone, _)| *zone > table)
}

/// Whether nothing of a later table or section is there: then whole sections are missing, or were not pasted.
fn ends_before(report: &Report, edition: &Edition, table: usize) -> bool {
    let section = edition.tables.get(table).and_then(|table| edition.section(table.section));
    let number = section.map_or(0, |section| section.number);
    let later_section = report.outline.sections.iter().any(|part| part.form.is_some_and(|form| form.number > number));
    let later_table = report.filled.zones.iter().any(|(zone, _)| *zone > table);
    if edition.fixed_sections { !later_table && !later_section } else { cut_before(report, table) }
}

/// Whether the section of a table stands before an earlier or behind a later one: tables are looked for in the form's order.
fn stands_elsewhere(report: &Report, edition: &Edition, table: &Table) -> bool {
    let numbers = || report.outline.sections.iter().filter_map(|section| section.form).map(|form| form.number);
    let Some(number) = edition.section(table.section).map(|form| form.number).filter(|number| *number > 0) else {
        return false;
    };
    let Some(at) = numbers().position(|known| known == number) else { return false };
    numbers().take(at).any(|before| before > number) || numbers().skip(at).any(|behind| behind < number)
}

fn place_of_section(report: &Report, table: &Table) -> Span {
    let section =
        report.outline.sections.iter().find(|section| section.form.is_some_and(|form| form.id == table.section));
    section.map(|section| section.span()).or(report.title).unwrap_or_default()
}

fn missing_rows(report: &Report) -> Outcome {
    let Some(edition) = report.edition else { return Outcome::default() };
    let mut findings = Vec::new();
    for (index, zone) in &report.filled.zones {
        let Some(table) = edition.tables.get(*index) else { continue };
        if table.layout == Layout::OneLine {
            continue;
        }
        let there = |row: usize| report.filled.row(*index, row).is_some();
        let last = (0..table.rows.len()).rev().find(|row| there(*row));
        let mut absent: Vec<usize> = Vec::new();
        let replacement = table.rows.iter().enumerate().find(|(row, form)| !form.replaces.is_empty() && there(*row));
        for (number, row) in table.rows.iter().enumerate() {
            let replaced = replacement.is_some_and(|(_, form)| form.replaces.contains(&row.id));
            let after_cut = cut_before(report, *index) && Some(number) > last;
            if !there(number) && row.replaces.is_empty() && !replaced && !after_cut {
                absent.push(number);
            }
        }
        if let Some((number, row)) = replacement {
            let span = report.filled.row(*index, number).map_or(*zone, |row| row.label);
            let message =
                format!("“{}”只有一行，缺少1—{}三行，这是2019—2020年的旧表。", row.printed(), row.replaces.len());
            let help = "2021年起的格式在“（六）其他处理”之下分三行：1.申请人无正当理由逾期不补正…；2.申请人逾期未按收费通知要求缴纳费用…；3.其他。请把这一行的数分到三行。";
            findings
                .push(Finding::new(MISSING_ROW.code, Severity::Warning, span, message).help(help).basis(edition.basis));
        }
        if absent.is_empty() {
            continue;
        }
        let names: Vec<String> = absent
            .iter()
            .filter_map(|row| table.rows.get(*row))
            .map(|row| format!("“{}”", short(&row.printed())))
            .collect();
        let before = absent.first().and_then(|first| (0..*first).rev().find(|row| there(*row)));
        let span = before
            .and_then(|row| report.filled.row(*index, row))
            .map_or(Span::new(zone.start, zone.start), |row| row.label);
        let listed = if names.len() > 6 {
            format!("{}等{}行", names.get(..6).unwrap_or_default().join("、"), names.len())
        } else {
            names.join("、")
        };
        let message = format!("{}中没有找到{listed}。", table.title);
        findings.push(Finding::new(MISSING_ROW.code, Severity::Warning, span, message).basis(edition.basis));
    }
    Outcome::of(findings)
}

/// A long label, cut for a sentence.
fn short(label: &str) -> String {
    let mut head: String = label.chars().take(18).collect();
    if label.chars().count() > 18 {
        head.push('…');
    }
    head
}

fn labels(report: &Report) -> Outcome {
    let Some(alignment) = &report.alignment else { return Outcome::default() };
    let text = report.text();
    let findings = alignment
        .labels
        .iter()
        .filter_map(|label| {
            let right = label.misspelt?;
            let wrong = label.label.of(text).split_whitespace().collect::<String>();
            let message = format!("项目名称“{wrong}”与格式不符，应为“{right}”。");
            let mut finding =
                Finding::new(LABEL.code, Severity::Warning, label.label, message).basis(alignment.edition.basis);
            finding.fix = Some(Fix {
                title: format!("改为“{right}”"),
                edits: vec![(label.label, right.to_owned())],
                safe: false,
            });
            Some(finding)
        })
        .collect();
    Outcome::of(findings)
}

/// Whether a cell is the total of a relation.
fn is_total(report: &Report, id: CellId) -> bool {
    report.filled.relations.iter().any(|relation| {
        relation.right.len() == 1
            && matches!(relation.kind, crate::form::RelationKind::RowTotal | crate::form::RelationKind::ColumnTotal)
            && relation.right.first().is_some_and(|term| term.cell == id)
    })
}

fn blank_cells(report: &Report) -> Outcome {
    let Some(edition) = report.edition else { return Outcome::default() };
    let mut findings = Vec::new();
    for (index, table) in edition.tables.iter().enumerate() {
        let of_table: Vec<&(CellId, Cell)> = report.filled.cells.iter().filter(|(id, _)| id.table == index).collect();
        let blank: Vec<&&(CellId, Cell)> = of_table.iter().filter(|(_, cell)| cell.state == CellState::Blank).collect();
        let Some((first, cell)) = blank.first() else { continue };
        let here = of_table.iter().filter(|(_, cell)| cell.state != CellState::Absent).count();
        let message = if blank.len() == here {
            format!("{}的{here}格全部没有填数。", table.title)
        } else if blank.len() == 1 {
            format!("{}中“{}”没有填数。", table.title, edition.printed(*first))
        } else {
            format!("{}有{}格没有填数，第一处是“{}”。", table.title, blank.len(), edition.printed(*first))
        };
        let severity = if blank.len() == here && edition.fixed_sections { Severity::Warning } else { Severity::Note };
        let span = row_place(report, *first, cell);
        let mut finding = Finding::new(BLANK_CELLS.code, severity, span, message).cell(*first);
        for (id, cell) in blank.iter().skip(1).take(40) {
            finding = finding.related(row_place(report, *id, cell), edition.printed(*id));
        }
        findings.push(finding);
    }
    Outcome::of(findings)
}

/// A blank cell has no text to mark: its row's label is marked instead.
fn row_place(report: &Report, id: CellId, cell: &Cell) -> Span {
    if !cell.span.is_empty() {
        return cell.span;
    }
    report.filled.row(id.table, id.row).map_or(cell.span, |row| row.label)
}

fn blank_totals(report: &Report) -> Outcome {
    let Some(edition) = report.edition else { return Outcome::default() };
    let mut findings: Vec<Finding> = Vec::new();
    for (index, table) in edition.tables.iter().enumerate() {
        let mut blank: Vec<(CellId, Span)> = Vec::new();
        for (id, cell) in
            report.filled.cells.iter().filter(|(id, cell)| id.table == index && cell.state == CellState::Blank)
        {
            if is_total(report, *id) && !blank.iter().any(|(known, _)| known == id) && has_filled_part(report, *id) {
                blank.push((*id, row_place(report, *id, cell)));
            }
        }
        let Some((first, span)) = blank.first().copied() else { continue };
        let message = if blank.len() == 1 {
            format!("“{}”没有填，而它的各项填了数。", edition.printed(first))
        } else {
            format!("{}有{}个合计没有填，第一处是“{}”。", table.title, blank.len(), edition.printed(first))
        };
        let mut finding = Finding::new(BLANK_TOTAL.code, Severity::Warning, span, message).cell(first);
        for (id, span) in blank.iter().skip(1) {
            finding = finding.related(*span, edition.printed(*id));
        }
        findings.push(finding);
    }
    Outcome::of(findings)
}

/// Whether something other than nought stands in the parts of a total.
fn has_filled_part(report: &Report, total: CellId) -> bool {
    report.filled.relations.iter().any(|relation| {
        relation.right.len() == 1
            && relation.right.first().is_some_and(|term| term.cell == total)
            && relation
                .left
                .iter()
                .any(|term| report.cell(term.cell).and_then(|cell| cell.value).is_some_and(|value| !value.is_zero()))
    })
}

fn not_counts(report: &Report) -> Outcome {
    let Some(edition) = report.edition else { return Outcome::default() };
    let text = report.text();
    let mut findings = Vec::new();
    for (id, cell) in &report.filled.cells {
        let Some(value) = cell.value else { continue };
        let wrong = match edition.quantity(*id) {
            Quantity::Count(_) if value.is_negative() => "件数不能是负数",
            Quantity::Count(_) if !value.is_whole() => "件数不能是小数",
            Quantity::Change if !value.is_whole() => "增减的项目数不能是小数",
            Quantity::Amount(_) if value.is_negative() => "金额不能是负数",
            _ => continue,
        };
        let message = format!("“{}”印的是{}，{wrong}。", edition.printed(*id), shown(text, cell.span));
        findings.push(Finding::new(NOT_A_COUNT.code, Severity::Error, cell.span, message).cell(*id));
    }
    Outcome::of(findings)
}
