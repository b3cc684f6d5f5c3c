use super::*;

/// What the shipped pack says about new evidence of these kinds, all on one day.
fn level_of(kinds: &[&str]) -> Level {
    let model = shipped();
    let evidence: Vec<Evidence> = (1..).zip(kinds).map(|(number, kind)| piece(&model, number, kind, day(0))).collect();
    model.level_only(&evidence, None, day(0))
}

#[test]
fn the_shipped_pack_is_sound() {
    let model = shipped();
    assert_eq!((model.id(), model.version()), ("default", "1"));
    assert!(model.kinds().all(|(_, kind)| kind.source.len() > 20));
}

#[test]
fn every_red_flag_is_red_by_itself_and_a_wish_is_blue() {
    for kind in
        ["suicide-attempt", "plan-with-means", "danger-to-others", "self-harm", "ideation-with-method", "crisis-line-high"]
    {
        assert_eq!(level_of(&[kind]), Level::Red, "{kind}");
    }
    assert_eq!(level_of(&["passive-ideation"]), Level::Yellow);
    assert_eq!(level_of(&["asked-for-contact"]), Level::Blue);
}

#[test]
fn letters_and_reports_alone_never_reach_red_however_many() {
    assert_eq!(level_of(&["letter-of-despair"; 40]), Level::Yellow);
    assert_eq!(level_of(&["concern-reported"; 40]), Level::Blue);
    assert_eq!(level_of(&["life-event"; 40]), Level::Blue);
}

#[test]
fn all_that_protects_together_does_not_lower_a_red_flag() {
    let protect = ["interview-no-danger", "interview-no-danger", "in-treatment", "safety-plan", "accompanied"];
    let mut kinds = vec!["plan-with-means"];
    kinds.extend(protect);
    assert_eq!(level_of(&kinds), Level::Red);
    let model = shipped();
    let evidence: Vec<Evidence> = (1..).zip(&kinds).map(|(number, kind)| piece(&model, number, kind, day(0))).collect();
    let assessment = model.evaluate(&evidence, None, day(1));
    assert!(assessment.points < model.rises_at(Level::Red).unwrap());
    assert_eq!(assessment.floor.map(|floor| (floor.level, floor.until)), Some((Level::Red, day(14))));
}

#[test]
fn interactions_of_the_pack_lift_two_serious_facts_to_red() {
    assert_eq!(level_of(&["passive-ideation", "treatment-stopped"]), Level::Red);
    assert_eq!(level_of(&["passive-ideation", "life-event"]), Level::Red);
}

#[test]
fn scores_speak_as_the_grades_of_the_norm() {
    let model = shipped();
    let level = |instrument: &str, total: f64| {
        let (kind, strength) = model.read(instrument, "total", total).unwrap();
        model.level_only(&[Evidence { strength, ..Evidence::new(id(1), kind, day(0)) }], None, day(0))
    };
    let phq = [0.0, 9.0, 10.0, 14.0, 15.0, 19.0, 20.0, 27.0].map(|total| level("phq-9", total));
    assert_eq!(phq.map(Level::code), ["none", "none", "blue", "blue", "yellow", "yellow", "red", "red"]);
    assert_eq!([9.0, 10.0, 15.0, 21.0].map(|total| level("gad-7", total).code()), ["none", "blue", "yellow", "yellow"]);
    assert_eq!(model.read("phq-9", "somatic", 3.0), None);
}

#[test]
fn a_newer_lower_score_replaces_an_older_higher_one() {
    let model = shipped();
    let (kind, high) = model.read("phq-9", "total", 17.0).unwrap();
    let (_, low) = model.read("phq-9", "total", 4.0).unwrap();
    let older = Evidence { strength: high, ..Evidence::new(id(1), kind, day(0)) };
    let newer = Evidence { strength: low, ..Evidence::new(id(2), kind, day(10)) };
    let before = model.evaluate(&[older], None, day(9));
    assert_eq!(before.level, Level::Yellow);
    let after = model.evaluate(&[older, newer], Some(before.standing()), day(17));
    assert_eq!((after.level, after.points), (Level::Blue, Points::ZERO));
    assert_eq!(after.contributions[1].why, Counted::Replaced { by: id(2) });
}

#[test]
fn red_of_a_plan_is_over_after_its_days_and_every_level_ends() {
    let model = shipped();
    let evidence = [piece(&model, 1, "plan-with-means", day(0))];
    let mut standing = model.standing(&evidence, None, day(0));
    let mut falls = Vec::new();
    while let Some(at) = model.evaluate(&evidence, Some(standing), standing.as_of).falls_at {
        standing = model.standing(&evidence, Some(standing), at);
        falls.push((standing.level, at.duration_since(day(0)).as_hours() / 24));
    }
    // 70 points halve every 30 days: below 38 after 30·log2(70/38) = 26.4 days, below 18 after 58.8, below 7 after 99.7.
    assert_eq!(falls, [(Level::Yellow, 26), (Level::Blue, 58), (Level::None, 99)]);
}
