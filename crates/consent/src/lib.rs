//! Consent, notices, retention and the person's rights, as pure rules.
//!
//! A [`Purpose`] is what personal information is used for. A [`Notice`] tells the person about one purpose, in versions. A [`Record`] is what
//! was said about it, by the person and, for a child, by the guardian; [`Record::state`] says what holds on a day. How long things are kept is
//! a [`RetentionRule`], and what a person may ask for is a [`RequestKind`] with a deadline.
//!
//! Sources: PIPL (个人信息保护法) 13–17, 19, 28–31, 44–50 and the project's list of duties, `domain_rules` F.3.

mod age;
mod closed;
mod erasure;
mod guardian;
mod notice;
mod period;
mod purpose;
mod record;
mod retention;
mod rights;
mod state;
mod terms;
mod verbs;

pub use age::{AgeClass, OWN_CONSENT};
pub use closed::UnknownWord;
pub use erasure::{Obstacle, Standing};
pub use guardian::{Bond, Care, Proof, Relation, Unfit, bond};
pub use notice::{Fault, Notice, NoticeText, NoticeToml, OperatorText, SourceToml, check_text};
pub use period::Period;
pub use purpose::{Basis, Purpose};
pub use record::{Entry, Party, Record, Word, WordKind};
pub use retention::{Ending, Kept, RetentionRule, RetentionToml, Start, compile_retention};
pub use rights::{Deadline, Ground, Handling, RequestKind, RequestState, RightsToml, answer, compile_rights};
pub use state::{Needed, State, Who};
pub use terms::{Childrens, DataKind, Effect, Method, Recipient, Terms};
pub use verbs::{Refusal, say};

#[cfg(test)]
mod tests;
