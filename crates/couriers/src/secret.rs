//! What only the program and the other side know.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use zeroize::Zeroizing;

/// Longer files hold no secret.
const LONGEST: u64 = 4_096;

/// A secret; never shown, wiped from memory when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Keeps a text as a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text, for whoever sends it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The first line of a file that its owner alone may read. Errors: a word for what is wrong with the file.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let shown = path.display();
        let file = File::open(path).map_err(|fault| format!("{shown} cannot be opened: {fault}"))?;
        refuse_if_others_may_read(path, &file)?;
        let mut text = Zeroizing::new(String::new());
        file.take(LONGEST).read_to_string(&mut text).map_err(|fault| format!("{shown} cannot be read: {fault}"))?;
        let line = text.lines().next().unwrap_or_default().trim();
        if line.is_empty() { Err(format!("{shown} is empty")) } else { Ok(Self::new(line)) }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(unix)]
pub(crate) fn refuse_if_others_may_read(path: &Path, file: &File) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt as _;
    let shown = path.display();
    let mode = file.metadata().map_err(|fault| format!("{shown} cannot be looked at: {fault}"))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(format!("others may read {shown} (mode {:03o}): run `chmod 600 {shown}`", mode & 0o777));
    }
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn refuse_if_others_may_read(_path: &Path, _file: &File) -> Result<(), String> {
    Ok(())
}
