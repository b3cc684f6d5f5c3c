//! Who asks from a device that was handed over.

use jiff::{SignedDuration, Timestamp};
use xinqiao_access::{Actor, Assignment, Role};
use xinqiao_kernel::id::{AccountId, HandOverId};
use xinqiao_store::people::Whereabouts;

use super::{Ending, HandOver, TOKEN};
use crate::{App, AppError, Caller, Result};

/// How often a request is written down.
const SEEN_S: i64 = 30;

impl App {
    /// The person whom a device acts for, with nothing but the role of a resident; `None` when the hand-over is over.
    pub async fn at_device(&self, token: &str) -> Result<Option<(Caller, HandOver)>> {
        let found = self.inner.db.hand_over_by_token(&self.inner.db.keyed_text(TOKEN, token)?).await?;
        let Some(found) = found.filter(|found| found.ended_at.is_none()) else { return Ok(None) };
        let now = self.now();
        if self.is_left(&found, now)? {
            self.finish_hand_over(&found, Ending::Idle).await?;
            return Ok(None);
        }
        let Some(who) = self.inner.db.whereabouts(found.person).await?.filter(|who| !who.lock.is_erased()) else {
            return Ok(None);
        };
        if found.seen_at.is_none_or(|seen| SEEN_S <= (now - seen).get_seconds()) {
            let mut tx = self.inner.db.begin().await?;
            tx.see_hand_over(found.id, now).await?;
            tx.commit().await?;
        }
        Ok(Some((self.acting(found.opened_by, who, found.id)?, found)))
    }

    /// Somebody to whom a device was handed, in the role of a resident at their place and in no other.
    pub(super) fn acting(&self, opened_by: AccountId, who: Whereabouts, id: HandOverId) -> Result<Caller> {
        let today = self.day(self.now());
        let resident = Assignment::new(Role::Resident, who.place.clone(), today, Some(today));
        let actor = Actor::new(opened_by, Some(who.id), vec![resident]).map_err(|fault| AppError::Broken {
            what: "a hand-over has roles that exclude one another".to_owned(),
            source: Some(Box::new(fault)),
        })?;
        Ok(Caller::at_device(actor, who, id.uuid()))
    }

    /// Has nobody touched the device for so long, or is its time over?
    fn is_left(&self, found: &HandOver, now: Timestamp) -> Result<bool> {
        let idle = SignedDuration::from_mins(i64::from(self.hand_over_rules()?.idle_min));
        Ok(found.expires_at.is_none_or(|end| end <= now) || found.seen_at.is_none_or(|seen| idle <= now.duration_since(seen)))
    }

    /// Minutes without a request after which a device is free; none where the rules have no hand-overs.
    pub fn hand_over_idle_min(&self) -> Option<u32> {
        self.sign_in_rules().hand_over.map(|rules| rules.idle_min)
    }
}
