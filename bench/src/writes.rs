//! Answer sheets per second: the probe, the program, and the program with one sheet per commit, in turn in the same run.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use xinqiao_testkit::Engine;

use crate::cpu;
use crate::databases::{Rows, Template, word};
use crate::load::{self, Load, Plan, Requests};
use crate::server::{Programs, Server};
use crate::sheets::{self, Sharing};
use crate::town::Town;

/// Sheets of one commit in the lane, as the program has it.
const LANE_BATCH: usize = 256;
/// The tables that a sheet writes to.
const WRITTEN: [&str; 4] = ["response", "audit", "signal", "outbox"];
/// How far the mean length of a row may lie from the probe's.
const SAME_LENGTH: f64 = 0.05;
/// More sheets a second than anything here takes: so many are prepared that no run ends for want of them.
const PREPARED_PER_SECOND: f64 = 15_000.0;

/// How the bench runs.
#[derive(Debug, Clone)]
pub struct Options {
    pub connections: usize,
    pub rounds: usize,
    pub warm_up: Duration,
    pub time: Duration,
    pub sharing: Sharing,
    /// how long to wait before each run until the machine is quiet
    pub patience: Duration,
    pub programs: Programs,
}

impl Options {
    /// How many sheets one run may need.
    pub fn sheets(&self) -> usize {
        ((self.warm_up + self.time).as_secs_f64() * PREPARED_PER_SECOND).ceil() as usize
    }
}

/// Who takes the sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// axum and group commit alone
    Probe,
    /// the program
    Lane,
    /// the program, one sheet per commit
    Single,
}

impl Subject {
    pub const ALL: [Self; 3] = [Self::Probe, Self::Lane, Self::Single];

    /// The word in tables and file names.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Probe => "probe",
            Self::Lane => "lane",
            Self::Single => "single",
        }
    }
}

/// One run of one subject.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    pub per_second: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub longest_ms: f64,
    /// CPU seconds per 1,000 sheets of the serving process
    pub cpu_server: f64,
    /// the same of the database server; none on SQLite, and unknown (0) for a server that somebody else started
    pub cpu_database: f64,
    /// the same of the load driver
    pub cpu_driver: f64,
    /// cores that anything else used meanwhile
    pub others: f64,
    /// cores that the host took away meanwhile
    pub stolen: f64,
    pub load_before: [f64; 3],
    pub load_after: [f64; 3],
    pub answered: u64,
}

impl Figure {
    /// CPU seconds per 1,000 sheets of the server and its database.
    pub fn cpu(&self) -> f64 {
        self.cpu_server + self.cpu_database
    }
}

/// All runs on one engine, round by round.
#[derive(Debug, Clone, Serialize)]
pub struct EngineFigures {
    pub engine: &'static str,
    pub rounds: Vec<BTreeMap<&'static str, Figure>>,
}

impl EngineFigures {
    /// The figures of a subject.
    pub fn of(&self, subject: Subject) -> Vec<&Figure> {
        self.rounds.iter().filter_map(|round| round.get(subject.word())).collect()
    }

    /// The median over the rounds of what `value` makes of the figures of two subjects of one round.
    pub fn ratio(&self, of: Subject, to: Subject, value: impl Fn(&Figure) -> f64) -> f64 {
        let both = |round: &BTreeMap<_, Figure>| Some(value(round.get(of.word())?) / value(round.get(to.word())?));
        median(self.rounds.iter().filter_map(both).collect())
    }

    /// The median over the rounds.
    pub fn median(&self, subject: Subject, value: impl Fn(&Figure) -> f64) -> f64 {
        median(self.of(subject).into_iter().map(value).collect())
    }
}

/// The middle value; 0 of none.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

/// Runs all subjects on one engine. Errors: a sheet that was not answered, or answered and not kept, or a probe that writes other rows.
pub fn measure(template: &Template, options: &Options, tell: &mut dyn FnMut(&str)) -> Result<EngineFigures> {
    let mut rounds = Vec::with_capacity(options.rounds);
    for round in 1..=options.rounds {
        let mut figures = BTreeMap::new();
        let mut lengths = None;
        for subject in Subject::ALL {
            let (figure, rows) =
                once(template, options, subject).with_context(|| format!("{}, {}", word(template.engine), subject.word()))?;
            tell(&format!("{} round {round}: {:<6} {:>7.0} sheets/s", word(template.engine), subject.word(), figure.per_second));
            figures.insert(subject.word(), figure);
            match &lengths {
                None => lengths = Some(rows),
                Some(probe) => same_length(probe, &rows)?,
            }
        }
        rounds.push(figures);
    }
    Ok(EngineFigures { engine: word(template.engine), rounds })
}

/// The command that serves a database.
pub fn command(programs: &Programs, subject: Subject, template: &Template, url: &str, sharing: Sharing) -> Command {
    let batch = if subject == Subject::Single { 1 } else { LANE_BATCH };
    let mut command = if subject == Subject::Probe {
        let mut command = Command::new(&programs.bench);
        command.args(["probe", "--sharing", sharing.word()]).arg("--town").arg(template.town_file());
        command
    } else {
        let mut command = Command::new(&programs.program);
        command.args(["serve", "--request-budget", "0", "--listen", "127.0.0.1:0"]);
        for variable in
            ["XINQIAO_DATABASE", "XINQIAO_SCHEMA", "XINQIAO_PLACE", "XINQIAO_MASTER_KEY_FILE", "XINQIAO_MASTER_KEY_COMMAND"]
        {
            command.env_remove(variable);
        }
        command.env("XINQIAO_MASTER_KEY", xinqiao_testkit::master_key_text());
        command
    };
    command.args(["--database", url, "--lane-batch"]).arg(batch.to_string());
    command
}

/// The requests of a town's residents, one after another.
pub fn requests(town: &Town, sharing: Sharing) -> Requests {
    let town = town.clone();
    Arc::new(move |number, into| {
        let number = town.first() + number;
        let (resident, campaign) = town.turn(number);
        sheets::request(number, &resident.token, sharing, campaign, into);
    })
}

fn once(template: &Template, options: &Options, subject: Subject) -> Result<(Figure, BTreeMap<String, Rows>)> {
    let copy = template.copy()?;
    cpu::wait_until_quiet(options.patience)?;
    let load_before = cpu::load_average()?;
    let log = template.log(subject.word());
    let server = Server::start(command(&options.programs, subject, template, &copy.url, options.sharing), &log)?;
    let plan = Plan {
        address: server.address,
        connections: options.connections,
        warm_up: options.warm_up,
        time: options.time,
        requests: template.town.sheets(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("start the runtime")?;
    let look = || Snapshot::take(&server, template.engine);
    let (load, before, after) = runtime.block_on(load::run(plan, requests(&template.town, options.sharing), look))?;
    if load.failed > 0 {
        let failure = load.failure.unwrap_or_default();
        bail!(
            "{} of {} requests failed, the first with: {failure}\n{}",
            load.failed,
            load.answered + load.failed,
            server.complaints()
        );
    }
    let figure = figure(&load, &before, &after, load_before)?;
    // killed, not stopped: what was answered must be there all the same
    drop(server);
    let rows = copy.rows().context("look at what was kept")?;
    let rows = rows.into_iter().map(|(table, rows)| (table.clone(), rows.less(template.rows.get(&table)))).collect();
    kept(&rows, template.town.first(), load.answered, options.sharing)?;
    Ok((figure, rows))
}

/// What the parties had used at one moment, in seconds.
struct Snapshot {
    server: f64,
    database: f64,
    driver: f64,
    machine: cpu::Machine,
}

impl Snapshot {
    fn take(server: &Server, engine: Engine) -> Result<Self> {
        let database = match engine {
            Engine::Sqlite => 0.0,
            Engine::Postgres => cpu::below_me("postgres")?,
        };
        let driver = cpu::of_process(std::process::id())?.own;
        Ok(Self { server: cpu::of_process(server.pid())?.own, database, driver, machine: cpu::of_machine()? })
    }
}

fn figure(load: &Load, before: &Snapshot, after: &Snapshot, load_before: [f64; 3]) -> Result<Figure> {
    let spent = |of: fn(&Snapshot) -> f64| of(after) - of(before);
    let (server, database, driver) = (spent(|at| at.server), spent(|at| at.database), spent(|at| at.driver));
    let thousands = load.latencies.count().max(1) as f64 / 1e3;
    Ok(Figure {
        per_second: load.rate(),
        p50_ms: load.latencies.quantile_ms(0.5),
        p99_ms: load.latencies.quantile_ms(0.99),
        longest_ms: load.latencies.longest_ms(),
        cpu_server: server / thousands,
        cpu_database: database / thousands,
        cpu_driver: driver / thousands,
        others: ((spent(|at| at.machine.busy) - server - database - driver) / load.seconds).max(0.0),
        stolen: spent(|at| at.machine.stolen) / load.seconds,
        load_before,
        load_after: cpu::load_average()?,
        answered: load.answered,
    })
}

/// Every sheet from `first` on that was answered has its rows, and no other.
fn kept(rows: &BTreeMap<String, Rows>, first: u64, answered: u64, sharing: Sharing) -> Result<()> {
    for table in WRITTEN {
        let expected = if table == "signal" { sharing.signals(first + answered) - sharing.signals(first) } else { answered };
        let found = rows.get(table).map_or(0, |rows| rows.count);
        if found != expected {
            bail!("{answered} sheets were answered; {table} has {found} rows, not {expected}");
        }
    }
    Ok(())
}

fn same_length(probe: &BTreeMap<String, Rows>, program: &BTreeMap<String, Rows>) -> Result<()> {
    let mean = |rows: &BTreeMap<String, Rows>, table: &str| {
        rows.get(table).map_or(0.0, |rows| rows.bytes as f64 / rows.count.max(1) as f64)
    };
    // the program's job has marked events that nobody waits for: they are longer by that
    for table in WRITTEN.into_iter().filter(|table| *table != "outbox") {
        let (of_probe, of_program) = (mean(probe, table), mean(program, table));
        if SAME_LENGTH * of_probe < (of_program - of_probe).abs() {
            bail!("the probe writes other rows: {table} has {of_probe:.0} bytes a row there and {of_program:.0} in the program");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: u64, signals: u64) -> BTreeMap<String, Rows> {
        let row = |count| Rows { count, bytes: count * 100 };
        WRITTEN.map(|table| (table.to_owned(), row(if table == "signal" { signals } else { count }))).into()
    }

    #[test]
    fn a_sheet_that_was_answered_and_not_kept_is_found() {
        assert!(kept(&rows(24, 2), 0, 24, Sharing::Campaign).is_ok());
        assert!(kept(&rows(24, 2), 6, 24, Sharing::Campaign).is_ok());
        assert!(kept(&rows(6, 0), 6, 6, Sharing::Campaign).is_ok());
        assert!(kept(&rows(24, 26), 0, 24, Sharing::Contact).is_ok());
        assert!(kept(&rows(23, 2), 0, 24, Sharing::Campaign).is_err());
        assert!(kept(&rows(24, 1), 0, 24, Sharing::Campaign).is_err());
        assert!(kept(&rows(25, 2), 0, 24, Sharing::Campaign).is_err());
    }

    #[test]
    fn longer_rows_are_other_rows() {
        let mut longer = rows(24, 2);
        longer.insert("audit".to_owned(), Rows { count: 24, bytes: 24 * 110 });
        assert!(same_length(&rows(24, 2), &rows(48, 4)).is_ok());
        assert!(same_length(&rows(24, 2), &longer).is_err());
    }

    #[test]
    fn the_median_of_an_even_number_lies_between() {
        assert!((median(vec![3.0, 1.0, 2.0]) - 2.0).abs() < 1e-12);
        assert!((median(vec![4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < 1e-12);
    }
}
