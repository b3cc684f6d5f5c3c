//! `xinqiao doctor`

use std::io::Write;
use std::process::ExitCode;

use xinqiao_app::operations::Health;
use xinqiao_kernel::place::PlacePath;

use crate::open::{Data, app_on};

/// Which database.
#[derive(Debug, Clone, clap::Args)]
pub struct DoctorArgs {
    #[command(flatten)]
    data: Data,
}

/// Prints every check; exit code 1 when something is broken.
pub async fn run(args: DoctorArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let app = app_on(args.data.present_db().await?, args.data.library()?, PlacePath::root())?;
    let mut broken = false;
    for finding in app.doctor().await {
        let mark = match finding.health {
            Health::Sound => "ok   ",
            Health::Watch => "watch",
            Health::Broken => "BROKEN",
        };
        broken |= finding.health == Health::Broken;
        writeln!(out, "{mark:<6} {:<42} {}", finding.check, finding.found)?;
    }
    app.db().close().await;
    Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
