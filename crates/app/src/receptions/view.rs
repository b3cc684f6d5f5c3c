//! One reception with its history.

use std::collections::BTreeMap;

use xinqiao_access::act;
use xinqiao_disputes::reception::Step;
use xinqiao_disputes::{Actor, Entry, Reception, StepId};
use xinqiao_kernel::id::{AccountId, ReceptionId};
use xinqiao_store::receptions::ReceptionRow;

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// One entry, with the name of who made it.
#[derive(Debug, Clone)]
pub struct ReceptionEntry {
    pub entry: Entry<Step>,
    /// `None`: the program itself
    pub by: Option<String>,
    /// what was written in the record; `None` where nothing was, or it is gone
    pub words: Option<String>,
}

/// A reception as a page shows it.
#[derive(Debug, Clone)]
pub struct ReceptionView {
    pub row: ReceptionRow,
    /// name of the place
    pub place: String,
    pub reception: Reception,
    pub entries: Vec<ReceptionEntry>,
    /// who accepted the service, masked; `None` before, empty after erasure
    pub person: Option<String>,
    /// may the caller record steps?
    pub may_work: bool,
}

impl App {
    /// One reception. Reading it leaves an audit row that whoever accepted can see.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right.
    pub async fn reception(&self, caller: &Caller, id: ReceptionId) -> Result<ReceptionView> {
        let row = self.inner.db.reception_place(id).await?.ok_or(AppError::NotFound)?;
        let at = self.reception_resource(&row).await?;
        let permit = self.staff_permit::<act::ReadReception>(caller, &at).await?;
        let loaded = self.load_reception(&permit, id).await?;
        let mut names: BTreeMap<AccountId, String> = BTreeMap::new();
        for account in loaded.rows.iter().filter_map(|row| row.account) {
            if let std::collections::btree_map::Entry::Vacant(unknown) = names.entry(account) {
                let known = self.inner.db.account(account).await?;
                unknown.insert(known.map(|account| account.name).unwrap_or_default());
            }
        }
        let by = |actor: &Actor| match actor {
            Actor::Account(account) => Some(names.get(account).cloned().unwrap_or_default()),
            Actor::System => None,
        };
        let entries = loaded.entries.into_iter().zip(&loaded.rows);
        let entries = entries.map(|(entry, row)| ReceptionEntry { by: by(&entry.by), words: row.words.clone(), entry });
        let place = self.place_name(&loaded.row.place).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "reception", Some(id.uuid()), "read"), self.now()).await?;
        tx.commit().await?;
        Ok(ReceptionView {
            place,
            entries: entries.collect(),
            person: self.inner.db.reception_name(&permit, id).await?,
            may_work: self.may::<act::WorkOnReception>(caller, &at),
            reception: loaded.reception,
            row: loaded.row,
        })
    }

    /// A new id for a form of a reception.
    pub fn fresh_reception_step(&self) -> StepId {
        StepId::new(self.ids(), self.now())
    }
}
