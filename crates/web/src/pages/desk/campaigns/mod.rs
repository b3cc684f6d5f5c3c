//! Screening campaigns: the list, one campaign, a new one, files of answers and what became of each row.

mod campaign;
mod create;
mod hand_over;
mod list;
mod paper;
mod report;
mod samples;
mod serve;
mod upload;

pub use campaign::{BandShare, CampaignPage, CampaignView, ImportLine};
pub use create::{CampaignCreatePage, create_form};
pub use hand_over::{HandOverPage, hand_over_form};
pub use list::{CampaignRow, CampaignState, CampaignsPage};
pub use paper::{PaperItem, PaperPage, PaperView};
pub use report::{ImportCounts, ImportPage, ImportState, ImportView, LedgerLine, LedgerTab, RowOutcome};
pub use serve::{ledger_word, routes, slow_routes};
pub use upload::{ImportUploadPage, upload_form};
