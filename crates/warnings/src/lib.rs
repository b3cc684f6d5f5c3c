//! The closed loop 监测–预警–干预–反馈 as a pure state machine: signals, warnings, clocks, escalation.
//!
//! Machines raise [`Signal`]s by the rules of a pack ([`RuleSet`], [`signals_from`]); each cites its evidence and expires. A person confirms a
//! [`Warning`] ([`propose`], red by a [`second`] person) or dismisses with a reason. From then on somebody named owes the next step by a time:
//!
//! ```text
//! propose ─ red ─> second ──┐
//!    └───── yellow, blue ───┴─> acknowledge ─> verify ─> intervene ─> feedback ─> close ─ red ─> second_close ─> closed
//! ```
//!
//! A verb looks at a warning and gives a [`Change`]: the warning after it and the [`Event`] to keep. The log of events is the truth;
//! [`Warning::replay`] gives the same warning. An open [`State`] holds an [`Open`] with owner and due time, so a confirmed warning without
//! them cannot be written down (invariant I12). Overdue is derived ([`status()`]), [`escalate()`] moves the owner one level up the place tree.
//!
//! Who may do what is the matter of the crate `access`; accounts here are only compared with each other.
//! Source: domain_rules C.1, C.4, H; requirements Z4-55, Z4-57, F-01.

#[macro_use]
mod words;

pub mod acknowledge;
pub mod case;
pub mod clock;
pub mod close;
pub mod code;
pub mod confirm;
pub mod dismiss;
pub mod error;
pub mod escalate;
pub mod event;
pub mod facts;
pub mod feedback;
pub mod hand_over;
pub mod intake;
pub mod intervene;
pub mod level;
pub mod note;
pub mod raise;
pub mod rule;
pub mod signal;
pub mod status;
pub mod text;
pub mod verify;
pub mod warning;

pub use acknowledge::acknowledge;
pub use case::{CasesToml, ClockCase, SignalCase, run_case};
pub use clock::{Limit, Step, Timetable};
pub use close::{Outcome, close, second_close};
pub use code::Code;
pub use confirm::{Opening, propose, second};
pub use dismiss::{Dismissal, dismiss};
pub use error::Refusal;
pub use escalate::escalate;
pub use event::{Act, Actor, Event, What};
pub use facts::{BandHit, CriticalHit, CriticalKind, DecisionHit, Facts, PreviousScore, ScoreValue, Strength};
pub use feedback::{Hearing, Party, feedback};
pub use hand_over::hand_over;
pub use intake::Sources;
pub use intervene::{Action, intervene};
pub use level::{ByLevel, Level, Severity};
pub use note::note;
pub use raise::{history_matters, signals_from};
pub use rule::{Fault, RuleSet, RuleToml, check_rule};
pub use signal::{Decision, Evidence, RuleRef, Signal, SignalDraft, SignalSource, SignalState};
pub use status::{Status, status};
pub use text::{TextToml, check_text};
pub use verify::{Finding, verify};
pub use warning::{Change, CloseProposal, Open, Owner, State, Warning};

#[cfg(test)]
mod tests;
