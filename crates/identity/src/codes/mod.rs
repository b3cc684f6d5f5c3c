//! The way of a code to a phone.

mod console;
mod file;
mod http;

use std::io;

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;
use xinqiao_egress::EgressError;

pub use console::ConsoleSender;
pub use file::FileSender;
pub use http::HttpSender;

/// Somebody who carries codes to phones.
pub trait CodeSender: Send + Sync {
    /// Hands a message over. When it returns well, the message is not lost by a crash of the program.
    ///
    /// Errors: see [`SendError`]; the message may have gone out all the same.
    fn send<'a>(&'a self, message: &'a CodeMessage) -> BoxFuture<'a, Result<(), SendError>>;
}

/// A code on its way. The text stands by itself; gateways that know only forms find its parts beside it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct CodeMessage {
    /// names the message; a gateway that has seen it sends nothing again
    pub id: Uuid,
    pub at: Timestamp,
    /// `+8613812345678`
    pub phone: String,
    pub code: String,
    /// for so long the code counts
    pub minutes: u32,
    /// name under which the operator sends
    pub signature: String,
    /// the whole message: `【…】…`
    pub text: String,
}

impl std::fmt::Debug for CodeMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CodeMessage").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Why a message was not handed over. No variant holds a number or a code.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// The file or the console could not be written.
    #[error("the message could not be written")]
    Write(#[source] io::Error),
    /// The gateway was not reached.
    #[error("the gateway was not reached")]
    Unreachable(#[source] EgressError),
    /// The gateway did not take it: its status.
    #[error("the gateway answered with status {0}")]
    Status(u16),
}

impl SendError {
    /// A word for lists and logs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Write(_) => "write",
            Self::Unreachable(_) => "unreachable",
            Self::Status(_) => "status",
        }
    }
}

#[cfg(test)]
pub(crate) fn sample(number: u128) -> CodeMessage {
    CodeMessage {
        id: Uuid::from_u128(number),
        at: "2026-11-22T02:00:00Z".parse().unwrap(),
        phone: "+8613812345678".to_owned(),
        code: "012345".to_owned(),
        minutes: 5,
        signature: "甘州心理服务".to_owned(),
        text: "【甘州心理服务】验证码 012345".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_of_a_number_or_a_code_is_printed_by_debug() {
        let shown = format!("{:?}", super::sample(1));
        assert!(!shown.contains("138") && !shown.contains("012345"), "{shown}");
    }
}
