//! Free words as triage reads them.

use xinqiao_text::AttentionLevel;
use xinqiao_warnings::intake::{Mark, TextRead};

use super::{LONGEST, TRIAGE};
use crate::{App, AppError, Result};

impl App {
    /// Words that were handed in, trimmed; none for nothing. Errors: `Invalid` on `words` when they are too long.
    pub(super) fn words_of(&self, words: Option<&str>) -> Result<Option<String>> {
        let words = words.map(|text| text.trim().replace("\r\n", "\n")).filter(|text| !text.is_empty());
        match words {
            Some(text) if LONGEST < text.chars().count() => {
                Err(AppError::field("words", "fault-report-words-long", text.chars().count().to_string()))
            }
            other => Ok(other),
        }
    }

    /// The reading of triage: places and levels, no words. Errors: `Broken` when the rules are missing.
    pub(super) fn read_words(&self, words: &str) -> Result<TextRead> {
        let triage = self.inner.library.triage(TRIAGE).ok_or_else(|| AppError::broken("the pack triage/default is missing"))?;
        let reading = triage.read(words);
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let marks = reading.spans.iter().filter(|span| AttentionLevel::None < span.counted).map(|span| Mark {
            start: place(span.start),
            end: place(span.end),
            category: span.category.to_string(),
            counted: span.counted.into(),
        });
        Ok(TextRead {
            level: reading.level.into(),
            about_other: reading.subject == Some(xinqiao_text::Subject::Other),
            marks: marks.collect(),
            rules: reading.rules.id.clone(),
            version: reading.rules.version.clone(),
        })
    }
}
