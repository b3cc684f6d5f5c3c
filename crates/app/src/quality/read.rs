//! Reading the figures of the rules.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use xinqiao_access::{Resource, act, permit};
use xinqiao_indicators::Cell;
use xinqiao_risk::calibration::{Confidence, wilson};
use xinqiao_store::quality::{PaceClock, PaceRow, RuleKey, Span};
use xinqiao_warnings::quality::{Bad, Ending, Figures, Part, pace};

use super::{Quarter, count, node};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Days of the figures for those on duty.
const DAYS: i64 = 30;
/// Signals of those days that are looked at; the latest.
const MOST_LIVE: u32 = 50_000;

/// What of the rules somebody wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The last days, as they are now: for those who may open each of the signals.
    Now,
    /// A quarter that was counted.
    Of(Quarter),
    /// The latest quarter, or the last days for those who may see them.
    Latest,
}

/// Is it taken away as a file?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    Page,
    File,
}

/// What is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// The last days, since when.
    Now { since: Timestamp, is_part: bool },
    /// A quarter, counted at an instant; none: nothing was counted of it.
    Quarter { quarter: Quarter, at: Option<Timestamp> },
}

/// How long something took, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RulePace {
    pub median: u64,
    pub p90: u64,
}

/// Figures of one rule; persons count once.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleFigures {
    pub rule: RuleKey,
    pub all: Cell,
    /// whose ending says that the rule was right or wrong
    pub judged: Cell,
    pub right: Cell,
    pub lapsed: Cell,
    /// persons with something that this rule missed, as reviews found; none where that was not counted
    pub missed: Option<Cell>,
    /// in the order of the crate `warnings`; those of nobody are left out
    pub endings: Vec<(Ending, Cell)>,
    /// share of the right ones and its interval of 95 in 100, each 0–1
    pub precision: Option<(f64, f64, f64)>,
    pub decide: Option<RulePace>,
    pub acknowledge: Option<RulePace>,
    pub bad: Vec<Bad>,
}

impl RuleFigures {
    /// Of a rule that hinted at nobody.
    const fn silent(rule: RuleKey, missed: Cell) -> Self {
        let none = Cell::Count(0);
        Self {
            rule,
            all: none,
            judged: none,
            right: none,
            lapsed: none,
            missed: Some(missed),
            endings: Vec::new(),
            precision: None,
            decide: None,
            acknowledge: None,
            bad: Vec::new(),
        }
    }
}

/// The figures of all rules, the worst first.
#[derive(Debug, Clone)]
pub struct RuleQuality {
    pub seen: Seen,
    /// quarters that can be looked at, newest first
    pub quarters: Vec<Quarter>,
    /// the next quarter, and the day on which it is counted
    pub next: (Quarter, Date),
    pub rules: Vec<RuleFigures>,
    /// sources that told nothing or too late, as reviews found, by code; of a quarter
    pub sources_missed: Vec<(String, Cell)>,
    /// may the caller look at the last days?
    pub may_now: bool,
    pub may_export: bool,
    pub may_replay: bool,
    /// from how many persons on a count is shown
    pub floor: u64,
    /// from how many measurements on times are shown of a quarter
    pub least_timed: u64,
}

impl App {
    /// The figures of the rules.
    ///
    /// Errors: `NotFound` for those whose scope is not the whole jurisdiction, `Denied` without the right, `Invalid` on field `quarter` for one
    /// that cannot be looked at.
    pub async fn rule_quality(&self, caller: &Caller, which: Which, export: Export) -> Result<RuleQuality> {
        let read = self.whole_permit::<act::ReadQuality>(caller).await?;
        let whole = Resource::at(self.inner.place.clone());
        let may_now = self.may::<act::ListSignals>(caller, &whole);
        let quarters = self.counted_quarters()?;
        let latest = quarters.first().copied().ok_or_else(|| AppError::broken("no quarter before this one"))?;
        let quarter = match which {
            Which::Of(quarter) if quarters.contains(&quarter) => Some(quarter),
            Which::Of(other) => return Err(AppError::field("quarter", "fault-quarter", other.to_string())),
            Which::Latest if may_now => None,
            Which::Latest => Some(latest),
            Which::Now => None,
        };
        let taken = match export {
            Export::File => Some(self.whole_permit::<act::ExportAggregates>(caller).await?),
            Export::Page => None,
        };
        let missed = match quarter {
            Some(quarter) => self.missed_of_quarter(&read, quarter).await?,
            None => None,
        };
        let (seen, rules) = match quarter {
            Some(quarter) => self.of_quarter(&read, quarter, missed.as_ref()).await?,
            None => self.of_now(caller).await?,
        };
        let what = match quarter {
            Some(quarter) => format!("rules {quarter} rows={}", rules.len()),
            None => format!("rules now rows={}", rules.len()),
        };
        let row = match &taken {
            Some(export) => done(self, export, "rule_quality", None, what),
            None => done(self, &read, "rule_quality", None, what),
        };
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&row, self.now()).await?;
        tx.commit().await?;
        let next = latest.after();
        let next = (next, self.counted_on(next)?);
        let moment = self.moment();
        let statistics = xinqiao_access::Purpose::Statistics;
        let may_export = permit::<act::ExportAggregates>(caller.actor(), &whole, statistics, moment).is_ok();
        let may_replay = permit::<act::ReplayRules>(caller.actor(), &whole, statistics, moment).is_ok();
        let floor = self.floor(statistics, "city")?;
        let least_timed = self.quality_rules()?.least_timed();
        let sources_missed = missed.as_ref().map(node::sources).unwrap_or_default();
        Ok(RuleQuality { seen, quarters, next, rules, sources_missed, may_now, may_export, may_replay, floor, least_timed })
    }

    async fn of_quarter(
        &self,
        read: &xinqiao_access::Permit<act::ReadQuality>,
        quarter: Quarter,
        missed: Option<&BTreeMap<String, Cell>>,
    ) -> Result<(Seen, Vec<RuleFigures>)> {
        let Some(out) = self.inner.db.publication(&count::subject(quarter)).await? else {
            let rules = self.figures(&BTreeMap::new(), &[], missed)?;
            return Ok((Seen::Quarter { quarter, at: None }, rules));
        };
        let cells = self.inner.db.published_rules(read, out.id).await?;
        let cells = cells.into_iter().map(|cell| (cell.node, cell.cell)).collect();
        let paces = self.inner.db.published_paces(read, out.id).await?;
        Ok((Seen::Quarter { quarter, at: Some(out.at) }, self.figures(&cells, &paces, missed)?))
    }

    /// What reviews found of a quarter, by node; none when nothing was counted.
    async fn missed_of_quarter(
        &self,
        read: &xinqiao_access::Permit<act::ReadQuality>,
        quarter: Quarter,
    ) -> Result<Option<BTreeMap<String, Cell>>> {
        let Some(out) = self.inner.db.publication(&crate::missed::missed_subject(quarter)).await? else { return Ok(None) };
        let cells = self.inner.db.published_rules(read, out.id).await?;
        Ok(Some(cells.into_iter().map(|cell| (cell.node, cell.cell)).collect()))
    }

    /// The last days, for those who may list every signal of the jurisdiction.
    async fn of_now(&self, caller: &Caller) -> Result<(Seen, Vec<RuleFigures>)> {
        let listing = self.staff_permit::<act::ListSignals>(caller, &Resource::at(self.inner.place.clone())).await?;
        let now = self.now();
        let since = now - SignedDuration::from_hours(24 * DAYS);
        // what was raised at this very moment counts too
        let span = Span { from: since, until: now + SignedDuration::from_secs(1), now };
        let rules = self.quality_rules()?;
        let rows = self.inner.db.listed_endings(&listing, &self.inner.place, span, MOST_LIVE).await?;
        let is_part = u64::from(MOST_LIVE) <= rows.iter().map(|row| row.signals).sum::<u64>();
        let mut cells: BTreeMap<String, Cell> = BTreeMap::new();
        for row in &rows {
            let at = node::of_ending(rules, row);
            for (end, _) in at.match_indices('/') {
                let sum = cells.entry(at[..=end].to_owned()).or_insert(Cell::Count(0));
                *sum = Cell::Count(sum.shown().unwrap_or(0) + row.persons);
            }
        }
        let mut paces = Vec::new();
        for clock in PaceClock::ALL {
            let found = self.inner.db.paces_of(clock, span, 1, pace).await?;
            paces.extend(found.into_iter().map(|(rule, found)| PaceRow {
                node: node::of_rule(&rule),
                clock: clock.code().to_owned(),
                median_minutes: i64::try_from(found.median).unwrap_or(i64::MAX),
                p90_minutes: i64::try_from(found.p90).unwrap_or(i64::MAX),
            }));
        }
        Ok((Seen::Now { since, is_part }, self.figures(&cells, &paces, None)?))
    }

    /// The figures of each rule out of what may be seen, the worst first.
    pub(super) fn figures(
        &self,
        cells: &BTreeMap<String, Cell>,
        paces: &[PaceRow],
        missed: Option<&BTreeMap<String, Cell>>,
    ) -> Result<Vec<RuleFigures>> {
        let rules = self.quality_rules()?;
        let mut found: Vec<RuleFigures> = Vec::new();
        for (at, all) in cells {
            let Some((rule, "")) = node::read(at) else { continue };
            // nobody is counted at a node that is not there
            let cell = |below: &str| cells.get(&format!("{at}{below}")).copied().unwrap_or(Cell::Count(0));
            let (judged, right, lapsed) = (cell(node::JUDGED), cell(node::RIGHT), cell(node::LAPSED));
            let below = cells.range(at.clone()..).take_while(|(node, _)| node.starts_with(at.as_str()));
            let mut endings: Vec<(Ending, Cell)> =
                below.filter_map(|(node, cell)| Some((node::ending(node.strip_prefix(at.as_str())?)?, *cell))).collect();
            endings.retain(|(_, cell)| *cell != Cell::Count(0));
            endings.sort_by_key(|(ending, _)| *ending);
            let precision = right.share_of(judged).and_then(|(hits, total)| {
                let interval = wilson(hits, total, Confidence::NinetyFive)?;
                Some((hits as f64 / total as f64, interval.low, interval.high))
            });
            let part = |share: Option<(u64, u64)>| share.map(|(part, whole)| Part { part, whole });
            let bad = rules.judge(&Figures {
                right: part(right.share_of(judged)),
                right_at_most: precision.map(|(_, _, high)| high),
                lapsed: part(lapsed.share_of(*all)),
            });
            let timed = |clock: PaceClock| {
                let row = paces.iter().find(|row| row.node == *at && row.clock == clock.code())?;
                Some(RulePace { median: row.median_minutes.unsigned_abs(), p90: row.p90_minutes.unsigned_abs() })
            };
            let (decide, acknowledge) = (timed(PaceClock::Decide), timed(PaceClock::Acknowledge));
            let missed = missed.map(|missed| missed.get(&format!("rule/{at}")).copied().unwrap_or(Cell::Count(0)));
            found.push(RuleFigures {
                rule,
                all: *all,
                judged,
                right,
                lapsed,
                missed,
                endings,
                precision,
                decide,
                acknowledge,
                bad,
            });
        }
        // a rule that was silent all the time stands here by what it missed
        for (rule, cell) in missed.map(node::silent).unwrap_or_default() {
            if found.iter().all(|known| known.rule != rule) {
                found.push(RuleFigures::silent(rule, cell));
            }
        }
        found.sort_by(|one, other| {
            let share = |figures: &RuleFigures| figures.precision.map_or(2.0, |(share, _, _)| share);
            other.bad.len().cmp(&one.bad.len()).then(share(one).total_cmp(&share(other))).then_with(|| one.rule.cmp(&other.rule))
        });
        Ok(found)
    }
}
