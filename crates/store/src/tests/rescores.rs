//! Plans to count kept sheets again, and second results beside the first.

use uuid::Uuid;
use xinqiao_access::{Permit, Purpose, Resource, Role, act};
use xinqiao_kernel::id::{AccountId, PersonId, RescoreId, ResponseId};

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, about, on_both, path};
use crate::rescores::{Decision, NewResult, RescoreRow};

fn plan(world: &World, account: AccountId) -> RescoreRow {
    RescoreRow {
        id: RescoreId::new(&world.ids, world.now()),
        place: path(SCHOOL),
        instrument: "phq-9".to_owned(),
        from_version: "1".to_owned(),
        to_version: "2".to_owned(),
        from: None,
        until: world.within(60),
        reason: "a cut-off was wrong".to_owned(),
        stage: "counting".to_owned(),
        cursor: Uuid::nil(),
        tally: "{}".to_owned(),
        people: None,
        raised: 0,
        fault: String::new(),
        planned_by: account,
        counted_at: None,
        decided: None,
        note: None,
        applied_at: None,
        created_at: world.now(),
    }
}

fn second(plan: &RescoreRow, person: PersonId, response: ResponseId) -> NewResult {
    NewResult {
        rescore: plan.id,
        response,
        person,
        place: path(SCHOOL),
        version: plan.to_version.clone(),
        class: "band_up",
        detail: "{\"a\":1}".to_owned(),
        outcome: Some("{\"b\":2}".to_owned()),
    }
}

fn desk(account: AccountId, at: &str) -> Desk {
    Desk::new(account, None, Role::SchoolCounsellor, at, Purpose::Screening)
}

/// A shared sheet of a person, ready to be counted again.
async fn shared(world: &World, person: PersonId, key: &str) -> ResponseId {
    let mut sheet = world.sheet(person, SCHOOL, key);
    sheet.sharing = "contact";
    world.write(async |tx| tx.add_response(&sheet, world.now()).await).await;
    sheet.id
}

async fn counted(world: &World, account: AccountId, person: PersonId, key: &str) -> (RescoreRow, ResponseId) {
    let response = shared(world, person, key).await;
    let row = plan(world, account);
    let result = second(&row, person, response);
    let after = RescoreRow { stage: "counted".to_owned(), people: Some(1), counted_at: Some(world.now()), ..row.clone() };
    world
        .write(async |tx| {
            assert!(tx.add_rescore(&row).await?);
            tx.add_result(&result, world.now()).await?;
            tx.add_result(&result, world.now()).await?;
            assert!(tx.save_rescore(&row, &after).await?);
            Ok(())
        })
        .await;
    (after, response)
}

/// A plan that was applied, and one that was refused with words.
pub(super) async fn fill(world: &World, account: AccountId, person: PersonId) {
    let (row, response) = counted(world, account, person, "rescore-1").await;
    let (other, _) = counted(world, account, person, "rescore-2").await;
    let second_person = world.account("rescore-head").await;
    let now = world.now();
    let result = second(&row, person, response);
    world
        .write(async |tx| {
            let agreed = Decision { from: "counted", to: "applying", by: second_person, note: None };
            assert!(tx.decide_rescore(row.id, &agreed, now).await?);
            assert!(tx.apply_result(&result, 0, now).await?);
            let refused = Decision { from: "counted", to: "refused", by: second_person, note: Some("look again") };
            assert!(tx.decide_rescore(other.id, &refused, now).await?);
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn a_plan_is_read_where_it_is_and_moves_on_once() {
    on_both(async |world| {
        let (account, head) = (world.account("zhou").await, world.account("su").await);
        let person = world.person(SCHOOL).await;
        let (row, _) = counted(world, account, person, "a").await;
        let permit: Permit<act::ReadRescore> = desk(account, SCHOOL).permit(&Resource::at(path(SCHOOL)));
        let known = world.db.rescore(&permit, row.id).await.unwrap().unwrap();
        assert_eq!((known.reason.as_str(), known.stage.as_str(), known.people), ("a cut-off was wrong", "counted", Some(1)));
        let away: Permit<act::ReadRescore> = desk(account, NEIGHBOURS[0]).permit(&Resource::at(path(NEIGHBOURS[0])));
        assert!(world.db.rescore(&away, row.id).await.unwrap().is_none());
        let scope = desk(account, SCHOOL).scope::<act::ReadRescore>();
        assert_eq!(world.db.rescores(&scope, None, 9).await.unwrap().len(), 1);
        assert!(world.db.rescores(&scope, Some(row.id), 9).await.unwrap().is_empty());
        assert!(world.db.due_rescores().await.unwrap().is_empty());
        let agreed = Decision { from: "counted", to: "applying", by: head, note: None };
        let mut done = Vec::new();
        for _ in 0..2 {
            done.push(world.write(async |tx| tx.decide_rescore(row.id, &agreed, world.now()).await).await);
        }
        assert_eq!(done, [true, false]);
        // a worker that still counts comes too late
        let late = RescoreRow { stage: "counting".to_owned(), ..row.clone() };
        assert!(!world.write(async |tx| tx.save_rescore(&late, &row).await).await);
        let due = world.db.due_rescores().await.unwrap();
        assert_eq!(due.iter().map(|one| one.id).collect::<Vec<_>>(), [row.id]);
    })
    .await;
}

#[tokio::test]
async fn the_one_who_planned_cannot_be_the_one_who_agreed() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let person = world.person(SCHOOL).await;
        let (row, _) = counted(world, account, person, "a").await;
        let own = Decision { from: "counted", to: "applying", by: account, note: None };
        world.refused(async |tx| tx.decide_rescore(row.id, &own, world.now()).await).await;
    })
    .await;
}

#[tokio::test]
async fn a_second_result_stands_once_beside_the_first_and_goes_with_its_sheet() {
    on_both(async |world| {
        let (account, head) = (world.account("zhou").await, world.account("su").await);
        let person = world.person(SCHOOL).await;
        let (row, response) = counted(world, account, person, "a").await;
        let scores: Permit<act::ReadScores> = desk(account, SCHOOL).permit(&about(person, SCHOOL));
        assert!(world.db.applied_results(&scores).await.unwrap().is_empty(), "nobody sees a try");
        let agreed = Decision { from: "counted", to: "applying", by: head, note: None };
        world.write(async |tx| tx.decide_rescore(row.id, &agreed, world.now()).await).await;
        let applying = world.db.rescore_place(row.id).await.unwrap().unwrap();
        assert_eq!(world.db.rescore_to_apply(&applying, 9).await.unwrap().len(), 1);
        let result = second(&row, person, response);
        let mut done = Vec::new();
        for _ in 0..2 {
            done.push(world.write(async |tx| tx.apply_result(&result, 3, world.now()).await).await);
        }
        assert_eq!(done, [true, false]);
        assert!(world.db.rescore_to_apply(&applying, 9).await.unwrap().is_empty());
        assert!(world.db.rescore_sheets(&plan(world, account), 9).await.unwrap().is_empty(), "it has a result of that version");
        let kept = world.db.applied_results(&scores).await.unwrap();
        assert_eq!((kept.len(), kept[0].outcome.as_str(), kept[0].detail.as_str()), (1, "{\"b\":2}", "{\"a\":1}"));
        let list: Permit<act::PlanRescore> = desk(account, SCHOOL).permit(&Resource::at(path(SCHOOL)));
        let from = ResponseId::from_uuid(Uuid::nil());
        let lines = world.db.rescored(&list, row.id, ("band_up", from), 9).await.unwrap();
        assert_eq!((lines.len(), lines[0].signals), (1, 3));
        assert!(lines[0].name.ends_with('*'), "{}", lines[0].name);
        assert!(world.db.rescored(&list, row.id, ("band_down", from), 9).await.unwrap().is_empty());
        let due = crate::retention::Due { record: response.uuid(), of: person.uuid() };
        world.write(async |tx| tx.delete_records("shared_result", &[due]).await.map(|_| ())).await;
        assert!(world.db.applied_results(&scores).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn private_sheets_are_not_counted_again_and_second_results_go_with_the_person() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let (person, other) = (world.person(SCHOOL).await, world.person(SCHOOL).await);
        let mut private = world.sheet(other, SCHOOL, "private");
        private.sharing = "private";
        world.write(async |tx| tx.add_response(&private, world.now()).await).await;
        let (row, response) = counted(world, account, person, "a").await;
        let found = world.db.rescore_sheets(&plan(world, account), 9).await.unwrap();
        assert_eq!(found.iter().map(|one| one.sheet.id).collect::<Vec<_>>(), [response]);
        world.write(async |tx| tx.erase_person(person, world.now()).await.map(|_| ())).await;
        assert!(world.db.rescore_sheets(&plan(world, account), 9).await.unwrap().is_empty());
        assert_eq!(world.write(async |tx| tx.count_rescored(row.id).await).await, 0);
    })
    .await;
}
