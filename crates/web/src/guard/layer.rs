//! The middleware: finds the visitor's address once, and takes the request out of its budget.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::COOKIE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::budget::Class;
use super::proxies::{UNKNOWN, network};
use crate::fault::Fault;
use crate::preferences::Preferences;
use crate::site::Site;
use crate::visitor::SESSION_COOKIE;

/// The visitor's address, put into every request; IPv6 by its /64 network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitorAddress(pub IpAddr);

/// Answers 429 with `Retry-After` when the budget of the address is used up; nothing was done then.
pub(crate) async fn within_budget(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map_or(UNKNOWN, |peer| peer.0.ip());
    let address = network(site.guard.proxies().visitor(peer, request.headers()));
    request.extensions_mut().insert(VisitorAddress(address));
    let has_session = request.headers().get_all(COOKIE).iter().any(|cookies| {
        let text = cookies.to_str().unwrap_or_default();
        text.split(';').any(|pair| pair.trim().split('=').next() == Some(SESSION_COOKIE))
    });
    if let Some(class) = Class::of(request.method(), request.uri(), has_session)
        && let Err(fault) = site.guard.admit_address(class, address, site.app.now())
    {
        return Fault::new(fault, Preferences::of(request.uri(), request.headers())).into_response();
    }
    next.run(request).await
}
