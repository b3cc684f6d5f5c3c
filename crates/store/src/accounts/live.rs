//! Sessions of many requests at once.

use jiff::Timestamp;

use super::SessionRow;
use crate::arg::Arg;
use crate::gather::{AT_ONCE, Gather};
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// Finds live sessions; requests that come together share a statement. Cloning it is cheap.
#[derive(Clone)]
pub struct LiveSessions {
    gather: Gather<[u8; 32], Vec<SessionRow>>,
}

struct Hashed(Vec<u8>, SessionRow);

impl FromRow for Hashed {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.bytes(26)?, SessionRow::from_row(row)?))
    }
}

impl LiveSessions {
    /// Starts finding.
    pub fn start(db: &Db) -> Self {
        let (all, one) = (db.clone(), db.clone());
        let together = move |hashes: std::sync::Arc<Vec<[u8; 32]>>| {
            let db = all.clone();
            async move { sessions(&db, &hashes).await }
        };
        let alone = move |hash: [u8; 32]| {
            let db = one.clone();
            async move { Ok(sessions(&db, &[hash]).await?.pop().unwrap_or_default()) }
        };
        Self { gather: Gather::start(together, alone) }
    }

    /// The live session of a token at `now`, with the roles of its account; empty when there is none. The same as [`Db::session`].
    pub async fn find(&self, token_hash: [u8; 32], now: Timestamp) -> Result<Vec<SessionRow>> {
        let mut rows = self.gather.ask(token_hash).await?;
        rows.retain(|row| now < row.expires_at);
        Ok(rows)
    }
}

async fn sessions(db: &Db, hashes: &[[u8; 32]]) -> Result<Vec<Vec<SessionRow>>> {
    let mut args: Vec<Arg> = hashes.iter().map(|hash| Arg::from(hash.to_vec())).collect();
    args.resize(AT_ONCE, Arg::Bytes(None));
    let rows: Vec<Hashed> = db.all(include_str!("sessions.sql"), &args).await?;
    let mut found = vec![Vec::new(); hashes.len()];
    for Hashed(hash, row) in rows {
        // the same session may be asked for twice in one statement
        for (slot, _) in found.iter_mut().zip(hashes).filter(|(_, asked)| asked[..] == hash[..]) {
            slot.push(row.clone());
        }
    }
    Ok(found)
}
