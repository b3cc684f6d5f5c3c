//! The next step of a duty.

use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use xinqiao_app::AppError;
use xinqiao_app::duties::NewEntry;

use super::detail::{build, parsed};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::page::{go, show_with};
use crate::pages::desk::address::{self, with};
use crate::pages::desk::duties::parse;
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::site::Site;
use crate::visitor::Visitor;

pub async fn step(
    State(site): State<Site>,
    visitor: Visitor,
    Path((kind, id, verb)): Path<(String, String, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let why = match done(&site, &visitor, (&kind, &id, &verb), &fields).await {
        Ok(address) => return Ok(go(&with(&address, "done", &verb))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let lang = visitor.preferences.lang;
    let told = match &why {
        AppError::Conflict { code } => Some(conflict(lang, code)),
        _ => None,
    };
    let (status, fill) = match &why {
        AppError::Conflict { .. } => (StatusCode::CONFLICT, None),
        _ => (StatusCode::UNPROCESSABLE_ENTITY, Some(&why)),
    };
    let again = |forms: Vec<(String, PostForm)>| match fill {
        None => forms,
        Some(why) => {
            let mend = |(title, form): (String, PostForm)| match form.name == verb {
                true => (title, with_faults(lang, form.filled(fields.pairs()), why)),
                false => (title, form),
            };
            forms.into_iter().map(mend).collect()
        }
    };
    Ok(show_with(status, &build(&site, &visitor, &kind, &id, told, again).await?))
}

async fn done(site: &Site, visitor: &Visitor, at: (&str, &str, &str), fields: &Fields) -> Result<String, AppError> {
    let caller = visitor.caller.as_ref().ok_or(AppError::SignedOut)?;
    let (kind, id) = parsed(at.0, at.1)?;
    let entry = fields.parsed("entry").ok_or_else(|| AppError::field("note", "fault-duty-form", ""))?;
    let step = parse::next(kind, at.2, fields)?;
    let note = fields.note().unwrap_or_default();
    site.app.duty_step(caller, id, &NewEntry { id: entry, note, step }).await?;
    Ok(address::duty(kind, id))
}

/// The form with what is wrong with it.
// i18n: fault-duty-*
pub(super) fn with_faults(lang: Lang, form: PostForm, why: &AppError) -> PostForm {
    match why {
        AppError::Invalid(faults) => {
            faults.iter().fold(form, |form, fault| form.with_error(fault.field, lang.t1(fault.expected, "found", &fault.found)))
        }
        AppError::Conflict { code } => form.with_fault(conflict(lang, code)),
        _ => form,
    }
}

/// Why a step was not taken.
// i18n: conflict-duty-*
fn conflict(lang: Lang, code: &str) -> String {
    match code {
        "duty_ended" | "duty_missing" | "duty_erased" => lang.t(&format!("conflict-{}", code.replace('_', "-"))),
        "same_person" => lang.t("conflict-duty-same-person"),
        "duty_changed" => lang.t("conflict-duty-changed"),
        _ => lang.t("conflict-duty-out-of-turn"),
    }
}
