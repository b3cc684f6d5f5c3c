//! Somebody who owes something is not there any more: within one sweep it is somebody else’s, who is told.

use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::Caller;
use xinqiao_app::casework::CaseVerb;
use xinqiao_app::referrals::{Move, To, Verb};
use xinqiao_cases::{State, Who};
use xinqiao_disputes::Worker;
use xinqiao_referrals::Kind;

use crate::casework::{does, kept, opened, staff, step};
use crate::world::*;

impl World {
    async fn disable(&self, login: &str) {
        let mut tx = self.db.begin().await.unwrap();
        tx.disable_account(self.account_of(login).await, self.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The kinds of what somebody was told, newest first.
    async fn kinds(&self, who: &Caller) -> Vec<String> {
        self.app().notices(who, 20).await.unwrap().into_iter().map(|notice| notice.kind).collect()
    }

    async fn left_rows(&self, kind: &str) -> usize {
        let rows = self.audit().await;
        rows.iter()
            .filter(|row| (row.action.as_str(), row.record_kind.as_str(), row.detail.as_str()) == ("escalate", kind, "left"))
            .count()
    }
}

#[tokio::test]
async fn a_case_goes_with_its_steps_to_a_colleague_who_is_there_and_a_proposal_of_who_left_falls() {
    on_both(async |world| {
        let app = world.app();
        let (counsellor, _, id) = opened(world).await;
        let wei = staff(world, "wei", Role::Counsellor, COUNTY).await;
        let other = staff(world, "other", Role::Therapist, COUNTY).await;
        let mine = Who::Account(counsellor.account());
        does(world, &counsellor, id, CaseVerb::PlanStep { step: step(world, mine, 9) }).await.unwrap();
        does(world, &counsellor, id, CaseVerb::JoinColleague { account: wei.account() }).await.unwrap();
        does(world, &counsellor, id, CaseVerb::AskTransfer { to: other.account() }).await.unwrap();
        assert_eq!(app.sweep_cases_left().await.unwrap(), 0);
        world.disable("counsellor").await;
        assert_eq!(app.sweep_cases_left().await.unwrap(), 1);
        assert_eq!(app.sweep_cases_left().await.unwrap(), 0, "once");
        let case = kept(world, id).await;
        assert_eq!(case.responsible().account, wei.account(), "of the team before others");
        assert_eq!(case.steps()[0].text.owner, Who::Account(wei.account()));
        let State::Open { open } = case.state() else { panic!("{case:?}") };
        assert_eq!(open.transfer.as_ref().map(|asked| asked.to.account), Some(other.account()), "what others were asked stands");
        assert_eq!(world.kinds(&wei).await[0], "notice-case-yours");
        assert_eq!(world.left_rows("case").await, 1);
        let seen = app.case(&wei, id).await.unwrap();
        assert!(seen.works);
        does(world, &wei, id, CaseVerb::Note).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_role_that_ends_over_a_place_ends_the_seats_there_and_what_they_had_falls_to_who_answers() {
    on_both(async |world| {
        let app = world.app();
        let (counsellor, _, id) = opened(world).await;
        // a role elsewhere goes on
        let roles = [
            (Role::GridWorker, path(TOWNSHIP), date(2026, 1, 1), Some(date(2026, 11, 23))),
            (Role::GridWorker, path(FAR_COUNTY), date(2026, 1, 1), None),
        ];
        world.account("grid", "grid", None, &roles).await;
        let grid = world.caller("grid").await;
        let member = does(world, &counsellor, id, CaseVerb::JoinColleague { account: grid.account() }).await.unwrap();
        for owner in [Who::Account(grid.account()), Who::Member(member.into())] {
            does(world, &counsellor, id, CaseVerb::PlanStep { step: step(world, owner, 9) }).await.unwrap();
        }
        world.pass_h(12);
        assert_eq!(app.sweep_cases_left().await.unwrap(), 0, "the last day is a day");
        world.pass_h(36);
        assert_eq!(app.sweep_cases_left().await.unwrap(), 1);
        let case = kept(world, id).await;
        assert_eq!(case.responsible().account, counsellor.account());
        let today = app.day(world.now());
        assert!(!xinqiao_cases::accounts(&case, today).contains(&grid.account()));
        let owed = xinqiao_cases::dues(&case, today);
        assert!(owed.iter().all(|due| due.owner == Who::Account(counsellor.account())), "{owed:?}");
        is_not_found(app.case(&grid, id).await);
        assert_eq!(world.kinds(&counsellor).await[0], "notice-case-yours");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_there_for_a_case_until_somebody_is() {
    on_both(async |world| {
        let (_, _, id) = opened(world).await;
        world.disable("counsellor").await;
        let app = world.app();
        while app.sweep_cases_left().await.unwrap() != 0 {
            // whoever has it by now leaves too
            let now = kept(world, id).await.responsible().account;
            let mut tx = world.db.begin().await.unwrap();
            tx.disable_account(now, world.now()).await.unwrap();
            tx.commit().await.unwrap();
        }
        let new = staff(world, "new", Role::Counsellor, CITY).await;
        assert_eq!(app.sweep_cases_left().await.unwrap(), 1);
        assert_eq!(kept(world, id).await.responsible().account, new.account());
    })
    .await;
}

#[tokio::test]
async fn a_dispute_goes_to_the_nearest_mediator_and_its_clock_runs_on() {
    on_both(async |world| {
        let app = world.app();
        let mediator = world.worker("mediator", Role::Mediator, TOWNSHIP).await;
        let second = world.worker("second", Role::Mediator, TOWNSHIP).await;
        let id = app.register_dispute(&mediator, &world.new_dispute(Worker::Mediator, &[])).await.unwrap();
        let due = app.dispute(&second, id).await.unwrap().row.state.owed.unwrap().2;
        assert_eq!(app.sweep_disputes_left().await.unwrap(), 0);
        world.disable("mediator").await;
        assert_eq!(app.sweep_disputes_left().await.unwrap(), 1);
        assert_eq!(app.sweep_disputes_left().await.unwrap(), 0, "once");
        let owed = app.dispute(&second, id).await.unwrap().row.state.owed.unwrap();
        assert_eq!((owed.0, owed.2), (second.account(), due), "the clock runs on");
        assert_eq!(world.kinds(&second).await, ["notice-dispute-yours"]);
        assert_eq!(world.left_rows("dispute").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_step_of_a_referral_goes_to_another_of_the_desk_and_an_answer_to_who_is_on_duty_at_the_senders() {
    on_both(async |world| {
        let app = world.app();
        world.doctor("qin", Role::Psychiatrist).await;
        let mei = world.doctor("mei", Role::Psychiatrist).await;
        let desk = world.desk("psychiatrist", &["qin", "mei"]).await;
        let counsellor = world.caller("counsellor").await;
        let person = world.caller("lin").await.person().unwrap();
        let id = world.sent(&counsellor, &world.draft(person, Kind::Refer, To::Desk(desk))).await;
        let owes = app.referral(&counsellor, id).await.unwrap().row.state.step_owner.unwrap();
        let (gone, stays) = if owes == mei.account() { ("mei", "qin") } else { ("qin", "mei") };
        assert_eq!(app.sweep_referrals_left().await.unwrap(), 0);
        world.disable(gone).await;
        assert_eq!(app.sweep_referrals_left().await.unwrap(), 1);
        assert_eq!(app.sweep_referrals_left().await.unwrap(), 0, "once");
        let stays = world.caller(stays).await;
        assert_eq!(app.referral(&stays, id).await.unwrap().row.state.step_owner, Some(stays.account()));
        assert_eq!(world.kinds(&stays).await[0], "notice-referral-yours");
        world.moved(&stays, id, Move::Reject { reason: "no_capacity".parse().unwrap() }).await.unwrap();
        world.disable("counsellor").await;
        assert_eq!(app.sweep_referrals_left().await.unwrap(), 1);
        let now = world.db.referral_place(id).await.unwrap().unwrap().state.step_owner.unwrap();
        let duty = world.caller("duty1").await;
        let on_duty = [duty.account(), world.account_of("duty2").await];
        assert!(on_duty.contains(&now), "who is on duty where it was sent from");
        let heir = if now == on_duty[0] { duty } else { world.caller("duty2").await };
        assert!(app.referral(&heir, id).await.unwrap().verbs.contains(&Verb::Revoke));
        assert_eq!(world.left_rows("referral").await, 2);
    })
    .await;
}
