//! A quarter is counted: once, for the whole jurisdiction; whoever keeps the rules hears of bad ones.

use jiff::ToSpan;
use jiff::civil::Date;
use xinqiao_access::{Purpose, Role};
use xinqiao_indicators::suppress::{Decision, NodeRule, Table, decide};
use xinqiao_indicators::{RawCounts, Release};
use xinqiao_kernel::id::PublicationId;
use xinqiao_store::StoreError;
use xinqiao_store::quality::{PaceClock, PaceRow, Span};
use xinqiao_store::releases::NewPublication;
use xinqiao_warnings::quality::pace;

use super::{Quarter, node};
use crate::audit::by_system;
use crate::notify::{Owing, Thing};
use crate::{App, AppError, Result};

/// Quarters that are counted at most when the job runs: whoever was away for long misses older ones.
const QUARTERS: usize = 4;
/// People who are told at most.
const MOST_TOLD: u32 = 50;
/// Who keeps the rules, and who answers for them.
const KEEPERS: [Role; 2] = [Role::IndicatorOfficer, Role::DepartmentHead];

impl App {
    /// Counts the quarters that can be counted and are not; how many were.
    pub async fn count_quality(&self) -> Result<usize> {
        let mut counted = 0;
        for quarter in self.counted_quarters()?.into_iter().rev() {
            counted += usize::from(self.count_quarter(quarter).await?);
        }
        Ok(counted)
    }

    /// The latest quarters that may be counted, newest first.
    pub(crate) fn counted_quarters(&self) -> Result<Vec<Quarter>> {
        let mut latest = Quarter::of(self.day(self.now())).before();
        while self.day(self.now()) < self.counted_on(latest)? {
            latest = latest.before();
        }
        Ok(std::iter::successors(Some(latest), |quarter| Some(quarter.before())).take(QUARTERS).collect())
    }

    /// From which day on a quarter may be counted.
    pub(super) fn counted_on(&self, quarter: Quarter) -> Result<Date> {
        Ok(quarter.after().first().saturating_add(self.quality_rules()?.settle_days().days()))
    }

    async fn count_quarter(&self, quarter: Quarter) -> Result<bool> {
        let subject = subject(quarter);
        if self.inner.db.publication(&subject).await?.is_some() {
            return Ok(false);
        }
        let (Some(from), Some(until)) = (self.start_of(quarter.first()), self.start_of(quarter.after().first())) else {
            return Ok(false);
        };
        let rules = self.quality_rules()?;
        let span = Span { from, until, now: self.now() };
        let raw = self.inner.db.counted_endings(span, |row| node::of_ending(rules, row)).await?;
        if raw.is_empty() {
            // nothing was raised: a quarter from before the program began is no publication
            return Ok(false);
        }
        let release = self.rules_release(&raw)?;
        let mut paces = Vec::new();
        for clock in PaceClock::ALL {
            let of_rules = self.inner.db.paces_of(clock, span, rules.least_timed(), pace).await?;
            paces.extend(of_rules.into_iter().map(|(rule, found)| PaceRow {
                node: node::of_rule(&rule),
                clock: clock.code().to_owned(),
                median_minutes: i64::try_from(found.median).unwrap_or(i64::MAX),
                p90_minutes: i64::try_from(found.p90).unwrap_or(i64::MAX),
            }));
        }
        self.keep_quarter(quarter, &release, &paces).await
    }

    /// From how many persons on counts about rules are shown, whoever looks.
    pub(crate) fn floor_of_rules(&self) -> Result<u64> {
        let mut floor = 0;
        for purpose in super::PURPOSES {
            floor = floor.max(self.floor(purpose, "city")?);
        }
        Ok(floor)
    }

    /// What may be seen of the counts.
    fn rules_release(&self, raw: &RawCounts) -> Result<Release> {
        let floor = self.floor_of_rules()?;
        let table = Table::build(raw, &[], |_| NodeRule { floor, is_shown: true });
        match decide(&table, &[]) {
            Decision::Publish { release, .. } => Ok(release),
            Decision::Keep(why) => Err(AppError::broken(format!("counts without a history were kept back: {why:?}"))),
        }
    }

    /// Keeps a quarter with its times, its audit row and the messages it owes, in one transaction; false when somebody else was first.
    async fn keep_quarter(&self, quarter: Quarter, release: &Release, paces: &[PaceRow]) -> Result<bool> {
        let now = self.now();
        let id = PublicationId::new(self.ids(), now);
        let cells = release.cells().map(|(node, _, cell)| (node.to_owned(), cell)).collect();
        let bad = self.figures(&cells, paces, None)?.into_iter().filter(|figures| !figures.bad.is_empty()).count();
        let told = if bad == 0 { Vec::new() } else { self.keepers().await? };
        let (hidden, all) = release.hidden();
        let detail = format!("{} number=1 cells={all} hidden={hidden} bad={bad}", subject(quarter));
        let row = by_system(self, "publish_counts", &self.inner.place, None, "publication", id.uuid(), detail);
        let row = xinqiao_store::audit::NewAudit { purpose: Purpose::Statistics.code().to_owned(), ..row };
        let subject = subject(quarter);
        let new = NewPublication { id, subject: &subject, number: 1, is_anew: true, has_followers: false, release };
        let mut tx = self.inner.db.begin().await?;
        match tx.add_publication(&new, now).await {
            Err(StoreError::Duplicate { .. }) => return Ok(false),
            other => other?,
        }
        tx.add_paces(id, paces).await?;
        for account in told {
            let params = serde_json::json!({ "number": bad.to_string() });
            self.owe(&mut tx, Owing::new(account, "notice-rules-bad").about(Thing::Figures(id), 1).with(params)).await?;
        }
        tx.audit(&row, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Who keeps the rules of the jurisdiction.
    pub(crate) async fn keepers(&self) -> Result<Vec<xinqiao_kernel::id::AccountId>> {
        let mut found = Vec::new();
        for role in KEEPERS {
            found.extend(self.inner.db.holders(role.code(), &self.inner.place, self.day(self.now()), MOST_TOLD).await?);
        }
        found.sort();
        found.dedup();
        Ok(found)
    }
}

/// The name of what is published about a quarter.
pub(super) fn subject(quarter: Quarter) -> String {
    format!("rules/{quarter}")
}
