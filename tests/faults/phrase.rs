//! Sentences out of patterns: `[a|b]` is one of these, `{name}` a word or a figure, `{x:1-9}` a figure that is drawn and kept,
//! `{!x:1-9}` one that is kept without being printed, `{=a+b}` a sum, `{%a/b}` a percentage.

use crate::support::chance::Chance;
use std::collections::BTreeMap;

/// What patterns may name.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Words.
    pub words: BTreeMap<&'static str, String>,
    /// Figures.
    pub figures: BTreeMap<String, i64>,
}

/// Patterns under their headings.
pub struct Phrases {
    lists: BTreeMap<&'static str, Vec<Pattern>>,
}

struct Pattern {
    tags: Vec<&'static str>,
    conditions: Vec<(&'static str, bool)>,
    text: &'static str,
}

impl Phrases {
    /// Reads a file of patterns: `## heading`, then a pattern a line, `@tags` and `?conditions` before it.
    pub fn read(file: &'static str) -> Phrases {
        let mut lists: BTreeMap<&'static str, Vec<Pattern>> = BTreeMap::new();
        let mut heading = "";
        for line in file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
            if let Some(name) = line.strip_prefix("## ") {
                heading = name;
                continue;
            }
            let mut pattern = Pattern { tags: Vec::new(), conditions: Vec::new(), text: line };
            while pattern.text.starts_with(['@', '?']) {
                let (head, rest) = pattern.text.split_once(' ').expect("a pattern behind its conditions");
                pattern.text = rest;
                match head.strip_prefix('@') {
                    Some(tags) => pattern.tags = tags.split(',').collect(),
                    None => pattern.conditions = head[1..].split('&').map(condition).collect(),
                }
            }
            lists.entry(heading).or_default().push(pattern);
        }
        Phrases { lists }
    }

    /// Every sentence that an organ of these kinds may write there with these figures, each in one wording, in a new order.
    pub fn draw(&self, heading: &str, tags: &[&str], words: &Words, chance: &mut Chance) -> Vec<String> {
        let list = self.lists.get(heading).unwrap_or_else(|| panic!("no phrases for {heading}"));
        let fits = |pattern: &&Pattern| {
            (pattern.tags.is_empty() || pattern.tags.iter().any(|tag| tags.contains(tag)))
                && pattern.conditions.iter().all(|(name, some)| (words.figures[*name] > 0) == *some)
        };
        let mut sentences: Vec<String> =
            list.iter().filter(fits).map(|pattern| words.write(pattern.text, chance)).collect();
        for at in (1..sentences.len()).rev() {
            sentences.swap(at, chance.below(at + 1));
        }
        sentences
    }
}

/// `received>0` or `received=0`.
fn condition(words: &'static str) -> (&'static str, bool) {
    words
        .split_once('>')
        .map(|(name, _)| (name, true))
        .or(words.split_once('=').map(|(name, _)| (name, false)))
        .expect("a condition")
}

impl Words {
    /// Writes a pattern out.
    pub fn write(&self, pattern: &str, chance: &mut Chance) -> String {
        let mut own = self.clone();
        let mut out = String::new();
        own.expand(pattern, &mut out, chance);
        out
    }

    fn expand(&mut self, pattern: &str, out: &mut String, chance: &mut Chance) {
        let mut rest = pattern;
        while let Some(at) = rest.find(['[', '{']) {
            out.push_str(&rest[..at]);
            let inside = inner(&rest[at..]);
            let chooses = rest[at..].starts_with('[');
            rest = &rest[at + inside.len() + 2..];
            if chooses {
                let choices = choices(inside);
                let choice = *chance.pick(&choices);
                self.expand(choice, out, chance);
            } else {
                out.push_str(&self.slot(inside, chance));
            }
        }
        out.push_str(rest);
    }

    fn slot(&mut self, slot: &str, chance: &mut Chance) -> String {
        if let Some(sum) = slot.strip_prefix('=') {
            return self.sum(sum).to_string();
        }
        if let Some(share) = slot.strip_prefix('%') {
            let (part, whole) = share.split_once('/').expect("a part of a whole");
            return percentage(self.sum(part), self.sum(whole), chance);
        }
        let (silent, slot) = slot.strip_prefix('!').map_or((false, slot), |slot| (true, slot));
        if let Some((name, range)) = slot.split_once(':') {
            let (from, to) = range.split_once('-').expect("a range");
            let value = chance.between(from.parse().expect("a figure"), to.parse().expect("a figure"));
            self.figures.insert(name.to_owned(), value);
            return if silent { String::new() } else { value.to_string() };
        }
        let figure = || self.figures.get(slot).map(i64::to_string);
        self.words.get(slot).cloned().or_else(figure).unwrap_or_else(|| panic!("no word {slot}"))
    }

    fn sum(&self, terms: &str) -> i64 {
        let mut sum = 0;
        let mut sign = 1;
        for term in terms.split_inclusive(['+', '-']) {
            let name = term.trim_end_matches(['+', '-']);
            let value = name.parse().ok().or_else(|| self.figures.get(name).copied());
            sum += sign * value.unwrap_or_else(|| panic!("no figure {name}"));
            sign = if term.ends_with('-') { -1 } else { 1 };
        }
        sum
    }
}

/// What stands between the bracket with which a text begins and its other half.
fn inner(text: &str) -> &str {
    let mut depth = 0;
    for (at, character) in text.char_indices() {
        match character {
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[1..at];
        }
    }
    panic!("no end of {text}")
}

fn choices(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut list) = (0, 0, Vec::new());
    for (at, character) in text.char_indices() {
        match character {
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            '|' if depth == 0 => {
                list.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    list.push(&text[start..]);
    list
}

/// A percentage as people print it: rounded or cut off, with as many digits as it needs.
fn percentage(part: i64, whole: i64, chance: &mut Chance) -> String {
    let small = part * 20 < whole;
    let mut digits = if part == 0 { 0 } else { chance.between(i64::from(small), 2) };
    while part > 0 && part * 100 * 10i64.pow(digits as u32) < whole {
        digits += 1;
    }
    let unit = 10i64.pow(digits as u32);
    let exact = part * 100 * unit;
    let shown = if chance.one_in(3) { exact / whole } else { (2 * exact + whole) / (2 * whole) };
    if unit == 1 {
        format!("{shown}%")
    } else {
        format!("{}.{:0width$}%", shown / unit, shown % unit, width = digits as usize)
    }
}
