//! Rosters and the end of a shift: who is there, who takes over, who is asked in the silence.

use jiff::SignedDuration;
use xinqiao_app::roster::NewLine;
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::{RosterEntryId, WarningId};
use xinqiao_warnings::{Clock, Post};

use crate::world::{COUNTY, FAR_COUNTY, TODAY, TOWNSHIP, World, is_denied, is_not_found, on_both, path};

/// A line for somebody from so many hours from now for so many hours.
async fn line(world: &World, login: &str, from_h: i64, hours: i64) -> NewLine {
    let from = world.now() + SignedDuration::from_hours(from_h);
    let account = world.account_of(login).await;
    let until = from + SignedDuration::from_hours(hours);
    NewLine { id: world.app().fresh_roster_line(), account, post: Post::Duty, from, until }
}

async fn entered(world: &World, by: &Caller, login: &str, from_h: i64, hours: i64) -> RosterEntryId {
    let line = line(world, login, from_h, hours).await;
    world.app().enter_roster_line(by, &path(COUNTY), &line).await.unwrap();
    line.id
}

#[track_caller]
fn is_fault<T>(outcome: xinqiao_app::Result<T>, field: &str, expected: &str) {
    match outcome {
        Err(AppError::Invalid(faults)) => assert_eq!((faults[0].field, faults[0].expected), (field, expected)),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("{expected} was not found"),
    }
}

/// All of a person's own warnings, each to the one who comes next.
async fn hand_all(world: &World, by: &Caller) -> Vec<WarningId> {
    let view = world.app().shift(by).await.unwrap();
    let lines: Vec<_> = view.mine.iter().map(|one| (one.row.id, one.next.unwrap(), one.event)).collect();
    assert_eq!(world.app().hand_shift(by, &lines, Some("晚上再打一次电话")).await.unwrap(), lines.len());
    // the same page sent again changes nothing
    world.app().hand_shift(by, &lines, Some("晚上再打一次电话")).await.unwrap();
    lines.into_iter().map(|(id, _, _)| id).collect()
}

#[tokio::test]
async fn a_shift_change_moves_the_owner_once_the_next_one_accepts() {
    on_both(async |world| {
        let [lin, duty1, duty2] = world.callers(["lin", "duty1", "duty2"]).await;
        let id = world.yellow(&lin, "duty1").await;
        let before = world.owed(id).await;
        entered(world, &duty1, "duty1", -4, 6).await;
        entered(world, &duty1, "duty2", -1, 10).await;
        assert_eq!(hand_all(world, &duty1).await, [id]);
        // until then the leaving one owes it
        let (_, warning) = world.kept(id).await;
        assert_eq!(warning.state().open().unwrap().1.owner.account, duty1.account());
        let view = world.app().shift(&duty2).await.unwrap();
        let [offered] = &view.offered[..] else { panic!("{}", view.offered.len()) };
        assert_eq!((offered.by.as_str(), offered.note.as_deref()), ("何穗", Some("晚上再打一次电话")));
        assert_eq!(world.app().accept_shift(&duty2, &[(id, offered.event)]).await.unwrap(), 1);
        assert_eq!(world.owed(id).await, (before.0, duty2.account(), before.2));
        assert!(world.app().shift(&duty1).await.unwrap().mine.is_empty());
        assert_eq!(world.app().accept_shift(&duty2, &[(id, world.event())]).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn an_offer_that_nobody_accepts_escalates_and_the_leaving_one_keeps_it_until_then() {
    on_both(async |world| {
        let [lin, duty1, duty2] = world.callers(["lin", "duty1", "duty2"]).await;
        let id = world.yellow(&lin, "duty1").await;
        entered(world, &duty1, "duty2", -1, 10).await;
        hand_all(world, &duty1).await;
        let accept_by = world.app().shift(&duty2).await.unwrap().offered[0].accept_by;
        assert_eq!(world.owed(id).await.2, accept_by, "the queue sorts by what is due the soonest");
        world.clock.set(accept_by + SignedDuration::from_secs(1));
        assert_eq!(world.app().sweep_warnings().await.unwrap(), 1);
        assert_ne!(world.owed(id).await.1, duty1.account());
    })
    .await;
}

#[tokio::test]
async fn an_offer_to_somebody_without_the_place_can_be_read_and_accepted_by_them_alone() {
    on_both(async |world| {
        let doctor = [(xinqiao_access::Role::VillageDoctor, path(TOWNSHIP), TODAY, None)];
        for login in ["doctor", "colleague"] {
            world.account(login, "乔木", None, &doctor).await;
        }
        let [duty1, doctor, colleague] = world.callers(["duty1", "doctor", "colleague"]).await;
        let patient = world.resident("patient", TOWNSHIP).await;
        let id = world.yellow(&patient, "duty1").await;
        is_not_found(world.app().warning(&doctor, id).await);
        world.app().hand_shift(&duty1, &[(id, doctor.account(), world.event())], None).await.unwrap();
        world.app().warning(&doctor, id).await.unwrap();
        is_not_found(world.app().warning(&colleague, id).await);
        assert_eq!(world.warnings(&doctor).await.len(), 1);
        assert_eq!(world.app().accept_shift(&doctor, &[(id, world.event())]).await.unwrap(), 1);
        assert_eq!(world.owed(id).await.1, doctor.account());
    })
    .await;
}

#[tokio::test]
async fn silence_escalates_to_whoever_the_roster_says_is_on_duty() {
    on_both(async |world| {
        let [lin, duty1] = world.callers(["lin", "duty1"]).await;
        let id = world.yellow(&lin, "shen").await;
        // without a roster the first officer of the county is asked; with one, who is on duty
        let due = world.owed(id).await.2;
        let hours = due.duration_since(world.now()).as_hours();
        entered(world, &duty1, "duty2", hours - 1, 8).await;
        world.clock.set(due + SignedDuration::from_secs(1));
        assert_eq!(world.app().sweep_warnings().await.unwrap(), 1);
        assert_eq!(world.owed(id).await.1, world.account_of("duty2").await);
    })
    .await;
}

#[tokio::test]
async fn a_gap_in_the_roster_sends_the_escalation_to_the_desk_above() {
    on_both(async |world| {
        let [lin, duty1] = world.callers(["lin", "duty1"]).await;
        let id = world.yellow(&lin, "shen").await;
        entered(world, &duty1, "duty2", 1, 2).await;
        world.clock.set(world.owed(id).await.2 + SignedDuration::from_secs(1));
        assert_eq!(world.app().sweep_warnings().await.unwrap(), 1);
        assert_eq!(world.owed(id).await.1, world.account_of("citydesk").await);
    })
    .await;
}

#[tokio::test]
async fn a_review_that_a_leaver_owes_goes_to_somebody_who_is_there() {
    on_both(async |world| {
        use xinqiao_app::warnings::StepInput;
        use xinqiao_warnings::{Action, Finding};
        let [lin, duty1, duty2] = world.callers(["lin", "duty1", "duty2"]).await;
        let id = world.yellow(&lin, "duty1").await;
        for step in [
            StepInput::Acknowledge,
            StepInput::Verify { finding: Finding::NeedsSupport },
            StepInput::Intervene { action: Action::Counselling },
            StepInput::PassOn { clock: Clock::Review, to: duty2.account() },
        ] {
            world.pass_s(60);
            world.step(&duty1, id, step).await.unwrap();
        }
        let review = async || world.kept(id).await.1.clock(Clock::Review).unwrap().open.owner.account;
        assert_eq!(review().await, duty2.account());
        let mut tx = world.db.begin().await.unwrap();
        tx.disable_account(duty2.account(), world.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.app().sweep_left().await.unwrap(), 1);
        assert_ne!(review().await, duty2.account());
        assert_eq!(world.app().sweep_left().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_roster_takes_only_lines_that_can_be_and_shows_where_nobody_is() {
    on_both(async |world| {
        let [duty1, far, counsellor] = world.callers(["duty1", "far", "counsellor"]).await;
        let (app, county) = (world.app(), path(COUNTY));
        let enter = async |line: NewLine| app.enter_roster_line(&duty1, &county, &line).await;
        is_fault(enter(line(world, "duty2", 2, 0).await).await, "until", "fault-roster-order");
        is_fault(enter(line(world, "duty2", -9, 8).await).await, "until", "fault-roster-over");
        is_fault(enter(line(world, "duty2", 1, 73).await).await, "until", "fault-roster-long");
        is_fault(enter(line(world, "duty2", 24 * 401, 8).await).await, "until", "fault-roster-far");
        is_fault(enter(line(world, "far", 1, 8).await).await, "account", "fault-roster-account");
        is_fault(enter(line(world, "ended", 1, 8).await).await, "account", "fault-roster-account");
        let first = line(world, "duty1", 0, 4).await;
        enter(first.clone()).await.unwrap();
        enter(first.clone()).await.unwrap();
        is_fault(enter(line(world, "duty1", 3, 8).await).await, "until", "fault-roster-overlaps");
        is_not_found(app.enter_roster_line(&far, &county, &line(world, "far", 1, 8).await).await);
        is_denied(app.enter_roster_line(&counsellor, &county, &line(world, "duty2", 1, 8).await).await);
        is_not_found(app.roster(&far, &county, TODAY).await);
        let seen = app.roster(&counsellor, &county, TODAY).await.unwrap();
        assert_eq!((seen.lines.len(), seen.may_keep), (1, false));
        // Sunday ten o'clock: from two in the afternoon until the week ends at midnight
        let gap = &seen.gaps[..];
        assert_eq!(gap.len(), 1);
        let midnight: jiff::Timestamp = "2026-11-22T16:00:00Z".parse().unwrap();
        assert_eq!((gap[0].from, gap[0].until), (first.until, midnight));
        assert!(app.roster(&duty1, &path(FAR_COUNTY), TODAY).await.is_err());
        app.end_roster_line(&duty1, &county, first.id).await.unwrap();
        app.end_roster_line(&duty1, &county, first.id).await.unwrap();
        assert!(app.roster(&duty1, &county, TODAY).await.unwrap().lines.is_empty());
        let rows = world.audit().await;
        assert_eq!(rows.iter().filter(|row| row.action == "keep_roster" && row.outcome == "done").count(), 2);
    })
    .await;
}
