use super::*;
use crate::{Feature, export};

/// Scores of the cases of a pack before and after; how many values were compared.
fn compare(pack: &Pack, language: &'static str) -> usize {
    let exported = export(&pack.definition(language)).unwrap();
    let imported = import(&through_text(&exported.questionnaire), &settings()).unwrap();
    let after = compiled(&imported);
    let said: Vec<&str> = imported.scoring.score.iter().map(|score| score.code.as_str()).collect();
    let mut compared = 0;
    for case in &pack.cases.case {
        let answers = answers_of(&pack.instrument, &case.answers);
        let outcome = score(&pack.instrument, &answers, &Subject::default(), &Options::default());
        // an invalid form loses its total: checks of validity do not go over
        for code in said.iter().filter(|_| outcome.valid) {
            let before = outcome.scores[pack.instrument.score_index(code).unwrap()];
            let found = value(&after, code, answers.values());
            let same = match (before, found) {
                (Some(one), Some(other)) => (one - other).abs() <= 1e-9,
                (one, other) => one == other,
            };
            assert!(same, "{} {code}, {}: {before:?} before, {found:?} after", pack.pack.code, case.name);
            compared += 1;
        }
    }
    compared
}

#[test]
fn every_shipped_instrument_with_wording_scores_its_worked_cases_alike_after_a_round_trip() {
    let mut seen = 0;
    for folder in folders() {
        let pack = Pack::shipped(&folder);
        if pack.texts[0].1.item.is_empty() {
            continue;
        }
        for language in ["zh-CN", "en"] {
            assert!(2 < compare(&pack, language), "{folder:?}");
        }
        seen += 1;
    }
    assert!(12 < seen, "{seen}");
}

#[test]
fn an_instrument_without_wording_goes_over_as_scoring_and_scores_alike() {
    let mut seen = 0;
    for folder in folders() {
        let pack = Pack::shipped(&folder);
        if pack.texts[0].1.item.is_empty() && pack.pack.code != "psqi" {
            seen += usize::from(0 < compare(&pack, "en"));
        }
    }
    assert!(15 < seen, "{seen}");
}

#[test]
fn wording_and_options_come_back_word_by_word() {
    for folder in folders() {
        let pack = Pack::shipped(&folder);
        for (language, text) in pack.texts.iter().filter(|(_, text)| !text.item.is_empty()) {
            let exported = export(&pack.definition(language)).unwrap();
            let imported = import(&through_text(&exported.questionnaire), &settings()).unwrap();
            assert_eq!(imported.text.item, text.item, "{folder:?}");
            assert_eq!(imported.text.instruction, text.instruction, "{folder:?}");
            assert_eq!(imported.text.name, text.name);
            let values = |items: &ItemsToml, code: &str| {
                let item = items.item.iter().find(|item| item.code == code).unwrap();
                items.scale.iter().find(|scale| Some(&scale.code) == item.scale.as_ref()).map(|scale| scale.values.clone())
            };
            for item in &pack.items.item {
                assert_eq!(values(&imported.items, &item.code), values(&pack.items, &item.code));
            }
        }
    }
}

#[test]
fn codes_of_loinc_come_back_and_the_version_stays() {
    let pack = phq9();
    let exported = export(&pack.definition("en")).unwrap().questionnaire;
    let imported = import(&through_text(&exported), &settings()).unwrap();
    assert_eq!((imported.pack.code.as_str(), imported.pack.version.as_str()), ("phq-9", "1"));
    assert_eq!(imported.pack.loinc["total"], "44261-6");
    assert!(!imported.report.has(Feature::Expression));
}

#[test]
fn conditions_of_questions_come_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/instruments/c-ssrs/1");
    let pack = Pack::shipped(&folder);
    let exported = export(&pack.definition("en")).unwrap();
    assert!(!exported.report.has(Feature::AskIf));
    let imported = import(&through_text(&exported.questionnaire), &settings()).unwrap();
    let asked = |items: &ItemsToml| items.item.iter().map(|item| item.ask_if.clone()).collect::<Vec<_>>();
    assert_eq!(asked(&imported.items), asked(&pack.items));
    assert_eq!(asked(&pack.items).iter().flatten().count(), 4);
}
