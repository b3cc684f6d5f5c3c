//! Letters that went out: what each told of, so that the same is not said twice.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A letter to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterRow {
    /// the same when the same letter is tried again
    pub id: String,
    pub account: AccountId,
    /// code of the way
    pub channel: String,
    pub is_red: bool,
    /// JSON: ids of the notices that it told of
    pub notices: String,
    /// JSON: what a reader learns
    pub sayings: String,
    /// of the last attempt
    pub sent_at: Timestamp,
}

impl FromRow for LetterRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.text(0)?,
            account: AccountId::from_uuid(row.uuid(1)?),
            channel: row.text(2)?,
            is_red: row.flag(3)?,
            notices: row.text(4)?,
            sayings: row.text(5)?,
            sent_at: row.at(6)?,
        })
    }
}

impl Tx {
    /// Notes that a letter sets out, for the first time or again.
    pub async fn letter_sets_out(&mut self, letter: &LetterRow) -> Result<()> {
        let row = args![
            &letter.id,
            letter.account.uuid(),
            &letter.channel,
            letter.is_red,
            &letter.notices,
            &letter.sayings,
            letter.sent_at
        ];
        self.exec(include_str!("insert_letter.sql"), &row).await.map(|_| ())
    }

    /// Notes what became of a letter: may it lie there?
    pub async fn letter_ended(&mut self, id: &str, may_be_there: bool) -> Result<()> {
        self.exec(include_str!("end_letter.sql"), &args![id, may_be_there]).await.map(|_| ())
    }

    /// Forgets letters that went before an instant; how many.
    pub async fn forget_letters(&mut self, before: Timestamp) -> Result<u64> {
        self.exec(include_str!("forget_letters.sql"), &args![before]).await
    }
}

impl Db {
    /// Letters to an account since an instant that arrived or may have, those under way included.
    pub async fn letters_to(&self, account: AccountId, since: Timestamp) -> Result<Vec<LetterRow>> {
        self.all(include_str!("sent.sql"), &args![account.uuid(), since]).await
    }
}
