//! Coverage K2-08 and K3-42.

use std::collections::BTreeSet;

use super::*;

fn person(n: u64) -> PersonId {
    PersonId::new(&IdSource::seeded(n), start())
}

fn on_record(n: u64, groups: &[&str]) -> Registered {
    Registered { person: person(n), groups: groups.iter().map(|group| code(group)).collect() }
}

/// A case opened on the first day; days of plan and guidance, and of the end.
fn case(n: u64, planned_on: Option<i64>, guided_on: &[i64], closed_on: Option<i64>) -> Summary {
    Summary {
        person: person(n),
        opened_on: day(0),
        closed_on: closed_on.map(day),
        planned_on: planned_on.map(day),
        guided_on: guided_on.iter().map(|after| day(*after)).collect(),
    }
}

fn count(definition: &str, registered: &[Registered], summaries: &[Summary]) -> Coverage {
    let rules = rules();
    coverage(rules.coverage(&code(definition)).unwrap(), registered, summaries, Period { from: day(10), until: day(40) })
}

#[test]
fn k2_08_counts_special_groups_with_plan_and_guidance() {
    let registered = [
        on_record(1, &["G-22"]),
        on_record(2, &["G-23", "G-51"]),
        on_record(3, &["G-29"]),
        on_record(4, &["G-22"]),
        on_record(5, &["G-51"]),
        on_record(6, &["G-20"]),
    ];
    let summaries = [
        case(1, Some(1), &[10], None),
        case(2, None, &[20], None),
        case(3, Some(1), &[9, 41], None),
        // a pupil: not in this denominator
        case(5, Some(1), &[20], None),
        // ended before the period
        case(6, Some(1), &[5], Some(9)),
        // planned after the period
        case(6, Some(41), &[20], None),
        // nobody on record
        case(7, Some(1), &[20], None),
    ];
    let found = count("K2-08", &registered, &summaries);
    let expected = Coverage { numerator: 1, denominator: 5, without_case: 1, without_plan: 2, without_guidance: 1 };
    assert_eq!(found, expected);
    assert_eq!((found.permille(), found.reaches(60), found.reaches(20)), (Some(200), Some(false), Some(true)));
}

#[test]
fn k3_42_counts_guidance_alone_and_pupils_teachers_and_union_members_too() {
    let registered = [
        on_record(1, &["G-22"]),
        on_record(2, &["G-51"]),
        on_record(3, &["G-60"]),
        on_record(4, &["G-55"]),
        on_record(5, &["G-03a"]),
    ];
    let summaries = [case(1, None, &[10], None), case(2, None, &[40], None), case(3, Some(1), &[], None)];
    let found = count("K3-42", &registered, &summaries);
    let expected = Coverage { numerator: 2, denominator: 4, without_case: 1, without_plan: 0, without_guidance: 1 };
    assert_eq!(found, expected);
    assert_eq!(found.permille(), Some(500));
}

#[test]
fn a_person_counts_once_and_facts_of_several_cases_count_together() {
    let registered = [on_record(1, &["G-22"]), on_record(1, &["G-23"])];
    let summaries = [case(1, Some(1), &[], Some(15)), case(1, None, &[20], None)];
    let found = count("K2-08", &registered, &summaries);
    assert_eq!((found.numerator, found.denominator), (1, 1));
}

#[test]
fn a_sub_group_belongs_to_its_group_and_a_like_number_does_not() {
    let registered = [on_record(1, &["G-22a"]), on_record(2, &["G-220"]), on_record(3, &["G-2"])];
    assert_eq!(count("K2-08", &registered, &[]).denominator, 1);
}

#[test]
fn nobody_on_record_gives_no_rate() {
    let nobody = count("K2-08", &[], &[case(1, Some(1), &[20], None)]);
    assert_eq!((nobody, nobody.permille(), nobody.reaches(60)), (Coverage::default(), None, None));
}

#[test]
fn rates_are_rounded_and_targets_are_exact() {
    let of = |numerator, denominator| Coverage { numerator, denominator, ..Coverage::default() };
    assert_eq!((of(2, 3).permille(), of(1, 3).permille(), of(1, 1).permille()), (Some(667), Some(333), Some(1000)));
    // 59.96 % looks like 60.0 % and is not
    assert_eq!((of(1499, 2500).permille(), of(1499, 2500).reaches(60)), (Some(600), Some(false)));
    assert_eq!(of(3, 5).reaches(60), Some(true));
    assert_eq!(of(u32::MAX, u32::MAX).reaches(100), Some(true));
}

#[test]
fn a_case_says_when_it_was_planned_and_when_guidance_was_given() {
    let mut story = Story::planned("general", Grade::Low);
    let id = story.case.steps()[0].id;
    story.later(8);
    story.does(WEI, |c, a, d| finish_step(c, a, id, day(7), None, d));
    story.does(WEI, |c, a, d| meet(c, a, code("phone"), Reach::Reached, true, day(8), None, d));
    story.does(WEI, |c, a, d| meet(c, a, code("phone"), Reach::Reached, false, day(2), None, d));
    let visit = StepText { kind: code("visit"), ..step(Who::Account(account(WEI)), day(9)) };
    let visit = story.does(LIN, |c, a, d| plan_step(c, a, visit, None, d));
    story.does(WEI, |c, a, d| finish_step(c, a, visit, day(8), None, d));
    let found = summary(&story.case, &story.rules);
    assert_eq!((found.opened_on, found.closed_on, found.planned_on), (day(0), None, Some(day(0))));
    assert_eq!(found.guided_on, BTreeSet::from([day(7), day(8)]));
    assert_eq!(summary(&Story::closed().case, &story.rules).closed_on, Some(day(7)));
}
