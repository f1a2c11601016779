//! Set-up, build, tests and measurements: `cargo xtask serve | build | test | rules | bench`.

mod bench;
mod browsers;
mod build;
mod checksums;
mod failure;
mod project;
mod rules;
mod serve;
mod setup;
mod sizes;
mod step;
mod test;

use std::process::ExitCode;

use failure::Failure;

const USAGE: &str = "\
cargo xtask COMMAND

  serve [--port N] [--no-build]  build, then serve the page on this computer and print its address
  build [--sizes]                the npm package in www/pkg/, the page in dist/site/, the page as one file
                                 in dist/gouji.html, checksums beside them; --sizes records their sizes
  test                           format, lints, unit, whole-report, browser and page tests, size budgets
  rules                          the page of the rules in dist/site/, the tables of rules in the READMEs
  bench                          speed and size beside what is promised
";

fn main() -> ExitCode {
    match run(lexopt::Parser::from_env()) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: lexopt::Parser) -> Result<ExitCode, Failure> {
    use lexopt::prelude::*;

    let mut command = None;
    let mut port = None;
    let mut no_build = false;
    let mut record_sizes = false;
    while let Some(argument) = arguments.next().map_err(usage)? {
        match argument {
            Long("port") => port = Some(arguments.value().and_then(|value| value.parse()).map_err(usage)?),
            Long("no-build") => no_build = true,
            Long("sizes") => record_sizes = true,
            Long("help") | Short('h') => {
                print!("{USAGE}");
                return Ok(ExitCode::SUCCESS);
            }
            Value(name) if command.is_none() => command = Some(name.to_string_lossy().into_owned()),
            other => return Err(usage(other.unexpected())),
        }
    }

    match command.as_deref() {
        Some("serve") => {
            if !no_build {
                build::run()?;
            }
            serve::run(port)?;
        }
        Some("build") => {
            build::run()?;
            if record_sizes {
                sizes::record()?;
            }
        }
        Some("test") => return Ok(test::run()),
        Some("rules") => rules::run()?,
        Some("bench") => bench::run()?,
        Some(other) => return Err(usage(format!("no command `{other}`"))),
        None => return Err(usage("no command given")),
    }
    Ok(ExitCode::SUCCESS)
}

fn usage(cause: impl std::fmt::Display) -> Failure {
    Failure::new("arguments", cause, USAGE)
}
