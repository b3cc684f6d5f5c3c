use proptest::prelude::*;

use super::arbitrary::{all, drawn, evidence, models, pieces, standings};
use super::*;

fn role(model: &Model, piece: &Evidence) -> Role {
    model.kind(piece.kind).unwrap().role
}

/// In a kind that replaces, is the piece weaker than an older one? The exception that law 1 declares.
fn replaces_a_stronger(model: &Model, before: &[Evidence], new: &Evidence) -> bool {
    model.kind(new.kind).unwrap().repeat == Repeat::Replace
        && before.iter().any(|old| old.kind == new.kind && old.at <= new.at && new.strength < old.strength)
}

fn seconds(number: i64) -> SignedDuration {
    SignedDuration::from_secs(number)
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn more_risk_never_lowers_and_more_protection_never_raises(
        model in models(), before in pieces(), new in drawn(), standing in standings(), later in 0..60 * 86_400_i64,
    ) {
        let before = all(&model, &before);
        let new = evidence(&model, 999, new);
        prop_assume!(!replaces_a_stronger(&model, &before, &new));
        let mut after = before.clone();
        after.push(new);
        let now = day(0) + seconds(later);
        let (old, new_level) = (model.evaluate(&before, standing, now), model.evaluate(&after, standing, now));
        match role(&model, &new) {
            Role::Risk => {
                prop_assert!(old.level <= new_level.level, "{old:?} {new_level:?}");
                prop_assert!(old.points <= new_level.points, "{old:?} {new_level:?}");
            }
            Role::Protective => {
                prop_assert!(new_level.level <= old.level, "{old:?} {new_level:?}");
                prop_assert!(new_level.points <= old.points, "{old:?} {new_level:?}");
            }
        }
    }

    #[test]
    fn time_alone_never_raises_points_or_level(
        model in models(), drawn in pieces(), standing in standings(), first in 0..90 * 86_400_i64, more in 0..200 * 86_400_i64,
    ) {
        let evidence = all(&model, &drawn);
        let (early, late) = (day(0) + seconds(first), day(0) + seconds(first + more));
        let before = model.evaluate(&evidence, standing, early);
        let after = model.evaluate(&evidence, Some(before.standing()), late);
        prop_assert!(after.level <= before.level);
        prop_assert!(after.points <= before.points && after.gross <= before.gross);
        prop_assert!(model.level_only(&evidence, None, late) <= model.level_only(&evidence, None, early));
    }

    #[test]
    fn a_second_never_raises_the_points(model in models(), drawn in pieces(), at in 0..90 * 86_400_i64) {
        let evidence = all(&model, &drawn);
        let points = |second: i64| model.evaluate(&evidence, None, day(0) + seconds(second)).points;
        for second in at..at + 5 {
            prop_assert!(points(second + 1) <= points(second));
        }
    }

    #[test]
    fn the_level_falls_at_the_very_second_that_was_told(
        model in models(), drawn in pieces(), standing in standings(), later in 0..60 * 86_400_i64,
    ) {
        let evidence = all(&model, &drawn);
        let now = day(0) + seconds(later);
        let assessment = model.evaluate(&evidence, standing, now);
        match assessment.falls_at {
            None => prop_assert_eq!(assessment.level, Level::None),
            Some(at) => {
                prop_assert!(now < at);
                let just_before = model.standing(&evidence, Some(assessment.standing()), at - SignedDuration::from_nanos(1));
                prop_assert_eq!((just_before.level, just_before.since), (assessment.level, assessment.since));
                let then = model.standing(&evidence, Some(assessment.standing()), at);
                prop_assert_eq!((then.level, then.since), (assessment.level.lower(), at));
            }
        }
    }

    #[test]
    fn it_does_not_matter_how_often_somebody_looks(
        model in models(), drawn in pieces(), standing in standings(), looks in prop::collection::vec(0..40 * 86_400_i64, 1..12),
    ) {
        let evidence = all(&model, &drawn);
        let first = model.standing(&evidence, standing, day(0));
        let mut walked = first;
        let mut now = day(0);
        for step in looks {
            now += seconds(step);
            walked = model.standing(&evidence, Some(walked), now);
        }
        prop_assert_eq!(model.standing(&evidence, Some(first), now), walked);
    }

    #[test]
    fn order_and_copies_of_the_evidence_do_not_matter(
        model in models(), drawn in pieces(), standing in standings(), copies in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        turn in any::<prop::sample::Index>(),
    ) {
        let evidence = all(&model, &drawn);
        let mut other = evidence.clone();
        if !evidence.is_empty() {
            other.extend(copies.iter().map(|copy| *copy.get(&evidence)));
            let turn = turn.index(other.len());
            other.rotate_left(turn);
            other.reverse();
        }
        prop_assert_eq!(model.evaluate(&evidence, standing, day(0)), model.evaluate(&other, standing, day(0)));
    }

    #[test]
    fn of_two_records_with_one_id_the_later_counts(model in models(), one in drawn(), two in drawn()) {
        let (one, two) = (evidence(&model, 7, one), evidence(&model, 7, two));
        prop_assume!(one.at != two.at);
        let later = if one.at < two.at { two } else { one };
        prop_assert_eq!(model.evaluate(&[one, two], None, day(0)), model.evaluate(&[later], None, day(0)));
    }

    #[test]
    fn the_level_alone_is_that_of_the_whole_evaluation(model in models(), drawn in pieces(), standing in standings()) {
        let evidence = all(&model, &drawn);
        let whole = model.evaluate(&evidence, standing, day(0));
        prop_assert_eq!(model.level_only(&evidence, standing, day(0)), whole.level);
        prop_assert_eq!(model.standing(&evidence, standing, day(0)), whole.standing());
    }

    #[test]
    fn what_is_shown_adds_up_to_the_points(model in models(), drawn in pieces(), later in 0..60 * 86_400_i64) {
        let evidence = all(&model, &drawn);
        let assessment = model.evaluate(&evidence, None, day(0) + seconds(later));
        let counted = |list: &[Contribution]| list.iter().map(|piece| piece.counted.micro()).sum::<i64>();
        let together: i64 = assessment.interactions.iter().map(|interaction| interaction.points.micro()).sum();
        prop_assert_eq!(counted(&assessment.contributions) + together, assessment.gross.micro());
        prop_assert_eq!(assessment.gross.micro() - assessment.relief.micro(), assessment.points.micro());
        prop_assert!(assessment.relief.micro() <= counted(&assessment.protective) && 0 <= assessment.points.micro());
        prop_assert_eq!(assessment.contributions.len() + assessment.protective.len(), evidence.len());
    }

    #[test]
    fn a_floor_holds_whatever_protects(model in models(), drawn in pieces(), standing in standings(), later in 0..60 * 86_400_i64) {
        let evidence = all(&model, &drawn);
        let assessment = model.evaluate(&evidence, standing, day(0) + seconds(later));
        if let Some(floor) = assessment.floor {
            prop_assert!(floor.level <= assessment.level && assessment.at < floor.until);
        }
    }

    #[test]
    fn every_change_that_is_told_comes_true(model in models(), drawn in pieces(), standing in standings(), later in 0..60 * 86_400_i64) {
        let evidence = all(&model, &drawn);
        let now = day(0) + seconds(later);
        let assessment = model.evaluate(&evidence, standing, now);
        let stand = Some(assessment.standing());
        let with = |kind: KindId| {
            let mut more = evidence.clone();
            more.push(Evidence::new(id(5000), kind, now));
            more
        };
        let mut raising = 0;
        for change in &assessment.changes {
            match *change {
                WouldChange::RaisedBy { kind, added, to } => {
                    raising += 1;
                    let raised = model.evaluate(&with(kind), stand, now);
                    prop_assert_eq!((raised.level, raised.points.micro() - assessment.points.micro()), (to, added.micro()));
                    prop_assert!(assessment.level < to);
                }
                WouldChange::LoweredWithout { evidence: gone, to, .. } => {
                    let rest: Vec<Evidence> = evidence.iter().copied().filter(|piece| piece.id != gone).collect();
                    prop_assert_eq!(model.level_only(&rest, stand.map(Standing::corrected), now), to);
                    prop_assert!(to < assessment.level);
                }
                WouldChange::LoweredWithoutKind { kind, to } => {
                    let rest: Vec<Evidence> = evidence.iter().copied().filter(|piece| piece.kind != kind).collect();
                    prop_assert_eq!(model.level_only(&rest, stand.map(Standing::corrected), now), to);
                }
                WouldChange::FallsAt { at, to } => {
                    prop_assert_eq!((Some(at), to), (assessment.falls_at, assessment.level.lower()));
                }
            }
        }
        for Sooner { kind, falls_at } in model.sooner_by(&evidence, &assessment) {
            prop_assert!(Some(falls_at) < assessment.falls_at);
            prop_assert!(model.level_only(&with(kind), stand, falls_at) < assessment.level);
            let before = falls_at - SignedDuration::from_nanos(1);
            prop_assert!(before < now || model.level_only(&with(kind), stand, before) == assessment.level);
        }
        let would_raise = |kind: KindId| assessment.level < model.level_only(&with(kind), stand, now);
        let risks = model.kinds().filter(|(id, kind)| kind.role == Role::Risk && would_raise(*id)).count();
        prop_assert_eq!(raising, risks);
    }
}

#[test]
fn evidence_dated_ahead_counts_as_now_and_is_marked() {
    let model = shipped();
    let ahead = [piece(&model, 1, "plan-with-means", day(2))];
    let now = model.evaluate(&ahead, None, day(0));
    assert_eq!((now.level, now.points), (Level::Red, Points::of(70.0).unwrap()));
    assert!(now.contributions[0].is_ahead && now.contributions[0].age.is_zero());
    let when_it_comes = model.evaluate(&ahead, Some(now.standing()), day(2));
    assert_eq!((when_it_comes.level, when_it_comes.points), (now.level, now.points));
    assert!(!when_it_comes.contributions[0].is_ahead);
}

#[test]
fn protection_fades_up_to_the_newest_risk_and_is_held_from_then_on() {
    let model = shipped();
    let treated = piece(&model, 1, "in-treatment", day(0));
    let relief = |risk_on: i64, now: i64| {
        let assessment = model.evaluate(&[treated, piece(&model, 2, "life-event", day(risk_on))], None, day(now));
        assessment.protective[0].left.value()
    };
    assert_eq!(relief(0, 30), 10.0);
    assert_eq!(relief(60, 60), 5.0, "half of it after its half-life of 60 days");
    assert_eq!(relief(60, 100), 5.0, "held: nothing new happened");
    assert_eq!(relief(120, 120), 2.5);
}

#[test]
fn a_level_between_the_thresholds_is_held_and_not_reached() {
    let model = shipped();
    let evidence = [piece(&model, 1, "crisis-line-moderate", day(0)), piece(&model, 2, "life-event", day(-90))];
    let first = model.evaluate(&evidence, None, day(0));
    assert_eq!(first.level, Level::Yellow);
    let later = model.evaluate(&evidence, Some(first.standing()), day(16));
    assert!(later.points < model.rises_at(Level::Yellow).unwrap() && model.falls_below(Level::Yellow).unwrap() < later.points);
    assert_eq!((later.level, later.is_held), (Level::Yellow, true));
    assert_eq!(model.level_only(&evidence, None, day(16)), Level::Blue);
}

#[test]
fn a_withdrawn_error_does_not_hold_anybody_for_the_dwell() {
    let model = shipped();
    let wrong = [piece(&model, 1, "self-harm", day(0))];
    let red = model.standing(&wrong, None, day(0));
    assert_eq!(model.level_only(&[], Some(red), hour(1)), Level::Red, "without a correction the dwell holds");
    let corrected = model.standing(&[], Some(red.corrected()), hour(1));
    assert_eq!((corrected.level, corrected.since, corrected.corrected), (Level::None, hour(1), false));
}

#[test]
fn a_level_falls_one_step_at_a_time_each_after_its_dwell() {
    let model = shipped();
    let red = Standing { level: Level::Red, since: day(0), as_of: day(0), corrected: false };
    let at = |days: i64| model.standing(&[], Some(red), day(days));
    let seen: Vec<(Level, Timestamp)> = [2, 3, 9, 10, 16, 17].map(|days| (at(days).level, at(days).since)).into();
    let (red, yellow, blue) = ((Level::Red, day(0)), (Level::Yellow, day(3)), (Level::Blue, day(10)));
    assert_eq!(seen, [red, yellow, yellow, blue, blue, (Level::None, day(17))]);
}
