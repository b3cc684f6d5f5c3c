//! `xinqiao replay`: changed rules are tried on the shared answer sheets of the last year. Nothing is put in force.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use xinqiao_app::quality::{About, ReplayView};
use xinqiao_app::{App, AppError, Caller};

use crate::open::Data;

/// What to try.
#[derive(Debug, Clone, clap::Args)]
pub struct ReplayArgs {
    #[command(flatten)]
    data: Data,
    /// The file of rules, written as rule.toml of a pack
    file: PathBuf,
    /// Login of the account in whose name it is done; its rights decide
    #[arg(long = "as", value_name = "LOGIN")]
    login: String,
}

/// Exit code 0 when the try came to its end.
pub async fn run(args: ReplayArgs, out: &mut dyn Write, err: &mut (dyn Write + Send)) -> anyhow::Result<ExitCode> {
    let app = args.data.app().await?;
    let outcome = replay(&app, &args, out, err).await;
    app.db().close().await;
    outcome
}

async fn replay(app: &App, args: &ReplayArgs, out: &mut dyn Write, err: &mut (dyn Write + Send)) -> anyhow::Result<ExitCode> {
    let caller = app.caller_of_login(&args.login).await?.with_context(|| format!("no account has the login {}", args.login))?;
    let file = std::fs::read(&args.file).with_context(|| format!("read {}", args.file.display()))?;
    let id = match app.start_replay(&caller, app.fresh_event().uuid(), file).await {
        Ok(id) => id,
        Err(AppError::Invalid(faults)) => {
            let lines: Vec<&str> = faults.iter().map(|fault| fault.found.as_str()).collect();
            bail!("the rules have faults, nothing was tried:\n{}", lines.join("\n"));
        }
        Err(other) => return Err(other).context("try the rules"),
    };
    // a program that serves the same database may do some of the steps
    while !app.replay_done(&caller, id).await? {
        app.replay_step().await.context("go on with the try")?;
        let _ = write!(err, ".");
        let _ = err.flush();
    }
    let _ = writeln!(err);
    let one = found(app, &caller, id).await?;
    tell(&one, out)?;
    Ok(if one.fault.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn found(app: &App, caller: &Caller, id: uuid::Uuid) -> anyhow::Result<ReplayView> {
    let all = app.replays(caller).await.context("read what came of it")?;
    all.into_iter().find(|one| one.id == id).context("the try is no longer kept")
}

fn about(count: About) -> String {
    match count {
        About::Nothing => "0".to_owned(),
        About::Few => "<10".to_owned(),
        About::Tens(count) => format!("{count}+"),
    }
}

fn tell(one: &ReplayView, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}: shared sheets since {}: {}", one.rules, one.from, about(one.sheets))?;
    if let Some(fault) = &one.fault {
        writeln!(out, "ended before its end: {fault}")?;
    }
    writeln!(
        out,
        "{:<32} {:>10} {:>10} {:>15} {:>16}",
        "level or rule", "before", "after", "confirmed lost", "dismissed spared"
    )?;
    for (level, before, after) in &one.levels {
        writeln!(out, "{:<32} {:>10} {:>10}", level.to_string(), about(*before), about(*after))?;
    }
    for (rule, [before, after, lost, spared]) in &one.by_rule {
        let [before, after, lost, spared] = [before, after, lost, spared].map(|count| about(*count));
        writeln!(out, "{:<32} {before:>10} {after:>10} {lost:>15} {spared:>16}", rule.to_string())?;
    }
    writeln!(
        out,
        "sheets with a confirmed warning, now silent: {}; now milder: {}",
        about(one.confirmed_lost),
        about(one.confirmed_milder)
    )?;
    writeln!(
        out,
        "sheets that were set aside, now silent: {}; silent before, now raised: {}",
        about(one.dismissed_spared),
        about(one.added)
    )?;
    let load = one.load;
    writeln!(out, "signals a day: {:.1} before, {:.1} after; {} people may decide", load.before, load.after, load.deciders)?;
    Ok(())
}
