//! A file of answers goes into a campaign: checked first, then imported; every row ends in the ledger with an outcome and a reason.

mod apply;
mod check;
mod columns;
mod copy;
mod day;
mod detail;
mod file;
mod form;
mod judge;
mod ledger;
mod options;
mod report;
mod run;
mod step;

pub use columns::APPENDED;
pub use copy::Words;
#[cfg(test)]
pub(super) use day::day;
pub use detail::{ImportDetail, LedgerRows};
pub use file::{MAX_BYTES, MAX_ROWS};
pub use ledger::{LedgerRow, RowCounts, RowDetail, TEXT_KEYS};
pub use options::{ImportOptions, Items};
pub use report::{ImportReport, Raised};
pub use run::ImportRun;
pub(crate) use run::Runs;

use xinqiao_kernel::id::CampaignId;
use xinqiao_store::campaigns::Campaign;

/// Is told how many rows are done, of how many.
pub type Progress<'a> = Option<&'a (dyn Fn(u64, u64) + Sync)>;

/// Where the numbers of a place's files name people: a pupil keeps their identity over the campaigns of a school.
pub(crate) fn system(campaign: &Campaign) -> String {
    format!("campaign-place:{}", campaign.place)
}

/// What the submission keys of a campaign's imported sheets of a part begin with; the external id follows.
fn key_prefix(campaign: CampaignId, part: usize) -> String {
    if part == 0 { format!("import:{campaign}:") } else { format!("import:{campaign}:{part}:") }
}
