use proptest::prelude::*;

use super::*;
use crate::path::parse;
use crate::{answers, export, response};

const PACK: &str = r#"
code = "toy"
version = "3"
measures = "symptoms"
valid_from = "2026-11-22"
licence = { class = "PD", wording = "included" }
citation = { text = "Toy (2026)" }
source = [{ ref = "made up for the test" }]
"#;

const QUESTIONS: usize = 6;

/// What a score of a made-up instrument is.
#[derive(Debug, Clone)]
struct Shape {
    mean: bool,
    reverse: Vec<bool>,
    weights: Option<Vec<i32>>,
    optional: Vec<bool>,
    times: i32,
    plus: i32,
    floor: bool,
    options: i64,
}

fn shapes() -> impl Strategy<Value = Shape> {
    let flags = || prop::collection::vec(any::<bool>(), QUESTIONS);
    let weights = prop::option::of(prop::collection::vec(prop_oneof![-3..=-1_i32, 1..=3_i32], QUESTIONS));
    (any::<bool>(), flags(), weights, flags(), 1..=5_i32, -4..=4_i32, any::<bool>(), 2..=5_i64).prop_map(
        |(mean, reverse, weights, optional, times, plus, floor, options)| {
            let optional = if mean { vec![false; QUESTIONS] } else { optional };
            Shape { mean, reverse, weights, optional, times, plus, floor, options }
        },
    )
}

fn pack(shape: &Shape) -> Pack {
    let values: Vec<String> = (0..shape.options).map(|value| value.to_string()).collect();
    let labels: Vec<String> = values.iter().map(|value| format!("\"option {value}\"")).collect();
    let mut items = format!("scale = [{{ code = \"s\", values = [{}] }}]\n", values.join(", "));
    let mut text = format!(
        "name = \"Toy\"\ntitle = \"Toy\"\ninstruction = \"Answer.\"\nscore = {{ total = \"Total\" }}\n[scale.s]\nlabels = [{}]\n[item]\n",
        labels.join(", ")
    );
    for (index, optional) in shape.optional.iter().enumerate() {
        items.push_str(&format!("[[item]]\ncode = \"q.{index}\"\nscale = \"s\"\noptional = {optional}\n"));
        text.push_str(&format!("\"q.{index}\" = \"Question {index}\"\n"));
    }
    let codes = |kept: &dyn Fn(usize) -> bool| {
        let kept = (0..QUESTIONS).filter(|index| kept(*index)).map(|index| format!("\"q.{index}\""));
        kept.collect::<Vec<_>>().join(", ")
    };
    let method = match (&shape.weights, shape.mean) {
        (Some(weights), false) => format!("\"weighted\"\nweights = {weights:?}"),
        (_, true) => "\"mean\"".to_owned(),
        (None, false) => "\"sum\"".to_owned(),
    };
    let scoring = format!(
        "[[score]]\ncode = \"total\"\nmethod = {method}\nof = [{}]\nreverse = [{}]\ntimes = {}\nplus = {}\nfloor = {}\n",
        codes(&|_| true),
        codes(&|index| shape.reverse[index]),
        f64::from(shape.times) / 4.0,
        shape.plus,
        shape.floor
    );
    Pack::of(PACK, &items, &scoring, "case = []", [&text, &text])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_linear_score_is_the_same_after_a_round_trip_with_and_without_blanks(
        shape in shapes(),
        sheets in prop::collection::vec(prop::collection::vec(-1..=4_i64, QUESTIONS), 6),
    ) {
        let pack = pack(&shape);
        let exported = export(&pack.definition("en")).unwrap();
        let imported = import(&through_text(&exported.questionnaire), &settings()).unwrap();
        let after = compiled(&imported);
        for sheet in sheets {
            let answers: Vec<Option<f64>> =
                sheet.iter().map(|value| (0 <= *value).then_some((*value % shape.options) as f64)).collect();
            let (one, other) = (value(&pack.instrument, "total", &answers), value(&after, "total", &answers));
            let same = match (one, other) {
                (Some(one), Some(other)) => (one - other).abs() <= 1e-9,
                (one, other) => one == other,
            };
            prop_assert!(same, "{answers:?}: {one:?} before, {other:?} after, {:?}", imported.scoring);
        }
    }

    #[test]
    fn answers_come_back_whatever_they_are(shape in shapes(), sheet in prop::collection::vec(-1..=4_i64, QUESTIONS)) {
        let pack = pack(&shape);
        let values: Vec<Option<f64>> = sheet.iter().map(|value| (0 <= *value).then_some((*value % shape.options) as f64)).collect();
        let given = Answers::from_values(&pack.instrument, &values).unwrap();
        let outcome = score(&pack.instrument, &given, &Subject::default(), &Options::default());
        let written = response(&pack.definition("en"), &given, &outcome, None);
        let read = answers(&pack.definition("en"), &written).unwrap();
        prop_assert_eq!(read.answers.values(), given.values());
        prop_assert_eq!(read.scores.first().map(|(_, value)| *value), outcome.scores[0]);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[%a-c0-9 .+*/()'{}|=<>,-]{0,200}", json in "\\PC{0,80}") {
        let _tree = parse(&text);
        prop_assert!(Questionnaire::read(&json).is_err());
    }

    #[test]
    fn a_form_with_one_value_changed_is_read_or_refused(place in 0_usize..4_000, other in prop_oneof![Just("null"), Just("7"), Just("\"x\""), Just("[]"), Just("{}")]) {
        let form = serde_json::to_value(export(&phq9().definition("en")).unwrap().questionnaire).unwrap();
        let mut form = form;
        let mut count = place;
        change(&mut form, &mut count, &serde_json::from_str(other).unwrap());
        // either way it comes back: neither a panic nor a definition that does not compile
        if let Ok(imported) = read(&form.to_string()) {
            prop_assert!(compile(&imported.pack, &imported.items, &imported.scoring).is_ok());
        }
    }
}

#[test]
fn brackets_and_operators_without_end_are_refused() {
    let brackets = "(".repeat(30_000);
    let minus = "-".repeat(30_000);
    let sum = vec!["1"; 3_000].join("+");
    let long = "a".repeat(50_000);
    for text in [brackets, minus, sum, long] {
        assert!(parse(&text).is_err());
    }
}

/// Puts a value in the place of the `count`th value.
fn change(tree: &mut serde_json::Value, count: &mut usize, other: &serde_json::Value) {
    if *count == 0 {
        *tree = other.clone();
        *count = usize::MAX;
        return;
    }
    *count -= 1;
    match tree {
        serde_json::Value::Array(list) => list.iter_mut().for_each(|inner| change(inner, count, other)),
        serde_json::Value::Object(map) => map.values_mut().for_each(|inner| change(inner, count, other)),
        _ => {}
    }
}
