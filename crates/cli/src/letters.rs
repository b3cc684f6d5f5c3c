//! Who carries notices to the outside, as the operator's file says.

use std::path::PathBuf;

use anyhow::{Context, anyhow};
use xinqiao_app::App;
use xinqiao_app::notify::Couriers;
use xinqiao_couriers::Sources;
use xinqiao_egress::Egress;

use crate::identity::variable;

/// What the operator says about notices that go out.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LetterOptions {
    /// File with the mail server and the gateways that carry notices (docs/notices.md). Without it notices stay inside
    #[arg(long, env = "XINQIAO_NOTICES", value_name = "FILE")]
    pub notices: Option<PathBuf>,
}

impl LetterOptions {
    /// Connects couriers as the file says, or else as `otherwise` does. Errors: every part that cannot be used.
    pub fn set(&self, app: &App, egress: &Egress, otherwise: Option<&str>) -> anyhow::Result<()> {
        let sources = Sources { variable: &variable, egress };
        let (read, from) = match (&self.notices, otherwise) {
            (Some(file), _) => (Couriers::read(file, sources), file.display().to_string()),
            (None, Some(text)) => (Couriers::parse(text, sources), "the standing couriers".to_owned()),
            (None, None) => return Ok(()),
        };
        let lines = |faults: Vec<String>| anyhow!("{}", faults.join("\n"));
        let couriers = read.map_err(|faults| lines(faults.iter().map(ToString::to_string).collect()));
        let couriers = couriers.with_context(|| format!("read {from}"))?;
        let used = app.use_couriers(couriers).map_err(|faults| lines(faults.iter().map(ToString::to_string).collect()));
        used.with_context(|| format!("use {from}"))
    }
}
