//! Words of consent.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Act, Permit};
use xinqiao_kernel::id::{AccountId, ConsentId, PersonId};

use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

pub(crate) const CONSENT_COLUMNS: &str = "consent_event (consent_event_id, person_id, purpose, subject_id, party, kind, version, digest, shown, \
     how, account_id, said_at, created_at)";
pub(crate) const CONSENT_WIDTH: usize = 13;

/// A word to be kept.
#[derive(Debug, Clone)]
pub struct NewConsent {
    pub id: ConsentId,
    pub person: PersonId,
    /// codes of the crate `consent`
    pub purpose: &'static str,
    /// the campaign, where each is asked for by itself
    pub subject: Option<Uuid>,
    pub party: &'static str,
    pub kind: &'static str,
    pub version: String,
    /// digest of the notice in the pack, and of the words as they were shown
    pub digest: String,
    pub shown: String,
    /// page, sheet (by handing it in) or paper
    pub how: &'static str,
    pub account: AccountId,
    pub at: Timestamp,
}

/// A word as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentRow {
    pub id: ConsentId,
    pub person: PersonId,
    pub purpose: String,
    pub subject: Option<Uuid>,
    pub party: String,
    pub kind: String,
    pub version: String,
    pub digest: String,
    pub shown: String,
    pub how: String,
    pub account: Option<AccountId>,
    pub at: Timestamp,
}

/// The words of a notice as they were shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownText {
    pub shown: String,
    pub purpose: String,
    pub version: String,
    /// JSON: words by language
    pub body: String,
    pub at: Timestamp,
}

impl FromRow for ConsentRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: ConsentId::from_uuid(row.uuid(0)?),
            person: PersonId::from_uuid(row.uuid(1)?),
            purpose: row.text(2)?,
            subject: row.uuid_opt(3)?,
            party: row.text(4)?,
            kind: row.text(5)?,
            version: row.text(6)?,
            digest: row.text(7)?,
            shown: row.text(8)?,
            how: row.text(9)?,
            account: row.uuid_opt(10)?.map(AccountId::from_uuid),
            at: row.at(11)?,
        })
    }
}

impl FromRow for ShownText {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { shown: row.text(0)?, purpose: row.text(1)?, version: row.text(2)?, body: row.text(3)?, at: row.at(4)? })
    }
}

impl NewConsent {
    pub(crate) fn args(&self, now: Timestamp) -> [Arg; CONSENT_WIDTH] {
        args![
            self.id.uuid(),
            self.person.uuid(),
            self.purpose,
            self.subject,
            self.party,
            self.kind,
            &self.version,
            &self.digest,
            &self.shown,
            self.how,
            self.account.uuid(),
            self.at,
            now
        ]
    }
}

impl Tx {
    /// Keeps words of consent. The words of their notices must be there ([`Tx::keep_shown`]).
    pub async fn add_consents(&mut self, words: &[NewConsent], now: Timestamp) -> Result<()> {
        let rows: Vec<Vec<Arg>> = words.iter().map(|word| word.args(now).to_vec()).collect();
        self.insert_many(CONSENT_COLUMNS, CONSENT_WIDTH, &rows).await.map(|_| ())
    }

    /// Keeps the words of a notice, once.
    pub async fn keep_shown(&mut self, text: &ShownText) -> Result<()> {
        let row = args![&text.shown, &text.purpose, &text.version, &text.body, text.at];
        self.exec(include_str!("insert_text.sql"), &row).await.map(|_| ())
    }
}

impl Db {
    /// All words about the permit's person, the oldest first. Nothing for a permit that names nobody.
    pub async fn consents_of<A: Act>(&self, permit: &Permit<A>) -> Result<Vec<ConsentRow>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("of_person.sql"), &args![person.uuid()]).await
    }

    /// All words about a person, for the program's own work (retention).
    pub async fn consents_for_retention(&self, person: PersonId) -> Result<Vec<ConsentRow>> {
        self.all(include_str!("of_person.sql"), &args![person.uuid()]).await
    }

    /// The words of a notice as they were shown: they are about nobody.
    pub async fn shown_text(&self, shown: &str) -> Result<Option<ShownText>> {
        self.opt(include_str!("text.sql"), &args![shown]).await
    }
}
