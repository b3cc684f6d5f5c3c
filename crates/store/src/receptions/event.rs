//! Events of a reception: codes and ids in the open, words sealed.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, PersonId, ReceptionId, StepId};
use xinqiao_vault::{Field, VaultError};

use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// Words about somebody who agreed to a record.
pub(crate) const ABOUT: Field = Field::new("reception_event", "about_sealed");

/// One event of a reception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceptionStepRow {
    pub id: StepId,
    pub seq: i64,
    /// `None`: the program itself
    pub account: Option<AccountId>,
    /// what was done, as a code
    pub word: String,
    /// JSON of the step
    pub body: String,
    /// in words; `None` where none are kept, and when they are gone
    pub words: Option<String>,
    /// words were said with it; those of a danger are kept by the signal alone
    pub worded: bool,
    pub at: Timestamp,
}

/// An event as it lies there.
struct Sealed {
    step: ReceptionStepRow,
    person: Option<PersonId>,
    about: Option<Vec<u8>>,
}

impl FromRow for Sealed {
    fn from_row(row: &Row) -> Result<Self> {
        let step = ReceptionStepRow {
            id: StepId::from_uuid(row.uuid(0)?),
            seq: row.int(1)?,
            account: row.uuid_opt(2)?.map(AccountId::from_uuid),
            word: row.text(3)?,
            body: row.text(4)?,
            words: None,
            worded: row.flag(7)?,
            at: row.at(8)?,
        };
        Ok(Self { step, person: row.uuid_opt(5)?.map(PersonId::from_uuid), about: row.bytes_opt(6)? })
    }
}

impl Db {
    /// All events of a reception, page by page, with their words.
    pub(super) async fn all_reception_steps(&self, id: ReceptionId) -> Result<Vec<ReceptionStepRow>> {
        let mut found: Vec<ReceptionStepRow> = Vec::new();
        loop {
            let last = found.last().map_or(0, |step| step.seq);
            let page: Vec<Sealed> = self.all(include_str!("events.sql"), &args![id.uuid(), last]).await?;
            if page.is_empty() {
                return Ok(found);
            }
            for Sealed { step, person, about } in page {
                let words = match (person, about) {
                    (Some(person), Some(about)) => self.reception_words(step.id, person, &about).await?,
                    _ => None,
                };
                found.push(ReceptionStepRow { words, ..step });
            }
        }
    }

    /// Nothing when the person was erased.
    async fn reception_words(&self, id: StepId, person: PersonId, about: &[u8]) -> Result<Option<String>> {
        match self.person_key(person).await {
            Ok(Some(key)) => Ok(Some(key.open_text(&ABOUT.of(id.uuid()), about)?)),
            Ok(None) | Err(StoreError::Sealed(VaultError::Erased)) => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}

impl Tx {
    /// Adds an event; its words are sealed with the key of the person, and not kept without one.
    pub(super) async fn add_reception_step(
        &mut self,
        id: ReceptionId,
        person: Option<PersonId>,
        step: &ReceptionStepRow,
        now: Timestamp,
    ) -> Result<()> {
        let row = step.id.uuid();
        let people: Vec<PersonId> = person.into_iter().collect();
        let keys = self.keys_of(&people).await?;
        let about = match (&step.words, keys.first()) {
            (Some(words), Some((_, key))) => Some(key.seal(&ABOUT.of(row), words.as_bytes())?),
            _ => None,
        };
        let sealed_for = person.filter(|_| about.is_some()).map(|person| person.uuid());
        let row = [
            Arg::from(row),
            Arg::from(id.uuid()),
            Arg::from(step.seq),
            Arg::from(step.account.map(|account| account.uuid())),
            Arg::from(&step.word),
            Arg::from(&step.body),
            Arg::from(sealed_for),
            Arg::Bytes(about),
            Arg::from(step.worded),
            Arg::from(step.at),
            Arg::from(now),
        ];
        self.exec(include_str!("insert_event.sql"), &row).await.map(|_| ())
    }
}
