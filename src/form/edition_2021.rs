//! Report years from 2021 on: 国办公开办函〔2021〕30号, template in its annex.

use super::{Column, Edition, Layout, Quantity, Row, Rule, Section, Table, column, row};

/// The form in force.
pub static EDITION: Edition = Edition {
    id: "2021",
    name: "2021年起的统一格式",
    basis: "国办公开办函〔2021〕30号《中华人民共和国政府信息公开工作年度报告格式》",
    first_year: 2021,
    last_year: None,
    fixed_sections: true,
    sections: &SECTIONS,
    tables: &TABLES,
};

/// The six sections, which the trial form of 2019 has as well. Accepted wordings: the long names in the text of
/// 〔2021〕30号 一, and variants that differ in nothing but filler words.
pub(super) static SECTIONS: [Section; 6] = [
    Section {
        id: "overview",
        number: 1,
        heading: "总体情况",
        accepted: &["总体概况", "总体工作情况", "政府信息公开工作总体情况", "概述"],
        keywords: &[],
        clause: "国办公开办函〔2021〕30号 一、（一）",
        required: true,
    },
    Section {
        id: "proactive",
        number: 2,
        heading: "主动公开政府信息情况",
        accepted: &[
            "主动公开政府信息的情况",
            "行政机关主动公开政府信息情况",
            "行政机关主动公开政府信息的情况",
            "主动公开信息情况",
            "政府信息主动公开情况",
            "主动公开情况",
        ],
        keywords: &[],
        clause: "国办公开办函〔2021〕30号 一、（二）；《政府信息公开条例》第五十条第（一）项",
        required: true,
    },
    Section {
        id: "applications",
        number: 3,
        heading: "收到和处理政府信息公开申请情况",
        accepted: &[
            "收到和处理政府信息公开申请的情况",
            "行政机关收到和处理政府信息公开申请情况",
            "行政机关收到和处理政府信息公开申请的情况",
            "政府信息公开申请收到和处理情况",
            "收到和处理政府信息公开情况",
        ],
        keywords: &[],
        clause: "国办公开办函〔2021〕30号 一、（三）；《政府信息公开条例》第五十条第（二）项",
        required: true,
    },
    Section {
        id: "review",
        number: 4,
        heading: "政府信息公开行政复议、行政诉讼情况",
        accepted: &[
            "政府信息公开行政复议和行政诉讼情况",
            "政府信息公开行政复议与行政诉讼情况",
            "政府信息公开行政复议及行政诉讼情况",
            "政府信息公开行政复议、行政诉讼的情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼的情况",
            "因政府信息公开工作被申请行政复议和提起行政诉讼情况",
            "因政府信息公开工作被申请行政复议、被提起行政诉讼情况",
            "政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "因政府信息公开申请行政复议、提起行政诉讼情况",
            "因政府信息公开申请行政复议、提起行政诉讼的情况",
            "因政府信息公开被申请行政复议、提起行政诉讼情况",
            "行政复议、行政诉讼情况",
            "政府信息公开复议、诉讼情况",
        ],
        keywords: &[],
        clause: "国办公开办函〔2021〕30号 一、（四）；《政府信息公开条例》第五十条第（三）项",
        required: true,
    },
    Section {
        id: "problems",
        number: 5,
        heading: "存在的主要问题及改进情况",
        accepted: &[
            "政府信息公开工作存在的主要问题及改进情况",
            "工作中存在的主要问题及改进情况",
            "存在的主要问题和改进情况",
            "存在的主要问题及改进措施",
            "存在的主要问题和改进措施",
            "政府信息公开工作存在的主要问题和改进措施",
            "政府信息公开工作存在的主要问题及改进措施",
            "政府信息公开工作存在的主要问题和改进情况",
            "存在主要问题及改进情况",
            "存在主要问题及改进措施",
            "存在问题及改进情况",
            "存在问题及改进措施",
            "存在的问题及改进情况",
            "存在的问题及改进措施",
            "存在问题和改进措施",
            "主要问题和改进措施",
            "主要问题及改进情况",
            "主要问题及改进措施",
        ],
        keywords: &[],
        clause: "国办公开办函〔2021〕30号 一、（五）；《政府信息公开条例》第五十条第（四）项",
        required: true,
    },
    Section {
        id: "other",
        number: 6,
        heading: "其他需要报告的事项",
        accepted: &[
            "其他需要报告事项",
            "其他报告事项",
            "其它需要报告的事项",
            "其他需报告的事项",
            "需要报告的其他事项",
            "其他需要报告的情况",
        ],
        keywords: &[],
        clause: "国办公开办函〔2021〕30号 一、（六）；《政府信息公开条例》第五十条第（五）项",
        required: true,
    },
];

const DECISIONS: [Column; 1] =
    [column("decisions", "本年处理决定数量", Quantity::Count("")).or(&["本年处理决定数", "处理决定数量"])];

static TABLES: [Table; 6] = [
    Table {
        id: "rules",
        title: "第二十条第（一）项表",
        section: "proactive",
        anchors: &["第二十条第（一）项", "信息内容"],
        layout: Layout::Rows,
        columns: &[
            column("issued", "本年制发件数", Quantity::Count("")).or(&["本年制发数", "本年制发数量", "本年制作件数"]),
            column("repealed", "本年废止件数", Quantity::Count("")).or(&["本年废止数", "本年废止数量"]),
            column("in_force", "现行有效件数", Quantity::Count("")).or(&["现行有效数", "现行有效数量"]),
        ],
        rows: &[
            row("regulations", "", "规章", ""),
            row("normative_documents", "", "行政规范性文件", "").or(&["规范性文件"]),
        ],
        // What was issued this year is in force or was repealed this year.
        rules: &[Rule::PartAcross { part: "issued", whole: &["repealed", "in_force"], certain: false }],
    },
    Table {
        id: "licensing",
        title: "第二十条第（五）项表",
        section: "proactive",
        anchors: &["第二十条第（五）项", "信息内容"],
        layout: Layout::Rows,
        columns: &DECISIONS,
        rows: &[row("licences", "", "行政许可", "")],
        rules: &[],
    },
    Table {
        id: "enforcement",
        title: "第二十条第（六）项表",
        section: "proactive",
        anchors: &["第二十条第（六）项", "信息内容"],
        layout: Layout::Rows,
        columns: &DECISIONS,
        rows: &[row("penalties", "", "行政处罚", ""), row("coercive_measures", "", "行政强制", "")],
        rules: &[],
    },
    Table {
        id: "fees",
        title: "第二十条第（八）项表",
        section: "proactive",
        anchors: &["第二十条第（八）项", "信息内容"],
        layout: Layout::Rows,
        columns: &[column("amount", "本年收费金额（单位：万元）", Quantity::Amount("万元")).or(&[
            "本年收费金额（万元）",
            "本年收费金额",
            "本年收费金额单位",
        ])],
        rows: &[row("administrative_fees", "", "行政事业性收费", "")],
        rules: &[],
    },
    Table {
        id: "applications",
        title: "收到和处理政府信息公开申请情况表",
        section: "applications",
        anchors: &APPLICANT_HEADINGS,
        layout: Layout::Rows,
        columns: &APPLICANTS,
        rows: &[
            RECEIVED,
            CARRIED_IN,
            DISCLOSED,
            DISCLOSED_IN_PART,
            STATE_SECRET,
            PROHIBITED_BY_LAW,
            SECURITY_AND_STABILITY,
            THIRD_PARTY,
            INTERNAL_AFFAIRS,
            PROCESS,
            ENFORCEMENT_FILE,
            ADMINISTRATIVE_QUERY,
            NOT_HELD,
            MUST_BE_CREATED,
            STILL_UNCLEAR,
            PETITION,
            REPEATED,
            PUBLICATION,
            EXCESSIVE,
            CONFIRMATION,
            // Towns and districts still print the one row of the trial form.
            row("other", "（六）", "其他处理", "").in_place_of(&[
                "other.not_corrected",
                "other.fee_unpaid",
                "other.rest",
            ]),
            row("other.not_corrected", "1.", "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", OTHER),
            row(
                "other.fee_unpaid",
                "2.",
                "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                OTHER,
            ),
            row("other.rest", "3.", "其他", OTHER),
            CONCLUDED,
            CARRIED_OUT,
        ],
        rules: &[
            ACROSS_APPLICANTS,
            Rule::Down {
                parts: &[
                    "disclosed",
                    "disclosed_in_part",
                    "withheld.state_secret",
                    "withheld.prohibited_by_law",
                    "withheld.security_and_stability",
                    "withheld.third_party",
                    "withheld.internal_affairs",
                    "withheld.process",
                    "withheld.enforcement_file",
                    "withheld.administrative_query",
                    "unavailable.not_held",
                    "unavailable.must_be_created",
                    "unavailable.still_unclear",
                    "declined.petition",
                    "declined.repeated",
                    "declined.publication",
                    "declined.excessive",
                    "declined.confirmation",
                    "other",
                    "other.not_corrected",
                    "other.fee_unpaid",
                    "other.rest",
                ],
                total: "concluded",
            },
            BALANCE,
        ],
    },
    REVIEW,
];

pub(super) const OTHER: &str = "（六）其他处理";
const RESULTS: &str = "三、本年度办理结果";
const WITHHELD: &str = "（三）不予公开";
const UNAVAILABLE: &str = "（四）无法提供";
const DECLINED: &str = "（五）不予处理";

pub(super) const APPLICANT_HEADINGS: [&str; 3] =
    ["本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和", "申请人情况", "法人或其他组织"];

pub(super) const APPLICANTS: [Column; 7] = [
    column("natural_person", "自然人", Quantity::Count("")),
    column("enterprise", "商业企业", Quantity::Count("")),
    column("research_institute", "科研机构", Quantity::Count("")),
    column("public_welfare", "社会公益组织", Quantity::Count("")),
    column("legal_services", "法律服务机构", Quantity::Count("")),
    column("other", "其他", Quantity::Count("")).or(&["其它"]),
    column("total", "总计", Quantity::Count("")).or(&["合计"]),
];

/// The rows that the trial form of 2019 has as well, as printed.
pub(super) const RECEIVED: Row =
    row("received", "一、", "本年新收政府信息公开申请数量", "").or(&["本年新收政府信息公开申请"]);
pub(super) const CARRIED_IN: Row =
    row("carried_in", "二、", "上年结转政府信息公开申请数量", "").or(&["上年结转政府信息公开申请"]);
pub(super) const DISCLOSED: Row = row("disclosed", "（一）", "予以公开", RESULTS);
pub(super) const DISCLOSED_IN_PART: Row =
    row("disclosed_in_part", "（二）", "部分公开（区分处理的，只计这一情形，不计其他情形）", RESULTS).or(&["部分公开"]);
pub(super) const STATE_SECRET: Row = row("withheld.state_secret", "1.", "属于国家秘密", WITHHELD);
pub(super) const PROHIBITED_BY_LAW: Row = row("withheld.prohibited_by_law", "2.", "其他法律行政法规禁止公开", WITHHELD);
pub(super) const SECURITY_AND_STABILITY: Row =
    row("withheld.security_and_stability", "3.", "危及“三安全一稳定”", WITHHELD);
pub(super) const THIRD_PARTY: Row = row("withheld.third_party", "4.", "保护第三方合法权益", WITHHELD);
pub(super) const INTERNAL_AFFAIRS: Row = row("withheld.internal_affairs", "5.", "属于三类内部事务信息", WITHHELD);
pub(super) const PROCESS: Row = row("withheld.process", "6.", "属于四类过程性信息", WITHHELD);
pub(super) const ENFORCEMENT_FILE: Row = row("withheld.enforcement_file", "7.", "属于行政执法案卷", WITHHELD);
pub(super) const ADMINISTRATIVE_QUERY: Row = row("withheld.administrative_query", "8.", "属于行政查询事项", WITHHELD);
pub(super) const NOT_HELD: Row = row("unavailable.not_held", "1.", "本机关不掌握相关政府信息", UNAVAILABLE);
pub(super) const MUST_BE_CREATED: Row =
    row("unavailable.must_be_created", "2.", "没有现成信息需要另行制作", UNAVAILABLE);
pub(super) const STILL_UNCLEAR: Row = row("unavailable.still_unclear", "3.", "补正后申请内容仍不明确", UNAVAILABLE);
pub(super) const PETITION: Row = row("declined.petition", "1.", "信访举报投诉类申请", DECLINED);
pub(super) const REPEATED: Row = row("declined.repeated", "2.", "重复申请", DECLINED);
pub(super) const PUBLICATION: Row = row("declined.publication", "3.", "要求提供公开出版物", DECLINED);
pub(super) const EXCESSIVE: Row = row("declined.excessive", "4.", "无正当理由大量反复申请", DECLINED);
pub(super) const CONFIRMATION: Row =
    row("declined.confirmation", "5.", "要求行政机关确认或重新出具已获取信息", DECLINED);
pub(super) const CONCLUDED: Row = row("concluded", "（七）", "总计", RESULTS).or(&["合计"]);
pub(super) const CARRIED_OUT: Row = row("carried_out", "四、", "结转下年度继续办理", "");

pub(super) const ACROSS_APPLICANTS: Rule = Rule::Across {
    parts: &["natural_person", "enterprise", "research_institute", "public_welfare", "legal_services", "other"],
    total: "total",
};

/// Printed on the form: （本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）.
pub(super) const BALANCE: Rule =
    Rule::Balance { left: &["received", "carried_in"], right: &["concluded", "carried_out"] };

const LITIGATION: &str = "行政诉讼";

pub(super) const REVIEW: Table = Table {
    id: "review",
    title: "政府信息公开行政复议、行政诉讼情况表",
    section: "review",
    anchors: &[LITIGATION],
    layout: Layout::OneLine,
    columns: &[
        column("upheld", "结果维持", Quantity::Count("")),
        column("corrected", "结果纠正", Quantity::Count("")),
        column("other", "其他结果", Quantity::Count("")),
        column("pending", "尚未审结", Quantity::Count("")),
        column("total", "总计", Quantity::Count("")),
    ],
    rows: &[
        row("reconsideration", "", "行政复议", ""),
        row("litigation_direct", "", "未经复议直接起诉", LITIGATION),
        row("litigation_after_reconsideration", "", "复议后起诉", LITIGATION),
    ],
    rules: &[Rule::Across { parts: &["upheld", "corrected", "other", "pending"], total: "total" }],
};
