use crate::finding::{Finding, Severity};
use crate::numeral::{is_blank, is_digit};
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};

rule! {
    /// 报告的标题不完整
    ///
    /// 标题要写明是哪个行政机关、哪一年度的政府信息公开工作年度报告。没有标题、标题没有年度或机关名称，或者标题的年度在正文里从不出现，
    /// 正文写的都是另一年，都在这里提示。
    ///
    /// ```错
    /// 云溪县财政局政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条，收到申请2件。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条，收到申请2件。
    /// ```
    TITLE = "structure/title",
    basis: None,
    help: "标题写成“机关名称＋年度＋政府信息公开工作年度报告”，年度与正文一致。",
    check: title
}

fn title(report: &Report) -> Outcome {
    if report.begins_late && report.title.is_none() {
        return Outcome::unable("稿件不是从头粘贴的");
    }
    let text = report.text();
    let Some(title) = report.title else {
        let first = report.document.blocks.first().map_or_else(Span::default, |block| block.span());
        let line = first.of(text).lines().next().map_or(first, |line| Span::new(first.start, first.start + line.len()));
        let message = "没有找到报告的标题。".to_owned();
        let finding = Finding::new(TITLE.code, Severity::Note, line, message);
        return Outcome::of(vec![finding.help("如果只是没有复制标题，可以不管；否则补上标题，写明机关名称和年度。")]);
    };
    let name: String = title.of(text).split_whitespace().collect();
    let year = report.year_span.filter(|span| title.contains(*span)).and(report.year);
    let mut findings = Vec::new();
    let mut doubt =
        |severity: Severity, message: String| findings.push(Finding::new(TITLE.code, severity, title, message));
    match year {
        None => doubt(Severity::Warning, format!("标题“{name}”没有写年度。")),
        Some(year) => {
            if let Some((other, times)) = other_year(report, title, year) {
                doubt(Severity::Warning, format!("标题写的是{year}年，正文里没有{year}年，{other}年出现了{times}次。"));
            }
        }
    }
    if report.agency.is_none() {
        doubt(Severity::Note, format!("标题“{name}”没有写机关名称。"));
    }
    Outcome::of(findings)
}

/// So often a year must be named to be the one that a text is about.
const OFTEN: usize = 3;

/// The year that the text is about, where it never names the title's.
fn other_year(report: &Report, title: Span, year: u16) -> Option<(u16, usize)> {
    let (text, body) = (report.text(), Span::new(title.end, report.text().len()));
    let name = title.of(text);
    let is_of_title = |at: usize| {
        let begins = |(before, _): (usize, &str)| text.get(at - before..).is_some_and(|rest| rest.starts_with(name));
        name.match_indices('年').any(begins)
    };
    let mut counts: Vec<(u16, usize)> = Vec::new();
    for (at, _) in report.index.marks(body).filter(|(_, mark)| *mark == '年') {
        let head = Span::new(body.start, at).of(text).trim_end_matches(is_blank);
        let digits = head.get(head.trim_end_matches(is_digit).len()..).unwrap_or("");
        let named = digits.chars().try_fold(0u16, |value, c| {
            let digit = u16::try_from(crate::numeral::digit(c)?).ok()?;
            value.checked_mul(10)?.checked_add(digit)
        });
        let Some(named) = named.filter(|named| (2000..2100).contains(named) && !is_of_title(at)) else { continue };
        if named == year {
            return None;
        }
        match counts.iter_mut().find(|(known, _)| *known == named) {
            Some((_, count)) => *count += 1,
            None => counts.push((named, 1)),
        }
    }
    // A text that says 本年 throughout may name only the next year, with its plans.
    let of_this_year = report.index.has_any(body, &["本年", "今年"]);
    counts.retain(|(named, _)| !of_this_year || *named != year + 1);
    counts.into_iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count >= OFTEN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::structure::testing::{REPORT, found, marks, silent};

    const WORDS: &str = "云溪县财政局2023年政府信息公开工作年度报告";

    #[test]
    fn a_title_names_agency_and_year() {
        let titled = |title: &str| marks(&TITLE, &REPORT.replacen(WORDS, title, 1));
        let without_year = "云溪县财政局政府信息公开工作年度报告";
        assert_eq!(titled(without_year), [(Severity::Warning, without_year.to_owned())]);
        let without_agency = "2023年政府信息公开工作年度报告";
        assert_eq!(titled(without_agency), [(Severity::Note, without_agency.to_owned())]);
        assert_eq!(titled("").iter().map(|(severity, _)| *severity).collect::<Vec<_>>(), [Severity::Note]);
        silent(&TITLE, &REPORT.replacen(WORDS, "云溪县财政局\n2023年政府信息公开工作年度报告", 1));
    }

    #[test]
    fn the_text_is_about_the_title_s_year() {
        let draft = REPORT.replacen("2023", "2021", 1).replace("开展培训", "2023年开展培训");
        let found = found(&TITLE, &draft);
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|finding| finding.message.contains("2023年出现了")), "{found:?}");
        silent(&TITLE, &draft.replace("开展培训", "比2021年多培训1次"));
    }
}
