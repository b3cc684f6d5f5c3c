//! Every state that two sets of verbs about "who owes what" can reach, not a sample: a breadth-first walk until nothing new is found.
//! That the sets mix is tried at random (`properties`).
//!
//! Two states are one when they differ only in ids, instants, ended parts and the third and later opening. One step and one conference at a
//! time; the day stands still.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::*;

const ACCOUNTS: [u64; 3] = [LIN, WEI, HEAD];

fn helper(case: &Case) -> Option<ItemId> {
    case.team().iter().find(|mate| mate.holds(day(0))).map(|mate| mate.id)
}

fn open_step(case: &Case) -> Option<ItemId> {
    case.steps().iter().find(|step| step.is_open()).map(|step| step.id)
}

fn pending(case: &Case) -> Option<ItemId> {
    let is_pending = |one: &&Conference| matches!(one.sitting, Sitting::Called | Sitting::Minuted { .. });
    case.conferences().iter().find(is_pending).map(|one| one.id)
}

/// One verb; `None` where the walk leaves it out.
fn attempt(case: &Case, verb: usize, act: &Act, desk: &Desk<'_>) -> Option<Result<Change, Refusal>> {
    let so = || words("so");
    let by_law = Agreement { ground: Ground::Duty, consent: None, on: day(0) };
    Some(match verb {
        0 => agree(case, act, by_law, so(), desk),
        1 => decline(case, act, Party::Person, None, desk),
        2 if open_step(case).is_none() => plan_step(case, act, step(Who::Account(act.by), day(9)), None, desk),
        3 if open_step(case).is_none() => plan_step(case, act, step(Who::Member(helper(case)?), day(1)), None, desk),
        4 if open_step(case).is_none() => plan_step(case, act, step(Who::Person, day(9)), None, desk),
        5 => finish_step(case, act, open_step(case)?, day(0), None, desk),
        6 => hand_on_step(case, act, open_step(case)?, Who::Member(helper(case)?), "come".to_owned(), None, desk),
        7 => pause(case, act, code("hospital"), day(5), None, desk),
        8 => resume(case, act, None, desk),
        9 => ask_transfer(case, act, responsible(LIN), so(), desk),
        10 => ask_transfer(case, act, responsible(WEI), so(), desk),
        11 => accept_transfer(case, act, None, desk),
        12 => decline_transfer(case, act, so(), desk),
        13 => withdraw_transfer(case, act, None, desk),
        14 => propose_close(case, act, code("error"), String::new(), Told::NotReached, account(HEAD), so(), desk),
        15 => propose_close(case, act, code("declined"), String::new(), Told::NotReached, account(WEI), so(), desk),
        16 => approve_close(case, act, None, desk),
        17 => return_close(case, act, so(), desk),
        18 => reopen(case, act, responsible(WEI), so(), desk),
        19 if helper(case).is_none() => join(case, act, member(Seat::Volunteer, named("Aunt Zhou")), None, desk),
        20 => leave(case, act, helper(case)?, day(-1), None, desk),
        21 if pending(case).is_none() => {
            convene(case, act, day(0), account(HEAD), [].into(), vec!["what next".to_owned()], None, desk)
        }
        22 => {
            let said = Minutes { attended: [].into(), words: "said".to_owned(), decisions: Vec::new() };
            minute(case, act, pending(case)?, said, None, desk)
        }
        23 => confirm_minutes(case, act, pending(case)?, None, desk),
        _ => return None,
    })
}

/// What remains of a case when ids, instants and ended parts are forgotten.
fn shape(case: &Case) -> String {
    let who = |one: AccountId| ACCOUNTS.iter().position(|n| account(*n) == one);
    let state = match case.state() {
        State::Closed { closed } => {
            format!("closed {:?}", [closed.proposed_by, closed.approved_by, closed.responsible.account].map(who))
        }
        State::Open { open } => {
            let transfer = open.transfer.as_ref().map(|transfer| who(transfer.to.account));
            let proposal = open.proposal.as_ref().map(|one| (who(one.by), who(one.asked), one.outcome.clone()));
            format!("{:?} {} {transfer:?} {proposal:?}", who(open.responsible.account), open.pause.is_some())
        }
    };
    let owner = case.steps().iter().find(|step| step.is_open()).map(|step| match step.text.owner {
        Who::Account(account) => format!("{:?}", who(account)),
        Who::Member(item) => format!("member {}", Some(item) == helper(case)),
        Who::Person => "person".to_owned(),
    });
    let is_declined = case.wish().map(|wish| matches!(wish, Wish::Declined { .. }));
    let sitting = case.conferences().iter().find(|one| Some(one.id) == pending(case)).map(|one| one.sitting == Sitting::Called);
    let has_begun = case.steps().iter().any(|step| !step.is_open());
    format!("{state} {owner:?} {is_declined:?} {} {sitting:?} {} {has_begun}", helper(case).is_some(), case.episode.min(2))
}

/// What must hold in every state.
pub(super) fn holds(case: &Case, rules: &Rules, today: Date) {
    let owed = dues(case, today);
    let is_open = matches!(case.state(), State::Open { .. });
    assert_eq!(next_due(case, today).is_some(), is_open, "an open case without anybody who owes something");
    assert_eq!(!missing(case, rules, today).is_empty(), is_open);
    assert_eq!(status(case, rules, today) != Status::Closed, is_open);
    for due in owed {
        assert_eq!(due.watched_by, case.responsible().account);
        if let Who::Member(item) = due.owner {
            assert!(case.team().iter().any(|mate| mate.id == item && mate.holds(today)), "owed by somebody who left");
        }
    }
    if let State::Closed { closed } = case.state() {
        assert!(![closed.proposed_by, closed.responsible.account].contains(&closed.approved_by), "closed by one person");
    }
}

struct Walk {
    states: usize,
    open: usize,
}

fn walk(verbs: &[usize]) -> Walk {
    let world = Story::new("general");
    let first = (world.case.clone(), world.log.clone());
    let mut seen = BTreeMap::from([(shape(&first.0), false)]);
    let mut leads_to: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut queue = VecDeque::from([first]);
    while let Some((case, log)) = queue.pop_front() {
        holds(&case, &world.rules, day(0));
        assert_eq!(Case::replay(&log).as_ref(), Ok(&case));
        let from = shape(&case);
        for (verb, by) in verbs.iter().flat_map(|verb| ACCOUNTS.map(|by| (*verb, by))) {
            let act = Act { id: event_id(5_000 + u64::try_from(log.len()).unwrap()), at: start(), by: account(by) };
            let Some(Ok(change)) = attempt(&case, verb, &act, &world.desk()) else { continue };
            let to = shape(&change.case);
            leads_to.entry(from.clone()).or_default().insert(to.clone());
            if seen.insert(to, matches!(change.case.state(), State::Closed { .. })).is_none() {
                let log = log.iter().cloned().chain(change.event).collect();
                queue.push_back((change.case, log));
            }
        }
    }
    every_open_state_can_end(&seen, &leads_to);
    Walk { states: seen.len(), open: seen.values().filter(|is_closed| !**is_closed).count() }
}

#[test]
fn whoever_answers_and_closes_no_reachable_state_is_without_a_duty_and_each_can_end() {
    let wish_rest_transfer_close = [0, 1, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
    let walk = walk(&wish_rest_transfer_close);
    // states in all, and those of them that are open
    assert_eq!((walk.states, walk.open), (214, 176));
}

#[test]
fn whoever_has_the_steps_no_reachable_state_is_without_a_duty_and_each_can_end() {
    let plan_team_conference_close = [2, 3, 4, 5, 6, 7, 8, 14, 16, 18, 19, 20, 21, 22, 23];
    let walk = walk(&plan_team_conference_close);
    assert_eq!((walk.states, walk.open), (1404, 936));
}

fn every_open_state_can_end(seen: &BTreeMap<String, bool>, leads_to: &BTreeMap<String, BTreeSet<String>>) {
    let mut good: BTreeSet<&String> = seen.iter().filter(|(_, is_closed)| **is_closed).map(|(shape, _)| shape).collect();
    loop {
        let before = good.len();
        for (from, next) in leads_to {
            if next.iter().any(|shape| good.contains(shape)) {
                good.insert(from);
            }
        }
        if good.len() == before {
            break;
        }
    }
    assert_eq!(good.len(), seen.len(), "a state from which the case cannot end");
}
