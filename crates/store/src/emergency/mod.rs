//! Emergencies: who opened whose records, why, until when, and what came of it.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Clause, Permit, Relation, Scope, act};
use xinqiao_kernel::id::{AccountId, EmergencyId, PersonId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::{Class, Field};

use crate::accounts::OnDuty;
use crate::arg::{Arg, args};
use crate::fields::{ACCOUNT_NAME, class_arg};
use crate::people::{Person, Whereabouts};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// People born on one day that a search by name looks through.
const MOST_BORN: i64 = 2_000;

/// The opener's words.
pub(crate) const WORDS: Field = Field::new("emergency", "words_sealed");
/// The reviewer's words.
pub(crate) const VERDICT_WORDS: Field = Field::new("emergency", "verdict_words_sealed");
/// Why telling the person waits.
pub(crate) const HOLD_REASON: Field = Field::new("emergency", "hold_reason_sealed");

/// One emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyRow {
    pub id: EmergencyId,
    pub account: AccountId,
    /// name of who opened it
    pub name: String,
    pub role: String,
    pub person: PersonId,
    pub place: PlacePath,
    pub reason: String,
    pub words: String,
    pub opened_at: Timestamp,
    pub until_at: Timestamp,
    pub seen_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    /// opener, time or clock
    pub ended_by: Option<String>,
    pub review_due_at: Timestamp,
    pub escalated_at: Option<Timestamp>,
    /// justified or not_justified
    pub verdict: Option<String>,
    pub verdict_words: Option<String>,
    pub reviewed_at: Option<Timestamp>,
    pub hold_reason: Option<String>,
    pub hold_until: Option<Timestamp>,
    pub told_at: Option<Timestamp>,
    /// message or in_person
    pub told_how: Option<String>,
}

impl FromRow for EmergencyRow {
    fn from_row(row: &Row) -> Result<Self> {
        let (id, account) = (row.uuid(0)?, row.uuid(1)?);
        Ok(Self {
            id: EmergencyId::from_uuid(id),
            account: AccountId::from_uuid(account),
            name: row.class_text(2, Class::Account, &ACCOUNT_NAME.of(account))?,
            role: row.text(3)?,
            person: PersonId::from_uuid(row.uuid(4)?),
            place: row.parsed(5, "emergency", "place_path", "a place path")?,
            reason: row.text(6)?,
            words: row.class_text(7, Class::Account, &WORDS.of(id))?,
            opened_at: row.at(8)?,
            until_at: row.at(9)?,
            seen_at: row.at(10)?,
            ended_at: row.at_opt(11)?,
            ended_by: row.text_opt(12)?,
            review_due_at: row.at(13)?,
            escalated_at: row.at_opt(14)?,
            verdict: row.text_opt(15)?,
            verdict_words: row.class_text_opt(16, Class::Account, &VERDICT_WORDS.of(id))?,
            reviewed_at: row.at_opt(17)?,
            hold_reason: row.class_text_opt(18, Class::Account, &HOLD_REASON.of(id))?,
            hold_until: row.at_opt(19)?,
            told_at: row.at_opt(20)?,
            told_how: row.text_opt(21)?,
        })
    }
}

/// An emergency to be written.
#[derive(Debug, Clone)]
pub struct NewEmergency {
    pub id: EmergencyId,
    pub reason: String,
    pub words: String,
    pub until_at: Timestamp,
    pub review_due_at: Timestamp,
}

struct Untold(AccountId, Timestamp);

impl FromRow for Untold {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(AccountId::from_uuid(row.uuid(0)?), row.at(1)?))
    }
}

impl Tx {
    /// Opens an emergency for the person of the permit.
    pub async fn open_emergency(
        &mut self,
        permit: &Permit<act::BreakGlass>,
        person: PersonId,
        new: &NewEmergency,
        now: Timestamp,
    ) -> Result<()> {
        let words = class_arg(&self.vault(), Class::Account, &WORDS.of(new.id.uuid()), new.words.as_bytes())?;
        let row = [
            args![
                new.id.uuid(),
                permit.account().uuid(),
                permit.role().code(),
                person.uuid(),
                permit.place().as_str(),
                &new.reason,
            ]
            .to_vec(),
            vec![words],
            args![now, new.until_at, new.review_due_at].to_vec(),
        ]
        .concat();
        self.exec(include_str!("insert.sql"), &row).await.map(|_| ())
    }

    /// Notes that it was seen open at an instant.
    pub async fn see_emergency(&mut self, id: EmergencyId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("see.sql"), &args![id.uuid(), now]).await.map(|_| ())
    }

    /// Ends it; false when it had ended.
    pub async fn end_emergency(&mut self, id: EmergencyId, at: Timestamp, by: &str) -> Result<bool> {
        Ok(self.exec(include_str!("end.sql"), &args![id.uuid(), at, by]).await? > 0)
    }

    /// Notes that nobody reviewed it in time; false when that was noted, or somebody did.
    pub async fn escalate_emergency(&mut self, id: EmergencyId, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("escalate.sql"), &args![id.uuid(), now]).await? > 0)
    }

    /// Keeps a verdict; false when there is one, or for the opener.
    pub async fn review_emergency(
        &mut self,
        permit: &Permit<act::ReviewBreakGlass>,
        id: EmergencyId,
        verdict: &str,
        words: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let words = class_arg(&self.vault(), Class::Account, &VERDICT_WORDS.of(id.uuid()), words.as_bytes())?;
        let row = [Arg::from(id.uuid()), Arg::from(verdict), words, Arg::from(permit.account().uuid()), Arg::from(now)];
        Ok(self.exec(include_str!("review.sql"), &row).await? > 0)
    }

    /// Holds telling the person back; false when they were told or it is held back already.
    pub async fn hold_emergency(
        &mut self,
        permit: &Permit<act::ReviewBreakGlass>,
        id: EmergencyId,
        reason: &str,
        until: Timestamp,
    ) -> Result<bool> {
        let reason = class_arg(&self.vault(), Class::Account, &HOLD_REASON.of(id.uuid()), reason.as_bytes())?;
        let row = [Arg::from(id.uuid()), reason, Arg::from(permit.account().uuid()), Arg::from(until)];
        Ok(self.exec(include_str!("hold.sql"), &row).await? > 0)
    }

    /// Notes that the person was told; false when they were before.
    pub async fn tell_emergency(&mut self, id: EmergencyId, how: &str, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("tell.sql"), &args![id.uuid(), now, how]).await? > 0)
    }
}

impl Db {
    /// One emergency: what an access decision about it needs, and the page of whoever opened it.
    pub async fn emergency(&self, id: EmergencyId) -> Result<Option<EmergencyRow>> {
        self.opt(include_str!("by_id.sql"), &args![id.uuid()]).await
    }

    /// Those of an account that have not ended.
    pub async fn live_emergencies_of(&self, account: AccountId) -> Result<Vec<EmergencyRow>> {
        self.all(include_str!("live_of_account.sql"), &args![account.uuid()]).await
    }

    /// Those of an account, newest first.
    pub async fn emergencies_of(&self, account: AccountId, limit: i64) -> Result<Vec<EmergencyRow>> {
        self.all(include_str!("of_account.sql"), &args![account.uuid(), limit]).await
    }

    /// All that have not ended, for the program's own sweep.
    pub async fn live_emergencies(&self, limit: i64) -> Result<Vec<EmergencyRow>> {
        self.all(include_str!("live.sql"), &args![limit]).await
    }

    /// Those whose person is to be told by now.
    pub async fn untold_emergencies(&self, now: Timestamp, limit: i64) -> Result<Vec<EmergencyRow>> {
        self.all(include_str!("untold.sql"), &args![now, limit]).await
    }

    /// Those that nobody reviewed in time.
    pub async fn late_emergencies(&self, now: Timestamp, limit: i64) -> Result<Vec<EmergencyRow>> {
        self.all(include_str!("late.sql"), &args![now, limit]).await
    }

    /// Those to review below the scope's places, and those reviewed since an instant; what waits first.
    pub async fn emergencies_to_review(
        &self,
        scope: &Scope<act::ReviewBreakGlass>,
        since: Timestamp,
        limit: i64,
    ) -> Result<Vec<EmergencyRow>> {
        let mut found: Vec<EmergencyRow> = Vec::new();
        for clause in scope.clauses() {
            let (Clause::Below(range) | Clause::Related(range, Relation::NotAuthor, _)) = clause else { continue };
            let row = args![&range.from, &range.below, since, limit];
            let rows: Vec<EmergencyRow> = self.all(include_str!("below.sql"), &row).await?;
            for row in rows {
                if row.account != scope.account() && found.iter().all(|known| known.id != row.id) {
                    found.push(row);
                }
            }
        }
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(found)
    }

    /// How many an account opened since an instant.
    pub async fn emergencies_since(&self, account: AccountId, since: Timestamp) -> Result<i64> {
        Ok(self.opt(include_str!("count_since.sql"), &args![account.uuid(), since]).await?.unwrap_or(0))
    }

    /// How often an account searched for nobody since an instant.
    pub async fn emergency_misses(&self, account: AccountId, since: Timestamp) -> Result<i64> {
        Ok(self.opt(include_str!("misses.sql"), &args![account.uuid(), since]).await?.unwrap_or(0))
    }

    /// How many readings an emergency served.
    pub async fn emergency_readings(&self, row: &EmergencyRow) -> Result<i64> {
        let end = row.ended_at.unwrap_or(Timestamp::MAX);
        let values = args![row.account.uuid(), row.person.uuid(), row.opened_at, end];
        Ok(self.opt(include_str!("readings.sql"), &values).await?.unwrap_or(0))
    }

    /// Emergencies of a person of which they have not been told: who opened them, and since when.
    pub async fn untold_of_person(&self, person: PersonId) -> Result<Vec<(AccountId, Timestamp)>> {
        let found: Vec<Untold> = self.all(include_str!("untold_of_person.sql"), &args![person.uuid()]).await?;
        Ok(found.into_iter().map(|Untold(account, at)| (account, at)).collect())
    }

    /// Security administrators and heads of departments of a place and of those above it, nearest place first.
    pub async fn reviewers_over(&self, place: &PlacePath, today: Date, limit: i64) -> Result<Vec<OnDuty>> {
        let mut row: Vec<Arg> = place.upwards().take(8).map(|above| Arg::from(above.as_str())).collect();
        row.resize(8, Arg::Text(None));
        row.push(today.into());
        row.push(limit.into());
        self.all(include_str!("reviewers_over.sql"), &row).await
    }

    /// People with exactly this name who were born on a day: where they belong, for somebody who may open an emergency.
    pub async fn people_named(&self, _permit: &Permit<act::BreakGlass>, name: &str, born: Date) -> Result<Vec<Whereabouts>> {
        let born_then: Vec<Person> = self.all(include_str!("born_on.sql"), &args![born, MOST_BORN]).await?;
        let named = born_then.into_iter().filter(|person| person.name == name);
        let mut found = Vec::new();
        for one in named {
            found.extend(self.whereabouts(one.id).await?);
        }
        Ok(found)
    }
}
