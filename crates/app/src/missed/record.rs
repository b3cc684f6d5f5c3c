//! A review is opened: by hand, or by the program.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::act;
use xinqiao_kernel::id::{AccountId, MissedReviewId, PersonId, StepId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::audit::NewAudit;
use xinqiao_store::missed::MissedRow;
use xinqiao_store::{StoreError, Tx};
use xinqiao_warnings::quality::missed::{Actor, Cause, Change, Opening, open};

use super::fold::{event_row, first_entry, refused};
use crate::notify::{Owing, Thing};
use crate::{App, AppError, Caller, FieldFault, Result};

/// The longest words, in characters.
pub(super) const LONGEST: usize = 4_000;
/// Days back that somebody may record.
const OLDEST_DAYS: i64 = 366;

/// Something that happened, as a form sends it.
#[derive(Debug, Clone)]
pub struct NewMissed {
    /// made when the form was shown: the same form sent twice opens one
    pub id: MissedReviewId,
    pub step: StepId,
    /// code of the pack
    pub event: String,
    pub place: PlacePath,
    /// somebody of the index
    pub person: Option<PersonId>,
    /// the day on which it happened
    pub on: Date,
    /// what is known, without names of those who worked on it
    pub note: String,
}

/// What a review is opened of.
pub(super) struct Beginning {
    pub id: MissedReviewId,
    pub person: Option<PersonId>,
    /// the warning or emergency
    pub source: Option<Uuid>,
    pub opening: Opening,
    pub by: (StepId, Actor),
    pub note: Option<String>,
}

impl App {
    /// Opens a review of something that happened; durable when it returns. The same form sent twice opens one.
    ///
    /// Errors: `Denied` without the right, `NotFound` for a place or a person out of reach, `Invalid` on `event`, `on`, `place` or `note`.
    pub async fn record_missed(&self, caller: &Caller, new: &NewMissed) -> Result<MissedReviewId> {
        let at = self.missed_resource(&new.place, new.person).await?;
        let permit = self.staff_permit::<act::ReviewMissed>(caller, &at).await?;
        if let Some(known) = self.inner.db.missed_place(new.id).await? {
            let same = known.place == new.place && known.person == new.person;
            return if same { Ok(known.id) } else { Err(AppError::NotFound) };
        }
        let event_at = self.sound_missed(new)?;
        if let Some(person) = new.person {
            // out of reach is not found, and the person sees that they were chosen
            self.concerned(caller, person).await?;
        }
        let involved = self.involved(new.person, event_at).await?;
        let owner = self.first_reviewer(&new.place, &involved).await?;
        let owner = owner.ok_or_else(|| AppError::field("place", "fault-missed-nobody", new.place.to_string()))?;
        let event = new.event.parse().map_err(|_| AppError::field("event", "fault-missed-choice", new.event.clone()))?;
        let opening = Opening { place: new.place.clone(), event, cause: Cause::Hand, event_at, owner };
        let by = (new.step, Actor::Account(caller.account()));
        let note = Some(new.note.trim().to_owned());
        let beginning = Beginning { id: new.id, person: new.person, source: None, opening, by, note };
        let change = self.begun(&beginning)?;
        let row = self.missed_row(&beginning, &change)?;
        let audit = self.missed_audit(&permit, &row, "recorded");
        match self.keep_missed(&row, &change, audit, Some(caller.account())).await {
            // the same form at the same moment
            Ok(false) | Err(AppError::Conflict { .. }) if self.inner.db.missed_place(new.id).await?.is_some() => Ok(new.id),
            Ok(_) => Ok(new.id),
            Err(fault) => Err(fault),
        }
    }

    fn sound_missed(&self, new: &NewMissed) -> Result<Timestamp> {
        let mut faults = Vec::new();
        let mut fault = |field, expected, found: String| faults.push(FieldFault { field, expected, found });
        if self.review_rules()?.event(&new.event).is_none() {
            fault("event", "fault-missed-choice", new.event.clone());
        }
        let today = self.day(self.now());
        let days = today.since(new.on).map_or(-1, |span| i64::from(span.get_days()));
        if !(0..=OLDEST_DAYS).contains(&days) {
            fault("on", "fault-missed-day", new.on.to_string());
        }
        let long = new.note.chars().count();
        if LONGEST < long {
            fault("note", "fault-missed-long", long.to_string());
        }
        if new.note.trim().is_empty() {
            fault("note", "fault-missed-words", String::new());
        }
        if !faults.is_empty() {
            return Err(AppError::Invalid(faults));
        }
        // what came in on that day may have come before it: the end of the day, and never later than now
        let end = new.on.tomorrow().ok().and_then(|next| self.start_of(next)).unwrap_or_else(|| self.now());
        Ok(end.min(self.now()))
    }

    /// Who dismissed something about a person in the time that a review looks at: they should not be the one to look.
    pub(super) async fn involved(&self, person: Option<PersonId>, event_at: Timestamp) -> Result<Vec<AccountId>> {
        let Some(person) = person else { return Ok(Vec::new()) };
        Ok(self.inner.db.deciders_before(person, self.looked_at(event_at)?).await?)
    }

    /// The span that a review looks at.
    pub(super) fn looked_at(&self, event_at: Timestamp) -> Result<(Timestamp, Timestamp)> {
        let days = self.review_rules()?.look_back_days;
        Ok((event_at - jiff::SignedDuration::from_hours(24 * days), event_at))
    }

    pub(super) fn begun(&self, new: &Beginning) -> Result<Change> {
        let (step, by) = new.by;
        let at = (step, self.now(), by);
        open(new.opening.clone(), at, new.note.clone(), self.review_rules()?, &self.review_clock()?).map_err(refused)
    }

    pub(super) fn missed_row(&self, new: &Beginning, change: &Change) -> Result<MissedRow> {
        Ok(MissedRow {
            id: new.id,
            place: new.opening.place.clone(),
            person: new.person,
            event: new.opening.event.to_string(),
            cause: new.opening.cause.to_string(),
            source: new.source,
            event_at: new.opening.event_at,
            state: self.missed_state(&change.now, 1)?,
            opened_at: self.now(),
            name: String::new(),
        })
    }

    /// Keeps a new review with its first event, the message and the audit row; false when its source has one.
    pub(super) async fn keep_missed(
        &self,
        row: &MissedRow,
        change: &Change,
        audit: NewAudit,
        by: Option<AccountId>,
    ) -> Result<bool> {
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        match tx.open_missed(row, &event_row(first_entry(change)?, 1)?, now).await {
            Err(StoreError::Duplicate { .. }) => return Ok(false),
            other => other?,
        }
        self.tell_of_missed(&mut tx, row, change, by).await?;
        tx.audit(&audit, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Tells whoever owes the next step, unless they did it themselves; of a proposal to close those who may be the second person; of a
    /// proposal about rules those who keep them. Nothing names anybody.
    pub(super) async fn tell_of_missed(
        &self,
        tx: &mut Tx,
        row: &MissedRow,
        change: &Change,
        by: Option<AccountId>,
    ) -> Result<()> {
        let Some(entry) = &change.entry else { return Ok(()) };
        let word = entry.step.word();
        let step = i64::from(change.now.silences()) + row.state.version;
        let due = change.now.owed().map(|open| open.due_at);
        let owner = change.now.owed().map(|open| open.owner.account);
        let mut told: Vec<(AccountId, &'static str)> = Vec::new();
        match word {
            "opened" | "handed_over" | "sent_back" => told.extend(owner.map(|owner| (owner, "notice-missed-yours"))),
            "silent" => told.extend(owner.map(|owner| (owner, "notice-missed-late"))),
            "proposed" => {
                let there = self.reviewers(&row.place, self.now()).await?;
                told.extend(there.into_iter().map(|one| (one.account, "notice-missed-second")));
            }
            "advised" => told.extend(self.keepers().await?.into_iter().map(|keeper| (keeper, "notice-missed-advice"))),
            _ => {}
        }
        for (account, kind) in told.into_iter().filter(|(account, _)| Some(*account) != by) {
            let owing = Owing::new(account, kind).about(Thing::Own(row.id.uuid()), step).due(due).at(&row.place);
            self.owe(tx, owing).await?;
        }
        Ok(())
    }
}
