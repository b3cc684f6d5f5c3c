//! `xinqiao audit verify`

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;

use crate::open::Data;

/// What to do with the audit.
#[derive(Debug, Clone, clap::Args)]
pub struct AuditArgs {
    #[command(flatten)]
    data: Data,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Recompute the hash chain over all sealed rows
    Verify {
        /// The head that was kept elsewhere: the chain must still contain it as its end
        #[arg(long, value_name = "HASH")]
        head: Option<String>,
    },
}

/// Exit code 1 when the chain is broken.
pub async fn run(args: AuditArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let What::Verify { head } = args.what;
    let db = args.data.db().await?;
    let verdict = db.verify_audit().await.context("walk the chain")?;
    db.close().await;
    writeln!(out, "seals    {}\nrows     {}\nunsealed {}\nhead     {}", verdict.seals, verdict.rows, verdict.unsealed, verdict.head)?;
    if let Some((seal, what)) = verdict.broken {
        writeln!(out, "BROKEN at seal {seal}: {what}")?;
        return Ok(ExitCode::FAILURE);
    }
    if head.is_some_and(|kept| kept != verdict.head) {
        writeln!(out, "BROKEN: the head differs from the one that was kept")?;
        return Ok(ExitCode::FAILURE);
    }
    writeln!(out, "the chain is sound")?;
    Ok(ExitCode::SUCCESS)
}
