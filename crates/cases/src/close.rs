//! The end of a case: proposed by one, approved by another.

use jiff::civil::Date;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Desk, Event, What};
use crate::rules::{Need, ahead};
use crate::{Case, Change, Code, Reach, Refusal, Responsible, Rules, State, Wish};

closed_list! {
    /// How telling the person went that the case ends. Source: requirements Z4-57 (no end without feedback).
    Told: "how telling went" {
        /// The person knows, and knows where to turn.
        Heard = "heard",
        /// The person does not wish to hear of it.
        NotWished = "not_wished",
        /// The person could not be reached.
        NotReached = "not_reached",
    }
}

/// A proposal to close; its evidence is the note of its event.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    pub outcome: Code,
    /// What goes on after the end, and where: for the person to know too.
    pub continues: String,
    pub told: Told,
    pub by: AccountId,
    /// Who is asked to answer; anybody else with the right may.
    pub asked: AccountId,
    pub answer_by: Date,
}

/// What a closed case keeps.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Closed {
    /// Who answered for it last.
    pub responsible: Responsible,
    pub outcome: Code,
    pub continues: String,
    pub told: Told,
    pub proposed_by: AccountId,
    pub approved_by: AccountId,
    pub on: Date,
}

/// What an outcome needs and what does not hold, in the order of the pack.
///
/// Errors: [`Refusal::NotOffered`].
pub fn unmet(case: &Case, outcome: &Code, told: Told, rules: &Rules) -> Result<Vec<Need>, Refusal> {
    let needs = rules.outcome(outcome)?.needs.iter().copied();
    Ok(needs.filter(|need| !holds(case, *need, told, rules)).collect())
}

fn holds(case: &Case, need: Need, told: Told, rules: &Rules) -> bool {
    match need {
        Need::Goals => case.goals.iter().all(|goal| goal.ended.is_some()),
        Need::Steps => case.steps.iter().all(|step| !step.is_open()),
        Need::Problems => case.problems.iter().all(|problem| problem.ended.is_some()),
        Need::Risk => case.grade().is_some_and(|grade| grade <= rules.thresholds().close_up_to),
        Need::Told => matches!(told, Told::Heard | Told::NotWished),
        Need::Tried => {
            let tries = usize::from(rules.limits().tries.is);
            let failed = case.met().rev().take_while(|met| met.encounter.reach == Reach::NotReached).count();
            tries <= failed
        }
        Need::Declined => matches!(case.wish, Some(Wish::Declined { .. })),
    }
}

/// Proposes to close with an outcome of the pack; a later proposal takes the place of an earlier one. The note is the evidence.
///
/// Errors: [`Refusal::Needs`], [`Refusal::SamePerson`] when the one who is asked proposes or answers for the case, [`Refusal::Wordless`],
/// [`Refusal::NotOffered`], [`Refusal::Closed`].
pub fn propose_close(
    case: &Case,
    act: &Act,
    outcome: Code,
    continues: String,
    told: Told,
    asked: AccountId,
    evidence: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    case.open_now()?;
    crate::worded(&evidence)?;
    met(unmet(case, &outcome, told, desk.rules)?)?;
    let today = desk.today(case, act);
    let answer_by = ahead(today, desk.rules.limits().close_answer_days.is);
    let proposal = Proposal { outcome, continues, told, by: act.by, asked, answer_by };
    case.change(Event::of(act, today, evidence, What::CloseProposed(proposal)))
}

/// Somebody else approves; what the outcome needs is looked at again.
///
/// Errors: [`Refusal::SamePerson`], [`Refusal::NothingProposed`], [`Refusal::Needs`], [`Refusal::Closed`].
pub fn approve_close(case: &Case, act: &Act, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    let proposal = case.open_now()?.proposal.as_ref().ok_or(Refusal::NothingProposed)?;
    met(unmet(case, &proposal.outcome, proposal.told, desk.rules)?)?;
    case.change(Event::of(act, desk.today(case, act), note, What::CloseApproved))
}

/// Somebody sends the proposal back, with words; whoever made it may take it back so too.
///
/// Errors: [`Refusal::Wordless`], [`Refusal::NothingProposed`], [`Refusal::Closed`].
pub fn return_close(case: &Case, act: &Act, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    crate::worded(&note)?;
    case.change(Event::of(act, desk.today(case, act), note, What::CloseReturned))
}

fn met(needs: Vec<Need>) -> Result<(), Refusal> {
    if needs.is_empty() { Ok(()) } else { Err(Refusal::Needs { needs }) }
}

pub(crate) fn apply_propose(next: &mut Case, by: AccountId, proposal: &Proposal) -> Result<(), Refusal> {
    let open = next.open_now_mut()?;
    if proposal.by != by || proposal.asked == by || proposal.asked == open.responsible.account {
        return Err(Refusal::SamePerson);
    }
    open.proposal = Some(proposal.clone());
    Ok(())
}

pub(crate) fn apply_approve(next: &mut Case, event: &Event) -> Result<(), Refusal> {
    let open = next.open_now()?;
    let Proposal { outcome, continues, told, by, .. } = open.proposal.clone().ok_or(Refusal::NothingProposed)?;
    if event.by == by || event.by == open.responsible.account {
        return Err(Refusal::SamePerson);
    }
    let closed = Closed {
        responsible: open.responsible.clone(),
        outcome,
        continues,
        told,
        proposed_by: by,
        approved_by: event.by,
        on: event.on,
    };
    next.state = State::Closed { closed };
    Ok(())
}

pub(crate) fn apply_return(next: &mut Case) -> Result<(), Refusal> {
    next.open_now_mut()?.proposal.take().map(drop).ok_or(Refusal::NothingProposed)
}
