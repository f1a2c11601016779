use super::{CHANNELS, any, section_at};
use crate::finding::{Finding, Severity};
use crate::form::CellId;
use crate::numeral::Decimal;
use crate::position::Span;
use crate::prose::{Figure, Prose};
use crate::recover::CellState;
use crate::report::Report;
use crate::rules::{Outcome, rule};

rule! {
    /// 正文的数与表格不符
    ///
    /// 正文写的收到、结转、办结的申请数，各种办理结果，行政复议、行政诉讼，规范性文件，许可、处罚、强制和收费的数，与表格里的数对不上。
    /// 2018年以前对照《政府信息公开情况统计表》或者地方的统计表。
    ///
    /// 能解释的都不提示：收到的申请包含上年结转的，复议、诉讼不含尚未审结的，正文写的是本级、办公室或者某个部门的，
    /// 正文里同一种数有几个的，写的是别的年份或者只到某个月的。
    ///
    /// ```错
    /// 云溪县2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年收到政府信息公开申请12件。
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// 一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 0 | 0 | 0 | 9 |
    /// 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// ```
    /// ```对
    /// 云溪县2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年收到政府信息公开申请10件（含上年结转1件）。
    /// 三、收到和处理政府信息公开申请情况
    /// 申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
    /// 一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 0 | 0 | 0 | 9 |
    /// 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
    /// ```
    DISAGREES_WITH_TABLE = "narrative/disagrees-with-table",
    basis: None,
    help: "核对正文和表格的口径、数字，改正填错的一处；口径确实不同的，在正文里写明。",
    check: disagreements
}

/// A kind of figure that the prose repeats from a table. Words are divided by `|`.
struct Claim {
    /// One of these stands in the figure's clause.
    says: &'static str,
    /// And one of these.
    of: &'static str,
    /// And one of these in its sentence.
    about: &'static str,
    /// None of these in its clause.
    never: &'static str,
    /// One of these units, or none printed.
    units: &'static str,
    /// The sums of cells that may be meant: a letter for table and column (see [`column`]) and the row.
    cells: &'static str,
    /// Words of the row in a local table.
    local: &'static [&'static str],
    /// Whether 未收到, 未发生 says none.
    none: bool,
}

const APPLICATIONS: &str = "件条份宗例起个";
const BY_WHOM: &str = "自然人|法人|企业|网上|网络|当面|信函|邮|传真|转办";
const OUTCOMES: &str =
    "维持|纠正|纠错|撤销|驳回|审结|办结|结案|未结|败诉|胜诉|终止|后|调解|出庭|应诉|被告|原告|上年|新";
const SCOPES: &str = "部门|单位|乡|镇|街道|局|县直|区直|市直|本级|办公室|办公厅|政府办|名义|直接|系统";

/// What else is received and settled.
const OTHER_MATTERS: &str = "热线|信箱|来信|信访|提案|建议|工单|留言|咨询|投诉|舆情|来电";

const fn claim(says: &'static str, cells: &'static str) -> Claim {
    Claim { says, of: "", about: "", never: "", units: APPLICATIONS, cells, local: &[], none: false }
}

static CLAIMS: [Claim; 20] = [
    Claim {
        of: "公开申请|公开的申请|申请公开|依申请|信息公开|收到申请|受理申请|新收申请|接收申请|收到的申请",
        never: "结转|答复|办结|复议|诉讼|举报|许可|审批|补正|撤回|收费|减免|延期|转",
        local: &["受理", "申请"],
        none: true,
        ..claim("收到|新收|受理|接到|接收", "a.received a.received+a.carried_in s.received")
    },
    Claim {
        about: "申请", ..claim("上年结转|上年度结转|上一年结转|上一年度结转|去年结转", "a.carried_in")
    },
    Claim {
        about: "申请", ..claim("结转下|结转至下|结转到下|顺延到下|顺延至下|转入下", "a.carried_out")
    },
    Claim {
        about: "申请",
        never: "率|按时|按期|及时|延期|事项|复议|诉讼|当年|新收|许可",
        ..claim("办结", "a.concluded a.concluded-a.carried_in s.concluded s.answered")
    },
    Claim { about: "申请|答复", never: "不予|部分|主动", ..claim("予以公开", "a.disclosed") },
    Claim {
        about: "申请|答复", never: "予以公开|不予|主动", ..claim("部分公开", "a.disclosed_in_part")
    },
    Claim { about: "申请|答复", never: "部分|主动|无法", ..claim("不予公开", "a.withheld") },
    Claim { about: "申请|答复", never: "不予|部分", ..claim("无法提供", "a.unavailable") },
    Claim { about: "申请|答复", never: "公开|部分", ..claim("不予处理", "a.declined") },
    Claim { about: "申请|答复", never: "公开|不予", ..claim("其他处理|其它处理", "a.other") },
    Claim {
        about: "信息公开",
        never: "诉",
        local: &["行政复议"],
        none: true,
        ..claim("复议", "r.reconsideration r.reconsideration-p.reconsideration s.reconsiderations")
    },
    Claim {
        about: "信息公开",
        never: "复议",
        none: true,
        ..claim(
            "诉讼",
            "r.litigation_direct+r.litigation_after_reconsideration r.litigation_direct+r.litigation_after_reconsideration-p.litigation_direct-p.litigation_after_reconsideration r.litigation_direct r.litigation_after_reconsideration s.litigations",
        )
    },
    Claim { of: "规范性文件", ..claim("制发", "i.normative_documents s.normative_documents_issued") },
    Claim { of: "规范性文件", never: "修改|清理|失效|拟", ..claim("废止", "x.normative_documents") },
    Claim { of: "规范性文件", ..claim("现行有效", "f.normative_documents") },
    Claim { of: "处理决定|许可决定", units: "件起项宗个", ..claim("行政许可", "d.licences") },
    Claim { of: "处理决定|处罚决定", units: "件起项宗个", ..claim("行政处罚", "d.penalties") },
    Claim { of: "处理决定|强制决定", units: "件起项宗个", ..claim("行政强制", "d.coercive_measures") },
    Claim {
        of: "收取|收费金额|收费总|征收",
        never: "减|免|取消|项",
        units: "元",
        ..claim("行政事业性收费|行政事业性费用", "m.administrative_fees")
    },
    Claim {
        of: "信息",
        never: "通过|网|微|平台|公报|利用|类|重点|财政|指南|目录|规范性",
        units: "条件",
        local: &["主动公开"],
        ..claim("主动公开", "s.disclosed")
    },
];

/// What makes a figure one of a part, of another time, or a change.
const OTHER_TIME: &str =
    "平均|累计|历年|同比|较|增|下降|相比|比上|比去|以来|半年|季度|同期|去年|超过|公示|公布|发布|转办";

/// Words that say that there was none.
const NONE: [&str; 8] = ["未收到", "没有收到", "未接到", "没有接到", "未受理", "未发生", "没有发生", "未产生"];

/// One place where the prose says such a figure.
struct Saying {
    value: Decimal,
    span: Span,
    words: String,
}

fn disagreements(report: &Report) -> Outcome {
    if report.filled.zones.is_empty() && report.local.is_empty() {
        return Outcome::unable("没有找到要对照的表格");
    }
    let prose = &Prose::of(report);
    let mut sayings: Vec<Vec<Saying>> = CLAIMS.iter().map(|_| Vec::new()).collect();
    for (index, figure) in prose.figures.iter().enumerate() {
        if let Some((claim, saying)) = saying(report, prose, index, figure)
            && let Some(known) = sayings.get_mut(claim)
        {
            known.push(saying);
        }
    }
    nothing(report, prose, &mut sayings);
    let found = CLAIMS.iter().zip(&sayings).filter_map(|(claim, sayings)| contradiction(report, claim, sayings));
    Outcome::of(found.collect())
}

/// Which claim a figure makes.
fn saying(report: &Report, prose: &Prose, index: usize, figure: &Figure) -> Option<(usize, Saying)> {
    if figure.loose || !(figure.is_quantity() || figure.unit.is_empty()) || !speaks_of_the_year(report, prose, index) {
        return None;
    }
    let (before, behind) = prose.around(index);
    let start = prose.clause_start(index);
    let clause = prose.between(start, figure.start);
    let far = prose.reach_back(figure, 300);
    let sentence = prose.between(far, figure.start);
    // No word runs over a figure.
    let near = prose.between(figure.start - before.len(), figure.end + behind.len());
    let has = |words: &str| any(near, words);
    let is = |claim: &&Claim| {
        let review = claim.says == "复议" || claim.says == "诉讼";
        let result = claim.about == "申请|答复";
        let unit = if figure.unit.is_empty() { result } else { claim.units.contains(figure.unit) };
        unit && has(claim.says)
            && (claim.of.is_empty() || has(claim.of))
            && !has(claim.never)
            && (claim.about.is_empty()
                || any(sentence, claim.about)
                || any(behind, claim.about)
                || review && section(report, prose, figure.start) == "review")
            && !(claim.cells.starts_with("a.") && any(sentence, OTHER_MATTERS))
            && !(review && has(OUTCOMES))
            // What stands among the parts is a part of the kind; results always do.
            && (result || !sentence.contains("其中"))
    };
    let index = CLAIMS.iter().position(|claim| is(&claim))?;
    let elsewhere = matches!(section(report, prose, figure.start), "problems" | "other");
    if elsewhere || any(clause, BY_WHOM) || is_other_scope(report, clause) || is_other_scope(report, behind) {
        return None;
    }
    // A clause says what is counted before the figure or behind it.
    let words = prose.between(start, figure.end + if behind.len() < 60 { behind.len() } else { 0 });
    let span = prose.span(figure.start, figure.end);
    Some((index, Saying { value: figure.value, span, words: words.to_owned() }))
}

/// Whether a clause speaks of a part of what the report is about, or of another time. The words of the agency's own name
/// speak of the whole, and so do 我局 and 本镇.
fn is_other_scope(report: &Report, clause: &str) -> bool {
    let name = report.title.map_or("", |title| title.of(report.text()));
    let office = name.contains("办公") && ["全市", "全县", "全区", "全省"].iter().any(|word| clause.contains(word));
    let other = |word: &str| {
        !name.contains(word)
            && clause
                .match_indices(word)
                .any(|(at, _)| !clause.get(..at).is_some_and(|head| head.ends_with(['我', '本', '全'])))
    };
    office || any(clause, OTHER_TIME) || SCOPES.split('|').any(other)
}

/// Whether nothing before a figure in its sentence names another year, or a part of the year.
fn speaks_of_the_year(report: &Report, prose: &Prose, index: usize) -> bool {
    let Some(figure) = prose.figures.get(index) else { return false };
    let first = prose.sentences.get(figure.sentence).map_or(index, |sentence| sentence.first);
    let before = prose.figures.get(first.max(index.saturating_sub(12))..index).unwrap_or_default();
    let year = before.iter().rev().find_map(Figure::year);
    let month = |f: &Figure| f.unit == "月" && f.value != Decimal::from(1) && f.value != Decimal::from(12);
    (year.is_none() || report.year.is_none() || year == report.year) && !before.iter().any(month)
}

fn section<'a>(report: &'a Report, prose: &Prose, at: usize) -> &'a str {
    section_at(report, prose.span(at, at + 1).start).map_or("", |section| section.id())
}

/// 未收到申请, 未发生行政复议、行政诉讼.
fn nothing(report: &Report, prose: &Prose, sayings: &mut [Vec<Saying>]) {
    for sentence in &prose.sentences {
        let words = prose.between(sentence.start, sentence.end);
        let named = prose.figures.get(sentence.first..sentence.last).unwrap_or_default().iter().find_map(Figure::year);
        if named.is_some() && named != report.year || words.len() > 1500 {
            continue;
        }
        for (at, _) in words.match_indices(['未', '没']) {
            let from = sentence.start + at;
            let rest = prose.between(from, sentence.end);
            let Some(verb) = NONE.iter().find(|verb| rest.starts_with(**verb)) else { continue };
            let clause = rest.split(['，', '。', '；', '(']).next().unwrap_or(rest);
            let before = words.get(..at).and_then(|head| head.rsplit(['。', '；', '，']).next()).unwrap_or("");
            let never = "逾期|超期|延期|责任|败诉|纠错|纠正|违法|泄密|新的|再|其他申请|其它申请";
            if any(clause, never)
                || is_other_scope(report, before)
                || any(before, CHANNELS)
                || clause.contains(|c: char| c.is_ascii_digit())
            {
                continue;
            }
            let (review, suit) = (clause.contains("复议"), clause.contains("诉讼"));
            let asked = !(review || suit || verb.ends_with('生'))
                && any(clause, "公开申请|公开的申请|申请公开|信息的申请")
                && !any(clause, "举报|投诉|收费|费用|网|信函|当面");
            for (claim, known) in CLAIMS.iter().zip(sayings.iter_mut()).filter(|(claim, _)| claim.none) {
                let says = match claim.says {
                    "复议" => review && words.contains("信息公开"),
                    "诉讼" => suit && words.contains("信息公开"),
                    _ => asked,
                };
                if says {
                    let span = prose.span(from, from + clause.len());
                    known.push(Saying { value: Decimal::ZERO, span, words: clause.to_owned() });
                }
            }
        }
    }
}

fn contradiction(report: &Report, claim: &Claim, sayings: &[Saying]) -> Option<Finding> {
    let first = sayings.first()?;
    // Several figures of one kind are those of several agencies or years.
    if sayings.iter().any(|other| other.value != first.value) {
        return None;
    }
    let (mut shown, mut span, mut cell) = (Vec::new(), Span::default(), None);
    for sum in claim.cells.split(' ') {
        let Some((value, of)) = total(report, sum) else { continue };
        if value == first.value || claim.units == "元" && is_amount(first, value) {
            return None;
        }
        if shown.is_empty() {
            (span, cell) = (report.cell(of)?.span, Some(of));
        }
        if shown.len() < 2 && !shown.iter().any(|(known, _)| *known == value) {
            shown.push((value, name(report, sum)));
        }
    }
    let text = report.text();
    for table in &report.local {
        if claim.local.is_empty() {
            break;
        }
        let says = |row: &&crate::local::LocalRow| claim.local.iter().all(|word| row.label.of(text).contains(word));
        let Some(row) = table.rows.iter().find(says) else { continue };
        if row.figures.iter().flatten().any(|(value, _)| *value == first.value) {
            return None;
        }
        let (value, place) = table.this_year(text, claim.local)?;
        shown.push((value, row.label.of(text).to_owned()));
        span = place;
    }
    if shown.is_empty() {
        return None;
    }
    let printed: Vec<String> = shown.iter().map(|(value, name)| format!("“{name}”是{value}")).collect();
    let message = format!("正文写“{}”，表格里{}。", first.words, printed.join("，"));
    let mut finding = Finding::new(DISAGREES_WITH_TABLE.code, Severity::Warning, first.span, message);
    finding.actual = Some(first.value);
    finding.expected = shown.first().map(|(value, _)| *value);
    finding = finding.related(span, "表格里的数");
    if let Some(related) = finding.related.first_mut() {
        related.cell = cell;
    }
    Some(finding)
}

/// Whether an amount in 元 is the table's in 万元, which the prose may have rounded.
fn is_amount(saying: &Saying, value: Decimal) -> bool {
    let off = value.times(Decimal::from(10_000)).and_then(|value| value.minus(saying.value));
    off.is_none_or(|off| off.absolute() < Decimal::from(10_000)) || saying.value == value
}

/// Table and column of a cell's name.
fn column(letter: &str) -> (&'static str, &'static str) {
    match letter {
        "a" => ("applications", "total"),
        "r" => ("review", "total"),
        "p" => ("review", "pending"),
        "i" => ("rules", "issued"),
        "x" => ("rules", "repealed"),
        "f" => ("rules", "in_force"),
        "m" => ("fees", "amount"),
        "d" => ("", "decisions"),
        _ => ("statistics", "count"),
    }
}

/// The sum of cells, and the first of them.
fn total(report: &Report, sum: &str) -> Option<(Decimal, CellId)> {
    let mut total = Decimal::ZERO;
    let mut first = None;
    for term in sum.split_inclusive(['+', '-']) {
        let name = term.trim_end_matches(['+', '-']);
        let before = (name.as_ptr() as usize).checked_sub(sum.as_ptr() as usize + 1);
        let negative = before.is_some_and(|at| sum.as_bytes().get(at) == Some(&b'-'));
        let (value, cell) = row(report, name)?;
        total = if negative { total.minus(value)? } else { total.plus(value)? };
        first = first.or(Some(cell));
    }
    Some((total, first?))
}

/// The figure of a row, or of the rows under it; nothing where one cannot be read or none is filled in.
fn row(report: &Report, name: &str) -> Option<(Decimal, CellId)> {
    let edition = report.edition?;
    let (letter, id) = name.split_once('.')?;
    let (table, column) = column(letter);
    let mut sum: Option<(Decimal, CellId)> = None;
    for cell in edition.cells() {
        let (of, row, printed) = edition.at(cell)?;
        let under = row.id.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        if !under || printed.id != column || !table.is_empty() && of.id != table {
            continue;
        }
        let Some(filled) = report.cell(cell) else { continue };
        match filled.state {
            CellState::Ambiguous | CellState::Unreadable => return None,
            CellState::Absent if row.replaces.is_empty() && row.id != "other" && !row.id.starts_with("other.") => {
                return None;
            }
            _ => {}
        }
        let Some(value) = filled.value else { continue };
        sum = match sum {
            Some((before, first)) => Some((before.plus(value)?, first)),
            None => Some((value, cell)),
        };
        // A row that has parts of its own is their sum.
        if row.id == id {
            break;
        }
    }
    sum
}

/// What a sum of cells is called.
fn name(report: &Report, sum: &str) -> String {
    let Some(edition) = report.edition else { return String::new() };
    let mut names = Vec::new();
    for term in sum.split(['+', '-']) {
        let Some((_, cell)) = row(report, term) else { continue };
        let Some((table, row, _)) = edition.at(cell) else { continue };
        let grouped = term.split_once('.').is_some_and(|(_, id)| row.id != id);
        names.push(match (grouped, table.id) {
            (true, _) => row.group.to_owned(),
            (_, "applications" | "statistics") => row.printed(),
            _ => edition.printed(cell),
        });
    }
    names.join(if sum.contains('-') { "减" } else { "加" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::narrative::testing::found;

    /// A report with tables: received 9 + 1, concluded 8 (disclosed 5, withheld 1, unavailable 2), carried out 2.
    fn draft(words: &str) -> String {
        let row = |label: &str, value: u8| format!("{label} | {value} | 0 | 0 | 0 | 0 | 0 | {value} |\n");
        let mut draft = format!(
            "云溪县2023年政府信息公开工作年度报告\n一、总体情况\n{words}\n二、主动公开政府信息情况\n第二十条第（一）项\n\
             信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 0 | 0 | 0 |\n行政规范性文件 | 6 | 1 | 32 |\n\
             第二十条第（五）项\n信息内容 | 本年处理决定数量 |\n行政许可 | 517 |\n第二十条第（六）项\n信息内容 | 本年处理决定数量 |\n\
             行政处罚 | 69 |\n行政强制 | 4 |\n第二十条第（八）项\n信息内容 | 本年收费金额（单位：万元） |\n行政事业性收费 | 40.28 |\n\
             三、收到和处理政府信息公开申请情况\n\
             申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n"
        );
        for (label, value) in [
            ("一、本年新收政府信息公开申请数量", 9),
            ("二、上年结转政府信息公开申请数量", 1),
            ("三、本年度办理结果 | （一）予以公开", 5),
            ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 0),
            ("（三）不予公开 | 1.属于国家秘密", 0),
            ("2.其他法律行政法规禁止公开", 0),
            ("3.危及“三安全一稳定”", 0),
            ("4.保护第三方合法权益", 1),
            ("5.属于三类内部事务信息", 0),
            ("6.属于四类过程性信息", 0),
            ("7.属于行政执法案卷", 0),
            ("8.属于行政查询事项", 0),
            ("（四）无法提供 | 1.本机关不掌握相关政府信息", 2),
            ("2.没有现成信息需要另行制作", 0),
            ("3.补正后申请内容仍不明确", 0),
            ("（七）总计", 8),
            ("四、结转下年度继续办理", 2),
        ] {
            draft.push_str(&row(label, value));
        }
        draft.push_str(
            "四、政府信息公开行政复议、行政诉讼情况\n行政复议 | 行政诉讼 |\n未经复议直接起诉 | 复议后起诉 |\n\
             结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n\
             3 | 0 | 0 | 1 | 4 | 1 | 0 | 0 | 0 | 1 | 1 | 0 | 0 | 0 | 1 |\n\
             五、存在的主要问题及改进情况\n更新不够及时。\n六、其他需要报告的事项\n本年度未收取信息处理费。\n",
        );
        draft
    }

    #[test]
    fn figures_that_no_reading_explains() {
        for (words, message) in [
            (
                "2023年收到政府信息公开申请12件。",
                "“一、本年新收政府信息公开申请数量”是9，“一、本年新收政府信息公开申请数量加二、上年结转政府信息公开申请数量”是10。",
            ),
            ("全年未收到政府信息公开申请。", "未收到政府信息公开申请"),
            ("办理公开申请，上年结转3件。", "上年结转3件”，表格里“二、上年结转"),
            ("依申请公开办结6件，结转下年度2件。", "“依申请公开办结6件”"),
            ("依申请公开方面，结转下年度继续办理3件。", "是2"),
            ("答复申请，其中予以公开4件，不予公开1件。", "“（一）予以公开”是5"),
            ("答复申请，其中无法提供3件。", "“（四）无法提供”是2"),
            ("因信息公开被申请行政复议5件。", "“行政复议·总计”是4，“行政复议·总计减行政复议·尚未审结”是3"),
            ("因信息公开引起的行政诉讼7件。", "是2"),
            ("未发生因政府信息公开引起的行政诉讼。", "是2"),
            ("未发生有关政府信息公开的举报、投诉和行政复议。", "是4"),
            ("我县收到政府信息申请公开件19件。", "是9"),
            ("制发行政规范性文件8件。", "本年制发件数”是6"),
            ("现有现行有效的行政规范性文件23件。", "是32"),
            ("作出行政处罚决定96件。", "是69"),
            ("收取行政事业性收费4.03万元。", "是40.28"),
        ] {
            let found = found(&DISAGREES_WITH_TABLE, &draft(words));
            assert_eq!(found.len(), 1, "{words}\n{found:#?}");
            assert!(found.iter().all(|f| f.message.contains(message) && f.severity == Severity::Warning), "{found:#?}");
        }
    }

    #[test]
    fn figures_that_can_be_explained() {
        for words in [
            "2023年收到政府信息公开申请9件，办结8件，结转下年度2件。",
            "2023年收到政府信息公开申请10件（含上年结转1件）。",
            "2022年收到政府信息公开申请12件。",
            "收到政府信息公开申请12件，同比增长20%。1—11月收到申请8件。",
            "截至11月底收到政府信息公开申请8件。",
            "本级收到政府信息公开申请3件。",
            "县直部门收到政府信息公开申请6件，乡镇收到申请3件。",
            "受理政府信息公开申请9件，其中自然人9件。",
            "收到申请较上年增加3件。",
            "收到信息公开申请约12件。",
            "政府信息公开行政复议3件、行政诉讼2件。",
            "政府信息公开行政复议4件，其中维持3件。",
            "政府信息公开行政诉讼均审结，被维持5件。",
            "全年办理行政复议案件300件。",
            "未发生因政府信息公开引起的行政复议败诉情况。",
            "未收到因政府信息公开引发的举报投诉和收费申请。",
            "12345热线受理申请类工单300件，办结298件。",
            "予以公开及部分公开258件。",
            "公示行政处罚决定45件。",
            "清理规范性文件120件，废止20件。",
            "收取行政事业性收费40.3万元。",
            "公开行政事业性收费目录12项。",
            "以县政府名义制发规范性文件2件。",
            "受理向县政府及县政府办公室提出的政府信息公开申请5件。",
            "县公安局收到政府信息公开申请3件。",
            "网站未收到在线提交的公开申请。",
            "未收到公开政府信息的收费申请。",
            "产生行政复议案件4件和行政诉讼案件2件，其中行政复议维持3件，尚未审结1件。",
            "收到依申请公开9件，除2件结转下年办理外，均依法答复，答复率100%。",
            "收到政府信息公开申请9件，上年度结转办理1件。",
        ] {
            let found = found(&DISAGREES_WITH_TABLE, &draft(words));
            assert!(found.is_empty(), "{words}\n{found:#?}");
        }
    }

    #[test]
    fn the_annex_and_local_tables() {
        let annex = "云溪县2016年政府信息公开工作年度报告\n一、概述\n好。\n二、主动公开情况\n2016年主动公开政府信息N条。\n\
            三、依申请公开情况\n没有。\n附件\n政府信息公开情况统计表\n统计指标 | 单位 | 统计数 |\n一、主动公开情况 | —— | |\n\
            （一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） | 条 | 20 |\n其中：主动公开规范性文件数 | 条 | 3 |\n\
            制发规范性文件总数 | 件 | 3 |\n2.政府网站公开政府信息数 | 条 | 20 |\n（一）收到申请数 | 件 | 0 |\n（二）申请办结数 | 件 | 0 |\n";
        assert!(found(&DISAGREES_WITH_TABLE, &annex.replace('N', "20")).is_empty());
        assert_eq!(found(&DISAGREES_WITH_TABLE, &annex.replace('N', "31")).len(), 1);
        let local = "云溪县2012年政府信息公开工作年度报告\n一、概述\n好。\n二、主动公开情况\n2012年主动公开政府信息N条。\n\
            三、依申请公开情况\n没有。\n附表\n指标名称 | 计量单位 | 2012年度 | 历年累计\n主动公开信息数 | 条 | 46 | 120\n\
            其中：1.网站公开 | 条 | 46 | 120\n受理申请总数 | 条 | 0 | 0\n行政复议数 | 件 | 0 | 0\n";
        assert!(found(&DISAGREES_WITH_TABLE, &local.replace('N', "46")).is_empty());
        assert!(found(&DISAGREES_WITH_TABLE, &local.replace('N', "120")).is_empty());
        assert_eq!(found(&DISAGREES_WITH_TABLE, &local.replace('N', "64")).len(), 1);
    }
}
