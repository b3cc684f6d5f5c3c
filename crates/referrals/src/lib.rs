//! Moving work: assign 指派, transfer 移交, refer 转介, consult 会商; the green channel of schools; one-stop aid for minor victims.
//!
//! A [`Referral`] is the fold of its [`Event`]s, as a warning is. Somebody named owes the next step by a time until it ends:
//!
//! ```text
//!           ┌── ask back ── answer ──┐
//! send ─────┴── accept ── begin ── report back ── done          refer
//!       │       accept ────────── report back ── done          consult
//!       │       accept: responsibility and sight move at once  assign, transfer
//!       └── reject, silence ── back with the sender ── send on, revoke
//! ```
//!
//! [`preview()`] shows exactly what a receiver will see, and [`send()`] takes nothing but a preview. [`Referral::standing`] says who is responsible and
//! who sees what; each [`Change`] carries the [`Effect`]s that belong into its transaction. [`green_channel`] and [`victim_aid`] are protocols of
//! their own beside it. Limits, fields, packets, reasons and sentences come from a pack `referrals/<id>` ([`Rules`]).
//!
//! Who may do what is the matter of the crate `access`; accounts here are only compared with each other. Mandatory reports are kept by the crate
//! `duties` and cited by id. Source: requirements F-06, F-07, F-09, F-20, Z1-38, Z3-76; domain_rules A.13, C.8, F.3, F.4; features "Case management and
//! referral". The tables stand in `docs/referrals.md`.

pub mod accept;
pub mod ask_back;
pub mod basis;
pub mod begin;
pub mod cite_report;
pub mod clock;
pub mod code;
pub mod done;
pub mod down_refer;
pub mod entry;
pub mod event;
pub mod green_channel;
pub mod id;
pub mod inform;
pub mod owner;
pub mod packet;
pub mod pass_on;
pub mod referral;
pub mod refusal;
pub mod reject;
pub mod report_back;
pub mod revoke;
pub mod rules;
pub mod send;
pub mod send_on;
pub mod silence;
pub mod standing;
pub mod time;
pub mod victim_aid;
pub mod word;

pub use accept::accept;
pub use ask_back::{answer, ask_back};
pub use basis::{Basis, Giver, check_basis, needs_guardian};
pub use begin::begin;
pub use cite_report::cite_report;
pub use clock::{Clock, Limit};
pub use code::Code;
pub use done::done;
pub use down_refer::{DownReferral, down_refer};
pub use entry::{Changed, Entry};
pub use event::{Act, Actor, Debt, Event, Harm, Sent, Subject, What};
pub use id::{AidId, CaseRef, ChannelId, ReceiverId, ReferralId, StepId};
pub use inform::inform;
pub use owner::{Open, Owner, next_up};
pub use packet::{Attachment, Facts, Packet, PacketField, Preview, Why, preview};
pub use pass_on::pass_on;
pub use referral::{Change, End, Outcome, Owed, Referral, Returned, State};
pub use refusal::Refusal;
pub use reject::reject;
pub use report_back::report_back;
pub use revoke::revoke;
pub use rules::{Fault, Rules, RulesToml};
pub use send::{Opening, send};
pub use send_on::send_on;
pub use silence::silence;
pub use standing::{Effect, Sight, Standing};
pub use time::Timetable;
pub use word::{Age, Class, Form, Kind, Side, Urgency};

#[cfg(test)]
mod tests;
