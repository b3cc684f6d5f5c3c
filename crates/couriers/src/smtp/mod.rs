//! E-mail by SMTP (RFC 5321), to the one server that the operator names.

mod line;
mod message;
mod said;

use std::net::IpAddr;
use std::time::Duration;

use futures_util::future::BoxFuture;
use lettre::Address;
use lettre::transport::smtp::client::{Certificate, CertificateStore, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::sync::Mutex;
use xinqiao_notices::{Channel, Letter, Receipt, Refused, RefusedKind};

use crate::{Courier, Secret, check_address};
use line::Line;
use said::{At, Fault, Stage, refused};

/// A kept line that says nothing for so long is taken for dead: a firewall has forgotten it.
const LINE_PATIENCE: Duration = Duration::from_secs(2);

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// TLS from the first byte (RFC 8314), port 465.
    Implicit,
    /// TLS after STARTTLS (RFC 3207), port 587; a server that does not offer it is not spoken to further.
    Starttls,
    /// None; on the own machine only.
    None,
}

/// Who the program is to the server.
#[derive(Debug, Clone)]
pub struct Login {
    pub user: String,
    pub password: Secret,
}

/// Where mail goes and from whom it comes.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    /// PEM of certificates that count beside Mozilla's list: a mail server of the city's own network.
    pub authority: Option<Vec<u8>>,
    pub login: Option<Login>,
    /// A mailbox of the service, no person's.
    pub from: String,
    /// The name under which the program greets; none: the domain of `from`.
    pub hello: Option<String>,
    /// For the whole of one letter.
    pub timeout: Duration,
}

/// Sends mail. One connection is kept and used again; letters go one after another.
pub struct Smtp {
    settings: SmtpSettings,
    from: Address,
    hello: ClientId,
    tls: Option<TlsParameters>,
    line: Mutex<Option<Line>>,
}

impl Smtp {
    /// Checks settings; connects to nobody.
    ///
    /// Errors: a word for what cannot be used.
    pub fn new(settings: SmtpSettings) -> Result<Self, String> {
        check_address(Channel::Email, &settings.from).map_err(|fault| format!("from: {fault}"))?;
        let from: Address = settings.from.parse().map_err(|_| "from: expected an e-mail address".to_owned())?;
        if settings.encryption == Encryption::None && !is_own_machine(&settings.host) {
            return Err("encryption: without TLS mail goes to the own machine only".to_owned());
        }
        if settings.timeout.is_zero() {
            return Err("timeout_s: expected at least one second".to_owned());
        }
        let is_host =
            !settings.host.is_empty() && settings.host.bytes().all(|sign| sign.is_ascii_alphanumeric() || b".-:".contains(&sign));
        if !is_host {
            return Err("host: expected a host such as mail.city.example".to_owned());
        }
        let hello = settings.hello.clone().unwrap_or_else(|| from.domain().to_owned());
        if hello.is_empty() || !hello.bytes().all(|sign| sign.is_ascii_alphanumeric() || b".-".contains(&sign)) {
            return Err("hello: expected a domain such as xq.city.example".to_owned());
        }
        let tls = match settings.encryption {
            Encryption::None => None,
            Encryption::Implicit | Encryption::Starttls => Some(tls(&settings)?),
        };
        Ok(Self { from, hello: ClientId::Domain(hello), tls, line: Mutex::new(None), settings })
    }

    async fn send(&self, letter: &Letter) -> Result<Receipt, Refused> {
        check_address(letter.channel, &letter.to).map_err(|fault| Refused::new(RefusedKind::Permanent, fault.to_string()))?;
        if letter.channel != Channel::Email {
            return Err(Refused::new(RefusedKind::Permanent, "a letter of another way"));
        }
        let message = message::message(letter, &self.from)?;
        let mut kept = self.line.lock().await;
        let at = At::default();
        // taken out: whatever ends this conversation early takes the line with it
        let talk = async {
            let mut line = self.open(kept.take(), &at).await.map_err(|fault| (fault, None))?;
            let outcome = line.send(message.envelope(), &message.formatted(), &at).await;
            match outcome {
                Ok(receipt) => Ok((receipt, line)),
                // the server said no and is still there: the next letter begins anew on the same line
                Err(fault) if fault.is_answer() && line.reset().await => Err((fault, Some(line))),
                Err(fault) => Err((fault, None)),
            }
        };
        match tokio::time::timeout(self.settings.timeout, talk).await {
            Ok(Ok((receipt, line))) => {
                *kept = Some(line);
                Ok(receipt)
            }
            Ok(Err((fault, line))) => {
                *kept = line;
                Err(refused(&fault, at.stage()))
            }
            Err(_) => Err(at.stage().broken("no answer in time")),
        }
    }

    /// The kept line when the server still listens on it, else a new one.
    async fn open(&self, kept: Option<Line>, at: &At) -> Result<Line, Fault> {
        if let Some(mut line) = kept
            && tokio::time::timeout(self.settings.timeout.min(LINE_PATIENCE), line.is_alive()).await.unwrap_or(false)
        {
            return Ok(line);
        }
        at.reached(Stage::Connect);
        Line::open(&self.settings, &self.hello, self.tls.as_ref(), at).await
    }
}

impl Courier for Smtp {
    fn deliver<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<Receipt, Refused>> {
        Box::pin(self.send(letter))
    }
}

fn tls(settings: &SmtpSettings) -> Result<TlsParameters, String> {
    let mut builder = TlsParameters::builder(settings.host.clone()).certificate_store(CertificateStore::WebpkiRoots);
    if let Some(pem) = &settings.authority {
        // an empty list would silently count for nothing
        let holds_one = pem.windows(27).any(|part| part == b"-----BEGIN CERTIFICATE-----");
        let found = Certificate::from_pem(pem).ok().filter(|_| holds_one);
        builder = builder.add_root_certificate(found.ok_or("ca: expected certificates in PEM")?);
    }
    builder.build_rustls().map_err(|_| "ca: expected certificates that can sign others".to_owned())
}

fn is_own_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
