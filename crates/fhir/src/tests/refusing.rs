use super::*;
use crate::{Fate, Feature};

const CHOICE: &str = r#""type": "choice", "text": "A", "answerOption": [{"valueInteger": 0}, {"valueInteger": 1}]"#;

fn form(items: &str, more: &str) -> String {
    format!(r#"{{"resourceType": "Questionnaire", "status": "active", "title": "A form", "item": [{items}]{more}}}"#)
}

fn refused(text: &str, feature: Feature, path: &str) {
    assert_eq!(feature.fate(), Fate::Refused);
    let refusal = read(text).unwrap_err();
    let found = refusal.findings.iter().find(|finding| finding.feature == feature);
    assert_eq!(found.map(|finding| finding.path.as_str()), Some(path), "{refusal}");
}

/// The feature is named at its place, and the good question beside it is taken all the same.
fn left_out(item: &str, feature: Feature, path: &str) {
    let good = format!(r#"{{"linkId": "good", {CHOICE}}}"#);
    let imported = read(&form(&format!("{good}, {item}"), "")).unwrap();
    assert_eq!(imported.items.item[0].code, "good");
    let found = imported.report.findings.iter().find(|finding| finding.feature == feature);
    assert_eq!(found.map(|finding| finding.path.as_str()), Some(path), "{:#?}", imported.report);
}

#[test]
fn what_is_no_questionnaire_is_refused() {
    for text in ["", "[1]", "{", "null", r#"{"resourceType": "Patient"}"#, r#"{"item": 3, "resourceType": "Questionnaire"}"#] {
        assert_eq!(read(text).unwrap_err().findings[0].feature, Feature::NotAQuestionnaire, "{text}");
    }
}

#[test]
fn what_must_not_be_passed_over_refuses_the_whole() {
    let good = format!(r#"{{"linkId": "a", {CHOICE}}}"#);
    let root = "Questionnaire";
    refused(&form(&good, r#", "modifierExtension": []"#), Feature::ModifierExtension, "Questionnaire.modifierExtension");
    refused(&form(&good, r#", "implicitRules": "https://x.example""#), Feature::ImplicitRules, "Questionnaire.implicitRules");
    let modified = format!(r#"{{"linkId": "a", "modifierExtension": [], {CHOICE}}}"#);
    refused(&form(&modified, ""), Feature::ModifierExtension, "Questionnaire.item[0].modifierExtension");
    let when = r#""enableWhen": [{"question": "a", "operator": "=", "answerInteger": 1, "modifierExtension": []}]"#;
    let modified = format!(r#"{good}, {{"linkId": "b", {when}, {CHOICE}}}"#);
    refused(&form(&modified, ""), Feature::ModifierExtension, "Questionnaire.item[1].enableWhen[0].modifierExtension");
    refused(&form(&format!("{good}, {good}"), ""), Feature::LinkId, "Questionnaire.item[1]");
    refused(&form(&format!("{{ {CHOICE} }}"), ""), Feature::LinkId, "Questionnaire.item[0]");
    refused(&form("", ""), Feature::NoQuestion, "Questionnaire.item");
    refused(&form(r#"{"linkId": "t", "type": "text"}"#, ""), Feature::NoQuestion, &format!("{root}.item"));
    let lost = format!(
        r#"{{"linkId": "b", "enableWhen": [{{"question": "z", "operator": "exists", "answerBoolean": true}}], {CHOICE}}}"#
    );
    refused(&form(&format!("{good}, {lost}"), ""), Feature::EnableWhenQuestion, "Questionnaire.item[1].enableWhen[0]");
    let one = r#"{"question": "a", "operator": "=", "answerInteger": 1}"#;
    let two = format!(r#"{{"linkId": "b", "enableWhen": [{one}, {one}], {CHOICE}}}"#);
    refused(&form(&format!("{good}, {two}"), ""), Feature::EnableBehavior, "Questionnaire.item[1]");
}

#[test]
fn more_than_can_be_read_is_refused() {
    let many: Vec<String> =
        (0..1_001).map(|index| format!(r#"{{"linkId": "i{index}", "type": "display", "text": "."}}"#)).collect();
    refused(&form(&many.join(","), ""), Feature::TooLarge, "Questionnaire.item[1000]");
    let deep = (0..20).fold(format!(r#"{{"linkId": "a", {CHOICE}}}"#), |inner, depth| {
        format!(r#"{{"linkId": "g{depth}", "type": "group", "item": [{inner}]}}"#)
    });
    assert_eq!(read(&form(&deep, "")).unwrap_err().findings[0].feature, Feature::TooLarge);
}

#[test]
fn what_cannot_be_taken_is_left_out_and_named_with_its_path() {
    let at = "Questionnaire.item[1]";
    left_out(r#"{"linkId": "b", "type": "attachment"}"#, Feature::ItemType, at);
    left_out(&format!(r#"{{"linkId": "b", "repeats": true, {CHOICE}}}"#), Feature::Repeats, at);
    left_out(r##"{"linkId": "b", "type": "choice", "answerValueSet": "#v"}"##, Feature::AnswerValueSet, at);
    left_out(r#"{"linkId": "b", "type": "integer"}"#, Feature::Bounds, at);
    left_out(r#"{"linkId": "b", "type": "choice"}"#, Feature::Options, at);
    let half = r#""answerOption": [{"valueInteger": 1, "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue",
        "valueDecimal": 0.5}]}, {"valueInteger": 2}]"#;
    left_out(&format!(r#"{{"linkId": "b", "type": "choice", {half}}}"#), Feature::Options, at);
    left_out(&format!(r#"{{"linkId": "b", "maxLength": 9, {CHOICE}}}"#), Feature::Element, "Questionnaire.item[1].maxLength");
    let hidden =
        r#""extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true}]"#;
    left_out(&format!(r#"{{"linkId": "b", {hidden}, {CHOICE}}}"#), Feature::Extension, "Questionnaire.item[1].extension");
    left_out(
        &format!(r#"{{"linkId": "b", "code": [{{"system": "http://loinc.org", "code": "44250-9"}}], {CHOICE}}}"#),
        Feature::Code,
        "Questionnaire.item[1].code",
    );
}

#[test]
fn an_expression_outside_the_subset_is_left_out_with_its_reason() {
    let calculated = |language: &str, expression: &str| {
        format!(
            r#"{{"linkId": "s", "type": "decimal", "extension": [{{
                "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
                "valueExpression": {{"language": "{language}", "expression": "{expression}"}}}}]}}"#
        )
    };
    let good = "%resource.item.where(linkId='good').answer.value";
    for (language, expression) in [
        ("text/cql", "1"),
        ("text/fhirpath", ""),
        ("text/fhirpath", "%resource.item.where("),
        ("text/fhirpath", "%unknown"),
        ("text/fhirpath", "today()"),
        ("text/fhirpath", "1"),
        ("text/fhirpath", &format!("{good} * {good}")),
        ("text/fhirpath", &format!("iif({good} > 3, 1, 2)")),
        // options without their scores
        ("text/fhirpath", good),
    ] {
        left_out(&calculated(language, expression), Feature::Expression, "Questionnaire.item[1]");
    }
    let circle = r#"%resource.item.where(linkId='s').answer.value"#;
    left_out(&calculated("text/fhirpath", circle), Feature::Expression, "Questionnaire.item[1]");
}

#[test]
fn a_licence_that_asks_for_a_permission_keeps_the_wording_out() {
    let text = form(&format!(r#"{{"linkId": "a", {CHOICE}}}"#), "");
    let questionnaire = Questionnaire::read(&text).unwrap();
    let closed = Settings { class: LicenceClass::PermissionNeeded, ..settings() };
    let imported = import(&questionnaire, &closed).unwrap();
    assert!(imported.report.has(Feature::Permission));
    assert!(imported.text.item.is_empty() && imported.text.scale.is_empty() && imported.text.instruction.is_none());
    let permission = xinqiao_psychometrics::definition::PermissionToml {
        holder: "City hospital".to_owned(),
        document: "contract 7".to_owned(),
        date: date(2026, 11, 1),
        until: None,
    };
    let imported = import(&questionnaire, &Settings { permission: Some(permission), ..closed }).unwrap();
    assert!(!imported.report.has(Feature::Permission) && imported.text.item.len() == 1);
}
