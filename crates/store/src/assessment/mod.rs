//! Campaigns, answer sheets and imports.

mod asking;
mod campaign;
mod import;
mod import_step;
mod response;

pub use asking::Asking;
pub use campaign::{Campaign, CampaignNumbers};
#[cfg(test)]
pub(crate) use campaign::{MEMBER_COLUMNS, MEMBER_WIDTH};
#[cfg(test)]
pub(crate) use import::{IMPORT_ROW_COLUMNS, IMPORT_ROW_WIDTH};
pub use import::{ImportBatch, ImportRow, NewImport};
pub use import_step::ImportMatch;
pub(crate) use response::Previous;
pub use response::{KeptResponse, NewResponse, ResponseKey};
pub(crate) use response::{RESPONSE_COLUMNS, RESPONSE_WIDTH};
