//! The numbers that Word puts before paragraphs by itself. They are no part of the text, yet 一、 and （一） are what a
//! reader sees, and what the headings of a report are known by.

use std::collections::{HashMap, HashSet};

use super::InputError;
use super::styles::Styles;
use super::xml::{Element, Event, Xml};

/// Levels of a list.
pub(in crate::input) const LEVELS: usize = 9;

/// The levels that a list or a scheme defines.
pub(in crate::input) type Levels = [Option<Level>; LEVELS];

/// The lists of a document and how far each has counted.
#[derive(Default)]
pub(in crate::input) struct Numbering {
    /// By the id that paragraphs name.
    lists: HashMap<String, List>,
    /// By the id that lists name; lists of one scheme go on counting where the other stopped.
    schemes: HashMap<String, Scheme>,
    /// Lists and levels whose own start has been used.
    restarted: HashSet<(String, usize)>,
}

#[derive(Default)]
struct List {
    scheme: String,
    starts: [Option<u32>; LEVELS],
    levels: Levels,
}

#[derive(Default)]
struct Scheme {
    levels: [Level; LEVELS],
    counters: [Option<u32>; LEVELS],
    /// The style whose list this scheme stands for.
    style: Option<String>,
}

/// One level of a list.
#[derive(Clone)]
pub(in crate::input) struct Level {
    pub(in crate::input) start: u32,
    pub(in crate::input) format: String,
    /// The number's wording, `%1` to `%9` standing for the counters.
    pub(in crate::input) text: String,
    /// Every counter is written in plain digits.
    pub(in crate::input) legal: bool,
    /// What stands between the number and the text.
    pub(in crate::input) suffix: String,
    /// The level, counted from 1, after which this one starts anew; 0 for never, nothing for any higher one.
    pub(in crate::input) restart: Option<usize>,
    /// The style whose paragraphs stand at this level.
    pub(in crate::input) style: Option<String>,
}

impl Default for Level {
    fn default() -> Level {
        Level {
            start: 0,
            format: "decimal".to_owned(),
            text: String::new(),
            legal: false,
            suffix: "tab".to_owned(),
            restart: None,
            style: None,
        }
    }
}

impl Level {
    fn set(&mut self, element: &Element<'_>) {
        let text = || element.value().unwrap_or_default();
        match element.name() {
            "start" => self.start = text().parse().unwrap_or(0),
            "numFmt" => self.format = text(),
            "lvlText" => self.text = text(),
            "isLgl" => self.legal = element.is_on(),
            "suff" => self.suffix = text(),
            "lvlRestart" => self.restart = element.number(),
            "pStyle" => self.style = element.value(),
            _ => {}
        }
    }
}

impl Numbering {
    /// Reads the part.
    pub(super) fn read(part: &str, styles: &Styles) -> Result<Numbering, InputError> {
        let mut numbering = Numbering::default();
        let mut scheme_id = String::new();
        let mut list_id: Option<String> = None;
        let mut index = 0;
        let mut own_level = false;
        let mut xml = Xml::new(part);
        while let Some(event) = xml.next()? {
            let Event::Start(element) = event else { continue };
            let number = |name| element.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(LEVELS);
            match element.name() {
                "abstractNum" => {
                    scheme_id = element.attribute("abstractNumId").unwrap_or_default();
                    numbering.schemes.insert(scheme_id.clone(), Scheme::default());
                    index = LEVELS;
                }
                "num" => {
                    let id = element.attribute("numId").unwrap_or_default();
                    numbering.lists.insert(id.clone(), List::default());
                    list_id = Some(id);
                    own_level = false;
                }
                "lvlOverride" => {
                    index = number("ilvl");
                    own_level = false;
                }
                "lvl" => {
                    index = number("ilvl");
                    own_level = true;
                }
                // The format of Word 2010 and later for a few numbers that older versions lack.
                "mc:Choice" => xml.skip(&element)?,
                name => match list_id.as_ref().and_then(|id| numbering.lists.get_mut(id)) {
                    Some(list) if name == "abstractNumId" => list.scheme = element.value().unwrap_or_default(),
                    Some(list) if name == "startOverride" => {
                        if let Some(start) = list.starts.get_mut(index) {
                            *start = element.value().and_then(|value| value.parse().ok());
                        }
                    }
                    Some(list) => {
                        if let Some(level) = list.levels.get_mut(index).filter(|_| own_level) {
                            level.get_or_insert_default().set(&element);
                        }
                    }
                    None => {
                        let Some(scheme) = numbering.schemes.get_mut(&scheme_id) else { continue };
                        if name == "numStyleLink" {
                            scheme.style = element.value();
                        } else if let Some(level) = scheme.levels.get_mut(index) {
                            level.set(&element);
                        }
                    }
                },
            }
        }
        numbering.resolve_links(styles);
        Ok(numbering)
    }

    /// Adds a scheme of which lists speak by its id.
    pub(in crate::input) fn add_scheme(&mut self, id: &str, levels: Levels) {
        let levels = levels.map(Option::unwrap_or_default);
        self.schemes.insert(id.to_owned(), Scheme { levels, ..Scheme::default() });
    }

    /// Adds a list that follows a scheme, with the starts and levels of its own.
    pub(in crate::input) fn add_list(&mut self, id: &str, scheme: &str, starts: [Option<u32>; LEVELS], levels: Levels) {
        self.lists.insert(id.to_owned(), List { scheme: scheme.to_owned(), starts, levels });
    }

    /// Lists whose scheme only names a style use the scheme of that style's list.
    fn resolve_links(&mut self, styles: &Styles) {
        let linked = |scheme: &str| {
            let style = self.schemes.get(scheme)?.style.as_ref()?;
            let (list, _) = styles.list(style)?;
            Some(self.lists.get(list)?.scheme.clone())
        };
        let targets: Vec<_> = self.lists.values().map(|list| linked(&list.scheme)).collect();
        for (list, target) in self.lists.values_mut().zip(targets) {
            if let Some(target) = target {
                list.scheme = target;
            }
        }
    }

    /// The level at which a list numbers the paragraphs of a style.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let scheme = self.schemes.get(&self.lists.get(list)?.scheme)?;
        scheme.levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Counts a paragraph of a list and gives what Word prints before it, the gap included.
    pub(in crate::input) fn next(&mut self, id: &str, index: usize) -> Option<String> {
        let list = self.lists.get(id)?;
        let scheme = self.schemes.get_mut(&list.scheme)?;
        let level = |index: usize| list.levels.get(index)?.as_ref().or(scheme.levels.get(index));
        let start = |index: usize| list.starts.get(index).copied().flatten().or(level(index).map(|level| level.start));
        let current = scheme.counters.get(index)?;
        let restarts =
            list.starts.get(index)?.is_some() && self.restarted.insert((id.to_owned(), index)) || current.is_none();
        let count = if restarts { start(index)? } else { current.unwrap_or(0).saturating_add(1) };
        let mut counters = scheme.counters;
        for (other, counter) in counters.iter_mut().enumerate() {
            let reached = match level(other).and_then(|level| level.restart) {
                _ if other <= index => false,
                None => true,
                Some(after) => index < after,
            };
            if other < index && counter.is_none() {
                *counter = start(other);
            } else if other == index {
                *counter = Some(count);
            } else if reached {
                *counter = None;
            }
        }
        let text = level(index).map(|own| {
            let format =
                |index: usize| if own.legal { "decimal" } else { level(index).map_or("", |level| &level.format) };
            let mut printed = String::new();
            let mut rest = own.text.as_str();
            while let Some((before, after)) = rest.split_once('%') {
                printed.push_str(before);
                let digit = after.chars().next().and_then(|digit| digit.to_digit(10)).unwrap_or(0) as usize;
                rest = after;
                match digit.checked_sub(1).and_then(|index| Some((index, counters.get(index).copied().flatten()?))) {
                    Some((index, count)) => {
                        printed.push_str(&print(count, format(index)));
                        rest = after.get(1..).unwrap_or("");
                    }
                    None if digit > 0 => rest = after.get(1..).unwrap_or(""),
                    None => printed.push('%'),
                }
            }
            printed.push_str(rest);
            // The marks of unnumbered lists are pictures from symbol fonts.
            if own.format == "bullet" || printed.trim().is_empty() {
                return String::new();
            }
            if own.suffix == "nothing" { printed } else { with_gap(&printed) }
        });
        scheme.counters = counters;
        text
    }
}

/// A number with the gap before the text: after a full-width sign no one types a blank.
pub(super) fn with_gap(number: &str) -> String {
    let gap = if number.ends_with(|last: char| last.is_ascii()) { " " } else { "" };
    number.to_owned() + gap
}

const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const FORMAL_DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const UNITS: [&str; 4] = ["", "十", "百", "千"];
const FORMAL_UNITS: [&str; 4] = ["", "拾", "佰", "仟"];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// Writes a count in one of Word's formats; beyond a format's range in plain digits.
fn print(count: u32, format: &str) -> String {
    let printed = match format {
        "none" | "bullet" => Some(String::new()),
        "decimalZero" => Some(format!("{count:02}")),
        "upperLetter" => letters(count, 'A'),
        "lowerLetter" => letters(count, 'a'),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).map(|roman| roman.to_ascii_lowercase()),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "koreanCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => chinese(count, &DIGITS, &UNITS),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            chinese(count, &FORMAL_DIGITS, &FORMAL_UNITS).map(|text| match text.strip_prefix('拾') {
                Some(rest) => format!("壹拾{rest}"),
                None => text,
            })
        }
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital" => {
            let digits = count.to_string();
            Some(digits.chars().filter_map(|digit| DIGITS.get(digit.to_digit(10)? as usize).copied()).collect())
        }
        "decimalFullWidth" | "decimalFullWidth2" => {
            Some(count.to_string().chars().filter_map(|digit| char::from_u32(u32::from(digit) + 0xfee0)).collect())
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => one_of(count, '①', 20),
        "decimalEnclosedParen" => one_of(count, '⑴', 20),
        "decimalEnclosedFullstop" => one_of(count, '⒈', 20),
        "ideographEnclosedCircle" => one_of(count, '㊀', 10),
        "ideographTraditional" => nth(count, STEMS),
        "ideographZodiac" => nth(count, BRANCHES),
        _ => None,
    };
    printed.unwrap_or_else(|| count.to_string())
}

fn nth(count: u32, characters: &str) -> Option<String> {
    characters.chars().nth(count.checked_sub(1)? as usize).map(String::from)
}

fn one_of(count: u32, first: char, last: u32) -> Option<String> {
    let offset = count.checked_sub(1).filter(|_| count <= last)?;
    char::from_u32(u32::from(first) + offset).map(String::from)
}

/// A to Z, then AA to ZZ with the same letter twice, and so on.
fn letters(count: u32, first: char) -> Option<String> {
    const LONGEST: u32 = 30;
    let index = count.checked_sub(1)?;
    let letter = char::from_u32(u32::from(first) + index % 26)?;
    (index / 26 < LONGEST).then(|| std::iter::repeat_n(letter, index as usize / 26 + 1).collect())
}

fn roman(count: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = Some(count).filter(|count| (1..4000).contains(count))?;
    let mut printed = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            printed.push_str(sign);
            rest -= value;
        }
    }
    Some(printed)
}

/// Below ten thousand, as 一百零五; ten is written without a leading one.
fn chinese(count: u32, digits: &[&str; 10], units: &[&str; 4]) -> Option<String> {
    let figures: Vec<usize> = match count {
        0 => return digits.first().map(ToString::to_string),
        1..10_000 => count.to_string().chars().filter_map(|digit| Some(digit.to_digit(10)? as usize)).collect(),
        _ => return None,
    };
    let mut printed = String::new();
    let mut gap = false;
    for (at, figure) in figures.iter().enumerate() {
        if *figure == 0 {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) {
            printed.push('零');
        }
        let place = figures.len() - at - 1;
        if !(figures.len() == 2 && at == 0 && *figure == 1) {
            printed.push_str(digits.get(*figure)?);
        }
        printed.push_str(units.get(place)?);
    }
    Some(printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_as_word_writes_them() {
        let cases = [
            (1, "chineseCounting", "一"),
            (10, "chineseCountingThousand", "十"),
            (12, "japaneseCounting", "十二"),
            (20, "chineseCounting", "二十"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (2003, "chineseCountingThousand", "二千零三"),
            (11, "chineseLegalSimplified", "壹拾壹"),
            (3, "chineseLegalSimplified", "叁"),
            (10, "ideographDigital", "一〇"),
            (3, "decimalEnclosedParen", "⑶"),
            (20, "decimalEnclosedCircleChinese", "⑳"),
            (21, "decimalEnclosedCircle", "21"),
            (2, "ideographTraditional", "乙"),
            (28, "upperLetter", "BB"),
            (14, "lowerRoman", "xiv"),
            (7, "decimalZero", "07"),
            (12, "decimalFullWidth", "１２"),
            (5, "unheardOf", "5"),
            (u32::MAX, "upperLetter", "4294967295"),
            (u32::MAX, "upperRoman", "4294967295"),
            (u32::MAX, "chineseCounting", "4294967295"),
        ];
        for (count, format, printed) in cases {
            assert_eq!(print(count, format), printed, "{format}");
        }
    }
}
