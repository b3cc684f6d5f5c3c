//! `xinqiao fhir response`

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use xinqiao_fhir::response;
use xinqiao_packs::Library;
use xinqiao_psychometrics::{Options, Subject, score};

use super::{Form, cases, put};
use crate::open::now;

/// What the command takes.
#[derive(Debug, Clone, clap::Args)]
pub struct ResponseArgs {
    #[command(flatten)]
    form: Form,

    /// One answer for each question in order, such as 0,1,2,,3: nothing between two commas is a blank
    #[arg(allow_hyphen_values = true)]
    answers: String,

    /// When it was answered (2026-11-23T08:00:00Z); now when left out
    #[arg(long, value_name = "INSTANT")]
    authored: Option<jiff::Timestamp>,

    /// File; the standard output when left out
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &ResponseArgs, packs: &Library, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let pack = args.form.pack(packs)?;
    let instrument = pack.instrument();
    let answers = match cases::of_line(instrument, &args.answers) {
        Ok(answers) => answers,
        Err(error) => {
            writeln!(err, "{error}")?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let outcome = score(instrument, &answers, &Subject::default(), &Options::default());
    let authored = args.authored.unwrap_or_else(now).to_string();
    put(&response(&args.form.words.definition(pack)?, &answers, &outcome, Some(authored)), args.out.as_deref(), out)?;
    Ok(ExitCode::SUCCESS)
}
