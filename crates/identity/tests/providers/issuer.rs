//! A provider that a test tells what to answer.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use openidconnect::IssuerUrl;
use serde_json::{Value, json};
use xinqiao_identity::{Begun, Configured, Identity, IdentityError, Provider, Returned, Sources};
use xinqiao_kernel::IdSource;

use super::keys::Key;
use super::server::{Server, egress, pairs};

pub const CLIENT: &str = "xinqiao";
pub const SECRET: &str = "a secret of the client";
pub const BACK: &str = "https://xinli.example/login/with/city/back";

/// The instant of every test.
pub fn now() -> Timestamp {
    "2026-11-22T02:00:00Z".parse().unwrap()
}

/// What the provider says when it is asked.
pub struct Script {
    /// changes of what it says about itself
    pub metadata: Value,
    pub keys: Vec<Value>,
    /// answer for a code
    pub token: (u16, String),
}

/// A provider and what it was asked.
pub struct Issuer {
    pub server: Server,
    pub script: Arc<Mutex<Script>>,
    pub key: Key,
    provider: Provider,
    ids: IdSource,
}

impl Issuer {
    pub async fn start() -> Self {
        Self::with("").await
    }

    /// With further lines in the operator's file.
    pub async fn with(lines: &str) -> Self {
        let key = Key::fresh("first");
        let script = Script { metadata: json!({}), keys: vec![key.shown()], token: (500, String::new()) };
        let script = Arc::new(Mutex::new(script));
        let told = script.clone();
        let server = Server::start(move |asked| {
            let host = asked.head.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
            let script = told.lock().unwrap();
            match asked.path.as_str() {
                "/.well-known/openid-configuration" => (200, metadata(host, &script.metadata)),
                "/jwks" => (200, json!({ "keys": script.keys }).to_string()),
                "/token" => script.token.clone(),
                _ => (404, String::new()),
            }
        })
        .await;
        let provider = provider(&server.url(), lines, &server.host);
        Self { server, script, key, provider, ids: IdSource::seeded(7) }
    }

    pub fn tell(&self, change: impl FnOnce(&mut Script)) {
        change(&mut self.script.lock().unwrap());
    }

    pub async fn begin(&self) -> Result<Begun, IdentityError> {
        self.provider.flow.begin(BACK, &self.ids, now()).await
    }

    /// Claims of a token that holds.
    pub fn claims(&self, begun: &Begun) -> Value {
        json!({
            "iss": self.server.url(), "aud": CLIENT, "sub": "p-1", "nonce": begun.kept.nonce,
            "iat": now().as_second(), "exp": now().as_second() + 300, "auth_time": now().as_second() - 5,
        })
    }

    /// The answer for a code is a token of the issuer's key.
    pub fn give(&self, token: &str) {
        let body = json!({ "access_token": "a", "token_type": "Bearer", "id_token": token }).to_string();
        self.tell(|script| script.token = (200, body));
    }

    /// The browser comes back with a code.
    pub fn back(&self, begun: &Begun) -> Returned {
        Returned { state: Some(begun.kept.state.clone()), code: Some("c-1".to_owned()), error: None, iss: None }
    }

    pub async fn finish(&self, begun: &Begun, returned: &Returned) -> Result<Identity, IdentityError> {
        self.provider.flow.finish(&begun.kept, returned, now()).await
    }

    /// A whole sign-in with changed claims.
    pub async fn sign_in(&self, change: impl FnOnce(&mut Value)) -> Result<Identity, IdentityError> {
        let begun = self.begin().await?;
        let mut claims = self.claims(&begun);
        change(&mut claims);
        self.give(&self.key.sign(&claims));
        self.finish(&begun, &self.back(&begun)).await
    }
}

fn metadata(host: &str, change: &Value) -> String {
    let at = |path: &str| format!("http://{host}/{path}");
    let mut whole = json!({
        "issuer": format!("http://{host}"), "authorization_endpoint": at("auth"), "token_endpoint": at("token"),
        "jwks_uri": at("jwks"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    });
    for (key, value) in change.as_object().unwrap() {
        whole[key] = value.clone();
    }
    whole.to_string()
}

/// A provider as the operator's file sets it up.
pub fn provider(issuer: &str, lines: &str, host: &str) -> Provider {
    let issuer = IssuerUrl::new(issuer.to_owned()).unwrap();
    let text = format!(
        "[[provider]]\ncode = \"city\"\nkind = \"oidc\"\nlabel = {{ zh-CN = \"城市\", en = \"City\" }}\nissuer = \"{}\"\n\
         client_id = \"{CLIENT}\"\nsecret = {{ variable = \"SECRET\" }}\nfor = [\"staff\"]\n{lines}\n",
        issuer.as_str()
    );
    configured(&text, host).providers.remove(0)
}

pub fn configured(text: &str, host: &str) -> Configured {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sign-in.toml");
    std::fs::write(&file, text).unwrap();
    let variable = |name: &str| (name == "SECRET").then(|| SECRET.to_owned());
    let sources = Sources { variable: &variable, egress: &egress(host), codes_file: None };
    Configured::read(&file, &sources).map_err(|faults| faults[0].to_string()).unwrap()
}

/// The parameters of an address.
pub fn query(address: &str) -> std::collections::BTreeMap<String, String> {
    pairs(address.split_once('?').unwrap().1.split('#').next().unwrap())
}
