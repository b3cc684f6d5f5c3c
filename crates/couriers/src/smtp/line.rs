//! One connection to a mail server.

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Noop, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use xinqiao_notices::Receipt;

use super::said::{At, Stage, reference};
use super::{Encryption, SmtpSettings};

/// An open conversation.
pub(super) struct Line(AsyncSmtpConnection);

impl Line {
    pub(super) async fn open(
        settings: &SmtpSettings,
        hello: &ClientId,
        tls: Option<&TlsParameters>,
        at: &At,
    ) -> Result<Self, Error> {
        let implicit = tls.filter(|_| settings.encryption == Encryption::Implicit).cloned();
        let server = (settings.host.as_str(), settings.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(server, None, hello, implicit, None).await?;
        if settings.encryption == Encryption::Starttls
            && let Some(tls) = tls
        {
            at.reached(Stage::Starttls);
            connection.starttls(tls.clone(), hello).await?;
        }
        if let Some(login) = &settings.login {
            at.reached(Stage::Auth);
            let credentials = Credentials::new(login.user.clone(), login.password.expose().to_owned());
            connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await?;
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

    /// One letter. The stages are told so that whoever hears of an error knows where it was.
    pub(super) async fn send(&mut self, envelope: &Envelope, message: &[u8], at: &At) -> Result<Receipt, Error> {
        at.reached(Stage::Mail);
        self.0.command(Mail::new(envelope.from().cloned(), Vec::new())).await?;
        at.reached(Stage::Rcpt);
        for recipient in envelope.to() {
            self.0.command(Rcpt::new(recipient.clone(), Vec::new())).await?;
        }
        at.reached(Stage::Data);
        self.0.command(Data).await?;
        at.reached(Stage::Text);
        let answer = self.0.message(message).await?;
        Ok(Receipt { reference: reference(&answer) })
    }
}
