//! A file for the governance system 综治: disputes of a place that were registered within a span, without names.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use xinqiao_access::{Permit, Purpose, Resource, act};
use xinqiao_disputes::exchange::{Exposure, to_rows};
use xinqiao_kernel::id::ExchangeId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::disputes::ExchangeRow;
use xinqiao_tables::Sink;

use super::fold::folded;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Disputes of one file at most.
pub(super) const MOST: u32 = 2_000;
/// Files that the ledger shows.
const FILES: u32 = 50;

/// A file that goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisputeFile {
    /// `disputes-620702-20261101-20261130.csv`
    pub file_name: String,
    /// CSV in UTF-8 with a mark at the start
    pub bytes: Vec<u8>,
    pub rows: usize,
}

/// The ledger of files of a place.
#[derive(Debug, Clone)]
pub struct ExchangePage {
    pub place: PlacePath,
    pub name: String,
    /// latest first, with the name of whoever did it
    pub files: Vec<(ExchangeRow, String)>,
}

impl App {
    /// The right to exchange the disputes of a place.
    pub(super) async fn exchange_permit(&self, caller: &Caller, place: &PlacePath) -> Result<Permit<act::ExchangeDisputes>> {
        self.permit::<act::ExchangeDisputes>(caller, &Resource::at(place.clone()), Purpose::Exchange).await
    }

    /// The files that went out of a place and came in. Errors: `NotFound` outside the scope, `Denied` without the right.
    pub async fn dispute_exchange(&self, caller: &Caller, place: &PlacePath) -> Result<ExchangePage> {
        let permit = self.exchange_permit(caller, place).await?;
        let rows = self.inner.db.exchanges(&permit, FILES).await?;
        let mut files = Vec::with_capacity(rows.len());
        for row in rows {
            let by = self.inner.db.account(row.by).await?.map(|account| account.name).unwrap_or_default();
            files.push((row, by));
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "exchange", None, format!("files={}", files.len())), self.now()).await?;
        tx.commit().await?;
        Ok(ExchangePage { place: place.clone(), name: self.place_name(place).await?, files })
    }

    /// The disputes of a place that were registered from the first to the last day, as a file without names. It is entered into the ledger.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Invalid` on `until` for a span that ends before it begins or holds too many.
    pub async fn export_disputes(&self, caller: &Caller, place: &PlacePath, (from, until): (Date, Date)) -> Result<DisputeFile> {
        let permit = self.exchange_permit(caller, place).await?;
        let begin = self.start_of(from).filter(|_| from <= until);
        let end = until.tomorrow().ok().and_then(|next| self.start_of(next));
        let span = begin.zip(end).ok_or_else(|| AppError::field("until", "fault-exchange-span", until.to_string()))?;
        let found = self.inner.db.disputes_registered(&permit, span, MOST + 1).await?;
        if MOST as usize <= found.len().saturating_sub(1) {
            return Err(AppError::field("until", "fault-exchange-many", MOST.to_string()));
        }
        let loaded = found.into_iter().map(|(row, steps)| folded(row, steps)).collect::<Result<Vec<_>>>()?;
        let disputes: Vec<_> = loaded.iter().map(|one| &one.dispute).collect();
        let table = to_rows(&disputes, &Exposure::DeIdentified, &BTreeMap::new(), &self.dispute_times()?);
        let bytes = as_csv(&table.headers, &table.rows)?;
        let now = self.now();
        let numbers: Vec<&str> = loaded.iter().map(|one| one.row.number.as_str()).collect();
        let row = ExchangeRow {
            id: ExchangeId::new(self.ids(), now),
            came_in: false,
            by: caller.account(),
            sha256: digest(&bytes),
            span: Some((from, until)),
            rows: i64::try_from(disputes.len()).unwrap_or(i64::MAX),
            registered: 0,
            results: serde_json::to_string(&numbers).unwrap_or_default(),
            at: now,
        };
        let mut tx = self.inner.db.begin().await?;
        tx.add_exchange(&permit, &row, now).await?;
        let detail = format!("out rows={} from={from} until={until}", row.rows);
        tx.audit(&done(self, &permit, "exchange", Some(row.id.uuid()), detail), now).await?;
        tx.commit().await?;
        let code = place.last().unwrap_or("all");
        let day = |day: Date| day.strftime("%Y%m%d").to_string();
        let file_name = format!("disputes-{code}-{}-{}.csv", day(from), day(until));
        Ok(DisputeFile { file_name, rows: disputes.len(), bytes })
    }
}

/// SHA-256, hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// With a mark at the start by which spreadsheets know UTF-8.
fn as_csv(headers: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let fail =
        |fault| AppError::Broken { what: "a file of disputes cannot be written".to_owned(), source: Some(Box::new(fault)) };
    let mut bytes: Vec<u8> = "\u{feff}".as_bytes().to_vec();
    {
        let mut sink = Sink::to_writer("disputes.csv", &mut bytes);
        sink.row(headers).map_err(fail)?;
        for row in rows {
            sink.row(row.iter().map(|cell| plain(cell))).map_err(fail)?;
        }
        sink.finish().map_err(fail)?;
    }
    Ok(bytes)
}

/// A cell that a spreadsheet takes for text and not for a formula.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
