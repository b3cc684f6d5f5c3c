//! Importing a file piece by piece: what is known of its people, and the ledger of the rows that are done.

use jiff::Timestamp;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{ImportId, PersonId, ResponseId};

use super::{Campaign, ImportRow, NewImport};
use crate::arg::{Arg, args};
use crate::people::Whereabouts;
use crate::row::{FromRow, Row};
use crate::{Result, Tx};

const VALUES_IN_A_LOOK_UP: usize = 16;

/// What is known about a person whom a file names by an identifier.
#[derive(Debug, Clone)]
pub struct ImportMatch {
    /// the identifier's value
    pub value: String,
    pub who: Whereabouts,
    /// is the person asked by the campaign?
    pub member: bool,
    pub declined: bool,
    /// the sheet that this identifier has in the campaign: which, its answers, their instant
    pub sheet: Option<(ResponseId, String, Timestamp)>,
    /// other sheets of the person in the campaign
    pub others: i64,
}

impl FromRow for ImportMatch {
    fn from_row(row: &Row) -> Result<Self> {
        let sheet = match (row.uuid_opt(7)?, row.text_opt(8)?, row.at_opt(9)?) {
            (Some(id), Some(answers), Some(at)) => Some((ResponseId::from_uuid(id), answers, at)),
            _ => None,
        };
        Ok(Self {
            value: row.text(0)?,
            who: Whereabouts::of_columns(row, PersonId::from_uuid(row.uuid(1)?), 2)?,
            member: row.uuid_opt(5)?.is_some(),
            declined: row.at_opt(6)?.is_some(),
            sheet,
            others: row.int(10)?,
        })
    }
}

impl Tx {
    /// Whom the values name in the system, and what the campaign has of them; nobody when it is not of the permit's place.
    ///
    /// A sheet's key is `prefix` and the value.
    pub async fn import_matches(
        &mut self,
        permit: &Permit<act::ImportResponses>,
        campaign: &Campaign,
        prefix: &str,
        system: &str,
        values: &[&str],
    ) -> Result<Vec<ImportMatch>> {
        if campaign.place != *permit.place() {
            return Ok(Vec::new());
        }
        let mut found = Vec::with_capacity(values.len());
        for some in values.chunks(VALUES_IN_A_LOOK_UP) {
            // one statement text for every size: the places that are left over look for nobody
            let mut row = args![campaign.id.uuid(), prefix, system].to_vec();
            row.extend(some.iter().map(|value| Arg::from(*value)));
            row.resize(3 + VALUES_IN_A_LOOK_UP, Arg::Text(None));
            row.push(Arg::from(&campaign.instrument));
            found.extend(self.all_afresh::<ImportMatch>(include_str!("import_matches.sql"), &row).await?);
        }
        Ok(found)
    }

    /// Keeps a batch from being imported by somebody else until this unit of work ends; false when it was imported already.
    pub async fn hold_import(&mut self, id: ImportId) -> Result<bool> {
        Ok(self.exec(include_str!("hold_import.sql"), &args![id.uuid()]).await? > 0)
    }

    /// Rows between two row numbers that this batch has created or updated: an import that broke off does not do them again.
    pub async fn settled_import_rows(&mut self, id: ImportId, first: i64, last: i64) -> Result<Vec<ImportRow>> {
        self.all(include_str!("settled_import_rows.sql"), &args![id.uuid(), first, last]).await
    }

    /// Replaces the part of a batch's ledger that the rows cover; they are in order and leave no row out.
    pub async fn replace_import_rows(&mut self, rows: &[ImportRow], now: Timestamp) -> Result<()> {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(()) };
        let between = args![first.import.uuid(), first.row, last.row];
        self.exec(include_str!("clear_import_rows_between.sql"), &between).await?;
        self.add_import_rows(rows, now).await
    }

    /// Marks a batch as imported, with its counts; false when it was imported already.
    pub async fn close_import(&mut self, new: &NewImport, now: Timestamp) -> Result<bool> {
        let row = args![new.id.uuid(), new.created, new.updated, new.skipped, new.failed, now];
        Ok(self.exec(include_str!("finish_import.sql"), &row).await? > 0)
    }
}
