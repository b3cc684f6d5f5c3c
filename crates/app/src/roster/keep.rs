//! Entering and taking back lines of a roster.

use jiff::Timestamp;
use xinqiao_access::{Permit, Resource, act};
use xinqiao_kernel::id::{AccountId, RosterEntryId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::roster::RosterRow;
use xinqiao_warnings::Post;

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// A line of a roster as a form sends it.
#[derive(Debug, Clone)]
pub struct NewLine {
    /// idempotency id of the form
    pub id: RosterEntryId,
    pub account: AccountId,
    pub post: Post,
    pub from: Timestamp,
    /// after `from`
    pub until: Timestamp,
}

impl App {
    /// Enters a line for a place. Twice is harmless.
    ///
    /// Errors: `NotFound` outside the scope, `Denied`, `Invalid` on `account` for somebody who cannot be on duty there, on `until` for a span
    /// that ends before it begins, is over, is longer or farther ahead than the rules let a shift be, or overlaps another line of them.
    pub async fn enter_roster_line(&self, caller: &Caller, place: &PlacePath, line: &NewLine) -> Result<()> {
        let permit = self.keep_roster_permit(caller, place).await?;
        let now = self.now();
        self.check_span(place, line, now)?;
        // whoever answers for a place above may stand in here: people of this place and above
        let known = self.candidates(place, now).await?;
        if !known.iter().any(|one| one.account == line.account) {
            return Err(AppError::field("account", "fault-roster-account", line.account.to_string()));
        }
        let others = self.inner.db.roster_over(place, line.from, line.until, 500).await?;
        if others.iter().any(|row| row.id == line.id) {
            return Ok(());
        }
        if others.iter().any(|row| row.account == line.account && row.place == *place) {
            return Err(AppError::field("until", "fault-roster-overlaps", ""));
        }
        let row = RosterRow {
            id: line.id,
            account: line.account,
            name: String::new(),
            place: place.clone(),
            post: line.post.code().to_owned(),
            from: line.from,
            until: line.until,
        };
        let mut tx = self.inner.db.begin().await?;
        tx.add_roster_entry(&permit, &row, now).await?;
        tx.audit(&done(self, &permit, "roster", Some(line.id.uuid()), format!("entered {}", line.account)), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes a line back. Twice is harmless. Errors: `NotFound`, `Denied`.
    pub async fn end_roster_line(&self, caller: &Caller, place: &PlacePath, id: RosterEntryId) -> Result<()> {
        let permit = self.keep_roster_permit(caller, place).await?;
        match self.inner.db.roster_place(id).await? {
            Some(at) if at == *place => {}
            Some(_) => return Err(AppError::NotFound),
            // taken back before
            None => return Ok(()),
        }
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if tx.end_roster_entry(&permit, id, now).await? {
            tx.audit(&done(self, &permit, "roster", Some(id.uuid()), "taken back"), now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// A fresh idempotency id for a line of a roster.
    pub fn fresh_roster_line(&self) -> RosterEntryId {
        RosterEntryId::new(self.ids(), self.now())
    }

    async fn keep_roster_permit(&self, caller: &Caller, place: &PlacePath) -> Result<Permit<act::KeepRoster>> {
        self.staff_permit::<act::KeepRoster>(caller, &Resource::at(place.clone())).await
    }

    fn check_span(&self, place: &PlacePath, line: &NewLine, now: Timestamp) -> Result<()> {
        let rules = self.rules_for(place).roster();
        let fault = |key| Err(AppError::field("until", key, line.until.to_string()));
        if line.until <= line.from {
            return fault("fault-roster-order");
        }
        if line.until <= now {
            return fault("fault-roster-over");
        }
        if rules.longest < line.until.duration_since(line.from) {
            return fault("fault-roster-long");
        }
        if rules.farthest < line.from.duration_since(now) {
            return fault("fault-roster-far");
        }
        Ok(())
    }
}
