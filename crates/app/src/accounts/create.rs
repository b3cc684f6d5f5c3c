//! Making accounts, for the first administrator, the demonstration city and imports.

use jiff::civil::Date;
use xinqiao_access::Role;
use xinqiao_kernel::id::{AccountId, AssignmentId, PersonId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::StoreError;
use xinqiao_store::accounts::{Account, AssignmentRow};

use crate::{App, AppError, Result};

/// An account to be made.
pub struct NewAccount<'a> {
    pub login: &'a str,
    pub name: &'a str,
    pub password: &'a str,
    pub person: Option<PersonId>,
    /// roles with their place, first and last day
    pub roles: &'a [(Role, PlacePath, Date, Option<Date>)],
}

impl App {
    /// Makes an account with its roles, from the operator's command line.
    ///
    /// Errors: `Invalid` on `password` with the rule that it breaks, on `login` when it is taken; roles that exclude one another are refused.
    pub async fn create_account(&self, new: &NewAccount<'_>) -> Result<AccountId> {
        let holder = super::standing::holder(new.roles.iter().map(|(role, ..)| *role));
        self.check_password(holder, new.login, new.password, "password")?;
        let hash = self.hash_password(new.password).await?;
        self.create_account_with_hash(new, &hash).await
    }

    /// Makes an account whose password was hashed before: many accounts of a bench share one hash.
    pub async fn create_account_with_hash(&self, new: &NewAccount<'_>, hash: &str) -> Result<AccountId> {
        let now = self.now();
        let id = AccountId::new(self.ids(), now);
        let roles = new
            .roles
            .iter()
            .map(|(role, place, from, until)| xinqiao_access::Assignment::new(*role, place.clone(), *from, *until));
        xinqiao_access::Actor::new(id, new.person, roles.collect())
            .map_err(|fault| AppError::conflict(format!("roles_exclude: {fault}")))?;
        let account = Account {
            id,
            login: new.login.trim().to_lowercase(),
            name: new.name.to_owned(),
            password_hash: hash.to_owned(),
            person: new.person,
            disabled_at: None,
        };
        let mut tx = self.inner.db.begin().await?;
        match tx.add_account(&account, now).await {
            Err(StoreError::Duplicate { .. }) => return Err(AppError::field("login", "fault-login-taken", new.login)),
            other => other?,
        }
        for (role, place, from, until) in new.roles {
            let given = AssignmentRow {
                id: AssignmentId::new(self.ids(), now),
                account: id,
                role: role.code().to_owned(),
                place: place.clone(),
                from: *from,
                until: *until,
            };
            tx.add_assignment(&given, now).await?;
        }
        tx.commit().await?;
        Ok(id)
    }
}
