//! Events of a review: codes and ids in the open, words sealed.

use jiff::Timestamp;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AccountId, MissedReviewId, PersonId, StepId};
use xinqiao_vault::{Class, Field, VaultError};

use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// Words of reviews about somebody of the index.
pub(crate) const ABOUT: Field = Field::new("missed_review_event", "about_sealed");
/// Words of reviews about nobody of the index, and proposals.
pub(crate) const WORDS: Field = Field::new("missed_review_event", "words_sealed");

/// One event of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedEventRow {
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
    /// there were words; with `words` empty they went when the person was erased
    pub worded: bool,
    pub at: Timestamp,
}

/// A proposal to whoever keeps the rules: it tells of no review and names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    pub id: StepId,
    /// JSON of the step: the rule or source that it is about
    pub body: String,
    pub words: String,
    pub at: Timestamp,
}

/// An event as it lies there.
struct Sealed {
    step: MissedEventRow,
    person: Option<PersonId>,
    about: Option<Vec<u8>>,
    sealed: Option<Vec<u8>>,
}

impl FromRow for Sealed {
    fn from_row(row: &Row) -> Result<Self> {
        let step = MissedEventRow {
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
    /// All events of a review, page by page, with their words.
    pub(super) async fn all_missed_events(&self, id: MissedReviewId) -> Result<Vec<MissedEventRow>> {
        let mut found: Vec<MissedEventRow> = Vec::new();
        loop {
            let last = found.last().map_or(0, |step| step.seq);
            let page: Vec<Sealed> = self.all(include_str!("events.sql"), &args![id.uuid(), last]).await?;
            if page.is_empty() {
                return Ok(found);
            }
            for sealed in page {
                found.push(self.opened_missed_event(sealed).await?);
            }
        }
    }

    async fn opened_missed_event(&self, sealed: Sealed) -> Result<MissedEventRow> {
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
        Ok(MissedEventRow { words, ..step })
    }

    /// Proposals to whoever keeps the rules before a place of the list, the latest first.
    pub async fn advice_before(
        &self,
        _permit: &Permit<act::ReadQuality>,
        (at, id): (Timestamp, StepId),
        limit: u32,
    ) -> Result<Vec<Advice>> {
        let rows: Vec<Sealed> = self.all(include_str!("advice.sql"), &args![at, id.uuid(), i64::from(limit)]).await?;
        let mut found = Vec::with_capacity(rows.len());
        for sealed in rows {
            let step = self.opened_missed_event(sealed).await?;
            found.push(Advice { id: step.id, body: step.body, words: step.words.unwrap_or_default(), at: step.at });
        }
        Ok(found)
    }
}

impl Tx {
    /// Adds an event. Its words are sealed with the key of `person`; for `is_for_keepers` and without a person by a key of the service.
    pub(super) async fn add_missed_event(
        &mut self,
        id: MissedReviewId,
        person: Option<PersonId>,
        (step, is_for_keepers): (&MissedEventRow, bool),
        now: Timestamp,
    ) -> Result<()> {
        let row = step.id.uuid();
        let keys = match person.filter(|_| !is_for_keepers) {
            Some(person) => self.keys_of(&[person]).await?,
            None => Vec::new(),
        };
        let (about, sealed) = match (&step.words, keys.first()) {
            (None, _) => (None, None),
            (Some(words), Some((_, key))) => (Some(key.seal(&ABOUT.of(row), words.as_bytes())?), None),
            // somebody who was erased: nothing is kept in words any more
            (Some(_), None) if person.is_some() && !is_for_keepers => (None, None),
            (Some(words), None) => (None, Some(self.vault().seal(Class::Account, &WORDS.of(row), words.as_bytes())?)),
        };
        let person = person.filter(|_| about.is_some()).map(|person| person.uuid());
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
