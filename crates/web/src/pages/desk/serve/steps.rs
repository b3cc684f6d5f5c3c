//! The verbs on a warning, each a plain POST that leads back to its page.

use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use xinqiao_app::AppError;
use xinqiao_app::warnings::{StepInput, Submitted};
use xinqiao_kernel::id::WarningId;

use super::warning::{Retry, warning_page};
use super::warning_parts::Fields;
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show_with};
use crate::pages::desk::address::with;
use crate::site::Site;
use crate::visitor::Visitor;

macro_rules! verbs {
    ($($name:ident $form:literal $done:literal = $read:expr;)*) => {$(
        pub async fn $name(State(site): State<Site>, visitor: Visitor, Path(id): Path<WarningId>, Form(fields): Form<Fields>) -> Result<Response, Fault> {
            let read: fn(&Fields) -> Result<StepInput, AppError> = $read;
            act(&site, &visitor, id, fields, $form, $done, read).await
        }
    )*};
}

verbs! {
    second "second" "seconded" = |fields| {
        Ok(StepInput::Second { level: chosen(fields, "level", "fault-level")?, owner: fields.parsed("owner") })
    };
    set_aside "set-aside" "set-aside" = |fields| Ok(StepInput::SetAside { reason: chosen(fields, "reason", "fault-reason")? });
    acknowledge "acknowledge" "acknowledged" = |_| Ok(StepInput::Acknowledge);
    verify "verify" "verified" = |fields| Ok(StepInput::Verify { finding: chosen(fields, "finding", "fault-choose")? });
    intervene "intervene" "intervened" = |fields| Ok(StepInput::Intervene { action: chosen(fields, "action", "fault-choose")? });
    feedback "feedback" "heard" = |fields| {
        Ok(StepInput::Feedback { party: chosen(fields, "party", "fault-choose")?, hearing: chosen(fields, "hearing", "fault-choose")? })
    };
    close "close" "closed" = |fields| Ok(StepInput::Close { outcome: chosen(fields, "outcome", "fault-choose")? });
    second_close "second-close" "close-seconded" = |_| Ok(StepInput::SecondClose);
    hand_over "hand-over" "handed-over" = |fields| Ok(StepInput::HandOver { to: chosen(fields, "owner", "fault-owner")? });
    note "note" "noted" = |_| Ok(StepInput::Note);
    review "review" "reviewed" = |fields| Ok(StepInput::Review { finding: chosen(fields, "reviewing", "fault-choose")? });
    raise "raise" "raised" = |fields| {
        Ok(StepInput::Raise { level: chosen(fields, "level", "fault-level")?, second: fields.parsed("owner") })
    };
    second_raise "second-raise" "raise-seconded" = |_| Ok(StepInput::SecondRaise);
    lower "lower" "lowered" = |fields| {
        let reviews = fields.all("reviews").filter_map(|event| event.parse().ok()).collect();
        Ok(StepInput::Lower { level: chosen(fields, "level", "fault-level")?, reviews })
    };
    sign_lower "sign-lower" "lower-signed" = |_| Ok(StepInput::SignLower);
    offer "offer" "offered" = |fields| Ok(StepInput::Offer { to: chosen(fields, "owner", "fault-owner")? });
    accept "accept" "accepted" = |_| Ok(StepInput::Accept);
    pass_on "pass-on" "passed-on" = |fields| {
        Ok(StepInput::PassOn { clock: chosen(fields, "clock", "fault-choose")?, to: chosen(fields, "owner", "fault-owner")? })
    };
    reopen "reopen" "reopened" = |fields| {
        Ok(StepInput::Reopen { reason: chosen(fields, "reopening", "fault-reason")?, owner: fields.parsed("owner") })
    };
    object "object" "objected" = |_| Ok(StepInput::Object);
    answer "answer" "answered" = |fields| Ok(StepInput::Answer { answer: chosen(fields, "answer", "fault-choose")? });
    second_answer "second-answer" "answer-seconded" = |_| Ok(StepInput::SecondAnswer);
    refuse_raise "refuse-raise" "raise-refused" = |_| Ok(StepInput::RefuseRaise);
}

fn chosen<T: std::str::FromStr>(fields: &Fields, name: &'static str, expected: &'static str) -> Result<T, AppError> {
    fields.parsed(name).ok_or_else(|| AppError::field(name, expected, fields.text(name)))
}

async fn act(
    site: &Site,
    visitor: &Visitor,
    id: WarningId,
    fields: Fields,
    form: &'static str,
    done: &'static str,
    read: fn(&Fields) -> Result<StepInput, AppError>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let outcome = match read(&fields) {
        Ok(step) => {
            let event = fields.parsed("event").unwrap_or_else(|| site.app.fresh_event());
            site.app.warning_step(caller, id, &Submitted { event, note: fields.note(), step }).await
        }
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok(()) => Ok(go(&with(&links::warning(id), "done", done))),
        Err(why) => again(site, visitor, id, form, &fields, why).await,
    }
}

/// Merges a duplicate: posts `other`, `note`.
pub async fn merge(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<WarningId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let outcome = match chosen(&fields, "other", "fault-choose") {
        Ok(other) => {
            let event = fields.parsed("event").unwrap_or_else(|| site.app.fresh_event());
            site.app.merge_warnings(caller, id, other, event, fields.note()).await
        }
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok(survivor) => Ok(go(&with(&links::warning(survivor), "done", "merged"))),
        Err(why) => again(&site, &visitor, id, "merge", &fields, why).await,
    }
}

/// The page with the form as it was posted and what is wrong with it.
async fn again(
    site: &Site,
    visitor: &Visitor,
    id: WarningId,
    form: &'static str,
    fields: &Fields,
    why: AppError,
) -> Result<Response, Fault> {
    let status = match &why {
        AppError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::Conflict { .. } => StatusCode::CONFLICT,
        _ => return Err(visitor.fault(why)),
    };
    // a form for each party of the feedback step
    let form = match (form, fields.text("party")) {
        ("feedback", "reporter") => "feedback-reporter",
        ("feedback", _) => "feedback-person",
        _ => form,
    };
    let retry = Retry { form, fields, why };
    Ok(show_with(status, &warning_page(site, visitor, id, None, Some(retry), None).await?))
}
