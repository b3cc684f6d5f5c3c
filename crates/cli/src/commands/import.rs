//! `xinqiao import`: a file of answers into a campaign, of what others noticed, or of population groups; a dry run unless `--apply` is given.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use xinqiao_app::campaigns::{ImportOptions, ImportReport, Items};
use xinqiao_app::{App, AppError, Caller};
use xinqiao_kernel::id::{CampaignId, ImportId};
use xinqiao_web::i18n::Lang;
use xinqiao_web::pages::desk::campaigns::ledger_word;

use crate::open::Data;

/// Some rows failed; the others were taken.
const SOME_FAILED: u8 = 3;

/// What to import.
#[derive(Debug, Clone, clap::Args)]
pub struct ImportArgs {
    #[command(flatten)]
    data: Data,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Answers of a screening campaign (CSV or XLSX). Checks only, unless --apply is given
    Responses(Box<Responses>),
    /// What others noticed about people (CSV or XLSX; docs/signals.md lists the columns). Checks only, unless --apply is given
    Signals(Signals),
    /// Entries of the register of population groups (CSV or XLSX; docs/groups.md lists the columns). Checks only, unless --apply is given
    Groups(Signals),
}

#[derive(Debug, Clone, clap::Args)]
struct Signals {
    /// The file
    file: PathBuf,
    /// Login of the account in whose name it is done; its rights decide
    #[arg(long = "as", value_name = "LOGIN")]
    login: String,
    /// Hand the file in when the check finds nothing wrong
    #[arg(long)]
    apply: bool,
    /// Language of the messages: zh-CN or en
    #[arg(long, default_value = "en")]
    lang: String,
}

#[derive(Debug, Clone, clap::Args)]
struct Responses {
    /// The file
    file: PathBuf,
    /// The campaign's id
    #[arg(long, value_name = "ID")]
    campaign: CampaignId,
    /// Login of the account in whose name it is done; its rights decide
    #[arg(long = "as", value_name = "LOGIN")]
    login: String,
    /// Column of the number or name that tells people apart
    #[arg(long, value_name = "COL")]
    id: String,
    /// Columns of the items, in the order of the items, separated by commas
    #[arg(long, value_name = "COLS", value_delimiter = ',', conflicts_with = "prefix")]
    items: Vec<String>,
    /// Columns of the items are this prefix followed by the item's code
    #[arg(long, value_name = "P")]
    prefix: Option<String>,
    /// Number to add to every choice
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true)]
    shift: i32,
    /// The file's reverse-keyed items have been reversed already
    #[arg(long)]
    already_reversed: bool,
    /// Column of the name, for people whom the program does not know
    #[arg(long, value_name = "COL")]
    name: Option<String>,
    /// Column of the sex
    #[arg(long, value_name = "COL")]
    sex: Option<String>,
    /// Column of the day of birth
    #[arg(long, value_name = "COL")]
    birth: Option<String>,
    /// Column of the day on which it was answered
    #[arg(long, value_name = "COL")]
    answered_on: Option<String>,
    /// Sheet of a workbook; the first when left out
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Import what the check finds good
    #[arg(long)]
    apply: bool,
    /// Write a copy of the file with outcome, reason and detail of each row
    #[arg(long, value_name = "FILE")]
    copy: Option<PathBuf>,
    /// Language of the messages: zh-CN or en
    #[arg(long, default_value = "en")]
    lang: String,
}

/// Exit code 0: every row is good; 3: some rows failed.
pub async fn run(args: ImportArgs, out: &mut dyn Write, err: &mut (dyn Write + Send)) -> anyhow::Result<ExitCode> {
    let app = args.data.app().await?;
    let outcome = match &args.what {
        What::Responses(what) => responses(&app, what, out, err).await,
        What::Signals(what) => signals(&app, what, out).await,
        What::Groups(what) => groups(&app, what, out).await,
    };
    app.db().close().await;
    outcome
}

async fn responses(app: &App, what: &Responses, out: &mut dyn Write, err: &mut (dyn Write + Send)) -> anyhow::Result<ExitCode> {
    let lang = if what.lang.starts_with("zh") { Lang::ZhCn } else { Lang::En };
    let caller = app.caller_of_login(&what.login).await?.with_context(|| format!("no account has the login {}", what.login))?;
    let bytes = std::fs::read(&what.file).with_context(|| format!("read {}", what.file.display()))?;
    let name = what.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let options = ImportOptions {
        items: match (&what.prefix, what.items.as_slice()) {
            (Some(prefix), _) => Items::Prefix(prefix.clone()),
            (None, []) => Items::Auto,
            (None, columns) => Items::Columns(columns.to_vec()),
        },
        shift: what.shift,
        already_reversed: what.already_reversed,
        name_column: what.name.clone(),
        sex_column: what.sex.clone(),
        birth_column: what.birth.clone(),
        answered_on_column: what.answered_on.clone(),
        sheet: what.sheet.clone(),
        ..ImportOptions::new(what.id.clone())
    };
    let checked = match app.check_import(&caller, what.campaign, &name, bytes, &options).await {
        Ok(report) => report,
        Err(AppError::Invalid(faults)) => {
            let lines: Vec<String> =
                faults.iter().map(|fault| format!("{}: {} {}", fault.field, lang.t(fault.expected), fault.found)).collect();
            bail!("the file cannot be read as asked:\n{}", lines.join("\n"));
        }
        Err(other) => return Err(other).context("check the file"),
    };
    let mut report = checked;
    if what.apply {
        let shown = std::sync::Mutex::new(err);
        let progress = |done: u64, of: u64| {
            if let Ok(mut err) = shown.lock() {
                let _ = write!(err, "\r{done} of {of} rows");
                let _ = if done == of { writeln!(err) } else { err.flush() };
            }
        };
        report = app.apply_import(&caller, report.import, Some(&progress)).await.context("import the file")?;
    }
    tell(&report, what.apply, lang, out)?;
    if let Some(target) = &what.copy {
        copy(app, &caller, report.import, lang, target).await?;
    }
    Ok(if report.counts.failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

async fn signals(app: &App, what: &Signals, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let lang = if what.lang.starts_with("zh") { Lang::ZhCn } else { Lang::En };
    let caller = app.caller_of_login(&what.login).await?.with_context(|| format!("no account has the login {}", what.login))?;
    let bytes = std::fs::read(&what.file).with_context(|| format!("read {}", what.file.display()))?;
    let name = what.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let report = match app.report_file(&caller, &name, bytes, what.apply).await {
        Ok(report) => report,
        Err(AppError::Invalid(faults)) => {
            let lines: Vec<String> =
                faults.iter().map(|fault| format!("{}: {} {}", fault.field, lang.t(fault.expected), fault.found)).collect();
            bail!("the file cannot be read:\n{}", lines.join("\n"));
        }
        Err(other) => return Err(other).context("hand the file in"),
    };
    for row in &report.faults {
        writeln!(out, "line {} {}: {} (found {:?})", row.line, row.fault.field, lang.t(row.fault.expected), row.fault.found)?;
    }
    match report.raised {
        Some(raised) => writeln!(out, "handed in: {raised} new, {} handed in before", report.known)?,
        None => writeln!(out, "checked {} rows, nothing written", report.rows)?,
    }
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

async fn groups(app: &App, what: &Signals, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let lang = if what.lang.starts_with("zh") { Lang::ZhCn } else { Lang::En };
    let caller = app.caller_of_login(&what.login).await?.with_context(|| format!("no account has the login {}", what.login))?;
    let bytes = std::fs::read(&what.file).with_context(|| format!("read {}", what.file.display()))?;
    let name = what.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let report = match app.group_file(&caller, &name, bytes, what.apply).await {
        Ok(report) => report,
        Err(AppError::Invalid(faults)) => {
            let lines: Vec<String> =
                faults.iter().map(|fault| format!("{}: {} {}", fault.field, lang.t(fault.expected), fault.found)).collect();
            bail!("the file cannot be read:\n{}", lines.join("\n"));
        }
        Err(other) => return Err(other).context("take the file"),
    };
    for row in &report.faults {
        writeln!(out, "line {} {}: {} (found {:?})", row.line, row.fault.field, lang.t(row.fault.expected), row.fault.found)?;
    }
    let (rows, known, people) = (report.rows, report.known, report.new_people);
    match report.recorded {
        Some(recorded) => writeln!(out, "entered: {recorded} new, {known} on record before")?,
        None => writeln!(out, "checked {rows} rows, {known} on record before, {people} without a record; nothing written")?,
    }
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

fn tell(report: &ImportReport, applied: bool, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let counts = &report.counts;
    writeln!(out, "{} {}", if applied { "imported" } else { "checked, nothing written" }, report.import)?;
    writeln!(
        out,
        "created {}  updated {}  skipped {}  failed {}",
        counts.created, counts.updated, counts.skipped, counts.failed
    )?;
    if let Some(raised) = report.raised {
        writeln!(out, "signals {}", raised.signals)?;
    }
    for row in &report.rows {
        let reason = lang.t(&format!("import-reason-{}", row.reason));
        let detail = row.detail.as_ref().map_or_else(String::new, |detail| {
            let expected = lang.t1(&format!("import-expected-{}", detail.expected), "values", &detail.values);
            format!(": {} {expected}, {}", detail.column, lang.t1("import-found", "found", &detail.found))
        });
        writeln!(out, "row {} {}: {reason}{detail}", row.row, row.external_id.as_deref().unwrap_or("-"))?;
    }
    Ok(())
}

async fn copy(app: &App, caller: &Caller, import: ImportId, lang: Lang, target: &std::path::Path) -> anyhow::Result<()> {
    let words = move |key: &str| ledger_word(lang, key);
    let (_, bytes) = app.corrected_copy(caller, import, &words).await.context("make the copy")?;
    std::fs::write(target, bytes).with_context(|| format!("write {}", target.display()))
}
