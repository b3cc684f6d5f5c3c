//! Asking about one's own information, and taking it along.

use axum::extract::{Form, Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::rights::{Asking, Format};
use xinqiao_consent::RequestKind;
use xinqiao_kernel::id::DataRequestId;

use crate::fault::Fault;
use crate::links;
use crate::page::{go, show};
use crate::pages::resident::{AskDataPage, targets};
use crate::site::Site;
use crate::visitor::Visitor;

/// Which form the copy has.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    format: String,
}

/// The copy of everything, as a file.
pub async fn export(State(site): State<Site>, visitor: Visitor, Form(wanted): Form<Wanted>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let (format, kind) = match wanted.format.as_str() {
        "csv" => (Format::Csv, "text/csv; charset=utf-8"),
        _ => (Format::Json, "application/json"),
    };
    let export = site.app.export_own_data(caller, format).await.map_err(|fault| visitor.fault(fault))?;
    let name = format!("attachment; filename=\"{}\"", export.file_name);
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, export.bytes).into_response())
}

fn kind_of(visitor: &Visitor, code: &str) -> Result<RequestKind, Fault> {
    let kind: Option<RequestKind> = code.parse().ok();
    kind.filter(|kind| !targets(*kind).is_empty()).ok_or_else(|| visitor.fault(AppError::NotFound))
}

pub async fn form(State(site): State<Site>, visitor: Visitor, Path(kind): Path<String>) -> Result<Response, Fault> {
    visitor.signed_in()?;
    let kind = kind_of(&visitor, &kind)?;
    let due = site.app.request_due(kind).map_err(|fault| visitor.fault(fault))?;
    let due = visitor.preferences.lang.date(due);
    Ok(show(&AskDataPage::new(site.resident_shell(&visitor), kind, &due)))
}

/// What the form posts.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    target: String,
}

pub async fn ask(
    State(site): State<Site>,
    visitor: Visitor,
    Path(kind): Path<String>,
    Form(form): Form<Asked>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let kind = kind_of(&visitor, &kind)?;
    let asked = site.app.ask_about_data(caller, &Asking { kind, target: form.target }).await;
    asked.map_err(|fault| visitor.fault(fault))?;
    Ok(go(&format!("{}?done=asked#requests", links::privacy())))
}

pub async fn take_back(State(site): State<Site>, visitor: Visitor, Path(id): Path<DataRequestId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    site.app.take_request_back(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    Ok(go(&format!("{}?done=taken-back#requests", links::privacy())))
}
