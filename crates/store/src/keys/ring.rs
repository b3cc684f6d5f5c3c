//! The ring that all units of work of one open database share.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use xinqiao_vault::{Class, KeySource, MasterError, State, Vault, WrappedKey};

use super::DataKey;
use crate::{Result, StoreError};

/// How long a ring may be older than the database.
const FRESH_FOR: Duration = Duration::from_secs(5);

pub(crate) struct Ring {
    source: KeySource,
    held: RwLock<Held>,
}

struct Held {
    vault: Arc<Vault>,
    /// of the ring that was read; 0 before the first
    version: i64,
    looked_at: Instant,
}

impl fmt::Debug for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ring")
    }
}

impl Ring {
    /// A ring without keys, as an empty database has.
    pub(crate) fn empty(source: KeySource) -> Result<Self> {
        let vault = Vault::open_ring(&[], &*source.master, Arc::clone(&source.random)).map_err(StoreError::from)?;
        let held = Held { vault: Arc::new(vault), version: 0, looked_at: Instant::now() };
        Ok(Self { source, held: RwLock::new(held) })
    }

    pub(crate) fn vault(&self) -> Arc<Vault> {
        Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner).vault)
    }

    pub(crate) fn version(&self) -> i64 {
        self.held.read().unwrap_or_else(PoisonError::into_inner).version
    }

    /// Is it time to look again? True for one caller at a time, and never before the first keys were read.
    pub(crate) fn is_due(&self) -> bool {
        let due = |held: &Held| held.version > 0 && held.looked_at.elapsed() >= FRESH_FOR;
        if !due(&self.held.read().unwrap_or_else(PoisonError::into_inner)) {
            return false;
        }
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let is_first = due(&held);
        if is_first {
            held.looked_at = Instant::now();
        }
        is_first
    }

    /// Opens all keys and takes them; the ring stays as it is when one does not open.
    pub(crate) async fn open(&self, rows: Vec<DataKey>) -> Result<()> {
        let version = rows.iter().map(|row| row.version).sum();
        let vault = self.opened(rows).await?;
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        *held = Held { vault: Arc::new(vault), version, looked_at: Instant::now() };
        Ok(())
    }

    /// The keys of this version cannot be read; the ring goes on as it is.
    pub(crate) fn go_on_without(&self, version: i64) {
        self.held.write().unwrap_or_else(PoisonError::into_inner).version = version;
    }

    /// All keys wrapped by another master key, with its check value.
    pub(crate) async fn rewrapped(&self, rows: Vec<DataKey>, new: &KeySource) -> Result<Vec<(u32, Vec<u8>, String)>> {
        let (source, new) = (self.source.clone(), new.clone());
        blocking(move || {
            let check = new.master.check_value()?;
            let rewrap = |row: DataKey| {
                let key = row.key.rewrap(&*source.master, &*new.master)?;
                Ok((key.number, key.wrapped, check.clone()))
            };
            rows.into_iter().map(rewrap).collect()
        })
        .await
    }

    /// Opens all keys without taking them. Errors: `WrongMasterKey`.
    pub(crate) async fn opened(&self, rows: Vec<DataKey>) -> Result<Vault> {
        let source = self.source.clone();
        blocking(move || {
            let wrapped = super::wrapped(&rows);
            Vault::open_ring(&wrapped, &*source.master, Arc::clone(&source.random)).map_err(|fault| match fault {
                MasterError::Wrong { number } => {
                    let needed = rows.iter().find(|row| row.key.number == number);
                    StoreError::WrongMasterKey {
                        needed: needed.map(|row| row.master_check.clone()).unwrap_or_default(),
                        given: source.master.check_value().unwrap_or_default(),
                    }
                }
                other => other.into(),
            })
        })
        .await
    }

    /// Makes a key; the key and the check value of the master key that wrapped it.
    pub(crate) async fn make(&self, number: u32, class: Class, state: State) -> Result<(WrappedKey, String)> {
        let source = self.source.clone();
        blocking(move || {
            let key = WrappedKey::make(number, class, source.suite, state, &*source.master, &source.random)?;
            Ok((key, source.master.check_value()?))
        })
        .await
    }
}

/// The master key may be a program that takes its time: it does not hold up a thread of the runtime.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let ended = tokio::task::spawn_blocking(work).await;
    // it ends early only when the whole program does
    ended.map_err(|_| StoreError::from(MasterError::Failed { what: "the program is ending".to_owned() }))?
}
