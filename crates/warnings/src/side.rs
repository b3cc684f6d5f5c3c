//! What runs beside the step of a warning: reviews, a rise that waits for a second person, a hand-over that waits to be accepted, an
//! objection that waits for its answer. Each of them has an owner and a due time of its own.

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, WarningId};

use crate::downgrade::DowngradeProposal;
use crate::event::Follows;
use crate::objection::Objection;
use crate::offer::Offer;
use crate::review::ReviewNote;
use crate::upgrade::RiseProposal;
use crate::warning::{Open, State, Warning};
use crate::{Owner, Step};

words! {
    /// Which clock of a warning is meant.
    Clock {
        /// The clock of the step.
        Step = "step",
        /// Until when a second person confirms or refuses a graver level.
        Rise = "rise",
        /// Until when the next review is owed.
        Review = "review",
        /// Until when the next owner accepts a hand-over.
        Accept = "accept",
        /// Until when an objection is answered.
        Answer = "answer",
    }
}

impl Default for Clock {
    /// Events that were kept before there were other clocks speak of the step.
    fn default() -> Self {
        Self::Step
    }
}

impl Clock {
    pub(crate) fn is_step(&self) -> bool {
        *self == Self::Step
    }
}

/// What a warning keeps beside its step. All of it is empty for a log that knows only steps.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Side {
    pub rise: Option<RiseProposal>,
    pub review: Option<Open>,
    pub offer: Option<Offer>,
    pub objection: Option<Objection>,
    pub downgrade: Option<DowngradeProposal>,
    pub reviews: Vec<ReviewNote>,
    /// A review said that none is needed any more.
    pub cleared: bool,
    /// When the present level was given.
    pub level_at: Timestamp,
    /// Who had a say in opening it or in making it graver.
    pub deciders: BTreeSet<AccountId>,
    pub follows: Option<Follows>,
    pub absorbed: Vec<WarningId>,
    /// An objection was upheld: it does not open again.
    pub upheld: bool,
    /// How often it was opened again.
    pub reopened: u32,
}

/// One thing that is owed: which clock, what, by whom, until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed<'a> {
    pub clock: Clock,
    pub step: Step,
    pub open: &'a Open,
}

impl Warning {
    /// Everything that is owed, the soonest first; empty when the warning has ended.
    pub fn owed(&self) -> Vec<Owed<'_>> {
        let mut found: Vec<Owed<'_>> = Clock::ALL.iter().filter_map(|clock| self.clock(*clock)).collect();
        found.sort_by_key(|owed| (owed.open.due_at, owed.clock));
        found
    }

    /// What is owed the soonest: the due time that a queue sorts and a sweep asks by.
    pub fn next_owed(&self) -> Option<Owed<'_>> {
        self.owed().first().copied()
    }

    /// One clock; `None` when it does not run.
    pub fn clock(&self, clock: Clock) -> Option<Owed<'_>> {
        let (step, main) = self.state.open()?;
        let (step, open) = match clock {
            Clock::Step => (step, main),
            Clock::Rise => (Step::Second, &self.side.rise.as_ref()?.open),
            Clock::Review => (Step::Review, self.side.review.as_ref()?),
            Clock::Accept => (Step::Accept, &self.side.offer.as_ref()?.open),
            Clock::Answer => (Step::Answer, &self.side.objection.as_ref()?.open),
        };
        Some(Owed { clock, step, open })
    }

    pub(crate) fn clock_mut(&mut self, clock: Clock) -> Option<&mut Open> {
        let main = self.state.open_mut()?;
        match clock {
            Clock::Step => Some(main),
            Clock::Rise => self.side.rise.as_mut().map(|rise| &mut rise.open),
            Clock::Review => self.side.review.as_mut(),
            Clock::Accept => self.side.offer.as_mut().map(|offer| &mut offer.open),
            Clock::Answer => self.side.objection.as_mut().map(|objection| &mut objection.open),
        }
    }

    /// Gives the step to `to`. A review that the former owner owed goes with it; an offer to somebody is void.
    pub(crate) fn give_to(&mut self, to: &Owner) {
        self.side.offer = None;
        let Some(open) = self.state.open_mut() else { return };
        let former = std::mem::replace(&mut open.owner, to.clone());
        if let Some(review) = &mut self.side.review
            && review.owner.account == former.account
        {
            review.owner = to.clone();
        }
    }

    /// Something new speaks of a graver state: the present step is due no later than `due_at`, and a warning whose support has begun is
    /// talked through again.
    ///
    /// The due time never gets later. Proposals that were made before lapse, because the second person would confirm something else.
    pub(crate) fn respond(&mut self, due_at: Timestamp) {
        let at = self.last_at;
        self.side.downgrade = None;
        match &mut self.state {
            State::Feedback { open } | State::Close { open, .. } => {
                let open = open.tightened(at, due_at);
                self.state = State::Verify { open };
                self.person_heard = None;
            }
            state => {
                if let Some(open) = state.open_mut() {
                    *open = open.tightened(at, due_at);
                }
            }
        }
    }

    /// The step whose limit runs after something new was learned.
    pub(crate) fn responding_step(&self) -> Step {
        match self.state.open() {
            Some((Step::Feedback | Step::Close, _)) | None => Step::Verify,
            Some((step, _)) => step,
        }
    }

    /// The review is due no later than `due_at`; where support has begun and none runs, one begins.
    pub(crate) fn review_by(&mut self, due_at: Option<Timestamp>) {
        self.side.cleared = false;
        let at = self.last_at;
        let begun = !self.actions.is_empty();
        let Some((_, main)) = self.state.open() else { return };
        let owner = main.owner.clone();
        match (&mut self.side.review, due_at) {
            (Some(review), Some(due_at)) => *review = review.tightened(at, due_at),
            (review @ None, Some(due_at)) if begun => *review = Some(Open::new(owner, at, due_at)),
            _ => {}
        }
    }

    /// With the end of a warning everything beside its step ends.
    pub(crate) fn end(&mut self, state: State) {
        self.state = state;
        self.side.rise = None;
        self.side.review = None;
        self.side.offer = None;
        self.side.objection = None;
        self.side.downgrade = None;
    }

    /// A warning does not end while somebody waits for a decision about it.
    pub(crate) fn nothing_waits(&self) -> Result<(), crate::Refusal> {
        if self.side.rise.is_some() {
            return Err(crate::Refusal::RiseWaits);
        }
        if self.side.objection.is_some() {
            return Err(crate::Refusal::ObjectionWaits);
        }
        Ok(())
    }

    /// Errors: ended, or not yet confirmed.
    pub(crate) fn running(&self) -> Result<&Open, crate::Refusal> {
        match self.state.open() {
            None => Err(crate::Refusal::Ended),
            Some((Step::Second, _)) => Err(crate::Refusal::NotConfirmed),
            Some((_, open)) => Ok(open),
        }
    }
}

impl Open {
    /// This clock, due no later than `due_at`; it restarts at `at` only when it gets shorter.
    pub(crate) fn tightened(&self, at: Timestamp, due_at: Timestamp) -> Self {
        let due_at = due_at.max(at);
        if due_at < self.due_at { Self::new(self.owner.clone(), at, due_at) } else { self.clone() }
    }
}

/// What can be read of a warning beside its step.
impl Warning {
    /// A graver level that waits for a second person.
    pub const fn rise(&self) -> Option<&RiseProposal> {
        self.side.rise.as_ref()
    }

    /// A milder level that waits for a clinician's signature.
    pub const fn downgrade(&self) -> Option<&DowngradeProposal> {
        self.side.downgrade.as_ref()
    }

    /// A hand-over that waits to be accepted.
    pub const fn offer(&self) -> Option<&Offer> {
        self.side.offer.as_ref()
    }

    /// An objection that waits for its answer.
    pub const fn objection(&self) -> Option<&Objection> {
        self.side.objection.as_ref()
    }

    /// The reviews so far, in order.
    pub fn reviews(&self) -> &[ReviewNote] {
        &self.side.reviews
    }

    /// Did the last review say that none is needed any more?
    pub const fn is_cleared(&self) -> bool {
        self.side.cleared
    }

    /// When the present level was given.
    pub const fn level_at(&self) -> Timestamp {
        self.side.level_at
    }

    /// Who had a say in opening it or in making it graver; none of them answers an objection.
    pub const fn deciders(&self) -> &BTreeSet<AccountId> {
        &self.side.deciders
    }

    /// The earlier warning after which this one was opened.
    pub const fn follows(&self) -> Option<&Follows> {
        self.side.follows.as_ref()
    }

    /// The duplicates that it took up.
    pub fn absorbed(&self) -> &[WarningId] {
        &self.side.absorbed
    }

    /// How often it was opened again after it was closed.
    pub const fn reopened(&self) -> u32 {
        self.side.reopened
    }
}
