//! Drafts of unfinished tests: sealed, one for each test, read by their own person alone, gone with them.

use xinqiao_access::{Permit, Purpose, Resource, Role, act};
use xinqiao_kernel::id::{AccountId, AnswerDraftId, PersonId};

use super::world::{Desk, SCHOOL, World, on_both, path};
use crate::drafts::DraftOf;

const ANSWERS: &str = r#"{"key":"0123456789abcdef","answers":[2.0,null]}"#;

fn own(account: AccountId, person: PersonId) -> Permit<act::AnswerSelf> {
    Desk::new(account, Some(person), Role::Resident, SCHOOL, Purpose::SelfService).permit(&Resource::at(path(SCHOOL)).of(person))
}

fn of(version: &str) -> DraftOf {
    DraftOf { campaign: None, instrument: "phq-9".to_owned(), version: version.to_owned() }
}

async fn begin(world: &World, permit: &Permit<act::AnswerSelf>, of: &DraftOf) -> bool {
    let id = AnswerDraftId::new(&world.ids, world.now());
    world.write(async |tx| tx.add_draft(permit, of, (id, ANSWERS), world.now()).await).await
}

pub(super) async fn fill(world: &World, account: AccountId, person: PersonId) {
    assert!(begin(world, &own(account, person), &of("1")).await);
}

#[tokio::test]
async fn a_person_has_one_draft_of_a_test_and_nobody_else_reads_it() {
    on_both(async |world| {
        let account = world.account("lin").await;
        let (lin, other) = (world.person(SCHOOL).await, world.person(SCHOOL).await);
        let (own_of_lin, own_of_other) = (own(account, lin), own(account, other));
        assert!(begin(world, &own_of_lin, &of("1")).await);
        assert!(!begin(world, &own_of_lin, &of("2")).await, "whatever the version");
        let kept = world.db.draft(&own_of_lin, &of("1")).await.unwrap().unwrap();
        assert_eq!((kept.answers.as_str(), kept.of.version.as_str(), kept.version), (ANSWERS, "1", 1));
        assert_eq!(world.db.draft(&own_of_other, &of("1")).await.unwrap(), None);
        assert_eq!(world.db.drafts(&own_of_other).await.unwrap(), []);
        assert_eq!(world.db.drafts(&own_of_lin).await.unwrap(), std::slice::from_ref(&kept));
        let saved = async |read: &crate::drafts::DraftRow| {
            world.write(async |tx| tx.save_draft(&own_of_lin, read, ANSWERS, world.now()).await).await
        };
        assert!(saved(&kept).await);
        assert!(!saved(&kept).await, "another device was first");
        assert!(!world.write(async |tx| tx.drop_draft(&own_of_other, &of("1")).await).await);
        assert!(world.write(async |tx| tx.drop_draft(&own_of_lin, &of("1")).await).await);
    })
    .await;
}

#[tokio::test]
async fn drafts_go_with_their_person() {
    on_both(async |world| {
        let account = world.account("lin").await;
        let lin = world.person(SCHOOL).await;
        assert!(begin(world, &own(account, lin), &of("1")).await);
        assert!(world.write(async |tx| tx.erase_person(lin, world.now()).await).await);
        assert_eq!(world.count("answer_draft").await, 0);
    })
    .await;
}
