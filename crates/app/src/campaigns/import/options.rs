//! How the columns of a file are to be read.

use serde::{Deserialize, Serialize};

use crate::{AppError, FieldFault, Result};

/// Which columns hold the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Items {
    /// The columns whose names are this prefix and an item's code.
    Prefix(String),
    /// These columns, in item order.
    Columns(Vec<String>),
    /// The only set of columns whose names end in the codes of all items.
    Auto,
}

/// How a file is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportOptions {
    /// column of the number or name that tells people apart
    pub id_column: String,
    pub items: Items,
    /// is added to every choice: −1 turns 1–4 into 0–3
    pub shift: i32,
    /// the file has reversed items turned round already
    pub already_reversed: bool,
    /// columns about people whom the program does not know yet
    pub name_column: Option<String>,
    pub sex_column: Option<String>,
    pub birth_column: Option<String>,
    /// day of the answers; without it: today, or the last day of a campaign that is over
    pub answered_on_column: Option<String>,
    /// sheet of a workbook; without it the first
    pub sheet: Option<String>,
    /// which instrument of the campaign the file answers, from 0
    #[serde(default)]
    pub part: usize,
}

impl ImportOptions {
    /// The usual options: the columns of the answers are looked for, nothing is shifted.
    pub fn new(id_column: impl Into<String>) -> Self {
        Self {
            id_column: id_column.into(),
            items: Items::Auto,
            shift: 0,
            already_reversed: false,
            name_column: None,
            sex_column: None,
            birth_column: None,
            answered_on_column: None,
            sheet: None,
            part: 0,
        }
    }

    pub(super) fn check(&self) -> Result<()> {
        let mut faults = Vec::new();
        if self.id_column.trim().is_empty() {
            faults.push(FieldFault { field: "id_column", expected: "fault-import-id-column", found: String::new() });
        }
        if 1_000 < self.shift.unsigned_abs() {
            faults.push(FieldFault { field: "shift", expected: "fault-import-shift", found: self.shift.to_string() });
        }
        if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
    }
}

/// The column `options` of a batch.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct KeptOptions {
    pub options: ImportOptions,
    /// item code and name of its column
    pub columns: Vec<(String, String)>,
}

impl KeptOptions {
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|fault| AppError::Broken {
            what: "import options cannot be written".to_owned(),
            source: Some(Box::new(fault)),
        })
    }

    pub fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text)
            .map_err(|fault| AppError::Broken { what: "import options cannot be read".to_owned(), source: Some(Box::new(fault)) })
    }
}
