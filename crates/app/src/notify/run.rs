//! The job `send_notices`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use futures_util::stream::{self, StreamExt as _};
use jiff::SignedDuration;
use xinqiao_kernel::id::AccountId;
use xinqiao_notices::Channel;
use xinqiao_store::dispatches::DispatchRow;

use super::Post;
use crate::{App, AppError, Result};

/// Notices that are planned together.
const NEW: u32 = 200;
/// Dispatches that are looked at together.
const BATCH: u32 = 200;
/// Accounts whose letters go at the same time. A mail server gets one letter at a time all the same.
const AT_ONCE: usize = 4;
/// After so long no further batch begins: the next job goes on, before this one's lease ends.
const LONGEST: SignedDuration = SignedDuration::from_mins(2);

/// One run of the job: who carries, and whom nobody reaches at present.
pub(super) struct Round<'a> {
    pub post: &'a Post,
    down: Mutex<BTreeSet<Channel>>,
}

impl Round<'_> {
    /// A way that reached nobody in this run is left alone until the next one: one dead server costs one wait, not one for each letter.
    pub fn is_down(&self, channel: Channel) -> bool {
        self.down.lock().unwrap_or_else(PoisonError::into_inner).contains(&channel)
    }

    /// Nobody answered there.
    pub fn goes_down(&self, channel: Channel) {
        self.down.lock().unwrap_or_else(PoisonError::into_inner).insert(channel);
    }
}

impl App {
    /// Plans by which ways new notices go out, and sends what is due; how many letters were taken.
    ///
    /// Without couriers notices stay inside. Doing it twice, or at once in two processes, sends nothing twice.
    pub async fn send_notices(&self) -> Result<usize> {
        let began = self.now();
        let Some(post) = self.post() else {
            while self.keep_inside(NEW).await? {}
            return Ok(0);
        };
        while self.plan_some(post, NEW).await? {}
        let round = &Round { post, down: Mutex::default() };
        let mut taken = 0;
        while self.now().duration_since(began) <= LONGEST {
            let due = self.inner.db.dispatches_due(self.now(), BATCH).await?;
            let mut by_account: BTreeMap<AccountId, Vec<DispatchRow>> = BTreeMap::new();
            for row in due {
                by_account.entry(row.account).or_default().push(row);
            }
            let outcomes: Vec<Result<(usize, usize)>> = stream::iter(by_account)
                .map(|(account, rows)| self.send_to(round, account, rows))
                .buffer_unordered(AT_ONCE)
                .collect()
                .await;
            let mut moved = 0;
            for outcome in outcomes {
                match outcome {
                    Ok((looked, sent)) => {
                        moved += looked;
                        taken += sent;
                    }
                    // somebody else has it, and knows more
                    Err(AppError::Conflict { .. }) => {}
                    Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                    // one damaged notice must not keep the others waiting
                    Err(fault) => tracing::error!(error = %fault, "what is due for an account could not be sent"),
                }
            }
            if moved == 0 {
                break;
            }
        }
        Ok(taken)
    }
}
