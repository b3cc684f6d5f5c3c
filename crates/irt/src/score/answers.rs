//! Answers as the model takes them.

use thiserror::Error;

use crate::item::Item;

/// A category from 0, or nothing where there is no answer.
pub type Answer = Option<u8>;

/// Answers that do not fit the items.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AnswerFault {
    /// More or fewer than there are items.
    #[error("expected {expected} answers, one for each item, found {found}")]
    Count {
        /// How many items there are.
        expected: usize,
        /// How many answers there are.
        found: usize,
    },
    /// A category that the item does not have.
    #[error("item {id}: expected an answer from 0 to {most}, found {found}")]
    Category {
        /// The item.
        id: String,
        /// Its highest category.
        most: usize,
        /// The answer.
        found: u8,
    },
}

/// The items that were answered, with their categories.
pub(crate) fn check<'a>(items: &'a [Item], answers: &[Answer]) -> Result<Vec<(&'a Item, usize)>, AnswerFault> {
    if items.len() != answers.len() {
        return Err(AnswerFault::Count { expected: items.len(), found: answers.len() });
    }
    let mut given = Vec::with_capacity(items.len());
    for (item, answer) in items.iter().zip(answers) {
        let Some(found) = *answer else { continue };
        let most = item.categories() - 1;
        if usize::from(found) > most {
            return Err(AnswerFault::Category { id: item.id().to_owned(), most, found });
        }
        given.push((item, usize::from(found)));
    }
    Ok(given)
}
