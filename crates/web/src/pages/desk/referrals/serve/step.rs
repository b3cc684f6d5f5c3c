//! The next step of a referral.

use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use xinqiao_app::AppError;
use xinqiao_app::referrals::{Move, MoveInput};
use xinqiao_referrals::ReferralId;

use super::detail::build;
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::referrals::words;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::site::Site;
use crate::visitor::Visitor;

pub async fn step(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, verb)): Path<(ReferralId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let done = match read(&verb, &fields) {
        Ok(input) => site.app.referral_step(caller, id, &input).await,
        // who has nothing to do with it learns nothing of what a form lacks
        Err(why) => site.app.referral(caller, id).await.and(Err(why)),
    };
    let why = match done {
        Ok(()) => return Ok(go(&with(&links::referral(id), "done", &verb))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let lang = visitor.preferences.lang;
    let (status, told) = match &why {
        AppError::Conflict { code } => (StatusCode::CONFLICT, Some(words::conflict(lang, code))),
        _ => (StatusCode::UNPROCESSABLE_ENTITY, None),
    };
    let again = |forms: Vec<(String, PostForm)>| {
        let mend = |(title, form): (String, PostForm)| match form.name == verb {
            true => (title, with_faults(lang, form.filled(fields.pairs()), &why)),
            false => (title, form),
        };
        forms.into_iter().map(mend).collect()
    };
    Ok(show_with(status, &build(&site, &visitor, id, told, again).await?))
}

/// The form with what is wrong with it.
// i18n: fault-referral-* fault-desk-*
pub(super) fn with_faults(lang: Lang, form: PostForm, why: &AppError) -> PostForm {
    match why {
        AppError::Invalid(faults) => {
            faults.iter().fold(form, |form, fault| form.with_error(fault.field, lang.t1(fault.expected, "found", &fault.found)))
        }
        _ => form,
    }
}

fn read(verb: &str, fields: &Fields) -> Result<MoveInput, AppError> {
    let id = fields.parsed("step").ok_or_else(|| AppError::field("note", "fault-referral-form", ""))?;
    let code =
        || fields.parsed("choice").ok_or_else(|| AppError::field("choice", "fault-referral-choice", fields.text("choice")));
    let step = match verb {
        "accept" => Move::Accept,
        "reject" => Move::Reject { reason: code()? },
        "ask" => Move::AskBack,
        "answer" => Move::Answer,
        "begin" => Move::Begin,
        "report" => Move::Report { result: code()? },
        "done" => Move::Done,
        "revoke" => Move::Revoke { reason: code()? },
        "inform" => {
            let told = fields.parsed("choice");
            Move::Inform { told: told.ok_or_else(|| AppError::field("choice", "fault-referral-choice", fields.text("choice")))? }
        }
        "cite" => Move::CiteReport,
        _ => return Err(AppError::NotFound),
    };
    Ok(MoveInput { id, note: fields.note(), step })
}
