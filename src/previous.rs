//! Last year's report, which this year's is compared with: given beside the draft, or pasted in the same draft.

use crate::document::Document;
use crate::input::{Draft, Hints, InputError, read};
use crate::letters::letters;
use crate::parts::parts;
use crate::report::{Report, understand};

/// Whether reports are compared with last year's: the page's first module leaves that to the second one, as it does files.
pub const COMPARES: bool = cfg!(any(feature = "files", not(target_arch = "wasm32")));

/// Last year's report, found. Where nothing is compared there can be none, so that the compiler leaves the comparing out.
#[derive(Debug)]
pub struct LastYear<'a> {
    report: &'a Report<'a>,
    #[cfg(all(target_arch = "wasm32", not(feature = "files")))]
    #[allow(dead_code, reason = "it only says that there is none")]
    nobody: std::convert::Infallible,
}

impl<'a> LastYear<'a> {
    /// The report as last year's; none where nothing is compared.
    pub fn of(report: &'a Report<'a>) -> Option<LastYear<'a>> {
        #[cfg(any(feature = "files", not(target_arch = "wasm32")))]
        return Some(LastYear { report });
        #[cfg(all(target_arch = "wasm32", not(feature = "files")))]
        {
            let _ = report;
            None
        }
    }
}

impl<'a> std::ops::Deref for LastYear<'a> {
    type Target = Report<'a>;

    fn deref(&self) -> &Report<'a> {
        self.report
    }
}

/// Reports of which one may be last year's.
#[derive(Debug, Default)]
pub struct Previous {
    reports: Vec<Earlier>,
    /// Why something could not be read.
    unreadable: Option<String>,
    /// Whether they stand in the draft itself, so that nobody has said that one of them is last year's.
    is_draft: bool,
}

/// A report and what tells it from others.
#[derive(Debug)]
struct Earlier {
    document: Document,
    is_report: bool,
    year: Option<u16>,
    /// As printed; empty where it was not found.
    agency: String,
}

impl Previous {
    /// Reads one draft, which may hold several reports; what cannot be read is told when it is asked for.
    pub fn read(draft: &Draft, hints: &Hints) -> Previous {
        let mut previous = Previous::default();
        if let Err(error) = previous.add(draft, hints) {
            previous.miss(error.to_string());
        }
        previous
    }

    /// Remembers that something was given that could not be read, and why, a sentence.
    pub fn miss(&mut self, why: String) {
        self.unreadable = Some(why);
    }

    /// Reads one more draft.
    pub fn add(&mut self, draft: &Draft, hints: &Hints) -> Result<(), InputError> {
        self.add_parts(&read(draft, hints)?);
        Ok(())
    }

    /// The reports of a draft that holds several.
    pub fn in_draft(document: &Document) -> Previous {
        let mut previous = Previous { is_draft: true, ..Previous::default() };
        previous.add_parts(document);
        previous
    }

    fn add_parts(&mut self, document: &Document) {
        let parts = parts(document);
        for part in &parts {
            self.reports.push(Earlier::of(document.part(*part)));
        }
        if parts.is_empty() {
            self.reports.push(Earlier::of(document.clone()));
        }
    }

    /// The report of the year before and of the same agency; none where nothing was given.
    ///
    /// # Errors
    /// A sentence why what was given is not last year's report.
    pub fn of(&self, report: &Report) -> Result<Option<&Document>, String> {
        let agency = report.agency.map_or("", |agency| agency.of(report.text()));
        let wanted = report.year.map(|year| year.saturating_sub(1));
        let is_it = |earlier: &&Earlier| {
            let known = earlier.is_report && wanted.is_some() && !agency.is_empty() && !earlier.agency.is_empty();
            known && earlier.year == wanted && is_same_agency(&earlier.agency, agency)
        };
        if let Some(earlier) = self.reports.iter().find(is_it) {
            return Ok(Some(&earlier.document));
        }
        if self.is_draft {
            return Ok(None);
        }
        match self.reports.as_slice() {
            [] => match &self.unreadable {
                Some(why) => Err(format!("上年的报告没有读出来：{}", why.strip_suffix('。').unwrap_or(why))),
                None => Ok(None),
            },
            [only] => only.unless_unlike(wanted, agency),
            _ => Err("给出的上年报告里没有本机关上一年的报告".to_owned()),
        }
    }
}

impl Earlier {
    fn of(document: Document) -> Earlier {
        let report = understand(&document, None);
        let (is_report, year) = (report.edition.is_some(), report.year);
        let agency = report.agency.map_or("", |agency| agency.of(&document.text)).to_owned();
        Earlier { is_report, year, agency, document }
    }

    /// The report that someone says is last year's, unless it is of another year or agency, as far as these are known.
    fn unless_unlike(&self, wanted: Option<u16>, agency: &str) -> Result<Option<&Document>, String> {
        if !self.is_report {
            return Err("给出的上年报告没有识别出是年度报告".to_owned());
        }
        if let (Some(year), Some(wanted)) = (self.year, wanted)
            && year != wanted
        {
            return Err(format!("给出的上年报告是{year}年的，不是{wanted}年的"));
        }
        if !self.agency.is_empty() && !agency.is_empty() && !is_same_agency(&self.agency, agency) {
            return Err(format!("给出的上年报告是“{}”的，不是“{agency}”的", self.agency));
        }
        Ok(Some(&self.document))
    }
}

/// What an agency may be named with or without.
const SUFFIXES: [&str; 7] = ["办公室", "办公厅", "人民政府", "政府", "管理委员会", "管委会", "办事处"];

/// Whether two names are of one agency: 云溪县, 云溪县人民政府 and 青禾省云溪县人民政府办公室 are.
fn is_same_agency(one: &str, other: &str) -> bool {
    let bare = |name: &str| {
        let mut name: String = letters(name).into_iter().collect();
        for suffix in SUFFIXES {
            if let Some(rest) = name.strip_suffix(suffix) {
                name.truncate(rest.len());
            }
        }
        name
    };
    let (one, other) = (bare(one), bare(other));
    one.ends_with(&other) || other.ends_with(&one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(title: &str) -> String {
        format!("{title}\n一、总体情况\n主动公开政府信息12条。\n二、主动公开政府信息情况\n无。\n")
    }

    fn answer(given: &[&str], draft: &str) -> Result<Option<String>, String> {
        let mut previous = Previous::default();
        for text in given {
            previous.add(&Draft::Text(text), &Hints::default()).expect("text");
        }
        let document = read(&Draft::Text(draft), &Hints::default()).expect("text");
        let found = previous.of(&understand(&document, None))?;
        Ok(found.and_then(|document| document.text.lines().find(|line| !line.trim().is_empty()).map(str::to_owned)))
    }

    #[test]
    fn the_report_of_the_year_before_is_taken() {
        let draft = report("云溪县2023年政府信息公开工作年度报告");
        let last = "云溪县人民政府2022年政府信息公开工作年度报告";
        let other = "青禾区2022年政府信息公开工作年度报告";
        assert_eq!(answer(&[], &draft), Ok(None));
        assert_eq!(answer(&[&report(last)], &draft), Ok(Some(last.to_owned())));
        assert_eq!(answer(&[&report(other), &report(last)], &draft), Ok(Some(last.to_owned())));
        assert!(answer(&[&report("政府信息公开工作年度报告")], &draft).is_ok(), "neither year nor agency told");
    }

    #[test]
    fn another_report_is_none_and_why() {
        let draft = report("云溪县2023年政府信息公开工作年度报告");
        for (given, why) in [
            ("云溪县2021年政府信息公开工作年度报告", "给出的上年报告是2021年的，不是2022年的"),
            ("云溪县2023年政府信息公开工作年度报告", "给出的上年报告是2023年的，不是2022年的"),
            ("云溪县教育局2022年政府信息公开工作年度报告", "给出的上年报告是“云溪县教育局”的，不是“云溪县”的"),
        ] {
            assert_eq!(answer(&[&report(given)], &draft), Err(why.to_owned()));
        }
        assert!(answer(&["今天下雨。"], &draft).is_err());
    }

    #[test]
    fn names_of_one_agency() {
        assert!(is_same_agency("云溪县", "青禾省云溪县人民政府办公室"));
        assert!(is_same_agency("云溪高新区", "云溪高新区管委会"));
        assert!(is_same_agency("云溪县教育局办公室", "云溪县教育局"));
        assert!(!is_same_agency("云溪县", "云溪县教育局"));
        assert!(!is_same_agency("云溪县教育局", "云溪县卫生健康局"));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let previous = Previous::read(&Draft::Text(" "), &Hints::default());
        let document =
            read(&Draft::Text(&report("云溪县2023年政府信息公开工作年度报告")), &Hints::default()).expect("text");
        assert!(previous.of(&understand(&document, None)).is_err_and(|why| why.starts_with("上年的报告没有读出来：")));
    }
}
