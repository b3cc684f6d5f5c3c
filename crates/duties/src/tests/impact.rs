use jiff::civil::date;

use super::World;
use crate::Refusal;
use crate::impact::{Conclusion, Impact, Occasion, Question, Step};

const TODAY: jiff::civil::Date = date(2026, 11, 22);
const NEXT_YEAR: jiff::civil::Date = date(2027, 11, 22);

fn begun(world: &World) -> Impact {
    let step = Step::Begun { occasions: vec![Occasion::Sensitive] };
    Impact::begin(&world.entry(0, step, "a screening of all schools")).unwrap()
}

fn proposed(world: &World) -> Impact {
    let written = Question::ALL.iter().fold(begun(world), |impact, question| {
        impact.apply(&world.entry(0, Step::Answered { question: *question }, "the answer"), TODAY).unwrap()
    });
    let conclusion = Step::Concluded { conclusion: Conclusion::WithMeasures };
    written.apply(&world.entry(0, conclusion, "with the measures above"), TODAY).unwrap()
}

#[test]
fn nothing_follows_before_the_three_questions_are_answered_in_words() {
    let world = World::new();
    let concluded = world.entry(0, Step::Concluded { conclusion: Conclusion::Acceptable }, "fine");
    let impact = begun(&world);
    assert_eq!(impact.clone().apply(&concluded, TODAY), Err(Refusal::Missing));
    let wordless = world.entry(0, Step::Answered { question: Question::Lawful }, "");
    assert_eq!(impact.clone().apply(&wordless, TODAY), Err(Refusal::Wordless));
    let one = impact.apply(&world.entry(0, Step::Answered { question: Question::Lawful }, "yes"), TODAY).unwrap();
    assert_eq!(one.missing(), [Question::Impact, Question::Measures]);
}

#[test]
fn the_writer_does_not_approve_of_the_own_assessment() {
    let world = World::new();
    let approved = Step::Approved { review_on: NEXT_YEAR };
    let impact = proposed(&world);
    assert_eq!(impact.clone().apply(&world.entry(0, approved.clone(), ""), TODAY), Err(Refusal::SamePerson));
    let impact = impact.apply(&world.entry(1, approved, ""), TODAY).unwrap();
    assert!(impact.allows(TODAY) && impact.allows(NEXT_YEAR));
    assert!(!impact.allows(date(2027, 11, 23)), "due for another look");
}

#[test]
fn what_is_written_after_an_approval_needs_another_one() {
    let world = World::new();
    let impact = proposed(&world).apply(&world.entry(1, Step::Approved { review_on: NEXT_YEAR }, ""), TODAY).unwrap();
    let impact =
        impact.apply(&world.entry(0, Step::Answered { question: Question::Impact }, "larger than thought"), TODAY).unwrap();
    assert!(!impact.allows(TODAY));
    assert!(!impact.is_proposed());
}

#[test]
fn an_assessment_that_says_no_allows_nothing() {
    let world = World::new();
    let impact = proposed(&world);
    let no = Step::Concluded { conclusion: Conclusion::Unacceptable };
    let impact = impact.apply(&world.entry(0, no, "too much for the purpose"), TODAY).unwrap();
    let impact = impact.apply(&world.entry(1, Step::Approved { review_on: NEXT_YEAR }, ""), TODAY).unwrap();
    assert!(!impact.allows(TODAY));
}

#[test]
fn a_review_lies_in_the_future_and_sending_back_takes_words() {
    let world = World::new();
    let impact = proposed(&world);
    assert_eq!(impact.clone().apply(&world.entry(1, Step::Approved { review_on: TODAY }, ""), TODAY), Err(Refusal::DayOutside));
    assert_eq!(impact.clone().apply(&world.entry(1, Step::SentBack, ""), TODAY), Err(Refusal::Wordless));
    let impact = impact.apply(&world.entry(1, Step::SentBack, "which measures?"), TODAY).unwrap();
    assert_eq!(impact.conclusion, None);
}
