//! Writing disputes: state and event together.

use jiff::Timestamp;
use xinqiao_kernel::id::{DisputeId, PersonId, StepId};

use super::{DisputeRow, DisputeState, StepRow};
use crate::arg::{Arg, args};
use crate::{Result, StoreError, Tx};

impl Tx {
    /// How many disputes have a number that begins with `prefix` (`D20261122-`).
    pub async fn disputes_numbered(&mut self, prefix: &str) -> Result<i64> {
        // '.' follows '-' in every encoding we use, so this is exactly "begins with …-"
        let below = format!("{}.", prefix.trim_end_matches('-'));
        Ok(self.opt(include_str!("count_of_day.sql"), &args![prefix, below]).await?.unwrap_or(0))
    }

    /// Opens a dispute with its first event and the parties of the index. Errors: `Duplicate` for an id, number or reference that is there.
    pub async fn open_dispute(
        &mut self,
        dispute: &DisputeRow,
        people: &[PersonId],
        step: &StepRow,
        now: Timestamp,
    ) -> Result<()> {
        let [owner, owner_path, due] = dispute.state.owed_args();
        let row = [
            Arg::from(dispute.id.uuid()),
            Arg::from(&dispute.number),
            Arg::from(dispute.place.as_str()),
            Arg::from(&dispute.kind),
            Arg::from(&dispute.state.stage),
            owner,
            owner_path,
            due,
            Arg::from(dispute.reference.clone()),
            Arg::from(dispute.registered_by.uuid()),
            Arg::from(dispute.registered_at),
            Arg::from(dispute.state.closed_at),
            Arg::from(dispute.state.version),
            Arg::from(now),
        ];
        self.exec(include_str!("insert_dispute.sql"), &row).await?;
        for person in people {
            self.add_dispute_party(dispute.id, *person, now).await?;
        }
        self.add_step(dispute.id, people, step, now).await
    }

    /// Enters a party of the index. Somebody who is one already stays one.
    pub async fn add_dispute_party(&mut self, id: DisputeId, person: PersonId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("insert_party.sql"), &args![id.uuid(), person.uuid(), now]).await.map(|_| ())
    }

    /// Saves the state after an event. `people`: the parties of the index, in the order of their numbers. Errors: `Stale` when somebody else
    /// changed the dispute since version `from`.
    pub async fn save_dispute(
        &mut self,
        id: DisputeId,
        from: i64,
        state: &DisputeState,
        (people, step): (&[PersonId], &StepRow),
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
            Arg::from(state.closed_at),
            Arg::from(state.version),
        ];
        if self.exec(include_str!("update_dispute.sql"), &row).await? != 1 {
            return Err(StoreError::Stale { table: "dispute", id: id.to_string() });
        }
        self.add_step(id, people, step, now).await
    }

    /// What looks saw is forgotten: the event says from now on only what the body says.
    pub async fn rewrite_dispute_step(&mut self, id: StepId, body: &str) -> Result<()> {
        self.exec(include_str!("rewrite_event.sql"), &args![id.uuid(), body]).await.map(|_| ())
    }

    /// The words of every dispute that a person is a party to go: they speak of all its parties.
    pub(crate) async fn forget_dispute_words(&mut self, person: PersonId) -> Result<()> {
        self.exec(include_str!("forget_words.sql"), &args![person.uuid()]).await.map(|_| ())
    }
}
