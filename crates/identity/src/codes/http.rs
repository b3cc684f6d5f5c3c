//! Codes to a gateway, by HTTP.

use futures_util::future::BoxFuture;
use xinqiao_egress::{Egress, signature};

use super::{CodeMessage, CodeSender, SendError};
use crate::Secret;

/// Posts each message as JSON, signed as outgoing events are (`Xinqiao-Signature`). A status of 2xx takes it.
#[derive(Clone)]
pub struct HttpSender {
    url: String,
    secret: Secret,
    egress: Egress,
}

impl HttpSender {
    /// Posts to an address.
    pub fn new(url: String, secret: Secret, egress: Egress) -> Self {
        Self { url, secret, egress }
    }

    async fn post(&self, message: &CodeMessage) -> Result<(), SendError> {
        let body = serde_json::to_vec(message).map_err(|fault| SendError::Write(fault.into()))?;
        let signed = signature(self.secret.expose().as_bytes(), message.at.as_second(), &body);
        let id = message.id.to_string();
        let headers = [("content-type", "application/json"), ("xinqiao-id", id.as_str()), ("xinqiao-signature", &signed)];
        let answer = self.egress.post(&self.url, &headers, body).await.map_err(SendError::Unreachable)?;
        if (200..300).contains(&answer.status) { Ok(()) } else { Err(SendError::Status(answer.status)) }
    }
}

impl CodeSender for HttpSender {
    fn send<'a>(&'a self, message: &'a CodeMessage) -> BoxFuture<'a, Result<(), SendError>> {
        Box::pin(self.post(message))
    }
}
