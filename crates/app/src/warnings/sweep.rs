//! The sweep: whatever is overdue moves one level up. It finds the same warnings from facts alone, whether a job was lost or not.

use xinqiao_kernel::id::{SignalId, WarningEventId, WarningId};
use xinqiao_store::warnings::{EventRow, Owned};
use xinqiao_warnings::event::Event;
use xinqiao_warnings::{Owner, Refusal, Warning, escalate, reassign};

use super::Candidate;
use super::change::state_row;
use crate::audit::by_system;
use crate::notify::{Owing, Thing};
use crate::{App, AppError, Result};

/// Warnings that one sweep moves at most; the next one goes on.
const MOST: u32 = 200;
/// Clocks of one warning: each may be late at once.
const CLOCKS: usize = 5;

impl App {
    /// Escalates overdue warnings; how many moved. Sweeping twice escalates each lateness once.
    pub async fn sweep_warnings(&self) -> Result<usize> {
        let overdue = self.inner.db.overdue_warnings(self.now(), MOST).await?;
        let mut moved = 0;
        for owned in overdue {
            match self.escalate_one(&owned).await {
                Ok(true) => moved += 1,
                Ok(false) => {}
                // somebody acted on it at this very moment
                Err(AppError::Conflict { .. }) => {}
                Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                // one damaged warning must not keep the others waiting; the doctor shows it as late
                Err(fault) => tracing::error!(warning.id = %owned.id, error = %fault, "a warning could not be escalated"),
            }
        }
        Ok(moved)
    }

    /// Tells the duty officers one level up of signals that nobody has decided about in time; how many. Each is told once.
    ///
    /// A signal has no owner, so it does not move: whoever is on duty above sees it late in the queue and asks.
    pub async fn sweep_signals(&self) -> Result<usize> {
        let late = self.inner.db.late_signals(self.now(), MOST).await?;
        let mut told = 0;
        for owned in late {
            told += usize::from(self.tell_above(&owned).await?);
        }
        Ok(told)
    }

    async fn tell_above(&self, owned: &Owned) -> Result<bool> {
        let now = self.now();
        let officers = self.on_duty(&self.candidates(&owned.place, now).await?, &owned.place, now).await?;
        // candidates come nearest place first; "above" is the place above the nearest one that has officers, or that one where it is the top
        let nearest = officers.first().map(|officer| officer.place.clone());
        let above = officers
            .iter()
            .find(|officer| Some(&officer.place) != nearest.as_ref())
            .map(|officer| officer.place.clone())
            .or(nearest.clone());
        let receivers = officers.iter().filter(|officer| Some(&officer.place) == above.as_ref());
        let signal = SignalId::from_uuid(owned.id);
        let standing = self.inner.db.signal_standing(signal).await?;
        let mut tx = self.inner.db.begin().await?;
        if !tx.signal_told_above(signal, now).await? {
            return Ok(false);
        }
        for receiver in receivers {
            let mut owing = Owing::new(receiver.account, "notice-signal-late").about(Thing::Signal(signal), 0).at(&owned.place);
            if let Some(standing) = &standing {
                owing = owing.level(&standing.level).due(Some(standing.due_at));
            }
            self.owe(&mut tx, owing).await?;
        }
        tx.audit(&by_system(self, "escalate", &owned.place, Some(owned.person), "signal", owned.id, "late"), now).await?;
        tx.commit().await?;
        self.inner.hub.queue_changed(&owned.place);
        Ok(true)
    }

    async fn escalate_one(&self, owned: &Owned) -> Result<bool> {
        let now = self.now();
        let id = WarningId::from_uuid(owned.id);
        let (row, rows) = self.inner.db.warning_for_sweep(id).await?.ok_or(AppError::NotFound)?;
        let mut warning = replayed(&rows)?;
        let candidates = self.on_duty(&self.candidates(&owned.place, now).await?, &owned.place, now).await?;
        let mut moved = false;
        // of several clocks that are late one moves at a time
        for (version, _) in (row.state.version..).zip(0..CLOCKS) {
            let change = match escalate(
                &warning,
                WarningEventId::new(self.ids(), now),
                now,
                &candidates,
                &self.timetable_for(warning.place()),
            ) {
                Ok(change) => change,
                Err(Refusal::NotDue { .. } | Refusal::Ended) => break,
                Err(other) => return Err(other.into()),
            };
            let Some(event) = change.event else { break };
            let detail = format!("escalations={}", change.warning.escalations());
            self.moved_by_program((owned, &row.number), &change.warning, &event, version, detail).await?;
            warning = change.warning;
            moved = true;
        }
        Ok(moved)
    }

    /// Saves an event that the program itself made, with its messages and its row in the audit.
    async fn moved_by_program(
        &self,
        (owned, number): (&Owned, &str),
        after: &Warning,
        event: &Event,
        version: i64,
        detail: String,
    ) -> Result<()> {
        let now = self.now();
        let owed = self.owed(after, event).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.save_warning(after.id(), version, &state_row(after, version + 1), &[self.event_row(event, version + 1)?], now).await?;
        self.tell(&mut tx, (number, version + 1), after, event, owed).await?;
        tx.audit(&by_system(self, "escalate", &owned.place, Some(owned.person), "warning", owned.id, detail), now).await?;
        tx.commit().await?;
        self.inner.hub.queue_changed(&owned.place);
        Ok(())
    }

    /// Gives what accounts that ended, were locked or have no role any more still owe to somebody who is there; how many warnings moved.
    pub async fn sweep_left(&self) -> Result<usize> {
        let left = self.inner.db.warnings_left(self.day(self.now()), MOST).await?;
        let mut moved = 0;
        for owned in left {
            match self.reassign_one(&owned).await {
                Ok(true) => moved += 1,
                Ok(false) | Err(AppError::Conflict { .. }) => {}
                Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                Err(fault) => {
                    tracing::error!(warning.id = %owned.id, error = %fault, "a warning could not be given to somebody who is there")
                }
            }
        }
        Ok(moved)
    }

    async fn reassign_one(&self, owned: &Owned) -> Result<bool> {
        let now = self.now();
        let id = WarningId::from_uuid(owned.id);
        let (row, rows) = self.inner.db.warning_for_sweep(id).await?.ok_or(AppError::NotFound)?;
        let warning = replayed(&rows)?;
        let Some(gone) = owned.owner else { return Ok(false) };
        let there = self.candidates(&owned.place, now).await?;
        // of one place whoever is on duty first
        let mut candidates = self.on_duty(&there, &owned.place, now).await?;
        candidates.extend(there.iter().map(Candidate::owner).filter(|one: &Owner| !candidates.contains(one)).collect::<Vec<_>>());
        let event = WarningEventId::new(self.ids(), now);
        let change = match reassign(&warning, event, now, gone, &candidates, &self.timetable_for(warning.place())) {
            Ok(change) => change,
            Err(Refusal::NotOwner | Refusal::Ended | Refusal::NobodyThere) => return Ok(false),
            Err(other) => return Err(other.into()),
        };
        let Some(event) = change.event else { return Ok(false) };
        self.moved_by_program((owned, &row.number), &change.warning, &event, row.state.version, "left".to_owned()).await?;
        Ok(true)
    }
}

/// The warning that kept events tell of.
pub(crate) fn replayed(rows: &[EventRow]) -> Result<Warning> {
    let mut events = Vec::with_capacity(rows.len());
    for stored in rows {
        events.push(serde_json::from_str(&stored.body).map_err(|fault| AppError::Broken {
            what: format!("event {} of a warning cannot be read", stored.id),
            source: Some(Box::new(fault)),
        })?);
    }
    Ok(Warning::replay(&events)?)
}
