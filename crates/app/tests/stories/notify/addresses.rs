//! Addresses of those who work here.

use xinqiao_app::accounts::{By, Origin};
use xinqiao_app::notify::Channel;
use xinqiao_app::{AppError, Caller};
use xinqiao_testkit::{Mailbox, SmtpServer};

use super::{Letters, connect, file, mime, minutes, smtp};
use crate::world::{World, is_conflict, is_not_found, on_both, refused};

const HERE: Origin<'static> = Origin { address: "192.0.2.7", agent: "" };

async fn ask(world: &World, who: &Caller, typed: &str) -> xinqiao_app::Result<()> {
    world.app().ask_address_code(who, Channel::Email, typed, "zh-CN", HERE).await
}

/// The code in the last letter.
fn code_in(text: &str) -> String {
    text.split(|sign: char| !sign.is_ascii_digit()).find(|digits| digits.len() == 6).unwrap().to_owned()
}

#[tokio::test]
async fn an_address_counts_once_its_holder_typed_the_code_that_was_sent_there() {
    on_both(async |world| {
        let server = SmtpServer::start(None, None);
        connect(world, &smtp(server.port));
        let [bai, admin] = world.callers(["counsellor", "secadmin"]).await;
        let app = world.app();
        ask(world, &bai, " bai@town.test ").await.unwrap();
        let mail = mime::read(&server.mails()[0]);
        let code = code_in(&mail.text);
        let confirm = async |who: &Caller, address: &str, code: &str| {
            app.confirm_address(who, Channel::Email, address, (code, "zh-CN"), HERE).await
        };
        let wrong = if code == "000000" { "000001" } else { "000000" };
        assert!(
            matches!(refused(confirm(&bai, "bai@town.test", wrong).await), AppError::Invalid(faults) if faults[0].field == "code")
        );
        // the code is bound to the address and to the account
        assert!(confirm(&bai, "other@town.test", &code).await.is_err());
        assert!(confirm(&admin, "bai@town.test", &code).await.is_err());
        assert_eq!(app.own_ways_out(&bai).await.unwrap().ways[0].address, None);
        confirm(&bai, "bai@town.test", &code).await.unwrap();
        let own = app.own_ways_out(&bai).await.unwrap().ways;
        assert_eq!((own.len(), own[0].address.as_deref(), own[0].is_off), (1, Some("bai@town.test"), false));
        // whoever manages accounts learns that there is one
        let managed = app.managed_account(By::Caller(&admin), bai.account()).await.unwrap();
        assert_eq!(managed.ways, ["email"]);
        let rows = world.audit().await.into_iter().filter(|row| row.action == "manage_own_addresses");
        let details: Vec<String> = rows.map(|row| row.detail).collect();
        assert_eq!(details, ["set=email"]);
    })
    .await;
}

#[tokio::test]
async fn an_address_that_takes_no_letter_is_told_at_once_and_kept_by_nobody() {
    on_both(async |world| {
        let server = SmtpServer::start(None, None);
        connect(world, &smtp(server.port));
        let bai = world.caller("counsellor").await;
        let expected = |outcome| match refused(outcome) {
            AppError::Invalid(faults) => faults[0].expected,
            other => panic!("{other:?}"),
        };
        assert_eq!(expected(ask(world, &bai, "bai").await), "fault-address-email");
        assert_eq!(expected(ask(world, &bai, Mailbox::Gone.address()).await), "fault-address-refused");
        is_conflict(ask(world, &bai, Mailbox::Greylisted.address()).await, "letter_not_taken");
        is_not_found(world.app().ask_address_code(&bai, Channel::Sms, "13800000001", "en", HERE).await);
        let lin = world.caller("lin").await;
        is_not_found(ask(world, &lin, "lin@town.test").await);
        assert!(world.app().own_ways_out(&lin).await.unwrap().ways.is_empty());
        assert_eq!(world.app().own_ways_out(&bai).await.unwrap().ways[0].address, None);
    })
    .await;
}

#[tokio::test]
async fn a_way_can_be_tried_switched_off_and_forgotten() {
    on_both(async |world| {
        let letters = Letters::new();
        connect(world, &file("email", &letters.path));
        let [bai, lin] = world.callers(["counsellor", "lin"]).await;
        let app = world.app();
        is_not_found(app.send_trial(&bai, Channel::Email).await);
        super::reach(world, "counsellor", "email", "bai@town.test").await;
        app.send_trial(&bai, Channel::Email).await.unwrap();
        assert_eq!(letters.all()[0]["subject"], "有一条新消息");
        assert!(matches!(refused(app.send_trial(&bai, Channel::Email).await), AppError::Throttled { .. }));
        world.clock.advance(minutes(2));
        app.switch_own_address(&bai, Channel::Email, true).await.unwrap();
        world.yellow(&lin, "counsellor").await;
        world.clock.advance(minutes(60));
        assert_eq!(app.send_notices().await.unwrap(), 0);
        app.switch_own_address(&bai, Channel::Email, false).await.unwrap();
        app.forget_own_address(&bai, Channel::Email).await.unwrap();
        is_not_found(app.forget_own_address(&bai, Channel::Email).await);
        assert_eq!(letters.all().len(), 1);
    })
    .await;
}
