//! Everything that must hold before a change is shared.

use std::fs;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::build;
use crate::failure::Failure;
use crate::project;
use crate::setup;
use crate::sizes;
use crate::step::{self, Step};

/// Runs every test that can run, and tells at the end how each ended.
pub fn run() -> ExitCode {
    let mut tests = Tests::default();
    tests.take("format", format);
    tests.take("lints", lints);
    tests.take("unit and whole-report tests", native_tests);
    let module_built = tests.take("build of the module", build::module);
    let page_built = tests.take_if(module_built, "build of the page", build::page);
    tests.take_if(module_built, "lints for wasm32", wasm_lints);
    tests.take_if(module_built, "module in the browser", module_tests);
    tests.take_if(module_built, "the module's answers", answers);
    tests.take_if(page_built, "page in the browser", page_tests);
    tests.take_if(page_built, "sizes", sizes::check);
    tests.summary()
}

#[derive(Default)]
struct Tests {
    ended: Vec<(&'static str, Duration, bool)>,
}

impl Tests {
    fn take(&mut self, name: &'static str, test: fn() -> Result<(), Failure>) -> bool {
        println!("\n{name}");
        let start = Instant::now();
        let result = test();
        if let Err(failure) = &result {
            println!("{failure}");
        }
        self.ended.push((name, start.elapsed(), result.is_ok()));
        result.is_ok()
    }

    /// A test that rests on a build. Without it, it counts as failed.
    fn take_if(&mut self, built: bool, name: &'static str, test: fn() -> Result<(), Failure>) -> bool {
        if built {
            return self.take(name, test);
        }
        println!("\n{name}\n· not run, for the build failed");
        self.ended.push((name, Duration::ZERO, false));
        false
    }

    fn summary(&self) -> ExitCode {
        println!();
        for (name, time, passed) in &self.ended {
            println!("{}  {name:<30}{:>7.1} s", if *passed { "passed" } else { "FAILED" }, time.as_secs_f64());
        }
        let passed = self.ended.iter().filter(|(_, _, passed)| *passed).count();
        println!("{passed} passed, {} failed", self.ended.len() - passed);
        if passed == self.ended.len() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn format() -> Result<(), Failure> {
    setup::lint_tools()?;
    Step { name: "cargo fmt", takes: "2 seconds", advice: "Run cargo fmt --all." }
        .run(Command::new("cargo").args(["fmt", "--all", "--check"]))
}

fn lints() -> Result<(), Failure> {
    Step {
        name: "cargo clippy",
        takes: "1 minute",
        advice: "Mend what clippy names; an exception needs its reason beside it.",
    }
    .run(Command::new("cargo").args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn wasm_lints() -> Result<(), Failure> {
    let advice = "Mend what clippy names; src/wasm.rs and tests/browser.rs are compiled only here.";
    Step { name: "cargo clippy for wasm32", takes: "30 seconds", advice }.run(
        Command::new("cargo")
            .args(["clippy", "--package", "gouji", "--lib", "--test", "browser", "--target", "wasm32-unknown-unknown"])
            .args(["--", "-D", "warnings"]),
    )
}

fn native_tests() -> Result<(), Failure> {
    Step { name: "cargo test", takes: "2 minutes", advice: "Run cargo test --workspace to see the failing test alone." }
        .run(Command::new("cargo").args(["test", "--workspace"]))
}

fn module_tests() -> Result<(), Failure> {
    let browser = setup::browser()?;
    let advice = "See tests/browser.rs; if no test has run, Chromium and chromedriver must be of the same version.";
    let step = Step { name: "module tests", takes: "1 minute", advice };
    let settings = project::path("target/xtask/webdriver.json");
    // The test runner itself adds what makes the browser headless.
    let options = json!({ "goog:chromeOptions": {
        "binary": browser.chromium,
        "args": ["disable-gpu", "disable-background-networking", "disable-component-update", "no-first-run"],
    }});
    step.io(fs::create_dir_all(project::path("target/xtask")))?;
    step.io(fs::write(&settings, options.to_string()))?;
    step.run(
        Command::new("cargo")
            .args(["test", "--package", "gouji", "--target", "wasm32-unknown-unknown", "--test", "browser"])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", setup::tools().join("wasm-bindgen-test-runner"))
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings)
            .env("CHROMEDRIVER", browser.driver)
            .env_remove("GECKODRIVER")
            .env_remove("SAFARIDRIVER")
            .env_remove("MSEDGEDRIVER"),
    )
}

/// The module must answer as the library does.
fn answers() -> Result<(), Failure> {
    let advice = "See tests/parity/; where only the module answers otherwise, look at src/wasm.rs.";
    Step { name: "drafts and their reviews", takes: "20 seconds", advice }.run(Command::new("cargo").args([
        "test",
        "--package",
        "gouji",
        "--features",
        "files",
        "--test",
        "whole",
        "parity",
    ]))?;
    Step { name: "same answers", takes: "2 seconds", advice }.run(Command::new("node").arg("tests/parity/compare.mjs"))
}

fn page_tests() -> Result<(), Failure> {
    let browser = setup::browser()?;
    setup::example_packages()?;
    Step { name: "page tests", takes: "1 minute", advice: "Run npm run e2e in www/ to see the failing test alone." }
        // This reporter tells again at the end what failed.
        .run(
            step::npm()
                .args(["run", "e2e"])
                .env("CHROMIUM", browser.chromium)
                .env("NODE_OPTIONS", "--test-reporter=spec"),
        )
}
