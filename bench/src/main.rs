//! Load and throughput benches: ratios of one run, and figures beside them.
//!
//! `xinqiao-bench` runs everything; `serve`, `score`, `cut`, `people`, `levels`, `desk`, `decide`, `cells`, `irt` and `screening` run a part. See docs/performance.md.

mod baseline;
mod cells;
mod cpu;
mod crowd;
mod cut;
mod databases;
mod decide;
mod desk;
mod ending;
mod histogram;
mod http;
mod irt;
mod levels;
mod load;
mod people;
mod probe;
mod pupils;
mod report;
mod rows;
mod score;
mod screening;
mod server;
mod sheets;
mod town;
mod writes;

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use xinqiao_testkit::Engine;

use crate::baseline::Ratios;
use crate::databases::{Template, word};
use crate::probe::ProbeArgs;
use crate::report::{Machine, Report};
use crate::screening::Hour;
use crate::server::Programs;
use crate::sheets::Sharing;

/// Load and throughput benches of Xinqiao.
#[derive(Debug, Parser)]
#[command(name = "xinqiao-bench")]
struct Cli {
    #[command(subcommand)]
    part: Option<Part>,

    /// The program that is measured; the one beside this bench when left out
    #[arg(long, global = true, value_name = "PATH")]
    program: Option<PathBuf>,

    /// One engine only
    #[arg(long, global = true, value_name = "ENGINE", value_parser = ["sqlite", "postgres"])]
    engine: Option<String>,

    #[arg(long, global = true, default_value_t = 32)]
    connections: usize,

    /// How often each is measured; medians are reported
    #[arg(long, global = true, default_value_t = 3)]
    rounds: usize,

    /// Seconds of one run that count
    #[arg(long, global = true, default_value_t = 8.0)]
    seconds: f64,

    /// Seconds to wait before each run until the machine is quiet
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 0)]
    patience: u64,

    /// Residents with a session
    #[arg(long, global = true, default_value_t = 20_000)]
    residents: usize,

    /// People among whom somebody is looked for
    #[arg(long, global = true, default_value_t = 1_000_000)]
    people: u64,

    /// People with a level
    #[arg(long, global = true, default_value_t = 100_000)]
    standings: usize,

    /// Signals and warnings that are open
    #[arg(long, global = true, default_value_t = 20_000)]
    open: usize,

    /// Pupils whom a screening asks
    #[arg(long, global = true, default_value_t = 100_000)]
    pupils: usize,

    /// How many times faster than in an hour their sheets come
    #[arg(long, global = true, default_value_t = 8.0)]
    faster: f64,

    /// The share of that hour that is run, from its beginning
    #[arg(long, global = true, default_value_t = 1.0)]
    share: f64,

    /// How sheets are handed in
    #[arg(long, global = true, value_enum, default_value = "campaign")]
    sharing: Sharing,

    /// Rows of the file that is scored
    #[arg(long, global = true, default_value_t = 2_000_000)]
    rows: usize,

    /// Folder for SQLite files and tables, on the disk that is to be measured; the one for temporary files when left out
    #[arg(long, global = true, value_name = "DIR")]
    dir: Option<PathBuf>,

    /// File for the report as JSON
    #[arg(long, global = true, value_name = "FILE")]
    json: Option<PathBuf>,

    /// The accepted ratios
    #[arg(long, global = true, value_name = "FILE", default_value = "bench/baseline.json")]
    baseline: PathBuf,

    /// Fail when a ratio is worse than the accepted one
    #[arg(long, global = true)]
    check: bool,

    /// By how much a ratio may be worse, as a share
    #[arg(long, global = true, default_value_t = 0.25)]
    tolerance: f64,

    /// Accept the ratios of this run
    #[arg(long, global = true, conflicts_with = "check")]
    bless: bool,
}

#[derive(Debug, Subcommand)]
enum Part {
    /// Everything
    All,
    /// Answer sheets per second
    Serve,
    /// Rows scored per second
    Score,
    /// Connections cut in mid-request
    Cut,
    /// Finding people among very many, and opening a file
    People,
    /// Looking at everybody's level again after a change of the risk model
    Levels,
    /// The desk with very many open items, and how soon a signal rings
    Desk,
    /// Decisions about one record
    Decide,
    /// Hiding the small cells of a city's month
    Cells,
    /// Scoring by an item response model, calibrating it, choosing the next question
    Irt,
    /// A city's pupils hand in two instruments in an hour
    Screening,
    /// The bare probe; the bench starts it
    #[command(hide = true)]
    Probe(ProbeArgs),
}

impl Cli {
    /// The engines that are asked for.
    fn engines(&self) -> impl Iterator<Item = Engine> {
        let only = self.engine.clone();
        Engine::both().into_iter().filter(move |engine| only.as_deref().is_none_or(|only| only == word(*engine)))
    }
}

/// Warm-up of a run.
const WARM_UP: Duration = Duration::from_secs(2);
/// How often connections are cut in each place.
const CUTS: usize = 5;

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            tell(&format!("xinqiao-bench: {fault:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> Result<()> {
    if let Some(Part::Probe(args)) = &cli.part {
        return probe::run(args);
    }
    if cfg!(debug_assertions) {
        tell("this bench was built without --release: its figures say nothing");
    }
    let _alone = alone()?;
    let report = measure(cli)?;
    write!(std::io::stdout(), "{}", report.markdown()).context("print the report")?;
    if let Some(file) = &cli.json {
        let text = serde_json::to_string_pretty(&report).context("write the report")?;
        std::fs::write(file, text + "\n").with_context(|| format!("write {}", file.display()))?;
    }
    let ratios = Ratios::of(&report);
    if cli.bless {
        ratios.write(&cli.baseline)?;
    }
    if cli.check {
        ratios.check(&Ratios::read(&cli.baseline)?, cli.tolerance).context("compare with the accepted ratios")?;
    }
    Ok(())
}

fn measure(cli: &Cli) -> Result<Report> {
    let all = matches!(cli.part, Some(Part::All) | None);
    let writes = all || matches!(cli.part, Some(Part::Serve));
    let cuts = all || matches!(cli.part, Some(Part::Cut));
    let mut report = Report {
        machine: Machine::here()?,
        connections: cli.connections,
        seconds: cli.seconds,
        sharing: cli.sharing.word(),
        writes: Vec::new(),
        cuts: Vec::new(),
        score: None,
        people: Vec::new(),
        levels: Vec::new(),
        desks: Vec::new(),
        screenings: Vec::new(),
        decide: None,
        cells: None,
        irt: None,
    };
    if all || matches!(cli.part, Some(Part::Decide)) {
        report.decide = Some(decide::measure(cli.rounds)?);
    }
    if all || matches!(cli.part, Some(Part::Cells)) {
        report.cells = Some(cells::measure(cli.rounds)?);
    }
    if all || matches!(cli.part, Some(Part::Irt)) {
        report.irt = Some(irt::measure(cli.rounds)?);
    }
    if all || matches!(cli.part, Some(Part::People)) {
        for engine in cli.engines() {
            tell(&format!("{}: settling {} people", word(engine), cli.people));
            let found = people::measure(engine, cli.people, cli.dir.as_deref());
            report.people.push(found.with_context(|| format!("{}, people", word(engine)))?);
        }
    }
    if all || matches!(cli.part, Some(Part::Levels)) {
        for engine in cli.engines() {
            tell(&format!("{}: settling {} people with a level", word(engine), cli.standings));
            let found = levels::measure(engine, cli.standings, cli.dir.as_deref());
            report.levels.push(found.with_context(|| format!("{}, levels", word(engine)))?);
        }
    }
    if !(writes || cuts || all || matches!(cli.part, Some(Part::Score | Part::Desk | Part::Screening))) {
        return Ok(report);
    }
    let programs = Programs::find(cli.program.as_deref())?;
    if all || matches!(cli.part, Some(Part::Desk)) {
        for engine in cli.engines() {
            tell(&format!("{}: a desk with {} open items", word(engine), cli.open));
            let found = desk::measure(engine, &programs, cli.open, cli.dir.as_deref());
            report.desks.push(found.with_context(|| format!("{}, desk", word(engine)))?);
        }
    }
    if all || matches!(cli.part, Some(Part::Screening)) {
        let hour = Hour { pupils: cli.pupils, faster: cli.faster, part: cli.share.clamp(0.0, 1.0) };
        for engine in cli.engines() {
            tell(&format!("{}: settling {} pupils", word(engine), cli.pupils));
            let found = screening::measure(engine, &programs, hour, cli.dir.as_deref());
            report.screenings.push(found.with_context(|| format!("{}, screening", word(engine)))?);
        }
    }
    if all || matches!(cli.part, Some(Part::Score)) {
        tell(&format!("scoring {} rows", cli.rows));
        report.score = Some(score::measure(&programs, cli.rows, cli.rounds, cli.dir.as_deref())?);
    }
    if writes || cuts {
        on_engines(cli, &programs, (writes, cuts), &mut report)?;
    }
    Ok(report)
}

/// Sheets per second, and connections cut.
fn on_engines(cli: &Cli, programs: &Programs, (writes, cuts): (bool, bool), report: &mut Report) -> Result<()> {
    let options = writes::Options {
        connections: cli.connections,
        rounds: cli.rounds,
        warm_up: WARM_UP,
        time: Duration::try_from_secs_f64(cli.seconds).context("read --seconds")?,
        sharing: cli.sharing,
        patience: Duration::from_secs(cli.patience),
        programs: programs.clone(),
    };
    for engine in cli.engines() {
        tell(&format!("{}: settling {} residents", word(engine), cli.residents));
        let template = Template::prepare(engine, cli.residents, options.sheets(), cli.dir.as_deref());
        let template = template.with_context(|| format!("prepare {}", word(engine)))?;
        if cuts {
            let survived = cut::survive(&template, programs, cli.connections, CUTS);
            report.cuts.push(survived.with_context(|| format!("{}, connections cut", word(engine)))?);
        }
        if writes {
            report.writes.push(writes::measure(&template, &options, &mut tell)?);
        }
    }
    Ok(())
}

/// Waits until no other bench runs on this machine: two would spoil each other's figures.
fn alone() -> Result<File> {
    let path = std::env::temp_dir().join("xinqiao-bench.lock");
    let file = File::create(&path).with_context(|| format!("create {}", path.display()))?;
    if file.try_lock().is_err() {
        tell("waiting for another bench on this machine");
        file.lock().with_context(|| format!("wait for {}", path.display()))?;
    }
    Ok(file)
}

/// Tells people how it goes.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
