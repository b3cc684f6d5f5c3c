//! Server-sent events: "the queue changed". They carry nothing else; the page asks again with its own rights.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

use xinqiao_access::Action;

use super::staff::areas;
use crate::fault::Fault;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

/// A comment goes out this often, so that proxies keep the line open and dead ones are noticed.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// When a window may ask again, after too many were open.
const RETRY_AFTER_S: u32 = 60;

pub async fn queue(State(site): State<Site>, visitor: Visitor) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    if !areas(&site, caller).contains(&Area::Desk) {
        return Err(visitor.fault(xinqiao_app::AppError::NotFound));
    }
    let line = site.guard.line(caller.account());
    let line = line.ok_or_else(|| visitor.fault(xinqiao_app::AppError::Throttled { retry_after_s: RETRY_AFTER_S }))?;
    // a line that stays open for days goes by the roles of the day of each change
    let (app, actor) = (site.app.clone(), caller.actor().clone());
    let changes = BroadcastStream::new(site.app.hub().listen()).filter_map(move |change| {
        // held open as long as somebody listens
        let _ = &line;
        let concerns = match change {
            Ok(change) => {
                let today = app.day(app.now());
                actor.places(Action::ListWarnings, today).any(|place| place.covers(&change.place))
            }
            // messages were missed: the page had better ask again
            Err(_) => true,
        };
        let event = concerns.then(|| Ok::<_, Infallible>(Event::default().event("message").data("queue")));
        std::future::ready(event)
    });
    let guard = site.guard.clone();
    let changes = Box::pin(changes.take_until(async move { guard.closed().await }));
    Ok(Sse::new(changes).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response())
}
