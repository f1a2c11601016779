//! The mistakes, each as it is put alone into a clean report. ⟦ ⟧ stand around the place where it must be told.

use super::draft::Draft;
use crate::support::chance::Chance;
use crate::support::report::Part;
use gouji::form::CellId;
use gouji::numeral::Decimal;

/// A kind of mistake.
pub struct Injector {
    /// The code by which it must be found.
    pub code: &'static str,
    /// What is done, a few words.
    pub name: &'static str,
    /// The editions in which it is a mistake.
    pub editions: &'static [&'static str],
    /// Codes that tell the same mistake as well.
    pub also: &'static [&'static str],
    /// Whether it shows only where the paste keeps every cell, whatever stands in it.
    pub in_cells: bool,
    /// Puts it in; none where this report has no place for it.
    pub inject: fn(&mut Draft, &mut Chance) -> Option<()>,
}

const ALL: &[&str] = &["2008", "2014", "2019", "2021"];
const FREE: &[&str] = &["2008", "2014"];
const FIXED: &[&str] = &["2019", "2021"];
const NEW: &[&str] = &["2021"];
const TRIAL: &[&str] = &["2019"];
const ANNEX: &[&str] = &["2014"];
const TABLES: &[&str] = &["2014", "2019", "2021"];
const OLD: &[&str] = &["2008"];
const NOTHING: &[&str] = &[];

type Inject = fn(&mut Draft, &mut Chance) -> Option<()>;

const fn kind(
    code: &'static str,
    name: &'static str,
    editions: &'static [&'static str],
    also: &'static [&'static str],
    inject: Inject,
) -> Injector {
    Injector { code, name, editions, also, in_cells: false, inject }
}

const fn in_cells(injector: Injector) -> Injector {
    Injector { in_cells: true, ..injector }
}

/// What the figures of a table have to do with each other, when one of them is changed.
const SUMS: &[&str] = &["table/row-total", "table/column-total", "table/balance", "table/part-exceeds-whole"];

/// Every kind of mistake.
pub static INJECTORS: &[Injector] = &[
    kind("table/row-total", "total of a row of applications", FIXED, SUMS, |draft, chance| {
        let row = *chance.pick(&["received", "disclosed", "withheld.process", "unavailable.not_held", "concluded"]);
        raise(draft, &format!("applications/{row}/total"), true, chance)
    }),
    kind("table/row-total", "figure of a kind of applicant", FIXED, SUMS, |draft, chance| {
        let row = *chance.pick(&["received", "disclosed", "unavailable.not_held"]);
        raise(draft, &format!("applications/{row}/enterprise"), false, chance)?;
        mark_cell(draft, &format!("applications/{row}/total"))
    }),
    kind("table/row-total", "total of the reviews", FIXED, NOTHING, |draft, chance| {
        let row = *chance.pick(&["reconsideration", "litigation_direct", "litigation_after_reconsideration"]);
        raise(draft, &format!("review/{row}/total"), true, chance)
    }),
    kind("table/row-total", "total left at nought", FIXED, NOTHING, |draft, chance| {
        let row = *chance.pick(&["reconsideration", "litigation_direct", "litigation_after_reconsideration"]);
        let name = format!("review/{row}/total");
        (!draft.figures.named(&name)?.is_zero()).then_some(())?;
        write_cell(draft, &name, "⟦0⟧")
    }),
    kind("table/row-total", "total of the annexed table", ANNEX, SUMS, |draft, chance| {
        let (row, part) = *chance.pick(&[
            ("received", "received.online"),
            ("answered", "answered.granted"),
            ("staff", "staff.part_time"),
            ("litigations", "litigations.other"),
        ]);
        (!draft.figures.named(&format!("statistics/{part}/count"))?.is_zero()).then_some(())?;
        raise(draft, &format!("statistics/{row}/count"), true, chance)
    }),
    kind("table/row-total", "total of a local table", OLD, SUMS, |draft, chance| {
        (draft.words.figures["received"] > 0).then_some(())?;
        local_cell(draft, "受理依申请公开信息总数", 2, |value| value + chance.between(1, 9), 1)
    }),
    kind("table/column-total", "counted twice among the results", FIXED, NOTHING, |draft, chance| {
        let more = chance.between(1, 30);
        let row = *chance.pick(&["disclosed", "disclosed_in_part", "declined.repeated"]);
        let who = *chance.pick(&["natural_person", "enterprise", "other"]);
        add(draft, &format!("applications/{row}/{who}"), more)?;
        add(draft, &format!("applications/{row}/total"), more)?;
        mark_cell(draft, &format!("applications/concluded/{who}"))?;
        mark_cell(draft, "applications/concluded/total")
    }),
    kind("table/balance", "applications that nobody settled", FIXED, NOTHING, |draft, chance| {
        let more = chance.between(1, 30);
        let who = *chance.pick(&["natural_person", "enterprise", "legal_services"]);
        add(draft, &format!("applications/received/{who}"), more)?;
        add(draft, "applications/received/total", more)?;
        for column in [who, "total"] {
            mark_cell(draft, &format!("applications/carried_out/{column}"))?;
            mark_cell(draft, &format!("applications/concluded/{column}"))?;
        }
        Some(())
    }),
    kind("table/part-exceeds-whole", "more led conferences than conferences", ANNEX, NOTHING, |draft, chance| {
        let whole = draft.figures.named("statistics/response.press_conferences/count")?.to_integer()?;
        let part = format!("⟦{}⟧", whole + chance.between(1, 9));
        write_cell(draft, "statistics/response.press_conferences.led/count", &part)
    }),
    kind("table/part-exceeds-whole", "more newly public than public", TRIAL, NOTHING, |draft, chance| {
        let name = "rules/normative_documents/";
        let whole = draft.figures.named(&format!("{name}total_public"))?.to_integer()?;
        let part = format!("⟦{}⟧", whole + chance.between(1, 9));
        write_cell(draft, &format!("{name}newly_public"), &part)
    }),
    kind("table/part-exceeds-whole", "a year larger than all years", OLD, NOTHING, |draft, chance| {
        local_cell(draft, "行政复议数", 2, |value| value + chance.between(20, 50), 2)
    }),
    kind("table/missing", "no table in a section", FIXED, NOTHING, |draft, chance| {
        let section = *chance.pick(&["proactive", "applications", "review"]);
        mark_heading(draft, section)?;
        draft.blocks.retain(|block| block.section != section || !matches!(block.part, Part::Table(_)));
        Some(())
    }),
    kind("table/missing", "no annexed table", ANNEX, NOTHING, |draft, _| {
        mark_heading(draft, "other")?;
        draft.blocks.retain(|block| !matches!(block.part, Part::Table(_)));
        Some(())
    }),
    kind("table/missing-row", "a row left out", TABLES, NOTHING, |draft, chance| {
        let label = match draft.edition.id {
            "2014" => *chance.pick(&["涉及个人隐私", "申请信息不存在数", "传真申请数"]),
            _ => *chance.pick(&[
                "行政强制",
                "属于行政执法案卷",
                "重复申请",
                "要求提供公开出版物",
                "没有现成信息需要另行制作",
            ]),
        };
        remove_row(draft, label)
    }),
    kind("table/label", "a slip in a row's name", TABLES, NOTHING, |draft, chance| {
        let (right, wrong) = match draft.edition.id {
            "2014" => *chance.pick(&[
                ("涉及商业秘密", "涉及商业密秘"),
                ("申请信息不存在数", "申请信息不在数"),
                ("政策解读稿件发布数", "政策解读稿发布数"),
            ]),
            _ => *chance.pick(&[
                ("其他法律行政法规禁止公开", "其他法律行政止公开"),
                ("保护第三方合法权益", "保护第三合法权益"),
                ("属于四类过程性信息", "属于四类过程信息"),
                ("本机关不掌握相关政府信息", "本机关不掌握相关政信息"),
                ("无正当理由大量反复申请", "无正当理由大量反申请"),
            ]),
        };
        change_label(draft, right, wrong)
    }),
    kind("table/blank-cells", "a figure left out", TABLES, NOTHING, |draft, chance| {
        let name = match draft.edition.id {
            "2014" => *chance.pick(&["statistics/complaints/count", "statistics/offices/count"]),
            _ => *chance.pick(&["licensing/licences/decisions", "enforcement/coercive_measures/decisions"]),
        };
        blank(draft, name)
    }),
    kind("table/blank-cells", "a whole table left blank", NEW, NOTHING, |draft, _| {
        for column in ["upheld", "corrected", "other", "pending", "total"] {
            for row in ["reconsideration", "litigation_direct", "litigation_after_reconsideration"] {
                write_cell(draft, &format!("review/{row}/{column}"), "")?;
            }
        }
        mark_table(draft, "review")
    }),
    kind("table/blank-total", "a total left blank", FIXED, SUMS, |draft, chance| {
        let row = *chance.pick(&["received", "concluded", "disclosed"]);
        let name = format!("applications/{row}/total");
        (!draft.figures.named(&name)?.is_zero()).then_some(())?;
        blank(draft, &name)
    }),
    kind("table/blank-total", "a total left blank in the annex", ANNEX, SUMS, |draft, chance| {
        let row = *chance.pick(&["received", "answered", "staff"]);
        let name = format!("statistics/{row}/count");
        (!draft.figures.named(&name)?.is_zero()).then_some(())?;
        blank(draft, &name)
    }),
    kind("table/not-a-count", "a fraction or less than nothing", TABLES, NOTHING, |draft, chance| {
        let figure = *chance.pick(&["⟦3.5⟧", "⟦-2⟧", "⟦12.25⟧"]);
        let name =
            if draft.edition.id == "2014" { "statistics/complaints/count" } else { "licensing/licences/decisions" };
        write_cell(draft, name, figure)
    }),
    kind("table/annotated", "a note beside a figure", TABLES, NOTHING, |draft, chance| {
        let note = *chance.pick(&["（其中修订1件）", "（含补报2件）", "(含自然失效3件)"]);
        let name = match draft.edition.id {
            "2014" => "statistics/complaints/count",
            "2019" => "rules/normative_documents/made",
            _ => "rules/normative_documents/in_force",
        };
        let value = draft.figures.named(name)?;
        write_cell(draft, name, &format!("⟦{value}{note}⟧"))
    }),
    kind("table/unreadable", "a range in place of a figure", TABLES, NOTHING, |draft, chance| {
        let words = *chance.pick(&["⟦3-5⟧", "⟦12-15⟧", "⟦3-5⟧"]);
        write_cell(draft, some_count(draft), words)
    }),
    in_cells(kind("table/unreadable", "words in place of a figure", TABLES, NOTHING, |draft, chance| {
        let words = *chance.pick(&["⟦若干⟧", "⟦见附件⟧", "⟦约三十⟧", "⟦不详⟧"]);
        write_cell(draft, some_count(draft), words)
    })),
    kind("table/unit", "元 in a column of 万元", &["2014", "2021"], NOTHING, |draft, chance| {
        let name = if draft.edition.id == "2014" { "statistics/fees/count" } else { "fees/administrative_fees/amount" };
        write_cell(draft, name, &format!("⟦{}元⟧", chance.between(300, 900_000)))
    }),
    kind("table/unit", "an amount without unit", TRIAL, NOTHING, |draft, chance| {
        write_cell(draft, "procurement/central_procurement/items", "3")?;
        write_cell(draft, "procurement/central_procurement/amount", &format!("⟦{}⟧", chance.between(300, 900_000)))
    }),
    kind("table/implausible", "规章 of an organ that makes none", FIXED, NOTHING, |draft, chance| {
        draft.organ.agency.contains(['县', '镇', '乡']).then_some(())?;
        (!draft.organ.agency.starts_with(['国', '新', '镇', '岚'])).then_some(())?;
        let column = if draft.edition.id == "2019" { "total_public" } else { "in_force" };
        write_cell(draft, &format!("rules/regulations/{column}"), &format!("⟦{}⟧", chance.between(1, 30)))
    }),
    kind("table/implausible", "a figure larger than the country", FIXED, SUMS, |draft, _| {
        write_cell(draft, "licensing/licences/decisions", "⟦31415926535⟧")
    }),
    kind("table/implausible", "money spent on nothing", TRIAL, NOTHING, |draft, _| {
        write_cell(draft, "procurement/central_procurement/items", "0")?;
        write_cell(draft, "procurement/central_procurement/amount", "⟦251000元⟧")
    }),
    kind("structure/not-a-report", "another document", NEW, NOTHING, |draft, chance| {
        let text = *chance.pick(&[
            "⟦关于做好冬季森林防火工作的通知⟧",
            "⟦云溪县2023年国民经济和社会发展统计公报⟧",
            "⟦青禾镇便民服务中心工作人员值班表⟧",
            "⟦关于召开全县安全生产工作会议的通知⟧",
        ]);
        draft.blocks.truncate(1);
        draft.blocks[0].part = Part::Title(text.to_owned());
        let body =
            ["各乡镇人民政府：", "请认真做好各项准备工作，有关情况及时报告。", "一、加强领导", "各单位要明确专人。"];
        for line in body {
            draft.add("", Part::Paragraph(line.to_owned()));
        }
        Some(())
    }),
    kind("structure/missing-section", "a section left out", FIXED, &["table/missing"], |draft, chance| {
        let (section, before) = *chance.pick(&[
            ("applications", "proactive"),
            ("review", "applications"),
            ("problems", "review"),
            ("other", "problems"),
        ]);
        remove_section(draft, section, before)
    }),
    kind("structure/missing-section", "nothing about fees, reviews or problems", FREE, NOTHING, |draft, chance| {
        let (section, before) = *chance.pick(&[("fees", "applications"), ("review", "fees"), ("problems", "review")]);
        remove_section(draft, section, before)?;
        renumber(draft);
        Some(())
    }),
    kind(
        "structure/extra-section",
        "a section that the form has not",
        FIXED,
        &["structure/declared-parts"],
        |draft, chance| {
            let heading = *chance.pick(&[
                "信息公开责任追究",
                "政府信息公开收费及减免情况",
                "下一步工作打算",
                "政务公开重点工作推进情况",
            ]);
            let at = draft.heading("problems")?;
            draft.insert(at, "extra", Part::Heading(format!("⟦五、{heading}⟧")));
            draft.insert(at + 1, "extra", Part::Paragraph("全年各项工作有序推进，没有发生需要说明的其他情形。".into()));
            renumber(draft);
            Some(())
        },
    ),
    kind("structure/section-order", "two sections in the other order", FIXED, NOTHING, |draft, chance| {
        let (first, second) =
            *chance.pick(&[("applications", "review"), ("problems", "other"), ("proactive", "applications")]);
        let (from, to) = (draft.heading(first)?, draft.heading(second)?);
        let end = draft.blocks.iter().rposition(|block| block.section == second)? + 1;
        draft.blocks[from..end].rotate_left(to - from);
        mark_heading(draft, first)?;
        mark_heading(draft, second)?;
        renumber(draft);
        Some(())
    }),
    kind("structure/heading", "a slip in a heading", FIXED, NOTHING, |draft, chance| {
        let (section, words) = *chance.pick(&[
            ("review", "⟦四、政府信息公开行政法复议、行政诉讼情况⟧"),
            ("problems", "⟦五、存在的主要问题及改情况⟧"),
            ("applications", "⟦三、收到和处理政府信息公申请情况⟧"),
            ("proactive", "⟦二、主动公开政府信情况⟧"),
            ("other", "⟦六、其他需要报告的事宜⟧"),
            ("problems", "⟦五、存在的不足和今后打算⟧"),
        ]);
        let at = draft.heading(section)?;
        draft.blocks[at].part = Part::Heading(words.to_owned());
        Some(())
    }),
    kind("structure/numbering", "a section's number twice", ALL, NOTHING, |draft, chance| {
        let section = *chance.pick(&["applications", "review", "problems"]);
        let at = draft.heading(section)?;
        let text = draft.text(at)?.clone();
        let number = text.chars().next()?;
        let before = "一二三四五六七".chars().take_while(|c| *c != number).last()?;
        *draft.text(at)? = format!("⟦{before}{}⟧", &text[number.len_utf8()..]);
        Some(())
    }),
    kind("structure/numbering", "a number skipped in section one", FIXED, NOTHING, |draft, chance| {
        let number = chance.between(1, 3) as usize;
        let old = ["（二）", "（三）", "（四）"][number - 1];
        let all: Vec<usize> = (0..draft.blocks.len()).filter(|at| draft.blocks[*at].section == "overview").collect();
        let at = all.into_iter().find(|at| draft.text(*at).is_some_and(|text| text.starts_with(old)))?;
        let new = ["（三）", "（四）", "（六）"][number - 1];
        let text = draft.text(at)?.clone();
        *draft.text(at)? = format!("⟦{new}⟧{}", &text[old.len()..]);
        Some(())
    }),
    kind("structure/numbering", "points that count wrong", ALL, NOTHING, |draft, chance| {
        let points = *chance.pick(&[
            "主要做法：一是完善制度，⟦三是⟧加强培训，四是强化督查。",
            "重点抓了以下工作：一是健全机制；二是优化流程；⟦二是⟧强化考核。",
            "主要做法：一是加强学习；二是完善制度；⟦四是⟧抓好落实。",
        ]);
        // Where the topics themselves are numbered so, the last of them may go on with these.
        let chained = (0..draft.blocks.len()).any(|at| draft.text(at).is_some_and(|text| text.starts_with("一是")));
        (!chained).then_some(())?;
        say(draft, "overview", points, chance)
    }),
    kind("structure/empty-section", "a heading with nothing under it", ALL, NOTHING, |draft, chance| {
        let sections = if draft.edition.fixed_sections { ["problems", "overview"] } else { ["fees", "review"] };
        let section = *chance.pick(&sections);
        mark_heading(draft, section)?;
        draft.blocks.retain(|block| block.section != section || matches!(block.part, Part::Heading(_)));
        Some(())
    }),
    kind("structure/declared-parts", "more or fewer parts than there are", FIXED, NOTHING, |draft, chance| {
        let number = *chance.pick(&["五个", "七个", "八个", "四个"]);
        let all = (0..draft.blocks.len()).find(|at| draft.text(*at).is_some_and(|text| text.contains("六个部分")))?;
        let text = draft.text(all)?;
        *text = text.replacen("六个部分", &format!("⟦{number}部分⟧"), 1);
        Some(())
    }),
    kind("structure/outdated-form", "the trial form in a later year", TRIAL, NOTHING, |draft, chance| {
        let year = chance.between(2022, 2025);
        *draft = Draft::of_year("2019", year, chance);
        mark_text(draft, "proactive", "本年新制作数量")
    }),
    kind("structure/outdated-form", "the later form before its time", NEW, NOTHING, |draft, chance| {
        let year = chance.between(2018, 2019);
        *draft = Draft::of_year("2021", year, chance);
        mark_text(draft, "proactive", "第二十条第（一）项")?;
        mark_text(draft, "proactive", "本年制发件数")
    }),
    kind("structure/missing-topic", "a preface in place of section one", FIXED, NOTHING, |draft, chance| {
        mark_heading(draft, "overview")?;
        let at = draft.heading("overview")?;
        draft.blocks.retain(|block| block.section != "overview" || matches!(block.part, Part::Heading(_)));
        let words = *chance.pick(&[
            "一年来，各项工作取得了新的成绩，得到了群众的好评。",
            "在上级的正确领导下，全体干部共同努力，各项任务圆满完成。",
        ]);
        draft.insert(at + 1, "overview", Part::Paragraph(words.to_owned()));
        Some(())
    }),
    kind("structure/missing-topic", "a government without its three things", FIXED, NOTHING, |draft, _| {
        draft.organ.agency.ends_with("人民政府").then_some(())?;
        mark_heading(draft, "overview")?;
        let at = draft.heading("overview")?;
        draft.blocks.retain(|block| block.section != "overview" || matches!(block.part, Part::Heading(_)));
        let words = "全年通过网站主动公开信息120条。规范办理公开申请。清理公开目录。做好平台维护。组织培训两次。";
        draft.insert(at + 1, "overview", Part::Paragraph(words.to_owned()));
        Some(())
    }),
    kind("structure/too-long", "section one past a thousand characters", NEW, NOTHING, |draft, _| {
        mark_heading(draft, "overview")?;
        let at = draft.heading("overview")?;
        let tasks = [
            "预算", "决算", "采购", "规划", "统计", "教育", "卫生", "就业", "社保", "住房", "环保", "安全", "价格",
            "征地", "救助",
        ];
        let measures = ["细化公开的内容", "明确公开的时限", "落实公开的责任", "丰富公开的形式", "回应群众的关切"];
        for task in tasks {
            let words: Vec<String> = measures.iter().map(|measure| format!("在{task}信息方面{measure}")).collect();
            draft.insert(at + 1, "overview", Part::Paragraph(words.join("，") + "。"));
        }
        Some(())
    }),
    kind("structure/too-thin", "problems in a word", ALL, NOTHING, |draft, chance| {
        let words = *chance.pick(&["⟦无。⟧", "⟦暂无⟧", "⟦本年度未发现问题。⟧", "⟦无。⟧", "⟦不存在问题。⟧"]);
        let at = draft.heading("problems")?;
        draft.blocks.retain(|block| block.section != "problems" || matches!(block.part, Part::Heading(_)));
        draft.insert(at + 1, "problems", Part::Paragraph(words.to_owned()));
        Some(())
    }),
    kind("structure/fee-statement", "section six without the fee", NEW, NOTHING, |draft, chance| {
        let words = *chance.pick(&["无。", "无其他需要报告的事项。", "本年度没有需要报告的其他事项。"]);
        mark_heading(draft, "other")?;
        let at = draft.heading("other")?;
        draft.blocks.retain(|block| block.section != "other" || matches!(block.part, Part::Heading(_)));
        draft.insert(at + 1, "other", Part::Paragraph(words.to_owned()));
        Some(())
    }),
    kind("structure/title", "a title without the year", ALL, NOTHING, |draft, _| {
        let title = format!("⟦{}政府信息公开工作年度报告⟧", draft.organ.agency);
        draft.blocks.retain(|block| !matches!(block.part, Part::Title(_)));
        draft.insert(0, "", Part::Title(title));
        mention_year(draft);
        Some(())
    }),
    kind("structure/title", "no title", ALL, NOTHING, |draft, chance| {
        draft.blocks.retain(|block| !matches!(block.part, Part::Title(_)) && !block.section.is_empty());
        let at = draft.heading("overview")?;
        mark_block(draft, at)?;
        mention_year(draft);
        say(draft, "overview", "以上数据的统计期限为{y}年1月1日至12月31日。", chance)
    }),
    kind("text/unbalanced", "half a pair", ALL, NOTHING, |draft, chance| {
        let words = *chance.pick(&[
            "详情请与办公室联系⟦（地址：云溪路1号，电话：0500-1234567⟧。",
            "全面落实⟦《《云溪县政府信息公开办法》⟧。",
            "印发⟦《云溪县政府信息公开办法⟧，规范工作流程。",
            "按照有关文件⟦〔2013）⟧要求办理。",
            "始终坚持⟦”谁提供、谁审核、谁负责”⟧的原则。",
            "大力推进⟦“阳光政务⟧品牌建设，群众较为满意。",
            "及时公布预算信息，⟦其中包括部门决算）⟧。",
        ]);
        say(draft, "overview", words, chance)
    }),
    kind("text/incomplete-date", "a date that lost something", ALL, NOTHING, |draft, chance| {
        let words = *chance.pick(&[
            "数据的采集截至⟦{y}12月31日⟧。",
            "有关会议于⟦2月30日⟧召开。",
            "有关制度自⟦{y}年13月1日⟧起执行。",
            "报送日期为⟦{y}年 月 日⟧。",
            "⟦截止日期为⟧，逾期不再受理补报。",
            "有关办法于⟦{y}年1231日⟧印发。",
        ]);
        say(draft, "overview", words, chance)
    }),
    kind("text/placeholder", "something left to be filled in", ALL, NOTHING, |draft, chance| {
        let words = *chance.pick(&[
            "组织专题培训⟦XX⟧次。",
            "组织专题培训⟦××⟧次。",
            "会同⟦×××⟧局开展检查。",
            "编发工作简报⟦____⟧期。",
            "按照⟦《》⟧的要求开展检查。",
            "其他有关情况（⟦待补充⟧）。",
            "按照国办函⟦〔〕⟧12号文件办理。",
        ]);
        say(draft, "overview", words, chance)
    }),
    kind("text/doubled", "a word twice", ALL, NOTHING, |draft, chance| {
        let words = *chance.pick(&[
            "进一步提高工作⟦的的⟧质量。",
            "各项工作取得⟦了了⟧新的进展。",
            "严格⟦按照按照⟧上级部署开展自查⟦，，⟧效果良好。",
            "不断完善公开制度⟦，，⟧夯实工作基础。",
        ]);
        say(draft, "overview", words, chance)
    }),
    kind("text/doubled", "a sentence twice", ALL, NOTHING, |draft, chance| {
        let words = *chance.pick(&[
            "会同有关单位对公开内容逐项核对并及时补充完善。",
            "通过多种形式向群众宣传公开的有关规定和办事流程。",
        ]);
        let at = draft.paragraph("overview", chance)?;
        let text = draft.text(at)?;
        text.push_str(words);
        text.push_str(&format!("加强检查。⟦{words}⟧"));
        Some(())
    }),
    kind("text/personal-data", "the number of a person", ALL, NOTHING, |draft, chance| {
        let words = *chance.pick(&[
            "群众王某（身份证号⟦11010519491231002X⟧）来访咨询。",
            "申请人李某（手机⟦13912345678⟧）已领取答复书。",
            "当事人电话⟦13600001111⟧，已当面答复。",
        ]);
        say(draft, "overview", words, chance)
    }),
    kind("text/injected", "words of gambling, a foreign brand", ALL, NOTHING, |draft, chance| {
        let words = *chance.pick(&[
            "最新⟦百家乐⟧网址欢迎您。",
            "调整⟦AbcBet体育⟧领导小组，印发AbcBet体育工作要点。",
            "⟦时时彩⟧计划软件下载。",
        ]);
        say(draft, "overview", words, chance)
    }),
    kind("text/foreign-name", "another place's name in the preface", ALL, NOTHING, |draft, _| {
        let agency = draft.organ.agency.clone();
        let level = agency.chars().rev().find(|c| "县镇乡".contains(*c))?;
        let whole = ["云溪县", "星桥县", "望川县", "青禾镇", "苇塘镇", "柳渡镇", "梨花乡", "芦滩乡"];
        let own = whole.iter().filter_map(|place| agency.rfind(place)).max()?;
        agency[own..].starts_with(|_: char| true).then_some(())?;
        let last = agency[own..].chars().nth(2)?;
        (last == level).then_some(())?;
        let at = draft.blocks.iter().position(|block| !block.section.is_empty())?;
        let year = draft.year;
        let words = format!("现公布⟦青山{level}⟧{year}年政府信息公开工作年度报告。");
        draft.insert(at, "", Part::Paragraph(words));
        Some(())
    }),
    kind("narrative/disagrees-with-table", "applications left over", FIXED, NOTHING, |draft, chance| {
        let left = draft.figures.named("applications/carried_out/total")?.plus(Decimal::from(3))?;
        (!says(draft, "结转")).then_some(())?;
        say(draft, "overview", &format!("依申请公开方面，结转下年度继续办理⟦{left}件⟧。"), chance)
    }),
    kind("narrative/disagrees-with-table", "conferences of the annex", ANNEX, NOTHING, |draft, chance| {
        let held = draft.figures.named("statistics/response.press_conferences/count")?.plus(Decimal::from(3))?;
        (!says(draft, "新闻发布会")).then_some(())?;
        say(draft, "overview", &format!("全年举办新闻发布会⟦{held}次⟧。"), chance)
    }),
    kind("narrative/sum", "parts that are not the whole", ALL, NOTHING, |draft, chance| {
        let words = *chance.pick(&[
            "全年接受咨询⟦372人次⟧，其中现场咨询331人次，电话咨询61人次。",
            "全县共有政务新媒体⟦15个⟧（微信：10个，微博：3个，抖音：1个）。",
            "编发信息⟦306条⟧，其中：机构类11条、动态类36条、其他信息128条。",
        ]);
        say(draft, "overview", words, chance)
    }),
    kind("narrative/percentage", "a share that is another", ALL, NOTHING, |draft, chance| {
        let words = *chance.pick(&[
            "编发信息400条，其中民生类240条，占60%；财政类100条，占⟦27%⟧；其他类60条，占15%。",
            "编发信息1286条，其中动态类820条，占⟦68.3%⟧。",
        ]);
        say(draft, "overview", words, chance)
    }),
    kind("narrative/stale-year", "plans for the year that is over", ALL, NOTHING, |draft, chance| {
        say(draft, "problems", "⟦{y}年⟧，我们将进一步加强学习培训。", chance)
    }),
    kind("narrative/period", "another year's period", ALL, NOTHING, |draft, chance| {
        let words = "以上数据的统计期限为⟦{=y-1}年1月1日至{=y-1}年12月31日⟧。";
        say(draft, "overview", words, chance)
    }),
    kind("narrative/deadline", "published in summer", FIXED, NOTHING, |draft, _| {
        let plain = ["bureau", "town", "street"].iter().any(|tag| draft.organ.tags.contains(tag));
        (plain && !says(draft, "发布日期")).then_some(())?;
        let title = draft.blocks.iter().rposition(|block| matches!(block.part, Part::Title(_)))?;
        mark_block(draft, title)?;
        let at = draft.blocks.iter().position(|block| !matches!(block.part, Part::Title(_)))?;
        let words = format!("发布日期：{}-06-20", draft.year + 1);
        draft.insert(at, "", Part::Paragraph(words));
        Some(())
    }),
];

/// Whether some words stand in the draft outside its tables.
fn says(draft: &mut Draft, words: &str) -> bool {
    (0..draft.blocks.len()).any(|at| draft.text(at).is_some_and(|text| text.contains(words)))
}

/// A figure that no sum depends on.
fn some_count(draft: &Draft) -> &'static str {
    if draft.edition.id == "2014" { "statistics/complaints/count" } else { "enforcement/penalties/decisions" }
}

fn cell_id(draft: &Draft, name: &str) -> Option<CellId> {
    draft.edition.cells().find(|cell| draft.edition.cell_name(*cell) == name)
}

fn write_cell(draft: &mut Draft, name: &str, text: &str) -> Option<()> {
    let id = cell_id(draft, name)?;
    *draft.cell(id)? = text.to_owned();
    Some(())
}

fn mark_cell(draft: &mut Draft, name: &str) -> Option<()> {
    let id = cell_id(draft, name)?;
    let cell = draft.cell(id)?;
    if !cell.starts_with('⟦') {
        *cell = format!("⟦{cell}⟧");
    }
    Some(())
}

/// Writes a larger figure into a cell.
fn raise(draft: &mut Draft, name: &str, marked: bool, chance: &mut Chance) -> Option<()> {
    let value = draft.figures.named(name)?.plus(Decimal::from(chance.between(1, 40)))?;
    write_cell(draft, name, &if marked { format!("⟦{value}⟧") } else { value.to_string() })
}

fn add(draft: &mut Draft, name: &str, more: i64) -> Option<()> {
    let value = draft.figures.named(name)?.plus(Decimal::from(more))?;
    write_cell(draft, name, &value.to_string())
}

/// Empties a cell; its row is where that is told.
fn blank(draft: &mut Draft, name: &str) -> Option<()> {
    write_cell(draft, name, "⟦⟧")?;
    for row in draft.grids().flat_map(|grid| &mut grid.rows) {
        if !row.iter().any(|cell| cell.text == "⟦⟧") {
            continue;
        }
        for cell in row {
            match cell.text.as_str() {
                "⟦⟧" => cell.text.clear(),
                _ if !cell.figure => cell.text = format!("⟦{}⟧", cell.text),
                _ => {}
            }
        }
        return Some(());
    }
    None
}

/// Changes a figure of the local table and marks one of its row.
fn local_cell(
    draft: &mut Draft,
    label: &str,
    column: usize,
    change: impl FnOnce(i64) -> i64,
    mark: usize,
) -> Option<()> {
    let grid = draft.grids().next()?;
    let row = grid.rows.iter_mut().find(|row| row[0].text.contains(label))?;
    let value = change(row[column].text.parse().ok()?);
    row[column].text = value.to_string();
    let marked = &mut row[column + mark - 1].text;
    *marked = format!("⟦{marked}⟧");
    Some(())
}

/// The text without blanks.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '⟦' | '⟧')).collect()
}

fn mark_text(draft: &mut Draft, section: &str, words: &str) -> Option<()> {
    let tables = draft.blocks.iter_mut().filter(|block| block.section == section);
    for block in tables {
        let Part::Table(grid) = &mut block.part else { continue };
        if let Some(cell) = grid.rows.iter_mut().flatten().find(|cell| plain(&cell.text).contains(words)) {
            cell.text = format!("⟦{}⟧", cell.text);
            return Some(());
        }
    }
    None
}

fn mark_table(draft: &mut Draft, section: &str) -> Option<()> {
    let block =
        draft.blocks.iter_mut().find(|block| block.section == section && matches!(block.part, Part::Table(_)))?;
    let Part::Table(grid) = &mut block.part else { return None };
    for cell in grid.rows.iter_mut().flatten().filter(|cell| !cell.text.is_empty()) {
        cell.text = format!("⟦{}⟧", cell.text);
    }
    Some(())
}

fn change_label(draft: &mut Draft, right: &str, wrong: &str) -> Option<()> {
    for grid in draft.grids() {
        if let Some(cell) = grid.rows.iter_mut().flatten().find(|cell| cell.text.contains(right)) {
            cell.text = cell.text.replace(right, &format!("⟦{wrong}⟧"));
            return Some(());
        }
    }
    None
}

/// Takes out a row of noughts that begins no group, and marks the row above.
fn remove_row(draft: &mut Draft, label: &str) -> Option<()> {
    for grid in draft.grids() {
        let of_label =
            |row: &Vec<crate::support::grid::Cell>| row.first().is_some_and(|cell| plain(&cell.text).ends_with(label));
        let Some(at) = grid.rows.iter().position(of_label) else { continue };
        let noughts = grid.rows[at]
            .iter()
            .filter(|cell| cell.figure)
            .all(|cell| matches!(cell.text.as_str(), "" | "0" | "/" | "—" | "无"));
        if !noughts && label != "行政强制" {
            return None;
        }
        grid.rows.remove(at);
        for (number, row) in grid.rows.iter_mut().enumerate().take(at) {
            row.iter_mut().filter(|cell| number + cell.rowspan > at).for_each(|cell| cell.rowspan -= 1);
        }
        let above =
            grid.rows[at - 1].iter_mut().rfind(|cell| !cell.figure && cell.text != "件" && cell.text != "条")?;
        above.text = format!("⟦{}⟧", above.text);
        return Some(());
    }
    None
}

fn mark_block(draft: &mut Draft, at: usize) -> Option<()> {
    let text = draft.text(at)?;
    *text = format!("⟦{text}⟧");
    Some(())
}

fn mark_heading(draft: &mut Draft, section: &str) -> Option<()> {
    let at = draft.heading(section)?;
    mark_block(draft, at)
}

fn remove_section(draft: &mut Draft, section: &'static str, before: &str) -> Option<()> {
    // Who says that it is there would be told of that as well.
    let declares = |text: &str| text.contains("部分组成") || text.contains("部分。") || text.contains("………");
    (!(0..draft.blocks.len()).any(|at| draft.text(at).is_some_and(|text| declares(text)))).then_some(())?;
    // The annex of the narrative reports stands in the last section.
    let annex = draft.blocks.iter().any(|block| block.section == section && matches!(block.part, Part::Table(_)));
    (draft.edition.fixed_sections || !annex).then_some(())?;
    draft.heading(section)?;
    mark_heading(draft, before)?;
    draft.blocks.retain(|block| block.section != section);
    Some(())
}

/// Numbers the sections one after the other.
fn renumber(draft: &mut Draft) {
    let mut numbers = "一二三四五六七八".chars();
    for at in 0..draft.blocks.len() {
        if !matches!(draft.blocks[at].part, Part::Heading(_)) {
            continue;
        }
        let (Some(number), Some(text)) = (numbers.next(), draft.text(at)) else { return };
        let mark = if text.starts_with('⟦') { "⟦" } else { "" };
        let rest: String = text.trim_start_matches('⟦').chars().skip(1).collect();
        *text = format!("{mark}{number}{rest}");
    }
}

/// A sentence at the end of a paragraph of a section.
fn say(draft: &mut Draft, section: &'static str, pattern: &str, chance: &mut Chance) -> Option<()> {
    let words = draft.words.write(pattern, chance);
    let at = draft.paragraph(section, chance)?;
    draft.text(at)?.push_str(&words);
    Some(())
}

/// Says the year in section one, so that the report is known by it.
fn mention_year(draft: &mut Draft) {
    let words = format!("{}年，各项公开任务按时完成。", draft.year);
    if let Some(at) = draft.heading("overview") {
        draft.insert(at + 1, "overview", Part::Paragraph(words));
    }
}
