//! Devices that staff hand to somebody who answers one campaign. Codes and tokens lie here as keyed hashes only.

use jiff::Timestamp;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AccountId, CampaignId, HandOverId, PersonId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A hand-over as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    pub id: HandOverId,
    pub campaign: CampaignId,
    pub person: PersonId,
    pub place: PlacePath,
    pub opened_by: AccountId,
    pub code_until: Timestamp,
    /// when the code was used
    pub started_at: Option<Timestamp>,
    pub seen_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
}

impl FromRow for HandOver {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: HandOverId::from_uuid(row.uuid(0)?),
            campaign: CampaignId::from_uuid(row.uuid(1)?),
            person: PersonId::from_uuid(row.uuid(2)?),
            place: row.parsed(3, "hand_over", "place_path", "a place path")?,
            opened_by: AccountId::from_uuid(row.uuid(4)?),
            code_until: row.at(5)?,
            started_at: row.at_opt(6)?,
            seen_at: row.at_opt(7)?,
            expires_at: row.at_opt(8)?,
            ended_at: row.at_opt(9)?,
        })
    }
}

impl Db {
    /// The hand-over of a code: for starting it, which nobody is signed in for.
    pub async fn hand_over_by_code(&self, code_hash: &str) -> Result<Option<HandOver>> {
        self.opt(include_str!("by_code.sql"), &args![code_hash]).await
    }

    /// The hand-over of a device: for knowing who asks.
    pub async fn hand_over_by_token(&self, token_hash: &str) -> Result<Option<HandOver>> {
        self.opt(include_str!("by_token.sql"), &args![token_hash]).await
    }
}

impl Tx {
    /// Opens a hand-over at the permit's place.
    pub async fn add_hand_over(
        &mut self,
        permit: &Permit<act::ImportResponses>,
        new: &HandOver,
        code_hash: &str,
        now: Timestamp,
    ) -> Result<()> {
        let row = args![
            new.id.uuid(),
            new.campaign.uuid(),
            new.person.uuid(),
            new.place.as_str(),
            permit.account().uuid(),
            code_hash,
            new.code_until,
            now
        ];
        self.exec(include_str!("insert.sql"), &row).await.map(|_| ())
    }

    /// Uses the code of a hand-over; false when it was used before or is too old.
    pub async fn start_hand_over(
        &mut self,
        id: HandOverId,
        token_hash: &str,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<bool> {
        Ok(self.exec(include_str!("start.sql"), &args![id.uuid(), token_hash, now, expires_at]).await? > 0)
    }

    /// Somebody is at the device.
    pub async fn see_hand_over(&mut self, id: HandOverId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("seen.sql"), &args![id.uuid(), now]).await.map(|_| ())
    }

    /// Ends a hand-over; false when it was over.
    pub async fn finish_hand_over(&mut self, id: HandOverId, ending: &str, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("finish.sql"), &args![id.uuid(), now, ending]).await? > 0)
    }

    /// Nothing stays of which devices somebody was handed.
    pub(crate) async fn erase_hand_overs_of(&mut self, person: PersonId) -> Result<()> {
        self.exec(include_str!("drop_all.sql"), &args![person.uuid()]).await.map(|_| ())
    }
}
