use crate::retest::{Ending, Refusal, Way, end, is_settled_by_sheet};

#[test]
fn a_form_is_asked_again_talked_about_or_let_go_with_a_reason() {
    assert_eq!(Way::of(false), Way::Form);
    assert_eq!(end(Way::Form, None, Ending::Retested, false), Ok(Ending::Retested));
    assert_eq!(end(Way::Form, None, Ending::Talked, false), Ok(Ending::Talked));
    assert_eq!(end(Way::Form, None, Ending::LetGo, false), Err(Refusal::NoReason));
    assert_eq!(end(Way::Form, None, Ending::LetGo, true), Ok(Ending::LetGo));
    assert!(is_settled_by_sheet(Way::Form));
}

#[test]
fn no_form_settles_a_conversation_that_is_owed() {
    assert_eq!(Way::of(true), Way::Talk);
    assert_eq!(end(Way::Talk, None, Ending::Retested, true), Err(Refusal::TalkOwed));
    assert_eq!(end(Way::Talk, None, Ending::Talked, false), Ok(Ending::Talked));
    assert_eq!(end(Way::Talk, None, Ending::LetGo, false), Err(Refusal::NoReason));
    assert!(!is_settled_by_sheet(Way::Talk));
}

#[test]
fn what_has_ended_does_not_end_again() {
    for way in [Way::Form, Way::Talk] {
        for before in Ending::ALL {
            for wanted in Ending::ALL {
                assert_eq!(end(way, Some(before), wanted, true), Err(Refusal::Ended));
            }
        }
    }
}

#[test]
fn codes_lead_back_to_what_they_stand_for() {
    assert!(Ending::ALL.into_iter().all(|ending| Ending::from_code(ending.code()) == Some(ending)));
    assert!([Way::Form, Way::Talk].into_iter().all(|way| Way::from_code(way.code()) == Some(way)));
    assert_eq!((Ending::from_code("warning"), Way::from_code("red")), (None, None));
}
