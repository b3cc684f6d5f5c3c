//! Moving work: lists, the guided form with its preview, one referral, the register of desks.

mod compose;
mod desks;
mod detail;
mod list;
mod samples;
mod serve;
pub mod words;

pub use compose::{ChoosePage, FieldLine, FormPage, FormView, PreviewPage, Shown};
pub use desks::{DeskLine, DeskPage, DesksPage};
pub use detail::{DetailPage, DetailView};
pub use list::{ListPage, Row, chips};
pub use serve::routes;
