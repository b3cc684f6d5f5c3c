//! Reviews of the risk and days of contact.

use super::*;

#[test]
fn a_graver_grade_holds_at_once_and_a_milder_one_after_two_reviews_and_a_signature() {
    // grades that are found, who signs, and the grade that stands
    let rows: [(&[(Grade, bool)], Grade); 8] = [
        (&[(Grade::Low, false), (Grade::Crisis, false)], Grade::Crisis),
        (&[(Grade::High, false), (Grade::Low, true)], Grade::High),
        (&[(Grade::High, false), (Grade::Low, false), (Grade::Low, false)], Grade::High),
        (&[(Grade::High, false), (Grade::Low, false), (Grade::Low, true)], Grade::Low),
        // the gravest of the two reviews holds
        (&[(Grade::Crisis, false), (Grade::High, false), (Grade::Low, true)], Grade::High),
        (&[(Grade::Crisis, false), (Grade::Low, false), (Grade::Medium, true)], Grade::Medium),
        // a review at the standing grade begins the count anew
        (&[(Grade::High, false), (Grade::Low, true), (Grade::High, false), (Grade::Low, true)], Grade::High),
        (&[(Grade::High, false), (Grade::Low, false), (Grade::Low, true), (Grade::Low, false)], Grade::Low),
    ];
    for (found, standing) in rows {
        let mut story = Story::new("general");
        for (grade, is_signed) in found {
            let signed_by = is_signed.then_some(9);
            story.does(LIN, |c, a, d| review_risk(c, a, looked(*grade, signed_by), None, d));
        }
        assert_eq!(story.case.grade(), Some(standing), "{found:?}");
    }
}

#[test]
fn review_and_contact_are_due_by_the_standing_grade() {
    for (grade, review_on, contact_on) in
        [(Grade::Crisis, 1, 1), (Grade::High, 7, 3), (Grade::Medium, 28, 3), (Grade::Low, 92, 3)]
    {
        let story = Story::assessed("general", grade);
        let State::Open { open } = story.case.state() else { panic!("closed") };
        // contact is never later than it was: the first is due after three days
        assert_eq!((open.review_on, open.contact_on), (day(review_on), day(contact_on)), "{grade}");
    }
}

#[test]
fn the_next_contact_counts_from_the_contact_and_a_failed_one_is_tried_again_soon() {
    let contact_on = |story: &Story| match story.case.state() {
        State::Open { open } => open.contact_on,
        State::Closed { .. } => panic!("closed"),
    };
    let mut story = Story::assessed("general", Grade::Medium);
    story.later(5);
    story.does(LIN, |c, a, d| meet(c, a, code("visit"), Reach::Reached, true, day(2), None, d));
    assert_eq!(contact_on(&story), day(2 + 14));
    story.does(LIN, |c, a, d| meet(c, a, code("phone"), Reach::NotReached, false, day(5), None, d));
    assert_eq!(contact_on(&story), day(5 + 7));
    // an older contact that is recorded late moves nothing
    story.does(LIN, |c, a, d| meet(c, a, code("phone"), Reach::Reached, false, day(1), None, d));
    assert_eq!(contact_on(&story), day(5 + 7));
    let ahead = story.tries(LIN, |c, a, d| meet(c, a, code("phone"), Reach::Reached, false, day(6), None, d));
    assert!(matches!(ahead, Err(Refusal::DayOutside { .. })));
}

#[test]
fn a_review_without_an_inquiry_is_none() {
    let mut story = Story::new("general");
    let silent = Looked { inquiry: " ".to_owned(), ..looked(Grade::Low, None) };
    assert_eq!(story.tries(LIN, |c, a, d| review_risk(c, a, silent, None, d)), Err(Refusal::Wordless));
}
