//! Carries letters to the outside: e-mail by SMTP, text messages and template messages of WeChat through the operator's gateway, and a file or the
//! console for trying out. All stand behind one trait, [`Courier`].
//!
//! What the operator chose is one file ([`Configured`]). Gateways are reached through [`xinqiao_egress::Egress`]. SMTP is no HTTP and goes to the one
//! server that the operator names; no address of it comes from anybody else. Nothing here knows accounts, notices or the database, and nothing is
//! logged: what went wrong is in [`xinqiao_notices::Refused`], without addresses and texts.

mod address;
mod config;
mod console;
mod courier;
mod file;
mod gateway;
mod secret;
mod smtp;

pub use address::{AddressFault, check_address};
pub use config::{Configured, Fault, Sources};
pub use console::ConsoleCourier;
pub use courier::Courier;
pub use file::FileCourier;
pub use gateway::{Gateway, GatewaySettings, Outcomes};
pub use secret::Secret;
pub use smtp::{Encryption, Login, Smtp, SmtpSettings};
