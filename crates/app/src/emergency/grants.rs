//! What an account has open now.

use jiff::{SignedDuration, Timestamp};
use xinqiao_access::emergency::{Standing, standing};
use xinqiao_access::{Action, EmergencyGrant};
use xinqiao_store::emergency::EmergencyRow;

use crate::{App, Caller, Result};

/// How often it is noted that one is still open: a clock that is set back by more than a minute is noticed.
const SEEN_EVERY: SignedDuration = SignedDuration::from_secs(20);

impl App {
    /// The caller with the emergencies that are open at this instant. Those whose time is over end here, whatever the clock says later.
    pub(crate) async fn with_emergencies(&self, caller: Caller) -> Result<Caller> {
        let now = self.now();
        if !caller.actor().may(Action::BreakGlass, self.day(now)) {
            return Ok(caller);
        }
        let mut open = Vec::new();
        for row in self.inner.db.live_emergencies_of(caller.account()).await? {
            if self.is_open(&row, now).await? {
                open.push(EmergencyGrant { id: row.id, person: row.person, from: row.opened_at, until: row.until_at });
            }
        }
        Ok(caller.with_emergencies(open))
    }

    /// Is it open at an instant? Ends it when it is not, and notes that it was seen when it is.
    pub(crate) async fn is_open(&self, row: &EmergencyRow, now: Timestamp) -> Result<bool> {
        match standing(row.opened_at, row.until_at, row.seen_at, now) {
            Standing::Open => {
                if now.duration_since(row.seen_at) >= SEEN_EVERY {
                    let mut tx = self.inner.db.begin().await?;
                    tx.see_emergency(row.id, now).await?;
                    tx.commit().await?;
                }
                Ok(true)
            }
            Standing::Over => self.finish(row, "time", now).await.map(|_| false),
            Standing::ClockSetBack => self.finish(row, "clock", now.max(row.seen_at)).await.map(|_| false),
        }
    }
}
