use jiff::Timestamp;
use xinqiao_access::{Permit, Purpose, Resource, Role, act};
use xinqiao_kernel::id::{AccountId, PersonId, ReceptionId, StepId};

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, on_both, path};
use crate::StoreError;
use crate::receptions::{AfterReception, ReceptionRow, ReceptionState, ReceptionStepRow};

fn reception(world: &World, number: &str, account: AccountId, due_at: Timestamp) -> ReceptionRow {
    let owed = Some((account, path(SCHOOL), due_at));
    ReceptionRow {
        id: ReceptionId::new(&world.ids, world.now()),
        number: number.to_owned(),
        place: path(SCHOOL),
        state: ReceptionState { stage: "received".to_owned(), owed, person: None, closed_at: None, version: 1 },
        received_by: account,
        received_at: world.now(),
        owner_name: None,
    }
}

fn step(world: &World, seq: i64, account: AccountId, words: Option<&str>) -> ReceptionStepRow {
    ReceptionStepRow {
        id: StepId::new(&world.ids, world.now()),
        seq,
        account: Some(account),
        word: "received".to_owned(),
        body: "{}".to_owned(),
        words: words.map(str::to_owned),
        worded: words.is_some(),
        at: world.now(),
    }
}

fn accepted(before: &ReceptionRow, person: PersonId) -> ReceptionState {
    ReceptionState { stage: "accepted".to_owned(), person: Some(person), version: 2, ..before.state.clone() }
}

fn desk(account: AccountId, at: &str) -> Desk {
    Desk::new(account, None, Role::Justice, at, Purpose::Service)
}

/// One reception at which somebody accepted, with words, and one of nobody.
pub(super) async fn fill(world: &World, account: AccountId, person: PersonId) {
    let now = world.now();
    let (first, second) = (reception(world, "V20261122-0001", account, now), reception(world, "V20261122-0002", account, now));
    let (one, two, three) = (step(world, 1, account, None), step(world, 2, account, Some("said")), step(world, 1, account, None));
    world
        .write(async |tx| {
            tx.open_reception(&first, &one, now).await?;
            tx.save_reception(first.id, 1, &accepted(&first, person), &two, now).await?;
            tx.open_reception(&second, &three, now).await
        })
        .await;
}

#[tokio::test]
async fn a_reception_is_read_with_the_permit_of_its_place_and_of_whoever_accepted() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let person = world.person(SCHOOL).await;
        let new = reception(world, "V20261122-0001", account, world.within(60));
        let (first, second) = (step(world, 1, account, None), step(world, 2, account, Some("slept badly")));
        world.write(async |tx| tx.open_reception(&new, &first, world.now()).await).await;
        let nobody = |at: &str| -> Permit<act::ReadReception> { desk(account, at).permit(&Resource::at(path(at))) };
        for (at, may) in [(SCHOOL, true), (NEIGHBOURS[0], false), (NEIGHBOURS[1], false)] {
            assert_eq!(world.db.reception(&nobody(at), new.id).await.unwrap().is_some(), may, "{at}");
            let scope = desk(account, at).scope::<act::ReadReception>();
            assert_eq!(world.db.receptions(&scope, false, None, 9).await.unwrap().len(), usize::from(may), "{at}");
        }
        world.write(async |tx| tx.save_reception(new.id, 1, &accepted(&new, person), &second, world.now()).await).await;
        assert!(world.db.reception(&nobody(SCHOOL), new.id).await.unwrap().is_none(), "it is about somebody now");
        let theirs: Permit<act::ReadReception> = desk(account, SCHOOL).permit(&Resource::at(path(SCHOOL)).of(person));
        let steps = world.db.reception_steps(&theirs, new.id).await.unwrap();
        assert_eq!(steps[1].words.as_deref(), Some("slept badly"));
        assert!(world.db.reception_name(&theirs, new.id).await.unwrap().is_some_and(|name| name.ends_with('*')));
        world.write(async |tx| tx.erase_person(person, world.now()).await.map(|_| ())).await;
        let steps = world.db.reception_steps(&theirs, new.id).await.unwrap();
        assert_eq!((steps[1].words.as_deref(), steps[1].worded), (None, true));
        assert_eq!(world.db.reception_name(&theirs, new.id).await.unwrap().as_deref(), Some(""));
    })
    .await;
}

#[tokio::test]
async fn the_list_goes_on_where_it_ended_and_of_two_who_change_a_reception_at_once_one_is_told() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let mut ids = Vec::new();
        for n in 0..5 {
            let new = reception(world, &format!("V20261122-000{n}"), account, world.within(60 - 10 * n));
            let first = step(world, 1, account, None);
            world.write(async |tx| tx.open_reception(&new, &first, world.now()).await).await;
            ids.insert(0, new);
        }
        let scope = desk(account, SCHOOL).scope::<act::ReadReception>();
        let (mut after, mut seen) = (None, Vec::new());
        loop {
            let page = world.db.receptions(&scope, false, after, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(AfterReception { at: last.state.owed.as_ref().unwrap().2, id: last.id });
            seen.extend(page.iter().map(|row| row.id));
        }
        assert_eq!(seen, ids.iter().map(|row| row.id).collect::<Vec<_>>());
        assert_eq!(world.db.late_receptions(world.within(25), 9).await.unwrap().len(), 1);
        let steps = [step(world, 2, account, None), step(world, 2, account, None)];
        let closed =
            ReceptionState { stage: "declined".to_owned(), owed: None, person: None, closed_at: Some(world.now()), version: 2 };
        world.write(async |tx| tx.save_reception(ids[0].id, 1, &closed, &steps[0], world.now()).await).await;
        let fault = world.refused(async |tx| tx.save_reception(ids[0].id, 1, &closed, &steps[1], world.now()).await).await;
        assert!(matches!(fault, StoreError::Stale { table: "reception", .. }), "{fault:?}");
        assert_eq!(world.db.receptions(&scope, true, None, 9).await.unwrap().len(), 1);
    })
    .await;
}
