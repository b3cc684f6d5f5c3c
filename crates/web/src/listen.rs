//! Connections: how long a visitor may take to send what they ask, and how many are open at once.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::router::{LONGEST, router};
use crate::site::Site;

/// How the visitor's side of a connection is bounded.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// longest time until the head of a request is complete; a connection that rests longer is closed
    pub head: Duration,
    /// most headers of a request
    pub headers: usize,
    /// most bytes of the head of a request
    pub head_bytes: usize,
    /// most connections at once; more wait to be accepted
    pub connections: usize,
    /// how long requests under way may take when the program ends
    pub farewell: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        let farewell = LONGEST + Duration::from_secs(5);
        Self { head: Duration::from_secs(20), headers: 64, head_bytes: 32 * 1024, connections: 8_192, farewell }
    }
}

/// Serves the pages until `stop` resolves; requests under way are finished, lines for live changes are ended.
pub async fn serve(listener: TcpListener, site: Site, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
    serve_within(listener, site, Bounds::default(), stop).await
}

/// [`serve`] with other bounds.
pub async fn serve_within(
    listener: TcpListener,
    site: Site,
    bounds: Bounds,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let pages = router(site.clone());
    let room = Arc::new(Semaphore::new(bounds.connections));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = async {
            let place = room.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connection = connection(stream, peer, pages.clone(), bounds, graceful.watcher());
                tokio::spawn(async move {
                    connection.await;
                    drop(place);
                });
            }
            Err(fault) => {
                // out of file descriptors, or the visitor has gone: the next one may come
                tracing::warn!(error = %fault, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    site.guard.close();
    if tokio::time::timeout(bounds.farewell, graceful.shutdown()).await.is_err() {
        tracing::warn!("connections that did not end in time were cut");
    }
    Ok(())
}

async fn connection(stream: TcpStream, peer: SocketAddr, pages: Router, bounds: Bounds, watcher: Watcher) {
    // answers are small and wanted at once
    let _ = stream.set_nodelay(true);
    let answer = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        pages.clone().oneshot(request)
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.head)
        .max_headers(bounds.headers)
        .max_buf_size(bounds.head_bytes)
        .serve_connection(TokioIo::new(stream), answer);
    if let Err(fault) = watcher.watch(served).await {
        // cut, too slow, or not HTTP: the visitor's side, nothing for the operator
        tracing::debug!(error = %fault, "a connection ended early");
    }
}
