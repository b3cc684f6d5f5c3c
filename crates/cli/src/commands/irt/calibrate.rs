//! `xinqiao irt calibrate FILE`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::ValueEnum;
use xinqiao_irt::calibrate::{Calibration, Figure, Model, Settings, WeakPriors, calibrate};
use xinqiao_irt::cat::Entry;
use xinqiao_irt::test_information;

use super::answers::{AnswersArgs, shown};
use super::file;

/// Answers, and what to make of them.
///
/// Prints slope a, thresholds b with their standard errors, the fit and warnings. Exit code 0: the maximum was reached; 1: it was not, and
/// no bank was written; 2: the command or the file is wrong.
#[derive(Debug, Clone, clap::Args)]
pub struct CalibrateArgs {
    #[command(flatten)]
    answers: AnswersArgs,

    /// grm: ordered categories; 2pl: two categories in each item
    #[arg(long, value_enum, default_value = "grm")]
    model: ModelWord,

    /// Weak normal priors on slopes, N(1.5, 1.5²), and intercepts, N(0, 5²), for small samples
    #[arg(long)]
    weak_priors: bool,

    /// With fewer persons nothing is calibrated
    #[arg(long, value_name = "N", default_value_t = 100)]
    least_persons: usize,

    /// File for the bank as JSON, for `xinqiao irt simulate` and for scoring
    #[arg(long, value_name = "BANK.json")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ModelWord {
    Grm,
    #[value(name = "2pl")]
    TwoPl,
}

pub(super) fn run(args: &CalibrateArgs, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let model = match args.model {
        ModelWord::Grm => Model::Grm,
        ModelWord::TwoPl => Model::TwoPl,
    };
    let priors = args.weak_priors.then(WeakPriors::default);
    let settings = Settings { model, priors, least_persons: args.least_persons.max(1), ..Settings::default() };
    let read = args.answers.read(None)?;
    let found = calibrate(&read.responses, &settings).with_context(|| shown(&args.answers.file))?;
    tell(&found, out).context("print the calibration")?;
    for warning in &found.warnings {
        writeln!(err, "xinqiao irt calibrate: {warning}")?;
    }
    if !found.fit.converged {
        return Ok(ExitCode::FAILURE);
    }
    if let Some(path) = &args.out {
        let entries = found.bare_items().into_iter().map(Entry::of).collect();
        file::write(path, entries, Some(file::told(&found, model)))?;
        writeln!(err, "xinqiao irt calibrate: {} items in {}", found.items.len(), path.display())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(found: &Calibration, out: &mut dyn Write) -> std::io::Result<()> {
    let width = found.items.iter().map(|item| item.item.id().chars().count()).max().unwrap_or(4).max(4);
    writeln!(out, "{:<width$}  {:>15}  thresholds b (standard error)", "item", "slope a")?;
    for item in &found.items {
        write!(out, "{:<width$}  {:>15} ", item.item.id(), figure(&item.slope))?;
        for threshold in &item.thresholds {
            write!(out, " {:>15}", figure(threshold))?;
        }
        writeln!(out)?;
    }
    let fit = &found.fit;
    writeln!(out)?;
    writeln!(out, "persons {}  patterns {}  parameters {}  EM steps {}", fit.persons, fit.patterns, fit.parameters, fit.steps)?;
    writeln!(
        out,
        "log-likelihood {:.3}  AIC {:.3}  BIC {:.3}  reliability {:.3}",
        fit.log_likelihood,
        fit.aic(),
        fit.bic(),
        fit.reliability
    )?;
    match fit.gain_left {
        Some(gain) if fit.converged => writeln!(out, "converged: a further Newton step promises {gain:.1e} of log-likelihood")?,
        Some(gain) => writeln!(out, "NOT CONVERGED: a further Newton step promises {gain:.1e} of log-likelihood")?,
        None => writeln!(out, "NOT CONVERGED: the answers do not determine all parameters")?,
    }
    write!(out, "information at θ")?;
    let items = found.bare_items();
    for theta in [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0] {
        write!(out, "  {theta}: {:.2}", test_information(&items, theta))?;
    }
    writeln!(out)
}

fn figure(one: &Figure) -> String {
    match one.se {
        Some(se) => format!("{:.3} ({se:.3})", one.value),
        None => format!("{:.3} (–)", one.value),
    }
}
