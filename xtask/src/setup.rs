//! What a machine needs beyond Rust, Node and a shell. Everything that is there is left alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::project;
use crate::step::{self, Step};

/// The wasm-pack that the build is known to work with.
const WASM_PACK_VERSION: &str = "0.15.1";
/// The oldest Node that the page's build tools run on: major, minor.
const OLDEST_NODE: (u32, u32) = (20, 19);
const ONLINE: &str =
    "Check that the package registry can be reached, then run the command again; what is done is kept.";

/// The folder that holds the installed tools.
pub fn tools() -> PathBuf {
    project::path("target/tools/bin")
}

/// rustfmt and clippy, which a minimal installation of Rust lacks.
pub fn lint_tools() -> Result<(), Failure> {
    let step = Step { name: "rustfmt and clippy", takes: "20 seconds", advice: ONLINE };
    if step::output("cargo", &["fmt", "--version"]).is_some()
        && step::output("cargo", &["clippy", "--version"]).is_some()
    {
        step.skip("installed");
        return Ok(());
    }
    step.run(Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]))
}

/// Rust's standard library for the browser.
pub fn wasm_target() -> Result<(), Failure> {
    let step = Step { name: "Rust for wasm32", takes: "20 seconds", advice: ONLINE };
    let target = "wasm32-unknown-unknown";
    let library = step::output("rustc", &["--print", "target-libdir", "--target", target]);
    if library.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        step.skip("installed");
        return Ok(());
    }
    step.run(Command::new("rustup").args(["target", "add", target]))
}

/// The binding generator and its test runner, of the version that the library was compiled against.
pub fn wasm_bindgen() -> Result<(), Failure> {
    let advice = "Cargo.lock must name wasm-bindgen: run `cargo generate-lockfile`.";
    let step = Step { name: "wasm-bindgen", takes: "no time", advice };
    let lock = step.io(fs::read_to_string(project::path("Cargo.lock")))?;
    let version = locked_version(&lock, "wasm-bindgen").ok_or_else(|| step.fail("Cargo.lock has no wasm-bindgen"))?;
    tool("wasm-bindgen-cli", "wasm-bindgen", version)
}

/// The tool that compiles the module and runs the generator and the optimiser over it.
pub fn wasm_pack() -> Result<(), Failure> {
    tool("wasm-pack", "wasm-pack", WASM_PACK_VERSION)
}

fn tool(package: &str, program: &str, version: &str) -> Result<(), Failure> {
    let name = format!("{package} {version}");
    let step = Step { name: &name, takes: "3 minutes, once", advice: ONLINE };
    let installed = step::output(&tools().join(program).to_string_lossy(), &["--version"]);
    if installed.is_some_and(|line| line.split_whitespace().nth(1) == Some(version)) {
        step.skip("installed");
        return Ok(());
    }
    let root = project::path("target/tools");
    step.run(
        Command::new("cargo")
            .args(["install", package, "--version", version, "--locked", "--force", "--root"])
            .arg(&root)
            .env("CARGO_TARGET_DIR", root.join("build")),
    )
}

/// The page's packages, exactly those of its lock file.
pub fn node_packages() -> Result<(), Failure> {
    let (major, minor) = OLDEST_NODE;
    let advice = format!("Install Node {major}.{minor} or newer.");
    let step = Step { name: "Node", takes: "no time", advice: &advice };
    let version = step::output("node", &["--version"]).ok_or_else(|| step.fail("`node --version` cannot be run"))?;
    if node_version(&version).is_none_or(|version| version < OLDEST_NODE) {
        return Err(step.fail(format!("this machine has Node {}", version.trim())));
    }

    packages_of("www")
}

/// The editors of the examples, which only their tests need.
pub fn example_packages() -> Result<(), Failure> {
    packages_of("www/examples")
}

fn packages_of(folder: &str) -> Result<(), Failure> {
    let name = format!("npm packages of {folder}/");
    let step = Step { name: &name, takes: "30 seconds", advice: ONLINE };
    let folder = project::path(folder);
    // npm writes this file last.
    let installed = modified(&folder.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= modified(&folder.join("package-lock.json")) {
        step.skip("installed");
        return Ok(());
    }
    step.run(step::npm().current_dir(folder).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]))
}

/// An installed Chromium and its driver.
pub struct Browser {
    /// The browser's program.
    pub chromium: PathBuf,
    /// The program that drives it for the tests of the module.
    pub driver: PathBuf,
}

/// Finds Chromium, or installs Debian's where apt is there.
pub fn browser() -> Result<Browser, Failure> {
    let packages = ["chromium", "chromium-driver", "fonts-noto-cjk"];
    let advice = "Install Chromium or Google Chrome with the chromedriver of the same version, put both on PATH or name them \
                  by CHROMIUM and CHROMEDRIVER. On Debian, as root: apt-get update && apt-get install chromium \
                  chromium-driver fonts-noto-cjk";
    let step = Step { name: "Chromium", takes: "2 minutes, once", advice };
    if let Some(browser) = find_browser() {
        step.skip(&format!("{}", browser.chromium.display()));
        return Ok(browser);
    }
    if which::which("apt-get").is_err() {
        return Err(step.fail("neither Chromium with its driver nor apt-get is on PATH"));
    }
    Step { name: "apt-get update", takes: "20 seconds", advice }.run(Command::new("apt-get").arg("update"))?;
    step.run(
        Command::new("apt-get")
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )?;
    find_browser().ok_or_else(|| step.fail("Chromium was installed, but is not on PATH"))
}

fn find_browser() -> Option<Browser> {
    let named = |variable: &str| std::env::var_os(variable).map(PathBuf::from);
    let first = |programs: &[&str]| programs.iter().find_map(|program| which::which(program).ok());
    Some(Browser {
        chromium: named("CHROMIUM").or_else(|| first(&["chromium", "chromium-browser", "google-chrome"]))?,
        driver: named("CHROMEDRIVER").or_else(|| first(&["chromedriver"]))?,
    })
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

fn node_version(printed: &str) -> Option<(u32, u32)> {
    let mut numbers = printed.trim().trim_start_matches('v').split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locked_version_is_that_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.3\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.3"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn node_versions_compare_by_number() {
        assert!(node_version("v20.9.0\n") < Some(OLDEST_NODE));
        assert!(node_version("v20.19.0\n") >= Some(OLDEST_NODE));
        assert!(node_version("v22.1.0\n") > Some(OLDEST_NODE));
        assert_eq!(node_version("unknown"), None);
    }
}
