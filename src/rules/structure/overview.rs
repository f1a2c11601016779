use crate::finding::{Finding, Severity};
use crate::numeral::is_blank;
use crate::outline::Section;
use crate::position::Span;
use crate::report::Report;
use crate::rules::{Outcome, rule};

use super::{content, fixed_edition, grounded, has_gap};

rule! {
    /// 总体情况缺少规定的方面
    ///
    /// 第一部分“总体情况”要综述主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面；各级人民政府还要写明
    /// 工作考核、社会评议和责任追究结果情况。标题和正文里都没有提到的，才作提示。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条，收到申请2件。
    /// 二、主动公开政府信息情况
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条，收到申请2件。加强信息管理，清理公开目录。做好门户网站维护。组织培训和监督检查。
    /// 二、主动公开政府信息情况
    /// ```
    MISSING_TOPIC = "structure/missing-topic",
    basis: Some("国办公开办函〔2021〕30号 一、（一）；《政府信息公开条例》第五十条第（四）项"),
    help: "在第一部分补写这些方面的情况；没有发生的，写明没有。",
    check: missing_topics
}

rule! {
    /// 总体情况超过一千字
    ///
    /// 2021年起，第一部分“总体情况”的篇幅原则上不超过一千字。字数按汉字、数字、字母和标点计算，不计空格和标题“一、总体情况”。
    ///
    /// 规定说的是“原则上”，所以只作提示。
    ///
    /// ```错
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 一年来，我局坚持以公开为常态、不公开为例外，围绕财政中心工作，做好政府信息公开各项工作，取得了新的成效和进步。在主动公开方面，我们及时公布预算、决算、采购、资产、债务等方面的信息，方便群众查阅，方便企业办事，方便社会监督，得到了各方面的好评和肯定，也积累了一些经验和做法，值得今后继续坚持和完善下去。在依申请公开方面，我们规范受理、登记、审核、答复、送达、归档等各个环节，做到件件有着落、事事有回音，没有发生超期答复的情况，也没有因为答复不当引起争议，申请人普遍表示满意和理解，有的还专门来电表示感谢和鼓励，这使我们深受鼓舞。在政府信息管理方面，我们清理公开目录，明确公开的内容、时限、方式、责任，做到有章可循、有据可查，每季度对照目录检查一次，发现缺漏及时补齐，发现错误及时更正，发现失效及时标注，保证群众看到的信息准确、完整、有效，没有发生因信息错误引起的投诉和纠纷。在平台建设方面，我们做好门户网站和政务新媒体的日常维护，安排专人值守，及时更新栏目，及时回应留言，及时转办诉求，及时反馈结果，让群众找得到、看得懂、用得上，网站访问量比上年有了明显增长，政务新媒体的关注人数也有了较大增加，影响力和传播力进一步提高，成为群众了解财政工作的重要窗口和渠道。在监督保障方面，我们把政府信息公开工作列入年度考核，组织业务培训，开展监督检查，邀请群众代表评议，对存在的问题逐项整改，对做得好的股室通报表扬，对进度慢的股室督促提醒，全年没有发生需要追究责任的情形，也没有收到这方面的举报和投诉，各项工作有序推进、稳步提升。在队伍建设方面，我们配齐配强工作人员，明确分管领导，明确牵头股室，明确各股室联络员，定期召开会议，研究解决工作中的困难和问题，做到有人管、有人干、有人负责，为做好政府信息公开工作提供了有力的组织保障和人员保障。在解读回应方面，我们坚持政策文件与解读材料同步起草、同步审核、同步公布，采取问答、图表、视频等群众喜闻乐见的形式，讲清政策背景、主要内容、办理流程、咨询渠道，让群众一看就懂、一学就会、一办就成，切实打通政策落地的最后一公里，提高了政策的知晓率和满意度。在预算公开方面，我们督促各部门按照规定的时间、规定的格式、规定的内容公开预算和决算，对公开情况逐一核对，对不规范的及时退回修改，对未按时公开的及时通报，保证了公开的质量和效果，使全县各部门的预算和决算公开更加及时、更加规范、更加透明。
    /// 二、主动公开政府信息情况
    /// ```
    /// ```对
    /// 云溪县财政局2023年政府信息公开工作年度报告
    /// 一、总体情况
    /// 2023年主动公开政府信息12条。
    /// 二、主动公开政府信息情况
    /// ```
    TOO_LONG = "structure/too-long",
    basis: Some("国办公开办函〔2021〕30号 一、（一）：重在聚焦主题、简明客观，篇幅原则上不超过一千字"),
    help: "删去一般性的表述，只写本年度的情况和数据。",
    check: too_long
}

/// A topic of section one, and words of which one is enough to have touched upon it.
struct Topic {
    name: &'static str,
    words: &'static [&'static str],
}

const TOPICS: [Topic; 5] = [
    Topic {
        name: "主动公开",
        words: &[
            "主动公开",
            "公开信息",
            "公开政府信息",
            "公开政务信息",
            "发布",
            "公布",
            "规范性文件",
            "行政许可",
            "行政处罚",
            "标准目录",
            "时公开",
            "期公开",
            "公开各",
            "公开惠",
            "公开预",
            "公开财",
            "推送",
            "解读",
            "应公开尽公开",
        ],
    },
    Topic { name: "依申请公开", words: &["申请"] },
    Topic {
        name: "政府信息管理",
        words: &[
            "管理",
            "审核",
            "审查",
            "审签",
            "三校",
            "清理",
            "目录",
            "制度",
            "规范",
            "保密",
            "泄密",
            "隐私",
            "公开属性",
            "动态调整",
            "台账",
            "归档",
            "信息员",
            "收集",
            "采集",
            "采编",
            "校对",
            "错敏",
            "错链",
        ],
    },
    Topic {
        name: "政府信息公开平台建设",
        words: &[
            "平台",
            "网站",
            "专栏",
            "栏目",
            "公众号",
            "新媒体",
            "微信",
            "微博",
            "公报",
            "查阅点",
            "渠道",
            "载体",
            "公示栏",
            "公开栏",
        ],
    },
    Topic {
        name: "监督保障",
        words: &[
            "监督",
            "保障",
            "培训",
            "考核",
            "评议",
            "检查",
            "督查",
            "督促",
            "督导",
            "领导小组",
            "责任",
            "专人",
            "专职",
            "机制",
            "自查",
            "抽查",
            "巡查",
            "通报",
            "整改",
            "测评",
            "评估",
            "工作人员",
            "工作经费",
            "投诉",
        ],
    },
];

const OF_GOVERNMENTS: [Topic; 3] = [
    Topic { name: "工作考核", words: &["考核", "考评", "考查", "绩效", "测评", "评估"] },
    Topic {
        name: "社会评议",
        words: &["评议", "社会评价", "满意度", "社会监督", "群众评价", "意见建议", "意见和建议", "第三方"],
    },
    Topic { name: "责任追究", words: &["追究", "追责", "问责"] },
];

/// The overview with all of its text, where all of it is there.
fn overview<'a>(report: &'a Report) -> Option<(&'a Section, Span)> {
    let sections = &report.outline.sections;
    let index = sections.iter().position(|section| section.id() == "overview")?;
    let section = sections.get(index)?;
    // Without the heading that follows nobody knows where it ends.
    sections.get(index + 1)?;
    let content = content(report, section);
    (!has_gap(report, content) && !content.is_empty()).then_some((section, content))
}

fn missing_topics(report: &Report) -> Outcome {
    let Some((section, content)) = fixed_edition(report).and_then(|_| overview(report)) else {
        return Outcome::default();
    };
    let absent = |topics: &[Topic]| -> Vec<&'static str> {
        topics.iter().filter(|topic| !report.index.has_any(content, topic.words)).map(|topic| topic.name).collect()
    };
    let mut findings = Vec::new();
    let topics = absent(&TOPICS);
    if !topics.is_empty() {
        let message = format!("总体情况没有写到{}。", topics.join("、"));
        findings.push(Finding::new(MISSING_TOPIC.code, Severity::Warning, section.span(), message));
    }
    let government = report.agency.is_some_and(|agency| agency.of(report.text()).ends_with("人民政府"));
    let of_governments = if government { absent(&OF_GOVERNMENTS) } else { Vec::new() };
    if !of_governments.is_empty() {
        let message = format!("总体情况没有写到各级人民政府应当报告的{}。", of_governments.join("、"));
        findings.push(Finding::new(MISSING_TOPIC.code, Severity::Warning, section.span(), message));
    }
    grounded(report, findings)
}

/// What the form allows.
const MOST: usize = 1000;

fn too_long(report: &Report) -> Outcome {
    let bound = report.edition.is_some_and(|edition| edition.id == "2021");
    let Some((section, content)) = overview(report).filter(|_| bound) else { return Outcome::default() };
    let is_blank = |(_, mark): &(usize, char)| is_blank(*mark) || matches!(mark, '#' | '*');
    let blanks = report.index.marks(content).filter(is_blank).count();
    let count = content.of(report.text()).chars().count() - blanks;
    if count <= MOST {
        return Outcome::default();
    }
    let degree = if count <= MOST + MOST / 10 { "略" } else { "" };
    let message = format!("总体情况{degree}超过一千字，连同标点共{count}字。");
    Outcome::of(vec![Finding::new(TOO_LONG.code, Severity::Note, section.span(), message)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::structure::testing::{REPORT, found, marks, silent};

    #[test]
    fn each_topic_that_is_left_out_is_named() {
        let draft =
            REPORT.replace("（五）监督保障。开展培训。\n", "").replace("（二）依申请公开。2023年收到申请2件。\n", "");
        let messages: Vec<String> = found(&MISSING_TOPIC, &draft).into_iter().map(|finding| finding.message).collect();
        assert_eq!(messages, ["总体情况没有写到依申请公开、监督保障。"]);
    }

    #[test]
    fn topics_are_known_by_what_is_done_for_them() {
        let (head, rest) = (
            crate::rules::structure::testing::until("（一）主动"),
            crate::rules::structure::testing::since("二、主动"),
        );
        for words in [
            "按时公开部门预算。严格办理申请。三审三校，逐级签字。新增专栏4个。每季度抽查一次，发现问题已整改。",
            "定期公开惠农补贴。收到申请3件。名单中的个人隐私作隐去处理。公众号推送12条。配备工作人员3名。",
        ] {
            silent(&MISSING_TOPIC, &format!("{head}{words}\n{rest}"));
        }
    }

    #[test]
    fn governments_report_three_things_more() {
        let government = REPORT.replace("云溪县财政局", "云溪县人民政府");
        assert_eq!(found(&MISSING_TOPIC, &government).len(), 1);
        silent(&MISSING_TOPIC, &government.replace("开展培训。", "工作列入考核，接受社会评议，没有发生责任追究。"));
    }

    #[test]
    fn a_thousand_characters_are_allowed() {
        let long = |count: usize| REPORT.replace("开展培训。", &"训".repeat(count));
        silent(&TOO_LONG, &long(900));
        let heading = "一、总体情况".to_owned();
        assert_eq!(marks(&TOO_LONG, &long(960)), [(Severity::Note, heading)]);
        silent(&TOO_LONG, &long(2000).replace("2023", "2020"));
    }
}
