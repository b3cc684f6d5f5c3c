//! The loop: from signals to a closed warning.

pub(crate) use candidates::{entry, officers, resource};
pub(crate) use change::state_row;
pub(crate) use signal::without_evidence;

pub(crate) mod candidates;
mod change;
mod confirm;
mod detail;
mod dismiss;
mod merge;
mod objection;
mod queue;
mod signal;
mod step;
mod sweep;
mod take_up;

pub use candidates::Candidate;
pub use confirm::Confirmation;
pub use detail::{CitedSignal, TimelineEntry, Verb, WarningDetail};
pub use objection::CareNote;
pub use queue::{Queue, QueueCount, QueueItem, Which};
pub(crate) use signal::KeptEvidence;
pub use signal::{EvidenceSeen, HandedInBy, SignalDetail};
pub(crate) use sweep::replayed;
pub use xinqiao_store::warnings::Mark;

pub use step::{StepInput, Submitted};
pub use take_up::{Running, TakeUp};
