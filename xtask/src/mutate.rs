//! One check removed at a time, in a copy: the named tests must fail. What stays green is a hole in the tests.

mod list;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use self::list::{MUTATIONS, Mutation};
use crate::tree::Tree;

/// Tries all mutations, or those whose name contains a word, with tests that pass before. Errors: tests that fail without any change, a mutation
/// that no longer fits the text, or that no test notices.
#[expect(clippy::print_stdout, reason = "a command line tool talks to its user")]
pub(crate) fn run(tree: &Tree, word: &str) -> Result<()> {
    let copy = tree.root.join("target/mutations/copy");
    copy_of(tree, &copy)?;
    let chosen: Vec<&Mutation> = MUTATIONS.iter().filter(|mutation| mutation.name.contains(word)).collect();
    for tests in chosen.iter().map(|mutation| mutation.tests).collect::<BTreeSet<_>>() {
        if !passes(&copy, tests)? {
            bail!("the tests `{}` fail without any change: what they say of a mutation means nothing", tests.join(" "));
        }
    }
    let mut unnoticed = Vec::new();
    for mutation in chosen {
        let file = copy.join(mutation.file);
        let text = std::fs::read_to_string(&file).with_context(|| format!("read {}", mutation.file))?;
        let changed = changed(mutation, &text)?;
        std::fs::write(&file, changed)?;
        let noticed = !passes(&copy, mutation.tests).with_context(|| format!("try {}", mutation.name))?;
        std::fs::write(&file, text)?;
        println!("{:<9} {}: {}", if noticed { "noticed" } else { "UNNOTICED" }, mutation.name, mutation.tests.join(" "));
        if !noticed {
            unnoticed.push(mutation.name);
        }
    }
    if unnoticed.is_empty() { Ok(()) } else { bail!("no test noticed: {}", unnoticed.join(", ")) }
}

/// The text without the check.
fn changed(mutation: &Mutation, text: &str) -> Result<String> {
    match text.matches(mutation.check).count() {
        1 => Ok(text.replacen(mutation.check, mutation.instead, 1)),
        found => bail!("{}: `{}` stands {found} times in {}", mutation.name, mutation.check, mutation.file),
    }
}

/// Do the tests pass? A copy that does not compile is no mutation.
fn passes(copy: &Path, tests: &[&str]) -> Result<bool> {
    let cargo = |extra: &[&str]| -> Result<bool> {
        let mut command = Command::new("cargo");
        command.current_dir(copy).arg("test").arg("-q").args(tests).args(extra);
        command.env("CARGO_TARGET_DIR", built(copy)).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(command.status().context("start cargo")?.success())
    };
    if !cargo(&["--no-run"])? {
        bail!("the copy does not compile");
    }
    cargo(&[])
}

/// One folder for what is built of the copies, so that each builds only what changed.
fn built(copy: &Path) -> PathBuf {
    copy.with_file_name("built")
}

/// A fresh copy of the project's own texts, and of what is built for the pages. A file that did not change keeps its time: it is not built again.
fn copy_of(tree: &Tree, copy: &Path) -> Result<()> {
    for file in &tree.files {
        write_if_new(&copy.join(&file.path), file.text.as_bytes())?;
    }
    for folder in ["crates/web/assets/dist", "data", "crates/web/assets", "docs/pictures"] {
        copy_bytes(&tree.root.join(folder), &copy.join(folder))?;
    }
    Ok(())
}

fn copy_bytes(from: &Path, to: &Path) -> Result<()> {
    let Ok(entries) = std::fs::read_dir(from) else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_bytes(&entry.path(), &target)?;
        } else {
            write_if_new(&target, &std::fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

fn write_if_new(path: &Path, bytes: &[u8]) -> Result<()> {
    if std::fs::read(path).is_ok_and(|known| known == bytes) {
        return Ok(());
    }
    let folder = path.parent().context("a file lies in a folder")?;
    std::fs::create_dir_all(folder)?;
    std::fs::write(path, bytes).with_context(|| format!("write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mutation_still_fits_the_text() {
        let tree = Tree::of_the_project().unwrap();
        for mutation in MUTATIONS {
            let file = tree.files.iter().find(|file| file.path == mutation.file);
            changed(mutation, &file.unwrap_or_else(|| panic!("{} is gone", mutation.file)).text).unwrap();
        }
    }

    #[test]
    fn mutations_have_names_of_their_own() {
        let mut names: Vec<&str> = MUTATIONS.iter().map(|mutation| mutation.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), MUTATIONS.len());
    }
}
