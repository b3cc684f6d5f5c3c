//! Answers of an unfinished test, kept for whoever has an account, so that nothing is lost and another device goes on with it.

mod drop;
mod handed;
mod keep;
mod read;
mod take_up;

pub use keep::Change;
pub use read::AnswerDraft;
pub(crate) use read::{body, draft};
pub use xinqiao_store::drafts::DraftOf;
