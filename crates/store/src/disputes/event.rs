//! Events of a dispute: codes and ids in the open, words sealed.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, DisputeId, PersonId, StepId};
use xinqiao_vault::{Class, Field, VaultError};

use crate::arg::Arg;
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// Words of disputes with a party of the index.
pub(crate) const ABOUT: Field = Field::new("dispute_event", "about_sealed");
/// Words of disputes without.
pub(crate) const WORDS: Field = Field::new("dispute_event", "words_sealed");

/// One event of a dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    pub id: StepId,
    pub seq: i64,
    /// `None`: the program itself
    pub account: Option<AccountId>,
    /// what was done, as a code
    pub word: String,
    /// JSON of the step
    pub body: String,
    /// in words; `None` where there were none, and when they are gone
    pub words: Option<String>,
    /// there were words; with `words` empty they went when a party was erased
    pub worded: bool,
    pub at: Timestamp,
}

/// An event as it lies there.
pub(super) struct Sealed {
    step: StepRow,
    person: Option<PersonId>,
    about: Option<Vec<u8>>,
    sealed: Option<Vec<u8>>,
}

impl FromRow for Sealed {
    fn from_row(row: &Row) -> Result<Self> {
        let step = StepRow {
            id: StepId::from_uuid(row.uuid(0)?),
            seq: row.int(1)?,
            account: row.uuid_opt(2)?.map(AccountId::from_uuid),
            word: row.text(3)?,
            body: row.text(4)?,
            words: None,
            worded: row.flag(8)?,
            at: row.at(9)?,
        };
        Ok(Self { step, person: row.uuid_opt(5)?.map(PersonId::from_uuid), about: row.bytes_opt(6)?, sealed: row.bytes_opt(7)? })
    }
}

impl Db {
    /// All events of a dispute, page by page, with their words.
    pub(super) async fn all_steps(&self, id: DisputeId) -> Result<Vec<StepRow>> {
        let mut found: Vec<StepRow> = Vec::new();
        loop {
            let last = found.last().map_or(0, |step| step.seq);
            let page: Vec<Sealed> = self.all(include_str!("events.sql"), &crate::arg::args![id.uuid(), last]).await?;
            if page.is_empty() {
                return Ok(found);
            }
            for sealed in page {
                found.push(self.opened_step(sealed).await?);
            }
        }
    }

    async fn opened_step(&self, sealed: Sealed) -> Result<StepRow> {
        let Sealed { step, person, about, sealed } = sealed;
        let row = step.id.uuid();
        let words = match (about, person, sealed) {
            (Some(about), Some(person), _) => match self.person_key(person).await {
                Ok(Some(key)) => Some(key.open_text(&ABOUT.of(row), &about)?),
                Ok(None) | Err(StoreError::Sealed(VaultError::Erased)) => None,
                Err(fault) => return Err(fault),
            },
            (_, _, Some(sealed)) => Some(self.vault().open_text(Class::Account, &WORDS.of(row), &sealed)?),
            _ => None,
        };
        Ok(StepRow { words, ..step })
    }
}

impl Tx {
    /// Adds an event; its words are sealed with the key of the first of `people` that has one.
    pub(super) async fn add_step(&mut self, id: DisputeId, people: &[PersonId], step: &StepRow, now: Timestamp) -> Result<()> {
        let row = step.id.uuid();
        let keys = self.keys_of(people).await?;
        let first = people.iter().find_map(|person| keys.iter().find(|(known, _)| known == person));
        let (about, sealed) = match (&step.words, first) {
            (None, _) => (None, None),
            (Some(words), Some((_, key))) => (Some(key.seal(&ABOUT.of(row), words.as_bytes())?), None),
            (Some(words), None) => (None, Some(self.vault().seal(Class::Account, &WORDS.of(row), words.as_bytes())?)),
        };
        let person = first.filter(|_| about.is_some()).map(|(person, _)| person.uuid());
        let row = [
            Arg::from(row),
            Arg::from(id.uuid()),
            Arg::from(step.seq),
            Arg::from(step.account.map(|account| account.uuid())),
            Arg::from(&step.word),
            Arg::from(&step.body),
            Arg::from(person),
            Arg::Bytes(about),
            Arg::Bytes(sealed),
            Arg::from(step.words.is_some()),
            Arg::from(step.at),
            Arg::from(now),
        ];
        self.exec(include_str!("insert_event.sql"), &row).await.map(|_| ())
    }
}
