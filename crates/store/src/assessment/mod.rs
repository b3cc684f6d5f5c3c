//! Answer sheets and imports.

mod import;
mod import_step;
mod response;

#[cfg(test)]
pub(crate) use import::{IMPORT_ROW_COLUMNS, IMPORT_ROW_WIDTH};
pub use import::{ImportBatch, ImportRow, NewImport};
pub use import_step::ImportMatch;
pub(crate) use response::Previous;
pub use response::{KeptResponse, NewResponse, ResponseKey};
pub(crate) use response::{RESPONSE_COLUMNS, RESPONSE_WIDTH};
