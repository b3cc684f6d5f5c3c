//! Live changes: what pages that keep themselves up to date listen to.

use tokio::sync::broadcast;
use xinqiao_kernel::place::PlacePath;

/// Something changed in the queue of a place. It says that, and nothing else: the page asks again with its own rights.
#[derive(Debug, Clone)]
pub struct QueueChanged {
    pub place: PlacePath,
}

/// A broadcast of changes. Slow listeners miss messages and are told so; they ask again in any case.
#[derive(Debug, Clone)]
pub struct Hub {
    queue: broadcast::Sender<QueueChanged>,
}

impl Hub {
    pub(crate) fn new() -> Self {
        Self { queue: broadcast::channel(256).0 }
    }

    /// Tells listeners that the queue of a place changed.
    pub fn queue_changed(&self, place: &PlacePath) {
        // no listener is no fault
        let _ = self.queue.send(QueueChanged { place: place.clone() });
    }

    /// Begins to listen.
    pub fn listen(&self) -> broadcast::Receiver<QueueChanged> {
        self.queue.subscribe()
    }
}
