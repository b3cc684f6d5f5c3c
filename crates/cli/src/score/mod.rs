//! `xinqiao score`: any table of answers in, one row of scores out for each row, in order.

mod args;
mod columns;
mod form;
mod number;
mod shift;
mod summary;
mod table;

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, bail};
use xinqiao_packs::{InstrumentPack, Library};
use xinqiao_psychometrics::{Options, Outcome, score_into};
use xinqiao_tables::{CellFault, Row, Sink, Source};

pub use args::{Format, ScoreArgs};
pub(crate) use columns::Columns;
use form::Form;
pub(crate) use form::{is_missing, number as parse_number};
use shift::Sides;
use summary::Tally;
use table::{Faults, Table};

/// Some rows could not be scored; everything else was.
const SOME_BAD_ROWS: u8 = 3;
/// The command or a file is wrong; nothing was written.
const REFUSED: u8 = 2;

/// Scores the file. Exit code 0: all rows, 3: some rows are bad, 2: the command or a file is wrong.
pub fn run(args: ScoreArgs, packs: &Library, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    match score_file(&args, packs, out, err) {
        Ok(0) => Ok(ExitCode::SUCCESS),
        Ok(_) => Ok(ExitCode::from(SOME_BAD_ROWS)),
        Err(error) => {
            writeln!(err, "xinqiao score: {error:#}")?;
            Ok(ExitCode::from(REFUSED))
        }
    }
}

/// Gives the number of bad rows.
fn score_file(args: &ScoreArgs, packs: &Library, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<u64> {
    let pack = find(packs, &args.instrument)?;
    let instrument = pack.instrument();
    let mut source = Source::open(&args.file, args.sheet.as_deref())?;
    let columns = Columns::find(&source, instrument, args)?;
    if let Some(note) = &columns.note {
        writeln!(err, "xinqiao score: {note}")?;
    }
    let mut faults = Faults::new(args)?;
    let mut sink = match (&args.out, args.summary) {
        (Some(path), _) => Some(Sink::create(path)?),
        (None, None) => Some(Sink::to_writer("standard output", &mut *out)),
        (None, Some(_)) => None,
    };
    let mut table = Table::new(instrument, &columns, args.prorate);
    if let Some(sink) = &mut sink {
        table.header(&source, sink)?;
    }
    let mut form = Form::new(pack, &columns, args);
    let mut sides = Sides::new(instrument);
    let mut tally = Tally::new(instrument);
    let (mut row, mut outcome, mut found) = (Row::new(), Outcome::default(), Vec::new());
    let mut rows = 0;
    let options = Options { prorate: args.prorate, seconds: None };
    while source.read(&mut row)? {
        rows += 1;
        found.clear();
        form.read(&row, source.header(), &mut found);
        score_into(instrument, form.answers(), &form.subject(), &options, &mut outcome);
        let is_bad = !found.is_empty();
        if is_bad {
            faults.take(&found)?;
        } else if args.summary.is_some() {
            tally.push(form.answers(), &outcome);
        }
        if 0 < faults.rows {
            sides.look(form.values(), is_bad);
        }
        if let Some(sink) = &mut sink {
            table.row(&row, &outcome, is_bad, sink)?;
        }
    }
    let bad = faults.rows;
    faults.finish(err)?;
    if let Some(advice) = sides.advice(rows, args.shift) {
        writeln!(err, "xinqiao score: {advice}")?;
    }
    if let Some(sink) = sink {
        sink.finish()?;
    }
    if let Some(format) = args.summary {
        tally.print(pack, bad, format, out).context("cannot write the summary")?;
    }
    Ok(bad)
}

pub(crate) fn find<'a>(packs: &'a Library, named: &str) -> anyhow::Result<&'a InstrumentPack> {
    let found = match named.split_once('/') {
        Some((code, version)) => packs.instrument_version(code, version),
        None => packs.instrument(named),
    };
    if let Some(pack) = found {
        return Ok(pack);
    }
    let known: Vec<&str> = packs.instruments().map(|pack| pack.instrument().code()).collect();
    bail!("expected the code of an instrument, found {named:?}; there are {}", known.join(", "))
}

/// A fault of one cell.
fn cell_fault(row: &Row, column: &str, expected: impl Into<String>, found: impl Into<String>) -> CellFault {
    CellFault { row: row.number(), line: row.line(), column: column.to_owned(), expected: expected.into(), found: found.into() }
}

#[cfg(test)]
mod tests;
