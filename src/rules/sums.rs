//! The relations of the form: sums that must meet, parts that cannot exceed their whole.

use super::{Outcome, is_unknown, local, rule};
use crate::finding::{Finding, Related, Severity, SumTerm};
use crate::form::{CellId, Edition, Relation, RelationKind, Term};
use crate::numeral::Decimal;
use crate::position::Span;
use crate::recover::CellState;
use crate::report::Report;

rule! {
    /// 行合计不等于各项之和
    ///
    /// 表格一行中“总计”一格印的数，与同一行各项相加的结果不等。适用于申请情况表的每一行（自然人至其他共六类申请人），
    /// 复议诉讼表的三组（结果维持、结果纠正、其他结果、尚未审结），以及2014—2018年统计表的各个合计行。
    ///
    /// “总计”就是各项之和，这是表格本身的含义。空白的格子按0计算，并在说明中写明；有读不准的格子时不作判断。
    ///
    /// ```错
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// 一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 0 | 0 | 0 | 8 |
    /// 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    /// ```对
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// 一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 0 | 0 | 0 | 9 |
    /// 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    ROW_TOTAL = "table/row-total",
    basis: None,
    help: "对照台账核对这一行的每一格，改正填错的一格；各项无误的，改正总计。",
    check: row_totals
}

rule! {
    /// 列总计不等于各办理结果之和
    ///
    /// 申请情况表中“（七）总计”一行印的数，与同一列从“（一）予以公开”到“（六）其他处理”逐项相加的结果不等。
    ///
    /// “（七）总计”是本年度办理结果的合计。注意部分公开的申请只计“部分公开”，不再计入其他情形，重复计入是常见的原因。
    ///
    /// ```错
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// 一、本年新收政府信息公开申请数量 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |
    /// 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 三、本年度办理结果 | （一）予以公开 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |
    /// （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// （三）不予公开 | 1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 2.其他法律行政法规禁止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 3.危及“三安全一稳定” | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 4.保护第三方合法权益 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 5.属于三类内部事务信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 6.属于四类过程性信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 7.属于行政执法案卷 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 8.属于行政查询事项 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// （四）无法提供 | 1.本机关不掌握相关政府信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 2.没有现成信息需要另行制作 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 3.补正后申请内容仍不明确 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// （五）不予处理 | 1.信访举报投诉类申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 2.重复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 3.要求提供公开出版物 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 4.无正当理由大量反复申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 5.要求行政机关确认或重新出具已获取信息 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// （六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 3.其他 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// （七）总计 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |
    /// 四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    /// ```对
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// 一、本年新收政府信息公开申请数量 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |
    /// 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 三、本年度办理结果 | （一）予以公开 | 8 | 0 | 0 | 0 | 0 | 0 | 8 |
    /// （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// （三）不予公开 | 1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// 2.其他法律行政法规禁止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// （七）总计 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |
    /// 四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    COLUMN_TOTAL = "table/column-total",
    basis: Some("国办公开办函〔2021〕30号、〔2019〕60号所附表格：“（七）总计”为（一）至（六）各项之和"),
    help: "对照台账核对这一列的各项结果，重点看同一件申请是否计了两次；各项无误的，改正（七）总计。",
    check: column_totals
}

rule! {
    /// 收办不平衡：一 + 二 ≠ 三 + 四
    ///
    /// 申请情况表的每一列，“一、本年新收”加“二、上年结转”应当等于“三、本年度办理结果”的（七）总计加“四、结转下年度继续办理”。
    ///
    /// 这是印在表格上的勾稽关系：“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”。
    ///
    /// ```错
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// 一、本年新收政府信息公开申请数量 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |
    /// 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// （七）总计 | 8 | 0 | 0 | 0 | 0 | 0 | 8 |
    /// 四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// ```
    /// ```对
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// 一、本年新收政府信息公开申请数量 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |
    /// 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
    /// （七）总计 | 8 | 0 | 0 | 0 | 0 | 0 | 8 |
    /// 四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// ```
    BALANCE = "table/balance",
    basis: Some("表格自印的勾稽关系：第一项加第二项之和，等于第三项加第四项之和（国办公开办函〔2021〕30号、〔2019〕60号）"),
    help: "核对新收、上年结转、（七）总计、结转下年度四个数；没有办结的申请应当计入“四、结转下年度继续办理”。",
    check: balances
}

rule! {
    /// 部分大于整体
    ///
    /// 其中数大于总数，各渠道公开数大于公开总数，减少的项目多于上一年的项目，本年新公开多于对外公开总数，等等。
    /// 按表格的含义一定不能出现的是错误，口径可能不同的是疑点。
    ///
    /// ```错
    /// 政府信息公开情况统计表
    /// 统计指标 | 单位 | 统计数 |
    /// 一、主动公开情况 | —— | |
    /// （一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） | 条 | 20 |
    /// 其中：主动公开规范性文件数 | 条 | 30 |
    /// 制发规范性文件总数 | 件 | 30 |
    /// ```
    /// ```对
    /// 政府信息公开情况统计表
    /// 统计指标 | 单位 | 统计数 |
    /// 一、主动公开情况 | —— | |
    /// （一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） | 条 | 30 |
    /// 其中：主动公开规范性文件数 | 条 | 20 |
    /// 制发规范性文件总数 | 件 | 20 |
    /// ```
    PART_EXCEEDS_WHOLE = "table/part-exceeds-whole",
    basis: None,
    help: "核对这两处的口径和数字，改正填错的一处。",
    check: parts
}

fn row_totals(report: &Report) -> Outcome {
    with_local(kind(report, RelationKind::RowTotal), report, local::totals)
}

fn column_totals(report: &Report) -> Outcome {
    kind(report, RelationKind::ColumnTotal)
}

fn balances(report: &Report) -> Outcome {
    kind(report, RelationKind::Balance)
}

fn parts(report: &Report) -> Outcome {
    with_local(kind(report, RelationKind::Part), report, local::parts)
}

/// Adds what a local table has of the same kind; where there is one, the national table is not missed.
fn with_local(mut outcome: Outcome, report: &Report, check: fn(&Report) -> Vec<Finding>) -> Outcome {
    if !report.local.is_empty() {
        outcome.unable = None;
        outcome.findings.extend(check(report));
    }
    outcome
}

/// What a relation says of a report.
pub(crate) enum Answer {
    /// The figures meet.
    Holds,
    /// They do not; `blanks`: some of the cells are blank and were taken for nought.
    Broken { computed: Decimal, printed: Decimal, blanks: bool },
    /// Nothing can be said, and why.
    Unable(&'static str),
}

const UNREAD: &str = "有的格子读不准";
const ABSENT: &str = "有的行没有找到";
const UNFILLED: &str = "各项都是空白";
const NO_TOTAL: &str = "合计是空白";

fn kind(report: &Report, kind: RelationKind) -> Outcome {
    let Some(edition) = report.edition else { return Outcome::default() };
    let mut outcome = Outcome::default();
    let mut unable: Vec<(&'static str, usize)> = Vec::new();
    let mut any = false;
    for relation in report.filled.relations.iter().filter(|relation| relation.kind == kind) {
        let table = relation.members().next().map(|cell| cell.table);
        if !report.filled.zones.iter().any(|(zone, _)| Some(*zone) == table) {
            continue;
        }
        any = true;
        match answer(&|id| report.cell(id).map(|cell| (cell.state, cell.value)), relation) {
            Answer::Holds => {}
            Answer::Broken { computed, printed, blanks } => {
                outcome.findings.push(broken(report, edition, relation, computed, printed, blanks));
            }
            Answer::Unable(why) => match unable.iter_mut().find(|(known, _)| *known == why) {
                Some((_, count)) => *count += 1,
                None => unable.push((why, 1)),
            },
        }
    }
    if !unable.is_empty() {
        let reasons: Vec<String> = unable.iter().map(|(why, count)| format!("{why}（{count}处）")).collect();
        outcome.unable = Some(format!("有的关系无法核对：{}", reasons.join("，")));
    } else if !any && !edition.tables.is_empty() {
        outcome.unable = Some("没有找到要核对的表格".into());
    }
    outcome
}

/// What a relation needs to know of a cell.
pub(crate) type Known = (CellState, Option<Decimal>);

/// Whether a relation holds between the cells.
pub(crate) fn answer(cell: &dyn Fn(CellId) -> Option<Known>, relation: &Relation) -> Answer {
    // A row that the draft does not have at all is no row of its relations.
    let known = |term: &Term| cell(term.cell);
    let sum = |side: &[Term]| {
        side.iter().try_fold(Decimal::ZERO, |sum, term| {
            let Some((state, value)) = known(term) else { return Some(sum) };
            let value = if is_unknown(state) { return None } else { value.unwrap_or_default() };
            sum.plus(if term.negative { value.negated() } else { value })
        })
    };
    let (Some(computed), Some(printed)) = (sum(&relation.left), sum(&relation.right)) else {
        return Answer::Unable(UNREAD);
    };
    let holds = match relation.kind {
        RelationKind::Part => computed <= printed,
        _ => computed == printed,
    };
    if holds {
        return Answer::Holds;
    }
    let any = |wanted: CellState| relation.members().filter_map(cell).any(|(state, _)| state == wanted);
    let begins_blank = |side: &[Term]| side.iter().find_map(known).is_some_and(|(state, _)| state == CellState::Blank);
    let filled = |side: &[Term]| side.iter().filter_map(known).any(|(_, value)| value.is_some());
    if any(CellState::Absent) {
        return Answer::Unable(ABSENT);
    }
    if !filled(&relation.left) {
        return Answer::Unable(UNFILLED);
    }
    let blank_total = match relation.kind {
        // Any of the four left blank may be the one that is missing, except the two that are often nought.
        RelationKind::Balance => {
            !filled(&relation.right) || begins_blank(&relation.left) || begins_blank(&relation.right)
        }
        RelationKind::Part => !filled(&relation.right),
        _ => relation.right.iter().filter_map(known).any(|(state, _)| state == CellState::Blank),
    };
    if blank_total {
        return Answer::Unable(NO_TOTAL);
    }
    Answer::Broken { computed, printed, blanks: any(CellState::Blank) }
}

fn broken(
    report: &Report,
    edition: &'static Edition,
    relation: &Relation,
    computed: Decimal,
    printed: Decimal,
    blanks: bool,
) -> Finding {
    let name = |term: &Term| edition.printed(term.cell);
    let figure = |term: &Term| report.cell(term.cell).and_then(|cell| cell.value);
    let row = |term: &Term| edition.at(term.cell).map_or_else(String::new, |(_, row, _)| row.printed());
    let column = |term: &Term| edition.at(term.cell).map_or("", |(_, _, column)| column.label);
    let single = |term: &Term| edition.at(term.cell).is_some_and(|(table, _, _)| table.columns.len() == 1);
    let differs = |one: Decimal, from: Decimal| {
        let difference = one.minus(from).unwrap_or(Decimal::ZERO);
        format!("{}{}", if difference.is_negative() { "少" } else { "多" }, difference.absolute())
    };
    let assumed = if blanks { "（空白的格按0计算）" } else { "" };
    let total = relation.right.first();
    let message = match relation.kind {
        RelationKind::RowTotal | RelationKind::ColumnTotal => {
            let what = total.map_or_else(String::new, |total| match relation.kind {
                RelationKind::ColumnTotal => format!("“{}”列的{}", column(total), row(total)),
                _ if single(total) => format!("“{}”", name(total)),
                _ => format!("“{}”的{}", row(total), column(total)),
            });
            format!("{what}印的是{printed}，各项相加是{computed}，印的{}{assumed}。", differs(printed, computed))
        }
        RelationKind::Balance => {
            let value = |term: Option<&Term>| term.and_then(figure).unwrap_or(Decimal::ZERO);
            let column = total.map_or("", column);
            format!(
                "“{column}”列收办不平衡：本年新收{} + 上年结转{} = {computed}，办理结果总计{} + 结转下年度{} = {printed}，前者{}{assumed}。",
                value(relation.left.first()),
                value(relation.left.get(1)),
                value(relation.right.first()),
                value(relation.right.get(1)),
                differs(computed, printed),
            )
        }
        RelationKind::Part => {
            let part = relation.left.first();
            let negative = part.is_some_and(|term| term.negative);
            let part_name = part.map_or_else(String::new, name);
            let whole: Vec<String> = relation.right.iter().map(name).collect();
            if negative {
                format!("“{part_name}”减少了{computed}，比“{}”的{printed}还多。", whole.join("”与“"))
            } else if whole.len() > 1 {
                format!("“{part_name}”是{computed}，比“{}”合起来的{printed}还大{assumed}。", whole.join("”“"))
            } else {
                format!("“{part_name}”是{computed}，比“{}”的{printed}还大。", whole.join(""))
            }
        }
    };
    let (code, severity) = match relation.kind {
        RelationKind::RowTotal => (ROW_TOTAL.code, Severity::Error),
        RelationKind::ColumnTotal => (COLUMN_TOTAL.code, Severity::Error),
        RelationKind::Balance => (BALANCE.code, Severity::Error),
        RelationKind::Part => {
            (PART_EXCEEDS_WHOLE.code, if relation.certain { Severity::Error } else { Severity::Warning })
        }
    };
    let marked = match relation.kind {
        RelationKind::Part => relation.left.first(),
        _ => total,
    };
    let place = |term: &Term| report.cell(term.cell).map_or_else(Span::default, |cell| cell.span);
    let mut finding = Finding::new(code, severity, marked.map(place).unwrap_or_default(), message);
    finding.cell = marked.map(|term| term.cell);
    finding.relation = Some(relation.name.clone());
    finding.expected = Some(computed);
    finding.actual = Some(printed);
    finding.help = help(report, edition, relation, computed, printed);
    let balance = relation.kind == RelationKind::Balance;
    let members = relation.left.iter().map(|term| (term, if term.negative { '-' } else { '+' }));
    let members = members.chain(relation.right.iter().map(|term| (term, '=')));
    for (term, sign) in members {
        let Some(cell) = report.cell(term.cell) else { continue };
        if cell.state == CellState::Absent {
            continue;
        }
        let item = match relation.kind {
            RelationKind::RowTotal if !single(term) => column(term).to_owned(),
            _ if single(term) => name(term),
            _ => row(term),
        };
        let shown = cell.value.map_or_else(|| "空白".to_owned(), |value| value.to_string());
        let message =
            if sign == '=' && !balance { format!("印的是 {shown}") } else { format!("{sign} {item} {shown}") };
        finding.related.push(Related {
            span: cell.span,
            message,
            cell: Some(term.cell),
            term: Some(SumTerm { sign, item, value: cell.value }),
        });
    }
    finding
}

/// Where to look first: cells of a column that hold just the difference may have been counted twice or left out.
fn help(report: &Report, edition: &Edition, relation: &Relation, computed: Decimal, printed: Decimal) -> String {
    if relation.kind != RelationKind::ColumnTotal {
        return String::new();
    }
    let Some(excess) = computed.minus(printed).filter(|excess| !excess.is_negative()) else { return String::new() };
    let equal: Vec<String> = relation
        .left
        .iter()
        .filter(|term| report.cell(term.cell).and_then(|cell| cell.value) == Some(excess))
        .filter_map(|term| edition.at(term.cell).map(|(_, row, _)| format!("“{}”", row.printed())))
        .collect();
    if equal.is_empty() || equal.len() > 4 {
        return String::new();
    }
    format!(
        "{}这一列中与差额{excess}相等的是{}，请先看这{}是否重复计入。",
        COLUMN_TOTAL.help,
        equal.join("、"),
        if equal.len() > 1 { "几项" } else { "一项" }
    )
}
