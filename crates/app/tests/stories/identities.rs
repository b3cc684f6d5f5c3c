//! Signing in by an identity provider and by a code to a phone, as use cases. The provider of these stories says what the test wants; what real
//! and hostile ones say is tested in the crate `identity`.

use std::sync::{Arc, Mutex};

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::accounts::{Audience, By, Configured, Finished, NewAccount, Origin, Returned, SignedIn, Standing};
use xinqiao_app::{AppError, Caller};
use xinqiao_identity::codes::{CodeMessage, CodeSender, SendError};
use xinqiao_identity::{Begun, Identity, IdentityError, IdentityProvider, Kept, Provider};
use xinqiao_kernel::IdSource;

use crate::sign_in::{authenticator, code};
use crate::world::{CITY, COUNTY, TOWNSHIP, World, is_conflict, is_not_found, on_both, path, refused};

const PASSWORD: &str = "correct horse 8";
const HOST: &str = "localhost:8080";
const BACK: &str = "/login/with/city/back";
const HERE: Origin<'_> = Origin { address: "192.0.2.7", agent: "" };
const PHONE: &str = "138 1234 5678";

/// Says that the code is the person's name; `+` after it: with a second factor, just now.
struct Simple;

impl IdentityProvider for Simple {
    fn issuer(&self) -> String {
        "https://id.city.example".to_owned()
    }

    fn begin<'a>(&'a self, back: &'a str, _: &'a IdSource, _: Timestamp) -> BoxFuture<'a, Result<Begun, IdentityError>> {
        let kept = Kept { state: "s".to_owned(), nonce: None, verifier: None, back: back.to_owned() };
        Box::pin(async move { Ok(Begun { address: format!("https://id.city.example/auth?redirect_uri={back}"), kept }) })
    }

    fn finish<'a>(&'a self, _: &'a Kept, said: &'a Returned, now: Timestamp) -> BoxFuture<'a, Result<Identity, IdentityError>> {
        Box::pin(async move {
            match said.code.as_deref() {
                None => Err(IdentityError::Declined),
                Some("down") => Err(IdentityError::Answer("rubbish")),
                Some("forged") => Err(IdentityError::Token("forged".to_owned())),
                Some(code) => Ok(Identity {
                    issuer: self.issuer(),
                    subject: code.trim_end_matches('+').to_owned(),
                    name: None,
                    second_factor_at: code.ends_with('+').then_some(now),
                }),
            }
        })
    }
}

/// Keeps what would have gone out.
#[derive(Clone, Default)]
struct Sent(Arc<Mutex<Vec<CodeMessage>>>);

impl CodeSender for Sent {
    fn send<'a>(&'a self, message: &'a CodeMessage) -> BoxFuture<'a, Result<(), SendError>> {
        self.0.lock().unwrap().push(message.clone());
        Box::pin(async { Ok(()) })
    }
}

impl Sent {
    /// The last message, when so many have gone out; none goes out beside them.
    async fn last(&self, count: usize) -> Option<CodeMessage> {
        for _ in 0..200 {
            if count <= self.0.lock().unwrap().len() && 0 < count {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(if count == 0 { 1 } else { 5 })).await;
        }
        let sent = self.0.lock().unwrap();
        assert_eq!(sent.len(), count);
        sent.last().cloned()
    }
}

fn provider(code: &str, audiences: &[Audience]) -> Provider {
    let labels = [("zh-CN".to_owned(), "城市".to_owned()), ("en".to_owned(), "City".to_owned())].into();
    Provider { code: code.to_owned(), labels, audiences: audiences.to_vec(), flow: Arc::new(Simple) }
}

/// A provider for everybody, and codes that go nowhere.
pub fn for_everybody() -> Configured {
    let providers = vec![provider("city", &[Audience::Staff, Audience::Resident])];
    Configured { providers, codes: Some(Arc::new(Sent::default())), signature: None }
}

fn set_up(world: &World) -> Sent {
    let sent = Sent::default();
    let providers = vec![provider("city", &[Audience::Staff]), provider("people", &[Audience::Resident])];
    let codes: Arc<dyn CodeSender> = Arc::new(sent.clone());
    assert!(
        world
            .app()
            .use_identities(Configured { providers, codes: Some(codes), signature: Some("甘州心理服务".to_owned()) })
    );
    sent
}

async fn add(world: &World, login: &str, role: Role) -> Caller {
    let roles = [(role, path(if role.is_administrator() { CITY } else { COUNTY }), date(2026, 1, 1), None)];
    let new = NewAccount { login, name: "钱舟", password: PASSWORD, person: None, roles: &roles };
    world.app().create_account(&new).await.unwrap();
    let token = world.app().sign_in_from(login, PASSWORD, HERE).await.unwrap().token;
    world.app().authenticate(token.as_str()).await.unwrap().unwrap()
}

fn said(code: &str) -> Returned {
    Returned { state: Some("s".to_owned()), code: Some(code.to_owned()), error: None, iss: None }
}

async fn finish(world: &World, caller: Option<&Caller>, key: &str, code: &str) -> xinqiao_app::Result<Finished> {
    world.app().finish_identity(caller, "city", key, &said(code), HERE).await
}

async fn link(world: &World, caller: &Caller, subject: &str) {
    let begun = world.app().begin_linking(caller, "city", HOST, BACK).await.unwrap();
    assert!(matches!(finish(world, Some(caller), &begun.key, subject).await.unwrap(), Finished::Linked));
}

async fn sign_in(world: &World, code: &str) -> xinqiao_app::Result<SignedIn> {
    let begun = world.app().begin_identity("city", HOST, BACK, Some("/desk".to_owned())).await?;
    match finish(world, None, &begun.key, code).await? {
        Finished::SignedIn(signed, next) => {
            assert_eq!(next.as_deref(), Some("/desk"));
            Ok(signed)
        }
        Finished::Linked => panic!("nobody was linking"),
    }
}

#[tokio::test]
async fn an_identity_opens_an_account_after_its_holder_has_linked_it_and_no_longer_than_that() {
    on_both(async |world| {
        set_up(world);
        let chief = add(world, "chief", Role::Leader).await;
        is_conflict(sign_in(world, "p-1").await, "identity_unknown");
        link(world, &chief, "p-1").await;
        link(world, &chief, "p-1").await;
        let signed = sign_in(world, "p-1").await.unwrap();
        let caller = world.app().authenticate(signed.token.as_str()).await.unwrap().unwrap();
        assert_eq!(
            (caller.account(), caller.standing(), caller.held().proof.as_str()),
            (chief.account(), Standing::Full, "identity")
        );
        is_conflict(sign_in(world, "p-2").await, "identity_unknown");
        let own = world.app().own_identities(&chief).await.unwrap();
        assert_eq!((own.len(), own[0].provider.as_str(), own[0].used_at), (1, "city", Some(world.now())));
        // another one's is not there for the caller
        is_not_found(world.app().unlink_identity(&add(world, "second", Role::Leader).await, own[0].id).await);
        world.app().unlink_identity(&chief, own[0].id).await.unwrap();
        is_conflict(sign_in(world, "p-1").await, "identity_unknown");
        let rows = world.audit().await;
        let told = |detail: &str| rows.iter().filter(|row| row.account == Some(chief.account()) && row.detail == detail).count();
        assert_eq!((told("linked=city"), told("unlinked")), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn who_needs_a_second_factor_proves_it_here_unless_the_provider_has() {
    on_both(async |world| {
        set_up(world);
        let officer = add(world, "officer", Role::DutyOfficer).await;
        assert_eq!(officer.standing(), Standing::Enrol);
        link(world, &officer, "p-1").await;
        let plain = sign_in(world, "p-1").await.unwrap();
        assert_eq!(plain.standing, Standing::Enrol);
        assert_eq!(sign_in(world, "p-1+").await.unwrap().standing, Standing::Full);
        // with a factor of the account's own it is that one
        let caller = world.app().authenticate(plain.token.as_str()).await.unwrap().unwrap();
        let secret = authenticator(world, &caller).await;
        world.app().confirm_totp(&caller, &code(world, &secret), HERE).await.unwrap();
        let half = sign_in(world, "p-1").await.unwrap();
        assert_eq!(half.standing, Standing::SecondStep);
        let half = world.app().authenticate(half.token.as_str()).await.unwrap().unwrap();
        assert!(half.actor().assignments().is_empty());
        assert!(matches!(refused(world.app().unlink_identity(&half, uuid::Uuid::nil()).await), AppError::SignedOut));
        assert_eq!(sign_in(world, "p-1+").await.unwrap().standing, Standing::Full);
    })
    .await;
}

#[tokio::test]
async fn what_was_begun_serves_one_browser_once_and_for_ten_minutes() {
    on_both(async |world| {
        set_up(world);
        let chief = add(world, "chief", Role::Leader).await;
        let other = add(world, "second", Role::Leader).await;
        link(world, &chief, "p-1").await;
        let app = world.app();
        let begun = app.begin_identity("city", HOST, BACK, None).await.unwrap();
        assert!(begun.address.contains("http://localhost:8080/login/with/city/back"));
        is_conflict(finish(world, None, "another", "p-1").await, "page_too_old");
        is_conflict(app.finish_identity(None, "people", &begun.key, &said("p-1"), HERE).await, "page_too_old");
        is_conflict(finish(world, None, &begun.key, "p-1").await, "page_too_old");
        let begun = app.begin_identity("city", HOST, BACK, None).await.unwrap();
        world.pass_s(600);
        is_conflict(finish(world, None, &begun.key, "p-1").await, "page_too_old");
        // what one account began another does not end
        let begun = app.begin_linking(&chief, "city", HOST, BACK).await.unwrap();
        is_conflict(finish(world, Some(&other), &begun.key, "p-9").await, "page_too_old");
        let begun = app.begin_linking(&chief, "city", HOST, BACK).await.unwrap();
        is_conflict(finish(world, None, &begun.key, "p-9").await, "page_too_old");
        // an identity leads to one account
        let begun = app.begin_linking(&other, "city", HOST, BACK).await.unwrap();
        is_conflict(finish(world, Some(&other), &begun.key, "p-1").await, "identity_taken");
    })
    .await;
}

#[tokio::test]
async fn what_a_provider_says_is_told_in_three_words() {
    on_both(async |world| {
        set_up(world);
        let app = world.app();
        for (code, expected) in [("down", "identity_down"), ("forged", "identity_failed")] {
            let begun = app.begin_identity("city", HOST, BACK, None).await.unwrap();
            is_conflict(finish(world, None, &begun.key, code).await, expected);
        }
        let begun = app.begin_identity("city", HOST, BACK, None).await.unwrap();
        let none = Returned { code: None, ..said("") };
        is_conflict(app.finish_identity(None, "city", &begun.key, &none, HERE).await, "identity_declined");
        is_not_found(app.begin_identity("nobody", HOST, BACK, None).await.map(drop));
        // where nobody could come back to, nobody is sent away
        is_not_found(app.begin_identity("city", "xinli.example", BACK, None).await.map(drop));
        assert!(app.providers("xinli.example").is_empty() && app.providers(HOST).len() == 2);
    })
    .await;
}

#[tokio::test]
async fn a_provider_serves_those_whom_the_operator_named_and_no_locked_account() {
    on_both(async |world| {
        set_up(world);
        let (chief, app) = (add(world, "chief", Role::Leader).await, world.app());
        let lin = world.caller("lin").await;
        is_conflict(app.begin_linking(&lin, "city", HOST, BACK).await.map(drop), "identity_audience");
        is_conflict(app.begin_linking(&chief, "people", HOST, BACK).await.map(drop), "identity_audience");
        is_conflict(app.link_account(By::Operator, chief.account(), "people", "p-1").await, "identity_audience");
        is_not_found(app.link_account(By::Operator, chief.account(), "nobody", "p-1").await);
        app.link_account(By::Operator, chief.account(), "city", " p-1 ").await.unwrap();
        is_conflict(app.link_account(By::Operator, chief.account(), "city", "p-1").await, "identity_taken");
        sign_in(world, "p-1").await.unwrap();
        app.lock_account(By::Operator, chief.account()).await.unwrap();
        is_conflict(sign_in(world, "p-1").await, "identity_unknown");
        app.unlock_account(By::Operator, chief.account()).await.unwrap();
        let signed = sign_in(world, "p-1").await.unwrap();
        app.unlink_account(By::Operator, chief.account()).await.unwrap();
        assert!(app.authenticate(signed.token.as_str()).await.unwrap().is_none());
        is_conflict(sign_in(world, "p-1").await, "identity_unknown");
        let rows = world.audit().await;
        assert!(rows.iter().any(|row| row.action == "manage_accounts" && row.detail == "linked=city" && row.account.is_none()));
    })
    .await;
}

async fn linked_phone(world: &World, sent: &Sent) -> Caller {
    let lin = world.caller("lin").await;
    let app = world.app();
    app.ask_linking_code(&lin, PHONE, "zh-CN", HERE).await.unwrap();
    let message = sent.last(1).await.unwrap();
    app.link_phone(&lin, PHONE, &message.code, HERE).await.unwrap();
    world.pass_s(1);
    lin
}

#[tokio::test]
async fn a_resident_signs_in_with_a_code_that_counts_once() {
    on_both(async |world| {
        let sent = set_up(world);
        let (lin, app) = (linked_phone(world, &sent).await, world.app());
        assert_eq!(app.own_identities(&lin).await.unwrap()[0].number.as_deref(), Some("****5678"));
        app.ask_sign_in_code("+86 138-1234-5678", "zh-CN", HERE).await.unwrap();
        let message = sent.last(2).await.unwrap();
        assert_eq!((message.phone.as_str(), message.minutes), ("+8613812345678", 5));
        assert!(message.text.starts_with(&format!("【甘州心理服务】验证码{}，5分钟内有效。", message.code)), "{}", message.text);
        let signed = app.sign_in_by_phone(PHONE, &message.code, HERE).await.unwrap();
        let caller = app.authenticate(signed.token.as_str()).await.unwrap().unwrap();
        assert_eq!((caller.account(), caller.person(), signed.standing), (lin.account(), lin.person(), Standing::Full));
        assert_eq!(caller.held().proof, "phone");
        wrong_code(app.sign_in_by_phone(PHONE, &message.code, HERE).await);
        app.ask_sign_in_code(PHONE, "en", HERE).await.unwrap();
        let late = sent.last(3).await.unwrap();
        assert!(late.text.contains(&format!("Code {}", late.code)));
        world.pass_s(300);
        wrong_code(app.sign_in_by_phone(PHONE, &late.code, HERE).await);
    })
    .await;
}

fn wrong_code(outcome: xinqiao_app::Result<SignedIn>) {
    match refused(outcome) {
        AppError::Invalid(faults) => assert_eq!((faults[0].field, faults[0].expected), ("code", "fault-phone-code")),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_number_that_nobody_has_gets_the_same_answers_and_no_message() {
    on_both(async |world| {
        let sent = set_up(world);
        linked_phone(world, &sent).await;
        let app = world.app();
        let stranger = "139 0000 0000";
        // one code of the known number was asked for while it was linked
        app.ask_sign_in_code(stranger, "zh-CN", HERE).await.unwrap();
        for _ in 0..3 {
            app.ask_sign_in_code(PHONE, "zh-CN", HERE).await.unwrap();
            app.ask_sign_in_code(stranger, "zh-CN", HERE).await.unwrap();
        }
        sent.last(4).await;
        // an hour after the first: the known number got its first code, for linking, a second earlier
        for (number, wait_s) in [(PHONE, 3_599), (stranger, 3_600)] {
            let fault = refused(app.ask_sign_in_code(number, "zh-CN", HERE).await);
            assert!(matches!(fault, AppError::Throttled { retry_after_s } if retry_after_s == wait_s), "{fault:?}");
            wrong_code(app.sign_in_by_phone(number, "123", HERE).await);
        }
        // an hour later the count begins anew, and what was refused was not counted
        world.pass_h(1);
        app.ask_sign_in_code(PHONE, "zh-CN", HERE).await.unwrap();
        sent.last(5).await;
        for typed in ["", "12356", "abc"] {
            assert!(matches!(refused(app.ask_sign_in_code(typed, "zh-CN", HERE).await), AppError::Invalid(faults) if faults[0].field == "phone"));
        }
    })
    .await;
}

#[tokio::test]
async fn from_one_range_of_addresses_thirty_codes_go_out_in_an_hour() {
    on_both(async |world| {
        set_up(world);
        let app = world.app();
        for number in 0..30 {
            let from = Origin { address: if number % 2 == 0 { "192.0.2.7" } else { "192.0.2.200" }, agent: "" };
            app.ask_sign_in_code(&format!("139000000{number:02}"), "zh-CN", from).await.unwrap();
        }
        let refusal = app.ask_sign_in_code("13900000099", "zh-CN", HERE).await;
        assert!(matches!(refused(refusal), AppError::Throttled { .. }));
        let elsewhere = Origin { address: "198.51.100.7", agent: "" };
        app.ask_sign_in_code("13900000099", "zh-CN", elsewhere).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn wrong_codes_end_a_code_and_make_the_number_wait() {
    on_both(async |world| {
        let sent = set_up(world);
        linked_phone(world, &sent).await;
        let app = world.app();
        app.ask_sign_in_code(PHONE, "zh-CN", HERE).await.unwrap();
        let code = sent.last(2).await.unwrap().code;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            wrong_code(app.sign_in_by_phone(PHONE, wrong, HERE).await);
        }
        let fault = refused(app.sign_in_by_phone(PHONE, &code, HERE).await);
        assert!(matches!(fault, AppError::Throttled { .. }), "{fault:?}");
        world.pass_s(61);
        // the wait is over; the code is too
        wrong_code(app.sign_in_by_phone(PHONE, &code, HERE).await);
    })
    .await;
}

#[tokio::test]
async fn a_phone_is_for_residents_and_leads_to_one_account() {
    on_both(async |world| {
        let sent = set_up(world);
        let (chief, app) = (add(world, "chief", Role::Leader).await, world.app());
        is_conflict(app.ask_linking_code(&chief, PHONE, "zh-CN", HERE).await, "phone_residents");
        is_conflict(app.link_phone(&chief, PHONE, "123456", HERE).await, "phone_residents");
        linked_phone(world, &sent).await;
        let other = world.resident("wang", TOWNSHIP).await;
        app.ask_linking_code(&other, PHONE, "zh-CN", HERE).await.unwrap();
        let code = sent.last(2).await.unwrap().code;
        // a code for linking signs nobody in
        wrong_code(app.sign_in_by_phone(PHONE, &code, HERE).await);
        is_conflict(app.link_phone(&other, PHONE, &code, HERE).await, "identity_taken");
    })
    .await;
}

#[tokio::test]
async fn without_a_sender_no_code_is_asked_for() {
    on_both(async |world| {
        let app = world.app();
        assert!(!app.has_phone_codes());
        is_not_found(app.ask_sign_in_code(PHONE, "zh-CN", HERE).await);
        is_not_found(app.ask_linking_code(&world.caller("lin").await, PHONE, "zh-CN", HERE).await);
    })
    .await;
}
