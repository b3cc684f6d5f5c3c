//! Providers and gateways as they answer, well or badly: real servers on loopback, a certified provider among them.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failure here is a failed test")]

mod codes;
mod hostile;
mod issuer;
mod keys;
mod real;
mod server;
mod wechat;
