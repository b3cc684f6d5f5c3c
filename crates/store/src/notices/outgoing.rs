//! Notices that may go out: what they are about, how urgent, by when.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_kernel::id::{AccountId, NoticeId};
use xinqiao_kernel::place::PlacePath;

use super::Notice;
use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A notice with what decides by which ways it goes out.
#[derive(Debug, Clone)]
pub struct Outgoing {
    pub notice: Notice,
    /// of what it is about
    pub place: Option<PlacePath>,
    /// kind code and id of what it is about; the id alone is compared
    pub about: (String, Uuid),
    /// which step of it
    pub step: i64,
    /// red, yellow or blue
    pub level: Option<String>,
    pub due_at: Option<Timestamp>,
}

impl FromRow for Outgoing {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            notice: Notice::from_row(row)?,
            place: match row.text_opt(7)? {
                Some(_) => Some(row.parsed(7, "notice", "place_path", "a place path")?),
                None => None,
            },
            about: (row.text(8)?, row.uuid(9)?),
            step: row.int(10)?,
            level: row.text_opt(11)?,
            due_at: row.at_opt(12)?,
        })
    }
}

impl Tx {
    /// Leaves a message for an account, of which somebody looks by which ways it goes out.
    pub async fn add_outgoing(&mut self, new: &Outgoing) -> Result<()> {
        let more = args![
            new.place.as_ref().map(PlacePath::as_str),
            &new.about.0,
            new.about.1,
            new.step,
            new.level.as_deref(),
            new.due_at
        ];
        let row: Vec<_> = new.notice.args().into_iter().chain(more).collect();
        self.exec(include_str!("insert_outgoing.sql"), &row).await.map(|_| ())
    }

    /// What an account was told about a thing since an instant, oldest first.
    pub async fn told_about(&mut self, about: Uuid, account: AccountId, since: Timestamp) -> Result<Vec<Outgoing>> {
        self.all(include_str!("about.sql"), &args![about, account.uuid(), since]).await
    }

    /// Notes that somebody has looked by which ways a notice goes out; false when somebody else has.
    pub async fn notice_planned(&mut self, id: NoticeId) -> Result<bool> {
        Ok(self.exec(include_str!("planned.sql"), &args![id.uuid()]).await? > 0)
    }
}

impl Db {
    /// Notices of which nobody has looked by which ways they go out, oldest first.
    pub async fn notices_to_plan(&self, limit: u32) -> Result<Vec<Outgoing>> {
        self.all(include_str!("to_plan.sql"), &args![i64::from(limit)]).await
    }

    /// A notice with what decides by which ways it goes out.
    pub async fn outgoing(&self, id: NoticeId) -> Result<Option<Outgoing>> {
        self.opt(include_str!("outgoing.sql"), &args![id.uuid()]).await
    }
}
