use super::*;
use crate::definition::{CriticalKind, Strength};
use xinqiao_kernel::Sex;

#[test]
fn item_nine_fires_on_an_incomplete_form() {
    let instrument = instruments::phq9();
    let outcome = outcome(&instrument, &[0, -1, -1, -1, -1, -1, -1, -1, 1]);
    assert_eq!(outcome.total(&instrument), None);
    let expected = CriticalHit { critical: 0, item: 8, kind: CriticalKind::Suicide, strength: Strength::Hard, value: 1.0 };
    assert_eq!((outcome.critical.as_slice(), outcome.attention), ([expected].as_slice(), Some(Attention::TalkSoon)));
    assert_eq!(instrument.criticals()[0].follow_on(), ["asq", "c-ssrs"]);
}

#[test]
fn a_hard_critical_answer_outweighs_the_mildest_band() {
    let instrument = instruments::phq9();
    let outcome = outcome(&instrument, &[0, 0, 0, 0, 0, 0, 0, 0, 1]);
    assert_eq!((outcome.band_column(&instrument).as_ref(), outcome.attention), ("none", Some(Attention::TalkSoon)));
}

#[test]
fn phq9_algorithm_counts_item_nine_at_one() {
    let instrument = instruments::phq9();
    assert_eq!(outcome(&instrument, &[2, 2, 2, 2, 0, 0, 0, 0, 1]).rules, [Some(true)]);
    assert_eq!(outcome(&instrument, &[2, 2, 2, 2, 0, 0, 0, 0, 0]).rules, [Some(false)]);
    assert_eq!(outcome(&instrument, &[1, 1, 3, 3, 3, 3, 3, 3, 3]).rules, [Some(false)]);
    assert_eq!(outcome(&instrument, &[2, 2, 2, 2, -1, 0, 0, 0, 0]).rules, [None]);
    assert_eq!(outcome(&instrument, &[2, 2, 2, 2, 2, -1, -1, -1, -1]).rules, [Some(true)]);
}

#[test]
fn band_edges_belong_to_the_band_that_names_them() {
    let instrument = instruments::phq9();
    for (total, band) in
        [(4, "none"), (5, "mild"), (9, "mild"), (10, "moderate"), (15, "moderately_severe"), (20, "severe"), (27, "severe")]
    {
        let mut list = [0; 9];
        let mut rest = total;
        for place in &mut list {
            *place = rest.min(3);
            rest -= *place;
        }
        let outcome = outcome(&instrument, &list);
        assert_eq!(outcome.band_column(&instrument), band, "{total}");
        assert_eq!(flags(&instrument, &outcome).contains(&"screen:positive".to_owned()), 10 <= total);
    }
}

#[test]
fn a_lie_scale_takes_total_and_band_but_not_the_critical_answer() {
    let instrument = instruments::mht();
    let mut list = [0; 100];
    for place in [82, 84, 86, 88, 90, 92, 94, 3, 4, 5] {
        list[place - 1] = 1;
    }
    let invalid = outcome(&instrument, &list);
    assert!(!invalid.valid && invalid.complete);
    assert_eq!((invalid.total(&instrument), invalid.band_column(&instrument).as_ref()), (None, ""));
    assert_eq!(score_of(&instrument, &invalid, "lie"), Some(7.0));
    assert_eq!(score_of(&instrument, &invalid, "learning"), Some(3.0));
    assert_eq!(flags(&instrument, &invalid), ["validity:lie"]);
    assert_eq!((invalid.critical.len(), invalid.attention), (1, Some(Attention::MoreCare)));
    list[93] = 0;
    let valid = outcome(&instrument, &list);
    assert!(valid.valid);
    assert_eq!((valid.total(&instrument), valid.band_column(&instrument).as_ref()), (Some(3.0), "normal"));
}

#[test]
fn bands_and_screens_follow_the_sex_of_the_person() {
    let instrument = instruments::audit();
    let given = answers(&instrument, &values(&[3, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    let with = |sex| score(&instrument, &given, &Subject { sex, ..Subject::default() }, &Options::default());
    let (woman, man, unknown) = (with(Some(Sex::Female)), with(Some(Sex::Male)), with(None));
    let band = |outcome: &Outcome| outcome.band_code(&instrument, 1).map(str::to_owned);
    assert_eq!((band(&woman).as_deref(), band(&man).as_deref(), band(&unknown)), (Some("risky"), Some("low"), None));
    assert_eq!((woman.screens[0], man.screens[0], unknown.screens[0]), (Some(true), Some(false), None));
}

#[test]
fn a_setting_matches_only_when_asked_for() {
    let scoring = "score = [{ code = \"total\", method = \"sum\", of = \"all\", range = [0, 6] }]
        [[bands]]
        score = \"total\"
        source = \"x\"
        population = { setting = \"china\", min_age = 18 }
        band = [{ code = \"c\", from = 0, to = 6, attention = 2 }]
        [[bands]]
        score = \"total\"
        source = \"x\"
        band = [{ code = \"all\", from = 0, to = 6, attention = 1 }]";
    let instrument = instrument(&plain_items(2, "[0, 1, 2, 3]"), scoring);
    let given = answers(&instrument, &values(&[1, 1]));
    let band = |setting, age| {
        let outcome = score(&instrument, &given, &Subject { sex: None, age, setting }, &Options::default());
        outcome.band_column(&instrument).into_owned()
    };
    assert_eq!(band(Some("china"), Some(18)), "c");
    assert_eq!(band(Some("china"), Some(17)), "all");
    assert_eq!(band(Some("china"), None), "all");
    assert_eq!(band(None, Some(30)), "all");
}

#[test]
fn without_a_primary_result_the_column_lists_pairs() {
    let scoring = "score = [
          { code = \"a\", method = \"sum\", of = [\"1\"] },
          { code = \"step\", method = \"sum\", of = [\"1\"], report = false },
          { code = \"b\", method = \"mean\", of = [\"1\", \"2\"], range = [0, 3] },
        ]
        [[bands]]
        score = \"a\"
        source = \"x\"
        band = [{ code = \"lo\", from = 0, to = 1, attention = 1 }, { code = \"hi\", from = 2, to = 3, attention = 2 }]
        [[bands]]
        score = \"b\"
        source = \"x\"
        band = [{ code = \"lo\", from = 0, below = 2.0, attention = 1 }, { code = \"hi\", from = 2, to = 3, attention = 2 }]";
    let instrument = instrument(&plain_items(2, "[0, 1, 2, 3]"), scoring);
    assert_eq!(outcome(&instrument, &[3, 0]).band_column(&instrument), "a=hi;b=lo");
    assert_eq!(outcome(&instrument, &[3, 1]).band_column(&instrument), "a=hi;b=hi");
    assert_eq!(outcome(&instrument, &[3, -1]).band_column(&instrument), "a=hi");
}

const CHECKS: &str = r#"
score = [{ code = "total", method = "sum", of = "all" }]
validity = [
  { code = "line", kind = "straight_line", effect = "flag" },
  { code = "speed", kind = "fast", seconds_per_item = 1.5, effect = "flag" },
  { code = "twins", kind = "contradiction", pairs = [["1", "3"]], distance = 3, effect = "flag" },
]
"#;

fn quality(list: &[i32], seconds: Option<f64>, age: Option<u8>) -> Vec<String> {
    let instrument = instrument(&plain_items(3, "[0, 1, 2, 3]"), CHECKS);
    let subject = Subject { age, ..Subject::default() };
    let outcome = score(&instrument, &answers(&instrument, &values(list)), &subject, &Options { prorate: false, seconds });
    assert!(outcome.valid);
    flags(&instrument, &outcome)
}

#[test]
fn equal_answers_are_a_straight_line_only_when_none_is_missing() {
    assert_eq!(quality(&[2, 2, 2], None, None), ["straight_line"]);
    assert_eq!(quality(&[2, -1, 2], None, None), [""; 0]);
    assert_eq!(quality(&[2, 1, 2], None, None), [""; 0]);
}

#[test]
fn speed_is_judged_by_the_answered_items() {
    assert_eq!(quality(&[2, 1, 2], Some(4.4), None), ["fast"]);
    assert_eq!(quality(&[2, 1, 2], Some(4.5), None), [""; 0]);
    assert_eq!(quality(&[2, -1, -1], Some(2.0), None), [""; 0]);
}

#[test]
fn a_pair_that_lies_too_far_apart_is_a_contradiction() {
    assert_eq!(quality(&[0, 1, 3], None, None), ["contradiction:twins"]);
    assert_eq!(quality(&[1, 1, 3], None, None), [""; 0]);
}

#[test]
fn an_age_outside_the_validated_range_is_flagged() {
    assert_eq!(quality(&[2, 1, 2], None, Some(11)), ["age_outside"]);
    assert_eq!(quality(&[2, 1, 2], None, Some(81)), ["age_outside"]);
    assert_eq!(quality(&[2, 1, 2], None, Some(12)), [""; 0]);
}

#[test]
fn a_reused_buffer_gives_what_a_fresh_one_gives() {
    let (mht, phq9) = (instruments::mht(), instruments::phq9());
    let mut liar = [1; 100];
    liar[0] = -1;
    let mut buffer = outcome(&mht, &liar);
    assert!(!buffer.valid);
    let given = answers(&phq9, &values(&[0, 1, 2, 3, 0, 1, 2, 3, 0]));
    score_into(&phq9, &given, &Subject::default(), &Options::default(), &mut buffer);
    assert_eq!(buffer, score(&phq9, &given, &Subject::default(), &Options::default()));
}
