//! Sending one request.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Bytes;
use hyper::header::{CONTENT_LENGTH, HOST, USER_AGENT};
use hyper::{Method, Request, Uri};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::address::is_public;
use crate::error::EgressError;
use crate::rules::Rules;

/// Looks a name up.
pub trait Resolve: Send + Sync {
    /// All addresses of a host.
    fn resolve<'a>(&'a self, host: &'a str, port: u16) -> BoxFuture<'a, io::Result<Vec<IpAddr>>>;
}

/// The operating system's resolver.
struct System;

impl Resolve for System {
    fn resolve<'a>(&'a self, host: &'a str, port: u16) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move { Ok(tokio::net::lookup_host((host, port)).await?.map(|found| found.ip()).collect()) })
    }
}

/// What an exchange may take.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// from looking the name up to the end of the answer
    pub whole: Duration,
    /// bytes of the answer's body
    pub answer_bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { whole: Duration::from_secs(8), answer_bytes: 64 * 1024 }
    }
}

/// What came back. A redirection is an answer like others: it is never followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// The way out; cheap to clone.
#[derive(Clone)]
pub struct Egress {
    rules: Arc<Rules>,
    bounds: Bounds,
    tls: Arc<rustls::ClientConfig>,
    resolver: Arc<dyn Resolve>,
}

/// What is sent.
struct Message<'a> {
    method: Method,
    headers: &'a [(&'a str, &'a str)],
    body: Bytes,
}

/// Where a request goes, taken apart.
struct Target {
    host: String,
    port: u16,
    is_tls: bool,
    path: String,
    authority: String,
}

impl Egress {
    /// A way out with hosts of the inside that are allowed. Certificates are checked against Mozilla's list.
    ///
    /// # Errors
    /// When the cryptography of TLS cannot be set up.
    pub fn new(rules: Rules, bounds: Bounds) -> Result<Self, rustls::Error> {
        let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { rules: Arc::new(rules), bounds, tls: Arc::new(tls), resolver: Arc::new(System) })
    }

    /// The same with another resolver.
    #[must_use]
    pub fn with_resolver(self, resolver: Arc<dyn Resolve>) -> Self {
        Self { resolver, ..self }
    }

    /// Is this an address that could be sent to? Looks no name up.
    pub fn check(&self, url: &str) -> Result<(), EgressError> {
        self.target(url).map(|_| ())
    }

    /// Posts a body. Errors: see [`EgressError`]; a status other than 2xx is an answer, not an error.
    pub async fn post(&self, url: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Result<Answer, EgressError> {
        self.send(url, &Message { method: Method::POST, headers, body: Bytes::from(body) }).await
    }

    /// Gets a document. Errors: as [`Egress::post`].
    pub async fn get(&self, url: &str, headers: &[(&str, &str)]) -> Result<Answer, EgressError> {
        self.send(url, &Message { method: Method::GET, headers, body: Bytes::new() }).await
    }

    async fn send(&self, url: &str, message: &Message<'_>) -> Result<Answer, EgressError> {
        let target = self.target(url)?;
        let slow = || EgressError::Slow { host: target.host.clone() };
        tokio::time::timeout(self.bounds.whole, self.exchange(&target, message)).await.unwrap_or_else(|_| Err(slow()))
    }

    fn target(&self, url: &str) -> Result<Target, EgressError> {
        let uri: Uri = url.parse().map_err(|_| EgressError::Address("something else"))?;
        let is_tls = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(EgressError::Address("another scheme")),
        };
        let authority = uri.authority().ok_or(EgressError::Address("no host"))?;
        if authority.as_str().contains('@') {
            return Err(EgressError::Address("a name or password in front of the host"));
        }
        let host = authority.host().to_owned();
        let port = authority.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        if !is_tls && !self.rules.allow(&host, port) {
            return Err(EgressError::Plain { host });
        }
        let path = uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        Ok(Target { host, port, is_tls, path, authority: authority.to_string() })
    }

    /// The addresses to try: all of them must be outside, unless the host is allowed.
    async fn addresses(&self, target: &Target) -> Result<Vec<IpAddr>, EgressError> {
        let bare = target.host.trim_start_matches('[').trim_end_matches(']');
        let unknown = |source| EgressError::Unknown { host: target.host.clone(), source };
        let found = match bare.parse::<IpAddr>() {
            Ok(address) => vec![address],
            Err(_) => self.resolver.resolve(bare, target.port).await.map_err(unknown)?,
        };
        if found.is_empty() {
            return Err(unknown(io::Error::from(io::ErrorKind::NotFound)));
        }
        let is_allowed = self.rules.allow(&target.host, target.port);
        // one address of the inside among others is how a name is made to lead there by and by
        if !is_allowed && !found.iter().all(|address| is_public(*address)) {
            return Err(EgressError::Inside { host: target.host.clone() });
        }
        Ok(found)
    }

    async fn exchange(&self, target: &Target, message: &Message<'_>) -> Result<Answer, EgressError> {
        let connect = |source| EgressError::Connect { host: target.host.clone(), source };
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        for address in self.addresses(target).await? {
            // the very address that was checked: nothing is looked up again
            let stream = match TcpStream::connect(SocketAddr::new(address, target.port)).await {
                Ok(stream) => stream,
                Err(fault) => {
                    last = fault;
                    continue;
                }
            };
            if !target.is_tls {
                return self.speak(target, message, stream).await;
            }
            let bare = target.host.trim_start_matches('[').trim_end_matches(']').to_owned();
            let name = ServerName::try_from(bare).map_err(|_| EgressError::Address("no name for a certificate"))?;
            let secured = TlsConnector::from(self.tls.clone()).connect(name, stream).await.map_err(connect)?;
            return self.speak(target, message, secured).await;
        }
        Err(connect(last))
    }

    async fn speak<S>(&self, target: &Target, message: &Message<'_>, stream: S) -> Result<Answer, EgressError>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let broken = |source| EgressError::Exchange { host: target.host.clone(), source };
        let mut request = Request::builder()
            .method(&message.method)
            .uri(&target.path)
            .header(HOST, &target.authority)
            .header(USER_AGENT, "xinqiao");
        if message.method != Method::GET {
            request = request.header(CONTENT_LENGTH, message.body.len());
        }
        for (name, value) in message.headers {
            request = request.header(*name, *value);
        }
        let body = Full::new(message.body.clone());
        let request = request.body(body).map_err(|_| EgressError::Address("signs that no request holds"))?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
        let line = tokio::spawn(connection);
        let outcome = async {
            let answer = sender.send_request(request).await.map_err(broken)?;
            let status = answer.status().as_u16();
            let collected = Limited::new(answer.into_body(), self.bounds.answer_bytes).collect().await;
            let body = collected.map_err(|fault| match fault.downcast::<hyper::Error>() {
                Ok(source) => broken(*source),
                Err(fault) => {
                    debug_assert!(fault.is::<LengthLimitError>());
                    EgressError::Large { host: target.host.clone() }
                }
            })?;
            Ok(Answer { status, body: body.to_bytes().to_vec() })
        };
        let answer = outcome.await;
        line.abort();
        answer
    }
}
