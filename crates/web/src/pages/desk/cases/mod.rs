//! Cases: the list of those at which one has a seat, one case with the forms of every verb, opening one, the safety plan to print.

mod chart;
mod forms;
mod forms_people;
mod list;
mod new;
mod page;
mod parse;
mod safety;
mod samples;
mod serve;
pub(in crate::pages) mod words;

pub use chart::Chart;
pub use list::{CaseLine, CasesPage};
pub use new::CaseNewPage;
pub use page::{CasePage, CaseView, Lacking, Line, Measure, Owed, Section};
pub use safety::SafetyPage;
pub use serve::routes;
