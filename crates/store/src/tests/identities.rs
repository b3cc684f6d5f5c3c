//! Identities that are linked with accounts, and codes to a phone.

use jiff::SignedDuration;
use xinqiao_kernel::id::AccountId;

use super::world::{World, is_duplicate, on_both};
use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::sign_in::NewPhoneCode;

const SUBJECT: &str = "https://id.city.example p-1";
const PHONE: &str = "+8613812345678";

struct Bytes(Vec<u8>);

impl FromRow for Bytes {
    fn from_row(row: &Row) -> crate::Result<Self> {
        row.bytes(0).map(Self)
    }
}

async fn link(world: &World, account: AccountId, subject: &str) -> crate::Result<uuid::Uuid> {
    let id = world.ids.uuid(world.now());
    let mut tx = world.db.begin().await?;
    tx.add_identity(id, account, "city", subject, world.now()).await?;
    tx.commit().await?;
    Ok(id)
}

async fn add_code(world: &World, phone: &str, purpose: &str, code: &str) -> uuid::Uuid {
    let (id, expires_at) = (world.ids.uuid(world.now()), world.within(5));
    let new = NewPhoneCode { id, phone, purpose, code, network: "192.0.2.0/24", expires_at };
    world.write(async |tx| tx.add_phone_code(&new, world.now()).await).await;
    id
}

async fn uses(world: &World, phone: &str, purpose: &str, code: &str) -> bool {
    let mut tx = world.db.begin().await.unwrap();
    let used = tx.use_phone_code(phone, purpose, code, 5, world.now()).await.unwrap();
    tx.commit().await.unwrap();
    used
}

#[tokio::test]
async fn an_identity_leads_to_one_account_and_is_unlinked_by_its_holder_only() {
    on_both(async |world| {
        let (zhou, qian) = (world.account("zhou").await, world.account("qian").await);
        assert!(world.db.identity(SUBJECT).await.unwrap().is_none());
        let id = link(world, zhou, SUBJECT).await.unwrap();
        assert!(is_duplicate(&link(world, qian, SUBJECT).await.unwrap_err()));
        let found = world.db.identity(SUBJECT).await.unwrap().unwrap();
        assert_eq!((found.account, found.provider.as_str(), found.used_at), (zhou, "city", None));
        world.write(async |tx| tx.use_identity(id, world.now()).await).await;
        let own = world.db.identities(zhou).await.unwrap();
        assert_eq!((own[0].subject.as_str(), own[0].used_at), (SUBJECT, Some(world.now())));
        assert!(world.db.identities(qian).await.unwrap().is_empty());
        let mut taken = Vec::new();
        for account in [qian, zhou, zhou] {
            let mut tx = world.db.begin().await.unwrap();
            taken.push(tx.forget_identity(id, account).await.unwrap());
            tx.commit().await.unwrap();
        }
        assert_eq!(taken, [false, true, false]);
        assert!(world.db.identity(SUBJECT).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn subjects_and_numbers_lie_in_no_column_that_can_be_read() {
    on_both(async |world| {
        link(world, world.account("zhou").await, SUBJECT).await.unwrap();
        add_code(world, PHONE, "sign_in", "012345").await;
        let sealed: Vec<Bytes> = world
            .db
            .all("select subject_sealed from linked_identity union all select subject_lookup from linked_identity", &[])
            .await
            .unwrap();
        let hashes: Vec<Bytes> =
            world.db.all("select phone_hash from phone_code union all select code_hash from phone_code", &[]).await.unwrap();
        for bytes in sealed.iter().chain(&hashes) {
            let text = String::from_utf8_lossy(&bytes.0);
            assert!(!text.contains("p-1") && !text.contains("138") && !text.contains("012345"));
        }
        assert_eq!((sealed.len(), hashes.len()), (2, 2));
    })
    .await;
}

#[tokio::test]
async fn a_code_counts_once_for_its_number_and_its_purpose() {
    on_both(async |world| {
        add_code(world, PHONE, "sign_in", "012345").await;
        assert!(!uses(world, "+8613912345678", "sign_in", "012345").await);
        assert!(!uses(world, PHONE, "link", "012345").await);
        assert!(!uses(world, PHONE, "sign_in", "012346").await);
        assert!(uses(world, PHONE, "sign_in", "012345").await);
        assert!(!uses(world, PHONE, "sign_in", "012345").await);
    })
    .await;
}

#[tokio::test]
async fn of_two_requests_with_one_code_one_is_first() {
    on_both(async |world| {
        add_code(world, PHONE, "sign_in", "012345").await;
        let (one, other) = tokio::join!(uses(world, PHONE, "sign_in", "012345"), uses(world, PHONE, "sign_in", "012345"));
        assert!(one ^ other);
    })
    .await;
}

#[tokio::test]
async fn after_five_tries_even_the_right_code_does_not_count() {
    on_both(async |world| {
        add_code(world, PHONE, "sign_in", "012345").await;
        for _ in 0..5 {
            assert!(!uses(world, PHONE, "sign_in", "999999").await);
        }
        assert!(!uses(world, PHONE, "sign_in", "012345").await);
        // a newer code has tries of its own
        add_code(world, PHONE, "sign_in", "543210").await;
        assert!(uses(world, PHONE, "sign_in", "543210").await);
    })
    .await;
}

#[tokio::test]
async fn an_expired_code_does_not_count_and_is_forgotten() {
    on_both(async |world| {
        add_code(world, PHONE, "sign_in", "012345").await;
        let late = world.within(5);
        let mut tx = world.db.begin().await.unwrap();
        assert!(!tx.use_phone_code(PHONE, "sign_in", "012345", 5, late).await.unwrap());
        assert_eq!(tx.forget_phone_codes(world.now() - SignedDuration::from_secs(1)).await.unwrap(), 0);
        assert_eq!(tx.forget_phone_codes(world.now()).await.unwrap(), 1);
        tx.rollback().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn codes_are_counted_by_number_and_by_range() {
    on_both(async |world| {
        let before = world.now() - SignedDuration::from_secs(1);
        let first = add_code(world, PHONE, "sign_in", "1").await;
        add_code(world, "+8613912345678", "sign_in", "2").await;
        let counts = async || {
            let phone = world.db.codes_of_phone(PHONE, before).await.unwrap();
            (phone.count, phone.first, world.db.codes_of_network("192.0.2.0/24", before).await.unwrap().count)
        };
        assert_eq!(counts().await, (1, Some(world.now()), 2));
        assert_eq!(world.db.codes_of_phone(PHONE, world.now()).await.unwrap().count, 0);
        world.write(async |tx| tx.forget_phone_code(first).await).await;
        assert_eq!(counts().await, (0, None, 1));
    })
    .await;
}

#[tokio::test]
async fn who_is_erased_is_known_to_no_provider() {
    on_both(async |world| {
        let person = world.person(super::world::SCHOOL).await;
        let account = world.account("zhou").await;
        world
            .write(async |tx| {
                tx.exec("update account set person_id = $2 where account_id = $1", &args![account.uuid(), person.uuid()]).await
            })
            .await;
        link(world, account, SUBJECT).await.unwrap();
        assert!(world.write(async |tx| tx.erase_person(person, world.now()).await).await);
        assert!(world.db.identity(SUBJECT).await.unwrap().is_none());
    })
    .await;
}
