//! Making and locking accounts, giving and ending roles: the work of the security administrator, and of the operator's command line.

use xinqiao_access::{Actor, Assignment, CredentialKind, Purpose, Resource, Role, act};
use xinqiao_kernel::id::{AccountId, AssignmentId, AuditId, PersonId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::accounts::Account;
use xinqiao_store::audit::NewAudit;
use xinqiao_store::sign_in::{AccountFacts, NewRole, RoleRow};
use xinqiao_store::{StoreError, Tx};

use jiff::civil::Date;

use crate::notify::Owing;
use crate::{App, AppError, Caller, Result};

/// Who manages: somebody with the right to, or the operator of the machine, who needs none.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    Caller(&'a Caller),
    Operator,
}

/// An account as whoever manages it sees it.
#[derive(Debug, Clone)]
pub struct AccountDetail {
    pub facts: AccountFacts,
    pub login: String,
    pub name: String,
    pub person: Option<PersonId>,
    /// all roles, ended ones included
    pub roles: Vec<RoleRow>,
    /// codes of the ways by which notices reach them outside, never where; empty in lists
    pub ways: Vec<String>,
}

/// A role to be given.
#[derive(Debug, Clone)]
pub struct Grant {
    pub role: Role,
    pub place: PlacePath,
    pub from: Date,
    pub until: Option<Date>,
    /// what entitles to it, its number, its last day
    pub credential: Option<(CredentialKind, String, Option<Date>)>,
}

impl By<'_> {
    pub(super) fn account(&self) -> Option<AccountId> {
        match self {
            Self::Caller(caller) => Some(caller.account()),
            Self::Operator => None,
        }
    }
}

impl App {
    /// Asks for the right to manage accounts at each place. Nobody manages the own account.
    async fn may_manage(&self, by: By<'_>, account: Option<AccountId>, places: &[PlacePath]) -> Result<()> {
        let By::Caller(caller) = by else { return Ok(()) };
        if account == Some(caller.account()) {
            return Err(AppError::conflict("own_account"));
        }
        let whole = [self.place().clone()];
        for place in if places.is_empty() { &whole[..] } else { places } {
            self.permit::<act::ManageAccounts>(caller, &Resource::at(place.clone()), Purpose::Administration).await?;
        }
        Ok(())
    }

    fn managed(&self, by: By<'_>, account: AccountId, place: &PlacePath, detail: impl Into<String>) -> NewAudit {
        NewAudit {
            id: AuditId::new(self.ids(), self.now()),
            account: by.account(),
            role: if let By::Caller(_) = by { Role::SecurityAdmin.code() } else { "system" }.to_owned(),
            action: "manage_accounts".to_owned(),
            purpose: Purpose::Administration.code().to_owned(),
            place: place.clone(),
            person: None,
            record_kind: "account",
            record: Some(account.uuid()),
            refused: false,
            detail: detail.into(),
        }
    }

    /// The account behind an id, after the right to manage it was decided. Leaves an audit row.
    ///
    /// Errors: `NotFound`, also for one outside the caller's places.
    pub async fn managed_account(&self, by: By<'_>, id: AccountId) -> Result<AccountDetail> {
        let found = self.managed_by(by, id).await?;
        if let By::Caller(_) = by {
            let place = found
                .roles
                .iter()
                .find(|role| role.ended_at.is_none())
                .map_or_else(|| self.place().clone(), |role| role.place.clone());
            let mut tx = self.inner.db.begin().await?;
            tx.audit(&self.managed(by, id, &place, "read"), self.now()).await?;
            tx.commit().await?;
        }
        Ok(found)
    }

    /// The same without the row: what is done next writes its own.
    async fn managed_by(&self, by: By<'_>, id: AccountId) -> Result<AccountDetail> {
        let roles = self.inner.db.roles_of(id).await?;
        let account = self.inner.db.account(id).await?.ok_or(AppError::NotFound)?;
        let places: Vec<PlacePath> = roles.iter().filter(|role| role.ended_at.is_none()).map(|role| role.place.clone()).collect();
        if let By::Caller(caller) = by {
            let whole = [self.place().clone()];
            for place in if places.is_empty() { &whole[..] } else { &places } {
                self.permit::<act::ManageAccounts>(caller, &Resource::at(place.clone()), Purpose::Administration).await?;
            }
        }
        let facts = self.inner.db.account_facts(id).await?.ok_or(AppError::NotFound)?;
        let ways = self.inner.db.ways_of(id).await?;
        Ok(AccountDetail { facts, login: account.login, name: account.name, person: account.person, roles, ways })
    }

    /// The account of a login, as [`App::managed_account`].
    pub async fn managed_login(&self, by: By<'_>, login: &str) -> Result<AccountDetail> {
        let found = self.inner.db.account_by_login(&login.trim().to_lowercase()).await?.ok_or(AppError::NotFound)?;
        self.managed_account(by, found.id).await
    }

    /// Accounts with a role for work, by id, after one of them.
    pub async fn staff_accounts(&self, by: By<'_>, after: Option<AccountId>, limit: u32) -> Result<Vec<AccountDetail>> {
        let facts = match by {
            By::Caller(caller) => {
                let scope = self.listing(caller, self.scope::<act::ManageAccounts>(caller, Purpose::Administration)).await?;
                let found = self.inner.db.staff_accounts(&scope, after, limit).await?;
                let mut tx = self.inner.db.begin().await?;
                tx.audit(&crate::audit::listed(self, caller, &scope, "account", found.len()), self.now()).await?;
                tx.commit().await?;
                found
            }
            By::Operator => self.inner.db.every_staff_account(after, limit).await?,
        };
        let mut found = Vec::with_capacity(facts.len());
        for facts in facts {
            if let Some(account) = self.inner.db.account(facts.id).await? {
                let roles = self.inner.db.roles_of(facts.id).await?;
                let ways = Vec::new();
                found.push(AccountDetail {
                    facts,
                    login: account.login,
                    name: account.name,
                    person: account.person,
                    roles,
                    ways,
                });
            }
        }
        Ok(found)
    }

    /// Makes an account with its first role and a password that its holder changes with the first sign-in; the password comes back once.
    ///
    /// Errors: `Invalid` on `login` or `name`; `Conflict` with `roles_exclude`; no right at the role's place.
    pub async fn add_account(
        &self,
        by: By<'_>,
        login: &str,
        name: &str,
        person: Option<PersonId>,
        first: &Grant,
    ) -> Result<(AccountId, String)> {
        self.may_manage(by, None, std::slice::from_ref(&first.place)).await?;
        let login = login.trim().to_lowercase();
        let fits = |sign: char| sign.is_ascii_alphanumeric() || "-_.@".contains(sign);
        if !(2..=64).contains(&login.chars().count()) || !login.chars().all(fits) {
            return Err(AppError::field("login", "fault-login-form", login));
        }
        let name = name.trim();
        if name.is_empty() || 60 < name.chars().count() {
            return Err(AppError::field("name", "fault-name-form", name));
        }
        if let Some(person) = person
            && self.inner.db.whereabouts(person).await?.is_none()
        {
            return Err(AppError::field("person", "fault-person-unknown", person.to_string()));
        }
        let now = self.now();
        let id = AccountId::new(self.ids(), now);
        excludes(id, &[], first)?;
        let password = self.one_time_password();
        let hash = self.hash_password(&password).await?;
        let account =
            Account { id, login: login.clone(), name: name.to_owned(), password_hash: hash.clone(), person, disabled_at: None };
        let mut tx = self.inner.db.begin().await?;
        match tx.add_account(&account, now).await {
            Err(StoreError::Duplicate { .. }) => return Err(AppError::field("login", "fault-login-taken", login)),
            other => other?,
        }
        tx.set_password(id, &hash, true, now).await?;
        self.give(&mut tx, by, id, first).await?;
        tx.audit(&self.managed(by, id, &first.place, format!("added role={}", first.role)), now).await?;
        tx.commit().await?;
        Ok((id, password))
    }

    /// Sets the password that the operator chose at the command line for an account that was just made.
    ///
    /// Errors: `Invalid` on `password` with the rule that it breaks.
    pub async fn set_first_password(&self, id: AccountId, password: &str) -> Result<()> {
        let account = self.inner.db.account(id).await?.ok_or(AppError::NotFound)?;
        self.check_password(self.holder_of(id).await?, &account.login, password, "password")?;
        let hash = self.hash_password(password).await?;
        self.change(By::Operator, id, "set=password", async |tx: &mut Tx| tx.set_password(id, &hash, false, self.now()).await)
            .await
    }

    /// Locks an account: it cannot sign in, and its sessions end at once.
    pub async fn lock_account(&self, by: By<'_>, id: AccountId) -> Result<()> {
        self.change(by, id, "locked", async |tx: &mut Tx| {
            tx.disable_account(id, self.now()).await?;
            tx.end_sessions_of(id, self.now()).await.map(|_| ())
        })
        .await
    }

    /// Opens a locked account again.
    pub async fn unlock_account(&self, by: By<'_>, id: AccountId) -> Result<()> {
        self.change(by, id, "unlocked", async |tx: &mut Tx| tx.unlock_account(id).await).await
    }

    /// Takes every second factor of an account away; its sessions end, and its holder is told.
    pub async fn reset_factors(&self, by: By<'_>, id: AccountId) -> Result<()> {
        self.change(by, id, "reset=factors", async |tx: &mut Tx| {
            tx.forget_factors(id).await?;
            tx.end_sessions_of(id, self.now()).await?;
            self.owe(tx, Owing::new(id, "notice-person-factors-reset")).await.map(|_| ())
        })
        .await
    }

    /// Gives an account a new password that its holder changes with the next sign-in; it comes back once.
    pub async fn reset_password(&self, by: By<'_>, id: AccountId) -> Result<String> {
        let password = self.one_time_password();
        let hash = self.hash_password(&password).await?;
        self.change(by, id, "reset=password", async |tx: &mut Tx| {
            tx.set_password(id, &hash, true, self.now()).await?;
            tx.end_sessions_of(id, self.now()).await?;
            self.owe(tx, Owing::new(id, "notice-person-password-reset")).await.map(|_| ())
        })
        .await?;
        Ok(password)
    }

    /// Gives an account a role. Errors: `Conflict` with `roles_exclude` where the separation of the three administrators forbids it, `role_there`
    /// when it has the role at the place.
    pub async fn give_role(&self, by: By<'_>, id: AccountId, grant: &Grant) -> Result<AssignmentId> {
        self.may_manage(by, Some(id), std::slice::from_ref(&grant.place)).await?;
        let known = self.managed_by(by, id).await?;
        excludes(id, &known.roles, grant)?;
        let today = self.day(self.now());
        let holds = |row: &RoleRow| row.ended_at.is_none() && row.until.is_none_or(|until| today <= until);
        // a form that is sent twice gives one role
        if known.roles.iter().any(|row| holds(row) && row.role == grant.role.code() && row.place == grant.place) {
            return Err(AppError::conflict("role_there"));
        }
        let mut tx = self.inner.db.begin().await?;
        let given = self.give(&mut tx, by, id, grant).await?;
        let detail = format!("gave role={} assignment={given}", grant.role);
        tx.audit(&self.managed(by, id, &grant.place, detail), self.now()).await?;
        tx.commit().await?;
        Ok(given)
    }

    /// Ends a role at once: the holder's next request lacks it. Errors: `NotFound`, `Conflict` with `role_ended`.
    pub async fn end_role(&self, by: By<'_>, id: AssignmentId, why: &str) -> Result<()> {
        let role = self.inner.db.role(id).await?.ok_or(AppError::NotFound)?;
        self.may_manage(by, Some(role.account), std::slice::from_ref(&role.place)).await?;
        let why: String = why.trim().chars().take(200).collect();
        let mut tx = self.inner.db.begin().await?;
        if !tx.end_role(id, by.account(), &why, self.now()).await? {
            return Err(AppError::conflict("role_ended"));
        }
        let detail = format!("ended role={} assignment={id}", role.role);
        tx.audit(&self.managed(by, role.account, &role.place, detail), self.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn change<E: Into<AppError>>(
        &self,
        by: By<'_>,
        id: AccountId,
        detail: &str,
        change: impl AsyncFnOnce(&mut Tx) -> Result<(), E>,
    ) -> Result<()> {
        let known = self.managed_by(by, id).await?;
        let places: Vec<PlacePath> =
            known.roles.iter().filter(|role| role.ended_at.is_none()).map(|role| role.place.clone()).collect();
        self.may_manage(by, Some(id), &places).await?;
        let mut tx = self.inner.db.begin().await?;
        change(&mut tx).await.map_err(Into::into)?;
        let place = places.first().unwrap_or_else(|| self.place());
        tx.audit(&self.managed(by, id, place, detail), self.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Links what a provider calls somebody with an account, before its holder ever came. Errors: `NotFound` for another provider, `Invalid` on
    /// `subject`, `Conflict` with `identity_audience` for a provider of others, with `identity_taken` for a subject that is linked.
    pub async fn link_account(&self, by: By<'_>, id: AccountId, provider: &str, subject: &str) -> Result<()> {
        let found = self.identities().and_then(|configured| configured.provider(provider)).ok_or(AppError::NotFound)?;
        let subject = subject.trim();
        if subject.is_empty() || 255 < subject.chars().count() {
            return Err(AppError::field("subject", "fault-subject-form", subject));
        }
        // whoever may not manage the account learns nothing of it
        self.managed_account(by, id).await?;
        if !found.serves(self.audience_of(id).await?) {
            return Err(AppError::conflict("identity_audience"));
        }
        let (whole, row) = (xinqiao_identity::whole(&found.flow.issuer(), subject), self.ids().uuid(self.now()));
        if self.inner.db.identity(&whole).await?.is_some() {
            return Err(AppError::conflict("identity_taken"));
        }
        let now = self.now();
        self.change(by, id, &format!("linked={provider}"), async |tx: &mut Tx| {
            tx.add_identity(row, id, provider, &whole, now).await
        })
        .await
    }

    /// Unlinks everything from an account that providers and phones say of it; its sessions end.
    pub async fn unlink_account(&self, by: By<'_>, id: AccountId) -> Result<()> {
        self.change(by, id, "unlinked", async |tx: &mut Tx| {
            tx.forget_identities(id).await?;
            tx.end_sessions_of(id, self.now()).await.map(|_| ())
        })
        .await
    }

    async fn give(&self, tx: &mut Tx, by: By<'_>, account: AccountId, grant: &Grant) -> Result<AssignmentId> {
        let id = AssignmentId::new(self.ids(), self.now());
        let credential = grant.credential.as_ref().map(|(kind, number, until)| (kind.code(), number.as_str(), *until));
        let (role, place) = (grant.role.code(), &grant.place);
        let new = NewRole { id, account, role, place, from: grant.from, until: grant.until, credential, by: by.account() };
        tx.give_role(&new, self.now()).await?;
        Ok(id)
    }

    /// Eighty random bits in groups of four, as recovery codes are written.
    fn one_time_password(&self) -> String {
        let [first, ..] = xinqiao_signin::recovery_codes(&std::array::from_fn(|_| self.ids().secret()));
        first
    }
}

/// May the role stand beside those that the account has or had? (三员分立, `domain_rules` F.5)
fn excludes(account: AccountId, known: &[RoleRow], grant: &Grant) -> Result<()> {
    let mut all = Vec::with_capacity(known.len() + 1);
    for row in known {
        if let Ok(role) = row.role.parse::<Role>() {
            all.push(Assignment::new(role, row.place.clone(), row.from, row.until));
        }
    }
    all.push(Assignment::new(grant.role, grant.place.clone(), grant.from, grant.until));
    Actor::new(account, None, all).map(|_| ()).map_err(|fault| AppError::conflict(format!("roles_exclude: {fault}")))
}
