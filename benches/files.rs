//! How fast and with how much memory files of every kind are read here, those of a report's size and those of 20 MB. Prints a line of JSON for each kind: its name, bytes,
//! milliseconds of each run, and the most memory that the process had, in bytes.
//!
//! Every kind is read in a process of its own, so that the memory is that of one file.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    reason = "what is shared with the tests may panic"
)]

#[path = "../tests/input/files/mod.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod files;
#[path = "../tests/input/old_word_file.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod old_word_file;
#[path = "../tests/input/paper.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod paper;
#[path = "../tests/input/sheet_file.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod sheet_file;
#[path = "../tests/support/mod.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod support;
#[path = "../tests/input/word_file.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod word_file;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use files::{Kind, with_picture};
use gouji::input::{Draft, Hints};
use gouji::limits::MAX_INPUT_BYTES;
use gouji::{Options, check};
use support::chance::Chance;
use support::hand::Hand;
use support::report::{Part, Report};

/// Of a report; of a large file there are a few.
const RUNS: usize = 30;
/// Running text of a real report, in paragraphs of 130 characters.
const PARAGRAPHS: usize = 30;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    match arguments.next() {
        Some(path) => measure(Path::new(&path)),
        None => {
            Kind::ALL.into_iter().for_each(|kind| in_own_process(kind, false));
            Kind::ALL.into_iter().for_each(|kind| in_own_process(kind, true));
        }
    }
}

/// Writes a file, as large as is accepted or as a report is, and starts this program again with it.
fn in_own_process(kind: Kind, large: bool) {
    let mut chance = Chance::seeded(2021);
    let report = Report::draw("2021", &mut chance);
    let written = Hand::default().write(&report.figures, &mut chance);
    let mut parts = report.parts(&written, Hand::default(), &mut chance);
    let prose = "围绕群众关心的事项及时公开办事指南和办理结果，逐条核对历年文件的效力，".repeat(4);
    parts.splice(2..2, (0..PARAGRAPHS).map(|_| Part::Paragraph(prose.clone())));
    let file = if large {
        with_picture(kind, &parts, MAX_INPUT_BYTES - 1_000_000, &mut chance)
    } else {
        Some(kind.write(&parts, &mut chance))
    };
    let Some(file) = file else { return };
    let folder = Path::new("target/bench").join(if large { "large" } else { "report" });
    fs::create_dir_all(&folder).expect("target can be written");
    let path = folder.join(format!("{kind:?}.{}", kind.ending()));
    fs::write(&path, file).expect("target can be written");
    let program = std::env::current_exe().expect("this program");
    let status = Command::new(program).arg(&path).status().expect("this program starts");
    assert!(status.success(), "{}", path.display());
}

fn measure(path: &Path) {
    let file = fs::read(path).expect("the file was written");
    let decode = |bytes: &[u8]| {
        let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
        Some(text.into_owned())
    };
    let options = Options { hints: Hints { decode: Some(decode), ..Hints::default() }, ..Options::default() };
    let mut times = Vec::new();
    let runs = if file.len() > 1_000_000 { 3 } else { RUNS };
    for _ in 0..runs {
        let start = Instant::now();
        check(&Draft::Bytes(&file), &options).expect("the file can be read");
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    let name = path.file_stem().map_or("", |name| name.to_str().unwrap_or(""));
    println!("{{\"kind\":\"{name}\",\"bytes\":{},\"times\":{times:?},\"memory\":{}}}", file.len(), peak_memory());
}

/// The most memory that this process has had, in bytes; 0 where the system does not say.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok())
        .map_or(0, |kilobytes| kilobytes * 1024)
}
