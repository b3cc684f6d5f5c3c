//! Making and locking accounts, giving and ending roles; what the sweep closes.

use jiff::civil::date;
use xinqiao_access::{CredentialKind, Role};
use xinqiao_app::AppError;
use xinqiao_app::accounts::{By, Grant, SecondFactor, SignInSettings, Standing};

use crate::world::{CITY, COUNTY, FAR_COUNTY, SCHOOL, World, is_conflict, is_denied, on_both, path, refused};

fn grant(role: Role, place: &str) -> Grant {
    Grant { role, place: path(place), from: date(2026, 11, 22), until: None, credential: None }
}

async fn offered(world: &World) {
    world.restart();
    assert!(world.app().set_sign_in(SignInSettings { second_factor: SecondFactor::Offered, ..SignInSettings::default() }));
}

#[tokio::test]
async fn the_security_administrator_makes_an_account_whose_holder_must_choose_a_password() {
    on_both(async |world| {
        offered(world).await;
        let (app, security) = (world.app(), world.caller("secadmin").await);
        let by = By::Caller(&security);
        let (id, password) = app.add_account(by, " Qian ", "钱舟", None, &grant(Role::Counsellor, COUNTY)).await.unwrap();
        let signed = app.sign_in("qian", &password, "192.0.2.7").await.unwrap();
        assert_eq!(signed.standing, Standing::ChangePassword);
        let fault = refused(app.add_account(by, "QIAN", "钱舟", None, &grant(Role::Counsellor, COUNTY)).await);
        assert!(matches!(fault, AppError::Invalid(_)), "{fault:?}");
        app.lock_account(by, id).await.unwrap();
        assert!(app.authenticate(signed.token.as_str()).await.unwrap().is_none());
        assert!(app.sign_in("qian", &password, "192.0.2.7").await.is_err());
        app.unlock_account(by, id).await.unwrap();
        let other = app.reset_password(by, id).await.unwrap();
        assert!(app.sign_in("qian", &password, "192.0.2.8").await.is_err());
        app.sign_in("qian", &other, "192.0.2.8").await.unwrap();
        let rows = world.audit().await;
        let mut told: Vec<&str> = rows
            .iter()
            .filter(|row| row.action == "manage_accounts" && row.record == Some(id.uuid()))
            .map(|row| row.detail.as_str())
            .collect();
        // rows of one instant come in any order
        told.sort_unstable();
        assert_eq!(told, ["added role=counsellor", "locked", "reset=password", "unlocked"]);
    })
    .await;
}

#[tokio::test]
async fn nobody_else_manages_accounts_and_nobody_the_own_one() {
    on_both(async |world| {
        let app = world.app();
        for login in ["duty1", "counsellor", "leader", "sysadmin", "auditor", "lin"] {
            let other = world.caller(login).await;
            is_denied(app.lock_account(By::Caller(&other), world.account_of("shen").await).await);
            is_denied(app.staff_accounts(By::Caller(&other), None, 10).await);
        }
        let security = world.caller("secadmin").await;
        is_conflict(app.give_role(By::Caller(&security), security.account(), &grant(Role::Resident, CITY)).await, "own_account");
        is_conflict(app.lock_account(By::Caller(&security), security.account()).await, "own_account");
    })
    .await;
}

#[tokio::test]
async fn the_three_administrators_exclude_one_another_and_all_content_also_afterwards() {
    on_both(async |world| {
        let (app, security) = (world.app(), world.caller("secadmin").await);
        let by = By::Caller(&security);
        for (login, role) in [("sysadmin", Role::AuditAdmin), ("auditor", Role::Counsellor), ("duty1", Role::SystemAdmin)] {
            let fault = refused(app.give_role(by, world.account_of(login).await, &grant(role, CITY)).await);
            assert!(matches!(&fault, AppError::Conflict { code } if code.starts_with("roles_exclude")), "{login}: {fault:?}");
        }
        let auditor = app.managed_login(by, "auditor").await.unwrap();
        app.end_role(by, auditor.roles[0].id, "new post").await.unwrap();
        is_conflict(app.end_role(by, auditor.roles[0].id, "again").await, "role_ended");
        let fault = refused(app.give_role(by, auditor.facts.id, &grant(Role::SystemAdmin, CITY)).await);
        assert!(matches!(&fault, AppError::Conflict { code } if code.starts_with("roles_exclude")), "{fault:?}");
    })
    .await;
}

#[tokio::test]
async fn a_role_that_is_ended_is_gone_with_the_next_request() {
    on_both(async |world| {
        let (app, security) = (world.app(), world.caller("secadmin").await);
        let token = app.open_session(world.account_of("duty1").await).await.unwrap();
        let me = app.authenticate(token.as_str()).await.unwrap().unwrap();
        app.queue(&me).await.unwrap();
        let detail = app.managed_login(By::Caller(&security), "duty1").await.unwrap();
        app.end_role(By::Caller(&security), detail.roles[0].id, "left").await.unwrap();
        let me = app.authenticate(token.as_str()).await.unwrap().unwrap();
        is_denied(app.queue(&me).await);
        let given = app.give_role(By::Caller(&security), detail.facts.id, &grant(Role::DutyOfficer, FAR_COUNTY)).await.unwrap();
        let me = app.authenticate(token.as_str()).await.unwrap().unwrap();
        app.queue(&me).await.unwrap();
        app.end_role(By::Operator, given, "left").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_role_ends_with_its_credential_and_after_ninety_unused_days_but_not_an_administrators() {
    on_both(async |world| {
        let (app, security) = (world.app(), world.caller("secadmin").await);
        let by = By::Caller(&security);
        let mut backed = grant(Role::Counsellor, COUNTY);
        backed.credential = Some((CredentialKind::Certificate, "X-4711".to_owned(), Some(date(2026, 11, 30))));
        let (id, _) = app.add_account(by, "qian", "钱舟", None, &backed).await.unwrap();
        let token = app.open_session(id).await.unwrap();
        world.pass_h(8 * 24);
        assert!(app.authenticate(token.as_str()).await.unwrap().is_none(), "idle");
        let holds = async |app: &xinqiao_app::App| {
            let token = app.open_session(id).await.unwrap();
            let me = app.authenticate(token.as_str()).await.unwrap().unwrap();
            app.queue(&me).await.is_ok()
        };
        assert!(holds(&app).await);
        world.pass_h(24);
        assert!(!holds(&app).await, "the credential ran out");
        // "ended" has passed its last day, and qian's role its credential's
        assert_eq!(app.sweep_leavers().await.unwrap(), 2);
        assert_eq!(app.sweep_leavers().await.unwrap(), 0);
        world.pass_h(80 * 24);
        let _ = app.open_session(world.account_of("duty1").await).await.unwrap();
        world.pass_h(11 * 24);
        app.sweep_leavers().await.unwrap();
        let open = async |login: &str| {
            app.managed_login(By::Operator, login).await.unwrap().roles.iter().any(|role| role.ended_at.is_none())
        };
        assert!(open("duty1").await && open("secadmin").await && open("auditor").await);
        assert!(!open("duty2").await && !open("leader").await);
    })
    .await;
}

#[tokio::test]
async fn a_unit_is_typed_as_the_code_of_its_division_and_its_full_name() {
    on_both(async |world| {
        let typed = async |text: &str| world.app().place_typed(text).await.unwrap().map(|place| place.path.to_string());
        let mut tx = world.db.begin().await.unwrap();
        for (code, at) in [("620702", COUNTY), ("620721", FAR_COUNTY)] {
            let place = world.db.place(&path(at)).await.unwrap().unwrap();
            tx.add_place_code("nbs2023", code, place.id, world.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let school = world.db.place(&path(SCHOOL)).await.unwrap().unwrap();
        assert_eq!(typed("620702").await.as_deref(), Some(COUNTY));
        for text in [format!("620702 {}", school.name), format!(" 620702\u{3000}{} ", school.name)] {
            assert_eq!(typed(&text).await.as_deref(), Some(SCHOOL), "{text}");
        }
        for wrong in ["", "999999", "620702 没有这个学校", &format!("620721 {}", school.name), &school.name] {
            assert_eq!(typed(wrong).await, None, "{wrong}");
        }
    })
    .await;
}
