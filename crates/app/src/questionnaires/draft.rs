//! Drafts and files as the store keeps them.

use std::collections::BTreeMap;

use xinqiao_packs::{InstrumentFiles, instrument_texts};
use xinqiao_psychometrics::builder::{Built, Draft};

use super::LARGEST;
use crate::{AppError, Result};

/// A draft as text. Errors: `Invalid` on `draft` when it is too large.
pub(super) fn written(draft: &Draft) -> Result<String> {
    let text = serde_json::to_string(draft)
        .map_err(|fault| AppError::Broken { what: "write a draft".to_owned(), source: Some(Box::new(fault)) })?;
    if LARGEST < text.len() {
        return Err(AppError::field("draft", "fault-questionnaire-large", text.len().to_string()));
    }
    Ok(text)
}

/// A draft from its text.
pub(super) fn read(text: &str) -> Result<Draft> {
    serde_json::from_str(text)
        .map_err(|fault| AppError::Broken { what: "read a draft".to_owned(), source: Some(Box::new(fault)) })
}

/// The files of a definition, by name.
pub(super) fn files(built: &Built) -> Result<BTreeMap<String, String>> {
    let [chinese, english] = &built.texts;
    let files = InstrumentFiles {
        pack: &built.pack,
        items: &built.items,
        scoring: &built.scoring,
        cases: &built.cases,
        texts: [chinese, english],
        permission: built.permission.as_ref(),
    };
    instrument_texts(&files).map_err(|fault| AppError::Broken {
        what: "write the files of a questionnaire".to_owned(),
        source: Some(Box::new(fault)),
    })
}

/// Files from their text.
pub(super) fn read_files(text: &str) -> Result<BTreeMap<String, String>> {
    serde_json::from_str(text)
        .map_err(|fault| AppError::Broken { what: "read the files of a questionnaire".to_owned(), source: Some(Box::new(fault)) })
}
