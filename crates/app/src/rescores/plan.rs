//! Planning that sheets are counted again.

use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Action, Purpose, Resource, act, rules};
use xinqiao_kernel::id::RescoreId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_psychometrics::rescore::{Tally, same_questions};
use xinqiao_store::rescores::RescoreRow;

use super::stage;
use crate::audit::done;
use crate::{App, AppError, Caller, FieldFault, Result};

/// Longest reason, in characters.
pub(super) const LONGEST: usize = 500;

/// What is to be counted again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRescore {
    pub id: RescoreId,
    /// sheets of this place and of places below it
    pub place: PlacePath,
    pub instrument: String,
    pub from_version: String,
    pub to_version: String,
    /// first and last day of the answers, both counted; none: from the first on, until now
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub reason: String,
}

/// Two versions of an instrument that ask the same questions, the older one first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct VersionPair {
    pub instrument: String,
    pub from: String,
    pub to: String,
}

impl App {
    /// Every two versions of which the newer one can count the sheets of the older one.
    pub fn rescore_pairs(&self) -> Vec<VersionPair> {
        let mut found = Vec::new();
        for latest in self.inner.library.instruments() {
            let code = latest.instrument().code();
            let versions: Vec<_> = self.inner.library.versions(code).map(|pack| pack.instrument()).collect();
            for (at, newer) in versions.iter().enumerate() {
                for older in versions.iter().take(at).filter(|older| same_questions(older, newer).is_ok()) {
                    found.push(VersionPair {
                        instrument: code.to_owned(),
                        from: older.version().to_owned(),
                        to: newer.version().to_owned(),
                    });
                }
            }
        }
        found
    }

    /// Places for which the caller may plan, with their names: those of their roles and what lies directly below. Errors: `Denied` without the right.
    pub async fn rescore_places(&self, caller: &Caller) -> Result<Vec<(PlacePath, String)>> {
        self.listing(caller, self.scope::<act::PlanRescore>(caller, Purpose::Screening)).await?;
        let mut found: Vec<(PlacePath, String)> = Vec::new();
        for held in caller.actor().in_force(self.day(self.now())) {
            if !rules(held.role).any(|rule| rule.action == Action::PlanRescore) {
                continue;
            }
            let name = self.place_name(&held.place).await?;
            let below = self.places_under(&held.place).await?.into_iter().map(|below| (below.path, below.name));
            for one in std::iter::once((held.place.clone(), name)).chain(below) {
                if !found.contains(&one) {
                    found.push(one);
                }
            }
        }
        Ok(found)
    }

    /// A fresh id for a form.
    pub fn new_rescore_id(&self) -> RescoreId {
        RescoreId::new(self.ids(), self.now())
    }

    /// Plans that sheets are counted again. The try begins by itself; nothing is changed by it. The same id twice is one plan.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Invalid` on `place`, `versions`, `until` and `reason`, `Conflict`
    /// `rescore_runs` while another plan of the same place and versions has not ended.
    pub async fn plan_rescore(&self, caller: &Caller, new: &NewRescore) -> Result<RescoreId> {
        let permit = self.permit::<act::PlanRescore>(caller, &Resource::at(new.place.clone()), Purpose::Screening).await?;
        let mut faults = self.rescore_faults(new);
        if self.inner.db.place(&new.place).await?.is_none() {
            faults.push(FieldFault { field: "place", expected: "fault-place", found: new.place.to_string() });
        }
        if !faults.is_empty() {
            return Err(AppError::Invalid(faults));
        }
        let now = self.now();
        let until = new.until.and_then(|day| day.tomorrow().ok()).and_then(|day| self.start_of(day));
        let row = RescoreRow {
            id: new.id,
            place: new.place.clone(),
            instrument: new.instrument.clone(),
            from_version: new.from_version.clone(),
            to_version: new.to_version.clone(),
            from: new.from.and_then(|day| self.start_of(day)),
            until: until.map_or(now, |until| until.min(now)),
            reason: new.reason.trim().to_owned(),
            stage: stage::COUNTING.to_owned(),
            cursor: Uuid::nil(),
            tally: Self::tally_text(&Tally::default())?,
            people: None,
            raised: 0,
            fault: String::new(),
            planned_by: caller.account(),
            counted_at: None,
            decided: None,
            note: None,
            applied_at: None,
            created_at: now,
        };
        let mut tx = self.inner.db.begin().await?;
        match tx.running_rescore(&row).await? {
            // the same form sent twice
            Some(known) if known == new.id.uuid() => return Ok(new.id),
            Some(_) => return Err(AppError::conflict("rescore_runs")),
            None => {}
        }
        if tx.add_rescore(&row).await? {
            let detail = format!("{} {} to {}", row.instrument, row.from_version, row.to_version);
            tx.audit(&done(self, &permit, "rescore", Some(row.id.uuid()), detail), now).await?;
        }
        tx.commit().await?;
        Ok(new.id)
    }

    fn rescore_faults(&self, new: &NewRescore) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut fault = |field, expected, found: String| faults.push(FieldFault { field, expected, found });
        let of = |version: &str| self.inner.library.instrument_version(&new.instrument, version);
        match (of(&new.from_version), of(&new.to_version)) {
            _ if new.from_version == new.to_version => fault("versions", "fault-rescore-versions", new.to_version.clone()),
            (Some(from), Some(to)) => {
                if let Err(other) = same_questions(from.instrument(), to.instrument()) {
                    let told: Vec<String> = other.iter().take(5).map(ToString::to_string).collect();
                    fault("versions", "fault-rescore-questions", told.join("; "));
                }
            }
            _ => fault("versions", "fault-rescore-versions", new.instrument.clone()),
        }
        if new.from.zip(new.until).is_some_and(|(from, until)| until < from) {
            fault("until", "fault-rescore-dates", new.until.map(|day| day.to_string()).unwrap_or_default());
        }
        let reason = new.reason.trim();
        if reason.is_empty() || LONGEST < reason.chars().count() {
            fault("reason", "fault-rescore-reason", String::new());
        }
        faults
    }
}
