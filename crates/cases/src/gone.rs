//! Somebody is not there any more: what they had in an open case goes to somebody who is.

use jiff::civil::Date;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Desk, Event, What};
use crate::{Case, Change, Refusal, Responsible, Sitting, Who, accounts};

/// Everything that `gone` had in the case goes to `to`: the case itself where they answered for it, their open steps and conferences. Their seats
/// end, and what they were asked or had asked falls, because nobody is left to hear the answer. Somebody who had nothing changes nothing.
///
/// The program does this, not `act.by`: the event says to whom it went, so `act.by` is whoever has it from now on.
/// Errors: [`Refusal::Already`] when `to` is the one who is gone, [`Refusal::Closed`].
pub fn pass_on(case: &Case, act: &Act, gone: AccountId, to: Responsible, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    case.open_now()?;
    let today = desk.today(case, act);
    if !accounts(case, today).contains(&gone) {
        return Ok(case.unchanged());
    }
    case.change(Event::of(act, today, None, What::PassedOn { gone, to }))
}

pub(crate) fn apply(next: &mut Case, on: Date, gone: AccountId, to: &Responsible) -> Result<(), Refusal> {
    if to.account == gone {
        return Err(Refusal::Already);
    }
    let open = next.open_now_mut()?;
    if open.responsible.account == gone {
        open.responsible = to.clone();
    }
    let answers = open.responsible.account;
    if open.transfer.as_ref().is_some_and(|asked| asked.to.account == gone || asked.to.account == answers) {
        open.transfer = None;
    }
    if open.proposal.as_ref().is_some_and(|made| made.asked == gone || made.by == gone || made.asked == answers) {
        open.proposal = None;
    }
    for step in next.steps.iter_mut().filter(|step| step.is_open() && step.text.owner == Who::Account(gone)) {
        step.text.owner = Who::Account(to.account);
    }
    let waiting = |sitting: &Sitting| matches!(sitting, Sitting::Called | Sitting::Minuted { .. });
    for conference in next.conferences.iter_mut().filter(|one| one.called.chair == gone && waiting(&one.sitting)) {
        conference.called.chair = to.account;
    }
    let before = on.saturating_sub(jiff::Span::new().days(1));
    let seats = next.team.iter_mut().filter(|mate| mate.account() == Some(gone));
    for mate in seats.filter(|mate| mate.member.until.is_none_or(|until| on <= until)) {
        mate.member.until = Some(before);
    }
    Ok(())
}
