//! Empty databases on both engines, for tests that must hold on both.

use std::path::Path;

use tempfile::TempDir;

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
            && let Some((_, name)) = self.url.split('?').next().and_then(|address| address.rsplit_once('/'))
        {
            postgres.execute(&format!("drop database if exists {name} with (force)"));
        }
    }
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
