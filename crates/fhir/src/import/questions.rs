//! Questions: kind, options, bounds.

use std::collections::{BTreeMap, BTreeSet};

use xinqiao_psychometrics::definition::{ConditionToml, ItemKind, ItemToml, ItemsToml, LabelsToml, ScaleToml};

use super::walk::{Place, plain, strangers};
use crate::element::Extension;
use crate::questionnaire::{AnswerOption, Item};
use crate::{Feature, Report, urls};

/// A question that is taken.
#[derive(Debug)]
pub(super) struct Question<'a> {
    pub place: Place<'a>,
    pub code: String,
    pub kind: Kind,
    pub ask_if: Option<ConditionToml>,
    pub optional: bool,
    pub scored: bool,
}

/// What a question takes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Choice(Options),
    Number { min: f64, max: f64, whole: bool },
    Clock,
}

/// Options in the order in which they are shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Options {
    pub values: Vec<i64>,
    pub labels: Vec<String>,
    /// System and code.
    pub codes: Vec<(String, String)>,
    /// Whether the values were there; otherwise they are only numbers in order.
    pub valued: bool,
}

impl Question<'_> {
    /// Whether the value of an answer means something.
    pub(super) fn is_valued(&self) -> bool {
        match &self.kind {
            Kind::Choice(options) => options.valued,
            Kind::Number { .. } => true,
            Kind::Clock => false,
        }
    }

    /// Smallest plus largest value.
    pub(super) fn ends(&self) -> f64 {
        match &self.kind {
            Kind::Choice(options) => {
                let (least, most) = (options.values.iter().min(), options.values.iter().max());
                (least.copied().unwrap_or_default() + most.copied().unwrap_or_default()) as f64
            }
            Kind::Number { min, max, .. } => min + max,
            Kind::Clock => 0.0,
        }
    }
}

/// The questions that can be taken.
pub(super) fn questions<'a>(places: &[Place<'a>], report: &mut Report) -> Vec<Question<'a>> {
    let mut taken = BTreeSet::new();
    let mut questions = Vec::new();
    for place in places {
        let Some(kind) = kind(place, report) else { continue };
        let mut code = plain(&place.item.link_id);
        while !taken.insert(code.clone()) {
            code.push('_');
        }
        if code != place.item.link_id {
            report.add(Feature::Renamed, format!("{}.linkId", place.path), format!("{:?} is {code}", place.item.link_id));
        }
        let optional = !place.item.required.unwrap_or(false);
        questions.push(Question { place: place.clone(), code, kind, ask_if: None, optional, scored: false });
    }
    questions
}

fn kind(place: &Place<'_>, report: &mut Report) -> Option<Kind> {
    let Place { path, item } = place;
    if item.repeats == Some(true) {
        report.add(Feature::Repeats, path, "several answers to one question");
        return None;
    }
    match item.kind.as_str() {
        "choice" | "open-choice" => {
            if item.kind == "open-choice" {
                report.add(Feature::OpenChoice, path, "free text beside the options is not taken");
            }
            options(place, report).map(Kind::Choice)
        }
        "boolean" => {
            report.add(Feature::Boolean, path, "yes is 1, no is 0");
            let codes = vec![(String::new(), "true".to_owned()), (String::new(), "false".to_owned())];
            let labels = vec!["是 / Yes".to_owned(), "否 / No".to_owned()];
            Some(Kind::Choice(Options { values: vec![1, 0], labels, codes, valued: true }))
        }
        "integer" | "decimal" => {
            let bound = |url: &str| item.extension.iter().find(|extension| extension.url == url).and_then(Extension::value);
            match (bound(urls::MIN_VALUE), bound(urls::MAX_VALUE)) {
                (Some(min), Some(max)) if min < max => Some(Kind::Number { min, max, whole: item.kind == "integer" }),
                (min, max) => {
                    let note = format!("expected minValue below maxValue, found {min:?} and {max:?}");
                    report.add(Feature::Bounds, path, note);
                    None
                }
            }
        }
        "time" => Some(Kind::Clock),
        other => {
            report.add(Feature::ItemType, path, format!("type {other}"));
            None
        }
    }
}

fn options(place: &Place<'_>, report: &mut Report) -> Option<Options> {
    let Place { path, item } = place;
    if item.answer_value_set.is_some() {
        report.add(Feature::AnswerValueSet, path, "the options are not in the form");
        return None;
    }
    let mut options = Options { valued: true, ..Options::default() };
    let mut numbers = Vec::new();
    for (index, option) in item.answer_option.iter().enumerate() {
        let at = format!("{path}.answerOption[{index}]");
        name_strangers(&at, option, report);
        let coding = option.value_coding.as_ref();
        numbers.push(weight(option).or(option.value_integer.map(|value| value as f64)));
        let code = coding.and_then(|coding| coding.code.clone()).or(option.value_integer.map(|value| value.to_string()));
        let label = coding.and_then(|coding| coding.display.clone()).or_else(|| option.value_string.clone());
        let label = label.filter(|label| !label.trim().is_empty()).or_else(|| code.clone());
        options.labels.push(label.unwrap_or_else(|| (index + 1).to_string()));
        let system = coding.and_then(|coding| coding.system.clone()).unwrap_or_default();
        options.codes.push((system, code.or_else(|| option.value_string.clone()).unwrap_or_default()));
    }
    if numbers.iter().all(Option::is_none) && 1 < numbers.len() {
        report.add(Feature::OptionValues, path, "the options have no values: no score uses the question");
        options.values = (0..).take(numbers.len()).collect();
        options.valued = false;
        return Some(options);
    }
    let whole = |value: &Option<f64>| value.filter(|value| value.fract() == 0.0 && value.abs() < 1e9).map(|value| value as i64);
    let values: Option<Vec<i64>> = numbers.iter().map(whole).collect();
    let distinct = values.as_ref().map(|values| values.iter().collect::<BTreeSet<_>>().len());
    match values {
        Some(values) if 1 < values.len() && distinct == Some(values.len()) => {
            options.values = values;
            Some(options)
        }
        _ => {
            let note = format!("expected two or more options with different whole values, found {numbers:?}");
            report.add(Feature::Options, path, note);
            None
        }
    }
}

fn is_weight(extension: &&Extension) -> bool {
    [urls::ORDINAL_VALUE, urls::ITEM_WEIGHT].contains(&extension.url.as_str())
}

/// The score of an option: on the option, or on its code.
fn weight(option: &AnswerOption) -> Option<f64> {
    let on_code = option.value_coding.iter().flat_map(|coding| &coding.extension);
    option.extension.iter().chain(on_code).find(is_weight).and_then(Extension::value)
}

fn name_strangers(path: &str, option: &AnswerOption, report: &mut Report) {
    strangers(path, &option.rest, report);
    let coding = option.value_coding.as_ref();
    if let Some(coding) = coding {
        strangers(&format!("{path}.valueCoding"), &coding.rest, report);
    }
    let all = option.extension.iter().chain(coding.iter().flat_map(|coding| &coding.extension));
    for extension in all.filter(|extension| !is_weight(extension)) {
        report.add(Feature::Extension, format!("{path}.extension"), &extension.url);
    }
}

/// items.toml, and the labels of its scales. Questions with the same options share a scale.
pub(super) fn items(questions: &[Question<'_>]) -> (ItemsToml, BTreeMap<String, LabelsToml>) {
    let mut scales: Vec<(&Options, String)> = Vec::new();
    let mut items = Vec::new();
    for question in questions {
        let mut item = ItemToml {
            code: question.code.clone(),
            scale: None,
            optional: question.optional,
            scored: question.scored,
            ask_if: question.ask_if.clone(),
            kind: ItemKind::Choice,
            min: None,
            max: None,
            whole: None,
        };
        match &question.kind {
            Kind::Choice(options) => {
                let known = scales.iter().find(|(other, _)| other.values == options.values && other.labels == options.labels);
                let code = known.map_or_else(|| format!("s{}", scales.len() + 1), |(_, code)| code.clone());
                if known.is_none() {
                    scales.push((options, code.clone()));
                }
                item.scale = Some(code);
            }
            Kind::Number { min, max, whole } => {
                (item.kind, item.min, item.max, item.whole) = (ItemKind::Number, Some(*min), Some(*max), Some(*whole));
            }
            Kind::Clock => item.kind = ItemKind::Clock,
        }
        items.push(item);
    }
    let labels = scales.iter().map(|(options, code)| (code.clone(), LabelsToml { labels: options.labels.clone() })).collect();
    let scale = scales.iter().map(|(options, code)| ScaleToml { code: code.clone(), values: options.values.clone() });
    (ItemsToml { scale: scale.collect(), item: items }, labels)
}

/// The words of a question, else its linkId.
pub(super) fn words(item: &Item) -> Option<&str> {
    item.text.as_deref().filter(|text| !text.trim().is_empty())
}
