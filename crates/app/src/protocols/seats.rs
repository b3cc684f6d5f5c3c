//! Who may be at a protocol: by the place of a role, or because the protocol has them among those who work on it.

use xinqiao_access::{Act, Action, Permit, Resource, Role, rules};
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_referrals::Owner;

use crate::{App, AppError, Caller, Result};

impl App {
    /// The permit of somebody who works on a protocol, wherever their role is. Leaves no trace where there is none.
    pub(super) fn worker_permit<A: Act>(&self, caller: &Caller, person: PersonId) -> Option<Permit<A>> {
        let today = self.day(self.now());
        let mut held = caller.actor().in_force(today);
        held.find_map(|held| {
            let at = Resource::at(held.place.clone()).of(person).with_team(vec![caller.account()]);
            self.quiet_permit::<A>(caller, &at).ok()
        })
    }

    /// A permit about a person of which a refusal leaves no trace among what was done with the person's records: the security event names the place
    /// alone.
    pub(super) async fn unseen_permit<A: Act>(&self, caller: &Caller, at: Resource, person: PersonId) -> Result<Permit<A>> {
        match self.quiet_permit::<A>(caller, &at.clone().of(person)) {
            Ok(permit) => Ok(permit),
            Err(_) => self.staff_permit::<A>(caller, &at).await,
        }
    }

    /// The nearest of the caller's places above a record where the role of the permit is held.
    pub(super) fn seat_place<A: Act>(&self, caller: &Caller, permit: &Permit<A>) -> PlacePath {
        let today = self.day(self.now());
        let held = caller.actor().in_force(today).filter(|held| held.role == permit.role());
        let covering = held.map(|held| &held.place).filter(|place| place.covers(permit.place()));
        covering.max_by_key(|place| place.depth()).unwrap_or(permit.place()).clone()
    }

    /// The account of a login that can work under an action, and where.
    ///
    /// Errors: `Invalid` on `login` for an account that nobody has, that is closed, or whose roles do not allow it.
    pub(super) async fn working_account(&self, login: &str, action: Action) -> Result<Owner> {
        let typed = login.trim().to_lowercase();
        let unfit = |why: &'static str| AppError::field("login", why, typed.clone());
        let found = self.inner.db.account_by_login(&typed).await?.filter(|found| found.disabled_at.is_none());
        let account = found.ok_or_else(|| unfit("fault-desk-login"))?.id;
        let place = self.place_under(account, action).await?;
        place.map(|place| Owner { account, place }).ok_or_else(|| unfit("fault-protocol-role"))
    }

    /// Has an account left: is it closed, or without a role for the action?
    pub(super) async fn has_left(&self, account: AccountId, action: Action) -> Result<bool> {
        let open = self.inner.db.account(account).await?.is_some_and(|found| found.disabled_at.is_none());
        Ok(!open || self.place_under(account, action).await?.is_none())
    }

    async fn place_under(&self, account: AccountId, action: Action) -> Result<Option<PlacePath>> {
        let today = self.day(self.now());
        let roles = self.inner.db.roles_of(account).await?;
        let in_force = roles.into_iter().filter(|held| {
            let begun = held.from <= today && held.until.is_none_or(|until| today <= until);
            let held_still = held.credential.as_ref().and_then(|(_, until)| *until).is_none_or(|until| today <= until);
            held.ended_at.is_none() && begun && held_still
        });
        let may = |role: &str| role.parse::<Role>().is_ok_and(|role| rules(role).any(|rule| rule.action == action));
        Ok(in_force.filter(|held| may(&held.role)).map(|held| held.place).max_by_key(PlacePath::depth))
    }

    /// The name of an account's holder, empty for one that is gone.
    pub(super) async fn holder(&self, account: AccountId) -> Result<String> {
        Ok(self.inner.db.account(account).await?.map(|account| account.name).unwrap_or_default())
    }
}
