//! `xinqiao places add FILE`: divisions of a place tree.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use xinqiao_kernel::division::{CodeSystem, Division, paths};
use xinqiao_kernel::id::PlaceId;
use xinqiao_store::places::Place;

use crate::clock::system_ids;
use crate::open::{Data, now};

/// What to do with the place tree.
#[derive(Debug, Clone, clap::Args)]
pub struct PlacesArgs {
    #[command(flatten)]
    data: Data,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Add the divisions of a CSV file (code, name, level, parent, kind); those that are there stay as they are
    Add {
        file: PathBuf,
        /// Code system of the file: nbs2023 or mca2026
        #[arg(long, default_value = "nbs2023")]
        system: String,
    },
}

/// Adds the divisions in one transaction.
pub async fn run(args: PlacesArgs, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let What::Add { file, system } = args.what;
    let systems = [CodeSystem::Nbs2023, CodeSystem::Mca2026];
    let Some(system) = systems.into_iter().find(|known| known.name() == system) else { bail!("--system is nbs2023 or mca2026") };
    let mut reader = csv::Reader::from_path(&file).with_context(|| format!("read {}", file.display()))?;
    let rows = reader.deserialize().collect::<Result<Vec<Division>, _>>().with_context(|| format!("read {}", file.display()))?;
    let tree = paths(rows).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{} fault(s) in {}:\n{}", lines.len(), file.display(), lines.join("\n"))
    })?;
    let db = args.data.db().await?;
    let (ids, now) = (system_ids(), now());
    let mut tx = db.begin().await?;
    let (mut added, mut there) = (0, 0);
    for (path, division) in tree {
        if tx.place(&path).await?.is_some() {
            there += 1;
            continue;
        }
        let parent = match path.parent() {
            Some(above) => tx.place(&above).await?.map(|place| place.id),
            None => None,
        };
        let id = PlaceId::new(&ids, now);
        let level = word(division.level)?;
        let kind = division.kind.map(word).transpose()?;
        tx.add_place(&Place { id, path, parent, name: division.name, level, kind }, now).await?;
        tx.add_place_code(system.name(), &division.code, id, now).await?;
        added += 1;
    }
    tx.commit().await?;
    writeln!(out, "{added} places added, {there} were there")?;
    db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// The word of a level or kind, as the files write it.
fn word(of: impl serde::Serialize) -> anyhow::Result<String> {
    let value = serde_json::to_value(of).context("name a level")?;
    value.as_str().map(str::to_owned).context("name a level")
}
