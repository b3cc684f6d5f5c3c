//! The instruments of a campaign, in order.

use xinqiao_campaigns::{Only, Part};
use xinqiao_kernel::id::CampaignId;

use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

struct PartRow(Part);

impl FromRow for PartRow {
    fn from_row(row: &Row) -> Result<Self> {
        let only = match (row.int_opt(2)?, row.real_opt(3)?) {
            (Some(after), Some(total_from)) => Some(Only { after: usize::try_from(after).unwrap_or(usize::MAX), total_from }),
            _ => None,
        };
        Ok(Self(Part {
            instrument: row.text(0)?,
            version: row.text(1)?,
            form: row.parsed(4, "campaign_part", "form", "a form of a test")?,
            only,
        }))
    }
}

fn place(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

impl Tx {
    /// Writes the parts of a campaign in the place of those that it had.
    pub async fn set_parts(&mut self, campaign: CampaignId, parts: &[Part]) -> Result<()> {
        self.exec(include_str!("clear_parts.sql"), &args![campaign.uuid()]).await?;
        for (index, part) in parts.iter().enumerate() {
            let (after, total) = match &part.only {
                Some(only) => (Some(place(only.after)), Some(only.total_from)),
                None => (None, None),
            };
            let row: [Arg; 7] = [
                campaign.uuid().into(),
                place(index).into(),
                (&part.instrument).into(),
                (&part.version).into(),
                after.into(),
                total.into(),
                part.form.code().into(),
            ];
            self.exec(include_str!("insert_part.sql"), &row).await?;
        }
        Ok(())
    }
}

impl Db {
    /// What a campaign asks, in order: told to everybody who is asked, so no permit is needed.
    pub async fn campaign_parts(&self, campaign: CampaignId) -> Result<Vec<Part>> {
        let rows: Vec<PartRow> = self.all(include_str!("parts.sql"), &args![campaign.uuid()]).await?;
        Ok(rows.into_iter().map(|PartRow(part)| part).collect())
    }
}
