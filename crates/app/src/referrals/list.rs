//! Lists: what came to one's desks, what one sent, what was sent from below.

use xinqiao_access::{Clause, act};
use xinqiao_store::referrals::{After, ReferralRow, Which};

use crate::audit::listed;
use crate::{App, Caller, Result};

/// Referrals on one page.
const PAGE: u32 = 30;

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// to the caller's desks, to the caller, and whatever the caller owes
    Inbox,
    /// by the caller
    Sent,
    /// from the places that the caller leads
    Led,
}

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// without a name where the caller's sight does not open one
    pub row: ReferralRow,
    /// is something late?
    pub late: bool,
    /// does the caller owe the step?
    pub mine: bool,
    /// name of the receiving desk or colleague
    pub receiver: String,
    /// name of the place from which it was sent
    pub from: String,
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page {
    pub lines: Vec<Line>,
    /// where the next page goes on, when there is one
    pub next: Option<After>,
}

impl App {
    /// May the caller lead what is sent from below? What the list offers.
    pub fn leads_referrals(&self, caller: &Caller) -> bool {
        self.staff_scope::<act::ReadReferral>(caller)
            .is_ok_and(|scope| scope.clauses().iter().any(|clause| matches!(clause, Clause::Below(_))))
    }

    /// A page of referrals, newest first; with `all` those that have ended too. Leaves an audit row.
    ///
    /// Errors: `Denied` without the right.
    pub async fn referrals(&self, caller: &Caller, tab: Tab, all: bool, after: Option<After>) -> Result<Page> {
        let scope = self.listing(caller, self.staff_scope::<act::ReadReferral>(caller)).await?;
        let now = self.now();
        let which: Vec<Which> = match tab {
            Tab::Inbox => {
                let desks = self.own_desks(caller).await?.into_iter().map(Which::Desk);
                desks.chain([Which::Received, Which::Owed]).collect()
            }
            Tab::Sent => vec![Which::Sent],
            Tab::Led => {
                let below = scope.clauses().iter().filter_map(|clause| match clause {
                    Clause::Below(range) => Some(Which::Below(range.clone())),
                    _ => None,
                });
                below.collect()
            }
        };
        let mut rows: Vec<ReferralRow> = Vec::new();
        for which in &which {
            rows.extend(self.inner.db.referrals(&scope, which, all, after.unwrap_or_default(), PAGE + 1).await?);
        }
        rows.sort_by_key(|row| std::cmp::Reverse((row.sent_at, row.id)));
        rows.dedup_by_key(|row| row.id);
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| more).map(|last| After { sent_at: last.sent_at, id: last.id });
        let mut lines = Vec::with_capacity(rows.len());
        for mut row in rows {
            if tab == Tab::Inbox && row.from != caller.account() && !opens_a_name(&row) {
                row.name.clear();
            }
            let receiver = match &row.receiver_name {
                Some(name) => name.clone(),
                None => self.account_name(row.state.to).await?,
            };
            lines.push(Line {
                late: row.state.owed_at.is_some_and(|at| at < now),
                mine: row.state.step_owner == Some(caller.account()),
                from: self.place_name(&row.from_place).await?,
                receiver,
                row,
            });
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "referral", lines.len()), now).await?;
        tx.commit().await?;
        Ok(Page { lines, next })
    }

    /// The name of an account's holder.
    pub(super) async fn account_name(&self, account: xinqiao_kernel::id::AccountId) -> Result<String> {
        Ok(self.inner.db.account(account).await?.map(|account| account.name).unwrap_or_default())
    }
}

/// Does a receiver's list show whom a referral is about? Advice names nobody; what was refused, taken back or is over leaves a record only.
fn opens_a_name(row: &ReferralRow) -> bool {
    row.kind != "consult" && !matches!(row.state.state.as_str(), "returned" | "ended")
}
