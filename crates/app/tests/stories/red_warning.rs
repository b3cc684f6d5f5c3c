//! The whole loop of a red warning: two duty officers, one student.

use jiff::{SignedDuration, Timestamp};
use xinqiao_app::Caller;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::warnings::{EvidenceSeen, StepInput, Verb};
use xinqiao_kernel::id::{AccountId, WarningId};
use xinqiao_warnings::{Action, Evidence, Finding, Hearing, Level, Outcome, Party};

use crate::world::{ITEM_NINE, World, is_conflict, on_both};

struct Case {
    lin: Caller,
    duty1: Caller,
    duty2: Caller,
    id: WarningId,
}

/// The student answers item 9 and asks to be contacted; duty1 looks and proposes red.
async fn proposed(world: &World) -> Case {
    let [lin, duty1, duty2] = world.callers(["lin", "duty1", "duty2"]).await;
    world.submit(&lin, "red", ITEM_NINE, Sharing::Contact).await;
    world.pass_s(60);
    let signal = world.signal(&duty1, "suicide-item-often").await;
    world.app().signal(&duty1, signal).await.unwrap();
    world.pass_s(60);
    let id = world.confirm(&duty1, signal, Level::Red, None).await;
    Case { lin, duty1, duty2, id }
}

/// What follows: who does it, what, and which step is owed until when, in minutes.
fn the_loop() -> [(&'static str, StepInput, &'static str, i64); 5] {
    [
        ("duty2", StepInput::Second { level: Level::Red, owner: None }, "acknowledge", 5),
        ("duty2", StepInput::Acknowledge, "verify", 10),
        ("duty2", StepInput::Verify { finding: Finding::NeedsSupport }, "intervene", 30),
        ("duty2", StepInput::Intervene { action: Action::Counselling }, "feedback", 72 * 60),
        ("duty2", StepInput::Feedback { party: Party::Person, hearing: Hearing::Heard }, "close", 0),
    ]
}

const PROPOSAL: StepInput = StepInput::Close { outcome: Outcome::Supported };

/// Everything up to the end.
async fn closed(world: &World) -> Case {
    let case = proposed(world).await;
    for (login, step, _, _) in the_loop() {
        world.pass_s(60);
        let by = world.caller(login).await;
        world.noted(&by, case.id, step, Some("约好明天下午见面")).await.unwrap();
    }
    world.pass_s(60);
    world.step(&case.duty2, case.id, PROPOSAL).await.unwrap();
    world.pass_s(60);
    world.step(&case.duty1, case.id, StepInput::SecondClose).await.unwrap();
    case
}

/// The present step, whose it is and when it is due; a review may be due sooner.
async fn present(world: &World, id: WarningId) -> (String, AccountId, Timestamp) {
    let (_, warning) = world.kept(id).await;
    let (step, open) = warning.state().open().unwrap();
    (step.code().to_owned(), open.owner.account, open.due_at)
}

#[tokio::test]
async fn an_answer_to_item_nine_is_a_red_signal_with_its_evidence() {
    on_both(async |world| {
        let [lin, duty1] = world.callers(["lin", "duty1"]).await;
        let (_, raised) = world.submit(&lin, "red", ITEM_NINE, Sharing::Contact).await;
        assert_eq!(raised, 2);
        let codes: Vec<(String, String)> = world.signals(&duty1).await.into_iter().map(|one| (one.code, one.level)).collect();
        assert_eq!(
            codes,
            [("asked-for-contact", "blue"), ("suicide-item-often", "red")].map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
        let signal = world.signal(&duty1, "suicide-item-often").await;
        let seen = world.app().signal(&duty1, signal).await.unwrap();
        assert_eq!(seen.row.due_at, world.within_min(8));
        assert_eq!(seen.instrument, Some(("phq-9".to_owned(), "1".to_owned())));
        assert!(
            matches!(&seen.evidence[..], [EvidenceSeen::Open(Evidence::Critical { item, value: 2, .. })] if item.as_str() == "9")
        );
        assert_eq!(
            seen.person.map(|person| (person.name, person.phone)),
            Some(("林**".to_owned(), Some("139****5678".to_owned())))
        );
        assert_eq!(seen.others.len(), 1);
        assert!(seen.row.evidence.is_empty() && seen.others[0].evidence.is_empty());
        assert!(seen.may_confirm && seen.may_dismiss);
    })
    .await;
}

#[tokio::test]
async fn a_red_warning_is_owed_by_somebody_until_a_second_person_closes_it() {
    on_both(async |world| {
        let Case { duty1, duty2, id, .. } = proposed(world).await;
        assert_eq!(world.owed(id).await, ("second".to_owned(), duty2.account(), world.within_min(7)));
        let again = StepInput::Second { level: Level::Red, owner: None };
        is_conflict(world.step(&duty1, id, again).await, "same_person");
        assert_eq!(world.owed(id).await.0, "second");
        // seven days later at the end of the working day
        let end: Timestamp = "2026-11-29T18:00:00+08:00".parse().unwrap();
        for (login, step, next, minutes) in the_loop() {
            world.pass_s(60);
            let by = world.caller(login).await;
            world.step(&by, id, step).await.unwrap();
            let due = if next == "close" { end } else { world.within_min(minutes) };
            assert_eq!(present(world, id).await, (next.to_owned(), duty2.account(), due));
        }
        world.step(&duty2, id, PROPOSAL).await.unwrap();
        assert_eq!(present(world, id).await, ("close".to_owned(), duty2.account(), end));
        is_conflict(world.step(&duty2, id, StepInput::SecondClose).await, "same_person");
        world.step(&duty1, id, StepInput::SecondClose).await.unwrap();
        let (row, warning) = world.kept(id).await;
        assert_eq!((row.state.owed, row.state.closed_at), (None, Some(world.now())));
        assert!(warning.has_ended() && warning.escalations() == 0);
        is_conflict(world.step(&duty2, id, StepInput::Acknowledge).await, "warning_ended");
        let closed = world.app().closed_warnings(&duty1, 10).await.unwrap();
        assert_eq!(closed.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        assert!(world.warnings(&duty1).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_step_cannot_be_skipped() {
    on_both(async |world| {
        let Case { duty2, id, .. } = proposed(world).await;
        is_conflict(world.step(&duty2, id, StepInput::Acknowledge).await, "wrong_step");
        world.step(&duty2, id, StepInput::Second { level: Level::Red, owner: None }).await.unwrap();
        is_conflict(world.step(&duty2, id, StepInput::Verify { finding: Finding::NoPresentNeed }).await, "wrong_step");
        is_conflict(world.step(&duty2, id, PROPOSAL).await, "wrong_step");
        assert_eq!(world.owed(id).await.0, "acknowledge");
    })
    .await;
}

#[tokio::test]
async fn the_timeline_tells_who_did_what_in_order() {
    on_both(async |world| {
        let case = closed(world).await;
        let seen = world.app().warning(&case.duty1, case.id).await.unwrap();
        let told: Vec<(&str, Option<&str>)> = seen.timeline.iter().map(|line| (line.what.word(), line.by.as_deref())).collect();
        let expected = [
            ("opened", Some("何穗")),
            ("seconded", Some("邹岚")),
            ("acknowledged", Some("邹岚")),
            ("verified", Some("邹岚")),
            ("intervened", Some("邹岚")),
            ("heard", Some("邹岚")),
            ("close_proposed", Some("邹岚")),
            ("close_seconded", Some("何穗")),
        ];
        assert_eq!(told, expected);
        assert!(seen.timeline.is_sorted_by_key(|line| line.at));
        assert_eq!(seen.timeline[2].note, Some(Some("约好明天下午见面".to_owned())));
        assert_eq!(seen.verbs, [Verb::Reopen]);
    })
    .await;
}

#[tokio::test]
async fn everybody_is_told_what_they_need_and_no_more() {
    on_both(async |world| {
        let case = closed(world).await;
        let told = async |login: &str| {
            let caller = world.caller(login).await;
            let mut notices = world.app().notices(&caller, 50).await.unwrap();
            notices.reverse();
            notices
        };
        let kinds = async |login: &str| told(login).await.into_iter().map(|one| one.kind).collect::<Vec<_>>();
        assert_eq!(kinds("duty2").await, ["notice-yours"]);
        assert_eq!(kinds("duty1").await, ["notice-close-proposed"]);
        assert_eq!(kinds("lin").await, ["notice-person-somebody-there", "notice-person-feedback"]);
        for login in ["citydesk", "counsellor", "shen", "far", "leader"] {
            assert!(kinds(login).await.is_empty(), "{login}");
        }
        for notice in told("lin").await {
            assert_eq!((notice.params.as_str(), notice.warning), ("{}", None));
        }
        assert!(told("duty2").await[0].params.contains(r#""level":"red""#));
        let unread = world.app().queue(&case.duty2).await.unwrap().unread;
        world.app().read_notices(&case.duty2).await.unwrap();
        assert_eq!((unread, world.app().queue(&case.duty2).await.unwrap().unread), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn the_person_sees_every_look_and_every_step() {
    on_both(async |world| {
        let case = closed(world).await;
        world.pass_s(60);
        world.app().warning(&case.duty2, case.id).await.unwrap();
        let later = world.now() + SignedDuration::from_secs(1);
        let mut looks = world.app().who_looked(&case.lin, later, 100).await.unwrap();
        looks.reverse();
        assert!(looks.iter().all(|look| !look.refused));
        let own: Vec<&str> = looks.iter().filter(|look| look.own).map(|look| look.action.as_str()).collect();
        assert_eq!(own, ["answer_self"]);
        let others: Vec<(&str, &str)> = looks
            .iter()
            .filter(|look| !look.own)
            .map(|look| {
                assert_eq!((look.role.as_str(), look.purpose.as_str()), ("duty_officer", "duty_response"));
                (look.by.as_deref().unwrap(), look.action.as_str())
            })
            .collect();
        let expected = [
            ("何穗", "read_signal"),
            ("何穗", "confirm_warning"),
            ("邹岚", "second_warning"),
            ("邹岚", "acknowledge_warning"),
            ("邹岚", "verify_warning"),
            ("邹岚", "intervene_warning"),
            ("邹岚", "feedback_warning"),
            ("邹岚", "close_warning"),
            ("何穗", "second_close"),
            ("邹岚", "read_warning"),
        ];
        assert_eq!(others, expected);
        let person = case.lin.person();
        let audited: Vec<String> =
            world.audit().await.into_iter().filter(|row| row.person == person).map(|row| row.action).collect();
        assert_eq!(audited, looks.into_iter().map(|look| look.action).collect::<Vec<_>>());
        // lists name nobody; each reading of the queue leaves its row
        let lists = world.audit().await.into_iter().filter(|row| row.record_kind == "queue");
        assert!(lists.map(|row| (row.action, row.person)).eq([("list_warnings".to_owned(), None)]));
    })
    .await;
}
