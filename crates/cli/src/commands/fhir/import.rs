//! `xinqiao fhir import`

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use xinqiao_fhir::{Imported, Questionnaire, Settings, import};
use xinqiao_packs::{InstrumentFiles, Library, check, write_instrument};
use xinqiao_psychometrics::definition::{LicenceClass, Measure, PermissionToml};

use super::tell;
use crate::open::now;

/// What the command takes. Licence, source and what is measured have no default: somebody has to have looked them up.
#[derive(Debug, Clone, clap::Args)]
pub struct ImportArgs {
    /// JSON of a Questionnaire (R4)
    file: PathBuf,

    /// Folder of your own packs, made if it is absent
    #[arg(long, value_name = "PACKDIR", default_value = "packs")]
    dir: PathBuf,

    /// What it measures, such as depression or sleep (docs/packs.md has the list)
    #[arg(long, value_name = "WHAT", value_parser = word::<Measure>)]
    measures: Measure,

    /// Class of the licence: PD public domain, FC free with citation, PERM permission needed, NOE no electronic version
    #[arg(long, value_name = "CLASS", value_parser = word::<LicenceClass>)]
    class: LicenceClass,

    /// Where questionnaire and scoring come from: document and clause
    #[arg(long, value_name = "TEXT")]
    source: String,

    /// Code of the instrument; from the Questionnaire's name when left out
    #[arg(long, value_name = "CODE")]
    code: Option<String>,

    /// Version; the Questionnaire's when left out
    #[arg(long, value_name = "V")]
    version: Option<String>,

    /// Title that residents read: no name of an illness; the Questionnaire's when left out
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// Paper to cite; the Questionnaire's copyright when left out
    #[arg(long, value_name = "TEXT")]
    citation: Option<String>,

    /// First day of use; today when left out
    #[arg(long, value_name = "DAY")]
    valid_from: Option<Date>,

    /// Who gave you the right to show the wording
    #[arg(long, value_name = "WHO", requires_all = ["document", "dated"])]
    holder: Option<String>,

    /// The document that gives it
    #[arg(long, value_name = "WHAT", requires = "holder")]
    document: Option<String>,

    /// Day of the document
    #[arg(long, value_name = "DAY", requires = "holder")]
    dated: Option<Date>,
}

/// A word of a closed list, as packs write it.
fn word<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).map_err(|error| error.to_string())
}

pub(super) fn run(args: &ImportArgs, packs: &Library, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    if args.source.trim().is_empty() {
        bail!("--source: expected document and clause, found nothing");
    }
    let text = std::fs::read_to_string(&args.file).with_context(|| format!("read {}", args.file.display()))?;
    let imported = match Questionnaire::read(&text).and_then(|form| import(&form, &settings(args))) {
        Ok(imported) => imported,
        Err(refusal) => {
            writeln!(err, "{refusal}")?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let (code, version) = (&imported.pack.code, &imported.pack.version);
    if packs.instrument_version(code, version).is_some() {
        bail!("{code}, version {version}, is there already; name another --code or --version");
    }
    let place = write(&args.dir, &imported)?;
    tell(&imported.report, err)?;
    let report = check(Some(&args.dir));
    let name = format!("instruments/{code}/{version}");
    let faults: Vec<String> = report.faults.iter().filter(|fault| fault.pack == name).map(ToString::to_string).collect();
    if !faults.is_empty() {
        std::fs::remove_dir_all(&place).with_context(|| format!("take {} away again", place.display()))?;
        bail!("the pack is not sound and was not kept:\n{}", faults.join("\n"));
    }
    let scores = imported.scoring.score.len();
    let (questions, cases) = (imported.items.item.len(), imported.cases.case.len());
    writeln!(out, "{}: {questions} questions, {scores} scores, {cases} cases", place.display())?;
    Ok(ExitCode::SUCCESS)
}

fn settings(args: &ImportArgs) -> Settings {
    let permission = match (&args.holder, &args.document, args.dated) {
        (Some(holder), Some(document), Some(date)) => {
            Some(PermissionToml { holder: holder.clone(), document: document.clone(), date, until: None })
        }
        _ => None,
    };
    Settings {
        code: args.code.clone(),
        version: args.version.clone(),
        measures: args.measures,
        class: args.class,
        source: args.source.clone(),
        citation: args.citation.clone(),
        title: args.title.clone(),
        valid_from: args.valid_from.unwrap_or_else(|| now().to_zoned(TimeZone::UTC).date()),
        permission,
    }
}

fn write(folder: &Path, imported: &Imported) -> anyhow::Result<PathBuf> {
    let files = InstrumentFiles {
        pack: &imported.pack,
        items: &imported.items,
        scoring: &imported.scoring,
        cases: &imported.cases,
        texts: [&imported.text, &imported.text],
        permission: imported.permission.as_ref(),
    };
    write_instrument(folder, &files).with_context(|| format!("write a pack below {}", folder.display()))
}
