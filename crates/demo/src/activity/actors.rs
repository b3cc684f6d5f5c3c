//! Who acts: accounts, and their sessions of the day.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;
use xinqiao_access::Role;
use xinqiao_app::accounts::NewAccount;
use xinqiao_app::{App, AppError, Caller};
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_store::people::Person;

use crate::DemoError;
use crate::places::CITY;
use crate::staff::accounts;

/// Fits no password: synthetic people act in the demonstration, nobody signs in as one of them.
const NO_PASSWORD: &str = "-";
/// How long before the first day the staff were appointed.
const APPOINTED_DAYS: i32 = 30;
/// Days for which the person in charge approves.
const APPROVED_DAYS: i64 = 365;

/// The accounts of the demonstration.
#[derive(Debug, Default)]
pub(crate) struct Actors {
    staff: HashMap<&'static str, AccountId>,
    people: HashMap<PersonId, AccountId>,
    sessions: HashMap<AccountId, (Date, Caller)>,
}

impl Actors {
    /// Makes the demonstration accounts with one password; `holder` tells the person behind a login.
    pub async fn appoint(app: &App, password: &str, holder: impl Fn(&str) -> Option<PersonId>) -> Result<Self, DemoError> {
        let from = app.day(app.now()).saturating_sub(APPOINTED_DAYS.days());
        let mut actors = Self::default();
        for account in accounts() {
            let place = account.place.parse().map_err(|fault| DemoError::table("ACCOUNTS", fault))?;
            let person = holder(account.login);
            let roles = [(account.role, place, from, None)];
            let new = NewAccount { login: account.login, name: account.name, password, person, roles: &roles };
            let id = app.create_account(&new).await?;
            actors.staff.insert(account.login, id);
            if let Some(person) = person {
                actors.people.insert(person, id);
            }
        }
        actors.approve(app).await?;
        Ok(actors)
    }

    /// The person in charge of the county approves of those who work with pupils there.
    async fn approve(&mut self, app: &App) -> Result<(), DemoError> {
        let head = self.staff(app, "head").await?;
        let until = app.day(app.now()).saturating_add(APPROVED_DAYS.days());
        for found in app.roles_for_minors(&head, None).await?.roles.into_iter().filter(|found| !found.is_own) {
            app.approve_minors(&head, found.row.id, Some(until)).await?;
        }
        Ok(())
    }

    /// The account of a login of the demonstration.
    pub fn account(&self, login: &'static str) -> Result<AccountId, DemoError> {
        self.staff.get(login).copied().ok_or_else(|| DemoError::table("ACCOUNTS", format!("{login} is missing")))
    }

    /// A member of staff with a session of today.
    pub async fn staff(&mut self, app: &App, login: &'static str) -> Result<Caller, DemoError> {
        let account = self.account(login)?;
        self.caller(app, account).await
    }

    /// A person with a session of today; the account is made when the person first needs one.
    pub async fn person(&mut self, app: &App, person: &Person) -> Result<Caller, DemoError> {
        if let Some(account) = self.people.get(&person.id) {
            return self.caller(app, *account).await;
        }
        let login = format!("demo-{}", self.people.len() + 1);
        let place = CITY.parse().map_err(|fault| DemoError::table("ACCOUNTS", fault))?;
        let roles = [(Role::Resident, place, app.day(app.now()), None)];
        let new = NewAccount { login: &login, name: &person.name, password: "", person: Some(person.id), roles: &roles };
        let account = app.create_account_with_hash(&new, NO_PASSWORD).await?;
        self.people.insert(person.id, account);
        self.caller(app, account).await
    }

    /// How many people act beside the demonstration accounts.
    pub fn others(&self) -> usize {
        self.people.values().filter(|account| !self.staff.values().any(|known| known == *account)).count()
    }

    async fn caller(&mut self, app: &App, account: AccountId) -> Result<Caller, DemoError> {
        let today = app.day(app.now());
        if let Some((day, caller)) = self.sessions.get(&account)
            && *day == today
        {
            return Ok(caller.clone());
        }
        let token = app.open_session(account).await?;
        let caller = app.authenticate(token.as_str()).await?.ok_or(AppError::SignedOut)?;
        self.sessions.insert(account, (today, caller.clone()));
        Ok(caller)
    }
}
