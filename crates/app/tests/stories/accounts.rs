//! Signing in and out.

use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::AppError;
use xinqiao_app::accounts::{NewAccount, Standing};
use xinqiao_kernel::id::AccountId;

use crate::world::{CITY, COUNTY, World, on_both, path, refused};

const PASSWORD: &str = "correct horse 8";

async fn qian(world: &World) -> AccountId {
    let roles = [(Role::DutyOfficer, path(COUNTY), date(2026, 1, 1), None)];
    let new = NewAccount { login: " Qian ", name: "钱舟", password: PASSWORD, person: None, roles: &roles };
    world.app().create_account(&new).await.unwrap()
}

/// What a wrong password or login says: the same, whatever was wrong.
async fn does_not_fit(world: &World, login: &str, password: &str) {
    match refused(world.app().sign_in(login, password, "192.0.2.7").await) {
        AppError::Invalid(faults) => {
            assert_eq!((faults[0].field, faults[0].expected, faults[0].found.as_str()), ("password", "fault-login", ""));
        }
        other => panic!("{login}: {other:?}"),
    }
}

/// The seconds that a try must wait.
async fn waits(world: &World, login: &str) -> u32 {
    match refused(world.app().sign_in(login, PASSWORD, "192.0.2.7").await) {
        AppError::Throttled { retry_after_s } => retry_after_s,
        other => panic!("{login}: {other:?}"),
    }
}

async fn is_throttled(world: &World, login: &str, password: &str) {
    let fault = refused(world.app().sign_in(login, password, "192.0.2.7").await);
    assert!(matches!(fault, AppError::Throttled { retry_after_s: 1.. }), "{fault:?}");
}

#[tokio::test]
async fn the_right_password_opens_a_session_and_a_wrong_one_does_not() {
    on_both(async |world| {
        let id = qian(world).await;
        does_not_fit(world, "qian", "correct horse 9").await;
        does_not_fit(world, "nobody", PASSWORD).await;
        does_not_fit(world, "", "").await;
        let signed_in = world.app().sign_in("QIAN ", PASSWORD, "192.0.2.7").await.unwrap();
        assert!(signed_in.staff);
        let caller = world.app().authenticate(signed_in.token.as_str()).await.unwrap().unwrap();
        assert_eq!((caller.account(), caller.login(), caller.name()), (id, "qian", "钱舟"));
        assert!(caller.is_staff() && caller.standing() == Standing::Enrol);
        let lin = world.caller("lin").await;
        assert!(lin.person().is_some() && !lin.is_staff());
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_after_sixteen_busy_hours_one_idle_hour_or_when_its_holder_signs_out() {
    on_both(async |world| {
        let id = qian(world).await;
        let app = world.app();
        let (first, second) = (app.open_session(id).await.unwrap(), app.open_session(id).await.unwrap());
        let idle = app.open_session(id).await.unwrap();
        let lives = async |token: &str| app.authenticate(token).await.unwrap().is_some();
        app.sign_out(first.as_str()).await.unwrap();
        app.sign_out(first.as_str()).await.unwrap();
        assert!(!lives(first.as_str()).await && lives(second.as_str()).await);
        for _ in 0..16 {
            world.pass_s(3_599);
            assert!(lives(second.as_str()).await);
        }
        world.pass_s(15);
        assert!(lives(second.as_str()).await);
        world.pass_s(1);
        assert!(!lives(second.as_str()).await && !lives(idle.as_str()).await);
        for wrong in ["", "x", &"0".repeat(64), &"g".repeat(64), &"0".repeat(65)] {
            assert!(!lives(wrong).await, "{wrong}");
        }
    })
    .await;
}

#[tokio::test]
async fn each_failure_after_the_fourth_doubles_the_wait_for_known_and_unknown_logins_alike() {
    on_both(async |world| {
        qian(world).await;
        for login in ["qian", "nobody"] {
            for _ in 0..5 {
                does_not_fit(world, login, "wrong wrong").await;
            }
            for wait in [60, 120, 240, 480, 900, 900] {
                assert_eq!(waits(world, login).await, wait, "{login}");
                // what was refused does not make the wait longer
                assert_eq!(waits(world, &format!(" {} ", login.to_uppercase())).await, wait);
                world.pass_s(i64::from(wait) - 1);
                assert_eq!(waits(world, login).await, 1);
                world.pass_s(1);
                does_not_fit(world, login, "wrong wrong").await;
            }
        }
        // others go on
        does_not_fit(world, "zhou", "wrong wrong").await;
        world.pass_s(900);
        world.app().sign_in("qian", PASSWORD, "192.0.2.7").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_address_that_tries_many_logins_waits_and_another_address_does_not() {
    on_both(async |world| {
        qian(world).await;
        for guess in 0..50 {
            does_not_fit(world, &format!("login{guess}"), "wrong wrong").await;
        }
        is_throttled(world, "qian", PASSWORD).await;
        world.app().sign_in("qian", PASSWORD, "198.51.100.7").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_success_forgives_the_failures_before_it() {
    on_both(async |world| {
        qian(world).await;
        for _ in 0..2 {
            for _ in 0..4 {
                does_not_fit(world, "qian", "wrong wrong").await;
                world.pass_s(1);
            }
            world.app().sign_in("qian", PASSWORD, "192.0.2.7").await.unwrap();
            world.pass_s(1);
        }
    })
    .await;
}

#[tokio::test]
async fn guesses_made_at_the_same_moment_are_counted_too() {
    on_both(async |world| {
        qian(world).await;
        let tries = (0..24).map(|guess| {
            let app = world.app();
            tokio::spawn(async move { app.sign_in("qian", &format!("guess {guess}"), "192.0.2.7").await.err() })
        });
        let mut answered = 0;
        for one in tries.collect::<Vec<_>>() {
            answered += usize::from(matches!(one.await.unwrap(), Some(AppError::Invalid(_))));
        }
        assert!((5..=10).contains(&answered), "{answered} of 24 guesses were answered");
        is_throttled(world, "qian", PASSWORD).await;
    })
    .await;
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    on_both(async |world| {
        let id = qian(world).await;
        let token = world.app().sign_in("qian", PASSWORD, "192.0.2.7").await.unwrap().token;
        let mut tx = world.db.begin().await.unwrap();
        tx.disable_account(id, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(world.app().authenticate(token.as_str()).await.unwrap().is_none());
        does_not_fit(world, "qian", PASSWORD).await;
    })
    .await;
}

#[tokio::test]
async fn an_account_that_cannot_be_is_not_made() {
    on_both(async |world| {
        qian(world).await;
        let role = |role| (role, path(CITY), date(2026, 1, 1), None);
        let field = async |login: &str, password: &str| {
            let new = NewAccount { login, name: "甲", password, person: None, roles: &[role(Role::Leader)] };
            match refused(world.app().create_account(&new).await) {
                AppError::Invalid(faults) => (faults[0].field, faults[0].expected),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(field("new", "1234567").await, ("password", "fault-password-short"));
        assert_eq!(field("QIAN", PASSWORD).await, ("login", "fault-login-taken"));
        for roles in [[Role::SystemAdmin, Role::AuditAdmin], [Role::SecurityAdmin, Role::DutyOfficer]] {
            let roles = roles.map(role);
            let new = NewAccount { login: "two", name: "乙", password: PASSWORD, person: None, roles: &roles };
            let fault = refused(world.app().create_account(&new).await);
            assert!(matches!(&fault, AppError::Conflict { code } if code.starts_with("roles_exclude")), "{fault:?}");
        }
        assert!(world.db.account_by_login("two").await.unwrap().is_none());
    })
    .await;
}
