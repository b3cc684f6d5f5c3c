//! The operator's file: who carries letters.
//!
//! ```toml
//! service = "工作平台"
//! link = "https://xq.city.example/desk"
//!
//! [email]
//! courier = "smtp"
//! host = "mail.city.example"
//! port = 465
//! encryption = "implicit"
//! user = "desk"
//! password = { file = "/etc/xinqiao/mail.secret" }
//! from = "desk@city.example"
//!
//! [sms]
//! courier = "gateway"
//! url = "https://sms.city.example/send"
//! secret_headers = { authorization = { file = "/etc/xinqiao/sms.secret" } }
//! body = { mobile = "{to}", content = "【{service}】{text}", serial = "{id}" }
//! answer = { code = "/code", taken = ["0"], permanent = ["4001"], receipt = "/data/id" }
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use xinqiao_egress::Egress;
use xinqiao_notices::Channel;

use crate::{
    ConsoleCourier, Courier, Encryption, FileCourier, Gateway, GatewaySettings, Login, Outcomes, Secret, Smtp, SmtpSettings,
};

/// Seconds for one letter when the operator says nothing.
const TIMEOUT_S: u64 = 30;

/// What the operator chose.
#[derive(Clone, Default)]
pub struct Configured {
    /// The neutral name of the service; to be checked by [`xinqiao_notices::Wording::new`].
    pub service: String,
    /// The way to the desk; checked with the name.
    pub link: String,
    couriers: BTreeMap<Channel, Arc<dyn Courier>>,
}

/// Something in the file that cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{at}: {what}")]
pub struct Fault {
    /// The part of the file: `email`, `sms`, `wechat` or the file.
    pub at: String,
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileToml {
    service: String,
    link: String,
    email: Option<EmailToml>,
    sms: Option<GatewayToml>,
    wechat: Option<GatewayToml>,
}

#[derive(Deserialize)]
#[serde(tag = "courier", rename_all = "snake_case", deny_unknown_fields)]
enum EmailToml {
    Smtp {
        host: String,
        port: u16,
        encryption: Encryption,
        ca: Option<PathBuf>,
        user: Option<String>,
        password: Option<SecretToml>,
        from: String,
        hello: Option<String>,
        timeout_s: Option<u64>,
    },
    File {
        file: PathBuf,
    },
    Console {},
}

#[derive(Deserialize)]
#[serde(tag = "courier", rename_all = "snake_case", deny_unknown_fields)]
enum GatewayToml {
    Gateway {
        url: String,
        #[serde(default)]
        headers: BTreeMap<String, String>,
        #[serde(default)]
        secret_headers: BTreeMap<String, SecretToml>,
        body: toml::Table,
        #[serde(default)]
        answer: Box<Outcomes>,
        sign: Option<SecretToml>,
    },
    File {
        file: PathBuf,
    },
    Console {},
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SecretToml {
    file: Option<PathBuf>,
    variable: Option<String>,
}

/// Where what the file does not hold comes from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// a variable of the environment
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// the way out
    pub egress: &'a Egress,
}

impl Configured {
    /// Reads the operator's file. Errors: every part that cannot be used. No secret stands in the file itself.
    pub fn read(path: &Path, sources: Sources<'_>) -> Result<Self, Vec<Fault>> {
        let text = std::fs::read_to_string(path).map_err(|what| vec![fault(&path.display().to_string(), what.to_string())])?;
        Self::parse(&text, sources)
    }

    /// Reads the text of such a file. Errors: as [`Configured::read`].
    pub fn parse(text: &str, sources: Sources<'_>) -> Result<Self, Vec<Fault>> {
        let file: FileToml = toml::from_str(text).map_err(|what| vec![fault("the file", what.message().to_owned())])?;
        let mut faults = Vec::new();
        let mut couriers = BTreeMap::new();
        let ways = [
            (Channel::Email, file.email.map(|raw| email(raw, sources))),
            (Channel::Sms, file.sms.map(|raw| gateway(Channel::Sms, raw, sources))),
            (Channel::Wechat, file.wechat.map(|raw| gateway(Channel::Wechat, raw, sources))),
        ];
        for (channel, read) in ways {
            match read {
                Some(Ok(courier)) => drop(couriers.insert(channel, courier)),
                Some(Err(what)) => faults.push(fault(channel.code(), what)),
                None => {}
            }
        }
        if faults.is_empty() { Ok(Self { service: file.service, link: file.link, couriers }) } else { Err(faults) }
    }

    /// Who carries letters of a way; nobody for what the operator did not connect.
    pub fn courier(&self, channel: Channel) -> Option<&Arc<dyn Courier>> {
        self.couriers.get(&channel)
    }

    /// The ways that are connected.
    pub fn channels(&self) -> impl Iterator<Item = Channel> {
        self.couriers.keys().copied()
    }
}

fn fault(at: &str, what: impl Into<String>) -> Fault {
    Fault { at: at.to_owned(), what: what.into() }
}

fn email(raw: EmailToml, sources: Sources<'_>) -> Result<Arc<dyn Courier>, String> {
    Ok(match raw {
        EmailToml::File { file } => Arc::new(FileCourier::new(file)),
        EmailToml::Console {} => Arc::new(ConsoleCourier),
        EmailToml::Smtp { host, port, encryption, ca, user, password, from, hello, timeout_s } => {
            let login = match (user, password) {
                (Some(user), Some(password)) => Some(Login { user, password: secret(password, sources)? }),
                (None, None) => None,
                _ => return Err("expected user and password, or neither".to_owned()),
            };
            let read = |path: PathBuf| std::fs::read(&path).map_err(|fault| format!("ca: {}: {fault}", path.display()));
            let authority = ca.map(read).transpose()?;
            let timeout = Duration::from_secs(timeout_s.unwrap_or(TIMEOUT_S));
            Arc::new(Smtp::new(SmtpSettings { host, port, encryption, authority, login, from, hello, timeout })?)
        }
    })
}

fn gateway(channel: Channel, raw: GatewayToml, sources: Sources<'_>) -> Result<Arc<dyn Courier>, String> {
    Ok(match raw {
        GatewayToml::File { file } => Arc::new(FileCourier::new(file)),
        GatewayToml::Console {} => Arc::new(ConsoleCourier),
        GatewayToml::Gateway { url, headers, secret_headers, body, answer, sign } => {
            let hidden = secret_headers.into_iter().map(|(name, raw)| Ok((name, secret(raw, sources)?)));
            let settings = GatewaySettings {
                channel,
                url,
                headers: headers.into_iter().collect(),
                secret_headers: hidden.collect::<Result<_, String>>()?,
                body: serde_json::to_value(body).map_err(|fault| format!("body: {fault}"))?,
                outcomes: *answer,
                sign: sign.map(|raw| secret(raw, sources)).transpose()?,
            };
            Arc::new(Gateway::new(settings, sources.egress.clone())?)
        }
    })
}

fn secret(raw: SecretToml, sources: Sources<'_>) -> Result<Secret, String> {
    match (raw.file, raw.variable) {
        (Some(file), None) => Secret::read(&file),
        (None, Some(name)) => {
            let text = (sources.variable)(&name).filter(|text| !text.is_empty());
            text.map(Secret::new).ok_or_else(|| format!("the variable {name} is not set"))
        }
        _ => Err("expected one of { file = … } and { variable = … }".to_owned()),
    }
}
