//! Signing in as rules: what a password must be, when a code counts, how long somebody must wait, when a session is over.
//!
//! Nothing here knows the time or chance: instants and random bytes are parameters. The numbers come from the pack `sign-in`.

mod device;
mod lockout;
mod password;
mod phone;
mod recovery;
mod rules;
mod session;
mod totp;

pub use device::{family, network};
pub use lockout::Lockout;
pub use password::{LONGEST, PasswordFault, PasswordRules, check_password};
pub use phone::{Phone, PhoneFault, phone_code, typed_phone_code};
pub use recovery::{CODES, recovery_codes, tidied};
pub use rules::{CodeRules, CodeTexts, Common, HandOverRules, ReviewRules, SignInRules};
pub use session::{Ended, Holder, SessionRules, Span};
pub use totp::{SecretFault, Totp};
