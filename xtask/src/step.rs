//! One command, announced before it runs and explained when it fails.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::failure::Failure;
use crate::project;

/// Lines of a failed command's output that are shown; the rest is in its log.
const TAIL_LINES: usize = 80;

/// A thing to do.
pub struct Step<'a> {
    /// What is done, in a few words.
    pub name: &'a str,
    /// About how long it takes.
    pub takes: &'a str,
    /// What to do when it fails.
    pub advice: &'a str,
}

impl Step<'_> {
    /// Runs the command. Its output goes to a log; when it fails, the end of that log is told.
    pub fn run(&self, command: &mut Command) -> Result<(), Failure> {
        println!("· {} (about {}) …", self.name, self.takes);
        let start = Instant::now();
        let log_path = self.kept("log");
        let log = self.io(fs::create_dir_all(project::path("target/xtask")).and_then(|()| File::create(&log_path)))?;
        command.env("NO_COLOR", "1").stdin(Stdio::null()).stderr(self.io(log.try_clone())?).stdout(log);
        if command.get_current_dir().is_none() {
            command.current_dir(project::root());
        }
        let shown = shown(command);
        let status = command.status().map_err(|error| self.fail(format!("{shown}\ncould not be started: {error}")))?;
        if status.success() {
            println!("  done in {:.1} s", start.elapsed().as_secs_f64());
            return Ok(());
        }
        let output = String::from_utf8_lossy(&fs::read(&log_path).unwrap_or_default()).into_owned();
        let log_path = project::shown(&log_path);
        Err(self.fail(format!(
            "{shown}\nended with {status}; its last lines (all of them: {log_path}):\n{}",
            tail(&output)
        )))
    }

    /// Runs the command and returns all that it printed.
    pub fn read(&self, command: &mut Command) -> Result<String, Failure> {
        self.run(command)?;
        self.io(fs::read_to_string(self.kept("log")))
    }

    /// Says that there is nothing to do, and why.
    pub fn skip(&self, why: &str) {
        println!("· {}: {why}", self.name);
    }

    /// This step as a failure for the given cause.
    pub fn fail(&self, cause: impl std::fmt::Display) -> Failure {
        Failure::new(self.name, cause, self.advice)
    }

    /// A file operation of this step.
    pub fn io<T>(&self, result: std::io::Result<T>) -> Result<T, Failure> {
        result.map_err(|error| self.fail(error))
    }

    /// Where this step keeps what is of that kind.
    pub fn kept(&self, kind: &str) -> PathBuf {
        let name = self.name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
        project::path("target/xtask").join(format!("{name}.{kind}"))
    }
}

/// What a command prints, or `None` when it cannot be run or fails.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).current_dir(project::root()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// npm, which is a script on Windows and must be called by its full name there.
pub fn npm() -> Command {
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(project::path("www"));
    npm
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    let folder = command.get_current_dir().filter(|folder| *folder != project::root()).map(project::shown);
    format!("{}$ {}", folder.unwrap_or_default(), words.join(" "))
}

fn tail(output: &str) -> String {
    let lines: Vec<_> = output.lines().collect();
    let start = lines.len().saturating_sub(TAIL_LINES);
    lines.get(start..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: Step = Step { name: "a step, for a test", takes: "no time", advice: "Read the test." };

    #[test]
    fn tail_keeps_the_last_lines() {
        let output: String = (0..200).map(|line| format!("line {line}\n")).collect();
        let tail = tail(&output);
        assert_eq!(tail.lines().count(), TAIL_LINES);
        assert!(tail.ends_with("line 199"));
    }

    #[test]
    fn a_failure_names_the_step_the_command_its_output_and_the_advice() {
        let failure = STEP.run(Command::new("rustc").arg("--no-such-option")).unwrap_err().to_string();
        for part in [STEP.name, "$ rustc --no-such-option", "Unrecognized option", STEP.advice] {
            assert!(failure.contains(part), "{part:?} is missing in {failure}");
        }
    }

    #[test]
    fn a_missing_program_is_a_failure() {
        let failure = STEP.run(&mut Command::new("gouji-no-such-program")).unwrap_err().to_string();
        assert!(failure.contains("could not be started"), "{failure}");
    }
}
