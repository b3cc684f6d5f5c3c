//! What people may ask about their information, what is deleted when, and what keeps it.

use jiff::SignedDuration;
use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::consent::Saying;
use xinqiao_app::retention::RunLine;
use xinqiao_app::rights::{Answer, Asking, Format, NewDisclosureForm, Wanted};
use xinqiao_app::{AppError, Caller};
use xinqiao_consent::{Basis, DataKind, Ground, Purpose, RequestKind, RequestState, WordKind};
use xinqiao_kernel::id::{DataRequestId, DisclosureId};

use crate::world::*;

pub async fn head(world: &World, login: &str, at: &str) -> Caller {
    world.account(login, "祁望舒", None, &[(Role::DepartmentHead, path(at), date(2026, 1, 1), None)]).await;
    world.caller(login).await
}

pub async fn ask(world: &World, caller: &Caller, kind: RequestKind, target: &str) -> DataRequestId {
    world.app().ask_about_data(caller, &Asking { kind, target: target.to_owned() }).await.unwrap();
    world.app().own_requests(caller).await.unwrap()[0].id
}

pub const DONE: Answer = Answer { state: RequestState::Fulfilled, ground: None };
const REFUSED: Answer = Answer { state: RequestState::Refused, ground: Some(Ground::DangerToLife) };

fn deleted(lines: &[RunLine], rule: &str) -> u64 {
    lines.iter().find(|line| line.rule == rule).unwrap().deleted
}

#[tokio::test]
async fn a_copy_holds_everything_about_the_person_and_nothing_about_another() {
    on_both(async |world| {
        let [lin, duty] = world.callers(["lin", "duty1"]).await;
        let other = world.resident("other", SCHOOL).await;
        world.submit(&lin, "mine", ITEM_NINE, Sharing::Contact).await;
        world.submit(&other, "theirs", SIXTEEN, Sharing::Private).await;
        let signal = world.signals(&duty).await[0].id;
        world.app().signal(&duty, signal).await.unwrap();
        let json = world.app().export_own_data(&lin, Format::Json).await.unwrap();
        let copy: serde_json::Value = serde_json::from_slice(&json.bytes).unwrap();
        assert_eq!(copy["person"][0]["phone"], "13912345678");
        assert_eq!(copy["results"].as_array().unwrap().len(), 1);
        assert_eq!(copy["results"][0]["answers"][8], 2.0);
        assert!(!copy["hints"].as_array().unwrap().is_empty());
        assert_eq!(copy["consents"][0]["purpose"], "contact");
        let looks = copy["who_looked"].as_array().unwrap();
        assert!(
            looks
                .iter()
                .any(|look| look["who"] == "何穗" && look["action"] == "read_signal" && look["purpose"] == "duty_response")
        );
        let csv = String::from_utf8(world.app().export_own_data(&lin, Format::Csv).await.unwrap().bytes).unwrap();
        assert!(csv.contains("\nperson,1,phone,13912345678\n"));
        // the copies of a day are one request that was answered at once, and each is in the audit
        let requests = world.app().own_requests(&lin).await.unwrap();
        assert_eq!(requests.len(), 1);
        assert!(
            requests.iter().all(|one| one.kind == "copy" && one.state == "fulfilled" && one.number.starts_with("D20261122-"))
        );
        assert!(world.app().own_requests(&other).await.unwrap().is_empty());
        let copies = world.audit().await.into_iter().filter(|row| row.action == "read_own_export");
        assert_eq!(copies.count(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_deletion_is_answered_by_the_person_in_charge_of_the_place_and_by_nobody_else() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let (near, far) = (head(world, "head-here", COUNTY).await, head(world, "head-far", FAR_COUNTY).await);
        world.submit(&lin, "one", SIXTEEN, Sharing::Contact).await;
        world.submit(&lin, "two", SIXTEEN, Sharing::Private).await;
        let id = ask(world, &lin, RequestKind::Delete, "results").await;
        // the same request twice is one, with its deadline of 15 working days
        assert_eq!(ask(world, &lin, RequestKind::Delete, "results").await, id);
        let request = world.app().own_requests(&lin).await.unwrap().remove(0);
        assert_eq!(request.due_on, date(2026, 12, 11));
        is_not_found(world.app().data_request(&far, id).await);
        is_not_found(world.app().answer_data_request(&far, id, &DONE).await);
        assert!(world.app().open_data_requests(&far).await.unwrap().is_empty());
        is_denied(world.app().answer_data_request(&lin, id, &DONE).await);
        is_denied(world.app().open_data_requests(&world.caller("counsellor").await).await);
        assert_eq!(world.app().open_data_requests(&near).await.unwrap().len(), 1);
        is_conflict(
            world.app().answer_data_request(&near, id, &Answer { state: RequestState::Refused, ground: None }).await,
            "ground_missing",
        );
        world.app().answer_data_request(&near, id, &DONE).await.unwrap();
        is_conflict(world.app().answer_data_request(&near, id, &REFUSED).await, "request_answered");
        assert!(world.app().records(&lin, world.within_min(1), 10).await.unwrap().is_empty());
        assert!(world.signals(&world.caller("duty1").await).await.is_empty());
        let notices = world.app().notices(&lin, 5).await.unwrap();
        assert_eq!(notices[0].kind, "notice-person-request-answered");
        let since = world.now() - SignedDuration::from_hours(1);
        let erased = world.db.erasures(since).await.unwrap();
        assert_eq!((erased[0].rule.as_str(), erased[0].count), ("request", 2));
    })
    .await;
}

#[tokio::test]
async fn a_hold_and_an_open_warning_stop_a_deletion_and_say_so() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let chief = head(world, "head-here", COUNTY).await;
        let hold = world.app().place_hold(&chief, lin.person(), "court").await.unwrap();
        world.submit(&lin, "one", SIXTEEN, Sharing::Private).await;
        let id = ask(world, &lin, RequestKind::Delete, "everything").await;
        is_conflict(world.app().erase_person(&chief, id).await, "legal_hold");
        world.app().end_hold(&chief, hold).await.unwrap();
        is_conflict(world.app().end_hold(&chief, hold).await, "hold_ended");
        world.yellow(&lin, "counsellor").await;
        is_conflict(world.app().erase_person(&chief, id).await, "warning_running");
        let results = ask(world, &lin, RequestKind::Delete, "results").await;
        is_conflict(world.app().answer_data_request(&chief, results, &DONE).await, "warning_running");
        world.app().take_request_back(&lin, results).await.unwrap();
        world.app().answer_data_request(&chief, id, &REFUSED).await.unwrap();
        let request = world.app().own_requests(&lin).await.unwrap().into_iter().find(|one| one.id == id).unwrap();
        assert_eq!((request.state.as_str(), request.ground.as_deref()), ("refused", Some("danger_to_life")));
        assert_eq!(world.app().records(&lin, world.within_min(1), 10).await.unwrap().len(), 2);
        // whoever has no such duty places none
        let counsellor = world.caller("counsellor").await;
        is_denied(world.app().place_hold(&counsellor, lin.person(), "court").await);
        assert!(matches!(refused(world.app().place_hold(&chief, lin.person(), "curious").await), AppError::Invalid(_)));
    })
    .await;
}

#[tokio::test]
async fn what_is_given_to_others_is_on_record_and_the_person_sees_it_unless_a_law_forbids() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let chief = head(world, "head-here", COUNTY).await;
        let form = |withheld: Option<&str>| NewDisclosureForm {
            person: lin.person().unwrap(),
            recipient: "张掖市急救中心".to_owned(),
            basis: Basis::Emergency,
            law: "PIPL 13(1)(4)".to_owned(),
            fields: vec![DataKind::Identity, DataKind::Contact],
            withheld: withheld.map(str::to_owned),
            given_at: world.now(),
        };
        let nobody = NewDisclosureForm { recipient: " ".to_owned(), ..form(None) };
        assert!(matches!(refused(world.app().record_disclosure(&chief, &nobody).await), AppError::Invalid(_)));
        world.app().record_disclosure(&chief, &form(None)).await.unwrap();
        world.app().record_disclosure(&chief, &form(Some("反家庭暴力法 14"))).await.unwrap();
        let seen = world.app().own_disclosures(&lin).await.unwrap();
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].recipient.as_str(), seen[0].fields.as_str()), ("张掖市急救中心", "identity,contact"));
        world.pass_s(1);
        let all = || (world.now(), DisclosureId::from_uuid(uuid::Uuid::max()));
        let any = || Wanted { after: all(), basis: "", recipient: "" };
        let register = world.app().disclosures(&chief, &any(), 10).await.unwrap();
        assert_eq!((register.rows.len(), register.recipients.as_slice()), (2, ["张掖市急救中心".to_owned()].as_slice()));
        // a page goes on after its last row, also among rows of one instant
        let first = world.app().disclosures(&chief, &any(), 1).await.unwrap().rows.remove(0);
        let next = Wanted { after: (first.given_at, first.id), ..any() };
        let next = world.app().disclosures(&chief, &next, 10).await.unwrap().rows;
        assert_eq!(next.iter().map(|row| row.id).collect::<Vec<_>>(), [register.rows[1].id]);
        let count = async |basis, recipient| {
            world.app().disclosures(&chief, &Wanted { basis, recipient, ..any() }, 10).await.unwrap().rows.len()
        };
        assert_eq!((count("emergency", "").await, count("duty", "").await), (2, 0));
        assert_eq!((count("", "张掖市急救中心").await, count("", "急救").await), (2, 0));
        let about = world.app().disclosure_about(&chief, lin.person().unwrap()).await.unwrap();
        assert_eq!(about.name, "林**");
        is_denied(world.app().disclosure_about(&lin, lin.person().unwrap()).await);
        let gone = NewDisclosureForm { withheld: Some(" ".to_owned()), ..form(None) };
        assert!(matches!(refused(world.app().record_disclosure(&chief, &gone).await), AppError::Invalid(_)));
        let far = head(world, "head-far", FAR_COUNTY).await;
        is_not_found(world.app().record_disclosure(&far, &form(None)).await);
        assert!(world.app().disclosures(&far, &any(), 10).await.unwrap().rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn results_go_when_their_period_is_over_and_stay_while_help_or_a_hold_needs_them() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let [other, third] = [world.resident("other", SCHOOL).await, world.resident("third", SCHOOL).await];
        let chief = head(world, "head-here", COUNTY).await;
        for person in [&lin, &other, &third] {
            world.submit(person, &format!("s-{}", person.login()), SIXTEEN, Sharing::Contact).await;
        }
        world.yellow(&other, "counsellor").await;
        world.app().place_hold(&chief, third.person(), "complaint").await.unwrap();
        let year = 365 * 24;
        world.pass_h(3 * year - 48);
        assert_eq!(deleted(&world.app().run_retention().await.unwrap(), "shared-result"), 0);
        world.pass_h(30 * 24);
        let plan = world.app().retention_plan().await.unwrap();
        let line = plan.iter().find(|line| line.rule.code == "shared-result").unwrap();
        // of the three people one has help under way for one sheet, one a hold
        assert_eq!(line.due, Some(2));
        assert_eq!(deleted(&world.app().run_retention().await.unwrap(), "shared-result"), 2);
        assert_eq!(deleted(&world.app().run_retention().await.unwrap(), "shared-result"), 0);
        let left = async |caller: &Caller| world.app().records(caller, world.now(), 10).await.unwrap().len();
        assert_eq!((left(&lin).await, left(&other).await, left(&third).await), (0, 1, 1));
        let since = world.now() - SignedDuration::from_hours(1);
        let erased = world.db.erasures(since).await.unwrap();
        assert!(erased.iter().any(|one| one.rule == "shared-result" && one.count == 2));
        let audit = world.audit().await;
        assert!(audit.iter().any(|row| row.action == "manage_retention" && row.detail == "shared-result rows=2"));
    })
    .await;
}

#[tokio::test]
async fn a_week_after_a_withdrawal_kept_results_are_gone_unless_the_person_agreed_again() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let other = world.resident("other", SCHOOL).await;
        let say = async |caller: &Caller, kind| {
            let saying = Saying { purpose: Purpose::KeepResult, subject: None, kind };
            world.app().say_consent(caller, None, &saying).await.unwrap()
        };
        for person in [&lin, &other] {
            world.submit(person, &format!("k-{}", person.login()), SIXTEEN, Sharing::Private).await;
            say(person, WordKind::Withdrawn).await;
        }
        say(&other, WordKind::Given).await;
        world.pass_h(6 * 24);
        assert_eq!(deleted(&world.app().run_retention().await.unwrap(), "private-result"), 0);
        world.pass_h(2 * 24);
        assert_eq!(deleted(&world.app().run_retention().await.unwrap(), "private-result"), 1);
        assert!(world.app().records(&lin, world.now(), 10).await.unwrap().is_empty());
        assert_eq!(world.app().records(&other, world.now(), 10).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_result_that_was_shown_and_taken_back_can_be_forgotten() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let (sheet, _) = world.submit(&lin, "one", SIXTEEN, Sharing::Contact).await;
        is_conflict(world.app().forget_record(&lin, sheet).await, "record_shared");
        let saying = Saying { purpose: Purpose::Contact, subject: None, kind: WordKind::Withdrawn };
        world.app().say_consent(&lin, None, &saying).await.unwrap();
        world.app().forget_record(&lin, sheet).await.unwrap();
        assert!(world.app().records(&lin, world.within_min(1), 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_hold_is_placed_by_number_seen_by_those_of_the_place_and_the_page_tells_past_runs() {
    on_both(async |world| {
        let app = world.app();
        let lin = world.caller("lin").await;
        let (near, far) = (head(world, "head-here", COUNTY).await, head(world, "head-far", FAR_COUNTY).await);
        let number = "11010519491231002X";
        let mut tx = world.db.begin().await.unwrap();
        tx.add_identifier(
            xinqiao_kernel::IdSource::seeded(91).uuid(world.now()),
            "gb11643",
            number,
            lin.person().unwrap(),
            world.now(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        // elsewhere nobody learns whether somebody is registered
        let wrong = |fault| {
            assert!(matches!(fault, AppError::Invalid(ref found) if found[0].expected == "fault-hold-nobody"), "{fault:?}")
        };
        wrong(refused(app.place_hold_on(&far, number, "court").await));
        let hold = app.place_hold_on(&near, number, "court").await.unwrap();
        assert_eq!(app.holds(&near).await.unwrap().iter().map(|one| one.id).collect::<Vec<_>>(), [hold]);
        assert!(app.holds(&far).await.unwrap().is_empty());
        is_not_found(app.end_hold(&far, hold).await);
        app.end_hold(&near, hold).await.unwrap();
        let security = world.caller("secadmin").await;
        assert!(app.retention_page(&security).await.unwrap().runs.is_empty());
        world.submit(&lin, "one", SIXTEEN, Sharing::Contact).await;
        world.pass_h(3 * 366 * 24);
        app.run_retention().await.unwrap();
        let security = world.caller("secadmin").await;
        let page = app.retention_page(&security).await.unwrap();
        assert!(page.runs.len() == 1 && page.runs[0].count >= 1, "{:?}", page.runs);
        assert!(page.erased.iter().any(|line| line.rule == "shared-result" && line.count == 1));
        is_denied(app.retention_page(&near).await);
    })
    .await;
}
