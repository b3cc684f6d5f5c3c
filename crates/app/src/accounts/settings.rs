//! How people sign in to this installation, as its operator chose.

use std::sync::OnceLock;

/// Is a second factor asked for?
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SecondFactor {
    /// Whoever needs one by the policy reaches nothing before it is enrolled.
    #[default]
    Required,
    /// Everybody may enrol one, nobody has to: for demonstrations.
    Offered,
}

impl std::str::FromStr for SecondFactor {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "required" => Ok(Self::Required),
            "offered" => Ok(Self::Offered),
            other => Err(format!("expected required or offered, found {other}")),
        }
    }
}

/// What the operator chose.
#[derive(Debug, Clone, Default)]
pub struct SignInSettings {
    pub second_factor: SecondFactor,
    /// Address under which people reach the pages, `https://xinli.example.gov.cn`: passkeys are tied to its host. Without it passkeys work on `localhost` only.
    pub origin: Option<String>,
    /// Name that an authenticator app shows beside the login.
    pub service: String,
}

/// An address that passkeys cannot be tied to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected https:// and a host name (http:// for localhost alone), without a path, found {0}")]
pub struct OriginFault(String);

impl SignInSettings {
    /// The same at an address. Errors: one without a host name, with a path, or without TLS.
    pub fn at(self, origin: Option<&str>) -> Result<Self, OriginFault> {
        let Some(text) = origin else { return Ok(self) };
        let fits = |url: &url::Url| {
            let local = url.domain() == Some("localhost");
            url.domain().is_some() && (url.scheme() == "https" || url.scheme() == "http" && local) && url.path() == "/"
        };
        match url::Url::parse(text).ok().filter(fits) {
            Some(_) => Ok(Self { origin: Some(text.trim_end_matches('/').to_owned()), ..self }),
            None => Err(OriginFault(text.to_owned())),
        }
    }
}

/// The settings of a program: set once, before it serves.
#[derive(Debug, Default)]
pub(crate) struct Settings(OnceLock<SignInSettings>);

impl Settings {
    pub fn set(&self, settings: SignInSettings) -> bool {
        self.0.set(settings).is_ok()
    }

    pub fn get(&self) -> &SignInSettings {
        self.0.get_or_init(SignInSettings::default)
    }
}

impl crate::App {
    /// Sets how people sign in; false when somebody has signed in already or it was set before.
    pub fn set_sign_in(&self, settings: SignInSettings) -> bool {
        self.inner.settings.set(settings)
    }

    /// How people sign in.
    pub fn sign_in_settings(&self) -> &SignInSettings {
        self.inner.settings.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_tied_to_a_host_name_behind_tls() {
        let at = |origin| SignInSettings::default().at(Some(origin)).is_ok();
        assert!(at("https://xinli.example.gov.cn") && at("http://localhost:8080/"));
        for wrong in ["http://xinli.example.gov.cn", "https://192.0.2.7", "https://x.example/path", "x.example", ""] {
            assert!(!at(wrong), "{wrong}");
        }
    }
}
