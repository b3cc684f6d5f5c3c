//! The questions as residents see them, one on a page. Answers lead on and are not kept.

use axum::extract::{Path, State};
use axum::response::Response;
use xinqiao_app::AppError;
use xinqiao_kernel::id::QuestionnaireVersionId;

use crate::fault::Fault;
use crate::links;
use crate::page::{go, show};
use crate::pages::resident::self_test::{QuestionInput, QuestionPage};
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, number)): Path<(QuestionnaireVersionId, usize)>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let view = site.app.questionnaire(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let not_found = || visitor.fault(AppError::NotFound);
    let pack = view.pack.as_ref().ok_or_else(not_found)?;
    let text = words::text_of(pack, lang).ok_or_else(not_found)?;
    let index = number.checked_sub(1).ok_or_else(not_found)?;
    let instrument = pack.instrument();
    let item = instrument.items().get(index).ok_or_else(not_found)?;
    let count = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    let question = text.item.get(item.code()).cloned().unwrap_or_default();
    let input = QuestionInput::of(instrument, text, index, None);
    let total = instrument.items().len();
    let (number, before, total) = (count(number), count(index), count(total));
    let mut page = QuestionPage::new(
        site.resident_shell(&visitor),
        instrument.code(),
        text.title.clone(),
        number,
        total,
        before,
        question,
        input,
    );
    page.instruction = text.instruction.clone();
    // looking is no answering: every question may be passed over
    page.optional = true;
    page.conditional = item.is_conditional();
    page.sensitive = instrument.criticals().iter().any(|critical| critical.item() == index);
    Ok(show(&page.of_preview(id)))
}

pub async fn on(
    State(site): State<Site>,
    visitor: Visitor,
    Path((id, number)): Path<(QuestionnaireVersionId, usize)>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let view = site.app.questionnaire(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let total = view.pack.as_ref().map_or(0, |pack| pack.instrument().items().len());
    Ok(go(&if number < total { links::questionnaire_preview(id, number + 1) } else { links::questionnaire_try(id) }))
}
