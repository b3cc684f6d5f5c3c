//! One question on a page.

use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::adaptive::Sitting;
use xinqiao_psychometrics::Answers;

use super::answers::{Taking, taking};
use super::begun::{AllBegun, keep, with_draft, without_draft};
use super::form;
use crate::cookies::LOST_COOKIE;
use crate::draft::{DONE_COOKIE, Draft};
use crate::fault::Fault;
use crate::links;
use crate::page::{go, show, show_with, with_cookie};
use crate::pages::resident::self_test::{ChosenQuestion, ListPage, QuestionInput, QuestionPage, TestCard};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

pub async fn list(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let begun = AllBegun::of(&site, &visitor).await?;
    let lang = visitor.preferences.lang;
    let cards = site.app.self_tests().into_iter().filter_map(|test| {
        let text = words::text_of(test.pack, lang)?;
        let instrument = test.pack.instrument();
        let draft = begun.draft(None, (test.code, instrument.version(), instrument.items().len()));
        Some(TestCard {
            code: test.code.to_owned(),
            title: text.title.clone(),
            about: words::about(lang, test.pack),
            questions: u32::try_from(test.questions).unwrap_or(u32::MAX),
            minutes: u32::try_from(test.minutes).unwrap_or(u32::MAX),
            begun: draft.is_some_and(|draft| 0 < draft.answered()),
        })
    });
    Ok(show(&ListPage::new(site.resident_shell(&visitor), cards.collect())))
}

/// Goes on with the first question that has no answer.
pub async fn begin(State(site): State<Site>, visitor: Visitor, Path(code): Path<String>) -> Result<Response, Fault> {
    let taking = taking(&site, &visitor, &code).await?;
    if taking.is_elsewhere() {
        return Ok(go(&taking.take_up()));
    }
    let Some(draft) = taking.draft() else {
        let is_offered = taking.test.pack.adaptive().is_some_and(|form| form.raw().self_test);
        return Ok(if is_offered { form::choices(&site, &visitor, &taking) } else { go(&taking.question(1)) });
    };
    Ok(go(&taking.question(taking.next(draft))))
}

pub async fn ask(
    State(site): State<Site>,
    visitor: Visitor,
    Path((code, number)): Path<(String, usize)>,
) -> Result<Response, Fault> {
    let taking = taking(&site, &visitor, &code).await?;
    Ok(shown(&site, &visitor, &taking, number))
}

/// The page of a question; an address beyond what was answered leads back to where the person stands.
pub fn shown(site: &Site, visitor: &Visitor, taking: &Taking<'_>, number: usize) -> Response {
    if taking.is_elsewhere() {
        return go(&taking.take_up());
    }
    let draft = taking.draft();
    if let Some(sitting) = draft.and_then(|draft| taking.sitting(draft)) {
        return match sitting.item_at(number) {
            Some(_) => show(&page(site, visitor, taking, number, draft, None)),
            None => go(&taking.beginning()),
        };
    }
    let reached = draft.and_then(|draft| draft.answers.iter().position(Option::is_none)).unwrap_or(if draft.is_some() {
        taking.items()
    } else {
        0
    });
    if number == 0 || taking.items() < number || reached + 1 < number {
        return go(&taking.beginning());
    }
    // answers that could not be read again are not lost without a word
    let is_lost = draft.is_none() && visitor.cookies.get(LOST_COOKIE).is_some();
    let told = is_lost.then(|| visitor.preferences.lang.t("question-lost"));
    show(&page(site, visitor, taking, number, draft, told))
}

/// What the form of a question posts.
#[derive(Deserialize)]
pub struct Answered {
    #[serde(default)]
    answer: String,
    /// code of the item that was shown, where the questions are chosen by the answers
    #[serde(default)]
    item: String,
}

pub async fn answer(
    State(site): State<Site>,
    visitor: Visitor,
    Path((code, number)): Path<(String, usize)>,
    Form(form): Form<Answered>,
) -> Result<Response, Fault> {
    let taking = taking(&site, &visitor, &code).await?;
    match given(&site, &visitor, &taking, number, &form).await? {
        Given::OneOfThem(response) => Ok(response),
        Given::All(draft) => finish(&site, &visitor, &taking, draft.ended(site.app.now(), 0), go(&links::accompany())).await,
    }
}

/// The test is finished: from here on it is the result of this browser.
pub async fn finish(
    site: &Site,
    visitor: &Visitor,
    taking: &Taking<'_>,
    draft: Draft,
    onward: Response,
) -> Result<Response, Fault> {
    let finished = taking.finished(visitor, draft);
    let done = with_cookie(onward, DONE_COOKIE, &finished.text(), &site.cookie_rules(86_400));
    without_draft(site, visitor, taking, done).await
}

/// What came of an answer.
pub enum Given {
    /// On to the next question, or the same one again.
    OneOfThem(Response),
    /// Everything that needs an answer has one.
    All(Draft),
}

/// Takes an answer into the draft. Errors: `NotFound` for a number that no question has.
pub async fn given(site: &Site, visitor: &Visitor, taking: &Taking<'_>, number: usize, form: &Answered) -> Result<Given, Fault> {
    if taking.is_elsewhere() {
        return Ok(Given::OneOfThem(go(&taking.take_up())));
    }
    let items = taking.items();
    let draft = taking.draft().cloned().unwrap_or_else(|| fresh(site, taking));
    let (index, number) = match taking.sitting(&draft) {
        Some(sitting) => match sitting.item_at(number).filter(|item| taking.is_item(*item, &form.item)) {
            Some(index) => (index, number),
            // an answer was changed on another device meanwhile, and another question stands here now
            None => return Ok(Given::OneOfThem(go(&taking.question(sitting.open())))),
        },
        None => {
            // from a page of before the person changed to all questions the answer belongs to its item
            let named = taking.test.pack.instrument().item_index(&form.item);
            let index = named.or_else(|| number.checked_sub(1).filter(|index| *index < items));
            let index = index.ok_or_else(|| visitor.fault(AppError::NotFound))?;
            (index, index + 1)
        }
    };
    let posted = form.answer.trim();
    let Some(value) = understood(taking, index, posted) else {
        let error = visitor.preferences.lang.t(if posted.is_empty() { "question-choose" } else { "question-not-an-answer" });
        let page = page(site, visitor, taking, number, Some(&draft), Some(error));
        return Ok(Given::OneOfThem(show_with(StatusCode::UNPROCESSABLE_ENTITY, &page)));
    };
    let draft = match keep(site, visitor, taking, draft, &[(index, value)]).await? {
        Ok(draft) => draft,
        Err(elsewhere) => return Ok(Given::OneOfThem(elsewhere)),
    };
    if let Some(sitting) = taking.sitting(&draft) {
        return Ok(match sitting.next() {
            None => Given::All(draft),
            Some(_) => {
                let next = (number + 1).min(sitting.open());
                Given::OneOfThem(with_draft(site, visitor, taking, go(&taking.question(next)), &draft))
            }
        });
    }
    // a question that was jumped over by its address comes before the end
    let next = if number < items { Some(number + 1) } else { missing(&draft, taking).map(|open| open + 1) };
    Ok(match next {
        Some(next) => Given::OneOfThem(with_draft(site, visitor, taking, go(&taking.question(next)), &draft)),
        None => Given::All(draft),
    })
}

/// A draft without answers.
pub fn fresh(site: &Site, taking: &Taking<'_>) -> Draft {
    Draft::new(site.app.fresh_event().uuid().simple().to_string(), taking.items(), taking.campaign, site.app.now())
}

/// What was posted for an item: a value, or nothing where it may be left blank; `None` for what is no answer.
pub fn understood(taking: &Taking<'_>, index: usize, posted: &str) -> Option<Option<f64>> {
    let instrument = taking.test.pack.instrument();
    let optional = instrument.items().get(index).is_some_and(|item| item.is_optional());
    let mut answers = Answers::blank(instrument);
    let value = answers.read(instrument, index, posted).ok().and_then(|()| answers.values().get(index).copied().flatten());
    (value.is_some() || (optional && posted.is_empty())).then_some(value)
}

/// The first item that needs an answer and has none.
pub fn missing(draft: &Draft, taking: &Taking<'_>) -> Option<usize> {
    let items = taking.test.pack.instrument().items();
    items.iter().zip(&draft.answers).position(|(item, answer)| answer.is_none() && !item.is_optional() && !item.is_conditional())
}

/// The page of a question.
pub fn page(
    site: &Site,
    visitor: &Visitor,
    taking: &Taking<'_>,
    number: usize,
    draft: Option<&Draft>,
    error: Option<String>,
) -> QuestionPage {
    let instrument = taking.test.pack.instrument();
    let sitting = draft.and_then(|draft| taking.sitting(draft));
    let index = sitting.as_ref().and_then(|sitting| sitting.item_at(number)).unwrap_or(number - 1);
    let count = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    let given = draft.and_then(|draft| draft.answers.get(index).copied().flatten());
    let item = instrument.items().get(index);
    let code = item.map_or("", |item| item.code());
    let question = taking.text.item.get(code).cloned().unwrap_or_default();
    let answered = sitting.as_ref().map_or_else(|| draft.map_or(0, Draft::answered), |sitting| sitting.asked().len());
    let total = sitting.as_ref().map_or_else(|| taking.items(), Sitting::longest);
    let mut page = QuestionPage::new(
        site.resident_shell(visitor),
        taking.test.code,
        taking.text.title.clone(),
        count(number),
        count(total),
        count(answered),
        question,
        QuestionInput::of(instrument, taking.text, index, given),
    );
    page.instruction = taking.text.instruction.clone();
    page.error = error;
    // on a device that was handed over each question is a page, so that it notices when nobody is there
    page.sheet = if visitor.handed_over.is_some() { String::new() } else { taking.sheet() };
    page.chosen =
        sitting.is_some().then(|| ChosenQuestion { item: code.to_owned(), place: count(index + 1), all: taking.form() });
    page.conditional = item.is_some_and(|item| item.is_conditional());
    page.optional = item.is_some_and(|item| item.is_optional());
    page.sensitive = instrument.criticals().iter().any(|critical| critical.item() == index);
    match taking.campaign {
        Some(id) => page.of_campaign(id),
        None => page,
    }
}
