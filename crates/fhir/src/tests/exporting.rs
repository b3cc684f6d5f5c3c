use super::*;
use crate::questionnaire::Item;
use crate::{Feature, export, urls};

fn item<'a>(questionnaire: &'a Questionnaire, link: &str) -> &'a Item {
    questionnaire.item.iter().find(|item| item.link_id == link).unwrap()
}

#[test]
fn the_phq_9_says_what_a_client_needs_for_its_total() {
    let exported = export(&phq9().definition("en")).unwrap();
    let form = &exported.questionnaire;
    assert_eq!(form.version.as_deref(), Some("1"));
    assert_eq!(form.url.as_deref(), Some("urn:xinqiao:questionnaire:phq-9"));
    assert_eq!(form.title.as_deref(), Some("Patient Health Questionnaire, depression (PHQ-9)"));
    let first = item(form, "1");
    assert_eq!(first.text.as_deref(), Some("Little interest or pleasure in doing things"));
    let option = &first.answer_option[3];
    assert_eq!(option.value_coding.as_ref().unwrap().display.as_deref(), Some("Nearly every day"));
    assert_eq!(option.extension[0].url, urls::ORDINAL_VALUE);
    assert_eq!(option.extension[0].value(), Some(3.0));
    let total = item(form, "score/total");
    let expression = total.extension[0].value_expression.as_ref().unwrap().expression.as_deref();
    assert_eq!(expression, Some("%q1 + %q2 + %q3 + %q4 + %q5 + %q6 + %q7 + %q8 + %q9"));
    assert_eq!((total.code[0].system.as_deref(), total.code[0].code.as_deref()), (Some(urls::LOINC), Some("44261-6")));
    assert_eq!(form.extension.len(), 9, "the function question is part of no score");
    assert!(form.copyright.as_ref().unwrap().contains("Kroenke") && form.copyright.as_ref().unwrap().contains("loinc.org"));
}

#[test]
fn what_a_questionnaire_cannot_say_is_named() {
    let report = export(&phq9().definition("en")).unwrap().report;
    let lines: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
    for expected in [
        "scoring.toml bands.total: bands left out",
        "scoring.toml rule.major_depressive_syndrome: rules left out",
        "scoring.toml screen.positive: screens left out",
        "scoring.toml critical.9: critical-items left out",
        "scoring.toml validity.fast: validity-checks left out",
        "scoring.toml score.total: prorating left out",
        "scoring.toml score.highest: score left out: method max",
        "pack.toml age: ages left out",
    ] {
        assert!(lines.iter().any(|line| line == expected), "{expected} is not among {lines:#?}");
    }
}

#[test]
fn wording_that_is_withheld_stands_nowhere_in_the_file() {
    for folder in folders() {
        let pack = Pack::shipped(&folder);
        if !pack.texts[0].1.item.is_empty() {
            continue;
        }
        let mut exported = export(&pack.definition("en")).unwrap();
        assert!(exported.report.has(Feature::WithheldWording));
        exported.questionnaire.item.retain(|item| !item.link_id.starts_with(urls::SCORE_LINK));
        for item in &exported.questionnaire.item {
            assert_eq!(item.text, None, "{folder:?}");
            let displays = item.answer_option.iter().filter_map(|option| option.value_coding.as_ref()?.display.as_ref());
            assert_eq!(displays.count(), 0, "{folder:?}");
        }
    }
}

#[test]
fn a_right_of_the_operator_is_none_to_pass_on() {
    let mut pack = phq9();
    pack.pack.licence.class = LicenceClass::PermissionNeeded;
    pack.pack.licence.wording = xinqiao_psychometrics::definition::Wording::Withheld;
    pack.instrument = compile(&pack.pack, &pack.items, &pack.scoring).unwrap();
    // the text is there, as after a permission
    let exported = export(&pack.definition("en")).unwrap();
    let json = serde_json::to_string(&exported.questionnaire).unwrap();
    assert!(!json.contains("Little interest") && !json.contains("Nearly every day") && !json.contains("last 2 weeks"));
}

#[test]
fn a_licence_against_electronic_versions_refuses_the_export() {
    let mut pack = phq9();
    pack.pack.licence.class = LicenceClass::NoElectronicVersion;
    pack.pack.licence.wording = xinqiao_psychometrics::definition::Wording::Withheld;
    pack.instrument = compile(&pack.pack, &pack.items, &pack.scoring).unwrap();
    let refusal = export(&pack.definition("en")).unwrap_err();
    assert_eq!(refusal.findings[0].feature, Feature::NoElectronicVersion);
}

#[test]
fn an_address_of_the_operator_becomes_the_canonical_one() {
    let pack = phq9();
    let definition = Definition { base: Some("https://city.example/fhir/"), ..pack.definition("en") };
    let form = export(&definition).unwrap().questionnaire;
    assert_eq!(form.url.as_deref(), Some("https://city.example/fhir/Questionnaire/phq-9"));
    let system = item(&form, "1").answer_option[0].value_coding.as_ref().unwrap().system.clone();
    assert_eq!(system.as_deref(), Some("https://city.example/fhir/CodeSystem/phq-9-freq"));
}

#[test]
fn names_of_expressions_are_ids_and_different() {
    for folder in folders() {
        let form = export(&Pack::shipped(&folder).definition("en")).unwrap().questionnaire;
        let expressions = form.extension.iter().filter_map(|extension| extension.value_expression.as_ref());
        let names: Vec<String> = expressions.filter_map(|expression| expression.name.clone()).collect();
        let different: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(different.len(), names.len(), "{folder:?}");
        for name in &names {
            assert!(name.len() <= 64 && name.chars().all(|c| c.is_ascii_alphanumeric()), "{name}");
        }
    }
}
