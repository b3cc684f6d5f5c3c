//! What is shown of a campaign's numbers: in steps, so that nobody's answer shows as a difference between two looks.

use jiff::{Timestamp, ToSpan};
use xinqiao_access::{Permit, Purpose, act};
use xinqiao_indicators::suppress::{Decision, NodeRule, Table, decide, decide_at};
use xinqiao_indicators::{Cell, RawCounts};
use xinqiao_store::campaigns::Campaign;
use xinqiao_store::releases::PublishedCell;

use super::grades::{attention, in_order};
use super::{BandCount, Counts, GradeCount};
use crate::{App, Result};

/// While a campaign runs, numbers move when a tenth of those who are asked came in: at most about ten times.
const ONE_IN: u64 = 10;

/// Before the code of the rule that put sheets aside, where others have the code of their band.
const REMOVED: &str = "removed:";

/// Most bands of an instrument, with their grades.
const MOST_CELLS: u32 = 200;

/// The numbers of a campaign that may be seen.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    pub(super) counts: Counts,
    pub(super) bands: Vec<BandCount>,
    pub(super) removed: Vec<BandCount>,
    pub(super) grades: Vec<GradeCount>,
    /// When they were counted; who is asked is counted now.
    pub(super) counted_at: Option<Timestamp>,
    /// From how many persons on a count is shown.
    pub(super) floor: u64,
}

/// Days after its last day from which on a list does not count a campaign anew.
const SETTLED_DAYS: i32 = 30;

impl App {
    /// The counts of a campaign for a list: those that are out already where it has been over for a month, so that a list of years costs what the
    /// present costs; its own page counts it anew.
    pub(super) async fn campaign_listed(&self, permit: &Permit<act::ReadCampaign>, campaign: &Campaign) -> Result<Counts> {
        if campaign.closes_on < self.day(self.now()).saturating_sub(SETTLED_DAYS.days()) {
            let cells = self.inner.db.published(permit, campaign.id, "answered", MOST_CELLS).await?;
            if !cells.is_empty() {
                let refused = self.inner.db.published(permit, campaign.id, "declined", MOST_CELLS).await?;
                let (floor, raw) =
                    (self.campaign_floor(campaign).await?, self.inner.db.campaign_asked(permit, campaign.id).await?);
                return Ok(Counts { members: asked(&raw, floor), declined: root(&refused), responses: root(&cells) });
            }
        }
        Ok(self.campaign_shown(permit, campaign).await?.counts)
    }

    async fn campaign_floor(&self, campaign: &Campaign) -> Result<u64> {
        let level = self.inner.db.place(&campaign.place).await?.map_or_else(|| "unit".to_owned(), |place| place.level);
        self.floor(Purpose::Screening, &level)
    }

    pub(super) async fn campaign_shown(&self, permit: &Permit<act::ReadCampaign>, campaign: &Campaign) -> Result<Numbers> {
        let numbers = self.inner.db.campaign_numbers(permit, campaign.id).await?;
        let floor = self.campaign_floor(campaign).await?;
        let is_over = campaign.closes_on < self.day(self.now());
        let one_in = if is_over { 0 } else { ONE_IN };
        let table = |raw: &RawCounts| Table::build(raw, &[], |_| NodeRule { floor, is_shown: true });

        let pack = self.inner.library.instrument_version(&campaign.instrument, &campaign.version);
        let grade = |band: &str| pack.and_then(|pack| attention(pack.instrument(), band)).unwrap_or(0);
        let graded = numbers.answered.moved(|key| format!("{}/{key}", grade(key.trim_end_matches('/'))));
        let answered = table(&graded).within(&numbers.asked);
        let subject = format!("campaign/{}/answered", campaign.id);
        let out = self.publish(&subject, &campaign.place, |history| decide_at(&answered, history, one_in)).await?;
        let cells = self.inner.db.published(permit, campaign.id, "answered", MOST_CELLS).await?;

        let declined = table(&numbers.declined).within(&numbers.asked);
        let subject = format!("campaign/{}/declined", campaign.id);
        self.publish(&subject, &campaign.place, |history| decide_at(&declined, history, one_in)).await?;
        let refused = self.inner.db.published(permit, campaign.id, "declined", MOST_CELLS).await?;
        let counts = Counts { members: asked(&numbers.asked, floor), declined: root(&refused), responses: root(&cells) };
        let (removed, bands): (Vec<BandCount>, Vec<BandCount>) =
            bands(&cells).into_iter().partition(|band| band.code.starts_with(REMOVED));
        let removed = removed
            .into_iter()
            .map(|band| BandCount { code: band.code.trim_start_matches(REMOVED).to_owned(), ..band })
            .collect();
        let grades = if pack.is_some() { in_order(&cells) } else { Vec::new() };
        Ok(Numbers { counts, bands, removed, grades, counted_at: out.map(|out| out.at), floor })
    }
}

/// Who is asked is no secret of anybody's: it is counted now.
fn asked(raw: &RawCounts, floor: u64) -> Cell {
    match decide(&Table::build(raw, &[], |_| NodeRule { floor, is_shown: true }), &[]) {
        Decision::Publish { release, .. } => release.cell("", ""),
        Decision::Keep(_) => Cell::Hidden,
    }
}

fn root(cells: &[PublishedCell]) -> Cell {
    cells.iter().find(|cell| cell.node.is_empty()).map_or(Cell::Hidden, |cell| cell.cell)
}

/// The bands by their codes, the sheets without one first.
fn bands(cells: &[PublishedCell]) -> Vec<BandCount> {
    let band = |cell: &PublishedCell| {
        let code = cell.node.split('/').nth(1).filter(|code| !code.is_empty())?;
        let code = if code == "-" { String::new() } else { code.to_owned() };
        Some(BandCount { code, count: cell.cell })
    };
    let mut bands: Vec<BandCount> = cells.iter().filter_map(band).collect();
    bands.sort_by(|one, other| one.code.cmp(&other.code));
    bands
}
