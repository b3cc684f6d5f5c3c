//! From a signal to a warning, or not.

use xinqiao_app::AppError;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::warnings::{Confirmation, StepInput, Submitted};
use xinqiao_warnings::{Action, Dismissal, Finding, Hearing, Level, Outcome, Party};

use crate::world::{ITEM_NINE, SCHOOL, SIXTEEN, is_conflict, on_both, refused};

#[tokio::test]
async fn a_dismissed_signal_is_decided() {
    on_both(async |world| {
        let [lin, duty1, duty2] = world.callers(["lin", "duty1", "duty2"]).await;
        world.submit(&lin, "red", ITEM_NINE, Sharing::Contact).await;
        let signal = world.signal(&duty1, "suicide-item-often").await;
        world.app().dismiss_signal(&duty1, signal, Dismissal::ExplainedByPerson, None).await.unwrap();
        is_conflict(world.app().dismiss_signal(&duty2, signal, Dismissal::Duplicate, None).await, "signal_not_open");
        let input = Confirmation { signals: vec![signal], level: Level::Red, owner: None, note: None, event: world.event() };
        is_conflict(world.app().confirm_warning(&duty2, &input).await, "signal_not_open");
        let seen = world.app().signal(&duty2, signal).await.unwrap();
        assert_eq!(seen.row.dismiss_reason.as_deref(), Some("explained_by_person"));
        let rows = world.audit().await.into_iter().filter(|row| row.action == "dismiss_signal");
        assert_eq!(
            rows.map(|row| (row.account, row.detail)).collect::<Vec<_>>(),
            [(Some(duty1.account()), "reason=explained_by_person".to_owned())]
        );
        assert_eq!(world.db.count_open_warnings().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn an_expired_signal_is_neither_listed_nor_confirmed() {
    on_both(async |world| {
        let [lin, duty1] = world.callers(["lin", "duty1"]).await;
        world.submit(&lin, "red", ITEM_NINE, Sharing::Contact).await;
        let signal = world.signal(&duty1, "suicide-item-often").await;
        world.pass_h(14 * 24);
        assert!(world.signals(&duty1).await.is_empty());
        let input = Confirmation { signals: vec![signal], level: Level::Red, owner: None, note: None, event: world.event() };
        is_conflict(world.app().confirm_warning(&duty1, &input).await, "signal_not_open");
        is_conflict(world.app().dismiss_signal(&duty1, signal, Dismissal::Duplicate, None).await, "signal_not_open");
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_warning_and_another_form_is_refused() {
    on_both(async |world| {
        let [lin, duty1, duty2] = world.callers(["lin", "duty1", "duty2"]).await;
        world.submit(&lin, "red", ITEM_NINE, Sharing::Contact).await;
        let signal = world.signal(&duty1, "suicide-item-often").await;
        // a form may name a signal twice
        let form =
            Confirmation { signals: vec![signal, signal], level: Level::Yellow, owner: None, note: None, event: world.event() };
        let first = world.app().confirm_warning(&duty1, &form).await.unwrap();
        assert_eq!(world.app().confirm_warning(&duty1, &form).await.unwrap(), first);
        let other = Confirmation { event: world.event(), ..form };
        is_conflict(world.app().confirm_warning(&duty1, &other).await, "signal_taken_up");
        is_conflict(world.app().confirm_warning(&duty2, &other).await, "signal_taken_up");
        let (row, warning) = world.kept(first).await;
        assert_eq!((row.number.as_str(), row.state.version), ("W20261122-0001", 1));
        assert_eq!(warning.signals(), [signal]);
        assert_eq!(world.warnings(&duty1).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn signals_of_one_person_become_one_warning_and_those_of_two_do_not() {
    on_both(async |world| {
        let [lin, duty1] = world.callers(["lin", "duty1"]).await;
        let other = world.resident("zhao", SCHOOL).await;
        world.submit(&lin, "one", ITEM_NINE, Sharing::Contact).await;
        world.submit(&other, "two", SIXTEEN, Sharing::Contact).await;
        let signals = world.signals(&duty1).await;
        let of = |caller: &xinqiao_app::Caller| {
            let own = signals.iter().filter(|one| Some(one.person) == caller.person());
            own.map(|one| one.id).collect::<Vec<_>>()
        };
        let all = signals.iter().map(|one| one.id).collect();
        let form = Confirmation { signals: all, level: Level::Yellow, owner: None, note: None, event: world.event() };
        is_conflict(world.app().confirm_warning(&duty1, &form).await, "different_persons");
        let form = Confirmation { signals: of(&lin), event: world.event(), ..form };
        let id = world.app().confirm_warning(&duty1, &form).await.unwrap();
        assert_eq!(world.app().warning(&duty1, id).await.unwrap().signals.len(), 2);
        assert_eq!(world.signals(&duty1).await.len(), of(&other).len());
        let form = Confirmation { signals: Vec::new(), event: world.event(), ..form };
        is_conflict(world.app().confirm_warning(&duty1, &form).await, "no_signal");
    })
    .await;
}

#[tokio::test]
async fn only_staff_of_the_place_can_be_made_owner() {
    on_both(async |world| {
        let [lin, duty1] = world.callers(["lin", "duty1"]).await;
        world.submit(&lin, "red", SIXTEEN, Sharing::Contact).await;
        let signal = world.signal(&duty1, "phq9-moderately-severe").await;
        for login in ["far", "ended", "leader", "lin"] {
            let owner = Some(world.account_of(login).await);
            let form = Confirmation { signals: vec![signal], level: Level::Yellow, owner, note: None, event: world.event() };
            let fault = refused(world.app().confirm_warning(&duty1, &form).await);
            assert!(matches!(&fault, AppError::Invalid(faults) if faults[0].field == "owner"), "{login}: {fault:?}");
        }
        let seen = world.app().signal(&duty1, signal).await.unwrap();
        let names: Vec<&str> = seen.candidates.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["沈禾", "何穗", "邹岚", "白芷", "孟川"]);
        let id = world.confirm(&duty1, signal, Level::Yellow, Some("shen")).await;
        let shen = world.caller("shen").await;
        assert_eq!(world.owed(id).await, ("acknowledge".to_owned(), shen.account(), world.within_min(12 * 60)));
        assert_eq!(world.app().notices(&shen, 9).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_second_person_may_set_a_red_proposal_aside_or_lower_it() {
    on_both(async |world| {
        let [lin, duty1, duty2] = world.callers(["lin", "duty1", "duty2"]).await;
        let other = world.resident("zhao", SCHOOL).await;
        world.submit(&lin, "one", ITEM_NINE, Sharing::Contact).await;
        let signal = world.signal(&duty1, "suicide-item-often").await;
        let first = world.confirm(&duty1, signal, Level::Red, None).await;
        world.step(&duty2, first, StepInput::SetAside { reason: Dismissal::AnsweredByMistake }).await.unwrap();
        let (row, warning) = world.kept(first).await;
        assert!(warning.has_ended() && !warning.is_confirmed());
        assert_eq!((row.state.step.as_str(), row.state.owed), ("dismissed", None));
        world.submit(&other, "two", ITEM_NINE, Sharing::Contact).await;
        let signal = world.signal(&duty1, "suicide-item-often").await;
        let second = world.confirm(&duty1, signal, Level::Red, None).await;
        let lower = StepInput::Second { level: Level::Yellow, owner: Some(world.account_of("counsellor").await) };
        world.step(&duty2, second, lower).await.unwrap();
        let owed = ("acknowledge".to_owned(), world.account_of("counsellor").await, world.within_min(12 * 60));
        assert_eq!(world.owed(second).await, owed);
        assert_eq!(world.kept(second).await.0.state.level, "yellow");
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_again_changes_nothing_even_when_it_ended_the_right_to_send_it() {
    on_both(async |world| {
        let [lin, counsellor, duty1] = world.callers(["lin", "counsellor", "duty1"]).await;
        let id = world.yellow(&lin, "counsellor").await;
        let send = async |by: &xinqiao_app::Caller, step: StepInput| {
            let form = Submitted { event: world.event(), note: None, step };
            for _ in 0..2 {
                world.app().warning_step(by, id, &form).await.unwrap();
            }
        };
        send(&counsellor, StepInput::Acknowledge).await;
        send(&counsellor, StepInput::HandOver { to: duty1.account() }).await;
        send(&duty1, StepInput::Verify { finding: Finding::NeedsSupport }).await;
        send(&duty1, StepInput::Intervene { action: Action::HomeVisit }).await;
        send(&duty1, StepInput::Feedback { party: Party::Person, hearing: Hearing::NotWished }).await;
        send(&duty1, StepInput::Close { outcome: Outcome::DeclinedSupport }).await;
        let (row, warning) = world.kept(id).await;
        assert_eq!((row.state.version, warning.actions().len(), warning.has_ended()), (7, 1, true));
        assert!(world.refusals(&counsellor).await.is_empty() && world.refusals(&duty1).await.is_empty());
        let person = world.app().notices(&lin, 9).await.unwrap();
        assert_eq!(person.len(), 2);
    })
    .await;
}
