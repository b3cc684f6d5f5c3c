//! Questionnaires of the operator's own: built by one person, released by another, known to every process from then on.
//!
//! A draft is what somebody typed, faults and all. Handing it in makes the files of a pack out of it, and these files never change again:
//! what is asked, scored, exported and shown later is read from them.

mod begin;
mod draft;
mod exchange;
mod learn;
mod read;
mod steps;

pub use begin::Begun;
pub use exchange::{ExportAs, Imported};
pub use read::{QuestionnaireLine, QuestionnaireList, QuestionnaireView};
pub use steps::Handed;

use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::builder::{Built, Draft, DraftFault, Licensed, check};
use xinqiao_store::questionnaires::VersionLine;

use crate::{App, AppError, Result};

/// What codes of own questionnaires begin with: no shipped instrument does.
pub const PREFIX: &str = "own-";
/// The pack of names that are not free.
pub const LICENSED: &str = "default";
/// Largest draft and largest file that is read, in bytes.
pub const LARGEST: usize = 512 * 1024;

impl App {
    /// Names of questionnaires whose wording is not free. Errors: `Broken` without their pack.
    fn licensed(&self) -> Result<&[Licensed]> {
        self.inner.library.licensed(LICENSED).ok_or_else(|| AppError::broken("the pack licensed/default is missing or faulty"))
    }

    /// The definition of a draft and everything that is wrong with it.
    fn checked_questionnaire(&self, line: &VersionLine, draft: &Draft) -> Result<(Option<Built>, Vec<DraftFault>)> {
        let version = line.number.to_string();
        Ok(check(draft, (&line.questionnaire.code, &version), self.day(self.now()), self.licensed()?))
    }
}

/// The files of a definition, read again as a pack.
fn pack_of(line: &VersionLine, files: std::collections::BTreeMap<String, String>) -> Result<InstrumentPack> {
    let version = line.number.to_string();
    xinqiao_packs::read_instrument(&line.questionnaire.code, &version, files).map_err(|faults| {
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        AppError::broken(format!("questionnaire {} {version}: {}", line.questionnaire.code, told.join("; ")))
    })
}
