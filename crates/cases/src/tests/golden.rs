//! The form in which events are kept: a log of today must be read for as long as cases are kept.

use std::collections::BTreeSet;

use super::*;

/// A life with every kind of event. Written once; a changed line means that logs that were kept can no longer be read.
const LOG: &str = include_str!("golden/log.jsonl");

fn log() -> Vec<Event> {
    LOG.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_kept_log_with_every_kind_of_event_is_read_and_written_as_it_stands() {
    let log = log();
    let kinds: BTreeSet<&str> = log.iter().map(|event| event.what.word()).collect();
    assert_eq!(kinds.len(), 38);
    for (event, line) in log.iter().zip(LOG.lines()) {
        assert_eq!(serde_json::to_string(event).unwrap(), line);
    }
}

#[test]
fn the_word_of_an_event_is_the_kind_in_its_json() {
    for event in log() {
        let json = serde_json::to_value(&event).unwrap();
        assert_eq!(json["what"]["kind"], event.what.word());
    }
}

#[test]
fn a_kept_log_tells_its_case() {
    let case = Case::replay(&log()).unwrap();
    let State::Open { open } = case.state() else { panic!("closed") };
    assert_eq!((open.responsible.account, open.review_on, open.contact_on), (account(WEI), day(6), day(6)));
    assert_eq!((&open.transfer, &open.proposal), (&None, &None));
    assert_eq!(case.wish(), Some(&Wish::Declined { by: Party::Person, on: day(3) }));
    let steps: Vec<bool> = case.steps().iter().map(|step| matches!(step.state, StepState::Done { on } if on == day(3))).collect();
    assert_eq!(steps, [false, true]);
    assert_eq!((case.steps()[0].postponed, case.steps()[0].text.owner), (1, Who::Person));
    assert_eq!((case.goals()[0].before.len(), case.goals()[0].ended), (1, Some((GoalEnd::Dropped, day(3)))));
    assert_eq!((case.points()[0].point.score, case.points()[0].struck), (Score::tenths(194), true));
    assert!(matches!(case.conferences()[0].sitting, Sitting::Confirmed { .. }));
    assert_eq!(case.contacts()[0].may_be_told(), Telling::Nothing);
    assert_eq!((case.grade(), case.record().len()), (None, 16));
}
