//! The verbs of a review: each gives the review after it and the entry to keep.

use jiff::Timestamp;
use xinqiao_kernel::id::StepId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_kernel::{Limit, Owner, WorkClock, next_up};

use super::{Act, Actor, Cause, Entry, Findings, Mark, MissedRefusal, MissedReview, Opened, ReviewRules, Step, is_offered};
use crate::Code;

/// What a verb gives; no entry when it was kept before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub now: MissedReview,
    pub entry: Option<Entry>,
}

/// What a review is opened with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    pub place: PlacePath,
    pub event: Code,
    pub cause: Cause,
    pub event_at: Timestamp,
    pub owner: Owner,
}

fn due(rules: &ReviewRules, clock: &WorkClock<'_>, days: i64, at: Timestamp) -> Timestamp {
    let clock = WorkClock { day_ends: rules.day_ends, ..*clock };
    clock.after(Limit::Days(u16::try_from(days).unwrap_or(u16::MAX)), at)
}

/// Opens a review, by a person or by the program. Errors: `NotOffered` for an event that the pack does not have, `Wordless` for one that
/// somebody records without saying what is known.
pub fn open(
    opening: Opening,
    (id, at, by): (StepId, Timestamp, Actor),
    note: Option<String>,
    rules: &ReviewRules,
    clock: &WorkClock<'_>,
) -> Result<Change, MissedRefusal> {
    is_offered(rules.events.iter().map(|event| &event.code), &opening.event)?;
    let Opening { place, event, cause, event_at, owner } = opening;
    let due_at = due(rules, clock, rules.due_days, at);
    let step = Step::Opened(Box::new(Opened { place, event, cause, event_at, owner, due_at }));
    let entry = Entry { id, at, by, note, step };
    if by != Actor::System {
        entry.worded()?;
    }
    Ok(Change { now: MissedReview::begin(&entry)?, entry: Some(entry) })
}

impl MissedReview {
    fn change(&self, entry: Entry) -> Result<Change, MissedRefusal> {
        Ok(Change { now: self.apply(&entry)?, entry: Some(entry) })
    }

    fn done(&self, act: &Act, step: impl FnOnce(Timestamp) -> Step) -> Result<Change, MissedRefusal> {
        if self.knows(act.id) {
            return Ok(Change { now: self.clone(), entry: None });
        }
        let at = self.effective(act.at);
        self.change(Entry::of(act, at, step(at)))
    }
}

/// Writes something down. Errors: `Wordless`, `Ended`.
pub fn note(review: &MissedReview, act: &Act) -> Result<Change, MissedRefusal> {
    review.done(act, |_| Step::Noted)
}

/// Proposes something to whoever keeps the rules. Errors: `Wordless`.
pub fn advise(review: &MissedReview, act: &Act, about: Mark) -> Result<Change, MissedRefusal> {
    review.done(act, |_| Step::Advised { about })
}

/// The first person would close it with findings; the words are the lesson. Errors: `NotOffered`, `Wordless`, `OutOfTurn`, `Ended`.
pub fn close(
    review: &MissedReview,
    act: &Act,
    mut findings: Findings,
    rules: &ReviewRules,
    clock: &WorkClock<'_>,
) -> Result<Change, MissedRefusal> {
    for code in std::iter::once(&findings.finding).chain(&findings.also) {
        is_offered(rules.findings.iter().map(|finding| &finding.code), code)?;
    }
    let finding = findings.finding.clone();
    findings.also.remove(&finding);
    review.done(act, |at| Step::Proposed { findings, due_at: due(rules, clock, rules.second_days, at) })
}

/// The second person agrees. Errors: `SamePerson`, `OutOfTurn`, `Ended`.
pub fn agree(review: &MissedReview, act: &Act) -> Result<Change, MissedRefusal> {
    review.done(act, |_| Step::Agreed)
}

/// The second person does not agree. Errors: `SamePerson`, `Wordless`, `OutOfTurn`, `Ended`.
pub fn send_back(review: &MissedReview, act: &Act, rules: &ReviewRules, clock: &WorkClock<'_>) -> Result<Change, MissedRefusal> {
    review.done(act, |at| Step::SentBack { due_at: due(rules, clock, rules.second_days, at) })
}

/// Another account owes it; the clock runs on. Errors: `SameOwner`, `Ended`.
pub fn hand_over(review: &MissedReview, act: &Act, to: Owner) -> Result<Change, MissedRefusal> {
    review.done(act, |_| Step::HandedOver { to })
}

/// Nobody acted in time: the next owner above has a new clock; without anybody above, the present owner keeps it. Errors: `NotDue`, `Ended`.
pub fn silence(
    review: &MissedReview,
    (id, at): (StepId, Timestamp),
    candidates: &[Owner],
    rules: &ReviewRules,
    clock: &WorkClock<'_>,
) -> Result<Change, MissedRefusal> {
    let open = review.owed().ok_or(MissedRefusal::Ended)?;
    let at = review.effective(at);
    if at < open.due_at {
        return Err(MissedRefusal::NotDue { due_at: open.due_at });
    }
    let to = review.owner().and_then(|owner| next_up(owner, candidates));
    let step = Step::Silent { missed: open.due_at, to, due_at: due(rules, clock, rules.second_days, at) };
    review.change(Entry { id, at, by: Actor::System, note: None, step })
}
