//! An instrument as files of a folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use xinqiao_psychometrics::definition::{CasesToml, ItemsToml, PackToml, PermissionToml, ScoringToml, TextToml};

use crate::instrument::LANGUAGES;

/// What the files of an instrument say.
#[derive(Debug, Clone, Copy)]
pub struct InstrumentFiles<'a> {
    /// pack.toml
    pub pack: &'a PackToml,
    /// items.toml
    pub items: &'a ItemsToml,
    /// scoring.toml
    pub scoring: &'a ScoringToml,
    /// cases.toml
    pub cases: &'a CasesToml,
    /// The same words for every language.
    pub text: &'a TextToml,
    /// permission.toml
    pub permission: Option<&'a PermissionToml>,
}

/// Writes `instruments/<code>/<version>` below a folder, and says where that is.
///
/// The files are written beside their place and moved there together: no half of a pack stands under its name.
/// Errors: the folder of this version exists; a file cannot be written.
pub fn write_instrument(folder: &Path, files: &InstrumentFiles<'_>) -> io::Result<PathBuf> {
    let above = folder.join("instruments").join(&files.pack.code);
    let place = above.join(&files.pack.version);
    if place.exists() {
        let what = format!("{} exists: a changed instrument is a new version", place.display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, what));
    }
    let beside = above.join(format!(".{}.partial", files.pack.version));
    if beside.exists() {
        fs::remove_dir_all(&beside)?;
    }
    fs::create_dir_all(&beside)?;
    put(&beside, "pack.toml", files.pack)?;
    put(&beside, "items.toml", files.items)?;
    put(&beside, "scoring.toml", files.scoring)?;
    put(&beside, "cases.toml", files.cases)?;
    for language in LANGUAGES {
        put(&beside, &format!("text.{language}.toml"), files.text)?;
    }
    if let Some(permission) = files.permission {
        put(&beside, "permission.toml", permission)?;
    }
    fs::rename(&beside, &place)?;
    Ok(place)
}

fn put(folder: &Path, name: &str, content: &impl Serialize) -> io::Result<()> {
    let text = toml::to_string_pretty(content).map_err(io::Error::other)?;
    fs::write(folder.join(name), text)
}
