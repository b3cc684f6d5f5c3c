//! Requests, the register of disclosures, holds and the ledger of deletions.

use jiff::civil::date;
use xinqiao_access::{Purpose, Resource, Role, act};
use xinqiao_kernel::id::{AccountId, DataRequestId, DisclosureId, HoldId, PersonId};

use super::world::{Desk, SCHOOL, TODAY, World, about, on_both, path};
use crate::retention::{NewErasure, NewHold};
use crate::rights::{NewDataRequest, NewDisclosure};

fn request(world: &World, person: PersonId, account: AccountId) -> NewDataRequest {
    NewDataRequest {
        id: DataRequestId::new(&world.ids, world.now()),
        person,
        place: path(SCHOOL),
        asked_by: account,
        kind: "delete",
        target: "results".to_owned(),
        target_id: None,
        state: "open",
        due_on: date(2026, 12, 1),
        at: world.now(),
    }
}

fn chief(account: AccountId) -> Desk {
    Desk::new(account, None, Role::DepartmentHead, SCHOOL, Purpose::Administration)
}

/// A row in every table of this kind.
pub async fn fill(world: &World, account: AccountId, person: PersonId) {
    let now = world.now();
    let hold =
        NewHold { id: HoldId::new(&world.ids, now), person: Some(person), reason: "court".to_owned(), by: account, from: TODAY };
    let disclosure = NewDisclosure {
        id: DisclosureId::new(&world.ids, now),
        person,
        place: path(SCHOOL),
        recipient: "急救中心".to_owned(),
        basis: "emergency",
        law: "PIPL 13(1)(4)".to_owned(),
        purpose: "exchange".to_owned(),
        fields: "identity,contact".to_owned(),
        withheld: None,
        given_at: now,
        by: account,
    };
    let line = NewErasure {
        id: world.ids.uuid(now),
        rule: "request".to_owned(),
        kept: "private_result",
        record: Some(person.uuid()),
        count: 1,
        run: world.ids.uuid(now),
    };
    let holding = chief(account).permit(&about(person, SCHOOL));
    let telling = Desk::new(account, None, Role::DepartmentHead, SCHOOL, Purpose::Exchange)
        .permit::<xinqiao_access::act::RecordDisclosure>(&about(person, SCHOOL));
    world
        .write(async |tx| {
            tx.add_data_request(&request(world, person, account), "20261122").await?;
            tx.add_hold(&holding, &hold, now).await?;
            assert!(tx.record_disclosure(&telling, &disclosure, now).await?);
            tx.record_erasure(&line, now).await
        })
        .await;
}

#[tokio::test]
async fn requests_are_numbered_by_the_day_and_found_in_the_scope_only() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let (person, other) = (world.person(SCHOOL).await, world.person(SCHOOL).await);
        let first = request(world, person, account);
        let add = async |new: &NewDataRequest| world.write(async |tx| tx.add_data_request(new, "20261122").await).await;
        assert_eq!(add(&first).await, "D20261122-0001");
        assert_eq!(add(&request(world, other, account)).await, "D20261122-0002");
        let away = NewDataRequest { place: path("620000/620700/620721/"), ..request(world, other, account) };
        assert_eq!(add(&away).await, "D20261122-0003");
        let scope = chief(account).scope::<act::HandleDataRequest>();
        let found = world.db.open_requests(&scope, 10).await.unwrap();
        assert_eq!(found.iter().map(|one| one.number.as_str()).collect::<Vec<_>>(), ["D20261122-0001", "D20261122-0002"]);
        let permit = chief(account).permit::<act::HandleDataRequest>(&about(person, SCHOOL));
        assert_eq!(world.db.data_request(&permit, first.id).await.unwrap().unwrap(), found[0]);
        assert_eq!(world.db.data_request(&permit, found[1].id).await.unwrap(), None);
        let done = async || {
            let id = first.id;
            world.write(async |tx| tx.answer_data_request(id, "refused", Some("already_right"), account, world.now()).await).await
        };
        assert!(done().await);
        assert!(!done().await);
        assert_eq!(world.db.open_requests(&scope, 10).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_hold_of_one_person_keeps_theirs_and_a_hold_of_all_keeps_everything() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let (held, free) = (world.person(SCHOOL).await, world.person(SCHOOL).await);
        for (at, person) in [held, free].into_iter().enumerate() {
            let mut sheet = world.sheet(person, SCHOOL, &format!("k{at}"));
            sheet.sharing = "contact";
            world.write(async |tx| tx.add_response(&sheet, world.now()).await).await;
        }
        let permit = chief(account).permit(&about(held, SCHOOL));
        let of_all = chief(account).permit(&Resource::at(path(SCHOOL)));
        let hold = |person| NewHold {
            id: HoldId::new(&world.ids, world.now()),
            person,
            reason: "court".to_owned(),
            by: account,
            from: TODAY,
        };
        let due = async || {
            let found = world.db.due_records("shared_result", (world.within(1), TODAY), 10).await.unwrap();
            found.into_iter().map(|one| one.of).collect::<Vec<_>>()
        };
        let (one, all) = (hold(Some(held)), hold(None));
        assert!(world.write(async |tx| tx.add_hold(&permit, &one, world.now()).await).await);
        assert_eq!(due().await, [free.uuid()]);
        assert!(world.db.is_held(held).await.unwrap() && !world.db.is_held(free).await.unwrap());
        assert!(!world.write(async |tx| tx.add_hold(&permit, &all, world.now()).await).await);
        assert!(world.write(async |tx| tx.add_hold(&of_all, &all, world.now()).await).await);
        assert!(due().await.is_empty());
        assert!(world.write(async |tx| tx.end_hold(&of_all, all.id, TODAY, account).await).await);
        assert!(!world.write(async |tx| tx.end_hold(&of_all, all.id, TODAY, account).await).await);
        assert_eq!(due().await, [free.uuid()]);
        let found = world.db.due_records("shared_result", (world.within(1), TODAY), 10).await.unwrap();
        assert_eq!(world.write(async |tx| tx.delete_records("shared_result", &found).await).await.len(), 1);
        assert!(due().await.is_empty());
        // what has no deletion of its own is never due
        assert!(world.db.due_records("audit", (world.within(1), TODAY), 10).await.unwrap().is_empty());
    })
    .await;
}
