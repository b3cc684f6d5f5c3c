use jiff::Timestamp;
use xinqiao_access::{Permit, Purpose, Resource, Role, act};
use xinqiao_kernel::id::{AccountId, DisputeId, ExchangeId, PersonId, StepId};

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, on_both, path};
use crate::StoreError;
use crate::disputes::{After, DisputeRow, DisputeState, ExchangeRow, StepRow, Wanted};

fn dispute(world: &World, number: &str, account: AccountId, due_at: Timestamp) -> DisputeRow {
    let owed = Some((account, path(SCHOOL), due_at));
    DisputeRow {
        id: DisputeId::new(&world.ids, world.now()),
        number: number.to_owned(),
        place: path(SCHOOL),
        kind: "neighbours".to_owned(),
        state: DisputeState { stage: "registered".to_owned(), owed, closed_at: None, version: 1 },
        reference: None,
        registered_by: account,
        registered_at: world.now(),
        owner_name: None,
    }
}

fn step(world: &World, seq: i64, account: AccountId, words: Option<&str>) -> StepRow {
    StepRow {
        id: StepId::new(&world.ids, world.now()),
        seq,
        account: Some(account),
        word: "registered".to_owned(),
        body: "{}".to_owned(),
        words: words.map(str::to_owned),
        worded: words.is_some(),
        at: world.now(),
    }
}

fn desk(account: AccountId, at: &str) -> Desk {
    Desk::new(account, None, Role::Mediator, at, Purpose::Service)
}

fn at_school(account: AccountId, at: &str) -> Permit<act::ReadDispute> {
    desk(account, at).permit(&Resource::at(path(at)))
}

/// One dispute with a party of the index, one without, and a file.
pub(super) async fn fill(world: &World, account: AccountId, person: PersonId) {
    let now = world.now();
    let (first, second) = (dispute(world, "D20261122-0001", account, now), dispute(world, "D20261122-0002", account, now));
    let (one, two) = (step(world, 1, account, Some("what was said")), step(world, 1, account, Some("of nobody")));
    let file = ExchangeRow {
        id: ExchangeId::new(&world.ids, now),
        came_in: true,
        by: account,
        sha256: "00".to_owned(),
        span: None,
        rows: 1,
        registered: 0,
        results: "[]".to_owned(),
        at: now,
    };
    let permit: Permit<act::ExchangeDisputes> =
        Desk::new(account, None, Role::Mediator, SCHOOL, Purpose::Exchange).permit(&Resource::at(path(SCHOOL)));
    world
        .write(async |tx| {
            tx.open_dispute(&first, &[person], &one, now).await?;
            tx.open_dispute(&second, &[], &two, now).await?;
            tx.add_exchange(&permit, &file, now).await
        })
        .await;
}

#[tokio::test]
async fn a_dispute_is_read_with_the_permit_of_its_place_only() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let person = world.person(SCHOOL).await;
        let new = dispute(world, "D20261122-0001", account, world.within(60));
        let first = step(world, 1, account, Some("they shouted"));
        world.write(async |tx| tx.open_dispute(&new, &[person], &first, world.now()).await).await;
        for (at, may) in [(SCHOOL, true), (NEIGHBOURS[0], false), (NEIGHBOURS[1], false)] {
            let permit = at_school(account, at);
            assert_eq!(world.db.dispute(&permit, new.id).await.unwrap().is_some(), may, "{at}");
            let steps = world.db.dispute_steps(&permit, new.id).await.unwrap();
            assert_eq!(steps.len(), usize::from(may), "{at}");
            assert_eq!(world.db.dispute_parties(&permit, new.id).await.unwrap().len(), usize::from(may), "{at}");
            let scope = desk(account, at).scope::<act::ReadDispute>();
            let found = world.db.disputes(&scope, &Wanted::default(), 10).await.unwrap();
            assert_eq!(found.len(), usize::from(may), "{at}");
        }
        let steps = world.db.dispute_steps(&at_school(account, SCHOOL), new.id).await.unwrap();
        assert_eq!(steps[0].words.as_deref(), Some("they shouted"));
    })
    .await;
}

#[tokio::test]
async fn the_list_goes_on_where_it_ended_by_due_time_and_by_filter() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let mut ids = Vec::new();
        for n in 0..5 {
            let mut new = dispute(world, &format!("D20261122-000{n}"), account, world.within(60 - 10 * n));
            if n == 2 {
                new.kind = "family".to_owned();
            }
            let first = step(world, 1, account, None);
            world.write(async |tx| tx.open_dispute(&new, &[], &first, world.now()).await).await;
            ids.insert(0, new.id);
        }
        let scope = desk(account, SCHOOL).scope::<act::ReadDispute>();
        let mut wanted = Wanted::default();
        let mut seen = Vec::new();
        loop {
            let page = world.db.disputes(&scope, &wanted, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            wanted.after = Some(After { at: last.state.owed.as_ref().unwrap().2, id: last.id });
            seen.extend(page.iter().map(|row| row.id));
        }
        assert_eq!(seen, ids);
        let family = Wanted { kind: "family".to_owned(), ..Wanted::default() };
        assert_eq!(world.db.disputes(&scope, &family, 9).await.unwrap().len(), 1);
        let joint = Wanted { stage: "joint".to_owned(), ..Wanted::default() };
        assert!(world.db.disputes(&scope, &joint, 9).await.unwrap().is_empty());
        assert_eq!(world.db.late_disputes(world.within(25), 9).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn of_two_who_change_a_dispute_at_once_one_is_told() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let new = dispute(world, "D20261122-0001", account, world.within(60));
        let steps = [step(world, 1, account, None), step(world, 2, account, None), step(world, 2, account, None)];
        world.write(async |tx| tx.open_dispute(&new, &[], &steps[0], world.now()).await).await;
        let closed = DisputeState { stage: "closed".to_owned(), owed: None, closed_at: Some(world.now()), version: 2 };
        world.write(async |tx| tx.save_dispute(new.id, 1, &closed, (&[], &steps[1]), world.now()).await).await;
        let fault = world.refused(async |tx| tx.save_dispute(new.id, 1, &closed, (&[], &steps[2]), world.now()).await).await;
        assert!(matches!(fault, StoreError::Stale { table: "dispute", .. }), "{fault:?}");
        let scope = desk(account, SCHOOL).scope::<act::ReadDispute>();
        let over = Wanted { stage: "closed".to_owned(), ..Wanted::default() };
        assert_eq!(world.db.disputes(&scope, &over, 9).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_words_of_a_dispute_go_with_any_of_its_parties() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let people = [world.person(SCHOOL).await, world.person(SCHOOL).await];
        let new = dispute(world, "D20261122-0001", account, world.within(60));
        let first = step(world, 1, account, Some("they shouted"));
        world.write(async |tx| tx.open_dispute(&new, &people, &first, world.now()).await).await;
        // the words are sealed with the first one's key; the second one is erased
        world.write(async |tx| tx.erase_person(people[1], world.now()).await.map(|_| ())).await;
        let permit = at_school(account, SCHOOL);
        let steps = world.db.dispute_steps(&permit, new.id).await.unwrap();
        assert_eq!((steps[0].words.as_deref(), steps[0].worded), (None, true));
        let names = world.db.dispute_parties(&permit, new.id).await.unwrap();
        assert_eq!(names.iter().filter(|name| name.name.is_empty()).count(), 1);
        let second = step(world, 2, account, Some("afterwards"));
        let state = DisputeState { version: 2, ..new.state.clone() };
        world.write(async |tx| tx.save_dispute(new.id, 1, &state, (&people, &second), world.now()).await).await;
        assert_eq!(world.db.dispute_steps(&permit, new.id).await.unwrap()[1].words.as_deref(), Some("afterwards"));
    })
    .await;
}
