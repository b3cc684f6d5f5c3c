//! What an account has been given beside its roles.

use crate::{App, AppError, Caller, Result};

impl App {
    /// The caller with the approvals for single minors that hold today, and the people whose work a transfer gave to the account. Residents have
    /// none: nothing is read for them.
    pub(super) async fn with_granted_minors(&self, caller: Option<Caller>) -> Result<Option<Caller>> {
        match caller {
            Some(caller) if caller.is_staff() => {
                let approvals = self.inner.db.minor_access_of(caller.account(), self.day(self.now())).await?;
                let broken = |fault| AppError::Broken {
                    what: "an account approved of its own access".to_owned(),
                    source: Some(Box::new(fault)),
                };
                let given = self.inner.db.given_to(caller.account()).await?;
                caller.with_given(given).with_approvals(approvals).map(Some).map_err(broken)
            }
            other => Ok(other),
        }
    }
}
