use crate::finding::{Finding, Severity};
use crate::letters::is_ideograph;
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};
use crate::words::Words;

use super::{around, told};

rule! {
    /// 写的是别处的名称
    ///
    /// 标题写的是一个县（区、市、镇、乡），说明“现公布某某县……年度报告”“本报告由某某县……编制”的句子里却是另一个县，多半是借用别处的
    /// 报告时没有改过来。只看说明由谁编制、公布的句子；引用别处文件的句子不看。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 现公布青山县财政局2023年政府信息公开工作年度报告。
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 根据《青山市人民政府办公室关于做好2023年政府信息公开工作年度报告编制的通知》，现公布云溪县财政局2023年政府信息公开工作年度报告。
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// ```
    FOREIGN_NAME = "text/foreign-name",
    basis: None,
    help: "核对名称；如果是借用别处的稿件，其他内容也要逐句核对。",
    check: foreign_names
}

const LEVELS: &str = "县区市镇乡";
/// Words before a level that name no place.
const OWN: &str = "全我本各该城地辖社园市乡级省郡首个两直新县区镇所在";

/// The last place in a name: the two characters of its name and its level.
fn place(name: &str) -> Option<(Span, char)> {
    let (at, level) = name.char_indices().rev().find(|(at, c)| {
        // 镇江市, 新乡市: not a level but part of a name.
        LEVELS.holds(*c) && !around(name, *at, at + c.len_utf8()).1.is_some_and(|c| "市江区县".holds(c))
    })?;
    let start = name.get(..at)?.char_indices().rev().nth(1)?.0;
    let words = name.get(start..at)?;
    let named = words.chars().all(is_ideograph) && !words.contains(|c| OWN.holds(c));
    named.then_some((Span::new(start, at + level.len_utf8()), level))
}

fn foreign_names(report: &Report) -> Outcome {
    let text = report.text();
    let preface = report.outline.preface;
    let own =
        report.agency.and_then(|agency| place(agency.of(text)).map(|(span, level)| (span.of(agency.of(text)), level)));
    let Some((own, level)) = own else { return Outcome::default() };
    let mut findings = Vec::new();
    for line in report.lines.iter().filter(|line| preface.contains(line.span)) {
        let words = line.span.of(text);
        for (introduction, ending) in
            [("现公布", "年度报告"), ("编制了", "年度报告"), ("本报告由", "编制"), ("本年报由", "编制")]
        {
            let Some(at) = report.index.place_of(line.span, introduction) else { continue };
            let at = at - line.span.start + introduction.len();
            let Some(clause) = words.get(at..).and_then(|rest| rest.split(['，', ',', '。', '；', '、']).next())
            else {
                continue;
            };
            let Some(name) = clause.place_of(ending).and_then(|end| clause.get(..end)) else { continue };
            let quotes = name.has_any(&["关于", "根据", "通知", "组成", "及", "和"]);
            if quotes || name.has(own) {
                continue;
            }
            if let Some((span, _)) = place(name).filter(|(_, other)| *other == level) {
                let start = line.span.start + at;
                let message = format!("标题写的是“{own}”，这里是“{}”。", span.of(name));
                let span = Span::new(start + span.start, start + span.end);
                findings.push(Finding::new(FOREIGN_NAME.code, Severity::Note, span, message));
            }
        }
    }
    told(findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::text::testing::{marks, with};

    fn said(title: &str, sentence: &str) -> Vec<(Severity, String)> {
        let preface =
            "本报告根据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制，数据自2023年1月1日至12月31日。";
        marks(&FOREIGN_NAME, &with("").replace("云溪县财政局", title).replace(preface, sentence))
    }

    #[test]
    fn another_place_of_the_same_level_is_remarked() {
        for (title, sentence, marked) in [
            ("云溪县财政局", "现公布青山县财政局2023年政府信息公开工作年度报告。", "青山县"),
            ("青禾镇", "本报告由苇塘镇人民政府编制。", "苇塘镇"),
            ("云溪县", "特编制了《青山县2023年政府信息公开工作年度报告》。", "青山县"),
        ] {
            assert_eq!(said(title, sentence), [(Severity::Note, marked.to_owned())], "{sentence}");
        }
    }

    #[test]
    fn parents_quotations_and_own_names_are_no_others() {
        for (title, sentence) in [
            ("云溪县财政局", "现公布云溪县财政局2023年政府信息公开工作年度报告。"),
            ("青禾镇", "本报告由云溪县青禾镇人民政府编制。"),
            ("云溪县财政局", "根据《青山县关于编制2023年年度报告的通知》编制了本年度报告。"),
            ("云溪县财政局", "现公布本县2023年政府信息公开工作年度报告。"),
            ("云溪县财政局", "本报告由我县财政局编制。"),
            ("白鹭市财政局", "编制了全市2023年政府信息公开工作年度报告。"),
            ("新乡市财政局", "现公布新乡市财政局2023年政府信息公开工作年度报告。"),
            ("云溪县财政局", "现公布青山市财政局2023年政府信息公开工作年度报告。"),
        ] {
            assert_eq!(said(title, sentence), [], "{sentence}");
        }
    }
}
