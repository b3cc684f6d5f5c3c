//! A test whose browser goes on without the network: all questions at once, and answers that come in when the network is back.
//!
//! Sending is safe to repeat: answers go into the draft of a submission key, and the sheet is handed in under it. Whoever never heard that it was
//! kept sends once more and hears it then.

use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use xinqiao_app::AppError;
use xinqiao_app::drafts::Change;
use xinqiao_kernel::TestForm;
use xinqiao_kernel::id::{CampaignId, ResponseId};

use super::answers::{self, Taking, person, taking};
use super::begun::{Begun, keep, with_draft};
use super::question::{finish, fresh, missing, page, understood};
use crate::draft::{Draft, is_key, mark};
use crate::fault::Fault;
use crate::links;
use crate::page::show;
use crate::pages::resident::campaign::{After, hand_in};
use crate::pages::resident::self_test::QuestionSheet;
use crate::site::Site;
use crate::visitor::Visitor;

/// What such a browser sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    /// submission key
    key: String,
    /// whose answers they are, as the sheet said
    #[serde(default = "nobody")]
    whose: String,
    instrument: String,
    version: String,
    /// `fixed` or `adaptive`, as the device goes on; a device that says nothing goes on as the draft does
    #[serde(default)]
    form: Option<TestForm>,
    /// `<number>=<answer>`, joined by commas
    #[serde(default)]
    answers: String,
    /// everything is answered: hand it in
    #[serde(default)]
    finish: Option<String>,
    /// how many seconds ago the last answer was given
    #[serde(default)]
    ago: Option<u32>,
}

/// Begun without an account.
fn nobody() -> String {
    "-".to_owned()
}

/// What it hears.
#[derive(Debug, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
enum Told {
    /// the answers are kept
    Kept {
        /// the question that the answers led to, where they choose
        #[serde(skip_serializing_if = "Option::is_none")]
        next: Option<String>,
    },
    /// the sheet is kept: go on there
    Done { to: String },
    /// the test was begun anew on another device, or there is another version of it
    Elsewhere { to: String },
    /// nobody, or somebody else, is signed in: nothing was kept
    SignedOut,
    /// the test is not open any more: nothing was kept
    Over,
    /// an answer that the test does not know, or one that is missing
    Refused { number: usize },
}

impl Told {
    fn response(&self) -> Response {
        let status = match self {
            Self::Kept { .. } | Self::Done { .. } => StatusCode::OK,
            Self::Elsewhere { .. } => StatusCode::CONFLICT,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Over => StatusCode::NOT_FOUND,
            Self::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        };
        match serde_json::to_string(self) {
            Ok(body) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
            Err(fault) => {
                tracing::error!(error = %fault, "an answer to a browser cannot be written");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

pub async fn of_self_test(State(site): State<Site>, visitor: Visitor, Path(code): Path<String>) -> Result<Response, Fault> {
    let taking = taking(&site, &visitor, &code).await?;
    sheet(&site, &visitor, &taking)
}

pub async fn of_campaign(State(site): State<Site>, visitor: Visitor, Path(id): Path<CampaignId>) -> Result<Response, Fault> {
    let (taking, _) = answers::asked(&site, &visitor, id).await?;
    // only who takes part is shown questions
    if taking.draft().is_none() {
        return Err(visitor.fault(AppError::NotFound));
    }
    sheet(&site, &visitor, &taking)
}

fn sheet(site: &Site, visitor: &Visitor, taking: &Taking<'_>) -> Result<Response, Fault> {
    if taking.is_elsewhere() {
        return Err(visitor.fault(AppError::NotFound));
    }
    let draft = taking.draft().cloned();
    let begun = draft.is_some();
    let draft = draft.unwrap_or_else(|| fresh(site, taking));
    let form = draft.form.code();
    // all questions in their order: what is shown when the network does not come back
    let all = Draft { form: TestForm::Fixed, ..draft.clone() };
    let whose = whose(visitor);
    // whoever may see the draft is given the key to what waits on the device; it is another one for everybody and every test
    let seed = match person(visitor) {
        Some(person) => format!("{}:{}", person.uuid().simple(), taking.cookie()),
        None => format!("-:{}:{}", taking.cookie(), draft.key),
    };
    let keyed = |kind| site.app.db().keyed_text(kind, &seed);
    let secret = keyed("device-draft").map_err(|fault| visitor.fault(fault.into()))?;
    let mut store = keyed("device-slot").map_err(|fault| visitor.fault(fault.into()))?;
    store.truncate(24);
    let instrument = taking.test.pack.instrument();
    let pages = (1..=taking.items()).map(|number| {
        let answered = u32::try_from(number - 1).unwrap_or(u32::MAX);
        page(site, visitor, taking, number, Some(&all), None).with_progress(answered)
    });
    let sheet = QuestionSheet {
        lang: visitor.preferences.lang,
        pages: pages.collect(),
        answers: taking.answers(),
        sign_in: links::login_then(&taking.beginning()),
        key: draft.key.clone(),
        secret,
        store,
        whose,
        begun,
        form,
        instrument: instrument.code().to_owned(),
        version: instrument.version().to_owned(),
    };
    let response = show(&sheet);
    // without an account the draft is the cookie: it is there before the first answer, so that its key stays
    Ok(if begun || person(visitor).is_some() { response } else { with_draft(site, visitor, taking, response, &draft) })
}

fn whose(visitor: &Visitor) -> String {
    person(visitor).map_or_else(nobody, mark)
}

/// Is the present visitor not the one whose answers these are? Who began without an account may have signed in since.
fn is_somebody_else(visitor: &Visitor, sent: &Sent) -> bool {
    sent.whose != nobody() && sent.whose != whose(visitor)
}

pub async fn answers_of_self_test(
    State(site): State<Site>,
    visitor: Visitor,
    Path(code): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let taking = taking(&site, &visitor, &code).await?;
    if is_somebody_else(&visitor, &sent) {
        return Ok(Told::SignedOut.response());
    }
    match taken(&site, &visitor, &taking, &sent).await? {
        Err(told) => Ok(told),
        Ok(draft) => {
            let onward = Told::Done { to: links::accompany() }.response();
            finish(&site, &visitor, &taking, draft.ended(site.app.now(), sent.ago.unwrap_or(0)), onward).await
        }
    }
}

pub async fn answers_of_campaign(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<CampaignId>,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    if visitor.signed_in().is_err() || is_somebody_else(&visitor, &sent) {
        return Ok(Told::SignedOut.response());
    }
    let caller = visitor.signed_in()?;
    let (taking, _) = match answers::asked(&site, &visitor, id).await {
        Ok(asked) => asked,
        Err(fault) if fault.is_not_found() => {
            return match site.app.handed_in(caller, id, &sent.instrument).await {
                Ok(Some(kept)) => heard_late(&site, &visitor, (id, kept), &sent).await,
                Ok(None) | Err(AppError::NotFound | AppError::Denied(_)) => Ok(Told::Over.response()),
                Err(fault) => Err(visitor.fault(fault)),
            };
        }
        Err(fault) => return Err(fault),
    };
    // the sheet of an earlier part was kept, and the browser never heard of it
    if taking.of().instrument != sent.instrument {
        match site.app.handed_in(caller, id, &sent.instrument).await {
            Ok(Some(_)) => return Ok(led_on(taking.beginning())),
            Ok(None) | Err(AppError::NotFound | AppError::Denied(_)) => {}
            Err(fault) => return Err(visitor.fault(fault)),
        }
    }
    match taken(&site, &visitor, &taking, &sent).await? {
        Err(told) => Ok(told),
        Ok(draft) => {
            hand_in(&site, &visitor, &taking, id, draft.ended(site.app.now(), sent.ago.unwrap_or(0)), After::Script).await
        }
    }
}

/// What the script hears when it is led to another page.
pub fn led_on(to: String) -> Response {
    Told::Done { to }.response()
}

/// The sheet was kept before, and the browser never heard of it: it goes on as if it had.
async fn heard_late(
    site: &Site,
    visitor: &Visitor,
    (campaign, kept): (CampaignId, ResponseId),
    sent: &Sent,
) -> Result<Response, Fault> {
    let home = || Told::Done { to: links::home() }.response();
    let Some(taking) = answers::handed(site, visitor, campaign, (&sent.instrument, &sent.version)) else { return Ok(home()) };
    let Ok(changes) = changes(&taking, &sent.answers) else { return Ok(home()) };
    let mut draft = Draft::new(sent.key.clone(), taking.items(), taking.campaign, site.app.now());
    draft.kept = Some(kept);
    for (index, value) in changes {
        if let Some(slot) = draft.answers.get_mut(index) {
            *slot = value;
        }
    }
    draft.form = sent.form.unwrap_or(TestForm::Fixed);
    let is_whole = match taking.sitting(&draft) {
        Some(sitting) => sitting.end().is_some(),
        None => missing(&draft, &taking).is_none(),
    };
    if !is_key(&sent.key) || !is_whole {
        return Ok(home());
    }
    finish(site, visitor, &taking, draft, Told::Done { to: links::accompany() }.response()).await
}

/// Takes the answers into the draft. `Ok` with it when everything is answered and the browser hands it in; otherwise what it hears.
async fn taken(site: &Site, visitor: &Visitor, taking: &Taking<'_>, sent: &Sent) -> Result<Result<Draft, Response>, Fault> {
    let of = taking.of();
    let elsewhere = || Told::Elsewhere { to: taking.beginning() }.response();
    if (&of.instrument, &of.version) != (&sent.instrument, &sent.version) || !is_key(&sent.key) {
        return Ok(Err(elsewhere()));
    }
    let draft = match &taking.begun {
        Begun::Here { draft, .. } if draft.key == sent.key => draft.clone(),
        Begun::Elsewhere(kept) if kept.key == sent.key => super::begun::of_kept(kept),
        // the draft is over, or there never was one here: what the device has is all there is
        Begun::No => {
            let draft = Draft::new(sent.key.clone(), taking.items(), taking.campaign, site.app.now());
            Draft { form: sent.form.unwrap_or(TestForm::Fixed), ..draft }
        }
        Begun::Here { .. } | Begun::Elsewhere(_) => return Ok(Err(elsewhere())),
    };
    let changes = match changes(taking, &sent.answers) {
        Ok(changes) => changes,
        Err(number) => return Ok(Err(Told::Refused { number }.response())),
    };
    // whoever cannot wait for the network goes on with all questions; nobody is led back from there by a device
    let form = if sent.form == Some(TestForm::Fixed) { TestForm::Fixed } else { draft.form };
    let draft = match keep(site, visitor, taking, Draft { form, ..draft }, &changes).await? {
        Ok(draft) => draft,
        Err(_) => return Ok(Err(elsewhere())),
    };
    if let Some(sitting) = taking.sitting(&draft) {
        let next = sitting.next().map(|_| taking.question(sitting.open()));
        return Ok(match next {
            None => Ok(draft),
            next => Err(with_draft(site, visitor, taking, Told::Kept { next }.response(), &draft)),
        });
    }
    if sent.finish.is_none() {
        return Ok(Err(with_draft(site, visitor, taking, Told::Kept { next: None }.response(), &draft)));
    }
    if let Some(open) = missing(&draft, taking) {
        return Ok(Err(with_draft(site, visitor, taking, Told::Refused { number: open + 1 }.response(), &draft)));
    }
    Ok(Ok(draft))
}

/// The answers that were sent. Errors: the number of the first that the test does not know.
fn changes(taking: &Taking<'_>, sent: &str) -> Result<Vec<Change>, usize> {
    let mut changes = Vec::new();
    for pair in sent.split(',').filter(|pair| !pair.is_empty()) {
        let (number, answer) = pair.split_once('=').ok_or(1usize)?;
        let number: usize = number.parse().map_err(|_| 1usize)?;
        let index = number.checked_sub(1).filter(|index| *index < taking.items()).ok_or(1usize)?;
        changes.push((index, understood(taking, index, answer.trim()).ok_or(number)?));
    }
    Ok(changes)
}
