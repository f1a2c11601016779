//! Report years 2019 and 2020: the trial form of 国办公开办函〔2019〕60号.

use super::edition_2021::{
    ACROSS_APPLICANTS, ADMINISTRATIVE_QUERY, APPLICANT_HEADINGS, APPLICANTS, BALANCE, CARRIED_IN, CARRIED_OUT,
    CONCLUDED, CONFIRMATION, DISCLOSED, DISCLOSED_IN_PART, ENFORCEMENT_FILE, EXCESSIVE, INTERNAL_AFFAIRS,
    MUST_BE_CREATED, NOT_HELD, PETITION, PROCESS, PROHIBITED_BY_LAW, PUBLICATION, RECEIVED, REPEATED, REVIEW, SECTIONS,
    SECURITY_AND_STABILITY, STATE_SECRET, STILL_UNCLEAR, THIRD_PARTY,
};
use super::{Column, Edition, Layout, Quantity, Rule, Table, column, row};

/// The trial form.
pub static EDITION: Edition = Edition {
    id: "2019",
    name: "2019—2020年的统一格式（试行）",
    basis: "国办公开办函〔2019〕60号《政府信息公开工作年度报告格式（试行）》",
    first_year: 2019,
    last_year: Some(2020),
    fixed_sections: true,
    sections: &SECTIONS,
    tables: &TABLES,
};

const ITEMS: [Column; 3] = [
    column("items_last_year", "上一年项目数量", Quantity::Count("")).or(&["上一年度项目数量", "上年项目数量"]),
    column("change", "本年增/减", Quantity::Change),
    column("decisions", "处理决定数量", Quantity::Count("")).or(&["本年处理决定数量"]),
];

/// Items cannot fall below none: 减少数不超过上一年项目数量.
const NOT_BELOW_NONE: Rule = Rule::PartAcross { part: "-change", whole: &["items_last_year"], certain: true };

static TABLES: [Table; 7] = [
    Table {
        id: "rules",
        title: "第二十条第（一）项表",
        section: "proactive",
        anchors: &["第二十条第（一）项", "信息内容"],
        layout: Layout::Rows,
        columns: &[
            column("made", "本年新制作数量", Quantity::Count("")).or(&["本年制作数量", "本年新制作"]),
            column("newly_public", "本年新公开数量", Quantity::Count("")).or(&["本年公开数量", "本年新公开"]),
            column("total_public", "对外公开总数量", Quantity::Count("")).or(&["对外公开总数"]),
        ],
        rows: &[
            row("regulations", "", "规章", ""),
            row("normative_documents", "", "规范性文件", "").or(&["行政规范性文件"]),
        ],
        rules: &[Rule::PartAcross { part: "newly_public", whole: &["total_public"], certain: false }],
    },
    Table {
        id: "licensing",
        title: "第二十条第（五）项表",
        section: "proactive",
        anchors: &["第二十条第（五）项", "信息内容"],
        layout: Layout::Rows,
        columns: &ITEMS,
        rows: &[
            row("licences", "", "行政许可", ""),
            row("other_services", "", "其他对外管理服务事项", "").or(&["其它对外管理服务事项"]),
        ],
        rules: &[NOT_BELOW_NONE],
    },
    Table {
        id: "enforcement",
        title: "第二十条第（六）项表",
        section: "proactive",
        anchors: &["第二十条第（六）项", "信息内容"],
        layout: Layout::Rows,
        columns: &ITEMS,
        rows: &[row("penalties", "", "行政处罚", ""), row("coercive_measures", "", "行政强制", "")],
        rules: &[NOT_BELOW_NONE],
    },
    Table {
        id: "fees",
        title: "第二十条第（八）项表",
        section: "proactive",
        anchors: &["第二十条第（八）项", "信息内容"],
        layout: Layout::Rows,
        columns: &[
            column("items_last_year", "上一年项目数量", Quantity::Count("")).or(&["上一年度项目数量", "上年项目数量"]),
            column("change", "本年增/减", Quantity::Change),
        ],
        rows: &[row("administrative_fees", "", "行政事业性收费", "")],
        rules: &[NOT_BELOW_NONE],
    },
    Table {
        id: "procurement",
        title: "第二十条第（九）项表",
        section: "proactive",
        anchors: &["第二十条第（九）项", "信息内容"],
        layout: Layout::Rows,
        columns: &[
            column("items", "采购项目数量", Quantity::Count("")),
            column("amount", "采购总金额", Quantity::Amount("")).or(&["采购金额"]),
        ],
        rows: &[row("central_procurement", "", "政府集中采购", "")],
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
            row("other", "（六）", "其他处理", "三、本年度办理结果"),
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
                ],
                total: "concluded",
            },
            BALANCE,
        ],
    },
    REVIEW,
];
