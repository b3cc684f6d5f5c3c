//! A person asks to be contacted, without any self-test.

use xinqiao_access::{Purpose, act};

use super::signals::About;
use super::{KeptOutcome, raise};
use crate::audit::done;
use crate::{App, Caller, Result};

impl App {
    /// Raises the signal that the caller wishes to be contacted; asking twice on one day is one wish.
    pub async fn request_contact(&self, caller: &Caller) -> Result<()> {
        let (person, at) = self.own_record(caller)?;
        let permit = self.permit::<act::RequestContact>(caller, &at, Purpose::SelfService).await?;
        let now = self.now();
        let nothing = KeptOutcome {
            scores: Default::default(),
            bands: Default::default(),
            decisions: Default::default(),
            critical: Vec::new(),
            flags: Vec::new(),
            complete: true,
            valid: true,
        };
        let facts = self.facts(("contact-request", "1"), &nothing, self.day(now), &[], true)?;
        let key = format!("contact:{person}:{}", self.day(now));
        let signals = raise(self, &facts, &About { person, place: &at.place, response: None, key: &key }, now)?;
        let mut tx = self.inner.db.begin().await?;
        for signal in &signals {
            tx.add_signal(signal, now).await?;
        }
        tx.audit(&done(self, &permit, "contact", None, format!("signals={}", signals.len())), now).await?;
        tx.commit().await?;
        self.inner.hub.queue_changed(&at.place);
        Ok(())
    }
}
