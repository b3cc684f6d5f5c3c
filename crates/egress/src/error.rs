//! Why a request did not go out, or brought nothing back.

use std::io;

/// What went wrong. No variant holds the path or the body of a request.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EgressError {
    /// The address cannot be used at all.
    #[error("expected an address such as https://host/path, found {0}")]
    Address(&'static str),
    /// Without TLS only allowed hosts are reached.
    #[error("{host}: without TLS only hosts are reached that --egress-allow names")]
    Plain { host: String },
    /// The name leads to an address of the inside.
    #[error("{host}: its address is not a public one; --egress-allow names hosts of the inside")]
    Inside { host: String },
    /// The name has no address.
    #[error("{host}: the name could not be looked up")]
    Unknown { host: String, source: io::Error },
    /// Nobody answers there.
    #[error("{host}: no connection")]
    Connect { host: String, source: io::Error },
    /// The other side broke the protocol or the connection.
    #[error("{host}: the exchange broke off")]
    Exchange { host: String, source: hyper::Error },
    /// It took too long.
    #[error("{host}: no answer in time")]
    Slow { host: String },
    /// The answer is larger than anybody needs.
    #[error("{host}: the answer is too large")]
    Large { host: String },
}

impl EgressError {
    /// A word for lists and logs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Address(_) => "address",
            Self::Plain { .. } => "no_tls",
            Self::Inside { .. } => "inside",
            Self::Unknown { .. } => "name",
            Self::Connect { .. } => "connect",
            Self::Exchange { .. } => "exchange",
            Self::Slow { .. } => "slow",
            Self::Large { .. } => "large",
        }
    }
}
