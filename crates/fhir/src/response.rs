//! Answers of a sheet as a QuestionnaireResponse.

use xinqiao_psychometrics::{Accepts, Answers, Outcome};

use crate::element::Rest;
use crate::export::coding;
use crate::response_resource::{Answer, ResponseItem};
use crate::{Decimal, Definition, QuestionnaireResponse, urls};

/// What was answered, with our scores as items. A blank question has no item; a score without a value has none either.
///
/// `authored` is an instant as FHIR writes it. Nobody is named in it: who answered is for the caller to say.
pub fn response(
    definition: &Definition<'_>,
    answers: &Answers,
    outcome: &Outcome,
    authored: Option<String>,
) -> QuestionnaireResponse {
    let instrument = definition.instrument;
    let items = instrument.items().iter().zip(answers.values()).filter_map(|(item, value)| {
        let value = (*value)?;
        Some(ResponseItem {
            link_id: item.code().to_owned(),
            text: definition.text.item.get(item.code()).cloned(),
            answer: vec![answer(definition, item.code(), item.accepts(), value)],
            item: Vec::new(),
            rest: Rest::new(),
        })
    });
    let scores = instrument.scores().iter().zip(&outcome.scores).filter(|(score, _)| score.is_reported());
    let scores = scores.filter_map(|(score, value)| {
        Some(ResponseItem {
            link_id: format!("{}{}", urls::SCORE_LINK, score.code()),
            text: definition.text.score.get(score.code()).cloned(),
            answer: vec![Answer { value_decimal: Some(Decimal((*value)?)), ..Answer::default() }],
            item: Vec::new(),
            rest: Rest::new(),
        })
    });
    QuestionnaireResponse {
        resource_type: "QuestionnaireResponse".to_owned(),
        language: Some(definition.language.to_owned()),
        questionnaire: Some(format!("{}|{}", urls::canonical(definition.base, instrument.code()), instrument.version())),
        status: Some(if outcome.complete { "completed" } else { "in-progress" }.to_owned()),
        authored,
        item: items.chain(scores).collect(),
        ..QuestionnaireResponse::default()
    }
}

fn answer(definition: &Definition<'_>, code: &str, accepts: &Accepts, value: f64) -> Answer {
    match accepts {
        Accepts::Choice(values) => {
            let raw = definition.items.item.iter().find(|item| item.code == code).and_then(|item| item.scale.clone());
            let scale = raw.unwrap_or_default();
            let labels = definition.text.item_scale.get(code);
            let labels = labels.or_else(|| definition.text.scale.get(&scale).map(|scale| &scale.labels));
            let index = values.iter().position(|option| (*option as f64) == value);
            let label = index.and_then(|index| labels?.get(index)).cloned();
            let system = urls::scale(definition.base, definition.instrument.code(), &scale);
            Answer { value_coding: Some(coding(system, (value as i64).to_string(), label)), ..Answer::default() }
        }
        Accepts::Number { whole: true, .. } => Answer { value_integer: Some(value as i64), ..Answer::default() },
        Accepts::Number { whole: false, .. } => Answer { value_decimal: Some(Decimal(value)), ..Answer::default() },
        Accepts::Clock => Answer { value_time: Some(time(value)), ..Answer::default() },
    }
}

/// Hours in [0, 24) as a time of day, to the second.
fn time(hours: f64) -> String {
    let seconds = (hours * 3600.0).round() as u32 % 86_400;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
