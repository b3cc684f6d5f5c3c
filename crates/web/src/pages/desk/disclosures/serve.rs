//! Handlers of the register of what was given to others.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Deserialize;
use xinqiao_app::rights::{Disclosure, NewDisclosureForm, Wanted};
use xinqiao_app::{AppError, FieldFault};
use xinqiao_consent::{Basis, DataKind};
use xinqiao_kernel::id::{DisclosureId, PersonId};

use super::{DisclosureFilter, DisclosureLine, DisclosureNewPage, DisclosuresPage, form};
use crate::fault::Fault;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::Pager;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::{Fields, described, fault_words};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Rows on a page.
const ON_A_PAGE: usize = 50;

/// The routes.
pub fn routes() -> Router<Site> {
    Router::new().route(at::DISCLOSURES, get(list).post(record)).route(at::DISCLOSURE_NEW, get(new))
}

/// Which rows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    recipient: String,
    basis: String,
    /// instant in microseconds and id of the last row of the page before
    before: Option<i64>,
    id: Option<DisclosureId>,
    done: Option<String>,
}

async fn list(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let before = asked.before.and_then(|micros| Timestamp::from_microsecond(micros).ok());
    let last = (Timestamp::MAX, DisclosureId::from_uuid(uuid::Uuid::max()));
    let after = before.zip(asked.id).unwrap_or(last);
    let wanted = Wanted { after, basis: &asked.basis, recipient: &asked.recipient };
    // one more than is shown says whether there is a next page
    let limit = u32::try_from(ON_A_PAGE + 1).unwrap_or(u32::MAX);
    let found = site.app.disclosures(caller, &wanted, limit).await.map_err(|fault| visitor.fault(fault))?;
    let shown = found.rows.get(..ON_A_PAGE.min(found.rows.len())).unwrap_or_default();
    let mut lines = Vec::with_capacity(shown.len());
    for row in shown {
        lines.push(line(&site, &visitor, row).await?);
    }
    let narrowed = || with(&with(&links::disclosures(), "recipient", &asked.recipient), "basis", &asked.basis);
    let older = shown.last().filter(|_| found.rows.len() > ON_A_PAGE);
    let older = older.map(|row| with(&with(&narrowed(), "before", row.given_at.as_microsecond()), "id", row.id));
    let newer = asked.before.is_some().then(narrowed);
    let is_paged = older.is_some() || newer.is_some();
    let pager = Pager { lang, text: lang.t1("audit-page", "count", lines.len()), newer, older };
    let filter = DisclosureFilter { recipient: asked.recipient, basis: asked.basis };
    let done = asked.done.is_some().then(|| lang.t("disclosure-done"));
    let shell = shell(&site, &visitor, caller, Area::Disclosures, None).await?;
    Ok(show(&DisclosuresPage::new(shell, &filter, found.recipients, done, lines, is_paged.then_some(pager))))
}

async fn line(site: &Site, visitor: &Visitor, row: &Disclosure) -> Result<DisclosureLine, Fault> {
    let lang = visitor.preferences.lang;
    // i18n: disclosed-* disclosure-basis-*
    let fields: Vec<String> = row.fields.split(',').map(|field| lang.t(&format!("disclosed-{field}"))).collect();
    let number = row.person.to_string().get(28..).unwrap_or_default().to_uppercase();
    let place = site.app.place_name(&row.place).await.map_err(|fault| visitor.fault(fault))?;
    let told = match &row.withheld {
        None => lang.t("disclosure-told"),
        Some(law) => lang.t1("disclosure-not-told", "law", law),
    };
    Ok(DisclosureLine {
        at: moment(site, lang, row.given_at),
        recipient: row.recipient.clone(),
        fields: fields.join(&lang.t("join-comma")),
        basis: lang.t2("disclosure-basis-law", "basis", lang.t(&format!("disclosure-basis-{}", row.basis)), "law", &row.law),
        about: format!("{number}{}{place}", lang.t("join-comma")),
        told,
    })
}

async fn new(State(site): State<Site>, visitor: Visitor, Path(person): Path<PersonId>) -> Result<Response, Fault> {
    let now = site.app.local(site.app.now()).datetime().strftime("%Y-%m-%dT%H:%M").to_string();
    let form = form(visitor.preferences.lang, &person.to_string(), &now);
    Ok(show(&new_page(&site, &visitor, person, form).await?))
}

async fn new_page(
    site: &Site,
    visitor: &Visitor,
    person: PersonId,
    form: crate::pages::desk::parts::PostForm,
) -> Result<DisclosureNewPage, Fault> {
    let caller = visitor.signed_in()?;
    let about = site.app.disclosure_about(caller, person).await.map_err(|fault| visitor.fault(fault))?;
    let about = described(site, visitor.preferences.lang, &about);
    let shell = shell(site, visitor, caller, Area::Disclosures, None).await?;
    Ok(DisclosureNewPage::new(shell, about, form))
}

async fn record(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let person: PersonId = fields.parsed("person").ok_or_else(|| visitor.fault(AppError::NotFound))?;
    let written = match parsed(&site, person, &fields) {
        Ok(given) => site.app.record_disclosure(caller, &given).await.map(drop),
        Err(why) => Err(why),
    };
    match written {
        // whoever may write into the register may not always read it
        Ok(()) => {
            let today = site.app.day(site.app.now());
            let reads = caller.actor().may(xinqiao_access::Action::ReadDisclosures, today);
            let back = if reads { links::disclosures() } else { links::person(person) };
            Ok(go(&with(&back, "done", "disclosure")))
        }
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => {
            let blank = form(lang, &person.to_string(), "").filled(fields.pairs());
            let page = new_page(&site, &visitor, person, fault_words(lang, blank, &why)).await?;
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

/// What was typed. Errors: `Invalid` on what is no choice of the form; the use case looks at the rest.
// i18n: fault-disclosure-recipient fault-disclosure-law fault-disclosure-time fault-disclosure-fields fault-disclosure-basis
fn parsed(site: &Site, person: PersonId, fields: &Fields) -> Result<NewDisclosureForm, AppError> {
    let local: Option<DateTime> = fields.parsed("at");
    let given_at = local.and_then(|local| site.app.instant_of(local));
    let basis: Option<Basis> = fields.parsed("basis");
    let kinds: Result<Vec<DataKind>, _> = fields.all("fields").map(str::parse).collect();
    let fault = |field, expected| FieldFault { field, expected, found: fields.text(field).to_owned() };
    let mut faults = Vec::new();
    if fields.text("recipient").is_empty() {
        faults.push(fault("recipient", "fault-disclosure-recipient"));
    }
    if kinds.as_ref().map_or(true, Vec::is_empty) {
        faults.push(fault("fields", "fault-disclosure-fields"));
    }
    if basis.is_none() {
        faults.push(fault("basis", "fault-disclosure-basis"));
    }
    if fields.text("law").is_empty() {
        faults.push(fault("law", "fault-disclosure-law"));
    }
    if given_at.is_none() {
        faults.push(fault("at", "fault-disclosure-time"));
    }
    match (basis, given_at, kinds) {
        (Some(basis), Some(given_at), Ok(kinds)) if faults.is_empty() => Ok(NewDisclosureForm {
            person,
            recipient: fields.text("recipient").to_owned(),
            basis,
            law: fields.text("law").to_owned(),
            fields: kinds,
            withheld: Some(fields.text("withheld")).filter(|law| !law.is_empty()).map(str::to_owned),
            given_at,
        }),
        _ => Err(AppError::Invalid(faults)),
    }
}
