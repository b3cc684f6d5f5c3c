//! Asking for permits and scopes, and keeping refusals as security events.

use xinqiao_access::{Act, Permit, Purpose, Refusal, Resource, Scope, permit, scope};

use crate::audit::refused;
use crate::{App, AppError, Caller, Result};

/// The purposes that staff work under, in the order in which they are tried.
///
/// Which of them applies follows from the role: the policy gives each role its own.
const STAFF_PURPOSES: [Purpose; 3] = [Purpose::DutyResponse, Purpose::Service, Purpose::Screening];

impl App {
    /// A permit for one record, for a purpose. A refusal leaves a security event.
    pub(crate) async fn permit<A: Act>(&self, caller: &Caller, resource: &Resource, purpose: Purpose) -> Result<Permit<A>> {
        let today = self.day(self.now());
        match permit::<A>(caller.actor(), resource, purpose, today) {
            Ok(permit) => Ok(permit),
            Err(why) => Err(self.refuse::<A>(caller, resource, purpose, why).await),
        }
    }

    /// A permit for one record under whichever purpose of staff work the caller's role has.
    pub(crate) async fn staff_permit<A: Act>(&self, caller: &Caller, resource: &Resource) -> Result<Permit<A>> {
        match self.quiet_permit::<A>(caller, resource) {
            Ok(permit) => Ok(permit),
            Err((purpose, why)) => Err(self.refuse::<A>(caller, resource, purpose, why).await),
        }
    }

    /// May the caller do it? For showing or hiding a button; leaves no trace.
    pub(crate) fn may<A: Act>(&self, caller: &Caller, resource: &Resource) -> bool {
        self.quiet_permit::<A>(caller, resource).is_ok()
    }

    /// Of the purposes that allow it, the one that shows most fields.
    pub(crate) fn quiet_permit<A: Act>(&self, caller: &Caller, resource: &Resource) -> Result<Permit<A>, (Purpose, Refusal)> {
        let today = self.day(self.now());
        let mut best: Option<Permit<A>> = None;
        let mut last = (Purpose::Service, Refusal::RoleLacksAction);
        for purpose in STAFF_PURPOSES {
            match permit::<A>(caller.actor(), resource, purpose, today) {
                Ok(found) => {
                    if best.as_ref().is_none_or(|known| known.fields().count() < found.fields().count()) {
                        best = Some(found);
                    }
                }
                // "outside" says more than "not for this purpose": the role has the action, the record is elsewhere
                Err(why) if why == Refusal::OutsideScope || last.1 == Refusal::RoleLacksAction => last = (purpose, why),
                Err(_) => {}
            }
        }
        best.ok_or(last)
    }

    /// A scope for a list under whichever purpose of staff work the caller's role has.
    pub(crate) fn staff_scope<A: Act>(&self, caller: &Caller) -> Result<Scope<A>> {
        let today = self.day(self.now());
        let mut last = Refusal::RoleLacksAction;
        for purpose in STAFF_PURPOSES {
            match scope::<A>(caller.actor(), purpose, today) {
                Ok(found) => return Ok(found),
                Err(why) if last == Refusal::RoleLacksAction => last = why,
                Err(_) => {}
            }
        }
        Err(AppError::Denied(last))
    }

    /// A scope for a list, for a purpose.
    pub(crate) fn scope<A: Act>(&self, caller: &Caller, purpose: Purpose) -> Result<Scope<A>> {
        scope::<A>(caller.actor(), purpose, self.day(self.now())).map_err(AppError::Denied)
    }

    async fn refuse<A: Act>(&self, caller: &Caller, resource: &Resource, purpose: Purpose, why: Refusal) -> AppError {
        let row = refused(self, caller, A::ACTION, resource, purpose);
        tracing::warn!(account.id = %caller.account(), action = A::ACTION.code(), reason = %why, "refused");
        match self.write_audit(&row).await {
            Err(fault) => fault,
            // existence is itself confidential
            Ok(()) if why == Refusal::OutsideScope => AppError::NotFound,
            Ok(()) => AppError::Denied(why),
        }
    }

    async fn write_audit(&self, row: &xinqiao_store::audit::NewAudit) -> Result<()> {
        let mut tx = self.inner.db.begin().await?;
        tx.audit(row, self.now()).await?;
        tx.commit().await?;
        Ok(())
    }
}
