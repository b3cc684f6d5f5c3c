//! Notices: completeness and digest.

use super::*;

#[test]
fn a_notice_without_one_of_the_contents_of_pipl_17_is_faulty() {
    assert_eq!(check_text(&text()), Vec::new());
    let lacking = NoticeText { retention: " ".to_owned(), who: "us".to_owned(), ..text() };
    let keys: Vec<_> = check_text(&lacking).into_iter().map(|fault| fault.key).collect();
    assert_eq!(keys, ["retention", "who", "who"]);
}

#[test]
fn sensitive_information_needs_a_separate_consent() {
    let mut head = notice("1", Childrens::Guardian, &[Method::Store]).head().clone();
    assert_eq!(head.check(), Vec::new());
    head.separate = false;
    assert_eq!(head.check().first().map(|fault| fault.key.as_str()), Some("separate"));
}

#[test]
fn every_change_of_a_word_changes_the_digest() {
    let of = |text: NoticeText| {
        let head = notice("1", Childrens::Guardian, &[Method::Store]).head().clone();
        Notice::new(head, BTreeMap::from([("en".to_owned(), text)]), &BTreeMap::new(), None, None).digest().to_owned()
    };
    let base = of(text());
    assert_eq!(base, of(text()));
    assert_ne!(base, of(NoticeText { rights: "word".to_owned(), ..text() }));
    // what moves from one content to the next is a change too
    let moved = NoticeText { rights: "wordsw".to_owned(), impact: "ords".to_owned(), ..text() };
    assert_ne!(base, of(moved));
}

#[test]
fn the_operator_and_the_period_stand_in_what_is_shown() {
    let head = notice("1", Childrens::Guardian, &[Method::Store]).head().clone();
    let with = |name: &str| {
        let operator = OperatorText { name: name.to_owned(), reach: "12356".to_owned() };
        let texts = BTreeMap::from([("en".to_owned(), NoticeText { retention: "{keep}".to_owned(), ..text() })]);
        Notice::new(head.clone(), texts, &BTreeMap::from([("en".to_owned(), operator)]), Some(Period::Years(3)), None)
    };
    let (one, other) = (with("The centre"), with("Another"));
    assert_eq!(one.text("en").unwrap().who, "The centre, 12356");
    assert_eq!(one.text("en").unwrap().retention, "3 years");
    assert_ne!(one.shown(), other.shown());
    // the same terms: nobody has to agree anew because a telephone number changed
    assert_eq!(one.digest(), other.digest());
}

#[test]
fn wider_terms_need_a_new_consent_and_narrower_ones_do_not() {
    let wide = notice("2", Childrens::Guardian, &[Method::Store, Method::Read]);
    let narrow = notice("1", Childrens::Guardian, &[Method::Store]);
    assert!(narrow.terms().are_covered_by(wide.terms()));
    assert!(!wide.terms().are_covered_by(narrow.terms()));
}
