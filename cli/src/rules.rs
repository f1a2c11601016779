//! `gouji rules`: the documentation of the rules.

use crate::arguments::{is_rule_or_family, unknown_rule};
use crate::{Exit, complain};
use gouji::rules::{RULES, Rule, rule_named};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Prints the page of one rule, or the list of all or of a family.
pub fn run(code: Option<&str>) -> io::Result<Exit> {
    let text = match code {
        Some(code) => match rule_named(code) {
            Some(rule) => page(rule),
            None => list(|rule| is_rule_or_family(rule.code, code)),
        },
        None => list(|_| true),
    };
    if text.is_empty() {
        complain(&unknown_rule(code.unwrap_or_default()));
        return Ok(Exit::Trouble);
    }
    io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}

/// The title: the first line of the documentation.
pub fn title(rule: &Rule) -> &'static str {
    rule.documentation.trim_start().lines().next().unwrap_or_default().trim()
}

/// The documentation without its title and without the blank that a doc comment leaves before each line.
pub fn body(rule: &Rule) -> String {
    let lines = rule.documentation.lines().skip_while(|line| line.trim().is_empty()).skip(1);
    let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n").trim().to_owned()
}

fn list(wanted: impl Fn(&Rule) -> bool) -> String {
    let rules: Vec<&Rule> = RULES.iter().copied().filter(|rule| wanted(rule)).collect();
    let widest = rules.iter().map(|rule| rule.code.width()).max().unwrap_or_default();
    rules.iter().map(|rule| format!("{:widest$}  {}\n", rule.code, title(rule))).collect()
}

fn page(rule: &Rule) -> String {
    let mut page = format!("{}（{}）\n\n", title(rule), rule.code);
    let mut in_example = false;
    for line in body(rule).lines() {
        match line.strip_prefix("```") {
            Some("") => in_example = false,
            Some(kind) => {
                in_example = true;
                page += &format!("{}的例子：\n", if kind == "错" { "错误" } else { "正确" });
            }
            None if in_example => page += &format!("    {line}\n"),
            None => page += &format!("{line}\n"),
        }
    }
    page += &format!("\n怎么改：{}\n", rule.help);
    if let Some(basis) = rule.basis {
        page += &format!("依据：{basis}\n");
    }
    page
}
