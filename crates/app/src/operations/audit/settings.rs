//! What the operator sets about the audit.

use std::sync::Arc;

use xinqiao_audit::Suite;

use crate::App;

/// Where signed heads go: to a place that nobody who can write into the database can write to.
pub trait Heads: Send + Sync {
    /// Keeps one line for good before it returns.
    ///
    /// # Errors
    /// Whatever keeps it from being written.
    fn keep(&self, line: &str) -> std::io::Result<()>;
}

/// What the operator sets.
#[derive(Clone, Default)]
pub struct AuditSettings {
    /// the hash of new seals
    pub suite: Suite,
    /// the secret Ed25519 key of the deployment
    pub key: Option<[u8; 32]>,
    /// where signed heads go
    pub heads: Option<Arc<dyn Heads>>,
}

impl App {
    /// Sets them, once, before the program serves; false when they were set before.
    pub fn set_audit(&self, settings: AuditSettings) -> bool {
        self.inner.audit_settings.set(settings).is_ok()
    }

    pub(crate) fn audit_settings(&self) -> &AuditSettings {
        self.inner.audit_settings.get_or_init(AuditSettings::default)
    }
}
