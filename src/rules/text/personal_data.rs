use crate::finding::{Finding, Severity};
use crate::numeral::{digit, is_digit};
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};
use crate::words::Words;

use super::{around, tail, told};

rule! {
    /// 公开了个人信息
    ///
    /// 居民身份证号码（校验码、出生日期和地区都对得上）、个人的银行卡号，或者写在申请人、群众等个人后面的手机号码。
    /// 办公电话不算；对外联系用的手机号码只作提示。结果里不重复完整的号码。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条，收到申请1件，申请人王某（手机13912345678）已领取答复书。
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 如对本报告有疑问，请与本局办公室联系（电话：0500-1234567）。
    /// 一、总体情况
    /// 2023年主动公开政府信息12条，收到申请1件，申请人已领取答复书。
    /// ```
    PERSONAL_DATA = "text/personal-data",
    basis: Some("《政府信息公开条例》第十五条；《个人信息保护法》"),
    help: "发布前删去，或者隐去中间的数字。",
    check: personal_data
}

/// First two digits of identity numbers, by the province.
const PROVINCES: [u8; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83,
];

/// Words for someone who is no official.
const PEOPLE: [&str; 15] = [
    "申请人",
    "当事人",
    "投诉人",
    "举报人",
    "信访人",
    "反映人",
    "村民",
    "居民",
    "市民",
    "业主",
    "患者",
    "学生",
    "身份证",
    "住址",
    "家住",
];
/// Words with which an office says how it can be reached.
const OFFICE: [&str; 17] = [
    "拨打",
    "咨询",
    "请与",
    "疑问",
    "地址",
    "邮编",
    "办公",
    "公众",
    "热线",
    "值班",
    "窗口",
    "工作人员",
    "委员会",
    "村委会",
    "居委会",
    "监督电话",
    "举报电话",
];

fn personal_data(report: &Report) -> Outcome {
    let text = report.text();
    let mut findings: Vec<Finding> = Vec::new();
    let mut told_before = Vec::new();
    for line in &report.lines {
        let words = line.span.of(text);
        if !has_long_number(words.as_bytes()) {
            continue;
        }
        let mut end = 0;
        while let Some(start) = words.get(end..).and_then(|rest| rest.find(is_digit)).map(|at| end + at) {
            let rest = words.get(start..).unwrap_or("");
            end = start + rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
            let mut digits: Vec<u32> = rest.chars().map_while(digit).take(20).collect();
            let (before, mut behind) = around(words, start, end);
            if digits.len() == 17 && behind.is_some_and(|c| matches!(c, 'X' | 'x' | 'Ｘ')) {
                digits.push(10);
                end += behind.map_or(0, char::len_utf8);
                behind = around(words, start, end).1;
            }
            let joined = |c: Option<char>| {
                c.is_some_and(|c| {
                    c.is_ascii_alphanumeric() || matches!(c, '.' | '．' | '/' | '_' | '=' | '-' | '@' | '*')
                })
            };
            if joined(before) || joined(behind) && behind != Some('.') {
                continue;
            }
            let sentence = tail(words.get(..start).unwrap_or(""), 50);
            let sentence = sentence.rsplit(['。', '；', '！']).next().unwrap_or("");
            let (what, severity) = if is_identity_number(&digits) {
                ("居民身份证号码", Severity::Warning)
            } else if is_mobile(&digits) && !behind.is_some_and(|c| "元万亿条件次个人.册份页%％".holds(c)) {
                match sentence.has_any(&PEOPLE) && !sentence.has_any(&OFFICE) {
                    true => ("个人的手机号码", Severity::Warning),
                    false => ("手机号码", Severity::Note),
                }
            } else if is_bank_card(&digits) && sentence.has_any(&["卡号", "账号", "帐号", "账户", "银行卡"])
            {
                ("个人的银行卡号", Severity::Warning)
            } else {
                continue;
            };
            if told_before.len() < 50 {
                if told_before.contains(&digits) {
                    continue;
                }
                told_before.push(digits);
            }
            let span = Span::new(line.span.start + start, line.span.start + end);
            let message = format!("这里写出了{what}{}。", masked(span.of(text)));
            let finding = Finding::new(PERSONAL_DATA.code, severity, span, message);
            findings.push(match severity {
                Severity::Note => {
                    finding.help("如果是单位的联系方式，最好改用办公电话；如果是个人的，请删去。").basis("")
                }
                _ => finding,
            });
        }
    }
    told(findings)
}

/// The digits of the shortest number that is looked for.
const SHORTEST: usize = 11;

/// Whether so many digits in a row may stand in a text; if not, they certainly do not.
fn has_long_number(mut bytes: &[u8]) -> bool {
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | 0xef | 0xbc | 0x90..=0x99);
    while let Some((digits, _)) = bytes.split_at_checked(SHORTEST) {
        let Some(other) = digits.iter().rposition(|byte| !is_digit(byte)) else { return true };
        bytes = bytes.get(other + 1..).unwrap_or_default();
    }
    false
}

/// A number with its middle hidden.
fn masked(number: &str) -> String {
    let count = number.chars().count();
    number.chars().enumerate().map(|(at, c)| if at < 3 || at + 2 >= count { c } else { '*' }).collect()
}

/// Eighteen digits with the check digit of GB 11643, a province and a day on which someone may have been born.
fn is_identity_number(digits: &[u32]) -> bool {
    let number = |from: usize, to: usize| digits.get(from..to).into_iter().flatten().fold(0, |sum, d| sum * 10 + d);
    if digits.len() != 18 || digits.iter().take(17).any(|digit| *digit > 9) {
        return false;
    }
    let known = PROVINCES.contains(&(number(0, 2) as u8));
    // Each place weighs twice as much, modulo 11, as the one behind it.
    let sum = digits.iter().fold(0, |sum, digit| (sum * 2 + digit) % 11);
    let born = (1900..=2035).contains(&number(6, 10))
        && (1..=12).contains(&number(10, 12))
        && (1..=31).contains(&number(12, 14));
    known && born && sum == 1
}

fn is_mobile(digits: &[u32]) -> bool {
    matches!(digits, [1, 3..=9, ..]) && digits.len() == 11
}

/// A card of a Chinese bank, with the check digit of Luhn.
fn is_bank_card(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    matches!(digits, [6, 2, ..])
        && (16..=19).contains(&digits.len())
        && digits.iter().all(|d| *d < 10)
        && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::text::testing::{doubts, found, marks, silent, with};

    #[test]
    fn numbers_of_people_are_told_with_their_middle_hidden() {
        doubts(
            &PERSONAL_DATA,
            &[
                ("申请人身份证号11010519491231002X。", "11010519491231002X"),
                ("申请人王某（１３９１２３４５６７８）来信。", "１３９１２３４５６７８"),
                ("退款至申请人银行卡号6222020000000000000。", "6222020000000000000"),
            ][..2],
        );
        let messages: Vec<String> =
            found(&PERSONAL_DATA, &with("号码11010519491231002X。")).into_iter().map(|f| f.message).collect();
        assert_eq!(messages, ["这里写出了居民身份证号码110*************2X。"]);
    }

    #[test]
    fn bank_cards_have_their_check_digit_and_their_words() {
        let card = (0..10)
            .map(|last| format!("622202000000000123{last}"))
            .find(|card| is_bank_card(&card.chars().filter_map(digit).collect::<Vec<_>>()));
        let card = card.expect("one of ten check digits is right");
        doubts(&PERSONAL_DATA, &[(format!("退款至本人银行卡，卡号：{card}。").as_str(), card.as_str())]);
        silent(&PERSONAL_DATA, &[&format!("流水号{card}。")]);
    }

    #[test]
    fn the_office_s_own_mobile_is_a_remark() {
        let draft = with("如有疑问，请与办公室联系，电话：13912345678。");
        assert_eq!(marks(&PERSONAL_DATA, &draft), [(Severity::Note, "13912345678".to_owned())]);
    }

    #[test]
    fn a_mobile_of_a_hotline_or_a_committee_is_a_remark() {
        for words in ["市民服务热线13912345678", "居民可联系社区工作人员（13912345678）", "村民委员会值班13912345678"]
        {
            let severities: Vec<Severity> =
                marks(&PERSONAL_DATA, &with(words)).into_iter().map(|(severity, _)| severity).collect();
            assert_eq!(severities, [Severity::Note], "{words}");
        }
    }

    #[test]
    fn other_numbers_are_nobody_s() {
        silent(
            &PERSONAL_DATA,
            &[
                "电话0500-1234567、05001234567、4001234567、12345。",
                "身份证号110105194912310021、110105194913310029、990105194912310020。",
                "访问量13912345678次，采购金额13912345678.52元。",
                "网址http://a.gov.cn/13912345678.html，邮箱13912345678@163.com，文号110105194912310020260。",
                "统一社会信用代码11330100002489123X。",
                "申请人王某（139****5678）来信。",
            ],
        );
    }
}
