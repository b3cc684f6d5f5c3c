//! `xinqiao backup FILE` and `xinqiao restore FILE`

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use crate::open::{Data, now};

/// Where the backup goes.
#[derive(Debug, Clone, clap::Args)]
pub struct BackupArgs {
    #[command(flatten)]
    data: Data,
    /// The file; it is replaced only when the new one is complete
    file: PathBuf,
}

/// Where the backup comes from.
#[derive(Debug, Clone, clap::Args)]
pub struct RestoreArgs {
    #[command(flatten)]
    data: Data,
    /// The file
    file: PathBuf,
}

/// Writes a backup while the program may be serving.
pub async fn backup(args: BackupArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let db = args.data.present_db().await?;
    let report = db.backup(&args.file, now()).await.context("back up")?;
    writeln!(out, "{} rows of {} tables, {} bytes, in {}", report.rows, report.tables, report.bytes, args.file.display())?;
    db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Takes a backup into an empty database of either engine.
pub async fn restore(args: RestoreArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let db = args.data.new_db().await?;
    let report = db.restore(&args.file, now()).await.context("restore")?;
    writeln!(out, "{} rows of {} tables restored from {}", report.rows, report.tables, args.file.display())?;
    db.close().await;
    Ok(ExitCode::SUCCESS)
}
