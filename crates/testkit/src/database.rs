//! Empty databases on both engines, for tests that must hold on both.

use std::path::Path;

use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::Postgres;

/// A database engine that the program supports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// One file.
    Sqlite,
    /// A server, 15 or newer.
    Postgres,
}

impl Engine {
    /// Both engines: a contract that holds on one only is not a contract.
    #[must_use]
    pub const fn both() -> [Self; 2] {
        [Self::Sqlite, Self::Postgres]
    }

    /// A new empty database on this engine.
    ///
    /// # Panics
    /// When it cannot be made.
    #[must_use]
    pub fn database(self) -> TestDatabase {
        database_url(self)
    }
}

/// An empty database that is removed when the value is dropped; keep it alive as long as its connections.
#[derive(Debug)]
pub struct TestDatabase {
    /// The engine it lives on.
    pub engine: Engine,
    /// `sqlite:///…/test.db` (the file does not exist yet) or `postgres://…`.
    pub url: String,
    guard: Guard,
}

#[derive(Debug)]
enum Guard {
    Folder(TempDir),
    Server(&'static Postgres),
}

impl TestDatabase {
    /// A folder of this database's own, for backups and the like; none on a server.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match &self.guard {
            Guard::Folder(folder) => Some(folder.path()),
            Guard::Server(_) => None,
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Guard::Server(postgres) = self.guard
            && !std::thread::panicking()
            && let Some(name) = name_in(&self.url)
        {
            postgres.execute(&format!("drop database if exists {name} with (force)"));
        }
    }
}

/// The name of the database in the URL of one.
fn name_in(url: &str) -> Option<&str> {
    url.split('?').next().and_then(|address| address.rsplit_once('/')).map(|(_, name)| name)
}

/// What new databases of this process are copied from.
static SQLITE: OnceCell<Vec<u8>> = OnceCell::const_new();
static POSTGRES: OnceCell<String> = OnceCell::const_new();

/// A new database on `engine` that holds what `fill` writes into an empty one of this URL. It is filled once in this process and copied for every
/// caller, who all fill it in the same way; `fill` must have closed its connections when it is done.
///
/// # Panics
/// When it cannot be made.
pub async fn filled_database(engine: Engine, fill: impl AsyncFnOnce(String)) -> TestDatabase {
    match engine {
        Engine::Sqlite => {
            let make = async || {
                let first = database_url(engine);
                fill(first.url.clone()).await;
                std::fs::read(file_of(&first)).expect("the filled database is one file")
            };
            let bytes = SQLITE.get_or_init(make).await;
            let database = database_url(engine);
            std::fs::write(file_of(&database), bytes).expect("a copy of the filled database");
            database
        }
        Engine::Postgres => {
            let postgres = Postgres::shared();
            let make = async || {
                let url = postgres.fresh_database();
                fill(url.clone()).await;
                let name = name_in(&url).expect("a URL with a name").to_owned();
                // a connection that is just being closed would keep it from being copied
                postgres.execute(&format!("alter database {name} allow_connections false"));
                postgres.execute(&format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"));
                name
            };
            let template = POSTGRES.get_or_init(make).await;
            TestDatabase { engine, url: postgres.copy_of(template), guard: Guard::Server(postgres) }
        }
    }
}

fn file_of(database: &TestDatabase) -> std::path::PathBuf {
    database.folder().expect("a SQLite database has a folder").join("test.db")
}

/// A new empty database on `engine`.
///
/// # Panics
/// When it cannot be made; without PostgreSQL the message names the package to install.
#[must_use]
pub fn database_url(engine: Engine) -> TestDatabase {
    match engine {
        Engine::Sqlite => {
            let folder = TempDir::with_prefix("xinqiao-test-").expect("a temporary folder");
            let url = format!("sqlite://{}", folder.path().join("test.db").display());
            TestDatabase { engine, url, guard: Guard::Folder(folder) }
        }
        Engine::Postgres => {
            let postgres = Postgres::shared();
            let url = postgres.fresh_database();
            TestDatabase { engine, url, guard: Guard::Server(postgres) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sqlite_database_lives_in_a_folder_of_its_own_that_goes_with_it() {
        let database = database_url(Engine::Sqlite);
        let folder = database.folder().expect("a folder").to_path_buf();
        assert_eq!(database.url, format!("sqlite://{}/test.db", folder.display()));
        assert!(folder.is_dir());
        drop(database);
        assert!(!folder.exists());
    }

    #[test]
    fn a_postgres_database_is_removed_with_its_guard() {
        let database = Engine::Postgres.database();
        let name = database.url.rsplit('/').next().expect("a name").to_owned();
        let question = format!("select count(*) from pg_database where datname = '{name}'");
        assert_eq!(Postgres::shared().execute(&question), "1");
        drop(database);
        assert_eq!(Postgres::shared().execute(&question), "0");
    }
}
