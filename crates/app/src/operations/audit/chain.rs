//! Sealing, checking, anchoring and pruning: the jobs of the chain, and what the page says of them.

use jiff::{SignedDuration, Timestamp};
use xinqiao_access::{Purpose, act};
use xinqiao_audit::row::{PRUNE, SEAL_KIND};
use xinqiao_audit::{Head, Kept, SignedHead};
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::AuditId;
use xinqiao_store::audit::{Anchor, Check, Look, NewAudit, Pruned, Verdict, is_full};

use crate::{App, Caller, Result};

/// Seals that one run of pruning looks at, for each period.
const SEALS_AT_ONCE: i64 = 500;
/// How long what checks found is kept.
const CHECKS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 400);

/// What the page says of the chain.
#[derive(Debug, Clone)]
pub struct ChainState {
    /// what the last check found; none before the first
    pub check: Option<Check>,
    /// the head that was written elsewhere last
    pub anchor: Option<Anchor>,
    /// whether the operator gave a key and a place for heads
    pub is_anchored: bool,
}

impl App {
    /// What is known of the chain, for somebody who may: nothing is walked.
    pub async fn chain_state(&self, caller: &Caller) -> Result<ChainState> {
        self.listing(caller, self.scope::<act::VerifyAudit>(caller, Purpose::Audit)).await?;
        let settings = self.audit_settings();
        Ok(ChainState {
            check: self.inner.db.last_audit_check().await?,
            anchor: self.inner.db.last_anchor().await?,
            is_anchored: settings.key.is_some() && settings.heads.is_some(),
        })
    }

    /// Walks the newest seals, or everything when nothing was walked or the last walk found a fault, for somebody who may.
    pub async fn verify_audit(&self, caller: &Caller) -> Result<Verdict> {
        self.listing(caller, self.scope::<act::VerifyAudit>(caller, Purpose::Audit)).await?;
        self.check_audit(false).await
    }

    /// Walks the chain and keeps what was found. `whole` walks from the first seal.
    pub async fn check_audit(&self, whole: bool) -> Result<Verdict> {
        let shortest = self.shortest_days()?;
        let last = self.inner.db.last_audit_check().await?;
        let known = last.filter(|check| !whole && check.faults == 0 && check.last > 0 && check.head.len() == 64);
        let mut verdict = match &known {
            Some(check) => {
                let after = Kept { seal: Some(check.last), hash: check.head.clone(), at: None };
                let known_seal = self.inner.db.seal(check.last).await?;
                if known_seal.as_ref().is_some_and(|seal| seal.hash == check.head) {
                    let mut verdict = self.inner.db.verify_audit_after(&after, shortest).await?;
                    if verdict.head.is_none() {
                        verdict.head = known_seal;
                    }
                    verdict
                } else {
                    // the seal that was sound is another now, or gone: everything is walked against it
                    self.inner.db.verify_audit(vec![after], shortest).await?
                }
            }
            None => self.inner.db.verify_audit(self.anchors().await?, shortest).await?,
        };
        verdict.faults.truncate(20);
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        tx.add_audit_check(self.ids().uuid(now), &verdict, now).await?;
        tx.forget_audit_checks(now - CHECKS_KEPT).await?;
        tx.commit().await?;
        if let Some(fault) = verdict.faults.first() {
            tracing::error!(faults = verdict.faults.len(), fault = %fault, "the audit chain does not verify");
        }
        Ok(verdict)
    }

    fn shortest_days(&self) -> Result<i64> {
        Ok(i64::from(self.audit_pack()?.shortest_days()))
    }

    /// The head that was written elsewhere last, as the database keeps it: better than nothing, and no replacement for the one elsewhere.
    async fn anchors(&self) -> Result<Vec<Kept>> {
        let anchor = self.inner.db.last_anchor().await?;
        Ok(anchor.and_then(|anchor| Kept::read(&anchor.line, None).ok()).into_iter().collect())
    }

    /// Seals until what waits no longer fills a seal: under load new rows always come, and they have the next run.
    pub(crate) async fn seal_audit(&self, look: Look) -> Result<()> {
        self.flush_refreshes().await?;
        let suite = self.audit_settings().suite;
        while self.inner.db.seal_audit(look, suite, self.now()).await?.is_some_and(|seal| is_full(&seal)) {}
        Ok(())
    }

    /// The signed head of the chain; none before the first seal or without a key.
    pub async fn signed_head(&self) -> Result<Option<SignedHead>> {
        let Some(key) = &self.audit_settings().key else { return Ok(None) };
        let seal = self.inner.db.last_seal().await?;
        Ok(seal.map(|seal| Head::of(&seal, self.inner.place.as_str(), self.now()).sign(key)))
    }

    /// Writes the signed head elsewhere, unless the chain is as it was. Without a key nothing is written, and the log says so.
    pub(crate) async fn anchor_audit(&self) -> Result<()> {
        let Some(heads) = self.audit_settings().heads.clone() else {
            tracing::warn!("no head of the audit chain is kept elsewhere: give --audit-key and --audit-heads");
            return Ok(());
        };
        let Some(head) = self.signed_head().await? else { return Ok(()) };
        if self.inner.db.last_anchor().await?.is_some_and(|anchor| anchor.seal == head.head.seal) {
            return Ok(());
        }
        let broken = |source: Box<dyn std::error::Error + Send + Sync>| crate::AppError::Broken {
            what: "the head of the audit chain could not be written".to_owned(),
            source: Some(source),
        };
        let line = head.line().map_err(|fault| broken(Box::new(fault)))?;
        heads.keep(&line).map_err(|fault| broken(Box::new(fault)))?;
        tracing::info!(audit.head = %line, "the head of the audit chain");
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        tx.add_anchor(self.ids().uuid(now), head.head.seal, &line, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes rows whose time is over.
    pub(crate) async fn prune_audit(&self) -> Result<Pruned> {
        let told = |detail: String| self.pruned_row(detail, self.now());
        let pruned = self.inner.db.prune_audit(self.audit_pack()?, SEALS_AT_ONCE, self.now(), &told).await?;
        tracing::info!(seals = pruned.seals, rows = pruned.rows, "took audit rows whose time is over");
        Ok(pruned)
    }

    fn pruned_row(&self, detail: String, now: Timestamp) -> NewAudit {
        NewAudit {
            id: AuditId::new(self.ids(), now),
            account: None,
            role: "system".to_owned(),
            action: PRUNE.to_owned(),
            purpose: Purpose::Audit.code().to_owned(),
            place: PlacePath::root(),
            person: None,
            record_kind: SEAL_KIND,
            record: None,
            refused: false,
            detail,
        }
    }
}
