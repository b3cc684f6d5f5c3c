//! A Questionnaire of another program: reading ends with a definition or its reasons, and what is read compiles, goes out and comes in again.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use jiff::civil::date;
use xinqiao_fhir::{Definition, Questionnaire, Settings, export, import};
use xinqiao_fuzz::{rounds, target};
use xinqiao_packs::Library;
use xinqiao_psychometrics::builder::Draft;
use xinqiao_psychometrics::compile;
use xinqiao_psychometrics::definition::{LicenceClass, Measure};

fn settings() -> Settings {
    Settings {
        code: Some("taken".to_owned()),
        version: Some("1".to_owned()),
        measures: Measure::Distress,
        class: LicenceClass::PublicDomain,
        source: "fuzz".to_owned(),
        citation: None,
        title: None,
        valid_from: date(2026, 11, 23),
        permission: None,
    }
}

/// Shipped instruments as other programs get them: sums, means, reversed questions, conditions.
fn seeds() -> Vec<Vec<u8>> {
    let library = Library::embedded();
    let form = |code: &&str| {
        let pack = library.instrument(code).unwrap();
        let text = pack.text("en").unwrap();
        let (instrument, items, scoring) = (pack.instrument(), pack.items(), pack.scoring());
        let definition = Definition { instrument, items, scoring, text, language: "en", base: None };
        serde_json::to_vec(&export(&definition).unwrap().questionnaire).unwrap()
    };
    ["phq-2", "rses", "who-5"].iter().map(form).collect()
}

#[test]
fn questionnaires_end_and_what_is_read_compiles_and_is_read_again() {
    let tokens = [
        "\"linkId\":\"1\"",
        "\"enableWhen\":[{\"question\":\"1\",\"operator\":\">=\",\"answerInteger\":1}]",
        "\"type\":\"group\"",
        "\"type\":\"decimal\"",
        "\"repeats\":true",
        "\"valueDecimal\":1e308",
        "\"valueDecimal\":-0.5",
        "%resource.item.where(linkId='1').answer.weight()",
        "iif(%q1.exists(), %q1, 0)",
        "floor(((((%q1",
        "/ 0",
        "\\u0000",
        "null",
        "[[[[",
    ];
    let seeds = seeds();
    for seed in &seeds {
        let form = Questionnaire::read(str::from_utf8(seed).unwrap()).unwrap();
        assert!(import(&form, &settings()).is_ok());
    }
    target("fhir", &seeds, &tokens, rounds(1_200), |bytes| {
        let Ok(text) = str::from_utf8(bytes) else { return };
        let Ok(form) = Questionnaire::read(text) else { return };
        let imported = match import(&form, &settings()) {
            Ok(imported) => imported,
            Err(refusal) => {
                assert!(!refusal.findings.is_empty() && !refusal.to_string().is_empty());
                return;
            }
        };
        let instrument = compile(&imported.pack, &imported.items, &imported.scoring).unwrap();
        let definition = Definition {
            instrument: &instrument,
            items: &imported.items,
            scoring: &imported.scoring,
            text: &imported.text,
            language: "en",
            base: None,
        };
        let written = serde_json::to_string(&export(&definition).unwrap().questionnaire).unwrap();
        let again = Questionnaire::read(&written).unwrap();
        assert!(import(&again, &settings()).is_ok(), "{written}");
        // the page goes on with it, whatever it says
        let texts = [&imported.text, &imported.text];
        let (draft, _) = Draft::of_definition(&imported.pack, &imported.items, &imported.scoring, texts, None);
        let arranged = draft.arranged();
        assert_eq!(arranged.arranged(), arranged);
    });
}
