//! An instrument as files of a folder.

use std::collections::BTreeMap;
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
    /// Words of each of [`LANGUAGES`]; they may be the same.
    pub texts: [&'a TextToml; 2],
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
    for (name, text) in instrument_texts(files).map_err(io::Error::other)? {
        fs::write(beside.join(name), text)?;
    }
    fs::rename(&beside, &place)?;
    Ok(place)
}

/// The files of a version by name. Errors: something that TOML cannot write.
pub fn instrument_texts(files: &InstrumentFiles<'_>) -> Result<BTreeMap<String, String>, toml::ser::Error> {
    let mut texts = BTreeMap::new();
    let mut put = |name: String, text: Result<String, toml::ser::Error>| text.map(|text| drop(texts.insert(name, text)));
    put("pack.toml".to_owned(), written(files.pack))?;
    put("items.toml".to_owned(), written(files.items))?;
    put("scoring.toml".to_owned(), written(files.scoring))?;
    put("cases.toml".to_owned(), written(files.cases))?;
    for (language, text) in LANGUAGES.iter().zip(files.texts) {
        put(format!("text.{language}.toml"), written(text))?;
    }
    if let Some(permission) = files.permission {
        put("permission.toml".to_owned(), written(permission))?;
    }
    Ok(texts)
}

fn written(content: &impl Serialize) -> Result<String, toml::ser::Error> {
    toml::to_string_pretty(content)
}
