//! Reads that arrive together are answered by one statement.
//!
//! A rush of submissions asks the same two questions for each: whose session is it, and does this campaign ask that person. An actor takes
//! the questions that wait (no timer), puts up to 16 into one statement and hands each answer to its asker: nothing is remembered, so every
//! answer is as fresh as a read of its own. If the statement fails, each question is asked alone, so that its asker hears its own fault.

use std::future::Future;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use crate::{Result, StoreError};

/// Questions in one statement.
pub(crate) const AT_ONCE: usize = 16;
/// Questions that may wait.
const WAITING: usize = 4_096;

struct Ask<K, V> {
    key: K,
    answer: oneshot::Sender<Result<V>>,
}

/// The asking end. Cloning it is cheap; the actor ends when all clones are gone.
pub(crate) struct Gather<K, V> {
    queue: mpsc::Sender<Ask<K, V>>,
}

impl<K, V> Clone for Gather<K, V> {
    fn clone(&self) -> Self {
        Self { queue: self.queue.clone() }
    }
}

impl<K: Clone + Send + Sync + 'static, V: Send + 'static> Gather<K, V> {
    /// Starts the actor: `together` answers all keys in order, `alone` one.
    pub fn start<T, TF, A, AF>(together: T, alone: A) -> Self
    where
        T: Fn(Arc<Vec<K>>) -> TF + Send + Sync + 'static,
        TF: Future<Output = Result<Vec<V>>> + Send + 'static,
        A: Fn(K) -> AF + Send + Sync + 'static,
        AF: Future<Output = Result<V>> + Send + 'static,
    {
        let (queue, inbox) = mpsc::channel(WAITING);
        tokio::spawn(run(inbox, together, alone));
        Self { queue }
    }

    /// The answer to one question.
    pub async fn ask(&self, key: K) -> Result<V> {
        let (answer, heard) = oneshot::channel();
        self.queue.send(Ask { key, answer }).await.map_err(|_| StoreError::LaneClosed)?;
        heard.await.map_err(|_| StoreError::LaneClosed)?
    }
}

async fn run<K, V, T, TF, A, AF>(mut inbox: mpsc::Receiver<Ask<K, V>>, together: T, alone: A)
where
    K: Clone + Send + Sync + 'static,
    V: Send + 'static,
    T: Fn(Arc<Vec<K>>) -> TF + Send + Sync + 'static,
    TF: Future<Output = Result<Vec<V>>> + Send,
    A: Fn(K) -> AF + Send + Sync + 'static,
    AF: Future<Output = Result<V>> + Send,
{
    let mut taken = Vec::with_capacity(AT_ONCE);
    while inbox.recv_many(&mut taken, AT_ONCE).await > 0 {
        let keys: Arc<Vec<K>> = Arc::new(taken.iter().map(|ask: &Ask<K, V>| ask.key.clone()).collect());
        let asks = std::mem::take(&mut taken);
        match together(keys).await {
            Ok(answers) => {
                for (ask, answer) in asks.into_iter().zip(answers) {
                    // whoever asked may be gone
                    let _ = ask.answer.send(Ok(answer));
                }
            }
            Err(fault) => {
                tracing::warn!(error = %fault, "a common read failed; asking one by one");
                for ask in asks {
                    let _ = ask.answer.send(alone(ask.key).await);
                }
            }
        }
    }
}
