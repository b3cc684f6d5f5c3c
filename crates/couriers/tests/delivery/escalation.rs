//! The whole way of an escalation: from the notice over the rules and the pack to the mailbox of the one who owns it now.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;
use xinqiao_couriers::Courier as _;
use xinqiao_kernel::id::{AccountId, NoticeId};
use xinqiao_notices::{
    About, Channel, Event, Facts, Language, Level, Notice, Reason, Recipient, Rules, State, Verdict, Wording, before_sending,
    compose, parcels, plan,
};
use xinqiao_testkit::SmtpServer;

use super::letters::plain;
use super::mime;

fn rules() -> Rules {
    let texts = BTreeMap::from([
        (Language::Chinese, toml::from_str(include_str!("../../../../packs/messages/default/text.zh-CN.toml")).unwrap()),
        (Language::English, toml::from_str(include_str!("../../../../packs/messages/default/text.en.toml")).unwrap()),
    ]);
    Rules::compile(&toml::from_str(include_str!("../../../../packs/messages/default/rules.toml")).unwrap(), &texts).unwrap()
}

fn facts(is_owner: bool) -> Facts {
    Facts {
        is_active: true,
        is_owner,
        is_on_duty: true,
        is_done: false,
        is_read: false,
        addresses: BTreeSet::from([Channel::Email]),
        zone: TimeZone::get("Asia/Shanghai").unwrap(),
        quiet: None,
        sent: Vec::new(),
    }
}

fn escalated(number: u128, account: u128, now: Timestamp) -> Notice {
    Notice {
        id: NoticeId::from_uuid(Uuid::from_u128(number)),
        account: AccountId::from_uuid(Uuid::from_u128(account)),
        kind: "notice-escalated".to_owned(),
        about: About(Uuid::from_u128(0xa11ce)),
        step: 1,
        level: Some(Level::Red),
        made_at: now,
        due_at: Some("2026-11-24T07:30:00Z".parse().unwrap()),
    }
}

#[tokio::test]
async fn an_escalation_reaches_the_mailbox_of_its_owner_and_says_nothing_of_anybody() {
    let (rules, server) = (rules(), SmtpServer::start(None, None));
    let wording = Wording::new(&rules, "工作平台", "https://xq.example/desk").unwrap();
    let now: Timestamp = "2026-11-24T07:00:00Z".parse().unwrap();
    let (notice, facts) = (escalated(7, 1, now), facts(true));
    let mail = plan(&rules, &notice, &facts, now).unwrap().into_iter().find(|one| one.channel == Channel::Email).unwrap();
    assert_eq!(before_sending(&rules, &notice, &mail, &facts, now), Verdict::Send);
    let parcel = parcels(&rules, &[(&notice, mail.channel)]).remove(0);
    let to = Recipient { address: "lin@town.test", language: Language::Chinese, zone: &facts.zone };
    let letter = compose(&rules, &wording, parcel.channel, &[&notice], to, now).unwrap();
    let mail = mail.apply(&rules, &Event::Began { at: now }).unwrap();
    let receipt = plain(server.port).deliver(&letter).await.unwrap();
    let mail = mail.apply(&rules, &Event::HandedOver { at: now, receipt: receipt.clone() }).unwrap();
    assert_eq!(mail.state, State::HandedOver { at: now, receipt });

    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    let arrived = mime::read(&mails[0]);
    assert_eq!(
        arrived.text,
        "您好：\n\n有一项工作等您处理，请在 15:30 前登录查看。\nhttps://xq.example/desk\n\n这封邮件由工作平台自动发出，请勿回复。内容只在登录后可见。\n"
    );
    // neither in the text nor in any header: what it is about, its kind, its level, the account
    let whole = format!("{:?} {}", arrived.headers, arrived.text).to_lowercase();
    for secret in ["a11ce", "escalat", "red", "红", "预警", "warning", &notice.account.to_string()] {
        assert!(!whole.replace("delivered", "").contains(secret), "{secret}: {whole}");
    }
    let dictionary = rules.forbidden();
    assert_eq!(dictionary.find(&arrived.text).or(dictionary.find(&arrived.headers["subject"])), None);
}

#[tokio::test]
async fn a_former_owner_gets_nothing_though_the_letter_was_planned_for_them() {
    let (rules, server) = (rules(), SmtpServer::start(None, None));
    let now: Timestamp = "2026-11-24T07:00:00Z".parse().unwrap();
    let notice = escalated(7, 1, now);
    let mail = plan(&rules, &notice, &facts(true), now).unwrap().remove(1);
    let verdict = before_sending(&rules, &notice, &mail, &facts(false), now);
    assert_eq!(verdict, Verdict::Superseded(Reason::NotOwner));
    assert!(server.mails().is_empty());
}
