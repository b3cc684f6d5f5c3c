//! `xinqiao audit`: head, export, verify.

mod file;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use jiff::civil::Date;
use xinqiao_app::AppError;
use xinqiao_app::operations::audit::{AuditSettings, ExportAsked, ExportFormat, Kept, Verdict};
use xinqiao_audit::Head;
use xinqiao_audit::head::public_key;

use crate::anchor;
use crate::open::{Data, now};

/// What to do with the audit.
#[derive(Debug, Clone, clap::Args)]
pub struct AuditArgs {
    #[command(flatten)]
    data: Data,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Recompute every link and seal, in the database or in an exported file; each fault names the row
    Verify {
        /// A head that was kept elsewhere: a hash, a signed line, or a file of signed lines (may be given more than once)
        #[arg(long, value_name = "HASH|LINE|FILE")]
        head: Vec<String>,
        /// The key whose signature counts, 64 hexadecimal digits
        #[arg(long, value_name = "HEX")]
        public_key: Option<String>,
        /// An exported file (JSON lines or CSV) instead of the database
        #[arg(long, value_name = "EXPORT")]
        file: Option<PathBuf>,
        /// Days that every row is kept at least; without it the pack audit/cn-default tells
        #[arg(long, value_name = "N")]
        kept_days: Option<i64>,
    },
    /// Print the head of the chain, signed with the key of the deployment
    Head {
        /// File of the secret key; made when it is absent
        #[arg(long, env = "XINQIAO_AUDIT_KEY", value_name = "FILE")]
        audit_key: Option<PathBuf>,
        /// Print the public key instead
        #[arg(long)]
        public_key: bool,
    },
    /// Write the rows of some days with their seals; the export is itself an audit row
    Export {
        /// First day
        #[arg(long, value_name = "DAY")]
        from: Date,
        /// Last day
        #[arg(long, value_name = "DAY")]
        to: Date,
        /// Login of the audit administrator who takes the rows out
        #[arg(long, value_name = "LOGIN")]
        by: String,
        /// What for: inspection, incident, assessment, request or archive
        #[arg(long = "for", value_name = "REASON")]
        reason: String,
        /// jsonl or csv
        #[arg(long, default_value = "jsonl")]
        format: String,
        /// File to write; it must not be there
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// File of the secret key, to sign the head at the end of the file
        #[arg(long, env = "XINQIAO_AUDIT_KEY", value_name = "FILE")]
        audit_key: Option<PathBuf>,
    },
}

/// Exit code 1 when something does not fit.
pub async fn run(args: AuditArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let data = args.data;
    match args.what {
        What::Verify { head, public_key, file, kept_days } => {
            let kept = kept_heads(&head, public_key.as_deref())?;
            let days = match kept_days {
                Some(days) => days,
                None => i64::from(data.library()?.audit().context("the pack audit/cn-default.toml")?.shortest_days()),
            };
            match file {
                Some(file) => file::verify(&file, kept, public_key.as_deref(), days, out),
                None => verify(&data, kept, days, out).await,
            }
        }
        What::Head { audit_key, public_key: is_public } => head(&data, audit_key, is_public, out).await,
        What::Export { from, to, by, reason, format, out: target, audit_key } => {
            let format = ExportFormat::from_code(&format).with_context(|| format!("--format {format}: expected jsonl or csv"))?;
            let asked = ExportAsked { from, until: to, reason, format, most: i64::MAX };
            export(&data, &asked, &by, &target, audit_key, out).await
        }
    }
}

/// Heads from hashes, lines and files of lines.
fn kept_heads(given: &[String], key: Option<&str>) -> anyhow::Result<Vec<Kept>> {
    let mut kept = Vec::new();
    for text in given {
        if Path::new(text).is_file() {
            let lines = std::fs::read_to_string(text).with_context(|| format!("read {text}"))?;
            for (line, number) in lines.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
                kept.push(Kept::read(line, key).with_context(|| format!("{text}, line {number}"))?);
            }
        } else {
            kept.push(Kept::read(text, key).with_context(|| format!("--head {text}"))?);
        }
    }
    Ok(kept)
}

async fn verify(data: &Data, kept: Vec<Kept>, days: i64, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let db = data.db().await?;
    let heads = kept.len();
    let found = db.verify_audit(kept, days).await.context("walk the chain");
    db.close().await;
    let Verdict { seals, rows, gone, unsealed, late, head, faults, .. } = found?;
    writeln!(out, "seals    {seals}\nrows     {rows}\ngone     {gone}\nunsealed {unsealed}")?;
    if late > 0 {
        writeln!(out, "late     {late}: older than an hour before the last sealed row, and no seal covers them")?;
    }
    if let Some(seal) = &head {
        writeln!(out, "head     {} (seal {}, {}, {})", seal.hash, seal.no, seal.suite, seal.at)?;
    }
    if unsealed > 0 {
        writeln!(out, "the unsealed rows are not covered by this check: a seal is made every minute while the program serves")?;
    }
    told(&faults, heads, out)
}

fn told(faults: &[xinqiao_audit::Fault], heads: usize, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    for fault in faults {
        writeln!(out, "BROKEN at {fault}")?;
    }
    if !faults.is_empty() {
        return Ok(ExitCode::FAILURE);
    }
    match heads {
        0 => writeln!(
            out,
            "the chain is sound; without a head that was kept elsewhere, one that was rewritten to its end would be too"
        )?,
        _ => writeln!(out, "the chain is sound and holds the {heads} head(s) that were kept")?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn head(data: &Data, key: Option<PathBuf>, is_public: bool, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let file = anchor::key_file(data, key)?;
    let secret = anchor::read_or_make(&file)?;
    if is_public {
        writeln!(out, "{}", public_key(&secret))?;
        return Ok(ExitCode::SUCCESS);
    }
    let app = data.app().await?;
    let seal = app.db().last_seal().await?;
    let place = app.place().as_str().to_owned();
    app.db().close().await;
    let Some(seal) = seal else { bail!("nothing is sealed yet: a seal is made every minute while the program serves") };
    writeln!(out, "{}", Head::of(&seal, place, now()).sign(&secret).line()?)?;
    Ok(ExitCode::SUCCESS)
}

async fn export(
    data: &Data,
    asked: &ExportAsked,
    by: &str,
    target: &Path,
    key: Option<PathBuf>,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let app = data.app().await?;
    let secret = match key {
        Some(file) => Some(anchor::read_or_make(&file)?),
        None => None,
    };
    app.set_audit(AuditSettings { key: secret, ..AuditSettings::default() });
    let Some(caller) = app.caller_of_login(by).await? else { bail!("--by {by}: nobody has that login") };
    let file = File::create_new(target).with_context(|| format!("make {}", target.display()))?;
    let mut writer = BufWriter::new(file);
    let outcome = app.export_audit(&caller, asked, &mut writer).await;
    app.db().close().await;
    let exported = match outcome {
        Ok(exported) => exported,
        Err(fault) => {
            let _ = std::fs::remove_file(target);
            return Err(explained(fault));
        }
    };
    writer.into_inner().context("write the file")?.sync_all().context("write the file to disk")?;
    writeln!(
        out,
        "{}: {} rows in {} seals, {} not sealed yet, export {}",
        target.display(),
        exported.rows,
        exported.seals,
        exported.unsealed,
        exported.export
    )?;
    Ok(ExitCode::SUCCESS)
}

fn explained(fault: AppError) -> anyhow::Error {
    match &fault {
        AppError::Denied(_) => anyhow::Error::new(fault).context("only an audit administrator takes rows out"),
        AppError::Invalid(faults) => {
            let texts: Vec<String> =
                faults.iter().map(|one| format!("{}: expected {}, found {:?}", one.field, one.expected, one.found)).collect();
            anyhow::anyhow!(texts.join("; "))
        }
        _ => anyhow::Error::new(fault).context("export the rows"),
    }
}
