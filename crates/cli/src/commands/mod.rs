//! One file for each command.

mod account;
mod audit;
mod backup;
mod demo;
mod devices;
mod doctor;
mod fhir;
mod import;
mod irt;
mod keys;
mod migrate;
mod norms;
mod packs;
mod places;
mod replay;
mod retention;
mod review;
mod risk;
mod serve;
mod triage;
mod webhook;

use std::future::Future;
use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::open::{library, now};
use crate::psychometrics::{self, PsychometricsArgs};
use crate::score::{self, ScoreArgs};

/// 心桥: runs a city's social psychological service system.
#[derive(Debug, Parser)]
#[command(name = "xinqiao", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages
    Serve(serve::ServeArgs),
    /// Make the demonstration city of Zhangye if it is absent, and serve it
    Demo(demo::DemoArgs),
    /// Bring the schema up to date
    Migrate(migrate::MigrateArgs),
    /// Write everything into one portable file
    Backup(backup::BackupArgs),
    /// Take a backup into an empty database
    Restore(backup::RestoreArgs),
    /// Check that everything is as it should be
    Doctor(doctor::DoctorArgs),
    /// The audit chain
    Audit(audit::AuditArgs),
    /// Content packs
    Packs(packs::PacksArgs),
    /// Score a file of answers
    Score(#[command(flatten)] Box<ScoreCommand>),
    /// Reliability and structure of a questionnaire's data
    Psychometrics(#[command(flatten)] Box<PsychometricsCommand>),
    /// Item parameters from answers, adaptive tests tried out, items that work otherwise in a group
    Irt(irt::IrtArgs),
    /// Instruments and answers as FHIR resources
    Fhir(fhir::FhirArgs),
    /// Read texts by rules and propose how soon somebody should see each
    Triage(triage::TriageArgs),
    /// What a risk model makes of evidence about people, with every reason
    Risk(risk::RiskArgs),
    /// Import files
    Import(import::ImportArgs),
    /// Try changed warning rules on the answers of the last year
    Replay(replay::ReplayArgs),
    /// Compute norms from the own sheets of campaigns
    Norms(norms::NormsArgs),
    /// Accounts
    Account(account::AccountArgs),
    /// Keys: what people tell the program is sealed with them
    Keys(keys::KeysArgs),
    /// Receivers of outgoing events
    Webhook(webhook::WebhookArgs),
    /// What is kept how long: list what is due, delete it
    Retention(retention::RetentionArgs),
    /// Holds on deletion for a proceeding
    Hold(retention::HoldArgs),
    /// Devices that send results
    Devices(devices::DevicesArgs),
    /// The place tree
    Places(places::PlacesArgs),
}

/// `score` with the folders of the operator's packs.
#[derive(Debug, clap::Args)]
struct ScoreCommand {
    #[command(flatten)]
    args: ScoreArgs,

    /// Folder with packs of your own (may be given more than once)
    #[arg(long, value_name = "DIR")]
    packs: Vec<std::path::PathBuf>,
}

/// `psychometrics` with the folders of the operator's packs.
#[derive(Debug, clap::Args)]
struct PsychometricsCommand {
    #[command(flatten)]
    args: PsychometricsArgs,

    /// Folder with packs of your own (may be given more than once)
    #[arg(long, value_name = "DIR")]
    packs: Vec<std::path::PathBuf>,
}

/// Runs a command.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let (mut out, mut err) = (io::stdout(), io::stderr());
    match cli.command {
        Command::Score(command) => {
            let packs = library(&command.packs)?;
            let mut buffered = io::BufWriter::with_capacity(1 << 16, out.lock());
            let code = score::run(command.args, &packs, &mut buffered, &mut err)?;
            buffered.flush().context("write to the standard output")?;
            Ok(code)
        }
        Command::Psychometrics(command) => psychometrics::run(&command.args, &library(&command.packs)?, &mut out, &mut err),
        Command::Irt(args) => irt::run(&args, &mut out, &mut err),
        Command::Fhir(args) => fhir::run(&args, &mut out, &mut err),
        Command::Triage(args) => triage::run(&args, &library(&args.packs)?, &mut out, &mut err),
        Command::Risk(args) => risk::run(&args, &library(&args.packs)?, now(), &mut out, &mut err),
        Command::Keys(args) => once(keys::run(args, &mut out)),
        Command::Packs(args) => packs::run(&args, &mut out),
        Command::Serve(args) => serving(serve::run(args)),
        Command::Demo(args) => serving(demo::run(args)),
        Command::Migrate(args) => once(migrate::run(args, &mut out)),
        Command::Backup(args) => once(backup::backup(args, &mut out)),
        Command::Restore(args) => once(backup::restore(args, &mut out)),
        Command::Doctor(args) => once(doctor::run(args, &mut out)),
        Command::Audit(args) => once(audit::run(args, &mut out)),
        Command::Import(args) => once(import::run(args, &mut out, &mut err)),
        Command::Replay(args) => once(replay::run(args, &mut out, &mut err)),
        Command::Norms(args) => once(norms::run(args, &mut out)),
        Command::Account(args) => once(account::run(args, &mut out)),
        Command::Webhook(args) => once(webhook::run(args, &mut out)),
        Command::Retention(args) => once(retention::retention(args, &mut out)),
        Command::Hold(args) => once(retention::hold(args, &mut out)),
        Command::Devices(args) => once(devices::run(args, &mut out)),
        Command::Places(args) => once(places::run(args, &mut out)),
    }
}

/// Runs a server on all cores.
fn serving(work: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    let filter = tracing_subscriber::EnvFilter::try_from_env("XINQIAO_LOG").unwrap_or_else(|_| "info,sqlx=warn".into());
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(io::stderr).init();
    // the message of a panic may hold what somebody wrote: the log says where it was, and no more
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(panic.at = at, "a fault in the program");
    }));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("start the runtime")?;
    runtime.block_on(work)
}

/// Runs a command that ends.
fn once(work: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().context("start the runtime")?;
    runtime.block_on(work)
}
