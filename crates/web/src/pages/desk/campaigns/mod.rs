//! Screening campaigns: the list, one campaign, a new one, files of answers and what became of each row.

mod campaign;
mod completion;
mod create;
mod list;
mod manage;
mod report;
mod samples;
mod serve;
mod upload;

pub use campaign::{BandShare, CampaignPage, CampaignView, ImportLine, UnitBar, UnitsView};
pub use completion::{ClassLine, ClassesPage, CompletionPage, CompletionView, MemberLine};
pub use create::{CampaignCreatePage, PARTS, create_form};
pub use list::{CampaignRow, CampaignState, CampaignsPage};
pub use manage::{ManagePage, ManageView};
pub use report::{ImportCounts, ImportPage, ImportState, ImportView, LedgerLine, LedgerTab, RowOutcome};
pub use serve::{ledger_word, routes, slow_routes};
pub use upload::{ImportUploadPage, upload_form};
