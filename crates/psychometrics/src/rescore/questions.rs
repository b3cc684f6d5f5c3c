//! Whether two versions ask the same questions: only then the answers of one may be counted by the other.

use crate::{Accepts, Instrument};

/// A question that the other version does not have, has elsewhere, or answers otherwise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OtherQuestion {
    /// Another question, or none, stands at this place.
    #[error("question {place}: {} in one version, {} in the other", told(.before), told(.after))]
    Item {
        /// 1, 2, 3, …
        place: usize,
        /// Code in the old version.
        before: Option<String>,
        /// Code in the new version.
        after: Option<String>,
    },
    /// The question takes other answers.
    #[error("question {0} takes other answers")]
    Answers(String),
}

fn told(code: &Option<String>) -> &str {
    code.as_deref().unwrap_or("none")
}

/// Are the questions the same, in the same order, with the same answers? The wording of a translation may differ.
/// Errors: every question that differs.
pub fn same_questions(before: &Instrument, after: &Instrument) -> Result<(), Vec<OtherQuestion>> {
    let mut faults = Vec::new();
    for place in 0..before.items().len().max(after.items().len()) {
        let pair = (before.items().get(place), after.items().get(place));
        match pair {
            (Some(one), Some(other)) if one.code() == other.code() => {
                if !is_same(one.accepts(), other.accepts()) {
                    faults.push(OtherQuestion::Answers(one.code().to_owned()));
                }
            }
            (one, other) => faults.push(OtherQuestion::Item {
                place: place + 1,
                before: one.map(|item| item.code().to_owned()),
                after: other.map(|item| item.code().to_owned()),
            }),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// The order of options on a page makes no other answer.
fn is_same(one: &Accepts, other: &Accepts) -> bool {
    match (one, other) {
        (Accepts::Choice(one), Accepts::Choice(other)) => {
            let sorted = |values: &[i64]| {
                let mut values = values.to_vec();
                values.sort_unstable();
                values
            };
            sorted(one) == sorted(other)
        }
        (one, other) => one == other,
    }
}
