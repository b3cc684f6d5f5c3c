//! enableWhen as `ask_if`.

use xinqiao_psychometrics::definition::ConditionToml;

use super::questions::{Kind, Question};
use super::walk::{Found, strangers};
use crate::questionnaire::EnableWhen;
use crate::{Feature, Report};

/// Gives every question its condition.
pub(super) fn ask(questions: &mut [Question<'_>], found: &Found<'_>, report: &mut Report) {
    for index in 0..questions.len() {
        let Some((before, question)) = questions.get(..index).zip(questions.get(index)) else { continue };
        let condition = condition(before, question, found, report);
        if let Some(question) = questions.get_mut(index) {
            question.ask_if = condition;
        }
    }
}

fn condition(before: &[Question<'_>], question: &Question<'_>, found: &Found<'_>, report: &mut Report) -> Option<ConditionToml> {
    let item = question.place.item;
    if item.enable_when.is_empty() {
        return None;
    }
    let path = format!("{}.enableWhen", question.place.path);
    if 1 < item.enable_when.len() && item.enable_behavior.is_none() {
        report.add(Feature::EnableBehavior, &question.place.path, "expected all or any, found nothing");
        return None;
    }
    let mut parts = Vec::new();
    for (index, when) in item.enable_when.iter().enumerate() {
        let path = format!("{path}[{index}]");
        strangers(&path, &when.rest, report);
        if !found.links.contains(when.question.as_str()) {
            report.add(Feature::EnableWhenQuestion, path, format!("no item has the linkId {:?}", when.question));
            return None;
        }
        match comparison(before, when) {
            Ok(part) => parts.push(part),
            Err(why) => {
                report.add(Feature::EnableWhen, path, format!("{why}; question {} is always asked", question.code));
                return None;
            }
        }
    }
    match (parts.len(), item.enable_behavior.as_deref()) {
        (1, _) => parts.pop(),
        (_, Some("all")) => Some(ConditionToml { all: Some(parts), ..ConditionToml::default() }),
        (_, Some("any")) => Some(ConditionToml { any: Some(parts), ..ConditionToml::default() }),
        (_, other) => {
            report.add(Feature::EnableBehavior, &question.place.path, format!("expected all or any, found {other:?}"));
            None
        }
    }
}

fn comparison(before: &[Question<'_>], when: &EnableWhen) -> Result<ConditionToml, String> {
    let asked = before.iter().find(|question| question.place.item.link_id == when.question);
    let asked = asked.ok_or_else(|| format!("{} does not come before, or is left out", when.question))?;
    let blank = ConditionToml { item: Some(asked.code.clone()), ..ConditionToml::default() };
    match &asked.kind {
        Kind::Choice(options) => {
            let fits = fitting(when, &options.codes)?;
            let values: Vec<f64> =
                options.values.iter().zip(&fits).filter(|(_, fits)| **fits).map(|(value, _)| *value as f64).collect();
            match values.as_slice() {
                [] => Err("no option of the question fits".to_owned()),
                [value] => Ok(ConditionToml { equals: Some(*value), ..blank }),
                _ => Ok(ConditionToml { one_of: Some(values), ..blank }),
            }
        }
        Kind::Number { min, .. } => {
            let value = when.answer_decimal.map(|value| value.0).or(when.answer_integer.map(|value| value as f64));
            let Some(value) = value else {
                return match (when.operator.as_str(), when.answer_boolean) {
                    ("exists", Some(true)) => Ok(ConditionToml { at_least: Some(*min), ..blank }),
                    _ => Err(format!("operator {} without a number", when.operator)),
                };
            };
            match when.operator.as_str() {
                "=" => Ok(ConditionToml { equals: Some(value), ..blank }),
                ">" => Ok(ConditionToml { above: Some(value), ..blank }),
                "<" => Ok(ConditionToml { below: Some(value), ..blank }),
                ">=" => Ok(ConditionToml { at_least: Some(value), ..blank }),
                "<=" => Ok(ConditionToml { at_most: Some(value), ..blank }),
                "!=" => {
                    let below = ConditionToml { below: Some(value), ..blank.clone() };
                    let above = ConditionToml { above: Some(value), ..blank };
                    Ok(ConditionToml { any: Some(vec![below, above]), ..ConditionToml::default() })
                }
                other => Err(format!("operator {other}")),
            }
        }
        Kind::Clock => Err("a time of day".to_owned()),
    }
}

/// Which options a line is true for.
fn fitting(when: &EnableWhen, codes: &[(String, String)]) -> Result<Vec<bool>, String> {
    let told = match (&when.answer_coding, when.answer_boolean, when.answer_integer) {
        (Some(coding), _, _) => Some((coding.system.clone().unwrap_or_default(), coding.code.clone().unwrap_or_default())),
        (None, Some(truth), _) => Some((String::new(), truth.to_string())),
        (None, None, Some(value)) => Some((String::new(), value.to_string())),
        (None, None, None) => None,
    };
    match (when.operator.as_str(), told) {
        ("exists", Some((_, truth))) if truth == "true" => Ok(vec![true; codes.len()]),
        ("exists", _) => Err("operator exists with false".to_owned()),
        ("=", Some(told)) => Ok(codes.iter().map(|code| *code == told).collect()),
        ("!=", Some(told)) => Ok(codes.iter().map(|code| *code != told).collect()),
        (operator, _) => Err(format!("operator {operator} with an option")),
    }
}
