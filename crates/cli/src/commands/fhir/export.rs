//! `xinqiao fhir export`

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use xinqiao_fhir::{export, response};
use xinqiao_packs::{InstrumentPack, LANGUAGES, Library};
use xinqiao_psychometrics::{Options, Subject, score};

use super::{Form, Words, cases, put, tell};

/// What the command takes.
#[derive(Debug, Clone, clap::Args)]
pub struct ExportArgs {
    /// Code of an instrument, such as phq-9
    #[arg(required_unless_present = "all")]
    code: Option<String>,

    /// Version; the latest when left out
    #[arg(long, value_name = "V", requires = "code")]
    version: Option<String>,

    #[command(flatten)]
    words: Words,

    /// File; the standard output when left out
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Write the latest version of every instrument in every language into this folder, and a QuestionnaireResponse of each worked case,
    /// to try other programs on
    #[arg(long, value_name = "DIR", conflicts_with_all = ["code", "out"])]
    all: Option<PathBuf>,
}

pub(super) fn run(args: &ExportArgs, packs: &Library, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    if let Some(folder) = &args.all {
        return all(folder, args, packs, out, err);
    }
    let Some(code) = args.code.clone() else { bail!("name an instrument, or --all DIR") };
    let form = Form { code, version: args.version.clone(), words: args.words.clone() };
    match export(&form.words.definition(form.pack(packs)?)?) {
        Ok(exported) => {
            tell(&exported.report, err)?;
            put(&exported.questionnaire, args.out.as_deref(), out)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(refusal) => {
            writeln!(err, "{refusal}")?;
            Ok(ExitCode::FAILURE)
        }
    }
}

/// An instrument that is refused is told and passed over: the others are written.
fn all(folder: &Path, args: &ExportArgs, packs: &Library, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    std::fs::create_dir_all(folder).with_context(|| format!("make the folder {}", folder.display()))?;
    let (mut forms, mut sheets) = (0, 0);
    for pack in packs.instruments() {
        for language in LANGUAGES {
            let words = Words { lang: language.to_owned(), base: args.words.base.clone() };
            let definition = words.definition(pack)?;
            let name = format!("{}.{language}", pack.instrument().code());
            match export(&definition) {
                Ok(exported) => put(&exported.questionnaire, Some(&folder.join(format!("{name}.json"))), out)?,
                Err(refusal) => {
                    writeln!(err, "{name}: {refusal}")?;
                    continue;
                }
            }
            forms += 1;
            sheets += responses(folder, &name, pack, &words)?;
        }
    }
    writeln!(out, "{forms} Questionnaires and {sheets} QuestionnaireResponses in {}", folder.display())?;
    Ok(ExitCode::SUCCESS)
}

/// The worked cases that are valid forms, scored without filling anything in.
fn responses(folder: &Path, name: &str, pack: &InstrumentPack, words: &Words) -> anyhow::Result<usize> {
    let definition = words.definition(pack)?;
    let mut written = 0;
    for (index, case) in pack.cases().case.iter().enumerate() {
        let answers = cases::answers(pack.instrument(), &case.answers)?;
        let outcome = score(pack.instrument(), &answers, &Subject::default(), &Options::default());
        if outcome.valid {
            let sheet = response(&definition, &answers, &outcome, None);
            put(&sheet, Some(&folder.join(format!("{name}.case-{}.response.json", index + 1))), &mut std::io::sink())?;
            written += 1;
        }
    }
    Ok(written)
}
