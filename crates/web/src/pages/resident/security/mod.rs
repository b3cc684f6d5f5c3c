//! How I sign in: second factors, password, sessions; and the second step of signing in.

mod codes;
mod go_on;
mod new_passkey;
mod page;
mod second;
mod totp;

pub use codes::CodesPage;
pub use go_on::GoOnPage;
pub use new_passkey::NewPasskeyPage;
pub use page::{IdentityLine, PasskeyLine, SecurityPage, SecurityView, SessionLine, WayLine};
pub use second::SecondPage;
pub use totp::TotpPage;
