//! Handlers of reviews.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use jiff::Timestamp;
use serde::Deserialize;
use xinqiao_app::missed::{MissedAfter, MissedInput, MissedStep, MissedView, NewMissed};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::{MissedReviewId, PersonId, StepId};

use super::forms::Forms;
use super::new::{Blank, new_form};
use super::{
    MissedAdvicePage, MissedAdviceView, MissedDetail, MissedLine, MissedListPage, MissedNewPage, MissedNewView, MissedReviewPage,
    words,
};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::{Pager, PostForm};
use crate::pages::desk::serve::rules_text::Words;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::{moment, sla};
use crate::pages::desk::serve::warning_parts::{Fields, described, fault_words};
use crate::parts::{Choice, Timeline, TimelineEntry, Tone};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// The routes of reviews.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::MISSED, get(list).post(record))
        .route(at::MISSED_NEW, get(blank))
        .route(at::MISSED_ADVICE, get(advice))
        .route(at::MISSED_ONE, get(page))
        .route(at::MISSED_STEP, post(step))
}

/// Which reviews or proposals, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    stage: String,
    #[serde(default)]
    done: String,
    at: Option<i64>,
    id: Option<uuid::Uuid>,
    person: Option<PersonId>,
}

impl Asked {
    fn after(&self) -> Option<(Timestamp, uuid::Uuid)> {
        Some((Timestamp::from_microsecond(self.at?).ok()?, self.id?))
    }
}

fn pager(lang: Lang, base: &str, count: usize, (at, id): (Timestamp, uuid::Uuid)) -> Pager {
    let older = with(&with(base, "at", at.as_microsecond()), "id", id);
    Pager { lang, text: lang.t1("audit-page", "count", count), newer: None, older: Some(older) }
}

async fn list(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let is_closed = asked.stage == "closed";
    let after = asked.after().map(|(at, id)| MissedAfter { at, id: MissedReviewId::from_uuid(id) });
    let found = site.app.missed_reviews(caller, is_closed, after).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.review_rules().map_err(|fault| visitor.fault(fault))?;
    let now = site.app.now();
    let line = |(row, place): &(xinqiao_app::missed::MissedRow, String)| MissedLine {
        event: words::event(lang, rules, &row.event),
        href: links::missed_one(row.id),
        place: place.clone(),
        happened: lang.date(site.app.day(row.event_at)),
        stage: stage(lang, &row.state.stage),
        sla: row.state.owed.as_ref().map(|owed| sla(lang, row.opened_at, owed.2, now)),
    };
    let lines: Vec<MissedLine> = found.reviews.iter().map(line).collect();
    let base = if is_closed { with(&links::missed(), "stage", "closed") } else { links::missed() };
    let pager = found.next.map(|next| pager(lang, &base, lines.len(), (next.at, next.id.uuid())));
    let told = (!asked.done.is_empty()).then(|| lang.t("missed-recorded"));
    let shell = shell(&site, &visitor, caller, Area::Aggregates, None).await?;
    Ok(show(&MissedListPage::new(shell, is_closed, lines, pager, told)))
}

// i18n: missed-stage-*
fn stage(lang: Lang, code: &str) -> String {
    lang.t(&format!("missed-stage-{code}"))
}

async fn advice(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let after = asked.after().map(|(at, id)| (at, StepId::from_uuid(id)));
    let found = site.app.missed_advice(caller, after).await.map_err(|fault| visitor.fault(fault))?;
    let rules = Words::of(&site, lang);
    let lines: Vec<(String, String, String)> = found
        .advice
        .iter()
        .map(|one| {
            let about = one.about.as_ref().map(|mark| words::mark(lang, rules.as_ref(), mark)).unwrap_or_default();
            (moment(&site, lang, one.at), about, one.words.clone())
        })
        .collect();
    let pager = found.next.map(|(at, id)| pager(lang, &links::missed_advice(), lines.len(), (at, id.uuid())));
    let shell = shell(&site, &visitor, caller, Area::Aggregates, None).await?;
    Ok(show(&MissedAdvicePage::new(shell, MissedAdviceView { lines, pager })))
}

async fn blank(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    answer_new(&site, &visitor, StatusCode::OK, asked.person, |form| form).await
}

async fn answer_new(
    site: &Site,
    visitor: &Visitor,
    status: StatusCode,
    person: Option<PersonId>,
    fill: impl FnOnce(PostForm) -> PostForm,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let fault = |why| visitor.fault(why);
    let places = site.app.missed_places(caller).await.map_err(fault)?;
    if places.is_empty() {
        return Err(visitor.fault(AppError::NotFound));
    }
    let mut chosen = None;
    if let Some(id) = person {
        let whom = site.app.concerned(caller, id).await.map_err(fault)?;
        let place = site.app.place_name(&whom.place).await.map_err(fault)?;
        chosen = Some((described(site, lang, &whom), place));
    }
    let form = new_form(Blank {
        lang,
        rules: site.app.review_rules().map_err(fault)?,
        ids: site.app.new_missed_ids(),
        person,
        places: places.into_iter().map(|(path, name)| Choice::new(path.as_str(), name)).collect(),
        today: site.app.day(site.app.now()).to_string(),
    });
    let search = (chosen.is_none() && site.app.may_pick(caller)).then(links::people);
    let view = MissedNewView { chosen, search, form: fill(form) };
    let shell = shell(site, visitor, caller, Area::Aggregates, None).await?;
    Ok(show_with(status, &MissedNewPage::new(shell, view)))
}

async fn record(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let outcome = match new_missed(&fields) {
        Ok(new) => site.app.record_missed(caller, &new).await,
        Err(why) => Err(why),
    };
    let why = match outcome {
        Ok(_) => return Ok(go(&with(&links::missed(), "done", "recorded"))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let fill = |form: PostForm| fault_words(lang, form.filled(fields.pairs()), &why);
    answer_new(&site, &visitor, StatusCode::UNPROCESSABLE_ENTITY, fields.parsed("person"), fill).await
}

fn new_missed(fields: &Fields) -> Result<NewMissed, AppError> {
    let form = || AppError::field("note", "fault-missed-form", "");
    let on = fields.text("on");
    Ok(NewMissed {
        id: fields.parsed("review").ok_or_else(form)?,
        step: fields.parsed("step").ok_or_else(form)?,
        event: fields.text("event").to_owned(),
        place: fields.parsed("place").ok_or_else(|| AppError::field("place", "fault-place", ""))?,
        person: fields.parsed("person"),
        on: on.parse().map_err(|_| AppError::field("on", "fault-missed-day", on))?,
        note: fields.text("note").to_owned(),
    })
}

async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<MissedReviewId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let told = (!asked.done.is_empty()).then(|| lang.t("missed-done"));
    Ok(show(&build(&site, &visitor, id, told, |forms| forms).await?))
}

async fn build(
    site: &Site,
    visitor: &Visitor,
    id: MissedReviewId,
    told: Option<String>,
    fill: impl FnOnce(Vec<(String, PostForm)>) -> Vec<(String, PostForm)>,
) -> Result<MissedReviewPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.missed_review(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.review_rules().map_err(|fault| visitor.fault(fault))?;
    let texts = Words::of(site, lang);
    let fresh = || site.app.new_missed_ids().1;
    let forms = Forms { lang, rules, words: texts.as_ref(), view: &found, fresh: &fresh }.all();
    let now = site.app.now();
    let past = found.past.iter().map(|line| {
        let (what, became) = words::past(site, lang, texts.as_ref(), line);
        (moment(site, lang, line.at()), what, became)
    });
    let view = MissedDetail {
        event: words::event(lang, rules, &found.row.event),
        place: found.place.clone(),
        stage: stage(lang, found.review.stage().code()),
        sla: found.review.owed().map(|open| sla(lang, open.since, open.due_at, now)),
        facts: facts(site, lang, &found, texts.as_ref()),
        past: past.collect(),
        since: lang.t1("missed-past-since", "day", lang.date(site.app.day(found.since))),
        timeline: timeline(site, lang, &found, texts.as_ref()),
        forms: fill(forms),
        told,
    };
    Ok(MissedReviewPage::new(shell(site, visitor, caller, Area::Aggregates, None).await?, view))
}

fn facts(site: &Site, lang: Lang, found: &MissedView, texts: Option<&Words<'_>>) -> Vec<(String, String)> {
    // i18n: missed-cause-*
    let mut facts = vec![
        (lang.t("missed-happened"), moment(site, lang, found.row.event_at)),
        (lang.t("missed-cause"), lang.t(&format!("missed-cause-{}", found.row.cause))),
    ];
    if found.row.person.is_some() {
        let name = if found.row.name.is_empty() { lang.t("missed-person-gone") } else { found.row.name.clone() };
        facts.push((lang.t("missed-whom"), name));
    }
    if let Some((role, place)) = &found.owner {
        let owner = if found.is_mine { lang.t("missed-owner-you") } else { words::role(lang, *role) };
        facts.push((lang.t("missed-owner"), lang.t2("missed-owner-at", "role", owner, "place", place)));
    }
    facts.extend(found.review.owed().map(|open| (lang.t("missed-due"), moment(site, lang, open.due_at))));
    if let (Some(findings), Ok(rules)) = (found.review.findings(), site.app.review_rules()) {
        let lines = words::findings(lang, rules, texts, findings);
        facts.push((lang.t("missed-finding"), lines.join(&lang.t("join-comma"))));
    }
    facts
}

/// The history, the latest first; by roles.
fn timeline(site: &Site, lang: Lang, found: &MissedView, texts: Option<&Words<'_>>) -> Timeline {
    let rules = site.app.review_rules().ok();
    let entries = found.entries.iter().rev().map(|view| {
        let step = &view.entry.step;
        let of_step = rules.map(|rules| words::of_step(lang, rules, texts, step)).unwrap_or_default();
        let said = if view.is_gone { Some(lang.t("missed-words-gone")) } else { view.entry.note.clone() };
        let by = match (view.is_own, view.role) {
            (true, _) => lang.t("missed-owner-you"),
            (false, Some(role)) => words::role(lang, Some(role)),
            (false, None) => lang.t("missed-by-program"),
        };
        TimelineEntry {
            // i18n: missed-did-*
            title: lang.t(&format!("missed-did-{}", step.word().replace('_', "-"))),
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
    Path((id, verb)): Path<(MissedReviewId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let why = match done(&site, caller, id, &verb, &fields).await {
        Ok(()) => return Ok(go(&with(&links::missed_one(id), "done", &verb))),
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
    let told = matches!(why, AppError::Conflict { .. }).then(|| lang.t("missed-not-done"));
    Ok(show_with(status, &build(&site, &visitor, id, told, again).await?))
}

async fn done(site: &Site, caller: &Caller, id: MissedReviewId, verb: &str, fields: &Fields) -> Result<(), AppError> {
    let note = Some(fields.text("note").to_owned()).filter(|text| !text.is_empty());
    let mark = || fields.text("mark").to_owned();
    let input = match verb {
        "note" => MissedInput::Note,
        "advise" => MissedInput::Advise { about: mark() },
        "close" => MissedInput::Close {
            finding: fields.text("finding").to_owned(),
            also: fields.all("also").map(str::to_owned).collect(),
            mark: mark(),
        },
        "agree" => MissedInput::Agree,
        "send-back" => MissedInput::SendBack,
        "hand-over" => {
            let to = fields.parsed("owner").ok_or_else(|| AppError::field("owner", "fault-missed-owner", ""))?;
            MissedInput::HandOver { to }
        }
        // an unknown word is no address
        _ => return Err(AppError::NotFound),
    };
    let step = fields.parsed("step").ok_or_else(|| AppError::field("note", "fault-missed-form", ""))?;
    site.app.missed_step(caller, id, &MissedStep { id: step, note, input }).await
}
