//! Forms as other programs write them.

use super::*;
use crate::Feature;

const ORDINAL: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
const WEIGHT: &str = "http://hl7.org/fhir/StructureDefinition/itemWeight";
const CALCULATED: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";

fn options(url: &str) -> String {
    let option = |code: &str, value: i32| {
        format!(
            r#"{{"valueCoding": {{"system": "http://loinc.org", "code": "{code}", "display": "{code} of the scale",
               "extension": [{{"url": "{url}", "valueDecimal": {value}}}]}}}}"#
        )
    };
    format!("[{}, {}, {}]", option("LA1", 0), option("LA2", 1), option("LA3", 2))
}

fn question(link: &str, more: &str) -> String {
    format!(r#"{{"linkId": "{link}", "text": "Question {link}", "type": "choice", "answerOption": {}{more}}}"#, options(ORDINAL))
}

fn total(expression: &str) -> String {
    format!(
        r#"{{"linkId": "sum", "text": "Sum", "type": "decimal",
           "extension": [{{"url": "{CALCULATED}", "valueExpression": {{"language": "text/fhirpath", "expression": "{expression}"}}}}]}}"#
    )
}

fn form(variables: &[(&str, &str)], items: &[String]) -> String {
    let variables = variables.iter().map(|(name, expression)| {
        format!(
            r#"{{"url": "http://hl7.org/fhir/StructureDefinition/variable",
               "valueExpression": {{"name": "{name}", "language": "text/fhirpath", "expression": "{expression}"}}}}"#
        )
    });
    let variables = variables.collect::<Vec<_>>().join(", ");
    format!(
        r#"{{"resourceType": "Questionnaire", "status": "active", "title": "A form", "url": "https://other.example/Questionnaire/form",
           "extension": [{variables}], "item": [{}]}}"#,
        items.join(", ")
    )
}

/// What the total is after an import, for answers by question.
fn sums(text: &str, expected: &[(&[Option<f64>], Option<f64>)]) -> Imported {
    let imported = read(text).unwrap();
    let instrument = compiled(&imported);
    for (answers, sum) in expected {
        assert_eq!(value(&instrument, "sum", answers), *sum, "{answers:?} {:?}", imported.scoring);
    }
    imported
}

#[test]
fn every_name_of_the_score_of_an_option_is_read() {
    for function in ["weight()", "ordinal()", "value.ordinalValue()", "value.ordinal()", "valueCoding.weight()"] {
        let path = format!("%resource.item.where(linkId = 'a').answer.{function}");
        sums(&form(&[("a", &path)], &[question("a", ""), total("%a * 2")]), &[(&[Some(2.0)], Some(4.0))]);
    }
    let by_extension =
        format!("%resource.item.where(linkId='a').answer.valueCoding.extension.where(url='{ORDINAL}').valueDecimal");
    sums(&form(&[("a", &by_extension)], &[question("a", ""), total("%a + 1")]), &[(&[Some(2.0)], Some(3.0))]);
    let weighted = format!(r#"{{"linkId": "a", "text": "A", "type": "choice", "answerOption": {}}}"#, options(WEIGHT));
    let text = form(&[], &[weighted, total("%resource.descendants().where(linkId='a').answer.weight()")]);
    sums(&text, &[(&[Some(1.0)], Some(1.0))]);
}

#[test]
fn a_blank_that_the_expression_counts_as_nothing_may_be_left_blank() {
    let a = "%resource.item.where(linkId='/a').answer.weight()";
    let b = "%resource.item.where(linkId='/b').answer.weight()";
    let any = "%a.exists() or %b.exists()";
    let sum = "iif(%any, iif(%a.exists(), %a, 0) + iif(%b.exists(), %b, 0), {})";
    let text = form(&[("a", a), ("b", b), ("any", any)], &[question("/a", ""), question("/b", ""), total(sum)]);
    let imported = sums(&text, &[(&[Some(2.0), None], Some(2.0)), (&[Some(2.0), Some(1.0)], Some(3.0))]);
    // a blank form is the one that differs, and the report says so
    assert!(imported.report.has(Feature::Blanks));
    assert!(imported.report.has(Feature::Renamed));
    assert_eq!(imported.items.item[0].code, "a");
}

#[test]
fn a_blank_that_takes_the_value_away_keeps_the_question_from_being_optional() {
    let a = "%resource.item.where(linkId='a').answer.weight()";
    let b = "%resource.item.where(linkId='b').answer.weight()";
    let text = form(&[("a", a), ("b", b)], &[question("a", ""), question("b", ""), total("%a - %b")]);
    sums(&text, &[(&[Some(2.0), None], None), (&[Some(2.0), Some(1.0)], Some(1.0)), (&[Some(0.0), Some(2.0)], Some(-2.0))]);
}

#[test]
fn a_sum_over_all_answers_and_over_a_list_is_read() {
    let items = [question("a", ""), question("b", ""), question("c", ""), total("%resource.item.answer.weight().sum()")];
    sums(&form(&[], &items), &[(&[Some(2.0), Some(1.0), Some(2.0)], Some(5.0))]);
    let list = "%resource.item.where(linkId in ('a' | 'c')).answer.ordinal().sum() / 4";
    let items = [question("a", ""), question("b", ""), question("c", ""), total(list)];
    sums(&form(&[], &items), &[(&[Some(2.0), Some(1.0), Some(1.0)], Some(0.75))]);
}

#[test]
fn a_score_of_scores_is_read_down_to_its_questions() {
    let raw = r#"{"linkId": "raw", "type": "decimal", "extension": [{"url": "CALC", "valueExpression":
        {"language": "text/fhirpath", "expression": "%resource.item.where(linkId='a').answer.weight()"}}]}"#;
    let items =
        [question("a", ""), raw.replace("CALC", CALCULATED), total("%resource.item.where(linkId='raw').answer.value * 4")];
    sums(&form(&[], &items), &[(&[Some(2.0)], Some(8.0))]);
}

#[test]
fn conditions_of_questions_are_read_and_what_is_not_is_named() {
    let when = |operator: &str, value: &str| {
        question("b", &format!(r#", "enableWhen": [{{"question": "a", "operator": "{operator}", {value}}}]"#))
    };
    let coding = r#""answerCoding": {"system": "http://loinc.org", "code": "LA3"}"#;
    let asked = |operator: &str, value: &str| {
        let imported = read(&form(&[], &[question("a", ""), when(operator, value)])).unwrap();
        (imported.items.item[1].ask_if.clone(), imported.report.has(Feature::EnableWhen))
    };
    assert_eq!(asked("=", coding).0.unwrap().equals, Some(2.0));
    assert_eq!(asked("!=", coding).0.unwrap().one_of, Some(vec![0.0, 1.0]));
    assert_eq!(asked("exists", r#""answerBoolean": true"#).0.unwrap().one_of, Some(vec![0.0, 1.0, 2.0]));
    assert_eq!(asked("exists", r#""answerBoolean": false"#), (None, true));
    assert_eq!(asked(">", r#""answerDecimal": 1"#), (None, true));
}

#[test]
fn numbers_compare_with_every_operator() {
    let number = r#"{"linkId": "n", "text": "N", "type": "integer", "extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 0},
        {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 9}]}"#;
    for operator in ["=", "!=", ">", "<", ">=", "<="] {
        let when = format!(r#", "enableWhen": [{{"question": "n", "operator": "{operator}", "answerInteger": 3}}]"#);
        let imported = read(&form(&[], &[number.to_owned(), question("b", &when)])).unwrap();
        assert!(imported.items.item[1].ask_if.is_some() && !imported.report.has(Feature::EnableWhen), "{operator}");
    }
}

#[test]
fn groups_texts_and_yes_no_are_degraded_as_documented() {
    let text = format!(
        r#"{{"resourceType": "Questionnaire", "status": "draft", "name": "Mixed", "item": [
            {{"linkId": "g", "type": "group", "text": "Over the last week", "item": [
                {{"linkId": "y", "type": "boolean", "text": "Yes or no?"}}, {}, {{"linkId": "d", "type": "display", "text": "Thanks"}}]}},
            {{"linkId": "t", "type": "text", "text": "Anything else?"}}]}}"#,
        question("a", "")
    );
    let imported = read(&text).unwrap();
    for feature in [
        Feature::Group,
        Feature::Boolean,
        Feature::Display,
        Feature::ItemType,
        Feature::Status,
        Feature::Instruction,
        Feature::Language,
    ] {
        assert!(imported.report.has(feature), "{feature:?}");
    }
    assert_eq!(imported.text.instruction.as_deref(), Some("Over the last week"));
    assert_eq!(imported.items.item.iter().map(|item| item.code.as_str()).collect::<Vec<_>>(), ["y", "a"]);
    let path = &imported.report.findings.iter().find(|finding| finding.feature == Feature::ItemType).unwrap().path;
    assert_eq!(path, "Questionnaire.item[1]");
}

#[test]
fn options_without_values_take_part_in_no_score() {
    let bare =
        r#"{"linkId": "a", "type": "choice", "text": "A", "answerOption": [{"valueString": "red"}, {"valueString": "blue"}]}"#;
    let path = "%resource.item.where(linkId='a').answer.weight()";
    let imported = read(&form(&[], &[bare.to_owned(), question("b", ""), total(path)])).unwrap();
    assert!(imported.report.has(Feature::OptionValues) && imported.report.has(Feature::Expression));
    assert!(imported.scoring.score.is_empty());
    assert!(!imported.items.item[0].scored && imported.items.item[1].scored);
    assert_eq!(imported.text.scale["s1"].labels, ["red", "blue"]);
}
