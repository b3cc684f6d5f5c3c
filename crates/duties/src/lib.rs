//! Duties of whoever runs the service, kept as histories that only grow.
//!
//! Four kinds: an [incident](incident) with personal information (PIPL 57), an [impact assessment](impact) before a risky use (PIPL 55, 56),
//! a [mandatory report](report) about a minor (未成年人保护法 11), and the [approval](approval) that staff need for the records of somebody
//! under 18 (未成年人网络保护条例 36). Each is the fold of its entries: what stands, what is still missing, by when. Periods and lists come
//! from the pack `duties/<id>` ([`Rules`]); the instant comes from the caller.

pub mod approval;
mod duty;
mod entry;
pub mod impact;
pub mod incident;
mod refusal;
pub mod report;
mod rules;

pub use duty::{Duty, Frame, Kind, Step, knows};
pub use entry::Entry;
pub use refusal::Refusal;
pub use rules::{Rules, RulesFault, RulesToml, Situation};

#[cfg(test)]
mod tests;
