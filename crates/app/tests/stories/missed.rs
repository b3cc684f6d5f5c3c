//! What was missed is reviewed: opened by facts or by hand, owed, closed by two persons, counted without small cells.

use jiff::SignedDuration;
use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::emergency::{EmergencyAsked, WhoIsIt};
use xinqiao_app::intake::{Concern, Whom};
use xinqiao_app::missed::{MissedInput, MissedStep, NewMissed, PastLine, WhatBecame};
use xinqiao_app::quality::{Export, Which};
use xinqiao_app::rights::Format;
use xinqiao_app::warnings::StepInput;
use xinqiao_app::{AppError, Caller};
use xinqiao_indicators::Cell;
use xinqiao_kernel::id::{MissedReviewId, PersonId, WarningId};
use xinqiao_warnings::quality::missed::Stage;
use xinqiao_warnings::{Dismissal, Level};

use crate::world::{COUNTY, SIXTEEN, TODAY, TOWNSHIP, World, is_conflict, is_denied, is_not_found, on_both, path};

/// The hospital tells of an attempt, and two persons confirm it as red.
async fn attempt(world: &World, person: PersonId, reference: &str) -> WarningId {
    let [duty, second] = world.callers(["duty1", "duty2"]).await;
    let concern = Concern {
        source: "hospital".to_owned(),
        whom: Whom::Person(person),
        noticed_at: world.now(),
        observations: vec!["attempt-recent".to_owned()],
        words: None,
        told_by: None,
        reference: format!("reference-{reference}"),
    };
    let signal = world.app().report_concern(&duty, &concern).await.unwrap().signal;
    let warning = world.confirm(&duty, signal, Level::Red, Some("duty2")).await;
    world.step(&second, warning, StepInput::Second { level: Level::Red, owner: None }).await.unwrap();
    warning
}

/// Somebody whose self-test spoke, and whose hint was set aside; then the hospital tells of an attempt.
async fn dismissed_then_attempt(world: &World, login: &str) -> Caller {
    let person = world.resident(login, TOWNSHIP).await;
    world.submit(&person, login, SIXTEEN, Sharing::Contact).await;
    let duty = world.caller("duty1").await;
    for signal in world.signals(&duty).await {
        world.app().dismiss_signal(&duty, signal.id, Dismissal::ExplainedByPerson, None).await.unwrap();
    }
    world.pass_h(24 * 3);
    attempt(world, person.person().unwrap(), login).await;
    person
}

async fn one_review(world: &World, by: &Caller) -> MissedReviewId {
    let found = world.app().missed_reviews(by, false, None).await.unwrap().reviews;
    assert_eq!(found.len(), 1);
    found[0].0.id
}

async fn step(world: &World, by: &Caller, id: MissedReviewId, note: &str, input: MissedInput) -> xinqiao_app::Result<()> {
    let note = Some(note.to_owned()).filter(|note| !note.is_empty());
    let step = MissedStep { id: world.app().new_missed_ids().1, note, input };
    world.app().missed_step(by, id, &step).await
}

fn dismissed(mark: &str) -> MissedInput {
    MissedInput::Close { finding: "dismissed".to_owned(), also: vec!["too-late".to_owned()], mark: mark.to_owned() }
}

async fn kinds(world: &World, login: &str) -> Vec<String> {
    let notices = world.app().notices(&world.caller(login).await, 50).await.unwrap();
    notices.into_iter().map(|one| one.kind).filter(|kind| kind.starts_with("notice-missed")).collect()
}

#[tokio::test]
async fn a_red_warning_out_of_nothing_is_reviewed_once_by_somebody_who_did_not_decide_and_names_no_officer() {
    on_both(async |world| {
        let person = dismissed_then_attempt(world, "r1").await;
        let app = world.app();
        assert_eq!(app.find_missed().await.unwrap(), 1);
        assert_eq!(app.find_missed().await.unwrap(), 0);
        let [duty2, far] = world.callers(["duty2", "far"]).await;
        let id = one_review(world, &duty2).await;
        let view = app.missed_review(&duty2, id).await.unwrap();
        assert_eq!((view.row.event.as_str(), view.row.cause.as_str()), ("attempt", "warning"));
        // duty1 set the hint aside: somebody else owes the review
        assert!(view.is_mine);
        assert_eq!(kinds(world, "duty2").await, ["notice-missed-yours"]);
        assert!(kinds(world, "duty1").await.is_empty());
        let became: Vec<&WhatBecame> = view
            .past
            .iter()
            .filter_map(|line| match line {
                PastLine::Signal { became, .. } => Some(became),
                _ => None,
            })
            .collect();
        assert!(!became.is_empty());
        for one in became {
            assert!(
                matches!(one, WhatBecame::Dismissed { reason, role: Some(Role::DutyOfficer), .. } if reason == "explained_by_person"),
                "{one:?}"
            );
        }
        assert!(view.past.iter().any(|line| matches!(line, PastLine::Sheet { instrument, signals, .. } if instrument == "phq-9" && *signals > 0)));
        // no name of anybody who works here is anywhere in what the page gets
        let all = format!("{:?} {:?}", view.past, view.entries);
        for name in ["何穗", "邹岚", "孟川"] {
            assert!(!all.contains(name), "{name}");
        }
        is_not_found(app.missed_review(&far, id).await);
        is_denied(app.missed_reviews(&world.caller("leader").await, false, None).await);
        is_denied(app.missed_review(&person, id).await);
        // the person reads in the own data that there was a review, and no words
        let copy = app.export_own_data(&person, Format::Json).await.unwrap();
        let text = String::from_utf8(copy.bytes).unwrap();
        assert!(text.contains("\"reviews\"") && text.contains("attempt"), "{text}");
        let rows = world.audit().await;
        assert!(rows.iter().any(|row| row.action == "review_missed" && row.person == person.person() && row.account == Some(duty2.account())));
    })
    .await;
}

#[tokio::test]
async fn somebody_whose_warning_ran_already_was_not_missed_and_a_false_alarm_opens_nothing() {
    on_both(async |world| {
        let cared = world.resident("cared", TOWNSHIP).await;
        world.yellow(&cared, "counsellor").await;
        world.pass_h(24);
        attempt(world, cared.person().unwrap(), "cared").await;
        assert_eq!(world.app().find_missed().await.unwrap(), 0);
        // proposed and not yet confirmed by the second person
        let other = world.resident("other", TOWNSHIP).await;
        let duty = world.caller("duty1").await;
        world.submit(&other, "other", crate::world::ITEM_NINE, Sharing::Contact).await;
        let own = |row: &xinqiao_app::SignalRow| Some(row.person) == other.person() && row.code == "suicide-item-often";
        let signal = world.signals(&duty).await.into_iter().find(own).unwrap().id;
        let warning = world.confirm(&duty, signal, Level::Red, Some("duty2")).await;
        assert_eq!(world.app().find_missed().await.unwrap(), 0);
        let set_aside = StepInput::SetAside { reason: Dismissal::ExplainedByPerson };
        world.noted(&world.caller("duty2").await, warning, set_aside, Some("已当面核实")).await.unwrap();
        assert_eq!(world.app().find_missed().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn two_persons_close_a_review_and_those_who_keep_the_rules_hear_the_proposal_and_nothing_of_the_person() {
    on_both(async |world| {
        dismissed_then_attempt(world, "r1").await;
        let app = world.app();
        app.find_missed().await.unwrap();
        let [duty1, duty2, head, leader] = world.callers(["duty1", "duty2", "head", "leader"]).await;
        let id = one_review(world, &duty2).await;
        let view = app.missed_review(&duty2, id).await.unwrap();
        let mark =
            view.marks.iter().map(|one| one.value.as_str()).find(|value| value.contains("phq9-moderately-severe")).unwrap();
        let invalid = |outcome: xinqiao_app::Result<()>, field: &str| match outcome {
            Err(AppError::Invalid(faults)) => assert_eq!(faults[0].field, field),
            other => panic!("{other:?}"),
        };
        invalid(step(world, &duty2, id, " ", dismissed(mark)).await, "note");
        invalid(step(world, &duty2, id, "x", dismissed("rule/made/1/up/")).await, "mark");
        let strange = MissedInput::Close { finding: "his-fault".to_owned(), also: Vec::new(), mark: "neither/".to_owned() };
        invalid(step(world, &duty2, id, "x", strange).await, "finding");
        is_conflict(step(world, &duty1, id, "", MissedInput::Agree).await, "missed_out_of_turn");
        let lesson =
            MissedStep {
                id: app.new_missed_ids().1, note: Some("解释过一次就不再跟进".to_owned()), input: dismissed(mark)
            };
        // the same form twice is one step
        app.missed_step(&duty2, id, &lesson).await.unwrap();
        app.missed_step(&duty2, id, &lesson).await.unwrap();
        assert_eq!(app.missed_review(&duty2, id).await.unwrap().entries.len(), 2);
        assert!(kinds(world, "duty1").await.contains(&"notice-missed-second".to_owned()));
        is_conflict(step(world, &duty2, id, "", MissedInput::Agree).await, "missed_same_person");
        step(world, &duty1, id, "", MissedInput::Agree).await.unwrap();
        let closed = app.missed_review(&duty1, id).await.unwrap();
        assert_eq!((closed.review.stage(), closed.owner), (Stage::Closed, None));
        is_conflict(step(world, &duty1, id, "x", MissedInput::Note).await, "missed_ended");
        step(world, &duty1, id, "中度以上两周后再问一次", MissedInput::Advise { about: mark.to_owned() }).await.unwrap();
        assert_eq!(kinds(world, "head").await, ["notice-missed-advice"]);
        let advice = app.missed_advice(&leader, None).await.unwrap().advice;
        assert_eq!(advice.iter().map(|one| one.words.as_str()).collect::<Vec<_>>(), ["中度以上两周后再问一次"]);
        is_not_found(app.missed_advice(&duty1, None).await);
        is_denied(app.missed_review(&head, id).await);
        // three years after its end it goes with its words; what its period has begun for stays till then
        world.pass_h(3 * 365 * 24 - 48);
        assert_eq!(world.deleted_under("missed-review").await, 0);
        world.pass_h(30 * 24);
        assert_eq!((world.deleted_under("missed-review").await, world.deleted_under("missed-review").await), (1, 0));
        is_not_found(world.app().missed_review(&world.caller("duty1").await, id).await);
        let leader = world.caller("leader").await;
        assert!(world.app().missed_advice(&leader, None).await.unwrap().advice.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_review_by_hand_that_nobody_works_on_goes_one_level_up_once() {
    on_both(async |world| {
        let app = world.app();
        let [duty1, far] = world.callers(["duty1", "far"]).await;
        let (id, first) = app.new_missed_ids();
        let new = NewMissed {
            id,
            step: first,
            event: "admission".to_owned(),
            place: path(COUNTY),
            person: None,
            on: TODAY,
            note: "县医院急诊收了一位不认识的人".to_owned(),
        };
        is_not_found(app.record_missed(&far, &new).await);
        let ahead = NewMissed { on: date(2026, 11, 23), note: String::new(), event: "nothing".to_owned(), ..new.clone() };
        match app.record_missed(&duty1, &ahead).await {
            Err(AppError::Invalid(faults)) => {
                let fields: Vec<&str> = faults.iter().map(|fault| fault.field).collect();
                assert_eq!(fields, ["event", "on", "note"]);
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(app.record_missed(&duty1, &new).await.unwrap(), id);
        assert_eq!(app.record_missed(&duty1, &new).await.unwrap(), id);
        assert_eq!(one_review(world, &duty1).await, id);
        assert_eq!(app.sweep_missed().await.unwrap(), 0);
        world.clock.advance(SignedDuration::from_hours(24 * 15));
        assert_eq!(app.sweep_missed().await.unwrap(), 1);
        assert_eq!(app.sweep_missed().await.unwrap(), 0);
        let city = world.caller("citydesk").await;
        let view = app.missed_review(&city, id).await.unwrap();
        assert!(view.is_mine && view.review.silences() == 1);
        assert_eq!(kinds(world, "citydesk").await, ["notice-missed-late"]);
        let to = world.account_of("duty2").await;
        step(world, &city, id, "", MissedInput::HandOver { to }).await.unwrap();
        assert!(app.missed_review(&world.caller("duty2").await, id).await.unwrap().is_mine);
    })
    .await;
}

#[tokio::test]
async fn misses_are_counted_beside_precision_once_a_quarter_and_few_are_hidden() {
    on_both(async |world| {
        let app = world.app();
        for number in 0..6 {
            dismissed_then_attempt(world, &format!("r{number}")).await;
        }
        assert_eq!(app.find_missed().await.unwrap(), 6);
        let [duty1, duty2] = world.callers(["duty1", "duty2"]).await;
        let reviews = app.missed_reviews(&duty2, false, None).await.unwrap().reviews;
        assert_eq!(reviews.len(), 6);
        for (row, _) in &reviews {
            let view = app.missed_review(&duty2, row.id).await.unwrap();
            let rule = view.marks.iter().map(|one| one.value.as_str()).find(|value| value.contains("phq9-moderately-severe"));
            step(world, &duty2, row.id, "没有再问", dismissed(rule.unwrap())).await.unwrap();
            step(world, &duty1, row.id, "", MissedInput::Agree).await.unwrap();
        }
        // one more, of another rule: few
        let other = dismissed_then_attempt(world, "alone").await;
        app.find_missed().await.unwrap();
        let alone = app.missed_reviews(&duty2, false, None).await.unwrap().reviews[0].0.clone();
        assert_eq!(alone.person, other.person());
        step(world, &duty2, alone.id, "医院没有转来", dismissed("source/hospital/")).await.unwrap();
        step(world, &duty1, alone.id, "", MissedInput::Agree).await.unwrap();
        world.clock.set("2027-01-31T01:00:00+08:00".parse().unwrap());
        assert_eq!(app.count_quality().await.unwrap(), 1);
        assert_eq!((app.count_missed().await.unwrap(), app.count_missed().await.unwrap()), (1, 0));
        let found = app.rule_quality(&world.caller("leader").await, Which::Latest, Export::Page).await.unwrap();
        let of = |code: &str| found.rules.iter().find(|one| one.rule.code == code).unwrap().missed;
        // six are enough to be shown only when the one beside them cannot be found by subtraction
        assert_eq!(of("asked-for-contact"), Some(Cell::Count(0)));
        assert!(found.sources_missed.iter().all(|(_, cell)| *cell == Cell::Hidden), "{:?}", found.sources_missed);
        assert_ne!(of("phq9-moderately-severe"), Some(Cell::Count(0)));
    })
    .await;
}

#[tokio::test]
async fn an_emergency_that_was_justified_is_reviewed_and_one_that_nobody_has_judged_is_not() {
    on_both(async |world| {
        let [lin, far, head] = world.callers(["lin", "far", "head"]).await;
        crate::emergency::known(world, &lin).await;
        let asked = EmergencyAsked {
            who: WhoIsIt::Number(crate::emergency::NUMBER.to_owned()),
            reason: "danger_to_self".to_owned(),
            words: "来电说已经写好了信，电话断了".to_owned(),
            minutes: 30,
        };
        let app = world.app();
        let id = app.open_emergency(&far, &asked).await.unwrap();
        world.pass_s(1_900);
        assert_eq!(app.find_missed().await.unwrap(), 0);
        app.review_emergency(&head, id, "justified", "已核对通话记录").await.unwrap();
        assert_eq!(app.find_missed().await.unwrap(), 1);
        let duty = world.caller("duty1").await;
        let view = app.missed_review(&duty, one_review(world, &duty).await).await.unwrap();
        assert_eq!((view.row.event.as_str(), view.row.cause.as_str(), view.row.person), ("emergency", "emergency", lin.person()));
        assert!(view.past.is_empty());
    })
    .await;
}
