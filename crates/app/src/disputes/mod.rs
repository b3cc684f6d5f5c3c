//! Disputes 矛盾纠纷: registered by five kinds of workers, mediated, watched; files for and from the governance system 综治.

mod export;
mod fold;
mod import;
mod left;
mod list;
mod offer;
mod register;
mod stands;
mod step;
mod sweep;
mod view;

pub use export::{DisputeFile, ExchangePage};
pub use import::{ImportFault, ImportReport, ImportedRow, Outcome, Wrong};
pub use list::DisputePage;
pub use offer::worker_of;
pub use register::NewDispute;
pub use step::{DisputeInput, DisputeStep};
pub use view::{DisputeView, EntryView, PartyView};
pub use xinqiao_store::disputes::{After, DisputeRow, ExchangeRow, Wanted};

/// The pack of rules for disputes that is in force.
pub const DISPUTES: &str = "default";
