//! Records whose period is over, and their deletion in batches.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_kernel::id::PersonId;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A record whose period is over and that no hold keeps. For records of no person the second id is that of its account or its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub record: Uuid,
    pub of: Uuid,
}

impl FromRow for Due {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { record: row.uuid(0)?, of: row.uuid(1)? })
    }
}

/// A line of the ledger.
#[derive(Debug, Clone)]
pub struct NewErasure {
    pub id: Uuid,
    /// code of the rule, or `request`
    pub rule: String,
    pub kept: &'static str,
    /// which record; `None` where only the number is kept
    pub record: Option<Uuid>,
    pub count: u64,
    pub run: Uuid,
}

/// How many were deleted under a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasedCount {
    pub rule: String,
    pub kept: String,
    pub count: i64,
    pub first: Timestamp,
    pub last: Timestamp,
}

impl FromRow for ErasedCount {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { rule: row.text(0)?, kept: row.text(1)?, count: row.int(2)?, first: row.at(3)?, last: row.at(4)? })
    }
}

/// One run that deleted something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub id: Uuid,
    pub at: Timestamp,
    /// records that it deleted
    pub count: i64,
}

impl FromRow for Run {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { id: row.uuid(0)?, at: row.at(1)?, count: row.int(2)? })
    }
}

struct Withdrawn(PersonId);

impl FromRow for Withdrawn {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(PersonId::from_uuid(row.uuid(0)?)))
    }
}

impl Db {
    /// Records of a kind whose period began at an instant (campaigns: on a day) or before, the oldest first. Nothing for a kind that the
    /// program does not delete. For the program's own work.
    pub async fn due_records(&self, kept: &str, begun_by: (Timestamp, Date), limit: u32) -> Result<Vec<Due>> {
        let (at, day) = begun_by;
        let limit = i64::from(limit);
        match kept {
            "shared_result" => self.all(include_str!("due_shared_result.sql"), &args![at, limit]).await,
            "campaign_result" => self.all(include_str!("due_campaign_result.sql"), &args![day, limit]).await,
            "signal" => self.all(include_str!("due_signal.sql"), &args![at, limit]).await,
            "message" => self.all(include_str!("due_message.sql"), &args![at, limit]).await,
            "login_attempt" => self.all(include_str!("due_login_attempt.sql"), &args![at, limit]).await,
            "session" => self.all(include_str!("due_session.sql"), &args![at, limit]).await,
            "data_request" => self.all(include_str!("due_data_request.sql"), &args![at, limit]).await,
            "disclosure" => self.all(include_str!("due_disclosure.sql"), &args![at, limit]).await,
            "case" => self.all(include_str!("due_case.sql"), &args![at, limit]).await,
            "referral" => self.all(include_str!("due_referral.sql"), &args![at, limit]).await,
            "green_channel" => self.all(include_str!("due_green_channel.sql"), &args![at, limit]).await,
            "dispute" => self.all(include_str!("due_dispute.sql"), &args![at, limit]).await,
            "missed_review" => self.all(include_str!("due_missed_review.sql"), &args![at, limit]).await,
            "reception" => self.all(include_str!("due_reception.sql"), &args![at, limit]).await,
            "group_entry" => self.all(include_str!("due_group_entry.sql"), &args![at, limit]).await,
            "hand_over" => self.all(include_str!("due_hand_over.sql"), &args![at, limit]).await,
            "device_result" => self.all(include_str!("due_device_result.sql"), &args![at, limit]).await,
            "device_session" => self.all(include_str!("due_device_session.sql"), &args![at, limit]).await,
            "informant_request" => self.all(include_str!("due_informant_request.sql"), &args![at, limit]).await,
            "answer_draft" => self.all(include_str!("due_answer_draft.sql"), &args![at, limit]).await,
            _ => Ok(Vec::new()),
        }
    }

    /// People with private results who took some consent back at an instant or before, by id, after one.
    pub async fn withdrawn_people(&self, by: Timestamp, after: PersonId, limit: u32) -> Result<Vec<PersonId>> {
        let rows: Vec<Withdrawn> =
            self.all(include_str!("withdrawn_people.sql"), &args![by, after.uuid(), i64::from(limit)]).await?;
        Ok(rows.into_iter().map(|Withdrawn(person)| person).collect())
    }

    /// The private results of one person that no hold keeps. For the program's own work.
    pub async fn due_private_results(&self, person: PersonId, limit: u32) -> Result<Vec<Due>> {
        self.all(include_str!("due_private_result.sql"), &args![person.uuid(), i64::from(limit)]).await
    }

    /// What was deleted since an instant, by rule: numbers only.
    pub async fn erasures(&self, since: Timestamp) -> Result<Vec<ErasedCount>> {
        self.all(include_str!("erasures.sql"), &args![since]).await
    }

    /// The runs since an instant that deleted something, newest first. What people asked to have deleted is no run.
    pub async fn retention_runs(&self, since: Timestamp, limit: u32) -> Result<Vec<Run>> {
        self.all(include_str!("runs.sql"), &args![since, i64::from(limit)]).await
    }
}

impl Tx {
    /// Deletes records of a kind; those that were there. What refers to a result stays and no longer names it.
    pub async fn delete_records(&mut self, kept: &str, records: &[Due]) -> Result<Vec<Uuid>> {
        let statement = match kept {
            "private_result" | "shared_result" | "campaign_result" => include_str!("delete_response.sql"),
            "signal" => include_str!("delete_signal.sql"),
            "message" => include_str!("delete_notice.sql"),
            "login_attempt" => include_str!("delete_login_attempt.sql"),
            "session" => include_str!("delete_session.sql"),
            "data_request" => include_str!("delete_data_request.sql"),
            "disclosure" => include_str!("delete_disclosure.sql"),
            "case" => include_str!("delete_case.sql"),
            "referral" => include_str!("delete_referral.sql"),
            "green_channel" => include_str!("delete_green_channel.sql"),
            "dispute" => include_str!("delete_dispute.sql"),
            "missed_review" => include_str!("delete_missed_review.sql"),
            "reception" => include_str!("delete_reception.sql"),
            "group_entry" => include_str!("delete_group_entry.sql"),
            "hand_over" => include_str!("delete_hand_over.sql"),
            "device_result" => include_str!("delete_device_result.sql"),
            "device_session" => include_str!("delete_device_session.sql"),
            "informant_request" => include_str!("delete_informant_request.sql"),
            "answer_draft" => include_str!("delete_answer_draft.sql"),
            _ => return Ok(Vec::new()),
        };
        let mut deleted = Vec::with_capacity(records.len());
        for due in records {
            if kept.ends_with("_result") && kept != "device_result" {
                self.detach_result(due.record).await?;
            }
            if let Some((claim, parts)) = parts_of(kept) {
                // opened again, or kept by a hold since it was found due: nothing of it goes
                if self.exec(claim, &args![due.record]).await? == 0 {
                    continue;
                }
                for part in parts {
                    self.exec(part, &args![due.record]).await?;
                }
            }
            if self.exec(statement, &args![due.record]).await? > 0 {
                deleted.push(due.record);
            }
        }
        Ok(deleted)
    }

    /// Signals and ledgers of imports stay without the result that they came from; a task to ask again goes with it.
    pub(crate) async fn detach_result(&mut self, result: Uuid) -> Result<()> {
        self.forget_retest_of(result).await?;
        self.drop_results_of(result).await?;
        self.exec(include_str!("detach_signals.sql"), &args![result]).await?;
        self.exec(include_str!("detach_imports.sql"), &args![result]).await.map(|_| ())
    }

    /// Writes a line of the ledger.
    pub async fn record_erasure(&mut self, new: &NewErasure, now: Timestamp) -> Result<()> {
        let count = i64::try_from(new.count).unwrap_or(i64::MAX);
        let row = args![new.id, &new.rule, new.kept, new.record, count, new.run, now];
        self.exec(include_str!("insert_erasure.sql"), &row).await.map(|_| ())
    }
}

/// The statement that holds a record of a kind while it goes, and what belongs to it and goes before it, in the same unit of work.
fn parts_of(kept: &str) -> Option<(&'static str, &'static [&'static str])> {
    Some(match kept {
        "case" => (
            include_str!("claim_case.sql"),
            &[
                include_str!("delete_case_event.sql"),
                include_str!("delete_case_seat.sql"),
                include_str!("delete_case_warning.sql"),
                include_str!("delete_case_guided.sql"),
                include_str!("delete_case_reach.sql"),
            ],
        ),
        "referral" => (
            include_str!("claim_referral.sql"),
            &[include_str!("delete_referral_event.sql"), include_str!("delete_referral_sight.sql")],
        ),
        "green_channel" => (
            include_str!("claim_green_channel.sql"),
            &[include_str!("delete_protocol_entry.sql"), include_str!("delete_protocol_account.sql")],
        ),
        "dispute" => (
            include_str!("claim_dispute.sql"),
            &[include_str!("delete_dispute_event.sql"), include_str!("delete_dispute_party.sql")],
        ),
        "missed_review" => (include_str!("claim_missed_review.sql"), &[include_str!("delete_missed_review_event.sql")]),
        "reception" => (include_str!("claim_reception.sql"), &[include_str!("delete_reception_event.sql")]),
        "group_entry" => (include_str!("claim_group_entry.sql"), &[include_str!("delete_group_event.sql")]),
        _ => return None,
    })
}
