//! Handlers of accounts.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use xinqiao_access::Role;
use xinqiao_app::accounts::{AccountDetail, AccountFacts, By, RoleRow};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::{AccountId, AssignmentId};

use super::{AccountLine, AccountPage, AccountView, AccountsPage, RoleLine, forms};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::reached::way_name;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// Accounts of one page.
const PAGE: u32 = 50;
/// Codes of what was just done.
const DONE: [&str; 5] = ["lock", "unlock", "reset", "give", "end"];

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::ACCOUNTS, get(list).post(add))
        .route(at::ACCOUNTS_FIND, post(find))
        .route(at::ACCOUNT, get(detail))
        .route(at::ACCOUNT_DO, post(change))
        .route(at::ACCOUNT_ROLE_END, post(end_role))
}

/// From where the list goes on, or what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: Option<AccountId>,
    done: String,
}

async fn list(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    Ok(show(&all(&site, &visitor, asked.after, forms::find(lang), forms::add(lang)).await?))
}

async fn all(
    site: &Site,
    visitor: &Visitor,
    after: Option<AccountId>,
    find: PostForm,
    add: PostForm,
) -> Result<AccountsPage, Fault> {
    let caller = visitor.signed_in()?;
    let found = site.app.staff_accounts(By::Caller(caller), after, PAGE).await.map_err(|fault| visitor.fault(fault))?;
    let next = found.last().filter(|_| found.len() == PAGE as usize).map(|last| last.facts.id);
    let mut lines = Vec::with_capacity(found.len());
    for account in &found {
        lines.push(line(site, visitor, account).await?);
    }
    let more = next.map(|next| with(&links::accounts(), "after", next.to_string()));
    Ok(AccountsPage::new(shell(site, visitor, caller, Area::Accounts, None).await?, lines, find, add, more))
}

async fn line(site: &Site, visitor: &Visitor, account: &AccountDetail) -> Result<AccountLine, Fault> {
    let lang = visitor.preferences.lang;
    let mut roles = Vec::new();
    for role in account.roles.iter().filter(|role| role.ended_at.is_none()) {
        let place = site.app.place_name(&role.place).await.map_err(|fault| visitor.fault(fault))?;
        roles.push(format!("{} {place}", words::role(lang, &role.role)));
    }
    Ok(AccountLine {
        name: account.name.clone(),
        login: account.login.clone(),
        to: links::account(account.facts.id),
        roles,
        seen: seen(site, lang, &account.facts),
        factors: factors(lang, &account.facts),
        locked: account.facts.locked_at.is_some(),
    })
}

/// When the holder of an account last signed in, in words.
pub fn seen(site: &Site, lang: Lang, facts: &AccountFacts) -> String {
    facts.signed_in_at.map_or_else(|| lang.t("account-never"), |at| lang.t1("account-seen", "at", moment(site, lang, at)))
}

/// The second factors of an account, in words.
pub fn factors(lang: Lang, facts: &AccountFacts) -> String {
    lang.t1("account-factor-count", "count", lang.count(u64::try_from(facts.factors).unwrap_or(0)))
}

async fn find(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    // whoever may not manage accounts learns nothing of logins
    let page = all(&site, &visitor, None, forms::find(lang), forms::add(lang)).await?;
    match site.app.managed_login(By::Caller(visitor.signed_in()?), fields.text("login")).await {
        Ok(found) => Ok(go(&links::account(found.facts.id))),
        Err(AppError::NotFound) => {
            let find = forms::find(lang).filled(fields.pairs()).with_error("login", lang.t("fault-account-unknown"));
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &AccountsPage { find, ..page }))
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

async fn add(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let page = all(&site, &visitor, None, forms::find(lang), forms::add(lang)).await?;
    let by = By::Caller(visitor.signed_in()?);
    let made = match forms::grant(&site.app, &fields).await {
        Ok(grant) => site.app.add_account(by, fields.text("login"), fields.text("name"), None, &grant).await,
        Err(why) => Err(why),
    };
    match made {
        Ok((id, password)) => {
            Ok(show(&account(&site, &visitor, id, Said { password: Some(password), ..Said::default() }).await?))
        }
        Err(why) => {
            let add = told(&visitor, forms::add(lang).filled(fields.pairs()), why)?;
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &AccountsPage { add, ..page }))
        }
    }
}

/// A form with what is wrong with it. Errors: what no form can say.
// i18n: fault-login-form fault-login-taken fault-name-form fault-account-role fault-account-place fault-account-day fault-account-credential
fn told(visitor: &Visitor, form: PostForm, why: AppError) -> Result<PostForm, Fault> {
    let lang = visitor.preferences.lang;
    match why {
        AppError::Invalid(faults) => {
            Ok(faults.iter().fold(form, |form, fault| form.with_error(fault.field, lang.t(fault.expected))))
        }
        AppError::Conflict { code } => Ok(form.with_fault(conflict(lang, &code))),
        // a place beyond the own ones
        AppError::NotFound => Ok(form.with_error("at", lang.t("fault-account-place"))),
        other => Err(visitor.fault(other)),
    }
}

// i18n: conflict-own-account conflict-roles-exclude conflict-role-there conflict-role-ended
fn conflict(lang: Lang, code: &str) -> String {
    let known = code.split(':').next().unwrap_or(code);
    let known = ["own_account", "roles_exclude", "role_there", "role_ended"].into_iter().find(|one| *one == known);
    lang.t(&known.map_or_else(|| "conflict-other".to_owned(), |known| format!("conflict-{}", known.replace('_', "-"))))
}

/// What a page says beside the account.
#[derive(Default)]
struct Said {
    password: Option<String>,
    done: Option<String>,
    wrong: Option<String>,
    give: Option<PostForm>,
}

async fn detail(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<AccountId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    // i18n: account-done-*
    let done = DONE.contains(&asked.done.as_str()).then(|| lang.t(&format!("account-done-{}", asked.done)));
    Ok(show(&account(&site, &visitor, id, Said { done, ..Said::default() }).await?))
}

async fn account(site: &Site, visitor: &Visitor, id: AccountId, said: Said) -> Result<AccountPage, Fault> {
    let (caller, lang) = (visitor.signed_in()?, visitor.preferences.lang);
    let found = site.app.managed_account(By::Caller(caller), id).await.map_err(|fault| visitor.fault(fault))?;
    let mut roles = Vec::with_capacity(found.roles.len());
    for row in &found.roles {
        roles.push(role_line(site, visitor, row).await?);
    }
    let locked = found.facts.locked_at.is_some();
    let view = AccountView {
        seen: seen(site, lang, &found.facts),
        factors: factors(lang, &found.facts),
        ways: if found.ways.is_empty() {
            lang.t("account-no-ways")
        } else {
            let names: Vec<String> = found.ways.iter().map(|way| way_name(lang, way)).collect();
            lang.t1("account-ways", "ways", names.join(&lang.t("list-comma")))
        },
        roles,
        locked,
        give: said.give.unwrap_or_else(|| forms::give(lang, id)),
        forms: forms::sign_in(lang, id, locked),
        password: said.password,
        done: said.done,
        wrong: said.wrong,
        name: found.name,
        login: found.login,
    };
    Ok(AccountPage::new(shell(site, visitor, caller, Area::Accounts, None).await?, view))
}

async fn role_line(site: &Site, visitor: &Visitor, row: &RoleRow) -> Result<RoleLine, Fault> {
    let lang = visitor.preferences.lang;
    let ended = row.ended_at.map(|at| moment(site, lang, at));
    let [days, credential] = role_facts(lang, row);
    Ok(RoleLine {
        role: words::role(lang, &row.role),
        place: site.app.place_name(&row.place).await.map_err(|fault| visitor.fault(fault))?,
        days,
        credential,
        end: ended.is_none().then(|| links::account_role_end(row.account, row.id)),
        ended: ended.map_or_else(String::new, |day| {
            lang.t2(
                "account-ended",
                "day",
                day,
                "why",
                row.ended_why.as_deref().map_or_else(String::new, |why| why_words(lang, why)),
            )
        }),
    })
}

/// The days of a role, and what entitles to it, in words.
pub fn role_facts(lang: Lang, row: &RoleRow) -> [String; 2] {
    let from = lang.date(row.from);
    let days = match row.until {
        Some(until) => lang.t2("account-days", "from", from, "until", lang.date(until)),
        None => lang.t1("account-days-open", "from", from),
    };
    let credential = match &row.credential {
        None => lang.t("credential-none"),
        Some((kind, until)) => {
            let kind = lang.t(&format!("credential-{kind}"));
            match until {
                Some(until) => lang.t2("account-valid", "kind", kind, "until", lang.date(*until)),
                None => kind,
            }
        }
    };
    [days, credential]
}

/// Why a role ended: the sweep writes codes, people write words.
// i18n: account-why-run-out account-why-dormant
fn why_words(lang: Lang, why: &str) -> String {
    match why {
        "run_out" | "dormant" => lang.t(&format!("account-why-{}", why.replace('_', "-"))),
        other => other.to_owned(),
    }
}

async fn change(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, verb)): Path<(AccountId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller: &Caller = visitor.signed_in()?;
    let by = By::Caller(caller);
    // first of all: may the caller see this account?
    site.app.managed_account(by, id).await.map_err(|fault| visitor.fault(fault))?;
    let changed = match verb.as_str() {
        "lock" => site.app.lock_account(by, id).await,
        "unlock" => site.app.unlock_account(by, id).await,
        "reset" => site.app.reset_factors(by, id).await,
        "password" => match site.app.reset_password(by, id).await {
            Ok(password) => {
                let said = Said { password: Some(password), ..Said::default() };
                return Ok(show(&account(&site, &visitor, id, said).await?));
            }
            Err(why) => Err(why),
        },
        "give" => return give(&site, &visitor, id, &fields).await,
        _ => Err(AppError::NotFound),
    };
    after(&site, &visitor, id, &verb, changed).await
}

async fn after(
    site: &Site,
    visitor: &Visitor,
    id: AccountId,
    verb: &str,
    changed: Result<(), AppError>,
) -> Result<Response, Fault> {
    match changed {
        Ok(()) => Ok(go(&with(&links::account(id), "done", verb.to_owned()))),
        Err(AppError::Conflict { code }) => {
            let said = Said { wrong: Some(conflict(visitor.preferences.lang, &code)), ..Said::default() };
            Ok(show_with(StatusCode::CONFLICT, &account(site, visitor, id, said).await?))
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

async fn give(site: &Site, visitor: &Visitor, id: AccountId, fields: &Fields) -> Result<Response, Fault> {
    let (caller, lang) = (visitor.signed_in()?, visitor.preferences.lang);
    let given = match forms::grant(&site.app, fields).await {
        Ok(grant) => site.app.give_role(By::Caller(caller), id, &grant).await,
        Err(why) => Err(why),
    };
    match given {
        Ok(_) => Ok(go(&with(&links::account(id), "done", "give".to_owned()))),
        Err(why) => {
            let form = told(visitor, forms::give(lang, id).filled(fields.pairs()), why)?;
            let said = Said { give: Some(form), ..Said::default() };
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &account(site, visitor, id, said).await?))
        }
    }
}

async fn end_role(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, role)): Path<(AccountId, AssignmentId)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let found = site.app.managed_account(By::Caller(caller), id).await.map_err(|fault| visitor.fault(fault))?;
    let is_of_account = found.roles.iter().any(|row| row.id == role && row.role.parse::<Role>().is_ok());
    let ended = match is_of_account {
        true => site.app.end_role(By::Caller(caller), role, fields.text("why")).await,
        false => Err(AppError::NotFound),
    };
    after(&site, &visitor, id, "end", ended).await
}
