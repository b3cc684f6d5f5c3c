//! A verb of a case: a plain POST that leads back to its page. What could not be saved stands in its form again.

use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use xinqiao_app::AppError;
use xinqiao_app::casework::CaseInput;
use xinqiao_kernel::id::CaseId;

use super::detail::{Retry, build};
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::cases::parse;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::site::Site;
use crate::visitor::Visitor;

pub async fn step(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, verb)): Path<(CaseId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let today = site.app.day(site.app.now());
    let outcome = match parse::verb(&verb, &fields, today) {
        Ok(read) => {
            let event = fields.parsed("event").unwrap_or_else(|| site.app.fresh_case_event());
            let input = CaseInput { event, seen: fields.parsed("version"), note: fields.note(), verb: read };
            site.app.case_act_on(caller, id, &input).await
        }
        Err(fault) => Err(fault),
    };
    let why = match outcome {
        Ok(true) => return Ok(go(&with(&links::case(id), "done", &verb))),
        // what was done ended the seat: the case is no longer theirs to see
        Ok(false) => return Ok(go(&with(&links::cases(), "done", &verb))),
        Err(why) => why,
    };
    let status = match &why {
        AppError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::Conflict { .. } => StatusCode::CONFLICT,
        _ => return Err(visitor.fault(why)),
    };
    let retry = Retry { verb: &verb, fields: &fields, why: &why };
    Ok(show_with(status, &build(&site, &visitor, id, None, Some(retry)).await?))
}
