//! `xinqiao psychometrics`: what a psychologist asks of a questionnaire's data before trusting it.

mod args;
mod print;
mod scales;
mod table;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use xinqiao_factor::{Data, Options, Report, report};
use xinqiao_packs::Library;
use xinqiao_tables::Source;
use xinqiao_web::i18n::Lang;

pub use args::{PsychometricsArgs, Turn, Way};
use scales::{Plan, Scale};
use table::{Table, by_id};

/// The command or a file is wrong; nothing was written.
const REFUSED: u8 = 2;

/// Reads the file, prints the report. Exit code 0: done, 2: the command or a file is wrong.
pub fn run(args: &PsychometricsArgs, packs: &Library, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match made(args, packs, err) {
        Ok(report) => {
            let lang = if args.lang.starts_with("zh") { Lang::ZhCn } else { Lang::En };
            print::report(&report, lang, out).context("cannot write the report")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            writeln!(err, "xinqiao psychometrics: {error:#}")?;
            Ok(ExitCode::from(REFUSED))
        }
    }
}

fn made(args: &PsychometricsArgs, packs: &Library, err: &mut dyn Write) -> anyhow::Result<Report> {
    let options = Options {
        method: args.interval.into(),
        polychoric: !args.no_polychoric,
        factors: args.factors,
        rotation: args.rotation.into(),
        ..Options::default()
    };
    let (plan, table) = read(&args.file, args, packs)?;
    if let Some(note) = &plan.note {
        writeln!(err, "xinqiao psychometrics: {note}")?;
    }
    let second = args.retest.as_deref().map(|file| read(file, args, packs)).transpose()?;
    let mut whole: Option<Report> = None;
    for scale in &plan.scales {
        let data = plan.data(scale, &table)?;
        let mut found = report(&data, &scale.code, &[], &options, &mut ChaCha8Rng::seed_from_u64(args.seed))?;
        if let (Some((later_plan, later)), Some(file), Some(section)) = (&second, &args.retest, found.sections.first_mut()) {
            section.take_retest(&pairs(args, file, scale, [(&plan, &table), (later_plan, later)])?, &options);
        }
        match &mut whole {
            Some(whole) => whole.sections.append(&mut found.sections),
            None => whole = Some(found),
        }
    }
    let report = whole.context("no scale")?;
    if let Some(path) = &args.out {
        write_json(&report, path, &args.file)?;
    }
    Ok(report)
}

fn read(file: &Path, args: &PsychometricsArgs, packs: &Library) -> anyhow::Result<(Plan, Table)> {
    let source = Source::open(file, args.sheet.as_deref())?;
    let id = args.id.as_deref().map_or(Ok(0), |name| source.column(name))?;
    let plan = Plan::of(&source, id, args, packs)?;
    let table = table::read(source, id, &plan.columns)?;
    Ok((plan, table))
}

/// Sums of the persons who answered every item of the scale both times. Items are matched by their order on the plan, which is by code.
fn pairs(args: &PsychometricsArgs, file: &Path, scale: &Scale, times: [(&Plan, &Table); 2]) -> anyhow::Result<Vec<(f64, f64)>> {
    let [(first_plan, first), (second_plan, second)] = times;
    let codes = |plan: &Plan| plan.columns.iter().map(|column| column.code.clone()).collect::<Vec<_>>();
    if codes(first_plan) != codes(second_plan) {
        bail!(
            "--retest {}: expected the columns {}, found {}",
            file.display(),
            codes(first_plan).join(", "),
            codes(second_plan).join(", ")
        );
    }
    let (before, after) = (by_id(first, &args.file)?, by_id(second, file)?);
    let both: Vec<&str> = before.keys().copied().filter(|id| after.contains_key(id)).collect();
    if both.is_empty() {
        bail!("--retest {}: expected persons of the first file, found none of its ids", file.display());
    }
    // both times are reversed within the same ends
    let rows = [&before, &after].into_iter().flat_map(|time| both.iter().map(|id| time[id].to_vec()));
    let joined = Table { ids: Vec::new(), rows: rows.collect() };
    let data: Data = first_plan.data(scale, &joined)?;
    let sum = |person: usize| {
        let answers = (0..data.width()).map(|item| data.value(person, item));
        answers.sum::<Option<i32>>().map(f64::from)
    };
    Ok((0..both.len()).filter_map(|person| sum(person).zip(sum(both.len() + person))).collect())
}

/// Writes beside the target and renames: the file appears only when complete.
fn write_json(report: &Report, path: &Path, input: &Path) -> anyhow::Result<()> {
    if let (Ok(written), Ok(read)) = (path.canonicalize(), input.canonicalize())
        && written == read
    {
        bail!("--out: expected another file than the one that is read, found {}", read.display());
    }
    let mut text = serde_json::to_vec_pretty(report).context("cannot write JSON")?;
    text.push(b'\n');
    let part = path.with_extension("json.part");
    std::fs::write(&part, text)
        .and_then(|()| std::fs::rename(&part, path))
        .with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests;
