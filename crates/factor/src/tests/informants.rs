//! Two views of one person.

use crate::informants::{Answered, FormNorm, Gap, InformantRules, InformantRulesToml, Limits, View, gap, item_gaps};
use crate::reference::{Least, NormSource};

const LIMITS: Limits = Limits { level: 0.95, t_points: 10.0, item_steps: 2 };

fn bare(score: f64) -> View {
    View { score, range: Some([0.0, 12.0]), norm: None, error: None }
}

fn normed(score: f64, mean: f64, sd: f64, reliability: Option<f64>) -> View {
    View { norm: Some(FormNorm { mean, sd, persons: 500, reliability }), ..bare(score) }
}

#[test]
fn with_norms_on_both_sides_views_are_compared_on_t() {
    // 50 + 10·(8 − 4)/2 = 70 and 50 + 10·(6 − 5)/4 = 52.5: raw points would say 2
    let found = gap(&normed(8.0, 4.0, 2.0, None), &normed(6.0, 5.0, 4.0, None), &LIMITS).unwrap();
    assert_eq!(found, Gap::Norms { t: [70.0, 52.5], difference: -17.5, error: None, differs: true });
    let near = gap(&normed(5.0, 4.0, 2.0, None), &normed(5.0, 5.0, 4.0, None), &LIMITS).unwrap();
    assert_eq!(near.differs(), Some(false));
}

#[test]
fn a_difference_on_t_must_also_pass_its_error_where_that_is_known() {
    // reliabilities 0.5 and 0.5: error of the difference 10·√1 = 10, and 1.96·10 > 15
    let [one, other] = [normed(7.0, 4.0, 2.0, Some(0.5)), normed(5.0, 5.0, 4.0, Some(0.5))];
    let found = gap(&one, &other, &LIMITS).unwrap();
    let Gap::Norms { difference, error: Some(error), differs, .. } = found else { panic!("{found:?}") };
    assert!((difference + 15.0).abs() < 1e-12 && (error - 10.0).abs() < 1e-12 && !differs);
    let sharp = gap(&normed(7.0, 4.0, 2.0, Some(0.9)), &normed(5.0, 5.0, 4.0, Some(0.9)), &LIMITS).unwrap();
    assert_eq!(sharp.differs(), Some(true));
}

#[test]
fn without_norms_the_error_of_both_scores_judges_the_points() {
    let with = |score, error| View { error: Some(error), ..bare(score) };
    // √(3² + 4²) = 5; 12 − 2 = 10 is twice that, 11 − 2 = 9 is not 1.96 times
    let found = gap(&with(2.0, 3.0), &with(12.0, 4.0), &LIMITS).unwrap();
    assert_eq!(found, Gap::Error { difference: 10.0, error: 5.0, index: 2.0, differs: true });
    assert_eq!(gap(&with(2.0, 3.0), &with(11.0, 4.0), &LIMITS).unwrap().differs(), Some(false));
    // one of them unknown: not judged, however far apart
    assert_eq!(gap(&with(0.0, 1.0), &bare(12.0), &LIMITS).unwrap(), Gap::Unjudged { difference: Some(12.0) });
}

#[test]
fn scores_of_other_ranges_are_not_subtracted() {
    let wide = View { range: Some([0.0, 40.0]), error: Some(1.0), ..bare(30.0) };
    let narrow = View { error: Some(1.0), ..bare(3.0) };
    assert_eq!(gap(&narrow, &wide, &LIMITS).unwrap(), Gap::Unjudged { difference: None });
}

#[test]
fn who_is_first_changes_the_sign_and_nothing_else() {
    for (a, b) in [(0.0, 12.0), (3.0, 4.0), (7.0, 7.0), (12.0, 1.0)] {
        let [one, other] = [normed(a, 5.0, 3.0, Some(0.8)), normed(b, 6.0, 2.0, Some(0.7))];
        let [there, back] = [gap(&one, &other, &LIMITS).unwrap(), gap(&other, &one, &LIMITS).unwrap()];
        let (Gap::Norms { difference: x, .. }, Gap::Norms { difference: y, .. }) = (there, back) else { panic!() };
        assert!((x + y).abs() < 1e-12);
        assert_eq!(there.differs(), back.differs());
    }
}

#[test]
fn only_questions_on_the_same_steps_stand_beside_each_other_the_widest_first() {
    let four: &[i64] = &[0, 1, 2, 3];
    let answer = |item, value| Answered { item, value, steps: four };
    let one = [answer("a", 0.0), answer("b", 1.0), answer("c", 3.0), answer("mine", 3.0)];
    let other = [Answered { item: "a", value: 1.0, steps: &[0, 1] }, answer("b", 0.0), answer("c", 0.0), answer("yours", 1.0)];
    let found = item_gaps(&one, &other, &LIMITS);
    let told: Vec<(&str, usize, bool)> = found.iter().map(|gap| (gap.item.as_str(), gap.steps, gap.differs)).collect();
    assert_eq!(told, [("c", 3, true), ("b", 1, false)]);
    // steps count places, not points
    let doubled: &[i64] = &[0, 2, 4];
    let [x, y] = [0.0, 2.0].map(|value| [Answered { item: "d", value, steps: doubled }]);
    assert_eq!(item_gaps(&x, &y, &LIMITS)[0].steps, 1);
}

fn number(is: f64) -> Least {
    Least { is, source: "P".to_owned() }
}

#[test]
fn rules_without_a_source_or_with_an_impossible_number_are_refused_each_by_its_key() {
    let good = || InformantRulesToml {
        id: "default".to_owned(),
        version: "1".to_owned(),
        valid_from: "2026-11-23".to_owned(),
        source: vec![NormSource { reference: "?".to_owned(), confidence: "P".to_owned() }],
        level: number(0.95),
        t_points: number(10.0),
        item_steps: number(2.0),
        asked_days: number(14.0),
        danger: Vec::new(),
        reliability: Vec::new(),
    };
    let rules = InformantRules::compile(good()).unwrap();
    assert_eq!((rules.asked_days(), *rules.limits()), (14, LIMITS));
    let bad = InformantRulesToml {
        level: number(1.0),
        t_points: number(0.0),
        item_steps: number(1.5),
        asked_days: Least { is: 0.0, source: " ".to_owned() },
        ..good()
    };
    let keys: Vec<String> = InformantRules::compile(bad).unwrap_err().into_iter().map(|fault| fault.key).collect();
    assert_eq!(keys, ["level.is", "t_points.is", "item_steps.is", "asked_days.is", "source"]);
}
