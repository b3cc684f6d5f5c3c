//! `xinqiao retention plan|run`, `xinqiao hold add|end|list`

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use xinqiao_app::{App, Caller};
use xinqiao_consent::Ending;
use xinqiao_kernel::id::{HoldId, PersonId};

use crate::open::Data;

/// The retention schedule.
#[derive(Debug, Clone, clap::Args)]
pub struct RetentionArgs {
    #[command(flatten)]
    data: Data,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// List every rule with what is due today; nothing is deleted
    Plan,
    /// Delete what is due today, in batches, each durable with its lines of the ledger
    Run,
}

/// Holds on deletion.
#[derive(Debug, Clone, clap::Args)]
pub struct HoldArgs {
    #[command(flatten)]
    data: Data,
    /// Login of the person in charge who places or ends the hold
    #[arg(long, value_name = "LOGIN")]
    by: String,
    #[command(subcommand)]
    what: Holding,
}

#[derive(Debug, Clone, Subcommand)]
enum Holding {
    /// Keep one person's records, or all, until the hold is ended
    Add {
        /// The person's id; without one, nothing at all is deleted
        #[arg(long, value_name = "ID")]
        person: Option<PersonId>,
        /// court, investigation, complaint or medical_dispute
        #[arg(long)]
        reason: String,
    },
    /// End a hold
    End {
        /// The hold's id
        id: HoldId,
    },
    /// List holds
    List,
}

/// Exit code 1 when more is due than one run deletes.
pub async fn retention(args: RetentionArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let app = args.data.app().await?;
    let code = match args.what {
        What::Plan => plan(&app, out).await,
        What::Run => run(&app, out).await,
    };
    app.db().close().await;
    code
}

async fn plan(app: &App, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    writeln!(out, "{:<18} {:<18} {:<16} {:<10} {:<12} due", "rule", "kind", "keep", "ending", "begun by")?;
    for line in app.retention_plan().await.context("look for what is due")? {
        let due = match (line.due, line.is_more()) {
            (Some(due), true) => format!("at least {due}"),
            (Some(due), false) => due.to_string(),
            (None, _) if line.rule.ending == Ending::Review => "a person decides".to_owned(),
            (None, _) => "stays".to_owned(),
        };
        let (rule, keep) = (&line.rule, line.rule.keep.words("en"));
        let ending = rule.ending.to_string();
        writeln!(out, "{:<18} {:<18} {keep:<16} {ending:<10} {:<12} {due}", rule.code, rule.kept, line.begun_by.to_string())?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn run(app: &App, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let mut more = false;
    for line in app.run_retention().await.context("delete what is due")? {
        more |= line.more;
        writeln!(out, "{:<18} {:>9} deleted{}", line.rule, line.deleted, if line.more { ", more is due" } else { "" })?;
    }
    Ok(if more { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Holds are placed under the name and with the rights of an account.
pub async fn hold(args: HoldArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let app = args.data.app().await?;
    let done = holding(&app, &args, out).await;
    app.db().close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn holding(app: &App, args: &HoldArgs, out: &mut dyn Write) -> anyhow::Result<()> {
    let caller: Caller = match app.caller_of_login(&args.by).await.context("look the account up")? {
        Some(caller) => caller,
        None => bail!("no account has the login {}", args.by),
    };
    match &args.what {
        Holding::Add { person, reason } => {
            let id = app.place_hold(&caller, *person, reason).await.context("place the hold")?;
            writeln!(out, "{id}")?;
        }
        Holding::End { id } => app.end_hold(&caller, *id).await.context("end the hold")?,
        Holding::List => {
            for hold in app.holds(&caller).await.context("list holds")? {
                let whose = hold.person.map_or_else(|| "everybody".to_owned(), |person| person.to_string());
                let until = hold.ended.map_or_else(|| "in force".to_owned(), |day| format!("until {day}"));
                writeln!(out, "{} {whose} {} from {} {until}", hold.id, hold.reason, hold.from)?;
            }
        }
    }
    Ok(())
}
