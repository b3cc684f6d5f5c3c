//! The life of a campaign: the fold of its events.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::AccountId;

use crate::capacity::Figures;
use crate::{Act, Event, Refusal, Window};

closed_list! {
    /// Where a campaign stands. Whether its days have begun or are over follows from its window and the date.
    Stage: "stage of a campaign" {
        /// Planned; it waits for the sign-off, and asks nobody.
        Planned = "planned",
        /// Sent back by the second person: to be planned anew.
        SentBack = "sent_back",
        /// Signed off: it asks on the days of its window.
        Running = "running",
        /// Nobody begins; who had begun may finish.
        Paused = "paused",
        /// Ended.
        Closed = "closed",
    }
}

/// A campaign as its events tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct Campaign {
    stage: Stage,
    window: Window,
    planned_by: Option<AccountId>,
    signed_by: Option<AccountId>,
    /// since when it stands so
    since: Timestamp,
    /// when a person last let it go on after a pause
    resumed_at: Option<Timestamp>,
    /// what the capacity rule paused it for
    paused_for: Option<Figures>,
    events: usize,
}

impl Campaign {
    /// Folds a history.
    ///
    /// Errors: the refusal of the first event that is not possible, with its place in the history.
    pub fn fold(events: &[Event]) -> Result<Self, (usize, Refusal)> {
        let (first, rest) = events.split_first().ok_or((0, Refusal::Beginning))?;
        let Act::Planned { window } = first.act else { return Err((0, Refusal::Beginning)) };
        if !window.is_sound() {
            return Err((0, Refusal::Window));
        }
        let mut folded = Self {
            stage: Stage::Planned,
            window,
            planned_by: first.by,
            signed_by: None,
            since: first.at,
            resumed_at: None,
            paused_for: None,
            events: 1,
        };
        for (index, event) in rest.iter().enumerate() {
            folded.apply(event).map_err(|refusal| (index + 1, refusal))?;
        }
        Ok(folded)
    }

    /// Says whether a step is possible, and the campaign after it. `today` is the local day of the step.
    ///
    /// Errors: the refusal; nothing changes then.
    pub fn decide(&self, event: &Event, today: Date) -> Result<Self, Refusal> {
        let window = match &event.act {
            Act::Planned { window } | Act::Reopened { window } => Some(*window),
            _ => None,
        };
        if window.is_some_and(|window| !window.is_sound() || window.is_over(today)) {
            return Err(Refusal::Window);
        }
        if event.act == Act::TakenOver {
            // only the upgrade of the data wrote it
            return Err(Refusal::OutOfTurn);
        }
        let mut after = self.clone();
        after.apply(event)?;
        Ok(after)
    }

    fn apply(&mut self, event: &Event) -> Result<(), Refusal> {
        self.permit(event)?;
        match &event.act {
            Act::Planned { window } => {
                self.stage = Stage::Planned;
                self.window = *window;
                self.planned_by = event.by;
            }
            Act::TakenOver => self.stage = Stage::Running,
            Act::SignedOff => {
                self.stage = Stage::Running;
                self.signed_by = event.by;
            }
            Act::SentBack => self.stage = Stage::SentBack,
            Act::Paused => {
                self.stage = Stage::Paused;
                self.paused_for = None;
            }
            Act::PausedByCapacity { figures } => {
                self.stage = Stage::Paused;
                self.paused_for = Some(*figures);
            }
            Act::Resumed => {
                self.stage = Stage::Running;
                self.resumed_at = Some(event.at);
                self.paused_for = None;
            }
            Act::Closed => self.stage = Stage::Closed,
            Act::Reopened { window } => {
                self.stage = Stage::Running;
                self.window = *window;
                self.resumed_at = Some(event.at);
            }
        }
        self.since = event.at;
        self.events += 1;
        Ok(())
    }

    fn permit(&self, event: &Event) -> Result<(), Refusal> {
        let by_program = matches!(event.act, Act::PausedByCapacity { .. } | Act::TakenOver);
        if by_program != event.by.is_none() {
            return Err(Refusal::NeedsPerson);
        }
        let turn = match event.act {
            // a plan that was sent back is planned anew, and one that waits may still be changed
            Act::Planned { .. } => matches!(self.stage, Stage::Planned | Stage::SentBack),
            Act::TakenOver | Act::SignedOff | Act::SentBack => self.stage == Stage::Planned,
            Act::Paused | Act::PausedByCapacity { .. } => self.stage == Stage::Running,
            Act::Resumed => self.stage == Stage::Paused,
            Act::Closed => matches!(self.stage, Stage::Running | Stage::Paused),
            Act::Reopened { .. } => self.stage == Stage::Closed,
        };
        if !turn {
            return Err(Refusal::OutOfTurn);
        }
        if matches!(event.act, Act::SignedOff | Act::SentBack) && event.by == self.planned_by {
            return Err(Refusal::OwnPlan);
        }
        let worded = event.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
        let needs_words = match event.act {
            Act::SentBack | Act::Paused | Act::Reopened { .. } => true,
            // going on although the program saw too little staff is a decision that somebody answers for
            Act::Resumed => self.paused_for.is_some(),
            _ => false,
        };
        if needs_words && !worded {
            return Err(Refusal::Wordless);
        }
        Ok(())
    }

    /// Where it stands.
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// The days on which it asks.
    pub const fn window(&self) -> Window {
        self.window
    }

    /// Since when it stands so.
    pub const fn since(&self) -> Timestamp {
        self.since
    }

    /// Who planned it last.
    pub const fn planned_by(&self) -> Option<AccountId> {
        self.planned_by
    }

    /// Who signed it off.
    pub const fn signed_by(&self) -> Option<AccountId> {
        self.signed_by
    }

    /// When a person last let it go on, or opened it again.
    pub const fn resumed_at(&self) -> Option<Timestamp> {
        self.resumed_at
    }

    /// What the capacity rule paused it for, while it rests for that.
    pub const fn paused_for(&self) -> Option<Figures> {
        self.paused_for
    }

    /// How many events it has: the version that the next step is compared with.
    pub const fn events(&self) -> usize {
        self.events
    }

    /// Somebody may begin to answer today.
    pub fn asks(&self, today: Date) -> bool {
        self.stage == Stage::Running && self.window.holds(today)
    }

    /// A sheet that somebody had begun is taken today.
    pub fn takes(&self, today: Date) -> bool {
        matches!(self.stage, Stage::Running | Stage::Paused) && self.window.holds(today)
    }

    /// Staff may bring in answers on paper: also after the last day, until it is closed.
    pub fn takes_files(&self, today: Date) -> bool {
        matches!(self.stage, Stage::Running | Stage::Paused) && self.window.opens_on <= today
    }
}
