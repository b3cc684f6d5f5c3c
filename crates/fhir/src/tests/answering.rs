use super::*;
use crate::{Feature, QuestionnaireResponse, answers, response};

fn told(values: &[f64]) -> (Pack, Vec<Option<f64>>) {
    (phq9(), values.iter().map(|value| (0.0 <= *value).then_some(*value)).collect())
}

fn sheet(pack: &Pack, values: &[Option<f64>]) -> QuestionnaireResponse {
    let answers = Answers::from_values(&pack.instrument, values).unwrap();
    let outcome = score(&pack.instrument, &answers, &Subject::default(), &Options::default());
    let written = response(&pack.definition("en"), &answers, &outcome, Some("2026-11-23T08:00:00Z".to_owned()));
    serde_json::from_str(&serde_json::to_string(&written).unwrap()).unwrap()
}

#[test]
fn answers_and_scores_come_back() {
    let (pack, values) = told(&[2.0, 1.0, 0.0, 3.0, 1.0, 0.0, 0.0, 1.0, 0.0, -1.0]);
    let written = sheet(&pack, &values);
    assert_eq!(written.status.as_deref(), Some("completed"));
    assert_eq!(written.questionnaire.as_deref(), Some("urn:xinqiao:questionnaire:phq-9|1"));
    assert_eq!(written.item[0].answer[0].value_coding.as_ref().unwrap().display.as_deref(), Some("More than half the days"));
    let read = answers(&pack.definition("en"), &written).unwrap();
    assert_eq!(read.answers.values(), values);
    assert_eq!(read.scores, [("total".to_owned(), 8.0)]);
}

#[test]
fn a_sheet_with_a_blank_is_in_progress_and_has_no_total() {
    let (pack, values) = told(&[2.0, -1.0, 0.0, 3.0, 1.0, 0.0, 0.0, 1.0, 0.0, -1.0]);
    let written = sheet(&pack, &values);
    assert_eq!(written.status.as_deref(), Some("in-progress"));
    let read = answers(&pack.definition("en"), &written).unwrap();
    assert!(read.scores.is_empty() && read.answers.values()[1].is_none());
}

#[test]
fn times_of_day_come_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/instruments/psqi/1");
    let pack = Pack::shipped(&folder);
    let answers_before = answers_of(&pack.instrument, &pack.cases.case[0].answers);
    let outcome = score(&pack.instrument, &answers_before, &Subject::default(), &Options::default());
    let written = response(&pack.definition("en"), &answers_before, &outcome, None);
    let read = answers(&pack.definition("en"), &written).unwrap();
    for (one, other) in answers_before.values().iter().zip(read.answers.values()) {
        assert!((one.unwrap_or(-1.0) - other.unwrap_or(-1.0)).abs() < 1e-9);
    }
}

#[test]
fn another_form_a_wrong_answer_and_two_answers_are_refused() {
    let (pack, values) = told(&[0.0; 10]);
    let good = sheet(&pack, &values);
    let refused = |change: fn(&mut QuestionnaireResponse), feature: Feature| {
        let mut sheet = good.clone();
        change(&mut sheet);
        let refusal = answers(&pack.definition("en"), &sheet).unwrap_err();
        assert_eq!(refusal.findings[0].feature, feature, "{refusal}");
    };
    refused(|sheet| sheet.resource_type = "Bundle".to_owned(), Feature::OtherForm);
    refused(|sheet| sheet.questionnaire = None, Feature::OtherForm);
    refused(|sheet| sheet.questionnaire = Some("urn:xinqiao:questionnaire:phq-9|2".to_owned()), Feature::OtherForm);
    refused(|sheet| sheet.item[0].answer[0].value_coding.as_mut().unwrap().code = Some("7".to_owned()), Feature::Answer);
    let second = |sheet: &mut QuestionnaireResponse| {
        let again = sheet.item[1].answer[0].clone();
        sheet.item[0].answer.push(again);
    };
    refused(second, Feature::Answer);
    refused(|sheet| sheet.item.push(sheet.item[0].clone()), Feature::Answer);
    refused(|sheet| sheet.item[0].answer[0].value_coding = None, Feature::Answer);
    refused(|sheet| sheet.status = Some("entered-in-error".to_owned()), Feature::EnteredInError);
    let null = serde_json::Value::Null;
    let mut on_item = good.clone();
    on_item.item[0].rest.insert("modifierExtension".to_owned(), null);
    let refusal = answers(&pack.definition("en"), &on_item).unwrap_err();
    assert_eq!(refusal.findings[0].path, "QuestionnaireResponse.item[0].modifierExtension");
    refused(|sheet| drop(sheet.rest.insert("implicitRules".to_owned(), "https://x.example".into())), Feature::ImplicitRules);
}

#[test]
fn an_answer_to_no_question_of_the_form_is_named() {
    let (pack, values) = told(&[0.0; 10]);
    let mut sheet = sheet(&pack, &values);
    sheet.item[0].link_id = "other".to_owned();
    let read = answers(&pack.definition("en"), &sheet).unwrap();
    assert!(read.report.has(Feature::UnknownItem) && read.answers.values()[0].is_none());
}

#[test]
fn a_score_of_the_sender_that_is_not_ours_is_named_and_ours_counts() {
    let (pack, values) = told(&[1.0; 10]);
    let mut sheet = sheet(&pack, &values);
    assert!(!answers(&pack.definition("en"), &sheet).unwrap().report.has(Feature::ForeignScore));
    let total = sheet.item.iter_mut().find(|item| item.link_id == "score/total").unwrap();
    total.answer[0].value_decimal = Some(crate::Decimal(10.0));
    let report = answers(&pack.definition("en"), &sheet).unwrap().report;
    assert_eq!(report.findings[0].to_string(), "score total: foreign-score changed: ours 9, the sender's 10");
}
