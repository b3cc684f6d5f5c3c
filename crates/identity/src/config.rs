//! The operator's file: identity providers, and how codes reach a phone.
//!
//! ```toml
//! [[provider]]
//! code = "city"
//! kind = "oidc"
//! label = { zh-CN = "城市统一身份认证", en = "City identity" }
//! issuer = "https://id.city.example"
//! client_id = "xinqiao"
//! secret = { file = "/etc/xinqiao/city.secret" }
//! for = ["staff"]
//! second_factor = { amr = ["mfa", "otp"] }
//! max_age_s = 3600
//!
//! [codes]
//! sender = "file"
//! signature = "某某市心理服务"
//! ```

use std::path::{Path, PathBuf};
use std::sync::Arc;

use openidconnect::IssuerUrl;
use openidconnect::url::Url;
use serde::Deserialize;
use xinqiao_egress::Egress;

use crate::codes::{CodeSender, ConsoleSender, FileSender, HttpSender};
use crate::provider::{Audience, Labels, Provider};
use crate::secret::refuse_if_others_may_read;
use crate::{IdentityProvider, Oidc, Secret, Wechat, oidc, wechat};

/// No provider's code: the number of a phone is kept under it.
pub const PHONE: &str = "phone";

/// What the operator chose.
#[derive(Clone, Default)]
pub struct Configured {
    /// in the order of the file
    pub providers: Vec<Provider>,
    /// none: nobody signs in with a phone
    pub codes: Option<Arc<dyn CodeSender>>,
    /// name under which the operator sends messages, as it stands between 【 and 】; none: the name of the service
    pub signature: Option<String>,
}

/// Something in the file that cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{at}: {what}")]
pub struct Fault {
    /// the provider's code, or the part of the file
    pub at: String,
    pub what: String,
}

/// Where what the file does not hold comes from.
pub struct Sources<'a> {
    /// a variable of the environment
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// the way out
    pub egress: &'a Egress,
    /// the file for codes when the operator names none
    pub codes_file: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileToml {
    #[serde(default)]
    provider: Vec<ProviderToml>,
    #[serde(default)]
    codes: CodesToml,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProviderToml {
    code: String,
    kind: Kind,
    label: Labels,
    client_id: String,
    secret: SecretToml,
    #[serde(rename = "for")]
    audiences: Vec<Audience>,
    issuer: Option<IssuerUrl>,
    scopes: Option<Vec<String>>,
    second_factor: Option<SecondFactorToml>,
    max_age_s: Option<u32>,
    pages: Option<Url>,
    interface: Option<Url>,
    #[serde(default)]
    by_union: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Oidc,
    Wechat,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SecondFactorToml {
    #[serde(default)]
    amr: Vec<String>,
    #[serde(default)]
    acr: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SecretToml {
    file: Option<PathBuf>,
    variable: Option<String>,
    value: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CodesToml {
    sender: Option<Sender>,
    file: Option<PathBuf>,
    url: Option<String>,
    secret: Option<SecretToml>,
    signature: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Sender {
    File,
    Console,
    Http,
    None,
}

impl Configured {
    /// Reads the operator's file. Errors: every part that cannot be used; a secret in the file itself when others may read it.
    pub fn read(path: &Path, sources: &Sources<'_>) -> Result<Self, Vec<Fault>> {
        let whole = |what: String| vec![fault(&path.display().to_string(), what)];
        let file = std::fs::File::open(path).map_err(|fault| whole(fault.to_string()))?;
        let is_closed = refuse_if_others_may_read(path, &file);
        let text = std::fs::read_to_string(path).map_err(|fault| whole(fault.to_string()))?;
        Self::parse(&text, is_closed, sources)
    }

    /// What holds without a file: no provider, codes into a file.
    pub fn standing(sources: &Sources<'_>) -> Self {
        let codes = sources.codes_file.clone().map(|file| -> Arc<dyn CodeSender> { Arc::new(FileSender::new(file)) });
        Self { providers: Vec::new(), codes, signature: None }
    }

    /// The provider with a code.
    pub fn provider(&self, code: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.code == code)
    }

    fn parse(text: &str, is_closed: Result<(), String>, sources: &Sources<'_>) -> Result<Self, Vec<Fault>> {
        // the library's text would show the line, which may hold a secret
        let file: FileToml = toml::from_str(text).map_err(|fault| vec![self::fault("the file", fault.message().to_owned())])?;
        let mut faults = Vec::new();
        let mut providers: Vec<Provider> = Vec::new();
        for raw in file.provider {
            if providers.iter().any(|known| known.code == raw.code) {
                faults.push(fault(&raw.code, "the code is there twice"));
            }
            let code = raw.code.clone();
            match provider(raw, &is_closed, sources) {
                Ok(read) => providers.push(read),
                Err(what) => faults.push(fault(&code, what)),
            }
        }
        let signature = file.codes.signature.clone();
        if signature.as_deref().is_some_and(|text| text.is_empty() || text.contains(['【', '】', '\n'])) {
            faults.push(fault("codes", "expected a signature without 【 and 】, on one line"));
        }
        let codes = codes(file.codes, &is_closed, sources).map_err(|what| faults.push(fault("codes", what))).ok().flatten();
        if faults.is_empty() { Ok(Self { providers, codes, signature }) } else { Err(faults) }
    }
}

fn fault(at: &str, what: impl Into<String>) -> Fault {
    Fault { at: at.to_owned(), what: what.into() }
}

fn provider(raw: ProviderToml, is_closed: &Result<(), String>, sources: &Sources<'_>) -> Result<Provider, String> {
    // the number of a phone is kept beside identities, under this word
    if raw.code == PHONE {
        return Err("the code phone is taken".to_owned());
    }
    let is_code = !raw.code.is_empty()
        && raw.code.len() <= 32
        && raw.code.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-');
    if !is_code {
        return Err("expected a code of at most 32 small letters, digits and hyphens".to_owned());
    }
    for language in ["zh-CN", "en"] {
        if raw.label.get(language).is_none_or(|label| label.trim().is_empty()) {
            return Err(format!("expected a label in {language}"));
        }
    }
    if raw.audiences.is_empty() {
        return Err("expected whom it serves: for = [\"staff\"] or [\"resident\"]".to_owned());
    }
    if raw.client_id.is_empty() {
        return Err("expected a client_id".to_owned());
    }
    let (code, labels, audiences) = (raw.code.clone(), raw.label.clone(), raw.audiences.clone());
    let flow: Arc<dyn IdentityProvider> = match raw.kind {
        Kind::Oidc => Arc::new(oidc(raw, is_closed, sources)?),
        Kind::Wechat => Arc::new(wechat(raw, is_closed, sources)?),
    };
    Ok(Provider { code, labels, audiences, flow })
}

fn oidc(raw: ProviderToml, is_closed: &Result<(), String>, sources: &Sources<'_>) -> Result<Oidc, String> {
    if raw.pages.is_some() || raw.interface.is_some() || raw.by_union {
        return Err("pages, interface and by_union are for kind = \"wechat\"".to_owned());
    }
    let issuer = raw.issuer.ok_or("expected an issuer")?;
    if issuer.url().query().is_some() || issuer.url().fragment().is_some() {
        return Err("expected an issuer without ? and #".to_owned());
    }
    sources.egress.check(issuer.as_str()).map_err(|fault| fault.to_string())?;
    let second = raw.second_factor.unwrap_or_default();
    let settings = oidc::Settings {
        issuer,
        client_id: raw.client_id,
        secret: secret(raw.secret, is_closed, sources)?,
        scopes: raw.scopes.unwrap_or_default().into_iter().filter(|scope| scope != "openid").collect(),
        amr: second.amr,
        acr: second.acr,
        max_age_s: raw.max_age_s,
    };
    Ok(Oidc::new(settings, sources.egress.clone()))
}

fn wechat(raw: ProviderToml, is_closed: &Result<(), String>, sources: &Sources<'_>) -> Result<Wechat, String> {
    let others = raw.issuer.is_some() || raw.scopes.is_some() || raw.second_factor.is_some() || raw.max_age_s.is_some();
    if others {
        return Err("issuer, scopes, second_factor and max_age_s are for kind = \"oidc\"".to_owned());
    }
    let base = |given: Option<Url>, standing: &str| match given {
        Some(url) => Ok(url),
        None => Url::parse(standing).map_err(|fault| fault.to_string()),
    };
    let (pages, interface) = (base(raw.pages, wechat::PAGES)?, base(raw.interface, wechat::INTERFACE)?);
    for url in [&pages, &interface] {
        sources.egress.check(url.as_str()).map_err(|fault| fault.to_string())?;
    }
    let secret = secret(raw.secret, is_closed, sources)?;
    Ok(Wechat { app_id: raw.client_id, secret, pages, interface, by_union: raw.by_union, egress: sources.egress.clone() })
}

fn codes(raw: CodesToml, is_closed: &Result<(), String>, sources: &Sources<'_>) -> Result<Option<Arc<dyn CodeSender>>, String> {
    let file = raw.file.or_else(|| sources.codes_file.clone());
    Ok(match raw.sender {
        None => file.map(|file| -> Arc<dyn CodeSender> { Arc::new(FileSender::new(file)) }),
        Some(Sender::None) => None,
        Some(Sender::Console) => Some(Arc::new(ConsoleSender)),
        Some(Sender::File) => Some(Arc::new(FileSender::new(file.ok_or("expected a file: nothing lies beside this database")?))),
        Some(Sender::Http) => {
            let url = raw.url.ok_or("expected the url of the gateway")?;
            sources.egress.check(&url).map_err(|fault| fault.to_string())?;
            let secret = secret(raw.secret.ok_or("expected the secret that signs what is sent")?, is_closed, sources)?;
            Some(Arc::new(HttpSender::new(url, secret, sources.egress.clone())))
        }
    })
}

fn secret(raw: SecretToml, is_closed: &Result<(), String>, sources: &Sources<'_>) -> Result<Secret, String> {
    match (raw.file, raw.variable, raw.value) {
        (Some(file), None, None) => Secret::read(&file),
        (None, Some(name), None) => {
            let text = (sources.variable)(&name).filter(|text| !text.is_empty());
            text.map(Secret::new).ok_or_else(|| format!("the variable {name} is not set"))
        }
        (None, None, Some(text)) if !text.is_empty() => {
            is_closed.clone().map_err(|why| format!("a secret stands in the file, and {why}"))?;
            Ok(Secret::new(text))
        }
        _ => Err("expected one of secret = { file = … }, { variable = … } or { value = … }".to_owned()),
    }
}

#[cfg(test)]
mod tests;
