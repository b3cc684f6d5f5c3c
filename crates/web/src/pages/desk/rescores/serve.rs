//! Handlers of plans.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use jiff::civil::Date;
use serde::Deserialize;
use xinqiao_app::rescores::{Class, NewRescore, RescoreLine, RescoreView, Verdict};
use xinqiao_app::{AppError, FieldFault};
use xinqiao_kernel::id::{RescoreId, ResponseId};
use xinqiao_kernel::place::PlacePath;

use super::file::csv;
use super::{
    ClassLine, PeopleView, PersonLine, RescoreCard, RescoreDetail, RescoreDetailPage, RescoreNewPage, RescoresPage, new_form,
    words,
};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, PostForm};
use crate::pages::desk::serve::rules_text::Words;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::{Fields, fault_words};
use crate::parts::Choice;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// The routes of plans.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::RESCORES, get(list).post(plan))
        .route(at::RESCORE_NEW, get(blank))
        .route(at::RESCORE, get(page))
        .route(at::RESCORE_FILE, get(file))
        .route(at::RESCORE_STEP, post(step))
}

/// Which part of a list, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    before: Option<RescoreId>,
    #[serde(default)]
    class: String,
    after: Option<ResponseId>,
    #[serde(default)]
    done: String,
}

async fn list(State(site): State<Site>, visitor: Visitor, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.rescores(caller, asked.before).await.map_err(|fault| visitor.fault(fault))?;
    let cards: Vec<RescoreCard> = found.plans.iter().map(|view| card(&site, lang, view)).collect();
    let newer = asked.before.map(|_| links::rescores());
    let older = found.next.map(|next| with(&links::rescores(), "before", next));
    let pager = (newer.is_some() || older.is_some()).then(|| Pager {
        lang,
        text: lang.t1("audit-page", "count", cards.len()),
        newer,
        older,
    });
    let shell = shell(&site, &visitor, caller, Area::Campaigns, None).await?;
    Ok(show(&RescoresPage::new(shell, cards, site.app.may_plan_rescore(caller), pager)))
}

fn card(site: &Site, lang: Lang, view: &RescoreView) -> RescoreCard {
    let row = &view.row;
    let (sheets, changed) = (lang.count(view.tally.sheets), lang.count(view.tally.changed()));
    RescoreCard {
        title: words::title(lang, &site.app, &row.instrument, (&row.from_version, &row.to_version)),
        href: links::rescore(row.id),
        place: view.place.clone(),
        stage: words::stage(lang, &row.stage),
        planned: lang.t2("rescore-planned", "at", moment(site, lang, row.created_at), "by", &view.planned_by),
        counts: lang.t2("rescore-counts", "sheets", sheets, "changed", changed),
    }
}

async fn blank(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    answer_new(&site, &visitor, (StatusCode::OK, site.app.new_rescore_id()), |form| form).await
}

async fn answer_new(
    site: &Site,
    visitor: &Visitor,
    (status, id): (StatusCode, RescoreId),
    fill: impl FnOnce(PostForm) -> PostForm,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let places = site.app.rescore_places(caller).await.map_err(|fault| visitor.fault(fault))?;
    let places = places.into_iter().map(|(path, name)| Choice::new(path.as_str(), name)).collect();
    let pairs = site.app.rescore_pairs();
    let versions: Vec<Choice> = pairs
        .iter()
        .map(|pair| {
            let title = words::title(lang, &site.app, &pair.instrument, (&pair.from, &pair.to));
            Choice::new(format!("{} {} {}", pair.instrument, pair.from, pair.to), title)
        })
        .collect();
    // what was typed is shown even where the versions have gone since
    let is_empty = versions.is_empty() && status == StatusCode::OK;
    let form = (!is_empty).then(|| fill(new_form(lang, id, versions, places)));
    let shell = shell(site, visitor, caller, Area::Campaigns, None).await?;
    Ok(show_with(status, &RescoreNewPage::new(shell, form)))
}

async fn plan(State(site): State<Site>, visitor: Visitor, Form(fields): Form<Fields>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let id = fields.parsed("rescore").unwrap_or_else(|| site.app.new_rescore_id());
    let outcome = match asked_plan(&fields, id) {
        Ok(new) => site.app.plan_rescore(caller, &new).await,
        Err(why) => Err(why),
    };
    let why = match outcome {
        Ok(id) => return Ok(go(&with(&links::rescore(id), "done", "planned"))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let status = match &why {
        AppError::Conflict { .. } => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let fill = |form: PostForm| told(lang, form.filled(fields.pairs()), &why);
    answer_new(&site, &visitor, (status, id), fill).await
}

/// As [`fault_words`], with the questions that differ.
fn told(lang: Lang, form: PostForm, why: &AppError) -> PostForm {
    let questions = match why {
        AppError::Invalid(faults) => faults.iter().find(|fault| fault.expected == "fault-rescore-questions"),
        _ => None,
    };
    let form = fault_words(lang, form, why);
    match questions {
        Some(FieldFault { field, found, .. }) => form.with_error(field, lang.t1("fault-rescore-questions-which", "found", found)),
        None => form,
    }
}

/// An empty place is nobody's, so that the right is asked before anything is said about the form.
fn asked_plan(fields: &Fields, id: RescoreId) -> Result<NewRescore, AppError> {
    let day = |name: &'static str| match fields.text(name).trim() {
        "" => Ok(None),
        text => text.parse::<Date>().map(Some).map_err(|_| AppError::field(name, "fault-rescore-day", text)),
    };
    let place: PlacePath = fields.parsed("place").ok_or_else(|| AppError::field("place", "fault-place", ""))?;
    let versions = fields.text("versions").to_owned();
    let mut parts = versions.split(' ').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    Ok(NewRescore {
        id,
        place,
        instrument: next(),
        from_version: next(),
        to_version: next(),
        from: day("from")?,
        until: day("until")?,
        reason: fields.text("reason").to_owned(),
    })
}

async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<RescoreId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    Ok(show(&build(&site, &visitor, id, &asked, |form| form).await?))
}

async fn build(
    site: &Site,
    visitor: &Visitor,
    id: RescoreId,
    asked: &Asked,
    fill: impl Fn(PostForm) -> PostForm,
) -> Result<RescoreDetailPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.rescore(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let row = &found.row;
    let people = match Class::from_code(&asked.class).filter(|class| class.is_change() && found.may_see_people) {
        Some(class) => Some(people(site, visitor, &found, class, asked.after).await?),
        None => None,
    };
    let class_line = |class: &Class| {
        let count = found.tally.of(*class);
        let has_list = found.may_see_people && class.is_change() && 0 < count;
        ClassLine {
            name: words::class(lang, *class),
            count: lang.count(count),
            href: has_list.then(|| format!("{}#people-title", with(&links::rescore(id), "class", class.code()))),
        }
    };
    let band = |version: &str, band: &str| match band {
        "" => lang.t("rescore-no-result"),
        band => words::band_word(lang, &site.app, (&row.instrument, version), band),
    };
    let moves = found.tally.moves();
    let moves =
        moves.map(|(before, after, count)| (band(&row.from_version, before), band(&row.to_version, after), lang.count(count)));
    let view = RescoreDetail {
        title: words::title(lang, &site.app, &row.instrument, (&row.from_version, &row.to_version)),
        stage: words::stage(lang, &row.stage),
        told: told_of(lang, &found, &asked.done),
        facts: facts(site, lang, &found),
        classes: Class::ALL.iter().map(class_line).collect(),
        moves: moves.collect(),
        file: links::rescore_file(id),
        people,
        forms: forms(lang, &found).into_iter().map(|(title, form)| (title, fill(form))).collect(),
    };
    Ok(RescoreDetailPage::new(shell(site, visitor, caller, Area::Campaigns, None).await?, view))
}

/// What was just done, how far it is, and what stands against it.
fn told_of(lang: Lang, found: &RescoreView, done: &str) -> Vec<String> {
    let row = &found.row;
    let mut told = Vec::new();
    match done {
        "planned" => told.push(lang.t("rescore-done-planned")),
        "approve" => told.push(lang.t("rescore-done-approve")),
        "refuse" | "stop" => told.push(lang.t("rescore-done-over")),
        _ => {}
    }
    match row.stage.as_str() {
        "counting" => told.push(lang.t1("rescore-counting", "count", lang.count(found.tally.sheets))),
        "counted" if found.tally.sheets == 0 => told.push(lang.t("rescore-no-sheets")),
        "counted" if row.people == Some(0) => told.push(lang.t("rescore-nothing")),
        "counted" if !found.may_approve => told.push(lang.t("rescore-waits")),
        "applying" => told.push(lang.t("rescore-applying")),
        _ => {}
    }
    if !row.fault.is_empty() {
        told.push(lang.t1("rescore-fault", "fault", &row.fault));
    }
    told
}

fn facts(site: &Site, lang: Lang, found: &RescoreView) -> Vec<(String, String)> {
    let row = &found.row;
    let by = |at, by: &str| lang.t2("rescore-planned", "at", moment(site, lang, at), "by", by);
    let from = row.from.map_or_else(|| lang.t("rescore-from-first"), |from| moment(site, lang, from));
    let mut facts = vec![
        (lang.t("rescore-place"), found.place.clone()),
        (lang.t("rescore-days"), lang.t2("rescore-days-of", "from", from, "until", moment(site, lang, row.until))),
        (lang.t("rescore-reason"), row.reason.clone()),
        (lang.t("rescore-by"), by(row.created_at, &found.planned_by)),
        (lang.t("rescore-sheets"), lang.count(found.tally.sheets)),
    ];
    facts.extend(row.people.map(|people| (lang.t("rescore-people"), lang.count(people.unsigned_abs()))));
    facts.push((lang.t("rescore-would-raise"), lang.count(found.tally.raised)));
    facts.push((lang.t("rescore-would-lift"), lang.count(found.tally.lifted)));
    if let Some((_, at)) = row.decided {
        facts.push((lang.t("rescore-decided"), by(at, found.decided_by.as_deref().unwrap_or_default())));
    }
    facts.extend(row.note.clone().map(|note| (lang.t("rescore-note"), note)));
    if let Some(at) = row.applied_at {
        facts.push((lang.t("rescore-applied"), moment(site, lang, at)));
        facts.push((lang.t("rescore-raised"), lang.count(row.raised.unsigned_abs())));
    }
    facts
}

fn forms(lang: Lang, found: &RescoreView) -> Vec<(String, PostForm)> {
    let id = found.row.id;
    let form = |name: &'static str, key: &str| PostForm::new(name, links::rescore_step(id, name), lang.t(key));
    let note = |name: &'static str| Entry::new(name, "note", lang.t("rescore-note"), EntryKind::Lines);
    let mut forms = Vec::new();
    if found.may_approve {
        // i18n: rescore-approve rescore-refuse rescore-stop
        let intro = lang.t1("rescore-approve-intro", "count", lang.count(found.row.people.unwrap_or(0).unsigned_abs()));
        forms.push((lang.t("rescore-approve"), form("approve", "rescore-approve").primary().with_intro(intro)));
        forms.push((lang.t("rescore-refuse"), form("refuse", "rescore-refuse").with_entry(note("refuse").required())));
    }
    if found.may_stop {
        let stop = form("stop", "rescore-stop").with_intro(lang.t("rescore-stop-intro")).with_entry(note("stop"));
        forms.push((lang.t("rescore-stop"), stop));
    }
    forms
}

async fn people(
    site: &Site,
    visitor: &Visitor,
    found: &RescoreView,
    class: Class,
    after: Option<ResponseId>,
) -> Result<PeopleView, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let row = &found.row;
    let page = site.app.rescore_people(caller, row.id, class, after).await.map_err(|fault| visitor.fault(fault))?;
    let rules = Words::at(site, lang, &row.place);
    let name = |code: &String| rules.as_ref().map_or_else(|| code.clone(), |words| words.signal(code));
    let line = |one: &RescoreLine| {
        let hidden = || lang.t("rescore-hidden");
        let (before, after) = match &one.results {
            Some((before, after)) => (
                words::counted(lang, &site.app, (&row.instrument, &row.from_version), before),
                words::counted(lang, &site.app, (&row.instrument, &row.to_version), after),
            ),
            None => (hidden(), hidden()),
        };
        let raised = one.raised.iter().map(|code| lang.t1("rescore-raises", "signal", name(code)));
        let lifted = one.lifted.iter().map(|code| lang.t1("rescore-lifts", "signal", name(code)));
        PersonLine {
            name: one.name.clone(),
            file: one.has_file.then(|| links::person(one.person)),
            place: one.place.clone(),
            day: moment(site, lang, one.answered_at),
            before,
            after,
            signals: raised.chain(lifted).collect(),
        }
    };
    let lines: Vec<PersonLine> = page.lines.iter().map(line).collect();
    let here = with(&links::rescore(row.id), "class", class.code());
    let newer = after.map(|_| here.clone());
    let older = page.next.map(|next| with(&here, "after", next));
    let pager = (newer.is_some() || older.is_some()).then(|| Pager {
        lang,
        text: lang.t1("audit-page", "count", lines.len()),
        newer,
        older,
    });
    Ok(PeopleView { title: words::class(lang, class), lines, pager })
}

async fn file(State(site): State<Site>, visitor: Visitor, Path(id): Path<RescoreId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let found = site.app.rescore(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"xinqiao-rescore.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, csv(visitor.preferences.lang, &found)).into_response())
}

async fn step(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, verb)): Path<(RescoreId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    // an unknown word is no address
    let verdict = Verdict::from_word(&verb).ok_or_else(|| visitor.fault(AppError::NotFound))?;
    let why = match site.app.decide_rescore(caller, id, verdict, fields.text("note")).await {
        Ok(()) => return Ok(go(&with(&links::rescore(id), "done", &verb))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let status = match &why {
        AppError::Conflict { .. } => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let fill = |form: PostForm| match form.name == verb {
        true => fault_words(lang, form.filled(fields.pairs()), &why),
        false => form,
    };
    let mut page = build(&site, &visitor, id, &Asked::default(), fill).await?;
    if let AppError::Conflict { code } = &why {
        // i18n: conflict-rescore-stage conflict-rescore-nothing conflict-rescore-runs
        page.tell(lang.t(&format!("conflict-{}", code.replace('_', "-"))));
    }
    Ok(show_with(status, &page))
}
