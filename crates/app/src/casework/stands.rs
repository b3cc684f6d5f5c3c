//! How a case stands towards an account that was told something about it.

use jiff::civil::Date;
use xinqiao_cases::{Case, ItemId, Sitting, State, What, Who, accounts};
use xinqiao_kernel::id::{AccountId, CaseId};
use xinqiao_store::notices::Outgoing;

use super::save::owed_days;
use super::{Loaded, folded};
use crate::notify::Stands;
use crate::{App, Result};

impl App {
    /// None: the case is gone, or its person was erased.
    pub(crate) async fn case_stands(&self, id: CaseId, told: &Outgoing) -> Result<Option<Stands>> {
        let Some((_, events)) = self.inner.db.case_for_sweep(id).await? else { return Ok(None) };
        let loaded = folded(events)?;
        let account = told.notice.account;
        let (is_owner, is_done) = stands(&loaded, account, told.notice.kind.as_str(), told.step, self.day(self.now()));
        Ok(Some(Stands { is_owner, is_on_duty: false, is_done }))
    }
}

/// Is it still the account's, and has what the notice asks for been done? `step`: the event that the notice came from.
fn stands(loaded: &Loaded, account: AccountId, kind: &str, step: i64, today: Date) -> (bool, bool) {
    let case = &loaded.case;
    let cause = loaded.events.iter().find(|(row, _)| row.seq == step).map(|(_, event)| event);
    let open = match case.state() {
        State::Open { open } => Some(open),
        State::Closed { .. } => None,
    };
    let owes = || owed_days(case, today).contains_key(&account);
    let is_there = || accounts(case, today).contains(&account);
    match kind {
        // about the end itself: until somebody opens the case again
        "notice-case-closed" => (case.responsible().account == account, open.is_some()),
        _ if open.is_none() => (is_there(), true),
        "notice-case-step" => {
            let item = cause.and_then(|event| match &event.what {
                What::StepPlanned(_) => Some(ItemId::from(event.id)),
                What::StepHandedOn { step, .. } => Some(*step),
                _ => None,
            });
            let found = item.and_then(|item| case.step(item).ok());
            found.map_or((false, true), |step| (holds(case, step.text.owner, account, today), !step.is_open()))
        }
        "notice-case-meeting" => {
            let item = cause.map(|event| ItemId::from(event.id));
            let found = case.conferences().iter().find(|one| Some(one.id) == item);
            (is_there(), found.is_none_or(|one| !matches!(one.sitting, Sitting::Called)))
        }
        "notice-case-transfer" => {
            let asked = open.and_then(|open| open.transfer.as_ref()).is_some_and(|transfer| transfer.to.account == account);
            (asked, false)
        }
        "notice-case-close" => {
            let asked = open.and_then(|open| open.proposal.as_ref()).is_some_and(|proposal| proposal.asked == account);
            (asked, false)
        }
        // proposed anew: the answer to the first is of no use any more
        "notice-case-returned" => (is_there(), open.is_some_and(|open| open.proposal.is_some())),
        // whoever asked hears the answer, although the case is not theirs any more
        "notice-case-answered" => (true, false),
        "notice-case-due" | "notice-case-yours" => (owes(), false),
        _ => (is_there(), false),
    }
}

/// Is somebody the owner of a step: themselves, or as a member who is in the team today?
fn holds(case: &Case, owner: Who, account: AccountId, today: Date) -> bool {
    match owner {
        Who::Account(known) => known == account,
        Who::Member(item) => {
            case.team().iter().any(|mate| mate.id == item && mate.account() == Some(account) && mate.holds(today))
        }
        Who::Person => false,
    }
}
