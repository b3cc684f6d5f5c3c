//! Content packs: instruments, warning rules, calendars, notices, retention rules, floors of counts, duties, cases, as `docs/packs.md` describes them.
//!
//! [`Library::embedded`] gives what the program carries, [`Library::load`] adds an operator's folder. Nothing stops at the first fault:
//! all are collected, each with pack, file, key, expected and found, and [`check`] runs every worked case besides.

mod adaptive;
mod audit;
mod calendar;
mod campaigns;
mod cases;
mod check;
mod devices;
mod disclosure;
mod disputes;
mod duties;
mod emergency;
mod fault;
mod files;
mod groups;
mod informants;
mod instrument;
mod jurisdictions;
mod library;
mod licensed;
mod messages;
mod norms;
mod notices;
mod quality;
mod referrals;
mod released;
mod risk;
mod rule;
mod sign_in;
mod sources;
mod triage;
mod validity;
mod write;

pub use adaptive::{AdaptiveForm, AdaptiveToml, BandToml, CalibrationToml, CaseToml, LimitToml};
pub use check::{PlaceReport, Report, check, places};
pub use fault::PackFault;
pub use instrument::{InstrumentPack, LANGUAGES, read_instrument};
pub use library::Library;
pub use norms::LocalNormRules;
pub use notices::TrustPacks;
pub use released::ReleasedPack;
pub use rule::RulePack;
pub use rule::candidate;
pub use sign_in::SignInPack;
pub use write::{InstrumentFiles, instrument_texts, write_instrument};

#[cfg(test)]
mod tests;
