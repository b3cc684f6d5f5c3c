//! Sessions, second factors, passwords of before.

use xinqiao_kernel::id::{AccountId, AssignmentId, SessionId};

use super::world::{World, on_both};
use crate::arg::args;
use crate::sign_in::{Ceremony, PasskeyRow};

/// Rows in every table of signing in.
pub async fn fill(world: &World, account: AccountId, assignment: AssignmentId) {
    let now = world.now();
    let id = || world.ids.uuid(now);
    let (past, key, code, ceremony) = (id(), passkey(world), id(), id());
    let (identity, phone, review, line) = (id(), id(), id(), id());
    let bytes: Vec<u8> = (0..=255).collect();
    world
        .write(async |tx| {
            tx.add_past_password(past, account, "$argon2id$old", now).await?;
            tx.put_totp(account, &bytes, now).await?;
            tx.add_passkey(&key, account, vec![7; 32], now).await?;
            tx.add_recovery_code(code, account, [9; 32], now).await?;
            let begun = Ceremony { id: ceremony, account: Some(account), state: bytes.clone() };
            tx.add_ceremony(&begun, "passkey", [3; 32], now, now).await?;
            let sealed = tx.seal_account(crate::sign_in::IDENTITY_SUBJECT, identity, b"https://issuer.example 7")?;
            let found = tx.vault().lookup("identity", b"https://issuer.example 7")?.to_vec();
            tx.exec(
                "insert into linked_identity (linked_identity_id, account_id, provider, subject_sealed, subject_lookup, created_at) values ($1, $2, $3, $4, $5, $6)",
                &args![identity, account.uuid(), "city", sealed, found, now],
            )
            .await?;
            tx.exec(
                "insert into phone_code (phone_code_id, phone_hash, address, code_hash, tries, created_at, expires_at) values ($1, $2, $3, $4, 0, $5, $5)",
                &args![phone, vec![2_u8; 32], "192.0.2.0/24", vec![4_u8; 32], now],
            )
            .await?;
            tx.exec(
                "insert into access_review (access_review_id, quarter, due_on, created_at) values ($1, $2, $3, $4)",
                &args![review, "2026Q4", "2026-12-14", now],
            )
            .await?;
            tx.exec(
                "insert into access_review_line (access_review_line_id, access_review_id, assignment_id, created_at) values ($1, $2, $3, $4)",
                &args![line, review, assignment.uuid(), now],
            )
            .await
            .map(|_| ())
        })
        .await;
}

fn passkey(world: &World) -> PasskeyRow {
    let now = world.now();
    PasskeyRow {
        id: world.ids.uuid(now), record: vec![0, 1, 255], label: "办公电脑".to_owned(), created_at: now, used_at: None
    }
}

#[tokio::test]
async fn a_code_of_an_authenticator_is_used_once_and_never_an_earlier_one_after_it() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let used = async |step: i64| {
            let mut tx = world.db.begin().await.unwrap();
            let used = tx.use_totp_step(account, step).await.unwrap();
            tx.commit().await.unwrap();
            used
        };
        assert!(!used(5).await, "there is no secret");
        world.write(async |tx| tx.put_totp(account, &[1], world.now()).await.map(|_| ())).await;
        assert!(!used(5).await, "it is not confirmed");
        world.write(async |tx| tx.confirm_totp(account, 5, world.now()).await.map(|_| ())).await;
        assert_eq!([used(5).await, used(4).await, used(6).await, used(6).await], [false, false, true, false]);
        let mut tx = world.db.begin().await.unwrap();
        assert!(!tx.put_totp(account, &[2], world.now()).await.unwrap(), "a confirmed secret is not replaced");
        tx.rollback().await.unwrap();
        assert_eq!(world.db.totp(account).await.unwrap().unwrap().secret, [1]);
    })
    .await;
}

#[tokio::test]
async fn a_recovery_code_counts_once_and_for_its_own_account() {
    on_both(async |world| {
        let (zhou, qian) = (world.account("zhou").await, world.account("qian").await);
        let id = world.ids.uuid(world.now());
        world.write(async |tx| tx.add_recovery_code(id, zhou, [9; 32], world.now()).await).await;
        let mut used = Vec::new();
        for (account, hash) in [(qian, [9; 32]), (zhou, [8; 32]), (zhou, [9; 32]), (zhou, [9; 32])] {
            let mut tx = world.db.begin().await.unwrap();
            used.push(tx.use_recovery_code(account, hash, world.now()).await.unwrap());
            tx.commit().await.unwrap();
        }
        assert_eq!(used, [false, false, true, false]);
        assert_eq!(world.db.recovery_codes_left(zhou).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn the_number_of_factors_counts_what_is_confirmed() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let counted = async || world.db.factors(account).await.unwrap();
        let key = passkey(world);
        world
            .write(async |tx| {
                tx.put_totp(account, &[1], world.now()).await?;
                tx.count_factors(account).await
            })
            .await;
        assert_eq!(counted().await, 0);
        world
            .write(async |tx| {
                tx.confirm_totp(account, 1, world.now()).await?;
                tx.add_passkey(&key, account, vec![7; 32], world.now()).await?;
                tx.count_factors(account).await
            })
            .await;
        assert_eq!(counted().await, 2);
        world.write(async |tx| tx.forget_factors(account).await).await;
        assert_eq!(counted().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_ceremony_serves_once_for_its_kind_and_until_it_expires() {
    on_both(async |world| {
        let now = world.now();
        let begun = Ceremony { id: world.ids.uuid(now), account: None, state: vec![5] };
        world.write(async |tx| tx.add_ceremony(&begun, "passkey", [3; 32], now, world.within(5)).await).await;
        let found = async |kind: &str, key: u8, minutes: i64| {
            world.db.ceremony(kind, [key; 32], world.within(minutes)).await.unwrap().is_some()
        };
        assert!(found("passkey", 3, 0).await);
        assert!(!found("oidc", 3, 0).await && !found("passkey", 4, 0).await && !found("passkey", 3, 5).await);
        let mut taken = Vec::new();
        for _ in 0..2 {
            let mut tx = world.db.begin().await.unwrap();
            taken.push(tx.take_ceremony(begun.id).await.unwrap());
            tx.commit().await.unwrap();
        }
        assert_eq!(taken, [true, false]);
    })
    .await;
}

#[tokio::test]
async fn ending_sessions_touches_those_of_the_account_only() {
    on_both(async |world| {
        let (zhou, qian) = (world.account("zhou").await, world.account("qian").await);
        let mut ids = Vec::new();
        for (at, account) in [zhou, zhou, zhou, qian].into_iter().enumerate() {
            let id = SessionId::new(&world.ids, world.now());
            let new = world.session(id, &[u8::try_from(at).unwrap(); 32], account, 60);
            world.write(async |tx| tx.add_session(&new, world.now()).await).await;
            ids.push(id);
        }
        let open = async |account| world.db.own_sessions(account, world.now(), 10).await.unwrap().len();
        let mut tx = world.db.begin().await.unwrap();
        assert!(!tx.end_own_session(ids[3], zhou, world.now()).await.unwrap(), "it is somebody else's");
        assert!(tx.end_own_session(ids[0], zhou, world.now()).await.unwrap());
        assert_eq!(tx.end_other_sessions(zhou, ids[1], world.now()).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!((open(zhou).await, open(qian).await), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn of_who_is_erased_no_factor_password_or_begun_ceremony_is_left() {
    on_both(async |world| {
        let person = world.person(super::world::SCHOOL).await;
        let (account, other) = (world.account("zhou").await, world.account("wei").await);
        world
            .write(async |tx| {
                tx.exec("update account set person_id = $2 where account_id = $1", &args![account.uuid(), person.uuid()]).await?;
                for (at, account) in [(1, account), (2, other)] {
                    let [past, code, ceremony] = [(); 3].map(|()| world.ids.uuid(world.now()));
                    tx.add_past_password(past, account, "$argon2id$old", world.now()).await?;
                    tx.put_totp(account, &[at], world.now()).await?;
                    tx.add_passkey(&passkey(world), account, vec![at; 32], world.now()).await?;
                    tx.add_recovery_code(code, account, [at; 32], world.now()).await?;
                    let begun = Ceremony { id: ceremony, account: Some(account), state: vec![at] };
                    tx.add_ceremony(&begun, "passkey", [at; 32], world.now(), world.now()).await?;
                }
                tx.erase_person(person, world.now()).await
            })
            .await;
        for table in ["password_past", "totp", "passkey", "recovery_code", "ceremony"] {
            assert_eq!(world.count(table).await, 1, "{table}: of the other account");
        }
    })
    .await;
}
