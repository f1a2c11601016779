//! Figures in the prose: against the tables, among themselves, and the years and days that it names.

mod deadline;
mod percentage;
mod sum;
mod table;
mod year;

pub use deadline::DEADLINE;
pub use percentage::PERCENTAGE;
pub use sum::SUM;
pub use table::DISAGREES_WITH_TABLE;
pub use year::{PERIOD, STALE_YEAR};

use crate::prose::Figure;
use crate::report::Report;

/// The name of the section that holds a figure; empty where the form has none for it.
fn section_of(report: &Report, figure: &Figure) -> &'static str {
    let at = report.prose.span(figure.start, figure.end).start;
    let sections = &report.outline.sections;
    let behind = sections.partition_point(|section| section.span().start <= at);
    behind.checked_sub(1).and_then(|index| sections.get(index)).map_or("", |section| section.id())
}

#[cfg(test)]
mod testing {
    use crate::finding::Finding;
    use crate::input::{Draft, Hints, read};
    use crate::report::understand;
    use crate::rules::Rule;

    /// What one rule finds in a report for 2023 whose section one says that.
    pub fn said(rule: &Rule, words: &str) -> Vec<Finding> {
        let draft = format!(
            "云溪县2023年政府信息公开工作年度报告\n一、总体情况\n{words}\n二、主动公开政府信息情况\n见表。\n\
             三、收到和处理政府信息公开申请情况\n见表。\n四、政府信息公开行政复议、行政诉讼情况\n见表。\n\
             五、存在的主要问题及改进情况\n更新不够及时。\n六、其他需要报告的事项\n本年度未收取信息处理费。\n"
        );
        found(rule, &draft)
    }

    /// What one rule finds in a draft.
    pub fn found(rule: &Rule, draft: &str) -> Vec<Finding> {
        let document = read(&Draft::Text(draft), &Hints::default()).expect("text");
        (rule.check)(&understand(&document, None)).findings
    }

    /// Asserts that a rule finds one thing in each text, with these words in its message.
    pub fn tells(rule: &Rule, cases: &[(&str, &str)]) {
        for (words, message) in cases {
            let found = said(rule, words);
            assert_eq!(found.len(), 1, "{words}\n{found:#?}");
            assert!(found.iter().all(|finding| finding.message.contains(message)), "{found:#?}");
        }
    }

    /// Asserts that a rule finds nothing in each text.
    pub fn silent(rule: &Rule, texts: &[&str]) {
        for words in texts {
            let found = said(rule, words);
            assert!(found.is_empty(), "{words}\n{found:#?}");
        }
    }

    /// A report with tables: received 9 + 1, concluded 8 (disclosed 5, withheld 1, unavailable 2), carried out 2.
    pub fn draft(words: &str) -> String {
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

    /// Sentences as real reports have them, all of them true beside the tables of [`draft`].
    #[test]
    fn what_reports_say_by_right() {
        let overview = [
            // Lists that leave something out, overlap, or belong to something else.
            "全年主动公开政府信息1286条，其中政策文件46条、工作动态820条、通知公告210条。",
            "通过县政府网站公开信息1286条，其中首发信息900条，转载信息700条。",
            "全年发布政务信息2310条，其中微信公众号1200条、微博900条、抖音400条。",
            "公开信息300条，包括规划信息20条、统计信息40条、财政信息60条等。",
            "新增公开目录12个，涉及教育3个、卫生4个、就业2个等领域。",
            "全县设政务公开专区20个（县级1个、乡镇12个、村级及社区若干）。",
            "举办培训班4期，培训210人次，其中乡镇人员180人次、县直单位人员60人次（部分人员参加两期）。",
            "发布政策解读材料36篇，其中文字解读20篇、图文解读18篇，部分文件采用多种形式。",
            "现有工作人员15名，其中专职人员3名。",
            "答复申请8件，其中自然人8件，法人或其他组织0件。",
            "办理建议提案共46件，其中人大代表建议30件，政协委员提案16件，办结率100%。",
            "全县政务新媒体15个（微信11个、抖音3个、其他1个）。",
            "接受咨询392人次，其中现场咨询331人次，电话咨询61人次，比上年增加40人次。",
            "受理热线来电5200件，其中咨询类3000件、投诉类1500件、求助类500件，办结5100件，满意率98.5%。",
            "检查网站3次，发现问题10个，其中错别字6个、断链4个，均已整改。",
            // Comparisons and running totals.
            "全年公开信息1200条，同比增长20%，较2022年的1000条增加200条。",
            "2022年公开信息1000条，2023年公开信息1200条，增长20%。",
            "累计公开信息15600条，本年新增1200条，其中动态类800条。",
            "收到政府信息公开申请9件，比上年的12件减少3件，下降25%。",
            "自2008年以来累计受理政府信息公开申请320件。",
            "截至2023年底，累计制发行政规范性文件120件，废止45件，现行有效32件。",
            // Others' figures, parts of the year and of the place.
            "县公安局作出行政处罚决定45件，县城管局作出行政处罚决定12件。",
            "第三方评估显示，全县54家单位中有48家得分在80分以上，占88.9%。",
            "上半年收到政府信息公开申请4件，下半年收到5件。",
            "1—6月收到政府信息公开申请4件。",
            "1月至10月办结政府信息公开申请6件。",
            "县政府本级收到政府信息公开申请3件，乡镇收到2件，县直部门收到4件。",
            "指导乡镇办理政府信息公开申请5件，其中予以公开3件。",
            "以县政府办公室名义制发行政规范性文件2件。",
            "清理行政规范性文件60件，宣布失效8件，废止5件，修改3件。",
            "报送备案规范性文件6件，制发规范性文件解读材料12篇。",
            "公示行政许可决定300条、行政处罚决定45条。",
            "全年办理行政复议案件86件，行政诉讼案件25件，其中涉及政府信息公开4件。",
            "全年办理行政复议案件86件，其中涉政府信息公开4件，占4.65%。",
            "政府信息公开行政复议4件，结果维持3件，尚未审结1件。",
            "未发生因政府信息公开引发的负面舆情。",
            "全年没有收到不予公开的投诉举报。",
            "未收到要求减免费用的申请。",
            // Large, rounded and approximate figures, ranges.
            "网站访问量达1200万余次，日均3.3万次，点击量1.2亿次。",
            "公开信息约1300条，其中动态类近800条，其他类600条。",
            "每季度召开会议2—3次，每次参加20至30人。",
            "收到申请10余件，办结8件。",
            "行政事业性收费40.28万元，收取行政事业性收费402800元。",
            "收取行政事业性收费约40万元。",
            "投入资金1,200万元，其中省级补助800万元、县级配套400万元。",
            // Numbers that count nothing.
            "根据国办公开办函〔2021〕30号、国务院令第711号和《条例》第二十条、第四十九条的规定，编制本报告。",
            "建立“1+12+N”公开体系，落实“五公开”“三同步”要求。",
            "联系电话：0500-1234567，邮编200030，地址：云溪路12号。",
            "12345热线和110平台联动，12348法律服务热线开通。",
            "“十四五”规划纲要、2021—2025年行动方案均已公开。",
            "年满60周岁的老人、16周岁以下儿童均可就近查询。",
            "2022—2023学年义务教育招生信息公开12条。",
            "2022年度部门决算、2023年部门预算公开60家，公开率100%。",
            "按照《云溪县2023年政务公开工作要点》要求，2022年12月底前完成目录调整。",
            "数据统计期限为2023年1月1日至2023年12月31日。",
            "本报告中所列数据的统计期限自2023年1月1日起，至12月31日止。",
            // Shares of other wholes, rounded and cut.
            "公开信息1286条，其中动态类820条，占63.8%；公告类210条，占16.3%；其他类256条，占19.9%。",
            "公开信息1286条，其中动态类820条，占63.7%。",
            "公开民生信息320条，占公开总量的三成，财政信息46条，占5%左右。",
            "受理审批事项1200件，其中网上受理1100件，占91.6%，最多跑一次事项占98%。",
            "按期答复率100%，收到申请9件，办结8件。",
            "部门60家，按时报送55家，占91.67%，其中乡镇12家，占21.8%。",
            // What fits the tables by a fair reading.
            "新收政府信息公开申请9件，上年结转1件，共10件，办结8件，结转下年度继续办理2件。",
            "收到和处理政府信息公开申请10件，其中予以公开5件、不予公开1件、无法提供2件，其余2件结转下年办理。",
            "2023年，办理政府信息公开类行政复议3件（不含未审结1件），行政诉讼2件。",
            "直接向法院提起政府信息公开行政诉讼1件，复议后起诉1件。",
            "全年作出行政许可517件、行政处罚决定69件、行政强制4件。",
        ];
        let problems = [
            "2024年，我们将进一步加强队伍建设。",
            "2022年报告指出的3个问题，2023年已全部整改。",
            "针对2022年第三方评估反馈的问题，我们将继续整改。",
            "2023年，我县将政务公开纳入年度考核，分值占4%。",
            "2023年以来，培训不够，下一步将加强培训。",
            "一年来，收到的申请中有12件内容不明确。",
        ];
        let mut told = Vec::new();
        for (words, plan) in overview.map(|words| (words, "")).into_iter().chain(problems.map(|words| ("好。", words)))
        {
            let draft = draft(words).replace("更新不够及时。", &format!("更新不够及时。{plan}"));
            told.extend(all(&draft).into_iter().map(|finding| finding.message));
        }
        assert!(told.is_empty(), "{told:#?}");
    }

    /// What all rules of the family find in a draft.
    fn all(draft: &str) -> Vec<Finding> {
        let document = read(&Draft::Text(draft), &Hints::default()).expect("text");
        let report = understand(&document, None);
        let rules = crate::rules::RULES.iter().filter(|rule| rule.code.starts_with("narrative/"));
        rules.flat_map(|rule| (rule.check)(&report).findings).collect()
    }

    #[test]
    fn hostile_drafts_take_linear_time() {
        let units = [
            "公开信息3条，其中动态类1条，占33%，",
            "公开3条（",
            "甲类1条（乙类1条，",
            "收到公开申请3件，办结2件，办结率100%，",
            "未收到公开申请",
            "12345 ",
            "1,",
            "公开信息3条",
            "2022年将继续公开",
            "统计期限为2022年1月1日",
            "其中",
            "）：；",
            "0年0月0日占0%",
        ];
        let time = |words: &str| {
            let started = std::time::Instant::now();
            all(words);
            started.elapsed().as_secs_f64()
        };
        for unit in units {
            // The least of three: others may be using the machine.
            let least = |count: usize| {
                let words = draft(&format!("公开信息9条，其中{}", unit.repeat(count)));
                (0..3).map(|_| time(&words)).fold(f64::MAX, f64::min)
            };
            let (short, long) = (least(500), least(4_000));
            assert!(long < short * 24.0 + 0.05, "{unit}: {short} s, eight times as long {long} s");
        }
    }

    #[test]
    fn figures_beyond_measure_are_no_figures() {
        let nines = "9".repeat(31);
        silent(
            &super::PERCENTAGE,
            &[&format!("公开信息{nines}条，其中财政{nines}条，占{nines}%，民生3条，占{nines}.{nines}%。")],
        );
        silent(&super::SUM, &[&format!("公开信息{nines}亿条，其中现场{nines}条、电话999999999999999999万条。")]);
        silent(&super::STALE_YEAR, &["0年将继续公开信息3条。", &format!("{nines}年将继续公开3条。")]);
        silent(&super::PERIOD, &["统计期限自0年0月0日至0年0月0日。", "统计期限自0000年1月1日起。"]);
    }
}
