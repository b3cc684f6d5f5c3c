//! Everybody is looked at once, in the order of their ids, when the risk model has changed.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_kernel::id::PersonId;

use super::{EvidenceRow, MOST_AT_ONCE, PersonEvidence, StandingRow};
use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// How far a look at everybody has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// pack and version of the model
    pub model: String,
    /// the last person who was looked at
    pub cursor: Option<PersonId>,
    /// when everybody had been looked at
    pub ended_at: Option<Timestamp>,
}

impl FromRow for Pass {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { model: row.text(0)?, cursor: row.uuid_opt(1)?.map(PersonId::from_uuid), ended_at: row.at_opt(2)? })
    }
}

impl Tx {
    /// Keeps how far a look at everybody has come; a pass for another model takes the place of the one before.
    pub async fn save_risk_pass(&mut self, pass: &Pass, now: Timestamp) -> Result<()> {
        let row = args![&pass.model, pass.cursor.map(PersonId::uuid), now, pass.ended_at];
        self.exec(include_str!("save_pass.sql"), &row).await.map(|_| ())
    }
}

impl Db {
    /// The last look at everybody that was begun. For the program itself.
    pub async fn risk_pass(&self) -> Result<Option<Pass>> {
        self.opt(include_str!("pass.sql"), &[]).await
    }

    /// Where people stand, in the order of their ids. For the program itself.
    pub async fn standings_after(&self, cursor: Option<PersonId>, limit: u32) -> Result<Vec<StandingRow>> {
        let cursor = cursor.map_or(Uuid::nil(), PersonId::uuid);
        self.all(include_str!("standings_after.sql"), &args![cursor, i64::from(limit)]).await
    }

    /// The evidence about each of these people, who are in the order of their ids and are all between the first and the last of whom there is any. For
    /// the program itself.
    pub async fn evidence_between(&self, people: &[PersonId]) -> Result<Vec<Vec<EvidenceRow>>> {
        let (Some(first), Some(last)) = (people.first(), people.last()) else { return Ok(Vec::new()) };
        let mut found: Vec<Vec<EvidenceRow>> = vec![Vec::new(); people.len()];
        for statement in [include_str!("evidence_between.sql"), include_str!("deeds_between.sql")] {
            let pieces: Vec<PersonEvidence> = self.all(statement, &args![first.uuid(), last.uuid()]).await?;
            if pieces.len() == MOST_AT_ONCE {
                // they have more than a page holds: each is asked alone, with the newest
                return self.evidence_one_by_one(people).await;
            }
            let mut at = 0;
            for PersonEvidence(person, piece) in pieces {
                while people.get(at).is_some_and(|known| known.uuid() < person) {
                    at += 1;
                }
                if let (Some(known), Some(list)) = (people.get(at), found.get_mut(at))
                    && known.uuid() == person
                {
                    list.push(piece);
                }
            }
        }
        Ok(found)
    }
}
