//! Who was asked to answer about a person.

use xinqiao_access::{Permit, Purpose, Resource, Role, act};
use xinqiao_kernel::id::{AccountId, InformantRequestId, PersonId};

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, on_both, path};
use crate::informants::NewInformantRequest;

fn comparing(asker: AccountId, at: &str, person: PersonId) -> Permit<act::CompareInformants> {
    let desk = Desk::new(asker, None, Role::SchoolCounsellor, at, Purpose::Screening);
    desk.permit(&Resource::at(path(at)).of(person))
}

fn answering(account: AccountId, person: PersonId) -> Permit<act::AnswerAsInformant> {
    let desk = Desk::new(account, None, Role::ClassTeacher, SCHOOL, Purpose::Service);
    desk.permit(&Resource::at(path(SCHOOL)).of(person).owned_by(account))
}

async fn asked(world: &World, asker: AccountId, account: AccountId, person: PersonId) -> InformantRequestId {
    let id = InformantRequestId::new(&world.ids, world.now());
    let new = NewInformantRequest {
        id,
        informant: "teacher",
        account,
        family: "own-view".to_owned(),
        instrument: "own-view-teacher".to_owned(),
        version: "1".to_owned(),
        expires_at: world.within(60),
    };
    let permit = comparing(asker, SCHOOL, person);
    let now = world.now();
    world.write(async |tx| tx.add_informant_request(&permit, &new, now).await).await;
    id
}

async fn answered(world: &World, account: AccountId, person: PersonId, id: InformantRequestId) -> bool {
    let row = world.db.informant_request(id).await.unwrap().unwrap();
    let permit = answering(account, person);
    let mut tx = world.db.begin().await.unwrap();
    let kept = tx.answer_informant(&permit, &row, ("[1,2]", "{}", true), world.now()).await.unwrap();
    tx.commit().await.unwrap();
    kept
}

/// One that was answered and one that is open.
pub(super) async fn fill(world: &World, account: AccountId, person: PersonId) {
    let first = asked(world, account, account, person).await;
    assert!(answered(world, account, person, first).await);
    asked(world, account, account, person).await;
}

#[tokio::test]
async fn only_the_account_that_was_asked_answers_and_once() {
    on_both(async |world| {
        let (zhou, wu, li) = (world.account("zhou").await, world.account("wu").await, world.account("li").await);
        let person = world.person(SCHOOL).await;
        let id = asked(world, zhou, wu, person).await;
        assert!(!answered(world, li, person, id).await, "somebody else's request");
        assert!(answered(world, wu, person, id).await);
        assert!(!answered(world, wu, person, id).await, "a second time");
        let row = world.db.informant_request(id).await.unwrap().unwrap();
        assert_eq!((row.answers.as_deref(), row.valid), (Some("[1,2]"), Some(true)));
        assert_eq!(row.settled.map(|(ending, _, by)| (ending, by)), Some(("answered".to_owned(), Some(wu))));
        assert_eq!(world.db.asked_of(wu, 9).await.unwrap().len(), 1);
        assert!(world.db.asked_of(li, 9).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_expired_and_a_withdrawn_request_take_no_answer() {
    on_both(async |world| {
        let (zhou, wu) = (world.account("zhou").await, world.account("wu").await);
        let person = world.person(SCHOOL).await;
        let id = asked(world, zhou, wu, person).await;
        let row = world.db.informant_request(id).await.unwrap().unwrap();
        let permit = answering(wu, person);
        let mut tx = world.db.begin().await.unwrap();
        assert!(!tx.answer_informant(&permit, &row, ("[]", "{}", true), row.expires_at).await.unwrap());
        assert!(tx.settle_informant(id, "withdrawn", zhou, world.now()).await.unwrap());
        assert!(!tx.settle_informant(id, "declined", wu, world.now()).await.unwrap());
        assert!(!tx.answer_informant(&permit, &row, ("[]", "{}", true), world.now()).await.unwrap());
        tx.commit().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn rows_are_read_with_the_permit_for_their_person_and_go_with_consent_and_erasure() {
    on_both(async |world| {
        let (zhou, wu) = (world.account("zhou").await, world.account("wu").await);
        let (person, other) = (world.person(SCHOOL).await, world.person(NEIGHBOURS[0]).await);
        let first = asked(world, zhou, wu, person).await;
        assert!(answered(world, wu, person, first).await);
        let open = asked(world, zhou, wu, person).await;
        assert_eq!(world.db.informants_of(&comparing(zhou, SCHOOL, person), 9).await.unwrap().len(), 2);
        assert!(world.db.informants_of(&comparing(zhou, NEIGHBOURS[0], other), 9).await.unwrap().is_empty());
        let now = world.now();
        world.write(async |tx| tx.end_informants_of(person, now).await).await;
        let kept = world.db.informant_request(first).await.unwrap().unwrap();
        assert_eq!((kept.answers, kept.outcome), (None, None));
        assert_eq!(world.db.informant_request(open).await.unwrap().unwrap().settled.unwrap().0, "withdrawn");
        let again = asked(world, zhou, wu, person).await;
        world.write(async |tx| tx.erase_person(person, now).await.map(|_| ())).await;
        let row = world.db.informant_request(again).await.unwrap().unwrap();
        assert_eq!((row.person_name.as_str(), row.settled.unwrap().0.as_str()), ("", "withdrawn"));
    })
    .await;
}

#[tokio::test]
async fn what_was_asked_long_ago_is_due_and_goes() {
    on_both(async |world| {
        let (zhou, wu) = (world.account("zhou").await, world.account("wu").await);
        let person = world.person(SCHOOL).await;
        let id = asked(world, zhou, wu, person).await;
        let day = jiff::civil::date(2026, 1, 1);
        let due = world.db.due_records("informant_request", (world.now(), day), 9).await.unwrap();
        assert_eq!(due.iter().map(|one| (one.record, one.of)).collect::<Vec<_>>(), [(id.uuid(), person.uuid())]);
        world.write(async |tx| tx.delete_records("informant_request", &due).await.map(|_| ())).await;
        assert_eq!(world.db.informant_request(id).await.unwrap(), None);
    })
    .await;
}
