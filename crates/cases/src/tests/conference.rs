//! Conferences.

use super::*;

fn convened(story: &mut Story) -> (ItemId, ItemId) {
    let doctor = story.does(LIN, |c, a, d| join(c, a, member(Seat::Psychiatrist, with_account(60)), None, d));
    let agenda = vec!["what next".to_owned()];
    let call = story.does(WEI, |c, a, d| convene(c, a, day(4), account(HEAD), [doctor].into(), agenda, None, d));
    (doctor, call)
}

fn minutes(doctor: ItemId) -> Minutes {
    let visit = StepText { kind: code("visit"), ..step(Who::Member(doctor), day(20)) };
    Minutes {
        attended: [doctor].into(),
        words: "talked for an hour".to_owned(),
        decisions: vec![
            Decision { words: "a visit".to_owned(), step: Some(visit.clone()) },
            Decision { words: "no change of medicine".to_owned(), step: None },
            Decision { words: "a second visit".to_owned(), step: Some(StepText { due: day(30), ..visit }) },
        ],
    }
}

#[test]
fn the_chair_owes_minutes_then_a_confirmation() {
    let mut story = Story::planned("general", Grade::Low);
    let (doctor, call) = convened(&mut story);
    let owed = |story: &Story| {
        let all = dues(&story.case, story.today());
        all.into_iter().find(|due| due.item == Some(call)).map(|due| (due.what, due.on, due.owner))
    };
    assert_eq!(owed(&story), Some((DueKind::Minutes, day(4 + 3), Who::Account(account(HEAD)))));
    story.later(5);
    story.does(WEI, |c, a, d| minute(c, a, call, minutes(doctor), None, d));
    assert_eq!(owed(&story), Some((DueKind::Confirm, day(5 + 3), Who::Account(account(HEAD)))));
    assert_eq!(story.tries(WEI, |c, a, d| confirm_minutes(c, a, call, None, d)), Err(Refusal::NotChair));
    story.does(HEAD, |c, a, d| confirm_minutes(c, a, call, None, d));
    assert_eq!(owed(&story), None);
}

#[test]
fn decisions_become_steps_when_the_chair_confirms_and_not_before() {
    let mut story = Story::planned("general", Grade::Low);
    let (doctor, call) = convened(&mut story);
    assert_eq!(story.tries(HEAD, |c, a, d| confirm_minutes(c, a, call, None, d)), Err(Refusal::NoMinutes));
    story.does(WEI, |c, a, d| minute(c, a, call, minutes(doctor), None, d));
    assert_eq!(story.case.steps().len(), 1);
    let confirmed = story.does(HEAD, |c, a, d| confirm_minutes(c, a, call, None, d));
    let added: Vec<(u16, Date)> = story.case.steps().iter().skip(1).map(|step| (step.id.number, step.text.due)).collect();
    assert_eq!(added, [(0, day(20)), (1, day(30))]);
    assert!(story.case.steps().iter().skip(1).all(|step| step.id.event == confirmed.event));
    let again = story.tries(HEAD, |c, a, d| confirm_minutes(c, a, call, None, d));
    assert_eq!(again, Err(Refusal::NoSuchItem { item: call }));
}

#[test]
fn minutes_whose_step_nobody_can_take_any_more_are_refused_whole_and_can_be_written_anew() {
    let mut story = Story::planned("general", Grade::Low);
    let (doctor, call) = convened(&mut story);
    story.does(WEI, |c, a, d| minute(c, a, call, minutes(doctor), None, d));
    story.does(LIN, |c, a, d| leave(c, a, doctor, day(0), None, d));
    story.later(1);
    let before = story.case.clone();
    let refused = story.tries(HEAD, |c, a, d| confirm_minutes(c, a, call, None, d));
    assert_eq!(refused, Err(Refusal::NoSuchItem { item: doctor }));
    assert_eq!(story.case, before);
    let short = Minutes { decisions: Vec::new(), ..minutes(doctor) };
    story.does(WEI, |c, a, d| minute(c, a, call, short, None, d));
    story.does(HEAD, |c, a, d| confirm_minutes(c, a, call, None, d));
}

#[test]
fn a_conference_has_an_agenda_and_members_of_the_team() {
    let mut story = Story::planned("general", Grade::Low);
    let none = story.tries(WEI, |c, a, d| convene(c, a, day(4), account(HEAD), [].into(), vec![" ".to_owned()], None, d));
    assert_eq!(none, Err(Refusal::NoAgenda));
    let stranger = ItemId::from(event_id(9));
    let agenda = vec!["what next".to_owned()];
    let unknown = story.tries(WEI, |c, a, d| convene(c, a, day(4), account(HEAD), [stranger].into(), agenda, None, d));
    assert_eq!(unknown, Err(Refusal::NoSuchItem { item: stranger }));
    let (_, call) = convened(&mut story);
    assert_eq!(story.tries(WEI, |c, a, d| cancel_conference(c, a, call, None, d)), Err(Refusal::Wordless));
    story.does(WEI, |c, a, d| cancel_conference(c, a, call, words("the road is closed"), d));
    assert!(!dues(&story.case, day(0)).iter().any(|due| due.what == DueKind::Minutes));
}
