//! What is counted of a campaign.

use std::collections::BTreeMap;

use xinqiao_access::{Permit, act};
use xinqiao_indicators::RawCounts;
use xinqiao_kernel::id::CampaignId;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// How a campaign stands, in persons; nobody can read it but the engine that hides what is small.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CampaignNumbers {
    /// who is asked, at the root
    pub asked: RawCounts,
    /// who declined, at the root
    pub declined: RawCounts,
    /// answer sheets of the first part, one node for each band (`-/`: without, `removed:rule/`: put aside without one)
    pub answered: RawCounts,
}

struct Standing {
    asked: i64,
    declined: i64,
}

impl FromRow for Standing {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { asked: row.int(0)?, declined: row.int(1)? })
    }
}

/// Sheets of a band; an empty code: without one.
struct BandCount(String, i64);

impl FromRow for BandCount {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.text(0)?, row.int(1)?))
    }
}

/// Sheets of a band that were put aside by a rule, and whether another sheet came in their place.
struct AsideCount {
    band: String,
    rule: String,
    is_replaced: bool,
    count: i64,
}

impl FromRow for AsideCount {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { band: row.text(0)?, rule: row.text(1)?, is_replaced: row.int(2)? != 0, count: row.int(3)? })
    }
}

impl Db {
    /// How many people a campaign asks; none when it is not of the permit's place.
    pub async fn campaign_asked(&self, permit: &Permit<act::ReadCampaign>, id: CampaignId) -> Result<RawCounts> {
        if !self.is_campaign_of(permit, id).await? {
            return Ok(RawCounts::default());
        }
        let standing: Option<Standing> = self.opt(include_str!("campaign_counts.sql"), &args![id.uuid()]).await?;
        Ok(at_root(standing.map_or(0, |standing| standing.asked)))
    }

    /// What is counted of a campaign; noughts when it is not of the permit's place.
    ///
    /// All sheets are counted by an index, those that were put aside (few) one by one: a city's screening is counted in some tens of milliseconds.
    pub async fn campaign_numbers(&self, permit: &Permit<act::ReadCampaign>, id: CampaignId) -> Result<CampaignNumbers> {
        let Some(campaign) = self.campaign(id).await?.filter(|found| found.place == *permit.place()) else {
            return Ok(CampaignNumbers::default());
        };
        let of_first = args![id.uuid(), &campaign.instrument];
        let mut tx = self.snapshot().await?;
        let standing: Option<Standing> = tx.opt(include_str!("campaign_counts.sql"), &args![id.uuid()]).await?;
        let bands: Vec<BandCount> = tx.all(include_str!("campaign_bands.sql"), &of_first).await?;
        let aside: Vec<AsideCount> = tx.all(include_str!("campaign_aside.sql"), &of_first).await?;
        let Standing { asked, declined } = standing.unwrap_or(Standing { asked: 0, declined: 0 });
        let answered = counted(bands, aside).into_iter().map(|(code, count)| (format!("{code}/"), String::new(), count));
        Ok(CampaignNumbers { asked: at_root(asked), declined: at_root(declined), answered: RawCounts::of(answered) })
    }
}

fn at_root(count: i64) -> RawCounts {
    RawCounts::of([(String::new(), String::new(), count.unsigned_abs())])
}

/// The sheets by band: a sheet in whose place another one came is not counted, one that was put aside without a band counts for its rule.
fn counted(bands: Vec<BandCount>, aside: Vec<AsideCount>) -> BTreeMap<String, u64> {
    let named = |code: String| if code.is_empty() { "-".to_owned() } else { code };
    let mut found: BTreeMap<String, i64> = BTreeMap::new();
    for BandCount(code, count) in bands {
        *found.entry(named(code)).or_default() += count;
    }
    for AsideCount { band, rule, is_replaced, count } in aside {
        if is_replaced || band.is_empty() {
            *found.entry(named(band)).or_default() -= count;
            if !is_replaced {
                *found.entry(format!("removed:{rule}")).or_default() += count;
            }
        }
    }
    found.into_iter().filter(|(_, count)| *count > 0).map(|(code, count)| (code, count.unsigned_abs())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_sheet_is_not_counted_and_one_put_aside_without_a_band_counts_for_its_rule() {
        let band = |code: &str, count| BandCount(code.to_owned(), count);
        let aside =
            |band: &str, is_replaced, count| AsideCount { band: band.to_owned(), rule: "speed".to_owned(), is_replaced, count };
        let bands = vec![band("mild", 10), band("", 7)];
        let found =
            counted(bands, vec![aside("", true, 2), aside("", false, 5), aside("mild", true, 1), aside("mild", false, 3)]);
        let expected = [("mild", 9), ("removed:speed", 5)].map(|(code, count)| (code.to_owned(), count));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
    }
}
