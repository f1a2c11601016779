//! What stands in the cells of the tables beside plain figures, in which unit, and whether it can be.

use super::{Outcome, rule};
use crate::finding::{Finding, Severity};
use crate::form::{CellId, Edition, Quantity};
use crate::numeral::Decimal;
use crate::position::Span;
use crate::recover::{Cell, CellState, shown};
use crate::report::Report;
use crate::words::Words;

rule! {
    /// 格里除了数字还有说明
    ///
    /// 表格的格里只填数字。写了“22（其中修订16件）”这样的说明时，按最前面的数字核对。一张表只提示一次。
    ///
    /// ```错
    /// 第二十条第（一）项
    /// 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// 规章 | 0 | 0 | 0 |
    /// 行政规范性文件 | 22（其中修订16件） | 1 | 90 |
    /// ```
    /// ```对
    /// 第二十条第（一）项
    /// 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// 规章 | 0 | 0 | 0 |
    /// 行政规范性文件 | 22 | 1 | 90 |
    /// ```
    ANNOTATED = "table/annotated",
    basis: None,
    help: "格里只留数字，说明写到正文里。",
    check: annotated
}

rule! {
    /// 格里不是数字
    ///
    /// 应当填数字的格里是别的文字。没有发生的填0；用“无”“/”“—”表示没有的，另按空白的格提示。
    ///
    /// ```错
    /// 第二十条第（六）项
    /// 信息内容 | 本年处理决定数量 |
    /// 行政处罚 | 3-5 |
    /// 行政强制 | 0 |
    /// ```
    /// ```对
    /// 第二十条第（六）项
    /// 信息内容 | 本年处理决定数量 |
    /// 行政处罚 | 3 |
    /// 行政强制 | 0 |
    /// ```
    UNREADABLE = "table/unreadable",
    basis: None,
    help: "改成数字，没有发生的填0。",
    check: unreadable
}

rule! {
    /// 金额的单位不对或没有写
    ///
    /// 以万元为单位的格里写了元、千元或亿元，件数的格里写了“万”，2019—2020年表格的采购总金额（格式没有印单位）只写了数字，或者收费的金额大得
    /// 像是以元为单位填的。后两种只作提示。
    ///
    /// ```错
    /// 第二十条第（八）项
    /// 信息内容 | 本年收费金额（单位：万元） |
    /// 行政事业性收费 | 251000元 |
    /// ```
    /// ```对
    /// 第二十条第（八）项
    /// 信息内容 | 本年收费金额（单位：万元） |
    /// 行政事业性收费 | 25.1 |
    /// ```
    UNIT = "table/unit",
    basis: None,
    help: "按格式的单位填写；格式没有印单位的，写明是元还是万元。",
    check: units
}

rule! {
    /// 数字不合常理
    ///
    /// 县、区、乡镇、街道和它们的部门不能制定规章，规章一行却不是0（多半是把下一行的数填错了行）；件数大得不可能；没有采购项目却有采购金额；
    /// “其他处理”占办理总数的比例偏高（这一项由上级关注，只作提示）。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 第二十条第（一）项
    /// 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// 规章 | 0 | 0 | 6 |
    /// 行政规范性文件 | 2 | 1 | 13 |
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 第二十条第（一）项
    /// 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
    /// 规章 | 0 | 0 | 0 |
    /// 行政规范性文件 | 2 | 1 | 13 |
    /// ```
    IMPLAUSIBLE = "table/implausible",
    basis: None,
    help: "核对这个数字；如果没有错，可以不管。",
    check: implausible
}

/// The cells of a state, one finding a table.
fn of_state(
    report: &Report,
    state: CellState,
    what: fn(&str, &str) -> String,
    new: fn(Span, String) -> Finding,
) -> Outcome {
    let Some(edition) = report.edition else { return Outcome::default() };
    let mut findings: Vec<Finding> = Vec::new();
    for (id, cell) in report.filled.cells.iter().filter(|(_, cell)| cell.state == state) {
        let message = what(&edition.printed(*id), shown(report.text(), cell.span));
        match findings.pop() {
            Some(last) if last.cell.is_some_and(|first| first.table == id.table) => {
                findings.push(last.related(cell.span, message));
            }
            last => {
                findings.extend(last);
                findings.push(new(cell.span, message).cell(*id));
            }
        }
    }
    Outcome::of(findings)
}

fn annotated(report: &Report) -> Outcome {
    let what = |name: &str, words: &str| format!("“{name}”写的是“{words}”，按最前面的数字核对。");
    of_state(report, CellState::Annotated, what, |span, message| {
        Finding::new(ANNOTATED.code, Severity::Note, span, message)
    })
}

fn unreadable(report: &Report) -> Outcome {
    let what = |name: &str, words: &str| format!("“{name}”写的是“{words}”，不是一个数字。");
    of_state(report, CellState::Unreadable, what, |span, message| {
        Finding::new(UNREADABLE.code, Severity::Warning, span, message)
    })
}

/// What an agency of a county or below hardly takes in a year, in 万元.
const MUCH_FOR_A_COUNTY: i64 = 10_000;
/// What nobody takes for copies of what it made public, in 万元.
const MUCH_FOR_COPIES: i64 = 1_000;

fn units(report: &Report) -> Outcome {
    let Some(edition) = report.edition else { return Outcome::default() };
    let mut findings = Vec::new();
    let low = level(report) == Level::Low;
    for (id, cell) in &report.filled.cells {
        let Some(value) = cell.value.filter(|value| !value.is_zero()) else { continue };
        let unit = cell.unit.as_str();
        let quantity = edition.quantity(*id);
        let printed = quantity.unit();
        let plain = unit.is_empty();
        // Nearly every cell: a plain number where one belongs.
        if plain && !matches!(quantity, Quantity::Amount(_)) {
            continue;
        }
        let name = edition.printed(*id);
        let (severity, message) = match quantity {
            Quantity::Amount("") if plain => {
                (Severity::Note, format!("“{name}”是{value}，没有写单位，看不出是元还是万元。"))
            }
            Quantity::Amount("") => continue,
            Quantity::Amount(_) if plain || unit == printed => {
                let most = if edition.first_year >= 2019 { MUCH_FOR_A_COUNTY } else { MUCH_FOR_COPIES };
                if value < Decimal::from(most) || !value.is_whole() || !low {
                    continue;
                }
                (Severity::Note, format!("“{name}”填的是{value}{printed}，数额很大，是不是以元为单位填的？"))
            }
            Quantity::Amount(_) => (Severity::Warning, format!("“{name}”以{printed}为单位，这里写的是{value}{unit}。")),
            _ if matches!(unit, "万" | "元" | "万元" | "亿元" | "千元") => {
                (Severity::Warning, format!("“{name}”应当填数量，这里写的是{value}{unit}。"))
            }
            _ => continue,
        };
        findings.push(Finding::new(UNIT.code, severity, cell.span, message).cell(*id));
    }
    Outcome::of(findings)
}

/// Who may make 规章, as far as the agency's name tells.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    /// A county, a town or what belongs to them.
    Low,
    /// A bureau of nobody knows which level.
    Bureau,
    /// Perhaps one that may.
    High,
}

fn level(report: &Report) -> Level {
    let Some(agency) = report.agency else { return Level::High };
    let name: String = agency.of(report.text()).split_whitespace().collect();
    if name.starts_with("国") || name.starts_with("中") {
        return Level::High;
    }
    for (at, letter) in name.char_indices().filter(|(_, letter)| "县区镇乡".holds(*letter)) {
        let (before, behind) = name.split_at_checked(at).unwrap_or_default();
        let region = letter == '区' && (before.ends_with("自治") || before.ends_with("特别行政"));
        // 镇江市 and 新乡市 are cities.
        let city = behind.chars().nth(1).is_some_and(|next| "市江".holds(next));
        if !region && !city {
            return Level::Low;
        }
    }
    if name.has("街道") {
        Level::Low
    } else if name.ends_with(['局', '委', '会', '队', '站', '所']) {
        Level::Bureau
    } else {
        Level::High
    }
}

/// More applications than these no agency gets in a year, and more decisions than the country has people nobody makes.
const MOST_APPLICATIONS: i64 = 1_000_000;
const MOST_DECISIONS: i64 = 1_400_000_000;

/// The cell of these names.
fn named<'a>(
    report: &'a Report,
    edition: &Edition,
    table: &str,
    row: &str,
    column: &str,
) -> Option<(CellId, &'a Cell)> {
    let at = edition.tables.iter().position(|form| form.id == table)?;
    let form = edition.tables.get(at)?;
    let id = CellId {
        table: at,
        row: form.rows.iter().position(|form| form.id == row)?,
        column: form.columns.iter().position(|form| form.id == column)?,
    };
    Some((id, report.cell(id)?))
}

fn implausible(report: &Report) -> Outcome {
    let Some(edition) = report.edition else { return Outcome::default() };
    let level = level(report);
    let mut findings: Vec<Finding> = Vec::new();
    let mut doubt = |severity: Severity, id: CellId, cell: &Cell, message: String| {
        // One finding a row: a figure in the wrong row is one mistake.
        let known =
            findings.last().and_then(|last| last.cell).is_some_and(|last| (last.table, last.row) == (id.table, id.row));
        if !known {
            findings.push(Finding::new(IMPLAUSIBLE.code, severity, cell.span, message).cell(id));
        }
    };
    for (id, cell) in &report.filled.cells {
        let (Some((table, row, _)), Some(value)) = (edition.at(*id), cell.value) else { continue };
        let name = || edition.printed(*id);
        if row.id == "regulations" && level != Level::High && value > Decimal::ZERO {
            let severity = if level == Level::Low { Severity::Warning } else { Severity::Note };
            doubt(severity, *id, cell, format!("“{}”是{value}，而本机关不能制定规章。", name()));
        }
        let most = if matches!(table.id, "applications" | "review") { MOST_APPLICATIONS } else { MOST_DECISIONS };
        if matches!(edition.quantity(*id), Quantity::Count(_)) && value > Decimal::from(most) {
            doubt(Severity::Warning, *id, cell, format!("“{}”是{value}，大得不合常理。", name()));
        }
    }
    let cell = |table, row, column| named(report, edition, table, row, column);
    if let (Some((_, items)), Some((id, amount))) =
        (cell("procurement", "central_procurement", "items"), cell("procurement", "central_procurement", "amount"))
        && items.value.is_some_and(Decimal::is_zero)
        && let Some(value) = amount.value.filter(|value| !value.is_zero())
    {
        doubt(Severity::Warning, id, amount, format!("采购项目数量是0，采购总金额却是{value}。"));
    }
    let rest = cell("applications", "other.rest", "total").or_else(|| cell("applications", "other", "total"));
    if let Some((id, rest)) = rest
        && let Some((_, whole)) = cell("applications", "concluded", "total")
        && let (Some(part), Some(whole)) = (rest.value, whole.value)
        && part >= Decimal::from(3)
        && part <= whole
        && part.times(Decimal::from(10)).is_some_and(|tenfold| tenfold > whole)
    {
        let message = format!("“{}”有{part}件，占办理总数{whole}件的一成以上。", edition.printed(id));
        let finding = Finding::new(IMPLAUSIBLE.code, Severity::Note, rest.span, message).cell(id);
        findings.push(
            finding
                .basis("国办公开办函〔2019〕60号：关注“其他处理”数量偏高的情况")
                .help("核对这些申请能否归入前面的各种情形；确实不能的，可以不管。"),
        );
    }
    Outcome::of(findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Draft, Hints, read};
    use crate::report::understand;
    use crate::rules::Rule;

    fn found(rule: &Rule, draft: &str) -> Vec<Finding> {
        let document = read(&Draft::Text(draft), &Hints::default()).expect("text");
        (rule.check)(&understand(&document, None)).findings
    }

    fn marks(rule: &Rule, draft: &str) -> Vec<(Severity, String)> {
        found(rule, draft).into_iter().map(|finding| (finding.severity, finding.span.of(draft).to_owned())).collect()
    }

    /// A report of 2023 with these figures of 规章, of 行政处罚 and of 行政事业性收费.
    fn of_2023(agency: &str, regulations: &str, penalties: &str, fees: &str) -> String {
        format!(
            "{agency}2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n\
             信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | {regulations} |\n行政规范性文件 | 2 | 1 | 13 |\n\
             第二十条第（五）项\n信息内容 | 本年处理决定数量 |\n行政许可 | 14 |\n\
             第二十条第（六）项\n信息内容 | 本年处理决定数量 |\n行政处罚 | {penalties} |\n行政强制 | 0 |\n\
             第二十条第（八）项\n信息内容 | 本年收费金额（单位：万元） |\n行政事业性收费 | {fees} |\n"
        )
    }

    /// A report of 2020 that bought this many things for this much.
    fn of_2020(items: &str, amount: &str) -> String {
        format!(
            "云溪县2020年政府信息公开工作年度报告\n第二十条第（八）项\n信息内容 | 上一年项目数量 | 本年增/减 |\n\
             行政事业性收费 | 3 | 0 |\n第二十条第（九）项\n信息内容 | 采购项目数量 | 采购总金额 |\n政府集中采购 | {items} | {amount} |\n"
        )
    }

    const NONE: &str = "0 | 0 | 0";

    #[test]
    fn notes_beside_figures_and_words_in_their_place() {
        let draft = of_2023("云溪县", NONE, "3（其中简易1件）", "0");
        assert_eq!(marks(&ANNOTATED, &draft), [(Severity::Note, "3（其中简易1件）".to_owned())]);
        let draft = of_2023("云溪县", NONE, "3-5", "0");
        assert_eq!(marks(&UNREADABLE, &draft), [(Severity::Warning, "3-5".to_owned())]);
        for clean in ["3", "3件", "0", "无", "/", "", "１，２３４"] {
            let draft = of_2023("云溪县", NONE, clean, "0");
            assert_eq!((marks(&ANNOTATED, &draft), marks(&UNREADABLE, &draft)), (vec![], vec![]), "{clean}");
        }
    }

    #[test]
    fn amounts_in_another_unit() {
        let fees = |agency: &str, fees: &str| marks(&UNIT, &of_2023(agency, NONE, "3", fees));
        let one = |severity: Severity, marked: &str| vec![(severity, marked.to_owned())];
        assert_eq!(fees("云溪县", "251000元"), one(Severity::Warning, "251000元"));
        assert_eq!(fees("青禾镇", "251000"), one(Severity::Note, "251000"));
        for (agency, clean) in [
            ("云溪县", "25.1"),
            ("云溪县", "25.1万元"),
            ("云溪县", "0元"),
            ("白鹭市", "251000"),
            ("云溪县", "24252.311082"),
        ] {
            assert_eq!(fees(agency, clean), vec![], "{agency} {clean}");
        }
        assert_eq!(marks(&UNIT, &of_2023("云溪县", NONE, "2万", "0")), one(Severity::Warning, "2万"));
        assert_eq!(marks(&UNIT, &of_2023("云溪县", NONE, "2件", "0")), vec![]);
        assert_eq!(marks(&UNIT, &of_2020("2", "11840")), one(Severity::Note, "11840"));
        for clean in ["11840元", "1.184万元", "0"] {
            assert_eq!(marks(&UNIT, &of_2020("2", clean)), vec![], "{clean}");
        }
    }

    #[test]
    fn regulations_of_an_agency_that_cannot_make_them() {
        let of = |agency: &str| -> Vec<Severity> {
            found(&IMPLAUSIBLE, &of_2023(agency, "0 | 0 | 6", "3", "0"))
                .into_iter()
                .map(|finding| finding.severity)
                .collect()
        };
        for low in ["云溪县", "云溪县财政局", "枫叶区人民政府", "青禾镇", "石灯街道办事处", "云溪经济开发区管理委员会"]
        {
            assert_eq!(of(low), [Severity::Warning], "{low}");
        }
        assert_eq!(of("白鹭市财政局"), [Severity::Note]);
        for high in
            ["白鹭市人民政府", "镇江市人民政府", "新乡市人民政府", "广西壮族自治区人民政府", "国家统计局", "云省财政厅"]
        {
            assert_eq!(of(high), [], "{high}");
        }
        let none = of_2023("云溪县", NONE, "3", "0");
        assert_eq!(marks(&IMPLAUSIBLE, &none), []);
    }

    #[test]
    fn figures_that_cannot_be() {
        let draft = of_2023("云溪县", NONE, "20000000000", "0");
        assert_eq!(marks(&IMPLAUSIBLE, &draft), [(Severity::Warning, "20000000000".to_owned())]);
        assert_eq!(marks(&IMPLAUSIBLE, &of_2020("0", "11840元")), [(Severity::Warning, "11840元".to_owned())]);
        assert_eq!(marks(&IMPLAUSIBLE, &of_2020("2", "0")), []);
    }

    #[test]
    fn many_other_ends_are_remarked() {
        let of = |rest: i64, disclosed: i64| {
            let row = |label: &str, figure: i64| format!("{label} | {figure} | 0 | 0 | 0 | 0 | 0 | {figure} |\n");
            let draft = ["云溪县2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n".to_owned()]
                .into_iter()
                .chain([
                    row("一、本年新收政府信息公开申请数量", rest + disclosed),
                    row("二、上年结转政府信息公开申请数量", 0),
                    row("三、本年度办理结果 | （一）予以公开", disclosed),
                    row("（六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 0),
                    row("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 0),
                    row("3.其他", rest),
                    row("（七）总计", rest + disclosed),
                    row("四、结转下年度继续办理", 0),
                ])
                .collect::<String>();
            marks(&IMPLAUSIBLE, &draft)
        };
        assert_eq!(of(3, 10), [(Severity::Note, "3".to_owned())]);
        assert_eq!(of(2, 1), []);
        assert_eq!(of(3, 27), []);
    }
}
