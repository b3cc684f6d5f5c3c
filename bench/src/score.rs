//! Rows scored per second: in memory on one core, and by `xinqiao score` from file to file.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use tempfile::TempDir;
use xinqiao_packs::Library;
use xinqiao_psychometrics::{Answers, Instrument, Options, Outcome, Subject, score_into};

use crate::cpu;
use crate::server::Programs;
use crate::writes::median;

const ITEMS: usize = 9;
const ROWS_IN_MEMORY: usize = 200_000;
const PASSES: usize = 10;
/// Of 8,276 adults (NHANES 2017–2020, domain rules D.7): how many answered at most 0, 1, 2 to each item.
const AT_MOST: [[u32; 3]; ITEMS] = [
    [6154, 7522, 7969],
    [6171, 7625, 8011],
    [5013, 6897, 7514],
    [4154, 6830, 7580],
    [6149, 7440, 7901],
    [6864, 7832, 8071],
    [6846, 7737, 7988],
    [7406, 7934, 8130],
    [7957, 8190, 8241],
];
const ADULTS: u64 = 8_276;

/// What was measured.
#[derive(Debug, Clone, Serialize)]
pub struct ScoreFigures {
    pub rows: usize,
    pub file_bytes: u64,
    /// rows per second of `xinqiao score`, by the clock on the wall
    pub file_per_second: f64,
    /// rows per CPU second of `xinqiao score`
    pub file_per_cpu_second: f64,
    /// rows per CPU second in memory: checked and scored
    pub memory_per_cpu_second: f64,
}

impl ScoreFigures {
    /// The share of the rate in memory that remains with files.
    pub fn file_to_memory(&self) -> f64 {
        self.file_per_cpu_second / self.memory_per_cpu_second
    }
}

/// Measures both; the file has `rows` rows.
pub fn measure(programs: &Programs, rows: usize, rounds: usize, under: Option<&Path>) -> Result<ScoreFigures> {
    let prefix = "xinqiao-bench-score-";
    let folder = under.map_or_else(|| TempDir::with_prefix(prefix), |under| TempDir::with_prefix_in(prefix, under));
    let folder = folder.context("make a folder")?;
    let input = folder.path().join("answers.csv");
    write_file(&input, rows).with_context(|| format!("write {}", input.display()))?;
    let (mut walls, mut cpus) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let (wall, cpu) = score_file(programs, &input, &folder.path().join("scores.csv"), rows)?;
        walls.push(rows as f64 / wall);
        cpus.push(rows as f64 / cpu);
    }
    let memory = (0..rounds).map(|_| in_memory()).collect::<Result<Vec<_>>>()?;
    Ok(ScoreFigures {
        rows,
        file_bytes: input.metadata().context("look at the file")?.len(),
        file_per_second: median(walls),
        file_per_cpu_second: median(cpus),
        memory_per_cpu_second: median(memory),
    })
}

/// Seconds on the wall and of CPU. Errors: exit code, or a row that is missing in the output.
fn score_file(programs: &Programs, input: &Path, output: &Path, rows: usize) -> Result<(f64, f64)> {
    let mut command = Command::new(&programs.program);
    command.args(["score", "phq-9"]).arg(input).args(["--prefix", "phq", "--out"]).arg(output).args(["--summary", "json"]);
    let before = cpu::of_process(std::process::id())?.ended_children;
    let started = Instant::now();
    let done = command.stdin(Stdio::null()).output().context("run xinqiao score")?;
    let wall = started.elapsed().as_secs_f64();
    if !done.status.success() {
        bail!("xinqiao score ended with {}: {}", done.status, String::from_utf8_lossy(&done.stderr));
    }
    let cpu = cpu::of_process(std::process::id())?.ended_children - before;
    let written = csv::ReaderBuilder::new().flexible(true).from_path(output)?.into_byte_records().count();
    if written != rows {
        bail!("{rows} rows went in and {written} came out");
    }
    Ok((wall, cpu.max(0.01)))
}

fn write_file(path: &Path, rows: usize) -> Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(file, "phq1,phq2,phq3,phq4,phq5,phq6,phq7,phq8,phq9,phq10")?;
    let mut people = People::new();
    for _ in 0..rows {
        for answer in people.answers() {
            file.write_all(&[b'0' + answer, b','])?;
        }
        file.write_all(b"0\n")?;
    }
    file.into_inner().context("write the rows")?.sync_all()?;
    Ok(())
}

/// Rows per CPU second: filled into checked answers and scored, one after another on this thread.
fn in_memory() -> Result<f64> {
    let library = Library::embedded();
    let instrument = library.instrument("phq-9").context("find the instrument")?.instrument();
    let mut people = People::new();
    let rows: Vec<Vec<Option<f64>>> = (0..ROWS_IN_MEMORY).map(|_| row(instrument, people.answers())).collect();
    let subject = Subject { age: Some(30), ..Subject::default() };
    let (options, mut answers, mut outcome) = (Options::default(), Answers::blank(instrument), Outcome::default());
    let mut sum = 0.0;
    let before = cpu::of_process(std::process::id())?.own;
    for row in rows.iter().cycle().take(ROWS_IN_MEMORY * PASSES) {
        if answers.fill(instrument, row).is_ok() {
            score_into(instrument, &answers, &subject, &options, &mut outcome);
            sum += outcome.total(instrument).unwrap_or(0.0);
        }
    }
    let spent = cpu::of_process(std::process::id())?.own - before;
    if sum == 0.0 {
        bail!("no row was scored");
    }
    Ok((ROWS_IN_MEMORY * PASSES) as f64 / spent.max(0.01))
}

fn row(instrument: &Instrument, answers: [u8; ITEMS]) -> Vec<Option<f64>> {
    let mut row = vec![Some(0.0); instrument.items().len()];
    for (value, answer) in row.iter_mut().zip(answers) {
        *value = Some(f64::from(answer));
    }
    row
}

/// Answers with the item frequencies of the survey, from a fixed sequence.
struct People {
    state: u64,
}

impl People {
    const fn new() -> Self {
        Self { state: 20_261_122 }
    }

    fn answers(&mut self) -> [u8; ITEMS] {
        AT_MOST.map(|cuts| {
            self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let drawn = (self.state >> 33) % ADULTS;
            u8::try_from(cuts.iter().filter(|cut| u64::from(**cut) <= drawn).count()).unwrap_or(0)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_follow_the_survey() {
        let mut people = People::new();
        let mut above = 0;
        for _ in 0..50_000 {
            above += u32::from(people.answers()[8] > 0);
        }
        // 3.85 % of the adults answered item 9 above 0
        let share = f64::from(above) / 50_000.0;
        assert!((share - 0.0385).abs() < 0.004, "{share}");
    }
}
