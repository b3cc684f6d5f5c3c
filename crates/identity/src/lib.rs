//! Who somebody is, as others say it.
//!
//! An [`IdentityProvider`] is asked in two steps: [`IdentityProvider::begin`] gives the address to which the browser goes and what has to be
//! kept, [`IdentityProvider::finish`] takes both what was kept and what the browser brought back, and gives an [`Identity`] or says why not.
//! Two kinds stand behind it: OpenID Connect and the web sign-in of WeChat. A [`codes::CodeSender`] carries a code to a phone: to a file, to
//! the console or to a gateway. What the operator chose is one file ([`Configured`]).
//!
//! Nothing here knows accounts, sessions or the database. Every request goes out through [`xinqiao_egress::Egress`].

pub mod codes;
mod config;
mod error;
mod oidc;
mod provider;
mod secret;
mod wechat;

pub use config::{Configured, Fault, PHONE, Sources};
pub use error::IdentityError;
pub use oidc::Oidc;
pub use provider::{Audience, Begun, Identity, IdentityProvider, Kept, Labels, Provider, Returned, whole};
pub use secret::Secret;
pub use wechat::Wechat;
