//! Everything that is kept, on SQLite and PostgreSQL, with one SQL text for both.
//!
//! No other crate names a driver. A use case opens one [`Tx`], writes its rows, events, outbox and audit row in it, and commits once.
//! Functions that return records of people ask for a `Permit` or a `Scope` of the crate `access`.

mod arg;
mod engine;
mod error;
mod fields;
mod gather;
mod migrate;
mod row;
mod tx;

pub mod accounts;
pub mod addresses;
pub mod areas;
pub mod assessment;
pub mod attention;
pub mod audit;
pub mod backup;
pub mod campaigns;
pub mod cases;
pub mod consent;
pub mod devices;
pub mod dispatches;
pub mod disputes;
pub mod drafts;
pub mod duties;
pub mod emergency;
pub mod group_reports;
pub mod groups;
pub mod hand_overs;
pub mod informants;
pub mod jobs;
pub mod keys;
pub mod lane;
pub mod missed;
pub mod norms;
pub mod notices;
pub mod outbox;
pub mod people;
pub mod places;
pub mod quality;
pub mod questionnaires;
pub mod receptions;
pub mod referrals;
pub mod releases;
pub mod rescores;
pub mod retention;
pub mod retests;
pub mod reviews;
pub mod rights;
pub mod roster;
pub mod schema;
pub mod sign_in;
pub mod warnings;
pub mod webhooks;

pub use arg::Arg;
pub use engine::{Db, DbOptions, Engine};
pub use error::StoreError;
pub use fields::PersonLock;
pub use migrate::{Applied, MIGRATIONS, Migration};
pub use row::{FromRow, Row};
pub use tx::Tx;
pub use xinqiao_vault::KeySource;

/// The result of every function of this crate.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

#[cfg(test)]
mod tests;
