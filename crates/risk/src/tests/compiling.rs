use super::*;
use crate::model::{FloorToml, StepToml};

/// Key and found of all faults after `spoil`.
fn faults(spoil: impl FnOnce(&mut ModelToml)) -> Vec<(String, String)> {
    let mut model = raw();
    spoil(&mut model);
    let faults = Model::compile(&model).unwrap_err();
    assert!(faults.iter().all(|fault| !fault.expected.is_empty()));
    faults.into_iter().map(|fault| (fault.key, fault.found)).collect()
}

/// The only fault after `spoil`.
fn fault(key: &str, found: &str, spoil: impl FnOnce(&mut ModelToml)) {
    assert_eq!(faults(spoil), [(key.to_owned(), found.to_owned())]);
}

#[test]
fn negative_and_impossible_numbers_are_named() {
    fault("kind.suicide-attempt.half_life_days", "-1", |model| model.kinds[0].half_life_days = Some(-1.0));
    fault("kind.suicide-attempt.half_life_days", "NaN", |model| model.kinds[0].half_life_days = Some(f64::NAN));
    fault("kind.suicide-attempt.weight", "-5", |model| model.kinds[0].weight = -5.0);
    fault("kind.suicide-attempt.weight", "0.5", |model| model.kinds[0].weight = 0.5);
    fault("kind.suicide-attempt.cap", "60", |model| model.kinds[0].cap = 60.0);
    fault("cutoff", "0", |model| model.cutoff = 0.0);
    fault("relief_share", "1.5", |model| model.relief_share = 1.5);
    fault("dwell_days.red", "inf", |model| model.dwell_days.red = f64::INFINITY);
    fault("interaction.mood-and-letter.points", "-8", |model| model.interactions[2].points = -8.0);
    fault("interaction.mood-and-letter.window_days", "0", |model| model.interactions[2].window_days = 0.0);
}

#[test]
fn thresholds_out_of_order_are_named() {
    fault("fall.yellow", "25", |model| model.fall.yellow = 25.0);
    fault("rise", "blue 30, yellow 25, red 50", |model| model.rise.blue = 30.0);
    fault("fall", "blue 7, yellow 7, red 38", |model| model.fall.yellow = 7.0);
    fault("fall.blue", "-1", |model| model.fall.blue = -1.0);
}

#[test]
fn a_piece_fades_in_exactly_one_way() {
    fault("kind.suicide-attempt", "both", |model| model.kinds[0].fixed_days = Some(3.0));
    fault("kind.suicide-attempt", "none", |model| model.kinds[0].half_life_days = None);
}

#[test]
fn names_that_lead_nowhere_are_named() {
    fault("interaction.mood-and-letter.kinds", "moon", |model| model.interactions[2].kinds[1] = "moon".to_owned());
    fault("reading.phq-9.total.kind", "moon", |model| model.readings[0].kind = "moon".to_owned());
    fault("missing.no-measurement.kinds", "moon", |model| model.missing[0].kinds[0] = "moon".to_owned());
    fault("missing.no-measurement.after", "moon", |model| model.missing[0].after.push("moon".to_owned()));
}

#[test]
fn interactions_are_of_two_or_three_different_risk_kinds_once() {
    let key = "interaction.mood-and-letter.kinds";
    fault(key, "mood-score twice", |model| model.interactions[2].kinds[1] = "mood-score".to_owned());
    fault(key, "safety-plan", |model| model.interactions[2].kinds[1] = "safety-plan".to_owned());
    fault(key, "1", |model| model.interactions[2].kinds.truncate(1));
    fault(key, "another interaction of the same kinds", |model| {
        model.interactions[2].kinds = vec!["life-event".to_owned(), "passive-ideation".to_owned()];
    });
}

#[test]
fn floors_stand_only_where_nothing_can_lift_them() {
    let floor = |level| Some(FloorToml { level, days: 3.0 });
    fault("kind.mood-score.floor", "repeat = \"replace\"", |model| model.kinds[8].floor = floor(Level::Red));
    fault("kind.safety-plan.floor", "level blue", |model| {
        let plan = model.kinds.iter_mut().find(|kind| kind.code == "safety-plan").unwrap();
        plan.floor = floor(Level::Blue);
    });
    fault("kind.suicide-attempt.floor.level", "none", |model| model.kinds[0].floor = floor(Level::None));
}

#[test]
fn doubled_and_empty_words_are_named() {
    fault("kind.suicide-attempt.code", "it stands twice", |model| {
        model.kinds[2].code = "suicide-attempt".to_owned();
        model.missing[1].after.remove(2);
    });
    fault("kind.suicide-attempt.title.zh-CN", "nothing", |model| model.kinds[0].title.zh_cn = " ".to_owned());
    fault("kind.suicide-attempt.source", "nothing", |model| model.kinds[0].source.clear());
    fault("source", "none", |model| model.sources.clear());
    fault("version", "nothing", |model| model.version.clear());
}

#[test]
fn steps_of_a_reading_rise_and_stay_within_the_weight() {
    fault("reading.phq-9.total.steps.permille", "1001", |model| model.readings[0].steps[2].permille = 1001);
    let steps = vec![StepToml { from: 5.0, permille: 1 }, StepToml { from: 5.0, permille: 2 }];
    let found = faults(|model| model.readings[0].steps = steps);
    assert_eq!(found[0].0, "reading.phq-9.total.steps");
}

#[test]
fn all_faults_are_told_at_once() {
    let found = faults(|model| {
        model.kinds[0].weight = -1.0;
        model.fall.red = 99.0;
        model.interactions[0].kinds[0] = "moon".to_owned();
    });
    assert_eq!(
        found.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(),
        ["fall.red", "kind.suicide-attempt.weight", "interaction.ideation-and-event.kinds",]
    );
}

#[test]
fn an_unknown_key_of_the_file_is_refused() {
    let spoilt = DEFAULT.replacen("cutoff =", "cut_off =", 1);
    assert!(toml::from_str::<ModelToml>(&spoilt).is_err());
}

#[test]
fn a_model_has_at_most_64_kinds() {
    fault("kind", "65", |model| {
        let last = model.kinds.last().unwrap().clone();
        for number in model.kinds.len()..65 {
            model.kinds.push(crate::model::KindToml { code: format!("more-{number}"), ..last.clone() });
        }
    });
}
