//! `xinqiao keys`

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use crate::clock::system_ids;
use crate::master;

/// What to do with keys.
#[derive(Debug, Clone, clap::Args)]
pub struct KeysArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Make a master key. Keep a copy where no backup of the database lies: without it nothing that is sealed opens ever again
    New {
        /// The file; one that is there is not written over
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
    },
}

/// Runs one of them.
pub fn run(args: &KeysArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match &args.what {
        What::New { file } => {
            master::make(file, &system_ids())?;
            writeln!(out, "a new master key lies in {}; keep a copy apart from the database and its backups", file.display())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
