//! How I sign in: second factors, password, sessions; and the second step of signing in.

mod codes;
mod new_passkey;
mod page;
mod second;
mod totp;

pub use codes::CodesPage;
pub use new_passkey::NewPasskeyPage;
pub use page::{PasskeyLine, SecurityPage, SecurityView, SessionLine};
pub use second::SecondPage;
pub use totp::TotpPage;
