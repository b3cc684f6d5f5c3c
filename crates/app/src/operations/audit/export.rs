//! Taking rows out: with every seal and link that a stranger needs, and with the mark of who took them, when and what for.

use std::io::{self, Write};

use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use xinqiao_access::{Purpose, act};
use xinqiao_audit::file::{COLUMNS, End, FORM, Line, Watermark};
use xinqiao_audit::{Part, Seal};
use xinqiao_store::audit::Reach;

use super::AuditQuery;
use crate::audit::listed;
use crate::{App, AppError, Caller, Result};

/// Why rows are taken out, as codes.
pub const REASONS: [&str; 5] = ["inspection", "incident", "assessment", "request", "archive"];
/// Rows that no seal covers and that one export holds at most.
const MOST_UNSEALED: i64 = 20_000;

/// The form of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    JsonLines,
    Csv,
}

impl ExportFormat {
    /// The ending of the file's name, and the code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
        }
    }

    /// The form with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::JsonLines, Self::Csv].into_iter().find(|format| format.code() == code)
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct ExportAsked {
    pub from: Date,
    pub until: Date,
    /// a code of [`REASONS`](self::REASONS)
    pub reason: String,
    pub format: ExportFormat,
    /// more rows than this are refused before anything is written
    pub most: i64,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    pub export: Uuid,
    pub seals: i64,
    pub rows: i64,
    pub unsealed: i64,
}

/// Lines, hashed as they are written.
struct Lines<'a> {
    out: &'a mut (dyn Write + Send),
    hash: Sha256,
    format: ExportFormat,
}

impl Lines<'_> {
    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.hash.update(bytes);
        self.out.write_all(bytes).map_err(broken)
    }

    fn line(&mut self, line: &Line) -> Result<()> {
        let bytes = match self.format {
            ExportFormat::JsonLines => line.to_json().map_err(broken)?.into_bytes(),
            ExportFormat::Csv => return self.cells(&line.to_cells().map_err(broken)?),
        };
        self.put(&bytes)?;
        self.put(b"\n")
    }

    fn cells<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<()> {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        writer.write_record(cells.iter().map(AsRef::as_ref)).map_err(broken)?;
        let bytes = writer.into_inner().map_err(|fault| broken(io::Error::other(fault.to_string())))?;
        self.put(&bytes)
    }

    fn sha256(&self) -> String {
        use std::fmt::Write as _;
        self.hash.clone().finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
            let _infallible = write!(text, "{byte:02x}");
            text
        })
    }
}

fn broken(fault: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Broken { what: "the export could not be written".to_owned(), source: Some(Box::new(fault)) }
}

impl App {
    /// Writes the rows of some days with everything that is needed to check them; rows of other places than the caller's stand in it as their
    /// link, so that the chain can be walked and says nothing of them. The export is itself an audit row, written before the
    /// first line: what was taken out is never without one.
    ///
    /// Errors: `Invalid` for a reason that is not offered, days in the wrong order, or more rows than `most`.
    pub async fn export_audit(&self, caller: &Caller, asked: &ExportAsked, out: &mut (dyn Write + Send)) -> Result<Exported> {
        let scope = self.listing(caller, self.scope::<act::ExportAudit>(caller, Purpose::Audit)).await?;
        if !REASONS.contains(&asked.reason.as_str()) {
            return Err(AppError::field("reason", "audit-reason-needed", asked.reason.clone()));
        }
        let days = AuditQuery { from: Some(asked.from), until: Some(asked.until), ..AuditQuery::default() };
        let (from, until) = self.span(&days)?;
        // what is written while the file is written is left to the next one
        let now = self.now();
        let until = until.min(now);
        let span = self.inner.db.seals_between(from, until).await?;
        let count = span.map_or(0, |(_, _, count)| count);
        if count > asked.most {
            return Err(AppError::field("until", "audit-fewer-rows", count.to_string()));
        }
        let reach = Reach::of(&scope, self.place());
        let export = self.ids().uuid(now);
        let mut row = listed(self, caller, &scope, "audit", 0);
        row.record = Some(export);
        row.detail = format!("reason={} format={} from={} until={}", asked.reason, asked.format.code(), asked.from, asked.until);
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&row, now).await?;
        tx.commit().await?;
        let mark = Watermark {
            form: FORM.to_owned(),
            export,
            by: caller.login().to_owned(),
            at: now,
            purpose: asked.reason.clone(),
            place: self.inner.place.as_str().to_owned(),
            below: (!reach.is_whole()).then(|| reach.to_string()),
            from,
            until,
        };
        let seals = span.map(|(first, last, _)| (first, last));
        self.write_export(mark, asked.format, &reach, seals, out).await
    }

    async fn write_export(
        &self,
        mark: Watermark,
        format: ExportFormat,
        reach: &Reach,
        seals: Option<(i64, i64)>,
        out: &mut (dyn Write + Send),
    ) -> Result<Exported> {
        let (export, from, until) = (mark.export, mark.from, mark.until);
        let mut done = Exported { export, seals: 0, rows: 0, unsealed: 0 };
        let mut lines = Lines { out, hash: Sha256::new(), format };
        if format == ExportFormat::Csv {
            lines.cells(&COLUMNS)?;
        }
        lines.line(&Line::Export(mark))?;
        if let Some((first, last)) = seals {
            for no in first..=last {
                let Some(seal) = self.inner.db.seal(no).await? else { continue };
                done.seals += 1;
                done.rows += self.write_seal(&mut lines, export, seal, reach, (from, until)).await?;
            }
        }
        let unsealed = self.inner.db.unsealed_between(from, until, MOST_UNSEALED).await?;
        for row in unsealed.into_iter().filter(|row| reach.holds_row(&row.place)) {
            lines.line(&Line::Unsealed { export, row: row.into_sealed() })?;
            done.unsealed += 1;
        }
        let head = self.signed_head().await?;
        let end = End { seals: done.seals, rows: done.rows, unsealed: done.unsealed, sha256: lines.sha256(), head };
        lines.line(&Line::End(end))?;
        lines.out.flush().map_err(broken)?;
        Ok(done)
    }

    async fn write_seal(
        &self,
        lines: &mut Lines<'_>,
        export: Uuid,
        seal: Seal,
        reach: &Reach,
        (from, until): (Timestamp, Timestamp),
    ) -> Result<i64> {
        let no = seal.no;
        lines.line(&Line::Seal(seal))?;
        let mut rows = 0;
        for entry in self.inner.db.audit_entries(no).await? {
            let (position, link) = (entry.position, entry.link);
            let line = match entry.part {
                Part::Row(row) if from <= row.at && row.at < until && is_in(reach, &row) => {
                    rows += 1;
                    Line::Row { export, seal: no, position, link, row: *row }
                }
                Part::Row(_) | Part::Outside => Line::Outside { seal: no, position, link },
                // a row that is gone without a tombstone is missed by the walk of the database; the file tells that it is not in it
                Part::Gone | Part::Missing(_) => Line::Gone { seal: no, position, link },
            };
            lines.line(&line)?;
        }
        Ok(rows)
    }
}

/// A tombstone is in every file: it names nobody, and without it a gap could not be told from a theft.
fn is_in(reach: &Reach, row: &xinqiao_audit::Row) -> bool {
    reach.holds_row(&row.place) || row.action == xinqiao_audit::row::PRUNE
}
