//! Identity providers and the way of codes to a phone, as the operator's file says.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use xinqiao_app::App;
use xinqiao_egress::{Bounds, Egress, Rules};
use xinqiao_identity::{Configured, Sources};

use crate::letters::LetterOptions;

/// Name of the file beside a SQLite file into which codes go when the operator says nothing else.
const CODES: &str = "phone-codes.jsonl";

/// What the operator says about signing in by others.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct IdentityOptions {
    /// File with identity providers and the way of codes to a phone (docs/operations.md). Without it: no providers, and codes go to
    /// phone-codes.jsonl beside a SQLite file
    #[arg(long, env = "XINQIAO_IDENTITY", value_name = "FILE")]
    pub identity: Option<PathBuf>,

    /// Host of the inside, or without TLS, that events may be sent to, such as hooks.local:8080 (may be given more than once); identity
    /// providers and gateways of codes are asked under the same rule
    #[arg(long, env = "XINQIAO_EGRESS_ALLOW", value_delimiter = ',', value_name = "HOST[:PORT]")]
    pub egress_allow: Vec<String>,

    #[command(flatten)]
    pub letters: LetterOptions,
}

impl IdentityOptions {
    /// Gives the program its way out and what the file says. Errors: every part of the file that cannot be used.
    pub fn set(&self, app: &App, beside: Option<&Path>) -> anyhow::Result<()> {
        self.set_with(app, beside, None)
    }

    /// The same; notices go out as `couriers` says where the operator names no file.
    pub fn set_with(&self, app: &App, beside: Option<&Path>, couriers: Option<&str>) -> anyhow::Result<()> {
        let rules = Rules::parse(&self.egress_allow).context("read --egress-allow")?;
        let egress = Egress::new(rules, Bounds::default()).context("set TLS up")?;
        let codes_file = beside.map(|file| file.parent().unwrap_or(Path::new("")).join(CODES));
        let sources = Sources { variable: &variable, egress: &egress, codes_file };
        let configured = match &self.identity {
            Some(file) => Configured::read(file, &sources).map_err(|faults| {
                let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
                anyhow!("{}", lines.join("\n")).context(format!("read {}", file.display()))
            })?,
            None => Configured::standing(&sources),
        };
        app.use_identities(configured);
        self.letters.set(app, &egress, couriers)?;
        app.use_egress(egress);
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "a secret may lie in the environment; it is read once, here")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
