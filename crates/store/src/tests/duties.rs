use jiff::Timestamp;
use xinqiao_access::{Permit, Purpose, Resource, Role, act};
use xinqiao_duties::Kind;
use xinqiao_kernel::id::{AccountId, DutyEntryId, DutyId, PersonId};

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, about, on_both, path};
use crate::StoreError;
use crate::duties::{After, DutyRow, DutyState, EntryRow};

const LATEST: Timestamp = Timestamp::MAX;

fn duty(world: &World, kind: Kind, account: AccountId, person: Option<PersonId>) -> DutyRow {
    DutyRow {
        id: DutyId::new(&world.ids, world.now()),
        kind,
        place: path(SCHOOL),
        person,
        account,
        due_at: Some(world.within(60)),
        until: None,
        decided_by: None,
        entries: 1,
        opened_at: world.now(),
        ended_at: None,
    }
}

fn entry(world: &World, seq: i64, account: AccountId, body: &str) -> EntryRow {
    let id = DutyEntryId::new(&world.ids, world.now());
    EntryRow { id, seq, account, word: "recorded".to_owned(), body: Some(body.to_owned()), at: world.now() }
}

/// One duty about nobody and one about a person.
pub(super) async fn fill(world: &World, account: AccountId, person: PersonId) {
    let (incident, report) = (duty(world, Kind::Incident, account, None), duty(world, Kind::MinorReport, account, Some(person)));
    let words = [entry(world, 1, account, "what happened"), entry(world, 1, account, "what was seen")];
    world
        .write(async |tx| {
            tx.open_duty(&incident, &words[0], world.now()).await?;
            tx.open_duty(&report, &words[1], world.now()).await
        })
        .await;
}

fn head(account: AccountId) -> Desk {
    Desk::new(account, None, Role::DepartmentHead, SCHOOL, Purpose::Administration)
}

#[tokio::test]
async fn a_duty_is_read_with_the_permit_of_its_place_and_kind_only() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let new = duty(world, Kind::Incident, account, None);
        world.write(async |tx| tx.open_duty(&new, &entry(world, 1, account, "a list"), world.now()).await).await;
        for (at, may) in [(SCHOOL, true), (NEIGHBOURS[0], false), (NEIGHBOURS[1], false)] {
            let desk = Desk::new(account, None, Role::DepartmentHead, at, Purpose::Administration);
            let read: Permit<act::RecordIncident> = desk.permit(&Resource::at(path(at)));
            let other: Permit<act::AssessImpact> = desk.permit(&Resource::at(path(at)));
            assert_eq!(world.db.duty(&read, new.id).await.unwrap().is_some(), may, "{at}");
            assert_eq!(world.db.duty_entries(&read, new.id).await.unwrap().len(), usize::from(may), "{at}");
            assert_eq!(world.db.duty(&other, new.id).await.unwrap(), None, "another kind");
            let scope = desk.scope::<act::RecordIncident>();
            let after = After { opened_at: LATEST, id: new.id };
            assert_eq!(world.db.duties(&scope, false, after, 10).await.unwrap().len(), usize::from(may), "{at}");
        }
    })
    .await;
}

#[tokio::test]
async fn of_two_who_add_an_entry_at_once_one_is_told_that_the_duty_has_changed() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let new = duty(world, Kind::Incident, account, None);
        world.write(async |tx| tx.open_duty(&new, &entry(world, 1, account, "a list"), world.now()).await).await;
        let permit: Permit<act::RecordIncident> = head(account).permit(&Resource::at(path(SCHOOL)));
        let state = DutyState { due_at: None, until: None, decided_by: None, ended_at: None };
        let second = entry(world, 2, account, "remedied");
        world.write(async |tx| tx.add_duty_entry(&permit, &new, state, &second, world.now()).await).await;
        let late = entry(world, 2, account, "remedied as well");
        let fault = world.refused(async |tx| tx.add_duty_entry(&permit, &new, state, &late, world.now()).await).await;
        assert!(matches!(fault, StoreError::Stale { table: "duty", .. }), "{fault:?}");
        let bodies: Vec<_> = world.db.duty_entries(&permit, new.id).await.unwrap().into_iter().map(|one| one.body).collect();
        assert_eq!(bodies, [Some("a list".to_owned()), Some("remedied".to_owned())]);
    })
    .await;
}

#[tokio::test]
async fn of_an_erased_person_a_duty_keeps_the_fact_and_no_word() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let person = world.person(SCHOOL).await;
        let new = duty(world, Kind::MinorReport, account, Some(person));
        world.write(async |tx| tx.open_duty(&new, &entry(world, 1, account, "what was seen"), world.now()).await).await;
        let desk = Desk::new(account, None, Role::SchoolCounsellor, SCHOOL, Purpose::Exchange);
        let permit: Permit<act::MandatoryReport> = desk.permit(&about(person, SCHOOL));
        let bodies =
            async || world.db.duty_entries(&permit, new.id).await.unwrap().into_iter().map(|one| one.body).collect::<Vec<_>>();
        assert_eq!(bodies().await, [Some("what was seen".to_owned())]);
        assert!(world.write(async |tx| tx.erase_person(person, world.now()).await).await);
        assert_eq!(bodies().await, [None]);
    })
    .await;
}
