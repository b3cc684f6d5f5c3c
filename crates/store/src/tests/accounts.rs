use jiff::civil::date;
use xinqiao_kernel::id::{AccountId, AssignmentId, SessionId};

use super::world::{NEIGHBOURS, SCHOOL, TODAY, World, is_duplicate, on_both, path};
use crate::accounts::AssignmentRow;

const TOKEN: &[u8; 32] = b"the hash of a token, 32 bytes ..";

async fn assign(world: &World, account: AccountId, role: &str, at: &str, until: Option<jiff::civil::Date>) {
    let given = AssignmentRow {
        id: AssignmentId::new(&world.ids, world.now()),
        account,
        role: role.to_owned(),
        place: path(at),
        from: date(2026, 11, 1),
        until,
    };
    world.write(async |tx| tx.add_assignment(&given, world.now()).await).await;
    let kept = world.db.assignments(account).await.unwrap();
    assert!(kept.contains(&given), "{kept:?}");
}

/// An account with a session of eight hours.
async fn signed_in(world: &World) -> AccountId {
    let account = world.account("zhou").await;
    let session = SessionId::new(&world.ids, world.now());
    let new = world.session(session, TOKEN, account, 480);
    world.write(async |tx| tx.add_session(&new, world.now()).await).await;
    account
}

async fn is_live(world: &World) -> bool {
    !world.db.session(TOKEN, world.now()).await.unwrap().is_empty()
}

#[tokio::test]
async fn an_account_is_found_by_login_and_a_taken_login_is_refused() {
    on_both(async |world| {
        let id = world.account("zhou").await;
        let found = world.db.account_by_login("zhou").await.unwrap().unwrap();
        assert_eq!((found.id, found.disabled_at), (id, None));
        assert!(world.db.account_by_login("ZHOU").await.unwrap().is_none());
        let again = world.account_row("zhou");
        let fault = world.refused(async |tx| tx.add_account(&again, world.now()).await).await;
        assert!(is_duplicate(&fault), "{fault:?}");
        world.write(async |tx| tx.set_password(id, "$argon2id$new", false, world.now()).await).await;
        let found = world.db.account(id).await.unwrap().unwrap();
        assert_eq!(found.password_hash, "$argon2id$new");
    })
    .await;
}

#[tokio::test]
async fn a_session_comes_with_every_role_of_its_account_or_with_none() {
    on_both(async |world| {
        let account = signed_in(world).await;
        let rows = world.db.session(TOKEN, world.now()).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].account, rows[0].role.as_ref()), (account, None));
        assign(world, account, "duty_officer", SCHOOL, None).await;
        assign(world, account, "counsellor", NEIGHBOURS[0], Some(TODAY)).await;
        let rows = world.db.session(TOKEN, world.now()).await.unwrap();
        let places: Vec<_> = rows.into_iter().map(|row| row.role.map(|role| (role.1.to_string(), role.3))).collect();
        let expected = [Some((SCHOOL.to_owned(), None)), Some((NEIGHBOURS[0].to_owned(), Some(TODAY)))];
        assert!(expected.iter().all(|role| places.contains(role)), "{places:?}");
        assert!(world.db.session(&[8; 32], world.now()).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_at_its_last_instant() {
    on_both(async |world| {
        signed_in(world).await;
        world.pass(479);
        assert!(is_live(world).await);
        world.pass(1);
        assert!(!is_live(world).await);
    })
    .await;
}

#[tokio::test]
async fn a_session_is_ended_once() {
    on_both(async |world| {
        signed_in(world).await;
        let end = async || world.write(async |tx| tx.end_session(TOKEN, world.now()).await).await;
        assert!(end().await);
        assert!(!is_live(world).await);
        assert!(!end().await);
    })
    .await;
}

#[tokio::test]
async fn a_session_of_a_resident_tells_where_its_person_belongs() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let mut account = world.account_row("lin");
        account.person = Some(person);
        let session = SessionId::new(&world.ids, world.now());
        let new = world.session(session, TOKEN, account.id, 5);
        world
            .write(async |tx| {
                tx.add_account(&account, world.now()).await?;
                tx.add_session(&new, world.now()).await
            })
            .await;
        let rows = world.db.session(TOKEN, world.now()).await.unwrap();
        let known = world.db.whereabouts(person).await.unwrap();
        assert!(known.is_some());
        assert_eq!((rows[0].login.as_str(), &rows[0].person), ("lin", &known));
    })
    .await;
}

#[tokio::test]
async fn a_disabled_account_loses_its_session_and_its_duty_at_once() {
    on_both(async |world| {
        let account = signed_in(world).await;
        assign(world, account, "duty_officer", SCHOOL, None).await;
        let on_duty = async || world.db.staff_over(&path(SCHOOL), TODAY, 10).await.unwrap().len();
        assert_eq!(on_duty().await, 1);
        world.write(async |tx| tx.disable_account(account, world.now()).await).await;
        assert!(!is_live(world).await);
        assert_eq!(on_duty().await, 0);
        let found = world.db.account(account).await.unwrap().unwrap();
        assert_eq!(found.disabled_at, Some(world.now()));
    })
    .await;
}

#[tokio::test]
async fn staff_over_a_place_are_those_of_it_and_above_nearest_first_while_their_days_last() {
    on_both(async |world| {
        let class = "620000/620700/s1/c3/";
        let mut expected = Vec::new();
        for (login, at, role) in [
            ("class", class, "school_counsellor"),
            ("duty", SCHOOL, "duty_officer"),
            ("school", SCHOOL, "counsellor"),
            ("city", "620000/620700/", "duty_officer"),
            ("doctor", "620000/620700/", "village_doctor"),
        ] {
            let account = world.account(login).await;
            assign(world, account, role, at, Some(TODAY)).await;
            expected.push((account, path(at), role.to_owned()));
        }
        for (login, at, role) in [
            ("auditor", SCHOOL, "auditor"),
            ("leader", "620000/", "leader"),
            ("next", NEIGHBOURS[0], "counsellor"),
            ("other", NEIGHBOURS[1], "counsellor"),
        ] {
            let account = world.account(login).await;
            assign(world, account, role, at, None).await;
        }
        let over = async |at: &str, day, limit| {
            let found = world.db.staff_over(&path(at), day, limit).await.unwrap();
            found.into_iter().map(|one| (one.account, one.place, one.role)).collect::<Vec<_>>()
        };
        assert_eq!(over(class, TODAY, 10).await, expected);
        assert_eq!(over(class, TODAY, 2).await, expected[..2]);
        assert_eq!(over(SCHOOL, date(2026, 11, 1), 10).await, expected[1..]);
        assert!(over(SCHOOL, date(2026, 10, 31), 10).await.is_empty());
        assert!(over(SCHOOL, date(2026, 11, 23), 10).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn failed_sign_ins_count_inside_the_window_and_since_the_last_success() {
    on_both(async |world| {
        let attempt = async |login: &str, address: &str, succeeded| {
            let id = world.ids.uuid(world.now());
            let now = world.now();
            let kept = async |tx: &mut crate::Tx| tx.add_login_attempt(id, login, address, succeeded, now).await;
            world.write(kept).await;
        };
        attempt("zhou", "10.0.0.1", false).await;
        world.pass(20);
        attempt("zhou", "10.0.0.1", false).await;
        world.pass(1);
        attempt("zhou", "10.0.0.2", false).await;
        attempt("wang", "10.0.0.1", false).await;
        let of_login = async |minutes: i64| {
            let since = world.within(-minutes);
            world.db.failures_of_login("zhou", since).await.unwrap().count
        };
        assert_eq!(of_login(15).await, 2);
        assert_eq!(of_login(30).await, 3);
        let since = world.within(-15);
        let of_address = async |address| world.db.failures_of_address(address, since).await.unwrap().count;
        assert_eq!(of_address("10.0.0.1").await, 2);
        assert_eq!(of_address("10.0.0.2").await, 1);
        world.pass(1);
        attempt("zhou", "10.0.0.1", true).await;
        assert_eq!(of_login(30).await, 0);
        world.pass(1);
        attempt("zhou", "10.0.0.1", false).await;
        assert_eq!(of_login(30).await, 1);
    })
    .await;
}
