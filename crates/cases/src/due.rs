//! What is owed next, by whom, by when: derived, never stored.

use jiff::civil::Date;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::AccountId;

use crate::{Case, ItemId, Open, Sitting, State, Who, Wish};

closed_list! {
    /// What is owed.
    DueKind: "kind of duty in a case" {
        /// The risk is looked at.
        Review = "review",
        /// There is contact with the person.
        Contact = "contact",
        /// A step of the plan.
        Step = "step",
        /// Somebody says whether a goal is reached.
        Goal = "goal",
        /// The safety plan is talked through again.
        Safety = "safety",
        /// Minutes of a conference.
        Minutes = "minutes",
        /// The chair confirms minutes.
        Confirm = "confirm",
        /// A transfer is answered.
        Transfer = "transfer",
        /// A proposal to close is answered.
        Close = "close",
        /// A rest ends: somebody looks.
        Pause = "pause",
    }
}

/// Something that is owed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Due {
    pub on: Date,
    pub what: DueKind,
    pub item: Option<ItemId>,
    /// An account; or the person, or a member without an account, and then the responsible account watches over it.
    pub owner: Who,
    /// The account that answers for the case: it hears when nothing happens.
    pub watched_by: AccountId,
}

impl Due {
    /// Has its day passed? What is due today is not late.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.on < today
    }
}

/// Everything that is owed, the earliest first; empty only for a closed case. `today` decides who is still in the team.
///
/// While a case rests, the plan, reviews and contacts rest too: the end of the rest, conferences, transfer and proposal stay. Where support
/// was declined nobody goes on with the plan or calls again: by the next review somebody closes, or says why not.
pub fn dues(case: &Case, today: Date) -> Vec<Due> {
    let State::Open { open } = case.state() else { return Vec::new() };
    let list = List { case, open, today };
    let mut dues = list.always();
    match &open.pause {
        Some(pause) => dues.push(list.mine(pause.until, DueKind::Pause, None)),
        None if matches!(case.wish, Some(Wish::Declined { .. })) => dues.push(list.mine(open.review_on, DueKind::Review, None)),
        None => {
            dues.push(list.mine(open.review_on, DueKind::Review, None));
            dues.push(list.mine(open.contact_on, DueKind::Contact, None));
            dues.extend(list.plan());
        }
    }
    dues.sort_by_key(|due| (due.on, due.what, due.item));
    dues
}

/// What is owed first. `None` only for a closed case: an open one always has somebody who owes something by a day.
pub fn next_due(case: &Case, today: Date) -> Option<Due> {
    dues(case, today).into_iter().next()
}

struct List<'a> {
    case: &'a Case,
    open: &'a Open,
    today: Date,
}

impl List<'_> {
    fn due(&self, on: Date, what: DueKind, item: Option<ItemId>, owner: Who) -> Due {
        Due { on, what, item, owner, watched_by: self.open.responsible.account }
    }

    fn mine(&self, on: Date, what: DueKind, item: Option<ItemId>) -> Due {
        self.due(on, what, item, Who::Account(self.open.responsible.account))
    }

    fn always(&self) -> Vec<Due> {
        let mut dues = Vec::new();
        for conference in &self.case.conferences {
            let chair = Who::Account(conference.called.chair);
            match &conference.sitting {
                Sitting::Called => {
                    dues.push(self.due(conference.called.minutes_by, DueKind::Minutes, Some(conference.id), chair));
                }
                Sitting::Minuted { confirm_by, .. } => {
                    dues.push(self.due(*confirm_by, DueKind::Confirm, Some(conference.id), chair));
                }
                Sitting::Confirmed { .. } | Sitting::Cancelled { .. } => {}
            }
        }
        if let Some(transfer) = &self.open.transfer {
            dues.push(self.due(transfer.answer_by, DueKind::Transfer, None, Who::Account(transfer.to.account)));
        }
        if let Some(proposal) = &self.open.proposal {
            dues.push(self.due(proposal.answer_by, DueKind::Close, None, Who::Account(proposal.asked)));
        }
        dues
    }

    fn plan(&self) -> impl Iterator<Item = Due> {
        let steps = self.case.steps.iter().filter(|step| step.is_open());
        let steps = steps.map(|step| self.due(step.text.due, DueKind::Step, Some(step.id), self.holder(step.text.owner)));
        let goals = self.case.goals.iter().filter(|goal| goal.ended.is_none());
        let goals = goals.map(|goal| self.mine(goal.text.by, DueKind::Goal, Some(goal.id)));
        let safety = self.case.safety.last().map(|last| self.mine(last.plan.review_by, DueKind::Safety, Some(last.id)));
        steps.chain(goals).chain(safety)
    }

    /// Whoever has left the team owes nothing: it falls back to the responsible account.
    fn holder(&self, owner: Who) -> Who {
        let Who::Member(item) = owner else { return owner };
        match self.case.team.iter().find(|mate| mate.id == item) {
            Some(mate) if mate.holds(self.today) => mate.account().map_or(owner, Who::Account),
            _ => Who::Account(self.open.responsible.account),
        }
    }
}
