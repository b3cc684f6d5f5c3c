//! Somebody says what came of a task to ask again.

use xinqiao_access::act;
use xinqiao_kernel::id::RetestId;
use xinqiao_psychometrics::retest::{Ending, Refusal, Way, end};

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// The longest words, in characters.
const LONGEST: usize = 1_000;

impl App {
    /// Ends a task. The same answer twice changes nothing.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Invalid` on `ending` or `note`, `Conflict` when somebody said otherwise.
    pub async fn settle_retest(&self, caller: &Caller, id: RetestId, ending: &str, note: Option<&str>) -> Result<()> {
        let row = self.inner.db.retest_place(id).await?.ok_or(AppError::NotFound)?;
        let permit = self.staff_permit::<act::AskAgain>(caller, &self.retest_resource(&row).await?).await?;
        let note = note.map(str::trim).filter(|text| !text.is_empty());
        let wanted = Ending::from_code(ending).ok_or_else(|| AppError::field("ending", "fault-retest-ending", ending))?;
        let long = note.map_or(0, |text| text.chars().count());
        if LONGEST < long {
            return Err(AppError::field("note", "fault-retest-long", long.to_string()));
        }
        let way = Way::from_code(&row.way).ok_or_else(|| AppError::broken("a task has an unknown way"))?;
        let ended = row.settled.as_ref().and_then(|settled| Ending::from_code(&settled.0));
        match end(way, ended, wanted, note.is_some()) {
            Ok(_) | Err(Refusal::Ended) => {}
            Err(Refusal::TalkOwed) => return Err(AppError::field("ending", "fault-retest-talk", ending)),
            Err(Refusal::NoReason) => return Err(AppError::field("note", "fault-retest-reason", "")),
        }
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.settle_retest(&permit, id, (wanted.code(), note), now).await? {
            drop(tx);
            let kept = self.inner.db.retest(&permit, id).await?.and_then(|row| row.settled);
            let same = kept.is_some_and(|(known, _, by)| by == Some(caller.account()) && known == wanted.code());
            return if same { Ok(()) } else { Err(AppError::conflict("retest_settled")) };
        }
        tx.audit(&done(self, &permit, "retest_task", Some(id.uuid()), format!("ending={}", wanted.code())), now).await?;
        Ok(tx.commit().await?)
    }
}
