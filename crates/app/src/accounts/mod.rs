//! Signing in and out, and who has which role.

mod create;
mod password;
mod session;
mod sign_in;
mod standing;

pub use create::NewAccount;
pub(crate) use password::Passwords;
pub use session::Token;
pub use sign_in::SignedIn;
