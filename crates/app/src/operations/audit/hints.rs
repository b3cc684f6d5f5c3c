//! What should be looked at twice.

use jiff::SignedDuration;
use uuid::Uuid;
use xinqiao_access::{Purpose, Resource, act};
use xinqiao_kernel::PlacePath;
use xinqiao_store::audit::{AuditRow, HintRow, Reach};

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// What somebody who looked can have found.
pub const FINDINGS: [&str; 3] = ["expected", "unclear", "misuse"];
/// How far back each run looks: the longest stretch of a rule is a day.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(25);
/// Rows that one run looks at; behind them the next run goes on.
const MOST_ROWS: i64 = 50_000;
/// Hints on the page.
const MOST_HINTS: i64 = 50;

impl App {
    /// Hints that nobody has looked at, newest first.
    pub async fn audit_hints(&self, caller: &Caller) -> Result<Vec<HintRow>> {
        let scope = self.listing(caller, self.scope::<act::ReadAudit>(caller, Purpose::Audit)).await?;
        Ok(self.inner.db.open_hints(&Reach::of(&scope, self.place()), MOST_HINTS).await?)
    }

    /// Keeps what somebody found who looked at the rows of a hint. Errors: `Invalid` for a finding that is not offered, `Conflict` when
    /// somebody was first.
    pub async fn settle_hint(&self, caller: &Caller, hint: Uuid, finding: &str) -> Result<()> {
        let place = caller.actor().assignments().first().map_or_else(PlacePath::root, |held| held.place.clone());
        let permit = self.permit::<act::ReadAudit>(caller, &Resource::at(place), Purpose::Audit).await?;
        if !FINDINGS.contains(&finding) {
            return Err(AppError::field("finding", "hint_finding", finding));
        }
        let scope = self.scope::<act::ReadAudit>(caller, Purpose::Audit)?;
        let reach = Reach::of(&scope, self.place());
        // a hint about another place answers as one that was settled: nobody learns of it
        let is_here = reach.is_whole() || self.inner.db.open_hints(&reach, MOST_HINTS).await?.iter().any(|one| one.id == hint);
        if !is_here {
            return Err(AppError::conflict("hint_settled"));
        }
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.settle_hint(&permit, hint, finding, now).await? {
            return Err(AppError::conflict("hint_settled"));
        }
        let mut row = done(self, &permit, "audit_hint", Some(hint), format!("finding={finding}"));
        row.action = "settle_audit_hint".to_owned();
        tx.audit(&row, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Looks at the rows of the last day by the rules of the pack. One hint for each rule, account and local day.
    pub(crate) async fn find_hints(&self) -> Result<()> {
        let rules = &self.audit_pack()?.hint;
        let now = self.now();
        let rows = self.inner.db.audit_since(now - LOOK_BACK, now, MOST_ROWS).await?;
        let rows: Vec<xinqiao_audit::Row> = rows.into_iter().map(AuditRow::into_sealed).collect();
        let minute = |at| {
            let time = self.local(at).time();
            u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).unwrap_or(0)
        };
        let found = xinqiao_audit::hints(&rows, rules, &minute);
        let mut tx = self.inner.db.begin().await?;
        for hint in &found {
            let key = format!("{}|{}|{}", hint.rule, hint.account, self.day(hint.until));
            tx.add_hint(self.ids().uuid(now), &key, hint, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
