//! How I sign in: factors, password, sessions.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;
use xinqiao_app::accounts::{Added, Audience, Origin, Standing, Token};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::SessionId;

use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with, with_cookie};
use crate::pages::resident::security::{
    CodesPage, IdentityLine, NewPasskeyPage, PasskeyLine, SecurityPage, SecurityView, SessionLine, TotpPage, WayLine,
};
use crate::site::Site;
use crate::visitor::{SESSION_COOKIE, Visitor};

/// What just happened.
#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
}

/// Codes of what this page says.
const SAID: [&str; 19] = [
    "password",
    "added",
    "removed",
    "ended",
    "last_factor",
    "totp_there",
    "passkeys_many",
    "page_too_old",
    "no_factor",
    "linked",
    "unlinked",
    "identity_unknown",
    "identity_taken",
    "identity_declined",
    "identity_down",
    "identity_failed",
    "identity_audience",
    "identities_many",
    "phone_residents",
];

pub(super) fn back_to_security(said: &str) -> Response {
    go(&format!("{}?said={said}", links::security()))
}

impl Site {
    /// Hands the browser its new session.
    pub(super) fn with_session(&self, response: Response, token: &Token) -> Response {
        with_cookie(response, SESSION_COOKIE, token.as_str(), &self.cookie_rules(token.lifetime_s()))
    }
}

/// A caller who has passed the second step, if there is one; the rest of a sign-in may still be missing.
pub(super) fn owner(visitor: &Visitor) -> Result<&Caller, Fault> {
    let caller = visitor.half_signed_in()?;
    match caller.standing() {
        Standing::SecondStep => visitor.signed_in(),
        Standing::Full | Standing::ChangePassword | Standing::Enrol => Ok(caller),
    }
}

/// A refusal that this page explains itself; others are faults.
pub(super) fn told(visitor: &Visitor, fault: AppError) -> Result<Response, Fault> {
    match fault {
        AppError::Conflict { code } if code == "prove_again" => Ok(go(&links::second_then(&links::security()))),
        AppError::Conflict { code } if SAID.contains(&code.as_str()) => Ok(back_to_security(&code)),
        other => Err(visitor.fault(other)),
    }
}

pub async fn page(State(site): State<Site>, visitor: Visitor, Query(query): Query<Said>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    // i18n: security-said-*
    let said = SAID.contains(&query.said.as_str()).then(|| lang.t(&format!("security-said-{}", query.said.replace('_', "-"))));
    let mut view = view(&site, &visitor).await?;
    view.said = said;
    Ok(show(&SecurityPage::new(site.resident_shell(&visitor), view)))
}

async fn view(site: &Site, visitor: &Visitor) -> Result<SecurityView, Fault> {
    let caller = owner(visitor)?;
    let lang = visitor.preferences.lang;
    let broken = |fault| visitor.fault(fault);
    let factors = site.app.own_factors(caller).await.map_err(broken)?;
    let sessions = site.app.own_sessions(caller).await.map_err(broken)?;
    let moment = |at| lang.moment(site.app.local(at).datetime());
    let rules = site.app.own_password_rules(caller).await.map_err(broken)?;
    let missing = match caller.standing() {
        Standing::Enrol => Some(lang.t("security-missing-enrol")),
        Standing::ChangePassword => Some(lang.t("security-missing-password")),
        Standing::Full | Standing::SecondStep => None,
    };
    let has_factors = factors.totp || !factors.passkeys.is_empty();
    let passkeys = factors.passkeys.into_iter().map(|key| PasskeyLine {
        id: key.id,
        label: if key.label.is_empty() { lang.t("passkey-plain") } else { key.label },
        detail: match key.used_at {
            Some(used) => lang.t2("passkey-used", "made", moment(key.created_at), "used", moment(used)),
            None => lang.t1("passkey-never", "made", moment(key.created_at)),
        },
    });
    let sessions = sessions.into_iter().map(|(row, present)| SessionLine {
        id: row.id,
        device: row.device,
        detail: lang
            .t3("session-detail", [("network", &row.network), ("begun", &moment(row.begun_at)), ("seen", &moment(row.seen_at))]),
        present,
    });
    let (identities, ways, can_phone) = ways(site, visitor).await?;
    Ok(SecurityView {
        missing,
        said: None,
        factors: caller.standing() != Standing::ChangePassword,
        totp: factors.totp,
        passkeys: passkeys.collect(),
        can_passkey: site.app.has_passkeys(&visitor.host),
        codes: has_factors.then(|| lang.t1("codes-left", "count", factors.codes_left)),
        fault: None,
        rules: lang.t2("password-rules", "shortest", rules.shortest, "kinds", rules.kinds),
        sessions: sessions.collect(),
        identities,
        ways,
        can_phone,
    })
}

/// The caller's identities, the providers that could be linked, and whether a phone could be.
async fn ways(site: &Site, visitor: &Visitor) -> Result<(Vec<IdentityLine>, Vec<WayLine>, bool), Fault> {
    let (caller, lang) = (owner(visitor)?, visitor.preferences.lang);
    let known = site.app.own_identities(caller).await.map_err(|fault| visitor.fault(fault))?;
    let providers = site.app.providers(&visitor.host);
    let audience = if caller.is_staff() { Audience::Staff } else { Audience::Resident };
    let moment = |at| lang.moment(site.app.local(at).datetime());
    let label = |code: &str| {
        let found = providers.iter().find(|provider| provider.code == code);
        found.map_or(code, |provider| provider.label(lang.tag())).to_owned()
    };
    let open = providers.iter().filter(|provider| provider.serves(audience));
    let open = open.filter(|provider| known.iter().all(|identity| identity.provider != provider.code));
    let ways =
        open.map(|provider| WayLine { code: provider.code.clone(), label: provider.label(lang.tag()).to_owned() }).collect();
    let can_phone = site.app.has_phone_codes() && audience == Audience::Resident;
    let has_phone = known.iter().any(|identity| identity.number.is_some());
    let lines = known.into_iter().map(|identity| IdentityLine {
        id: identity.id,
        label: match &identity.number {
            Some(number) => lang.t1("phone-of", "number", number),
            None => label(&identity.provider),
        },
        detail: match identity.used_at {
            Some(used) => lang.t2("passkey-used", "made", moment(identity.created_at), "used", moment(used)),
            None => lang.t1("passkey-never", "made", moment(identity.created_at)),
        },
    });
    Ok((lines.collect(), ways, can_phone && !has_phone))
}

/// What the password form posts.
#[derive(Deserialize)]
pub struct Passwords {
    #[serde(default)]
    old: String,
    #[serde(default)]
    new: String,
}

pub async fn password(State(site): State<Site>, visitor: Visitor, Form(form): Form<Passwords>) -> Result<Response, Fault> {
    let caller = owner(&visitor)?;
    match site.app.change_password(caller, &form.old, &form.new, visitor.origin()).await {
        Ok(token) => Ok(site.with_session(back_to_security("password"), &token)),
        Err(AppError::Invalid(faults)) => {
            let mut view = view(&site, &visitor).await?;
            // i18n: fault-password-*
            view.fault = faults.first().map(|fault| (fault.field, visitor.preferences.lang.t(fault.expected)));
            Ok(show_with(StatusCode::BAD_REQUEST, &SecurityPage::new(site.resident_shell(&visitor), view)))
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

pub async fn begin_totp(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    match site.app.begin_totp(owner(&visitor)?).await {
        Ok(()) => Ok(go(&links::security_totp())),
        Err(fault) => told(&visitor, fault),
    }
}

pub async fn totp(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    enrolment(&site, &visitor, StatusCode::OK, None).await
}

async fn enrolment(site: &Site, visitor: &Visitor, status: StatusCode, error: Option<String>) -> Result<Response, Fault> {
    match site.app.pending_totp(owner(visitor)?).await {
        Ok(found) => Ok(show_with(status, &TotpPage::new(site.resident_shell(visitor), found.address, found.spelled, error))),
        Err(AppError::NotFound) => Ok(go(&links::security())),
        Err(fault) => told(visitor, fault),
    }
}

/// A one-time code.
#[derive(Deserialize)]
pub struct Code {
    #[serde(default)]
    code: String,
}

pub async fn confirm_totp(State(site): State<Site>, visitor: Visitor, Form(form): Form<Code>) -> Result<Response, Fault> {
    match site.app.confirm_totp(owner(&visitor)?, &form.code, visitor.origin()).await {
        Ok(added) => Ok(after_adding(&site, &visitor, added)),
        Err(AppError::Invalid(_)) => {
            let wrong = visitor.preferences.lang.t("fault-code");
            enrolment(&site, &visitor, StatusCode::BAD_REQUEST, Some(wrong)).await
        }
        Err(AppError::NotFound) => Ok(go(&links::security())),
        Err(fault) => told(&visitor, fault),
    }
}

/// Recovery codes come with the first factor, once.
fn after_adding(site: &Site, visitor: &Visitor, added: Added) -> Response {
    let page = match added.codes {
        Some(codes) => show(&CodesPage::new(site.resident_shell(visitor), codes)),
        None => back_to_security("added"),
    };
    site.with_session(page, &added.token)
}

pub async fn remove_totp(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    match site.app.remove_totp(owner(&visitor)?).await {
        Ok(()) => Ok(back_to_security("removed")),
        Err(fault) => told(&visitor, fault),
    }
}

pub async fn new_passkey(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    ask_for_passkey(&site, &visitor, StatusCode::OK, None).await
}

async fn ask_for_passkey(site: &Site, visitor: &Visitor, status: StatusCode, error: Option<String>) -> Result<Response, Fault> {
    match site.app.begin_passkey(owner(visitor)?, &visitor.host).await {
        Ok(options) => Ok(show_with(status, &NewPasskeyPage::new(site.resident_shell(visitor), options, error))),
        Err(fault) => told(visitor, fault),
    }
}

/// What the script brings back.
#[derive(Deserialize)]
pub struct Made {
    #[serde(default)]
    credential: String,
    #[serde(default)]
    label: String,
}

pub async fn make_passkey(State(site): State<Site>, visitor: Visitor, Form(form): Form<Made>) -> Result<Response, Fault> {
    let origin: Origin<'_> = visitor.origin();
    match site.app.finish_passkey(owner(&visitor)?, &visitor.host, &form.credential, &form.label, origin).await {
        Ok(added) => Ok(after_adding(&site, &visitor, added)),
        Err(AppError::Invalid(_)) => {
            let wrong = visitor.preferences.lang.t("fault-passkey");
            ask_for_passkey(&site, &visitor, StatusCode::BAD_REQUEST, Some(wrong)).await
        }
        Err(fault) => told(&visitor, fault),
    }
}

pub async fn remove_passkey(State(site): State<Site>, visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    match site.app.remove_passkey(owner(&visitor)?, id).await {
        Ok(()) => Ok(back_to_security("removed")),
        Err(fault) => told(&visitor, fault),
    }
}

pub async fn codes(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    match site.app.renew_recovery_codes(owner(&visitor)?).await {
        Ok(codes) => Ok(show(&CodesPage::new(site.resident_shell(&visitor), codes))),
        Err(fault) => told(&visitor, fault),
    }
}

pub async fn end_others(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    site.app.end_other_sessions(owner(&visitor)?).await.map_err(|fault| visitor.fault(fault))?;
    Ok(back_to_security("ended"))
}

pub async fn end_one(State(site): State<Site>, visitor: Visitor, Path(id): Path<SessionId>) -> Result<Response, Fault> {
    site.app.end_own_session(owner(&visitor)?, id).await.map_err(|fault| visitor.fault(fault))?;
    Ok(back_to_security("ended"))
}
