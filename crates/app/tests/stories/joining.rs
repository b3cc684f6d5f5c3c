//! What changes a running warning beside its steps: further signals, duplicates, milder levels, opening again, objections.

use jiff::SignedDuration;
use jiff::civil::date;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::consent::{Binding, GuardianIs};
use xinqiao_app::intake::{Concern, Whom};
use xinqiao_app::warnings::{StepInput, TakeUp, Verb};
use xinqiao_app::{AppError, Caller};
use xinqiao_consent::{Proof, Relation};
use xinqiao_kernel::id::WarningId;
use xinqiao_warnings::{Action, Answer, Finding, Hearing, Level, Outcome, Party, Reopening, Reviewing, State};

use crate::world::{ITEM_NINE, SIXTEEN, World, is_conflict, is_denied, is_not_found, on_both};

/// A yellow warning of duty1 in which support has begun.
async fn supported(world: &World, lin: &Caller, duty1: &Caller) -> WarningId {
    let id = world.yellow(lin, "duty1").await;
    for step in [
        StepInput::Acknowledge,
        StepInput::Verify { finding: Finding::NeedsSupport },
        StepInput::Intervene { action: Action::Counselling },
    ] {
        world.pass_s(60);
        world.step(duty1, id, step).await.unwrap();
    }
    id
}

async fn closed(world: &World, by: &Caller, id: WarningId) {
    for step in
        [StepInput::Feedback { party: Party::Person, hearing: Hearing::Heard }, StepInput::Close { outcome: Outcome::Supported }]
    {
        world.pass_s(60);
        world.step(by, id, step).await.unwrap();
    }
    assert!(world.kept(id).await.1.has_ended());
}

async fn verbs(world: &World, by: &Caller, id: WarningId) -> Vec<Verb> {
    world.app().warning(by, id).await.unwrap().verbs
}

async fn kinds(world: &World, login: &str) -> Vec<String> {
    let by = world.caller(login).await;
    world.app().notices(&by, 50).await.unwrap().into_iter().map(|notice| notice.kind).collect()
}

#[tokio::test]
async fn a_further_signal_is_taken_up_and_the_warning_rises_by_two() {
    on_both(async |world| {
        let [lin, duty1, duty2] = world.callers(["lin", "duty1", "duty2"]).await;
        let id = supported(world, &lin, &duty1).await;
        world.pass_s(60);
        world.submit(&lin, "graver", ITEM_NINE, Sharing::Contact).await;
        let signal = world.signal(&duty1, "suicide-item-often").await;
        let seen = world.app().signal(&duty1, signal).await.unwrap();
        assert_eq!(seen.running.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        let input =
            TakeUp { signals: vec![signal], warning: id, level: Level::Red, second: None, note: None, event: world.event() };
        world.app().take_up_signals(&duty1, &input).await.unwrap();
        world.app().take_up_signals(&duty1, &input).await.unwrap();
        let (_, warning) = world.kept(id).await;
        assert!(warning.signals().contains(&signal));
        assert_eq!((warning.level(), warning.rise().unwrap().level), (Level::Yellow, Level::Red));
        // what was done has to be talked through again
        assert!(matches!(warning.state(), State::Verify { .. }));
        is_conflict(
            world.app().take_up_signals(&duty2, &TakeUp { event: world.event(), ..input.clone() }).await,
            "signal_taken_up",
        );
        world.step(&duty2, id, StepInput::SecondRaise).await.unwrap();
        assert_eq!(world.kept(id).await.1.level(), Level::Red);
        assert!(world.signals(&duty1).await.iter().all(|row| row.id != signal));
    })
    .await;
}

#[tokio::test]
async fn duplicates_merge_into_the_older_warning_with_all_signals() {
    on_both(async |world| {
        let [lin, duty1, far] = world.callers(["lin", "duty1", "far"]).await;
        let older = world.yellow(&lin, "duty1").await;
        world.pass_s(60);
        world.submit(&lin, "again", SIXTEEN, Sharing::Contact).await;
        let signals = world.signals(&duty1).await;
        let newer = world.confirm(&duty1, signals[0].id, Level::Blue, Some("duty2")).await;
        assert!(verbs(world, &duty1, older).await.contains(&Verb::Merge));
        let event = world.event();
        is_not_found(world.app().merge_warnings(&far, newer, older, event, None).await);
        assert_eq!(world.app().merge_warnings(&duty1, newer, older, event, None).await.unwrap(), older);
        assert_eq!(world.app().merge_warnings(&duty1, older, newer, event, None).await.unwrap(), older);
        let told = async |login: &str| {
            let all = world.app().notices(&world.caller(login).await, 20).await.unwrap();
            all.into_iter().filter(|one| one.kind == "notice-merged").map(|one| one.warning).collect::<Vec<_>>()
        };
        assert_eq!(told("duty2").await, [Some(newer)], "whose warning ended there hears of it, once");
        assert!(told("duty1").await.is_empty(), "who merged them and goes on does not");
        let (_, survivor) = world.kept(older).await;
        assert!(survivor.signals().contains(&signals[0].id) && survivor.level() == Level::Yellow);
        assert!(matches!(world.kept(newer).await.1.state(), State::Merged { into, .. } if *into == older));
        let detail = world.app().warning(&duty1, older).await.unwrap();
        assert!(detail.signals.iter().any(|cited| cited.row.id == signals[0].id), "its page shows the signals of both");
        is_conflict(world.app().merge_warnings(&duty1, older, newer, world.event(), None).await, "warning_ended");
    })
    .await;
}

#[tokio::test]
async fn whoever_owns_both_of_two_warnings_that_become_one_hears_nothing_of_an_end() {
    on_both(async |world| {
        let [lin, duty1] = world.callers(["lin", "duty1"]).await;
        let older = world.yellow(&lin, "duty2").await;
        world.pass_s(60);
        world.submit(&lin, "again", SIXTEEN, Sharing::Contact).await;
        let signals = world.signals(&duty1).await;
        let newer = world.confirm(&duty1, signals[0].id, Level::Blue, Some("duty2")).await;
        assert_eq!(world.app().merge_warnings(&duty1, newer, older, world.event(), None).await.unwrap(), older);
        let told = world.app().notices(&world.caller("duty2").await, 20).await.unwrap();
        assert!(!told.is_empty() && told.iter().all(|one| one.kind != "notice-merged"), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn a_level_falls_only_after_two_reviews_and_with_a_clinicians_signature() {
    on_both(async |world| {
        world
            .account(
                "doctor",
                "顾医",
                None,
                &[(xinqiao_access::Role::Psychiatrist, crate::world::path(crate::world::COUNTY), crate::world::TODAY, None)],
            )
            .await;
        let [lin, duty1, duty2, doctor] = world.callers(["lin", "duty1", "duty2", "doctor"]).await;
        let id = supported(world, &lin, &duty1).await;
        let lower = async |reviews| {
            let step = StepInput::Lower { level: Level::Blue, reviews };
            world.step(&duty1, id, step).await
        };
        assert!(!verbs(world, &duty1, id).await.contains(&Verb::Lower));
        is_conflict(lower(Vec::new()).await, "assessments");
        for _ in 0..2 {
            world.pass_h(25);
            world.step(&duty1, id, StepInput::Review { finding: Reviewing::Better }).await.unwrap();
        }
        assert!(verbs(world, &duty1, id).await.contains(&Verb::Lower));
        let reviews: Vec<_> = world.kept(id).await.1.reviews().iter().map(|review| review.event).collect();
        lower(reviews).await.unwrap();
        assert_eq!(world.kept(id).await.1.level(), Level::Yellow, "nothing falls before it is signed");
        is_denied(world.step(&duty2, id, StepInput::SignLower).await);
        assert!(verbs(world, &doctor, id).await.contains(&Verb::SignLower));
        world.step(&doctor, id, StepInput::SignLower).await.unwrap();
        assert_eq!(world.kept(id).await.1.level(), Level::Blue);
    })
    .await;
}

#[tokio::test]
async fn a_closed_warning_opens_again_with_a_reason_and_not_for_ever() {
    on_both(async |world| {
        let [lin, duty1] = world.callers(["lin", "duty1"]).await;
        let id = supported(world, &lin, &duty1).await;
        closed(world, &duty1, id).await;
        assert_eq!(verbs(world, &duty1, id).await, [Verb::Reopen]);
        let again = StepInput::Reopen { reason: Reopening::NeedReturned, owner: None };
        assert!(matches!(world.step(&duty1, id, again.clone()).await, Err(AppError::Invalid(_))), "it takes words");
        world.noted(&duty1, id, again.clone(), Some("家属来电，又开始失眠")).await.unwrap();
        assert_eq!(world.owed(id).await.0, "acknowledge");
        for step in [
            StepInput::Acknowledge,
            StepInput::Verify { finding: Finding::NeedsSupport },
            StepInput::Intervene { action: Action::Counselling },
        ] {
            world.pass_s(60);
            world.step(&duty1, id, step).await.unwrap();
        }
        closed(world, &duty1, id).await;
        world.clock.advance(SignedDuration::from_hours(24 * 91));
        let [duty1] = world.callers(["duty1"]).await;
        is_conflict(world.noted(&duty1, id, again, Some("太晚了")).await, "too_late");
        assert!(verbs(world, &duty1, id).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_warning_after_a_closed_one_cites_it() {
    on_both(async |world| {
        let [lin, duty1] = world.callers(["lin", "duty1"]).await;
        let first = supported(world, &lin, &duty1).await;
        closed(world, &duty1, first).await;
        world.pass_h(24 * 30);
        let [lin, duty1] = world.callers(["lin", "duty1"]).await;
        world.submit(&lin, "relapse", ITEM_NINE, Sharing::Contact).await;
        let signal = world.signal(&duty1, "suicide-item-often").await;
        let second = world.confirm(&duty1, signal, Level::Yellow, Some("duty1")).await;
        let detail = world.app().warning(&duty1, second).await.unwrap();
        assert_eq!(detail.follows.map(|(id, _)| id), Some(first));
    })
    .await;
}

#[tokio::test]
async fn the_person_objects_and_somebody_who_had_no_say_answers_them() {
    on_both(async |world| {
        let [lin, duty1, duty2, citydesk] = world.callers(["lin", "duty1", "duty2", "citydesk"]).await;
        let id = world.yellow(&lin, "duty1").await;
        let app = world.app();
        assert!(app.own_care(&lin).await.unwrap().is_empty(), "nothing is told before somebody has taken it on");
        is_not_found(app.object(&lin, id, world.event(), "我没事").await);
        world.step(&duty1, id, StepInput::Acknowledge).await.unwrap();
        let [note] = &app.own_care(&lin).await.unwrap()[..] else { panic!("one") };
        assert!(note.may_object && note.open && note.waits.is_none());
        app.object(&lin, id, note.event, "那次是我随便填的").await.unwrap();
        app.object(&lin, id, note.event, "那次是我随便填的").await.unwrap();
        is_conflict(app.object(&lin, id, world.event(), "再说一次").await, "objection_waits");
        let owner = world.kept(id).await.1.objection().unwrap().open.owner.account;
        assert_ne!(owner, duty1.account(), "who confirmed it does not judge the objection");
        assert!(!verbs(world, &duty1, id).await.contains(&Verb::Answer));
        let explained = StepInput::Answer { answer: Answer::Explained };
        is_conflict(world.noted(&duty1, id, explained.clone(), Some("不")).await, "same_person");
        assert!(matches!(world.step(&duty2, id, explained.clone()).await, Err(AppError::Invalid(_))), "an answer takes words");
        world.noted(&duty2, id, explained, Some("因为有一题选了“几乎每天”，我们想确认您还好")).await.unwrap();
        let [note] = &app.own_care(&lin).await.unwrap()[..] else { panic!("one") };
        assert_eq!(note.answers.len(), 1);
        assert!(note.may_object, "they may object again");
        assert!(kinds(world, "lin").await.contains(&"notice-person-answered".to_owned()));
        // the second time it is upheld by two
        world.pass_s(60);
        app.object(&lin, id, note.event, "我还是觉得不对").await.unwrap();
        world.noted(&duty2, id, StepInput::Answer { answer: Answer::Upheld }, Some("您说得对，是误填")).await.unwrap();
        assert_eq!(app.own_care(&lin).await.unwrap()[0].answers.len(), 1, "one of two is no answer");
        is_conflict(world.step(&duty2, id, StepInput::SecondAnswer).await, "same_person");
        world.step(&citydesk, id, StepInput::SecondAnswer).await.unwrap();
        let (_, warning) = world.kept(id).await;
        assert!(matches!(warning.state(), State::Closed { outcome: Outcome::FalseAlarm, .. }));
        let [note] = &app.own_care(&lin).await.unwrap()[..] else { panic!("one") };
        assert_eq!((note.open, note.answers.len(), note.may_object), (false, 2, false));
        let [mei] = [world.resident("mei", crate::world::SCHOOL).await];
        is_not_found(app.object(&mei, id, world.event(), "不是我的").await);
    })
    .await;
}

#[tokio::test]
async fn a_guardian_of_a_child_objects_once_the_family_knows_reads_the_answer_and_nothing_where_harm_was_reported() {
    on_both(async |world| {
        let [shen, duty1, duty2] = world.callers(["shen", "duty1", "duty2"]).await;
        let child = crate::consent::born(world, "miao", 77, date(2015, 1, 1)).await;
        crate::consent::born(world, "mother", 79, date(1985, 5, 5)).await;
        let binding = Binding {
            guardian: GuardianIs::Login("mother".to_owned()),
            ward: child.person().unwrap(),
            relation: Relation::Parent,
            proof: Proof::HouseholdBook,
            until: None,
        };
        world.app().bind_guardian(&shen, &binding).await.unwrap();
        let mother = world.caller("mother").await;
        let app = world.app();
        let concern = Concern {
            source: "family".to_owned(),
            whom: Whom::Person(child.person().unwrap()),
            noticed_at: world.now(),
            observations: vec!["plan-with-means".to_owned()],
            words: None,
            told_by: None,
            reference: "told-by-family".to_owned(),
        };
        let raised = app.report_concern(&duty1, &concern).await.unwrap();
        let id = world.confirm(&duty1, raised.signal, Level::Yellow, Some("duty1")).await;
        world.step(&duty1, id, StepInput::Acknowledge).await.unwrap();
        assert!(app.own_care(&mother).await.unwrap().is_empty(), "staff tell the family, the program does not");
        is_not_found(app.object(&mother, id, world.event(), "孩子没事").await);
        world.step(&duty1, id, StepInput::Verify { finding: Finding::NeedsSupport }).await.unwrap();
        world.step(&duty1, id, StepInput::Intervene { action: Action::FamilyTold }).await.unwrap();
        let [note] = &app.own_care(&mother).await.unwrap()[..] else { panic!("one") };
        assert!(note.ward.is_some() && note.may_object);
        app.object(&mother, id, note.event, "孩子那天是逗着玩的").await.unwrap();
        assert!(app.own_care(&mother).await.unwrap()[0].waits.is_some());
        world
            .noted(&duty2, id, StepInput::Answer { answer: Answer::Explained }, Some("我们和孩子谈过，想继续陪一段时间"))
            .await
            .unwrap();
        assert_eq!(app.own_care(&mother).await.unwrap()[0].answers.len(), 1);
        assert!(app.own_care(&child).await.unwrap()[0].answers.is_empty(), "what the mother said is answered to her alone");
        assert!(kinds(world, "mother").await.contains(&"notice-person-answered".to_owned()));
        // what the child says is answered to the child alone
        world.pass_s(60);
        app.object(&child, id, world.event(), "我不想再谈了").await.unwrap();
        let note = app.own_care(&mother).await.unwrap().swap_remove(0);
        assert!(note.waits.is_none() && note.others_wait && !note.may_object, "and not why");
        assert!(!app.own_care(&child).await.unwrap()[0].others_wait);
        world.noted(&duty2, id, StepInput::Answer { answer: Answer::Explained }, Some("好，我们慢慢来")).await.unwrap();
        assert_eq!(app.own_care(&mother).await.unwrap()[0].answers.len(), 1);
        // somebody reports that the child came to harm: nobody at home hears of it
        world.harm_reported(&shen, child.person().unwrap()).await;
        assert!(app.own_care(&world.caller("mother").await).await.unwrap().is_empty());
        is_not_found(app.object(&mother, id, world.event(), "再说一次").await);
    })
    .await;
}
