//! Instruments in order, with conditions.

use crate::{Course, CourseFault, Given, Next, Only, Part};

fn part(instrument: &str, only: Option<Only>) -> Part {
    Part { instrument: instrument.to_owned(), version: "1".to_owned(), form: xinqiao_kernel::TestForm::Fixed, only }
}

const fn after(after: usize, total_from: f64) -> Option<Only> {
    Some(Only { after, total_from })
}

fn course() -> Course {
    let parts = vec![part("mssmhs", None), part("phq-2", None), part("phq-9", after(1, 3.0)), part("gad-7", after(2, 10.0))];
    Course::new(parts, 6).unwrap()
}

#[test]
fn parts_are_asked_in_their_order() {
    let course = course();
    assert_eq!(course.next(&[]), Next::Part(0));
    assert_eq!(course.next(&[Given::Answered(Some(70.0))]), Next::Part(1));
    assert_eq!(course.with("phq-9").unwrap().0, 2);
}

#[test]
fn a_part_with_a_condition_is_asked_from_that_total_on() {
    let course = course();
    let first = Given::Answered(Some(70.0));
    assert_eq!(course.next(&[first, Given::Answered(Some(3.0))]), Next::Part(2));
    assert_eq!(course.next(&[first, Given::Answered(Some(2.0))]), Next::Done);
    assert_eq!(course.next(&[first, Given::Answered(Some(6.0)), Given::Answered(Some(10.0))]), Next::Part(3));
    assert_eq!(course.next(&[first, Given::Answered(Some(6.0)), Given::Answered(Some(9.0))]), Next::Done);
}

#[test]
fn a_total_that_is_missing_spares_nobody_the_question() {
    assert_eq!(course().next(&[Given::Answered(None), Given::Answered(None)]), Next::Part(2));
}

#[test]
fn a_course_that_cannot_be_walked_is_refused() {
    assert_eq!(Course::new(Vec::new(), 6), Err(CourseFault::Empty));
    assert_eq!(Course::new(vec![part("a", None), part("b", None)], 1), Err(CourseFault::TooMany { most: 1 }));
    assert_eq!(Course::new(vec![part("a", None), part("a", None)], 6), Err(CourseFault::Twice { part: 1 }));
    assert_eq!(Course::new(vec![part("a", after(0, 1.0))], 6), Err(CourseFault::NotEarlier { part: 0 }));
    assert_eq!(Course::new(vec![part("a", None), part("b", after(1, 1.0))], 6), Err(CourseFault::NotEarlier { part: 1 }));
    assert_eq!(Course::new(vec![part("a", None), part("b", after(0, f64::NAN))], 6), Err(CourseFault::NotANumber { part: 1 }));
}
