//! `xinqiao fhir answers`

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use xinqiao_fhir::{QuestionnaireResponse, answers};
use xinqiao_packs::Library;
use xinqiao_psychometrics::{Options, Subject, score};

use super::{Form, cases, tell};

/// What the command takes.
#[derive(Debug, Clone, clap::Args)]
pub struct AnswersArgs {
    #[command(flatten)]
    form: Form,

    /// JSON of a QuestionnaireResponse
    file: PathBuf,
}

pub(super) fn run(args: &AnswersArgs, packs: &Library, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let pack = args.form.pack(packs)?;
    let instrument = pack.instrument();
    let text = std::fs::read_to_string(&args.file).with_context(|| format!("read {}", args.file.display()))?;
    let sheet: QuestionnaireResponse = serde_json::from_str(&text)
        .with_context(|| format!("{}: expected JSON of a QuestionnaireResponse", args.file.display()))?;
    let told = match answers(&args.form.words.definition(pack)?, &sheet) {
        Ok(told) => told,
        Err(refusal) => {
            writeln!(err, "{refusal}")?;
            return Ok(ExitCode::FAILURE);
        }
    };
    tell(&told.report, err)?;
    writeln!(out, "answers {}", cases::line(&told.answers))?;
    let outcome = score(instrument, &told.answers, &Subject::default(), &Options::default());
    for (score, value) in instrument.scores().iter().zip(&outcome.scores).filter(|(score, _)| score.is_reported()) {
        let value = value.map_or_else(|| "-".to_owned(), |value| value.to_string());
        writeln!(out, "{} {value}", score.code())?;
    }
    Ok(ExitCode::SUCCESS)
}
