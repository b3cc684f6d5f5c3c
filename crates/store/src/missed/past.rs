//! What the program knew about a person before an event: codes and times, and the roles of those who decided, never their names.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AccountId, PersonId, SignalId};

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// Rows of each kind on one page.
const MOST: i64 = 100;

/// A signal of before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastSignal {
    pub id: SignalId,
    /// pack, version, code
    pub rule: (String, String, String),
    pub level: String,
    pub source: String,
    pub raised_at: Timestamp,
    pub dismissed_at: Option<Timestamp>,
    pub dismissed_by: Option<AccountId>,
    pub dismiss_reason: Option<String>,
    pub warning: Option<Uuid>,
    pub expires_at: Timestamp,
}

impl FromRow for PastSignal {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: SignalId::from_uuid(row.uuid(0)?),
            rule: (row.text(1)?, row.text(2)?, row.text(3)?),
            level: row.text(4)?,
            source: row.text(5)?,
            raised_at: row.at(6)?,
            dismissed_at: row.at_opt(7)?,
            dismissed_by: row.uuid_opt(8)?.map(AccountId::from_uuid),
            dismiss_reason: row.text_opt(9)?,
            warning: row.uuid_opt(10)?,
            expires_at: row.at(11)?,
        })
    }
}

/// A sheet of before that was shared; how many signals the rules raised of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastSheet {
    pub instrument: String,
    pub version: String,
    pub answered_at: Timestamp,
    pub signals: i64,
}

impl FromRow for PastSheet {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { instrument: row.text(0)?, version: row.text(1)?, answered_at: row.at(2)?, signals: row.int(3)? })
    }
}

/// A warning of before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastWarning {
    pub number: String,
    pub level: String,
    pub step: String,
    pub ending: String,
    pub opened_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

impl FromRow for PastWarning {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            number: row.text(0)?,
            level: row.text(1)?,
            step: row.text(2)?,
            ending: row.text(3)?,
            opened_at: row.at(4)?,
            closed_at: row.at_opt(5)?,
        })
    }
}

impl Db {
    /// Signals about the permit's person from one instant to before another, the latest first.
    pub async fn past_signals(
        &self,
        permit: &Permit<act::ReviewMissed>,
        span: (Timestamp, Timestamp),
    ) -> Result<Vec<PastSignal>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("past_signals.sql"), &args![person.uuid(), span.0, span.1, MOST]).await
    }

    /// Sheets of the permit's person that were shared; that there were private ones nobody is told.
    pub async fn past_sheets(&self, permit: &Permit<act::ReviewMissed>, span: (Timestamp, Timestamp)) -> Result<Vec<PastSheet>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("past_sheets.sql"), &args![person.uuid(), span.0, span.1, MOST]).await
    }

    /// Warnings about the permit's person that ran in a span.
    pub async fn past_warnings(
        &self,
        permit: &Permit<act::ReviewMissed>,
        span: (Timestamp, Timestamp),
    ) -> Result<Vec<PastWarning>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("past_warnings.sql"), &args![person.uuid(), span.0, span.1, MOST]).await
    }

    /// Who dismissed signals about a person in a span: for the program's own choice of who reviews.
    pub async fn deciders_before(&self, person: PersonId, span: (Timestamp, Timestamp)) -> Result<Vec<AccountId>> {
        let found: Vec<Uuid> = self.all(include_str!("deciders.sql"), &args![person.uuid(), span.0, span.1]).await?;
        Ok(found.into_iter().map(AccountId::from_uuid).collect())
    }

    /// A role that an account had on a day; none for somebody who had none.
    pub async fn role_on(&self, account: AccountId, day: Date) -> Result<Option<String>> {
        self.opt(include_str!("role_of.sql"), &args![account.uuid(), day]).await
    }
}
