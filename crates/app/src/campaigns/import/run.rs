//! Imports at work in this process: started once, whoever asks again learns how far it is.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;
use xinqiao_kernel::id::ImportId;

use super::Raised;
use crate::{App, AppError, Caller, Result};

/// Ended imports that are remembered, to tell how they ended.
const REMEMBERED: usize = 64;

/// How an import that was started stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportRun {
    /// rows done, of how many; 0 of 0 until the file is open
    Working {
        done: u64,
        of: u64,
    },
    Done(Raised),
    /// It broke off: the code of a conflict, or `None` for a fault that is in the log. What was written stays; started again it goes on.
    Stopped(Option<String>),
}

/// Imports of this process, by id.
#[derive(Default)]
pub(crate) struct Runs(Mutex<HashMap<ImportId, watch::Sender<ImportRun>>>);

impl Runs {
    fn stands(&self, id: ImportId) -> Option<ImportRun> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&id).map(|run| run.borrow().clone())
    }

    /// The run of an import, and whether it is a new one.
    fn begin(&self, id: ImportId) -> (watch::Sender<ImportRun>, bool) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(run) = known.get(&id).filter(|run| is_working(run)) {
            return (run.clone(), false);
        }
        if REMEMBERED <= known.len() {
            known.retain(|_, run| is_working(run));
        }
        let run = watch::Sender::new(ImportRun::Working { done: 0, of: 0 });
        known.insert(id, run.clone());
        (run, true)
    }
}

fn is_working(run: &watch::Sender<ImportRun>) -> bool {
    matches!(*run.borrow(), ImportRun::Working { .. })
}

/// Sees to it that a run that ends in any way is no longer told as one at work.
struct Ending(watch::Sender<ImportRun>);

impl Drop for Ending {
    fn drop(&mut self) {
        if is_working(&self.0) {
            self.0.send_replace(ImportRun::Stopped(None));
        }
    }
}

impl App {
    /// Begins to import a checked file, or joins in where it is being imported already; the receiver tells how far it is.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Conflict` with `already_imported`.
    pub async fn start_import(&self, caller: &Caller, id: ImportId) -> Result<watch::Receiver<ImportRun>> {
        let (batch, ..) = self.import_permit(caller, id).await?;
        if batch.imported_at.is_some() {
            return Err(AppError::conflict("already_imported"));
        }
        let (run, is_new) = self.inner.runs.begin(id);
        let told = run.subscribe();
        if is_new {
            let (app, caller) = (self.clone(), caller.clone());
            tokio::spawn(async move {
                let ending = Ending(run);
                let end = app.run_import(&caller, id, &ending.0).await;
                ending.0.send_replace(end);
            });
        }
        Ok(told)
    }

    /// How an import stands that was started since the program runs.
    pub fn import_run(&self, id: ImportId) -> Option<ImportRun> {
        self.inner.runs.stands(id)
    }

    async fn run_import(&self, caller: &Caller, id: ImportId, run: &watch::Sender<ImportRun>) -> ImportRun {
        let tell = |done, of| {
            run.send_replace(ImportRun::Working { done, of });
        };
        match self.apply_import(caller, id, Some(&tell)).await {
            Ok(report) => ImportRun::Done(report.raised.unwrap_or_default()),
            Err(AppError::Conflict { code }) => ImportRun::Stopped(Some(code)),
            Err(fault) => {
                tracing::error!(import.id = %id, error = %fault, "an import broke off");
                ImportRun::Stopped(None)
            }
        }
    }
}
