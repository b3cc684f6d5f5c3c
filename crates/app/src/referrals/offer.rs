//! What the form of a referral offers.

use std::collections::BTreeMap;

use jiff::civil::Date;
use xinqiao_access::{Resource, act};
use xinqiao_kernel::id::{PersonId, WarningId};
use xinqiao_referrals::{Age, Code, Kind, ReferralId, StepId};
use xinqiao_store::referrals::Receiver;

use crate::audit::done;
use crate::warnings::Candidate;
use crate::{App, AppError, Caller, Person, Result};

/// Desks of one role that a form offers at most.
const MOST: u32 = 60;

/// A desk that may receive.
#[derive(Debug, Clone)]
pub struct Desk {
    pub desk: Receiver,
    pub place: String,
}

/// What the form is made of.
#[derive(Debug, Clone)]
pub struct Choices {
    /// masked
    pub person: Person,
    pub age: Age,
    /// open warnings that the caller may send along
    pub warnings: Vec<(WarningId, String)>,
    /// for assignments: those of the team
    pub colleagues: Vec<Candidate>,
    /// for every other kind
    pub desks: Vec<Desk>,
    /// what is known, by field; only what the caller's own rights open
    pub known: BTreeMap<Code, String>,
    /// ids of the referral and of its first event
    pub ids: (ReferralId, StepId),
}

impl App {
    /// What the caller may send about somebody in a kind. Leaves an audit row that the person can see.
    ///
    /// Errors: `NotFound` outside the caller's reach, `Denied` without the right.
    pub async fn referral_choices(&self, caller: &Caller, person: PersonId, kind: Kind) -> Result<Choices> {
        let from = self.sender_of(caller, person, None).await?;
        let now = self.now();
        let masked = self.inner.db.person_of_referral(&from.permit).await?.ok_or(AppError::NotFound)?;
        let known = self.known_of(caller, person, from.who.birth_on).await?;
        let colleagues = if kind == Kind::Assign {
            let team = self.candidates(&from.owner.place, now).await?;
            team.into_iter().filter(|one| one.place == from.owner.place && one.account != caller.account()).collect()
        } else {
            Vec::new()
        };
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &from.permit, "person", Some(person.uuid()), "referral form"), now).await?;
        tx.commit().await?;
        Ok(Choices {
            person: masked,
            age: from.age,
            warnings: self.own_warnings_about(caller, person).await?,
            desks: if kind == Kind::Assign { Vec::new() } else { self.desks_for(caller, kind).await? },
            colleagues,
            known,
            ids: self.new_referral_ids(),
        })
    }

    /// Ids for a form: of the referral that it may send, and of its first event.
    pub fn new_referral_ids(&self) -> (ReferralId, StepId) {
        let now = self.now();
        (ReferralId::new(self.ids(), now), StepId::new(self.ids(), now))
    }

    /// The open desks for which the pack has a packet of this kind, without the caller's own.
    pub async fn desks_for(&self, caller: &Caller, kind: Kind) -> Result<Vec<Desk>> {
        self.listing(caller, self.staff_scope::<act::ReferCase>(caller)).await?;
        let mine = self.own_desks(caller).await?;
        let mut found = self.desks_of_kind(kind).await?;
        found.retain(|desk| !mine.contains(&desk.desk.id));
        Ok(found)
    }

    /// The open desks for which the pack has a packet of this kind.
    pub(super) async fn desks_of_kind(&self, kind: Kind) -> Result<Vec<Desk>> {
        let rules = self.rules_of_referrals()?;
        let mut found = Vec::new();
        for packet in rules.raw().packets.iter().filter(|packet| packet.kind == kind) {
            for desk in self.inner.db.receivers_of_role(packet.role.as_str(), MOST).await? {
                found.push(Desk { place: self.place_name(&desk.place).await?, desk });
            }
        }
        found.sort_by(|one, other| (&one.desk.role, &one.desk.name).cmp(&(&other.desk.role, &other.desk.name)));
        Ok(found)
    }

    async fn own_warnings_about(&self, caller: &Caller, person: PersonId) -> Result<Vec<(WarningId, String)>> {
        let today = self.day(self.now());
        let mut found = Vec::new();
        for owned in self.inner.db.open_warnings_of(person).await? {
            let Ok(permit) = self.quiet_permit::<act::ReadWarning>(caller, &crate::warnings::resource(&owned, today)) else {
                continue;
            };
            let id = WarningId::from_uuid(owned.id);
            if let Some(row) = self.inner.db.warning(&permit, id).await? {
                found.push((id, row.number));
            }
        }
        Ok(found)
    }

    /// Name, phone and year of birth where the caller may open them anyway; the opening leaves its own row.
    async fn known_of(&self, caller: &Caller, person: PersonId, born: Option<Date>) -> Result<BTreeMap<Code, String>> {
        let today = self.day(self.now());
        let who = self.inner.db.whereabouts(person).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(who.place).of(person).aged(xinqiao_access::Age::of(born, today));
        let open = self.inner.db.open_warnings_of(person).await?;
        let owns = open.iter().any(|warning| warning.owner == Some(caller.account()));
        let at = if owns { at.owned_by(caller.account()) } else { at };
        let Ok(permit) = self.quiet_permit::<act::ReadIdentity>(caller, &at) else { return Ok(BTreeMap::new()) };
        let Some(found) = self.inner.db.person_identity(&permit).await? else { return Ok(BTreeMap::new()) };
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "person", Some(person.uuid()), "referral"), self.now()).await?;
        tx.commit().await?;
        let values = [
            ("name", Some(found.name)),
            ("phone", found.phone),
            ("birth_year", found.birth_on.map(|born| born.year().to_string())),
        ];
        let mut known = BTreeMap::new();
        for (code, value) in values {
            if let (Ok(code), Some(value)) = (code.parse(), value) {
                known.insert(code, value);
            }
        }
        Ok(known)
    }
}
