//! Where the master key comes from: a file, the environment, or a program that asks a key management service.

mod command;
mod file;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use xinqiao_kernel::IdSource;
use xinqiao_store::KeySource;
use xinqiao_vault::{LocalMaster, MasterKey, Suite, Zeroizing};

pub use command::CommandMaster;
pub use file::{make, read};

use crate::clock::system_ids;

/// The variable that holds a master key: 64 hexadecimal digits. There is no option for it: a command line can be read by others.
pub const VARIABLE: &str = "XINQIAO_MASTER_KEY";

const TOO_MANY: &str =
    "more than one master key is configured: give one of --master-key-file, XINQIAO_MASTER_KEY and --master-key-command";

/// The master key and the algorithms.
#[derive(Debug, Clone, clap::Args)]
pub struct KeyArgs {
    /// File with the master key (`xinqiao keys new --file FILE` makes one); nobody but its owner may read it. Or the key itself in the
    /// environment variable XINQIAO_MASTER_KEY
    #[arg(long, env = "XINQIAO_MASTER_KEY_FILE", value_name = "FILE")]
    pub master_key_file: Option<PathBuf>,

    /// Program that wraps and opens keys with a master key that stays elsewhere: it is given `wrap NUMBER`, `open NUMBER` or `name`
    #[arg(long, env = "XINQIAO_MASTER_KEY_COMMAND", value_name = "PROGRAM")]
    pub master_key_command: Option<PathBuf>,

    /// Algorithms of new keys: aes-256-gcm-siv or sm4-gcm
    #[arg(long, env = "XINQIAO_CRYPTO_SUITE", value_name = "SUITE", default_value = "aes-256-gcm-siv")]
    pub crypto_suite: Suite,
}

impl KeyArgs {
    /// The master key as the options say. Errors: none is named, or more than one; a file that others can read; a key of a wrong form.
    pub fn source(&self) -> anyhow::Result<KeySource> {
        match self.configured()? {
            Some(source) => Ok(source),
            None => bail!(
                "no master key is configured: give --master-key-file FILE (XINQIAO_MASTER_KEY_FILE), {VARIABLE} or --master-key-command PROGRAM \
                 (XINQIAO_MASTER_KEY_COMMAND); `xinqiao keys new --file FILE` makes a key"
            ),
        }
    }

    /// The master key as the options say; where they say nothing, that of `file`, which is made if `may_make`.
    pub fn source_or(&self, file: &Path, may_make: bool) -> anyhow::Result<KeySource> {
        if let Some(source) = self.configured()? {
            return Ok(source);
        }
        if may_make && !file.exists() {
            file::make(file, &system_ids())?;
        }
        self.local(file::read(file)?)
    }

    fn configured(&self) -> anyhow::Result<Option<KeySource>> {
        #[expect(clippy::disallowed_methods, reason = "configuration is read here; clap would show the value in its help")]
        let variable = std::env::var(VARIABLE).ok().filter(|text| !text.is_empty()).map(Zeroizing::new);
        match (self.named()?, variable) {
            (Some(_), Some(_)) => bail!("{TOO_MANY}"),
            (None, Some(text)) => {
                self.local(file::parse(&text).with_context(|| format!("read the master key in {VARIABLE}"))?).map(Some)
            }
            (named, None) => Ok(named),
        }
    }

    /// The master key that the options name, whatever the environment holds.
    pub fn named(&self) -> anyhow::Result<Option<KeySource>> {
        match (&self.master_key_file, &self.master_key_command) {
            (None, None) => Ok(None),
            (Some(file), None) => self.local(file::read(file)?).map(Some),
            (None, Some(program)) => {
                let master = CommandMaster::new(program.clone());
                Ok(Some(self.with(Arc::new(master), Arc::new(system_ids()))))
            }
            (Some(_), Some(_)) => bail!("{TOO_MANY}"),
        }
    }

    fn local(&self, key: Zeroizing<[u8; 32]>) -> anyhow::Result<KeySource> {
        let random = Arc::new(system_ids());
        let master = LocalMaster::new(key, self.crypto_suite, Arc::clone(&random));
        Ok(self.with(Arc::new(master), random))
    }

    fn with(&self, master: Arc<dyn MasterKey>, random: Arc<IdSource>) -> KeySource {
        KeySource { master, random, suite: self.crypto_suite }
    }
}
