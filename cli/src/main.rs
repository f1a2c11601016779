//! The command `gouji`: checks files, folders and standard input, and prints what was found.

mod arguments;
mod check;
mod inputs;
mod render;
mod rules;

use arguments::Command;
use std::io::{self, Write};
use std::process::ExitCode;

/// What the command's exit says; the numbers are promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Nothing was found that counts.
    Clean = 0,
    /// Something was found.
    Found = 1,
    /// A wrong call, or an input that could not be read, or a result that could not be written.
    Trouble = 2,
}

fn main() -> ExitCode {
    let arguments = match arguments::parse() {
        Ok(arguments) => arguments,
        Err(error) => return ExitCode::from(arguments::explain(&error) as u8),
    };
    let result = match arguments.command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Rules { code } => rules::run(code.as_deref()),
    };
    let exit = result.unwrap_or_else(|error| {
        // A reader that has seen enough closes the pipe; that is no news to anyone.
        if error.kind() != io::ErrorKind::BrokenPipe {
            complain(&format!("结果没有写完：{error}。"));
        }
        Exit::Trouble
    });
    ExitCode::from(exit as u8)
}

/// Writes a sentence to standard error; where even that is closed, there is nobody to tell.
fn complain(sentence: &str) {
    let _ = writeln!(io::stderr(), "{sentence}");
}
