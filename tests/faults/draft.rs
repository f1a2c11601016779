//! A clean report in the words of an invented official, as blocks that a fault can be put into.

use super::organ::{self, Organ};
use super::phrase::{Phrases, Words};
use crate::support::chance::Chance;
use crate::support::figures::Figures;
use crate::support::grid::{Cell, Grid, Writer};
use crate::support::hand::{Hand, Written};
use crate::support::report::{Part, Report};
use crate::support::shape::Shape;
use gouji::form::{CellId, Edition};
use gouji::numeral::Decimal;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FIXED: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("phrases/fixed.txt")));
static FREE: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("phrases/free.txt")));

/// A report before it takes a shape.
pub struct Draft {
    /// Who reports.
    pub organ: Organ,
    /// The year reported on.
    pub year: i64,
    /// The form.
    pub edition: &'static Edition,
    /// Its figures; those of edition 2008 stand in words only.
    pub figures: Figures,
    /// What sentences may name.
    pub words: Words,
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

/// A piece of a draft.
pub struct Block {
    /// The section it stands in; empty before the first.
    pub section: &'static str,
    /// What it is.
    pub part: Part,
}

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

impl Draft {
    /// Draws a clean report of that edition.
    pub fn draw(edition: &str, chance: &mut Chance) -> Draft {
        let form = Edition::named(edition).expect("an edition");
        let year = chance.between(i64::from(form.first_year), i64::from(form.last_year.unwrap_or(2025)));
        Draft::of_year(edition, year, chance)
    }

    /// Draws a report of a year on the form of that edition.
    pub fn of_year(edition: &str, year: i64, chance: &mut Chance) -> Draft {
        let edition = Edition::named(edition).expect("an edition");
        let mut figures = Figures::draw(edition, edition.id == "2019", chance);
        // Not even a province gets a million applications.
        let many = |figures: &Figures| {
            let received = figures.named("applications/received/total").and_then(Decimal::to_integer);
            received.is_some_and(|received| received > 300_000)
        };
        while many(&figures) {
            figures = Figures::draw(edition, edition.id == "2019", chance);
        }
        let organ = organ::draw(chance);
        let words = words(&organ, year, &figures, chance);
        let mut draft = Draft { organ, year, edition, figures, words, blocks: Vec::new() };
        draft.head(chance);
        if edition.fixed_sections {
            draft.fixed(chance)
        } else {
            draft.free(chance)
        }
        draft.signature(chance);
        draft
    }

    /// The draft in a shape.
    pub fn write(&self, shape: Shape, chance: &mut Chance) -> String {
        let parts: Vec<Part> = self.blocks.iter().map(|block| copy(&block.part)).collect();
        shape.write(&parts, chance)
    }

    /// The tables.
    pub fn grids(&mut self) -> impl Iterator<Item = &mut Grid> {
        self.blocks.iter_mut().filter_map(|block| match &mut block.part {
            Part::Table(grid) => Some(grid),
            _ => None,
        })
    }

    /// What stands in a cell of the form.
    pub fn cell(&mut self, id: CellId) -> Option<&mut String> {
        let at = self.figures.values.keys().position(|known| *known == id)?;
        let cells = self.grids().flat_map(|grid| &mut grid.rows).flatten();
        cells.filter(|cell| cell.figure).nth(at).map(|cell| &mut cell.text)
    }

    /// Where the heading of a section stands.
    pub fn heading(&self, section: &str) -> Option<usize> {
        self.blocks.iter().position(|block| block.section == section && matches!(block.part, Part::Heading(_)))
    }

    /// The words of a block.
    pub fn text(&mut self, at: usize) -> Option<&mut String> {
        match &mut self.blocks.get_mut(at)?.part {
            Part::Title(text) | Part::Heading(text) | Part::Paragraph(text) => Some(text),
            Part::Table(_) => None,
        }
    }

    /// A paragraph of a section that ends a sentence.
    pub fn paragraph(&self, section: &str, chance: &mut Chance) -> Option<usize> {
        let of_section = |at: &usize| self.blocks[*at].section == section;
        let ends = |at: &usize| matches!(&self.blocks[*at].part, Part::Paragraph(text) if text.ends_with('。'));
        let all: Vec<usize> = (0..self.blocks.len()).filter(of_section).filter(ends).collect();
        (!all.is_empty()).then(|| *chance.pick(&all))
    }

    /// Whether a section says these words.
    pub fn mentions(&self, section: &str, words: &str) -> bool {
        self.blocks.iter().filter(|block| block.section == section).any(|block| match &block.part {
            Part::Title(text) | Part::Heading(text) | Part::Paragraph(text) => text.contains(words),
            Part::Table(_) => false,
        })
    }

    /// Whether section one says a number of applications.
    pub fn counts_applications(&self) -> bool {
        let says = |text: &str| text.split('。').any(|words| words.contains("申请") && words.contains('件'));
        self.blocks.iter().any(|block| match &block.part {
            Part::Paragraph(text) => block.section == "overview" && says(text),
            _ => false,
        })
    }

    /// Puts a block in.
    pub fn insert(&mut self, at: usize, section: &'static str, part: Part) {
        self.blocks.insert(at, Block { section, part });
    }

    /// Puts a block at the end.
    pub fn add(&mut self, section: &'static str, part: Part) {
        self.blocks.push(Block { section, part });
    }

    fn say(&mut self, section: &'static str, text: impl Into<String>) {
        self.add(section, Part::Paragraph(text.into()));
    }

    /// Sentences of a heading, as many as there are up to `most`.
    fn sentences(&self, heading: &str, most: usize, chance: &mut Chance) -> Vec<String> {
        let phrases = if self.edition.fixed_sections { &FIXED } else { &FREE };
        let mut list = phrases.draw(heading, self.organ.tags, &self.words, chance);
        list.truncate(most);
        list
    }

    fn head(&mut self, chance: &mut Chance) {
        let (agency, year) = (self.organ.agency.clone(), self.year);
        let title = match chance.below(6) {
            0 => format!("{agency}{year}年度政府信息公开工作年度报告"),
            1 => format!("{year}年{agency}政府信息公开工作年度报告"),
            2 => format!("{agency}{year}年政府信息公开年度报告"),
            3 => format!("{agency}\n{year}年政府信息公开工作年度报告"),
            _ => format!("{agency}{year}年政府信息公开工作年度报告"),
        };
        match title.split_once('\n') {
            Some((agency, rest)) => {
                self.add("", Part::Title(agency.to_owned()));
                self.add("", Part::Title(rest.to_owned()));
            }
            None => self.add("", Part::Title(title)),
        }
        if chance.one_in(6) {
            let (month, day) = self.published(chance);
            let text = format!(
                "发布日期：{}-{month:02}-{day:02}　来源：{agency}　浏览次数：{}",
                year + 1,
                chance.between(3, 900)
            );
            self.say("", text);
        }
        if chance.one_in(9) && self.edition.fixed_sections {
            self.say("", "目　录");
            for (number, section) in self.edition.sections.iter().enumerate() {
                self.say("", format!("{}、{}………{}", NUMERALS[number], section.heading, number + 1));
            }
        }
        if !chance.one_in(5) {
            let most = 1 + chance.below(2);
            for sentence in self.sentences("preface", most, chance) {
                self.say("", sentence);
            }
        }
    }

    /// A day on which it may still be published.
    fn published(&self, chance: &mut Chance) -> (i64, i64) {
        let (month, day) = if self.edition.fixed_sections { self.organ.due } else { (3, 31) };
        let month = chance.between(1, month);
        (month, chance.between(5, if month == self.organ.due.0 { day.min(28) } else { 28 }))
    }

    fn signature(&mut self, chance: &mut Chance) {
        if chance.one_in(2) {
            return;
        }
        let (month, day) = self.published(chance);
        let year = self.year + 1;
        let date = match chance.below(3) {
            0 => format!("{}年{}月{}日", chinese_year(year), NUMERALS[month as usize - 1], chinese(day)),
            _ => format!("{year}年{month}月{day}日"),
        };
        let last = self.blocks.iter().rposition(|block| matches!(block.part, Part::Paragraph(_))).unwrap_or(0);
        let section = self.blocks[last].section;
        // The annex follows the signature.
        let at = if self.edition.fixed_sections {
            self.blocks.len()
        } else {
            let annex = self
                .blocks
                .iter()
                .position(|block| matches!(&block.part, Part::Paragraph(text) if text.starts_with("附件")));
            annex.unwrap_or(self.blocks.len())
        };
        if matches!(self.blocks[at - 1].part, Part::Table(_)) {
            return;
        }
        let lines = [self.organ.agency.clone(), date];
        for (offset, line) in lines.into_iter().enumerate() {
            self.blocks.insert(at + offset, Block { section, part: Part::Paragraph(line) });
        }
    }

    fn fixed(&mut self, chance: &mut Chance) {
        let hand = Hand { full_width: false, radicals: false, ..Hand::draw(true, chance) };
        let written = self.written(hand, chance);
        let report = Report {
            agency: self.organ.agency.clone(),
            year: self.year as u16,
            figures: self.figures.clone(),
            local: None,
        };
        let apart = chance.one_in(3);
        for (number, section) in self.edition.sections.iter().enumerate() {
            let wording = match section.accepted {
                [_, ..] if chance.one_in(4) => *chance.pick(section.accepted),
                _ => section.heading,
            };
            self.add(section.id, Part::Heading(format!("{}、{wording}", NUMERALS[number])));
            match section.id {
                "overview" => self.overview(chance),
                "problems" => self.problems(chance),
                "other" => self.other(chance),
                _ if chance.one_in(8) => {
                    self.say(section.id, *chance.pick(&["具体情况见下表。", "（单位：件）", "有关数据见表。"]))
                }
                _ => {}
            }
            let writer = Writer { report: &report, written: &written, hand };
            let tables = writer.tables(section.id, apart, chance);
            for grid in tables {
                self.add(section.id, Part::Table(grid));
            }
        }
    }

    /// The figures as the hand writes them; no table stays blank throughout.
    fn written(&self, hand: Hand, chance: &mut Chance) -> BTreeMap<CellId, Written> {
        let mut written = hand.write(&self.figures, chance);
        for table in 0..self.edition.tables.len() {
            let mut cells: Vec<(&CellId, &mut Written)> =
                written.iter_mut().filter(|(id, _)| id.table == table).collect();
            if cells.iter().all(|(_, cell)| cell.value.is_none())
                && let Some((_, cell)) = cells.first_mut()
            {
                cell.text = "0".into();
                cell.value = Some(Decimal::ZERO);
            }
        }
        written
    }

    fn overview(&mut self, chance: &mut Chance) {
        const TOPICS: [(&str, &str, &str); 5] = [
            ("proactive", "主动公开", "持续深化主动公开"),
            ("applications", "依申请公开", "依法办理公开申请"),
            ("management", "政府信息管理", "规范政府信息管理"),
            ("platform", "政府信息公开平台建设", "加强公开平台建设"),
            ("supervision", "监督保障", "强化监督保障"),
        ];
        let long = chance.one_in(5);
        if long || chance.one_in(2) {
            let most = 1 + chance.below(2);
            let opening = self.sentences("opening", most, chance).concat();
            self.say("overview", opening);
        }
        let style = chance.below(9);
        let ending = *chance.pick(&["", "情况", "方面", ""]);
        let mut flow = String::new();
        for (number, (topic, plain, slogan)) in TOPICS.iter().enumerate() {
            let most = if long { 4 + chance.below(3) } else { 1 + chance.below(3) };
            let mut sentences = self.sentences(topic, usize::MAX, chance);
            if *topic == "supervision" && self.organ.tags.contains(&"gov") {
                let first = sentences
                    .iter()
                    .position(|sentence| sentence.contains("社会评议"))
                    .expect("what governments report");
                sentences.swap(0, first);
            }
            // Nobody says twice how much was made public or how many applications came.
            let unit = if *topic == "applications" { '件' } else { '条' };
            let counts: Vec<usize> = (0..sentences.len()).filter(|at| sentences[*at].contains(unit)).collect();
            for at in counts.into_iter().skip(1).rev() {
                if matches!(*topic, "applications" | "proactive") {
                    sentences.remove(at);
                }
            }
            if *topic == "applications" {
                let first =
                    sentences.iter().position(|sentence| sentence.contains("申请") && !sentence.contains("复议"));
                sentences.swap(0, first.expect("a sentence about applications"));
            }
            sentences.truncate(most);
            let numeral = NUMERALS[number];
            let name = if *topic == "platform" && chance.one_in(2) { "平台建设" } else { plain };
            match style {
                0 | 1 => {
                    self.say("overview", format!("（{numeral}）{name}{ending}"));
                    if sentences.len() > 2 && chance.one_in(3) {
                        for (at, sentence) in sentences.iter().enumerate() {
                            self.say("overview", format!("{}.{sentence}", at + 1));
                        }
                    } else {
                        self.say("overview", sentences.concat());
                    }
                }
                2 | 3 => self.say("overview", format!("（{numeral}）{name}{ending}。{}", sentences.concat())),
                4 => self.say("overview", format!("{}.{name}{ending}。{}", number + 1, sentences.concat())),
                5 => self.say("overview", format!("（{numeral}）{slogan}。{}", sentences.concat())),
                6 => self.say("overview", format!("{numeral}是{slogan}。{}", sentences.concat())),
                7 => self.say("overview", format!("({numeral}){name}：{}", sentences.concat())),
                _ => {
                    flow.push_str(&sentences.concat());
                    if number % 2 == 1 || number == 4 {
                        self.say("overview", std::mem::take(&mut flow));
                    }
                }
            }
        }
    }

    fn problems(&mut self, chance: &mut Chance) {
        let count = 2 + chance.below(2);
        let problems = self.sentences("problems", count, chance);
        let measures = self.sentences("measures", count, chance);
        let next = self.year + 1;
        let chain = |list: &[String], stop: &str| -> String {
            let points: Vec<String> =
                list.iter().enumerate().map(|(at, words)| format!("{}是{words}", NUMERALS[at])).collect();
            points.join(stop) + "。"
        };
        let we = self.organ.we.clone();
        if chance.one_in(4) {
            let improved = self.sentences("improved", 1, chance).concat();
            self.say("problems", improved);
        }
        match chance.below(5) {
            0 => {
                self.say("problems", format!("存在的主要问题：{}", chain(&problems, "；")));
                self.say("problems", format!("改进情况：{}", chain(&measures, "；")));
            }
            1 => {
                self.say("problems", "（一）存在的主要问题");
                for (at, words) in problems.iter().enumerate() {
                    self.say("problems", format!("{}.{words}。", at + 1));
                }
                self.say("problems", *chance.pick(&["（二）改进措施", "（二）改进情况", "（二）下一步工作打算"]));
                for (at, words) in measures.iter().enumerate() {
                    self.say("problems", format!("{}.{words}。", at + 1));
                }
            }
            2 => self.say("problems", format!("{}{next}年，{we}将{}。", chain(&problems, "。"), measures.join("；"))),
            3 => {
                self.say(
                    "problems",
                    format!(
                        "{y}年，{we}政府信息公开工作虽然取得一定成绩，但仍存在{}等问题。",
                        problems.join("，"),
                        y = self.year
                    ),
                );
                self.say("problems", format!("下一步，{we}将从以下方面改进：{}", chain(&measures, "；")));
            }
            _ => {
                for (at, (problem, measure)) in problems.iter().zip(&measures).enumerate() {
                    self.say("problems", format!("{}.{problem}。改进措施：{measure}。", at + 1));
                }
            }
        }
    }

    fn other(&mut self, chance: &mut Chance) {
        let mut list =
            if self.edition.id == "2021" || chance.one_in(3) { self.sentences("fee", 1, chance) } else { Vec::new() };
        if list.is_empty() || chance.one_in(2) {
            list.extend(self.sentences("other", 1, chance));
        }
        match chance.below(4) {
            0 if list.len() == 2 => {
                for (at, sentence) in list.into_iter().enumerate() {
                    self.say("other", format!("（{}）{sentence}", NUMERALS[at]));
                }
            }
            1 => list.into_iter().for_each(|sentence| self.say("other", sentence)),
            _ => self.say("other", list.concat()),
        }
    }

    fn free(&mut self, chance: &mut Chance) {
        const PARTS: [(&str, &[&str]); 7] = [
            ("overview", &["概述", "总体情况", "基本情况", "政府信息公开工作的基本概况", "基本工作情况"]),
            ("proactive", &["主动公开政府信息情况", "主动公开政府信息的情况", "主动公开工作情况"]),
            (
                "applications",
                &["依申请公开政府信息和不予公开政府信息的情况", "政府信息依申请公开工作情况", "依申请公开办理情况"],
            ),
            ("fees", &["政府信息公开的收费及减免情况", "依申请公开收费及减免情况", "政府信息公开收费情况"]),
            (
                "review",
                &[
                    "因政府信息公开申请行政复议、提起行政诉讼的情况",
                    "申请行政复议、提起行政诉讼和申诉的情况",
                    "行政复议和行政诉讼情况",
                ],
            ),
            ("problems", &["政府信息公开工作存在的主要问题及改进情况", "存在的主要问题和改进措施", "存在问题和不足"]),
            ("other", &["其他需要报告的事项"]),
        ];
        let parts = if chance.one_in(3) { 6 } else { 7 };
        for (number, (section, headings)) in PARTS.iter().take(parts).enumerate() {
            self.add(section, Part::Heading(format!("{}、{}", NUMERALS[number], chance.pick(headings))));
            let most = match *section {
                "overview" => 2 + chance.below(3),
                "proactive" => 2 + chance.below(3),
                "applications" | "problems" => 1 + chance.below(2),
                _ => 1,
            };
            let mut sentences = self.sentences(section, usize::MAX, chance);
            // The whole is said once.
            let mut known = false;
            sentences.retain(|sentence| !sentence.contains("主动公开政府信息") || !std::mem::replace(&mut known, true));
            let mut known = false;
            let counts = |sentence: &str| {
                sentence.contains("申请") && (sentence.contains("收到") || sentence.contains("受理政府"))
            };
            sentences.retain(|sentence| !counts(sentence) || !std::mem::replace(&mut known, true));
            if *section == "problems" {
                let first = sentences.iter().position(|sentence| sentence.contains("问题")).unwrap_or(0);
                sentences.swap(0, first);
            }
            sentences.truncate(most);
            match chance.below(3) {
                0 if sentences.len() > 1 => {
                    for (at, sentence) in sentences.into_iter().enumerate() {
                        self.say(section, format!("（{}）{sentence}", NUMERALS[at]));
                    }
                }
                1 => sentences.into_iter().for_each(|sentence| self.say(section, sentence)),
                _ => self.say(section, sentences.concat()),
            }
        }
        if self.edition.id == "2014" {
            let hand = Hand { full_width: false, radicals: false, annotates: false, ..Hand::draw(true, chance) };
            let written = self.written(hand, chance);
            let report = Report {
                agency: self.organ.agency.clone(),
                year: self.year as u16,
                figures: self.figures.clone(),
                local: None,
            };
            let grids = Writer { report: &report, written: &written, hand }.tables("other", false, chance);
            self.say("other", "附件");
            self.say("other", "政府信息公开情况统计表");
            self.say("other", format!("（{}年度）", self.year));
            self.say("other", format!("填报单位：{}", self.organ.agency));
            for grid in grids {
                self.add("other", Part::Table(grid));
            }
        } else if chance.one_in(2) {
            let grid = self.local_table(chance);
            self.say("other", "附件");
            self.say("other", format!("{}政府信息公开情况统计表", self.organ.agency));
            self.add("other", Part::Table(grid));
        }
    }

    /// A table as some provinces had it before the national one: 指标名称, 计量单位, this year, all years.
    fn local_table(&self, chance: &mut Chance) -> Grid {
        let cell = |text: String, figure: bool| Cell { text, rowspan: 1, colspan: 1, figure };
        let year = format!("{}年度", self.year);
        let mut rows =
            vec![["指标名称", "计量单位", &year, "历年累计"].map(|text| cell(text.to_owned(), false)).to_vec()];
        let figure = |name: &str| self.words.figures[name];
        let list: [(&str, &str, i64, bool); 17] = [
            ("主动公开文件数", "条", figure("disclosed"), false),
            ("其中：1.政府网站公开数", "条", figure("website"), true),
            ("2.政府公报公开数", "条", 0, true),
            ("受理依申请公开信息总数", "条", figure("received"), false),
            ("其中：1.当面申请数", "条", figure("in_person"), true),
            ("2.传真申请数", "条", figure("fax"), true),
            ("3.网上申请数", "条", figure("online"), true),
            ("4.信函申请数", "条", figure("letter"), true),
            ("对申请的答复总数", "条", figure("received"), false),
            ("其中：1.同意公开答复数", "条", figure("received"), true),
            ("2.同意部分公开答复数", "条", 0, true),
            ("3.不予公开答复数", "条", 0, true),
            ("4.其他类型答复数", "条", 0, true),
            ("政府信息公开收费减免金额", "元", 0, false),
            ("接受行政申诉、举报数", "件", 0, false),
            ("行政复议数", "件", figure("reconsider"), false),
            ("行政诉讼数", "件", figure("lawsuits"), false),
        ];
        let mut before = BTreeMap::new();
        for (at, name) in ["disclosed", "received", "in_person", "online", "review"].iter().enumerate() {
            before.insert(*name, if at == 0 { chance.between(100, 9000) } else { chance.between(0, 20) });
        }
        for (label, unit, value, _) in list {
            let earlier = match label {
                "主动公开文件数" => before["disclosed"] + 40,
                "其中：1.政府网站公开数" => before["disclosed"],
                "受理依申请公开信息总数" | "对申请的答复总数" | "其中：1.同意公开答复数" => {
                    before["in_person"] + before["online"]
                }
                "其中：1.当面申请数" => before["in_person"],
                "3.网上申请数" => before["online"],
                _ => 0,
            };
            rows.push(vec![
                cell(label.to_owned(), false),
                cell(unit.to_owned(), false),
                cell(value.to_string(), true),
                cell((value + earlier).to_string(), true),
            ]);
        }
        Grid { columns: 4, rows }
    }
}

fn copy(part: &Part) -> Part {
    match part {
        Part::Title(text) => Part::Title(text.clone()),
        Part::Heading(text) => Part::Heading(text.clone()),
        Part::Paragraph(text) => Part::Paragraph(text.clone()),
        Part::Table(grid) => Part::Table(Grid { columns: grid.columns, rows: grid.rows.clone() }),
    }
}

/// 31 in Chinese characters.
fn chinese(value: i64) -> String {
    let digit = |value: i64| if value == 0 { "" } else { NUMERALS[value as usize - 1] };
    match value {
        1..=10 => digit(value).to_owned(),
        11..=19 => format!("十{}", digit(value - 10)),
        _ => format!("{}十{}", digit(value / 10), digit(value % 10)),
    }
}

fn chinese_year(year: i64) -> String {
    year.to_string().chars().map(|c| if c == '0' { "〇" } else { NUMERALS[c as usize - '1' as usize] }).collect()
}

/// What the sentences of a report may name.
fn words(organ: &Organ, year: i64, figures: &Figures, chance: &mut Chance) -> Words {
    let mut words = Words::default();
    let phone = format!("05{}0-{}", chance.between(1, 9), chance.between(2_000_000, 8_999_999));
    let host = ["yx", "bl", "xq", "czj", "tj"][chance.below(5)];
    let road = ["云溪", "人民", "建设", "府前", "迎宾"][chance.below(5)];
    for (name, word) in [
        ("agency", organ.agency.clone()),
        ("we", organ.we.clone()),
        ("tier", organ.tier.to_owned()),
        ("place", organ.place.clone()),
        ("contact", organ.contact.clone()),
        ("units", organ.units.to_owned()),
        ("site", organ.site.clone()),
        ("web", format!("http://www.{host}.gov.cn")),
        ("phone", phone),
        ("address", format!("{}{road}路{}号", organ.place, chance.between(1, 300))),
        ("zip", chance.between(100_100, 860_000).to_string()),
        ("mail", format!("{host}zwgk@163.com")),
        ("doc", format!("{}政办发〔{year}〕{}号", ["云", "白", "星"][chance.below(3)], chance.between(1, 90))),
    ] {
        words.words.insert(name, word);
    }
    let fees = figures.named("fees/administrative_fees/amount").unwrap_or_default();
    words.words.insert("fees", fees.to_string());
    let mut set = |name: &str, value: i64| {
        words.figures.insert(name.to_owned(), value);
    };
    set("y", year);
    set("fy", if year >= 2021 { 2021 } else { 2019 });
    set("fn", if year >= 2021 { 30 } else { 60 });
    let cell = |name: &str| figures.named(name).and_then(Decimal::to_integer).unwrap_or(0);
    if figures.edition.fixed_sections {
        let row = |row: &str| cell(&format!("applications/{row}/total"));
        let group = |prefix: &str| -> i64 {
            let edition = figures.edition;
            let of = |id: &CellId| {
                edition.cell_name(*id).starts_with(&format!("applications/{prefix}"))
                    && edition.cell_name(*id).ends_with("/total")
            };
            figures.values.iter().filter(|(id, _)| of(id)).filter_map(|(_, value)| value.to_integer()).sum()
        };
        set("received", row("received"));
        set("natural", cell("applications/received/natural_person"));
        set("legal", row("received") - cell("applications/received/natural_person"));
        set("carried_in", row("carried_in"));
        set("handled", row("received") + row("carried_in"));
        set("concluded", row("concluded"));
        set("carried_out", row("carried_out"));
        set("disclosed", row("disclosed"));
        set("part", row("disclosed_in_part"));
        set("withheld", group("withheld."));
        set("unavailable", group("unavailable."));
        set("declined", group("declined."));
        set("other", group("other"));
        let reconsider = cell("review/reconsideration/total");
        let lawsuits = cell("review/litigation_direct/total") + cell("review/litigation_after_reconsideration/total");
        let received = row("received");
        set("half", received / 2);
        set("way1", received / 5);
        set("way2", received - received / 5 - received / 7);
        set("way3", received / 7);
        set("lawsuits", lawsuits);
        set("settled", reconsider - cell("review/reconsideration/pending"));
        set("licences", cell("licensing/licences/decisions"));
        set("penalties", cell("enforcement/penalties/decisions"));
        set("coercive", cell("enforcement/coercive_measures/decisions"));
        set("reconsider", reconsider);
        set("no_review", i64::from(reconsider + lawsuits == 0));
        set("issued", cell("rules/normative_documents/issued"));
        set("repealed", cell("rules/normative_documents/repealed"));
        set("in_force", cell("rules/normative_documents/in_force"));
        set("rules", i64::from(figures.edition.id == "2021"));
    } else {
        let known = figures.edition.id == "2014";
        let figure = |name: &str, drawn: i64| if known { cell(&format!("statistics/{name}/count")) } else { drawn };
        let busy = !chance.one_in(3);
        let ways: Vec<i64> = (0..4).map(|_| if busy { chance.between(0, 9) } else { 0 }).collect();
        let website = chance.between(10, 700);
        let parts = [
            ("in_person", figure("received.in_person", ways[0])),
            ("fax", figure("received.fax", ways[1])),
            ("online", figure("received.online", ways[2])),
            ("letter", figure("received.letter", ways[3])),
        ];
        let all = [
            ("received", figure("received", ways.iter().sum())),
            ("disclosed", figure("disclosed", website + chance.between(0, 60))),
            ("website", figure("channel.website", website)),
            ("channel_other", figure("channel.other", chance.between(0, 60))),
            ("reconsider", figure("reconsiderations", i64::from(chance.one_in(4)))),
            ("lawsuits", figure("litigations", 0)),
            ("meetings", figure("meetings", chance.between(1, 9))),
            ("trainings", figure("trainings", chance.between(1, 9))),
        ];
        for (name, value) in parts.into_iter().chain(all) {
            set(name, value);
        }
        let reviews = all[4].1 + all[5].1;
        set("no_review", i64::from(reviews == 0));
        set("reviewed", i64::from(reviews > 0));
    }
    words
}
