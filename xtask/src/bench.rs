//! Speed and size, beside what is promised. Nothing fails on time.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use crate::build;
use crate::failure::Failure;
use crate::project;
use crate::serve;
use crate::setup;
use crate::sizes;
use crate::step::Step;

const REPORT: &str = "benches/report-2021.txt";

/// Measures in this machine's own code and in Chromium, and prints a table.
pub fn run() -> Result<(), Failure> {
    build::run()?;
    let native = native()?;
    let (first, repeated) = in_browser()?;

    println!("\nA check of {REPORT}, in milliseconds\n");
    println!("  {:<34}{:>6}{:>10}{:>10}{:>12}", "", "runs", "median", "95 %", "promised");
    row("native", native, "< 0.3");
    row("in the browser, repeated", repeated, "< 1");
    row("in the browser, first, with compile", first, "< 50");
    let page = page()?;
    println!("\nThe page in Chromium, in milliseconds to the painted verdict\n");
    for (what, key, promised) in [
        ("opened, cache warm", "opening", "< 300"),
        ("pasted", "paste", "< 50"),
        ("typed in a cell", "typing", "< 16"),
        ("200 reports", "several", "< 3000"),
    ] {
        row(what, sorted(page.get(key)), promised);
    }
    if let [few, many, more] = page.get("memory").cloned().unwrap_or_default()[..] {
        println!(
            "  {:<34}{:>10.0} KB after 10, {:+.1} % after 1,000 (promised within 10), {:+.1} % from there to 2,000",
            "memory of checks",
            few / 1024.0,
            (many / few - 1.0) * 100.0,
            (more / many - 1.0) * 100.0
        );
    }
    files()?;
    large_files()?;
    println!("\n{}", sizes::report()?);
    Ok(())
}

/// Reading and checking files of every kind here, those of a report's size and those of 20 MB.
fn files() -> Result<(), Failure> {
    let step = Step { name: "speed of files", takes: "2 minutes", advice: "See benches/files.rs." };
    let arguments = ["bench", "--package", "gouji", "--features", "files", "--bench", "files"];
    let printed = step.read(Command::new("cargo").args(arguments))?;
    println!("\nReading and checking files in this machine's own code\n");
    println!("  {:<20}{:>12}{:>14}{:>10}{:>12}", "", "kilobytes", "milliseconds", "95 %", "memory, MB");
    for line in printed.lines().filter(|line| line.starts_with('{')) {
        let file: Value = serde_json::from_str(line).map_err(|error| step.fail(error))?;
        let number = |name: &str| file.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
        let (kilobytes, memory) = (number("bytes") / 1e3, number("memory") / 1e6);
        let mut times: Vec<f64> =
            file.get("times").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_f64).collect();
        times.sort_by(f64::total_cmp);
        let kind = file.get("kind").and_then(Value::as_str).unwrap_or("");
        let (median, high) = (quantile(&times, 50), quantile(&times, 95));
        println!("  {:<20}{kilobytes:>12.0}{median:>14.1}{high:>10.1}{memory:>12.1}", kind);
    }
    Ok(())
}

/// The large files that benches/files.rs has left, in the browser.
fn large_files() -> Result<(), Failure> {
    let browser = setup::browser()?;
    let step = Step { name: "files of 20 MB in the browser", takes: "1 minute", advice: "See benches/large.mjs." };
    let folder = project::path("target/bench/large");
    let entries = std::fs::read_dir(&folder).map_err(|error| step.fail(error))?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut command = Command::new("node");
    command.arg("benches/large.mjs").arg("www/pkg").args(files).env("CHROMIUM", browser.chromium);
    println!("\nFiles of 20 MB in Chromium, promised within 10 s and 300 MB: size, time, memory, time to stop\n");
    println!("{}", step.read(&mut command)?);
    Ok(())
}

fn native() -> Result<Vec<f64>, Failure> {
    let advice = "See benches/check.rs; cargo bench --bench check runs it alone.";
    let step = Step { name: "native speed", takes: "1 minute", advice };
    let printed = step.read(Command::new("cargo").args(["bench", "--package", "gouji", "--bench", "check"]))?;
    times(&printed).ok_or_else(|| step.fail("the last line is not a list of times"))
}

fn in_browser() -> Result<(Vec<f64>, Vec<f64>), Failure> {
    let browser = setup::browser()?;
    let step = Step { name: "speed in the browser", takes: "1 minute", advice: "See benches/browser.mjs." };
    let (address, _server) = serve::start(project::path("www/pkg"), None)?;
    let script = ["benches/browser.mjs", &address, REPORT];
    let printed = step.read(Command::new("node").args(script).env("CHROMIUM", browser.chromium))?;
    let mut lines = printed.lines().rev();
    let repeated = lines.next().and_then(times);
    let first = lines.next().and_then(times);
    first.zip(repeated).ok_or_else(|| step.fail("the last two lines are not lists of times"))
}

/// What benches/page.mjs measures, by its names.
fn page() -> Result<BTreeMap<String, Vec<f64>>, Failure> {
    let browser = setup::browser()?;
    let step = Step { name: "speed of the page", takes: "1 minute", advice: "See benches/page.mjs." };
    let (address, _server) = serve::start(project::path("dist/site"), None)?;
    let script = ["benches/page.mjs", &address, REPORT];
    let printed = step.read(Command::new("node").args(script).env("CHROMIUM", browser.chromium))?;
    let last = printed.lines().last().and_then(|line| serde_json::from_str(line).ok());
    last.ok_or_else(|| step.fail("the last line is not an object of lists"))
}

fn sorted(times: Option<&Vec<f64>>) -> Vec<f64> {
    let mut times = times.cloned().unwrap_or_default();
    times.sort_by(f64::total_cmp);
    times
}

/// The list in the last line of what a benchmark printed, in milliseconds, shortest first.
fn times(printed: &str) -> Option<Vec<f64>> {
    Some(sorted(Some(&serde_json::from_str(printed.lines().last()?).ok()?)))
}

fn row(what: &str, times: Vec<f64>, promised: &str) {
    let (median, high) = (quantile(&times, 50), quantile(&times, 95));
    println!("  {what:<34}{:>6}{median:>10.3}{high:>10.3}{promised:>12}", times.len());
}

/// The smallest time that at least so many per cent of all times do not exceed.
fn quantile(sorted: &[f64], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_times_that_were_measured() {
        let times = times("compiling\n[3, 1, 2, 4]\n").unwrap();
        assert_eq!(times, [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(quantile(&times, 50), 2.0);
        assert_eq!(quantile(&times, 95), 4.0);
        assert!(quantile(&[], 50).is_nan());
    }
}
