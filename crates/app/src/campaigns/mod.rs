//! Screening campaigns 普查: who is asked, how a campaign stands, and files of answers that come from outside.

mod create;
mod detail;
mod grades;
mod import;
mod numbers;
mod own;
mod paper;
mod places;
mod standing;

pub use create::NewCampaign;
pub use detail::{BandCount, CampaignDetail, Counts};
pub use grades::GradeCount;
pub use import::{
    APPENDED, ImportDetail, ImportOptions, ImportReport, ImportRun, Items, LedgerRow, LedgerRows, MAX_BYTES, MAX_ROWS, Progress,
    Raised, RowCounts, RowDetail, TEXT_KEYS, Words,
};
pub(crate) use import::{Runs, system};
pub use paper::{MOST_SHEETS, PAPER_COLUMNS, PAPER_PREFIX, PaperFile, PaperForm};
pub use standing::Standing;
pub use xinqiao_store::assessment::Campaign;

#[cfg(test)]
pub(crate) mod tests;
