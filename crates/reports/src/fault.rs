//! Why a file could not be made.

/// A file could not be made; nothing of it is left.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The page setter refused the document.
    #[error("cannot set the pages of a report: {0}")]
    Pdf(String),
    /// The text file could not be put together.
    #[error("cannot write a report as docx: {0}")]
    Word(String),
    /// The workbook could not be put together.
    #[error("cannot write a report as xlsx")]
    Excel(#[from] rust_xlsxwriter::XlsxError),
    /// The document could not be handed to the page setter.
    #[error("cannot write a report as JSON")]
    Json(#[from] serde_json::Error),
}
