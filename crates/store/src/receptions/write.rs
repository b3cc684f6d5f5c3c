//! Writing receptions: state and event together.

use jiff::Timestamp;
use xinqiao_kernel::id::ReceptionId;

use super::{ReceptionRow, ReceptionState, ReceptionStepRow};
use crate::arg::{Arg, args};
use crate::{Result, StoreError, Tx};

impl Tx {
    /// How many receptions have a number that begins with `prefix` (`V20261122-`).
    pub async fn receptions_numbered(&mut self, prefix: &str) -> Result<i64> {
        // '.' follows '-' in every encoding we use, so this is exactly "begins with …-"
        let below = format!("{}.", prefix.trim_end_matches('-'));
        Ok(self.opt(include_str!("count_of_day.sql"), &args![prefix, below]).await?.unwrap_or(0))
    }

    /// Opens a reception with its first event. Errors: `Duplicate` for an id or number that is there.
    pub async fn open_reception(&mut self, new: &ReceptionRow, step: &ReceptionStepRow, now: Timestamp) -> Result<()> {
        let [owner, owner_path, due] = new.state.owed_args();
        let row = [
            Arg::from(new.id.uuid()),
            Arg::from(&new.number),
            Arg::from(new.place.as_str()),
            Arg::from(&new.state.stage),
            owner,
            owner_path,
            due,
            Arg::from(new.received_by.uuid()),
            Arg::from(new.received_at),
            Arg::from(new.state.closed_at),
            Arg::from(new.state.version),
            Arg::from(now),
        ];
        self.exec(include_str!("insert.sql"), &row).await?;
        self.add_reception_step(new.id, None, step, now).await
    }

    /// Saves the state after an event. Errors: `Stale` when somebody else changed the reception since version `from`.
    pub async fn save_reception(
        &mut self,
        id: ReceptionId,
        from: i64,
        state: &ReceptionState,
        step: &ReceptionStepRow,
        now: Timestamp,
    ) -> Result<()> {
        let [owner, owner_path, due] = state.owed_args();
        let row = [
            Arg::from(id.uuid()),
            Arg::from(from),
            Arg::from(&state.stage),
            owner,
            owner_path,
            due,
            Arg::from(state.person.map(|person| person.uuid())),
            Arg::from(state.closed_at),
            Arg::from(state.version),
        ];
        if self.exec(include_str!("update.sql"), &row).await? != 1 {
            return Err(StoreError::Stale { table: "reception", id: id.to_string() });
        }
        self.add_reception_step(id, state.person, step, now).await
    }
}
