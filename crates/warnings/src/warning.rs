//! A warning 预警 and how events change it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, PersonId, SignalId, WarningEventId, WarningId};
use xinqiao_kernel::place::PlacePath;

use crate::event::{Event, Opened, What};
use crate::happen::happen;
use crate::side::Side;
use crate::{Action, Code, Dismissal, Finding, Hearing, Level, Outcome, Refusal, Step};

/// The account that owes the next step, and the place for which it does.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Owner {
    pub account: AccountId,
    /// Silence escalates to the places above this one.
    pub place: PlacePath,
}

/// An open step: somebody named owes it by a time. There is no open state without one of these.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Open {
    pub owner: Owner,
    /// When the clock of the step, or of its last escalation, started.
    pub since: Timestamp,
    /// Never before `since`.
    pub due_at: Timestamp,
}

impl Open {
    /// Due times of damaged or misdated events are never before the start of their clock.
    pub(crate) fn new(owner: Owner, since: Timestamp, due_at: Timestamp) -> Self {
        Self { owner, since, due_at: due_at.max(since) }
    }
}

/// What the first of two persons proposed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CloseProposal {
    pub by: AccountId,
    pub outcome: Outcome,
}

/// Where a warning stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum State {
    /// Proposed by one, not yet confirmed by a second.
    AwaitingSecond { proposed_by: AccountId, open: Open },
    /// Confirmed; to be taken on.
    Acknowledge { open: Open },
    /// To be talked through with the person.
    Verify { open: Open },
    /// Support is to begin.
    Intervene { open: Open },
    /// The parties are to hear back.
    Feedback { open: Open },
    /// An outcome is to be stated.
    Close { open: Open, proposal: Option<CloseProposal> },
    /// Ended with an outcome.
    Closed { outcome: Outcome, at: Timestamp, by: AccountId, proposed_by: Option<AccountId> },
    /// The proposal was set aside before it was confirmed.
    Dismissed { reason: Dismissal, at: Timestamp, by: AccountId },
    /// It ended in an older warning about the same person, which took over what it owed.
    Merged { into: WarningId, at: Timestamp, by: AccountId },
}

impl State {
    /// The open step; `None` when the warning has ended.
    pub const fn open(&self) -> Option<(Step, &Open)> {
        match self {
            Self::AwaitingSecond { open, .. } => Some((Step::Second, open)),
            Self::Acknowledge { open } => Some((Step::Acknowledge, open)),
            Self::Verify { open } => Some((Step::Verify, open)),
            Self::Intervene { open } => Some((Step::Intervene, open)),
            Self::Feedback { open } => Some((Step::Feedback, open)),
            Self::Close { open, .. } => Some((Step::Close, open)),
            Self::Closed { .. } | Self::Dismissed { .. } | Self::Merged { .. } => None,
        }
    }

    pub(crate) const fn open_mut(&mut self) -> Option<&mut Open> {
        match self {
            Self::AwaitingSecond { open, .. }
            | Self::Acknowledge { open }
            | Self::Verify { open }
            | Self::Intervene { open }
            | Self::Feedback { open }
            | Self::Close { open, .. } => Some(open),
            Self::Closed { .. } | Self::Dismissed { .. } | Self::Merged { .. } => None,
        }
    }
}

/// A warning about one person: what its events made of it. Fields change only through [`Warning::apply`].
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Warning {
    pub(crate) id: WarningId,
    pub(crate) person: PersonId,
    pub(crate) place: PlacePath,
    pub(crate) level: Level,
    pub(crate) signals: Vec<SignalId>,
    pub(crate) rules: Code,
    pub(crate) rules_version: Code,
    pub(crate) two_to_close: bool,
    pub(crate) has_reporter: bool,
    pub(crate) opened_at: Timestamp,
    pub(crate) last_at: Timestamp,
    pub(crate) state: State,
    pub(crate) finding: Option<Finding>,
    pub(crate) actions: Vec<Action>,
    pub(crate) person_heard: Option<Hearing>,
    pub(crate) reporter_heard: Option<Hearing>,
    pub(crate) escalations: u32,
    pub(crate) applied: BTreeSet<WarningEventId>,
    #[serde(default)]
    pub(crate) side: Side,
}

/// What a verb gives: the warning after it, and the event to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub warning: Warning,
    /// `None` when an event of this id was applied before: nothing to keep.
    pub event: Option<Event>,
}

impl Warning {
    /// The warning that its first event opens.
    ///
    /// Errors: [`Refusal::NotOpened`] for any other event, [`Refusal::NoSignal`], [`Refusal::NeedsPerson`].
    pub fn open(event: &Event) -> Result<Self, Refusal> {
        let What::Opened(opened) = &event.what else {
            return Err(Refusal::NotOpened);
        };
        let by = event.account()?;
        if opened.signals.is_empty() {
            return Err(Refusal::NoSignal);
        }
        let Opened { owner, due_at, .. } = opened.clone();
        let open = Open::new(owner, event.at, due_at);
        // red takes two persons even if a damaged event says otherwise
        let state = if opened.two_to_confirm || opened.level == Level::Red {
            State::AwaitingSecond { proposed_by: by, open }
        } else {
            State::Acknowledge { open }
        };
        Ok(Self {
            id: opened.warning,
            person: opened.person,
            place: opened.place.clone(),
            level: opened.level,
            signals: opened.signals.clone(),
            rules: opened.rules.clone(),
            rules_version: opened.rules_version.clone(),
            two_to_close: opened.two_to_close,
            has_reporter: opened.has_reporter,
            opened_at: event.at,
            last_at: event.at,
            state,
            finding: None,
            actions: Vec::new(),
            person_heard: None,
            reporter_heard: None,
            escalations: 0,
            applied: BTreeSet::from([event.id]),
            side: Side { level_at: event.at, deciders: BTreeSet::from([by]), follows: opened.follows, ..Side::default() },
        })
    }

    /// The warning after `event`. An event whose id was applied before changes nothing.
    ///
    /// An event that is older than the last one (a clock was set back) counts as happening at the last one's instant.
    /// Errors: any [`Refusal`] of the event's verb; this warning is as it was.
    pub fn apply(&self, event: &Event) -> Result<Self, Refusal> {
        if self.applied.contains(&event.id) {
            return Ok(self.clone());
        }
        let mut next = self.clone();
        next.last_at = self.last_at.max(event.at);
        happen(&mut next, event)?;
        next.applied.insert(event.id);
        Ok(next)
    }

    /// The warning that a kept log of events tells of. Repeated events change nothing.
    ///
    /// Errors: [`Refusal::NotOpened`] for an empty log; any other refusal means that the log is damaged.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Result<Self, Refusal> {
        let mut events = events.into_iter();
        let first = Self::open(events.next().ok_or(Refusal::NotOpened)?)?;
        events.try_fold(first, |warning, event| warning.apply(event))
    }

    /// The change that `event` makes.
    pub(crate) fn change(&self, event: Event) -> Result<Change, Refusal> {
        if self.applied.contains(&event.id) {
            return Ok(Change { warning: self.clone(), event: None });
        }
        Ok(Change { warning: self.apply(&event)?, event: Some(event) })
    }

    /// The open step if it is `needed`.
    pub(crate) fn at_step(&self, needed: Step) -> Result<&Open, Refusal> {
        match self.state.open() {
            None => Err(Refusal::Ended),
            Some((present, open)) if present == needed => Ok(open),
            Some((present, _)) => Err(Refusal::WrongStep { needed, present }),
        }
    }

    /// The level whose clock runs: red while a danger that was found waits for support.
    pub fn pace(&self) -> Level {
        let danger = self.finding == Some(Finding::ImmediateDanger) && matches!(self.state, State::Intervene { .. });
        if danger { Level::Red } else { self.level }
    }

    /// A proposal to close lapses: the second person would confirm something else than was proposed.
    pub(crate) const fn void_proposal(&mut self) {
        if let State::Close { proposal, .. } = &mut self.state {
            *proposal = None;
        }
    }

    /// When an act at `at` counts as happening: never before the last event.
    pub(crate) fn effective(&self, at: Timestamp) -> Timestamp {
        self.last_at.max(at)
    }
}

/// What can be read of a warning.
impl Warning {
    /// Its id.
    pub const fn id(&self) -> WarningId {
        self.id
    }

    /// Whom it is about.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// The place where the person belongs; owners may stand further up.
    pub const fn place(&self) -> &PlacePath {
        &self.place
    }

    /// Its colour, as confirmed.
    pub const fn level(&self) -> Level {
        self.level
    }

    /// The signals that it cites; never empty.
    pub fn signals(&self) -> &[SignalId] {
        &self.signals
    }

    /// Pack and version under which it was opened.
    pub const fn rules(&self) -> (&Code, &Code) {
        (&self.rules, &self.rules_version)
    }

    /// When the first person confirmed or proposed it.
    pub const fn opened_at(&self) -> Timestamp {
        self.opened_at
    }

    /// Instant of the last event.
    pub const fn last_at(&self) -> Timestamp {
        self.last_at
    }

    /// Where it stands.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Closed, set aside, or merged into another.
    pub const fn has_ended(&self) -> bool {
        self.state.open().is_none()
    }

    /// Was it confirmed by as many persons as its level needs?
    pub const fn is_confirmed(&self) -> bool {
        !matches!(self.state, State::AwaitingSecond { .. } | State::Dismissed { .. })
    }

    /// Does closing take a proposal and a second person?
    pub const fn needs_two_to_close(&self) -> bool {
        self.two_to_close
    }

    /// Does somebody other than the person wait to hear back?
    pub const fn has_reporter(&self) -> bool {
        self.has_reporter
    }

    /// What talking with the person showed.
    pub const fn finding(&self) -> Option<Finding> {
        self.finding
    }

    /// The support so far, in order.
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// How hearing back went with the person; `None` as long as it is owed.
    pub const fn person_heard(&self) -> Option<Hearing> {
        self.person_heard
    }

    /// How hearing back went with the reporter.
    pub const fn reporter_heard(&self) -> Option<Hearing> {
        self.reporter_heard
    }

    /// How often silence moved it up, over all steps.
    pub const fn escalations(&self) -> u32 {
        self.escalations
    }

    /// Was an event of this id applied?
    pub fn knows(&self, event: WarningEventId) -> bool {
        self.applied.contains(&event)
    }
}
