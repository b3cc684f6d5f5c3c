//! Who visits: language, type size, and the caller if somebody is signed in.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::header::{HOST, USER_AGENT};
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use xinqiao_access::Action;
use xinqiao_app::accounts::{Origin, Standing};
use xinqiao_app::hand_overs::HandOver;
use xinqiao_app::{AppError, Caller};

use crate::fault::Fault;
use crate::guard::{Class, VisitorAddress};
use crate::links;
use crate::preferences::Preferences;
use crate::site::Site;

/// Name of the cookie that carries the session token.
pub const SESSION_COOKIE: &str = "xq_session";
/// Name of the cookie of a device that was handed over: what it holds, a dot, and the campaign.
pub const KIOSK_COOKIE: &str = "xq_kiosk";

/// A visitor of any page.
#[derive(Debug, Clone)]
pub struct Visitor {
    pub preferences: Preferences,
    pub caller: Option<Caller>,
    /// the hand-over, on a device that was handed to the visitor: the caller is whoever it was opened for
    pub handed_over: Option<HandOver>,
    pub cookies: CookieJar,
    /// the visitor's address as text, an IPv6 address by its network: for throttling
    pub address: String,
    /// `User-Agent` and `Host` of the browser, as it names them
    pub agent: String,
    pub host: String,
    /// path and query of the request, to come back to after signing in
    pub here: String,
    /// may open somebody's records in an emergency
    pub has_emergencies: bool,
}

impl FromRequestParts<Site> for Visitor {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Fault> {
        let preferences = Preferences::of(&parts.uri, &parts.headers);
        let cookies = CookieJar::from_headers(&parts.headers);
        let device = match cookies.get(KIOSK_COOKIE).and_then(|cookie| cookie.value().split_once('.')) {
            Some((token, _)) => site.app.at_device(token).await.map_err(|fault| Fault::new(fault, preferences))?,
            None => None,
        };
        let is_device = cookies.get(KIOSK_COOKIE).is_some();
        let (handed, handed_over) = device.unzip();
        let caller = match cookies.get(SESSION_COOKIE) {
            // whatever session the browser has: a device that was handed over never acts for it
            _ if is_device => handed,
            Some(cookie) => {
                let known = match is_unattended(parts) {
                    true => site.app.authenticate_unattended(cookie.value()).await,
                    false => site.app.authenticate(cookie.value()).await,
                };
                known.map_err(|fault| Fault::new(fault, preferences))?
            }
            None => None,
        };
        let address = parts.extensions.get::<VisitorAddress>().map(|known| known.0);
        // a class on tablets has the budget of its address: all of them act under the account of whoever handed them over
        if let (Some(caller), Some(class), false) = (&caller, Class::of(&parts.method, &parts.uri, true), is_device) {
            let admitted = site.guard.admit_account(class, caller.account(), site.app.now());
            admitted.map_err(|fault| Fault::new(fault, preferences))?;
        }
        let address = address.map_or_else(|| "unknown".to_owned(), |address| address.to_string());
        let here = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        let told = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let (agent, host) = (told(USER_AGENT), told(HOST));
        let today = site.app.day(site.app.now());
        let has_emergencies = caller.as_ref().is_some_and(|caller| caller.actor().may(Action::BreakGlass, today));
        Ok(Self { preferences, caller, handed_over, cookies, address, agent, host, here, has_emergencies })
    }
}

/// Does a page ask by itself, to keep fresh? An open page must not keep a session alive before which nobody sits.
fn is_unattended(parts: &Parts) -> bool {
    let is = |name: &str, value: &str| parts.headers.get(name).is_some_and(|found| found.as_bytes() == value.as_bytes());
    parts.method == Method::GET && (is("hx-request", "true") || is("accept", "text/event-stream"))
}

impl Visitor {
    /// The caller whose sign-in is complete. Errors: `SignedOut` when nobody is signed in; the missing step otherwise.
    pub fn signed_in(&self) -> Result<&Caller, Fault> {
        let caller = self.half_signed_in()?;
        match caller.standing() {
            Standing::Full => Ok(caller),
            Standing::SecondStep => Err(self.fault(AppError::SignedOut).leading_to(links::second_then(&self.here))),
            Standing::ChangePassword | Standing::Enrol => Err(self.fault(AppError::SignedOut).leading_to(links::security())),
        }
    }

    /// The caller, also before the second step: for the steps of signing in alone. Errors: `SignedOut` when nobody is signed in.
    pub fn half_signed_in(&self) -> Result<&Caller, Fault> {
        self.caller.as_ref().ok_or_else(|| self.fault(AppError::SignedOut))
    }

    /// Where the visitor comes from.
    pub fn origin(&self) -> Origin<'_> {
        Origin { address: &self.address, agent: &self.agent }
    }

    /// A fault of a use case, in this visitor's language.
    pub fn fault(&self, fault: AppError) -> Fault {
        Fault::new(fault, self.preferences).at(&self.here).with_emergencies(self.has_emergencies)
    }
}
