//! Handlers of those who are asked.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use xinqiao_app::informants::{AskedForm, AskedLine, InformantState};
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::InformantRequestId;
use xinqiao_psychometrics::Accepts;

use super::page::{
    AskedByCounsellorPage, AskedOfClassPage, AskedRow, Question, QuestionsOfClassPage, QuestionsPage, QuestionsView,
};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::{Fields, shell};
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// The routes of those who are asked.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(at::ASKED_OF_ME, get(list_own))
        .route(at::ASKED_ONE, get(form_own).post(answer_own))
        .route(at::ASKED_DECLINE, post(decline_own))
        .route(at::ASKED_OF_CLASS, get(list_class))
        .route(at::ASKED_OF_CLASS_ONE, get(form_class).post(answer_class))
        .route(at::ASKED_OF_CLASS_DECLINE, post(decline_class))
}

/// What just happened.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Done {
    done: String,
}

/// In whose place it happens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    Own,
    Class,
}

impl In {
    fn list(self) -> String {
        match self {
            Self::Own => links::asked_of_me(),
            Self::Class => links::asked_of_class(),
        }
    }

    fn one(self, id: InformantRequestId) -> String {
        match self {
            Self::Own => links::asked_one(id),
            Self::Class => links::asked_of_class_one(id),
        }
    }

    fn decline(self, id: InformantRequestId) -> String {
        match self {
            Self::Own => links::asked_decline(id),
            Self::Class => links::asked_of_class_decline(id),
        }
    }

    fn is_here(self, line: &AskedLine) -> bool {
        (line.informant == "teacher") == (self == Self::Class)
    }
}

async fn list_own(State(site): State<Site>, visitor: Visitor, Query(done): Query<Done>) -> Result<Response, Fault> {
    let rows = rows(&site, &visitor, In::Own).await?;
    let shell = site.resident_shell(&visitor);
    Ok(show(&AskedByCounsellorPage { shell, done: told(visitor.preferences.lang, &done), rows }))
}

async fn list_class(State(site): State<Site>, visitor: Visitor, Query(done): Query<Done>) -> Result<Response, Fault> {
    let rows = rows(&site, &visitor, In::Class).await?;
    let shell = shell(&site, &visitor, visitor.signed_in()?, Area::Classes, None).await?;
    Ok(show(&AskedOfClassPage { shell, done: told(visitor.preferences.lang, &done), rows }))
}

fn told(lang: Lang, done: &Done) -> Option<String> {
    // i18n: asked-done-answered asked-done-declined asked-done-settled asked-done-expired
    let known = ["answered", "declined", "settled", "expired"].contains(&done.done.as_str());
    known.then(|| lang.t(&format!("asked-done-{}", done.done)))
}

async fn rows(site: &Site, visitor: &Visitor, place: In) -> Result<Vec<AskedRow>, Fault> {
    let lang = visitor.preferences.lang;
    let found = site.app.asked_of_me(visitor.signed_in()?).await.map_err(|fault| visitor.fault(fault))?;
    let row = |one: AskedLine| {
        let day = |at| lang.date(site.app.day(at));
        let line = match (one.state, one.settled_at) {
            (InformantState::Open | InformantState::Expired, _) => lang.t1("asked-by-day", "day", day(last(one.expires_at))),
            (_, at) => day(at.unwrap_or(one.asked_at)),
        };
        AskedRow {
            name: one.name,
            line,
            // i18n: asked-state-*
            state: lang.t(&format!("asked-state-{}", one.state.code())),
            href: (one.state == InformantState::Open).then(|| place.one(one.id)),
        }
    };
    Ok(found.into_iter().filter(|one| place.is_here(one)).map(row).collect())
}

/// The last moment before an end.
fn last(end: jiff::Timestamp) -> jiff::Timestamp {
    end.saturating_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(end)
}

async fn form_own(state: State<Site>, visitor: Visitor, id: Path<InformantRequestId>) -> Result<Response, Fault> {
    form(state, visitor, id, In::Own).await
}

async fn form_class(state: State<Site>, visitor: Visitor, id: Path<InformantRequestId>) -> Result<Response, Fault> {
    form(state, visitor, id, In::Class).await
}

async fn answer_own(
    state: State<Site>,
    visitor: Visitor,
    id: Path<InformantRequestId>,
    fields: Form<Fields>,
) -> Result<Response, Fault> {
    answer(state, visitor, id, fields, In::Own).await
}

async fn answer_class(
    state: State<Site>,
    visitor: Visitor,
    id: Path<InformantRequestId>,
    fields: Form<Fields>,
) -> Result<Response, Fault> {
    answer(state, visitor, id, fields, In::Class).await
}

async fn decline_own(state: State<Site>, visitor: Visitor, id: Path<InformantRequestId>) -> Result<Response, Fault> {
    decline(state, visitor, id, In::Own).await
}

async fn decline_class(state: State<Site>, visitor: Visitor, id: Path<InformantRequestId>) -> Result<Response, Fault> {
    decline(state, visitor, id, In::Class).await
}

async fn form(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<InformantRequestId>,
    place: In,
) -> Result<Response, Fault> {
    let asked = match asked(&site, visitor.signed_in()?, id, place).await {
        Ok(asked) => asked,
        Err(why) => return over(&visitor, why, place),
    };
    page(&site, &visitor, &asked, &Fields::default(), (StatusCode::OK, None), place).await
}

async fn asked(site: &Site, caller: &Caller, id: InformantRequestId, place: In) -> Result<AskedForm, AppError> {
    let asked = site.app.asked_form(caller, id).await?;
    if place.is_here(&asked.line) { Ok(asked) } else { Err(AppError::NotFound) }
}

/// What is over leads back to the list, which says so.
fn over(visitor: &Visitor, why: AppError, place: In) -> Result<Response, Fault> {
    match why {
        AppError::Conflict { code } if code == "informant_expired" => Ok(go(&with(&place.list(), "done", "expired"))),
        AppError::Conflict { .. } => Ok(go(&with(&place.list(), "done", "settled"))),
        other => Err(visitor.fault(other)),
    }
}

async fn answer(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<InformantRequestId>,
    Form(fields): Form<Fields>,
    place: In,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let asked = match asked(&site, visitor.signed_in()?, id, place).await {
        Ok(asked) => asked,
        Err(why) => return over(&visitor, why, place),
    };
    let line = &asked.line;
    let unknown = || visitor.fault(AppError::NotFound);
    let pack = site.app.library().instrument_version(&line.instrument, &line.version).ok_or_else(unknown)?;
    let mut answers = Vec::with_capacity(asked.items);
    let mut is_odd = false;
    for item in pack.instrument().items() {
        let typed = fields.text(&format!("item-{}", item.code()));
        let value = typed.parse::<f64>().ok();
        is_odd = is_odd || (!typed.is_empty() && value.is_none());
        answers.push(value);
    }
    let why = if is_odd {
        AppError::field("answers", "fault-answers", "")
    } else {
        match site.app.answer_as_informant(caller, id, &answers).await {
            Ok(()) => return Ok(go(&with(&place.list(), "done", "answered"))),
            Err(why) => why,
        }
    };
    let AppError::Invalid(faults) = why else { return over(&visitor, why, place) };
    // i18n: fault-informant-empty fault-answers
    let error = faults.first().map(|fault| visitor.preferences.lang.t(fault.expected));
    page(&site, &visitor, &asked, &fields, (StatusCode::UNPROCESSABLE_ENTITY, error), place).await
}

async fn decline(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<InformantRequestId>,
    place: In,
) -> Result<Response, Fault> {
    match site.app.decline_as_informant(visitor.signed_in()?, id).await {
        Ok(()) => Ok(go(&with(&place.list(), "done", "declined"))),
        Err(why) => over(&visitor, why, place),
    }
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    asked: &AskedForm,
    fields: &Fields,
    (status, error): (StatusCode, Option<String>),
    place: In,
) -> Result<Response, Fault> {
    let lang = visitor.preferences.lang;
    let line = &asked.line;
    let unknown = || visitor.fault(AppError::NotFound);
    let pack = site.app.library().instrument_version(&line.instrument, &line.version).ok_or_else(unknown)?;
    let text = words::text_of(pack, lang).ok_or_else(unknown)?;
    let scales: Vec<&str> = pack.instrument().scales().map(|(code, _)| code).collect();
    let mut questions = Vec::new();
    for (index, item) in pack.instrument().items().iter().enumerate() {
        let Accepts::Choice(values) = item.accepts() else { continue };
        let typed = fields.text(&format!("item-{}", item.code()));
        let labels = words::labels(text, Some(item), item.scale().and_then(|at| scales.get(at).copied()));
        let options: Vec<(String, String, bool)> = values
            .iter()
            .zip(labels)
            .map(|(value, label)| (value.to_string(), label.clone(), typed == value.to_string()))
            .collect();
        let blank = !options.iter().any(|option| option.2);
        let words = text.item.get(item.code()).cloned().unwrap_or_default();
        questions.push(Question { number: index + 1, code: item.code().to_owned(), text: words, options, blank });
    }
    let view = QuestionsView {
        title: text.title.clone(),
        about: line.name.clone(),
        instruction: text.instruction.clone().unwrap_or_default(),
        until: lang.t1("asked-by-day", "day", lang.date(site.app.day(last(line.expires_at)))),
        questions,
        error,
        answer: place.one(line.id),
        decline: place.decline(line.id),
    };
    Ok(match place {
        In::Own => show_with(status, &QuestionsPage { shell: site.resident_shell(visitor), view }),
        In::Class => {
            let shell = shell(site, visitor, visitor.signed_in()?, Area::Classes, None).await?;
            show_with(status, &QuestionsOfClassPage { shell, view })
        }
    })
}
