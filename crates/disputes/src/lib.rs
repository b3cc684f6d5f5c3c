//! Disputes 矛盾纠纷 and petitions 信访: problem list, mediation with psychological guidance, joint group, watch; reception; rows for 综治.
//!
//! - [`dispute`]: registered by one of five kinds of workers, mediated, settled, watched for a while, closed (requirements F-21).
//! - [`reception`]: somebody who petitions is offered help, and may say no without leaving a record (requirements F-22).
//! - [`exchange`]: pure mapping to and from rows of the governance system, without names by default.
//!
//! Each is the fold of its entries. Somebody named owes the next step by a time until it ends. A dispute is never a mark of a person: the matter has
//! a state, people have none, and only a danger that somebody saw makes a [`NoticeDraft`]. Limits and lists come from a pack `disputes/<id>`
//! ([`Rules`]). Source: requirements F-21, F-22, Z2-03, Z2-09, Z2-10, Z2-14, Z2-17, Z2-19, Z2-97, Z3-71, Z3-97. More in `docs/disputes.md`.

pub mod dispute;
pub mod entry;
pub mod exchange;
pub mod notice;
pub mod reception;
pub mod refusal;
pub mod rules;
pub mod word;

pub use dispute::Dispute;
pub use entry::{Act, Actor, Changed, Entry};
pub use notice::NoticeDraft;
pub use reception::Reception;
pub use refusal::Refusal;
pub use rules::{Fault, Rules, RulesToml, Timetable};
pub use xinqiao_kernel::id::{DisputeId, ReceptionId, StepId};
pub use xinqiao_kernel::{Code, Limit, Open, Owner, WorkClock, next_up};

pub use word::{Danger, Guidance, Origin, Seen, Settlement, Stage, Worker};

#[cfg(test)]
mod tests;
