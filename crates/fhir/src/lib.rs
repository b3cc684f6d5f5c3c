//! Instruments as FHIR R4 Questionnaire and QuestionnaireResponse with the SDC extensions for scores; no I/O.
//!
//! [`export()`] turns a definition into a Questionnaire, [`import()`] reads one of another program, [`response()`] and [`answers()`] do the
//! same with what a person answered. What cannot be said is never dropped in silence: each of them gives a [`Report`] that names the
//! path, the feature and what became of it (docs/fhir.md).

#![warn(missing_docs)]

pub mod element;
pub mod questionnaire;
pub mod response_resource;
pub mod urls;

mod answers;
mod decimal;
mod definition;
mod export;
mod import;
mod path;
mod report;
mod response;

#[cfg(test)]
mod tests;

pub use answers::{Told, answers};
pub use decimal::Decimal;
pub use definition::Definition;
pub use export::{Exported, export};
pub use import::{Imported, Settings, import};
pub use questionnaire::Questionnaire;
pub use report::{Fate, Feature, Finding, Refusal, Report};
pub use response::response;
pub use response_resource::QuestionnaireResponse;
