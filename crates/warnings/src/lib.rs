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
//! Beside the steps run other clocks ([`side::Clock`]): reviews once support has begun, a graver level that waits for a second person, a
//! hand-over between shifts that waits to be accepted, an objection that waits for its answer. Each has an owner and a due time of its own,
//! and [`Warning::next_owed`] is what a sweep asks by. Levels rise ([`upgrade()`]) and fall ([`propose_downgrade`]), signals join a
//! running warning ([`take_up()`]), duplicates end in the older warning ([`merge()`]), a closed one opens again ([`reopen()`]) or is
//! followed by another ([`propose_after`]).
//!
//! Who may do what is the matter of the crate `access`; accounts here are only compared with each other.
//! Source: domain_rules C.1, C.4, F.3, H; requirements Z4-55, Z4-57, F-01.

#[macro_use]
mod words;

pub mod acknowledge;
pub mod case;
pub mod clock;
pub mod close;
pub mod code;
pub mod confirm;
pub mod dismiss;
pub mod downgrade;
pub mod error;
pub mod escalate;
pub mod event;
pub mod facts;
pub mod feedback;
pub mod follow;
pub mod hand_over;
mod happen;
pub mod intake;
pub mod intervene;
pub mod jurisdiction;
pub mod level;
pub mod merge;
pub mod note;
pub mod objection;
pub mod offer;
pub mod pass_on;
pub mod quality;
pub mod quiet;
pub mod raise;
pub mod reassign;
pub mod reopen;
pub mod review;
pub mod rule;
pub mod shift;
pub mod side;
pub mod signal;
pub mod status;
pub mod take_up;
pub mod text;
pub mod upgrade;
pub mod verify;
pub mod warning;

pub use acknowledge::acknowledge;
pub use case::{CasesToml, ClockCase, SignalCase, run_case};
pub use clock::{Limit, Step, Timetable};
pub use close::{Outcome, close, second_close};
pub use code::Code;
pub use confirm::{Opening, propose, second};
pub use dismiss::{Dismissal, dismiss};
pub use downgrade::{Assessment, Cited, DowngradeProposal, DowngradeRules, propose_downgrade, sign_downgrade};
pub use error::Refusal;
pub use escalate::escalate;
pub use event::{Absorbed, Act, Actor, Event, Follows, What};
pub use facts::{BandHit, CriticalHit, CriticalKind, DecisionHit, Facts, PreviousScore, ScoreValue, Strength};
pub use feedback::{Hearing, Party, feedback};
pub use follow::propose_after;
pub use hand_over::hand_over;
pub use intake::Sources;
pub use intervene::{Action, intervene};
pub use jurisdiction::{Jurisdictions, JurisdictionsToml, LevelWords, lacks};
pub use level::{ByLevel, Level, Severity};
pub use merge::{Merging, merge};
pub use note::note;
pub use objection::{Answer, Objection, answer_objection, object, second_objection};
pub use offer::{Offer, accept, offer};
pub use pass_on::pass_on;
pub use quality::QualityRules;
pub use quiet::{NoticeKind, QuietHours, deliver_at};
pub use raise::{history_matters, signals_from};
pub use reassign::{owes, reassign};
pub use reopen::{Reopening, reopen};
pub use review::{ReviewNote, Reviewing, review};
pub use rule::{Fault, RosterRules, RuleSet, RuleToml, check_rule};
pub use shift::{DutyEntry, Gap, Handing, Period, Post, gaps, on_duty, shift_change, standing_in, there};
pub use side::{Clock, Owed};
pub use signal::{Decision, Evidence, RuleRef, Signal, SignalDraft, SignalSource, SignalState};
pub use status::{Status, status, statuses};
pub use take_up::{TakingUp, take_up};
pub use text::{TextToml, check_text};
pub use upgrade::{Rise, RiseProposal, refuse_upgrade, second_upgrade, upgrade};
pub use verify::{Finding, verify};
pub use warning::{Change, CloseProposal, Open, Owner, State, Warning};

#[cfg(test)]
mod tests;
