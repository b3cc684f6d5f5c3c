//! Opening an aid file.

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_access::{Action, Age, Permit, Resource, act};
use xinqiao_kernel::id::{DutyId, PersonId};
use xinqiao_referrals::event::Act;
use xinqiao_referrals::victim_aid::{Opening, Step, do_step, open};
use xinqiao_referrals::{AidId, Owner, StepId};
use xinqiao_store::referrals::{ProtocolRow, ProtocolState};

use super::load::{aid_standing, sealed};
use crate::protocols::kept::{AID, fresh};
use crate::referrals::refused;
use crate::{App, AppError, Caller, Person, Result};

/// A file that begins.
#[derive(Debug, Clone)]
pub struct NewAid {
    pub person: PersonId,
    /// logins of who may open the file besides the keeper
    pub named: Vec<String>,
    /// the mandatory report was made: the latest about the person counts as the first step
    pub cites_report: bool,
    /// of the file, of its first entry, and of the report's: the same form sent twice opens one
    pub ids: (AidId, StepId, StepId),
}

/// What the form shows.
#[derive(Debug, Clone)]
pub struct AidForm {
    /// masked
    pub person: Person,
    /// when the latest mandatory report about the person was made
    pub report_at: Option<Timestamp>,
    pub ids: (AidId, StepId, StepId),
}

impl App {
    /// The form of a new aid file. Leaves an audit row that names nobody.
    ///
    /// Errors: `NotFound` outside the caller's places, `Denied` without the right, `Conflict` `aid_adult`.
    pub async fn aid_form(&self, caller: &Caller, person: PersonId) -> Result<AidForm> {
        let permit = self.aid_opener(caller, person).await?;
        let masked = self.inner.db.person_of_aid(&permit).await?.ok_or(AppError::NotFound)?;
        let report = self.report_made(person).await?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&sealed(self, &permit, None, "form"), now).await?;
        tx.commit().await?;
        Ok(AidForm { person: masked, report_at: report.map(|(_, at)| at), ids: self.new_aid_ids() })
    }

    /// Ids for a form: of the file that it may open, of its first entry, and of the report's.
    pub fn new_aid_ids(&self) -> (AidId, StepId, StepId) {
        let now = self.now();
        (AidId::new(self.ids(), now), StepId::new(self.ids(), now), StepId::new(self.ids(), now))
    }

    /// Opens a file; whoever opens it keeps it. The same form sent twice opens one.
    ///
    /// While one runs none is opened beside it, because a child is asked once: the keeper of the one that runs is told, and whoever tried hears that
    /// it is so.
    ///
    /// Errors: `NotFound` outside the caller's places, `Denied` without the right, `Conflict` `aid_adult`, `aid_open`; `Invalid` on `login`.
    pub async fn open_aid(&self, caller: &Caller, new: &NewAid) -> Result<AidId> {
        let permit = self.aid_opener(caller, new.person).await?;
        if let Some(known) = self.known_aid(caller, new).await? {
            return known;
        }
        let (id, first, second) = new.ids;
        let place = self.seat_place(caller, &permit);
        let mut named = BTreeSet::new();
        for login in new.named.iter().filter(|login| !login.trim().is_empty()) {
            named.insert(self.working_account(login, Action::WorkOnAid).await?.account);
        }
        let opening =
            Opening { aid: id, person: new.person, keeper: Owner { account: caller.account(), place: place.clone() }, named };
        let act = Act { id: first, at: self.now(), by: caller.account(), note: None };
        let opened = open(opening, &act, &self.referral_time()?).map_err(refused)?;
        let mut steps = Vec::new();
        if let Some(entry) = &opened.entry {
            steps.push(fresh(entry, entry.step.word(), 1, aid_standing(&opened.now))?);
        }
        let report = self.report_made(new.person).await?.filter(|_| new.cites_report);
        if let Some((report, _)) = report {
            let done = do_step(&opened.now, &Act { id: second, ..act }, Step::Report, Some(report)).map_err(refused)?;
            if let Some(entry) = &done.entry {
                steps.push(fresh(entry, entry.step.word(), 2, aid_standing(&done.now))?);
            }
        }
        let row = ProtocolRow {
            id: id.uuid(),
            kind: AID.code.to_owned(),
            person: new.person,
            place,
            state: ProtocolState { referral: None, stage: String::new(), owner: None, due_at: None, ended_at: None },
            entries: 1,
            opened_at: self.now(),
            name: String::new(),
        };
        let audit = sealed(self, &permit, Some(id.uuid()), "opened");
        match self.open_kept(AID, row, &steps, &audit).await {
            // at the same moment, by the same form or by somebody else
            Err(AppError::Conflict { .. }) => {
                self.known_aid(caller, new).await?.unwrap_or_else(|| Err(AppError::conflict("aid_open")))
            }
            other => other.map(|()| id),
        }
    }

    /// The same form, sent again; or a file that runs already: its keeper hears that somebody else tried.
    async fn known_aid(&self, caller: &Caller, new: &NewAid) -> Result<Option<Result<AidId>>> {
        let (id, ..) = new.ids;
        let known = self.inner.db.protocol_place(id.uuid()).await?;
        let running = match known {
            Some(_) => known,
            None => self.inner.db.open_protocol_of(AID.code, new.person).await?,
        };
        let Some(row) = running else { return Ok(None) };
        // also where the same form came in between the two looks
        if row.id == id.uuid() {
            let mine = self.inner.db.protocol_workers(row.id).await?.contains(&caller.account());
            let same = row.kind == AID.code && row.person == new.person && mine;
            return Ok(Some(if same { Ok(id) } else { Err(AppError::NotFound) }));
        }
        let rows = self.inner.db.protocol_steps_for_sweep(row.id).await?;
        let keeper = super::load::folded(row.clone(), rows)?.aid.keeper().account;
        let mut tx = self.inner.db.begin().await?;
        if keeper != caller.account() {
            self.tell_of_protocol(&mut tx, (&row, row.entries), (keeper, "notice-aid-tried"), (AID.param, None)).await?;
        }
        tx.commit().await?;
        Ok(Some(Err(AppError::conflict("aid_open"))))
    }

    async fn aid_opener(&self, caller: &Caller, person: PersonId) -> Result<Permit<act::OpenAid>> {
        self.listing(caller, self.staff_scope::<act::OpenAid>(caller)).await?;
        let who = self.inner.db.whereabouts(person).await?.filter(|who| !who.lock.is_erased()).ok_or(AppError::NotFound)?;
        let age = Age::of(who.birth_on, self.day(self.now()));
        let at = Resource::at(who.place).aged(age).restricted(self.inner.db.restricted_at(person).await?.is_some());
        let permit = self.unseen_permit::<act::OpenAid>(caller, at, person).await?;
        if age == Age::Adult { Err(AppError::conflict("aid_adult")) } else { Ok(permit) }
    }

    /// The latest mandatory report about somebody, and when it was opened.
    pub(super) async fn report_made(&self, person: PersonId) -> Result<Option<(DutyId, Timestamp)>> {
        let Some(id) = self.inner.db.report_about(person).await? else { return Ok(None) };
        Ok(self.inner.db.duty_place(id).await?.map(|duty| (id, duty.opened_at)))
    }
}
