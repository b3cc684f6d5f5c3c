//! How much attention somebody needs, why, and what would change it: worked out of signals and of what was done, never a secret score.

mod everybody;
mod page;
mod work_out;

use uuid::Uuid;
use xinqiao_risk::{Evidence, EvidenceId, Level, Model, Standing, Strength};
use xinqiao_store::attention::{EvidenceRow, StandingRow};

use crate::{App, AppError, Result};

pub use page::AttentionView;
pub use work_out::Looked;

/// The pack of the model that is in force.
pub const MODEL: &str = "default";

/// The namespace of evidence: one record may be evidence of several kinds, each with an id of its own.
const PIECES: Uuid = Uuid::from_u128(0x5b1d_6a50_6d0e_4f5b_9d3c_7f0a_2c41_88e2);

impl App {
    /// The model by which evidence adds up. Errors: `Broken` when the pack is missing.
    pub fn risk_model(&self) -> Result<&Model> {
        self.inner.library.risk(MODEL).ok_or_else(|| AppError::broken("the pack risk/default is missing"))
    }
}

/// One piece for each kind of a record; kinds that the model does not have are passed over.
fn pieces(model: &Model, rows: &[EvidenceRow]) -> Vec<(Uuid, Evidence)> {
    let mut found = Vec::new();
    for row in rows {
        for word in row.kinds.split_whitespace() {
            let (code, permille) = word.split_once(':').map_or((word, 1000), |(code, part)| (code, part.parse().unwrap_or(1000)));
            let Some(kind) = model.kind_id(code) else { continue };
            let strength = Strength::from_permille(permille).unwrap_or(Strength::FULL);
            let id = EvidenceId(piece_id(row.id, code));
            found.push((row.id, Evidence { id, kind, at: row.at, strength }));
        }
    }
    found
}

/// What of records is evidence.
pub(crate) fn evidence(model: &Model, rows: &[EvidenceRow]) -> Vec<Evidence> {
    pieces(model, rows).into_iter().map(|(_, piece)| piece).collect()
}

/// The same record and kind give the same id.
fn piece_id(record: Uuid, kind: &str) -> Uuid {
    let mixed = kind.bytes().fold(PIECES.as_u128() ^ record.as_u128(), |sum, byte| {
        sum.rotate_left(7).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b) ^ u128::from(byte)
    });
    Uuid::from_u128(mixed)
}

/// Where somebody stood, as the model takes it.
fn standing(row: &StandingRow) -> Option<Standing> {
    let level = Level::ALL.into_iter().find(|level| level.code() == row.level)?;
    Some(Standing { level, since: row.since, as_of: row.as_of, corrected: row.corrected })
}

/// The row after it was worked out.
fn row_of(before: &StandingRow, standing: Standing) -> StandingRow {
    let (since, as_of) = (standing.since, standing.as_of);
    StandingRow { level: standing.level.code().to_owned(), since, as_of, corrected: false, ..before.clone() }
}
