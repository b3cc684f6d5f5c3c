//! Where this machine keeps its PostgreSQL programs.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a reader must install when nothing is found.
const MISSING: &str = "PostgreSQL is not installed: neither PATH nor /usr/lib/postgresql/*/bin holds initdb and postgres. \
                       Install the Debian package `postgresql`, or name a server in XINQIAO_TEST_PG";

/// One installed PostgreSQL.
#[derive(Debug)]
pub(crate) struct Installation {
    folder: PathBuf,
}

impl Installation {
    /// The newest installation among PATH and Debian's folders.
    pub(crate) fn newest() -> Self {
        let folder = folders()
            .into_iter()
            .filter_map(|folder| Some((major(&folder)?, folder)))
            .max()
            .map(|(_, folder)| folder)
            .unwrap_or_else(|| panic!("{MISSING}"));
        Self { folder }
    }

    /// The path of one of its programs.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// The SQL shell: beside the newest server, else the one in PATH (a server may live on another machine).
pub(crate) fn psql() -> PathBuf {
    folders()
        .into_iter()
        .filter(|folder| folder.join("psql").is_file())
        .filter_map(|folder| Some((major(&folder)?, folder)))
        .max()
        .map_or_else(|| PathBuf::from("psql"), |(_, folder)| folder.join("psql"))
}

fn folders() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut found: Vec<PathBuf> = std::env::split_paths(&path).collect();
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        found.extend(versions.flatten().map(|version| version.path().join("bin")));
    }
    found.retain(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file());
    found.iter().filter_map(|folder| real_folder(folder)).collect()
}

/// Follows a link such as `/usr/local/bin/postgres` to the folder that holds the sister programs.
fn real_folder(folder: &Path) -> Option<PathBuf> {
    Some(folder.join("postgres").canonicalize().ok()?.parent()?.to_path_buf())
}

fn major(folder: &Path) -> Option<u32> {
    let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let version = text.split_whitespace().nth(2)?;
    version.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}
