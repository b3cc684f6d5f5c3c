//! `xinqiao fhir`: instruments and answers as FHIR R4 resources (docs/fhir.md).

mod answers;
mod cases;
mod export;
mod import;
mod response;
#[cfg(test)]
mod tests;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::Subcommand;
use xinqiao_fhir::{Definition, Report};
use xinqiao_packs::{InstrumentPack, Library};

use crate::open::library;

/// Instruments and answers as FHIR R4 resources.
#[derive(Debug, Clone, clap::Args)]
pub struct FhirArgs {
    #[command(subcommand)]
    what: What,

    /// Folder with packs of your own (may be given more than once)
    #[arg(long, value_name = "DIR", global = true)]
    packs: Vec<PathBuf>,
}

#[derive(Debug, Clone, Subcommand)]
enum What {
    /// Write an instrument as a Questionnaire; what it cannot say goes to the standard error
    Export(export::ExportArgs),
    /// Write a Questionnaire as a pack of your own; what is not taken goes to the standard error
    Import(Box<import::ImportArgs>),
    /// Write answers as a QuestionnaireResponse, with the scores
    Response(response::ResponseArgs),
    /// Read a QuestionnaireResponse: answers and scores
    Answers(answers::AnswersArgs),
}

/// Exit code 0: done; 1: refused, with every reason; nothing was written then.
pub fn run(args: &FhirArgs, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let packs = library(&args.packs)?;
    match &args.what {
        What::Export(args) => export::run(args, &packs, out, err),
        What::Import(args) => import::run(args, &packs, out, err),
        What::Response(args) => response::run(args, &packs, out, err),
        What::Answers(args) => answers::run(args, &packs, out, err),
    }
}

/// Which version of which instrument, in which words.
#[derive(Debug, Clone, clap::Args)]
struct Form {
    /// Code of an instrument, such as phq-9
    code: String,

    /// Version; the latest when left out
    #[arg(long, value_name = "V")]
    version: Option<String>,

    #[command(flatten)]
    words: Words,
}

/// In which words.
#[derive(Debug, Clone, clap::Args)]
struct Words {
    /// Language of the words
    #[arg(long, value_name = "LANG", default_value = "zh-CN", value_parser = ["zh-CN", "en"])]
    lang: String,

    /// Address of your server, from which canonical addresses are made, such as https://city.example/fhir
    #[arg(long, value_name = "URL")]
    base: Option<String>,
}

impl Form {
    fn pack<'a>(&self, packs: &'a Library) -> anyhow::Result<&'a InstrumentPack> {
        let latest = || packs.instrument(&self.code);
        let found = self.version.as_ref().map_or_else(latest, |version| packs.instrument_version(&self.code, version));
        found.ok_or_else(|| {
            let codes: Vec<&str> = packs.instruments().map(|pack| pack.instrument().code()).collect();
            let version = self.version.as_ref().map(|version| format!(", version {version}")).unwrap_or_default();
            anyhow!("no instrument {}{version}; there are {}", self.code, codes.join(", "))
        })
    }
}

impl Words {
    fn definition<'a>(&'a self, pack: &'a InstrumentPack) -> anyhow::Result<Definition<'a>> {
        let instrument = pack.instrument();
        let text = pack.text(&self.lang).with_context(|| format!("{} has no words in {}", instrument.code(), self.lang))?;
        Ok(Definition {
            instrument,
            items: pack.items(),
            scoring: pack.scoring(),
            text,
            language: &self.lang,
            base: self.base.as_deref(),
        })
    }
}

/// One line for each finding.
fn tell(report: &Report, err: &mut dyn Write) -> anyhow::Result<()> {
    for finding in &report.findings {
        writeln!(err, "{finding}")?;
    }
    Ok(())
}

/// Writes a resource to a file, which appears only when complete, or to the standard output.
fn put(resource: &impl serde::Serialize, file: Option<&Path>, out: &mut dyn Write) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(resource).context("write the resource")? + "\n";
    let Some(file) = file else { return out.write_all(text.as_bytes()).context("write to the standard output") };
    let beside = file.with_extension("partial");
    std::fs::write(&beside, text).with_context(|| format!("write {}", beside.display()))?;
    std::fs::rename(&beside, file).with_context(|| format!("write {}", file.display()))
}
