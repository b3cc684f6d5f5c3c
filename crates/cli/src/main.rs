//! The one binary.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match xinqiao_cli::run(xinqiao_cli::Cli::parse()) {
        Ok(code) => code,
        Err(fault) => {
            let _ = writeln!(std::io::stderr(), "xinqiao: {fault:#}");
            ExitCode::from(2)
        }
    }
}
