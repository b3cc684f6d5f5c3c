//! Accounts of the staff, for the security administrator: who has which role where, making, locking, giving and ending.

mod forms;
mod serve;

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::PostForm;
use crate::shell::{Area, StaffShell};

pub use serve::{factors, role_facts, routes, seen};

/// An account in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLine {
    pub name: String,
    pub login: String,
    /// Its page.
    pub to: String,
    /// Roles of today with their places.
    pub roles: Vec<String>,
    /// When its holder last signed in, in words.
    pub seen: String,
    /// Second factors, in words.
    pub factors: String,
    pub locked: bool,
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/accounts/list.html")]
pub struct AccountsPage {
    pub shell: StaffShell,
    lines: Vec<AccountLine>,
    find: PostForm,
    add: PostForm,
    more: Option<String>,
}

impl AccountsPage {
    /// The page of its lines and forms; `more` leads to the accounts that follow.
    pub const fn new(shell: StaffShell, lines: Vec<AccountLine>, find: PostForm, add: PostForm, more: Option<String>) -> Self {
        Self { shell, lines, find, add, more }
    }
}

/// One role of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleLine {
    pub role: String,
    pub place: String,
    pub days: String,
    pub credential: String,
    /// Where it is ended, while it is open.
    pub end: Option<String>,
    /// When and why it ended, in words.
    pub ended: String,
}

/// What the page of an account is made of.
#[derive(Debug, Clone)]
pub struct AccountView {
    pub name: String,
    pub login: String,
    pub locked: bool,
    pub seen: String,
    pub factors: String,
    /// By which ways notices reach them outside, in words; never where.
    pub ways: String,
    pub roles: Vec<RoleLine>,
    pub give: PostForm,
    /// Locking, passwords, second factors.
    pub forms: Vec<PostForm>,
    /// A password that is shown this once.
    pub password: Option<String>,
    pub done: Option<String>,
    pub wrong: Option<String>,
}

/// An account.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/accounts/detail.html")]
pub struct AccountPage {
    pub shell: StaffShell,
    view: AccountView,
}

impl AccountPage {
    /// The page of a view.
    pub const fn new(shell: StaffShell, view: AccountView) -> Self {
        Self { shell, view }
    }
}

impl Samples for AccountsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Accounts);
        let line = |at: u32| AccountLine {
            name: shell().member.name,
            login: format!("counsellor{at}"),
            to: links::accounts(),
            roles: (0..at % 3).map(|_| format!("{} {}", lang.t("role-counsellor"), shell().scope)).collect(),
            seen: if at == 0 {
                lang.t("account-never")
            } else {
                lang.t1("account-seen", "at", lang.date(jiff::civil::date(2026, 4, 16)))
            },
            factors: lang.t1("account-factor-count", "count", lang.count(u64::from(at))),
            locked: at == 2,
        };
        let wrong = forms::add(lang).with_error("login", lang.t("fault-login-taken"));
        vec![
            ("empty", Self::new(shell(), Vec::new(), forms::find(lang), forms::add(lang), None)),
            ("some", Self::new(shell(), (0..6).map(line).collect(), forms::find(lang), wrong, Some(links::accounts()))),
        ]
    }
}

impl Samples for AccountPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Accounts);
        let id = xinqiao_kernel::id::AccountId::from_uuid(uuid::Uuid::nil());
        let role = |open: bool| RoleLine {
            role: lang.t("role-counsellor"),
            place: shell().scope,
            days: lang.t1("account-days-open", "from", lang.date(jiff::civil::date(2026, 4, 1))),
            credential: lang.t("credential-certificate"),
            end: open.then(links::accounts),
            ended: lang.t2("account-ended", "day", lang.date(jiff::civil::date(2026, 4, 16)), "why", "—"),
        };
        let view = |locked: bool| AccountView {
            name: shell().member.name,
            login: "counsellor".to_owned(),
            locked,
            seen: lang.t("account-never"),
            factors: lang.t1("account-factor-count", "count", lang.count(0)),
            ways: lang.t("account-no-ways"),
            roles: if locked { Vec::new() } else { vec![role(true), role(false)] },
            give: forms::give(lang, id),
            forms: forms::sign_in(lang, id, locked),
            password: None,
            done: locked.then(|| lang.t("account-done-lock")),
            wrong: None,
        };
        let once = AccountView { password: Some("ABCD-EFGH-JKLM-NPQR".to_owned()), ..view(false) };
        let wrong = AccountView { wrong: Some(lang.t("conflict-own-account")), ..view(false) };
        vec![
            ("plain", Self::new(shell(), view(false))),
            ("locked", Self::new(shell(), view(true))),
            ("once", Self::new(shell(), once)),
            ("wrong", Self::new(shell(), wrong)),
        ]
    }
}
