//! The laws of the ledger, its shipped pack, and one fact at a time.

mod before;
mod compiling;
mod dispatch;
mod laws;
mod letters;
mod pack;
mod planning;
mod world;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use xinqiao_kernel::id::{AccountId, NoticeId};

use crate::*;

const RULES: &str = include_str!("../../../../packs/messages/default/rules.toml");
const CHINESE: &str = include_str!("../../../../packs/messages/default/text.zh-CN.toml");
const ENGLISH: &str = include_str!("../../../../packs/messages/default/text.en.toml");

fn raw() -> RulesToml {
    toml::from_str(RULES).unwrap()
}

fn texts() -> BTreeMap<Language, TextsToml> {
    BTreeMap::from([(Language::Chinese, toml::from_str(CHINESE).unwrap()), (Language::English, toml::from_str(ENGLISH).unwrap())])
}

/// Read once: the laws ask for them in every story.
static SHIPPED: LazyLock<(Rules, TimeZone)> =
    LazyLock::new(|| (Rules::compile(&raw(), &texts()).unwrap(), TimeZone::get("Asia/Shanghai").unwrap()));

fn rules() -> &'static Rules {
    &SHIPPED.0
}

fn zone() -> TimeZone {
    SHIPPED.1.clone()
}

/// A wall clock of 24 and 25 November 2026 in China: `at("24T10:00")`.
fn at(text: &str) -> Timestamp {
    format!("2026-11-{text}:00+08:00").parse().unwrap()
}

fn minutes(number: i64) -> SignedDuration {
    SignedDuration::from_mins(number)
}

fn account(number: u128) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(number))
}

/// A notice of a warning to account 1, made at ten in the morning.
fn notice(number: u128, kind: &str, level: Option<Level>) -> Notice {
    Notice {
        id: NoticeId::from_uuid(Uuid::from_u128(number)),
        account: account(1),
        kind: kind.to_owned(),
        about: About(Uuid::from_u128(1000 + number)),
        step: 0,
        level,
        made_at: at("24T10:00"),
        due_at: None,
    }
}

/// Everything is as it was when the notice was made, and all ways are open.
fn facts() -> Facts {
    Facts {
        is_active: true,
        is_owner: true,
        is_on_duty: true,
        is_done: false,
        is_read: false,
        addresses: Channel::OUTSIDE.into_iter().collect(),
        zone: zone(),
        quiet: None,
        sent: Vec::new(),
    }
}

/// The dispatch of a notice by one way, as planned when it was made.
fn dispatch(notice: &Notice, channel: Channel) -> Dispatch {
    let planned = plan(rules(), notice, &facts(), notice.made_at).unwrap();
    planned.into_iter().find(|one| one.channel == channel).unwrap()
}

/// A letter about a notice that went out.
fn sent(notice: &Notice, channel: Channel, at: Timestamp) -> Sent {
    let saying = notice.saying(rules().kind(&notice.kind).unwrap().subject);
    Sent { channel, at, is_red: notice.is_red(), notices: vec![notice.id], sayings: vec![saying] }
}

fn refused(kind: RefusedKind) -> Refused {
    Refused::new(kind, "450 later")
}
