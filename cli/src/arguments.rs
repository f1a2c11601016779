//! What may be written after `gouji`, and Chinese sentences for what may not.

use crate::{Exit, complain};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use gouji::form::{EDITIONS, Edition};
use gouji::rules::RULES;
use std::error::Error;
use std::path::PathBuf;

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

const EXIT_CODES: &str = "退出码：
  0  没有发现达到 --fail-on 级别的问题
  1  发现了问题
  2  命令写错了，或者有的文件读不出来（其余文件照常检查）";

/// The whole command line.
#[derive(Parser)]
#[command(
    name = "gouji",
    version,
    about = "勾稽：检查政府信息公开工作年度报告的结构和表格数字，稿件不离开本机",
    override_usage = "gouji <命令>",
    help_template = TEMPLATE,
    subcommand_help_heading = "命令",
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    #[arg(
        short,
        long,
        global = true,
        action = ArgAction::Help,
        help = "显示用法",
        help_heading = "选项",
        display_order = 100
    )]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version, help = "显示版本", help_heading = "选项", display_order = 101)]
    version: Option<bool>,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Checks drafts.
    #[command(
        about = "检查一份或多份年度报告",
        long_about = None,
        override_usage = "gouji check [选项] 路径…",
        help_template = TEMPLATE,
        after_help = EXIT_CODES
    )]
    Check(CheckArguments),
    /// Prints the documentation of the rules.
    #[command(
        about = "列出全部规则，或显示一条规则的说明",
        long_about = None,
        override_usage = "gouji rules [规则]",
        help_template = TEMPLATE
    )]
    Rules {
        /// A rule's code, or a family's.
        #[arg(value_name = "规则", help = "规则代码（如 table/balance）或类别（如 table）", help_heading = "参数")]
        code: Option<String>,
    },
}

/// How to check which drafts.
#[derive(Args)]
pub struct CheckArguments {
    /// Files, folders, `-`.
    #[arg(
        required = true,
        value_name = "路径",
        help = "文件或文件夹；- 表示从标准输入读取。文件夹连同下级一起检查",
        help_heading = "参数"
    )]
    pub paths: Vec<PathBuf>,
    /// How results are written.
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true,
        help = "结果的格式：text（默认，供人阅读）、json、jsonl（每行一份报告）、sarif",
        help_heading = "选项"
    )]
    pub format: Format,
    /// The edition, where it shall not be recognised.
    #[arg(
        long,
        value_name = "版本",
        value_parser = edition,
        help = "按哪一版格式检查：2008、2014、2019、2021；不写则自动识别",
        help_heading = "选项"
    )]
    pub edition: Option<&'static Edition>,
    /// Last year's report, or a folder of several.
    #[arg(
        long,
        value_name = "上年的报告",
        help = "与上年的报告对照。检查多份时可以写文件夹，每份按机关名称和年度找自己的上年报告",
        help_heading = "选项"
    )]
    pub previous: Option<PathBuf>,
    /// Codes or families of rules that are not run.
    #[arg(
        long,
        value_name = "规则",
        value_parser = rule_or_family,
        help = "停用一条规则（如 table/label）或一类规则（如 table），可以写多次；规则见 gouji rules",
        help_heading = "选项"
    )]
    pub disable: Vec<String>,
    /// From which severity on a finding makes the command fail.
    #[arg(
        long,
        value_name = "级别",
        default_value = "error",
        hide_default_value = true,
        hide_possible_values = true,
        help = "从哪一级起算作没有通过：error（默认，只看错误）、warning（错误和疑点）、never（都算通过）",
        help_heading = "选项"
    )]
    pub fail_on: FailOn,
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// One object, or an array.
    Json,
    /// An object a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
}

/// From which severity on a finding makes the command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors.
    Error,
    /// Errors and doubts.
    Warning,
    /// Nothing.
    Never,
}

fn edition(id: &str) -> Result<&'static Edition, String> {
    let known = || EDITIONS.map(|edition| edition.id).join("、");
    Edition::named(id).ok_or_else(|| format!("没有“{id}”这一版格式，可以是：{}。", known()))
}

fn rule_or_family(code: &str) -> Result<String, String> {
    let known = RULES.iter().any(|rule| is_rule_or_family(rule.code, code));
    known.then(|| code.to_owned()).ok_or_else(|| unknown_rule(code))
}

/// Whether a rule's code is the one given, or of the family given.
pub fn is_rule_or_family(rule: &str, given: &str) -> bool {
    rule == given || rule.split('/').next() == Some(given)
}

/// The sentence for a rule that does not exist.
pub fn unknown_rule(code: &str) -> String {
    format!("没有“{code}”这条规则，全部规则见 gouji rules。")
}

/// Reads the command line.
pub fn parse() -> Result<Arguments, clap::Error> {
    Arguments::try_parse()
}

/// Shows what was asked for instead of a run (help, version), or says what is wrong with the command line.
pub fn explain(error: &clap::Error) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => match error.print() {
            Ok(()) => Exit::Clean,
            Err(_) => Exit::Trouble,
        },
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            complain(error.render().to_string().trim_end());
            Exit::Trouble
        }
        _ => {
            complain(&sentence(error));
            complain("用法见 gouji --help。");
            Exit::Trouble
        }
    }
}

fn sentence(error: &clap::Error) -> String {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    // `--format <格式>`: the name alone.
    let argument = context(ContextKind::InvalidArg);
    let argument = argument.split_whitespace().next().unwrap_or_default();
    let value = context(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => format!("没有“{argument}”这个选项。"),
        ErrorKind::UnknownArgument => format!("“{argument}”是多余的。"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令。", context(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面没有写取值。"),
        ErrorKind::InvalidValue => {
            format!("“{argument}”不能是“{value}”，可以是：{}。", context(ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => error.source().map_or_else(String::new, ToString::to_string),
        ErrorKind::MissingRequiredArgument => "没有写明要检查的文件或文件夹。".to_owned(),
        ErrorKind::ArgumentConflict => format!("“{argument}”只能写一次。"),
        _ => "命令的写法不对。".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_help_names_every_edition() {
        let mut command = Arguments::command();
        let help = command.find_subcommand_mut("check").unwrap().render_long_help().to_string();
        for edition in EDITIONS {
            assert!(help.contains(edition.id), "{help}");
        }
    }
}
