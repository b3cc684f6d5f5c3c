//! The loop: from signals to a closed warning.

pub(crate) use candidates::resource;
pub(crate) use signal::without_evidence;

pub(crate) mod candidates;
mod change;
mod confirm;
mod detail;
mod dismiss;
mod queue;
mod signal;
mod step;
mod sweep;

pub use candidates::Candidate;
pub use confirm::Confirmation;
pub use detail::{CitedSignal, TimelineEntry, Verb, WarningDetail};
pub use queue::{Queue, QueueItem};
pub(crate) use signal::KeptEvidence;
pub use signal::{EvidenceSeen, HandedInBy, SignalDetail};
pub use step::{StepInput, Submitted};
