//! Screening campaigns 普查, pure: what a campaign asks in which order, and the life of a campaign from plan to close.
//!
//! - [`Course`]: the instruments of a campaign in their order, each asked always or only after a certain result of an earlier one.
//! - [`Campaign`]: the fold of its [`Event`]s: planned, signed off by a second person (requirements F-07, Z4-43; `features.md`, ethics sign-off),
//!   running, paused by a person or by the capacity rule, closed, re-opened. [`Campaign::decide`] says whether a step is possible.
//! - [`capacity`]: do the staff of the coming days suffice for the talks that the answers of these days will ask for?
//! - [`reminder`]: when somebody may be reminded again.
//!
//! A campaign never says anything about a person: what a sheet raises are signals, and a person decides about each.
//! Limits come from a pack `campaigns/<id>` ([`Rules`]). More in `docs/campaigns.md`.

#![warn(missing_docs)]

pub mod capacity;
pub mod reminder;

mod campaign;
mod course;
mod event;
mod refusal;
mod rules;
mod window;

pub use campaign::{Campaign, Stage};
pub use course::{Course, CourseFault, Given, Next, Only, Part};
pub use event::{Act, Event};
pub use refusal::Refusal;
pub use rules::{CapacityToml, Fault, ReminderToml, Rules, RulesToml};
pub use window::Window;

#[cfg(test)]
mod tests;
