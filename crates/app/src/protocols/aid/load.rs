//! Loading an aid file, for those who work on it.

use xinqiao_access::{Permit, Resource, act};
use xinqiao_referrals::victim_aid::{Owing, VictimAid, What};
use xinqiao_referrals::{AidId, Entry};
use xinqiao_store::audit::NewAudit;
use xinqiao_store::referrals::{ProtocolRow, StepRow};

use crate::audit::done;
use crate::protocols::kept::{AID, Standing, entries};
use crate::referrals::damaged;
use crate::{App, AppError, Caller, Result};

/// An aid file as it is kept.
pub(in crate::protocols) struct LoadedAid {
    pub row: ProtocolRow,
    pub aid: VictimAid,
    pub entries: Vec<(StepRow, Entry<What>)>,
}

/// Folds rows. Errors: `NotFound` after erasure, `Broken` for a damaged history.
pub(in crate::protocols) fn folded(row: ProtocolRow, rows: Vec<StepRow>) -> Result<LoadedAid> {
    let entries = entries(rows)?;
    let aid = VictimAid::replay(entries.iter().map(|(_, entry)| entry))
        .map_err(|fault| damaged("the history of an aid file is damaged", fault))?;
    Ok(LoadedAid { row, aid, entries })
}

/// What is owed as a code: the step, or `further`.
pub(super) const fn owing_code(owing: Owing) -> &'static str {
    match owing {
        Owing::Step(step) => step.code(),
        Owing::Further => "further",
    }
}

/// What stands: whoever owes something, whom the file names, and who asked a further question.
pub(in crate::protocols) fn aid_standing(aid: &VictimAid) -> Standing {
    let owed: Vec<_> =
        aid.owing().into_iter().map(|(owing, open)| (open.owner.account, owing_code(owing).to_owned(), open.due_at)).collect();
    let workers = aid.named().iter().copied().chain(owed.iter().map(|(account, ..)| *account)).collect();
    Standing { referral: None, owed, workers }
}

impl App {
    /// An aid file, for whom it names or who owes something of it. To everybody else there is none.
    ///
    /// Errors: `NotFound` for everybody else, `Denied` for a role without the action.
    pub(super) async fn aid_seat(&self, caller: &Caller, id: AidId) -> Result<(LoadedAid, Permit<act::WorkOnAid>)> {
        // a role without the action is refused before anything is looked up
        self.listing(caller, self.staff_scope::<act::WorkOnAid>(caller)).await?;
        let row = self.inner.db.protocol_place(id.uuid()).await?;
        let row = row.filter(|row| row.kind == AID.code).ok_or(AppError::NotFound)?;
        let works = self.inner.db.protocol_workers(row.id).await?.contains(&caller.account());
        let permit = match self.worker_permit::<act::WorkOnAid>(caller, row.person).filter(|_| works) {
            Some(permit) => permit,
            // the security event names the place and not the person
            None => self.staff_permit::<act::WorkOnAid>(caller, &Resource::at(row.place.clone())).await?,
        };
        let rows = self.inner.db.protocol_steps(&permit, &row).await?;
        Ok((folded(row, rows)?, permit))
    }
}

/// The audit row of something done with a file: it names the file and not the person, so that it does not stand among what others see of them.
pub(super) fn sealed<A: xinqiao_access::Act>(
    app: &App,
    permit: &Permit<A>,
    id: Option<uuid::Uuid>,
    detail: impl Into<String>,
) -> NewAudit {
    NewAudit { person: None, ..done(app, permit, AID.code, id, detail) }
}
