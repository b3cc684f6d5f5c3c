//! Importing a file piece by piece: what is known of its people, and the ledger of the rows that are done.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{ImportId, PersonId, ResponseId};
use xinqiao_vault::Vault;

use super::{ImportRow, NewImport};
use crate::arg::{Arg, args};
use crate::campaigns::Campaign;
use crate::fields::ANSWERS;
use crate::people::Whereabouts;
use crate::row::{FromRow, Row};
use crate::{Result, Tx};

/// Each value has two hashes, while keys change two different ones.
const VALUES_IN_A_LOOK_UP: usize = 8;

/// What is known about a person whom a file names by an identifier.
#[derive(Debug, Clone)]
pub struct ImportMatch {
    /// the identifier's row and value
    pub identifier: Uuid,
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

/// A person whom an identifier names.
struct Named {
    id: Uuid,
    lookup: Vec<u8>,
    who: Whereabouts,
    member: bool,
    declined: bool,
}

impl FromRow for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.uuid(0)?,
            lookup: row.bytes(1)?,
            who: Whereabouts::of_columns(row, PersonId::from_uuid(row.uuid(2)?), 3)?,
            member: row.uuid_opt(7)?.is_some(),
            declined: row.at_opt(8)?.is_some(),
        })
    }
}

/// A sheet that a person has in the campaign.
struct Kept {
    id: Uuid,
    key: String,
    sealed: Vec<u8>,
    at: Timestamp,
    person: PersonId,
}

impl FromRow for Kept {
    fn from_row(row: &Row) -> Result<Self> {
        let person = PersonId::from_uuid(row.uuid(4)?);
        Ok(Self { id: row.uuid(0)?, key: row.text(1)?, sealed: row.bytes(2)?, at: row.at(3)?, person })
    }
}

impl Tx {
    /// Whom the values name in the system, and what the campaign has of them; nobody when it is not of the permit's place.
    ///
    /// A sheet's key is `prefix` and the id of the identifier. Somebody who was erased, or whose records are stored only, is nobody's
    /// match.
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
        let vault = self.vault();
        let mut found = Vec::with_capacity(values.len());
        for some in values.chunks(VALUES_IN_A_LOOK_UP) {
            let mut hashes = Vec::with_capacity(some.len());
            for value in some {
                hashes.push((vault.lookups(system, value.as_bytes())?, *value));
            }
            // one statement text for every size: the places that are left over look for nobody
            let mut row = args![campaign.id.uuid(), system].to_vec();
            row.extend(hashes.iter().flat_map(|(both, _)| both.iter().map(|hash| Arg::from(hash.to_vec()))));
            row.resize(2 + 2 * VALUES_IN_A_LOOK_UP, Arg::Bytes(None));
            let mut named: Vec<Named> = self.all_afresh(include_str!("import_matches.sql"), &row).await?;
            named.retain(|one| !one.who.lock.is_erased());
            let sheets = self.import_sheets(campaign, &named).await?;
            for one in named {
                let value = hashes.iter().find(|(both, _)| both.iter().any(|hash| hash[..] == one.lookup[..]));
                if let Some((_, value)) = value {
                    found.push(one.matched((*value).to_owned(), prefix, &sheets, &vault)?);
                }
            }
        }
        Ok(found)
    }

    async fn import_sheets(&mut self, campaign: &Campaign, named: &[Named]) -> Result<Vec<Kept>> {
        if named.is_empty() {
            return Ok(Vec::new());
        }
        let mut row = args![campaign.id.uuid(), &campaign.instrument].to_vec();
        row.extend(named.iter().map(|one| Arg::from(one.who.id.uuid())));
        row.resize(2 + 2 * VALUES_IN_A_LOOK_UP, Arg::Id(None));
        self.all_afresh(include_str!("import_sheets.sql"), &row).await
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

impl Named {
    fn matched(self, value: String, prefix: &str, sheets: &[Kept], vault: &Vault) -> Result<ImportMatch> {
        let key = format!("{prefix}{}", self.id);
        let (own, others): (Vec<&Kept>, Vec<&Kept>) =
            sheets.iter().filter(|sheet| sheet.person == self.who.id).partition(|sheet| sheet.key == key);
        let sheet = match own.first() {
            Some(kept) => {
                let answers = self.who.lock.key(vault)?.open_text(&ANSWERS.of(kept.id), &kept.sealed)?;
                Some((ResponseId::from_uuid(kept.id), answers, kept.at))
            }
            None => None,
        };
        let others = i64::try_from(others.len()).unwrap_or(i64::MAX);
        Ok(ImportMatch { identifier: self.id, value, who: self.who, member: self.member, declined: self.declined, sheet, others })
    }
}
