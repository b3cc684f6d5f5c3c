//! A file of answers: the id first, then a column for each item.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use xinqiao_irt::calibrate::Responses;
use xinqiao_tables::{Row, Source};

/// How many faults are told.
const SHOWN: usize = 10;

/// Which file, and how its columns are read.
#[derive(Debug, Clone, clap::Args)]
pub struct AnswersArgs {
    /// CSV (UTF-8, UTF-16 or GB18030) or XLSX with a header: the first column names the person, every other one is an item. Answers are whole
    /// numbers in rising order of what is measured; blank cells, NA, `.` and `-` are missing
    pub file: PathBuf,

    /// Columns to pass over, separated by commas
    #[arg(long, value_name = "COLS", value_delimiter = ',')]
    pub without: Vec<String>,

    /// Items that count the other way, separated by commas: the highest code becomes the lowest
    #[arg(long, value_name = "COLS", value_delimiter = ',')]
    pub reverse: Vec<String>,
}

/// Answers, and the groups of the people where a column of groups was asked for.
pub struct Read {
    pub responses: Responses,
    pub groups: Vec<Option<String>>,
}

impl AnswersArgs {
    /// Reads the whole file, or tells every cell that is wrong (the first ten) with line, column, what was expected and how to mend it.
    pub fn read(&self, group: Option<&str>) -> anyhow::Result<Read> {
        let mut source = Source::open(&self.file, None)?;
        let header = source.header().to_vec();
        for named in self.without.iter().chain(&self.reverse).map(String::as_str).chain(group) {
            source.column(named)?;
        }
        let group = group.map(|name| source.column(name)).transpose()?;
        let is_item = |at: usize| at > 0 && Some(at) != group && !self.without.contains(&header[at]);
        let items: Vec<usize> = (0..header.len()).filter(|at| is_item(*at)).collect();
        if items.is_empty() {
            bail!(
                "{}: expected a column with ids and then columns with items, found the columns {}",
                shown(&self.file),
                header.join(", ")
            );
        }
        let (mut rows, mut groups, mut faults, mut wrong) = (Vec::new(), Vec::new(), Vec::new(), 0_usize);
        let mut row = Row::new();
        while source.read(&mut row)? {
            if let Some(fault) = row.ragged(header.len()) {
                wrong += 1;
                faults.push(format!("line {}: expected {}, found {}", fault.line, fault.expected, fault.found));
            }
            let mut answers = Vec::with_capacity(items.len());
            for at in &items {
                let cell = row.text(*at);
                match code(&cell) {
                    Ok(code) => answers.push(code),
                    Err(()) => {
                        wrong += 1;
                        answers.push(None);
                        let place = format!("line {}, column {}", row.line(), header[*at]);
                        faults.push(format!(
                            "{place}: expected a whole number from -99 to 99 or a blank, found {:?}",
                            cell.as_ref()
                        ));
                    }
                }
            }
            faults.truncate(SHOWN);
            rows.push(answers);
            groups.push(group.map(|at| row.text(at).into_owned()).filter(|name| !name.is_empty()));
        }
        if wrong > 0 {
            let more = if wrong > faults.len() { format!("\nand {} more", wrong - faults.len()) } else { String::new() };
            bail!(
                "{}: {wrong} faults, nothing was worked out:\n{}{more}\nmend the cells, or pass over columns that are no items with --without",
                shown(&self.file),
                faults.join("\n")
            );
        }
        let reversed: Vec<usize> = (0..items.len()).filter(|at| self.reverse.contains(&header[items[*at]])).collect();
        reversed.into_iter().for_each(|at| reverse(&mut rows, at));
        let ids = items.iter().map(|at| header[*at].clone()).collect();
        let responses = Responses::new(ids, rows).with_context(|| format!("read {}", shown(&self.file)))?;
        Ok(Read { responses, groups })
    }
}

/// A code, or nothing where there is no answer. 2.0 is 2, as spreadsheets write it.
fn code(cell: &str) -> Result<Option<i32>, ()> {
    if matches!(cell, "" | "NA" | "NaN" | "." | "-") {
        return Ok(None);
    }
    let whole = cell.strip_suffix(".0").unwrap_or(cell);
    whole.parse().ok().filter(|code| (-99..=99).contains(code)).map(Some).ok_or(())
}

/// The highest code becomes the lowest and the other way round.
fn reverse(rows: &mut [Vec<Option<i32>>], at: usize) {
    let codes = || rows.iter().filter_map(|row| row[at]);
    let (Some(low), Some(high)) = (codes().min(), codes().max()) else { return };
    rows.iter_mut().for_each(|row| row[at] = row[at].map(|code| low + high - code));
}

pub fn shown(file: &Path) -> String {
    file.display().to_string()
}
