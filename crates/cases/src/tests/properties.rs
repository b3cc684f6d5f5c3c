//! Random lives of a case: duplicates, stale copies, forged events, restarts, clocks set back.

use proptest::prelude::*;
use proptest::sample::Index;

use super::exploration::holds;
use super::*;

const SECRET: &str = "STAFF";

/// One way to act: a verb, who, and what its choices are drawn from.
#[derive(Debug, Clone)]
struct Draw {
    verb: usize,
    by: u64,
    item: Index,
    choice: usize,
    days: i64,
}

#[derive(Debug, Clone)]
enum Happens {
    /// Somebody acts on the present case.
    Act(Draw),
    /// Somebody acts on an old copy; the event arrives now.
    StaleAct(Draw, Index),
    /// An event that was sent before arrives again, accepted or not.
    Again(Index),
    /// The same form is sent again: the act of an event in the log, on the present case.
    SameForm(Draw, Index),
    /// An event that no verb has looked at.
    Forged(Draw),
    /// The program stops and starts.
    Restart,
    /// Days pass, or the clock is set back.
    Clock(i64),
}

const VERBS: usize = 38;

fn any_draw() -> impl Strategy<Value = Draw> {
    (0..VERBS, 1..5_u64, any::<Index>(), 0..1000_usize, -9..60_i64).prop_map(|(verb, by, item, choice, days)| Draw {
        verb,
        by,
        item,
        choice,
        days,
    })
}

fn anything() -> impl Strategy<Value = Happens> {
    prop_oneof![
        14 => any_draw().prop_map(Happens::Act),
        2 => (any_draw(), any::<Index>()).prop_map(|(draw, copy)| Happens::StaleAct(draw, copy)),
        2 => any::<Index>().prop_map(Happens::Again),
        2 => (any_draw(), any::<Index>()).prop_map(|(draw, event)| Happens::SameForm(draw, event)),
        2 => any_draw().prop_map(Happens::Forged),
        1 => Just(Happens::Restart),
        2 => (-20..40_i64).prop_map(Happens::Clock),
    ]
}

fn pick<T: Copy>(list: &[T], choice: usize) -> T {
    list[choice % list.len()]
}

fn secret() -> Option<String> {
    words(SECRET)
}

fn shifted(today: Date, days: i64) -> Date {
    today.checked_add(jiff::Span::new().days(days)).unwrap()
}

/// Something of the case, or of no case.
fn any_item(case: &Case, index: Index) -> ItemId {
    let mut items = vec![ItemId::from(event_id(1))];
    items.extend(case.problems().iter().map(|one| one.id));
    items.extend(case.goals().iter().map(|one| one.id));
    items.extend(case.steps().iter().map(|one| one.id));
    items.extend(case.team().iter().map(|one| one.id));
    items.extend(case.conferences().iter().map(|one| one.id));
    items.extend(case.points().iter().map(|one| one.id));
    items.extend(case.contacts().iter().map(|one| one.id));
    *index.get(&items)
}

fn last<T>(list: &[T], id: impl Fn(&T) -> ItemId, otherwise: ItemId) -> ItemId {
    list.last().map_or(otherwise, id)
}

fn drawn_step(case: &Case, draw: &Draw, today: Date) -> StepText {
    let owners =
        [Who::Account(account(draw.by)), Who::Person, Who::Member(last(case.team(), |one| one.id, any_item(case, draw.item)))];
    let kind = code(pick(&["guidance", "visit", "money"], draw.choice));
    StepText { kind, words: SECRET.to_owned(), ..step(pick(&owners, draw.choice), shifted(today, draw.days)) }
}

fn drawn_member(draw: &Draw, today: Date) -> Member {
    let seats: Vec<Seat> = Seat::ALL.to_vec();
    let who = if draw.choice.is_multiple_of(2) { with_account(draw.by) } else { named("Aunt Zhou") };
    Member { seat: pick(&seats, draw.choice), who, consent: consent(), from: today, until: None }
}

fn drawn_minutes(case: &Case, draw: &Draw, today: Date) -> Minutes {
    let decision = Decision { words: SECRET.to_owned(), step: Some(drawn_step(case, draw, today)) };
    Minutes { attended: [].into(), words: SECRET.to_owned(), decisions: vec![decision] }
}

/// What a verb gives on a case, or its refusal.
fn decide(case: &Case, draw: &Draw, act: &Act, desk: &Desk<'_>) -> Result<Change, Refusal> {
    let (item, choice, today) = (any_item(case, draw.item), draw.choice, desk.day(act.at).max(case.last_on));
    let on = shifted(today, draw.days);
    let step_id = last(case.steps(), |one| one.id, item);
    match draw.verb {
        0 => agree(case, act, Agreement { ground: pick(Ground::ALL, choice), consent: consent(), on: today }, secret(), desk),
        1 => decline(case, act, pick(Party::ALL, choice), secret(), desk),
        2 | 3 => add_problem(case, act, code(pick(&["mood", "sleep", "none"], choice)), secret(), desk),
        4 => end_problem(case, act, last(case.problems(), |one| one.id, item), pick(ProblemEnd::ALL, choice), secret(), desk),
        5 | 6 => set_goal(case, act, goal(on), secret(), desk),
        7 => change_goal(case, act, last(case.goals(), |one| one.id, item), goal(on), secret(), desk),
        8 => end_goal(case, act, last(case.goals(), |one| one.id, item), pick(GoalEnd::ALL, choice), secret(), desk),
        9..=11 => plan_step(case, act, drawn_step(case, draw, today), secret(), desk),
        12 => finish_step(case, act, step_id, on, secret(), desk),
        13 => drop_step(case, act, step_id, code("wish"), secret(), desk),
        14 => postpone_step(case, act, step_id, on, code("clash"), secret(), desk),
        15 => hand_on_step(case, act, step_id, drawn_step(case, draw, today).owner, "come".to_owned(), secret(), desk),
        16 => agree_plan(case, act, Party::Person, today, secret(), desk),
        17 => agree_safety(case, act, SafetyPlan { staff_note: secret(), ..safety_plan(today) }, secret(), desk),
        18 => {
            let known = Contact {
                name: "sister".to_owned(),
                relation: "sister".to_owned(),
                phone: "139".to_owned(),
                telling: pick(Telling::ALL, choice),
                consent: consent(),
            };
            add_contact(case, act, known, secret(), desk)
        }
        19 => end_contact(case, act, last(case.contacts(), |one| one.id, item), secret(), desk),
        20 | 21 => meet(case, act, code("phone"), pick(Reach::ALL, choice), choice % 2 == 0, on, secret(), desk),
        22 => convene(case, act, on, account(draw.by), [].into(), vec![SECRET.to_owned()], secret(), desk),
        23 => minute(case, act, last(case.conferences(), |one| one.id, item), drawn_minutes(case, draw, today), secret(), desk),
        24 => confirm_minutes(case, act, last(case.conferences(), |one| one.id, item), secret(), desk),
        25 => cancel_conference(case, act, last(case.conferences(), |one| one.id, item), secret(), desk),
        26 => join(case, act, drawn_member(draw, today), secret(), desk),
        27 => leave(case, act, last(case.team(), |one| one.id, item), on, secret(), desk),
        28 => take_score(case, act, code("phq-9"), Reading::Total(Score::whole(pick(&[5, 19, 99], choice))), on, None, desk),
        29 => strike_score(case, act, last(case.points(), |one| one.id, item), secret(), desk),
        30 => review_risk(case, act, looked(pick(Grade::ALL, choice), (choice % 3 == 0).then_some(9)), secret(), desk),
        31 => pause(case, act, code(pick(&["hospital", "away"], choice)), on, secret(), desk),
        32 => resume(case, act, secret(), desk),
        33 => ask_transfer(case, act, responsible(pick(&[LIN, WEI, HEAD], choice)), secret(), desk),
        34 => [accept_transfer, decline_transfer, withdraw_transfer][choice % 3](case, act, secret(), desk),
        35 => {
            let outcome = code(pick(&["error", "declined", "unreachable", "helped"], choice));
            let asked = account(pick(&[HEAD, 4], choice));
            propose_close(case, act, outcome, SECRET.to_owned(), pick(Told::ALL, choice), asked, secret(), desk)
        }
        36 => [approve_close, return_close][choice % 2](case, act, secret(), desk),
        _ if choice % 2 == 0 => reopen(case, act, responsible(draw.by), secret(), desk),
        _ => note(case, act, SECRET.to_owned(), desk),
    }
}

/// An event with times of its own that no verb has looked at.
fn forged(case: &Case, draw: &Draw, act: &Act, today: Date) -> Event {
    let (on, item) = (shifted(today, 40 * draw.days), any_item(case, draw.item));
    let what = match draw.verb % 12 {
        0 => What::StepPlanned(drawn_step(case, draw, on)),
        1 => What::StepPostponed { step: item, to: on, reason: code("clash") },
        2 => What::Left { member: item, on },
        3 => What::Resumed { review_on: on, contact_on: on },
        4 => What::TransferAccepted,
        5 => What::CloseApproved,
        6 => What::Confirmed { conference: item },
        7 => What::Minuted { conference: item, minutes: drawn_minutes(case, draw, on), confirm_by: on },
        8 => What::Reopened { responsible: responsible(draw.by), review_on: on, contact_on: on },
        9 => What::Paused(crate::pause::Pause { reason: code("away"), until: on }),
        10 => What::StepHandedOn { step: item, to: Who::Member(item), for_owner: "come".to_owned() },
        _ => What::Joined(drawn_member(draw, on)),
    };
    Event { id: act.id, at: act.at, on, by: act.by, note: secret(), what }
}

struct Life {
    story: Story,
    sent: Vec<Event>,
    copies: Vec<Case>,
    /// Every review was made by a verb on the present case, so falling needed its signature.
    is_orderly: bool,
}

impl Life {
    fn arrives(&mut self, event: &Event) {
        self.sent.push(event.clone());
        let before = self.story.case.clone();
        match before.apply(event) {
            Ok(_) if before.knows(event.id) => {}
            Ok(after) => {
                self.story.log.push(event.clone());
                self.story.case = after;
                assert_eq!(self.story.case.apply(event).as_ref(), Ok(&self.story.case), "a second delivery changes something");
            }
            Err(_) => assert_eq!(before, self.story.case),
        }
    }

    fn happens(&mut self, what: &Happens) {
        match what {
            Happens::Act(draw) => {
                let act = self.story.act(draw.by);
                if let Ok(change) = decide(&self.story.case, draw, &act, &self.story.desk()) {
                    self.arrives(&change.event.unwrap());
                    assert_eq!(self.story.case, change.case, "the verb and its event differ");
                }
            }
            Happens::StaleAct(draw, copy) => {
                let act = self.story.act(draw.by);
                if let Ok(change) = decide(copy.get(&self.copies), draw, &act, &self.story.desk()) {
                    self.is_orderly &= !matches!(change.event.as_ref().unwrap().what, What::Reviewed(_));
                    self.arrives(&change.event.unwrap());
                }
            }
            Happens::Again(event) => {
                let event = event.get(&self.sent).clone();
                self.is_orderly &= !matches!(event.what, What::Reviewed(_)) || self.story.case.knows(event.id);
                self.arrives(&event);
            }
            Happens::SameForm(draw, event) => {
                let kept = event.get(&self.story.log);
                let act = Act { id: kept.id, at: self.story.now, by: account(draw.by) };
                let change = decide(&self.story.case, draw, &act, &self.story.desk());
                assert_eq!(change, Ok(self.story.case.unchanged()), "the same form counts twice");
            }
            Happens::Forged(draw) => {
                let act = self.story.act(draw.by);
                let today = self.story.today();
                let event = forged(&self.story.case, draw, &act, today);
                self.arrives(&event);
            }
            Happens::Restart => {
                let kept = serde_json::to_string(&self.story.log).unwrap();
                self.story.log = serde_json::from_str(&kept).unwrap();
                let case = serde_json::to_string(&self.story.case).unwrap();
                self.story.case = serde_json::from_str(&case).unwrap();
            }
            Happens::Clock(days) => self.story.later(*days),
        }
        self.copies.push(self.story.case.clone());
    }

    fn holds(&self) {
        let (case, today) = (&self.story.case, self.story.today());
        holds(case, &self.story.rules, today);
        assert_eq!(Case::replay(&self.story.log).as_ref(), Ok(case));
        if self.is_orderly {
            let reviews: Vec<_> = case.reviews().collect();
            for pair in reviews.windows(2) {
                let has_fallen = pair[1].review.standing < pair[0].review.standing;
                assert!(!has_fallen || pair[1].review.signed_by.is_some(), "a grade fell without a signature");
                assert!(pair[1].review.found <= pair[1].review.standing);
            }
        }
        for mate in case.team().iter().filter(|mate| !mate.member.seat.is_professional()) {
            // an account may sit at several seats, a professional one among them
            let Some(seen) = view(case, &self.story.rules, Viewer::Member(mate.id), None, today) else { continue };
            assert!(!serde_json::to_string(&seen).unwrap().contains(SECRET), "{}", mate.member.seat);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_an_open_case_is_owed_and_its_log_tells_it(events in prop::collection::vec(anything(), 1..70)) {
        let story = Story::assessed("general", Grade::Medium);
        let mut life = Life { sent: story.log.clone(), copies: vec![story.case.clone()], story, is_orderly: true };
        for event in &events {
            life.happens(event);
            life.holds();
        }
    }
}

#[test]
fn the_drawn_lives_reach_every_kind_of_event() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let mut reached = std::collections::BTreeSet::new();
    for _ in 0..200 {
        let story = Story::assessed("general", Grade::Medium);
        let mut life = Life { sent: story.log.clone(), copies: vec![story.case.clone()], story, is_orderly: true };
        for event in prop::collection::vec(anything(), 70).new_tree(&mut runner).unwrap().current() {
            life.happens(&event);
        }
        reached.extend(life.story.log.iter().map(|event| event.what.word()));
    }
    assert_eq!(reached.len(), 38, "{reached:?}");
}
