//! Clean reports as officials write them give no error and no doubt; a mistake put into one is found by its code and at its
//! place. GOUJI_CLEAN asks for more clean reports of each edition, GOUJI_SEED for others; what fails is left in target/tmp, and all of
//! them with GOUJI_SHOW=1. UPDATE=1 rewrites table.txt, which says how many of each kind were
//! found; what changes is then to be read before it is committed.

mod draft;
mod injectors;
mod organ;
mod phrase;

use crate::support::chance::Chance;
use crate::support::review;
use crate::support::shape::Shape;
use draft::Draft;
use gouji::{Options, check};
use injectors::{INJECTORS, Injector};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every edition.
const EDITIONS: [&str; 4] = ["2008", "2014", "2019", "2021"];

/// Clean reports of each edition, where GOUJI_CLEAN does not say.
const CLEAN: u64 = 80;

/// Shapes that keep every cell apart, so that nothing is doubtful but what was written.
const SHAPES: [Shape; 8] = [
    Shape::Pipes,
    Shape::Tabs,
    Shape::WordHtml,
    Shape::SiteHtml,
    Shape::Markdown,
    Shape::Pipes,
    Shape::SiteHtml,
    Shape::Tabs,
];

/// A number from the environment.
fn setting(name: &str) -> Option<u64> {
    let value = std::env::var(name).ok()?;
    Some(value.parse().unwrap_or_else(|_| panic!("{name} is a number, not {value}")))
}

#[test]
fn clean_reports_give_no_error_and_no_doubt() {
    let count = setting("GOUJI_CLEAN").unwrap_or(CLEAN);
    let first = setting("GOUJI_SEED").unwrap_or(1);
    let mut false_alarms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for edition in EDITIONS {
        for seed in first..first + count {
            let mut chance = Chance::seeded(seed * 7 + edition.parse::<u64>().expect("a year"));
            let draft = Draft::draw(edition, &mut chance);
            let text = draft.write(*chance.pick(&SHAPES), &mut chance);
            let review = review(&text);
            let mut told: Vec<String> = review
                .findings
                .iter()
                .filter(|finding| finding.severity != "note")
                .map(|finding| format!("{} {} “{}”", finding.code, finding.message, finding.location.context))
                .collect();
            if review.report.edition != Some(edition) || review.report.year.map(i64::from) != Some(draft.year) {
                told.push(format!("read as {:?} of {:?}", review.report.edition, review.report.year));
            }
            if !told.is_empty() || setting("GOUJI_SHOW").is_some() {
                let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("clean-{edition}-{seed}.txt"));
                fs::write(&path, &text).expect("target/tmp can be written");
            }
            for alarm in told {
                let code = alarm.split(' ').next().unwrap_or_default().to_owned();
                false_alarms.entry(code).or_default().push(format!("{edition}-{seed}: {alarm}"));
            }
        }
    }
    let total: usize = false_alarms.values().map(Vec::len).sum();
    let shown: Vec<String> = false_alarms
        .iter()
        .flat_map(|(code, alarms)| {
            std::iter::once(format!("{code}: {}", alarms.len())).chain(alarms.iter().take(6).cloned())
        })
        .collect();
    assert!(
        total == 0,
        "{total} false alarms; the drafts are in {}\n{}",
        env!("CARGO_TARGET_TMPDIR"),
        shown.join("\n")
    );
}

/// Reports with each mistake, divided among the editions where it is one; GOUJI_EACH asks for more.
const EACH: u64 = 12;

/// How often a report may have no place for a mistake.
const TRIES: u64 = 400;

/// What became of one kind of mistake in one edition.
#[derive(Default)]
struct Tally {
    tried: usize,
    found: usize,
    misplaced: usize,
    missed: usize,
    /// Errors and doubts that are not of the mistake.
    wrong: usize,
}

#[test]
fn a_mistake_is_found_by_its_code_at_its_place_and_nothing_else_is() {
    let mut table = format!(
        "{:<31}{:<8}{:>5}{:>6}{:>10}{:>7}{:>6}  mistake\n",
        "code", "edition", "tried", "found", "misplaced", "missed", "false"
    );
    let mut told = Vec::new();
    let mut all = Tally::default();
    // Only some kinds, to look at them.
    let only = std::env::var("GOUJI_ONLY").unwrap_or_default();
    let cases: Vec<(&Injector, &str)> = INJECTORS
        .iter()
        .filter(|injector| injector.code.starts_with(&only))
        .flat_map(|injector| injector.editions.iter().map(move |edition| (injector, *edition)))
        .collect();
    let half = cases.len() / 2;
    let tallies = std::thread::scope(|scope| {
        let first = scope.spawn(|| tallies(&cases[..half]));
        let second = tallies(&cases[half..]);
        first.join().expect("the first half").into_iter().chain(second).collect::<Vec<_>>()
    });
    for ((injector, edition), (tally, faults)) in cases.iter().zip(tallies) {
        {
            told.extend(faults);
            let Tally { tried, found, misplaced, missed, wrong } = tally;
            table.push_str(&format!(
                "{:<31}{edition:<8}{tried:>5}{found:>6}{misplaced:>10}{missed:>7}{wrong:>6}  {}\n",
                injector.code, injector.name
            ));
            all.tried += tried;
            all.found += found;
            all.misplaced += misplaced;
            all.missed += missed;
            all.wrong += wrong;
        }
    }
    let Tally { tried, found, misplaced, missed, wrong } = all;
    table.push_str(&format!("{:<31}{:<8}{tried:>5}{found:>6}{misplaced:>10}{missed:>7}{wrong:>6}\n", "all", ""));
    println!("{table}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/table.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &table).expect("the folder can be written");
    }
    let shown: Vec<&String> = told.iter().take(setting("GOUJI_TOLD").map_or(40, |count| count as usize)).collect();
    println!("{}", shown.iter().map(|fault| format!("{fault}\n")).collect::<String>());
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        known == table,
        "tests/faults/table.txt is another; UPDATE=1 takes this one for right.\n{}",
        changed(&known, &table)
    );
    assert!(wrong == 0, "{wrong} findings are not of the mistake");
    assert!(found * 100 >= tried * 99, "{found} of {tried} found");
}

/// The lines of the new table that the old one has not.
fn changed(old: &str, new: &str) -> String {
    new.lines().filter(|line| !old.lines().any(|known| known == *line)).map(|line| format!("{line}\n")).collect()
}

fn tallies(cases: &[(&Injector, &str)]) -> Vec<(Tally, Vec<String>)> {
    let of_case = |(injector, edition): &(&Injector, &str)| {
        let mut told = Vec::new();
        (tally(injector, edition, &mut told), told)
    };
    cases.iter().map(of_case).collect()
}

fn tally(injector: &Injector, edition: &str, told: &mut Vec<String>) -> Tally {
    let mut tally = Tally::default();
    let each = setting("GOUJI_EACH").unwrap_or(EACH).div_ceil(injector.editions.len() as u64);
    for seed in 1..=TRIES {
        if tally.tried as u64 == each {
            break;
        }
        let mut chance = Chance::seeded(seed * 31 + edition.parse::<u64>().expect("a year"));
        let mut draft = Draft::draw(edition, &mut chance);
        // A sum with blanks in it is judged only where the rest is filled in.
        let sums = injector.code.starts_with("table/");
        if sums && draft.grids().flat_map(|grid| &grid.rows).flatten().any(|cell| cell.is_left_blank()) {
            continue;
        }
        if (injector.inject)(&mut draft, &mut chance).is_none() {
            continue;
        }
        let shapes = [Shape::WordHtml, Shape::SiteHtml, Shape::Pipes, Shape::Tabs, Shape::Markdown];
        let shape = *chance.pick(if injector.in_cells { &shapes[..2] } else { &shapes });
        let marked = draft.write(shape, &mut chance);
        let (text, mut places) = unmarked(&marked);
        if shape.is_html() {
            // Places are those of the text that a reader sees.
            let options = Options { with_document: true, ..Options::default() };
            let document =
                check(&gouji::input::Draft::Text(&marked), &options).expect("a report").document.expect("the document");
            places = unmarked(&document.text).1;
        }
        tally.tried += 1;
        let review = review(&text);
        let of_code: Vec<_> = review.findings.iter().filter(|finding| finding.code == injector.code).collect();
        let at_place = of_code.iter().any(|finding| {
            let (start, end) = (finding.location.start, finding.location.end);
            places.iter().any(|(from, to)| start < *to && *from < end.max(start + 1))
        });
        let wrong: Vec<String> = review
            .findings
            .iter()
            .filter(|finding| {
                finding.severity != "note"
                    && finding.code != injector.code
                    && !injector.also.contains(&finding.code)
                    // What is wrong in a table is another figure than the text's.
                    && !(injector.code.starts_with("table/") && finding.code == "narrative/disagrees-with-table")
            })
            .map(|finding| format!("{} {}", finding.code, finding.message))
            .collect();
        let name = format!("{}-{edition}-{seed}", injector.code.replace('/', "-"));
        let mut tell = |what: String| {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.txt"));
            fs::write(path, &text).expect("target/tmp can be written");
            told.push(format!("{name} ({}): {what}", injector.name));
        };
        match (at_place, of_code.first()) {
            (true, _) => tally.found += 1,
            (false, Some(finding)) => {
                tally.misplaced += 1;
                tell(format!("told at “{}” of “{}”", finding.location.text, finding.location.context));
            }
            (false, None) => {
                tally.missed += 1;
                tell("missed".to_owned());
            }
        }
        if !wrong.is_empty() {
            tally.wrong += wrong.len();
            tell(wrong.join("; "));
        }
    }
    tally
}

/// The text without its marks, and the marked places in UTF-16 code units.
fn unmarked(marked: &str) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut places, mut at, mut start) = (String::new(), Vec::new(), 0, 0);
    for character in marked.chars() {
        match character {
            '⟦' => start = at,
            '⟧' => places.push((start, at)),
            _ => {
                at += character.len_utf16();
                text.push(character);
            }
        }
    }
    (text, places)
}

/// A report in which nothing is wrong; tests write where 〇 stands.
const SOUND: &str = "云溪县财政局2023年政府信息公开工作年度报告\n\
    根据《中华人民共和国政府信息公开条例》（以下简称《条例》）编制，数据统计期限自2023年1月1日起至2023年12月31日止。\n\
    一、总体情况\n\
    （一）主动公开。2023年，我局通过网站公开信息12条。\n〇\n\
    （二）依申请公开。规范办理流程。\n（三）政府信息管理。落实审核制度。\n（四）平台建设。做好网站维护。\n\
    （五）监督保障。开展业务培训。\n\
    二、主动公开政府信息情况\n见附表。\n三、收到和处理政府信息公开申请情况\n见附表。\n\
    四、政府信息公开行政复议、行政诉讼情况\n见附表。\n\
    五、存在的主要问题及改进情况\n一是信息更新不够及时，二是解读形式单一。下一步，将加强检查，丰富形式。\n\
    六、其他需要报告的事项\n本年度未收取信息处理费。\n";

#[test]
fn sentences_that_look_like_mistakes_are_none() {
    let mut heading = "";
    let mut alarms = Vec::new();
    let mut count = 0;
    for line in include_str!("phrases/nasty.txt").lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
        if let Some(name) = line.strip_prefix("## ") {
            heading = name;
            continue;
        }
        count += 1;
        // Alone in a paragraph, behind another sentence, and in a report that came as one line.
        let alone = SOUND.replace('〇', &line.replace('·', "\n"));
        let behind = SOUND.replace("12条。\n〇", &format!("12条。{}", line.replace('·', "\n")));
        for text in [&alone, &behind, &alone.replace('\n', " ")] {
            for finding in review(text).findings {
                // The report has no tables.
                if finding.severity != "note" && finding.code != "table/missing" {
                    let place = finding.location.text;
                    alarms.push(format!("{heading}: {} “{place}” {} in {line}", finding.code, finding.message));
                }
            }
        }
    }
    assert!(alarms.is_empty(), "{} false alarms in {count} sentences\n{}", alarms.len(), alarms.join("\n"));
}

#[test]
fn parts_that_look_like_mistakes_are_none() {
    const FIVE: &str = "一是信息更新不够及时，二是解读形式单一。下一步，将加强检查，丰富形式。";
    let (head, rest) = SOUND.split_once("一、总体情况\n").expect("section one");
    let (title, preface) = head.trim_end().split_once('\n').expect("a preface");
    let (overview, _) = rest.split_once("\n二、").expect("section two");
    let headings: Vec<&str> = SOUND.lines().filter(|line| line.find('、') == Some(3)).collect();
    let mut of = "";
    let mut alarms = Vec::new();
    let mut count = 0;
    for line in include_str!("phrases/parts.txt").lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
        if let Some(name) = line.strip_prefix("## ") {
            of = name;
            continue;
        }
        count += 1;
        let words = line.replace('·', "\n");
        let text = match of {
            "title" => SOUND.replacen(title, &words, 1),
            "preface" => SOUND.replacen(preface, &words, 1),
            "overview" => SOUND.replacen(overview, &words, 1),
            "problems" => SOUND.replacen(FIVE, &words, 1),
            "other" => SOUND.replacen("本年度未收取信息处理费。", &words, 1),
            _ => {
                let (number, wording) = line.split_once(' ').expect("a number and a heading");
                let old = headings[number.parse::<usize>().expect("a number") - 1];
                SOUND.replacen(&format!("{old}\n"), &format!("{}{wording}\n", &old[..6]), 1)
            }
        };
        assert!(text != SOUND || line.contains("未收取信息处理费"), "{line} is in no place");
        for finding in review(&text.replace("〇\n", "")).findings {
            if finding.severity != "note" && finding.code != "table/missing" {
                let place = finding.location.text;
                alarms.push(format!("{of}: {} “{place}” {} in {line}", finding.code, finding.message));
            }
        }
    }
    assert!(alarms.is_empty(), "{} false alarms in {count} parts\n{}", alarms.len(), alarms.join("\n"));
}
