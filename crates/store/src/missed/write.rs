//! Writing reviews: state and event together.

use jiff::Timestamp;
use xinqiao_kernel::id::{MissedReviewId, PersonId};

use super::{MissedEventRow, MissedRow, MissedState};
use crate::arg::Arg;
use crate::{Result, StoreError, Tx};

impl Tx {
    /// Opens a review with its first event. Errors: `Duplicate` for an id that is there, and for a source that has one.
    pub async fn open_missed(&mut self, review: &MissedRow, step: &MissedEventRow, now: Timestamp) -> Result<()> {
        let [owner, owner_path, due] = review.state.owed_args();
        let row = [
            Arg::from(review.id.uuid()),
            Arg::from(review.place.as_str()),
            Arg::from(review.person.map(|person| person.uuid())),
            Arg::from(&review.event),
            Arg::from(&review.cause),
            Arg::from(review.source),
            Arg::from(review.event_at),
            Arg::from(&review.state.stage),
            owner,
            owner_path,
            due,
            Arg::from(&review.state.mark),
            Arg::from(review.opened_at),
            Arg::from(review.state.closed_at),
            Arg::from(review.state.version),
            Arg::from(now),
        ];
        self.exec(include_str!("insert_review.sql"), &row).await?;
        self.add_missed_event(review.id, review.person, (step, false), now).await
    }

    /// Saves the state after an event; words that are for whoever keeps the rules are not about the person. Errors: `Stale` when somebody else
    /// changed the review since version `from`.
    pub async fn save_missed(
        &mut self,
        (id, person): (MissedReviewId, Option<PersonId>),
        from: i64,
        state: &MissedState,
        step: (&MissedEventRow, bool),
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
            Arg::from(&state.mark),
            Arg::from(state.closed_at),
            Arg::from(state.version),
        ];
        if self.exec(include_str!("update_review.sql"), &row).await? != 1 {
            return Err(StoreError::Stale { table: "missed_review", id: id.to_string() });
        }
        self.add_missed_event(id, person, step, now).await
    }
}
