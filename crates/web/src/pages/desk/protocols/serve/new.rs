//! Beginning one from a person's file.

use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use xinqiao_app::AppError;
use xinqiao_app::protocols::{NewAid, NewGreen};
use xinqiao_duties::Kind as DutyKind;
use xinqiao_kernel::id::PersonId;
use xinqiao_referrals::green_channel::Cause;

use crate::fault::Fault;
use crate::links;
use crate::page::{go, show_with};
use crate::pages::desk::address::{duty_new, with};
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::pages::desk::protocols::{ProtocolNewPage, words};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::{Fields, described};
use crate::parts::Step;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Accounts that the form of an aid file names at most.
const NAMED: usize = 10;

pub async fn green(State(site): State<Site>, visitor: Visitor, Path(id): Path<PersonId>) -> Result<Response, Fault> {
    green_page(&site, &visitor, id, None).await
}

pub async fn open_green(
    State(site): State<Site>,
    visitor: Visitor,
    Path(person): Path<PersonId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let ids = fields.parsed("channel").zip(fields.parsed("step"));
    let Some((ids, cause)) = ids.zip(fields.parsed::<Cause>("cause")) else {
        let why = AppError::field("cause", "fault-referral-choice", fields.text("cause"));
        return green_page(&site, &visitor, person, Some((&fields, why))).await;
    };
    match site.app.open_green(caller, &NewGreen { person, cause, ids }).await {
        Ok(id) => Ok(go(&links::green(id))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => {
            green_page(&site, &visitor, person, Some((&fields, why))).await
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

async fn green_page(site: &Site, visitor: &Visitor, id: PersonId, again: Option<(&Fields, AppError)>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.green_form(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let causes = Cause::ALL.iter().map(|cause| Pick::new(cause.code(), words::cause(lang, cause.code()))).collect();
    let form = PostForm::new("green", links::green_new(id), lang.t("green-open"))
        .with_hidden("channel", found.ids.0.to_string())
        .with_hidden("step", found.ids.1.to_string())
        .with_entry(Entry::new("green", "cause", lang.t("green-cause"), EntryKind::Radios(causes)).required())
        .primary();
    let (status, form, fault) = mended(visitor, form, again);
    let page = ProtocolNewPage {
        back: (described(site, lang, &found.person), links::person(id)),
        title: lang.t("green-new"),
        lead: lang.t("green-new-lead"),
        // i18n: green-follows-*
        follows: ["team", "parents", "slot", "treatment", "plan"]
            .iter()
            .map(|one| lang.t(&format!("green-follows-{one}")))
            .collect(),
        form: found.running.is_none().then_some(form),
        step: found.running.map(|running| Step { label: lang.t("green-running"), href: links::green(running) }),
        fault,
        foot: lang.t("staff-foot"),
        shell: shell(site, visitor, caller, Area::Referrals, None).await?,
    };
    Ok(show_with(status, &page))
}

pub async fn aid(State(site): State<Site>, visitor: Visitor, Path(id): Path<PersonId>) -> Result<Response, Fault> {
    aid_page(&site, &visitor, id, None).await
}

pub async fn open_aid(
    State(site): State<Site>,
    visitor: Visitor,
    Path(person): Path<PersonId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let ids = (fields.parsed("aid"), fields.parsed("step"), fields.parsed("second"));
    let (Some(aid), Some(step), Some(second)) = ids else {
        let why = AppError::field("form", "fault-referral-form", "");
        return aid_page(&site, &visitor, person, Some((&fields, why))).await;
    };
    let named = fields.text("login").split([',', '，', ' ', '、', '\n']).map(str::trim).filter(|login| !login.is_empty());
    let named: Vec<String> = named.take(NAMED).map(str::to_owned).collect();
    let cites_report = fields.all("report").any(|value| value == "made");
    match site.app.open_aid(caller, &NewAid { person, named, cites_report, ids: (aid, step, second) }).await {
        Ok(id) => Ok(go(&links::aid(id))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => {
            aid_page(&site, &visitor, person, Some((&fields, why))).await
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

async fn aid_page(site: &Site, visitor: &Visitor, id: PersonId, again: Option<(&Fields, AppError)>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.aid_form(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let mut form = PostForm::new("aid", links::aid_new(id), lang.t("aid-open"))
        .with_hidden("aid", found.ids.0.to_string())
        .with_hidden("step", found.ids.1.to_string())
        .with_hidden("second", found.ids.2.to_string())
        .primary();
    if let Some(at) = found.report_at {
        let made = Pick::new("made", lang.t1("aid-report-made", "at", moment(site, lang, at)));
        form = form.with_entry(Entry::new("aid", "report", lang.t("aid-report"), EntryKind::Checks(vec![made])));
    }
    let logins = Entry::new("aid", "login", lang.t("aid-named"), EntryKind::Line("text")).with_hint(lang.t("aid-named-hint"));
    let (status, form, fault) = mended(visitor, form.with_entry(logins), again);
    let report = found
        .report_at
        .is_none()
        .then(|| Step { label: lang.t("aid-report-first"), href: with(&duty_new(DutyKind::MinorReport), "person", id) });
    let page = ProtocolNewPage {
        back: (described(site, lang, &found.person), links::person(id)),
        title: lang.t("aid-new"),
        lead: lang.t("aid-new-lead"),
        // i18n: aid-follows-*
        follows: ["sealed", "report", "once", "steps", "offered"]
            .iter()
            .map(|one| lang.t(&format!("aid-follows-{one}")))
            .collect(),
        form: Some(form),
        step: report,
        fault,
        foot: lang.t("aid-foot"),
        shell: shell(site, visitor, caller, Area::Referrals, None).await?,
    };
    Ok(show_with(status, &page))
}

/// The form as it was posted, with what is wrong with it.
fn mended(visitor: &Visitor, form: PostForm, again: Option<(&Fields, AppError)>) -> (StatusCode, PostForm, Option<String>) {
    let lang = visitor.preferences.lang;
    match again {
        None => (StatusCode::OK, form, None),
        Some((fields, AppError::Conflict { code })) => {
            (StatusCode::CONFLICT, form.filled(fields.pairs()), Some(words::conflict(lang, &code)))
        }
        Some((fields, why)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, super::green_post::with_faults(lang, form.filled(fields.pairs()), &why), None)
        }
    }
}
