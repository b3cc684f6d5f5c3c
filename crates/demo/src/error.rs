//! Why there is no demonstration city.

use xinqiao_store::StoreError;

/// Reasons that a caller can act on.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database holds something: a city is built once, into an empty one.
    #[error("the database holds {places} places already, a demonstration city needs an empty one")]
    NotEmpty { places: i64 },
    /// A table that travels with the program is damaged.
    #[error("the embedded table {table} cannot be used: {what}")]
    Table { table: &'static str, what: String },
    /// The instant lies where no calendar reaches.
    #[error("the demonstration cannot end at {until}")]
    BadInstant { until: jiff::Timestamp },
    /// A demonstration login is taken already.
    #[error("the login {login} is taken, a demonstration city needs an empty database")]
    LoginTaken { login: &'static str },
    /// The stories of the two weeks need more adults.
    #[error("{residents} residents are too few for the stories of the demonstration, 300 are enough")]
    TooFew { residents: usize },
    /// A story does not fit the rules in force: there is nothing to act on.
    #[error("{by} finds nothing to act on at {at}, the stories do not fit the rules in force")]
    Lost { by: String, at: jiff::Timestamp },
    /// A use case refused.
    #[error("play the two weeks of the demonstration")]
    App(#[from] xinqiao_app::AppError),
    /// The store refused.
    #[error("save the demonstration city")]
    Store(#[from] StoreError),
}

impl DemoError {
    pub(crate) fn table(table: &'static str, what: impl std::fmt::Display) -> Self {
        Self::Table { table, what: what.to_string() }
    }
}
