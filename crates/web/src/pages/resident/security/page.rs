//! My sign-in: what is enrolled, the password, where I am signed in.

use askama::Template;
use xinqiao_kernel::id::SessionId;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::pages::resident::login::sample_provider;
use crate::parts::{Alert, AlertTone, Field, FieldKind};
use crate::shell::ResidentShell;

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyLine {
    pub id: uuid::Uuid,
    pub label: String,
    /// When it was made and last used, in words.
    pub detail: String,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    pub id: SessionId,
    /// Family of browser and system.
    pub device: String,
    /// Range of addresses, when it began, when it was last seen, in words.
    pub detail: String,
    pub present: bool,
}

/// What a provider calls me, or my phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityLine {
    pub id: uuid::Uuid,
    pub label: String,
    /// When it was linked and last used, in words.
    pub detail: String,
}

/// A provider that could be linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayLine {
    pub code: String,
    pub label: String,
}

/// What the page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecurityView {
    /// What is still missing before anything else opens, in words.
    pub missing: Option<String>,
    /// What just happened, or why it did not, in words.
    pub said: Option<String>,
    /// Factors may be shown and changed: the password is as it should be.
    pub factors: bool,
    pub totp: bool,
    pub passkeys: Vec<PasskeyLine>,
    /// Passkeys work at this address.
    pub can_passkey: bool,
    /// How many recovery codes are left, in words; none without factors.
    pub codes: Option<String>,
    /// What is wrong with a field of the password form: its name and words.
    pub fault: Option<(&'static str, String)>,
    /// What a password must be, in words.
    pub rules: String,
    pub sessions: Vec<SessionLine>,
    pub identities: Vec<IdentityLine>,
    pub ways: Vec<WayLine>,
    /// A phone could be linked.
    pub can_phone: bool,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/security/page.html")]
pub struct SecurityPage {
    pub shell: ResidentShell,
    view: SecurityView,
    missing: Option<Alert>,
    said: Option<Alert>,
    old: Field,
    new: Field,
}

impl SecurityPage {
    /// The page of a view.
    pub fn new(shell: ResidentShell, view: SecurityView) -> Self {
        let lang = shell.lang;
        let field = |name: &'static str, label, autocomplete| Field {
            kind: FieldKind::Line("password"),
            required: true,
            autocomplete,
            error: view.fault.as_ref().filter(|(field, _)| *field == name).map(|(_, words)| words.clone()),
            ..Field::line(name, label)
        };
        let old = field("old", lang.t("password-old"), "current-password");
        let new = Field { hint: Some(view.rules.clone()), ..field("new", lang.t("password-new"), "new-password") };
        let alert = |text: &Option<String>, tone| text.clone().map(|text| Alert::new(tone, text));
        let (missing, said) = (alert(&view.missing, AlertTone::Warm), alert(&view.said, AlertTone::Info));
        Self { shell, view, missing, said, old, new }
    }

    fn has_ways(&self) -> bool {
        self.view.factors && (self.view.can_phone || !self.view.identities.is_empty() || !self.view.ways.is_empty())
    }

    fn has_others(&self) -> bool {
        self.view.sessions.iter().any(|line| !line.present)
    }
}

impl Samples for SecurityPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || ResidentShell::signed_in_sample(lang);
        let id = |text: &str| text.parse().unwrap_or(SessionId::from_uuid(uuid::Uuid::nil()));
        let session = |number: u8, device: &str, present| SessionLine {
            id: id(&format!("01a2006e-a11f-722e-a2a4-cbc327f1690{number}")),
            device: device.to_owned(),
            detail: lang.t3(
                "session-detail",
                [
                    ("network", "192.0.2.0/24"),
                    ("begun", &lang.date(jiff::civil::date(2026, 4, 16))),
                    ("seen", &lang.date(jiff::civil::date(2026, 4, 16))),
                ],
            ),
            present,
        };
        let full = SecurityView {
            said: Some(lang.t("security-said-password")),
            factors: true,
            totp: true,
            passkeys: vec![PasskeyLine {
                id: uuid::Uuid::nil(),
                label: "ThinkPad".to_owned(),
                detail: lang.t1("passkey-never", "made", lang.date(jiff::civil::date(2026, 4, 16))),
            }],
            can_passkey: true,
            codes: Some(lang.t1("codes-left", "count", 9)),
            rules: lang.t2("password-rules", "shortest", 10, "kinds", 2),
            sessions: vec![session(1, "Chrome · Windows", true), session(2, "WeChat · Android", false), session(3, "", false)],
            identities: vec![IdentityLine {
                id: uuid::Uuid::nil(),
                label: lang.t1("phone-of", "number", "****5678"),
                detail: lang.t1("passkey-never", "made", lang.date(jiff::civil::date(2026, 4, 16))),
            }],
            ways: vec![WayLine { code: "city".to_owned(), label: sample_provider(lang).to_owned() }],
            ..SecurityView::default()
        };
        let enrol = SecurityView {
            missing: Some(lang.t("security-missing-enrol")),
            totp: false,
            can_phone: true,
            identities: Vec::new(),
            passkeys: Vec::new(),
            codes: None,
            said: None,
            ..full.clone()
        };
        let password = SecurityView {
            missing: Some(lang.t("security-missing-password")),
            factors: false,
            fault: Some(("new", lang.t("fault-password-short"))),
            ..enrol.clone()
        };
        vec![("full", Self::new(shell(), full)), ("enrol", Self::new(shell(), enrol)), ("password", Self::new(shell(), password))]
    }
}
