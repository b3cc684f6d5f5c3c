//! Verifying an exported file, without a database.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use xinqiao_audit::file::{COLUMNS, FileWalk, Line};
use xinqiao_audit::{Kept, Walk};

/// Longest line that is read: a row takes a few hundred bytes.
const LONGEST: usize = 1 << 20;

/// Walks the file and tells what it finds. Exit code 1 when something does not fit.
pub fn verify(path: &Path, kept: Vec<Kept>, key: Option<&str>, days: i64, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let heads = kept.len();
    let file = File::open(path).with_context(|| format!("open {}", path.display()))?;
    let mut walk = FileWalk::new(Walk::of_part(kept, days));
    let mut hash = Sha256::new();
    let mut lines = BufReader::new(file);
    let mut is_csv = false;
    for number in 1_u64.. {
        let Some(record) = record(&mut lines, is_csv).with_context(|| format!("{}, line {number}", path.display()))? else {
            break;
        };
        if number == 1 && record.starts_with(COLUMNS[0]) {
            is_csv = true;
        } else if !record.trim().is_empty() {
            let line = read(&record, is_csv).with_context(|| format!("{}, line {number}", path.display()))?;
            walk.take(line, || hex(hash.clone()));
        }
        hash.update(record.as_bytes());
    }
    walk.end();
    if let Some(mark) = &walk.mark {
        writeln!(out, "export   {} by {} at {} for {}", mark.export, mark.by, mark.at, mark.purpose)?;
        writeln!(out, "from     {}\nuntil    {}", mark.from, mark.until)?;
        if let Some(below) = &mark.below {
            writeln!(out, "excerpt  rows of {below} and below; those of other places are not in it")?;
        }
    }
    writeln!(
        out,
        "seals    {}\nrows     {}\ngone     {}\nunsealed {}",
        walk.walk.seals, walk.walk.rows, walk.walk.gone, walk.unsealed
    )?;
    if let Some(signed) = &walk.head {
        signed.check(key).context("the head at the end of the file")?;
        writeln!(out, "head     seal {}, signed by {}", signed.head.seal, signed.key)?;
    }
    super::told(&walk.walk.faults, heads, out)
}

/// One record with its line feed: in CSV a quoted cell may hold line feeds.
fn record(lines: &mut impl BufRead, is_csv: bool) -> anyhow::Result<Option<String>> {
    let mut bytes = Vec::new();
    loop {
        let read = lines.read_until(b'\n', &mut bytes).context("read the file")?;
        let is_open = is_csv && bytes.iter().filter(|byte| **byte == b'"').count() % 2 == 1;
        if bytes.len() > LONGEST {
            bail!("longer than a line of an export can be");
        }
        if read == 0 || !is_open {
            break;
        }
    }
    if bytes.is_empty() { Ok(None) } else { Ok(Some(String::from_utf8(bytes).context("text in UTF-8 is expected")?)) }
}

fn read(record: &str, is_csv: bool) -> anyhow::Result<Line> {
    if !is_csv {
        return Ok(Line::from_json(record.trim_end())?);
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(record.as_bytes());
    let row = reader.records().next().context("an empty record")??;
    let cells: Vec<String> = row.iter().map(str::to_owned).collect();
    Ok(Line::from_cells(&cells)?)
}

fn hex(hash: Sha256) -> String {
    use std::fmt::Write as _;
    hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}
