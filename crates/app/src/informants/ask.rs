//! A counsellor asks somebody about a person, or takes it back.

use jiff::ToSpan;
use xinqiao_access::{Permit, Role, act};
use xinqiao_consent::Purpose as Use;
use xinqiao_kernel::id::{AccountId, InformantRequestId, PersonId};
use xinqiao_psychometrics::definition::Informant;
use xinqiao_store::informants::NewInformantRequest;
use xinqiao_store::people::Whereabouts;

use super::{InformantState, MOST};
use crate::audit::done;
use crate::notify::{Owing, Thing};
use crate::{App, AppError, Caller, Result};

/// Teachers of one class who are offered at most.
const MOST_TEACHERS: u32 = 20;

/// Somebody who can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToAsk {
    pub informant: Informant,
    pub account: AccountId,
    /// a guardian's is masked, a teacher's is that of the account; empty for the person
    pub name: String,
}

/// Whom to ask with which family of forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskInformant {
    pub informant: Informant,
    pub account: AccountId,
    pub family: String,
}

impl App {
    /// Asks somebody about a person, and tells them that they were asked.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Conflict` `informants_no_consent`, `informant_asked_already`,
    /// `Invalid` on `whom` for anybody who is not near the person, on `family` for one without a form for them.
    pub async fn ask_informant(&self, caller: &Caller, person: PersonId, asked: &AskInformant) -> Result<InformantRequestId> {
        let (permit, who, _) = self.comparing(caller, person).await?;
        if !self.consent_holds(&permit, &who, (Use::AskOthers, None)).await? {
            return Err(AppError::conflict("informants_no_consent"));
        }
        let near = self.to_ask(&permit, &who).await?;
        if !near.iter().any(|one| one.informant == asked.informant && one.account == asked.account) {
            return Err(AppError::field("whom", "fault-informant-whom", asked.informant.code()));
        }
        let forms = self.inner.library.forms_of(&asked.family);
        let form = forms.into_iter().find(|pack| {
            let is_theirs = pack.instrument().pack().informant == Some(asked.informant);
            is_theirs && pack.has_wording()
        });
        let form = form.ok_or_else(|| AppError::field("family", "fault-informant-family", asked.family.clone()))?.instrument();
        let now = self.now();
        for row in self.inner.db.informants_of(&permit, MOST).await? {
            let same = row.account == asked.account && row.family == asked.family && row.informant == asked.informant.code();
            if same && InformantState::of(&row, now)? == InformantState::Open {
                return Err(AppError::conflict("informant_asked_already"));
            }
        }
        let last = self.day(now).saturating_add(self.informant_rules()?.asked_days().days());
        let id = InformantRequestId::new(self.ids(), now);
        let new = NewInformantRequest {
            id,
            informant: asked.informant.code(),
            account: asked.account,
            family: asked.family.clone(),
            instrument: form.code().to_owned(),
            version: form.version().to_owned(),
            expires_at: self.end_of(last).ok_or_else(|| AppError::broken("a day has no end"))?,
        };
        let mut tx = self.inner.db.begin().await?;
        tx.add_informant_request(&permit, &new, now).await?;
        self.owe(
            &mut tx,
            Owing::new(asked.account, "notice-person-asked-to-answer").about(Thing::Own(id.uuid()), 0).due(Some(new.expires_at)),
        )
        .await?;
        let detail = format!("asked {} {}", asked.informant.code(), new.instrument);
        tx.audit(&done(self, &permit, "informant_request", Some(id.uuid()), detail), now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Takes a request back that nobody has answered. Taken back twice, it is taken back.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Conflict` `informant_settled`.
    pub async fn withdraw_informant(&self, caller: &Caller, id: InformantRequestId) -> Result<PersonId> {
        self.listing(caller, self.staff_scope::<act::CompareInformants>(caller)).await?;
        let row = self.inner.db.informant_request(id).await?.ok_or(AppError::NotFound)?;
        let (permit, ..) = self.comparing(caller, row.person).await?;
        match InformantState::of(&row, self.now())? {
            InformantState::Withdrawn => return Ok(row.person),
            InformantState::Answered | InformantState::Declined => return Err(AppError::conflict("informant_settled")),
            InformantState::Open | InformantState::Expired => {}
        }
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.settle_informant(id, "withdrawn", caller.account(), now).await? {
            return Err(AppError::conflict("informant_settled"));
        }
        tx.audit(&done(self, &permit, "informant_request", Some(id.uuid()), "withdrawn"), now).await?;
        tx.commit().await?;
        Ok(row.person)
    }

    /// Who can be asked about the permit's person: the person, guardians in force, teachers of the class; each with an account.
    pub(super) async fn to_ask(&self, permit: &Permit<act::CompareInformants>, who: &Whereabouts) -> Result<Vec<ToAsk>> {
        let today = self.day(self.now());
        let mut found = Vec::new();
        if let Some(account) = self.inner.db.account_of_person(who.id).await? {
            found.push(ToAsk { informant: Informant::Oneself, account, name: String::new() });
        }
        for one in self.inner.db.guardians_to_ask(permit, today).await? {
            found.push(ToAsk { informant: Informant::Parent, account: one.account, name: one.name });
        }
        let teachers = self.inner.db.of_role_over(Role::ClassTeacher.code(), &who.place, today, MOST_TEACHERS).await?;
        for one in teachers {
            found.push(ToAsk { informant: Informant::Teacher, account: one.account, name: one.name });
        }
        // nobody is asked about somebody by themselves
        found.retain(|one| one.account != permit.account());
        Ok(found)
    }
}
