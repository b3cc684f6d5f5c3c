//! Changing keys while the program serves.
//!
//! A rotation of a class goes through states that lie in the table of keys, so that it goes on after any crash:
//!
//! 1. a new key is *coming*: every process reads it, nobody seals with it;
//! 2. after a minute it is *active* and the old one *retiring*: rows are sealed anew, batch by batch, in passes over all columns of the class;
//! 3. when a pass that began a minute after that found nothing to do, the old key is *retired*.
//!
//! A row is written only if it still holds what was read, so no write of somebody else is lost; what an old ring wrote meanwhile is found by
//! the next pass. A retired key still opens, and its look-up hash is still tried.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use xinqiao_vault::{Class, KeySource, State, Vault};

use super::sealed::{By, Kind, LOOKUPS, Lookup, SEALED, Sealed};
use super::{DataKey, KEY_ROWS, scan};
use crate::arg::{Arg, args};
use crate::{Db, Result, StoreError, Tx};

/// How long every process has for reading a key that another made: they look every five seconds.
pub const SETTLE: SignedDuration = SignedDuration::from_secs(60);
/// Rows of one batch; files are large.
const BATCH: usize = 200;
const BATCH_OF_FILES: usize = 8;
/// People whose tokens, about a dozen each, are written at once.
const BATCH_OF_TOKENS: usize = 50;

/// How far the present pass has come. It may be lost: then the pass begins anew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// the key that is being replaced
    key: u32,
    /// microseconds
    began: i64,
    /// rows that were sealed anew in this pass, or could not be
    touched: u64,
    /// which of the class's columns
    column: usize,
    /// the primary key of the last row, as texts
    after: Vec<String>,
}

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// No key is being replaced.
    Idle,
    /// There is nothing to do before this instant.
    Waiting(Timestamp),
    /// There is more to do now.
    Working,
}

/// One column of a class.
enum Column {
    Sealed(&'static Sealed),
    Lookup(&'static Lookup),
    /// of people, by which a search finds them
    Tokens,
}

fn columns(class: Class) -> Vec<Column> {
    if class == Class::Index {
        return LOOKUPS.iter().map(Column::Lookup).chain([Column::Tokens]).collect();
    }
    let of_class = |one: &&Sealed| matches!(one.by, By::Class(found) if found == class);
    SEALED.iter().filter(of_class).map(Column::Sealed).collect()
}

impl Tx {
    /// Makes the next key of a class. Errors: `Rotating` while the one before is not finished.
    pub async fn begin_rotation(&mut self, class: Class, now: Timestamp) -> Result<u32> {
        let rows: Vec<DataKey> = self.all(KEY_ROWS, &[]).await?;
        let moves = |row: &DataKey| row.key.class == class && matches!(row.key.state, State::Coming | State::Retiring);
        if rows.iter().any(moves) {
            return Err(StoreError::Rotating { class: class.code() });
        }
        let number = rows.iter().map(|row| row.key.number).max().unwrap_or(0) + 1;
        self.add_data_key(number, class, State::Coming, now).await?;
        Ok(number)
    }

    async fn set_state(&mut self, number: u32, state: State, now: Timestamp) -> Result<()> {
        let row = args![i64::from(number), state.code(), now];
        let statement = match state {
            State::Active => include_str!("activate.sql"),
            State::Retired => include_str!("retire.sql"),
            State::Coming | State::Retiring => include_str!("replace.sql"),
        };
        let args = if matches!(state, State::Coming | State::Retiring) { &row[..2] } else { &row[..] };
        self.exec(statement, args).await.map(|_| ())
    }
}

impl Db {
    /// Does a bounded part of what a rotation needs, in one unit of work. Cut off anywhere, it is done again.
    pub async fn rotate_step(&self, progress: Progress, now: Timestamp) -> Result<(Progress, Step)> {
        let mut tx = self.begin().await?;
        let rows: Vec<DataKey> = tx.all(KEY_ROWS, &[]).await?;
        if rows.iter().map(|row| row.version).sum::<i64>() != self.keys.version() {
            self.keys.open(rows.clone()).await?;
        }
        let coming = rows.iter().filter(|row| row.key.state == State::Coming);
        let next = coming.min_by_key(|row| row.created_at);
        if let Some(next) = next.filter(|row| now >= row.created_at + SETTLE) {
            let old = rows.iter().find(|row| row.key.class == next.key.class && row.key.state == State::Active);
            if let Some(old) = old {
                tx.set_state(old.key.number, State::Retiring, now).await?;
            }
            tx.set_state(next.key.number, State::Active, now).await?;
            tx.commit().await?;
            self.reload_keys().await?;
            return Ok((Progress::default(), Step::Working));
        }
        let Some(old) = rows.iter().find(|row| row.key.state == State::Retiring) else {
            let until = next.map(|row| row.created_at + SETTLE);
            return Ok((Progress::default(), until.map_or(Step::Idle, Step::Waiting)));
        };
        let outcome = self.pass(&mut tx, &rows, old, progress, now).await?;
        tx.commit().await?;
        self.refresh_now().await?;
        Ok(outcome)
    }

    /// One batch of a pass, or its end.
    async fn pass(
        &self,
        tx: &mut Tx,
        rows: &[DataKey],
        old: &DataKey,
        before: Progress,
        now: Timestamp,
    ) -> Result<(Progress, Step)> {
        let class = old.key.class;
        let fresh = Progress { key: old.key.number, began: now.as_microsecond(), ..Progress::default() };
        let mut progress = if before.key == old.key.number { before } else { fresh.clone() };
        let columns = columns(class);
        if let Some(column) = columns.get(progress.column) {
            let vault = self.vault();
            let (touched, last) = match column {
                Column::Sealed(column) => tx.reseal(&vault, class, column, &progress.after).await?,
                Column::Lookup(lookup) => tx.rehash(&vault, lookup, &progress.after).await?,
                Column::Tokens => {
                    let after = progress.after.first().and_then(|text| Uuid::parse_str(text).ok());
                    let (touched, last) = tx.retoken(&vault, after, BATCH_OF_TOKENS).await?;
                    (touched, last.map(|id| vec![id.to_string()]))
                }
            };
            progress.touched += touched;
            match last {
                Some(key) => progress.after = key,
                None => (progress.column, progress.after) = (progress.column + 1, Vec::new()),
            }
            return Ok((progress, Step::Working));
        }
        let active = rows.iter().find(|row| row.key.class == class && row.key.state == State::Active);
        let settled = active.and_then(|row| row.active_at).unwrap_or(now) + SETTLE;
        if progress.touched == 0 && progress.began >= settled.as_microsecond() {
            tx.set_state(old.key.number, State::Retired, now).await?;
            return Ok((Progress::default(), Step::Working));
        }
        // the next pass begins when every process seals with the new key
        Ok((Progress::default(), if now < settled { Step::Waiting(settled) } else { Step::Working }))
    }

    /// Wraps all data keys with another master key, in one unit of work. Processes that run go on with the keys that they hold; they need the
    /// new master key when they start again.
    pub async fn rotate_master(&self, new: &KeySource) -> Result<u64> {
        let mut tx = self.begin().await?;
        let rows: Vec<DataKey> = tx.all(KEY_ROWS, &[]).await?;
        let count = rows.len() as u64;
        for (number, wrapped, check) in self.keys.rewrapped(rows, new).await? {
            tx.exec(include_str!("rewrap.sql"), &args![i64::from(number), wrapped, check]).await?;
        }
        tx.commit().await?;
        Ok(count)
    }
}

/// The key of the last row as texts, when a batch was full.
fn last_of<T>(batch: &[T], size: usize, key: impl Fn(&T) -> &scan::Key) -> Option<Vec<String>> {
    let last = batch.last().filter(|_| batch.len() == size)?;
    Some(key(last).iter().map(text_of).collect())
}

fn text_of(value: &Arg) -> String {
    match value {
        Arg::Int(Some(number)) => number.to_string(),
        Arg::Id(Some(id)) => id.to_string(),
        Arg::Text(Some(text)) => text.clone(),
        Arg::Bytes(Some(bytes)) => crate::migrate::hex(bytes),
        _ => String::new(),
    }
}

/// The key that the texts tell; empty (from the beginning) when they do not fit any more.
fn key_of_texts(texts: &[String], kinds: &[crate::schema::ColumnKind]) -> scan::Key {
    use crate::schema::ColumnKind::{Bytes, Id, Int, Real, Text};
    let value = |(text, kind): (&String, &crate::schema::ColumnKind)| match kind {
        Int => text.parse().ok().map(|number| Arg::Int(Some(number))),
        Id => Uuid::parse_str(text).ok().map(|id| Arg::Id(Some(id))),
        Text => Some(Arg::Text(Some(text.clone()))),
        Bytes | Real => None,
    };
    let values: Option<scan::Key> = texts.iter().zip(kinds).map(value).collect();
    values.filter(|values| values.len() == kinds.len()).unwrap_or_default()
}

impl Tx {
    /// Seals one batch of a column anew; how many rows were not sealed with the active key, and where the next batch begins.
    async fn reseal(
        &mut self,
        vault: &Vault,
        class: Class,
        column: &Sealed,
        after: &[String],
    ) -> Result<(u64, Option<Vec<String>>)> {
        let size = if class == Class::File { BATCH_OF_FILES } else { BATCH };
        let after = key_of_texts(after, &scan::kinds(column.field, column.key)?);
        let rows = self.sealed_page(column, &after, size).await?;
        let mut touched = 0;
        for row in &rows {
            match vault.reseal(class, &row.spot, &row.sealed) {
                Ok(None) => {}
                Ok(Some(anew)) => {
                    self.replace(column.field, (column.key, &row.key), &row.sealed, anew).await?;
                    touched += 1;
                }
                // one damaged row must not stop the others; `xinqiao keys check` and `doctor` name it
                Err(fault) => tracing::error!(error = %fault, table = column.field.table, "a row could not be sealed anew"),
            }
        }
        Ok((touched, last_of(&rows, size, |row| &row.key)))
    }

    /// Computes one batch of look-up hashes anew.
    async fn rehash(&mut self, vault: &Vault, lookup: &Lookup, after: &[String]) -> Result<(u64, Option<Vec<String>>)> {
        let kinds = scan::kinds(lookup.field, lookup.key)?;
        let after = key_of_texts(after, &kinds);
        let from = SEALED.iter().find(|one| one.field == lookup.from).ok_or(StoreError::Corrupt {
            table: lookup.field.table,
            column: lookup.field.column,
            expected: "a sealed column that it comes from",
            found: lookup.from.column.to_owned(),
        })?;
        let active = vault.active(Class::Index)?.to_be_bytes();
        let rows = self.lookup_page(lookup, from, &after).await?;
        let stale: Vec<&LookupRow> = rows.iter().filter(|row| row.hash.get(..4) != Some(&active[..])).collect();
        let people: Vec<Uuid> = stale.iter().filter_map(|row| row.person).collect();
        let keys = self.wrapped_keys(&people).await?;
        let mut touched = 0;
        for row in stale {
            let spot = scan::spot(lookup.from, &row.key);
            let opened = match (from.by, row.person) {
                (By::Class(class), _) => vault.open(class, &spot, &row.sealed),
                (By::Person(_), person) => {
                    let person = person.unwrap_or_default();
                    // a person who is being erased: the look-up goes with them
                    let Some(wrapped) = keys.get(&person) else { continue };
                    vault.person_key(person, Some(wrapped)).and_then(|key| key.open(&spot, &row.sealed))
                }
            };
            let plain = match opened {
                Ok(plain) => plain,
                Err(fault) => {
                    tracing::error!(error = %fault, table = lookup.field.table, "a look-up could not be computed anew");
                    continue;
                }
            };
            let anew = vault.lookup(&row.kind, &(lookup.normalise)(&plain))?.to_vec();
            self.replace(lookup.field, (lookup.key, &row.key), &row.hash, anew).await?;
            touched += 1;
        }
        Ok((touched, last_of(&rows, BATCH, |row| &row.key)))
    }

    async fn lookup_page(&mut self, lookup: &Lookup, from: &Sealed, after: &[Arg]) -> Result<Vec<LookupRow>> {
        let kinds = scan::kinds(lookup.field, lookup.key)?;
        let kind = match lookup.kind {
            Kind::Column(column) => column.to_owned(),
            Kind::Fixed(word) => format!("'{word}'"),
        };
        let person = match from.by {
            By::Person(expression) => expression,
            By::Class(_) => "null",
        };
        let (name, from_name) = (lookup.field.column, lookup.from.column);
        // a bare null has no type on one engine, a bare word none on the other
        let columns = format!("{name}, {from_name}, cast({kind} as text), {}", typed(person));
        let filter = format!("{name} is not null and {from_name} is not null");
        let (text, args) = scan::page(lookup.field.table, lookup.key, &columns, &filter, after, BATCH);
        let mut rows = Vec::new();
        let n = kinds.len();
        self.each_with(&text, &args, |row| {
            rows.push(LookupRow {
                key: scan::key_of(&row, &kinds)?,
                hash: row.bytes(n)?,
                sealed: row.bytes(n + 1)?,
                kind: row.text(n + 2)?,
                person: if person == "null" { None } else { row.uuid_opt(n + 3)? },
            });
            Ok(())
        })
        .await?;
        Ok(rows)
    }
}

fn typed(person: &str) -> String {
    if person == "null" { "cast(null as text)".to_owned() } else { person.to_owned() }
}

/// One row of a column of keyed hashes with the value that it comes from.
struct LookupRow {
    key: scan::Key,
    hash: Vec<u8>,
    sealed: Vec<u8>,
    kind: String,
    person: Option<Uuid>,
}
