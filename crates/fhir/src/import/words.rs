//! The words of a form.

use std::collections::BTreeMap;

use xinqiao_psychometrics::definition::{LabelsToml, TextToml};

use super::Settings;
use super::questions::{self, Question};
use super::scores::Read;
use super::walk::Found;
use crate::{Feature, Questionnaire, Report};

/// text.….toml; without the wording where it may not be written.
pub(super) fn text(
    questionnaire: &Questionnaire,
    settings: &Settings,
    found: &Found<'_>,
    questions: &[Question<'_>],
    scores: &[Read],
    labels: BTreeMap<String, LabelsToml>,
    worded: bool,
    report: &mut Report,
) -> TextToml {
    let named = [&questionnaire.title, &questionnaire.name].into_iter().flatten().find(|name| !name.trim().is_empty());
    let name = named.cloned().unwrap_or_else(|| "Questionnaire".to_owned());
    let score = scores.iter().map(|score| {
        let name = score.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| score.toml.code.clone());
        (score.toml.code.clone(), name)
    });
    let mut text = TextToml {
        title: settings.title.clone().unwrap_or_else(|| name.clone()),
        name,
        instruction: None,
        scale: BTreeMap::new(),
        item: BTreeMap::new(),
        item_scale: BTreeMap::new(),
        score: score.collect(),
        band: BTreeMap::new(),
    };
    report.add(Feature::Language, "Questionnaire.language", "one language stands in both files of words");
    if !worded {
        return text;
    }
    text.instruction = Some(instruction(questionnaire, found, &text.title, report));
    text.scale = labels;
    for question in questions {
        let words = questions::words(question.place.item);
        if words.is_none() {
            let note = format!("question {} has no words: its code stands for them", question.code);
            report.add(Feature::Wordless, &question.place.path, note);
        }
        text.item.insert(question.code.clone(), words.unwrap_or(&question.code).to_owned());
    }
    text
}

fn instruction(questionnaire: &Questionnaire, found: &Found<'_>, title: &str, report: &mut Report) -> String {
    if !found.instruction.is_empty() {
        return found.instruction.join("\n");
    }
    let groups = questionnaire.item.iter().filter(|item| item.kind == "group");
    let group = groups.filter_map(questions::words).next();
    let other = group.or(questionnaire.description.as_deref()).unwrap_or(title).to_owned();
    report.add(Feature::Instruction, "Questionnaire.item", format!("no text stands before the questions; instead: {other:?}"));
    other
}
