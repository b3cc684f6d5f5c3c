//! Handlers of disputes: the list, registering, one dispute, its steps.

use std::collections::{BTreeMap, BTreeSet};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use jiff::Timestamp;
use serde::Deserialize;
use tower_http::timeout::TimeoutLayer;
use xinqiao_access::{Action, Purpose};
use xinqiao_app::disputes::{After, DisputeInput, DisputeStep, DisputeView, NewDispute, Wanted};
use xinqiao_app::{AppError, Caller};
use xinqiao_disputes::Settlement;
use xinqiao_disputes::dispute::{Agreement, Decision};
use xinqiao_kernel::id::{DisputeId, PersonId};

use super::forms::{Forms, GUIDANCE};
use super::new::{Blank, chosen, new_form};
use super::{DisputeDetail, DisputeLine, DisputeNewPage, DisputeNewView, DisputePage, DisputesPage, serve_exchange, words};
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

/// The routes of disputes.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::DISPUTES, get(list).post(register))
        .route(at::DISPUTE_NEW, get(blank))
        .route(at::DISPUTE_SEARCH, post(search))
        .route(at::DISPUTE_EXPORT, post(serve_exchange::export))
        .route(at::DISPUTE, get(page))
        .route(at::DISPUTE_STEP, post(step))
}

/// The routes that take files.
pub fn slow_routes() -> Router<Site> {
    let take = post(serve_exchange::take).layer(DefaultBodyLimit::max(serve_exchange::LARGEST + 64 * 1024));
    Router::new()
        .route(at::DISPUTE_EXCHANGE, get(serve_exchange::page).merge(take))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, serve_exchange::PATIENCE))
}

/// Which disputes.
#[derive(Debug, Default, Deserialize)]
pub struct Listed {
    #[serde(default)]
    stage: String,
    #[serde(default)]
    kind: String,
    at: Option<i64>,
    id: Option<DisputeId>,
}

async fn list(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Listed>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let after = asked.at.zip(asked.id).and_then(|(at, id)| Some(After { at: Timestamp::from_microsecond(at).ok()?, id }));
    let wanted = Wanted { stage: asked.stage.clone(), kind: asked.kind.clone(), after };
    let found = site.app.disputes(caller, &wanted).await.map_err(|fault| visitor.fault(fault))?;
    let raw = site.app.rules_of_disputes().map_err(|fault| visitor.fault(fault))?.raw();
    let now = site.app.now();
    let lines: Vec<DisputeLine> = found
        .disputes
        .iter()
        .map(|(row, place)| DisputeLine {
            number: row.number.clone(),
            href: links::dispute(row.id),
            kind: row.kind.parse().map_or_else(|_| row.kind.clone(), |code| words::title(lang, &raw.kinds, &code)),
            place: place.clone(),
            stage: words::word(lang, "stage", &row.state.stage),
            owner: row.owner_name.clone().unwrap_or_default(),
            sla: row.state.owed.as_ref().map(|owed| sla(lang, row.registered_at, owed.2, now)),
        })
        .collect();
    let mut kinds = vec![Choice::new("", lang.t("disputes-all-kinds"))];
    kinds.extend(raw.kinds.iter().map(|one| {
        let code = one.code.as_str();
        Choice::new(code, words::title(lang, &raw.kinds, &one.code)).chosen_if(code == asked.kind)
    }));
    let pager = found.next.map(|next| {
        let older = with(&links::disputes(), "at", next.at.as_microsecond());
        let older = with(&with(&with(&older, "id", next.id), "stage", &asked.stage), "kind", &asked.kind);
        Pager { lang, text: lang.t1("audit-page", "count", lines.len()), newer: None, older: Some(older) }
    });
    let today = site.app.day(now);
    let may = |action| caller.actor().may(action, today);
    let shell = shell(&site, &visitor, caller, Area::Disputes, None).await?;
    let page = DisputesPage::new(shell, &asked.stage, kinds, lines, pager);
    let page = page.with_ways(may(Action::RegisterDispute), may(Action::ExchangeDisputes));
    Ok(show(&page.with_receptions(may(Action::ReadReception))))
}

/// A party, the dispute that gets one, or what became of the form.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    person: Option<PersonId>,
    of: Option<DisputeId>,
    #[serde(default)]
    done: String,
}

async fn blank(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let mut view = DisputeNewView { of: asked.of, ..DisputeNewView::default() };
    view.done = (!asked.done.is_empty()).then(|| lang.t("dispute-registered"));
    fill(&site, &visitor, &mut view, asked.person, |form| form).await?;
    if view.form.is_none() && view.of.is_none() {
        return Err(visitor.fault(AppError::NotFound));
    }
    answer(&site, &visitor, StatusCode::OK, view).await
}

async fn search(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let of: Option<DisputeId> = fields.parsed("of");
    let mut view = DisputeNewView { of, typed: fields.text("q").to_owned(), ..DisputeNewView::default() };
    let purpose = site.app.search_purposes(caller).first().copied().unwrap_or(Purpose::Service);
    let mut status = StatusCode::OK;
    match site.app.search_people(caller, fields.text("q"), purpose).await {
        // i18n: fault-search-*
        Err(AppError::Invalid(faults)) => {
            view.error = faults.first().map(|fault| lang.t(fault.expected));
            status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        Err(other) => return Err(visitor.fault(other)),
        Ok(found) => {
            view.is_cut = found.is_cut || HITS < found.people.len();
            let mut hits = Vec::with_capacity(HITS);
            for (person, _) in found.people.iter().take(HITS) {
                let hit = serve_hit(&site, &visitor, person, purpose).await?;
                hits.push(Hit { href: chosen(of, person.id), ..hit });
            }
            view.hits = Some(hits);
        }
    }
    fill(&site, &visitor, &mut view, None, |form| form).await?;
    answer(&site, &visitor, status, view).await
}

/// Puts the form on the page, unless a party of a dispute that is there is looked for.
async fn fill(
    site: &Site,
    visitor: &Visitor,
    view: &mut DisputeNewView,
    person: Option<PersonId>,
    fill: impl FnOnce(PostForm) -> PostForm,
) -> Result<(), Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let fault = |why| visitor.fault(why);
    view.may_pick = site.app.may_pick(caller);
    let may = caller.actor().may(Action::RegisterDispute, site.app.day(site.app.now()));
    if view.of.is_some() || !may {
        return Ok(());
    }
    if let Some(id) = person {
        let whom = site.app.concerned(caller, id).await.map_err(fault)?;
        let place = site.app.place_name(&whom.place).await.map_err(fault)?;
        view.chosen = Some((described(site, lang, &whom), place));
    }
    let places = site.app.dispute_places(caller).await.map_err(fault)?;
    let places = places.into_iter().map(|(path, name)| Choice::new(path.as_str(), name)).collect();
    let raw = site.app.rules_of_disputes().map_err(fault)?.raw();
    let (id, step) = site.app.new_dispute_ids();
    let workers = site.app.own_workers(caller);
    view.form = Some(fill(new_form(Blank { lang, raw, id, step, person, places, workers: &workers })));
    Ok(())
}

async fn answer(site: &Site, visitor: &Visitor, status: StatusCode, view: DisputeNewView) -> Result<Response, Fault> {
    let shell = shell(site, visitor, visitor.signed_in()?, Area::Disputes, None).await?;
    Ok(show_with(status, &DisputeNewPage::new(shell, view)))
}

async fn register(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let outcome = match new_dispute(&fields) {
        Ok(new) => site.app.register_dispute(caller, &new).await,
        Err(why) => Err(why),
    };
    let may_read = caller.actor().may(Action::ReadDispute, site.app.day(site.app.now()));
    let why = match outcome {
        Ok(id) if may_read => return Ok(go(&with(&links::dispute(id), "done", "registered"))),
        Ok(_) => return Ok(go(&with(&links::dispute_new(), "done", "registered"))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let mut view = DisputeNewView::default();
    fill(&site, &visitor, &mut view, fields.parsed("person"), |form| fault_words(lang, form.filled(fields.pairs()), &why))
        .await?;
    if view.form.is_none() {
        return Err(visitor.fault(AppError::NotFound));
    }
    answer(&site, &visitor, StatusCode::UNPROCESSABLE_ENTITY, view).await
}

fn new_dispute(fields: &Fields) -> Result<NewDispute, AppError> {
    let form = || AppError::field("note", "fault-dispute-form", "");
    let owned = |name: &str| fields.all(name).map(str::to_owned).collect::<Vec<_>>();
    let text = |name: &str| Some(fields.text(name).to_owned()).filter(|text| !text.is_empty());
    Ok(NewDispute {
        id: fields.parsed("dispute").ok_or_else(form)?,
        step: fields.parsed("step").ok_or_else(form)?,
        kind: fields.text("kind").to_owned(),
        place: text("place").and_then(|text| text.parse().ok()).ok_or_else(|| AppError::field("place", "fault-place", ""))?,
        worker: fields.parsed("worker").ok_or_else(|| AppError::field("worker", "fault-dispute-worker", ""))?,
        origin: fields.parsed("origin").ok_or_else(|| AppError::field("origin", "fault-dispute-choice", ""))?,
        people: fields.parsed("person").into_iter().collect(),
        outsides: owned("parties"),
        problems: owned("problems"),
        owner: None,
        note: text("note"),
    })
}

async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<DisputeId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let told = match asked.done.as_str() {
        "" => None,
        "registered" => Some(lang.t("dispute-registered")),
        "notice" => Some(lang.t("dispute-noticed")),
        _ => Some(lang.t("dispute-done")),
    };
    Ok(show(&build(&site, &visitor, id, told, asked.person, |forms| forms).await?))
}

async fn build(
    site: &Site,
    visitor: &Visitor,
    id: DisputeId,
    told: Option<String>,
    person: Option<PersonId>,
    fill: impl FnOnce(Vec<(String, PostForm)>) -> Vec<(String, PostForm)>,
) -> Result<DisputePage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.dispute(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let raw = site.app.rules_of_disputes().map_err(|fault| visitor.fault(fault))?.raw();
    let chosen = match person {
        Some(person) => {
            let whom = site.app.concerned(caller, person).await.map_err(|fault| visitor.fault(fault))?;
            Some((person, described(site, lang, &whom)))
        }
        None => None,
    };
    let now = site.app.now();
    let fresh = || site.app.fresh_dispute_step();
    let forms = Forms { lang, raw, view: &found, me: caller.account(), today: site.app.day(now), fresh: &fresh, chosen }.all();
    let dispute = &found.dispute;
    let problem = |one: &xinqiao_disputes::dispute::Problem| {
        let state = if one.resolved { "dispute-resolved" } else { "dispute-unresolved" };
        // i18n: dispute-resolved dispute-unresolved
        (words::title(lang, &raw.problems, &one.code), lang.t(state))
    };
    let may_search = found.may_work && dispute.owed().is_some() && site.app.may_pick(caller);
    let view = DisputeDetail {
        number: found.row.number.clone(),
        kind: words::title(lang, &raw.kinds, dispute.kind()),
        place: found.place.clone(),
        stage: words::word(lang, "stage", dispute.stage().code()),
        sla: dispute.owed().map(|open| sla(lang, open.since, open.due_at, now)),
        facts: facts(site, lang, &found),
        parties: found.parties.iter().map(|(no, party)| words::party(lang, raw, *no, party)).collect(),
        problems: dispute.problems().iter().map(problem).collect(),
        missing: dispute.missing().into_iter().map(|one| words::missing(lang, one)).collect(),
        timeline: timeline(site, lang, &found),
        forms: fill(forms),
        search: may_search.then(|| with(&links::dispute_new(), "of", id)),
        told,
    };
    Ok(DisputePage::new(shell(site, visitor, caller, Area::Disputes, None).await?, view))
}

fn facts(site: &Site, lang: Lang, found: &DisputeView) -> Vec<(String, String)> {
    let dispute = &found.dispute;
    let mut facts = vec![(lang.t("dispute-number"), found.row.number.clone())];
    if let Some(open) = dispute.owed() {
        facts.push((lang.t("dispute-owner"), found.row.owner_name.clone().unwrap_or_default()));
        facts.push((lang.t("dispute-due"), moment(site, lang, open.due_at)));
    }
    facts.extend(dispute.watch().until.map(|day| (lang.t("dispute-watched-until"), lang.date(day))));
    if let Some((how, at)) = dispute.settlement() {
        facts.push((lang.t("dispute-settlement"), words::word(lang, "settlement", how.code())));
        facts.push((lang.t("dispute-settled-at"), moment(site, lang, at)));
    }
    facts.extend(dispute.agreement().and_then(|one| one.until).map(|day| (lang.t("dispute-until"), lang.date(day))));
    facts.extend(dispute.reference().map(|text| (lang.t("dispute-reference"), text.to_owned())));
    facts
}

/// The history, the latest first.
fn timeline(site: &Site, lang: Lang, found: &DisputeView) -> Timeline {
    let raw = site.app.rules_of_disputes().map(|rules| rules.raw()).ok();
    let entries = found.entries.iter().rev().map(|view| {
        let of_step = raw.map(|raw| words::of_step(lang, raw, &view.entry.step)).unwrap_or_default();
        let said = if view.is_gone { Some(lang.t("dispute-words-gone")) } else { view.entry.note.clone() };
        let by = match &view.by {
            Some(name) => lang.t1("duty-by", "name", name),
            None => lang.t("dispute-by-program"),
        };
        TimelineEntry {
            title: words::word(lang, "did", view.entry.step.word()),
            time: moment(site, lang, view.entry.at),
            lines: of_step.into_iter().chain(said).chain([by]).collect(),
            icon: "check",
            tone: Tone::Plain,
        }
    });
    Timeline { entries: entries.collect() }
}

async fn step(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, verb)): Path<(DisputeId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let why = match done(&site, caller, id, &verb, &fields).await {
        Ok(()) => return Ok(go(&with(&links::dispute(id), "done", &verb))),
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
    let told = matches!(why, AppError::Conflict { .. }).then(|| lang.t("dispute-not-done"));
    let person = fields.parsed("person");
    Ok(show_with(status, &build(&site, &visitor, id, told, person, again).await?))
}

async fn done(site: &Site, caller: &Caller, id: DisputeId, verb: &str, fields: &Fields) -> Result<(), AppError> {
    let note = Some(fields.text("note").to_owned()).filter(|text| !text.is_empty());
    let step = fields.parsed("step").ok_or_else(|| AppError::field("note", "fault-dispute-form", ""))?;
    let input = input(verb, fields)?;
    site.app.dispute_step(caller, id, &DisputeStep { id: step, note, input }).await
}

/// The step of a posted form, by the word in its address. An unknown word is no address.
fn input(verb: &str, fields: &Fields) -> Result<DisputeInput, AppError> {
    fn one<T: std::str::FromStr>(fields: &Fields, name: &'static str) -> Result<T, AppError> {
        fields.parsed(name).ok_or_else(|| AppError::field(name, "fault-dispute-choice", fields.text(name)))
    }
    let day = |name: &'static str| -> Result<Option<jiff::civil::Date>, AppError> {
        match fields.text(name) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| AppError::field(name, "fault-dispute-day", text)),
        }
    };
    let codes = || fields.all("choice").map(str::to_owned).collect::<Vec<_>>();
    Ok(match verb {
        "add-person" => DisputeInput::AddPerson(one(fields, "person")?),
        "add-party" => DisputeInput::AddOutside(fields.text("choice").to_owned()),
        "add-problem" => DisputeInput::AddProblem(fields.text("choice").to_owned()),
        "resolve" => DisputeInput::Resolve(one(fields, "choice")?),
        "mediate" => {
            let on = day("on")?.ok_or_else(|| AppError::field("on", "fault-dispute-day", ""))?;
            let mut guidance = BTreeMap::new();
            for (no, field) in (1..).zip(GUIDANCE) {
                if !fields.text(field).is_empty() {
                    guidance.insert(no, one(fields, field)?);
                }
            }
            DisputeInput::Mediate { on, guidance }
        }
        "joint-group" => DisputeInput::JointGroup { departments: codes(), owner: one(fields, "owner")? },
        "decide" => DisputeInput::Decide(match fields.text("decision") {
            "mediate_again" => Decision::MediateAgain,
            _ => Decision::Settled(one(fields, "decision")?),
        }),
        "settle" => {
            let settlement: Settlement = one(fields, "settlement")?;
            let parties = fields.all("agreed").map(str::parse).collect::<Result<BTreeSet<u8>, _>>();
            let parties = parties.map_err(|_| AppError::field("agreed", "fault-dispute-choice", ""))?;
            let until = day("until")?;
            let agreement = (settlement == Settlement::Agreement).then_some(Agreement { parties, until });
            DisputeInput::Settle { settlement, agreement }
        }
        "look" => {
            let seen = fields.all("seen").map(str::parse).collect::<Result<BTreeSet<_>, _>>();
            let seen = seen.map_err(|_| AppError::field("seen", "fault-dispute-choice", ""))?;
            DisputeInput::Look { seen, offered: codes() }
        }
        "reopen" => DisputeInput::Reopen,
        "notice" => DisputeInput::Notice { party: one(fields, "party")?, danger: one(fields, "danger")? },
        "hand-over" => DisputeInput::HandOver { to: one(fields, "owner")? },
        _ => return Err(AppError::NotFound),
    })
}
