mod erasure;
mod exploration;
mod guardian;
mod notices;
mod rights;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::date;

use crate::*;

/// A notice of a purpose with the ways of use given; the wider, the more.
pub(crate) fn notice(version: &str, minors: Childrens, methods: &[Method]) -> Notice {
    let reads = methods.contains(&Method::Read);
    let head = NoticeToml {
        purpose: Purpose::Contact,
        version: version.to_owned(),
        valid_from: date(2026, 1, 1),
        basis: Basis::Consent,
        separate: true,
        sensitive: true,
        minors,
        data: BTreeSet::from([DataKind::Scores]),
        methods: methods.iter().copied().collect(),
        recipients: reads.then_some(Recipient::DutyOfficer).into_iter().collect(),
        retention: "shared".to_owned(),
        on_withdrawal: BTreeSet::from([Effect::StopNew]),
        law: vec!["PIPL 29".to_owned()],
        source: vec![SourceToml { reference: "domain_rules F.3".to_owned(), confidence: "L,H".to_owned() }],
    };
    Notice::new(head, BTreeMap::from([("en".to_owned(), text())]), &BTreeMap::new(), None, None)
}

pub(crate) fn text() -> NoticeText {
    let words = || "words".to_owned();
    NoticeText {
        title: words(),
        brief: words(),
        who: "{operator}, {reach}".to_owned(),
        purpose: words(),
        method: words(),
        data: words(),
        recipients: words(),
        retention: words(),
        rights: words(),
        impact: words(),
        withdrawal: words(),
        children: words(),
        assent: words(),
    }
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}
