//! A draft that holds several reports: last year's pasted below this year's, a workbook with a sheet for each year, a
//! collection of excerpts. Where a further report begins is told by its title, or by its parts coming anew; in doubt the
//! draft is one report.

use crate::document::{Block, Document};
use crate::figures::trimmed;
use crate::letters::letters;
use crate::numeral::{ONE_TO_TEN, is_blank};
use crate::outline::worded;
use crate::position::Span;
use crate::report::{agency_in, title_in};
use crate::words::Words;

/// More reports than this are not told apart; the last one holds the rest.
const MOST_PARTS: usize = 40;
/// A text with more of them is no report, and comparing them all would take long.
const MOST_LANDMARKS: usize = 2_000;
/// Characters of a line that can be a title, a heading or a table's label.
const LONGEST_LANDMARK: usize = 60;
/// Characters of a line that is certainly no entry of a table of contents.
const SENTENCE: usize = 40;
/// How many lines above a landmark a mark between reports is looked for.
const LINES_ABOVE: usize = 3;

/// The places of the reports in a document that holds several; nothing where it holds one or none.
pub fn parts(document: &Document) -> Vec<Span> {
    let lines = lines(document);
    let landmarks = without_contents(&document.text, &lines, landmarks(&document.text, &lines));
    let mut starts: Vec<usize> = Vec::new();
    if landmarks.len() <= MOST_LANDMARKS {
        let found = Search { text: &document.text, lines: &lines, landmarks: &landmarks }.starts();
        starts = with_marked(&document.text, &lines, &landmarks, found);
    }
    starts.truncate(MOST_PARTS - 1);
    if starts.is_empty() {
        return Vec::new();
    }
    let ends = starts.iter().copied().chain([document.text.len()]);
    std::iter::once(0).chain(starts.iter().copied()).zip(ends).map(|(start, end)| Span::new(start, end)).collect()
}

/// A line that is not blank: a paragraph, a line of a long one, or a cell.
struct Line {
    /// Without the marks of Markdown and blanks at its ends.
    span: Span,
    /// With them.
    whole: Span,
    in_table: bool,
    /// A heading of the highest level, or the name of a sheet.
    is_top: bool,
}

fn lines(document: &Document) -> Vec<Line> {
    let text = document.text.as_str();
    let mut list = Vec::new();
    let mut add = |span: Span, in_table: bool, is_top: bool| {
        let mut start = span.start;
        for line in span.of(text).split('\n') {
            let whole = trimmed(text, Span::new(start, start + line.len()));
            start += line.len() + 1;
            if !whole.is_empty() {
                list.push(Line { span: bare(text, whole), whole, in_table, is_top });
            }
        }
    };
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => add(paragraph.span, false, paragraph.level == Some(1)),
            Block::Table(table) => table.cells.iter().for_each(|cell| add(cell.span, true, false)),
        }
    }
    list
}

fn bare(text: &str, line: Span) -> Span {
    let is_mark = |c: char| matches!(c, '#' | '*' | '|' | '>' | '【' | '】') || c.is_whitespace();
    let rest = line.of(text).trim_start_matches(is_mark);
    let start = line.end - rest.len();
    Span::new(start, start + rest.trim_end_matches(is_mark).len())
}

/// Something that every report has once.
#[derive(Clone, Debug, PartialEq)]
enum Landmark {
    /// A title alone in its line: year, and the agency's letters.
    Title(Option<u16>, Vec<char>),
    /// A heading such as 一、, and the section of the official format that it is.
    Chapter(usize, Option<&'static str>),
    /// The first row of one of the official tables.
    Table(&'static str),
}

impl Landmark {
    /// What it is in the official format, where it is something there.
    fn official(&self) -> Option<&'static str> {
        match self {
            Landmark::Title(..) => None,
            Landmark::Chapter(_, section) => *section,
            Landmark::Table(table) => Some(table),
        }
    }

    fn is_table(&self) -> bool {
        matches!(self, Landmark::Table(_))
    }

    /// Whether two titles can be of different reports. 云溪县 and 云溪县人民政府 are the same.
    fn differs(&self, other: &Landmark) -> bool {
        let (Landmark::Title(year, agency), Landmark::Title(other_year, other_agency)) = (self, other) else {
            return false;
        };
        let other_years = year.is_some() && other_year.is_some() && year != other_year;
        other_years || !agency.starts_with(other_agency) && !other_agency.starts_with(agency)
    }
}

/// A landmark and the number of its line.
type Placed = (Landmark, usize);

fn landmarks(text: &str, lines: &[Line]) -> Vec<Placed> {
    let found = lines.iter().enumerate().filter_map(|(number, line)| Some((landmark(text, line)?, number)));
    found.take(MOST_LANDMARKS + 1).collect()
}

fn landmark(text: &str, line: &Line) -> Option<Landmark> {
    /// The first label of a table, and the table.
    const TABLES: [(&str, &str); 2] = [("第二十条第一项", "rules"), ("本年新收政府信息公开申请数量", "applications")];
    let words = line.span.of(text);
    // With these letters the words end with which a title ends.
    let last = words.chars().next_back()?;
    if (matches!(last, '告' | '报' | '结' | '作') || is_blank(last)) && !exceeds(words, LONGEST_LANDMARK) {
        let title = title_in(text, line.span).filter(|(title, _)| *title == line.span);
        if let Some((title, year)) = title {
            let agency = agency_in(text, title, year).map_or_else(Vec::new, |agency| letters(agency.of(text)));
            return Some(Landmark::Title(year.map(|(year, _)| year), agency));
        }
    }
    let label = words.split('|').next().and_then(|cell| cell.split('\t').next()).unwrap_or(words);
    if exceeds(label, LONGEST_LANDMARK) {
        return None;
    }
    if label.has_any(&["第二十条", "本年新收"]) {
        let label: String = letters(label).into_iter().collect();
        if let Some((_, table)) = TABLES.iter().find(|(words, _)| label.ends_with(words)) {
            return Some(Landmark::Table(table));
        }
    }
    let first = words.chars().next()?;
    let number = ONE_TO_TEN.chars().position(|numeral| numeral == first)? + 1;
    let heading = words.get(first.len_utf8()..)?.trim_start().strip_prefix(['、', '．', '.', '，'])?;
    if heading.chars().any(|c| "|\t。".holds(c)) {
        return None;
    }
    let section = worded(&letters(heading));
    // Rows of tables are numbered too.
    (section.is_some() || !line.in_table).then_some(Landmark::Chapter(number, section))
}

/// Leaves out the headings of a table of contents: three and more with nothing but short lines between them.
fn without_contents(text: &str, lines: &[Line], landmarks: Vec<Placed>) -> Vec<Placed> {
    let goes_on = |one: &Placed, next: &Placed| {
        let is_chapter = |placed: &Placed| matches!(placed.0, Landmark::Chapter(..));
        let between = lines.get(one.1 + 1..next.1).unwrap_or(&[]);
        is_chapter(one) && is_chapter(next) && !between.iter().any(|line| is_sentence(line.span.of(text)))
    };
    let runs = landmarks.chunk_by(goes_on).filter(|run| run.len() < 3);
    runs.flatten().cloned().collect()
}

fn is_sentence(line: &str) -> bool {
    exceeds(line, SENTENCE) || line.holds('。')
}

/// Whether a text has more characters than so many; a character takes up to four bytes.
fn exceeds(text: &str, most: usize) -> bool {
    text.len() > most * 4 || text.len() > most && text.chars().nth(most).is_some()
}

struct Search<'a> {
    text: &'a str,
    lines: &'a [Line],
    landmarks: &'a [Placed],
}

impl Search<'_> {
    /// Where further reports begin.
    fn starts(&self) -> Vec<usize> {
        let mut starts = Vec::new();
        let mut from = 0;
        for (at, placed) in self.landmarks.iter().enumerate() {
            let before = self.landmarks.get(from..at).unwrap_or(&[]);
            let behind = self.landmarks.get(at..).unwrap_or(&[]);
            let start = match &placed.0 {
                title @ Landmark::Title(..) => self.begun_by_title(title, before, behind),
                other => self.begun_anew(other, placed.1, before, behind),
            };
            if let Some(start) = start {
                starts.push(start);
                from = at;
            }
        }
        starts
    }

    /// A title of another year or agency, behind a report and right before the first part of another.
    fn begun_by_title(&self, title: &Landmark, before: &[Placed], behind: &[Placed]) -> Option<usize> {
        let own = before.iter().find(|(landmark, _)| matches!(landmark, Landmark::Title(..)));
        let is_other = own.is_none_or(|(own, _)| own.differs(title));
        let own_parts = behind.get(1..).unwrap_or(&[]);
        let own_parts = own_parts.split(|(landmark, _)| matches!(landmark, Landmark::Title(..))).next().unwrap_or(&[]);
        let begins = match own_parts.first() {
            Some((Landmark::Chapter(1, None), _)) => is_report(own_parts),
            Some((landmark, _)) => landmark.official().is_some(),
            None => false,
        };
        (is_other && begins && is_report(before)).then_some(())?;
        // The cover has the title too, and above it may stand the agency.
        let covers = before.iter().rev().take_while(|(landmark, _)| {
            matches!(landmark, Landmark::Title(..))
                && !landmark.differs(title)
                && own.is_none_or(|(own, _)| own.differs(landmark))
        });
        let (_, line) = covers.last().or(behind.first())?;
        Some(self.mark_above(*line, 2).unwrap_or_else(|| self.agency_above(*line)))
    }

    /// A part of the official format that was there already, and with it others.
    fn begun_anew(&self, first: &Landmark, line: usize, before: &[Placed], behind: &[Placed]) -> Option<usize> {
        let has = |list: &[Placed], official| list.iter().any(|(landmark, _)| landmark.official() == Some(official));
        first.official().filter(|official| has(before, official))?;
        // The further report ends where something comes for the second time in it, or with the next title.
        let mut own: Vec<&Landmark> = Vec::new();
        for (landmark, _) in behind {
            let is_second =
                own.iter().any(|other| other.official().is_some() && other.official() == landmark.official());
            if is_second || matches!(landmark, Landmark::Title(..)) {
                break;
            }
            own.push(landmark);
        }
        let mut tables = before.iter().filter_map(|(landmark, _)| landmark.official().filter(|_| landmark.is_table()));
        let in_own = |official| own.iter().any(|landmark| landmark.official() == Some(official));
        // Without tables it may be a table of contents.
        let has_tables = tables.clone().next().is_some();
        if matches!(first, Landmark::Chapter(1, _)) {
            let known = own.iter().filter(|landmark| landmark.official().is_some_and(|official| has(before, official)));
            let comes_again =
                own.iter().any(|landmark| landmark.is_table()) && tables.any(in_own) || known.count() >= 3;
            return (has_tables && comes_again).then(|| {
                let line = self.preface_above(line);
                self.mark_above(line, LINES_ABOVE).unwrap_or_else(|| self.start_of(line))
            });
        }
        (has_tables && tables.all(in_own)).then(|| self.mark_above(line, LINES_ABOVE)).flatten()
    }

    fn start_of(&self, line: usize) -> usize {
        self.lines.get(line).map_or(0, |line| line.whole.start)
    }

    /// The start of a mark between reports that stands not far above a line, nothing else of a report being between.
    fn mark_above(&self, line: usize, within: usize) -> Option<usize> {
        let near = (line.saturating_sub(within)..line).rev();
        let free = near.take_while(|number| !self.landmarks.iter().any(|(_, taken)| taken == number));
        let is_mark = |number: &usize| self.lines.get(*number).is_some_and(|line| is_mark(self.text, line));
        free.filter(is_mark).last().map(|number| self.start_of(number))
    }

    /// The start of a line, or of the name of an agency right above it.
    fn agency_above(&self, line: usize) -> usize {
        let above = line.checked_sub(1).and_then(|above| self.lines.get(above)).map(|line| line.span);
        let agency = self.lines.get(line).and_then(|line| {
            let (title, year) = title_in(self.text, line.span)?;
            agency_in(self.text, title, year)
        });
        agency.filter(|agency| Some(*agency) == above).map_or_else(|| self.start_of(line), |agency| agency.start)
    }

    /// The line where the words before the first part begin: 根据《…信息公开条例》编制本报告。
    fn preface_above(&self, line: usize) -> usize {
        let near = (line.saturating_sub(LINES_ABOVE)..line).rev();
        let free = near.take_while(|number| !self.landmarks.iter().any(|(_, taken)| taken == number));
        let begins = |number: &usize| {
            let words = self.lines.get(*number).map_or("", |line| line.span.of(self.text));
            words.has("信息公开条例") && words.has("报告")
        };
        free.filter(begins).last().unwrap_or(line)
    }
}

/// Whether landmarks are those of a report: an official table, or several headings.
fn is_report(landmarks: &[Placed]) -> bool {
    let count = |is: fn(&Landmark) -> bool| landmarks.iter().filter(|(landmark, _)| is(landmark)).count();
    count(Landmark::is_table) > 0
        || count(|landmark| landmark.official().is_some()) >= 2
        || count(|landmark| matches!(landmark, Landmark::Chapter(..))) >= 3
}

/// Whether a line only divides: a heading of Markdown, an address, a rule, the name of a sheet.
fn is_mark(text: &str, line: &Line) -> bool {
    let words = line.whole.of(text);
    line.is_top
        || words.starts_with('#')
        || words.starts_with("http://")
        || words.starts_with("https://")
        || words.chars().nth(2).is_some() && words.chars().all(|c| matches!(c, '-' | '=' | '_' | '*' | '—' | '─'))
}

/// Where several reports each begin with the same sign of Markdown, which nothing inside the reports has, so do the others:
/// excerpts need not have anything else in common.
fn with_marked(text: &str, lines: &[Line], landmarks: &[Placed], starts: Vec<usize>) -> Vec<usize> {
    let sign = |line: &Line| {
        let words = line.whole.of(text);
        words.len() - words.trim_start_matches('#').len()
    };
    let begins = |line: &&Line| starts.contains(&line.whole.start);
    let signs: Vec<usize> = lines.iter().filter(begins).map(sign).collect();
    let inside = landmarks.iter().any(|(_, line)| lines.get(*line).is_some_and(|line| sign(line) > 0));
    match signs.as_slice() {
        [first, _, ..] if *first > 0 && !inside && signs.iter().all(|other| other == first) => {
            let marked = lines.iter().filter(|line| sign(line) == *first).map(|line| line.whole.start);
            marked.filter(|start| *start > 0).collect()
        }
        _ => starts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Draft, Hints, read};

    const REPORT: &str = include_str!("../benches/report-2021.txt");

    /// The report of another year and agency.
    fn of(agency: &str, year: &str) -> String {
        REPORT.replace("云溪县", agency).replace("2023", year)
    }

    /// The first line of each part; nothing for one report.
    fn parts_of(text: &str) -> Vec<String> {
        let document = read(&Draft::Text(text), &Hints::default()).unwrap();
        let first = |span: &Span| span.of(&document.text).trim().lines().next().unwrap_or("").to_owned();
        parts(&document).iter().map(first).collect()
    }

    fn title(agency: &str, year: &str) -> String {
        format!("{agency}{year}年政府信息公开工作年度报告")
    }

    /// The report from its first section on.
    fn headless() -> &'static str {
        REPORT.split_at(REPORT.find("一、总体情况").unwrap()).1
    }

    #[test]
    fn a_title_of_another_year_or_agency_begins_a_further_report() {
        let [this, last, other] = [of("云溪县", "2023"), of("云溪县", "2022"), of("青禾镇", "2023")];
        let titles = [title("云溪县", "2023"), title("云溪县", "2022"), title("青禾镇", "2023")];
        assert_eq!(parts_of(&format!("{this}\n\n{last}\n{other}")), titles);
        assert_eq!(parts_of(&format!("{this}\n# {last}")), [titles[0].as_str(), &format!("# {}", titles[1])]);
    }

    #[test]
    fn an_agency_above_the_title_and_a_cover_belong_to_the_report() {
        let bare = of("", "2022");
        let text = format!("{REPORT}\n青禾镇人民政府\n{bare}");
        assert_eq!(parts_of(&text)[1..], ["青禾镇人民政府"]);
        let covered = format!("{REPORT}\n{}\n青禾镇人民政府办公室\n{}", title("青禾镇", "2022"), of("青禾镇", "2022"));
        let document = read(&Draft::Text(&covered), &Hints::default()).unwrap();
        let parts = parts(&document);
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[1].start, REPORT.len() + 1);
    }

    #[test]
    fn sections_and_tables_that_come_anew_begin_a_further_report() {
        let preface = "根据《中华人民共和国政府信息公开条例》编制本报告。";
        assert_eq!(parts_of(&format!("{REPORT}\n{preface}\n{}", headless()))[1..], [preface]);
        assert_eq!(parts_of(&format!("{REPORT}\n----\n{}", headless()))[1..], ["----"]);
    }

    #[test]
    fn excerpts_that_a_line_divides_are_told_apart() {
        let tables = "二、主动公开政府信息情况\n第二十条第（一）项\n规章 | 0 | 0 | 0 |\n";
        let text = format!("### 甲\n{tables}三、收到\n\n### 乙\n{tables}\n### 丙\n本年公开6条。\n### 丁\n{tables}");
        assert_eq!(parts_of(&text), ["### 甲", "### 乙", "### 丙", "### 丁"]);
        let without = text.replace("### ", "");
        assert_eq!(parts_of(&without), [""; 0]);
    }

    #[test]
    fn one_report_stays_one() {
        let contents = "目录\n一、总体情况\n（一）主动公开\n（二）依申请公开\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n六、其他需要报告的事项\n";
        let first = title("云溪县", "2023");
        let body = REPORT.strip_prefix(&first).unwrap();
        let links = format!("{}\n{}\n", title("云溪县", "2022"), title("云溪县", "2021"));
        let table = REPORT.lines().filter(|line| line.starts_with("| ")).collect::<Vec<_>>().join("\n");
        for text in [
            REPORT.to_owned(),
            headless().to_owned(),
            format!("{first}\n{contents}\n{first}\n{body}"),
            format!("云溪县人民政府2023年政府信息公开工作年度报告\n{contents}\n{first}\n{body}"),
            format!("{REPORT}\n相关阅读\n{links}"),
            format!("{links}{REPORT}\n{links}一、网站地图\n"),
            REPORT.replace(
                "一、总体情况\n",
                "一、总体情况\n《云溪县2022年政府信息公开工作年度报告》提出的问题已经改正。\n",
            ),
            format!("{REPORT}\n附件：统计表\n{table}"),
            REPORT.replace("六、其他", "五、其他"),
            REPORT.replace("二、主动公开政府信息情况", "四、主动公开政府信息情况"),
            REPORT.replace("\n| 三、本年度办理结果", &format!("\n{first}\n| 三、本年度办理结果")),
            REPORT.replace('\n', ""),
            format!("{REPORT}\n{}", headless()).replace('\n', ""),
        ] {
            assert_eq!(parts_of(&text), [""; 0], "{}", text.chars().take(200).collect::<String>());
        }
    }

    #[test]
    fn a_text_of_headings_is_given_up() {
        let heading = "一、总体情况\n全年公开信息一百条。第二十条第（一）项。\n第二十条第（一）项\n";
        assert_eq!(parts_of(&heading.repeat(1_500)), [""; 0]);
    }

    #[test]
    fn every_place_of_a_part_is_a_place_in_the_whole() {
        let last = of("云溪县", "2022").replace("| 86 | 3 | 0 | 0 | 4 | 1 | 94 |", "| 86 | 3 | 0 | 0 | 4 | 1 | 95 |");
        let text = format!("𠮷é\r\n{REPORT}\n{last}");
        let options = crate::Options { with_document: true, ..crate::Options::default() };
        let review = crate::check(&Draft::Text(&text), &options).unwrap();
        assert_eq!(review.document.map(|document| document.text.to_string()), Some(text.clone()));
        assert_eq!((review.report.year, review.summary.errors, review.more.len()), (Some(2023), 0, 1));
        let more = &review.more[0];
        assert_eq!((more.report.year, more.report.agency.as_deref()), (Some(2022), Some("云溪县")));
        assert!(more.document.is_none() && more.summary.errors > 0);
        let units: Vec<u16> = text.encode_utf16().collect();
        let (_, cell) = more.report.cells.iter().find(|(name, _)| name == "applications/received/total").unwrap();
        let place = cell.location.as_ref().unwrap();
        assert_eq!(String::from_utf16(&units[place.start..place.end]).unwrap(), "95");
        assert_eq!(text.lines().nth(place.line - 1).unwrap().matches("| 95 |").count(), 1);
    }

    #[test]
    fn a_table_of_two_reports_is_divided() {
        let rows = "第二十条第（一）项,,\n规章,0,0\n文件,6,4\n";
        let text = format!(
            "{0},,\n二、主动公开政府信息情况,,\n{rows}{1},,\n二、主动公开政府信息情况,,\n{rows}",
            title("甲镇", "2023"),
            title("甲镇", "2022")
        );
        let document = read(&Draft::Text(&text), &Hints::default()).unwrap();
        let parts = parts(&document);
        assert_eq!(parts.len(), 2);
        let tables: Vec<Document> = parts.iter().map(|part| document.part(*part)).collect();
        let shape = |document: &Document| match document.blocks.as_slice() {
            [Block::Table(table)] => {
                (table.rows, table.cells[0].row, table.cells[0].span.of(&document.text).to_owned())
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(shape(&tables[0]), (5, 0, title("甲镇", "2023")));
        assert_eq!(shape(&tables[1]), (5, 0, title("甲镇", "2022")));
    }
}
