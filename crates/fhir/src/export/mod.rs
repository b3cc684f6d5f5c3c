//! A definition as a Questionnaire.

mod conditions;
mod items;
mod scores;

use xinqiao_psychometrics::definition::{LicenceClass, PackToml, Wording};

use crate::element::{Coding, Rest};
use crate::questionnaire::Item;
use crate::{Definition, Feature, Questionnaire, Refusal, Report, urls};

/// A Questionnaire and what it does not say.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported {
    /// The form.
    pub questionnaire: Questionnaire,
    /// What is in the pack and not in the form.
    pub report: Report,
}

/// Writes a definition as a Questionnaire.
///
/// Wording goes over word by word. Wording that is withheld stays out, also where the operator recorded a right: a right to show is
/// none to pass on. A score becomes a read-only item with a calculatedExpression that has no value as soon as one of its items is blank.
/// Errors: an instrument whose licence forbids electronic versions.
pub fn export(definition: &Definition<'_>) -> Result<Exported, Refusal> {
    let pack = definition.instrument.pack();
    if pack.licence.class == LicenceClass::NoElectronicVersion {
        let note = "the holder of the right forbids electronic versions without a contract";
        return Err(Refusal::one(Feature::NoElectronicVersion, "pack.toml licence.class", note));
    }
    let mut report = Report::default();
    let worded = pack.licence.wording == Wording::Included && !definition.text.item.is_empty();
    if !worded {
        report.add(Feature::WithheldWording, "pack.toml licence.wording", pack.licence.note.clone().unwrap_or_default());
    }
    let mut item = Vec::new();
    if let Some(instruction) = definition.text.instruction.as_ref().filter(|_| worded) {
        item.push(Item {
            link_id: urls::INSTRUCTION_LINK.to_owned(),
            kind: "display".to_owned(),
            text: Some(instruction.clone()),
            ..Item::default()
        });
    }
    item.extend(items::questions(definition, worded, &mut report));
    let (variables, scores) = scores::scores(definition, &mut report);
    item.extend(scores);
    name_the_rest(definition, &mut report);
    let questionnaire = Questionnaire {
        resource_type: "Questionnaire".to_owned(),
        id: Some(format!("{}-v{}", id_of(&pack.code), id_of(&pack.version))),
        language: Some(definition.language.to_owned()),
        extension: variables,
        url: Some(urls::canonical(definition.base, &pack.code)),
        version: Some(pack.version.clone()),
        name: Some(name_of(&pack.code)),
        title: Some(definition.text.name.clone()),
        status: Some("active".to_owned()),
        subject_type: vec!["Patient".to_owned()],
        date: Some(pack.valid_from.to_string()),
        copyright: Some(copyright(pack)),
        item,
        ..Questionnaire::default()
    };
    Ok(Exported { questionnaire, report })
}

/// Licence, citation and, where its codes are used, LOINC's own notice.
fn copyright(pack: &PackToml) -> String {
    let mut parts: Vec<String> = pack.licence.note.iter().cloned().collect();
    parts.push(pack.citation.text.clone());
    if !pack.loinc.is_empty() {
        parts.push(LOINC_NOTICE.to_owned());
    }
    parts.join("\n")
}

const LOINC_NOTICE: &str = "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. \
     and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at \
     http://loinc.org/license.";

/// What a Questionnaire has no place for.
fn name_the_rest(definition: &Definition<'_>, report: &mut Report) {
    let scoring = definition.scoring;
    let mut each = |feature, list: &str, codes: Vec<&str>| {
        for code in codes {
            report.add(feature, format!("scoring.toml {list}.{code}"), "");
        }
    };
    each(Feature::Bands, "bands", scoring.bands.iter().map(|block| block.score.as_str()).collect());
    each(Feature::Rules, "rule", scoring.rule.iter().map(|rule| rule.code.as_str()).collect());
    each(Feature::Decisions, "decision", scoring.decision.iter().map(|decision| decision.code.as_str()).collect());
    each(Feature::Screens, "screen", scoring.screen.iter().map(|screen| screen.code.as_str()).collect());
    each(Feature::CriticalItems, "critical", scoring.critical.iter().map(|critical| critical.item.as_str()).collect());
    each(Feature::ValidityChecks, "validity", scoring.validity.iter().map(|check| check.code.as_str()).collect());
    let filled = scoring.score.iter().filter(|score| score.missing.is_some());
    each(Feature::Prorating, "score", filled.map(|score| score.code.as_str()).collect());
    let age = definition.instrument.pack().age;
    if age.min.is_some() || age.max.is_some() {
        report.add(Feature::Ages, "pack.toml age", "");
    }
}

/// A FHIR id: letters, digits, `-` and `.`, at most 64.
fn id_of(code: &str) -> String {
    code.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).take(31).collect()
}

/// A name for programs: a capital, then letters, digits and `_`.
fn name_of(code: &str) -> String {
    let plain: String = code.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    format!("Instrument_{plain}")
}

pub(crate) fn coding(system: String, code: String, display: Option<String>) -> Coding {
    Coding { system: Some(system), code: Some(code), display, rest: Rest::new(), extension: Vec::new() }
}
