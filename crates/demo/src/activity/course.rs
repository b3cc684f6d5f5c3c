//! The course of a story: who does what, how long after the deed before it.

use xinqiao_warnings::{Action, Dismissal, Finding, Hearing, Level, Outcome, Reviewing};

/// Something that staff do about a person, or the program does by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// takes up the person's open signals as a warning, and names who owes the next step
    Confirm {
        level: Level,
        owner: &'static str,
    },
    Dismiss(Dismissal),
    Second {
        level: Level,
        owner: &'static str,
    },
    SetAside(Dismissal),
    Acknowledge,
    Verify(Finding),
    Intervene(Action),
    /// somebody looks again
    Review(Reviewing),
    Feedback(Hearing),
    Close(Outcome),
    SecondClose,
    HandOver {
        to: &'static str,
    },
    Note,
    /// the sweep finds what is late
    Sweep,
}

/// A deed with its distance from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Move {
    pub minutes: i64,
    /// login of the account; nobody's for the sweep
    pub by: &'static str,
    pub deed: Deed,
    pub note: &'static str,
}

/// The usual way through the loop, up to where a story stops.
///
/// The distances stay within the limits of the shipped rules; a story that is late says so with a sweep.
#[derive(Debug, Clone)]
pub(crate) struct Course {
    level: Level,
    owner: &'static str,
    moves: Vec<Move>,
}

const HOUR: i64 = 60;
/// How long after support a red warning is looked at again: within the day that the rules give.
pub(crate) const REVIEWED: i64 = 6 * HOUR;

impl Course {
    /// A course at a level that `owner` is responsible for; nothing has happened yet.
    pub const fn new(level: Level, owner: &'static str) -> Self {
        Self { level, owner, moves: Vec::new() }
    }

    /// The deeds in order.
    pub fn moves(self) -> Vec<Move> {
        self.moves
    }

    fn is_red(&self) -> bool {
        self.level == Level::Red
    }

    /// One more deed.
    pub fn then(mut self, minutes: i64, by: &'static str, deed: Deed, note: &'static str) -> Self {
        self.moves.push(Move { minutes, by, deed, note });
        self
    }

    /// A deed of the owner, after `red` or `other` minutes.
    fn owned(self, red: i64, other: i64, deed: Deed, note: &'static str) -> Self {
        let (owner, minutes) = (self.owner, if self.is_red() { red } else { other });
        self.then(minutes, owner, deed, note)
    }

    /// `by` proposes a red warning; `second` is to look as the second person.
    pub fn proposed(self, by: &'static str, second: &'static str) -> Self {
        let level = self.level;
        self.then(4, by, Deed::Confirm { level, owner: second }, "")
    }

    /// Confirmed: by one person, or by two where the level is red.
    pub fn confirmed(self, by: &'static str, second: &'static str) -> Self {
        let (level, owner) = (self.level, self.owner);
        if self.is_red() {
            return self.proposed(by, second).then(4, second, Deed::Second { level, owner }, "");
        }
        self.then(90, by, Deed::Confirm { level, owner }, "")
    }

    /// The owner takes it on.
    pub fn taken_on(self) -> Self {
        self.owned(3, 45, Deed::Acknowledge, "")
    }

    /// The owner talked with the person.
    pub fn verified(self, finding: Finding, note: &'static str) -> Self {
        self.owned(7, 20 * HOUR, Deed::Verify(finding), note)
    }

    /// Support began.
    pub fn helped(self, action: Action, note: &'static str) -> Self {
        self.owned(20, 26 * HOUR, Deed::Intervene(action), note)
    }

    /// Somebody looked again, a day after support began, and no further look is needed.
    pub fn reviewed(self) -> Self {
        let owner = self.owner;
        self.then(REVIEWED, owner, Deed::Review(Reviewing::Cleared), "医生看过，眼前平稳。")
    }

    /// The person heard back; red is looked at again before.
    pub fn heard(self, hearing: Hearing) -> Self {
        let course = if self.is_red() { self.reviewed() } else { self };
        course.owned(40 * HOUR - REVIEWED, 30 * HOUR, Deed::Feedback(hearing), "")
    }

    /// The owner states the outcome; red waits for a second person then.
    pub fn close_stated(self, outcome: Outcome, note: &'static str) -> Self {
        self.owned(30 * HOUR, 20 * HOUR, Deed::Close(outcome), note)
    }

    /// Closed, by two persons where the level is red.
    pub fn closed(self, outcome: Outcome, second: &'static str, note: &'static str) -> Self {
        let red = self.is_red();
        let stated = self.close_stated(outcome, note);
        if red { stated.then(3 * HOUR, second, Deed::SecondClose, "") } else { stated }
    }
}
