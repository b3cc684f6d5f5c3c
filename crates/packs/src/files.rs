//! Where the files of the packs come from: the program itself and folders of the operator.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use crate::fault::PackFault;

/// Largest file of a pack; norms of a nation take far less.
const MAX_FILE_BYTES: u64 = 4 << 20;
const MAX_FILES: usize = 20_000;
const MAX_DEPTH: usize = 4;

#[derive(rust_embed::Embed)]
#[folder = "../../packs"]
struct Embedded;

/// Files by pack folder, then by name.
#[derive(Debug, Clone, Default)]
pub(crate) struct PackFiles {
    pub(crate) packs: BTreeMap<String, BTreeMap<String, Cow<'static, [u8]>>>,
}

impl PackFiles {
    /// The packs that the program carries.
    pub(crate) fn embedded() -> Self {
        let mut files = Self::default();
        for path in Embedded::iter().filter(|path| [".toml", ".csv", ".json"].iter().any(|ending| path.ends_with(ending))) {
            if let Some(file) = Embedded::get(&path) {
                files.put(&path, file.data);
            }
        }
        files
    }

    /// The packs of a folder. Hidden files and Markdown are passed over; a file that is too large or cannot be read is a fault.
    pub(crate) fn of_folder(folder: &Path) -> (Self, Vec<PackFault>) {
        let mut files = Self::default();
        let mut faults = Vec::new();
        let mut seen = 0;
        if let Err(error) = walk(folder, "", 0, &mut seen, &mut |path, read| match read {
            Ok(bytes) => files.put(path, Cow::Owned(bytes)),
            Err(found) => {
                let (pack, file) = split(path);
                faults.push(PackFault::new(pack, file, "", "a readable file of at most 4 MiB", found));
            }
        }) {
            let expected = "a folder with instruments, warnings or calendars";
            faults.push(PackFault::new(&folder.display().to_string(), "", "", expected, error.to_string()));
        }
        (files, faults)
    }

    fn put(&mut self, path: &str, bytes: Cow<'static, [u8]>) {
        let (pack, file) = split(path);
        self.packs.entry(pack.to_owned()).or_default().insert(file.to_owned(), bytes);
    }

    /// Lays an operator's files over these. A folder with its own main file (`pack.toml`, `rule.toml`) stands for itself;
    /// one without adds its files to the pack of the same name.
    ///
    /// Returns the instruments and notices whose shipped content the operator changed: answers and consents are tied to a version, so this
    /// is not allowed.
    pub(crate) fn overlay(&mut self, over: Self) -> Vec<PackFault> {
        let mut changed = Vec::new();
        for (pack, files) in over.packs {
            let shipped = self.packs.entry(pack.clone()).or_default();
            for (file, bytes) in &files {
                let scoring =
                    pack.starts_with("instruments/") && ["pack.toml", "items.toml", "scoring.toml"].contains(&file.as_str());
                // consents are tied to the words that were shown
                let fixed = scoring || pack.starts_with("notices/");
                if fixed && shipped.get(file).is_some_and(|before| before != bytes) {
                    let expected = "the content that the program ships for this version (a changed meaning is a new version)";
                    changed.push(PackFault::new(&pack, file, "", expected, "other content"));
                }
            }
            if files.contains_key("pack.toml") || files.contains_key("rule.toml") {
                *shipped = files;
            } else {
                shipped.extend(files);
            }
        }
        changed
    }

    /// Names of the pack folders.
    pub(crate) fn names(&self) -> BTreeSet<String> {
        self.packs.keys().cloned().collect()
    }
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

type Seen<'a> = &'a mut dyn FnMut(&str, Result<Vec<u8>, String>);

fn walk(folder: &Path, prefix: &str, depth: usize, seen: &mut usize, found: Seen<'_>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name.ends_with(".md") {
            continue;
        }
        *seen += 1;
        if MAX_FILES < *seen {
            return Err(io::Error::other(format!("more than {MAX_FILES} files")));
        }
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        let meta = match fs::metadata(entry.path()) {
            Ok(meta) => meta,
            Err(error) => {
                found(&path, Err(error.to_string()));
                continue;
            }
        };
        if meta.is_dir() {
            if MAX_DEPTH <= depth {
                return Err(io::Error::other(format!("folders within folders at {path}")));
            }
            walk(&entry.path(), &path, depth + 1, seen, found)?;
        } else if MAX_FILE_BYTES < meta.len() {
            found(&path, Err(format!("{} bytes", meta.len())));
        } else {
            found(&path, fs::read(entry.path()).map_err(|error| error.to_string()));
        }
    }
    Ok(())
}
