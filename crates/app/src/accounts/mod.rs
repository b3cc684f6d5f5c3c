//! Signing in and out, second steps, one's own password and sessions, and who has which role.

mod approve_minors;
mod change_password;
mod create;
mod grants;
mod identity;
mod manage;
mod passkey;
mod password;
mod phone;
mod recovery;
mod review_access;
mod second_step;
mod session;
mod settings;
mod sign_in;
mod standing;
mod sweep;
mod sweep_reviews;
mod totp;

pub use approve_minors::{GuardedRole, GuardedRoles};
pub use create::NewAccount;
pub use identity::{Finished, Onward, OwnIdentity};
pub use manage::{AccountDetail, By, Grant};
pub(crate) use password::Passwords;
pub use review_access::{AccessReview, REVIEW_PAGE, ReviewedRole, Verdict};
pub use second_step::{Factors, OwnPasskey};
pub(crate) use session::Latest;
pub use session::{Origin, Token};
pub(crate) use settings::Settings;
pub use settings::{OriginFault, SecondFactor, SignInSettings};
pub use sign_in::SignedIn;
pub(crate) use standing::standing;
pub use standing::{Held, Standing};
pub use totp::{Added, Enrolment};
pub use xinqiao_identity::{Audience, Configured, Returned};
pub use xinqiao_store::sign_in::{AccountFacts, OwnSession, RoleRow};
