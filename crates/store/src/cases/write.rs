//! Writing cases: the row, its events and its seats, in one transaction of the caller.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_kernel::id::{CaseId, PersonId, WarningId};

use super::{CaseEventRow, CaseRow, CaseState, SeatRow, ToTell};
use crate::arg::{Arg, args};
use crate::fields::{CASE_EVENT_BODY, own_arg};
use crate::{Result, StoreError, Tx};

impl Tx {
    /// How many cases have a number that begins with `prefix` (`C20261123-`).
    pub async fn cases_numbered(&mut self, prefix: &str) -> Result<i64> {
        // '.' follows '-' in every encoding we use, so this is exactly "begins with …-"
        let below = format!("{}.", prefix.trim_end_matches('-'));
        Ok(self.opt(include_str!("count_of_day.sql"), &args![prefix, below]).await?.unwrap_or(0))
    }

    /// Opens a case with its first event, its seats and the warnings that it came from.
    ///
    /// Errors: `Duplicate` when the person has an open case.
    pub async fn open_case(
        &mut self,
        case: &CaseRow,
        event: &CaseEventRow,
        seats: &[SeatRow],
        warnings: &[WarningId],
        now: Timestamp,
    ) -> Result<()> {
        let state = &case.state;
        let row = args![
            case.id.uuid(),
            &case.number,
            case.person.uuid(),
            case.place.as_str(),
            &case.kind,
            &state.status,
            state.responsible.uuid(),
            state.next_due_on,
            state.version,
            case.opened_at,
            state.closed_at,
            now
        ];
        self.exec(include_str!("insert_case.sql"), &row).await?;
        self.add_case_event(case.id, event, now).await?;
        self.save_seats(case.id, seats, now).await?;
        for warning in warnings {
            self.exec(include_str!("insert_warning.sql"), &args![case.id.uuid(), warning.uuid(), now]).await?;
        }
        Ok(())
    }

    /// Saves the state after an event. Errors: `Stale` when somebody else changed the case since version `from`.
    pub async fn save_case(
        &mut self,
        id: CaseId,
        from: i64,
        state: &CaseState,
        event: &CaseEventRow,
        (seats, gone): (&[SeatRow], &[SeatRow]),
        now: Timestamp,
    ) -> Result<()> {
        let row =
            args![id.uuid(), from, &state.status, state.responsible.uuid(), state.next_due_on, state.version, state.closed_at];
        if self.exec(include_str!("update_case.sql"), &row).await? != 1 {
            return Err(StoreError::Stale { table: "case", id: id.to_string() });
        }
        self.add_case_event(id, event, now).await?;
        self.save_seats(id, seats, now).await?;
        for seat in gone {
            self.exec(include_str!("delete_seat.sql"), &args![id.uuid(), seat.account.uuid()]).await?;
        }
        Ok(())
    }

    /// Notes that an account was told of what it owes until a day, and when it is told next; false when another sweep was first.
    pub async fn told_of_case(&mut self, told: &ToTell, until: Date, next: Option<Date>) -> Result<bool> {
        let row = args![told.case.uuid(), told.account.uuid(), told.tell_on, until, next];
        Ok(self.exec(include_str!("told.sql"), &row).await? == 1)
    }

    async fn save_seats(&mut self, id: CaseId, seats: &[SeatRow], now: Timestamp) -> Result<()> {
        for seat in seats {
            let row = args![id.uuid(), seat.account.uuid(), seat.owes_on, seat.told_until, seat.tell_on, now];
            self.exec(include_str!("save_seat.sql"), &row).await?;
        }
        Ok(())
    }

    async fn add_case_event(&mut self, case: CaseId, event: &CaseEventRow, now: Timestamp) -> Result<()> {
        let about: Option<Uuid> = self.opt(include_str!("person_of.sql"), &args![case.uuid()]).await?;
        let key = self.key_of(PersonId::from_uuid(about.unwrap_or_default())).await?;
        let row = [
            Arg::from(event.id.uuid()),
            Arg::from(case.uuid()),
            Arg::from(event.seq),
            Arg::from(event.account.uuid()),
            Arg::from(&event.kind),
            own_arg(&key, &CASE_EVENT_BODY.of(event.id.uuid()), &event.body)?,
            Arg::from(event.at),
            Arg::from(now),
        ];
        self.exec(include_str!("insert_event.sql"), &row).await.map(|_| ())
    }
}
