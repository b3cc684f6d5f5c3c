//! Handlers of receptions: the list, receiving, one reception, its steps.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use jiff::Timestamp;
use serde::Deserialize;
use xinqiao_access::{Action, Purpose};
use xinqiao_app::receptions::{AfterReception, NewReception, ReceptionInput, ReceptionStep, ReceptionView};
use xinqiao_app::{AppError, Caller};
use xinqiao_disputes::reception::State as Stands;
use xinqiao_kernel::id::{PersonId, ReceptionId};

use super::detail::Search;
use super::forms::Forms;
use super::new::new_form;
use super::{ReceptionDetail, ReceptionLine, ReceptionNewPage, ReceptionPage, ReceptionsPage, words};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::{Pager, PostForm};
use crate::pages::desk::people::{Hit, serve_hit};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::{moment, sla};
use crate::pages::desk::serve::warning_parts::{Fields, described, fault_words};
use crate::parts::{Choice, Timeline, TimelineEntry, Tone};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// Hits that the search shows; whoever looks for more types more.
const HITS: usize = 20;

/// The routes of receptions.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::RECEPTIONS, get(list).post(receive))
        .route(at::RECEPTION_NEW, get(blank))
        .route(at::RECEPTION_SEARCH, post(search))
        .route(at::RECEPTION, get(page))
        .route(at::RECEPTION_STEP, post(step))
}

/// Which receptions.
#[derive(Debug, Default, Deserialize)]
pub struct Listed {
    #[serde(default)]
    closed: String,
    at: Option<i64>,
    id: Option<ReceptionId>,
}

async fn list(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Listed>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let closed = !asked.closed.is_empty();
    let after = asked.at.zip(asked.id);
    let after = after.and_then(|(at, id)| Some(AfterReception { at: Timestamp::from_microsecond(at).ok()?, id }));
    let found = site.app.receptions(caller, closed, after).await.map_err(|fault| visitor.fault(fault))?;
    let now = site.app.now();
    let line = |(row, place): &(xinqiao_app::receptions::ReceptionRow, String)| ReceptionLine {
        number: row.number.clone(),
        href: links::reception(row.id),
        place: place.clone(),
        stage: words::word(lang, "stage", &row.state.stage),
        owner: row.owner_name.clone().unwrap_or_default(),
        received: moment(&site, lang, row.received_at),
        sla: row.state.owed.as_ref().map(|owed| sla(lang, row.received_at, owed.2, now)),
    };
    let lines: Vec<ReceptionLine> = found.receptions.iter().map(line).collect();
    let pager = found.next.map(|next| {
        let older = with(&with(&links::receptions(), "at", next.at.as_microsecond()), "id", next.id);
        let older = if closed { with(&older, "closed", 1) } else { older };
        Pager { lang, text: lang.t1("audit-page", "count", lines.len()), newer: None, older: Some(older) }
    });
    let may = caller.actor().may(Action::WorkOnReception, site.app.day(now));
    let shell = shell(&site, &visitor, caller, Area::Disputes, None).await?;
    Ok(show(&ReceptionsPage::new(shell, closed, lines, pager).with_new(may)))
}

async fn blank(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let may = caller.actor().may(Action::WorkOnReception, site.app.day(site.app.now()));
    if !may {
        // the same answer as the list's
        site.app.receptions(caller, false, None).await.map_err(|fault| visitor.fault(fault))?;
        return Err(visitor.fault(AppError::NotFound));
    }
    answer_new(&site, &visitor, StatusCode::OK, |form| form).await
}

async fn answer_new(
    site: &Site,
    visitor: &Visitor,
    status: StatusCode,
    fill: impl FnOnce(PostForm) -> PostForm,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let places = site.app.reception_places(caller).await.map_err(|fault| visitor.fault(fault))?;
    let places = places.into_iter().map(|(path, name)| Choice::new(path.as_str(), name)).collect();
    let form = fill(new_form(visitor.preferences.lang, site.app.new_reception_ids(), places));
    let shell = shell(site, visitor, caller, Area::Disputes, None).await?;
    Ok(show_with(status, &ReceptionNewPage::new(shell, form)))
}

async fn receive(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let outcome = match new_reception(&fields) {
        Ok(new) => site.app.receive_petitioner(caller, &new).await,
        Err(why) => Err(why),
    };
    match outcome {
        Ok(id) => Ok(go(&with(&links::reception(id), "done", "received"))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => {
            let may = caller.actor().may(Action::WorkOnReception, site.app.day(site.app.now()));
            if !may {
                site.app.receptions(caller, false, None).await.map_err(|fault| visitor.fault(fault))?;
                return Err(visitor.fault(AppError::NotFound));
            }
            let again = |form: PostForm| fault_words(lang, form.filled(fields.pairs()), &why);
            answer_new(&site, &visitor, StatusCode::UNPROCESSABLE_ENTITY, again).await
        }
        Err(other) => Err(visitor.fault(other)),
    }
}

fn new_reception(fields: &Fields) -> Result<NewReception, AppError> {
    let place = || AppError::field("place", "fault-place", fields.text("place"));
    Ok(NewReception {
        id: fields.parsed("reception").ok_or_else(place)?,
        step: fields.parsed("step").ok_or_else(place)?,
        place: Some(fields.text("place")).filter(|text| !text.is_empty()).and_then(|text| text.parse().ok()).ok_or_else(place)?,
    })
}

/// Who says yes, or what became of a form.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    person: Option<PersonId>,
    #[serde(default)]
    done: String,
}

async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<ReceptionId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let told = match asked.done.as_str() {
        "" => None,
        "received" => Some(lang.t("reception-begun")),
        "call-expert" => Some(lang.t("reception-called")),
        "decline" | "later" => Some(lang.t("reception-declined")),
        _ => Some(lang.t("reception-done")),
    };
    let around = Around { told, person: asked.person, ..Around::default() };
    Ok(show(&build(&site, &visitor, id, around, |forms| forms).await?))
}

async fn search(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let mut found = Search { typed: fields.text("q").to_owned(), ..Search::default() };
    let purpose = site.app.search_purposes(caller).first().copied().unwrap_or(Purpose::Service);
    let mut status = StatusCode::OK;
    let outcome = site.app.search_people(caller, fields.text("q"), purpose).await;
    let Some(id) = fields.parsed::<ReceptionId>("of") else {
        return match outcome {
            Err(fault @ AppError::Denied(_)) => Err(visitor.fault(fault)),
            // nobody is looked for without a reception
            _ => Ok(go(&links::receptions())),
        };
    };
    match outcome {
        // i18n: fault-search-*
        Err(AppError::Invalid(faults)) => {
            found.error = faults.first().map(|fault| lang.t(fault.expected));
            status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        Err(other) => return Err(visitor.fault(other)),
        Ok(people) => {
            found.is_cut = people.is_cut || HITS < people.people.len();
            let mut hits = Vec::with_capacity(HITS);
            for (person, _) in people.people.iter().take(HITS) {
                let hit = serve_hit(&site, &visitor, person, purpose).await?;
                hits.push(Hit { href: with(&links::reception(id), "person", person.id), ..hit });
            }
            found.hits = Some(hits);
        }
    }
    let around = Around { search: found, ..Around::default() };
    Ok(show_with(status, &build(&site, &visitor, id, around, |forms| forms).await?))
}

/// What comes to the page from the request.
#[derive(Default)]
struct Around {
    told: Option<String>,
    person: Option<PersonId>,
    search: Search,
}

async fn build(
    site: &Site,
    visitor: &Visitor,
    id: ReceptionId,
    around: Around,
    fill: impl FnOnce(Vec<(String, PostForm)>) -> Vec<(String, PostForm)>,
) -> Result<ReceptionPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.reception(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let raw = site.app.rules_of_disputes().map_err(|fault| visitor.fault(fault))?.raw();
    let may_say_yes = found.may_work && matches!(found.reception.state(), Stands::Offered(_));
    let chosen = match around.person.filter(|_| may_say_yes) {
        Some(person) => {
            let whom = site.app.concerned(caller, person).await.map_err(|fault| visitor.fault(fault))?;
            Some((person, described(site, lang, &whom)))
        }
        None => None,
    };
    let search = (may_say_yes && chosen.is_none()).then_some(around.search);
    let now = site.app.now();
    let fresh = || site.app.fresh_reception_step();
    let forms = Forms { lang, raw, view: &found, fresh: &fresh, chosen }.all();
    let first = found.reception.owed().map(|(_, open)| open).min_by_key(|open| open.due_at);
    let view = ReceptionDetail {
        of: id.to_string(),
        number: found.row.number.clone(),
        place: found.place.clone(),
        stage: words::word(lang, "stage", found.reception.stage()),
        sla: first.map(|open| sla(lang, open.since, open.due_at, now)),
        facts: facts(site, lang, &found),
        timeline: timeline(site, lang, &found),
        forms: fill(forms),
        search,
        told: around.told,
    };
    Ok(ReceptionPage::new(shell(site, visitor, caller, Area::Disputes, None).await?, view))
}

fn facts(site: &Site, lang: Lang, found: &ReceptionView) -> Vec<(String, String)> {
    let reception = &found.reception;
    let mut facts = vec![(lang.t("reception-number"), found.row.number.clone())];
    facts.push((
        lang.t("reception-who"),
        match &found.person {
            None => lang.t("reception-nobody"),
            Some(name) if name.is_empty() => lang.t("reception-who-gone"),
            Some(name) => name.clone(),
        },
    ));
    if found.row.state.owed.is_some() {
        facts.push((lang.t("reception-owner"), found.row.owner_name.clone().unwrap_or_default()));
    }
    for (debt, open) in reception.owed() {
        // i18n: reception-debt-*
        facts.push((words::word(lang, "debt", debt.code()), moment(site, lang, open.due_at)));
    }
    if !reception.services().is_empty()
        && let Ok(rules) = site.app.rules_of_disputes()
    {
        facts.push((lang.t("reception-services"), words::services(lang, rules.raw(), reception.services())));
    }
    if reception.person().is_some() {
        facts.push((lang.t("reception-sessions"), reception.sessions().to_string()));
        let record = if reception.record().is_some() { "reception-record-yes" } else { "reception-record-no" };
        // i18n: reception-record-yes reception-record-no
        facts.push((lang.t("reception-record"), lang.t(record)));
    }
    facts
}

/// The history, the latest first.
fn timeline(site: &Site, lang: Lang, found: &ReceptionView) -> Timeline {
    let raw = site.app.rules_of_disputes().map(|rules| rules.raw()).ok();
    let entries = found.entries.iter().rev().map(|view| {
        let of_step = raw.map(|raw| words::of_step(lang, raw, &view.entry.step)).unwrap_or_default();
        let by = match &view.by {
            Some(name) => lang.t1("duty-by", "name", name),
            None => lang.t("dispute-by-program"),
        };
        TimelineEntry {
            title: words::word(lang, "did", view.entry.step.word()),
            time: moment(site, lang, view.entry.at),
            lines: of_step.into_iter().chain(view.words.clone()).chain([by]).collect(),
            icon: "check",
            tone: Tone::Plain,
        }
    });
    Timeline { entries: entries.collect() }
}

async fn step(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, verb)): Path<(ReceptionId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let why = match done(&site, caller, id, &verb, &fields).await {
        Ok(()) => return Ok(go(&with(&links::reception(id), "done", &verb))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let lang = visitor.preferences.lang;
    let status = match &why {
        AppError::Conflict { .. } => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let again = |forms: Vec<(String, PostForm)>| {
        let mend = |(title, form): (String, PostForm)| match form.name == verb {
            true => (title, fault_words(lang, form.filled(fields.pairs()), &why)),
            false => (title, form),
        };
        forms.into_iter().map(mend).collect()
    };
    let told = matches!(why, AppError::Conflict { .. }).then(|| lang.t("reception-not-done"));
    let around = Around { told, person: fields.parsed("person"), ..Around::default() };
    Ok(show_with(status, &build(&site, &visitor, id, around, again).await?))
}

async fn done(site: &Site, caller: &Caller, id: ReceptionId, verb: &str, fields: &Fields) -> Result<(), AppError> {
    let note = Some(fields.text("note").to_owned()).filter(|text| !text.is_empty());
    let step = fields.parsed("step").ok_or_else(|| AppError::field("note", "fault-reception-form", ""))?;
    let input = input(verb, fields)?;
    site.app.reception_step(caller, id, &ReceptionStep { id: step, note, input }).await
}

/// The step of a posted form, by the word in its address. An unknown word is no address.
fn input(verb: &str, fields: &Fields) -> Result<ReceptionInput, AppError> {
    let agreed = || match fields.text("agreed") {
        "yes" => Ok(()),
        _ => Err(AppError::field("agreed", "fault-reception-agreed", "")),
    };
    Ok(match verb {
        "offer" => ReceptionInput::Offer(fields.all("choice").map(str::to_owned).collect()),
        "accept" => {
            let person = fields.parsed("person").ok_or_else(|| AppError::field("agreed", "fault-reception-form", ""))?;
            agreed()?;
            ReceptionInput::Accept(person)
        }
        "decline" => ReceptionInput::Decline,
        "later" => ReceptionInput::Later,
        "guide" => ReceptionInput::Guide { another: fields.text("another") == "yes" },
        "keep-record" => {
            agreed()?;
            ReceptionInput::KeepRecord
        }
        "call-expert" => {
            let danger = fields.parsed("danger");
            ReceptionInput::CallExpert(
                danger.ok_or_else(|| AppError::field("danger", "fault-reception-choice", fields.text("danger")))?,
            )
        }
        "expert-came" => ReceptionInput::ExpertCame,
        _ => return Err(AppError::NotFound),
    })
}
