//! Asking to be contacted.

use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::assessment::{ContactTime, ContactWish};

use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::resident::{ContactForm, ContactPage, ContactState};
use crate::site::Site;
use crate::visitor::Visitor;

/// Until when somebody calls, after the wish was sent.
#[derive(Deserialize)]
pub struct Until {
    until: Option<i64>,
}

pub async fn form(State(site): State<Site>, visitor: Visitor, Query(query): Query<Until>) -> Result<Response, Fault> {
    let shell = site.resident_shell(&visitor);
    if let Some(until) = query.until.and_then(|micros| Timestamp::from_microsecond(micros).ok()) {
        let lang = visitor.preferences.lang;
        let until = lang.moment(site.app.local(until).datetime());
        return Ok(show(&ContactPage::new(shell, ContactState::Sent { who: lang.t("seen-on-duty"), until })));
    }
    let Some(caller) = visitor.caller.as_ref().filter(|caller| caller.person().is_some()) else {
        return Ok(show(&ContactPage::new(shell, ContactState::SignInFirst)));
    };
    let phone_on_file = site.app.own_phone(caller).await.map_err(|fault| visitor.fault(fault))?;
    let form = ContactForm { time: "any".to_owned(), phone: String::new(), phone_on_file, time_error: None, phone_error: None };
    Ok(show(&ContactPage::new(shell, ContactState::Form(form))))
}

/// What the form posts.
#[derive(Deserialize)]
pub struct Wish {
    #[serde(default)]
    time: String,
    #[serde(default)]
    phone: String,
}

pub async fn send(State(site): State<Site>, visitor: Visitor, Form(wish): Form<Wish>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let shell = site.resident_shell(&visitor);
    let phone_on_file = site.app.own_phone(caller).await.map_err(|fault| visitor.fault(fault))?;
    let time: Result<ContactTime, _> = wish.time.parse();
    let outcome = match &time {
        Ok(time) => {
            site.app
                .request_contact(
                    caller,
                    &ContactWish { time: *time, phone: Some(wish.phone.trim().to_owned()).filter(|p| !p.is_empty()) },
                )
                .await
        }
        Err(()) => Err(AppError::field("time", "contact-time-choose", wish.time.clone())),
    };
    match outcome {
        Ok(until) => {
            // a reload of the answer does not send the wish again
            Ok(go(&format!("{}?until={}", links::contact(), until.as_microsecond())))
        }
        Err(AppError::Invalid(faults)) => {
            let of = |field: &str| faults.iter().find(|fault| fault.field == field).map(|fault| lang.t(fault.expected));
            let form = ContactForm {
                time_error: of("time"),
                phone_error: of("phone"),
                time: wish.time,
                phone: wish.phone,
                phone_on_file,
            };
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &ContactPage::new(shell, ContactState::Form(form))))
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}
