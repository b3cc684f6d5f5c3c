//! Opening a green channel from a pupil's file.

use xinqiao_access::{Age, Permit, Resource, act};
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_referrals::event::Act;
use xinqiao_referrals::green_channel::{Cause, Opening, open};
use xinqiao_referrals::{ChannelId, Owner, StepId};
use xinqiao_store::referrals::{ProtocolRow, ProtocolState};

use super::load::green_standing;
use crate::audit::done;
use crate::protocols::kept::{GREEN, fresh};
use crate::referrals::refused;
use crate::{App, AppError, Caller, Person, Result};

/// A green channel that begins.
#[derive(Debug, Clone)]
pub struct NewGreen {
    pub person: PersonId,
    pub cause: Cause,
    /// made when the form was shown: the same form sent twice opens one
    pub ids: (ChannelId, StepId),
}

/// What the form shows.
#[derive(Debug, Clone)]
pub struct GreenForm {
    /// masked
    pub person: Person,
    /// the one that runs already, where there is one
    pub running: Option<ChannelId>,
    pub ids: (ChannelId, StepId),
}

impl App {
    /// The form of a new green channel. Leaves an audit row that the person can see.
    ///
    /// Errors: `NotFound` for somebody outside the school, `Denied` without the right.
    pub async fn green_form(&self, caller: &Caller, person: PersonId) -> Result<GreenForm> {
        let permit = self.green_opener(caller, person).await?;
        let masked = self.inner.db.person_of_green(&permit).await?.ok_or(AppError::NotFound)?;
        let running = self.inner.db.open_protocol_of(GREEN.code, person).await?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, GREEN.code, None, "form"), now).await?;
        tx.commit().await?;
        Ok(GreenForm { person: masked, running: running.map(|row| ChannelId::from_uuid(row.id)), ids: self.new_green_ids() })
    }

    /// Ids for a form: of the channel that it may open, and of its first entry.
    pub fn new_green_ids(&self) -> (ChannelId, StepId) {
        let now = self.now();
        (ChannelId::new(self.ids(), now), StepId::new(self.ids(), now))
    }

    /// Opens a green channel: the school's crisis team owes its decision from now on. The same form sent twice opens one.
    ///
    /// Errors: `NotFound` for somebody outside the school, `Denied` without the right, `Conflict` `green_open` while one runs.
    pub async fn open_green(&self, caller: &Caller, new: &NewGreen) -> Result<ChannelId> {
        let permit = self.green_opener(caller, new.person).await?;
        let (id, step) = new.ids;
        if let Some(known) = self.known_green(new).await? {
            return known;
        }
        let place: PlacePath = self.seat_place(caller, &permit);
        let opening = Opening {
            channel: id,
            person: new.person,
            school: Owner { account: caller.account(), place: place.clone() },
            cause: new.cause,
        };
        let act = Act { id: step, at: self.now(), by: caller.account(), note: None };
        let change = open(opening, &act, &self.referral_time()?).map_err(refused)?;
        let Some(entry) = &change.entry else { return Ok(id) };
        let first = fresh(entry, entry.step.word(), 1, green_standing(&change.now, [caller.account()].into()))?;
        let row = ProtocolRow {
            id: id.uuid(),
            kind: GREEN.code.to_owned(),
            person: new.person,
            place,
            state: ProtocolState { referral: None, stage: String::new(), owner: None, due_at: None, ended_at: None },
            entries: 1,
            opened_at: self.now(),
            name: String::new(),
        };
        let audit = done(self, &permit, GREEN.code, Some(id.uuid()), format!("opened {}", new.cause));
        match self.open_kept(GREEN, row, &[first], &audit).await {
            // at the same moment, by the same form or by somebody else
            Err(AppError::Conflict { .. }) => {
                self.known_green(new).await?.unwrap_or_else(|| Err(AppError::conflict("green_open")))
            }
            other => other.map(|()| id),
        }
    }

    /// The same form, sent again; or one that runs already.
    async fn known_green(&self, new: &NewGreen) -> Result<Option<Result<ChannelId>>> {
        let (id, _) = new.ids;
        if let Some(row) = self.inner.db.protocol_place(id.uuid()).await? {
            let same = row.kind == GREEN.code && row.person == new.person;
            return Ok(Some(if same { Ok(id) } else { Err(AppError::NotFound) }));
        }
        let running = self.inner.db.open_protocol_of(GREEN.code, new.person).await?;
        // the same form may have come in between the two looks
        let answer = |row: ProtocolRow| if row.id == id.uuid() { Ok(id) } else { Err(AppError::conflict("green_open")) };
        Ok(running.map(answer))
    }

    async fn green_opener(&self, caller: &Caller, person: PersonId) -> Result<Permit<act::RunGreenChannel>> {
        self.listing(caller, self.staff_scope::<act::RunGreenChannel>(caller)).await?;
        let who = self.inner.db.whereabouts(person).await?.filter(|who| !who.lock.is_erased()).ok_or(AppError::NotFound)?;
        let at = Resource::at(who.place).of(person).aged(Age::of(who.birth_on, self.day(self.now())));
        let at = at.restricted(self.inner.db.restricted_at(person).await?.is_some());
        self.staff_permit::<act::RunGreenChannel>(caller, &at).await
    }
}
