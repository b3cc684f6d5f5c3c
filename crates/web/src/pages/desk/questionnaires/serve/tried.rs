//! Answers are tried: scored as a resident's would be, and forgotten.

use axum::extract::{Form, Path, State};
use axum::response::Response;
use xinqiao_app::AppError;
use xinqiao_kernel::id::QuestionnaireVersionId;
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::Accepts;
use xinqiao_psychometrics::builder::try_answers;
use xinqiao_psychometrics::definition::TextToml;

use crate::fault::Fault;
use crate::i18n::Lang;
use crate::page::show;
use crate::pages::desk::questionnaires::{TryPage, TryQuestion, TryResult};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::warning_parts::Fields;
use crate::parts::Choice;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

pub async fn page(State(site): State<Site>, visitor: Visitor, Path(id): Path<QuestionnaireVersionId>) -> Result<Response, Fault> {
    answered(&site, &visitor, id, None).await
}

pub async fn score(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<QuestionnaireVersionId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    answered(&site, &visitor, id, Some(&fields)).await
}

async fn answered(
    site: &Site,
    visitor: &Visitor,
    id: QuestionnaireVersionId,
    fields: Option<&Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let view = site.app.questionnaire(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let not_found = || visitor.fault(AppError::NotFound);
    let pack = view.pack.as_ref().ok_or_else(not_found)?;
    let text = words::text_of(pack, lang).ok_or_else(not_found)?;
    let instrument = pack.instrument();
    let given = |index: usize| fields.map_or("", |fields| fields.text(&format!("a{}", index + 1)));
    let questions = instrument.items().iter().enumerate().map(|(index, item)| {
        let scale = item.scale().and_then(|scale| instrument.scales().nth(scale)).map(|(code, _)| code);
        let labels = words::labels(text, Some(item), scale);
        let values = match item.accepts() {
            Accepts::Choice(values) => values.as_slice(),
            Accepts::Number { .. } | Accepts::Clock => &[],
        };
        let choice = |(at, value): (usize, &i64)| {
            let label = labels.get(at).map_or("", String::as_str);
            Choice::new(value.to_string(), format!("{label} ({value})")).chosen_if(given(index) == value.to_string())
        };
        let blank = Choice::new("", lang.t("builder-blank"));
        TryQuestion {
            name: format!("a{}", index + 1),
            text: format!("{}. {}", index + 1, text.item.get(item.code()).map_or("", String::as_str)),
            choices: std::iter::once(blank).chain(values.iter().enumerate().map(choice)).collect(),
        }
    });
    let questions: Vec<TryQuestion> = questions.collect();
    let values: Vec<Option<f64>> = (0..instrument.items().len()).map(|index| given(index).parse().ok()).collect();
    let result = fields.and_then(|_| result(lang, pack, text, &values));
    let shell = shell(site, visitor, caller, Area::Campaigns, None).await?;
    let instruction = text.instruction.clone().unwrap_or_default();
    Ok(show(&TryPage::new(shell, id, view.line.name.clone(), instruction, questions, result)))
}

fn result(lang: Lang, pack: &InstrumentPack, text: &TextToml, values: &[Option<f64>]) -> Option<TryResult> {
    let instrument = pack.instrument();
    let outcome = try_answers(instrument, values)?;
    let line = |(index, score): (usize, &xinqiao_psychometrics::Score)| {
        let value = outcome.scores.get(index).copied().flatten();
        let band = outcome.band_code(instrument, index);
        let band = band.and_then(|band| text.band.get(score.code())?.get(band)).cloned().unwrap_or_default();
        let name = text.score.get(score.code()).cloned().unwrap_or_default();
        (name, value.map_or_else(|| lang.t("builder-try-none"), words::number), band)
    };
    let scores = instrument.scores().iter().enumerate().filter(|(_, score)| score.is_reported()).map(line).collect();
    let mut notes = Vec::new();
    notes.extend(outcome.attention.map(|attention| lang.t1("builder-try-attention", "n", attention.number())));
    for hit in &outcome.critical {
        let code = instrument.items().get(hit.item).map_or("", |item| item.code());
        notes.push(lang.t1("builder-try-critical", "question", code));
    }
    notes.extend((!outcome.complete).then(|| lang.t("builder-try-blank")));
    Some(TryResult { scores, notes })
}
