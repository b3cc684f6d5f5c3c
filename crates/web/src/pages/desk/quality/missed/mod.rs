//! Reviews of what was missed: the list, recording one, one review with its next steps, proposals to whoever keeps the rules.

mod advice;
mod detail;
mod forms;
mod list;
mod new;
mod samples;
mod serve;
mod words;

pub use advice::{MissedAdvicePage, MissedAdviceView};
pub use detail::{MissedDetail, MissedReviewPage};
pub use list::{MissedLine, MissedListPage};
pub use new::{MissedNewPage, MissedNewView};
pub use serve::routes;
