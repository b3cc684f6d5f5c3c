//! Handlers of "who takes care of me".

use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::warnings::CareNote;
use xinqiao_kernel::id::{WarningEventId, WarningId};

use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with};
use crate::pages::resident::{CareCard, CarePage};
use crate::site::Site;
use crate::visitor::Visitor;

/// Longest words of an objection, in characters.
const LONGEST: usize = 2_000;

/// What just happened.
#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// What was said.
#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    note: String,
    event: Option<WarningEventId>,
}

pub async fn page(State(site): State<Site>, visitor: Visitor, Query(query): Query<Done>) -> Result<Response, Fault> {
    let mut page = care_page(&site, &visitor, None).await?;
    page.done = (query.done == "said").then(|| visitor.preferences.lang.t("own-care-done"));
    Ok(show(&page))
}

pub async fn object(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<WarningId>,
    Form(said): Form<Said>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let words: String = said.note.chars().take(LONGEST).collect();
    let event = said.event.unwrap_or_else(|| site.app.fresh_event());
    let (status, why) = match site.app.object(caller, id, event, &words).await {
        Ok(()) => return Ok(go(&format!("{}?done=said", links::care()))),
        Err(AppError::Invalid(_)) => (StatusCode::UNPROCESSABLE_ENTITY, lang.t("own-care-empty")),
        // i18n: own-care-objection-waits own-care-warning-ended own-care-nobody-to-answer
        Err(AppError::Conflict { code }) => (StatusCode::CONFLICT, lang.t(&format!("own-care-{}", code.replace('_', "-")))),
        Err(fault) => return Err(visitor.fault(fault)),
    };
    Ok(show_with(status, &care_page(&site, &visitor, Some((id, words, why))).await?))
}

/// The page; `wrong` is what was not taken: the warning, the words, why.
async fn care_page(site: &Site, visitor: &Visitor, wrong: Option<(WarningId, String, String)>) -> Result<CarePage, Fault> {
    let caller = visitor.signed_in()?;
    let is_anybody = caller.person().is_some() || !caller.actor().wards().is_empty();
    let notes = match is_anybody {
        true => site.app.own_care(caller).await.map_err(|fault| visitor.fault(fault))?,
        false => Vec::new(),
    };
    let cards = notes.iter().map(|note| {
        let mine = wrong.as_ref().filter(|(id, _, _)| *id == note.warning);
        card(site, visitor, note, mine.map(|(_, words, why)| (words.as_str(), why.as_str())))
    });
    let cards = cards.collect();
    Ok(CarePage::new(site.resident_shell(visitor), cards))
}

fn card(site: &Site, visitor: &Visitor, note: &CareNote, wrong: Option<(&str, &str)>) -> CareCard {
    let lang = visitor.preferences.lang;
    let day = |at| lang.date(site.app.day(at));
    CareCard {
        key: note.warning.to_string(),
        since: lang.t1("own-care-since", "day", day(note.since)),
        state: match (&note.ward, note.open) {
            (Some(name), true) => lang.t1("own-care-ward-open", "name", name),
            (Some(name), false) => lang.t1("own-care-ward-over", "name", name),
            (None, true) => lang.t("own-care-open"),
            (None, false) => lang.t("own-care-over"),
        },
        waits: note
            .waits
            .map(|(at, due)| lang.t2("own-care-waits", "at", day(at), "due", lang.moment(site.app.local(due).datetime()))),
        busy: (note.others_wait && wrong.is_none()).then(|| lang.t("own-care-busy")),
        answers: note.answers.iter().map(|(at, words)| (day(*at), words.clone())).collect(),
        form: note.may_object.then(|| (links::care_object(note.warning), note.event.to_string())),
        words: wrong.map(|(words, _)| words.to_owned()).unwrap_or_default(),
        error: wrong.map(|(_, why)| if note.others_wait { lang.t("own-care-busy") } else { why.to_owned() }),
    }
}
