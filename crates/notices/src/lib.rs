//! Who is told what, when, by which way, and what became of it: the rules of the notification ledger.
//!
//! A [`Notice`] lies inside the program for one account. [`plan`] makes one [`Dispatch`] for each way in which the account is told beside that;
//! a dispatch is the fold of its [`Event`]s. [`before_sending`] asks once more, at the very moment of sending, whether it is still right to
//! send: is the account still active, the owner, on duty; was it read or done meanwhile; was the same said already; is it a quiet hour.
//! [`parcels`] puts what waits for one recipient together, [`compose`] writes the [`Letter`] for a courier.
//!
//! What holds for every pack that compiles (`tests/laws.rs`):
//!
//! 1. Nothing goes to somebody who is no longer the owner, on duty or active.
//! 2. Two letters to one recipient by one way never say the same about the same thing within the window.
//! 3. What is red waits for no hour and no limit.
//! 4. A dispatch has ended or has an instant at which it is looked at again.
//!
//! A letter tells that there is something, never what: its text comes from the pack `messages/<id>`, and its placeholders cannot hold anything
//! about a person. Source: features "Escalation ladder", "Alerts at the wrong hour, twice, or to the old owner"; `docs/notices.md`.

mod admit;
mod before;
pub mod compose;
mod dispatch;
mod event;
mod facts;
mod fault;
mod hasten;
mod letter;
mod notice;
pub mod pack;
mod parcel;
mod parts;
mod plan;
mod quiet;
mod timing;
mod wording;
mod words;

pub use admit::{Admission, admit};
pub use before::{Verdict, before_sending};
pub use compose::{Recipient, Unfit, compose};
pub use dispatch::{Dispatch, State};
pub use event::{Event, OutOfTurn, Receipt, Refused};
pub use facts::{Facts, Saying, Sent};
pub use fault::Fault;
pub use hasten::{Reached, hasten, reached};
pub use letter::Letter;
pub use notice::{About, Key, Notice};
pub use pack::{Rules, RulesToml, TextsToml};
pub use parcel::{Parcel, parcels};
pub use parts::parts;
pub use plan::{UnknownKind, plan};
pub use quiet::QuietHours;
pub use wording::Wording;
pub use words::{Channel, Language, Level, Reason, RefusedKind, Subject, To};

#[cfg(test)]
mod tests;
