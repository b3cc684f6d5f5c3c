//! Campaigns, answer sheets and imports.

mod campaign;
mod import;
mod response;

pub use campaign::{Campaign, CampaignCounts};
pub use import::{ImportBatch, ImportRow, NewImport};
pub use response::{KeptResponse, NewResponse, ResponseKey};
pub(crate) use response::{RESPONSE_COLUMNS, RESPONSE_WIDTH};
