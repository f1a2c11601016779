//! What a first visit has to load, in bytes after gzip, beside what is promised.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::failure::Failure;
use crate::project;
use crate::step::Step;

/// The most that each part may weigh, in bytes after gzip; a part that is only recorded has no budget.
const BUDGETS: [(&str, Option<u64>); 4] =
    [("files", None), ("glue", None), ("module", Some(180 * 1024)), ("page", Some(260 * 1024))];
/// How far a size may be from the recorded one before a person has to look at it.
const TOLERATED_PERCENT: u64 = 2;
/// Parts of `dist/site/` that a first visit does not load: folders and pages at its top, among them the page as one file,
/// and what reads files.
const LATER: [&str; 6] = ["docs", "examples", "files", "gouji", "offline", "rules"];
const RECORD: &str = "benches/sizes.json";

const STEP: Step = Step {
    name: "sizes",
    takes: "2 seconds",
    advice: "If the growth is meant, run cargo xtask build --sizes to record it and commit benches/sizes.json; \
             past a budget, make the part smaller. If a file is missing, run cargo xtask build.",
};

type Sizes = BTreeMap<String, u64>;

/// Writes the present sizes to `benches/sizes.json`.
pub fn record() -> Result<(), Failure> {
    let sizes = STEP.io(measure())?;
    let text = serde_json::to_string_pretty(&sizes).map_err(|error| STEP.fail(error))?;
    STEP.io(fs::write(project::path(RECORD), text + "\n"))?;
    println!("{}· recorded in {RECORD}", table(&sizes));
    Ok(())
}

/// Fails when a part is past its budget, or far from what is recorded.
pub fn check() -> Result<(), Failure> {
    let sizes = STEP.io(measure())?;
    print!("{}", table(&sizes));
    let recorded = recorded().map_err(|error| STEP.fail(format!("{RECORD}: {error}")))?;
    let complaints = complaints(&sizes, &recorded);
    if complaints.is_empty() { Ok(()) } else { Err(STEP.fail(complaints.join("\n"))) }
}

/// A line for each part: its size and its budget.
pub fn report() -> Result<String, Failure> {
    Ok(table(&STEP.io(measure())?))
}

fn recorded() -> io::Result<Sizes> {
    Ok(serde_json::from_str(&fs::read_to_string(project::path(RECORD))?)?)
}

fn measure() -> io::Result<Sizes> {
    Ok(Sizes::from([
        ("files".to_owned(), file_size(&project::path("www/pkg/files/gouji_bg.wasm"))?),
        ("glue".to_owned(), file_size(&project::path("www/pkg/gouji.js"))?),
        ("module".to_owned(), file_size(&project::path("www/pkg/gouji_bg.wasm"))?),
        ("page".to_owned(), folder_size(&project::path("dist/site"), Path::new(""))?),
    ]))
}

fn folder_size(site: &Path, relative: &Path) -> io::Result<u64> {
    let mut size = 0;
    for entry in fs::read_dir(site.join(relative))? {
        let entry = entry?;
        let path = relative.join(entry.file_name());
        if is_loaded_later(&path) {
            continue;
        }
        size += if entry.file_type()?.is_dir() { folder_size(site, &path)? } else { file_size(&entry.path())? };
    }
    Ok(size)
}

fn is_loaded_later(path: &Path) -> bool {
    let source_map = path.extension().is_some_and(|extension| extension == "map");
    let name = path.iter().next().map(Path::new).and_then(Path::file_stem);
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    source_map || file.starts_with("files") || name.is_some_and(|name| LATER.iter().any(|later| name == *later))
}

fn file_size(path: &Path) -> io::Result<u64> {
    let content =
        fs::read(path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", project::shown(path))))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&content)?;
    Ok(encoder.finish()?.len() as u64)
}

fn table(sizes: &Sizes) -> String {
    let line = |(part, budget): &(&str, Option<u64>)| {
        let size = kilobytes(sizes.get(*part).copied().unwrap_or_default());
        let budget = budget.map_or("no budget".to_owned(), |budget| format!("at most {}", kilobytes(budget)));
        format!("  {part:<8}{size:>10} gzip   {budget}\n")
    };
    BUDGETS.iter().map(line).collect()
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{} KB", bytes / 1024, bytes % 1024 * 10 / 1024)
}

fn complaints(sizes: &Sizes, recorded: &Sizes) -> Vec<String> {
    let mut complaints = Vec::new();
    for (part, budget) in BUDGETS {
        let size = sizes.get(part).copied().unwrap_or_default();
        let before = recorded.get(part).copied().unwrap_or_default();
        if let Some(budget) = budget.filter(|budget| size > *budget) {
            complaints.push(format!("{part}: {size} bytes are past the budget of {budget}"));
        }
        if size.abs_diff(before) * 100 > before * TOLERATED_PERCENT {
            complaints
                .push(format!("{part}: {size} bytes, recorded are {before}; run cargo xtask build --sizes to record"));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(glue: u64, module: u64, page: u64) -> Sizes {
        Sizes::from([("glue".to_owned(), glue), ("module".to_owned(), module), ("page".to_owned(), page)])
    }

    #[test]
    fn small_changes_pass() {
        assert!(complaints(&sizes(10_000, 102_000, 200_000), &sizes(10_000, 100_000, 200_000)).is_empty());
    }

    #[test]
    fn growth_and_shrinking_past_the_tolerance_fail() {
        assert_eq!(complaints(&sizes(10_000, 102_001, 200_000), &sizes(10_000, 100_000, 200_000)).len(), 1);
        assert_eq!(complaints(&sizes(10_000, 97_999, 200_000), &sizes(10_000, 100_000, 200_000)).len(), 1);
    }

    #[test]
    fn a_part_past_its_budget_fails_even_when_recorded() {
        let sizes = sizes(10_000, 180 * 1024 + 1, 260 * 1024 + 1);
        assert_eq!(complaints(&sizes, &sizes).len(), 2);
    }

    #[test]
    fn maps_examples_and_documentation_are_loaded_later() {
        for path in ["assets/index.js.map", "rules.html", "docs/page.html", "examples/clean.html", "offline.html"] {
            assert!(is_loaded_later(Path::new(path)), "{path}");
        }
        for path in ["index.html", "assets/index.js", "assets/rules.js", "icon.svg"] {
            assert!(!is_loaded_later(Path::new(path)), "{path}");
        }
    }
}
