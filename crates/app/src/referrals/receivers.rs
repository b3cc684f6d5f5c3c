//! The register of receiving desks, and who answers for them.

use jiff::Timestamp;
use xinqiao_access::{Permit, Purpose, Resource, act};
use xinqiao_kernel::id::AccountId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_referrals::{Code, ReceiverId};
use xinqiao_store::referrals::{Member, Receiver};

use crate::audit::{done, listed};
use crate::{App, AppError, Caller, Result};

/// Desks on a page.
const PAGE: u32 = 50;
/// Longest name of a desk, in characters.
const LONGEST: usize = 80;

/// A desk to be entered.
#[derive(Debug, Clone)]
pub struct NewDesk {
    /// made when the form was shown: the same form sent twice enters one
    pub id: ReceiverId,
    pub name: String,
    pub role: Code,
    pub place: PlacePath,
}

/// What changes about a desk.
#[derive(Debug, Clone)]
pub enum DeskChange {
    Rename(String),
    /// nothing new is sent to it; what is on its way goes on
    Close,
    Reopen,
    /// by login
    Add(String),
    Remove(AccountId),
}

/// A desk with who answers for it.
#[derive(Debug, Clone)]
pub struct DeskDetail {
    pub desk: Receiver,
    pub place: String,
    pub members: Vec<Member>,
}

impl App {
    /// An id for the form of a new desk.
    pub fn new_desk_id(&self) -> ReceiverId {
        ReceiverId::new(self.ids(), self.now())
    }

    /// The desks below the caller's places, by place, after one. Leaves an audit row.
    pub async fn desks(&self, caller: &Caller, after: Option<ReceiverId>) -> Result<(Vec<DeskDetail>, Option<ReceiverId>)> {
        let scope = self.listing(caller, self.scope::<act::ManageReceivers>(caller, Purpose::Administration)).await?;
        let known = match after {
            Some(id) => self.inner.db.receiver(id).await?,
            None => None,
        };
        let place = known.as_ref().map(|known| (&known.place, known.id));
        let mut found = self.inner.db.receivers(&scope, place, PAGE + 1).await?;
        let more = found.len() > PAGE as usize;
        found.truncate(PAGE as usize);
        let next = found.last().filter(|_| more).map(|last| last.id);
        let mut lines = Vec::with_capacity(found.len());
        for desk in found {
            lines.push(self.with_members(desk).await?);
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "receiver", lines.len()), self.now()).await?;
        tx.commit().await?;
        Ok((lines, next))
    }

    /// One desk. Leaves an audit row.
    pub async fn desk(&self, caller: &Caller, id: ReceiverId) -> Result<DeskDetail> {
        let (permit, desk) = self.managed_desk(caller, id).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "receiver", Some(id.uuid()), "read"), self.now()).await?;
        tx.commit().await?;
        self.with_members(desk).await
    }

    /// Enters a desk. The same form sent twice enters one.
    ///
    /// Errors: `Invalid` on `name`, `role` (no receiver of the pack) or `place` (nobody knows it); no right at the place.
    pub async fn add_desk(&self, caller: &Caller, new: &NewDesk) -> Result<ReceiverId> {
        let permit = self.desk_permit(caller, &new.place).await?;
        let name = sound_name(&new.name)?;
        if self.rules_of_referrals()?.receiver(&new.role).is_none() {
            return Err(AppError::field("role", "fault-desk-role", new.role.as_str()));
        }
        if self.place_at(&new.place).await?.is_none() {
            return Err(AppError::field("place", "fault-desk-place", new.place.as_str()));
        }
        let role = new.role.as_str().to_owned();
        let desk = Receiver { id: new.id, name, role, place: new.place.clone(), closed_at: None, version: 1 };
        let mut tx = self.inner.db.begin().await?;
        match tx.add_receiver(&permit, &desk, self.now()).await {
            Err(xinqiao_store::StoreError::Duplicate { .. }) => return Ok(new.id),
            other => other?,
        }
        tx.audit(&done(self, &permit, "receiver", Some(new.id.uuid()), format!("entered {}", desk.role)), self.now()).await?;
        tx.commit().await?;
        Ok(new.id)
    }

    /// Changes a desk.
    ///
    /// Errors: `Invalid` on `name`, on `login` for an account that nobody has or that does not hold the desk's role at its place; `Conflict` when somebody
    /// else was first.
    pub async fn change_desk(&self, caller: &Caller, id: ReceiverId, change: &DeskChange) -> Result<()> {
        let (permit, desk) = self.managed_desk(caller, id).await?;
        let now = self.now();
        let (after, detail) = match change {
            DeskChange::Rename(name) => (Receiver { name: sound_name(name)?, ..desk.clone() }, "renamed"),
            DeskChange::Close => (Receiver { closed_at: Some(desk.closed_at.unwrap_or(now)), ..desk.clone() }, "closed"),
            DeskChange::Reopen => (Receiver { closed_at: None::<Timestamp>, ..desk.clone() }, "reopened"),
            DeskChange::Add(_) => (desk.clone(), "account added"),
            DeskChange::Remove(_) => (desk.clone(), "account removed"),
        };
        let added = match change {
            DeskChange::Add(login) => Some(self.fit_for(&desk, login).await?),
            _ => None,
        };
        let mut tx = self.inner.db.begin().await?;
        tx.save_receiver(&permit, &after).await?;
        match (change, added) {
            (DeskChange::Add(_), Some(account)) => tx.add_receiver_member(id, account, now).await?,
            (DeskChange::Remove(account), _) => tx.remove_receiver_member(id, *account).await?,
            _ => {}
        }
        tx.audit(&done(self, &permit, "receiver", Some(id.uuid()), detail), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The account of a login, if it holds the desk's role at the desk's place or above.
    async fn fit_for(&self, desk: &Receiver, login: &str) -> Result<AccountId> {
        let typed = login.trim().to_lowercase();
        let unfit = |why: &'static str| AppError::field("login", why, typed.clone());
        let account = self.inner.db.account_by_login(&typed).await?.ok_or_else(|| unfit("fault-desk-login"))?;
        let roles = self.inner.db.roles_of(account.id).await?;
        let holds = roles.iter().any(|held| held.ended_at.is_none() && held.role == desk.role && held.place.covers(&desk.place));
        if holds { Ok(account.id) } else { Err(unfit("fault-desk-holder")) }
    }

    async fn with_members(&self, desk: Receiver) -> Result<DeskDetail> {
        let members = self.inner.db.receiver_members(desk.id).await?;
        Ok(DeskDetail { place: self.place_name(&desk.place).await?, members, desk })
    }

    async fn managed_desk(&self, caller: &Caller, id: ReceiverId) -> Result<(Permit<act::ManageReceivers>, Receiver)> {
        self.listing(caller, self.scope::<act::ManageReceivers>(caller, Purpose::Administration)).await?;
        let desk = self.inner.db.receiver(id).await?.ok_or(AppError::NotFound)?;
        Ok((self.desk_permit(caller, &desk.place).await?, desk))
    }

    async fn desk_permit(&self, caller: &Caller, place: &PlacePath) -> Result<Permit<act::ManageReceivers>> {
        self.permit::<act::ManageReceivers>(caller, &Resource::at(place.clone()), Purpose::Administration).await
    }
}

fn sound_name(name: &str) -> Result<String> {
    let name = name.trim();
    if (1..=LONGEST).contains(&name.chars().count()) {
        Ok(name.to_owned())
    } else {
        Err(AppError::field("name", "fault-desk-name", name))
    }
}
