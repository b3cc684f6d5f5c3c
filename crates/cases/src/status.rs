//! Where a case stands, and what the next stage lacks: derived from facts, never stored.

use std::collections::BTreeSet;

use jiff::civil::Date;
use xinqiao_kernel::closed_list;

use crate::{Case, Ground, ItemId, Open, Reach, Refusal, Rules, Seat, Side, State, StepState, Wish};

closed_list! {
    /// Stages, in order. A case stands at the last stage before which nothing is missing, so it can fall back: when a graver risk asks for a
    /// safety plan, the plan is not complete. Source: features "Case management and referral" ("status = function of facts").
    Status: "status of a case" {
        /// Wish, risk and problems are not all known.
        Intake = "intake",
        /// They are known; there is no agreed plan.
        Assessed = "assessed",
        /// The plan is agreed; nothing was done yet.
        Planned = "planned",
        /// The plan is carried out.
        InProgress = "in_progress",
        /// Nothing is left to do, or closing was proposed, or support was declined.
        ToClose = "to_close",
        /// Ended with an outcome.
        Closed = "closed",
    }
}

closed_list! {
    /// What a stage lacks.
    Lack: "lack of a case" {
        /// Whether support is wanted, and on what ground.
        Agreement = "agreement",
        /// A review of the risk.
        Review = "review",
        /// A problem on the list.
        Problem = "problem",
        /// A goal.
        Goal = "goal",
        /// A step.
        Step = "step",
        /// A safety plan, from a grade on.
        Safety = "safety",
        /// A member with a seat that the kind of case needs.
        Seat = "seat",
        /// A member of a side that the kind of case needs.
        Side = "side",
        /// The plan is agreed with the person or the guardian.
        PlanAgreed = "plan_agreed",
        /// Contact with the person, or a step that is done.
        Begun = "begun",
        /// An open goal.
        OpenGoal = "open_goal",
        /// An open step.
        OpenStep = "open_step",
        /// An open problem.
        OpenProblem = "open_problem",
        /// The standing grade is too high.
        Risk = "risk",
        /// A proposal to close.
        Proposal = "proposal",
        /// Its approval by somebody else.
        Approval = "approval",
    }
}

closed_list! {
    /// Who can bring what is missing.
    Doer: "who can do it" {
        /// The account that answers for the case.
        Responsible = "responsible",
        /// The responsible account, together with the person.
        WithPerson = "with_person",
        /// The owner of the step.
        Owner = "owner",
        /// A review that a clinician signs.
        Clinician = "clinician",
        /// Somebody other than the proposer and the responsible account.
        Other = "other",
    }
}

/// One thing that the next stage lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Missing {
    pub lack: Lack,
    /// The goal, step or problem that is open.
    pub item: Option<ItemId>,
    pub seat: Option<Seat>,
    pub side: Option<Side>,
    pub by: Doer,
}

impl Missing {
    const fn of(lack: Lack, by: Doer) -> Self {
        Self { lack, item: None, seat: None, side: None, by }
    }
}

/// Where the case stands on a day.
pub fn status(case: &Case, rules: &Rules, today: Date) -> Status {
    stage(case, rules, today).0
}

/// What the stage after the present one lacks; never empty for an open case, empty for a closed one.
pub fn missing(case: &Case, rules: &Rules, today: Date) -> Vec<Missing> {
    stage(case, rules, today).1
}

fn stage(case: &Case, rules: &Rules, today: Date) -> (Status, Vec<Missing>) {
    let open = match case.state() {
        State::Open { open } => open,
        State::Closed { .. } => return (Status::Closed, Vec::new()),
    };
    let is_declined = matches!(case.wish, Some(Wish::Declined { .. }));
    if open.proposal.is_some() || is_declined {
        return (Status::ToClose, vec![to_end(open)]);
    }
    let stages = [
        (Status::Intake, assessment(case)),
        (Status::Assessed, plan(case, rules, today)),
        (Status::Planned, beginning(case)),
        (Status::InProgress, work(case, rules)),
    ];
    let unfinished = stages.into_iter().find(|(_, missing)| !missing.is_empty());
    unfinished.unwrap_or_else(|| (Status::ToClose, vec![to_end(open)]))
}

fn to_end(open: &Open) -> Missing {
    match open.proposal {
        Some(_) => Missing::of(Lack::Approval, Doer::Other),
        None => Missing::of(Lack::Proposal, Doer::Responsible),
    }
}

fn assessment(case: &Case) -> Vec<Missing> {
    let mut missing = Vec::new();
    // danger opens the door to help; the person is still asked (PIPL 18 ¶2)
    let is_asked = matches!(case.wish, Some(Wish::Agreed { agreement }) if agreement.ground != Ground::Danger);
    if !is_asked {
        missing.push(Missing::of(Lack::Agreement, Doer::WithPerson));
    }
    if case.grade().is_none() {
        missing.push(Missing::of(Lack::Review, Doer::Responsible));
    }
    if case.problems.is_empty() {
        missing.push(Missing::of(Lack::Problem, Doer::WithPerson));
    }
    missing
}

fn plan(case: &Case, rules: &Rules, today: Date) -> Vec<Missing> {
    let mut missing = Vec::new();
    if !case.goals.iter().any(|goal| goal.episode == case.episode) {
        missing.push(Missing::of(Lack::Goal, Doer::WithPerson));
    }
    if !case.steps.iter().any(|step| step.episode == case.episode) {
        missing.push(Missing::of(Lack::Step, Doer::Responsible));
    }
    let is_grave = case.grade().is_some_and(|grade| rules.thresholds().safety_plan_from <= grade);
    if is_grave && !case.safety.iter().any(|version| version.episode == case.episode) {
        missing.push(Missing::of(Lack::Safety, Doer::WithPerson));
    }
    missing.extend(team(case, rules, today).into_iter().flatten());
    if !case.plans.iter().any(|plan| plan.episode == case.episode) {
        missing.push(Missing::of(Lack::PlanAgreed, Doer::WithPerson));
    }
    missing
}

/// Seats and sides that the kind of case needs and nobody fills. A kind that the pack no longer has asks for nobody.
fn team(case: &Case, rules: &Rules, today: Date) -> Result<Vec<Missing>, Refusal> {
    let kind = rules.kind(&case.kind)?;
    let present: BTreeSet<Seat> = case.team.iter().filter(|mate| mate.holds(today)).map(|mate| mate.member.seat).collect();
    let sides: BTreeSet<Side> = present.iter().filter_map(|seat| seat.side()).collect();
    let seats = kind.team.iter().filter(|seat| !present.contains(seat));
    let seats = seats.map(|seat| Missing { seat: Some(*seat), ..Missing::of(Lack::Seat, Doer::Responsible) });
    let sides = kind.sides.iter().filter(|side| !sides.contains(side));
    let sides = sides.map(|side| Missing { side: Some(*side), ..Missing::of(Lack::Side, Doer::Responsible) });
    Ok(seats.chain(sides).collect())
}

fn beginning(case: &Case) -> Vec<Missing> {
    let is_done = |state: &StepState| matches!(state, StepState::Done { .. });
    let has_begun = case.met().any(|met| met.encounter.reach == Reach::Reached)
        || case.steps.iter().any(|step| step.episode == case.episode && is_done(&step.state));
    if has_begun { Vec::new() } else { vec![Missing::of(Lack::Begun, Doer::Responsible)] }
}

fn work(case: &Case, rules: &Rules) -> Vec<Missing> {
    let mut missing = Vec::new();
    let item = |lack, item, by| Missing { item: Some(item), ..Missing::of(lack, by) };
    let goals = case.goals.iter().filter(|goal| goal.ended.is_none());
    missing.extend(goals.map(|goal| item(Lack::OpenGoal, goal.id, Doer::WithPerson)));
    let steps = case.steps.iter().filter(|step| step.is_open());
    missing.extend(steps.map(|step| item(Lack::OpenStep, step.id, Doer::Owner)));
    let problems = case.problems.iter().filter(|problem| problem.ended.is_none());
    missing.extend(problems.map(|problem| item(Lack::OpenProblem, problem.id, Doer::WithPerson)));
    if case.grade().is_some_and(|grade| rules.thresholds().close_up_to < grade) {
        missing.push(Missing::of(Lack::Risk, Doer::Clinician));
    }
    missing
}
