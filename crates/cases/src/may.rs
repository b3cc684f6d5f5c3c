//! What a seat lets somebody do. Who may open the case at all is the matter of the crate `access`; this only takes away.

use std::collections::BTreeSet;

use jiff::civil::Date;
use xinqiao_kernel::id::AccountId;

use crate::{Case, ItemId, Mate, Sitting, State, Who};

/// What somebody wants to do, as far as seats decide about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Anything about person, plan, team and end: professionals, and who answers for the case.
    Work,
    /// Reports on a step: also its owner.
    Step(ItemId),
    /// Writes, confirms or cancels a conference: also its chair.
    Conference(ItemId),
    /// Answers a proposal to close: also who is asked.
    AnswerClose,
    /// Answers a transfer: who is asked, and nobody else.
    AnswerTransfer,
}

/// May an account do it on a day? The verb decides again about everything else.
///
/// Source: requirements Z2-54 (a team of six kinds, each with its own part); domain_rules A.13 (minimum fields: who does not read the record
/// does not write in it either).
pub fn may(case: &Case, account: AccountId, deed: Deed, today: Date) -> bool {
    let mine = memberships(case, account, today);
    let is_responsible = account == case.responsible().account;
    let works = is_responsible || mine.iter().any(|mate| mate.member.seat.is_professional());
    match deed {
        Deed::Work => works,
        Deed::Step(item) => works || case.steps().iter().any(|step| step.id == item && has(&mine, account, step.text.owner)),
        Deed::Conference(item) => works || chairs(case, account, item),
        Deed::AnswerClose => works || asked_to_close(case) == Some(account),
        Deed::AnswerTransfer => asked_to_take_over(case) == Some(account),
    }
}

/// The accounts that see something of a case on a day, or owe something in it: whom access takes for its team.
pub fn accounts(case: &Case, today: Date) -> BTreeSet<AccountId> {
    let mut found: BTreeSet<AccountId> = BTreeSet::from([case.responsible().account]);
    let is_closed = matches!(case.state(), State::Closed { .. });
    let members = case.team().iter().filter(|mate| mate.member.until.is_none_or(|until| today <= until));
    found.extend(members.filter(|mate| !is_closed || mate.member.seat.is_professional()).filter_map(Mate::account));
    if !is_closed {
        found.extend(asked_to_close(case).into_iter().chain(asked_to_take_over(case)));
        found.extend(case.steps().iter().filter(|step| step.is_open()).filter_map(|step| match step.text.owner {
            Who::Account(account) => Some(account),
            Who::Member(_) | Who::Person => None,
        }));
        let pending = |sitting: &Sitting| matches!(sitting, Sitting::Called | Sitting::Minuted { .. });
        found.extend(case.conferences().iter().filter(|one| pending(&one.sitting)).map(|one| one.called.chair));
    }
    found
}

fn memberships(case: &Case, account: AccountId, today: Date) -> Vec<&Mate> {
    case.team().iter().filter(|mate| mate.account() == Some(account) && mate.holds(today)).collect()
}

fn has(mine: &[&Mate], account: AccountId, owner: Who) -> bool {
    match owner {
        Who::Account(known) => known == account,
        Who::Member(item) => mine.iter().any(|mate| mate.id == item),
        Who::Person => false,
    }
}

fn chairs(case: &Case, account: AccountId, item: ItemId) -> bool {
    case.conferences().iter().any(|one| one.id == item && one.called.chair == account)
}

fn asked_to_close(case: &Case) -> Option<AccountId> {
    let State::Open { open } = case.state() else { return None };
    open.proposal.as_ref().map(|proposal| proposal.asked)
}

fn asked_to_take_over(case: &Case) -> Option<AccountId> {
    let State::Open { open } = case.state() else { return None };
    open.transfer.as_ref().map(|transfer| transfer.to.account)
}
