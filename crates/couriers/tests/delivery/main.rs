//! Letters as they go out: to a real mail server, to servers that break off, to a gateway on loopback.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failure here is a failed test")]

mod config;
mod escalation;
mod gateway;
mod http;
mod letters;
mod mail;
mod mime;
mod peer;
mod trouble;
mod trust;
