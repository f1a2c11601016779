//! Report years 2014 to 2018: the narrative of 2008 with the annexed 《政府信息公开情况统计表》 of 国办发〔2014〕32号.
//!
//! The official notes with their own relations were not found; the relations follow from 其中 and from the numbering.

use super::edition_2008::SECTIONS;
use super::{Edition, Layout, Quantity, Row, Rule, Table, column, row};

/// The narrative form with its annex.
pub static EDITION: Edition = Edition {
    id: "2014",
    name: "2014—2018年的年度报告（附《政府信息公开情况统计表》）",
    basis: "《政府信息公开条例》（国务院令第492号）第三十二条；国办发〔2014〕32号",
    first_year: 2014,
    last_year: Some(2018),
    fixed_sections: false,
    sections: &SECTIONS,
    tables: &[STATISTICS],
};

const fn counted(
    id: &'static str,
    number: &'static str,
    label: &'static str,
    group: &'static str,
    unit: &'static str,
) -> Row {
    row(id, number, label, group).holding(Quantity::Count(unit))
}

const PROACTIVE: &str = "一、主动公开情况";
const CHANNELS: &str = "（二）通过不同渠道和方式公开政府信息的情况";
const RESPONSES: &str = "二、回应解读情况";
const WAYS: &str = "（二）通过不同渠道和方式回应解读的情况";
const APPLICATIONS: &str = "三、依申请公开情况";
const CAPACITY: &str = "八、机构建设和保障经费情况";
const TRAINING: &str = "九、政府信息公开会议和培训情况";

const STATISTICS: Table = Table {
    id: "statistics",
    title: "政府信息公开情况统计表",
    section: "other",
    anchors: &["统计指标", "统计数"],
    layout: Layout::Rows,
    columns: &[column("count", "统计数", Quantity::Count(""))],
    rows: &[
        counted("disclosed", "（一）", "主动公开政府信息数（不同渠道和方式公开相同信息计1条）", PROACTIVE, "条")
            .or(&["主动公开政府信息数"]),
        counted("disclosed.normative_documents", "其中：", "主动公开规范性文件数", PROACTIVE, "条"),
        counted("normative_documents_issued", "", "制发规范性文件总数", PROACTIVE, "件").or(&["制发规范性文件数"]),
        counted("channel.gazette", "1.", "政府公报公开政府信息数", CHANNELS, "条"),
        counted("channel.website", "2.", "政府网站公开政府信息数", CHANNELS, "条"),
        counted("channel.weibo", "3.", "政务微博公开政府信息数", CHANNELS, "条"),
        counted("channel.wechat", "4.", "政务微信公开政府信息数", CHANNELS, "条"),
        counted("channel.other", "5.", "其他方式公开政府信息数", CHANNELS, "条").or(&["其它方式公开政府信息数"]),
        counted(
            "responses",
            "（一）",
            "回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）",
            RESPONSES,
            "次",
        )
        .or(&["回应公众关注热点或重大舆情数"]),
        counted("response.press_conferences", "1.", "参加或举办新闻发布会总次数", WAYS, "次"),
        counted("response.press_conferences.led", "其中：", "主要负责同志参加新闻发布会次数", WAYS, "次"),
        counted("response.interviews", "2.", "政府网站在线访谈次数", WAYS, "次"),
        counted("response.interviews.led", "其中：", "主要负责同志参加政府网站在线访谈次数", WAYS, "次"),
        counted("response.interpretations", "3.", "政策解读稿件发布数", WAYS, "篇"),
        counted("response.microblog", "4.", "微博微信回应事件数", WAYS, "次"),
        counted("response.other", "5.", "其他方式回应事件数", WAYS, "次").or(&["其它方式回应事件数"]),
        counted("received", "（一）", "收到申请数", APPLICATIONS, "件"),
        counted("received.in_person", "1.", "当面申请数", APPLICATIONS, "件"),
        counted("received.fax", "2.", "传真申请数", APPLICATIONS, "件"),
        counted("received.online", "3.", "网络申请数", APPLICATIONS, "件"),
        counted("received.letter", "4.", "信函申请数", APPLICATIONS, "件"),
        counted("concluded", "（二）", "申请办结数", APPLICATIONS, "件"),
        counted("concluded.on_time", "1.", "按时办结数", APPLICATIONS, "件"),
        counted("concluded.extended", "2.", "延期办结数", APPLICATIONS, "件"),
        counted("answered", "（三）", "申请答复数", APPLICATIONS, "件"),
        counted("answered.already_public", "1.", "属于已主动公开范围数", APPLICATIONS, "件"),
        counted("answered.granted", "2.", "同意公开答复数", APPLICATIONS, "件"),
        counted("answered.granted_in_part", "3.", "同意部分公开答复数", APPLICATIONS, "件"),
        counted("answered.refused", "4.", "不同意公开答复数", APPLICATIONS, "件"),
        counted("refused.state_secret", "其中：", "涉及国家秘密", APPLICATIONS, "件"),
        counted("refused.trade_secret", "", "涉及商业秘密", APPLICATIONS, "件"),
        counted("refused.privacy", "", "涉及个人隐私", APPLICATIONS, "件"),
        counted("refused.security", "", "危及国家安全、公共安全、经济安全和社会稳定", APPLICATIONS, "件"),
        counted("refused.not_information", "", "不是《条例》所指政府信息", APPLICATIONS, "件"),
        counted("refused.other_law", "", "法律法规规定的其他情形", APPLICATIONS, "件"),
        counted("answered.not_this_agency", "5.", "不属于本行政机关公开数", APPLICATIONS, "件"),
        counted("answered.not_existing", "6.", "申请信息不存在数", APPLICATIONS, "件"),
        counted("answered.amend", "7.", "告知作出更改补充数", APPLICATIONS, "件"),
        counted("answered.other_channel", "8.", "告知通过其他途径办理数", APPLICATIONS, "件"),
        counted("reconsiderations", "四、", "行政复议数量", "", "件"),
        counted("reconsiderations.upheld", "（一）", "维持具体行政行为数", "", "件"),
        counted("reconsiderations.corrected", "（二）", "被依法纠错数", "", "件"),
        counted("reconsiderations.other", "（三）", "其他情形数", "", "件"),
        counted("litigations", "五、", "行政诉讼数量", "", "件"),
        counted("litigations.upheld", "（一）", "维持具体行政行为或者驳回原告诉讼请求数", "", "件"),
        counted("litigations.corrected", "（二）", "被依法纠错数", "", "件"),
        counted("litigations.other", "（三）", "其他情形数", "", "件"),
        counted("complaints", "六、", "举报投诉数量", "", "件"),
        row("fees", "七、", "依申请公开信息收取的费用", "").holding(Quantity::Amount("万元")),
        counted("offices", "（一）", "政府信息公开工作专门机构数", CAPACITY, "个"),
        counted("reading_points", "（二）", "设置政府信息公开查阅点数", CAPACITY, "个"),
        counted("staff", "（三）", "从事政府信息公开工作人员数", CAPACITY, "人"),
        counted("staff.full_time", "1.", "专职人员数（不包括政府公报及政府网站工作人员数）", CAPACITY, "人")
            .or(&["专职人员数"]),
        counted("staff.part_time", "2.", "兼职人员数", CAPACITY, "人"),
        row(
            "funding",
            "（四）",
            "政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
            CAPACITY,
        )
        .or(&["政府信息公开专项经费"])
        .holding(Quantity::Amount("万元")),
        counted("meetings", "（一）", "召开政府信息公开工作会议或专题会议数", TRAINING, "次"),
        counted("trainings", "（二）", "举办各类培训班数", TRAINING, "次"),
        counted("trainees", "（三）", "接受培训人员数", TRAINING, "人次"),
    ],
    rules: &[
        Rule::Down {
            parts: &["received.in_person", "received.fax", "received.online", "received.letter"],
            total: "received",
        },
        Rule::Down { parts: &["concluded.on_time", "concluded.extended"], total: "concluded" },
        Rule::Down {
            parts: &[
                "answered.already_public",
                "answered.granted",
                "answered.granted_in_part",
                "answered.refused",
                "answered.not_this_agency",
                "answered.not_existing",
                "answered.amend",
                "answered.other_channel",
            ],
            total: "answered",
        },
        Rule::Down {
            parts: &[
                "refused.state_secret",
                "refused.trade_secret",
                "refused.privacy",
                "refused.security",
                "refused.not_information",
                "refused.other_law",
            ],
            total: "answered.refused",
        },
        Rule::Down {
            parts: &["reconsiderations.upheld", "reconsiderations.corrected", "reconsiderations.other"],
            total: "reconsiderations",
        },
        Rule::Down {
            parts: &["litigations.upheld", "litigations.corrected", "litigations.other"],
            total: "litigations",
        },
        Rule::Down { parts: &["staff.full_time", "staff.part_time"], total: "staff" },
        Rule::Part { part: "disclosed.normative_documents", whole: &["disclosed"], certain: true },
        Rule::Part { part: "response.press_conferences.led", whole: &["response.press_conferences"], certain: true },
        Rule::Part { part: "response.interviews.led", whole: &["response.interviews"], certain: true },
        // The same item counts once however many channels carry it.
        Rule::Part {
            part: "disclosed",
            whole: &["channel.gazette", "channel.website", "channel.weibo", "channel.wechat", "channel.other"],
            certain: false,
        },
        Rule::Part { part: "channel.gazette", whole: &["disclosed"], certain: false },
        Rule::Part { part: "channel.website", whole: &["disclosed"], certain: false },
        Rule::Part { part: "channel.weibo", whole: &["disclosed"], certain: false },
        Rule::Part { part: "channel.wechat", whole: &["disclosed"], certain: false },
        Rule::Part { part: "channel.other", whole: &["disclosed"], certain: false },
    ],
};
