//! Signing in: sessions and their ends, failed tries, passwords of before, second factors.
//!
//! These rows are an account's own and are read for its holder alone, before any permit can exist.

mod factors;
mod password;
mod session;

pub use factors::{Ceremony, PasskeyRow, TotpRow};
pub use password::Password;
pub use session::{Failures, NewSession, OwnSession};
