//! Against a real provider, started by the test: oidc-provider of the packages in e2e.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use jiff::{SignedDuration, Timestamp};
use xinqiao_identity::{Provider, Returned};
use xinqiao_kernel::IdSource;

use super::issuer::{BACK, CLIENT, SECRET, provider, query};
use super::server::Browser;

/// The provider in a process of its own, which ends with the test.
struct Real {
    child: Child,
    issuer: String,
}

impl Drop for Real {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(algorithm: &str) -> Real {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e");
    let packages = folder.join("node_modules/oidc-provider");
    assert!(packages.is_dir(), "the packages of e2e are missing: run `scripts/ensure npm`");
    let mut child = Command::new("node")
        .arg(folder.join("lib/provider.mjs"))
        .args([CLIENT, SECRET, BACK, algorithm])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("node starts: run `scripts/ensure npm`");
    let mut issuer = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut issuer).unwrap();
    let issuer = issuer.trim().to_owned();
    assert!(issuer.starts_with("http://127.0.0.1:"), "the provider did not start: {issuer}");
    Real { child, issuer }
}

impl Real {
    fn provider(&self) -> Provider {
        let lines = "scopes = [\"profile\"]\nsecond_factor = { amr = [\"mfa\"] }\nmax_age_s = 600";
        provider(&self.issuer, lines, self.issuer.strip_prefix("http://").unwrap())
    }
}

#[expect(clippy::disallowed_methods, reason = "the provider reads the wall clock")]
fn now() -> Timestamp {
    Timestamp::now()
}

/// A person goes to the provider, fills its form in, and comes back.
async fn visit(address: &str, form: &str) -> Returned {
    let mut browser = Browser::default();
    let mut at = browser.go(address, None).await.expect("the provider sends the browser to its form");
    let mut said = Some(form);
    for _ in 0..6 {
        at = browser.go(&at, said.take()).await.expect("the provider leads on");
        if at.starts_with(BACK) {
            let mut found = query(&at);
            return Returned {
                state: found.remove("state"),
                code: found.remove("code"),
                error: found.remove("error"),
                iss: found.remove("iss"),
            };
        }
    }
    panic!("the provider did not send the browser back");
}

async fn whole_way(algorithm: &str) {
    let real = start(algorithm);
    let (provider, ids) = (real.provider(), IdSource::seeded(3));
    for (form, has_second) in [("name=li-01&say=yes", false), ("name=li-01&say=yes&second=on", true)] {
        let begun = provider.flow.begin(BACK, &ids, now()).await.unwrap();
        let returned = visit(&begun.address, form).await;
        let identity = provider.flow.finish(&begun.kept, &returned, now()).await.unwrap();
        assert_eq!((identity.issuer.as_str(), identity.subject.as_str()), (real.issuer.as_str(), "li-01"));
        assert_eq!(identity.name.as_deref(), Some("人员 li-01"));
        assert_eq!(identity.second_factor_at.is_some(), has_second);
        // the code has served
        let again = provider.flow.finish(&begun.kept, &returned, now()).await.unwrap_err();
        assert_eq!(again.code(), "code");
    }
}

#[tokio::test]
async fn somebody_signs_in_at_a_certified_provider_that_signs_with_rsa() {
    whole_way("RS256").await;
}

#[tokio::test]
async fn somebody_signs_in_at_a_certified_provider_that_signs_with_a_curve() {
    whole_way("ES256").await;
}

#[tokio::test]
async fn somebody_declines_at_a_certified_provider() {
    let real = start("RS256");
    let (provider, ids) = (real.provider(), IdSource::seeded(4));
    let begun = provider.flow.begin(BACK, &ids, now()).await.unwrap();
    let returned = visit(&begun.address, "say=no").await;
    assert_eq!(provider.flow.finish(&begun.kept, &returned, now()).await.unwrap_err().code(), "declined");
}

#[tokio::test]
async fn a_code_of_a_certified_provider_serves_who_began_only() {
    let real = start("RS256");
    let (provider, ids) = (real.provider(), IdSource::seeded(5));
    let begun = provider.flow.begin(BACK, &ids, now()).await.unwrap();
    let returned = visit(&begun.address, "name=li-02&say=yes").await;
    // another browser's sign-in with the stolen code: its own state, but another challenge
    let other = provider.flow.begin(BACK, &ids, now()).await.unwrap();
    let stolen = Returned { state: Some(other.kept.state.clone()), ..returned.clone() };
    assert_eq!(provider.flow.finish(&other.kept, &stolen, now()).await.unwrap_err().code(), "code");
}

#[tokio::test]
async fn a_token_of_a_certified_provider_counts_at_its_time_only() {
    let real = start("RS256");
    let (provider, ids) = (real.provider(), IdSource::seeded(6));
    let begun = provider.flow.begin(BACK, &ids, now()).await.unwrap();
    let returned = visit(&begun.address, "name=li-03&say=yes").await;
    let late = now() + SignedDuration::from_hours(2);
    assert_eq!(provider.flow.finish(&begun.kept, &returned, late).await.unwrap_err().code(), "token");
}

#[tokio::test]
async fn a_wrong_secret_is_refused_by_a_certified_provider() {
    let real = start("RS256");
    let ids = IdSource::seeded(8);
    let host = real.issuer.strip_prefix("http://").unwrap();
    let text = format!(
        "[[provider]]\ncode = \"city\"\nkind = \"oidc\"\nlabel = {{ zh-CN = \"城市\", en = \"City\" }}\nissuer = \"{}\"\n\
         client_id = \"{CLIENT}\"\nsecret = {{ file = \"/dev/null\" }}\nfor = [\"staff\"]\n",
        real.issuer
    );
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "another secret\n").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    let text = text.replace("/dev/null", secret.to_str().unwrap());
    let provider = super::issuer::configured(&text, host).providers.remove(0);
    let begun = provider.flow.begin(BACK, &ids, now()).await.unwrap();
    let returned = visit(&begun.address, "name=li-04&say=yes").await;
    let fault = provider.flow.finish(&begun.kept, &returned, now()).await.unwrap_err();
    assert_eq!(fault.to_string(), "the provider refused: invalid_client");
}
