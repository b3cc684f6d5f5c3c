//! Sheets counted again by a corrected version: the list of plans, a new plan, one plan with its counts and whose result differs.

mod detail;
mod file;
mod list;
mod new;
mod samples;
mod serve;
mod words;

pub use detail::{ClassLine, PeopleView, PersonLine, RescoreDetail, RescoreDetailPage};
pub use list::{RescoreCard, RescoresPage};
pub use new::{RescoreNewPage, new_form};
pub(in crate::pages::desk) use serve::routes;
pub(in crate::pages) use words::{counted, second};
