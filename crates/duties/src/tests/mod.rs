//! Each test is one fact about the duties.

mod approval;
mod impact;
mod incident;
mod report;
mod rules;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use xinqiao_kernel::IdSource;
use xinqiao_kernel::id::{AccountId, DutyEntryId};

use crate::{Entry, Rules};

/// Accounts that act: 0 is who asks and writes, 1 and 2 are others.
struct World {
    ids: IdSource,
    accounts: [AccountId; 3],
    now: Timestamp,
}

impl World {
    fn new() -> Self {
        let ids = IdSource::seeded(31);
        let now: Timestamp = "2026-11-22T02:00:00Z".parse().unwrap();
        let accounts = [0; 3].map(|_| AccountId::new(&ids, now));
        Self { ids, accounts, now }
    }

    fn entry<S>(&self, who: usize, step: S, note: &str) -> Entry<S> {
        let by = self.accounts.get(who).copied().unwrap();
        Entry { id: DutyEntryId::new(&self.ids, self.now), at: self.now, by, note: note.to_owned(), step }
    }

    /// Several hours later.
    fn after(&self, hours: i64) -> Self {
        let now = self.now + jiff::SignedDuration::from_hours(hours);
        Self { ids: IdSource::seeded(u64::try_from(hours).unwrap()), accounts: self.accounts, now }
    }
}

const PACK: &str = include_str!("../../../../packs/duties/default/rules.toml");

fn rules() -> Rules {
    Rules::compile(toml::from_str(PACK).unwrap(), &["zh-CN", "en"]).unwrap()
}

fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap()
}
