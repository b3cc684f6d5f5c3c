//! Cases are read with the permit of their team only, and of two who write at once one is told.

use jiff::civil::Date;
use xinqiao_access::{Permit, Purpose, Role, act};
use xinqiao_kernel::id::{AccountId, CaseEventId, CaseId, PersonId, WarningId};

use super::world::{Desk, NEIGHBOURS, SCHOOL, TODAY, World, about, on_both, path};
use crate::StoreError;
use crate::cases::{After, CaseEventRow, CaseFilter, CaseRow, CaseState, SeatRow, ToTell};

pub(super) fn case(world: &World, person: PersonId, responsible: AccountId) -> CaseRow {
    let state = CaseState { status: "intake".to_owned(), responsible, next_due_on: Some(TODAY), version: 1, closed_at: None };
    let id = CaseId::new(&world.ids, world.now());
    CaseRow {
        number: format!("C-{id}"),
        id,
        person,
        place: path(SCHOOL),
        kind: "general".to_owned(),
        state,
        opened_at: world.now(),
        name: String::new(),
        responsible_name: String::new(),
        owes_on: None,
    }
}

pub(super) fn event(world: &World, seq: i64, account: AccountId) -> CaseEventRow {
    let id = CaseEventId::new(&world.ids, world.now());
    CaseEventRow {
        id,
        seq,
        account,
        kind: "noted".to_owned(),
        body: "what was said".to_owned(),
        at: world.now(),
        name: String::new(),
    }
}

fn seat(account: AccountId, owes_on: Option<Date>) -> SeatRow {
    SeatRow { account, owes_on, told_until: None, tell_on: owes_on, name: String::new() }
}

/// A case of somebody that came from a warning.
pub(super) async fn fill(world: &World, account: AccountId, person: PersonId, warning: WarningId) {
    let new = case(world, person, account);
    world
        .write(async |tx| {
            let seats = [seat(account, Some(TODAY))];
            tx.open_case(&new, &event(world, 1, account), &seats, &[warning], world.now()).await
        })
        .await;
}

fn desk(account: AccountId, at: &str) -> Desk {
    Desk::new(account, None, Role::Counsellor, at, Purpose::Service)
}

#[tokio::test]
async fn a_case_is_read_with_a_permit_of_its_team_for_its_place_and_person_only() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let (person, other) = (world.person(SCHOOL).await, world.person(SCHOOL).await);
        let new = case(world, person, account);
        let seats = [seat(account, Some(TODAY))];
        world.write(async |tx| tx.open_case(&new, &event(world, 1, account), &seats, &[], world.now()).await).await;
        for (about_whom, at, may) in [(person, SCHOOL, true), (other, SCHOOL, false), (person, NEIGHBOURS[0], false)] {
            let record = about(about_whom, at).with_team(vec![account]);
            let read: Permit<act::ReadCase> = desk(account, at).permit(&record);
            assert_eq!(world.db.case(&read, new.id).await.unwrap().is_some(), may, "{at}");
            assert_eq!(world.db.case_events(&read, new.id).await.unwrap().len(), usize::from(may), "{at}");
        }
        let listed = async |account, at| {
            let scope = desk(account, at).scope::<act::ListCases>();
            world.db.open_cases(&scope, &CaseFilter::default(), After::<Date>::first(), 10).await.unwrap().len()
        };
        let stranger = world.account("wu").await;
        assert_eq!(
            [listed(account, SCHOOL).await, listed(account, NEIGHBOURS[0]).await, listed(stranger, SCHOOL).await],
            [1, 0, 0]
        );
    })
    .await;
}

#[tokio::test]
async fn of_two_who_save_a_case_at_once_one_is_told_and_one_person_has_one_open_case() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let person = world.person(SCHOOL).await;
        let new = case(world, person, account);
        let seats = [seat(account, Some(TODAY))];
        world.write(async |tx| tx.open_case(&new, &event(world, 1, account), &seats, &[], world.now()).await).await;
        let again = case(world, person, account);
        let mut tx = world.db.begin().await.unwrap();
        let second = tx.open_case(&again, &event(world, 1, account), &seats, &[], world.now()).await;
        assert!(matches!(second, Err(StoreError::Duplicate { .. })), "{second:?}");
        drop(tx);
        let state = CaseState { version: 2, ..new.state.clone() };
        let save = async || {
            let mut tx = world.db.begin().await.unwrap();
            let saved = tx.save_case(new.id, 1, &state, &event(world, 2, account), (&seats, &[]), world.now()).await;
            if saved.is_ok() {
                tx.commit().await.unwrap();
            }
            saved
        };
        assert!(save().await.is_ok());
        assert!(matches!(save().await, Err(StoreError::Stale { table: "case", .. })));
        let told = ToTell { case: new.id, account, tell_on: TODAY };
        assert_eq!(world.db.cases_to_tell(TODAY, 10).await.unwrap(), [told]);
        world.write(async |tx| tx.told_of_case(&told, TODAY, None).await.map(|first| assert!(first))).await;
        world.write(async |tx| tx.told_of_case(&told, TODAY, None).await.map(|second| assert!(!second))).await;
        assert!(world.db.cases_to_tell(TODAY, 10).await.unwrap().is_empty());
    })
    .await;
}
