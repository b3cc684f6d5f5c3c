//! The next step of a green channel.

use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::DateTime;
use xinqiao_app::AppError;
use xinqiao_app::protocols::{GreenMove, GreenStep, GreenVerb};
use xinqiao_referrals::ChannelId;
use xinqiao_referrals::green_channel::PlanDraft;

use super::green::build;
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::protocols::words;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::site::Site;
use crate::visitor::Visitor;

pub async fn step(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, verb)): Path<(ChannelId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let done = match read(&site, &verb, &fields) {
        Ok(input) => site.app.green_step(caller, id, &input).await,
        // who has nothing to do with it learns nothing of what a form lacks
        Err(why) => site.app.green(caller, id).await.and(Err(why)),
    };
    let why = match done {
        Ok(()) => return Ok(go(&with(&links::green(id), "done", &verb))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let lang = visitor.preferences.lang;
    let (status, fault) = refusal(lang, &why);
    let again = |forms| mend(lang, forms, &verb, &fields, &why);
    Ok(show_with(status, &build(&site, &visitor, id, fault, again).await?))
}

/// Status and words of what was refused.
pub(super) fn refusal(lang: Lang, why: &AppError) -> (StatusCode, Option<String>) {
    match why {
        AppError::Conflict { code } => (StatusCode::CONFLICT, Some(words::conflict(lang, code))),
        _ => (StatusCode::UNPROCESSABLE_ENTITY, None),
    }
}

/// The forms again, that of the verb as it was posted and with what is wrong with it.
pub(super) fn mend(
    lang: Lang,
    forms: Vec<(String, PostForm)>,
    verb: &str,
    fields: &Fields,
    why: &AppError,
) -> Vec<(String, PostForm)> {
    let one = |(title, form): (String, PostForm)| match form.name == verb {
        true => (title, with_faults(lang, form.filled(fields.pairs()), why)),
        false => (title, form),
    };
    forms.into_iter().map(one).collect()
}

/// The form with what is wrong with it.
// i18n: fault-referral-* fault-desk-* fault-green-* fault-aid-* fault-protocol-*
pub(super) fn with_faults(lang: Lang, form: PostForm, why: &AppError) -> PostForm {
    let AppError::Invalid(faults) = why else { return form };
    faults.iter().fold(form, |form, fault| {
        // what a plan lacks is said where it belongs
        let field = match (fault.field, fault.found.as_str()) {
            ("plan", "return_day") => "back_on",
            ("plan", "conditions") => "conditions",
            ("plan", "support_person") => "support",
            ("plan", "teacher_wording") => "teacher",
            ("plan", "review_day") => "review_on",
            (field, _) => field,
        };
        let found = if fault.field == "plan" { words::missing(lang, &fault.found) } else { fault.found.clone() };
        form.with_error(field, lang.t1(fault.expected, "found", found))
    })
}

fn read(site: &Site, verb: &str, fields: &Fields) -> Result<GreenStep, AppError> {
    let id = fields.parsed("step").ok_or_else(|| AppError::field("form", "fault-referral-form", ""))?;
    let unfit = |field: &'static str| AppError::field(field, "fault-referral-choice", fields.text(field));
    let verb: GreenVerb = verb.parse().map_err(|_| AppError::NotFound)?;
    let step = match verb {
        GreenVerb::Meet => GreenMove::Meet { present: fields.all("present").filter_map(|one| one.parse().ok()).collect() },
        GreenVerb::Inform => GreenMove::Inform,
        GreenVerb::AskLeaveOut => GreenMove::AskLeaveOut { reason: fields.parsed("choice").ok_or_else(|| unfit("choice"))? },
        GreenVerb::AgreeLeaveOut => GreenMove::AgreeLeaveOut,
        GreenVerb::Cite => GreenMove::Cite { referral: fields.parsed("referral").ok_or_else(|| unfit("referral"))? },
        GreenVerb::Slot => {
            let local: Option<DateTime> = fields.parsed("at");
            let at = local.and_then(|local| site.app.instant_of(local));
            GreenMove::Slot { at: at.ok_or_else(|| AppError::field("at", "fault-green-slot", fields.text("at")))? }
        }
        GreenVerb::Treat => GreenMove::Treat { state: fields.parsed("choice").ok_or_else(|| unfit("choice"))? },
        GreenVerb::FeedBack => GreenMove::FeedBack,
        GreenVerb::Plan => GreenMove::Plan(PlanDraft {
            back_on: fields.parsed("back_on"),
            conditions: fields.all("conditions").filter_map(|one| one.parse().ok()).collect(),
            support: fields.parsed("support"),
            teacher_wording: fields.parsed("teacher"),
            review_on: fields.parsed("review_on"),
        }),
        GreenVerb::Review => GreenMove::Review { review: fields.parsed("choice").ok_or_else(|| unfit("choice"))? },
        GreenVerb::Lead => GreenMove::Lead,
        GreenVerb::Stop => GreenMove::Stop,
    };
    Ok(GreenStep { id, note: fields.note(), step })
}
