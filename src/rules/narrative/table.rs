use super::section_of;
use crate::finding::{Finding, Severity};
use crate::form::CellId;
use crate::numeral::Decimal;
use crate::position::Span;
use crate::prose::*;
use crate::recover::CellState;
use crate::report::Report;
use crate::rules::{Outcome, rule};
use crate::words::Words;

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

/// A kind of figure that the prose repeats from a table.
struct Claim {
    /// One of these stands in the figure's clause, near it.
    says: Kinds,
    /// And one of these.
    of: Kinds,
    /// And one of these before it in its sentence.
    about: Kinds,
    /// None of these near it.
    never: Kinds,
    /// One of these units.
    units: &'static str,
    /// The table and the column of the cells that may be meant; of the 2014 annex where the table is empty.
    column: (&'static str, &'static str),
    /// Their rows: sums that may be meant, divided by blanks. Of reviews those not yet settled are taken off.
    rows: &'static str,
    /// The row of the annex of 2014.
    annex: &'static str,
    /// Words of the row in a local table.
    local: &'static [&'static str],
}

const REVIEW_TABLE: (&str, &str) = ("review", "total");

const fn claim(says: Kinds, rows: &'static str) -> Claim {
    Claim {
        says,
        of: 0,
        about: 0,
        never: 0,
        units: "件条份宗例起个",
        column: ("applications", "total"),
        rows,
        annex: "",
        local: &[],
    }
}

const fn outcome(says: Kinds, rows: &'static str) -> Claim {
    Claim { about: APPLICATION | ANSWERED, never: OUTCOMES & !says, ..claim(says, rows) }
}

const fn decided(says: Kinds, rows: &'static str) -> Claim {
    Claim { of: DECISION, never: WORK, units: "件起项宗个", column: ("", "decisions"), ..claim(says, rows) }
}

const fn document(says: Kinds, column: &'static str) -> Claim {
    Claim { of: DOCUMENT, never: REVISED | WORK, column: ("rules", column), ..claim(says, "normative_documents") }
}

/// One that only the annex of 2014 has.
const fn annexed(says: Kinds, annex: &'static str, units: &'static str) -> Claim {
    Claim { annex, units, ..claim(says, "") }
}

/// The first that fits is meant. Of the first three, 未收到 and 未发生 say that there was none.
static CLAIMS: [Claim; 24] = [
    Claim {
        of: ASKED | ABOUT,
        never: OTHER_STEP | ANSWERED | CONCLUDED | SUIT | REVIEW | TOPIC,
        annex: "received",
        local: &["受理", "申请"],
        ..claim(RECEIVED, "received received+carried_in")
    },
    Claim {
        about: ABOUT,
        never: SUIT | COURSE,
        column: REVIEW_TABLE,
        annex: "reconsiderations",
        local: &["行政复议"],
        ..claim(REVIEW, "reconsideration reconsideration-reconsideration")
    },
    Claim {
        about: ABOUT,
        never: REVIEW | COURSE,
        column: REVIEW_TABLE,
        annex: "litigations",
        ..claim(
            SUIT,
            "litigation_direct+litigation_after_reconsideration litigation_direct+litigation_after_reconsideration-litigation_direct-litigation_after_reconsideration litigation_direct litigation_after_reconsideration",
        )
    },
    Claim { about: APPLICATION, ..claim(CARRIED_IN, "carried_in") },
    Claim { about: APPLICATION, ..claim(CARRIED_OUT, "carried_out") },
    Claim {
        about: APPLICATION,
        never: PUNCTUAL | PROMPT | SUIT | REVIEW,
        annex: "concluded",
        ..claim(CONCLUDED, "concluded concluded-carried_in")
    },
    Claim { annex: "answered.granted", ..outcome(DISCLOSED, "disclosed") },
    Claim { annex: "answered.granted_in_part", ..outcome(IN_PART, "disclosed_in_part") },
    Claim { annex: "answered.refused", ..outcome(WITHHELD, "withheld") },
    outcome(UNAVAILABLE, "unavailable"),
    outcome(DECLINED, "declined"),
    outcome(OTHERWISE, "other"),
    Claim { annex: "normative_documents_issued", ..document(ISSUED, "issued") },
    document(REPEALED, "repealed"),
    document(IN_FORCE, "in_force"),
    decided(LICENCE, "licences"),
    decided(PENALTY, "penalties"),
    decided(COERCION, "coercive_measures"),
    Claim {
        of: COLLECTED,
        never: WAIVED,
        units: "元",
        column: ("fees", "amount"),
        ..claim(FEE, "administrative_fees")
    },
    Claim {
        of: PIECE, never: CHANNEL | TOPIC | SORT, local: &["主动公开"], ..annexed(ACTIVE, "disclosed", "条件")
    },
    Claim { never: LOOSELY, ..annexed(CONFERENCE, "response.press_conferences", "次场") },
    Claim { about: ABOUT, never: PART_TIME, ..annexed(FULL_TIME, "staff.full_time", "人名") },
    Claim { about: ABOUT, never: FULL_TIME, ..annexed(PART_TIME, "staff.part_time", "人名") },
    Claim { about: ABOUT, ..annexed(TRAINED, "trainees", "众") },
];

/// One place where the prose says such a figure.
struct Saying<'a> {
    claim: usize,
    value: Decimal,
    step: Decimal,
    span: Span,
    words: &'a str,
}

fn disagreements(report: &Report) -> Outcome {
    if report.filled.zones.is_empty() && report.local.is_empty() {
        return Outcome::unable("没有找到要对照的表格");
    }
    let prose = &report.prose;
    let mut sayings = Vec::new();
    for figure in &prose.figures {
        if let Some(claim) = claimed(report, figure) {
            // A clause says what is counted before the figure or behind it.
            let end = if figure.until - figure.end < 60 { figure.until } else { figure.end };
            let (value, step, span) = (figure.value, figure.step, prose.span(figure.start, figure.end));
            sayings.push(Saying { claim, value, step, span, words: prose.between(figure.clause, end) });
        }
    }
    for sentence in prose.sentences.iter().filter(|sentence| sentence.says & NONE != 0) {
        nothing(report, sentence, &mut sayings);
    }
    let mut findings = Vec::new();
    for (index, claim) in CLAIMS.iter().enumerate() {
        let mut known = sayings.iter().filter(|saying| saying.claim == index);
        // Several figures of one kind are those of several agencies or years.
        if let Some(first) = known.next()
            && known.all(|other| other.value == first.value)
        {
            findings.extend(contradiction(report, claim, first));
        }
    }
    Outcome::of(findings)
}

/// Bytes behind a figure in which its parts begin.
const NEAR: usize = 120;

/// Which claim a figure makes.
fn claimed(report: &Report, figure: &Figure) -> Option<usize> {
    let other_year = figure.named.is_some() && report.year.is_some() && figure.named != report.year;
    let elsewhere = (figure.head | figure.near) & (CHANGE | OTHER_TIME | SCOPE | APPLICANT | WAY | SHARE) != 0
        || figure.said & OTHER_TIME != 0;
    // 全县收到212件，其中县政府本级46件: the table may be that of a part.
    let parts = AMONG | SCOPE;
    let end = report.prose.sentence_of(figure).end.min(figure.end + NEAR);
    let divided = report.prose.says(figure.end, end) & parts == parts;
    if figure.loose
        || divided
        || other_year
        || figure.of_months
        || elsewhere
        || !figure.is_quantity() && figure.unit != ' '
    {
        return None;
    }
    let said = figure.said | figure.behind;
    let index = CLAIMS.iter().position(|claim| {
        let needs = |kinds: Kinds, of: Kinds| kinds == 0 || kinds & of != 0;
        let result = claim.says & OUTCOMES != 0 && claim.about != 0;
        let review = claim.column == REVIEW_TABLE;
        figure.near & claim.says != 0
            && needs(claim.of, figure.near)
            && figure.near & claim.never == 0
            && (claim.units.holds(figure.unit) || result && figure.unit == ' ')
            && (needs(claim.about, said) || review && section_of(report, figure) == "review")
            && (said & MATTER == 0 || claim.column.0 != "applications")
            // What stands among the parts is a part of the kind; results always do, and are of whom the sentence speaks.
            && said & (if result { SCOPE } else { AMONG }) == 0
    })?;
    (!matches!(section_of(report, figure), "problems" | "other")).then_some(index)
}

/// Longer sentences are no sentences.
const LONGEST: usize = 1500;

/// 未收到申请, 未发生行政复议、行政诉讼.
fn nothing<'a>(report: &'a Report, sentence: &Sentence, sayings: &mut Vec<Saying<'a>>) {
    let prose = &report.prose;
    let named = prose.figures_of(sentence).iter().find_map(Figure::year);
    if named.is_some() && named != report.year || sentence.end - sentence.start > LONGEST {
        return;
    }
    for (at, _) in prose.marks(sentence.start, sentence.end).iter().filter(|(_, kinds)| kinds & NONE != 0) {
        let rest = prose.between(*at, sentence.end);
        let words = rest.split(|c| ends_clause(c) && c != '：').next().unwrap_or(rest);
        let head = prose.between(sentence.start, *at);
        let before = head.rsplit(['。', '；', '，']).next().unwrap_or("");
        let before = prose.says(*at - before.len(), *at);
        let says = prose.says(*at, *at + words.len());
        if says & NO_MATTER != 0
            || before & (SCOPE | CHANGE | CHANNEL) | prose.says(sentence.start, *at) & OTHER_TIME != 0
            || words.contains(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        let about = sentence.says & ABOUT != 0;
        let asked = says & (REVIEW | SUIT) == 0
            && says & APPLICATION != 0
            && says & (ASKED | ABOUT) != 0
            && says & (OTHER_STEP | MATTER | COLLECTED | CHANNEL | APPLICANT | WAY) == 0;
        let three = [asked, about && says & REVIEW != 0, about && says & SUIT != 0];
        for (claim, _) in three.iter().enumerate().filter(|(_, says)| **says) {
            let span = prose.span(*at, *at + words.len());
            sayings.push(Saying { claim, value: Decimal::ZERO, step: Decimal::ZERO, span, words });
        }
    }
}

fn contradiction(report: &Report, claim: &Claim, saying: &Saying) -> Option<Finding> {
    let mut shown: Vec<(Decimal, String)> = Vec::new();
    let (mut span, mut cell) = (Span::default(), None);
    let annex = (("statistics", "count"), claim.annex);
    for (column, rows) in [(claim.column, claim.rows), annex] {
        for sum in rows.split_whitespace() {
            let Some((value, of, name)) = total(report, column, sum) else { continue };
            if value == saying.value || claim.units == "元" && is_amount(saying, value) {
                return None;
            }
            if cell.is_none() {
                (span, cell) = (report.cell(of)?.span, Some(of));
            }
            if shown.len() < 2 && shown.iter().all(|(known, _)| *known != value) {
                shown.push((value, name));
            }
        }
    }
    let text = report.text();
    for table in report.local.iter().filter(|_| !claim.local.is_empty()) {
        let says = |row: &&crate::local::LocalRow| claim.local.iter().all(|word| row.label.of(text).has(word));
        let Some(row) = table.rows.iter().find(says) else { continue };
        if row.figures.iter().flatten().any(|(value, _)| *value == saying.value) {
            return None;
        }
        let (value, place) = table.this_year(text, claim.local)?;
        shown.push((value, row.label.of(text).to_owned()));
        span = place;
    }
    let mut message = format!("正文写“{}”，表格里", saying.words);
    for (index, (value, name)) in shown.iter().enumerate() {
        let comma = if index > 0 { "，" } else { "" };
        message += &format!("{comma}“{name}”是{value}");
    }
    let mut finding = Finding::new(DISAGREES_WITH_TABLE.code, Severity::Warning, saying.span, message + "。");
    finding.actual = Some(saying.value);
    finding.expected = Some(shown.first()?.0);
    finding = finding.related(span, "表格里的数");
    if let Some(related) = finding.related.first_mut() {
        related.cell = cell;
    }
    Some(finding)
}

/// Whether an amount in 元 is the table's in 万元, to the last printed place.
fn is_amount(saying: &Saying, value: Decimal) -> bool {
    let off = value.times(Decimal::from(10_000)).and_then(|value| value.minus(saying.value));
    off.is_none_or(|off| off.absolute() <= saying.step)
}

/// A sum of rows in a column, its first cell, and what it is called; absent where one cannot be read.
fn total(report: &Report, column: (&str, &str), sum: &str) -> Option<(Decimal, CellId, String)> {
    let (mut total, mut first, mut called) = (Decimal::ZERO, None, String::new());
    let mut less = false;
    for term in sum.split_inclusive(['+', '-']) {
        let column = if less && column == REVIEW_TABLE { (column.0, "pending") } else { column };
        let (value, cell, name) = row(report, column, term.trim_end_matches(['+', '-']))?;
        total = total.plus(if less { value.negated() } else { value })?;
        called += if first.is_none() {
            ""
        } else if less {
            "减"
        } else {
            "加"
        };
        called += &name;
        first = first.or(Some(cell));
        less = term.ends_with('-');
    }
    Some((total, first?, called))
}

/// The figure of a row, or of the rows under it; nothing where one cannot be read or none is filled in.
pub(super) fn row(report: &Report, (table, column): (&str, &str), id: &str) -> Option<(Decimal, CellId, String)> {
    let edition = report.edition?;
    for (at, form) in edition.tables.iter().enumerate().filter(|(_, form)| table.is_empty() || form.id == table) {
        let Some(column) = form.columns.iter().position(|known| known.id == column) else { continue };
        let mut sum: Option<(Decimal, CellId, String)> = None;
        for (index, row) in form.rows.iter().enumerate() {
            let cell = CellId { table: at, row: index, column };
            let Some(rest) = row.id.strip_prefix(id) else { continue };
            let Some(filled) = report.cell(cell).filter(|_| rest.is_empty() || rest.starts_with('.')) else { continue };
            match filled.state {
                CellState::Ambiguous | CellState::Unreadable => return None,
                CellState::Absent if row.replaces.is_empty() && id != "other" => return None,
                _ => {}
            }
            let Some(value) = filled.value else { continue };
            let name = match form.id {
                _ if !rest.is_empty() => row.group.to_owned(),
                "applications" | "statistics" => row.printed(),
                _ => edition.printed(cell),
            };
            sum = Some(match sum {
                Some((before, first, name)) => (before.plus(value)?, first, name),
                None => (value, cell, name),
            });
            // A row that has parts of its own is their sum.
            if rest.is_empty() {
                break;
            }
        }
        if sum.is_some() {
            return sum;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::narrative::testing::{draft, found};

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
            "1.2022年收到政府信息公开申请12件。",
            "收到政府信息公开申请12件。全年受理申请公开8件。",
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
            "依申请公开答复中予以公开占4成。",
            "未收到法律服务机构提出的政府信息公开申请。",
            "未收到社会公益组织、科研机构的政府信息公开申请。",
            "县政府作为复议机关办理政府信息公开行政复议14件。",
            "全县收到政府信息公开申请21件，其中县政府本级9件。",
            "不予受理信息公开申请1件。",
            "通过EMS收到公开申请4件。",
            "近三年（2021—2023年）共发生政府信息公开行政诉讼7件。",
            "2023年第四季度，未收到政府信息公开申请。",
            "第四季度，收到政府信息公开申请3件。",
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
