//! The project's own text files, without what is built or installed.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Folders that hold nothing of ours.
const FOREIGN: [&str; 7] = [".git", ".tools", "target", "node_modules", "var", "dist", "test-results"];

/// One text file.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// From the root of the project, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    /// The part after the last dot of the name; empty without one.
    pub(crate) fn ending(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// `path:line: message`, so that an editor can jump there.
    pub(crate) fn fault(&self, line: usize, message: &str) -> String {
        format!("{}:{line}: {message}", self.path)
    }
}

/// All text files, in the order of their paths.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) root: PathBuf,
    pub(crate) files: Vec<File>,
}

impl Tree {
    /// The project that this tool belongs to.
    pub(crate) fn of_the_project() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the folder above xtask")?;
        let mut tree = Self { root: root.to_path_buf(), files: Vec::new() };
        collect(root, root, &mut tree.files)?;
        tree.files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(tree)
    }

    /// A made-up project.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        Self { root: PathBuf::from("nowhere"), files: files.iter().map(file).collect() }
    }

    /// The files below a folder whose names end in one of `endings`.
    pub(crate) fn below<'a>(&'a self, folder: &'a str, endings: &'a [&str]) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.starts_with(folder) && endings.contains(&file.ending()))
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("list {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if FOREIGN.contains(&name.as_str()) {
            // also a file: `.git` of a second working tree
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(root, &path, files)?;
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            // What is no UTF-8 (pictures, fonts) is no text of ours.
            let path = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            files.push(File { path, text });
        }
    }
    Ok(())
}
