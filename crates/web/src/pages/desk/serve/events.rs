//! Server-sent events: "the queue changed". They carry nothing else; the page asks again with its own rights.

use std::convert::Infallible;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use xinqiao_access::{Action, Actor};
use xinqiao_app::hub::QueueChanged;
use xinqiao_app::{App, Caller};

use super::staff::areas;
use crate::fault::Fault;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// A comment goes out this often, so that proxies keep the line open and dead ones are noticed.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// After so long it is asked anew what somebody may whose line stays open: an ended role or session hears of nothing more.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// A line tells of changes at most this often: however many signals come in a second, a desk asks for its queue a few times.
const CALM: Duration = Duration::from_millis(400);

/// When a window may ask again, after too many were open.
const RETRY_AFTER_S: u32 = 60;

pub async fn queue(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    if !areas(&site, caller).contains(&Area::Desk) {
        return Err(visitor.fault(xinqiao_app::AppError::NotFound));
    }
    let line = site.guard.line(caller.account());
    let line = line.ok_or_else(|| visitor.fault(xinqiao_app::AppError::Throttled { retry_after_s: RETRY_AFTER_S }))?;
    let listener = Listener {
        changes: site.app.hub().listen(),
        app: site.app.clone(),
        caller: caller.clone(),
        actor: caller.actor().clone(),
        asked: Instant::now(),
        told: None,
    };
    let changes = futures_util::stream::unfold(listener, move |mut listener| {
        // held open as long as somebody listens
        let _ = &line;
        async move {
            listener.concerned().await?;
            Some((Ok::<_, Infallible>(Event::default().event("message").data("queue")), listener))
        }
    });
    let guard = site.guard.clone();
    let changes = Box::pin(changes.take_until(async move { guard.closed().await }));
    Ok(Sse::new(changes).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response())
}

/// Somebody who is told of changes for hours, and loses that with the session or the role.
struct Listener {
    changes: Receiver<QueueChanged>,
    app: App,
    caller: Caller,
    /// the roles of when it was last asked
    actor: Actor,
    /// when it was last asked what the caller may
    asked: Instant,
    /// when it last heard of a change
    told: Option<Instant>,
}

impl Listener {
    /// Waits for a change in the caller's places; none when the line is over.
    async fn concerned(&mut self) -> Option<()> {
        loop {
            let change = match self.changes.recv().await {
                Ok(change) => Some(change),
                // messages were missed: the page had better ask again
                Err(RecvError::Lagged(_)) => None,
                Err(RecvError::Closed) => return None,
            };
            if AGAIN_AFTER <= self.asked.elapsed() {
                self.actor = self.app.still(&self.caller).await.ok().flatten()?;
                self.asked = Instant::now();
            }
            let today = self.app.day(self.app.now());
            let mut places = self.actor.places(Action::ListWarnings, today).peekable();
            places.peek()?;
            let is_concerned = change.is_none_or(|change| places.any(|place| place.covers(&change.place)));
            drop(places);
            if is_concerned {
                self.calm().await;
                return Some(());
            }
        }
    }

    /// Waits until the line may tell again; what came meanwhile is told with it.
    async fn calm(&mut self) {
        if let Some(left) = self.told.and_then(|told| CALM.checked_sub(told.elapsed())) {
            tokio::time::sleep(left).await;
            while self.changes.try_recv().is_ok() {}
        }
        self.told = Some(Instant::now());
    }
}
