//! One connection to a mail server.

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Noop, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::{Response, Severity};
use xinqiao_notices::Receipt;

use super::said::{At, Fault, Stage, reference};
use super::{Encryption, SmtpSettings};

/// An open conversation.
pub(super) struct Line(AsyncSmtpConnection);

impl Line {
    pub(super) async fn open(
        settings: &SmtpSettings,
        hello: &ClientId,
        tls: Option<&TlsParameters>,
        at: &At,
    ) -> Result<Self, Fault> {
        let implicit = tls.filter(|_| settings.encryption == Encryption::Implicit).cloned();
        let server = (settings.host.as_str(), settings.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(server, None, hello, implicit, None).await?;
        if settings.encryption == Encryption::Starttls
            && let Some(tls) = tls
        {
            at.reached(Stage::Starttls);
            connection.starttls(tls.clone(), hello).await?;
            // Somebody between may have put an answer of their own in front of those that come inside TLS (as in CVE-2011-0411). Then each
            // answer read belongs to the command before, and this one is the list that follows on EHLO.
            let answer = completed(connection.command(Noop).await?)?;
            if 1 < answer.message().count() {
                return Err(Fault::OutOfStep);
            }
        }
        if let Some(login) = &settings.login {
            at.reached(Stage::Auth);
            let credentials = Credentials::new(login.user.clone(), login.password.expose().to_owned());
            completed(connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await?)?;
        }
        Ok(Self(connection))
    }

    /// Does the server still answer?
    pub(super) async fn is_alive(&mut self) -> bool {
        self.0.command(Noop).await.is_ok()
    }

    /// Ends a letter that was not taken; false when the server does not answer any more.
    pub(super) async fn reset(&mut self) -> bool {
        self.0.command(Rset).await.is_ok()
    }

    /// One letter. The stages are told so that whoever hears of a fault knows where it was.
    pub(super) async fn send(&mut self, envelope: &Envelope, message: &[u8], at: &At) -> Result<Receipt, Fault> {
        at.reached(Stage::Mail);
        completed(self.0.command(Mail::new(envelope.from().cloned(), Vec::new())).await?)?;
        at.reached(Stage::Rcpt);
        for recipient in envelope.to() {
            completed(self.0.command(Rcpt::new(recipient.clone(), Vec::new())).await?)?;
        }
        at.reached(Stage::Data);
        if self.0.command(Data).await?.code().severity != Severity::PositiveIntermediate {
            return Err(Fault::OutOfStep);
        }
        at.reached(Stage::Text);
        let answer = completed(self.0.message(message).await?)?;
        Ok(Receipt { reference: reference(&answer) })
    }
}

/// 2xx. An answer 3xx where none is due belongs to another command: nothing that comes after it can be believed.
fn completed(answer: Response) -> Result<Response, Fault> {
    if answer.code().severity == Severity::PositiveCompletion { Ok(answer) } else { Err(Fault::OutOfStep) }
}
