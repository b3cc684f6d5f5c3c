//! Screening campaigns 普查: what they ask of whom, their life, how far they are, and files of answers that come from outside.

mod capacity;
mod completion;
mod course;
mod create;
mod detail;
mod enrol;
mod grades;
mod import;
mod life;
mod numbers;
mod own;
mod paper;
mod places;
mod progress;
mod remind;
mod sitting;
mod standing;
mod talks;

pub use completion::{ClassCampaign, Completion};
pub(crate) use course::{course, step as course_step};
pub use create::{NewCampaign, NewPart};
pub use detail::{BandCount, CampaignDetail, Counts};
pub use enrol::{Enrolled, Enrolment};
pub use grades::GradeCount;
pub use import::{
    APPENDED, ImportDetail, ImportOptions, ImportReport, ImportRun, Items, LedgerRow, LedgerRows, MAX_BYTES, MAX_ROWS, Progress,
    Raised, RowCounts, RowDetail, TEXT_KEYS, Words,
};
pub(crate) use import::{Runs, system};
pub use life::{CampaignLife, LifeStep, Told, Waiting};
pub use paper::{MOST_SHEETS, PAPER_COLUMNS, PAPER_PREFIX, PaperFile, PaperForm};
pub use progress::{UnitProgress, Units};
pub use sitting::NewSitting;
pub use standing::Standing;
pub use talks::{Talk, TalkRow, Talks};
pub use xinqiao_store::campaigns::Campaign;

use xinqiao_campaigns::Rules;

use crate::{App, AppError, Result};

#[cfg(test)]
pub(crate) mod tests;

/// The pack by which campaigns are run.
const RULES: &str = "default";

impl App {
    /// The rules by which campaigns are run. Errors: `Broken` when the pack is missing.
    pub fn campaign_rules(&self) -> Result<&Rules> {
        self.inner.library.campaigns(RULES).ok_or_else(|| AppError::broken("the pack campaigns/default is missing"))
    }
}
