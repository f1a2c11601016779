//! The reviews as JSON, just as the contract has them.

use super::{Checked, Renderer};
use std::io::{self, Write};

/// One object, or an array of them.
pub struct Json {
    many: bool,
    any: bool,
}

impl Json {
    /// `many`: an array, whatever its length.
    pub fn new(many: bool) -> Json {
        Json { many, any: false }
    }
}

impl Renderer for Json {
    fn checked(&mut self, checked: &Checked, output: &mut dyn Write) -> io::Result<()> {
        if self.many {
            output.write_all(if self.any { b",\n" } else { b"[\n" })?;
        }
        self.any = true;
        serde_json::to_writer_pretty(&mut *output, checked.review)?;
        if self.many { Ok(()) } else { output.write_all(b"\n") }
    }

    fn end(&mut self, output: &mut dyn Write) -> io::Result<()> {
        match (self.many, self.any) {
            (true, true) => output.write_all(b"\n]\n"),
            (true, false) => output.write_all(b"[]\n"),
            (false, _) => Ok(()),
        }
    }
}

/// One line a report.
pub struct JsonLines;

impl Renderer for JsonLines {
    fn checked(&mut self, checked: &Checked, output: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer(&mut *output, checked.review)?;
        output.write_all(b"\n")?;
        output.flush()
    }

    fn end(&mut self, _output: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
