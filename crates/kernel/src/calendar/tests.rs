use super::*;
use jiff::ToSpan;
use proptest::prelude::*;

fn year(text: &str) -> CalendarYear {
    toml::from_str(text).unwrap()
}

fn announced() -> WorkingCalendar {
    WorkingCalendar::from_years(vec![
        year(include_str!("../../../../packs/calendars/cn-2026.toml")),
        year(include_str!("../../../../packs/calendars/cn-2025.toml")),
    ])
    .unwrap()
}

fn arrangement(off: &str) -> Result<WorkingCalendar, Vec<CalendarFault>> {
    let head = "year = 2026\ntitle = \"t\"\nissued = \"2025-11-04\"\nsource = \"s\"\n";
    WorkingCalendar::from_years(vec![year(&format!("{head}{off}"))])
}

#[test]
fn a_year_has_its_weekdays_less_thirteen_statutory_holidays() {
    // 全国年节及纪念日放假办法 (2024 revision): 13 days; the rest of the days off are made up for
    let calendar = announced();
    assert_eq!(calendar.working_days_between(date(2024, 12, 31), date(2025, 12, 31)), 261 - 13);
    assert_eq!(calendar.working_days_between(date(2025, 12, 31), date(2026, 12, 31)), 261 - 13);
}

#[test]
fn each_day_says_why_it_is_worked_or_not() {
    let calendar = announced();
    assert_eq!(calendar.day(date(2026, 2, 16)), DayKind::Holiday("春节"));
    assert_eq!(calendar.day(date(2026, 2, 28)), DayKind::MakeUp("春节"));
    assert_eq!(calendar.day(date(2026, 11, 22)), DayKind::Weekend);
    assert_eq!(calendar.day(date(2026, 11, 23)), DayKind::Working);
    assert_eq!(calendar.day(date(2025, 10, 11)), DayKind::MakeUp("国庆节、中秋节"));
}

#[test]
fn every_worked_weekend_day_of_the_notices_is_worked() {
    let calendar = announced();
    let worked: Vec<Date> = date(2025, 1, 1)
        .series(1.day())
        .take_while(|day| day.year() < 2027)
        .filter(|day| matches!(calendar.day(*day), DayKind::MakeUp(_)))
        .collect();
    let expected = [
        date(2025, 1, 26),
        date(2025, 2, 8),
        date(2025, 4, 27),
        date(2025, 9, 28),
        date(2025, 10, 11),
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ];
    assert_eq!(worked, expected);
}

#[test]
fn two_working_days_after_the_eve_of_national_day_lie_after_the_holidays() {
    // Thu 10-08 and Fri 10-09 are worked, and so is Sat 10-10
    let calendar = announced();
    assert_eq!(calendar.add_working_days(date(2026, 9, 30), 2), date(2026, 10, 9));
    assert_eq!(calendar.add_working_days(date(2026, 9, 30), 3), date(2026, 10, 10));
    assert_eq!(calendar.add_working_days(date(2026, 9, 30), 4), date(2026, 10, 12));
}

#[test]
fn a_weekend_day_that_is_worked_is_its_own_next_working_day() {
    let calendar = announced();
    assert_eq!(calendar.next_working_day(date(2026, 10, 10)), date(2026, 10, 10));
    assert_eq!(calendar.next_working_day(date(2026, 10, 1)), date(2026, 10, 8));
}

#[test]
fn a_year_without_a_pack_is_provisional_and_knows_weekends_only() {
    let calendar = announced();
    assert!(!calendar.is_provisional(2026));
    assert!(calendar.is_provisional(2027));
    assert!(WorkingCalendar::default().is_provisional(2026));
    assert_eq!(calendar.day(date(2027, 10, 1)), DayKind::Working);
    assert_eq!(WorkingCalendar::default().day(date(2026, 10, 1)), DayKind::Working);
}

#[test]
fn the_end_of_time_is_not_passed() {
    assert_eq!(WorkingCalendar::default().add_working_days(Date::MAX, 3), Date::MAX);
}

#[test]
fn a_day_off_in_the_december_before_belongs_to_the_year() {
    let calendar = arrangement("[[off]]\nname = \"元旦\"\nfrom = \"2025-12-31\"\nto = \"2026-01-02\"\n").unwrap();
    assert_eq!(calendar.day(date(2025, 12, 31)), DayKind::Holiday("元旦"));
}

#[test]
fn each_fault_is_named() {
    let check = |off: &str, expected: CalendarFault| assert_eq!(arrangement(off), Err(vec![expected]));
    check(
        "[[off]]\nname = \"a\"\nfrom = \"2026-05-05\"\nto = \"2026-05-01\"\n",
        CalendarFault::EndsBeforeItBegins { year: 2026, name: "a".into(), from: date(2026, 5, 5), to: date(2026, 5, 1) },
    );
    check(
        "[[off]]\nname = \"a\"\nfrom = \"2026-05-01\"\nto = \"2026-05-01\"\nwork = [\"2026-05-08\"]\n",
        CalendarFault::WorkOnWeekday { year: 2026, name: "a".into(), day: date(2026, 5, 8) },
    );
    check(
        "[[off]]\nname = \"a\"\nfrom = \"2026-05-01\"\nto = \"2026-05-01\"\nwork = [\"2027-05-08\"]\n",
        CalendarFault::OutsideYear { year: 2026, name: "a".into(), day: date(2027, 5, 8) },
    );
    check(
        "[[off]]\nname = \"a\"\nfrom = \"2026-05-01\"\nto = \"2026-05-03\"\nwork = [\"2026-05-02\"]\n",
        CalendarFault::OffAndWorked { day: date(2026, 5, 2), off: "a".into(), worked: "a".into() },
    );
    check(
        "[[off]]\nname = \"a\"\nfrom = \"2026-05-01\"\nto = \"2026-05-01\"\n[[off]]\nname = \"b\"\nfrom = \"2026-05-01\"\nto = \"2026-05-01\"\n",
        CalendarFault::NamedTwice { day: date(2026, 5, 1), first: "a".into(), second: "b".into() },
    );
}

#[test]
fn a_year_arranged_twice_is_refused() {
    let text = include_str!("../../../../packs/calendars/cn-2026.toml");
    let twice = WorkingCalendar::from_years(vec![year(text), year(text)]);
    assert_eq!(twice, Err(vec![CalendarFault::YearTwice { year: 2026 }]));
}

#[test]
fn an_unknown_key_is_refused() {
    let text = include_str!("../../../../packs/calendars/cn-2026.toml").replace("issued", "issue");
    assert!(toml::from_str::<CalendarYear>(&text).is_err());
}

fn any_day() -> impl Strategy<Value = Date> {
    (0_i32..1_096).prop_map(|days| date(2024, 6, 1) + days.days())
}

proptest! {
    #[test]
    fn counting_undoes_adding(from in any_day(), n in 0_u32..200) {
        let calendar = announced();
        prop_assert_eq!(calendar.working_days_between(from, calendar.add_working_days(from, n)), n);
    }

    #[test]
    fn counting_agrees_with_looking_at_each_day(a in any_day(), b in any_day()) {
        let calendar = announced();
        let one_by_one = a.series(1.day()).skip(1).take_while(|day| *day <= b).filter(|day| calendar.is_working_day(*day)).count();
        prop_assert_eq!(calendar.working_days_between(a, b) as usize, one_by_one);
    }

    #[test]
    fn a_day_added_to_is_a_working_day_and_later(from in any_day(), n in 1_u32..50) {
        let calendar = announced();
        let due = calendar.add_working_days(from, n);
        prop_assert!(calendar.is_working_day(due) && from < due);
    }
}
