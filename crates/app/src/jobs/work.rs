//! The worker. Every kind of job repeats itself: when one is done, the next is queued in the same transaction.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use xinqiao_kernel::id::JobId;
use xinqiao_store::audit::Look;
use xinqiao_store::jobs::Job;
use xinqiao_store::keys::{Progress, Step};

use crate::{App, AppError, Result};

/// How long a worker may hold a job before another takes over.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// How often a worker looks for due jobs.
const PAUSE: Duration = Duration::from_secs(2);

/// After how many pauses it looks whether every recurring job is queued: a minute.
const PAUSES_BETWEEN_LOOKS: u32 = 30;

/// After how many pauses it looks for questionnaires that were released or withdrawn elsewhere: ten seconds.
const PAUSES_BETWEEN_LEARNING: u32 = 5;

/// A kind of recurring work and how often it runs.
struct Kind {
    code: &'static str,
    every: SignedDuration,
}

const SWEEP: Kind = Kind { code: "sweep_warnings", every: SignedDuration::from_secs(20) };
const SEAL: Kind = Kind { code: "seal_audit", every: SignedDuration::from_mins(1) };
const SEAL_LATE: Kind = Kind { code: "seal_late_audit", every: SignedDuration::from_hours(24) };
const FORGET: Kind = Kind { code: "forget", every: SignedDuration::from_hours(1) };
const ROTATE: Kind = Kind { code: "rotate_keys", every: SignedDuration::from_mins(1) };
const EVENTS: Kind = Kind { code: "deliver_events", every: SignedDuration::from_secs(10) };
const HINTS: Kind = Kind { code: "hint_audit", every: SignedDuration::from_mins(5) };
const CHECK: Kind = Kind { code: "check_audit", every: SignedDuration::from_hours(1) };
const CHECK_ALL: Kind = Kind { code: "check_all_audit", every: SignedDuration::from_hours(24) };
const ANCHOR: Kind = Kind { code: "anchor_audit", every: SignedDuration::from_hours(1) };
const PRUNE: Kind = Kind { code: "prune_audit", every: SignedDuration::from_hours(24) };
const RETAIN: Kind = Kind { code: "retention", every: SignedDuration::from_hours(24) };
const LEAVERS: Kind = Kind { code: "sweep_leavers", every: SignedDuration::from_hours(24) };
const REVIEWS: Kind = Kind { code: "review_access", every: SignedDuration::from_hours(24) };
const CASES: Kind = Kind { code: "sweep_cases", every: SignedDuration::from_mins(5) };
const NOTICES: Kind = Kind { code: "send_notices", every: SignedDuration::from_secs(10) };
const ATTENTION: Kind = Kind { code: "work_out_attention", every: SignedDuration::from_secs(30) };
const QUALITY: Kind = Kind { code: "count_quality", every: SignedDuration::from_hours(24) };
const REPLAY: Kind = Kind { code: "replay_rules", every: SignedDuration::from_secs(15) };
const MODEL: Kind = Kind { code: "judge_model", every: SignedDuration::from_hours(24) };
const RESCORE: Kind = Kind { code: "rescore_sheets", every: SignedDuration::from_secs(15) };
const AREAS: Kind = Kind { code: "watch_areas", every: SignedDuration::from_hours(24) };
const CAMPAIGNS: Kind = Kind { code: "watch_campaigns", every: SignedDuration::from_mins(5) };
const KINDS: [Kind; 23] = [
    SWEEP, NOTICES, CASES, CAMPAIGNS, ATTENTION, QUALITY, MODEL, AREAS, REPLAY, RESCORE, SEAL, SEAL_LATE, FORGET, RETAIN,
    LEAVERS, REVIEWS, ROTATE, EVENTS, HINTS, CHECK, CHECK_ALL, ANCHOR, PRUNE,
];

/// The codes of all recurring work.
pub fn job_kinds() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.code)
}

/// Batches of a rotation in one job: other jobs come in between.
const ROTATE_STEPS: usize = 10;

/// When a kind runs next, and with what.
type Next = (String, Timestamp);

/// Loops of one worker: a server outside that is slow to answer keeps one of them waiting, and the sweep goes on in the other.
const LOOPS: usize = 2;

/// Keeps jobs running until it is dropped.
pub struct Worker {
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl Worker {
    /// Starts a worker.
    pub fn start(app: App) -> Self {
        let tasks = (0..LOOPS).map(|at| tokio::spawn(run(app.clone(), at == 0)));
        Self { tasks: tasks.collect() }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.tasks.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

/// `is_first`: of the loops of a worker one looks after what is missing.
async fn run(app: App, is_first: bool) {
    // a worker that died may hold the sweep until its lease runs out: a red warning does not wait for that
    if is_first && let Err(fault) = app.sweep_warnings().await {
        tracing::error!(error = %fault, "the first sweep failed");
    }
    let mut pauses: u32 = 0;
    loop {
        // recurring jobs that were lost come back by themselves
        if is_first
            && pauses.is_multiple_of(PAUSES_BETWEEN_LOOKS)
            && let Err(fault) = app.ensure_jobs().await
        {
            tracing::error!(error = %fault, "recurring jobs could not be queued");
        }
        // each process has a worker, and each finds out by itself what was released elsewhere
        if is_first
            && pauses.is_multiple_of(PAUSES_BETWEEN_LEARNING)
            && let Err(fault) = app.learn_questionnaires().await
        {
            tracing::error!(error = %fault, "released questionnaires could not be looked for");
        }
        match app.work_once().await {
            Ok(true) => {}
            Ok(false) => {
                pauses = pauses.wrapping_add(1);
                tokio::time::sleep(PAUSE).await;
            }
            Err(fault) => {
                pauses = pauses.wrapping_add(1);
                tracing::error!(error = %fault, "the worker failed");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

impl App {
    /// Queues each recurring kind that is not queued.
    pub async fn ensure_jobs(&self) -> Result<()> {
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        for kind in KINDS {
            if tx.pending_jobs(kind.code).await? == 0 {
                tx.add_job(JobId::new(self.ids(), now), kind.code, "{}", now, now).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Does one due job; false when none is due.
    pub async fn work_once(&self) -> Result<bool> {
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        let leased = tx.lease_job(now, now + LEASE).await?;
        tx.commit().await?;
        let Some(job) = leased else { return Ok(false) };
        let outcome = self.do_job(&job).await;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        match &outcome {
            Ok(next) => {
                if !tx.finish_job(&job, now).await? {
                    // the lease ran out meanwhile: whoever has it now queues the next one
                    return Ok(true);
                }
                if let Some(kind) = KINDS.iter().find(|kind| kind.code == job.kind) {
                    let (body, due_at) = next.clone().unwrap_or_else(|| ("{}".to_owned(), now + kind.every));
                    tx.add_job(JobId::new(self.ids(), now), kind.code, &body, due_at, now).await?;
                }
            }
            Err(fault) => {
                tracing::error!(job.kind = %job.kind, error = %fault, "a job failed");
                tx.retry_job(&job, retry_at(now, job.attempts), &fault.to_string()).await?;
            }
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn do_job(&self, job: &Job) -> Result<Option<Next>> {
        match job.kind.as_str() {
            code if code == ROTATE.code => return self.rotate_keys(&job.body).await,
            code if code == SWEEP.code => {
                self.sweep_left().await?;
                self.sweep_warnings().await?;
                self.sweep_signals().await?;
                self.sweep_emergencies().await?;
                self.sweep_disputes_left().await?;
                self.sweep_disputes().await?;
                self.sweep_receptions_left().await?;
                self.sweep_receptions().await?;
                self.sweep_referrals_left().await?;
                self.sweep_referrals().await?;
                self.sweep_protocols().await?;
                self.sweep_missed().await?;
                self.sweep_areas().await?;
                self.sweep_retests().await?;
            }
            code if code == CASES.code => {
                self.sweep_cases_left().await?;
                self.sweep_cases().await?;
            }
            code if code == NOTICES.code => self.send_notices().await.map(|_| ())?,
            code if code == ATTENTION.code => {
                // after a change of the model a whole city waits
                let is_more = self.work_out_attention().await?.is_more;
                return Ok(is_more.then(|| ("{}".to_owned(), self.now())));
            }
            code if code == QUALITY.code => {
                self.count_quality().await?;
                self.find_missed().await?;
                self.count_missed().await?;
                self.count_coverage().await?;
            }
            code if code == MODEL.code => self.judge_model().await.map(|_| ())?,
            code if code == AREAS.code => self.watch_areas().await.map(|_| ())?,
            code if code == CAMPAIGNS.code => self.watch_campaigns().await.map(|_| ())?,
            code if code == REPLAY.code => {
                let is_more = self.replay_step().await?;
                return Ok(is_more.then(|| ("{}".to_owned(), self.now())));
            }
            code if code == RESCORE.code => {
                let is_more = self.rescore_step().await?;
                return Ok(is_more.then(|| ("{}".to_owned(), self.now())));
            }
            code if code == SEAL.code => self.seal_audit(Look::Recent).await?,
            code if code == SEAL_LATE.code => self.seal_audit(Look::All).await?,
            code if code == FORGET.code => self.forget().await?,
            code if code == RETAIN.code => self.run_retention().await.map(|_| ())?,
            code if code == LEAVERS.code => self.sweep_leavers().await.map(|_| ())?,
            code if code == REVIEWS.code => self.sweep_reviews().await?,
            code if code == HINTS.code => self.find_hints().await?,
            code if code == CHECK.code => self.check_audit(false).await.map(|_| ())?,
            code if code == CHECK_ALL.code => self.check_audit(true).await.map(|_| ())?,
            code if code == ANCHOR.code => self.anchor_audit().await?,
            code if code == PRUNE.code => self.prune_audit().await.map(|_| ())?,
            code if code == EVENTS.code => self.deliver_events().await.map(|_| ())?,
            other => return Err(AppError::broken(format!("no worker knows jobs of kind {other}"))),
        }
        Ok(None)
    }

    /// Does some batches of a rotation of keys, if there is one; what is left comes as the next job.
    async fn rotate_keys(&self, body: &str) -> Result<Option<Next>> {
        // a body of another version begins the pass anew
        let mut progress: Progress = serde_json::from_str(body).unwrap_or_default();
        for _ in 0..ROTATE_STEPS {
            let (next, step) = self.inner.db.rotate_step(progress, self.now()).await?;
            progress = next;
            match step {
                Step::Working => {}
                Step::Idle => return Ok(None),
                Step::Waiting(until) => return Ok(Some(("{}".to_owned(), until))),
            }
        }
        let body = serde_json::to_string(&progress).map_err(|fault| AppError::broken(fault.to_string()))?;
        Ok(Some((body, self.now())))
    }

    /// Forgets what need not be kept: uploaded files after their time, jobs that were done a week ago.
    async fn forget(&self) -> Result<()> {
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        let files = tx.forget_uploads(now).await?;
        tx.forget_ceremonies(now).await?;
        tx.forget_phone_codes(now - SignedDuration::from_hours(1)).await?;
        let jobs = tx.forget_done_jobs(now - SignedDuration::from_hours(7 * 24)).await?;
        tx.forget_replays(now - SignedDuration::from_hours(366 * 24)).await?;
        let events = tx.forget_delivered(now - SignedDuration::from_hours(30 * 24)).await?;
        tx.forget_letters(now - self.letters_kept()?).await?;
        tx.commit().await?;
        tracing::info!(files, jobs, events, "forgot what need not be kept");
        Ok(())
    }
}

/// Pauses grow from 10 s to an hour.
fn retry_at(now: Timestamp, attempts: i64) -> Timestamp {
    let doublings = u32::try_from(attempts.saturating_sub(1).clamp(0, 9)).unwrap_or(9);
    now + SignedDuration::from_secs((10_i64 << doublings).min(3_600))
}
