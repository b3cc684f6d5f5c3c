//! Questions and options.

use xinqiao_psychometrics::definition::{ItemKind, ItemToml, ScaleToml};

use super::{coding, conditions};
use crate::element::Extension;
use crate::questionnaire::{AnswerOption, Item};
use crate::{Decimal, Definition, Feature, Report, urls};

/// The questions in order.
pub(super) fn questions(definition: &Definition<'_>, worded: bool, report: &mut Report) -> Vec<Item> {
    definition.items.item.iter().map(|item| question(definition, item, worded, report)).collect()
}

fn question(definition: &Definition<'_>, item: &ItemToml, worded: bool, report: &mut Report) -> Item {
    let mut question = Item {
        link_id: item.code.clone(),
        text: definition.text.item.get(&item.code).filter(|_| worded).cloned(),
        required: Some(!item.optional),
        ..Item::default()
    };
    match item.kind {
        ItemKind::Choice => {
            question.kind = "choice".to_owned();
            let scale = definition.items.scale.iter().find(|scale| Some(&scale.code) == item.scale.as_ref());
            question.answer_option = scale.map(|scale| options(definition, item, scale, worded)).unwrap_or_default();
        }
        ItemKind::Number => {
            let whole = item.whole.unwrap_or(false);
            question.kind = if whole { "integer" } else { "decimal" }.to_owned();
            let bound = |url: &str, value: f64| {
                if whole { Extension::integer(url, value as i64) } else { Extension::number(url, value) }
            };
            question.extension.extend(item.min.map(|min| bound(urls::MIN_VALUE, min)));
            question.extension.extend(item.max.map(|max| bound(urls::MAX_VALUE, max)));
        }
        ItemKind::Clock => question.kind = "time".to_owned(),
    }
    if let Some(condition) = &item.ask_if {
        match conditions::enable_when(definition, condition) {
            Some((when, behavior)) => {
                question.enable_behavior = (1 < when.len()).then(|| behavior.to_owned());
                question.enable_when = when;
            }
            None => {
                question.required = Some(false);
                let note = "enableWhen cannot say the condition: the question is always asked, and may be left blank";
                report.add(Feature::AskIf, format!("items.toml item.{}.ask_if", item.code), note);
            }
        }
    }
    question
}

fn options(definition: &Definition<'_>, item: &ItemToml, scale: &ScaleToml, worded: bool) -> Vec<AnswerOption> {
    let text = definition.text;
    let labels = text.item_scale.get(&item.code).or_else(|| text.scale.get(&scale.code).map(|scale| &scale.labels));
    let system = urls::scale(definition.base, definition.instrument.code(), &scale.code);
    let options = scale.values.iter().enumerate().map(|(index, value)| AnswerOption {
        extension: vec![Extension {
            url: urls::ORDINAL_VALUE.to_owned(),
            value_decimal: Some(Decimal(*value as f64)),
            ..Extension::default()
        }],
        value_coding: Some(coding(
            system.clone(),
            value.to_string(),
            labels.filter(|_| worded).and_then(|labels| labels.get(index)).cloned(),
        )),
        ..AnswerOption::default()
    });
    options.collect()
}
