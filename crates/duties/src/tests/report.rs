use std::collections::BTreeSet;

use super::{World, rules, zone};
use crate::report::{Means, Recipient, Report, Step};
use crate::{Duty, Frame, Refusal};

fn opened(world: &World) -> Step {
    Step::Opened { situations: BTreeSet::from(["5".to_owned()]), noticed_at: world.now }
}

fn told(recipient: Recipient) -> Step {
    Step::Told { recipient, means: Means::Telephone, receipt: "a number".to_owned() }
}

#[test]
fn a_report_is_due_from_the_moment_something_was_noticed_until_everybody_knows() {
    let world = World::new();
    let owed = rules().told_also(Some("school"));
    let report = Report::begin(&world.entry(0, opened(&world), "what was seen"), &owed).unwrap();
    assert_eq!(report.due_at(), Some(world.now));
    assert_eq!(report.missing(), [Recipient::Police, Recipient::Education]);
    let report = report.apply(&world.entry(0, told(Recipient::Police), "")).unwrap();
    assert_eq!(report.clone().apply(&world.entry(0, Step::Closed, "")), Err(Refusal::Missing));
    let report = report.apply(&world.entry(1, told(Recipient::Education), "")).unwrap();
    assert_eq!(report.due_at(), None);
    assert!(report.apply(&world.entry(0, Step::Closed, "")).unwrap().closed_at.is_some());
}

#[test]
fn the_police_are_told_whatever_the_pack_says() {
    let world = World::new();
    let report = Report::begin(&world.entry(0, opened(&world), "what was seen"), &BTreeSet::new()).unwrap();
    assert_eq!(report.missing(), [Recipient::Police]);
}

#[test]
fn the_first_time_that_somebody_was_told_stays() {
    let world = World::new();
    let report = Report::begin(&world.entry(0, opened(&world), "what was seen"), &BTreeSet::new()).unwrap();
    let report = report.apply(&world.entry(0, told(Recipient::Police), "")).unwrap();
    let again = world.after(3);
    let report = report.apply(&again.entry(0, told(Recipient::Police), "in writing as well")).unwrap();
    assert_eq!(report.told, [(Recipient::Police, world.now)]);
}

#[test]
fn nobody_answers_who_was_not_told() {
    let world = World::new();
    let report = Report::begin(&world.entry(0, opened(&world), "what was seen"), &BTreeSet::new()).unwrap();
    let answered = Step::Answered { recipient: Recipient::Police };
    assert_eq!(report.apply(&world.entry(0, answered, "taken over")), Err(Refusal::OutOfTurn));
}

#[test]
fn a_report_names_a_situation_and_says_what_was_seen() {
    let world = World::new();
    let begin = |step, note: &str| Report::begin(&world.entry(0, step, note), &BTreeSet::new());
    assert_eq!(begin(opened(&world), ""), Err(Refusal::Wordless));
    assert_eq!(begin(Step::Opened { situations: BTreeSet::new(), noticed_at: world.now }, "words"), Err(Refusal::Nothing));
    assert_eq!(begin(opened(&world.after(1)), "words"), Err(Refusal::InTheFuture));
}

#[test]
fn a_kept_history_folds_to_the_same_state_and_takes_no_entry_of_another_kind() {
    let world = World::new();
    let (rules, zone) = (rules(), zone());
    let frame = Frame { rules: &rules, zone: &zone, owed: BTreeSet::new() };
    let steps = [opened(&world), told(Recipient::Police), Step::Closed];
    let entries: Vec<_> = steps.map(|step| world.entry(0, crate::Step::MinorReport(step), "words")).into();
    let text = serde_json::to_string(&entries).unwrap();
    let read: Vec<crate::Entry<crate::Step>> = serde_json::from_str(&text).unwrap();
    assert_eq!(read, entries);
    let duty = Duty::replay(&read, &frame).unwrap().unwrap();
    assert!(duty.has_ended());
    let open = Duty::replay(&entries[..1], &frame).unwrap().unwrap();
    let other = world.entry(0, crate::Step::Incident(crate::incident::Step::Remedied), "words");
    assert_eq!(open.apply(&other, &frame), Err(Refusal::OutOfTurn));
}
