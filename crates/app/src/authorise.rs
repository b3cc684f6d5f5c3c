//! Asking for permits and scopes, and keeping refusals as security events.

use xinqiao_access::{Act, Moment, Permit, Purpose, Refusal, Resource, Scope, permit, scope};

use crate::audit::refused;
use crate::{App, AppError, Caller, Result};

/// The purposes that staff work under, in the order in which they are tried.
///
/// Which of them applies follows from the role: the policy gives each role its own.
pub(crate) const STAFF_PURPOSES: [Purpose; 3] = [Purpose::DutyResponse, Purpose::Service, Purpose::Screening];

impl App {
    /// A permit for one record, for a purpose. A refusal leaves a security event.
    pub(crate) async fn permit<A: Act>(&self, caller: &Caller, resource: &Resource, purpose: Purpose) -> Result<Permit<A>> {
        match permit::<A>(caller.actor(), resource, purpose, self.moment()) {
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

    /// Of the purposes that allow it, the one that shows most fields; an open emergency where it shows more than all others.
    pub(crate) fn quiet_permit<A: Act>(&self, caller: &Caller, resource: &Resource) -> Result<Permit<A>, (Purpose, Refusal)> {
        let moment = self.moment();
        let mut best: Option<Permit<A>> = None;
        let mut last = (Purpose::Service, Refusal::RoleLacksAction);
        for purpose in STAFF_PURPOSES.into_iter().chain([Purpose::Emergency]) {
            match permit::<A>(caller.actor(), resource, purpose, moment) {
                Ok(found) => {
                    if best.as_ref().is_none_or(|known| known.fields().count() < found.fields().count()) {
                        best = Some(found);
                    }
                }
                Err(why) if says(why) > says(last.1) => last = (purpose, why),
                Err(_) => {}
            }
        }
        best.ok_or(last)
    }

    /// A scope for a list under whichever purpose of staff work the caller's role has.
    pub(crate) fn staff_scope<A: Act>(&self, caller: &Caller) -> Result<Scope<A>> {
        let moment = self.moment();
        let mut last = Refusal::RoleLacksAction;
        for purpose in STAFF_PURPOSES {
            match scope::<A>(caller.actor(), purpose, moment) {
                Ok(found) => return Ok(found),
                Err(why) if says(why) > says(last) => last = why,
                Err(_) => {}
            }
        }
        Err(AppError::Denied(last))
    }

    /// A scope for a list, for a purpose.
    pub(crate) fn scope<A: Act>(&self, caller: &Caller, purpose: Purpose) -> Result<Scope<A>> {
        scope::<A>(caller.actor(), purpose, self.moment()).map_err(AppError::Denied)
    }

    /// Now, as access asks.
    pub(crate) fn moment(&self) -> Moment {
        let now = self.now();
        Moment::new(self.day(now), now)
    }

    async fn refuse<A: Act>(&self, caller: &Caller, resource: &Resource, purpose: Purpose, why: Refusal) -> AppError {
        let row = refused(self, caller, A::ACTION, resource, purpose);
        tracing::warn!(account.id = %caller.account(), action = A::ACTION.code(), reason = %why, "refused");
        match self.write_audit(&row).await {
            Err(fault) => fault,
            // existence is itself confidential
            Ok(()) if matches!(why, Refusal::OutsideScope | Refusal::NoEmergency) => AppError::NotFound,
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

/// How much a refusal says: "stored only", "approve first" and "elsewhere" say more than "not for this purpose".
const fn says(why: Refusal) -> u8 {
    match why {
        Refusal::Restricted => 5,
        Refusal::NeedsApproval => 4,
        Refusal::OutsideScope | Refusal::OneByOne => 3,
        Refusal::PurposeNotAllowed => 2,
        Refusal::Expired | Refusal::NoEmergency => 1,
        Refusal::RoleLacksAction => 0,
    }
}
