//! A case 个案 and how events change it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::id::{AccountId, CaseEventId, CaseId, PersonId, WarningId};
use xinqiao_kernel::place::PlacePath;

use crate::agree::{self, Wish};
use crate::close::{self, Closed, Proposal};
use crate::conference::{self, Conference};
use crate::contact::{self, Known};
use crate::encounter::{self, Met};
use crate::event::{Act, Event, What};
use crate::goal::{self, Goal};
use crate::gone;
use crate::measure::{self, Point, Taken};
use crate::pause::{self, Pause};
use crate::problem::{self, Problem};
use crate::risk::{self, Reviewed};
use crate::safety::{self, SafetyVersion};
use crate::step::{self, Step, StepState};
use crate::team::{self, Mate};
use crate::transfer::{self, Transfer};
use crate::{Code, Grade, ItemId, Origin, Party, Refusal, Responsible, reopen};

/// An open case: somebody answers for it, and there is always a next review and a next contact.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Open {
    pub responsible: Responsible,
    /// The risk is looked at by this day.
    pub review_on: Date,
    /// There is contact with the person by this day.
    pub contact_on: Date,
    pub pause: Option<Pause>,
    pub transfer: Option<Transfer>,
    pub proposal: Option<Proposal>,
}

impl Open {
    pub(crate) const fn new(responsible: Responsible, review_on: Date, contact_on: Date) -> Self {
        Self { responsible, review_on, contact_on, pause: None, transfer: None, proposal: None }
    }
}

/// Open or closed; everything between is derived ([`crate::status()`]).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum State {
    Open { open: Open },
    Closed { closed: Closed },
}

/// That the plan was agreed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PlanAgreed {
    pub with: Party,
    pub on: Date,
    pub(crate) episode: u32,
}

/// What staff wrote with an event.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Line {
    pub event: CaseEventId,
    pub on: Date,
    pub by: AccountId,
    /// [`What::word`].
    pub what: String,
    pub words: String,
}

/// A case about one person: what its events made of it. Fields change only through [`Case::apply`].
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Case {
    pub(crate) id: CaseId,
    pub(crate) person: PersonId,
    pub(crate) place: PlacePath,
    pub(crate) kind: Code,
    pub(crate) origin: Origin,
    pub(crate) warnings: Vec<WarningId>,
    pub(crate) rules: Code,
    pub(crate) rules_version: Code,
    pub(crate) opened_on: Date,
    pub(crate) last_at: Timestamp,
    pub(crate) last_on: Date,
    /// How often it was opened, from 1.
    pub(crate) episode: u32,
    pub(crate) state: State,
    pub(crate) wish: Option<Wish>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) goals: Vec<Goal>,
    pub(crate) steps: Vec<Step>,
    pub(crate) plans: Vec<PlanAgreed>,
    pub(crate) safety: Vec<SafetyVersion>,
    pub(crate) contacts: Vec<Known>,
    pub(crate) encounters: Vec<Met>,
    pub(crate) conferences: Vec<Conference>,
    pub(crate) team: Vec<Mate>,
    pub(crate) points: Vec<Taken>,
    pub(crate) reviews: Vec<Reviewed>,
    pub(crate) record: Vec<Line>,
    pub(crate) applied: BTreeSet<CaseEventId>,
}

/// What a verb gives: the case after it, and the event to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub case: Case,
    /// `None` when an event of this id was applied before: nothing to keep.
    pub event: Option<Event>,
}

impl Event {
    pub(crate) fn of(act: &Act, on: Date, note: Option<String>, what: What) -> Self {
        let note = note.filter(|words| !words.trim().is_empty());
        Self { id: act.id, at: act.at, on, by: act.by, note, what }
    }
}

impl Case {
    /// The case that its first event opens.
    ///
    /// Errors: [`Refusal::Beginning`] for any other event, [`Refusal::NoWarning`].
    pub fn open(event: &Event) -> Result<Self, Refusal> {
        let What::Opened(opened) = &event.what else { return Err(Refusal::Beginning) };
        if opened.origin == Origin::Warning && opened.warnings.is_empty() {
            return Err(Refusal::NoWarning);
        }
        let opened = opened.clone();
        let mut case = Self {
            id: opened.case,
            person: opened.person,
            place: opened.place,
            kind: opened.kind,
            origin: opened.origin,
            warnings: opened.warnings,
            rules: opened.rules,
            rules_version: opened.rules_version,
            opened_on: event.on,
            last_at: event.at,
            last_on: event.on,
            episode: 1,
            state: State::Open { open: Open::new(opened.responsible, opened.review_on, opened.contact_on) },
            wish: None,
            problems: Vec::new(),
            goals: Vec::new(),
            steps: Vec::new(),
            plans: Vec::new(),
            safety: Vec::new(),
            contacts: Vec::new(),
            encounters: Vec::new(),
            conferences: Vec::new(),
            team: Vec::new(),
            points: Vec::new(),
            reviews: Vec::new(),
            record: Vec::new(),
            applied: BTreeSet::new(),
        };
        case.keep(event);
        Ok(case)
    }

    /// The case after `event`. An event whose id was applied before changes nothing.
    ///
    /// An event that is older than the last one (a clock was set back) counts as happening at the last one's instant.
    /// Errors: any [`Refusal`] of the event's verb; this case is as it was.
    pub fn apply(&self, event: &Event) -> Result<Self, Refusal> {
        if self.applied.contains(&event.id) {
            return Ok(self.clone());
        }
        let mut next = self.clone();
        next.last_at = self.last_at.max(event.at);
        next.last_on = self.last_on.max(event.on);
        next.fold(event)?;
        next.keep(event);
        Ok(next)
    }

    fn fold(&mut self, event: &Event) -> Result<(), Refusal> {
        match &event.what {
            What::Opened(_) => Err(Refusal::Beginning),
            What::Agreed(agreement) => agree::apply(self, *agreement),
            What::Declined { by } => agree::apply_decline(self, *by, event.on),
            What::ProblemAdded { code } => problem::apply_add(self, event, code),
            What::ProblemEnded { problem, how } => problem::apply_end(self, event, *problem, *how),
            What::GoalSet(text) => goal::apply_set(self, event, text),
            What::GoalChanged { goal, to } => goal::apply_change(self, event, *goal, to),
            What::GoalEnded { goal, how } => goal::apply_end(self, event, *goal, *how),
            What::StepPlanned(text) => step::apply_plan(self, event, event.id.into(), text),
            What::StepDone { step, on } => step::apply_end(self, *step, StepState::Done { on: *on }),
            What::StepNotDone { step, reason } => {
                step::apply_end(self, *step, StepState::NotDone { reason: reason.clone(), on: event.on })
            }
            What::StepPostponed { step, to, .. } => step::apply_postpone(self, *step, *to),
            What::StepHandedOn { step, to, for_owner } => step::apply_hand_on(self, event, *step, *to, for_owner),
            What::PlanAgreed { with, on } => step::apply_agree(self, *with, *on),
            What::SafetyAgreed(plan) => safety::apply(self, event, plan),
            What::ContactAdded(contact) => contact::apply_add(self, event, contact),
            What::ContactEnded { contact } => contact::apply_end(self, event, *contact),
            What::Encountered(encounter) => encounter::apply(self, event, encounter),
            What::Convened(called) => conference::apply_call(self, event, called),
            What::Minuted { conference, minutes, confirm_by } => {
                conference::apply_minute(self, *conference, minutes, *confirm_by)
            }
            What::Confirmed { conference } => conference::apply_confirm(self, event, *conference),
            What::Cancelled { conference } => conference::apply_cancel(self, event, *conference),
            What::Joined(member) => team::apply_join(self, event, member),
            What::Left { member, on } => team::apply_leave(self, *member, *on),
            What::Measured(point) => measure::apply_take(self, event, point),
            What::Struck { point } => measure::apply_strike(self, *point),
            What::Reviewed(review) => risk::apply(self, event, review),
            What::Paused(rest) => pause::apply(self, rest),
            What::Resumed { review_on, contact_on } => pause::apply_resume(self, *review_on, *contact_on),
            What::TransferProposed(transfer) => transfer::apply_ask(self, transfer),
            What::TransferAccepted => transfer::apply_accept(self, event.by),
            What::TransferDeclined => transfer::apply_decline(self, event.by),
            What::PassedOn { gone: account, to } => gone::apply(self, event.on, *account, to),
            What::TransferWithdrawn => transfer::apply_withdraw(self),
            What::CloseProposed(proposal) => close::apply_propose(self, event.by, proposal),
            What::CloseApproved => close::apply_approve(self, event),
            What::CloseReturned => close::apply_return(self),
            What::Reopened { responsible, review_on, contact_on } => reopen::apply(self, responsible, *review_on, *contact_on),
            What::Noted => Ok(()),
        }
    }

    fn keep(&mut self, event: &Event) {
        if let Some(words) = &event.note {
            let what = event.what.word().to_owned();
            self.record.push(Line { event: event.id, on: event.on, by: event.by, what, words: words.clone() });
        }
        self.applied.insert(event.id);
    }

    /// The case that a kept log of events tells of. Repeated events change nothing.
    ///
    /// Errors: [`Refusal::Beginning`] for an empty log; any other refusal means that the log is damaged.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Result<Self, Refusal> {
        let mut events = events.into_iter();
        let first = Self::open(events.next().ok_or(Refusal::Beginning)?)?;
        events.try_fold(first, |case, event| case.apply(event))
    }

    /// The change that `event` makes.
    pub(crate) fn change(&self, event: Event) -> Result<Change, Refusal> {
        if self.knows(event.id) {
            return Ok(self.unchanged());
        }
        Ok(Change { case: self.apply(&event)?, event: Some(event) })
    }

    pub(crate) fn unchanged(&self) -> Change {
        Change { case: self.clone(), event: None }
    }

    pub(crate) const fn open_now(&self) -> Result<&Open, Refusal> {
        match &self.state {
            State::Open { open } => Ok(open),
            State::Closed { .. } => Err(Refusal::Closed),
        }
    }

    pub(crate) const fn open_now_mut(&mut self) -> Result<&mut Open, Refusal> {
        match &mut self.state {
            State::Open { open } => Ok(open),
            State::Closed { .. } => Err(Refusal::Closed),
        }
    }

    /// Open, and support was not declined.
    pub(crate) const fn may_plan(&self) -> Result<(), Refusal> {
        match (&self.state, &self.wish) {
            (State::Closed { .. }, _) => Err(Refusal::Closed),
            (_, Some(Wish::Declined { .. })) => Err(Refusal::Declined),
            _ => Ok(()),
        }
    }
}

/// What can be read of a case. All of it is for the app, which shows what [`crate::view()`] gives.
impl Case {
    /// Its id.
    pub const fn id(&self) -> CaseId {
        self.id
    }

    /// Whom it is about.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// Where the person belongs.
    pub const fn place(&self) -> &PlacePath {
        &self.place
    }

    /// Its kind, a code of the pack.
    pub const fn kind(&self) -> &Code {
        &self.kind
    }

    /// What it came from, and the warnings.
    pub fn origin(&self) -> (Origin, &[WarningId]) {
        (self.origin, &self.warnings)
    }

    /// Pack and version under which it was opened.
    pub const fn rules(&self) -> (&Code, &Code) {
        (&self.rules, &self.rules_version)
    }

    /// The day on which it was first opened.
    pub const fn opened_on(&self) -> Date {
        self.opened_on
    }

    /// Instant of the last event.
    pub const fn last_at(&self) -> Timestamp {
        self.last_at
    }

    /// Open or closed.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Who answers for it, or last did.
    pub const fn responsible(&self) -> &Responsible {
        match &self.state {
            State::Open { open } => &open.responsible,
            State::Closed { closed } => &closed.responsible,
        }
    }

    /// Whether support is wanted; `None` until somebody asked, and again after re-opening.
    pub const fn wish(&self) -> Option<&Wish> {
        self.wish.as_ref()
    }

    /// The standing grade; `None` before the first review since the last opening.
    pub fn grade(&self) -> Option<Grade> {
        self.reviews().next_back().map(|reviewed| reviewed.review.standing)
    }

    /// Reviews since the last opening, oldest first.
    pub fn reviews(&self) -> impl DoubleEndedIterator<Item = &Reviewed> {
        self.reviews.iter().filter(|one| one.episode == self.episode)
    }

    /// Contacts and attempts since the last opening, in the order of their recording.
    pub fn met(&self) -> impl DoubleEndedIterator<Item = &Met> {
        self.encounters.iter().filter(|one| one.episode == self.episode)
    }

    /// All problems.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// All goals.
    pub fn goals(&self) -> &[Goal] {
        &self.goals
    }

    /// All steps.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// A step by its id.
    ///
    /// Errors: [`Refusal::NoSuchItem`].
    pub fn step(&self, item: ItemId) -> Result<&Step, Refusal> {
        self.steps.iter().find(|step| step.id == item).ok_or(Refusal::NoSuchItem { item })
    }

    /// When and with whom the plan was agreed, oldest first.
    pub fn plans(&self) -> &[PlanAgreed] {
        &self.plans
    }

    /// Versions of the safety plan, oldest first.
    pub fn safety(&self) -> &[SafetyVersion] {
        &self.safety
    }

    /// People close to the person.
    pub fn contacts(&self) -> &[Known] {
        &self.contacts
    }

    /// All conferences.
    pub fn conferences(&self) -> &[Conference] {
        &self.conferences
    }

    /// Everybody who is or was in the team.
    pub fn team(&self) -> &[Mate] {
        &self.team
    }

    /// Scores of one measure that count, by day; two of a day in the order of their recording.
    pub fn points_of(&self, measure: &Code) -> Vec<&Point> {
        let counted = self.points.iter().filter(|taken| !taken.struck && taken.point.measure == *measure);
        let mut points: Vec<&Point> = counted.map(|taken| &taken.point).collect();
        points.sort_by_key(|point| point.on);
        points
    }

    /// All scores, struck ones too.
    pub fn points(&self) -> &[Taken] {
        &self.points
    }

    /// What staff wrote, in order.
    pub fn record(&self) -> &[Line] {
        &self.record
    }

    /// Was an event of this id applied?
    pub fn knows(&self, event: CaseEventId) -> bool {
        self.applied.contains(&event)
    }
}
