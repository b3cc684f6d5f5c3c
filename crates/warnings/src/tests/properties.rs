//! Random lives of a warning: duplicates, reorderings, stale copies, forged events, restarts, wrong clocks.

use super::doing::{Partners, Verb, decide, forged, laws};
use super::*;
use jiff::SignedDuration;
use proptest::prelude::*;

/// One thing that happens on the way of a warning.
#[derive(Debug, Clone)]
enum Happens {
    /// Somebody acts on the present warning.
    Act { verb: Verb, by: u64, seconds: i64 },
    /// Somebody acts on an old copy; the event arrives now.
    StaleAct { verb: Verb, by: u64, seconds: i64, copy: prop::sample::Index },
    /// An event that was sent before arrives again, accepted or not.
    Again { event: prop::sample::Index },
    /// The program stops and starts.
    Restart,
    /// An event with impossible times arrives.
    Forged { verb: Verb, by: u64, at_days: i64, due_days: i64 },
    /// The clock is set, forwards or back.
    ClockSet { days: i64 },
    /// Nothing happens until the step is late.
    Silence,
}

fn any_verb() -> impl Strategy<Value = Verb> {
    prop_oneof![
        2 => prop::sample::select(Level::ALL).prop_map(Verb::Second),
        1 => Just(Verb::Dismiss),
        3 => Just(Verb::Acknowledge),
        3 => prop::sample::select(Finding::ALL).prop_map(Verb::Verify),
        3 => prop::sample::select(Action::ALL).prop_map(Verb::Intervene),
        4 => (prop::sample::select(Party::ALL), prop::sample::select(Hearing::ALL)).prop_map(|(p, h)| Verb::Feedback(p, h)),
        2 => prop::sample::select(Outcome::ALL).prop_map(Verb::Close),
        2 => Just(Verb::SecondClose),
        1 => (0..4_u64).prop_map(Verb::HandOver),
        1 => Just(Verb::Note),
        2 => any::<bool>().prop_map(|nobody| Verb::Escalate { nobody }),
        6 => beside_verb(),
    ]
}

fn beside_verb() -> impl Strategy<Value = Verb> {
    let level = || prop::sample::select(Level::ALL);
    prop_oneof![
        2 => level().prop_map(Verb::Upgrade),
        2 => Just(Verb::SecondUpgrade),
        1 => Just(Verb::RefuseUpgrade),
        2 => level().prop_map(Verb::Downgrade),
        2 => Just(Verb::SignDowngrade),
        3 => prop::sample::select(Reviewing::ALL).prop_map(Verb::Review),
        2 => (0..6_u64, level()).prop_map(|(n, level)| Verb::TakeUp(n, level)),
        1 => (0..3_usize).prop_map(Verb::Absorb),
        1 => Just(Verb::MergeAway),
        4 => prop::sample::select(Reopening::ALL).prop_map(Verb::Reopen),
        2 => (0..5_u64).prop_map(Verb::Offer),
        2 => Just(Verb::Accept),
        2 => (0..5_u64).prop_map(Verb::Reassign),
        1 => (prop::sample::select(Clock::ALL), 0..5_u64).prop_map(|(clock, to)| Verb::PassOn(clock, to)),
        2 => (0..6_u64).prop_map(Verb::Object),
        2 => prop::sample::select(Answer::ALL).prop_map(Verb::Answer),
        2 => Just(Verb::SecondObjection),
    ]
}

fn anything() -> impl Strategy<Value = Happens> {
    let act = || (any_verb(), 0..6_u64, 0..400_000_i64);
    let index = any::<prop::sample::Index>;
    prop_oneof![
        12 => act().prop_map(|(verb, by, seconds)| Happens::Act { verb, by, seconds }),
        3 => (act(), index()).prop_map(|((verb, by, seconds), copy)| Happens::StaleAct { verb, by, seconds, copy }),
        3 => index().prop_map(|event| Happens::Again { event }),
        1 => Just(Happens::Restart),
        2 => (any_verb(), 0..4_u64, -4_000..4_000_i64, -4_000..4_000_i64)
            .prop_map(|(verb, by, at_days, due_days)| Happens::Forged { verb, by, at_days, due_days }),
        1 => (-400..400_i64).prop_map(|days| Happens::ClockSet { days }),
        2 => Just(Happens::Silence),
    ]
}

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// One warning, everything that was ever sent about it, and what was kept.
struct Life {
    world: World,
    partners: Partners,
    warning: Warning,
    log: Vec<Event>,
    sent: Vec<Event>,
    copies: Vec<Warning>,
    now: Timestamp,
    n: u64,
}

impl Life {
    fn new(level: Level, reported: bool) -> Self {
        let world = World::new();
        let opened = world.opened(level, reported);
        let log = vec![opened.event.unwrap()];
        let copies = vec![opened.warning.clone()];
        let partners = Partners::new(&world);
        Self { world, partners, warning: opened.warning, sent: log.clone(), log, copies, now: ten(), n: 100 }
    }

    fn act(&mut self, by: u64, seconds: i64) -> Act {
        self.n += 1;
        self.now = self.now.saturating_add(SignedDuration::from_secs(seconds)).unwrap();
        act(self.n, by, self.now)
    }

    /// An event arrives: applied or refused, and never anything in between.
    fn arrives(&mut self, event: Event) {
        let before = self.warning.clone();
        self.sent.push(event.clone());
        let known = before.knows(event.id);
        match before.apply(&event) {
            Ok(after) if known => assert_eq!(after, before, "a duplicate changed something"),
            Ok(after) => {
                laws(&before, &after, &event);
                self.copies.push(after.clone());
                self.warning = after;
                self.log.push(event);
            }
            Err(_) => assert!(!known, "a duplicate was refused"),
        }
    }

    fn happens(&mut self, what: Happens) {
        match what {
            Happens::Act { verb, by, seconds } => {
                let act = self.act(by, seconds);
                if let Ok(change) = decide(&self.world, &self.partners, &self.warning, verb, &act) {
                    let event = change.event.unwrap();
                    self.arrives(event);
                    assert_eq!(self.warning, change.warning, "verb and event differ");
                    due_lies_ahead(&self.warning, &self.log);
                }
            }
            Happens::StaleAct { verb, by, seconds, copy } => {
                let act = self.act(by, seconds);
                let copy = copy.get(&self.copies).clone();
                if let Ok(Change { event: Some(event), .. }) = decide(&self.world, &self.partners, &copy, verb, &act) {
                    self.arrives(event);
                }
            }
            Happens::Again { event } => {
                let event = event.get(&self.sent).clone();
                self.arrives(event);
            }
            Happens::Restart => {
                let kept = serde_json::to_string(&self.log).unwrap();
                let log: Vec<Event> = serde_json::from_str(&kept).unwrap();
                assert_eq!(log, self.log);
                self.warning = Warning::replay(&log).unwrap();
            }
            Happens::Forged { verb, by, at_days, due_days } => {
                let mut act = self.act(by, 0);
                act.at = ten() + days(at_days);
                let event = forged(verb, &act, ten() + days(due_days));
                self.arrives(event);
            }
            Happens::ClockSet { days: n } => self.now = ten() + days(n),
            Happens::Silence => {
                if let Some(owed) = self.warning.next_owed() {
                    self.now = self.now.max(owed.open.due_at);
                }
            }
        }
    }

    fn invariants(&self) {
        match status(&self.warning, self.now) {
            Some(status) => {
                assert_eq!(statuses(&self.warning, self.now).len(), self.warning.owed().len());
                assert!(status.since <= status.due_at);
                assert_eq!(status.overdue, status.due_at <= self.now);
                assert!(!self.warning.has_ended());
            }
            None => assert!(self.warning.has_ended()),
        }
        assert_eq!(Warning::replay(&self.log).as_ref(), Ok(&self.warning));
        // a second delivery of the whole log, in whatever order, changes nothing
        assert_eq!(Warning::replay(self.log.iter().chain(self.log.iter().rev())).as_ref(), Ok(&self.warning));
        let kept = serde_json::to_string(&self.warning).unwrap();
        assert_eq!(serde_json::from_str::<Warning>(&kept).unwrap(), self.warning);
        red_had_two_persons(&self.warning, &self.log);
    }
}

fn due_lies_ahead(warning: &Warning, log: &[Event]) {
    let begun = match log.last().unwrap().what {
        What::Seconded { .. } | What::Acknowledged { .. } | What::Verified { .. } | What::Reopened { .. } => Clock::Step,
        What::Escalated { clock, .. } => clock,
        _ => return,
    };
    // an escalated hand-over ends its clock
    if let Some(owed) = warning.clock(begun) {
        assert!(warning.last_at() < owed.open.due_at);
    }
}

fn red_had_two_persons(warning: &Warning, log: &[Event]) {
    let by = |wanted: &str| log.iter().find(|event| event.what.word() == wanted).map(|event| event.by);
    if warning.level() == Level::Red && warning.is_confirmed() {
        let at_opening = by("seconded").is_some_and(|second| Some(second) != by("opened"));
        // or later, which the laws check where it happens
        let later = by("raise_seconded").is_some() || by("absorbed").is_some();
        assert!(at_opening || later);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_happens_leaves_a_confirmed_warning_without_owner_and_due_time(
        level in prop::sample::select(Level::ALL),
        reported in any::<bool>(),
        story in prop::collection::vec(anything(), 0..40),
    ) {
        let mut life = Life::new(level, reported);
        for what in story {
            life.happens(what);
            life.invariants();
        }
    }

    #[test]
    fn silence_after_any_story_escalates_again_and_again_and_never_loses_the_owner(
        level in prop::sample::select(Level::ALL),
        story in prop::collection::vec(anything(), 0..20),
    ) {
        let mut life = Life::new(level, true);
        for what in story {
            life.happens(what);
        }
        let before = life.warning.escalations();
        let open = !life.warning.has_ended();
        for _ in 0..6 {
            life.happens(Happens::Silence);
            life.happens(Happens::Act { verb: Verb::Escalate { nobody: false }, by: 0, seconds: 0 });
            life.invariants();
        }
        prop_assert_eq!(life.warning.escalations() - before, if open { 6 } else { 0 });
    }

    #[test]
    fn due_is_always_later_than_the_start_of_its_clock(
        level in prop::sample::select(Level::ALL),
        step in prop::sample::select(Step::ALL),
        second in -2_000_000_000_i64..8_000_000_000,
    ) {
        let world = World::new();
        let from = Timestamp::from_second(second).unwrap();
        prop_assert!(from < world.time().due(level, step, from));
        prop_assert!(from < world.time().due_after_escalation(level, from));
    }

    #[test]
    fn a_later_start_is_never_due_earlier(
        level in prop::sample::select(Level::ALL),
        step in prop::sample::select(Step::ALL),
        second in 1_700_000_000_i64..1_900_000_000,
        wait in 0..2_000_000_i64,
    ) {
        let world = World::new();
        let due = |second| world.time().due(level, step, Timestamp::from_second(second).unwrap());
        prop_assert!(due(second) <= due(second + wait));
    }
}
