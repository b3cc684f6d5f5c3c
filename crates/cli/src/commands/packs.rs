//! `xinqiao packs check [DIR]`

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use xinqiao_packs::check;

/// What to do with packs.
#[derive(Debug, Clone, clap::Args)]
pub struct PacksArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Read every pack and run every worked case; without a folder, those that the program carries
    Check {
        /// A folder of packs
        folder: Option<PathBuf>,
    },
}

/// Exit code 1 when there is any fault.
pub fn run(args: &PacksArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let What::Check { folder } = &args.what;
    let report = check(folder.as_deref());
    for fault in &report.faults {
        writeln!(out, "{fault}")?;
    }
    for place in &report.places {
        writeln!(out, "{place}")?;
    }
    writeln!(out, "{} packs, {} cases, {} faults", report.packs, report.cases, report.faults.len())?;
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
