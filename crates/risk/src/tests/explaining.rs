use super::*;

#[test]
fn ten_letters_count_as_their_cap_newest_first() {
    let model = shipped();
    let letters: Vec<Evidence> = (0..10).map(|number| piece(&model, number, "letter-of-despair", day(0))).collect();
    let assessment = model.evaluate(&letters, None, day(0));
    assert_eq!(assessment.points, Points::of(28.0).unwrap());
    let cap = Counted::Capped { cap: Points::of(28.0).unwrap() };
    let why: Vec<Counted> = assessment.contributions.iter().map(|letter| letter.why).collect();
    assert_eq!(why[..3], [Counted::Whole, Counted::Whole, cap]);
    assert_eq!(assessment.contributions[9].counted, Points::ZERO);
    assert_eq!(assessment.contributions[9].left, Points::of(14.0).unwrap(), "what it would count by itself stays visible");
}

#[test]
fn a_contribution_tells_its_age_what_is_left_and_when_it_is_gone() {
    let model = shipped();
    let assessment = model.evaluate(&[piece(&model, 1, "life-event", day(-60))], None, day(0));
    let event = assessment.contributions[0];
    assert_eq!((event.start.value(), event.left.value(), event.age.as_hours()), (14.0, 7.0, 60 * 24));
    // 14 points fade to 1 after 60·log2(14) = 228.44 days.
    assert_eq!(event.gone_at.unwrap().duration_since(day(-60)).as_hours() / 24, 228);
    let then = model.evaluate(&[piece(&model, 1, "life-event", day(-60))], None, event.gone_at.unwrap());
    assert_eq!(
        (then.contributions[0].why, then.contributions[0].left, then.basis),
        (Counted::Gone, Points::ZERO, Basis::Stale { newest: day(-60) })
    );
}

#[test]
fn an_interaction_fades_with_the_weaker_and_ends_with_its_window() {
    let model = shipped();
    let evidence = [piece(&model, 1, "passive-ideation", day(0)), piece(&model, 2, "life-event", day(0))];
    let at =
        |days: i64| model.evaluate(&evidence, None, day(days)).interactions.first().map(|held| (held.points.value(), held.until));
    assert_eq!(at(0), Some((10.0, day(60))));
    assert_eq!(at(30), Some((5.0, day(60))), "half of the thoughts is left after 30 days");
    assert_eq!(at(60), None);
}

#[test]
fn the_smallest_kinds_that_would_raise_come_first() {
    let model = shipped();
    let assessment = model.evaluate(&[piece(&model, 1, "passive-ideation", day(0))], None, day(0));
    let raising: Vec<(&str, f64)> = assessment
        .changes
        .iter()
        .filter_map(|change| match change {
            WouldChange::RaisedBy { kind, added, to: Level::Red } => Some((model.kind(*kind)?.code.as_str(), added.value())),
            _ => None,
        })
        .collect();
    // 30 points: an event (14) with its interaction (10) is enough for 50, a letter (14) is not.
    assert_eq!(raising[..3], [("life-event", 24.0), ("crisis-line-moderate", 28.0), ("anxiety-score", 30.0)]);
    assert!(raising.iter().all(|(kind, _)| *kind != "letter-of-despair"));
}

#[test]
fn evidence_that_carries_the_level_is_named_and_evidence_that_does_not_is_not() {
    let model = shipped();
    let evidence = [piece(&model, 1, "self-harm", day(0)), piece(&model, 2, "concern-reported", day(0))];
    let assessment = model.evaluate(&evidence, None, day(0));
    let carrying: Vec<WouldChange> =
        assessment.changes.iter().copied().filter(|change| matches!(change, WouldChange::LoweredWithout { .. })).collect();
    let kind = model.kind_id("self-harm").unwrap();
    assert_eq!(carrying, [WouldChange::LoweredWithout { evidence: id(1), kind, to: Level::Blue }]);
}

#[test]
fn letters_that_carry_the_level_together_are_named_as_a_kind() {
    let model = shipped();
    let letters: Vec<Evidence> = (0..4).map(|number| piece(&model, number, "letter-of-despair", day(0))).collect();
    let assessment = model.evaluate(&letters, None, day(0));
    let kind = model.kind_id("letter-of-despair").unwrap();
    assert_eq!(assessment.level, Level::Yellow);
    assert!(assessment.changes.contains(&WouldChange::LoweredWithoutKind { kind, to: Level::None }));
    assert!(!assessment.changes.iter().any(|change| matches!(change, WouldChange::LoweredWithout { .. })));
}

#[test]
fn an_interview_and_a_plan_would_end_yellow_sooner() {
    let model = shipped();
    let evidence = [piece(&model, 1, "crisis-line-moderate", day(0))];
    let assessment = model.evaluate(&evidence, None, day(0));
    let sooner = model.sooner_by(&evidence, &assessment);
    let codes: Vec<&str> = sooner.iter().map(|help| model.kind(help.kind).unwrap().code.as_str()).collect();
    assert_eq!(codes, ["interview-no-danger", "in-treatment", "safety-plan", "accompanied"]);
    // 28 − 14 points lie below 18 at once: the dwell of seven days is all that holds.
    assert_eq!(sooner[0].falls_at, day(7));
}

#[test]
fn knowing_nothing_is_said_and_adds_nothing() {
    let model = shipped();
    let nothing = model.evaluate(&[], None, day(0));
    assert_eq!((nothing.level, nothing.points, nothing.basis), (Level::None, Points::ZERO, Basis::Unknown));
    let codes = |assessment: &Assessment| assessment.gaps.iter().map(|at| model.missing()[*at].code.clone()).collect::<Vec<_>>();
    assert_eq!(codes(&nothing), ["no-measurement"]);
    let flagged = [piece(&model, 1, "self-harm", day(0))];
    assert_eq!(codes(&model.evaluate(&flagged, None, day(0))), ["no-measurement", "no-interview-after-red-flag"]);
    let seen = [flagged[0], piece(&model, 2, "interview-no-danger", day(0))];
    assert_eq!(codes(&model.evaluate(&seen, None, day(6))), Vec::<String>::new());
    assert_eq!(codes(&model.evaluate(&seen, None, day(7))), ["no-interview-after-red-flag"]);
}

#[test]
fn what_is_gone_still_stands_in_the_list() {
    let model = shipped();
    let assessment = model.evaluate(&[piece(&model, 1, "asked-for-contact", day(-14))], None, day(0));
    assert_eq!((assessment.level, assessment.contributions.len()), (Level::None, 1));
    assert_eq!(assessment.contributions[0].why, Counted::Gone);
}
