//! Why the store did not do what it was asked.

/// Reasons that a caller can act on.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, or the pool is exhausted.
    #[error("reach the database at {target}")]
    Unreachable {
        target: String,
        #[source]
        source: sqlx::Error,
    },
    /// A statement failed.
    #[error("run the statement {statement:?}")]
    Statement {
        statement: String,
        #[source]
        source: sqlx::Error,
    },
    /// A row breaks a uniqueness rule: somebody else wrote it first.
    #[error("a row with the same {key} exists")]
    Duplicate { key: String },
    /// A row holds what the program never writes.
    #[error("column {column} of {table} holds {found:?}, which is not {expected}")]
    Corrupt { table: &'static str, column: &'static str, expected: &'static str, found: String },
    /// An update found its row changed by somebody else.
    #[error("{table} {id} was changed by somebody else")]
    Stale { table: &'static str, id: String },
    /// The database URL is neither SQLite nor PostgreSQL; what stands before an `@` (user, password) is left out.
    #[error("the database URL {url:?} does not begin with sqlite: or postgres:")]
    BadUrl { url: String },
    /// The schema is newer than the program, or was edited by hand.
    #[error("migration {name} does not fit: {what}")]
    Migration { name: String, what: String },
    /// The bundled SQLite is too old (WAL-reset bug before 3.51.3).
    #[error("SQLite {found} is older than 3.51.3 and can lose committed writes")]
    OldSqlite { found: String },
    /// The data keys were wrapped by another master key. Nothing was written.
    #[error("the master key {given} does not open the keys of this database: it needs the master key {needed}")]
    WrongMasterKey { needed: String, given: String },
    /// The class's keys are being changed already.
    #[error("a rotation of the keys of class {class} is under way")]
    Rotating { class: &'static str },
    /// A value was not sealed or opened.
    #[error("seal or open a value")]
    Sealed(#[from] xinqiao_vault::VaultError),
    /// The write lane has stopped or is full.
    #[error("the write lane does not take more work")]
    LaneClosed,
    /// A file could not be read or written.
    #[error("use the file {path}")]
    File {
        path: String,
        #[source]
        source: std::io::Error,
    },
    /// A backup file is not one of ours, or is damaged.
    #[error("the backup {path} cannot be used: {what}")]
    Backup { path: String, what: String },
}

impl From<xinqiao_vault::MasterError> for StoreError {
    fn from(fault: xinqiao_vault::MasterError) -> Self {
        Self::Sealed(fault.into())
    }
}

impl StoreError {
    /// Wraps a driver error, telling uniqueness violations apart.
    pub(crate) fn statement(statement: &str, source: sqlx::Error) -> Self {
        if let sqlx::Error::Database(cause) = &source
            && cause.is_unique_violation()
        {
            let key = cause.constraint().map_or_else(|| cause.message().to_owned(), str::to_owned);
            return Self::Duplicate { key };
        }
        Self::Statement { statement: first_line(statement), source }
    }
}

fn first_line(statement: &str) -> String {
    statement.lines().find(|line| !line.trim_start().starts_with("--")).unwrap_or_default().chars().take(120).collect()
}
