//! The audit, for the audit administrator: looking rows up, taking them out, whether the chain holds, what to look at twice.

mod chain;
mod export;
mod hints;
mod search;
mod settings;

pub use chain::ChainState;
pub use export::{ExportAsked, ExportFormat, Exported, REASONS};
pub use hints::FINDINGS;
pub use search::{ActionKind, AuditDetail, AuditPage, AuditQuery};
pub use settings::{AuditSettings, Heads};
pub use xinqiao_audit::{Fault, Kept, Suite};
pub use xinqiao_store::audit::{Before, Check, HintRow, Verdict};

use xinqiao_access::{Act, Purpose, Resource, Scope};
use xinqiao_audit::AuditPack;
use xinqiao_kernel::PlacePath;

use crate::audit::refused;
use crate::{App, AppError, Caller, Result};

impl App {
    /// How long rows are kept and what is looked at twice.
    pub fn audit_pack(&self) -> Result<&AuditPack> {
        self.inner.library.audit().ok_or_else(|| AppError::broken("the pack audit/cn-default.toml is missing or faulty"))
    }

    /// The scope of a list; a refusal leaves a security event at the first place of the caller.
    pub(crate) async fn listing<A: Act>(&self, caller: &Caller, decided: Result<Scope<A>>) -> Result<Scope<A>> {
        if let Err(AppError::Denied(why)) = &decided {
            let first = caller.actor().assignments().first();
            let place = first.map_or_else(PlacePath::root, |held| held.place.clone());
            tracing::warn!(account.id = %caller.account(), action = A::ACTION.code(), reason = %why, "refused");
            let mut tx = self.inner.db.begin().await?;
            tx.audit(&refused(self, caller, A::ACTION, &Resource::at(place), Purpose::Service), self.now()).await?;
            tx.commit().await?;
        }
        decided
    }
}
