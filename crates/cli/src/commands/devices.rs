//! `xinqiao devices import`: results of a device that has no network; a dry run unless `--apply` is given.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use xinqiao_app::devices::{DeviceLine, Unkept};
use xinqiao_app::{App, AppError};
use xinqiao_kernel::id::DeviceId;
use xinqiao_web::i18n::Lang;

use crate::open::Data;

/// Some sessions cannot be kept; nothing was written.
const SOME_FAILED: u8 = 3;

/// Devices that send results.
#[derive(Debug, Clone, clap::Args)]
pub struct DevicesArgs {
    #[command(flatten)]
    data: Data,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Results of one device (JSON; docs/devices.md describes it). Checks only, unless --apply is given
    Import(Import),
}

#[derive(Debug, Clone, clap::Args)]
struct Import {
    /// The file: one session or a list of them
    file: PathBuf,
    /// The device's id, as the page of devices shows it
    #[arg(long, value_name = "ID")]
    device: DeviceId,
    /// Login of the account in whose name it is done; its rights decide
    #[arg(long = "as", value_name = "LOGIN")]
    login: String,
    /// Keep the sessions when the check finds nothing wrong
    #[arg(long)]
    apply: bool,
    /// Language of the messages: zh-CN or en
    #[arg(long, default_value = "en")]
    lang: String,
}

/// Exit code 0: every session is good; 3: some are not, and nothing was written.
pub async fn run(args: DevicesArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let app = args.data.app().await?;
    let What::Import(what) = &args.what;
    let outcome = import(&app, what, out).await;
    app.db().close().await;
    outcome
}

async fn import(app: &App, what: &Import, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let lang = if what.lang.starts_with("zh") { Lang::ZhCn } else { Lang::En };
    let caller = app.caller_of_login(&what.login).await?.with_context(|| format!("no account has the login {}", what.login))?;
    let bytes = std::fs::read(&what.file).with_context(|| format!("read {}", what.file.display()))?;
    let report = match app.import_device_results(&caller, what.device, &bytes, what.apply).await {
        Ok(report) => report,
        Err(AppError::Invalid(faults)) => {
            let lines: Vec<String> =
                faults.iter().map(|fault| format!("{} (found {})", lang.t(fault.expected), fault.found)).collect();
            bail!("the file cannot be read:\n{}", lines.join("\n"));
        }
        Err(AppError::Conflict { .. }) => bail!("the device is locked or withdrawn"),
        Err(other) => return Err(other).context("take the file"),
    };
    for (line, why) in report.unkept() {
        tell(line, why, lang, out)?;
    }
    let (all, unkept) = (report.lines.len(), report.unkept().count());
    match report.applied {
        true => writeln!(out, "kept {all} sessions; those that were there before stay as they were")?,
        false => writeln!(out, "checked {all} sessions, {unkept} cannot be kept; nothing written")?,
    }
    Ok(if unkept == 0 { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

fn tell(line: &DeviceLine, why: &Unkept, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    // i18n: api-device-*
    let words = lang.t(&format!("api-device-{}", why.told().replace('_', "-")));
    writeln!(out, "session {} {}: {words}", line.number, line.session)?;
    if let Unkept::Faulty(faults) = why {
        for fault in faults {
            // i18n: device-expected-*
            let expected = lang.t1(&format!("device-expected-{}", fault.expected.code()), "what", fault.expected.filling());
            writeln!(out, "  {}: {expected} (found {:?})", fault.path, fault.found)?;
        }
    }
    Ok(())
}
