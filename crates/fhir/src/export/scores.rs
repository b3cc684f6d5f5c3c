//! Scores as calculated items.

use std::collections::{BTreeMap, BTreeSet};

use xinqiao_psychometrics::definition::{ItemKind, ItemToml, Method, ScoreToml, TermsToml};

use super::coding;
use crate::element::Extension;
use crate::questionnaire::Item;
use crate::{Definition, Feature, Report, urls};

/// The variables of the form, and one item for each reported score that an expression can say.
pub(super) fn scores(definition: &Definition<'_>, report: &mut Report) -> (Vec<Extension>, Vec<Item>) {
    let mut writer = Writer { definition, names: names(definition), said: BTreeMap::new() };
    for score in &definition.scoring.score {
        match writer.expression(score) {
            Ok(expression) => {
                writer.said.insert(score.code.clone(), expression);
            }
            Err(why) => report.add(Feature::Score, format!("scoring.toml score.{}", score.code), why),
        }
    }
    let reported = || definition.scoring.score.iter().filter(|score| score.report && writer.said.contains_key(&score.code));
    let mut needed = BTreeSet::new();
    reported().for_each(|score| writer.need(score, &mut needed));
    let mut variables = Vec::new();
    for item in definition.items.item.iter().filter(|item| needed.contains(item.code.as_str())) {
        let value = match item.kind {
            ItemKind::Choice => "weight()",
            ItemKind::Number | ItemKind::Clock => "value",
        };
        let path = format!("%resource.item.where(linkId='{}').answer.{value}", item.code);
        variables.push(Extension::expression(urls::VARIABLE, Some(writer.item_name(&item.code)), path));
    }
    for score in definition.scoring.score.iter().filter(|score| needed.contains(format!("@{}", score.code).as_str())) {
        if let Some(expression) = writer.said.get(&score.code) {
            variables.push(Extension::expression(urls::VARIABLE, Some(writer.score_name(&score.code)), expression.clone()));
        }
    }
    let items = reported().filter_map(|score| Some(writer.item(score, writer.said.get(&score.code)?)));
    (variables, items.collect())
}

struct Writer<'a> {
    definition: &'a Definition<'a>,
    names: BTreeMap<String, String>,
    said: BTreeMap<String, String>,
}

impl Writer<'_> {
    fn item_name(&self, code: &str) -> String {
        self.names.get(code).cloned().unwrap_or_default()
    }

    fn score_name(&self, code: &str) -> String {
        self.names.get(&format!("@{code}")).cloned().unwrap_or_default()
    }

    /// Items and `@scores` below a score, all the way down.
    fn need(&self, score: &ScoreToml, needed: &mut BTreeSet<String>) {
        for term in self.terms(score) {
            if let Some(inner) = term.strip_prefix('@').and_then(|code| self.score(code)) {
                self.need(inner, needed);
            }
            needed.insert(term);
        }
    }

    fn score(&self, code: &str) -> Option<&ScoreToml> {
        self.definition.scoring.score.iter().find(|score| score.code == code)
    }

    fn terms(&self, score: &ScoreToml) -> Vec<String> {
        match &score.of {
            None => Vec::new(),
            Some(TermsToml::List(list)) => list.clone(),
            Some(TermsToml::Word(_)) => {
                self.definition.items.item.iter().filter(|item| item.scored).map(|item| item.code.clone()).collect()
            }
        }
    }

    /// The expression of a score, or why there is none.
    fn expression(&self, score: &ScoreToml) -> Result<String, String> {
        let terms = self.terms(score);
        let read = |term: &String| self.term(score, term);
        let method = match score.method {
            Method::Sum => terms.iter().map(read).collect::<Result<Vec<_>, _>>()?.join(" + "),
            Method::Mean => {
                if let Some(optional) = terms.iter().find(|term| self.find(term).is_some_and(|item| item.optional)) {
                    return Err(format!("a mean over question {optional}, which may be left blank"));
                }
                format!("({}) / {}", terms.iter().map(read).collect::<Result<Vec<_>, _>>()?.join(" + "), terms.len())
            }
            Method::Weighted => {
                let parts = terms.iter().zip(&score.weights);
                let parts = parts.map(|(term, weight)| Ok(format!("({weight}) * {}", read(term)?)));
                parts.collect::<Result<Vec<_>, String>>()?.join(" + ")
            }
            Method::Ratio => terms.iter().map(read).collect::<Result<Vec<_>, _>>()?.join(" / "),
            Method::Max | Method::Min | Method::Count | Method::CountItems | Method::Banded | Method::HoursBetween => {
                return Err(format!("method {}", word(score.method)));
            }
        };
        let times = if score.times == 1.0 { method } else { format!("({method}) * {}", number(score.times)) };
        let plus = if score.plus == 0.0 { times } else { format!("{times} + {}", number(score.plus)) };
        Ok(if score.floor { format!("({plus} + {}).floor()", crate::path::NUDGE) } else { plus })
    }

    fn find(&self, term: &str) -> Option<&ItemToml> {
        self.definition.items.item.iter().find(|item| item.code == term)
    }

    fn term(&self, score: &ScoreToml, term: &str) -> Result<String, String> {
        if let Some(code) = term.strip_prefix('@') {
            return match self.said.contains_key(code) {
                true => Ok(format!("%{}", self.score_name(code))),
                false => Err(format!("it is made of {code}, which cannot be said")),
            };
        }
        let item = self.find(term).ok_or_else(|| format!("question {term}"))?;
        if item.ask_if.is_some() {
            return Err(format!("it is made of question {term}, which is asked only under a condition"));
        }
        let name = self.item_name(term);
        let value = match score.reverse.iter().any(|code| code == term).then(|| self.ends(item)).flatten() {
            Some(ends) => format!("({} - %{name})", number(ends)),
            None => format!("%{name}"),
        };
        Ok(if item.optional { format!("iif(%{name}.exists(), {value}, 0)") } else { value })
    }

    /// min + max of what a question takes.
    fn ends(&self, item: &ItemToml) -> Option<f64> {
        if let (Some(min), Some(max)) = (item.min, item.max) {
            return Some(min + max);
        }
        let scale = self.definition.items.scale.iter().find(|scale| Some(&scale.code) == item.scale.as_ref())?;
        Some((scale.values.iter().min()? + scale.values.iter().max()?) as f64)
    }

    fn item(&self, score: &ScoreToml, expression: &str) -> Item {
        let loinc = self.definition.instrument.pack().loinc.get(&score.code);
        let name = self.definition.text.score.get(&score.code);
        Item {
            extension: vec![Extension::expression(urls::CALCULATED, None, expression.to_owned())],
            link_id: format!("{}{}", urls::SCORE_LINK, score.code),
            code: loinc.map(|code| coding(urls::LOINC.to_owned(), code.clone(), None)).into_iter().collect(),
            text: name.cloned(),
            kind: "decimal".to_owned(),
            read_only: Some(true),
            ..Item::default()
        }
    }
}

/// The name of an expression is an `id` in R4: letters and digits, no `_`, at most 64; this leaves room for what is put behind.
const LONGEST: usize = 40;

/// Names of variables: `q` or `s` with the code, and an `x` behind where two come out alike.
fn names(definition: &Definition<'_>) -> BTreeMap<String, String> {
    let items = definition.items.item.iter().map(|item| (item.code.clone(), 'q', item.code.as_str()));
    let scores = definition.scoring.score.iter().map(|score| (format!("@{}", score.code), 's', score.code.as_str()));
    let mut taken = BTreeSet::new();
    let mut names = BTreeMap::new();
    for (key, letter, code) in items.chain(scores) {
        let plain = code.chars().filter(char::is_ascii_alphanumeric).take(LONGEST);
        let mut name: String = std::iter::once(letter).chain(plain).collect();
        while !taken.insert(name.clone()) {
            name.push('x');
        }
        names.insert(key, name);
    }
    names
}

/// A number in an expression; below zero in brackets.
fn number(value: f64) -> String {
    if value < 0.0 { format!("({value})") } else { value.to_string() }
}

const fn word(method: Method) -> &'static str {
    match method {
        Method::Sum => "sum",
        Method::Mean => "mean",
        Method::Max => "max",
        Method::Min => "min",
        Method::Count => "count",
        Method::CountItems => "count_items",
        Method::Weighted => "weighted",
        Method::Ratio => "ratio",
        Method::Banded => "banded",
        Method::HoursBetween => "hours_between",
    }
}
