//! Answers of a campaign's sheets, for statistics about the questions; whose they are is not in them.

use uuid::Uuid;
use xinqiao_access::{Permit, act};

use crate::arg::args;
use crate::campaigns::Campaign;
use crate::fields::{ANSWERS, OUTCOME};
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// Most sheets of one reading.
pub const MOST_SHEETS: u32 = 2_000;

/// The answers of one sheet. Of the person there is nothing but the key that opened them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetAnswers {
    /// where the next reading goes on
    pub id: Uuid,
    /// JSON array in the order of the questions
    pub answers: String,
    /// what was kept of its scoring, as JSON
    pub outcome: String,
}

impl FromRow for SheetAnswers {
    fn from_row(row: &Row) -> Result<Self> {
        let id = row.uuid(0)?;
        let key = row.person_key(3, row.uuid(1)?)?;
        let answers = row.own_text(2, key.as_ref(), &ANSWERS.of(id))?.unwrap_or_default();
        Ok(Self { id, answers, outcome: row.own_text(4, key.as_ref(), &OUTCOME.of(id))?.unwrap_or_default() })
    }
}

impl Db {
    /// Sheets of a campaign after an id, in the order of their ids, at most [`MOST_SHEETS`]; none when it is not of the permit's place. Sheets of
    /// people whose data are only stored are left out.
    pub async fn campaign_sheets(
        &self,
        permit: &Permit<act::ReadCampaign>,
        campaign: &Campaign,
        after: Uuid,
    ) -> Result<Vec<SheetAnswers>> {
        if *permit.place() != campaign.place {
            return Ok(Vec::new());
        }
        let row = args![campaign.id.uuid(), after, &campaign.instrument, &campaign.version, i64::from(MOST_SHEETS)];
        self.all(include_str!("sheets.sql"), &row).await
    }
}
