//! Opening one, and ending the own.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use xinqiao_access::{Permit, Purpose, Resource, act};
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::{AccountId, EmergencyId};
use xinqiao_kernel::identifier::CitizenId;
use xinqiao_store::emergency::NewEmergency;
use xinqiao_store::people::Whereabouts;

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// System of citizen numbers among identifiers.
const CITIZEN: &str = "gb11643";
/// Who is told at most.
const MOST_TOLD: i64 = 60;

/// Who it is: exactly, never a part of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhoIsIt {
    Number(String),
    Named { name: String, born: Option<Date> },
}

/// What somebody in a hurry fills in.
#[derive(Debug, Clone)]
pub struct EmergencyAsked {
    pub who: WhoIsIt,
    pub reason: String,
    pub words: String,
    pub minutes: u16,
}

impl App {
    /// Opens one person's records for some minutes. Whoever owns a warning about them and the security officers are told in the same
    /// transaction. Opening for a person whose records are open already gives that emergency again.
    ///
    /// Errors: `Invalid` for a field, for nobody (`who`: `nobody_exact`) or several people (`who`: `several`); `Throttled` after misses.
    pub async fn open_emergency(&self, caller: &Caller, asked: &EmergencyAsked) -> Result<EmergencyId> {
        let own = caller.actor().in_force(self.day(self.now())).next().map_or_else(PlacePath::root, |held| held.place.clone());
        let search = self.permit::<act::BreakGlass>(caller, &Resource::at(own), Purpose::Emergency).await?;
        self.check_asked(asked)?;
        let person = self.find_exact(caller, &search, &asked.who).await?;
        let permit = self.permit::<act::BreakGlass>(caller, &self.person_resource(&person), Purpose::Emergency).await?;
        let now = self.now();
        let live = self.inner.db.live_emergencies_of(caller.account()).await?;
        if let Some(open) = live.into_iter().find(|row| row.person == person.id && row.until_at > now && row.opened_at <= now) {
            return Ok(open.id);
        }
        let rules = self.emergency_rules()?;
        let today = self.inner.db.emergencies_since(caller.account(), now - SignedDuration::from_hours(24)).await?;
        if today >= i64::from(rules.opened_per_day) {
            return Err(AppError::Throttled { retry_after_s: 3_600 });
        }
        let new = NewEmergency {
            id: EmergencyId::new(self.ids(), now),
            reason: asked.reason.clone(),
            words: asked.words.trim().to_owned(),
            until_at: now + SignedDuration::from_mins(i64::from(asked.minutes)),
            review_due_at: now + SignedDuration::from_hours(i64::from(rules.review_within_h)),
        };
        self.write_opened(caller, &permit, &person, &new, asked.minutes, now).await?;
        self.inner.hub.queue_changed(&person.place);
        Ok(new.id)
    }

    async fn write_opened(
        &self,
        caller: &Caller,
        permit: &Permit<act::BreakGlass>,
        person: &Whereabouts,
        new: &NewEmergency,
        minutes: u16,
        now: Timestamp,
    ) -> Result<()> {
        let mut told: Vec<AccountId> =
            self.inner.db.open_warnings_of(person.id).await?.into_iter().filter_map(|owned| owned.owner).collect();
        let officers = self.inner.db.reviewers_over(&person.place, self.day(now), MOST_TOLD).await?;
        let officers: Vec<AccountId> =
            officers.into_iter().filter(|one| one.role == "security_admin").map(|one| one.account).collect();
        if officers.is_empty() {
            tracing::error!("an emergency was opened, and the place has no security administrator to be told");
        }
        told.extend(officers);
        told.sort_unstable();
        told.dedup();
        let mut tx = self.inner.db.begin().await?;
        tx.open_emergency(permit, person.id, new, now).await?;
        for account in told.iter().filter(|account| **account != caller.account()) {
            self.tell_of_emergency(&mut tx, *account, "notice-emergency-opened").await?;
        }
        let detail = format!("reason={} minutes={minutes} told={}", new.reason, told.len());
        tx.audit(&done(self, permit, "emergency", Some(new.id.uuid()), detail), now).await?;
        Ok(tx.commit().await?)
    }

    fn check_asked(&self, asked: &EmergencyAsked) -> Result<()> {
        let rules = self.emergency_rules()?;
        let letters = asked.words.trim().chars().count();
        if !rules.reasons.contains(&asked.reason) {
            return Err(AppError::field("reason", "emergency-reason-needed", &asked.reason));
        }
        if letters < usize::from(rules.words_at_least) || letters > usize::from(rules.words_at_most) {
            return Err(AppError::field("words", "emergency-words-needed", &asked.words));
        }
        if !rules.minutes.contains(&asked.minutes) {
            return Err(AppError::field("minutes", "emergency-minutes-needed", asked.minutes.to_string()));
        }
        Ok(())
    }

    /// The one person that is meant. Each search leaves an audit row; after some misses the next one waits.
    async fn find_exact(&self, caller: &Caller, permit: &Permit<act::BreakGlass>, who: &WhoIsIt) -> Result<Whereabouts> {
        let now = self.now();
        let misses = self.inner.db.emergency_misses(caller.account(), now - SignedDuration::from_hours(1)).await?;
        if misses >= i64::from(self.emergency_rules()?.misses_per_h) {
            return Err(AppError::Throttled { retry_after_s: 3_600 });
        }
        let mut found = match who {
            WhoIsIt::Number(number) => {
                let number = CitizenId::parse(number.trim(), self.day(now))
                    .map_err(|_| AppError::field("number", "emergency-number-wrong", number))?;
                let mut tx = self.inner.db.begin().await?;
                let found = tx.person_by_identifier(CITIZEN, number.as_str()).await?;
                tx.rollback().await?;
                found.into_iter().collect()
            }
            WhoIsIt::Named { name, born } => {
                let born = born.ok_or_else(|| AppError::field("born", "emergency-born-needed", ""))?;
                if name.trim().is_empty() {
                    return Err(AppError::field("name", "emergency-who-needed", ""));
                }
                self.inner.db.people_named(permit, name.trim(), born).await?
            }
        };
        let field = if matches!(who, WhoIsIt::Number(_)) { "number" } else { "name" };
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, permit, "emergency_search", None, format!("found={}", found.len())), now).await?;
        tx.commit().await?;
        match (found.pop(), found.is_empty()) {
            (Some(person), true) => Ok(person),
            (Some(_), false) => Err(AppError::field(field, "emergency-several", "")),
            (None, _) => Err(AppError::field(field, "emergency-nobody", "")),
        }
    }

    /// Ends the own emergency before its time. Errors: `NotFound` for another's, `Conflict` when it has ended.
    pub async fn end_emergency(&self, caller: &Caller, id: EmergencyId) -> Result<()> {
        let row = self.inner.db.emergency(id).await?.filter(|row| row.account == caller.account()).ok_or(AppError::NotFound)?;
        if self.finish(&row, "opener", self.now()).await? { Ok(()) } else { Err(AppError::conflict("emergency_over")) }
    }
}
