//! `xinqiao irt`: item parameters from answers, adaptive tests tried on simulated people, items that work otherwise in one group.

mod answers;
mod calibrate;
mod dif;
mod file;
mod simulate;
#[cfg(test)]
mod tests;

use std::io::Write;
use std::process::ExitCode;

use clap::Subcommand;

/// Item response theory.
#[derive(Debug, Clone, clap::Args)]
pub struct IrtArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Estimate the parameters of items from answers
    Calibrate(calibrate::CalibrateArgs),
    /// Let simulated people sit an adaptive test over a bank
    Simulate(Box<simulate::SimulateArgs>),
    /// Find items that work otherwise in one group than in another
    Dif(dif::DifArgs),
}

/// Exit code 0: done; 1: done, and the result must not be used as it is (no convergence, a target that was not reached).
pub fn run(args: &IrtArgs, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match &args.what {
        What::Calibrate(args) => calibrate::run(args, out, err),
        What::Simulate(args) => simulate::run(args, out, err),
        What::Dif(args) => dif::run(args, out, err),
    }
}
