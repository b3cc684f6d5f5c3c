//! From a folded case to the columns that lists sort by and to its seats: the one place that writes them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use xinqiao_cases::{Act, Case, DueKind, Event, Rules, State, What, Who, accounts, dues, next_due, status};
use xinqiao_kernel::id::{AccountId, OutboxId};
use xinqiao_store::Tx;
use xinqiao_store::cases::{CaseEventRow, CaseState, SeatRow};
use xinqiao_store::outbox::OutboxMessage;

use crate::notify::{Owing, Thing};
use crate::{App, AppError, Result};

/// The columns of a case after an event.
pub(crate) fn state_row(case: &Case, rules: &Rules, today: Date, version: i64) -> CaseState {
    let closed_at = matches!(case.state(), State::Closed { .. }).then(|| case.last_at());
    CaseState {
        status: status(case, rules, today).code().to_owned(),
        responsible: case.responsible().account,
        next_due_on: next_due(case, today).map(|due| due.on),
        version,
        closed_at,
    }
}

/// The days by which each account owes something, earliest first. What the person or somebody without an account owes is watched over by the
/// account that answers for the case.
pub(crate) fn owed_days(case: &Case, today: Date) -> BTreeMap<AccountId, Vec<(Date, DueKind)>> {
    let mut found: BTreeMap<AccountId, Vec<(Date, DueKind)>> = BTreeMap::new();
    for due in dues(case, today) {
        let account = match due.owner {
            Who::Account(account) => account,
            Who::Member(_) | Who::Person => due.watched_by,
        };
        found.entry(account).or_default().push((due.on, due.what));
    }
    found
}

/// The seats after an event, and those that are no more. Until which day somebody was told stays with the seat.
pub(crate) fn seats_after(case: &Case, before: &[SeatRow], today: Date) -> (Vec<SeatRow>, Vec<SeatRow>) {
    let owed = owed_days(case, today);
    let present = accounts(case, today);
    let seats = present.iter().map(|account| {
        let days: Vec<Date> = owed.get(account).into_iter().flatten().map(|(on, _)| *on).collect();
        let told_until = before.iter().find(|seat| seat.account == *account).and_then(|seat| seat.told_until);
        let tell_on = days.iter().copied().filter(|on| told_until.is_none_or(|until| until < *on)).min();
        SeatRow { account: *account, owes_on: days.iter().copied().min(), told_until, tell_on, name: String::new() }
    });
    let gone = before.iter().filter(|seat| !present.contains(&seat.account)).cloned();
    (seats.collect(), gone.collect())
}

/// The row of an event at position `seq`.
pub(crate) fn event_row(event: &Event, seq: i64) -> Result<CaseEventRow> {
    let body = serde_json::to_string(event)
        .map_err(|fault| AppError::Broken { what: "an event cannot be written".to_owned(), source: Some(Box::new(fault)) })?;
    Ok(CaseEventRow {
        id: event.id,
        seq,
        account: event.by,
        kind: event.what.word().to_owned(),
        body,
        at: event.at,
        name: String::new(),
    })
}

/// Who hears of an event: the account and the text key. Whoever did it hears nothing.
pub(crate) fn hears(before: Option<&Case>, after: &Case, event: &Event) -> Vec<(AccountId, &'static str)> {
    let member = |item| after.team().iter().find(|mate| mate.id == item).and_then(|mate| mate.account());
    let holder = |who: Who| match who {
        Who::Account(account) => Some(account),
        Who::Member(item) => member(item),
        Who::Person => None,
    };
    if let What::PassedOn { to, .. } = &event.what {
        // the event is written as theirs, and the program did it
        return vec![(to.account, "notice-case-yours")];
    }
    let found: Vec<(Option<AccountId>, &'static str)> = match &event.what {
        What::StepPlanned(text) => vec![(holder(text.owner), "notice-case-step")],
        What::StepHandedOn { to, .. } => vec![(holder(*to), "notice-case-step")],
        What::Joined(joined) => match joined.who {
            xinqiao_cases::Joining::Account { account } => vec![(Some(account), "notice-case-joined")],
            xinqiao_cases::Joining::Named { .. } => Vec::new(),
        },
        What::Convened(called) => {
            let invited = called.invited.iter().map(|item| (member(*item), "notice-case-meeting"));
            std::iter::once((Some(called.chair), "notice-case-meeting")).chain(invited).collect()
        }
        What::TransferProposed(transfer) => vec![(Some(transfer.to.account), "notice-case-transfer")],
        What::TransferAccepted | What::TransferDeclined => {
            vec![(before.map(|case| case.responsible().account), "notice-case-answered")]
        }
        What::CloseProposed(proposal) => vec![(Some(proposal.asked), "notice-case-close")],
        What::CloseReturned => {
            let proposal = before.and_then(|case| match case.state() {
                State::Open { open } => open.proposal.as_ref().map(|proposal| proposal.by),
                State::Closed { .. } => None,
            });
            vec![(proposal, "notice-case-returned")]
        }
        What::CloseApproved => vec![(Some(after.responsible().account), "notice-case-closed")],
        _ => Vec::new(),
    };
    let mut told: Vec<(AccountId, &'static str)> = found
        .into_iter()
        .filter_map(|(account, kind)| Some((account?, kind)))
        .filter(|(account, _)| *account != event.by)
        .collect();
    told.sort();
    told.dedup_by_key(|(account, _)| *account);
    told
}

/// What the person hears: that there is something of theirs to read, and nothing of what stands in it.
pub(crate) const fn person_hears(what: &What) -> Option<&'static str> {
    match what {
        What::PlanAgreed { .. } | What::SafetyAgreed(_) => Some("notice-person-plan"),
        What::CloseApproved => Some("notice-person-plan-ended"),
        _ => None,
    }
}

impl App {
    /// Leaves the messages of an event at position `seq`, and an event for the outside: ids and codes only.
    pub(crate) async fn tell_of_case(
        &self,
        tx: &mut Tx,
        (number, seq): (&str, i64),
        (before, after): (Option<&Case>, &Case),
        event: &Event,
        person: Option<AccountId>,
    ) -> Result<()> {
        let now = self.now();
        for (account, kind) in hears(before, after, event) {
            self.owe_of_case(tx, (account, kind), (number, seq), after).await?;
        }
        if let (Some(account), Some(kind)) = (person, person_hears(&event.what)) {
            self.owe(tx, Owing::new(account, kind)).await?;
        }
        let body = serde_json::json!({ "case": after.id(), "event": event.id, "kind": event.what.word() }).to_string();
        let message = OutboxMessage { id: OutboxId::new(self.ids(), now), topic: format!("case.{}", event.what.word()), body };
        tx.tell(&message, now).await?;
        Ok(())
    }

    /// Tells staff something about a case: its number and its id, no name. By the end of the first day on which they owe something.
    pub(crate) async fn owe_of_case(
        &self,
        tx: &mut Tx,
        (account, kind): (AccountId, &str),
        (number, step): (&str, i64),
        case: &Case,
    ) -> Result<bool> {
        let today = self.day(self.now());
        let first = owed_days(case, today).remove(&account).unwrap_or_default().into_iter().map(|(on, _)| on).min();
        let params = serde_json::json!({ "number": number, "case": case.id() });
        let owing = Owing::new(account, kind).about(Thing::Case(case.id()), step).at(case.place()).with(params);
        self.owe(tx, owing.due(first.and_then(|on| self.end_of(on)))).await
    }

    pub(crate) fn case_act(&self, event: xinqiao_kernel::id::CaseEventId, by: AccountId) -> Act {
        Act { id: event, at: self.now(), by }
    }
}
