//! `xinqiao migrate`

use std::io::Write;
use std::process::ExitCode;

use crate::open::{Data, now};

/// Which database.
#[derive(Debug, Clone, clap::Args)]
pub struct MigrateArgs {
    #[command(flatten)]
    data: Data,
}

/// Applies what is missing and says so.
pub async fn run(args: MigrateArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let db = args.data.new_db().await?;
    let applied = db.migrate(now()).await?;
    match applied.as_slice() {
        [] => writeln!(out, "the schema is up to date")?,
        names => writeln!(out, "applied {}", names.join(", "))?,
    }
    db.close().await;
    Ok(ExitCode::SUCCESS)
}
