//! A file of the governance system 综治: every row is looked at first; a file with a fault brings nothing. A row never changes a dispute that is
//! here: what the other system says differently is told, and people decide.

use std::collections::BTreeMap;
use std::io::Cursor;

use xinqiao_access::{Permit, Resource, act};
use xinqiao_disputes::dispute::{Opening, Party, register};
use xinqiao_disputes::exchange::{Expected, Exposure, Field, Incoming, RowFault, from_rows};
use xinqiao_disputes::{Changed, Code, Dispute, Origin, Owner, Stage, StepId, Worker};
use xinqiao_kernel::id::{DisputeId, ExchangeId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::disputes::{DisputeRow, ExchangeRow};
use xinqiao_tables::{Row, Source, TableError};

use super::export::{MOST, digest};
use super::fold::refused;
use super::register::MOST_PARTIES;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Faults that are told at once.
const MOST_FAULTS: usize = 100;

/// What would have been right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// what the columns of the pack ask
    Cell(Expected),
    /// a place of the caller's
    Place,
    /// a day that is not after today
    Day,
    /// a reference that stands nowhere else
    Reference,
    /// not more parties than a dispute has
    Parties,
}

/// One fault, with the line of the file (the headers are line 1) and the header of the column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFault {
    pub line: u64,
    pub column: String,
    pub wrong: Wrong,
    pub found: String,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is registered here now; before the file is taken in: it will be.
    Registered,
    /// It is here, and stands as the row says.
    Known,
    /// It is here, and stands otherwise.
    Differs,
    /// It is over there already, and is not here: nothing to do.
    Over,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ImportedRow {
    pub line: u64,
    pub reference: String,
    pub outcome: Outcome,
    /// the stage that the other system says
    pub theirs: Stage,
    /// the dispute, where it is here
    pub dispute: Option<DisputeId>,
}

/// What a file holds, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub rows: Vec<ImportedRow>,
    /// empty: the file is sound
    pub faults: Vec<ImportFault>,
    /// there are more faults than are told
    pub is_cut: bool,
    /// disputes that the file brought; nothing before it is taken in
    pub registered: Option<usize>,
}

/// A row that brings a dispute, at this place in the report.
struct Bringing {
    at: usize,
    incoming: Incoming,
    place: PlacePath,
}

impl App {
    /// Looks at a CSV or XLSX file for a place, and takes it in when it is sound and `take` is set. A file that is taken in again brings nothing.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Invalid` on `file` for what is no table or too long.
    pub async fn import_disputes(
        &self,
        caller: &Caller,
        place: &PlacePath,
        (name, bytes): (&str, Vec<u8>),
        take: bool,
    ) -> Result<ImportReport> {
        let permit = self.exchange_permit(caller, place).await?;
        let (file, sha256) = (name.to_owned(), digest(&bytes));
        let read = tokio::task::spawn_blocking(move || table(&file, bytes)).await;
        let (headers, rows, lines) =
            read.map_err(|fault| AppError::Broken { what: "a file was not read".to_owned(), source: Some(Box::new(fault)) })??;
        let mut report = ImportReport::default();
        let line_of = |line: usize| line.checked_sub(2).and_then(|at| lines.get(at)).copied().unwrap_or(1);
        let read = match from_rows(&headers, &rows, &Exposure::DeIdentified, self.rules_of_disputes()?) {
            Ok(read) => read,
            Err(faults) => {
                faults.into_iter().for_each(|fault| report.tell_cell(fault, 1));
                return Ok(report);
            }
        };
        let mut bringing = Vec::new();
        for (row, line) in read.into_iter().zip(&lines) {
            match row {
                Ok(incoming) => self.look_at_row(caller, &permit, (*line, incoming), &mut report, &mut bringing).await?,
                Err(faults) => faults.into_iter().for_each(|fault| {
                    let line = line_of(fault.line);
                    report.tell_cell(fault, line);
                }),
            }
        }
        if take && report.faults.is_empty() {
            self.take_in(caller, &permit, &mut report, bringing, sha256).await?;
        }
        Ok(report)
    }

    async fn look_at_row(
        &self,
        caller: &Caller,
        permit: &Permit<act::ExchangeDisputes>,
        (line, incoming): (u64, Incoming),
        report: &mut ImportReport,
        bringing: &mut Vec<Bringing>,
    ) -> Result<()> {
        let header = |field: Field| {
            let columns = self.rules_of_disputes().map(|rules| rules.raw().exchange.columns.as_slice()).unwrap_or_default();
            columns.iter().find(|column| column.field == field).map(|column| column.header.clone()).unwrap_or_default()
        };
        let row = |outcome, dispute: Option<&DisputeRow>| ImportedRow {
            line,
            reference: incoming.reference.clone(),
            outcome,
            theirs: incoming.status,
            dispute: dispute.map(|known| known.id),
        };
        if let Some(known) = self.dispute_called(&incoming.reference).await? {
            if !permit.place().covers(&known.place) {
                report.tell(line, header(Field::Reference), Wrong::Reference, incoming.reference);
                return Ok(());
            }
            let same = known.state.stage == incoming.status.to_string();
            report.rows.push(row(if same { Outcome::Known } else { Outcome::Differs }, Some(&known)));
            return Ok(());
        }
        if self.day(self.now()) < incoming.registered_on {
            report.tell(line, header(Field::RegisteredOn), Wrong::Day, incoming.registered_on.to_string());
            return Ok(());
        }
        if let Some(parties) = incoming.parties.filter(|parties| MOST_PARTIES < usize::from(*parties)) {
            report.tell(line, header(Field::Parties), Wrong::Parties, parties.to_string());
            return Ok(());
        }
        let place =
            self.place_of_code(&incoming.place).await?.map(|place| place.path).filter(|place| permit.place().covers(place));
        let Some(place) = place.filter(|place| self.may::<act::RegisterDispute>(caller, &Resource::at(place.clone()))) else {
            report.tell(line, header(Field::Place), Wrong::Place, incoming.place);
            return Ok(());
        };
        if incoming.status == Stage::Closed {
            report.rows.push(row(Outcome::Over, None));
            return Ok(());
        }
        report.rows.push(row(Outcome::Registered, None));
        bringing.push(Bringing { at: report.rows.len() - 1, incoming, place });
        Ok(())
    }

    /// A dispute by the other system's reference, or by our id where we gave it out.
    async fn dispute_called(&self, reference: &str) -> Result<Option<DisputeRow>> {
        if let Ok(id) = reference.parse::<DisputeId>()
            && let Some(known) = self.inner.db.dispute_place(id).await?
        {
            return Ok(Some(known));
        }
        Ok(self.inner.db.dispute_of_reference(reference).await?)
    }

    /// Registers what the file brings, and enters it into the ledger: all of it or nothing.
    async fn take_in(
        &self,
        caller: &Caller,
        permit: &Permit<act::ExchangeDisputes>,
        report: &mut ImportReport,
        bringing: Vec<Bringing>,
        sha256: String,
    ) -> Result<()> {
        let now = self.now();
        let mut owners: BTreeMap<PlacePath, Owner> = BTreeMap::new();
        let mut changes = Vec::with_capacity(bringing.len());
        for one in &bringing {
            let owner = match owners.get(&one.place) {
                Some(owner) => owner.clone(),
                None => {
                    let first = self.mediators(&one.place, now).await?.into_iter().next();
                    let owner = first.map_or_else(
                        || Owner { account: caller.account(), place: permit.place().clone() },
                        |first| Owner { account: first.account, place: first.place },
                    );
                    owners.insert(one.place.clone(), owner.clone());
                    owner
                }
            };
            changes.push(self.brought(caller, one, owner)?);
        }
        let mut tx = self.inner.db.begin().await?;
        for (one, change) in bringing.iter().zip(&changes) {
            match self.open_dispute(&mut tx, caller, change, Some(&one.incoming.reference)).await {
                // somebody takes in the same rows at this moment
                Err(AppError::Conflict { .. }) => return Err(AppError::conflict("numbers_busy")),
                other => other?,
            }
            for row in self.dispute_audit(permit, &change.now, "registered from a file") {
                tx.audit(&row, now).await?;
            }
            if let Some(row) = report.rows.get_mut(one.at) {
                row.dispute = Some(change.now.id());
            }
        }
        let row = ExchangeRow {
            id: ExchangeId::new(self.ids(), now),
            came_in: true,
            by: caller.account(),
            sha256,
            span: None,
            rows: i64::try_from(report.rows.len()).unwrap_or(i64::MAX),
            registered: i64::try_from(changes.len()).unwrap_or(i64::MAX),
            results: serde_json::to_string(&report.rows).map_err(|fault| AppError::Broken {
                what: "results cannot be written".to_owned(),
                source: Some(Box::new(fault)),
            })?,
            at: now,
        };
        tx.add_exchange(permit, &row, now).await?;
        let detail = format!("in rows={} registered={}", row.rows, row.registered);
        tx.audit(&done(self, permit, "exchange", Some(row.id.uuid()), detail), now).await?;
        tx.commit().await?;
        report.registered = Some(changes.len());
        Ok(())
    }

    /// The dispute of a row: its parties are people without a record here, as many as the row says.
    fn brought(
        &self,
        caller: &Caller,
        one: &Bringing,
        owner: Owner,
    ) -> Result<Changed<Dispute, xinqiao_disputes::dispute::Step>> {
        let now = self.now();
        let outsides = &self.rules_of_disputes()?.raw().outsides;
        let other: Option<Code> = outsides.iter().map(|named| named.code.clone()).next_back();
        let other = other.ok_or_else(|| AppError::broken("the pack disputes/default names no party without a record"))?;
        let count = usize::from(one.incoming.parties.unwrap_or(1).max(1));
        let opening = Opening {
            dispute: DisputeId::new(self.ids(), now),
            kind: one.incoming.kind.clone(),
            place: one.place.clone(),
            worker: self.own_workers(caller).first().copied().unwrap_or(Worker::Mediator),
            origin: Origin::Appeal,
            parties: vec![Party::Outside(other); count],
            problems: one.incoming.problems.clone(),
            reference: Some(one.incoming.reference.clone()),
            owner,
        };
        let act = self.doing(caller, StepId::new(self.ids(), now), None);
        register(opening, &act, &self.dispute_times()?).map_err(refused)
    }
}

impl ImportReport {
    fn tell_cell(&mut self, fault: RowFault, line: u64) {
        // the line of the first one is a line of rows, not of the file: it is told as the reference
        self.tell(line, fault.column, Wrong::Cell(fault.expected), fault.found);
    }

    fn tell(&mut self, line: u64, column: String, wrong: Wrong, found: String) {
        if self.faults.len() == MOST_FAULTS {
            self.is_cut = true;
            return;
        }
        self.faults.push(ImportFault { line, column, wrong, found });
    }
}

type Table = (Vec<String>, Vec<Vec<String>>, Vec<u64>);

/// Headers, rows, and the line of each row in the file.
fn table(name: &str, bytes: Vec<u8>) -> Result<Table> {
    let refused = |why: TableError| AppError::field("file", "fault-import-table", why.to_string());
    let mut source = Source::read_from(name, Cursor::new(bytes), None).map_err(refused)?;
    let headers = source.header().to_vec();
    let (mut rows, mut lines) = (Vec::new(), Vec::new());
    let mut row = Row::new();
    while source.read(&mut row).map_err(refused)? {
        if rows.len() == MOST as usize {
            return Err(AppError::field("file", "fault-exchange-rows", MOST.to_string()));
        }
        rows.push((0..row.len()).map(|at| row.text(at).trim().to_owned()).collect());
        lines.push(row.line());
    }
    if rows.is_empty() {
        return Err(AppError::field("file", "fault-import-empty", name));
    }
    Ok((headers, rows, lines))
}
