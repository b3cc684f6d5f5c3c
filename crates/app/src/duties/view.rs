//! One duty with its history.

use std::collections::BTreeMap;

use xinqiao_access::{Purpose, act};
use xinqiao_duties::{Duty, Entry, Kind, Step};
use xinqiao_kernel::id::{AccountId, DutyId};
use xinqiao_store::duties::{DutyAct, DutyRow};

use super::fold::resource;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// One entry, with the name of who made it.
#[derive(Debug, Clone)]
pub struct EntryView {
    pub entry: Entry<Step>,
    pub by: String,
}

/// A duty as a page shows it.
#[derive(Debug, Clone)]
pub struct DutyView {
    pub row: DutyRow,
    /// name of the place
    pub place: String,
    /// `None` when the person whom it was about was erased: only the fact remains
    pub duty: Option<Duty>,
    pub entries: Vec<EntryView>,
}

impl App {
    /// One duty. Reading it leaves an audit row.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right.
    pub async fn duty(&self, caller: &Caller, id: DutyId) -> Result<DutyView> {
        let row = self.inner.db.duty_place(id).await?.ok_or(AppError::NotFound)?;
        match row.kind {
            Kind::Incident => self.view::<act::RecordIncident>(caller, &row, Purpose::Administration).await,
            Kind::Impact => self.view::<act::AssessImpact>(caller, &row, Purpose::Administration).await,
            Kind::MinorReport => self.view::<act::MandatoryReport>(caller, &row, Purpose::Exchange).await,
            Kind::MinorAccess => self.view::<act::ApproveMinorAccess>(caller, &row, Purpose::Administration).await,
        }
    }

    async fn view<A: DutyAct>(&self, caller: &Caller, row: &DutyRow, purpose: Purpose) -> Result<DutyView> {
        let permit = self.permit::<A>(caller, &resource(row), purpose).await?;
        let loaded = self.load_duty(&permit, row.id).await?;
        let mut names: BTreeMap<AccountId, String> = BTreeMap::new();
        for row in &loaded.rows {
            if let std::collections::btree_map::Entry::Vacant(unknown) = names.entry(row.account) {
                let account = self.inner.db.account(row.account).await?;
                unknown.insert(account.map(|account| account.name).unwrap_or_default());
            }
        }
        let name = |account: &AccountId| names.get(account).cloned().unwrap_or_default();
        let entries = loaded.entries.into_iter().map(|entry| EntryView { by: name(&entry.by), entry }).collect();
        let place = self.place_name(&loaded.row.place).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, row.kind.code(), Some(row.id.uuid()), "read"), self.now()).await?;
        tx.commit().await?;
        Ok(DutyView { row: loaded.row, place, duty: loaded.duty, entries })
    }
}
