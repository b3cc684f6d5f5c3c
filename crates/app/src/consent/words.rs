//! Rows of words, and the texts that they speak of.

use std::collections::HashSet;
use std::sync::Mutex;

use jiff::Timestamp;
use xinqiao_consent::{Entry, Notice, Party, Purpose, Record, WordKind};
use xinqiao_kernel::id::{AccountId, CampaignId, ConsentId, PersonId};
use xinqiao_store::consent::{ConsentRow, NewConsent, ShownText};

use crate::{App, AppError, Result};

/// Texts of notices that are known to be in the database.
#[derive(Default)]
pub struct ShownTexts(Mutex<HashSet<String>>);

/// Who says what, and how it came here.
pub(crate) struct Word {
    pub party: Party,
    pub kind: WordKind,
    /// page, sheet or paper
    pub how: &'static str,
    pub account: AccountId,
}

impl App {
    /// The notice about a purpose that is in force. Errors: `Broken` when the packs have none.
    pub fn notice(&self, purpose: Purpose) -> Result<&Notice> {
        let today = self.day(self.now());
        let found = self.inner.library.trust().notice(purpose, today);
        found.ok_or_else(|| AppError::broken(format!("no notice about {purpose} is in force")))
    }

    /// All versions of the notice about a purpose, the earliest first.
    pub fn notices_about(&self, purpose: Purpose) -> &[Notice] {
        self.inner.library.trust().notices(purpose)
    }

    /// The row of a word under the notice in force.
    pub(crate) fn word_row(
        &self,
        person: PersonId,
        purpose: Purpose,
        subject: Option<CampaignId>,
        word: &Word,
        at: Timestamp,
    ) -> Result<NewConsent> {
        let notice = self.notice(purpose)?;
        let entry = Entry {
            party: word.party,
            kind: word.kind,
            version: notice.version().to_owned(),
            digest: notice.digest().to_owned(),
            at,
        };
        Ok(self.row_of(person, (purpose, subject), notice, entry, word))
    }

    pub(crate) fn row_of(
        &self,
        person: PersonId,
        about: (Purpose, Option<CampaignId>),
        notice: &Notice,
        entry: Entry,
        word: &Word,
    ) -> NewConsent {
        NewConsent {
            id: ConsentId::new(self.ids(), self.now()),
            person,
            purpose: about.0.code(),
            subject: about.1.map(|id| id.uuid()),
            party: entry.party.code(),
            kind: entry.kind.code(),
            version: entry.version,
            digest: entry.digest,
            shown: notice.shown().to_owned(),
            how: word.how,
            account: word.account,
            at: entry.at,
        }
    }

    /// Makes sure that the texts in force of these purposes are in the database, where the words that follow refer to them.
    pub(crate) async fn keep_texts(&self, purposes: &[Purpose]) -> Result<()> {
        for purpose in purposes {
            let notice = self.notice(*purpose)?;
            let known =
                |texts: &ShownTexts| texts.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).contains(notice.shown());
            if known(&self.inner.shown) {
                continue;
            }
            let body = serde_json::to_string(notice.texts()).map_err(|fault| AppError::Broken {
                what: "a notice cannot be written".to_owned(),
                source: Some(Box::new(fault)),
            })?;
            let text = ShownText {
                shown: notice.shown().to_owned(),
                purpose: purpose.code().to_owned(),
                version: notice.version().to_owned(),
                body,
                at: self.now(),
            };
            let mut tx = self.inner.db.begin().await?;
            tx.keep_shown(&text).await?;
            tx.commit().await?;
            self.inner.shown.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(text.shown);
        }
        Ok(())
    }
}

/// What was said about one purpose and subject. Errors: `Broken` for a row with unknown words.
pub(crate) fn record_of(rows: &[ConsentRow], purpose: Purpose, subject: Option<CampaignId>) -> Result<Record> {
    let subject = subject.map(|id| id.uuid());
    let mut record = Record::default();
    for row in rows.iter().filter(|row| row.purpose == purpose.code() && row.subject == subject) {
        let unknown = || AppError::broken(format!("the word of consent {} cannot be read", row.id));
        record.add(&Entry {
            party: row.party.parse().map_err(|_| unknown())?,
            kind: row.kind.parse().map_err(|_| unknown())?,
            version: row.version.clone(),
            digest: row.digest.clone(),
            at: row.at,
        });
    }
    Ok(record)
}
