//! What somebody does with a case, as a form sends it, and the verb of the crate `cases` that decides about it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use xinqiao_cases as cases;
use xinqiao_cases::conference::Minutes;
use xinqiao_cases::{
    Act, Agreement, Case, Change, Code, Contact, Deed, Desk, GoalEnd, GoalText, Grade, Ground, ItemId, Joining, Looked, Member,
    Party, ProblemEnd, Reach, Reading, Responsible, Seat, StepText, Telling, Told, Who,
};
use xinqiao_kernel::id::{AccountId, ConsentId};

use super::Colleague;
use super::team::is_clinician;
use crate::{AppError, Result};

/// A verb with what its form asks.
#[derive(Debug, Clone)]
pub enum CaseVerb {
    Agree {
        ground: Ground,
        on: Date,
    },
    Decline {
        by: Party,
    },
    AddProblem {
        code: Code,
    },
    EndProblem {
        problem: ItemId,
        how: ProblemEnd,
    },
    SetGoal {
        goal: GoalText,
    },
    ChangeGoal {
        goal: ItemId,
        to: GoalText,
    },
    EndGoal {
        goal: ItemId,
        how: GoalEnd,
    },
    PlanStep {
        step: StepText,
    },
    FinishStep {
        step: ItemId,
        on: Date,
    },
    DropStep {
        step: ItemId,
        reason: Code,
    },
    PostponeStep {
        step: ItemId,
        to: Date,
        reason: Code,
    },
    HandOnStep {
        step: ItemId,
        to: Who,
        for_owner: String,
    },
    AgreePlan {
        with: Party,
        on: Date,
    },
    AgreeSafety {
        plan: cases::safety::SafetyPlan,
    },
    /// `consented`: the person agrees that this is told
    AddContact {
        name: String,
        relation: String,
        phone: String,
        telling: Telling,
        consented: bool,
    },
    EndContact {
        contact: ItemId,
    },
    Meet {
        channel: Code,
        reach: Reach,
        guidance: bool,
        on: Date,
    },
    Convene {
        on: Date,
        chair: AccountId,
        invited: BTreeSet<ItemId>,
        agenda: Vec<String>,
    },
    Minute {
        conference: ItemId,
        minutes: Minutes,
    },
    ConfirmMinutes {
        conference: ItemId,
    },
    CancelConference {
        conference: ItemId,
    },
    /// a colleague takes the seat that fits their role
    JoinColleague {
        account: AccountId,
    },
    /// somebody without an account; `consented`: the person agrees that they hear of the case
    JoinNamed {
        seat: Seat,
        name: String,
        phone: String,
        consented: bool,
    },
    Leave {
        member: ItemId,
        on: Date,
    },
    TakeScore {
        measure: Code,
        reading: Reading,
        on: Date,
    },
    StrikeScore {
        point: ItemId,
    },
    /// `signs`: the caller, a clinician, answers for a milder grade
    Review {
        found: Grade,
        risk_factors: String,
        protective_factors: String,
        inquiry: String,
        signs: bool,
    },
    Pause {
        reason: Code,
        until: Date,
    },
    Resume,
    AskTransfer {
        to: AccountId,
    },
    AcceptTransfer,
    DeclineTransfer,
    WithdrawTransfer,
    ProposeClose {
        outcome: Code,
        continues: String,
        told: Told,
        asked: AccountId,
    },
    ApproveClose,
    ReturnClose,
    Reopen,
    Note,
}

impl CaseVerb {
    /// What the seat must allow.
    pub(crate) const fn deed(&self) -> Deed {
        match self {
            Self::FinishStep { step, .. } | Self::DropStep { step, .. } | Self::PostponeStep { step, .. } => Deed::Step(*step),
            Self::Minute { conference, .. } | Self::ConfirmMinutes { conference } | Self::CancelConference { conference } => {
                Deed::Conference(*conference)
            }
            Self::ApproveClose | Self::ReturnClose => Deed::AnswerClose,
            Self::AcceptTransfer | Self::DeclineTransfer => Deed::AnswerTransfer,
            _ => Deed::Work,
        }
    }

    /// Does it answer a proposal to close? That is an action of its own.
    pub(crate) const fn is_about_end(&self) -> bool {
        matches!(self, Self::ApproveClose | Self::ReturnClose)
    }

    /// Does it write something anew that its reader saw? Then nobody may have changed the case since.
    pub(crate) const fn rewrites(&self) -> bool {
        matches!(self, Self::ChangeGoal { .. } | Self::AgreeSafety { .. } | Self::Minute { .. } | Self::HandOnStep { .. })
    }
}

/// Who acts, and among whom.
pub(crate) struct Around<'a> {
    pub colleagues: &'a [Colleague],
    /// the caller's own entry, where the caller is one of them
    pub me: Option<&'a Colleague>,
    pub today: Date,
}

impl Around<'_> {
    fn named(&self, field: &'static str, account: AccountId, fits: impl Fn(&Colleague) -> bool) -> Result<&Colleague> {
        let found = self.colleagues.iter().find(|one| one.account == account && fits(one));
        found.ok_or_else(|| AppError::field(field, "fault-owner", account.to_string()))
    }
}

/// The record of a consent that is said in a case is the event that writes it down: who said what, on which day, who heard it.
fn recorded(act: &Act) -> ConsentId {
    ConsentId::from_uuid(act.id.uuid())
}

/// Decides: the case after the verb and its event, or why not.
pub(crate) fn decide(
    verb: CaseVerb,
    case: &Case,
    act: &Act,
    note: Option<String>,
    around: &Around<'_>,
    desk: &Desk<'_>,
) -> Result<Change> {
    use CaseVerb as V;
    let change = match verb {
        V::Agree { ground, on } => {
            let by_word = matches!(ground, Ground::Person | Ground::Guardian);
            if by_word && note.as_deref().is_none_or(|words| words.trim().is_empty()) {
                return Err(AppError::field("note", "fault-case-how-said", ""));
            }
            let agreement = Agreement { ground, consent: by_word.then(|| recorded(act)), on };
            cases::agree(case, act, agreement, note, desk)
        }
        V::Decline { by } => cases::decline(case, act, by, note, desk),
        V::AddProblem { code } => cases::add_problem(case, act, code, note, desk),
        V::EndProblem { problem, how } => cases::end_problem(case, act, problem, how, note, desk),
        V::SetGoal { goal } => cases::set_goal(case, act, goal, note, desk),
        V::ChangeGoal { goal, to } => cases::change_goal(case, act, goal, to, note, desk),
        V::EndGoal { goal, how } => cases::end_goal(case, act, goal, how, note, desk),
        V::PlanStep { step } => {
            owner(step.owner, around)?;
            cases::plan_step(case, act, step, note, desk)
        }
        V::FinishStep { step, on } => cases::finish_step(case, act, step, on, note, desk),
        V::DropStep { step, reason } => cases::drop_step(case, act, step, reason, note, desk),
        V::PostponeStep { step, to, reason } => cases::postpone_step(case, act, step, to, reason, note, desk),
        V::HandOnStep { step, to, for_owner } => {
            owner(to, around)?;
            cases::hand_on_step(case, act, step, to, for_owner, note, desk)
        }
        V::AgreePlan { with, on } => cases::agree_plan(case, act, with, on, note, desk),
        V::AgreeSafety { plan } => cases::agree_safety(case, act, plan, note, desk),
        V::Meet { channel, reach, guidance, on } => cases::meet(case, act, channel, reach, guidance, on, note, desk),
        V::TakeScore { measure, reading, on } => cases::take_score(case, act, measure, reading, on, None, desk),
        V::StrikeScore { point } => cases::strike_score(case, act, point, note, desk),
        V::Pause { reason, until } => cases::pause(case, act, reason, until, note, desk),
        V::Resume => cases::resume(case, act, note, desk),
        V::Note => cases::note(case, act, note.unwrap_or_default(), desk),
        other => return people(other, case, act, note, around, desk),
    };
    Ok(change?)
}

/// Verbs about those who take part: contacts, team, conferences, who answers for it, the end.
fn people(verb: CaseVerb, case: &Case, act: &Act, note: Option<String>, around: &Around<'_>, desk: &Desk<'_>) -> Result<Change> {
    use CaseVerb as V;
    let change = match verb {
        V::AddContact { name, relation, phone, telling, consented } => {
            let consent = consented.then(|| recorded(act));
            cases::add_contact(case, act, Contact { name, relation, phone, telling, consent }, note, desk)
        }
        V::EndContact { contact } => cases::end_contact(case, act, contact, note, desk),
        V::Convene { on, chair, invited, agenda } => {
            around.named("chair", chair, |_| true)?;
            cases::convene(case, act, on, chair, invited, agenda, note, desk)
        }
        V::Minute { conference, minutes } => cases::minute(case, act, conference, minutes, note, desk),
        V::ConfirmMinutes { conference } => cases::confirm_minutes(case, act, conference, note, desk),
        V::CancelConference { conference } => cases::cancel_conference(case, act, conference, note, desk),
        V::JoinColleague { account } => {
            let colleague = around.named("account", account, |one| one.seat().is_some())?;
            let seat = colleague.seat().ok_or_else(|| AppError::field("account", "fault-owner", account.to_string()))?;
            let who = Joining::Account { account };
            cases::join(case, act, Member { seat, who, consent: None, from: around.today, until: None }, note, desk)
        }
        V::JoinNamed { seat, name, phone, consented } => {
            let consent = consented.then(|| recorded(act));
            let who = Joining::Named { name, phone };
            cases::join(case, act, Member { seat, who, consent, from: around.today, until: None }, note, desk)
        }
        V::Leave { member, on } => cases::leave(case, act, member, on, note, desk),
        V::Review { found, risk_factors, protective_factors, inquiry, signs } => {
            let signed_by = (signs && around.me.is_some_and(|me| is_clinician(me.role))).then_some(act.by);
            if signs && signed_by.is_none() {
                return Err(AppError::field("signs", "fault-case-clinician", ""));
            }
            let looked = Looked { found, risk_factors, protective_factors, inquiry, signed_by };
            cases::review_risk(case, act, looked, note, desk)
        }
        V::AskTransfer { to } => {
            let to = around.named("account", to, Colleague::may_answer)?;
            let to = Responsible { account: to.account, place: to.place.clone() };
            cases::ask_transfer(case, act, to, note, desk)
        }
        V::AcceptTransfer => cases::accept_transfer(case, act, note, desk),
        V::DeclineTransfer => cases::decline_transfer(case, act, note, desk),
        V::WithdrawTransfer => cases::withdraw_transfer(case, act, note, desk),
        V::ProposeClose { outcome, continues, told, asked } => {
            around.named("account", asked, Colleague::may_close)?;
            cases::propose_close(case, act, outcome, continues, told, asked, note, desk)
        }
        V::ApproveClose => cases::approve_close(case, act, note, desk),
        V::ReturnClose => cases::return_close(case, act, note, desk),
        V::Reopen => {
            let me = around.me.filter(|me| me.may_answer());
            let me = me.ok_or(AppError::Denied(xinqiao_access::Refusal::RoleLacksAction))?;
            cases::reopen(case, act, Responsible { account: act.by, place: me.place.clone() }, note, desk)
        }
        _ => return Err(AppError::conflict("wrong_step")),
    };
    Ok(change?)
}

/// An account that gets a step works on cases at the place.
fn owner(who: Who, around: &Around<'_>) -> Result<()> {
    match who {
        Who::Account(account) => around.named("owner", account, |_| true).map(|_| ()),
        Who::Member(_) | Who::Person => Ok(()),
    }
}

impl From<cases::Refusal> for AppError {
    fn from(refusal: cases::Refusal) -> Self {
        use cases::Refusal as R;
        let code = match &refusal {
            R::Wordless => return Self::field("note", "fault-note-empty", ""),
            R::DayOutside { from, until, .. } => return Self::field("on", "fault-case-day", format!("{from} – {until}")),
            R::NotOffered { code, .. } => return Self::field("code", "fault-choose", code.to_string()),
            R::NoConsent => return Self::field("consented", "fault-case-consent", ""),
            R::NotMeasurable => return Self::field("seen_by", "fault-case-measurable", ""),
            R::NotAScore => return Self::field("score", "fault-case-score", ""),
            R::EmptySafetyPlan => return Self::field("warning_signs", "fault-case-safety-empty", ""),
            R::NoAgenda => return Self::field("agenda", "fault-note-empty", ""),
            R::NoSuchItem { .. } => "case_item_gone",
            R::Closed => "case_closed",
            R::Open => "case_not_closed",
            R::Declined => "case_declined",
            R::NoPlan => "case_no_plan",
            R::PostponedEnough { .. } => "case_postponed",
            R::Already | R::NotASeatOfTheTeam => "case_already",
            R::NotChair => "case_not_chair",
            R::NoMinutes => "case_no_minutes",
            R::TooGrave => "case_too_grave",
            R::NotPaused => "case_not_paused",
            R::NoTransfer => "case_no_transfer",
            R::NothingProposed => "nothing_proposed",
            R::SamePerson => "case_same_person",
            R::Needs { needs } => {
                return Self::field(
                    "outcome",
                    "fault-case-needs",
                    needs.iter().map(|need| need.code()).collect::<Vec<_>>().join(" "),
                );
            }
            R::Beginning | R::NoWarning => {
                return Self::Broken { what: "the events of a case are damaged".to_owned(), source: Some(Box::new(refusal)) };
            }
        };
        Self::conflict(code)
    }
}
