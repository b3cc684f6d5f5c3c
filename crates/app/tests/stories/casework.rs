//! A case from its opening to an approved end: each seat sees its own part, and nobody approves their own proposal.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use xinqiao_access::Role;
use xinqiao_app::Caller;
use xinqiao_app::casework::{CaseFilter, CaseInput, CaseList, CasePage, CaseSort, CaseVerb, NewCase};
use xinqiao_cases::conference::Minutes;
use xinqiao_cases::safety::SafetyPlan;
use xinqiao_cases::{
    Case, Code, Event, GoalEnd, GoalText, Grade, Ground, Origin, Party, ProblemEnd, Reach, Seat, Section, Status, StepText,
    Telling, Told, Who, dues, next_due, status,
};
use xinqiao_consent::RequestKind;
use xinqiao_kernel::id::{CaseEventId, CaseId, PersonId, WarningId};

use crate::rights::{ask, head};
use crate::world::*;

pub fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn words(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub fn day(world: &World, after: i64) -> Date {
    world.app().day(world.now()).saturating_add(jiff::Span::new().days(after))
}

/// Somebody who works at a place.
pub async fn staff(world: &World, login: &str, role: Role, at: &str) -> Caller {
    world.account(login, login, None, &[(role, path(at), date(2026, 1, 1), None)]).await;
    world.caller(login).await
}

fn new_case(world: &World, person: PersonId, warning: Option<WarningId>) -> NewCase {
    let app = world.app();
    let note = warning.is_none().then(|| "学校转来".to_owned());
    let (case, event) = (app.fresh_case(), app.fresh_case_event());
    NewCase { case, event, person, kind: code("general"), origin: Origin::Staff, warning, note }
}

pub async fn does(world: &World, by: &Caller, case: CaseId, verb: CaseVerb) -> xinqiao_app::Result<CaseEventId> {
    let input = CaseInput { event: world.app().fresh_case_event(), seen: None, note: words("谈过了"), verb };
    world.app().case_act_on(by, case, &input).await.map(|_| input.event)
}

/// A case as it is kept; its columns and seats are what its events tell.
pub async fn kept(world: &World, id: CaseId) -> Case {
    let (row, rows) = world.db.case_for_sweep(id).await.unwrap().unwrap();
    let events: Vec<Event> = rows.iter().map(|row| serde_json::from_str(&row.body).unwrap()).collect();
    let case = Case::replay(&events).unwrap();
    assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), (1..=row.state.version).collect::<Vec<_>>());
    let app = world.app();
    let today = day(world, 0);
    assert_eq!(row.state.status, status(&case, app.case_rules().unwrap(), today).code());
    assert_eq!(row.state.next_due_on, next_due(&case, today).map(|due| due.on));
    let seats: Vec<_> = world.db.case_seats(id).await.unwrap().into_iter().map(|seat| seat.account).collect();
    assert_eq!(seats, xinqiao_cases::accounts(&case, today).into_iter().collect::<Vec<_>>());
    case
}

async fn stands(world: &World, id: CaseId) -> Status {
    let case = kept(world, id).await;
    status(&case, world.app().case_rules().unwrap(), day(world, 0))
}

fn goal(world: &World) -> GoalText {
    GoalText {
        words: "每周睡好三个晚上".to_owned(),
        seen_by: "睡眠日记".to_owned(),
        target: None,
        area: code("wellbeing"),
        problem: None,
        by: day(world, 60),
    }
}

pub fn step(world: &World, owner: Who, due: i64) -> StepText {
    StepText {
        kind: code("guidance"),
        words: "先听她说".to_owned(),
        for_owner: "周一去看看她".to_owned(),
        owner,
        due: day(world, due),
        goal: None,
    }
}

fn looked(found: Grade) -> CaseVerb {
    CaseVerb::Review {
        found,
        risk_factors: "失眠".to_owned(),
        protective_factors: "姐姐".to_owned(),
        inquiry: "没有计划".to_owned(),
        signs: false,
    }
}

/// The person agrees, the risk is looked at, a problem is named, a goal is set.
pub async fn assessed(world: &World, by: &Caller, case: CaseId) {
    let agree = CaseVerb::Agree { ground: Ground::Person, on: day(world, 0) };
    for verb in [agree, looked(Grade::Low), CaseVerb::AddProblem { code: code("sleep") }, CaseVerb::SetGoal { goal: goal(world) }]
    {
        does(world, by, case, verb).await.unwrap();
    }
}

#[tokio::test]
async fn a_case_goes_from_a_warning_to_an_end_that_somebody_else_approves_and_each_seat_sees_its_part() {
    on_both(async |world| {
        let app = world.app();
        let lin = world.caller("lin").await;
        let person = lin.person().unwrap();
        let warning = world.yellow(&lin, "counsellor").await;
        let counsellor = world.caller("counsellor").await;
        let wei = staff(world, "wei", Role::Counsellor, COUNTY).await;
        let grid = staff(world, "grid", Role::GridWorker, TOWNSHIP).await;
        let new = new_case(world, person, Some(warning));
        is_denied(app.open_case(&grid, &new).await);
        let id = app.open_case(&counsellor, &new).await.unwrap();
        assert_eq!(kept(world, id).await.origin(), (Origin::Warning, [warning].as_slice()));
        assert_eq!(world.db.cases_of_warning(warning, 5).await.unwrap(), [id]);
        is_not_found(app.case(&wei, id).await);
        is_not_found(app.case(&grid, id).await);
        is_denied(app.case(&world.caller("leader").await, id).await);

        assessed(world, &counsellor, id).await;
        assert_eq!(stands(world, id).await, Status::Assessed);
        let join = CaseVerb::JoinColleague { account: grid.account() };
        let member = does(world, &counsellor, id, join).await.unwrap().into();
        let planned =
            does(world, &counsellor, id, CaseVerb::PlanStep { step: step(world, Who::Member(member), 7) }).await.unwrap();
        let with = CaseVerb::AgreePlan { with: Party::Person, on: day(world, 0) };
        does(world, &counsellor, id, with).await.unwrap();
        assert_eq!(stands(world, id).await, Status::Planned);

        let seen = app.case(&grid, id).await.unwrap();
        assert_eq!(seen.view.seats.iter().copied().collect::<Vec<_>>(), [Seat::GridWorker]);
        let tasks = seen.view.tasks.as_ref().unwrap();
        assert_eq!((tasks.len(), tasks[0].words.as_str()), (1, "周一去看看她"));
        assert!(seen.view.progress.is_some() && seen.view.team.is_some());
        assert!(
            seen.view.notes.is_none() && seen.view.goals.is_none() && seen.view.problems.is_none() && seen.view.risk.is_none()
        );
        assert!(seen.history.is_none() && !seen.works && seen.colleagues.is_empty() && seen.missing.is_empty());
        is_denied(does(world, &grid, id, CaseVerb::AddProblem { code: code("sleep") }).await);
        is_denied(does(world, &grid, id, CaseVerb::ApproveClose).await);
        does(world, &grid, id, CaseVerb::FinishStep { step: planned.into(), on: day(world, 0) }).await.unwrap();
        assert_eq!(stands(world, id).await, Status::InProgress);

        let own = app.own_plan(&lin).await.unwrap().unwrap();
        assert_eq!(own.view.goals.as_ref().unwrap()[0].text.words, "每周睡好三个晚上");
        assert!(own.view.risk.is_none() && own.view.problems.is_none() && own.view.notes.is_none());

        let case = kept(world, id).await;
        let (goal, problem) = (case.goals()[0].id, case.problems()[0].id);
        does(world, &counsellor, id, CaseVerb::EndGoal { goal, how: GoalEnd::Reached }).await.unwrap();
        does(world, &counsellor, id, CaseVerb::EndProblem { problem, how: ProblemEnd::Resolved }).await.unwrap();
        let propose =
            |asked| CaseVerb::ProposeClose {
                outcome: code("helped"), continues: "合唱团".to_owned(), told: Told::Heard, asked
            };
        is_conflict(does(world, &counsellor, id, propose(counsellor.account())).await, "case_same_person");
        does(world, &counsellor, id, propose(wei.account())).await.unwrap();
        assert_eq!(stands(world, id).await, Status::ToClose);
        is_conflict(does(world, &counsellor, id, CaseVerb::ApproveClose).await, "case_same_person");
        assert!(app.case(&wei, id).await.unwrap().view.notes.is_some(), "who is asked sees what there is to decide about");
        let (event, note) = (app.fresh_case_event(), None);
        let approved = CaseInput { event, seen: None, note, verb: CaseVerb::ApproveClose };
        let stays = app.case_act_on(&wei, id, &approved).await.unwrap();
        assert!(!stays, "who was asked has no seat once the question is answered");
        assert!(!app.case_act_on(&wei, id, &approved).await.unwrap(), "the same form sent again is no fault");
        assert_eq!(stands(world, id).await, Status::Closed);
        is_not_found(app.case(&grid, id).await);
        let closed = app.cases(&counsellor, &CaseSort::Closed, CasePage::First).await.unwrap().rows;
        assert_eq!(closed.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
        is_conflict(does(world, &counsellor, id, CaseVerb::AddProblem { code: code("sleep") }).await, "case_closed");
        let told: Vec<String> = app.notices(&wei, 10).await.unwrap().into_iter().map(|notice| notice.kind).collect();
        assert_eq!(told, ["notice-case-close"]);
        let rows = world.audit().await;
        let of_case = rows.iter().filter(|row| row.record_kind == "case" && row.person == Some(person));
        let details: Vec<&str> = of_case.map(|row| row.detail.as_str()).collect();
        for expected in ["opened general", "agreed", "step_done", "close_proposed", "close_approved"] {
            assert!(details.contains(&expected), "{expected} in {details:?}");
        }
    })
    .await;
}

pub async fn opened(world: &World) -> (Caller, PersonId, CaseId) {
    let person = world.caller("lin").await.person().unwrap();
    let counsellor = world.caller("counsellor").await;
    let id = world.app().open_case(&counsellor, &new_case(world, person, None)).await.unwrap();
    (counsellor, person, id)
}

#[tokio::test]
async fn doing_it_twice_is_harmless_one_person_has_one_plan_and_a_page_that_is_old_overwrites_nothing() {
    on_both(async |world| {
        let app = world.app();
        let person = world.caller("lin").await.person().unwrap();
        let counsellor = world.caller("counsellor").await;
        let new = new_case(world, person, None);
        let id = app.open_case(&counsellor, &new).await.unwrap();
        assert_eq!(app.open_case(&counsellor, &new).await.unwrap(), id);
        is_conflict(app.open_case(&counsellor, &new_case(world, person, None)).await, "case_open");
        let wei = staff(world, "wei", Role::Counsellor, COUNTY).await;
        let offer = app.case_offer(&wei, person).await.unwrap();
        assert_eq!((offer.there, offer.responsible.as_deref()), (Some(None), Some("白芷")));

        let event = app.fresh_case_event();
        let once = CaseInput { event, seen: None, note: None, verb: CaseVerb::SetGoal { goal: goal(world) } };
        app.case_act_on(&counsellor, id, &once).await.unwrap();
        app.case_act_on(&counsellor, id, &once).await.unwrap();
        assert_eq!(kept(world, id).await.goals().len(), 1);
        let (mine, theirs) = tokio::join!(
            does(world, &counsellor, id, CaseVerb::AddProblem { code: code("sleep") }),
            does(world, &counsellor, id, CaseVerb::AddProblem { code: code("mood") }),
        );
        let saved = [mine, theirs].into_iter().filter(Result::is_ok).count();
        assert_eq!(kept(world, id).await.problems().len(), saved);

        let seen = app.case(&counsellor, id).await.unwrap().row.state.version;
        does(world, &counsellor, id, CaseVerb::Note).await.unwrap();
        let to = GoalText { words: "别的".to_owned(), ..goal(world) };
        let late = CaseInput {
            event: app.fresh_case_event(),
            seen: Some(seen),
            note: None,
            verb: CaseVerb::ChangeGoal { goal: event.into(), to },
        };
        is_conflict(app.case_act_on(&counsellor, id, &late).await, "case_changed");
        assert_eq!(kept(world, id).await.goals()[0].before.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn everything_else_of_a_plan_is_written_and_read_safety_contacts_conference_scores_rest_and_hand_over() {
    on_both(async |world| {
        let app = world.app();
        let (counsellor, _, id) = opened(world).await;
        let wei = staff(world, "wei", Role::SocialWorker, COUNTY).await;
        assessed(world, &counsellor, id).await;
        let lines = |text: &str| vec![text.to_owned()];
        let sections = BTreeMap::from([(Section::People, lines("姐姐")), (Section::Services, lines("12356"))]);
        let plan = SafetyPlan {
            sections,
            with: Party::Person,
            agreed_on: day(world, 0),
            review_by: day(world, 30),
            shared: BTreeMap::new(),
            staff_note: words("她犹豫了一下"),
        };
        does(world, &counsellor, id, CaseVerb::AgreeSafety { plan }).await.unwrap();
        let contact = |consented| CaseVerb::AddContact {
            name: "林姐".to_owned(),
            relation: "姐姐".to_owned(),
            phone: "13800000000".to_owned(),
            telling: Telling::Practical,
            consented,
        };
        assert!(matches!(refused(does(world, &counsellor, id, contact(false)).await), xinqiao_app::AppError::Invalid(_)));
        does(world, &counsellor, id, contact(true)).await.unwrap();
        let member = does(world, &counsellor, id, CaseVerb::JoinColleague { account: wei.account() }).await.unwrap();
        let meet = CaseVerb::Convene {
            on: day(world, 2),
            chair: wei.account(),
            invited: [member.into()].into(),
            agenda: lines("下一步"),
        };
        let conference = does(world, &counsellor, id, meet).await.unwrap().into();
        let minutes = Minutes { attended: [member.into()].into(), words: "都同意".to_owned(), decisions: Vec::new() };
        does(world, &wei, id, CaseVerb::Minute { conference, minutes }).await.unwrap();
        is_conflict(does(world, &counsellor, id, CaseVerb::ConfirmMinutes { conference }).await, "case_not_chair");
        does(world, &wei, id, CaseVerb::ConfirmMinutes { conference }).await.unwrap();
        for score in [14, 5] {
            let reading = xinqiao_cases::Reading::Total(xinqiao_cases::Score::whole(score));
            does(world, &counsellor, id, CaseVerb::TakeScore { measure: code("phq-9"), reading, on: day(world, 0) })
                .await
                .unwrap();
        }
        let met = CaseVerb::Meet { channel: code("phone"), reach: Reach::Reached, guidance: true, on: day(world, 0) };
        does(world, &counsellor, id, met).await.unwrap();
        let seen = app.case(&counsellor, id).await.unwrap();
        let trend = &seen.view.outcomes.as_ref().unwrap()[0];
        assert_eq!((trend.count, trend.points.len(), trend.change.in_tenths()), (2, 2, -90));
        assert_eq!(seen.view.safety.as_ref().unwrap().sections.len(), 2);
        assert!(seen.view.meetings.as_ref().unwrap()[0].is_confirmed);
        assert!(app.case(&wei, id).await.unwrap().view.outcomes.is_none(), "no scores for social workers");
        let lin = world.caller("lin").await;
        let own = app.own_plan(&lin).await.unwrap().unwrap();
        assert!(!format!("{:?}", own.view).contains("她犹豫了一下"));

        does(world, &counsellor, id, CaseVerb::Pause { reason: code("away"), until: day(world, 20) }).await.unwrap();
        assert_eq!(dues(&kept(world, id).await, day(world, 0)).len(), 1);
        does(world, &counsellor, id, CaseVerb::Resume).await.unwrap();
        does(world, &counsellor, id, CaseVerb::AskTransfer { to: wei.account() }).await.unwrap();
        is_denied(does(world, &counsellor, id, CaseVerb::AcceptTransfer).await);
        does(world, &wei, id, CaseVerb::AcceptTransfer).await.unwrap();
        assert_eq!(kept(world, id).await.responsible().account, wei.account());
        is_not_found(app.case(&counsellor, id).await);
    })
    .await;
}

#[tokio::test]
async fn whoever_owes_something_is_told_once_when_its_day_comes() {
    on_both(async |world| {
        let app = world.app();
        let (counsellor, person, id) = opened(world).await;
        let told = async || {
            let all = app.notices(&world.caller("counsellor").await, 20).await.unwrap();
            all.into_iter().filter(|notice| notice.kind == "notice-case-due").count()
        };
        assert_eq!(app.sweep_cases().await.unwrap(), 0);
        let first = next_due(&kept(world, id).await, day(world, 0)).unwrap().on;
        while day(world, 0) < first {
            world.pass_h(24);
        }
        assert_eq!((app.sweep_cases().await.unwrap(), told().await), (1, 1));
        assert_eq!((app.sweep_cases().await.unwrap(), told().await), (0, 1));
        world.pass_h(48);
        assert_eq!(app.sweep_cases().await.unwrap(), 0, "of what is late already nobody is told every day");
        // a later day is another day to be told of
        does(world, &counsellor, id, CaseVerb::PlanStep { step: step(world, Who::Person, 1) }).await.unwrap();
        world.pass_h(24);
        assert_eq!((app.sweep_cases().await.unwrap(), told().await), (1, 2));
        let rows = world.audit().await;
        assert_eq!(rows.iter().filter(|row| row.action == "tell" && row.person == Some(person)).count(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_case_goes_with_its_person() {
    on_both(async |world| {
        let app = world.app();
        let (counsellor, person, id) = opened(world).await;
        assessed(world, &counsellor, id).await;
        let lin = world.caller("lin").await;
        let copy = app.export_own_data(&lin, xinqiao_app::rights::Format::Json).await.unwrap();
        let copy = String::from_utf8(copy.bytes).unwrap();
        assert!(copy.contains("每周睡好三个晚上") && !copy.contains("没有计划"), "the plan is theirs, notes are asked for");
        let request = ask(world, &lin, RequestKind::Delete, "everything").await;
        app.erase_person(&head(world, "head-here", COUNTY).await, request).await.unwrap();
        is_not_found(app.case(&counsellor, id).await);
        let list =
            |sort| async move { world.app().cases(&world.caller("counsellor").await, &sort, CasePage::First).await.unwrap() };
        let none = |found: CaseList| found.rows.is_empty();
        assert!(none(list(CaseSort::Open(CaseFilter::default())).await) && none(list(CaseSort::Closed).await));
        assert!(world.db.case_for_sweep(id).await.unwrap().is_none());
        assert!(world.db.open_case_of(person).await.unwrap().is_none());
        world.pass_h(24 * 30);
        assert_eq!(world.app().sweep_cases().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn the_list_shows_what_is_owed_first_page_by_page_and_only_where_one_has_a_seat() {
    on_both(async |world| {
        let app = world.app();
        let counsellor = world.caller("counsellor").await;
        for n in 0..52 {
            let person = world.resident(&format!("r{n}"), TOWNSHIP).await.person().unwrap();
            app.open_case(&counsellor, &new_case(world, person, None)).await.unwrap();
        }
        let sort = CaseSort::Open(CaseFilter { status: "intake".to_owned(), mine: true });
        let first = app.cases(&counsellor, &sort, CasePage::First).await.unwrap();
        assert_eq!(first.rows.len(), 50);
        let second = app.cases(&counsellor, &sort, first.next.unwrap()).await.unwrap();
        assert_eq!((second.rows.len(), second.next), (2, None));
        let mut ids: Vec<CaseId> = first.rows.iter().chain(&second.rows).map(|row| row.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 52);
        let planned = CaseSort::Open(CaseFilter { status: "planned".to_owned(), mine: false });
        assert!(app.cases(&counsellor, &planned, CasePage::First).await.unwrap().rows.is_empty());
        let wei = staff(world, "wei", Role::Counsellor, COUNTY).await;
        assert!(app.cases(&wei, &sort, CasePage::First).await.unwrap().rows.is_empty());
        is_denied(app.cases(&world.caller("leader").await, &sort, CasePage::First).await);
    })
    .await;
}
