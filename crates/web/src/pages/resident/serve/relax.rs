//! A moment of relaxation.

use axum::extract::{Form, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Deserialize;
use xinqiao_app::devices::{Ratings, Received, Relaxed};
use xinqiao_app::{AppError, Caller};
use xinqiao_consent::Purpose;

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::resident::{Keeping, RelaxPage, RelaxedPage, change_words};
use crate::site::Site;
use crate::visitor::Visitor;

/// This page alone may follow the movement of the phone and open a headset.
const PERMISSIONS: &str = "accelerometer=(self), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(self), hid=(), \
     magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=(self)";

pub async fn page(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    Ok(moving(show(&blank(&site, &visitor)?)))
}

/// What the form posts.
#[derive(Debug, Default, Deserialize)]
pub struct Said {
    #[serde(default)]
    key: String,
    #[serde(default)]
    started: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    keep: String,
}

pub async fn end(State(site): State<Site>, visitor: Visitor, Form(said): Form<Said>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let (before, after) = (rating(&said.before), rating(&said.after));
    let (Some(before), Some(after)) = (before, after) else {
        let mut page = filled(&site, &visitor, &said)?;
        for asked in [&mut page.before, &mut page.after].into_iter().filter(|asked| asked.chosen.is_none()) {
            asked.error = Some(lang.t("fault-relax-rating"));
        }
        return Ok(moving(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page)));
    };
    let ratings = Ratings { before, after };
    match person(&visitor).filter(|_| !said.keep.is_empty()) {
        Some(caller) => keep(&site, &visitor, caller, &said, ratings).await,
        None => Ok(show(&RelaxedPage {
            shell: site.resident_shell(&visitor),
            ratings: lang.t2("device-ratings", "before", before, "after", after),
            words: change_words(lang, before, after),
        })),
    }
}

async fn keep(site: &Site, visitor: &Visitor, caller: &Caller, said: &Said, ratings: Ratings) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let started = said.started.parse().ok().and_then(|second| Timestamp::from_second(second).ok());
    let fresh = || site.app.fresh_device().to_string();
    let is_key = |key: &&String| (8..=80).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    let relaxed = Relaxed {
        key: Some(&said.key).filter(is_key).cloned().unwrap_or_else(fresh),
        started_at: started.unwrap_or_else(|| site.app.now()),
        ratings,
    };
    let code = match site.app.keep_relaxation(caller, &relaxed).await {
        Ok(Received::Kept { .. }) => return Ok(go(&format!("{}?done=kept", links::own_devices()))),
        Ok(Received::Unkept(_)) => "relax_changed".to_owned(),
        Err(AppError::Conflict { code }) => code,
        Err(other) => return Err(visitor.fault(other)),
    };
    let mut page = filled(site, visitor, said)?;
    // i18n: conflict-*
    page.fault = Some(lang.t(&format!("conflict-{}", code.replace('_', "-"))));
    if code == "relax_old" || code == "relax_changed" {
        page.key = site.app.fresh_device().to_string();
        page.started = site.app.now().as_second();
    }
    Ok(moving(show_with(StatusCode::CONFLICT, &page)))
}

fn rating(text: &str) -> Option<u8> {
    text.trim().parse().ok().filter(|rating| *rating <= Ratings::MOST)
}

fn person(visitor: &Visitor) -> Option<&Caller> {
    visitor.caller.as_ref().filter(|caller| caller.person().is_some())
}

fn blank(site: &Site, visitor: &Visitor) -> Result<RelaxPage, Fault> {
    let lang = visitor.preferences.lang;
    let keeping = match person(visitor) {
        Some(_) => Some(Keeping { brief: brief(site, visitor, lang)?, chosen: false }),
        None => None,
    };
    let now = site.app.now();
    Ok(RelaxPage::new(site.resident_shell(visitor), site.app.fresh_device().to_string(), now.as_second(), keeping))
}

/// The page with what was chosen.
fn filled(site: &Site, visitor: &Visitor, said: &Said) -> Result<RelaxPage, Fault> {
    let mut page = blank(site, visitor)?;
    page.before.chosen = rating(&said.before);
    page.after.chosen = rating(&said.after);
    if !said.key.is_empty() {
        said.key.clone_into(&mut page.key);
        page.started = said.started.parse().unwrap_or(page.started);
    }
    if let Some(keeping) = &mut page.keeping {
        keeping.chosen = !said.keep.is_empty();
    }
    Ok(page)
}

/// What is kept, for whom, for how long: from the notice in force.
pub(super) fn brief(site: &Site, visitor: &Visitor, lang: Lang) -> Result<String, Fault> {
    let notice = site.app.notice(Purpose::Devices).map_err(|fault| visitor.fault(fault))?;
    Ok(notice.text(lang.tag()).map(|text| text.brief.clone()).unwrap_or_default())
}

fn moving(response: Response) -> Response {
    ([(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS))], response).into_response()
}
