//! A QuestionnaireResponse read as answers of an instrument.

use xinqiao_psychometrics::{Accepts, Answers, Item, Options, Subject, score};

use crate::element::Rest;
use crate::response_resource::{Answer, ResponseItem};
use crate::{Definition, Feature, QuestionnaireResponse, Refusal, Report, urls};

/// Answers, and what the sender computed from them.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// One value or blank for each question.
    pub answers: Answers,
    /// Scores as the sender gives them, by code. They are for comparison; ours count.
    pub scores: Vec<(String, f64)>,
    /// What was passed over.
    pub report: Report,
}

/// Reads answers by linkId.
/// Errors: another form or version; an answer that its question does not take; two answers to one question.
pub fn answers(definition: &Definition<'_>, response: &QuestionnaireResponse) -> Result<Told, Refusal> {
    let instrument = definition.instrument;
    let mut report = Report::default();
    if response.resource_type != "QuestionnaireResponse" {
        let note = format!("expected QuestionnaireResponse, found {:?}", response.resource_type);
        return Err(Refusal::one(Feature::OtherForm, "resourceType", note));
    }
    forbid("QuestionnaireResponse", &response.rest, &mut report);
    if response.status.as_deref() == Some("entered-in-error") {
        report.add(Feature::EnteredInError, "QuestionnaireResponse.status", "the sender has taken these answers back");
    }
    let form = urls::canonical(definition.base, instrument.code());
    let expected = [form.clone(), format!("{form}|{}", instrument.version())];
    if !response.questionnaire.as_ref().is_some_and(|named| expected.contains(named)) {
        let note = format!("expected {}, found {}", expected[1], response.questionnaire.as_deref().unwrap_or("nothing"));
        report.add(Feature::OtherForm, "QuestionnaireResponse.questionnaire", note);
    }
    let mut reader = Reader { definition, told: Told { answers: Answers::blank(instrument), scores: Vec::new(), report } };
    reader.items("QuestionnaireResponse", &response.item, 0);
    reader.compare();
    match reader.told.report.refusals() {
        Some(refusal) => Err(refusal),
        None => Ok(reader.told),
    }
}

/// Elements that nobody may pass over who does not know them.
fn forbid(path: &str, rest: &Rest, report: &mut Report) {
    for (key, feature) in [("modifierExtension", Feature::ModifierExtension), ("implicitRules", Feature::ImplicitRules)] {
        if rest.contains_key(key) {
            report.add(feature, format!("{path}.{key}"), "its meaning is not known here");
        }
    }
}

struct Reader<'a> {
    definition: &'a Definition<'a>,
    told: Told,
}

/// Other programs compute with other roundings.
const SAME: f64 = 1e-6;

/// Groups within groups.
const DEPTH: usize = 16;

impl Reader<'_> {
    fn items(&mut self, above: &str, items: &[ResponseItem], depth: usize) {
        for (index, item) in items.iter().enumerate() {
            let path = format!("{above}.item[{index}]");
            if DEPTH < depth {
                self.told.report.add(Feature::Answer, path, format!("more than {DEPTH} items within items"));
                return;
            }
            forbid(&path, &item.rest, &mut self.told.report);
            self.item(&path, item);
            self.items(&path, &item.item, depth + 1);
            for (answer, below) in item.answer.iter().enumerate() {
                let path = format!("{path}.answer[{answer}]");
                forbid(&path, &below.rest, &mut self.told.report);
                self.items(&path, &below.item, depth + 1);
            }
        }
    }

    /// Names the sender's scores that are not ours.
    fn compare(&mut self) {
        let instrument = self.definition.instrument;
        let outcome = score(instrument, &self.told.answers, &Subject::default(), &Options::default());
        for (code, theirs) in &self.told.scores {
            let ours = instrument.score_index(code).and_then(|index| outcome.scores.get(index).copied().flatten());
            if !ours.is_some_and(|ours| (ours - theirs).abs() <= SAME) {
                let ours = ours.map_or_else(|| "none".to_owned(), |ours| ours.to_string());
                self.told.report.add(
                    Feature::ForeignScore,
                    format!("score {code}"),
                    format!("ours {ours}, the sender's {theirs}"),
                );
            }
        }
    }

    fn item(&mut self, path: &str, item: &ResponseItem) {
        let Some(answer) = item.answer.first() else { return };
        if let Some(code) = item.link_id.strip_prefix(urls::SCORE_LINK) {
            let value = answer.value_decimal.map(|value| value.0).or(answer.value_integer.map(|value| value as f64));
            self.told.scores.extend(value.map(|value| (code.to_owned(), value)));
            return;
        }
        let instrument = self.definition.instrument;
        let Some(index) = instrument.item_index(&item.link_id) else {
            self.told.report.add(Feature::UnknownItem, path, format!("linkId {:?}", item.link_id));
            return;
        };
        let Some(question) = instrument.items().get(index) else { return };
        let again = self.told.answers.values().get(index).copied().flatten().is_some();
        if again || 1 < item.answer.len() {
            self.told.report.add(Feature::Answer, path, format!("question {}: expected one answer, found more", item.link_id));
            return;
        }
        let told = value(question, answer).ok_or_else(|| format!("question {}: no value of a type that it takes", item.link_id));
        let told =
            told.and_then(|value| self.told.answers.set(instrument, index, Some(value)).map_err(|fault| fault.to_string()));
        if let Err(why) = told {
            self.told.report.add(Feature::Answer, path, why);
        }
    }
}

fn value(question: &Item, answer: &Answer) -> Option<f64> {
    let number = answer.value_decimal.map(|value| value.0).or(answer.value_integer.map(|value| value as f64));
    match question.accepts() {
        Accepts::Choice(_) => {
            let code = answer.value_coding.as_ref().and_then(|coding| coding.code.as_deref());
            let code = code.and_then(|code| code.parse::<i64>().ok()).map(|code| code as f64);
            code.or(answer.value_boolean.map(|yes| f64::from(u8::from(yes)))).or(number)
        }
        Accepts::Number { .. } => number,
        Accepts::Clock => answer.value_time.as_deref().and_then(hours),
    }
}

/// `23:30:00` as hours.
fn hours(time: &str) -> Option<f64> {
    let mut parts = time.split(':');
    let (hours, minutes): (u8, u8) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let seconds: f64 = parts.next().map_or(Some(0.0), |seconds| seconds.parse().ok())?;
    let sound = hours < 24 && minutes < 60 && (0.0..60.0).contains(&seconds) && parts.next().is_none();
    sound.then(|| f64::from(hours) + f64::from(minutes) / 60.0 + seconds / 3600.0)
}
