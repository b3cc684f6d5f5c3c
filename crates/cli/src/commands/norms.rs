//! `xinqiao norms`: norms computed from the own sheets of campaigns, tried or frozen as a version.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use xinqiao_app::norms::{LocalNorm, LocalNormAsked};
use xinqiao_app::{App, AppError};
use xinqiao_kernel::place::PlacePath;

use crate::open::Data;

/// What to do with norms.
#[derive(Debug, Clone, clap::Args)]
pub struct NormsArgs {
    #[command(flatten)]
    data: Data,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Compute mean, SD, alpha and percentiles of the first sheet of each person that counts; nothing is kept without --keep
    Compute {
        /// Path of the place whose campaigns are read, with those of places below it
        #[arg(long)]
        place: PlacePath,
        /// Code of the instrument
        #[arg(long)]
        instrument: String,
        /// Version of the instrument; the latest by default
        #[arg(long)]
        version: Option<String>,
        /// Code of the score
        #[arg(long, default_value = "total")]
        score: String,
        /// Freeze it as the next version
        #[arg(long)]
        keep: bool,
    },
}

/// Exit code 0 when there are enough sheets.
pub async fn run(args: NormsArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let app = args.data.app().await?;
    let outcome = compute(&app, args.what, out).await;
    app.db().close().await;
    outcome
}

async fn compute(app: &App, what: What, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let What::Compute { place, instrument, version, score, keep } = what;
    let asked = LocalNormAsked { place, instrument, version, score };
    let norm = match app.local_norm(&asked, keep).await {
        Ok(norm) => norm,
        Err(AppError::NotFound) => bail!("no instrument {} with that version", asked.instrument),
        Err(AppError::Invalid(faults)) => {
            let lines: Vec<String> = faults.iter().map(|fault| told(fault.field, &fault.found)).collect();
            bail!("no norm was computed: {}", lines.join("; "));
        }
        Err(other) => return Err(other).context("compute a norm"),
    };
    tell(&norm, out)?;
    Ok(ExitCode::SUCCESS)
}

fn told(field: &str, found: &str) -> String {
    match field {
        "score" => format!("the instrument has no score {found}"),
        _ => format!(
            "too few persons with a sheet that counts, or all alike ({found}; the least number stands in the pack norms/local)"
        ),
    }
}

fn tell(norm: &LocalNorm, out: &mut dyn Write) -> anyhow::Result<()> {
    let row = &norm.row;
    writeln!(
        out,
        "{} {} {}: n={} ({} to {})",
        row.instrument, row.instrument_version, row.score, row.persons, row.from, row.until
    )?;
    let alpha = norm.alpha.map_or_else(|| "none".to_owned(), |alpha| format!("{alpha:.4}"));
    writeln!(out, "mean {:.4}, SD {:.4}, alpha {alpha}; {} sheets left out", norm.mean, norm.sd, norm.left_out)?;
    match row.version {
        0 => writeln!(out, "tried only; --keep freezes it")?,
        version => writeln!(out, "frozen as version {version}")?,
    }
    Ok(())
}
