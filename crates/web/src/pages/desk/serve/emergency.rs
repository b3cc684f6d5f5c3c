//! Opening somebody's records in an emergency, what is open, ending it.

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_access::Action;
use xinqiao_app::emergency::{EmergencyAsked, EmergencyRow, WhoIsIt};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::EmergencyId;

use super::rules_text::Words;
use super::staff::shell;
use super::timing::moment;
use super::warning_parts::{Fields, fault_words};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::desk::address;
use crate::pages::desk::emergency::{EmergenciesPage, EmergencyPage, EmergencyView, OwnEmergency};
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::parts::Choice;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// What just happened.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    pub done: String,
}

// what is wrong with a field, as the use cases name it
// i18n: emergency-reason-needed emergency-words-needed emergency-minutes-needed emergency-number-wrong emergency-born-needed
// i18n: emergency-who-needed emergency-several emergency-nobody review-verdict-needed review-hold-reason-needed review-hold-days
// i18n: audit-fewer-rows audit-reason-needed

/// The reason of an emergency in words.
// i18n: emergency-reason-*
pub fn reason(lang: Lang, code: &str) -> String {
    lang.t(&format!("emergency-reason-{}", code.replace('_', "-")))
}

fn form(site: &Site, lang: Lang) -> Result<PostForm, AppError> {
    let rules = site.app.emergency_rules()?;
    let line = |name, key: &str, kind| Entry::new("emergency", name, lang.t(key), EntryKind::Line(kind));
    let reasons = rules.reasons.iter().map(|code| Pick::new(code.clone(), reason(lang, code))).collect();
    let minutes =
        rules.minutes.iter().map(|count| Choice::new(count.to_string(), lang.t1("emergency-minutes-count", "count", count)));
    Ok(PostForm::new("emergency", links::emergencies(), lang.t("emergency-open"))
        .primary()
        .with_intro(lang.t("emergency-intro"))
        .with_entry(line("number", "emergency-number", "text"))
        .with_entry(line("name", "emergency-name", "text").with_hint(lang.t("emergency-name-hint")))
        .with_entry(line("born", "emergency-born", "date"))
        .with_entry(Entry::new("emergency", "reason", lang.t("emergency-reason"), EntryKind::Radios(reasons)).required())
        .with_entry(
            Entry::new("emergency", "words", lang.t("emergency-words"), EntryKind::Lines)
                .required()
                .with_hint(lang.t("emergency-words-hint")),
        )
        .with_entry(Entry::new("emergency", "minutes", lang.t("emergency-minutes"), EntryKind::Select(minutes.collect()))))
}

/// Only roles that may open one have the page; for all others it does not exist.
fn allowed(site: &Site, caller: &Caller) -> Result<(), AppError> {
    let today = site.app.day(site.app.now());
    if caller.actor().may(Action::BreakGlass, today) { Ok(()) } else { Err(AppError::NotFound) }
}

pub async fn page(State(site): State<Site>, visitor: Visitor, Query(query): Query<Done>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    allowed(&site, caller).map_err(|fault| visitor.fault(fault))?;
    let form = form(&site, lang).map_err(|fault| visitor.fault(fault))?;
    // i18n: emergency-done-*
    let done = (query.done == "ended").then(|| lang.t("emergency-done-ended"));
    Ok(show(&list(&site, &visitor, caller, form, done).await?))
}

async fn list(
    site: &Site,
    visitor: &Visitor,
    caller: &Caller,
    form: PostForm,
    done: Option<String>,
) -> Result<EmergenciesPage, Fault> {
    let lang = visitor.preferences.lang;
    let rows = site.app.own_emergencies(caller).await.map_err(|fault| visitor.fault(fault))?;
    let mut own = Vec::with_capacity(rows.len());
    for row in &rows {
        let place = site.app.place_name(&row.place).await.map_err(|fault| visitor.fault(fault))?;
        own.push(own_row(site, lang, row, place));
    }
    let shell = shell(site, visitor, caller, Area::Emergency, None).await?;
    Ok(EmergenciesPage::new(shell, form, done, own))
}

fn own_row(site: &Site, lang: Lang, row: &EmergencyRow, place: String) -> OwnEmergency {
    let is_open = row.ended_at.is_none() && row.until_at > site.app.now();
    let state = match (&row.verdict, is_open) {
        (_, true) => lang.t1("emergency-until", "at", moment(site, lang, row.until_at)),
        (Some(verdict), _) => verdict_words(lang, verdict),
        (None, _) => lang.t("emergency-ended-waits"),
    };
    OwnEmergency {
        at: moment(site, lang, row.opened_at),
        place,
        reason: reason(lang, &row.reason),
        state,
        href: is_open.then(|| links::emergency(row.id)),
    }
}

/// What a review said.
// i18n: review-verdict-*
pub fn verdict_words(lang: Lang, code: &str) -> String {
    lang.t(&format!("review-verdict-{}", code.replace('_', "-")))
}

pub async fn open(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let number = fields.text("number");
    let who = if number.is_empty() {
        WhoIsIt::Named { name: fields.text("name").to_owned(), born: fields.parsed("born") }
    } else {
        WhoIsIt::Number(number.to_owned())
    };
    let asked = EmergencyAsked {
        who,
        reason: fields.text("reason").to_owned(),
        words: fields.text("words").to_owned(),
        minutes: fields.parsed("minutes").unwrap_or_default(),
    };
    match site.app.open_emergency(caller, &asked).await {
        Ok(id) => Ok(go(&links::emergency(id))),
        Err(why @ AppError::Invalid(_)) => {
            let form = form(&site, lang).map_err(|fault| visitor.fault(fault))?;
            let form = fault_words(lang, form.filled(fields.pairs()), &why);
            Ok(show_with(StatusCode::UNPROCESSABLE_ENTITY, &list(&site, &visitor, caller, form, None).await?))
        }
        Err(fault) => Err(visitor.fault(fault)),
    }
}

pub async fn one(State(site): State<Site>, visitor: Visitor, Path(id): Path<EmergencyId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let detail = site.app.emergency(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let words = Words::of(&site, lang).ok_or_else(|| visitor.fault(AppError::broken("the warning rules have no words")))?;
    let place = site.app.place_name(&detail.person.place).await.map_err(|fault| visitor.fault(fault))?;
    let mut facts = vec![(lang.t("emergency-place"), place)];
    facts.extend(detail.person.birth_on.map(|day| (lang.t("emergency-born"), lang.date(day))));
    facts.push((lang.t("emergency-reason"), reason(lang, &detail.row.reason)));
    let signals = detail.signals.iter().map(|one| {
        (
            lang.t2(
                "emergency-signal",
                "what",
                words.signal_of(&one.rule_id, &one.code),
                "at",
                moment(&site, lang, one.raised_at),
            ),
            links::signal(one.id),
        )
    });
    let warnings = detail.warnings.iter().map(|one| {
        let owner = one.owner_name.clone().unwrap_or_default();
        (lang.t2("emergency-warning", "number", &one.number, "owner", owner), links::warning(one.id))
    });
    let view = EmergencyView {
        title: detail.person.name.clone(),
        left: lang.t2("emergency-left", "minutes", detail.minutes_left, "at", moment(&site, lang, detail.row.until_at)),
        facts,
        phone: detail.person.phone.clone(),
        records: warnings.chain(signals).collect(),
    };
    let end = PostForm::new("emergency-end", links::emergency_end(id), lang.t("emergency-end"));
    let shell = shell(&site, &visitor, caller, Area::Emergency, None).await?;
    Ok(show(&EmergencyPage::new(shell, view, end)))
}

pub async fn end(State(site): State<Site>, visitor: Visitor, Path(id): Path<EmergencyId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    match site.app.end_emergency(caller, id).await {
        // ended twice, or by the clock meanwhile, is ended
        Ok(()) | Err(AppError::Conflict { .. }) => Ok(go(&address::with(&links::emergencies(), "done", "ended"))),
        Err(fault) => Err(visitor.fault(fault)),
    }
}
