//! A version as a file for others.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::questionnaires::ExportAs;
use xinqiao_kernel::id::QuestionnaireVersionId;

use crate::fault::Fault;
use crate::site::Site;
use crate::visitor::Visitor;

/// `pack`, or the language of a Questionnaire.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    way: String,
}

pub async fn take(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<QuestionnaireVersionId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let (way, kind) = match asked.way.as_str() {
        "zh-CN" => (ExportAs::Fhir("zh-CN"), "application/fhir+json"),
        "en" => (ExportAs::Fhir("en"), "application/fhir+json"),
        _ => (ExportAs::Pack, "application/x-tar"),
    };
    match site.app.export_questionnaire(caller, id, way).await {
        Ok((name, bytes)) => {
            let head = [
                (CONTENT_TYPE, kind.to_owned()),
                (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
                (CACHE_CONTROL, "no-store".to_owned()),
            ];
            Ok((StatusCode::OK, head, bytes).into_response())
        }
        // a draft has no files yet
        Err(AppError::Conflict { .. }) => Err(visitor.fault(AppError::NotFound)),
        Err(other) => Err(visitor.fault(other)),
    }
}
