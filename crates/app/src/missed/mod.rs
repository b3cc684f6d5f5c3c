//! Reviews of what was missed: opened by facts that the program keeps or by hand, owed by somebody, closed by two persons, blameless.
//!
//! Pages show roles and never the names of those who decided. What a review is about is an event; that it exists says nothing about a person.

mod advice;
mod count;
mod find;
mod fold;
mod list;
mod offer;
mod record;
mod step;
mod sweep;
mod view;

pub use advice::{AdvicePage, AdviceView};
pub(crate) use count::subject as missed_subject;
pub use list::MissedPage;
pub use offer::MarkChoice;
pub use record::NewMissed;
pub use step::{MissedInput, MissedStep};
pub use view::{MissedEntry, MissedView, PastLine, WhatBecame};
pub use xinqiao_store::missed::{MissedAfter, MissedRow};
