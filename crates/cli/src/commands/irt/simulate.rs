//! `xinqiao irt simulate BANK.json`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::ValueEnum;
use xinqiao_irt::cat::{
    Engine, Entry, Exposure, LimitSettings, People, Reason, Report, Rules, Selection, limit_exposure, simulate,
};

use super::file;

/// A bank, rules, and how many people.
///
/// Prints length, bias, RMSE, exposure and overlap. Exit code 0: done; 1: the limit of exposure was not reached; 2: the command or the file
/// is wrong.
#[derive(Debug, Clone, clap::Args)]
pub struct SimulateArgs {
    /// Bank as `xinqiao irt calibrate --out` writes it
    bank: PathBuf,

    /// People, θ ~ N(0, 1)
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    people: usize,

    /// The same seed gives the same report
    #[arg(long, default_value_t = 1)]
    seed: u64,

    /// Fewest answered questions
    #[arg(long, value_name = "N", default_value_t = 4)]
    least: usize,

    /// Most questions
    #[arg(long, value_name = "N", default_value_t = 12)]
    most: usize,

    /// Stop when the standard error is at most this; 0 for never
    #[arg(long, value_name = "ERROR", default_value_t = 0.30)]
    precise: f64,

    /// Stop when no question left has this much information
    #[arg(long, value_name = "INFORMATION")]
    informative: Option<f64>,

    /// How the next question is chosen
    #[arg(long, value_enum, default_value = "maximum")]
    selection: SelectionWord,

    /// One of the best N questions by chance
    #[arg(long, value_name = "N", conflicts_with = "limit")]
    randomesque: Option<usize>,

    /// Find Sympson and Hetter's parameters under which no question is asked in more than this share of the sittings, and simulate with them
    #[arg(long, value_name = "SHARE")]
    limit: Option<f64>,

    /// File for the bank with the parameters that --limit found
    #[arg(long, value_name = "BANK.json", requires = "limit")]
    out: Option<PathBuf>,

    /// Share of the questions for an area, such as sleep=0.3 (may be given more than once)
    #[arg(long, value_name = "AREA=SHARE", value_parser = share)]
    area: Vec<(String, f64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SelectionWord {
    /// The most information at the θ of now
    Maximum,
    /// The most information on the average over what is believed of θ
    Posterior,
}

fn share(text: &str) -> Result<(String, f64), String> {
    let parts = text.split_once('=').and_then(|(area, share)| Some((area.to_owned(), share.parse().ok()?)));
    parts.ok_or_else(|| format!("expected an area and a share, such as sleep=0.3, found {text}"))
}

pub(super) fn run(args: &SimulateArgs, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    if args.people < 2 || args.people > 1_000_000 {
        bail!("--people: expected 2 to 1000000, found {}", args.people);
    }
    let mut bank = file::read(&args.bank)?;
    let mut rules = rules(args)?;
    let mut code = ExitCode::SUCCESS;
    if let Some(target) = args.limit {
        if !(target > 0.0 && target <= 1.0) {
            bail!("--limit: expected a share above 0 and at most 1, found {target}");
        }
        let settings = LimitSettings { target, ..LimitSettings::default() };
        let limited = limit_exposure(&bank, &rules, settings, args.seed).context("limit the exposure")?;
        let highest = limited.highest.last().copied().unwrap_or(0.0);
        writeln!(out, "exposure: {} rounds, highest share {highest:.3}, limit {target}", limited.highest.len())?;
        if !limited.is_reached {
            code = ExitCode::FAILURE;
            let needed = args.most as f64 / bank.entries().len() as f64;
            writeln!(
                err,
                "xinqiao irt simulate: the limit was not reached; a test of {} out of {} questions needs {needed:.2} at least",
                args.most,
                bank.entries().len()
            )?;
        } else if let Some(path) = &args.out {
            file::write(path, limited.bank.entries().to_vec(), None)?;
        }
        bank = limited.bank;
        rules.exposure = Exposure::SympsonHetter;
    }
    let mandatory: Vec<String> =
        bank.entries().iter().filter(|entry| entry.is_mandatory).map(|entry| entry.id().to_owned()).collect();
    let engine = Engine::new(bank, rules).with_context(|| args.bank.display().to_string())?;
    let report = simulate(&engine, &People::Normal { count: args.people, mean: 0.0, sd: 1.0 }, args.seed);
    tell(&report, engine.bank().entries(), &mandatory, out).context("print the report")?;
    Ok(code)
}

fn rules(args: &SimulateArgs) -> anyhow::Result<Rules> {
    if args.precise.is_nan() || args.precise < 0.0 {
        bail!("--precise: expected an error of 0 or more, found {}", args.precise);
    }
    Ok(Rules {
        least: args.least,
        most: args.most,
        precise: (args.precise > 0.0).then_some(args.precise),
        informative: args.informative,
        selection: match args.selection {
            SelectionWord::Maximum => Selection::MaximumInformation,
            SelectionWord::Posterior => Selection::PosteriorInformation,
        },
        exposure: args.randomesque.map_or(Exposure::Free, Exposure::Randomesque),
        areas: args.area.iter().cloned().collect(),
        ..Rules::default()
    })
}

fn tell(report: &Report, entries: &[Entry], mandatory: &[String], out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "people {}  questions {:.2} ({} to {})", report.count, report.length, report.lengths.0, report.lengths.1)?;
    writeln!(
        out,
        "bias {:.4}  RMSE {:.4}  mean standard error {:.4}  correlation {:.4}",
        report.bias, report.rmse, report.error, report.correlation
    )?;
    let never = report.used.iter().filter(|used| used.rate == 0.0).count();
    let watched = report.used.iter().filter(|used| !mandatory.contains(&used.id));
    let highest = watched.map(|used| used.rate).fold(0.0, f64::max);
    writeln!(
        out,
        "highest exposure {highest:.3}  never asked {never} of {}  overlap of two sittings {:.3}",
        entries.len(),
        report.overlap
    )?;
    for (reason, count) in &report.reasons {
        let words = match reason {
            Reason::Precise => "precise enough",
            Reason::Most => "most questions",
            Reason::NothingToLearn => "nothing left to learn",
            Reason::Exhausted => "no question left",
        };
        writeln!(out, "ended: {words} {count}")?;
    }
    writeln!(out)?;
    writeln!(out, "{:>14} {:>7} {:>9} {:>8} {:>8} {:>9}", "θ from", "to", "people", "bias", "RMSE", "questions")?;
    for band in &report.bands {
        writeln!(
            out,
            "{:>14} {:>7} {:>9} {:>8.3} {:>8.3} {:>9.2}",
            band.from, band.to, band.count, band.bias, band.rmse, band.length
        )?;
    }
    writeln!(out)?;
    writeln!(out, "exposure, the highest twenty")?;
    let mut used: Vec<_> = report.used.iter().collect();
    used.sort_by(|left, right| right.rate.total_cmp(&left.rate).then_with(|| left.id.cmp(&right.id)));
    for one in used.into_iter().take(20) {
        let word = if mandatory.contains(&one.id) { "  everybody is asked" } else { "" };
        writeln!(out, "{:<24} {:.3}{word}", one.id, one.rate)?;
    }
    Ok(())
}
