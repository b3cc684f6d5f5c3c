//! The end of a hand-over.

use super::HandOver;
use crate::audit::by_system;
use crate::{App, Result};

/// Why it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// the campaign does not ask the person any more: they answered or declined
    Answered,
    /// nobody touched the device
    Idle,
    /// the person gave it back
    GivenBack,
}

impl Ending {
    const fn code(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Idle => "idle",
            Self::GivenBack => "given_back",
        }
    }
}

impl App {
    /// Ends a hand-over; nothing happens when it was over. What was answered so far stays the person's own draft.
    pub async fn finish_hand_over(&self, found: &HandOver, ending: Ending) -> Result<()> {
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if tx.finish_hand_over(found.id, ending.code(), now).await? {
            let detail = format!("ended {}", ending.code());
            let row = by_system(self, "answer_self", &found.place, Some(found.person), "hand_over", found.id.uuid(), detail);
            tx.audit(&row, now).await?;
        }
        Ok(tx.commit().await?)
    }
}
