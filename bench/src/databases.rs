//! Databases of both engines: one is prepared, every run gets a copy of it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;
use xinqiao_kernel::Clock;
use xinqiao_store::{Db, DbOptions, KeySource};
use xinqiao_testkit::{Engine, MASTER_KEY, Postgres};

use crate::town::{Town, WallClock, settle};

/// The word of an engine.
pub const fn word(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    }
}

/// A prepared database that copies are made of.
pub struct Template {
    pub engine: Engine,
    pub town: Town,
    /// what the town wrote before any run
    pub rows: BTreeMap<String, Rows>,
    place: Place,
    folder: TempDir,
}

enum Place {
    File(PathBuf),
    Name(String),
}

impl Template {
    /// Prepares a town of so many residents who can hand in so many sheets. `under`: the folder for SQLite files, on the disk that is to be measured.
    pub fn prepare(engine: Engine, residents: usize, sheets: usize, under: Option<&Path>) -> Result<Self> {
        let prefix = "xinqiao-bench-";
        let folder = under.map_or_else(|| TempDir::with_prefix(prefix), |under| TempDir::with_prefix_in(prefix, under));
        let folder = folder.context("make a folder")?;
        let (place, url) = match engine {
            Engine::Sqlite => {
                let file = folder.path().join("template.db");
                let url = format!("sqlite://{}", file.display());
                (Place::File(file), url)
            }
            Engine::Postgres => {
                let name = fresh_name();
                Postgres::shared().execute(&format!("create database {name}"));
                let url = url_of(&name);
                (Place::Name(name), url)
            }
        };
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().context("start the runtime")?;
        let town = runtime.block_on(async {
            let db = Db::open(&DbOptions::new(url, KeySource::local(MASTER_KEY, [1; 32]))).await.context("open the database")?;
            let town = settle(&db, residents, sheets).await?;
            db.close().await;
            anyhow::Ok(town)
        })?;
        if let Place::Name(name) = &place {
            analyse(name)?;
        }
        let mut template = Self { engine, town, rows: BTreeMap::new(), place, folder };
        template.rows = template.copy()?.rows().context("count the rows of the town")?;
        fs::write(template.town_file(), serde_json::to_string(&template.town)?).context("write the town")?;
        Ok(template)
    }

    /// The file that tells the probe of the town.
    pub fn town_file(&self) -> PathBuf {
        self.folder.path().join("town.json")
    }

    /// A file of the run, for logs.
    pub fn log(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.log"))
    }

    /// A database that holds what this one holds.
    pub fn copy(&self) -> Result<Copy> {
        match &self.place {
            Place::File(file) => {
                let folder = TempDir::with_prefix_in("copy-", self.folder.path()).context("make a folder")?;
                let copy = folder.path().join("bench.db");
                fs::copy(file, &copy).context("copy the database")?;
                Ok(Copy { url: format!("sqlite://{}", copy.display()), name: None, _folder: Some(folder) })
            }
            Place::Name(template) => {
                let name = fresh_name();
                Postgres::shared().execute(&format!("create database {name} template {template}"));
                Ok(Copy { url: url_of(&name), name: Some(name), _folder: None })
            }
        }
    }
}

/// An empty database. `under`: the folder for an SQLite file.
pub fn empty(engine: Engine, under: Option<&Path>) -> Result<Copy> {
    match engine {
        Engine::Sqlite => {
            let prefix = "xinqiao-bench-";
            let folder = under.map_or_else(|| TempDir::with_prefix(prefix), |under| TempDir::with_prefix_in(prefix, under));
            let folder = folder.context("make a folder")?;
            Ok(Copy { url: format!("sqlite://{}", folder.path().join("bench.db").display()), name: None, _folder: Some(folder) })
        }
        Engine::Postgres => {
            let name = fresh_name();
            Postgres::shared().execute(&format!("create database {name}"));
            Ok(Copy { url: url_of(&name), name: Some(name), _folder: None })
        }
    }
}

/// A database of one run; it is removed when this value is dropped.
pub struct Copy {
    pub url: String,
    name: Option<String>,
    _folder: Option<TempDir>,
}

impl Copy {
    /// Opens it with the key of test databases.
    pub async fn open(&self) -> Result<Db> {
        Db::open(&DbOptions::new(self.url.clone(), KeySource::local(MASTER_KEY, [1; 32]))).await.context("open the database")
    }

    /// Lets PostgreSQL count what it holds; SQLite plans without.
    pub fn analyse(&self) -> Result<()> {
        self.name.as_deref().map_or(Ok(()), analyse)
    }

    /// Rows of each table and their mean length in the portable backup.
    pub fn rows(&self) -> Result<BTreeMap<String, Rows>> {
        let folder = TempDir::with_prefix("xinqiao-bench-rows-").context("make a folder")?;
        let file = folder.path().join("backup");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("start the runtime")?;
        runtime.block_on(async {
            let db = Db::open(&DbOptions::new(self.url.clone(), KeySource::local(MASTER_KEY, [1; 32])))
                .await
                .context("open the database")?;
            db.backup(&file, WallClock.now()).await.context("back up")?;
            db.close().await;
            anyhow::Ok(())
        })?;
        count(BufReader::new(fs::File::open(&file).context("open the backup")?))
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            Postgres::shared().execute(&format!("drop database if exists {name} with (force)"));
        }
    }
}

/// Lets the database count what it holds, as it does by itself a minute after a table has grown.
fn analyse(name: &str) -> Result<()> {
    let mut psql = Command::new("psql");
    psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", "vacuum analyze", "-d", &url_of(name)]).stdin(Stdio::null());
    let done = psql.output().context("run psql (Debian package `postgresql-client`)")?;
    if !done.status.success() {
        bail!("analyse the database: {}", String::from_utf8_lossy(&done.stderr));
    }
    Ok(())
}

/// What a table holds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rows {
    pub count: u64,
    /// bytes of all rows as the backup writes them
    pub bytes: u64,
}

impl Rows {
    /// What came on top of `before`.
    pub fn less(self, before: Option<&Self>) -> Self {
        let before = before.copied().unwrap_or_default();
        Self { count: self.count.saturating_sub(before.count), bytes: self.bytes.saturating_sub(before.bytes) }
    }
}

/// Counts the rows of a backup: a line `{"table": …}` is followed by one line in brackets per row.
fn count(backup: impl BufRead) -> Result<BTreeMap<String, Rows>> {
    #[derive(serde::Deserialize)]
    struct Head {
        table: Option<String>,
    }
    let mut tables: BTreeMap<String, Rows> = BTreeMap::new();
    let mut table = String::new();
    for line in backup.lines() {
        let line = line.context("read the backup")?;
        if line.starts_with('[') {
            let rows = tables.entry(table.clone()).or_default();
            rows.count += 1;
            rows.bytes += line.len() as u64;
        } else if let Some(name) = serde_json::from_str::<Head>(&line).context("read the backup")?.table {
            table = name;
        }
    }
    Ok(tables)
}

fn fresh_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("bench_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The URL of another database of the shared server.
fn url_of(name: &str) -> String {
    let url = Postgres::shared().url();
    let (address, options) =
        url.split_once('?').map_or((url, String::new()), |(address, options)| (address, format!("?{options}")));
    let server = address.rsplit_once('/').map_or(address, |(server, _)| server);
    format!("{server}/{name}{options}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_under_their_table() {
        let backup = "{\"xinqiao_backup\":1}\n{\"table\":\"audit\",\"columns\":[\"a\"]}\n[1]\n[22]\n{\"table\":\"outbox\",\"columns\":[]}\n{\"rows\":2}\n";
        let found = count(backup.as_bytes()).unwrap();
        assert_eq!(found.get("audit"), Some(&Rows { count: 2, bytes: 7 }));
        assert_eq!(found.get("outbox"), None);
    }
}
