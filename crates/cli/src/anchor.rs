//! The key of the deployment and the file of signed heads.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use xinqiao_app::App;
use xinqiao_app::operations::audit::{AuditSettings, Heads, Suite};

use crate::open::Data;

/// What the operator says about the audit.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct AuditOptions {
    /// Hash of new seals: sha256 or sm3
    #[arg(long, env = "XINQIAO_AUDIT_SUITE", value_name = "SUITE", default_value_t = Suite::Sha256)]
    pub audit_suite: Suite,

    /// File of the key that signs heads of the audit chain; made when it is absent. Without it: audit.key beside a SQLite file
    #[arg(long, env = "XINQIAO_AUDIT_KEY", value_name = "FILE")]
    pub audit_key: Option<PathBuf>,

    /// File to which the signed head is appended every hour. Without it: audit-heads.jsonl beside a SQLite file. Copy it to another machine
    #[arg(long, env = "XINQIAO_AUDIT_HEADS", value_name = "FILE")]
    pub audit_heads: Option<PathBuf>,
}

impl AuditOptions {
    /// Tells the program; `beside` is the SQLite file, if there is one.
    pub fn set(&self, app: &App, beside: Option<&Path>) -> anyhow::Result<()> {
        let folder = beside.map(|file| file.parent().unwrap_or(Path::new("")).to_owned());
        let or_beside = |given: &Option<PathBuf>, name: &str| given.clone().or_else(|| Some(folder.as_ref()?.join(name)));
        let key = match or_beside(&self.audit_key, KEY) {
            Some(file) => Some(read_or_make(&file)?),
            None => None,
        };
        let heads = or_beside(&self.audit_heads, "audit-heads.jsonl").filter(|_| key.is_some());
        let heads = heads.map(|file| -> Arc<dyn Heads> { Arc::new(HeadsFile(file)) });
        app.set_audit(AuditSettings { suite: self.audit_suite, key, heads });
        Ok(())
    }
}

const KEY: &str = "audit.key";

/// The file of the key for a command: the one that was named, or the one beside a SQLite file.
pub fn key_file(data: &Data, given: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    match (given, data.sqlite_file()) {
        (Some(file), _) => Ok(file),
        (None, Some(database)) => Ok(database.parent().unwrap_or(Path::new("")).join(KEY)),
        (None, None) => bail!("say with --audit-key where the key of the deployment is"),
    }
}

/// The secret key of a file, 64 hexadecimal digits; a file that is absent is made with a new one, for its owner only.
pub fn read_or_make(file: &Path) -> anyhow::Result<[u8; 32]> {
    let told = || file.display().to_string();
    match std::fs::read_to_string(file) {
        Ok(text) => digits(text.trim()).with_context(|| format!("{}: expected 64 hexadecimal digits, the secret key", told())),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
            let secret: [u8; 32] = rand::random();
            let text: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            {
                use std::os::unix::fs::OpenOptionsExt as _;
                options.mode(0o600);
            }
            let mut made = options.open(file).with_context(|| format!("make the key file {}", told()))?;
            made.write_all(format!("{text}\n").as_bytes())
                .and_then(|()| made.sync_all())
                .with_context(|| format!("write {}", told()))?;
            Ok(secret)
        }
        Err(fault) => Err(fault).with_context(|| format!("read the key file {}", told())),
    }
}

fn digits(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()?;
    }
    Some(bytes)
}

/// Lines appended to a file, each on disk before it counts.
struct HeadsFile(PathBuf);

impl Heads for HeadsFile {
    fn keep(&self, line: &str) -> io::Result<()> {
        let mut file: File = OpenOptions::new().append(true).create(true).open(&self.0)?;
        file.write_all(format!("{line}\n").as_bytes())?;
        file.sync_all()
    }
}
