//! One step of a review.

use std::collections::BTreeSet;

use xinqiao_access::act;
use xinqiao_kernel::Owner;
use xinqiao_kernel::id::{AccountId, MissedReviewId, StepId};
use xinqiao_store::audit::NewAudit;
use xinqiao_warnings::quality::missed::{Change, Findings, advise, agree, close, hand_over, note, send_back};

use super::fold::{Loaded, event_row, folded, refused};
use super::record::LONGEST;
use crate::{App, AppError, Caller, Result};

/// What somebody does with a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MissedInput {
    /// writes something down
    Note,
    /// a proposal to whoever keeps the rules, about a mark as forms send it; it names nobody
    Advise {
        about: String,
    },
    /// the first person would close it; the note is the lesson
    Close {
        finding: String,
        also: Vec<String>,
        mark: String,
    },
    /// the second person agrees
    Agree,
    /// the second person does not; the note says why
    SendBack,
    HandOver {
        to: AccountId,
    },
}

/// A step with what every form carries.
#[derive(Debug, Clone)]
pub struct MissedStep {
    /// made when the form was shown: the same form sent twice changes nothing the second time
    pub id: StepId,
    pub note: Option<String>,
    pub input: MissedInput,
}

impl App {
    /// Does a step. Doing it twice with the same id is harmless.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Conflict` when it is not its turn, or for the same person twice,
    /// `Invalid` on `note`, `finding`, `mark` or `owner`.
    pub async fn missed_step(&self, caller: &Caller, id: MissedReviewId, step: &MissedStep) -> Result<()> {
        let row = self.inner.db.missed_place(id).await?.ok_or(AppError::NotFound)?;
        let at = self.missed_resource(&row.place, row.person).await?;
        let permit = self.staff_permit::<act::ReviewMissed>(caller, &at).await?;
        let load = async || -> Result<Loaded> {
            let (row, rows) = self.inner.db.missed(&permit, id).await?.ok_or(AppError::NotFound)?;
            folded(row, rows)
        };
        let loaded = load().await?;
        if loaded.review.knows(step.id) {
            return Ok(());
        }
        let long = step.note.as_deref().map_or(0, |note| note.chars().count());
        if LONGEST < long {
            return Err(AppError::field("note", "fault-missed-long", long.to_string()));
        }
        let change = self.decided_missed(caller, &permit, &loaded, step).await?;
        let word = change.entry.as_ref().map_or("again", |entry| entry.step.word());
        let audit = self.missed_audit(&permit, &loaded.row, word);
        match self.save_missed_step(&loaded, &change, Some(caller.account()), audit).await {
            Err(AppError::Conflict { .. }) if load().await?.review.knows(step.id) => Ok(()),
            other => other,
        }
    }

    async fn decided_missed(
        &self,
        caller: &Caller,
        permit: &xinqiao_access::Permit<act::ReviewMissed>,
        loaded: &Loaded,
        step: &MissedStep,
    ) -> Result<Change> {
        let review = &loaded.review;
        let act = self.reviewing(caller, step.id, step.note.as_deref());
        let (rules, clock) = (self.review_rules()?, self.review_clock()?);
        let marked = async |text: &str| {
            let past = self.missed_past(permit, review.opened().event_at).await?;
            let found = self.mark_choices(&loaded.row.place, &past)?.into_iter().find(|choice| choice.value == text);
            found.map(|choice| choice.mark).ok_or_else(|| AppError::field("mark", "fault-missed-choice", text))
        };
        let code = |text: &String| text.parse().map_err(|_| AppError::field("finding", "fault-missed-choice", text.clone()));
        let change = match &step.input {
            MissedInput::Note => note(review, &act),
            MissedInput::Advise { about } => advise(review, &act, marked(about).await?),
            MissedInput::Close { finding, also, mark } => {
                let also = also.iter().map(code).collect::<Result<BTreeSet<_>>>()?;
                let findings = Findings { finding: code(finding)?, also, mark: marked(mark).await? };
                close(review, &act, findings, rules, &clock)
            }
            MissedInput::Agree => agree(review, &act),
            MissedInput::SendBack => send_back(review, &act, rules, &clock),
            MissedInput::HandOver { to } => {
                let there = self.reviewers(&loaded.row.place, self.now()).await?;
                let found = there.into_iter().find(|one| one.account == *to);
                let owner = found.map(|one| Owner { account: one.account, place: one.place });
                hand_over(review, &act, owner.ok_or_else(|| AppError::field("owner", "fault-missed-owner", to.to_string()))?)
            }
        };
        change.map_err(refused)
    }

    /// Saves a change of a loaded review, with messages and the audit row; nothing is written for a step that is known already.
    pub(super) async fn save_missed_step(
        &self,
        before: &Loaded,
        change: &Change,
        by: Option<AccountId>,
        audit: NewAudit,
    ) -> Result<()> {
        let Some(entry) = &change.entry else { return Ok(()) };
        let now = self.now();
        let from = before.row.state.version;
        let mut state = self.missed_state(&change.now, from + 1)?;
        if before.row.state.closed_at.is_some() {
            // what is said after the end changes nothing about it
            state = xinqiao_store::missed::MissedState { version: from + 1, ..before.row.state.clone() };
        }
        let row = xinqiao_store::missed::MissedRow { state: state.clone(), ..before.row.clone() };
        let mut tx = self.inner.db.begin().await?;
        let step = (&event_row(entry, from + 1)?, entry.step.is_for_keepers());
        tx.save_missed((row.id, row.person), from, &state, step, now).await?;
        self.tell_of_missed(&mut tx, &row, change, by).await?;
        tx.audit(&audit, now).await?;
        Ok(tx.commit().await?)
    }
}
