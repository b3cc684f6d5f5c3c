//! Sending: first the packet exactly as the receiver will see it, then the same packet.

use std::collections::BTreeSet;

use xinqiao_access::{Age as Of, Permit, Resource, act};
use xinqiao_kernel::id::{AccountId, DutyId, PersonId, WarningId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_referrals::event::{Act, Subject};
use xinqiao_referrals::{Age, Code, Kind, Opening, Owner, Preview, ReceiverId, ReferralId, StepId, check_basis, preview, send};
use xinqiao_store::people::Whereabouts;

use super::draft::{Draft, To};
use super::fold::{age_class, refused};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// A packet before it is sent.
#[derive(Debug, Clone)]
pub struct PreviewView {
    pub preview: Preview,
    /// name of the desk or the colleague
    pub receiver: String,
    /// what stands against sending, beside what is lacking; none: it can go
    pub obstacle: Option<&'static str>,
    /// whose consent counts
    pub guardian_consents: bool,
}

/// Who receives, once the form was read.
pub(super) struct Target {
    pub owner: Owner,
    pub role: Code,
    pub receiver: Option<ReceiverId>,
    pub name: String,
}

/// The sender's side of a draft: the permit, whom it is about, and from where.
pub(super) struct From {
    pub permit: Permit<act::ReferCase>,
    pub who: Whereabouts,
    pub owner: Owner,
    pub age: Age,
}

impl App {
    /// What the receiver would see, what is left out and why, and what is lacking. Leaves an audit row that the person can see.
    ///
    /// Errors: `NotFound` outside the caller's reach, `Denied` without the right, `Invalid` on `receiver`.
    pub async fn referral_preview(&self, caller: &Caller, draft: &Draft) -> Result<PreviewView> {
        let from = self.sender_of(caller, draft.person, draft.warning).await?;
        let target = self.target(caller, draft, &from.owner.place).await?;
        let time = self.referral_time()?;
        let found = preview(time.rules, &draft.facts(), draft.kind, &target.role, from.age).map_err(refused)?;
        let today = self.day(self.now());
        let basis = draft.basis(self, None);
        let obstacle = match check_basis(time.rules, draft.kind, draft.urgency, from.age, &basis, today).map_err(refused) {
            Err(AppError::Invalid(faults)) => faults.first().map(|fault| fault.expected),
            _ => None,
        };
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &from.permit, "person", Some(draft.person.uuid()), "referral preview"), self.now()).await?;
        tx.commit().await?;
        Ok(PreviewView {
            preview: found,
            receiver: target.name,
            obstacle,
            guardian_consents: xinqiao_referrals::needs_guardian(time.rules, from.age),
        })
    }

    /// Sends what was previewed. The same form sent twice sends once.
    ///
    /// Errors: as [`App::referral_preview`], and `Invalid` on `fields`, `basis`, `until`; `Conflict` for oneself as receiver.
    pub async fn send_referral(&self, caller: &Caller, draft: &Draft, (id, step): (ReferralId, StepId)) -> Result<ReferralId> {
        let from = self.sender_of(caller, draft.person, draft.warning).await?;
        if let Some(known) = self.inner.db.referral_place(id).await? {
            // the same form, sent again; anybody else's id is no record for the caller
            return if known.from == caller.account() { Ok(id) } else { Err(AppError::NotFound) };
        }
        let target = self.target(caller, draft, &from.owner.place).await?;
        let time = self.referral_time()?;
        let report = self.inner.db.report_about(draft.person).await?;
        let team = self.team(&from.owner.place).await?;
        let found = preview(time.rules, &draft.facts(), draft.kind, &target.role, from.age).map_err(refused)?;
        let opening = Opening {
            referral: id,
            person: draft.person,
            subject: draft.warning.map_or(Subject::Person(draft.person), Subject::Warning),
            urgency: draft.urgency,
            from: from.owner.clone(),
            to: target.owner.clone(),
            team: &team,
            preview: &found,
            basis: draft.basis(self, report),
            harm_suspected: draft.harm,
            report: report.filter(|_| draft.harm),
            cites: None,
        };
        let act = Act { id: step, at: self.now(), by: caller.account(), note: None };
        let change = send(opening, &act, &time).map_err(refused)?;
        match self.open_change(&from.permit, &from.who.place, target.receiver, &target.name, change).await {
            Err(AppError::Conflict { code }) if code == "other" => match self.inner.db.referral_place(id).await? {
                Some(known) if known.from == caller.account() => Ok(id),
                _ => Err(AppError::conflict(code)),
            },
            other => other.map(|()| id),
        }
    }

    /// The permit to send about somebody, and from which of the caller's places.
    pub(super) async fn sender_of(&self, caller: &Caller, person: PersonId, warning: Option<WarningId>) -> Result<From> {
        self.listing(caller, self.staff_scope::<act::ReferCase>(caller)).await?;
        let who = self.inner.db.whereabouts(person).await?.filter(|who| !who.lock.is_erased()).ok_or(AppError::NotFound)?;
        let today = self.day(self.now());
        let at = Resource::at(who.place.clone()).of(person).aged(Of::of(who.birth_on, today));
        let at = at.restricted(self.inner.db.restricted_at(person).await?.is_some());
        let open = self.inner.db.open_warnings_of(person).await?;
        let at = match open.iter().any(|warning| warning.owner == Some(caller.account())) {
            true => at.owned_by(caller.account()),
            false => at,
        };
        let permit = self.staff_permit::<act::ReferCase>(caller, &at).await?;
        if let Some(warning) = warning {
            let owned = self.inner.db.warning_place(warning).await?.filter(|owned| owned.person == person);
            let owned = owned.ok_or(AppError::NotFound)?;
            self.staff_permit::<act::ReadWarning>(caller, &crate::warnings::resource(&owned, today)).await?;
        }
        let owner = Owner { account: caller.account(), place: self.sending_place(caller, &permit) };
        Ok(From { age: age_class(who.birth_on, today), permit, who, owner })
    }

    /// The nearest of the caller's places above the person with the role of the permit; for work that was given, the place of the role.
    fn sending_place(&self, caller: &Caller, permit: &Permit<act::ReferCase>) -> PlacePath {
        let today = self.day(self.now());
        let of_role = || caller.actor().in_force(today).filter(|held| held.role == permit.role()).map(|held| &held.place);
        let covering = of_role().filter(|place| place.covers(permit.place())).max_by_key(|place| place.depth());
        covering.or_else(|| of_role().next()).unwrap_or(permit.place()).clone()
    }

    /// The accounts of the team at a place: those who may own its warnings and work exactly there.
    pub(super) async fn team(&self, place: &PlacePath) -> Result<BTreeSet<AccountId>> {
        let found = self.candidates(place, self.now()).await?;
        Ok(found.into_iter().filter(|one| one.place == *place).map(|one| one.account).collect())
    }

    /// Who receives a draft.
    ///
    /// Errors: `Invalid` on `receiver` for a desk that is closed, of nobody, or of no packet for this kind.
    pub(super) async fn target(&self, caller: &Caller, draft: &Draft, place: &PlacePath) -> Result<Target> {
        let unfit = |why: &'static str| AppError::field("receiver", why, "");
        match draft.to {
            To::Colleague(account) => {
                if draft.kind != Kind::Assign {
                    return Err(unfit("fault-referral-receiver"));
                }
                if draft.warning.is_none() {
                    return Err(AppError::field("warning", "fault-referral-no-warning", ""));
                }
                let found = self.candidates(place, self.now()).await?;
                let one = found.into_iter().find(|one| one.account == account && one.place == *place);
                let one = one.ok_or_else(|| unfit("fault-referral-team"))?;
                let role = one.role.code().parse().map_err(|fault| super::fold::damaged("a role is no code", fault))?;
                Ok(Target { owner: Owner { account, place: one.place }, role, receiver: None, name: one.name })
            }
            To::Desk(id) => {
                if draft.kind == Kind::Assign {
                    return Err(unfit("fault-referral-team"));
                }
                let desk = self.inner.db.receiver(id).await?.filter(|desk| desk.closed_at.is_none());
                let desk = desk.ok_or_else(|| unfit("fault-referral-desk"))?;
                let members = self.inner.db.receiver_members(id).await?;
                let first = members.iter().find(|member| member.account != caller.account());
                let first = first.ok_or_else(|| unfit("fault-referral-desk-empty"))?.account;
                let role = desk.role.parse().map_err(|fault| super::fold::damaged("a receiver's role is no code", fault))?;
                Ok(Target { owner: Owner { account: first, place: desk.place }, role, receiver: Some(id), name: desk.name })
            }
        }
    }

    /// The latest mandatory report about somebody.
    pub(super) async fn report_of(&self, person: PersonId) -> Result<Option<DutyId>> {
        Ok(self.inner.db.report_about(person).await?)
    }
}
