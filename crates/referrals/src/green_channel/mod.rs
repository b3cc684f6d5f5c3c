//! The green channel 绿色通道 from a school to a psychiatric hospital and back (requirements F-07, Z3-76).
//!
//! ```text
//! open ─ team ─ parents ─ referral, slot ─ treatment ─ feedback ─ return plan ─ review ─ ended
//! ```
//!
//! It runs beside one [`Referral`](crate::Referral): the referral moves the work, the channel sees to it that no step is left out. Somebody named
//! owes the next step by a time until it ends. The school learns that a pupil is being treated, never of what.

mod plan;
mod step;
mod verbs;

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::{AccountId, PersonId};

pub use plan::{PlanDraft, ReturnPlan, TeacherView};
pub use step::{LeaveOut, Parents, Step};
pub use verbs::{
    Opening, agree_to_leave_out, ask_to_leave_out, cite, feed_back, give_slot, inform_parents, lead, meet, open, plan_return,
    review, silence, stop, treat,
};

use crate::entry::Entry;
use crate::{ChannelId, Code, Limit, Open, Owner, ReferralId, Refusal, StepId};

/// How long each stage may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The crisis team meets.
    pub team: Limit,
    /// Parents are told, or the reason why not is written down.
    pub parents: Limit,
    /// The hospital gives a slot.
    pub slot: Limit,
    /// How far ahead the slot may lie: a green channel is a priority (requirements Z3-76).
    pub latest_slot: Limit,
    /// After the slot: was the pupil seen?
    pub treatment: Limit,
    /// After each word about the treatment: the next word, or the feedback.
    pub feedback: Limit,
    /// After the feedback: the return plan.
    pub plan: Limit,
    /// After a missed time.
    pub escalated: Limit,
}

impl Limits {
    /// All of them with their names.
    pub const fn all(&self) -> [(&'static str, Limit); 8] {
        [
            ("team", self.team),
            ("parents", self.parents),
            ("slot", self.slot),
            ("latest_slot", self.latest_slot),
            ("treatment", self.treatment),
            ("feedback", self.feedback),
            ("plan", self.plan),
            ("escalated", self.escalated),
        ]
    }
}

closed_list! {
    /// What is owed next.
    Stage: "stage of a green channel" {
        /// The school's crisis team decides.
        Team = "team",
        /// Parents are told.
        Parents = "parents",
        /// The hospital gives a slot.
        Slot = "slot",
        /// The hospital says whether the pupil is being treated.
        Treatment = "treatment",
        /// The hospital says how the pupil comes back.
        Feedback = "feedback",
        /// The school plans the return.
        Plan = "plan",
        /// The school looks at how the return went.
        Review = "review",
    }
}

closed_list! {
    /// What led to it.
    Cause: "cause of a green channel" {
        /// A periodic test (F-07, step 1).
        Screening = "screening",
        /// Somebody was concerned.
        Concern = "concern",
        /// The pupil asked.
        OwnWish = "own_wish",
    }
}

closed_list! {
    /// Whether there is a treatment; never which.
    Treatment: "state of a treatment" {
        /// Not seen yet.
        Waiting = "waiting",
        /// Seen; nothing further is needed.
        Seen = "seen",
        /// Being treated.
        InTreatment = "in_treatment",
        /// The treatment is over.
        Over = "over",
    }
}

closed_list! {
    /// How the return went.
    Review: "review of a return" {
        /// As planned.
        Well = "well",
        /// The plan changes; a new one is owed.
        Change = "change",
        /// The pupil needs help again: a new referral begins.
        Again = "again",
    }
}

closed_list! {
    /// What is missing before the next stage.
    Missing: "missing step of a green channel" {
        /// The crisis team has not decided.
        TeamDecision = "team_decision",
        /// Parents were not told and no reason stands.
        Parents = "parents",
        /// No referral was accepted.
        AcceptedReferral = "accepted_referral",
        /// No slot.
        Slot = "slot",
        /// Nobody said whether the pupil was seen.
        Treatment = "treatment",
        /// No feedback.
        Feedback = "feedback",
        /// The day of the return.
        ReturnDay = "return_day",
        /// Conditions.
        Conditions = "conditions",
        /// The person whom the pupil can go to.
        SupportPerson = "support_person",
        /// What the class teacher learns.
        TeacherWording = "teacher_wording",
        /// The day of the review.
        ReviewDay = "review_day",
        /// The look at how it went.
        Review = "review",
    }
}

/// A green channel: what its history made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GreenChannel {
    id: ChannelId,
    person: PersonId,
    school: Owner,
    hospital: Option<Owner>,
    last_at: Timestamp,
    open: Option<(Stage, Open)>,
    parents: Option<Parents>,
    asked: Option<LeaveOut>,
    referral: Option<ReferralId>,
    slot_at: Option<Timestamp>,
    treatment: Option<Treatment>,
    result: Option<Code>,
    plan: Option<ReturnPlan>,
    review: Option<Review>,
    silences: u32,
    applied: BTreeSet<StepId>,
}

impl GreenChannel {
    /// Begins with its first entry.
    ///
    /// Errors: [`Refusal::Beginning`], [`Refusal::NeedsPerson`].
    pub fn begin(entry: &Entry<Step>) -> Result<Self, Refusal> {
        let Step::Opened { channel, person, school, due_at, .. } = &entry.step else { return Err(Refusal::Beginning) };
        entry.account()?;
        Ok(Self {
            id: *channel,
            person: *person,
            school: school.clone(),
            hospital: None,
            last_at: entry.at,
            open: Some((Stage::Team, Open::new(school.clone(), entry.at, *due_at))),
            parents: None,
            asked: None,
            referral: None,
            slot_at: None,
            treatment: None,
            result: None,
            plan: None,
            review: None,
            silences: 0,
            applied: BTreeSet::from([entry.id]),
        })
    }

    /// With one more entry; one whose id was applied before changes nothing.
    ///
    /// Errors: why it is not taken; nothing has changed.
    pub fn apply(&self, entry: &Entry<Step>) -> Result<Self, Refusal> {
        if self.applied.contains(&entry.id) {
            return Ok(self.clone());
        }
        let mut next = self.clone();
        next.last_at = self.last_at.max(entry.at);
        let Some((stage, open)) = &self.open else { return Err(Refusal::Ended) };
        if let Step::Silent { missed, to, due_at } = &entry.step {
            if *missed != open.due_at || next.last_at < open.due_at {
                return Err(Refusal::NotDue { due_at: Some(open.due_at) });
            }
            let mut late = open.clone();
            late.escalate(to.as_ref(), next.last_at, *due_at);
            (next.open, next.silences) = (Some((*stage, late)), self.silences.saturating_add(1));
        } else {
            next.step(*stage, entry)?;
        }
        next.applied.insert(entry.id);
        Ok(next)
    }

    fn step(&mut self, stage: Stage, entry: &Entry<Step>) -> Result<(), Refusal> {
        let by = entry.account()?;
        let (stage, due_at) = match (&entry.step, stage) {
            (Step::Stopped, _) => {
                entry.worded()?;
                self.open = None;
                return Ok(());
            }
            (Step::Met { present, due_at }, Stage::Team) => {
                if present.len() < 2 {
                    return Err(Refusal::SamePerson);
                }
                (Stage::Parents, *due_at)
            }
            (Step::Led { school }, stage) => return self.led(stage, by, school),
            (Step::ParentsInformed { due_at }, Stage::Parents) => {
                (self.parents, self.asked) = (Some(Parents::Informed { at: self.last_at }), None);
                (Stage::Slot, *due_at)
            }
            (Step::LeaveOutAsked { reason, report }, Stage::Parents) => {
                entry.worded()?;
                self.asked = Some(LeaveOut { reason: reason.clone(), by, report: *report });
                return Ok(());
            }
            (Step::ParentsLeftOut { due_at }, Stage::Parents) => {
                self.leave_out(by)?;
                (Stage::Slot, *due_at)
            }
            (Step::Referred { referral, hospital }, Stage::Slot) => {
                (self.referral, self.hospital) = (Some(*referral), Some(hospital.clone()));
                if let Some((_, open)) = &mut self.open {
                    // the clock of the slot runs on
                    open.owner = hospital.clone();
                }
                return Ok(());
            }
            // parents who could not be told at first may be told at any time
            (Step::ParentsInformed { .. }, _) if matches!(self.parents, Some(Parents::LeftOut { .. })) => {
                self.parents = Some(Parents::Informed { at: self.last_at });
                return Ok(());
            }
            (Step::SlotGiven { referral, hospital, slot_at, due_at }, Stage::Slot) => {
                if self.referral != Some(*referral) {
                    return Err(Refusal::Missing);
                }
                (self.referral, self.hospital, self.slot_at) = (Some(*referral), Some(hospital.clone()), Some(*slot_at));
                (Stage::Treatment, *due_at)
            }
            (Step::Treated { state, due_at }, Stage::Treatment | Stage::Feedback) => {
                self.treatment = Some(*state);
                (if *state == Treatment::Waiting { Stage::Treatment } else { Stage::Feedback }, *due_at)
            }
            (Step::FedBack { result, due_at }, Stage::Feedback) => {
                self.result = Some(result.clone());
                (Stage::Plan, *due_at)
            }
            (Step::Planned { plan, due_at }, Stage::Plan | Stage::Review) => {
                self.plan = Some(plan.clone());
                (Stage::Review, *due_at)
            }
            (Step::Reviewed { review, due_at }, Stage::Review) => {
                self.review = Some(*review);
                match (review, due_at) {
                    (Review::Change, Some(due_at)) => (Stage::Plan, *due_at),
                    (Review::Change, None) => return Err(Refusal::Missing),
                    _ => {
                        self.open = None;
                        return Ok(());
                    }
                }
            }
            (Step::Opened { .. }, _) => return Err(Refusal::Beginning),
            _ => return Err(Refusal::OutOfTurn),
        };
        let owner = match (stage, &self.hospital) {
            (Stage::Treatment | Stage::Feedback, Some(hospital)) => hospital.clone(),
            _ => self.school.clone(),
        };
        self.open = Some((stage, Open::new(owner, self.last_at, due_at)));
        Ok(())
    }

    /// A second person agrees to what was asked last.
    fn leave_out(&mut self, by: AccountId) -> Result<(), Refusal> {
        let asked = self.asked.take().ok_or(Refusal::OutOfTurn)?;
        if asked.by == by {
            return Err(Refusal::SamePerson);
        }
        self.parents = Some(Parents::LeftOut { reason: asked.reason, report: asked.report });
        Ok(())
    }

    /// Somebody takes the lead; what the hospital owes stays with it.
    fn led(&mut self, stage: Stage, by: AccountId, school: &Owner) -> Result<(), Refusal> {
        if school.account != by || school.account == self.school.account {
            return Err(Refusal::OutOfTurn);
        }
        self.school = school.clone();
        let is_hospitals =
            matches!(stage, Stage::Treatment | Stage::Feedback) || (stage == Stage::Slot && self.hospital.is_some());
        if let Some((_, open)) = self.open.as_mut().filter(|_| !is_hospitals) {
            open.owner = school.clone();
        }
        Ok(())
    }

    /// Folds a whole history.
    ///
    /// Errors: [`Refusal::Beginning`] for an empty one; any other means that it is damaged.
    pub fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry<Step>>) -> Result<Self, Refusal> {
        let mut entries = entries.into_iter();
        let first = Self::begin(entries.next().ok_or(Refusal::Beginning)?)?;
        entries.try_fold(first, |channel, entry| channel.apply(entry))
    }

    /// What is missing before the next stage; empty once it has ended.
    pub fn missing_for_next(&self) -> Vec<Missing> {
        match self.open.as_ref().map(|(stage, _)| *stage) {
            None => Vec::new(),
            Some(Stage::Team) => vec![Missing::TeamDecision],
            Some(Stage::Parents) => vec![Missing::Parents],
            Some(Stage::Slot) => vec![Missing::AcceptedReferral, Missing::Slot],
            Some(Stage::Treatment) => vec![Missing::Treatment],
            Some(Stage::Feedback) => vec![Missing::Feedback],
            Some(Stage::Plan) => PlanDraft::default().missing(),
            Some(Stage::Review) => vec![Missing::Review],
        }
    }

    /// Who owes which stage by when; `None` once it has ended.
    pub const fn owed(&self) -> Option<(Stage, &Open)> {
        match &self.open {
            Some((stage, open)) => Some((*stage, open)),
            None => None,
        }
    }

    /// Its id.
    pub const fn id(&self) -> ChannelId {
        self.id
    }

    /// The pupil.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// How the parents were dealt with.
    pub const fn parents(&self) -> Option<&Parents> {
        self.parents.as_ref()
    }

    /// A wish not to tell them that waits for somebody else to agree.
    pub const fn leave_out_asked(&self) -> Option<&LeaveOut> {
        self.asked.as_ref()
    }

    /// Who leads at the school.
    pub const fn school(&self) -> &Owner {
        &self.school
    }

    /// Who answers at the hospital.
    pub const fn hospital(&self) -> Option<&Owner> {
        self.hospital.as_ref()
    }

    /// The referral to the hospital.
    pub const fn referral(&self) -> Option<ReferralId> {
        self.referral
    }

    /// When the hospital sees the pupil.
    pub const fn slot_at(&self) -> Option<Timestamp> {
        self.slot_at
    }

    /// Whether there is a treatment.
    pub const fn treatment(&self) -> Option<Treatment> {
        self.treatment
    }

    /// How it came out, as the school may know it.
    pub const fn result(&self) -> Option<&Code> {
        self.result.as_ref()
    }

    /// The plan in force.
    pub const fn plan(&self) -> Option<&ReturnPlan> {
        self.plan.as_ref()
    }

    /// How the return went.
    pub const fn reviewed(&self) -> Option<Review> {
        self.review
    }

    /// How many times were missed in silence.
    pub const fn silences(&self) -> u32 {
        self.silences
    }

    /// Everything that the class teacher learns, and nothing of what led to it.
    pub fn teacher_view(&self) -> Option<TeacherView<'_>> {
        self.plan.as_ref().map(ReturnPlan::teacher_view)
    }

    /// Was an entry of this id applied?
    pub fn knows(&self, id: StepId) -> bool {
        self.applied.contains(&id)
    }

    pub(crate) fn effective(&self, at: Timestamp) -> Timestamp {
        self.last_at.max(at)
    }

    pub(crate) fn has_day(&self, day: Date, plan: &ReturnPlan) -> bool {
        day <= plan.back_on && plan.back_on < plan.review_on
    }
}
