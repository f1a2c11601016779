//! The npm package in `www/pkg/` and the page in `dist/site/`.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::process::Command;

use crate::browsers;
use crate::checksums;
use crate::failure::Failure;
use crate::project;
use crate::rules;
use crate::setup;
use crate::step::{self, Step};

/// Prepares the machine and builds everything that a browser loads.
pub fn run() -> Result<(), Failure> {
    module()?;
    page()?;
    println!("· the npm package is in www/pkg/, the page in dist/site/, the page as one file in dist/gouji.html");
    Ok(())
}

/// The npm package. It needs npm's wasm-opt, so the page's packages are installed first.
pub fn module() -> Result<(), Failure> {
    setup::wasm_target()?;
    setup::wasm_bindgen()?;
    setup::wasm_pack()?;
    setup::node_packages()?;
    compile()?;
    package()?;
    let advice = "Mend what the bundler names; if a package is missing, delete www/node_modules and build again.";
    Step { name: "element", takes: "1 second", advice }.run(step::npm().args(["run", "element"]))?;
    checksums::write("www/pkg")
}

/// The page; the module must have been built.
pub fn page() -> Result<(), Failure> {
    setup::node_packages()?;
    let advice = "Mend what the type checker or the bundler names; if a package is missing, delete www/node_modules and build again.";
    Step { name: "page", takes: "10 seconds", advice }.run(step::npm().args(["run", "build"]))?;
    // The bundler empties the folder first.
    rules::page()?;
    checksums::write("dist")
}

/// The page's first module reads text and HTML; the second one reads files as well and is loaded when one is given.
const MODULES: [(&str, &str, &[&str]); 2] = [
    // Named alone, or the command's wish for the file readers would reach both.
    ("WebAssembly module", "www/pkg", &["--", "--package", "gouji"]),
    ("WebAssembly module that reads files", "www/pkg/files", &["--", "--package", "gouji", "--features", "files"]),
];

/// The hand-written end of the module that wasm-bindgen writes.
const GLUE: &str = "www/glue.js";

/// What the modules are made of: sources, versions, and how they are built.
const MADE_OF: [&str; 7] = [".cargo", "Cargo.lock", "Cargo.toml", GLUE, "src", "www/package-lock.json", "xtask/src"];

fn compile() -> Result<(), Failure> {
    let advice = "If rustc reports errors, mend them; if a tool is missing or of a wrong version, delete target/tools and build again.";
    for (name, folder, features) in MODULES {
        let step = Step { name, takes: "1 minute", advice };
        let stamp = step.kept("made");
        if made(folder).is_ok_and(|made| fs::read_to_string(&stamp).is_ok_and(|stamp| stamp == made)) {
            step.skip("built of the same sources before");
            continue;
        }
        let search_path = search_path().map_err(|error| step.fail(error))?;
        step.run(
            Command::new(setup::tools().join("wasm-pack"))
                .args(["build", "--target", "web", "--profile", "wasm", "--out-dir", folder, "--out-name", "gouji"])
                .args(["--mode", "no-install", "--no-pack", "--no-gitignore", "."])
                .args(features)
                .env("PATH", search_path)
                .env("CARGO_ENCODED_RUSTFLAGS", compiler_flags().join("\u{1f}")),
        )?;
        let module = step.io(fs::read(project::path(folder).join("gouji_bg.wasm")))?;
        browsers::validate(&module)
            .map_err(|error| step.fail(format!("the oldest promised browsers cannot run it: {error}")))?;
        let glue = project::path(folder).join("gouji.js");
        let mut code = step.io(fs::read_to_string(&glue))?;
        code.push_str(&step.io(fs::read_to_string(project::path(GLUE)))?);
        step.io(fs::write(&glue, code))?;
        step.io(made(folder).and_then(|made| fs::write(&stamp, made)))?;
    }
    Ok(())
}

/// The compiler, what it was given and what came of it: while this is the same, nothing has to be built.
fn made(folder: &str) -> io::Result<String> {
    let built =
        ["gouji.js", "gouji.d.ts", "gouji_bg.wasm", "gouji_bg.wasm.d.ts"].map(|file| format!("{folder}/{file}"));
    let files: Vec<&str> = MADE_OF.into_iter().chain(built.iter().map(String::as_str)).collect();
    Ok(step::output("rustc", &["--version"]).unwrap_or_default() + &checksums::of(&files)?)
}

/// The installed tools, and npm's wasm-opt, before whatever else the machine has.
fn search_path() -> Result<OsString, std::env::JoinPathsError> {
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let ours = [setup::tools(), project::path("www/node_modules/.bin")];
    std::env::join_paths(ours.into_iter().chain(std::env::split_paths(&inherited)))
}

fn compiler_flags() -> Vec<String> {
    remapped_paths().into_iter().chain(LEFT_OUT.map(|option| format!("-Cllvm-args={option}"))).collect()
}

/// What LLVM leaves out: loops with further counters and values kept for later make further locals, and the module 1 % larger.
const LEFT_OUT: [&str; 3] = ["-disable-lsr", "-enable-pre=false", "-enable-load-pre=false"];

/// The module must not tell, nor change with, the folders of the machine that built it.
fn remapped_paths() -> Vec<String> {
    let cargo_home = std::env::var("CARGO_HOME").ok();
    let home = std::env::home_dir().map(|home| home.join(".cargo").display().to_string());
    let mut flags = vec![format!("--remap-path-prefix={}=gouji", project::root().display())];
    flags.extend(cargo_home.or(home).map(|folder| format!("--remap-path-prefix={folder}=cargo")));
    flags
}

/// The hand-written files of the npm package: its types, manifest and read-me.
fn package() -> Result<(), Failure> {
    let step = Step {
        name: "npm package",
        takes: "no time",
        advice: "See that www/package/ can be read and www/pkg/ written.",
    };
    for entry in step.io(fs::read_dir(project::path("www/package")))? {
        let file = step.io(entry)?;
        step.io(fs::copy(file.path(), project::path("www/pkg").join(file.file_name())))?;
    }
    step.skip("types, manifest and read-me copied from www/package/");
    Ok(())
}
