//! Everything that can be done to a warning, as values that walks and random stories choose from, and the laws that each event obeys.

use super::verbs::at_step;
use super::*;
use jiff::SignedDuration;

#[derive(Debug, Clone, Copy)]
pub(super) enum Verb {
    Second(Level),
    Dismiss,
    Acknowledge,
    Verify(Finding),
    Intervene(Action),
    Feedback(Party, Hearing),
    Close(Outcome),
    SecondClose,
    HandOver(u64),
    Note,
    Escalate {
        nobody: bool,
    },
    Upgrade(Level),
    SecondUpgrade,
    RefuseUpgrade,
    Downgrade(Level),
    SignDowngrade,
    Review(Reviewing),
    TakeUp(u64, Level),
    /// A younger warning, by its place among [`Partners`], ends in this one.
    Absorb(usize),
    /// This one ends in an older warning.
    MergeAway,
    Reopen(Reopening),
    Offer(u64),
    Accept,
    Reassign(u64),
    PassOn(Clock, u64),
    Object(u64),
    Answer(Answer),
    SecondObjection,
}

/// Other warnings about the same person.
pub(super) struct Partners {
    older: Warning,
    younger: Vec<Warning>,
}

impl Partners {
    pub fn new(world: &World) -> Self {
        let aged = |mut warning: Warning, minutes: i64| {
            let at = ten() + SignedDuration::from_mins(minutes);
            warning.id = WarningId::new(&IdSource::seeded(u64::try_from(1_000 + minutes).unwrap()), at);
            warning.signals = vec![SignalId::new(&IdSource::seeded(u64::try_from(1_000 + minutes).unwrap()), ten())];
            warning
        };
        let younger = [(Level::Red, Step::Feedback, 10), (Level::Yellow, Step::Acknowledge, 20), (Level::Blue, Step::Close, 30)];
        Self {
            older: aged(at_step(world, Level::Yellow, false, Step::Verify), -10),
            younger: younger.map(|(level, step, n)| aged(at_step(world, level, true, step), n)).to_vec(),
        }
    }
}

/// What a verb gives on a warning, or the refusal.
pub(super) fn decide(world: &World, partners: &Partners, warning: &Warning, verb: Verb, act: &Act) -> Result<Change, Refusal> {
    let time = world.time();
    let other_id = super::act(99_000, 0, ten()).id;
    match verb {
        Verb::Second(level) => second(warning, act, level, owner(3, COUNTY), None, &time),
        Verb::Dismiss => dismiss(warning, act, Dismissal::Duplicate, None, &time),
        Verb::Acknowledge => acknowledge(warning, act, None, &time),
        Verb::Verify(finding) => verify(warning, act, finding, None, &time),
        Verb::Intervene(action) => intervene(warning, act, action, None, &time),
        Verb::Feedback(party, hearing) => feedback(warning, act, party, hearing, None, &time),
        Verb::Close(outcome) => close(warning, act, outcome, None, &time),
        Verb::SecondClose => second_close(warning, act, None),
        Verb::HandOver(to) => hand_over(warning, act, owner(to, COUNTY), None),
        Verb::Note => note(warning, act, "words".to_owned()),
        Verb::Escalate { nobody } => {
            let candidates = if nobody { Vec::new() } else { world.candidates() };
            escalate(warning, act.id, act.at, &candidates, &time)
        }
        Verb::Upgrade(level) => upgrade(warning, act, level, owner(2, COUNTY), None, &time),
        Verb::SecondUpgrade => second_upgrade(warning, act, None, &time),
        Verb::RefuseUpgrade => refuse_upgrade(warning, act, "words".to_owned()),
        Verb::Downgrade(level) => {
            // two sheets from the two days before, so that the act lies late enough after the level was given
            let sheet = |n, hours| {
                let at = act.at - SignedDuration::from_hours(hours);
                Cited::Sheet { response: ResponseId::new(&IdSource::seeded(n), ten()), at }
            };
            propose_downgrade(warning, act, level, vec![sheet(1, 26), sheet(2, 1)], None, &time)
        }
        Verb::SignDowngrade => sign_downgrade(warning, act, None, &time),
        Verb::Review(finding) => review(warning, act, finding, None, &time),
        Verb::TakeUp(n, level) => {
            let signals = [world.signal(5_000 + n, SignalSource::Reported { by: account(9) })];
            take_up(warning, TakingUp { signals: &signals, level, second: owner(2, COUNTY), note: None }, act, &time)
        }
        Verb::Absorb(n) => merge(warning, &partners.younger[n], act, other_id, None, &time).map(|merging| merging.survivor),
        Verb::MergeAway => {
            let theirs = Act { id: other_id, ..*act };
            merge(&partners.older, warning, &theirs, act.id, None, &time).map(|merging| merging.absorbed)
        }
        Verb::Reopen(reason) => reopen(warning, act, reason, owner(2, COUNTY), None, &time),
        Verb::Offer(to) => offer(warning, act, owner(to, COUNTY), None, &time),
        Verb::Accept => accept(warning, act, None),
        Verb::Reassign(gone) => {
            let candidates = [owner(2, COUNTY), owner(4, COUNTY), owner(21, "62/6207/"), owner(31, "62/")];
            reassign(warning, act.id, act.at, account(gone), &candidates, &time)
        }
        Verb::PassOn(clock, to) => pass_on(warning, act, clock, owner(to, COUNTY), None),
        Verb::Object(to) => object(warning, act, owner(to, COUNTY), None, &time),
        Verb::Answer(answer) => answer_objection(warning, act, answer, None),
        Verb::SecondObjection => second_objection(warning, act, None),
    }
}

/// An event of a verb with a due time of its own, made without looking at the warning.
pub(super) fn forged(verb: Verb, act: &Act, due_at: Timestamp) -> Event {
    let level_rise = |level| Rise::Given { level, two_to_close: false, due_at, review_due_at: Some(due_at) };
    let what = match verb {
        Verb::Second(level) => What::Seconded { level, two_to_close: false, owner: owner(3, COUNTY), due_at },
        Verb::Dismiss => What::Dismissed { reason: Dismissal::Duplicate },
        Verb::Acknowledge => What::Acknowledged { due_at },
        Verb::Verify(finding) => What::Verified { finding, due_at },
        Verb::Intervene(action) => What::Intervened { action, due_at, review_due_at: Some(due_at) },
        Verb::Feedback(party, hearing) => What::Heard { party, hearing, due_at },
        Verb::Close(outcome) => What::Closed { outcome },
        Verb::SecondClose => What::CloseSeconded,
        Verb::HandOver(to) => What::HandedOver { to: owner(to, COUNTY) },
        Verb::Note => What::Noted,
        Verb::Escalate { .. } => What::Escalated { missed: due_at, to: None, due_at, clock: Clock::Review },
        Verb::Upgrade(level) => What::Raised { rise: level_rise(level) },
        Verb::SecondUpgrade => What::RaiseSeconded { two_to_close: false, due_at, review_due_at: Some(due_at) },
        Verb::RefuseUpgrade => What::RaiseRefused,
        Verb::Downgrade(level) => What::LowerProposed { level, cited: Vec::new() },
        Verb::SignDowngrade => What::LowerSigned { two_to_close: false },
        Verb::Review(finding) => What::Reviewed { finding, due_at },
        Verb::TakeUp(n, level) => What::TookUp {
            signals: vec![SignalId::new(&IdSource::seeded(6_000 + n), ten())],
            has_reporter: n % 2 == 0,
            due_at,
            review_due_at: Some(due_at),
            rise: Some(level_rise(level)),
        },
        Verb::Absorb(_) | Verb::MergeAway => What::MergedInto { into: WarningId::new(&IdSource::seeded(77), due_at) },
        Verb::Reopen(reason) => What::Reopened { reason, two_to_close: false, owner: owner(2, COUNTY), due_at },
        Verb::Offer(to) => What::Offered { to: owner(to, COUNTY), due_at },
        Verb::Accept => What::Accepted,
        Verb::Reassign(gone) => What::Reassigned { from: account(gone), to: owner(4, COUNTY), due_at },
        Verb::PassOn(clock, to) => What::PassedOn { clock, to: owner(to, COUNTY) },
        Verb::Object(to) => What::Objected { owner: owner(to, COUNTY), due_at },
        Verb::Answer(answer) => What::ObjectionAnswered { answer },
        Verb::SecondObjection => What::ObjectionSeconded,
    };
    Event { id: act.id, at: act.at, by: Actor::Account(act.by), note: None, what }
}

fn rank(state: &State) -> usize {
    match state {
        State::AwaitingSecond { .. } => 0,
        State::Acknowledge { .. } | State::Dismissed { .. } => 1,
        State::Verify { .. } => 2,
        State::Intervene { .. } => 3,
        State::Feedback { .. } => 4,
        State::Close { .. } => 5,
        State::Closed { .. } | State::Merged { .. } => 6,
    }
}

/// What must hold of every event that was accepted, whoever made it.
pub(super) fn laws(before: &Warning, after: &Warning, event: &Event) {
    steps_follow(before, after, &event.what);
    nothing_later(before, after, &event.what);
    nothing_vanishes(before, after, &event.what);
    levels_are_lawful(before, after, event);
    ends_are_lawful(before, after, event);
    for owed in after.owed() {
        assert!(owed.open.since <= owed.open.due_at, "{owed:?}");
    }
    let moved = u32::from(matches!(event.what, What::Escalated { .. }));
    assert_eq!(after.escalations(), before.escalations() + moved);
    assert!(before.last_at() <= after.last_at());
}

fn steps_follow(before: &Warning, after: &Warning, what: &What) {
    let (from, to) = (rank(before.state()), rank(after.state()));
    let lawful = match what {
        What::Reopened { .. } => matches!(before.state(), State::Closed { .. }) && to == 1,
        What::TookUp { .. } | What::Raised { .. } | What::RaiseSeconded { .. } | What::Absorbed(_) => 1 <= to && to <= from,
        What::MergedInto { .. } | What::ObjectionSeconded => 1 <= from && to == 6,
        _ => to == from || to == from + 1,
    };
    assert!(lawful, "from {:?} to {:?} by {what:?}", before.state(), after.state());
    let reopened = matches!(what, What::Reopened { .. });
    assert!(reopened || !before.has_ended(), "something happened after the end");
}

/// Only the verbs that say so begin a new clock; every other leaves due times as they are or brings them nearer.
fn nothing_later(before: &Warning, after: &Warning, what: &What) {
    let stepped = before.state().open().map(|(step, _)| step) != after.state().open().map(|(step, _)| step);
    for clock in Clock::ALL {
        let (Some(was), Some(is)) = (before.clock(*clock), after.clock(*clock)) else { continue };
        let begins = match (what, clock) {
            (What::Escalated { clock: moved, .. }, clock) => moved == clock,
            (What::Reviewed { .. }, Clock::Review) => true,
            (
                What::Seconded { .. }
                | What::Acknowledged { .. }
                | What::Verified { .. }
                | What::Intervened { .. }
                | What::Heard { .. },
                Clock::Step,
            ) => stepped,
            _ => false,
        };
        assert!(begins || is.open.due_at <= was.open.due_at, "{clock} got later by {what:?}");
    }
}

/// Signals, reporters, those who had a say, and clocks that run stay until something says that they end.
fn nothing_vanishes(before: &Warning, after: &Warning, what: &What) {
    assert!(before.signals().iter().all(|signal| after.signals().contains(signal)));
    assert!(before.deciders().is_subset(after.deciders()));
    assert!(!before.has_reporter() || after.has_reporter());
    if after.has_ended() {
        assert_eq!(after.owed(), [], "an ended warning owes something");
        return;
    }
    for clock in Clock::ALL {
        if before.clock(*clock).is_none() || after.clock(*clock).is_some() {
            continue;
        }
        let lawful = match clock {
            Clock::Step => false,
            Clock::Rise => matches!(what, What::RaiseSeconded { .. } | What::RaiseRefused),
            Clock::Review => matches!(what, What::Reviewed { finding: Reviewing::Cleared, .. }),
            Clock::Answer => matches!(what, What::ObjectionAnswered { answer: Answer::Explained }),
            Clock::Accept => matches!(
                what,
                What::Accepted
                    | What::HandedOver { .. }
                    | What::PassedOn { clock: Clock::Step, .. }
                    | What::Acknowledged { .. }
                    | What::Seconded { .. }
                    | What::Escalated { to: Some(_), .. }
                    | What::Reassigned { .. }
            ),
        };
        assert!(lawful, "{clock} vanished by {what:?}");
    }
}

/// Red takes two persons; a milder level takes two others' words: at least two assessments and a signature.
fn levels_are_lawful(before: &Warning, after: &Warning, event: &Event) {
    let by = |account: AccountId| event.by == Actor::Account(account);
    if after.level() < before.level() {
        match &event.what {
            What::Raised { .. } | What::TookUp { .. } => assert_ne!(after.level(), Level::Red, "red by one person"),
            What::RaiseSeconded { .. } => assert!(before.rise().is_some_and(|rise| !by(rise.by) && rise.level == after.level())),
            What::Absorbed(absorbed) => assert_eq!(after.level(), absorbed.level),
            what => panic!("graver by {what:?}"),
        }
    }
    if before.level() < after.level() {
        match &event.what {
            What::Seconded { .. } => assert!(!before.is_confirmed()),
            What::LowerSigned { .. } => {
                let proposal = before.downgrade().unwrap();
                assert!(!by(proposal.by) && 2 <= proposal.cited.len());
            }
            what => panic!("milder by {what:?}"),
        }
    }
    if !before.is_confirmed() && after.is_confirmed() {
        let State::AwaitingSecond { proposed_by, .. } = before.state() else { unreachable!() };
        assert!(!by(*proposed_by), "confirmed by one person");
    }
}

fn ends_are_lawful(before: &Warning, after: &Warning, event: &Event) {
    let State::Closed { by, proposed_by, .. } = after.state() else { return };
    match &event.what {
        What::Closed { .. } => assert!(!before.needs_two_to_close() && proposed_by.is_none()),
        What::CloseSeconded => assert!(proposed_by.is_some_and(|first| first != *by)),
        What::ObjectionSeconded => {
            assert!(proposed_by.is_some_and(|first| first != *by && !before.deciders().contains(&first)));
        }
        _ => return,
    }
    assert!(before.rise().is_none(), "closed while a rise waited");
    let answered = matches!(event.what, What::ObjectionSeconded);
    assert!(answered || before.objection().is_none(), "closed while an objection waited");
    let told = before.person_heard().is_some() && (!before.has_reporter() || before.reporter_heard().is_some());
    assert!(answered || told, "closed before the parties heard back");
}
