//! The checksums of what is released, in the form that `sha256sum --check` reads.

use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::project;
use crate::step::Step;

const LIST: &str = "SHA256SUMS";

/// Lists all files of a folder with their checksums in its file `SHA256SUMS`.
pub fn write(folder: &str) -> Result<(), Failure> {
    let name = format!("checksums in {folder}/{LIST}");
    let step = Step { name: &name, takes: "no time", advice: "See that the folder can be read and written." };
    let folder = project::path(folder);
    let list = step.io(list(&folder))?;
    step.io(fs::write(folder.join(LIST), &list))?;
    step.skip(&format!("{} files", list.lines().count()));
    Ok(())
}

/// The checksums of files, and of all files in folders, named from the project's root.
pub fn of(paths: &[&str]) -> io::Result<String> {
    let root = project::root();
    let mut files = Vec::new();
    for path in paths {
        if root.join(path).is_dir() {
            collect(root, &format!("{path}/"), &mut files)?
        } else {
            files.push((*path).to_owned())
        }
    }
    lines(root, files)
}

fn list(folder: &Path) -> io::Result<String> {
    let mut paths = Vec::new();
    collect(folder, "", &mut paths)?;
    paths.retain(|path| path != LIST);
    lines(folder, paths)
}

fn lines(folder: &Path, mut paths: Vec<String>) -> io::Result<String> {
    paths.sort();
    paths.iter().map(|path| Ok(line(path, &fs::read(folder.join(path))?))).collect()
}

fn collect(folder: &Path, relative: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder.join(relative))? {
        let entry = entry?;
        let name = entry.file_name();
        let path = format!("{relative}{}", name.to_string_lossy());
        if entry.file_type()?.is_dir() { collect(folder, &format!("{path}/"), paths)? } else { paths.push(path) }
    }
    Ok(())
}

fn line(path: &str, content: &[u8]) -> String {
    let digits: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{digits}  {path}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_sha256sum_prints() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  site/a.js\n";
        assert_eq!(line("site/a.js", b""), empty);
    }

    #[test]
    fn every_file_is_listed_in_order_but_the_list_itself() {
        let folder = project::path("target/xtask/checksums-test");
        fs::create_dir_all(folder.join("site")).unwrap();
        for file in [LIST, "site/b.js", "a.html"] {
            fs::write(folder.join(file), file).unwrap();
        }
        let list = list(&folder).unwrap();
        let paths: Vec<_> = list.lines().filter_map(|line| line.split("  ").nth(1)).collect();
        assert_eq!(paths, ["a.html", "site/b.js"]);
    }

    #[test]
    fn files_and_folders_are_told_apart_by_what_is_in_them() {
        let folder = "target/xtask/checksums-of-test";
        fs::create_dir_all(project::path(folder).join("src")).unwrap();
        let written = |content: &str| {
            fs::write(project::path(folder).join("src/lib.rs"), content).unwrap();
            of(&[&format!("{folder}/src"), "Cargo.toml"]).unwrap()
        };
        let before = written("one");
        let paths: Vec<_> = before.lines().filter_map(|line| line.split("  ").nth(1)).collect();
        assert_eq!(paths, ["Cargo.toml", &format!("{folder}/src/lib.rs")]);
        assert!(written("two") != before && written("one") == before);
        assert!(of(&["no-such-file"]).is_err());
    }
}
