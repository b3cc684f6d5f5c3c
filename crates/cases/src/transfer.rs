//! Another account answers for the case, once it has accepted.

use jiff::civil::Date;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Desk, Event, What};
use crate::rules::ahead;
use crate::{Case, Change, Refusal, Responsible};

/// A question that waits: will you take it over? Until the answer the present account answers for the case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    pub to: Responsible,
    pub answer_by: Date,
}

/// Asks another account to answer for the case; a later question takes the place of an earlier one.
///
/// Errors: [`Refusal::Already`], [`Refusal::Wordless`], [`Refusal::Closed`].
pub fn ask_transfer(case: &Case, act: &Act, to: Responsible, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    crate::worded(&note)?;
    let today = desk.today(case, act);
    let answer_by = ahead(today, desk.rules.limits().transfer_answer_days.is);
    case.change(Event::of(act, today, note, What::TransferProposed(Transfer { to, answer_by })))
}

/// The account that was asked accepts, and answers for the case from now on. A proposal to close falls: the new account has not made it.
///
/// Errors: [`Refusal::NoTransfer`], [`Refusal::Closed`].
pub fn accept_transfer(case: &Case, act: &Act, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    case.change(Event::of(act, desk.today(case, act), note, What::TransferAccepted))
}

/// The account that was asked declines, with words: the case stays where it is.
///
/// Errors: [`Refusal::NoTransfer`], [`Refusal::Wordless`], [`Refusal::Closed`].
pub fn decline_transfer(case: &Case, act: &Act, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    crate::worded(&note)?;
    case.change(Event::of(act, desk.today(case, act), note, What::TransferDeclined))
}

/// The question is taken back.
///
/// Errors: [`Refusal::NoTransfer`], [`Refusal::Closed`].
pub fn withdraw_transfer(case: &Case, act: &Act, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    case.change(Event::of(act, desk.today(case, act), note, What::TransferWithdrawn))
}

pub(crate) fn apply_ask(next: &mut Case, transfer: &Transfer) -> Result<(), Refusal> {
    let open = next.open_now_mut()?;
    if open.responsible == transfer.to {
        return Err(Refusal::Already);
    }
    open.transfer = Some(transfer.clone());
    Ok(())
}

pub(crate) fn apply_accept(next: &mut Case, by: AccountId) -> Result<(), Refusal> {
    let open = next.open_now_mut()?;
    open.responsible = asked(open.transfer.as_ref(), by)?.to.clone();
    open.transfer = None;
    open.proposal = None;
    Ok(())
}

pub(crate) fn apply_decline(next: &mut Case, by: AccountId) -> Result<(), Refusal> {
    let open = next.open_now_mut()?;
    asked(open.transfer.as_ref(), by)?;
    open.transfer = None;
    Ok(())
}

pub(crate) fn apply_withdraw(next: &mut Case) -> Result<(), Refusal> {
    next.open_now_mut()?.transfer.take().map(drop).ok_or(Refusal::NoTransfer)
}

fn asked(transfer: Option<&Transfer>, by: AccountId) -> Result<&Transfer, Refusal> {
    transfer.filter(|transfer| transfer.to.account == by).ok_or(Refusal::NoTransfer)
}
