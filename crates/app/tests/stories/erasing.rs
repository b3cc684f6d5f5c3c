//! A granted request for deletion erases its person; one that cannot be granted yet ends every use but storing and protecting.

use std::collections::BTreeSet;

use jiff::civil::date;
use xinqiao_access::{Purpose as Why, Refusal, Role};
use xinqiao_app::AppError;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::duties::{NewDuty, NewEntry};
use xinqiao_app::rights::Answer;
use xinqiao_app::warnings::StepInput;
use xinqiao_consent::{Ground, Obstacle, RequestKind, RequestState};
use xinqiao_duties::{Step, report};
use xinqiao_kernel::id::WarningId;
use xinqiao_warnings::{Action, Finding, Hearing, Outcome, Party};

use crate::rights::{DONE, ask, head};
use crate::world::*;

const PUT_OFF: Answer = Answer { state: RequestState::Restricted, ground: Some(Ground::DangerToLife) };

async fn close(world: &World, warning: WarningId, owner: &str) {
    let owner = world.caller(owner).await;
    let steps = [
        StepInput::Acknowledge,
        StepInput::Verify { finding: Finding::NoPresentNeed },
        StepInput::Intervene { action: Action::NoneNeeded },
        StepInput::Feedback { party: Party::Person, hearing: Hearing::Heard },
        StepInput::Close { outcome: Outcome::FalseAlarm },
    ];
    for step in steps {
        world.noted(&owner, warning, step, Some("记")).await.unwrap();
    }
}

#[tokio::test]
async fn a_granted_deletion_erases_the_person_their_account_and_sessions_and_leaves_a_tombstone() {
    on_both(async |world| {
        let app = world.app();
        let lin = world.caller("lin").await;
        let person = lin.person().unwrap();
        let token = app.open_session(lin.account()).await.unwrap();
        let chief = head(world, "head-here", COUNTY).await;
        let warning = world.yellow(&lin, "counsellor").await;
        close(world, warning, "counsellor").await;
        world.submit(&lin, "more", SIXTEEN, Sharing::Private).await;
        let other = ask(world, &lin, RequestKind::Explain, "help").await;
        world.pass_s(1);
        let id = ask(world, &lin, RequestKind::Delete, "everything").await;
        is_conflict(app.answer_data_request(&chief, id, &DONE).await, "erase_apart");
        let before = app.erasing(&chief, id).await.unwrap();
        assert_eq!((before.obstacles.as_slice(), before.is_staff), ([].as_slice(), false));
        assert_eq!((before.counts.results, before.counts.closed_warnings, before.counts.accounts), (2, 1, 1));
        is_denied(app.erase_person(&lin, id).await);
        is_not_found(app.erase_person(&head(world, "head-far", FAR_COUNTY).await, id).await);
        is_conflict(app.erase_person(&chief, other).await, "not_offered");
        app.erase_person(&chief, id).await.unwrap();

        assert_eq!(world.db.erased_at(person).await.unwrap(), Some(world.now()));
        assert!(world.db.account_by_login("lin").await.unwrap().is_none());
        assert!(app.authenticate(token.as_str()).await.unwrap().is_none(), "the session has ended");
        let counsellor = world.caller("counsellor").await;
        is_not_found(app.person_file(&counsellor, person, Why::Service).await);
        is_not_found(app.warning(&counsellor, warning).await);
        assert!(app.closed_warnings(&counsellor, 10).await.unwrap().is_empty());
        assert!(app.search_people(&counsellor, "林晓溪", Why::Service).await.unwrap().people.is_empty());
        let read = app.data_request(&chief, id).await.unwrap();
        assert_eq!((read.request.state.as_str(), read.erases, read.person.unwrap().name.as_str()), ("fulfilled", false, ""));
        let read = app.data_request(&chief, other).await.unwrap().request;
        assert_eq!((read.state.as_str(), read.ground.as_deref()), ("refused", Some("nothing_kept")));
        is_conflict(app.erase_person(&chief, id).await, "request_answered");
        let rows = world.audit().await;
        let of_deed: Vec<_> = rows.iter().filter(|row| row.account == Some(chief.account()) && row.at == world.now()).collect();
        assert!(of_deed.iter().any(|row| row.record_kind == "person" && row.detail == "erased" && row.person == Some(person)));
        assert!(of_deed.iter().any(|row| row.detail == "delete everything erased results=2"));
        let since = world.now() - jiff::SignedDuration::from_hours(1);
        let ledger = world.db.erasures(since).await.unwrap();
        assert!(ledger.iter().any(|line| line.kept == "person_file" && line.count == 1));
    })
    .await;
}

#[tokio::test]
async fn who_holds_a_post_is_not_erased_before_it_ends() {
    on_both(async |world| {
        let app = world.app();
        let lin = world.caller("lin").await;
        let chief = head(world, "head-here", COUNTY).await;
        let id = ask(world, &lin, RequestKind::Delete, "everything").await;
        let roles = [(Role::Volunteer, path(COUNTY), date(2026, 1, 1), None)];
        world.account("lin-helps", "林晓溪", lin.person(), &roles).await;
        assert!(app.erasing(&chief, id).await.unwrap().is_staff);
        is_conflict(app.erase_person(&chief, id).await, "person_is_staff");
        assert_eq!(app.own_requests(&lin).await.unwrap()[0].state, "open");
    })
    .await;
}

#[tokio::test]
async fn a_mandatory_report_keeps_its_person_until_three_years_after_it_ended() {
    on_both(async |world| {
        let app = world.app();
        let lin = world.caller("lin").await;
        let person = lin.person().unwrap();
        let chief = head(world, "head-here", COUNTY).await;
        let shen = world.caller("shen").await;
        let step =
            Step::MinorReport(report::Step::Opened { situations: BTreeSet::from(["5".to_owned()]), noticed_at: app.now() });
        let (id, entry) = app.new_duty_ids();
        let new = NewDuty { id, entry, place: path(SCHOOL), person: Some(person), note: "手腕上有新伤".to_owned(), step };
        app.open_duty(&shen, &new).await.unwrap();
        let request = ask(world, &lin, RequestKind::Delete, "everything").await;
        assert_eq!(app.erasing(&chief, request).await.unwrap().obstacles, [Obstacle::ReportRunning]);
        let told = report::Step::Told {
            recipient: report::Recipient::Police,
            means: report::Means::Telephone,
            receipt: "110-7".to_owned(),
        };
        for step in [told, report::Step::Closed] {
            let entry = NewEntry { id: app.new_duty_ids().1, note: String::new(), step: Step::MinorReport(step) };
            app.duty_step(&shen, id, &entry).await.unwrap();
        }
        assert_eq!(app.erasing(&chief, request).await.unwrap().obstacles, [Obstacle::ReportKept(date(2029, 11, 22))]);
        is_conflict(app.erase_person(&chief, request).await, "report_kept");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_go_yet_is_stored_and_used_for_safety_only_until_it_can() {
    on_both(async |world| {
        let app = world.app();
        let lin = world.caller("lin").await;
        let person = lin.person().unwrap();
        let chief = head(world, "head-here", COUNTY).await;
        let [counsellor, duty] = world.callers(["counsellor", "duty1"]).await;
        let warning = world.yellow(&lin, "counsellor").await;
        let id = ask(world, &lin, RequestKind::Delete, "everything").await;
        app.answer_data_request(&chief, id, &PUT_OFF).await.unwrap();
        let since = app.data_request(&chief, id).await.unwrap().restricted_at;
        assert_eq!(since, Some(world.now()));
        // nothing went: people work with it
        assert_eq!(app.records(&lin, world.within_min(1), 10).await.unwrap().len(), 1);
        let stopped = |fault| assert!(matches!(fault, AppError::Denied(Refusal::Restricted)), "{fault:?}");
        stopped(refused(app.person_file(&counsellor, person, Why::Service).await));
        stopped(refused(app.person_identity(&counsellor, person, Why::Service).await));
        assert_eq!(app.person_file(&duty, person, Why::DutyResponse).await.unwrap().restricted_at, since);
        assert_eq!(app.warning(&counsellor, warning).await.unwrap().row.id, warning, "the help goes on");
        close(world, warning, "counsellor").await;
        stopped(refused(app.warning(&counsellor, warning).await));
        // it is put off, not forgotten: as soon as nothing stands against it, it is done
        let waiting = app.open_data_requests(&chief).await.unwrap();
        assert_eq!(waiting.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        app.erase_person(&chief, id).await.unwrap();
        assert!(app.open_data_requests(&chief).await.unwrap().is_empty());
        assert!(world.db.erased_at(person).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn whose_records_are_stored_only_is_in_no_list_and_found_by_the_whole_number_alone() {
    on_both(async |world| {
        let app = world.app();
        let lin = world.caller("lin").await;
        crate::emergency::known(world, &lin).await;
        let chief = head(world, "head-here", COUNTY).await;
        let [counsellor, duty] = world.callers(["counsellor", "duty1"]).await;
        let warning = world.yellow(&lin, "counsellor").await;
        close(world, warning, "counsellor").await;
        let found = async |who: &xinqiao_app::Caller, typed: &str, why: Why| {
            app.search_people(who, typed, why).await.unwrap().people.len()
        };
        let typed = ["林晓溪", "linxiaoxi", "lxx", crate::emergency::NUMBER];
        let closed = async |who| app.closed_warnings(who, 10).await.unwrap().len();
        for text in typed {
            assert_eq!(found(&counsellor, text, Why::Service).await, 1, "{text}");
        }
        assert_eq!([closed(&counsellor).await, closed(&duty).await], [1, 1]);
        // while its warning was open nothing could be deleted: a hold keeps the rest
        app.place_hold(&chief, lin.person(), "court").await.unwrap();
        let id = ask(world, &lin, RequestKind::Delete, "everything").await;
        app.answer_data_request(&chief, id, &PUT_OFF).await.unwrap();
        for (text, count) in typed.into_iter().zip([0, 0, 0, 1]) {
            assert_eq!(found(&counsellor, text, Why::Service).await, count, "{text}");
            assert_eq!(found(&duty, text, Why::DutyResponse).await, 1, "{text}");
        }
        assert_eq!([closed(&counsellor).await, closed(&duty).await], [0, 1]);
    })
    .await;
}

#[tokio::test]
async fn a_restriction_ends_when_the_person_wants_help_again() {
    on_both(async |world| {
        let app = world.app();
        let lin = world.caller("lin").await;
        let chief = head(world, "head-here", COUNTY).await;
        let counsellor = world.caller("counsellor").await;
        world.submit(&lin, "one", SIXTEEN, Sharing::Contact).await;
        let id = ask(world, &lin, RequestKind::Delete, "everything").await;
        is_conflict(app.end_restriction(&chief, id).await, "not_restricted");
        let by_law = Answer { ground: Some(Ground::RetentionByLaw), ..PUT_OFF };
        app.answer_data_request(&chief, id, &by_law).await.unwrap();
        // what nothing keeps goes at once
        assert!(app.records(&lin, world.within_min(1), 10).await.unwrap().is_empty());
        assert!(app.person_file(&counsellor, lin.person().unwrap(), Why::Service).await.is_err());
        is_denied(app.end_restriction(&counsellor, id).await);
        app.end_restriction(&chief, id).await.unwrap();
        is_conflict(app.end_restriction(&chief, id).await, "not_restricted");
        assert!(app.person_file(&counsellor, lin.person().unwrap(), Why::Service).await.is_ok());
        assert_eq!(app.notices(&lin, 5).await.unwrap()[0].kind, "notice-person-restriction-ended");
    })
    .await;
}
