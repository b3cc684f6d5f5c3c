//! Scores, totals and their movement.

use super::*;
use crate::trend::At;

fn points(scores: &[f64]) -> Vec<At> {
    (0..).zip(scores).map(|(after, score)| At { on: day(after), score: Score::try_from(*score).unwrap() }).collect()
}

fn moved(measure: &str, scores: &[f64], age: Option<u8>) -> Trend {
    let rules = rules();
    trend(rules.measure(&code(measure)).unwrap(), &points(scores), age).unwrap()
}

/// Measure, scores, age, movement, last less first.
type Row = (&'static str, &'static [f64], Option<u8>, Movement, f64);

#[test]
fn worked_examples_of_movement() {
    use Movement as M;
    let rows: [Row; 14] = [
        ("phq-9", &[15.0], None, M::TooFew, 0.0),
        ("phq-9", &[15.0, 11.0], None, M::NoReliableChange, -4.0),
        // design screen 10: 15 to 9 in half a year
        ("phq-9", &[15.0, 9.0], None, M::BetterPastCutOff, -6.0),
        ("phq-9", &[20.0, 15.0], None, M::Better, -5.0),
        ("phq-9", &[9.0, 4.0], None, M::Better, -5.0),
        ("phq-9", &[10.0, 15.0], None, M::Worse, 5.0),
        ("phq-9", &[15.0, 4.0, 14.0], None, M::NoReliableChange, -1.0),
        ("gad-7", &[15.0, 3.0], None, M::NotJudged, -12.0),
        ("who-5", &[40.0, 48.0], None, M::NoReliableChange, 8.0),
        ("who-5", &[40.0, 52.0], None, M::BetterPastCutOff, 12.0),
        ("ors", &[19.0, 24.9], Some(34), M::NoReliableChange, 5.9),
        ("ors", &[19.0, 25.0], Some(34), M::BetterPastCutOff, 6.0),
        ("ors", &[19.0, 25.0], Some(15), M::Better, 6.0),
        ("ors", &[30.5, 24.5], Some(34), M::Worse, -6.0),
    ];
    for (measure, scores, age, movement, change) in rows {
        let found = moved(measure, scores, age);
        assert_eq!((found.movement, f64::from(found.change)), (movement, change), "{measure} {scores:?} {age:?}");
    }
}

#[test]
fn the_cut_off_of_four_lines_depends_on_the_age_and_is_unknown_without_one() {
    for (age, at) in [(Some(6), Some(32)), (Some(12), Some(32)), (Some(13), Some(28)), (Some(17), Some(28)), (Some(18), Some(25))]
    {
        assert_eq!(moved("ors", &[19.0], age).cut_off, at.map(Score::whole), "{age:?}");
    }
    assert_eq!(moved("ors", &[19.0, 27.0], None).cut_off, None);
    assert_eq!(moved("ors", &[19.0, 27.0], None).movement, Movement::Better);
    assert_eq!(moved("phq-9", &[19.0], None).cut_off, Some(Score::whole(10)));
}

#[test]
fn the_best_score_is_the_earliest_of_equals_on_the_good_side() {
    let low = moved("phq-9", &[15.0, 6.0, 6.0, 9.0], None);
    assert_eq!((low.first.score, low.best, low.last.score), (Score::whole(15), points(&[15.0, 6.0])[1], Score::whole(9)));
    let high = moved("ors", &[15.0, 6.0, 19.5, 9.0], None);
    assert_eq!(high.best.score, Score::tenths(195));
    assert_eq!(low.count, 4);
}

#[test]
fn no_score_is_no_trend() {
    let rules = rules();
    assert_eq!(trend(rules.measure(&code("ors")).unwrap(), &[], Some(34)), None);
}

#[test]
fn staff_read_no_reliable_change_in_words() {
    let rules = rules();
    assert_eq!(rules.trend_words(Movement::NoReliableChange, "en"), Some("no reliable change"));
    assert_eq!(rules.trend_words(Movement::NoReliableChange, "zh-CN"), Some("无可靠变化"));
    assert_eq!(rules.trend_words(Movement::NoReliableChange, "de"), None);
}

#[test]
fn four_lines_add_up_to_the_tenth() {
    let rules = rules();
    let ors = rules.measure(&code("ors")).unwrap();
    let lines = |lines: &[f64]| {
        total(ors, &Reading::Parts(lines.iter().map(|line| Score::try_from(*line).unwrap()).collect())).map(f64::from)
    };
    assert_eq!(lines(&[4.3, 5.1, 0.0, 10.0]), Ok(19.4));
    assert_eq!(lines(&[10.0, 10.0, 10.0, 10.0]), Ok(40.0));
    for wrong in [&[4.3, 5.1, 0.0][..], &[4.3, 5.1, 0.0, 10.1], &[-0.1, 5.1, 0.0, 10.0], &[1.0; 5]] {
        assert_eq!(lines(wrong), Err(Refusal::NotAScore), "{wrong:?}");
    }
    let phq = rules.measure(&code("phq-9")).unwrap();
    assert_eq!(total(phq, &Reading::Parts(vec![Score::whole(1); 9])), Err(Refusal::NotAScore));
    assert_eq!(total(phq, &Reading::Total(Score::whole(28))), Err(Refusal::NotAScore));
}

#[test]
fn a_score_has_at_most_one_decimal() {
    for wrong in [0.05, 10_000.1, f64::NAN, f64::INFINITY, -10_001.0] {
        assert!(Score::try_from(wrong).is_err(), "{wrong}");
    }
    assert_eq!(Score::try_from(-6.5).unwrap().to_string(), "-6.5");
    assert_eq!(serde_json::to_string(&Score::whole(27)).unwrap(), "27.0");
    assert_eq!(serde_json::from_str::<Score>("27").unwrap(), Score::whole(27));
}

#[test]
fn a_struck_score_counts_no_longer_and_days_order_the_others() {
    let mut story = Story::assessed("general", Grade::Low);
    story.later(10);
    let take = |story: &mut Story, score, on| {
        let reading = Reading::Total(Score::whole(score));
        story.does(LIN, |c, a, d| take_score(c, a, code("phq-9"), reading, on, None, d))
    };
    take(&mut story, 15, day(9));
    let wrong = take(&mut story, 27, day(10));
    take(&mut story, 20, day(3));
    assert_eq!(story.tries(LIN, |c, a, d| strike_score(c, a, wrong, None, d)), Err(Refusal::Wordless));
    story.does(LIN, |c, a, d| strike_score(c, a, wrong, words("another person's"), d));
    let left: Vec<Score> = story.case.points_of(&code("phq-9")).iter().map(|point| point.score).collect();
    assert_eq!(left, [Score::whole(20), Score::whole(15)]);
    assert_eq!(story.case.points().len(), 3);
}
