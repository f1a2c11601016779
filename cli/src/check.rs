//! `gouji check`: every input through the checker, its review to the renderer.

use crate::arguments::{CheckArguments, FailOn, Format};
use crate::inputs::{self, Input};
use crate::render::{self, Checked};
use crate::{Exit, complain};
use gouji::input::{Draft, Hints};
use gouji::previous::Previous;
use gouji::review::{Review, Summary};
use gouji::{Options, check};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Checks what the arguments name. An error means that the result could not be written.
pub fn run(arguments: &CheckArguments) -> io::Result<Exit> {
    let (previous, mut unreadable) = previous(arguments);
    let inputs = inputs::inputs(&arguments.paths);
    let holds_many = |path: &PathBuf| path.is_dir() || inputs::is_archive(path);
    let many = arguments.paths.len() > 1 || arguments.paths.iter().any(holds_many);
    let mut renderer = render::renderer(arguments.format, many);
    let mut output = BufWriter::new(anstream::AutoStream::auto(io::stdout()));
    let mut progress = Progress::new(inputs.len());
    let mut found = false;
    for (done, input) in inputs.into_iter().enumerate() {
        progress.show(done);
        for input in &input.expanded() {
            match review(input, arguments, previous.as_ref()) {
                Ok((review, is_text)) => {
                    found |= review.of_each_report().any(|review| fails(&review.summary, arguments.fail_on));
                    renderer.checked(&Checked { input, review: &review, is_text }, &mut output)?;
                }
                Err(sentence) => {
                    unreadable = true;
                    progress.clear();
                    complain(&format!("{}：{sentence}", render::visible(&input.name())));
                    renderer.unreadable(input, &sentence);
                }
            }
        }
    }
    progress.clear();
    renderer.end(&mut output)?;
    output.flush()?;
    Ok(match (unreadable, found) {
        (true, _) => Exit::Trouble,
        (false, true) => Exit::Found,
        (false, false) => Exit::Clean,
    })
}

/// Last year's report, or all of a folder, and whether something there could not be read.
fn previous(arguments: &CheckArguments) -> (Option<Previous>, bool) {
    let Some(path) = &arguments.previous else { return (None, false) };
    let inputs: Vec<Input> = inputs::inputs(std::slice::from_ref(path)).into_iter().flat_map(Input::expanded).collect();
    let mut previous = Previous::default();
    let mut unreadable = false;
    for input in &inputs {
        let name = input.path().map(Path::to_string_lossy);
        let hints = Hints { name: name.as_deref(), mime: None, decode: Some(inputs::decode) };
        let read = input.read();
        let added =
            read.and_then(|bytes| previous.add(&Draft::Bytes(&bytes), &hints).map_err(|error| error.to_string()));
        if let Err(sentence) = added {
            unreadable = true;
            complain(&format!("{}：{sentence}", render::visible(&input.name())));
            previous.miss(sentence);
        }
    }
    (Some(previous), unreadable)
}

/// The review, and whether places in it are places in the file.
fn review(input: &Input, arguments: &CheckArguments, previous: Option<&Previous>) -> Result<(Review, bool), String> {
    let bytes = input.read()?;
    let name = input.path().map(Path::to_string_lossy);
    let options = Options {
        hints: Hints { name: name.as_deref(), mime: None, decode: Some(inputs::decode) },
        edition: arguments.edition,
        previous,
        disabled: arguments.disable.clone(),
        with_document: matches!(arguments.format, Format::Text | Format::Sarif),
    };
    let review = check(&Draft::Bytes(&bytes), &options).map_err(|error| error.to_string())?;
    let is_text = review.document.as_ref().is_some_and(|document| inputs::is_text_of(&bytes, &document.text));
    Ok((review, is_text))
}

fn fails(summary: &Summary, fail_on: FailOn) -> bool {
    match fail_on {
        FailOn::Error => summary.errors > 0,
        FailOn::Warning => summary.errors + summary.warnings > 0,
        FailOn::Never => false,
    }
}

/// A line on a terminal that says how far a long run is, where the result itself does not show it.
struct Progress {
    total: usize,
    wanted: bool,
    next: Instant,
    shown: bool,
}

impl Progress {
    const FIRST: Duration = Duration::from_secs(1);
    const EVERY: Duration = Duration::from_millis(200);

    fn new(total: usize) -> Progress {
        let wanted = total > 1 && io::stderr().is_terminal() && !io::stdout().is_terminal();
        Progress { total, wanted, next: Instant::now() + Self::FIRST, shown: false }
    }

    fn show(&mut self, done: usize) {
        if self.wanted && Instant::now() >= self.next {
            let _ = write!(io::stderr(), "\r已检查 {done}/{} 份", self.total);
            self.next = Instant::now() + Self::EVERY;
            self.shown = true;
        }
    }

    fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
