//! Silence: whatever of a protocol is late goes one level up the places of whoever owes it, whether they are still there or not.

use uuid::Uuid;
use xinqiao_referrals::{Owner, Refusal, StepId, green_channel, victim_aid};
use xinqiao_store::referrals::ProtocolRow;

use super::aid::{LoadedAid, aid_standing};
use super::green::{LoadedGreen, green_standing};
use super::kept::{AID, GREEN, fresh};
use crate::audit::by_system;
use crate::referrals::damaged;
use crate::{App, AppError, Result};

/// Protocols that one sweep moves at most; the next one goes on.
const MOST: u32 = 200;
/// Debts of one aid file: seven steps and a further question may be late at once.
const DEBTS: usize = 8;

impl App {
    /// Records what of a protocol was not heard in time; how many moved. Sweeping twice records each missed time once.
    pub async fn sweep_protocols(&self) -> Result<usize> {
        let mut moved = 0;
        for id in self.inner.db.late_protocols(self.now(), MOST).await? {
            match self.silence_of_protocol(id).await {
                Ok(true) => moved += 1,
                // somebody acted on it at this very moment, or nothing of it can be read any more
                Ok(false) | Err(AppError::Conflict { .. } | AppError::NotFound) => {}
                Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                // one damaged protocol must not keep the others waiting
                Err(fault) => {
                    tracing::error!(protocol.id = %id, error = %fault, "silence about a protocol could not be recorded")
                }
            }
        }
        Ok(moved)
    }

    async fn silence_of_protocol(&self, id: Uuid) -> Result<bool> {
        let row = self.inner.db.protocol_place(id).await?.ok_or(AppError::NotFound)?;
        let rows = self.inner.db.protocol_steps_for_sweep(id).await?;
        if row.kind == GREEN.code {
            self.silence_of_green(row.clone(), super::green::folded(row, rows)?).await
        } else {
            self.silence_of_aid(row.clone(), super::aid::folded(row, rows)?).await
        }
    }

    async fn silence_of_green(&self, row: ProtocolRow, loaded: LoadedGreen) -> Result<bool> {
        let Some((_, open)) = loaded.channel.owed() else { return Ok(false) };
        let above: Vec<Owner> = self.officers_over(&open.owner.place).await?;
        let (now, step) = (self.now(), StepId::new(self.ids(), self.now()));
        let change = match green_channel::silence(&loaded.channel, step, now, &above, &self.referral_time()?) {
            Ok(change) => change,
            Err(Refusal::NotDue { .. } | Refusal::Ended) => return Ok(false),
            Err(other) => return Err(damaged("silence about a green channel", other)),
        };
        let Some(entry) = &change.entry else { return Ok(false) };
        let before = self.green_standing_of(&loaded).await?;
        let after = green_standing(&change.now, self.green_sides(&loaded).await?);
        let step = fresh(entry, entry.step.word(), row.entries + 1, after)?;
        let detail = format!("silences={}", change.now.silences());
        let audit = by_system(self, "escalate", &row.place, Some(row.person), GREEN.code, row.id, detail);
        self.keep_protocol(GREEN, &row, (&before, &step), &audit).await?;
        Ok(true)
    }

    async fn silence_of_aid(&self, mut row: ProtocolRow, loaded: LoadedAid) -> Result<bool> {
        let (mut aid, mut moved) = (loaded.aid, false);
        for _ in 0..DEBTS {
            let Some(place) = aid.owing().first().map(|(_, open)| open.owner.place.clone()) else { break };
            let above: Vec<Owner> = self.officers_over(&place).await?;
            let (now, step) = (self.now(), StepId::new(self.ids(), self.now()));
            let change = match victim_aid::silence(&aid, step, now, &above, &self.referral_time()?) {
                Ok(change) => change,
                Err(Refusal::NotDue { .. } | Refusal::Ended) => break,
                Err(other) => return Err(damaged("silence about an aid file", other)),
            };
            let Some(entry) = &change.entry else { break };
            let (before, after) = (aid_standing(&aid), aid_standing(&change.now));
            let step = fresh(entry, entry.step.word(), row.entries + 1, after)?;
            let detail = format!("silences={}", change.now.silences());
            // the person's own records show nothing of the file
            let audit = by_system(self, "escalate", &row.place, None, AID.code, row.id, detail);
            self.keep_protocol(AID, &row, (&before, &step), &audit).await?;
            row.entries += 1;
            (aid, moved) = (change.now, true);
        }
        Ok(moved)
    }
}
