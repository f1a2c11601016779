//! Reports that a real word processor has written: LibreOffice turns an invented page into every format that it knows, and
//! those are read. The nearest to files of Word that can be had without Word.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gouji::input::Draft;
use gouji::{Options, check};

use crate::round_trip::{hints, setting};
use crate::support::chance::Chance;
use crate::support::hand::{Hand, Written};
use crate::support::reading::{Count, cells, identity, is_expected};
use crate::support::report::{EDITIONS, Report};
use crate::support::shape::Shape;

/// Reports of each edition, where GOUJI_CASES does not say.
const CASES: u64 = 2;
/// How the page is read, and what is written from it.
const WRITER: (&str, [&str; 8]) = (
    "HTML (StarWriter)",
    ["docx", "doc", "odt", "fodt", "rtf", "pdf", "html:HTML (StarWriter)", "xml:MS Word 2003 XML"],
);
/// As a sheet.
const CALC: (&str, [&str; 3]) = ("calc_HTML_WebQuery", ["xlsx", "xls", "html:HTML (StarCalc)"]);

/// Writes the pages in one format into a folder of their own.
fn convert(pages: &[PathBuf], filter: &str, format: &str, folder: &Path) {
    let profile = format!("-env:UserInstallation=file://{}/libreoffice", env!("CARGO_TARGET_TMPDIR"));
    let status = Command::new("soffice")
        .args([&profile, "--headless", &format!("--infilter={filter}"), "--convert-to", format, "--outdir"])
        .arg(folder)
        .args(pages)
        .output()
        .expect("soffice runs");
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
}

#[test]
#[ignore = "takes minutes, and needs LibreOffice"]
fn files_of_an_office_program_are_read_as_they_were_written() {
    if Command::new("soffice").arg("--version").output().is_err() {
        println!("not run: LibreOffice is not installed (apt-get install libreoffice-writer libreoffice-calc)");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("office");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut reports: Vec<(String, Report, Hand, BTreeMap<String, Written>)> = Vec::new();
    let mut pages = Vec::new();
    let (count, first) = (setting("GOUJI_CASES", CASES), setting("GOUJI_SEED", 1));
    for (edition, seed) in
        EDITIONS.into_iter().flat_map(|edition| (first..first + count).map(move |seed| (edition, seed)))
    {
        let mut chance = Chance::seeded(seed + 5000);
        let report = Report::draw(edition, &mut chance);
        let hand = Hand { radicals: false, ..Hand::draw(true, &mut chance) };
        let written = hand.write(&report.figures, &mut chance);
        let parts = report.parts(&written, hand, &mut chance);
        let shape = *chance.pick(&[Shape::WordHtml, Shape::SiteHtml]);
        let name = format!("{edition}-{seed}");
        let page = folder.join(format!("{name}.html"));
        let html = shape.write(&parts, &mut chance).replace("charset=gb2312", "charset=utf-8");
        fs::write(&page, format!("<meta charset=\"utf-8\">{html}")).unwrap();
        pages.push(page);
        let names = written.into_iter().map(|(cell, text)| (report.figures.edition.cell_name(cell), text)).collect();
        reports.push((name, report, hand, names));
    }
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut faults = Vec::new();
    for (filter, formats) in [(WRITER.0, &WRITER.1[..]), (CALC.0, &CALC.1[..])] {
        for format in formats {
            let ending = format.split(':').next().unwrap();
            let of_format = folder.join(format!("{} {ending}", filter.replace(['(', ')', ' '], "")));
            fs::create_dir_all(&of_format).unwrap();
            convert(&pages, filter, format, &of_format);
            for (name, report, hand, written) in &reports {
                let path = of_format.join(format!("{name}.{ending}"));
                let mut tell = |fault: String| faults.push(format!("{}: {fault}", path.display()));
                let Ok(file) = fs::read(&path) else {
                    tell("was not written".to_owned());
                    continue;
                };
                let review = match check(&Draft::Bytes(&file), &Options { hints: hints(), ..Options::default() }) {
                    Ok(review) => review,
                    Err(error) => {
                        tell(format!("{error:?}"));
                        continue;
                    }
                };
                let count = counts.entry(format!("{filter} {ending}")).or_default();
                identity(report, &review).into_iter().chain(cells(written, true, &review, count)).for_each(&mut tell);
                for finding in &review.findings {
                    if !is_expected(report, hand.blank_noughts, finding.severity, finding.code) {
                        tell(format!("{} {}", finding.code, finding.message));
                    }
                }
            }
        }
    }
    println!("{:<30}{}", "format", Count::heads());
    for (format, count) in &counts {
        println!("{format:<30}{count}");
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
