//! What stands against erasing somebody.

use xinqiao_kernel::WorkingCalendar;

use super::*;

const TODAY: jiff::civil::Date = date(2026, 11, 22);

fn obstacles(standing: Standing) -> Vec<Obstacle> {
    standing.obstacles(TODAY, &WorkingCalendar::default())
}

#[test]
fn nothing_stands_against_erasing_whom_nobody_works_for_and_no_law_keeps() {
    assert_eq!(obstacles(Standing::default()), []);
}

#[test]
fn each_obstacle_is_named_with_the_ground_that_the_person_is_told() {
    let all = Standing {
        held: true,
        in_danger: true,
        report_running: true,
        reported_on: Some(date(2026, 1, 1)),
        report_kept: Some(Period::Years(3)),
    };
    let grounds: Vec<Ground> = obstacles(all).into_iter().map(Obstacle::ground).collect();
    assert_eq!(grounds, [Ground::LegalHold, Ground::DangerToLife, Ground::RetentionByLaw, Ground::RetentionByLaw]);
}

#[test]
fn a_report_is_kept_to_the_last_day_of_its_period_and_no_longer() {
    let ended = |on| Standing { reported_on: Some(on), report_kept: Some(Period::Years(3)), ..Standing::default() };
    assert_eq!(obstacles(ended(date(2023, 11, 22))), [Obstacle::ReportKept(TODAY)]);
    assert_eq!(obstacles(ended(date(2023, 11, 21))), []);
    // without a period in the packs nothing says how long
    assert_eq!(obstacles(Standing { report_kept: None, ..ended(TODAY) }), []);
}
