//! `ask_if` as enableWhen, as far as it can be said.

use xinqiao_psychometrics::definition::{ConditionToml, ItemKind, ItemToml};

use super::coding;
use crate::questionnaire::EnableWhen;
use crate::{Decimal, Definition, urls};

/// The list and how it is joined; `None`: it cannot be said.
pub(super) fn enable_when(definition: &Definition<'_>, condition: &ConditionToml) -> Option<(Vec<EnableWhen>, &'static str)> {
    if let Some(list) = &condition.all {
        return joined(definition, list, "all");
    }
    if let Some(list) = &condition.any {
        return joined(definition, list, "any");
    }
    comparison(definition, condition).map(|list| (list, "any"))
}

fn joined(
    definition: &Definition<'_>,
    list: &[ConditionToml],
    behavior: &'static str,
) -> Option<(Vec<EnableWhen>, &'static str)> {
    let mut when = Vec::new();
    for condition in list {
        let part = comparison(definition, condition)?;
        // several lines stand for one comparison only where any of them is enough
        if behavior == "all" && part.len() != 1 {
            return None;
        }
        when.extend(part);
    }
    Some((when, behavior))
}

/// One comparison of one question: lines of which any is enough.
fn comparison(definition: &Definition<'_>, condition: &ConditionToml) -> Option<Vec<EnableWhen>> {
    let code = condition.item.as_ref()?;
    let item = definition.items.item.iter().find(|item| item.code == *code)?;
    match item.kind {
        ItemKind::Choice => options(definition, item, condition),
        ItemKind::Number => numbers(item, condition),
        ItemKind::Clock => None,
    }
}

fn options(definition: &Definition<'_>, item: &ItemToml, condition: &ConditionToml) -> Option<Vec<EnableWhen>> {
    let scale = definition.items.scale.iter().find(|scale| Some(&scale.code) == item.scale.as_ref())?;
    let system = urls::scale(definition.base, definition.instrument.code(), &scale.code);
    let fitting = scale.values.iter().filter(|value| holds(condition, **value as f64));
    let lines = fitting.map(|value| EnableWhen {
        question: item.code.clone(),
        operator: "=".to_owned(),
        answer_coding: Some(coding(system.clone(), value.to_string(), None)),
        ..EnableWhen::default()
    });
    let lines: Vec<EnableWhen> = lines.collect();
    (!lines.is_empty()).then_some(lines)
}

fn numbers(item: &ItemToml, condition: &ConditionToml) -> Option<Vec<EnableWhen>> {
    let whole = item.whole.unwrap_or(false);
    let line = |operator: &str, value: f64| {
        let mut line = EnableWhen { question: item.code.clone(), operator: operator.to_owned(), ..EnableWhen::default() };
        if whole && value.fract() == 0.0 {
            line.answer_integer = Some(value as i64);
        } else {
            line.answer_decimal = Some(Decimal(value));
        }
        line
    };
    let single = [
        ("=", condition.equals),
        (">=", condition.at_least),
        ("<=", condition.at_most),
        (">", condition.above),
        ("<", condition.below),
    ];
    let mut lines: Vec<EnableWhen> =
        single.into_iter().filter_map(|(operator, value)| value.map(|value| line(operator, value))).collect();
    lines.extend(condition.one_of.iter().flatten().map(|value| line("=", *value)));
    (!lines.is_empty()).then_some(lines)
}

fn holds(condition: &ConditionToml, value: f64) -> bool {
    condition.equals.is_some_and(|other| value == other)
        || condition.at_least.is_some_and(|bound| bound <= value)
        || condition.at_most.is_some_and(|bound| value <= bound)
        || condition.above.is_some_and(|bound| bound < value)
        || condition.below.is_some_and(|bound| value < bound)
        || condition.one_of.as_ref().is_some_and(|list| list.contains(&value))
}
