//! Who carries letters, as the operator chose.

use xinqiao_couriers::Configured;
use xinqiao_notices::{Rules, Wording};

use crate::{App, AppError, Result};

/// The pack of messages that is in force.
const PACK: &str = "default";

/// Couriers with what stands in every letter.
pub(crate) struct Post {
    pub couriers: Configured,
    pub wording: Wording,
}

/// Name or link that no letter may hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: expected {expected}, found {found}")]
pub struct PostFault {
    pub key: String,
    pub expected: String,
    pub found: String,
}

impl App {
    /// Sets who carries letters; without it notices stay inside. Only the first call counts.
    ///
    /// Errors: every part of the service's name and link that the pack `messages` refuses.
    pub fn use_couriers(&self, couriers: Configured) -> std::result::Result<(), Vec<PostFault>> {
        let fault =
            |key: &str, expected: &str, found: String| PostFault { key: key.to_owned(), expected: expected.to_owned(), found };
        let rules = self.message_rules().map_err(|missing| vec![fault("messages", "a sound pack", missing.to_string())])?;
        let wording = Wording::new(rules, couriers.service.clone(), couriers.link.clone()).map_err(|faults| {
            faults
                .into_iter()
                .map(|found| PostFault { key: found.key, expected: found.expected, found: found.found })
                .collect::<Vec<_>>()
        })?;
        // a second one would change couriers under letters that are under way
        let _ = self.inner.post.set(Post { couriers, wording });
        Ok(())
    }

    /// Rules and texts of notices. Errors: `Broken` when the pack is missing or faulty.
    pub(crate) fn message_rules(&self) -> Result<&Rules> {
        self.inner.library.messages(PACK).ok_or_else(|| AppError::broken("the pack messages/default is missing or faulty"))
    }

    pub(super) fn post(&self) -> Option<&Post> {
        self.inner.post.get()
    }
}
