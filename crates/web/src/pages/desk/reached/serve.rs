//! Handlers of the page where I say how I am reached.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use xinqiao_app::notify::{Channel, OwnWay};
use xinqiao_app::{AppError, Caller};

use super::{ReachedCodePage, ReachedPage, WayCard, field};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address::{self, pattern as own};
use crate::pages::desk::serve::staff::{areas, shell};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Codes of what the page says was done.
const SAID: [&str; 5] = ["confirmed", "tried", "off", "on", "forgot"];

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new().route(own::REACHED, get(page)).route(own::WAY, post(act))
}

/// What just happened.
#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    said: String,
}

/// What the forms post.
#[derive(Deserialize)]
struct Typed {
    #[serde(default, rename = "do")]
    what: String,
    /// from the form of a way
    #[serde(default)]
    email: String,
    #[serde(default)]
    sms: String,
    #[serde(default)]
    wechat: String,
    /// carried along to the form for the code
    #[serde(default)]
    address: String,
    #[serde(default)]
    code: String,
}

impl Typed {
    fn address(&self, channel: Channel) -> &str {
        let typed = match channel {
            Channel::Sms => &self.sms,
            Channel::Wechat => &self.wechat,
            Channel::Email | Channel::InApp => &self.email,
        };
        if typed.is_empty() { &self.address } else { typed }
    }
}

/// The name of a way.
pub fn way_name(lang: Lang, code: &str) -> String {
    // i18n: way-*
    lang.t(&format!("way-{}", code.replace('_', "-")))
}

async fn page(State(site): State<Site>, visitor: Visitor, Query(query): Query<Said>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    if areas(&site, caller).is_empty() {
        return Ok(go(&links::me()));
    }
    // i18n: reached-said-*
    let lang = visitor.preferences.lang;
    let done = SAID.contains(&query.said.as_str()).then(|| lang.t(&format!("reached-said-{}", query.said)));
    Ok(show(&built(&site, &visitor, caller, None).await?.said(done, None)))
}

/// The page, with what was typed for a way and what is wrong with it.
async fn built(
    site: &Site,
    visitor: &Visitor,
    caller: &Caller,
    wrong: Option<(Channel, &str, Option<String>)>,
) -> Result<ReachedPage, Fault> {
    let lang = visitor.preferences.lang;
    let ways = site.app.own_ways_out(caller).await.map_err(|fault| visitor.fault(fault))?.ways;
    let cards = ways.into_iter().map(|way| {
        let (typed, error) = match &wrong {
            Some((channel, typed, error)) if *channel == way.channel => (*typed, error.clone()),
            _ => ("", None),
        };
        card(site, lang, way, typed, error)
    });
    Ok(ReachedPage::new(shell(site, visitor, caller, Area::Desk, None).await?, cards.collect()))
}

fn card(site: &Site, lang: Lang, way: OwnWay, typed: &str, error: Option<String>) -> WayCard {
    let code = way.channel.code();
    // i18n: reached-text-*
    WayCard {
        code,
        name: way_name(lang, code),
        text: lang.t(&format!("reached-text-{code}")),
        state: match (way.confirmed_at, way.is_off) {
            (None, _) => lang.t("reached-none"),
            (Some(_), true) => lang.t("reached-off"),
            (Some(at), false) => lang.t1("reached-since", "day", lang.date(site.app.day(at))),
        },
        is_off: way.is_off,
        field: field(lang, code, way.address.is_some(), typed, error),
        address: way.address,
    }
}

async fn act(
    State(site): State<Site>,
    visitor: Visitor,
    Path(way): Path<String>,
    Form(form): Form<Typed>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let known = way.parse::<Channel>().ok().filter(|channel| Channel::OUTSIDE.contains(channel));
    let Some(channel) = known else { return Ok(go(&address::reached())) };
    let lang = visitor.preferences.lang;
    let (app, tag, origin, typed) = (&site.app, lang.tag(), visitor.origin(), form.address(channel));
    let (outcome, said) = match form.what.as_str() {
        "ask" => match app.ask_address_code(caller, channel, typed, tag, origin).await {
            Ok(()) => return code_page(&site, &visitor, caller, channel, typed).await.map(|page| show(&page)),
            fault => (fault, ""),
        },
        "confirm" => match app.confirm_address(caller, channel, typed, (&form.code, tag), origin).await {
            Err(AppError::Invalid(faults)) if faults.iter().any(|fault| fault.field == "code") => {
                let page = code_page(&site, &visitor, caller, channel, typed).await?;
                return Ok(show_with(StatusCode::BAD_REQUEST, &page.said(Some(lang.t("reached-code-wrong")), None)));
            }
            outcome => (outcome, "confirmed"),
        },
        "try" => (app.send_trial(caller, channel).await, "tried"),
        "off" => (app.switch_own_address(caller, channel, true).await, "off"),
        "on" => (app.switch_own_address(caller, channel, false).await, "on"),
        "forget" => (app.forget_own_address(caller, channel).await, "forgot"),
        _ => (Err(AppError::NotFound), ""),
    };
    match outcome {
        Ok(()) => Ok(go(&address::with(&address::reached(), "said", said))),
        Err(fault) => explained(&site, &visitor, caller, (channel, typed), fault).await,
    }
}

async fn code_page(
    site: &Site,
    visitor: &Visitor,
    caller: &Caller,
    channel: Channel,
    typed: &str,
) -> Result<ReachedCodePage, Fault> {
    let minutes = site.app.sign_in_rules().codes.minutes;
    let shell = shell(site, visitor, caller, Area::Desk, None).await?;
    Ok(ReachedCodePage::new(shell, channel.code(), typed.trim().to_owned(), minutes))
}

/// What this page explains itself; others are faults.
async fn explained(
    site: &Site,
    visitor: &Visitor,
    caller: &Caller,
    (channel, typed): (Channel, &str),
    fault: AppError,
) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    match fault {
        AppError::Invalid(faults) => {
            // i18n: fault-address-*
            let error = faults.first().map(|fault| lang.t(fault.expected));
            let page = built(site, visitor, caller, Some((channel, typed, error))).await?;
            Ok(show_with(StatusCode::BAD_REQUEST, &page))
        }
        AppError::Conflict { code } if code == "letter_not_taken" => {
            let page = built(site, visitor, caller, Some((channel, typed, None))).await?;
            Ok(show_with(StatusCode::BAD_GATEWAY, &page.said(None, Some(lang.t("reached-not-taken")))))
        }
        AppError::Throttled { retry_after_s } => {
            let page = built(site, visitor, caller, Some((channel, typed, None))).await?;
            let minutes = retry_after_s.div_ceil(60);
            let mut answer =
                show_with(StatusCode::TOO_MANY_REQUESTS, &page.said(None, Some(lang.t1("reached-wait", "minutes", minutes))));
            answer.headers_mut().insert(RETRY_AFTER, retry_after_s.into());
            Ok(answer)
        }
        // nothing there any more, or not connected: the page shows how it stands
        AppError::NotFound => Ok(go(&address::reached())),
        other => Err(visitor.fault(other)),
    }
}
