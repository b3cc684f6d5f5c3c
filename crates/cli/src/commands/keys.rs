//! `xinqiao keys`

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Subcommand;
use xinqiao_store::Db;
use xinqiao_store::keys::{Progress, Step};
use xinqiao_vault::{Class, Header};

use crate::clock::system_ids;
use crate::master::{self, KeyArgs};
use crate::open::{Data, now};

/// What to do with keys.
#[derive(Debug, Clone, clap::Args)]
pub struct KeysArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Make a master key. Keep a copy where no backup of the database lies: without it nothing that is sealed opens ever again
    New {
        /// The file; one that is there is not written over
        #[arg(long, value_name = "FILE")]
        file: PathBuf,
    },
    /// List the data keys
    List {
        #[command(flatten)]
        data: Data,
    },
    /// Open every sealed value; exit code 1 when one does not open
    Check {
        #[command(flatten)]
        data: Data,
    },
    /// Change keys while the program serves
    Rotate(Box<Rotate>),
}

#[derive(Debug, Clone, clap::Args)]
struct Rotate {
    #[command(flatten)]
    data: Data,

    /// Replace the data key of this class: person, account, file, index (may be given more than once)
    #[arg(long, value_name = "CLASS", conflicts_with_all = ["new_master_key_file", "new_master_key_command"])]
    class: Vec<Class>,

    /// Wrap all data keys with the master key in this file
    #[arg(long, value_name = "FILE", conflicts_with = "new_master_key_command")]
    new_master_key_file: Option<PathBuf>,

    /// Wrap all data keys with the master key that this program holds
    #[arg(long, value_name = "PROGRAM")]
    new_master_key_command: Option<PathBuf>,

    /// Do the work here and wait for its end; otherwise the programs that serve do it
    #[arg(long)]
    wait: bool,
}

/// Runs one of them.
pub async fn run(args: KeysArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match args.what {
        What::New { file } => {
            master::make(&file, &system_ids())?;
            writeln!(out, "a new master key lies in {}; keep a copy apart from the database and its backups", file.display())?;
        }
        What::List { data } => {
            let db = data.db().await?;
            list(&db, out).await?;
            db.close().await;
        }
        What::Check { data } => {
            let db = data.db().await?;
            let sound = check(&db, out).await?;
            db.close().await;
            return Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        What::Rotate(rotate) => {
            let db = rotate.data.db().await?;
            rotate_keys(&db, &rotate, out).await?;
            db.close().await;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(db: &Db, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(
        out,
        "{:<7} {:<8} {:<16} {:<9} {:<21} {:<21} master key",
        "number", "class", "suite", "state", "made", "active since"
    )?;
    for row in db.data_keys().await.context("read the keys")? {
        let active = row.active_at.map_or_else(|| "-".to_owned(), |at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
        writeln!(
            out,
            "{:<7} {:<8} {:<16} {:<9} {:<21} {:<21} {}",
            row.key.number,
            row.key.class.code(),
            row.key.suite.code(),
            row.key.state.code(),
            row.created_at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            active,
            row.master_check
        )?;
    }
    Ok(())
}

async fn check(db: &Db, out: &mut dyn Write) -> anyhow::Result<bool> {
    let mut sound = true;
    for column in db.check_sealed(None).await.context("open the sealed values")? {
        let keys: Vec<String> = column
            .by_key
            .iter()
            .map(|(key, count)| match *key {
                Header::OF_PERSON => format!("people's own keys {count}"),
                key => format!("key {key} {count}"),
            })
            .collect();
        let name = format!("{}.{}", column.field.table, column.field.column);
        write!(out, "{name:<38} opened {:<9} erased {:<7} [{}]", column.opened, column.erased, keys.join(", "))?;
        if let Some(fault) = &column.first_fault {
            sound = false;
            write!(out, "  BROKEN {}: {fault}", column.faults)?;
        }
        writeln!(out)?;
    }
    Ok(sound)
}

async fn rotate_keys(db: &Db, rotate: &Rotate, out: &mut dyn Write) -> anyhow::Result<()> {
    if rotate.new_master_key_file.is_some() || rotate.new_master_key_command.is_some() {
        let new = KeyArgs {
            master_key_file: rotate.new_master_key_file.clone(),
            master_key_command: rotate.new_master_key_command.clone(),
            crypto_suite: rotate.data.keys.crypto_suite,
        };
        let new = new.named()?.context("name the new master key")?;
        let count = db.rotate_master(&new).await.context("wrap the data keys anew")?;
        writeln!(out, "{count} data keys are wrapped by the master key {}", new.master.check_value()?)?;
        writeln!(
            out,
            "programs that serve go on; start them with the new master key from now on. Backups of earlier days need the old one"
        )?;
        return Ok(());
    }
    if rotate.class.is_empty() {
        bail!(
            "say what to rotate: --class person|account|file|index, or --new-master-key-file FILE, or --new-master-key-command PROGRAM"
        );
    }
    let mut tx = db.begin().await?;
    for class in &rotate.class {
        let number = tx.begin_rotation(*class, now()).await.context("make the next key")?;
        writeln!(out, "key {number} comes for the class {}", class.code())?;
    }
    tx.commit().await?;
    if !rotate.wait {
        writeln!(
            out,
            "the programs that serve seal everything with it from about a minute on; `xinqiao keys list` shows how far they are"
        )?;
        return Ok(());
    }
    let mut progress = Progress::default();
    loop {
        let (next, step) = db.rotate_step(progress, now()).await.context("seal anew")?;
        progress = next;
        match step {
            Step::Working => {}
            Step::Waiting(_) => tokio::time::sleep(Duration::from_secs(1)).await,
            Step::Idle => break,
        }
    }
    writeln!(out, "done")?;
    Ok(())
}
