//! Pieces that several staff pages share: forms, the card of a person, the record of a case, paging.

mod ahead;
mod entry;
mod pager;
mod person;
mod post_form;
mod record;

pub use ahead::Ahead;
pub use entry::{Entry, EntryKind, Pick};
pub use pager::Pager;
pub use person::{Fact, PersonCard, SealedField};
pub use post_form::{PostForm, Receipt};
pub use record::{Record, RecordEntry, RecordNote};

macro_rules! markup {
    ($($name:ty),* $(,)?) => { $(impl askama::filters::HtmlSafe for $name {})* };
}

markup!(Entry, Pager, PersonCard, PostForm, Record);
