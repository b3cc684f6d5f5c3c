//! What of green channels the person takes along.

use serde_json::{Value, json};
use xinqiao_access::{Permit, act};

use crate::{App, Result};

impl App {
    /// Stage and days of the channels about the permit's person, without a word of the school. None once a report of harm was made: nobody who
    /// holds the child's telephone may learn from the copy that the school acts.
    pub(crate) async fn channels_of_export(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<Value>> {
        let db = &self.inner.db;
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        if db.report_about(person).await?.is_some() {
            return Ok(Vec::new());
        }
        let channels = db.own_channels(permit).await?;
        let line = |one: &xinqiao_store::referrals::OwnChannel| json!({"at": one.opened_at.to_string(), "stage": one.stage, "ended": one.ended_at.map(|at| at.to_string())});
        Ok(channels.iter().map(line).collect())
    }
}
