//! Periods, retention rules and requests.

use jiff::civil::Date;
use xinqiao_kernel::WorkingCalendar;

use super::*;

fn rule(code: &str, kept: Kept, keep: Period) -> RetentionRule {
    let source = vec![SourceToml { reference: "domain_rules F.3".to_owned(), confidence: "L,H".to_owned() }];
    RetentionRule {
        code: code.to_owned(),
        kept,
        start: Start::Made,
        keep,
        at_least: None,
        ending: Ending::Delete,
        law: Vec::new(),
        source,
    }
}

fn faults(rules: Vec<RetentionRule>) -> Vec<String> {
    let raw = RetentionToml { id: "x".to_owned(), version: "1".to_owned(), valid_from: date(2026, 1, 1), rules };
    compile_retention(&raw).into_iter().map(|fault| fault.key).collect()
}

#[test]
fn a_period_ends_on_its_last_day_in_its_own_unit() {
    let calendar = WorkingCalendar::default();
    let friday = date(2026, 11, 20);
    assert_eq!(Period::WorkingDays(3).end(friday, &calendar), date(2026, 11, 25));
    assert_eq!(Period::Days(15).end(friday, &calendar), date(2026, 12, 5));
    assert_eq!(Period::Months(6).end(friday, &calendar), date(2027, 5, 20));
    assert_eq!(Period::Years(30).end(friday, &calendar), date(2056, 11, 20));
    assert_eq!(Period::Years(30).begun_by(date(2056, 11, 20)), friday);
    assert_eq!(Period::Years(u16::MAX).end(friday, &calendar), Date::MAX);
}

#[test]
fn a_rule_that_keeps_less_than_the_law_asks_is_faulty() {
    let law = RetentionRule { at_least: Some(Period::Years(3)), ..rule("a", Kept::Disclosure, Period::Years(2)) };
    assert_eq!(faults(vec![law]), ["rule a.keep", "rule a.law"]);
    assert_eq!(faults(vec![rule("b", Kept::Audit, Period::Years(3))]), ["rule b.ending"]);
    let twice = vec![rule("c", Kept::Signal, Period::Days(1)), rule("c", Kept::Signal, Period::Days(2))];
    assert_eq!(faults(twice), ["rule c.code", "rule c.kept"]);
}

#[test]
fn an_answered_request_is_not_answered_again_and_a_refusal_has_a_ground() {
    use RequestState::{Fulfilled, Open, Refused, Restricted, TakenBack};
    assert_eq!(answer(Open, Fulfilled, None), Ok(()));
    assert_eq!(answer(Open, Refused, None), Err("ground_missing"));
    assert_eq!(answer(Open, Restricted, Some(Ground::RetentionByLaw)), Ok(()));
    assert_eq!(answer(Open, TakenBack, None), Ok(()));
    for ended in [Fulfilled, Refused, Restricted, TakenBack] {
        for to in RequestState::ALL {
            assert_eq!(answer(ended, *to, None), Err("request_answered"));
        }
    }
}
