//! Support for tests, never a part of the program: a throwaway PostgreSQL, empty databases on both engines, a throwaway mail
//! server, free ports and the built program.
//!
//! ```no_run
//! for engine in xinqiao_testkit::Engine::both() {
//!     let database = xinqiao_testkit::database_url(engine);
//!     // open a pool on `database.url`; keep `database` alive as long as the pool
//! }
//! ```
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "test support: a failure here is a failed test, and the place of a server is told by the environment"
)]

mod database;
mod installation;
mod postgres;
mod program;
mod smtp;

pub use database::{Engine, TestDatabase, database_url, filled_database};
pub use postgres::{Postgres, SERVER_VARIABLE};
pub use program::program;
pub use smtp::{Mailbox, SmtpServer, Tls};

/// The master key of every test database: nothing that anybody should keep is sealed with it.
pub const MASTER_KEY: [u8; 32] = *b"a master key for test databases.";

/// [`MASTER_KEY`] as the program takes it in `XINQIAO_MASTER_KEY`: 64 hexadecimal digits.
#[must_use]
pub fn master_key_text() -> String {
    MASTER_KEY.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A TCP port on 127.0.0.1 that nobody listened on a moment ago.
///
/// # Panics
/// When the loopback interface has no free port.
#[must_use]
pub fn free_port() -> u16 {
    std::net::TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .expect("a free port on 127.0.0.1")
        .port()
}

/// A word of sixteen hexadecimal digits that differs at every call and in every process.
fn random_word() -> String {
    use std::hash::{BuildHasher, Hasher};
    format!("{:016x}", std::hash::RandomState::new().build_hasher().finish())
}
