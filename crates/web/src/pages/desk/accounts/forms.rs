//! The forms of accounts, and what was filled in.

use jiff::civil::Date;
use xinqiao_access::{CredentialKind, Role};
use xinqiao_app::accounts::Grant;
use xinqiao_app::{App, AppError, FieldFault};
use xinqiao_kernel::id::AccountId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::pages::desk::serve::warning_parts::Fields;
use crate::parts::Choice;
use crate::words;

/// Looks for an account by its login.
pub(super) fn find(lang: Lang) -> PostForm {
    let login = Entry::new("find", "login", lang.t("account-login"), EntryKind::Line("text")).required();
    PostForm::new("find", links::accounts_find(), lang.t("accounts-find-do")).with_entry(login)
}

/// Makes an account with its first role.
pub(super) fn add(lang: Lang) -> PostForm {
    let line = |name, key| Entry::new("add", name, lang.t(key), EntryKind::Line("text")).required();
    let form = PostForm::new("add", links::accounts(), lang.t("account-add"))
        .primary()
        .with_entry(line("login", "account-login").with_hint(lang.t("fault-login-form")))
        .with_entry(line("name", "account-name"));
    role_entries(form, "add", lang)
}

/// Gives an account another role.
pub(super) fn give(lang: Lang, id: AccountId) -> PostForm {
    role_entries(PostForm::new("give", links::account_do(id, "give"), lang.t("account-give-do")).primary(), "give", lang)
}

/// Locking, passwords and second factors.
pub(super) fn sign_in(lang: Lang, id: AccountId, locked: bool) -> Vec<PostForm> {
    // i18n: account-lock account-unlock account-password account-reset account-lock-text account-unlock-text account-password-text account-reset-text
    let form = |verb: &'static str| {
        PostForm::new(verb, links::account_do(id, verb), lang.t(&format!("account-{verb}")))
            .with_intro(lang.t(&format!("account-{verb}-text")))
    };
    let lock = if locked { "unlock" } else { "lock" };
    vec![form("password"), form("reset"), form(lock)]
}

fn role_entries(form: PostForm, name: &'static str, lang: Lang) -> PostForm {
    let line = |field, key, kind| Entry::new(name, field, lang.t(key), EntryKind::Line(kind));
    let roles =
        Role::ALL.iter().filter(|role| role.is_staff()).map(|role| Choice::new(role.code(), words::role(lang, role.code())));
    // i18n: credential-*
    let kinds = CredentialKind::ALL.iter().map(|kind| Choice::new(kind.code(), lang.t(&format!("credential-{}", kind.code()))));
    let kinds = std::iter::once(Choice::new("", lang.t("credential-none"))).chain(kinds);
    form.with_entry(Entry::new(name, "role", lang.t("account-role"), EntryKind::Select(roles.collect())).required())
        .with_entry(line("at", "account-place", "text").required().with_hint(lang.t("account-place-hint")))
        .with_entry(line("until", "account-until", "date").with_hint(lang.t("account-until-hint")))
        .with_entry(Entry::new(name, "credential", lang.t("account-credential"), EntryKind::Select(kinds.collect())))
        .with_entry(line("number", "account-number", "text"))
        .with_entry(line("valid_until", "account-valid-until", "date").with_hint(lang.t("account-valid-until-hint")))
}

/// The role that was filled in. Errors: `Invalid` on whatever is no choice of the form.
pub(super) async fn grant(app: &App, fields: &Fields) -> Result<Grant, AppError> {
    let role: Option<Role> = fields.parsed("role").filter(|role: &Role| role.is_staff());
    let kind: Option<CredentialKind> = fields.parsed("credential");
    let place = app.place_typed(fields.text("at")).await?;
    let mut faults = Vec::new();
    let mut wrong = |field: &'static str, expected: &'static str, is_wrong: bool| {
        if is_wrong {
            faults.push(FieldFault { field, expected, found: fields.text(field).to_owned() });
        }
    };
    let today = app.day(app.now());
    let is_no_day = |field| !fields.text(field).is_empty() && fields.parsed::<Date>(field).is_none_or(|day| day < today);
    wrong("role", "fault-account-role", role.is_none());
    wrong("at", "fault-account-place", place.is_none());
    wrong("until", "fault-account-day", is_no_day("until"));
    wrong("valid_until", "fault-account-day", is_no_day("valid_until"));
    wrong(
        "credential",
        "fault-account-credential",
        kind.is_none() && !(fields.text("credential").is_empty() && fields.text("number").is_empty()),
    );
    match (role, place) {
        (Some(role), Some(place)) if faults.is_empty() => Ok(Grant {
            role,
            place: place.path,
            from: today,
            until: fields.parsed("until"),
            credential: kind.map(|kind| (kind, fields.text("number").to_owned(), fields.parsed("valid_until"))),
        }),
        _ => Err(AppError::Invalid(faults)),
    }
}
