//! Outgoing events: who receives them, signed, at least once.
//!
//! A use case leaves an event (ids and codes) in the outbox with its own transaction. The job `deliver_events` notes it for each receiver that
//! asked for its topic, sends what is due, and tries again ever later what was not taken with a status of 2xx.

mod deliver;
mod manage;

pub use deliver::Sent;
pub use manage::{NewWebhook, Undelivered};
pub use xinqiao_egress::signature;
pub use xinqiao_store::webhooks::Dead;
