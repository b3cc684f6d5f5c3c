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
        /// The head that was kept elsewhere: the chain must still hold it, however far it has grown
        #[arg(long, value_name = "HASH")]
        head: Option<String>,
    },
}

/// Exit code 1 when the chain is broken.
pub async fn run(args: AuditArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let What::Verify { head } = args.what;
    let db = args.data.db().await?;
    let verdict = db.verify_audit().await.context("walk the chain")?;
    let kept = match &head {
        Some(hash) => Some(db.seal_with_hash(hash).await.context("look for the kept head")?),
        None => None,
    };
    db.close().await;
    writeln!(
        out,
        "seals    {}\nrows     {}\nunsealed {}\nhead     {}",
        verdict.seals, verdict.rows, verdict.unsealed, verdict.head
    )?;
    if let Some((seal, what)) = verdict.broken {
        writeln!(out, "BROKEN at seal {seal}: {what}")?;
        return Ok(ExitCode::FAILURE);
    }
    match kept {
        Some(None) => {
            writeln!(out, "BROKEN: the chain does not hold the head that was kept")?;
            return Ok(ExitCode::FAILURE);
        }
        Some(Some(seal)) => writeln!(out, "the kept head is seal {}", seal.no)?,
        None => {}
    }
    writeln!(out, "the chain is sound")?;
    Ok(ExitCode::SUCCESS)
}
