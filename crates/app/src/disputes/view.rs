//! One dispute with its history.

use std::collections::BTreeMap;

use xinqiao_access::act;
use xinqiao_disputes::dispute::{Party, PartyNo, Step};
use xinqiao_disputes::{Actor, Code, Dispute, Entry, StepId};
use xinqiao_kernel::id::{AccountId, DisputeId};
use xinqiao_store::disputes::DisputeRow;

use super::fold::resource;
use crate::warnings::Candidate;
use crate::{App, AppError, Caller, Result};

/// One entry, with the name of who made it.
#[derive(Debug, Clone)]
pub struct EntryView {
    pub entry: Entry<Step>,
    /// `None`: the program itself
    pub by: Option<String>,
    /// the words went when a party was erased
    pub is_gone: bool,
}

/// Who a party is, as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartyView {
    /// somebody of the index, masked; empty after erasure
    Person(String),
    /// somebody without a record
    Outside(Code),
}

/// A dispute as a page shows it.
#[derive(Debug, Clone)]
pub struct DisputeView {
    pub row: DisputeRow,
    /// name of the place
    pub place: String,
    pub dispute: Dispute,
    pub entries: Vec<EntryView>,
    pub parties: BTreeMap<PartyNo, PartyView>,
    /// may the caller record steps?
    pub may_work: bool,
    /// who may owe a step
    pub mediators: Vec<Candidate>,
}

impl App {
    /// One dispute. Reading it leaves an audit row that every party of the index can see.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right.
    pub async fn dispute(&self, caller: &Caller, id: DisputeId) -> Result<DisputeView> {
        let row = self.inner.db.dispute_place(id).await?.ok_or(AppError::NotFound)?;
        let at = resource(&row);
        let permit = self.staff_permit::<act::ReadDispute>(caller, &at).await?;
        let loaded = self.load_dispute(&permit, id).await?;
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
        let entries =
            entries.map(|(entry, row)| EntryView { by: by(&entry.by), is_gone: row.worded && row.words.is_none(), entry });
        let known = self.inner.db.dispute_parties(&permit, id).await?;
        let party = |party: &Party| match party {
            Party::Person(person) => {
                let name = known.iter().find(|one| one.person == *person).map(|one| one.name.clone());
                PartyView::Person(name.unwrap_or_default())
            }
            Party::Outside(code) => PartyView::Outside(code.clone()),
        };
        let parties = loaded.dispute.parties().iter().map(|(no, who)| (*no, party(who))).collect();
        let place = self.place_name(&loaded.row.place).await?;
        let mut tx = self.inner.db.begin().await?;
        for row in self.dispute_audit(&permit, &loaded.dispute, "read") {
            tx.audit(&row, self.now()).await?;
        }
        tx.commit().await?;
        Ok(DisputeView {
            place,
            entries: entries.collect(),
            parties,
            may_work: self.may::<act::WorkOnDispute>(caller, &at),
            mediators: self.mediators(&loaded.row.place, self.now()).await?,
            dispute: loaded.dispute,
            row: loaded.row,
        })
    }

    /// A new id for a form of a dispute.
    pub fn fresh_dispute_step(&self) -> StepId {
        StepId::new(self.ids(), self.now())
    }
}
