//! Screening campaigns 普查: who is asked, how a campaign stands, and files of answers that come from outside.

mod cells;
mod create;
mod detail;
mod import;
mod own;

pub use cells::FLOOR;
pub use create::NewCampaign;
pub use detail::{BandCount, CampaignDetail, Counts};
pub use import::{
    APPENDED, ImportOptions, ImportReport, Items, LedgerRow, MAX_BYTES, MAX_ROWS, Progress, Raised, RowCounts, RowDetail,
    TEXT_KEYS, Words,
};

#[cfg(test)]
mod tests;
