//! The rows that are written, and the list of what is wrong.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};
use xinqiao_psychometrics::{Instrument, Outcome};
use xinqiao_tables::{CellFault, Row, Sink, Source};

use super::columns::Columns;
use super::{ScoreArgs, number};

/// How many faults are shown besides being written to a file.
const SHOWN: usize = 10;

/// Writes the rows of the result.
pub(super) struct Table<'a> {
    instrument: &'a Instrument,
    columns: &'a Columns,
    prorate: bool,
    /// Reported scores other than the total.
    scores: Vec<usize>,
    text: Vec<u8>,
}

impl<'a> Table<'a> {
    pub(super) fn new(instrument: &'a Instrument, columns: &'a Columns, prorate: bool) -> Self {
        let reported = instrument.scores().iter().enumerate().filter(|(_, score)| score.is_reported());
        let scores = reported.map(|(index, _)| index).filter(|index| Some(*index) != instrument.total()).collect();
        Self { instrument, columns, prorate, scores, text: Vec::new() }
    }

    pub(super) fn header(&self, source: &Source, sink: &mut Sink<'_>) -> anyhow::Result<()> {
        let kept = self.columns.keep.iter().map(|&column| source.header()[column].as_str());
        let scores = self.scores.iter().map(|&score| self.instrument.scores()[score].code());
        let prorated = self.prorate.then_some("prorated");
        let names = ["row", "id"].into_iter().chain(kept).chain(["total"]).chain(scores);
        sink.row(names.chain(["band", "complete"]).chain(prorated).chain(["critical", "flags"]))?;
        Ok(())
    }

    /// A bad row has no score and no band, but the critical answers that could be read.
    pub(super) fn row(&mut self, row: &Row, outcome: &Outcome, is_bad: bool, sink: &mut Sink<'_>) -> anyhow::Result<()> {
        sink.cell(itoa::Buffer::new().format(row.number()).as_bytes());
        sink.cell(self.columns.id.map_or(&b""[..], |column| row.cell(column)));
        for &column in &self.columns.keep {
            sink.cell(row.cell(column));
        }
        for score in [self.instrument.total()].into_iter().chain(self.scores.iter().copied().map(Some)) {
            self.text.clear();
            if let Some(value) = score.and_then(|score| outcome.scores[score]).filter(|_| !is_bad) {
                number::append(&mut self.text, value);
            }
            sink.cell(&self.text);
        }
        if is_bad {
            sink.cell(b"");
        } else {
            sink.cell(outcome.band_column(self.instrument).as_bytes());
        }
        sink.cell(yes(outcome.complete && !is_bad));
        if self.prorate {
            sink.cell(yes(outcome.prorated && !is_bad));
        }
        self.text.clear();
        for (place, hit) in outcome.critical.iter().enumerate() {
            if outcome.critical[..place].iter().all(|before| before.item != hit.item) {
                join(&mut self.text, self.instrument.items()[hit.item].code());
            }
        }
        sink.cell(&self.text);
        self.text.clear();
        if is_bad {
            join(&mut self.text, "error");
        } else {
            outcome.flag_texts(self.instrument).for_each(|flag| join(&mut self.text, flag));
        }
        sink.cell(&self.text);
        sink.end_row()?;
        Ok(())
    }
}

fn yes(truth: bool) -> &'static [u8] {
    if truth { b"yes" } else { b"no" }
}

fn join(text: &mut Vec<u8>, word: &str) {
    if !text.is_empty() {
        text.push(b';');
    }
    text.extend_from_slice(word.as_bytes());
}

/// What is wrong, row by row: into OUT.errors.csv, or shown when there is no OUT.
pub(super) struct Faults {
    path: Option<PathBuf>,
    sink: Option<Sink<'static>>,
    shown: Vec<CellFault>,
    cells: u64,
    /// Bad rows.
    pub(super) rows: u64,
}

impl Faults {
    /// Refuses an output that would replace the input.
    pub(super) fn new(args: &ScoreArgs) -> anyhow::Result<Self> {
        let path = args.out.as_ref().map(|out| out.with_extension("errors.csv"));
        for written in args.out.iter().chain(&path) {
            if let (Ok(written), Ok(read)) = (written.canonicalize(), args.file.canonicalize())
                && written == read
            {
                bail!("--out: expected another file than the one that is read, found {}", read.display());
            }
        }
        Ok(Self { path, sink: None, shown: Vec::new(), cells: 0, rows: 0 })
    }

    /// Takes the faults of one row.
    pub(super) fn take(&mut self, faults: &[CellFault]) -> anyhow::Result<()> {
        self.rows += 1;
        if let (Some(path), None) = (&self.path, &self.sink) {
            let mut sink = Sink::create(path)?;
            sink.row(["row", "column", "expected", "found"])?;
            self.sink = Some(sink);
        }
        for fault in faults {
            self.cells += 1;
            if self.shown.len() < SHOWN {
                self.shown.push(fault.clone());
            }
            if let Some(sink) = &mut self.sink {
                sink.row([&fault.row.to_string(), &fault.column, &fault.expected, &fault.found])?;
            }
        }
        Ok(())
    }

    /// Makes the list appear, or removes an old one when nothing is wrong any more; tells the first faults.
    pub(super) fn finish(self, err: &mut dyn Write) -> anyhow::Result<()> {
        match (self.sink, &self.path) {
            (Some(sink), _) => sink.finish()?,
            (None, Some(path)) if path.exists() => {
                std::fs::remove_file(path).with_context(|| format!("cannot remove the old {}", path.display()))?;
            }
            (None, _) => {}
        }
        for fault in &self.shown {
            writeln!(err, "xinqiao score: {fault}")?;
        }
        if 0 < self.rows {
            let list = self.path.map_or_else(String::new, |path| format!("; all are listed in {}", path.display()));
            writeln!(err, "xinqiao score: {} bad cells in {} bad rows{list}", self.cells, self.rows)?;
        }
        Ok(())
    }
}
