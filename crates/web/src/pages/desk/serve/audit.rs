//! The audit for its administrator: looking up, one row, hints, checking, taking out.

use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Deserialize;
use uuid::Uuid;
use xinqiao_app::AppError;
use xinqiao_app::operations::audit::{ActionKind, AuditQuery, Before, ExportAsked, ExportFormat, REASONS};
use xinqiao_kernel::id::AuditId;

use super::audit_view::view;
use super::staff::shell;
use super::warning_parts::{Fields, fault_words};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address;
use crate::pages::desk::audit::{AuditExportPage, AuditPage};
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Rows on a page.
pub const MOST: u32 = 50;
/// Rows of one export through the page; more are taken out on the machine itself.
const MOST_EXPORTED: i64 = 100_000;

/// What the address asks for. It holds ids and codes, never a name or number of a person.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub from: String,
    pub until: String,
    pub who: String,
    pub what: String,
    pub kind: String,
    pub action: String,
    pub purpose: String,
    pub place: String,
    pub refused: String,
    pub before: String,
    pub row: String,
    pub done: String,
    /// field of which nothing is known
    pub unknown: String,
}

impl Asked {
    /// The same search, at another page or row.
    pub fn address(&self) -> String {
        let parts = [
            ("from", &self.from),
            ("until", &self.until),
            ("who", &self.who),
            ("what", &self.what),
            ("kind", &self.kind),
            ("action", &self.action),
            ("purpose", &self.purpose),
            ("place", &self.place),
            ("refused", &self.refused),
        ];
        let used = parts.into_iter().filter(|(_, value)| !value.is_empty());
        used.fold(links::audit(), |address, (name, value)| address::with(&address, name, value))
    }

    /// As the use case takes it; a day that is none is named.
    pub fn query(&self) -> Result<AuditQuery, &'static str> {
        let day = |text: &str, field: &'static str| match text.is_empty() {
            true => Ok(None),
            false => text.parse::<Date>().map(Some).map_err(|_| field),
        };
        Ok(AuditQuery {
            from: day(&self.from, "from")?,
            until: day(&self.until, "until")?,
            who: self.who.clone(),
            what: self.what.clone(),
            kind: ActionKind::from_code(&self.kind),
            action: self.action.clone(),
            purpose: self.purpose.clone(),
            place: self.place.parse().ok().filter(|_| !self.place.is_empty()),
            refused: !self.refused.is_empty(),
            before: before(&self.before),
        })
    }
}

/// `micros_id`, the row behind which a page begins.
fn before(text: &str) -> Option<Before> {
    let (at, id) = text.split_once('_')?;
    let at = at.parse().ok().and_then(|micros| jiff::Timestamp::from_microsecond(micros).ok())?;
    Some(Before { at, id: id.parse::<AuditId>().ok()? })
}

pub async fn page(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let view = view(&site, &visitor, &asked).await?;
    let status = if view.filters.error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let shell = shell(&site, &visitor, caller, Area::Audit, None).await?;
    Ok(show_with(status, &AuditPage::new(shell, view)))
}

/// Takes the form and goes on to an address in which people and accounts stand by their ids.
pub async fn search(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let text = |name: &str| fields.text(name).to_owned();
    let mut asked = Asked {
        from: text("from"),
        until: text("until"),
        kind: text("kind"),
        purpose: text("purpose"),
        place: text("place"),
        refused: text("refused"),
        ..Asked::default()
    };
    let found = site.app.resolve_audit(caller, fields.text("who"), fields.text("what")).await;
    let found = found.map_err(|fault| visitor.fault(fault))?;
    match found {
        Ok((who, what)) => (asked.who, asked.what) = (who, what),
        Err(field) => return Ok(go(&address::with(&asked.address(), "unknown", field))),
    }
    Ok(go(&asked.address()))
}

pub async fn verify(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    site.app.verify_audit(caller).await.map_err(|fault| visitor.fault(fault))?;
    Ok(go(&address::with(&links::audit(), "done", "verified")))
}

pub async fn settle(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    match site.app.settle_hint(caller, id, fields.text("finding")).await {
        Ok(()) => Ok(go(&address::with(&links::audit(), "done", "settled"))),
        // a colleague was faster: the list shows what is left
        Err(AppError::Conflict { .. }) => Ok(go(&links::audit())),
        Err(fault) => Err(visitor.fault(fault)),
    }
}

fn export_form(site: &Site, lang: Lang) -> PostForm {
    let today = site.app.day(site.app.now()).to_string();
    let day = |name, key: &str| Entry {
        value: today.clone(),
        ..Entry::new("audit-export", name, lang.t(key), EntryKind::Line("date")).required()
    };
    // i18n: export-reason-*
    let reasons = REASONS.iter().map(|code| Pick::new(*code, lang.t(&format!("export-reason-{code}")))).collect();
    let mut json = Pick::new(ExportFormat::JsonLines.code(), lang.t("export-jsonl"));
    json.chosen = true;
    let formats = vec![json, Pick::new(ExportFormat::Csv.code(), lang.t("export-csv"))];
    PostForm::new("audit-export", links::audit_export(), lang.t("audit-export"))
        .primary()
        .with_intro(lang.t("audit-export-intro"))
        .with_entry(day("from", "audit-from"))
        .with_entry(day("until", "audit-until"))
        .with_entry(Entry::new("audit-export", "reason", lang.t("export-reason"), EntryKind::Radios(reasons)).required())
        .with_entry(Entry::new("audit-export", "format", lang.t("export-format"), EntryKind::Radios(formats)).required())
}

pub async fn export_page(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    site.app.may_export_audit(caller).map_err(|fault| visitor.fault(fault))?;
    let shell = shell(&site, &visitor, caller, Area::Audit, None).await?;
    Ok(show(&AuditExportPage::new(shell, export_form(&site, visitor.preferences.lang))))
}

pub async fn export(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    site.app.may_export_audit(caller).map_err(|fault| visitor.fault(fault))?;
    let outcome = match asked(&fields) {
        Ok(asked) => {
            let mut bytes = Vec::new();
            let outcome = site.app.export_audit(caller, &asked, &mut bytes).await;
            outcome.map(|_| download(&asked, bytes))
        }
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok(response) => Ok(response),
        Err(why @ AppError::Invalid(_)) => {
            let form = fault_words(lang, export_form(&site, lang).filled(fields.pairs()), &why);
            let shell = shell(&site, &visitor, caller, Area::Audit, None).await?;
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &AuditExportPage::new(shell, form)))
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

fn asked(fields: &Fields) -> Result<ExportAsked, AppError> {
    let day = |name: &'static str| {
        fields.parsed::<Date>(name).ok_or_else(|| AppError::field(name, "audit-day-wrong", fields.text(name)))
    };
    Ok(ExportAsked {
        from: day("from")?,
        until: day("until")?,
        reason: fields.text("reason").to_owned(),
        format: ExportFormat::from_code(fields.text("format")).unwrap_or(ExportFormat::JsonLines),
        most: MOST_EXPORTED,
    })
}

fn download(asked: &ExportAsked, bytes: Vec<u8>) -> Response {
    let kind = match asked.format {
        ExportFormat::JsonLines => "application/x-ndjson; charset=utf-8",
        ExportFormat::Csv => "text/csv; charset=utf-8",
    };
    let name = format!("attachment; filename=\"audit-{}-{}.{}\"", asked.from, asked.until, asked.format.code());
    let mut response = bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
