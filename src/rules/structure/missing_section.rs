use crate::finding::{Finding, Severity};
use crate::form::{Edition, Section as FormSection};
use crate::letters::letters;
use crate::numeral::is_blank;
use crate::outline::Style;
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};

use super::{chinese, fixed_edition, grounded, names};

rule! {
    /// 缺少规定的部分
    ///
    /// 规定要有的部分没有找到。2019年起的统一格式有六个部分，标题固定，缺一不可；2018年以前的报告标题自拟，只看《政府信息公开条例》
    /// 第三十二条要求的各项内容有没有相应的标题（一级、二级标题都算）：主动公开、依申请公开、收费及减免、复议诉讼、问题及改进。
    ///
    /// 国办公开办函〔2021〕30号要求内容“不能遗漏，也不宜泛化”。没有发生的也要写明，不能整个部分不写。
    /// 稿件没有粘贴完整的，后面的部分不作判断。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 二、主动公开政府信息情况
    /// 三、收到和处理政府信息公开申请情况
    /// 四、政府信息公开行政复议、行政诉讼情况
    /// 五、其他需要报告的事项
    /// 本年度未收取信息处理费。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 二、主动公开政府信息情况
    /// 三、收到和处理政府信息公开申请情况
    /// 四、政府信息公开行政复议、行政诉讼情况
    /// 五、存在的主要问题及改进情况
    /// 信息更新不够及时，2024年将安排专人每周检查。
    /// 六、其他需要报告的事项
    /// 本年度未收取信息处理费。
    /// ```
    MISSING_SECTION = "structure/missing-section",
    basis: None,
    help: "补上这一部分；没有相关情况的，写明没有发生。如果稿件里有而没有粘贴进来，请重新复制。",
    check: missing_sections
}

fn missing_sections(report: &Report) -> Outcome {
    match report.edition {
        Some(edition) if edition.fixed_sections => fixed_edition(report).map_or_else(
            || Outcome::unable("2019年度沿用旧式报告的，不按统一格式的六个部分核对"),
            |edition| of_fixed(report, edition),
        ),
        Some(edition) => of_free(report, edition),
        None => Outcome::default(),
    }
}

fn of_fixed(report: &Report, edition: &'static Edition) -> Outcome {
    let sections = &report.outline.sections;
    let there = |form: &FormSection| sections.iter().any(|section| section.id() == form.id);
    if sections.iter().all(|section| section.form.is_none()) {
        return without_headings(report, edition);
    }
    let last = sections.iter().filter_map(|section| section.form).map(|form| form.number).max().unwrap_or(0);
    let mut outcome = Outcome::default();
    for form in edition.sections.iter().filter(|form| form.required && !there(form)) {
        if report.cut.is_some() && form.number > last {
            outcome.unable = Some("稿件没有粘贴完整，后面的部分无法核对".to_owned());
            continue;
        }
        if report.begins_late && report.title.is_none() {
            outcome.unable = Some("稿件只是报告的一段，其余部分无法核对".to_owned());
            continue;
        }
        outcome.findings.push(missing_fixed(report, edition, form));
    }
    Outcome { unable: outcome.unable, ..grounded(report, outcome.findings) }
}

fn missing_fixed(report: &Report, edition: &'static Edition, form: &'static FormSection) -> Finding {
    let name = format!("{}、{}", chinese(form.number as i64), form.heading);
    let body = report.text().get(report.outline.preface.end..).unwrap_or("");
    let table = edition.tables.iter().position(|table| table.section == form.id);
    let has_table = table.is_some_and(|table| report.filled.zones.iter().any(|(zone, _)| *zone == table));
    let in_its_place = report.outline.sections.iter().find(|section| {
        section.form.is_none() && section.number.is_some_and(|number| number.value == form.number as i64)
    });
    let twice = report.outline.sections.iter().enumerate().any(|(index, section)| {
        let mut earlier = report.outline.sections.iter().take(index);
        section.form.is_some()
            && !section.deviates
            && earlier.any(|other| !other.deviates && other.id() == section.id())
    });
    let known = report.outline.sections.iter().filter(|section| section.form.is_some() && !section.deviates).count();
    let stands_in = |text: &str, words: &[char]| letters(text).windows(words.len()).any(|window| window == words);
    // Of a heading that was not made out what stands before the first that was is the preface.
    let occurs = stands_in(body, &letters(form.heading)) || stands_in(report.text(), &letters(&name));
    let (severity, message) = if has_table {
        (Severity::Warning, format!("没有找到标题“{name}”，虽然这一部分的表格是有的。"))
    } else if let Some(other) = in_its_place {
        let other = super::printed(report, other);
        (Severity::Warning, format!("没有找到“{name}”这一部分，在它的位置上是“{other}”。"))
    } else if report.begins_late || occurs || twice || !report.by_labels && known < 3 {
        (Severity::Warning, format!("没有找到“{name}”这一部分。"))
    } else {
        (Severity::Error, format!("没有找到“{name}”这一部分。"))
    };
    let before =
        report.outline.sections.iter().rfind(|section| section.form.is_some_and(|before| before.number < form.number));
    let place = before.or(report.outline.sections.first()).map(|section| section.span()).or(report.title);
    Finding::new(MISSING_SECTION.code, severity, place.unwrap_or_default(), message).basis(form.clause)
}

/// A draft of the form in which no heading was found: nothing but tables, or a text of another make.
fn without_headings(report: &Report, edition: &'static Edition) -> Outcome {
    let tables: usize = report.filled.zones.iter().map(|(_, zone)| zone.len()).sum();
    if report.by_labels && tables * 2 > report.text().len() {
        return Outcome::unable("稿件只有表格，没有各部分的标题");
    }
    if report.cut.is_some() {
        return Outcome::unable("稿件没有粘贴完整，没有找到各部分的标题");
    }
    let names: Vec<String> =
        edition.sections.iter().map(|form| format!("{}、{}", chinese(form.number as i64), form.heading)).collect();
    let message = format!("没有找到统一格式的任何一个部分：{}。", names.join("；"));
    let place = report.title.unwrap_or_default();
    Outcome::of(vec![Finding::new(MISSING_SECTION.code, Severity::Warning, place, message).basis(edition.basis)])
}

fn of_free(report: &Report, edition: &'static Edition) -> Outcome {
    let text = report.text();
    let headings = headings(report);
    let body = Span::new(report.outline.preface.end, text.len()).of(text);
    let body = if body.trim_matches(is_blank).is_empty() { text } else { body };
    let place_of = |form: &FormSection| edition.sections.iter().position(|known| known.id == form.id);
    let last = report.outline.sections.iter().filter_map(|section| place_of(section.form?)).max();
    let mut outcome = Outcome::default();
    for (index, form) in edition.sections.iter().enumerate() {
        if !form.required || headings.iter().any(|heading| names(form, heading)) {
            continue;
        }
        if report.cut.is_some() && last.is_none_or(|last| last < index) {
            outcome.unable = Some("稿件没有粘贴完整，后面的内容无法核对".to_owned());
            continue;
        }
        let mentioned = names(form, body);
        if mentioned && report.outline.sections.is_empty() {
            continue;
        }
        let (severity, message) = if mentioned {
            (Severity::Note, format!("没有单独写“{}”这项内容的部分，只在别处提到。", form.heading))
        } else {
            (Severity::Warning, format!("没有找到“{}”这项内容。", form.heading))
        };
        let before = report
            .outline
            .sections
            .iter()
            .rfind(|section| section.form.and_then(place_of).is_some_and(|at| at < index));
        let place = before.or(report.outline.sections.first()).map(|section| section.span()).or(report.title);
        let finding = Finding::new(MISSING_SECTION.code, severity, place.unwrap_or_default(), message);
        outcome.findings.push(finding.basis(form.clause));
    }
    outcome
}

/// The headings of the first and second level, and short lines that may be headings without a number.
fn headings<'a>(report: &'a Report) -> Vec<&'a str> {
    let text = report.text();
    let first = report.outline.sections.iter().map(|section| section.heading.of(text));
    let second = report.outline.numbers.iter().filter(|number| number.style < Style::SubItem).map(|number| {
        let rest = text.get(number.span.end..).unwrap_or("");
        let end = rest.find(['。', '；', '：', '\n']).unwrap_or(rest.len());
        let long = rest.char_indices().nth(40).map_or(rest.len(), |(offset, _)| offset);
        rest.get(..end.min(long)).unwrap_or("")
    });
    let body = text.get(report.outline.preface.end..).unwrap_or("");
    let lines = body.lines().filter(|line| {
        line.len() <= 90 && !line.contains(['。', '，', '|', '\t']) && line.trim_matches(is_blank).len() > 6
    });
    first.chain(second).chain(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::structure::testing::{REPORT, found, marks, silent, since, until};

    #[test]
    fn each_section_that_is_cut_out_is_missed() {
        for (heading, next) in
            [("二、主动", "三、收到"), ("三、收到", "四、政府"), ("四、政府", "五、存在"), ("五、存在", "六、其他")]
        {
            let draft = format!("{}{}", until(heading), since(next));
            let found = found(&MISSING_SECTION, &draft);
            assert_eq!(found.len(), 1, "{heading}");
            assert!(found.iter().all(|f| f.severity == Severity::Error && f.message.contains(heading)), "{found:?}");
        }
    }

    #[test]
    fn the_clause_is_that_of_the_year() {
        let basis = |year: &str| {
            let draft = format!("{}{}", until("五、存在"), since("六、其他")).replace("2023", year);
            found(&MISSING_SECTION, &draft).into_iter().filter_map(|finding| finding.basis).collect::<String>()
        };
        assert!(basis("2023").contains("30号") && basis("2020").contains("60号"));
    }

    #[test]
    fn what_a_cut_took_away_is_not_missed() {
        silent(&MISSING_SECTION, &format!("{}四、政府信息", until("四、政府")));
    }

    #[test]
    fn a_part_of_a_report_is_not_blamed_for_the_rest() {
        silent(&MISSING_SECTION, &since("五、存在"));
    }

    #[test]
    fn a_heading_that_is_there_in_another_shape_is_not_missed() {
        for (from, to) in [
            ("三、收到", "三.收到"),
            ("三、收到", "三 收到"),
            ("三、收到", "收到"),
            ("三、收到和处理政府信息公开申请情况", "三、收到和处理政府信息\n公开申请情况"),
            ("三、收到和处理政府信息公开申请情况", "三、申请办理情况"),
            ("一、总体情况\n", "## 一、 总体情况\n"),
        ] {
            silent(&MISSING_SECTION, &REPORT.replace(from, to));
        }
    }

    #[test]
    fn in_free_reports_the_subject_counts_at_either_level() {
        let old = "青禾镇2012年政府信息公开工作年度报告\n一、主动公开情况\n全年公开46条。\n二、依申请公开及收费情况\n\
            （一）申请办理情况\n没有收到申请。\n（二）行政复议和诉讼情况\n没有发生。\n三、问题和改进\n公开不够及时。\n";
        silent(&MISSING_SECTION, old);
        let without = old.replace("及收费", "").replace("（二）行政复议和诉讼情况", "（二）其他情况");
        let found = marks(&MISSING_SECTION, &without);
        assert_eq!(found.iter().map(|(severity, _)| *severity).collect::<Vec<_>>(), [Severity::Warning; 2]);
        let told = without.replace("没有收到申请。", "没有收到申请，也没有收费。");
        assert!(marks(&MISSING_SECTION, &told).iter().any(|(severity, _)| *severity == Severity::Note));
    }
}
