//! Signing in: sessions and their ends, failed tries, passwords of before, second factors, linked identities, codes to a phone.
//!
//! These rows are an account's own and are read for its holder alone, before any permit can exist.

mod admin;
mod factors;
mod fields;
mod identities;
mod password;
mod phone_codes;
mod session;

pub use admin::{AccountFacts, NewRole, RoleRow};
pub use factors::{Ceremony, PasskeyRow, TotpRow};
pub use fields::{CEREMONY_STATE, CREDENTIAL_NUMBER, IDENTITY_SUBJECT, PASSKEY_RECORD, TOTP_SECRET};
pub(crate) use identities::LOOKUP_IDENTITY;
pub use identities::LinkedIdentity;
pub use password::Password;
pub use phone_codes::{Asked, NewPhoneCode};
pub use session::{Failures, NewSession, OwnSession};
