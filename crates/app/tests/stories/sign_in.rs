//! What a session may do, where it is seen, how it ends; one's own password.

use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::AppError;
use xinqiao_app::accounts::{NewAccount, Origin, SecondFactor, SignInSettings, Standing};

use crate::world::{CITY, COUNTY, World, is_conflict, is_not_found, on_both, path, refused};

const PASSWORD: &str = "correct horse 8";
const HOME: Origin<'_> = Origin { address: "192.0.2.7", agent: "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36" };
const ELSEWHERE: Origin<'_> = Origin { address: "2001:db8::9", agent: "" };

async fn add(world: &World, login: &str, role: Role) {
    let roles = [(role, path(if role.is_administrator() { CITY } else { COUNTY }), date(2026, 1, 1), None)];
    let new = NewAccount { login, name: "钱舟", password: PASSWORD, person: None, roles: &roles };
    world.app().create_account(&new).await.unwrap();
}

async fn token(world: &World, login: &str, from: Origin<'_>) -> String {
    world.app().sign_in_from(login, PASSWORD, from).await.unwrap().token.as_str().to_owned()
}

async fn caller(world: &World, token: &str) -> Option<xinqiao_app::Caller> {
    world.app().authenticate(token).await.unwrap()
}

fn fault(outcome: xinqiao_app::Result<impl Sized>) -> (&'static str, &'static str) {
    match refused(outcome) {
        AppError::Invalid(faults) => (faults[0].field, faults[0].expected),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn without_the_second_factor_that_a_role_needs_a_session_holds_no_role() {
    on_both(async |world| {
        for (login, role, expected) in [
            ("officer", Role::DutyOfficer, Standing::Enrol),
            ("security", Role::SecurityAdmin, Standing::Enrol),
            ("chief", Role::Leader, Standing::Full),
        ] {
            add(world, login, role).await;
            let caller = caller(world, &token(world, login, HOME).await).await.unwrap();
            assert_eq!(caller.standing(), expected, "{role}");
            assert!(caller.is_staff());
            assert_eq!(caller.actor().assignments().is_empty(), expected != Standing::Full, "{role}");
        }
        let officer = caller(world, &token(world, "officer", HOME).await).await.unwrap();
        assert!(matches!(refused(world.app().queue(&officer).await), AppError::Denied(_)));
    })
    .await;
}

#[tokio::test]
async fn where_the_operator_only_offers_a_second_factor_a_password_is_enough() {
    on_both(async |world| {
        add(world, "officer", Role::DutyOfficer).await;
        world.restart();
        assert!(world.app().set_sign_in(SignInSettings { second_factor: SecondFactor::Offered, ..SignInSettings::default() }));
        let officer = caller(world, &token(world, "officer", HOME).await).await.unwrap();
        assert_eq!(officer.standing(), Standing::Full);
        world.app().queue(&officer).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn own_sessions_are_listed_by_family_and_range_and_each_can_be_ended() {
    on_both(async |world| {
        add(world, "chief", Role::Leader).await;
        let mut tokens = Vec::new();
        for from in [HOME, ELSEWHERE, ELSEWHERE] {
            world.pass_s(1);
            tokens.push(token(world, "chief", from).await);
        }
        let [first, second, third] = tokens.try_into().unwrap();
        let me = caller(world, &first).await.unwrap();
        let app = world.app();
        let seen = app.own_sessions(&me).await.unwrap();
        let told: Vec<_> = seen.iter().map(|(row, present)| (row.device.as_str(), row.network.as_str(), *present)).collect();
        assert_eq!(
            told,
            [("", "2001:db8:0::/48", false), ("", "2001:db8:0::/48", false), ("Chrome · Windows", "192.0.2.0/24", true)]
        );
        app.end_own_session(&me, seen[0].0.id).await.unwrap();
        assert!(caller(world, &third).await.is_none() && caller(world, &second).await.is_some());
        is_not_found(app.end_own_session(&me, seen[0].0.id).await);
        let other = world.caller("leader").await;
        is_not_found(app.end_own_session(&other, seen[1].0.id).await);
        assert_eq!(app.end_other_sessions(&me).await.unwrap(), 1);
        assert!(caller(world, &second).await.is_none() && caller(world, &first).await.is_some());
        let rows = world.audit().await;
        let ends: Vec<&str> =
            rows.iter().filter(|row| row.action == "manage_own_sessions").map(|row| row.role.as_str()).collect();
        assert_eq!(ends, ["leader", "leader"]);
    })
    .await;
}

#[tokio::test]
async fn an_administrators_session_ends_after_a_quarter_of_an_hour_without_use() {
    on_both(async |world| {
        add(world, "security", Role::SecurityAdmin).await;
        let token = token(world, "security", HOME).await;
        world.pass_s(14 * 60);
        assert!(caller(world, &token).await.is_some());
        world.pass_s(15 * 60 - 1);
        assert!(caller(world, &token).await.is_some());
        world.pass_s(15 * 60);
        assert!(caller(world, &token).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_is_set_back_ends_every_session_and_shortens_no_wait() {
    on_both(async |world| {
        add(world, "chief", Role::Leader).await;
        for _ in 0..5 {
            refused(world.app().sign_in("zhou", "wrong wrong", "192.0.2.9").await);
        }
        let (mine, others) = (token(world, "chief", HOME).await, token(world, "chief", ELSEWHERE).await);
        world.pass_h(1);
        world.pass_s(-60);
        let fresh = token(world, "chief", HOME).await;
        world.restart();
        world.pass_s(-120);
        assert!(caller(world, &fresh).await.is_some(), "a small step is no reason");
        world.pass_h(-2);
        assert!(caller(world, &fresh).await.is_none());
        assert!(caller(world, &mine).await.is_none() && caller(world, &others).await.is_none());
        assert!(world.audit().await.iter().any(|row| row.action == "clock_set_back"));
        let left = refused(world.app().sign_in("zhou", PASSWORD, "192.0.2.9").await);
        assert!(matches!(left, AppError::Throttled { retry_after_s: 60 }), "{left:?}");
        let again = token(world, "chief", HOME).await;
        assert!(caller(world, &again).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions_and_does_not_come_again() {
    on_both(async |world| {
        add(world, "chief", Role::Leader).await;
        let (mine, other) = (token(world, "chief", HOME).await, token(world, "chief", ELSEWHERE).await);
        let me = caller(world, &mine).await.unwrap();
        let app = world.app();
        let change = async |old: &str, new: &str| {
            let me = me.clone();
            app.change_password(&me, old, new, HOME).await
        };
        assert_eq!(fault(change("wrong wrong", "another horse 9").await), ("old", "fault-password-old"));
        for (new, why) in [
            ("short 1", "fault-password-short"),
            ("the chief of all 1", "fault-password-login"),
            ("password2026!", "fault-password-common"),
            ("onlysmallletters", "fault-password-kinds"),
            (PASSWORD, "fault-password-used"),
        ] {
            assert_eq!(fault(change(PASSWORD, new).await), ("new", why), "{new}");
        }
        assert!(caller(world, &other).await.is_some());
        let token = change(PASSWORD, "another horse 9").await.unwrap();
        assert!(caller(world, &mine).await.is_none() && caller(world, &other).await.is_none());
        let me = caller(world, token.as_str()).await.unwrap();
        assert_eq!(fault(app.change_password(&me, "another horse 9", PASSWORD, HOME).await), ("new", "fault-password-used"));
        assert!(app.sign_in("chief", PASSWORD, "192.0.2.8").await.is_err());
        app.sign_in("chief", "another horse 9", "192.0.2.8").await.unwrap();
        assert!(world.audit().await.iter().any(|row| row.action == "change_password" && row.account == Some(me.account())));
    })
    .await;
}

#[tokio::test]
async fn after_ninety_days_staff_reach_nothing_before_they_choose_a_new_password() {
    on_both(async |world| {
        add(world, "chief", Role::Leader).await;
        world.pass_h(90 * 24 + 1);
        let old = token(world, "chief", HOME).await;
        let me = caller(world, &old).await.unwrap();
        assert_eq!(me.standing(), Standing::ChangePassword);
        assert!(me.actor().assignments().is_empty());
        let token = world.app().change_password(&me, PASSWORD, "another horse 9", HOME).await.unwrap();
        assert_eq!(caller(world, token.as_str()).await.unwrap().standing(), Standing::Full);
    })
    .await;
}

/// The app on somebody's phone, set up by the address that the page shows.
pub async fn authenticator(world: &World, me: &xinqiao_app::Caller) -> Vec<u8> {
    let app = world.app();
    app.begin_totp(me).await.unwrap();
    let shown = app.pending_totp(me).await.unwrap();
    let row = world.db.totp(me.account()).await.unwrap().unwrap();
    let spelled = xinqiao_signin::Totp::new(&row.secret, "x", "y").unwrap().spelled().unwrap();
    assert_eq!(shown.spelled, spelled);
    row.secret
}

pub fn code(world: &World, secret: &[u8]) -> String {
    let seconds = u64::try_from(world.now().as_second()).unwrap();
    xinqiao_signin::Totp::new(secret, "x", "y").unwrap().code(seconds)
}

/// An officer with an authenticator, signed in by both steps; the token, the secret, the recovery codes.
async fn officer(world: &World) -> (String, Vec<u8>, Vec<String>) {
    add(world, "officer", Role::DutyOfficer).await;
    let me = caller(world, &token(world, "officer", HOME).await).await.unwrap();
    let secret = authenticator(world, &me).await;
    let added = world.app().confirm_totp(&me, &code(world, &secret), HOME).await.unwrap();
    (added.token.as_str().to_owned(), secret, added.codes.unwrap())
}

#[tokio::test]
async fn an_authenticator_opens_what_the_roles_allow_and_a_password_alone_no_longer_does() {
    on_both(async |world| {
        let app = world.app();
        let (proved, secret, codes) = officer(world).await;
        let me = caller(world, &proved).await.unwrap();
        assert_eq!((me.standing(), codes.len()), (Standing::Full, 10));
        app.queue(&me).await.unwrap();
        world.pass_s(60);
        let half = token(world, "officer", ELSEWHERE).await;
        let half_me = caller(world, &half).await.unwrap();
        assert_eq!(half_me.standing(), Standing::SecondStep);
        assert!(half_me.actor().assignments().is_empty() && half_me.person().is_none());
        assert_eq!(fault(app.prove_code(&half_me, "000000", HOME).await), ("code", "fault-code"));
        // before the second step nothing about the account itself can be changed
        assert!(matches!(refused(app.begin_totp(&half_me).await), AppError::SignedOut));
        assert!(matches!(refused(app.renew_recovery_codes(&half_me).await), AppError::SignedOut));
        assert!(matches!(refused(app.change_password(&half_me, PASSWORD, "another horse 9", HOME).await), AppError::SignedOut));
        let signed = app.prove_code(&half_me, &code(world, &secret), HOME).await.unwrap();
        assert_eq!(signed.standing, Standing::Full);
        assert!(caller(world, &half).await.is_none(), "the session goes on under a new token");
        let told: Vec<String> = world.audit().await.into_iter().map(|row| row.action).collect();
        assert!(told.iter().any(|action| action == "manage_own_second_factors"));
    })
    .await;
}

#[tokio::test]
async fn a_code_is_taken_once_whoever_brings_it() {
    on_both(async |world| {
        let app = world.app();
        let (_, secret, codes) = officer(world).await;
        world.pass_s(90);
        let present = code(world, &secret);
        let mut taken = Vec::new();
        for _ in 0..2 {
            let half = caller(world, &token(world, "officer", HOME).await).await.unwrap();
            taken.push(app.prove_code(&half, &present, HOME).await.is_ok());
        }
        let half = caller(world, &token(world, "officer", HOME).await).await.unwrap();
        for _ in 0..2 {
            taken.push(app.prove_code(&half, &codes[3].to_uppercase(), HOME).await.is_ok());
        }
        assert_eq!(taken, [true, false, true, false]);
        let me = caller(world, &token(world, "officer", HOME).await).await.unwrap();
        assert_eq!(app.own_factors(&me).await.unwrap().codes_left, 9);
    })
    .await;
}

#[tokio::test]
async fn wrong_codes_make_the_second_step_wait_and_a_half_session_is_short() {
    on_both(async |world| {
        let app = world.app();
        let (_, secret, _) = officer(world).await;
        world.pass_s(90);
        let half = token(world, "officer", HOME).await;
        let me = caller(world, &half).await.unwrap();
        for _ in 0..5 {
            fault(app.prove_code(&me, "000000", HOME).await);
        }
        let waits = refused(app.prove_code(&me, &code(world, &secret), HOME).await);
        assert!(matches!(waits, AppError::Throttled { retry_after_s: 60 }), "{waits:?}");
        world.pass_s(60);
        app.prove_code(&me, &code(world, &secret), HOME).await.unwrap();
        let half = token(world, "officer", HOME).await;
        world.pass_s(10 * 60);
        assert!(caller(world, &half).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn the_last_factor_stays_where_a_role_needs_one_and_changes_ask_for_a_recent_proof() {
    on_both(async |world| {
        let app = world.app();
        let (proved, secret, _) = officer(world).await;
        let me = caller(world, &proved).await.unwrap();
        is_conflict(app.remove_totp(&me).await, "last_factor");
        is_conflict(app.begin_totp(&me).await, "totp_there");
        world.pass_s(15 * 60);
        let me = caller(world, &proved).await.unwrap();
        is_conflict(app.renew_recovery_codes(&me).await, "prove_again");
        let again = app.prove_code(&me, &code(world, &secret), HOME).await.unwrap();
        let me = caller(world, again.token.as_str()).await.unwrap();
        assert_eq!(app.renew_recovery_codes(&me).await.unwrap().len(), 10);
        // the seed is not readable in the database
        let row = world.db.totp(me.account()).await.unwrap().unwrap();
        assert_eq!(row.secret, secret);
    })
    .await;
}
