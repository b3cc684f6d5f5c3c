//! Places by week: more than a place's own past lets expect is told to those who answer for it, and the model is judged on what happened.

use xinqiao_app::AppError;
use xinqiao_app::assessment::Sharing;

use crate::world::{SIXTEEN, TOWNSHIP, World, is_conflict, is_denied, is_not_found, on_both, path};

/// So many people of the township whose self-test raises a hint.
async fn tested(world: &World, week: usize, many: usize) {
    for number in 0..many {
        let login = format!("w{week}n{number}");
        let person = world.resident(&login, TOWNSHIP).await;
        world.submit(&person, &login, SIXTEEN, Sharing::Contact).await;
    }
}

async fn kinds(world: &World, login: &str) -> Vec<String> {
    let notices = world.app().notices(&world.caller(login).await, 50).await.unwrap();
    notices.into_iter().map(|one| one.kind).filter(|kind| kind.starts_with("notice-area")).collect()
}

#[tokio::test]
async fn a_place_with_more_than_its_past_is_told_once_to_those_who_answer_for_it_and_settled_with_a_reason() {
    on_both(async |world| {
        let app = world.app();
        // the week of the first signal is not whole; then nine weeks of one or two, then eleven
        tested(world, 0, 1).await;
        for week in 1..=9 {
            world.pass_h(24 * 7);
            tested(world, week, 1 + week % 2).await;
            assert_eq!(app.watch_areas().await.unwrap(), 0, "{week}");
        }
        world.pass_h(24 * 7);
        tested(world, 10, 11).await;
        world.pass_h(24 * 7);
        assert_eq!(app.watch_areas().await.unwrap(), 1);
        assert_eq!(app.watch_areas().await.unwrap(), 0);
        let [duty1, far, leader] = world.callers(["duty1", "far", "leader"]).await;
        let page = app.area_notices(&duty1, false, None).await.unwrap();
        assert_eq!(page.notices.len(), 1);
        let found = &page.notices[0];
        // the lowest place is told; what it explains does not speak of the county and the city
        assert_eq!((found.row.place.clone(), found.row.measure.as_str(), found.row.persons), (path(TOWNSHIP), "tests", 11));
        // small numbers of the past are not shown
        assert!(found.past.len() == 7 && found.past.iter().all(|(_, persons)| persons.is_none()) && found.mean.is_none());
        assert!(found.limit < 11 && found.below == 0);
        assert_eq!(kinds(world, "duty1").await, ["notice-area"]);
        assert!(kinds(world, "far").await.is_empty() && kinds(world, "citydesk").await.is_empty());
        assert!(app.area_notices(&far, false, None).await.unwrap().notices.is_empty());
        is_denied(app.area_notices(&leader, false, None).await);
        let id = found.row.id;
        is_not_found(app.settle_area(&far, id, "chance", None).await);
        assert!(matches!(app.settle_area(&duty1, id, "whatever", None).await, Err(AppError::Invalid(_))));
        // nobody looked in time: one level up hears once
        world.pass_h(24 * 7);
        assert_eq!((app.sweep_areas().await.unwrap(), app.sweep_areas().await.unwrap()), (1, 0));
        assert_eq!(kinds(world, "citydesk").await, ["notice-area-late"]);
        let duty1 = world.caller("duty1").await;
        app.settle_area(&duty1, id, "known-cause", Some("学校刚做完普查")).await.unwrap();
        app.settle_area(&duty1, id, "known-cause", Some("学校刚做完普查")).await.unwrap();
        is_conflict(app.settle_area(&duty1, id, "chance", None).await, "area_settled");
        let settled = app.area_notices(&world.caller("head").await, true, None).await.unwrap();
        assert_eq!(settled.notices[0].row.note.as_deref(), Some("学校刚做完普查"));
        // it is about nobody
        let rows = world.audit().await;
        assert!(rows.iter().filter(|row| row.action == "watch_areas").all(|row| row.person.is_none()));
    })
    .await;
}

#[tokio::test]
async fn with_too_little_the_report_on_the_model_says_so_and_gives_no_number() {
    on_both(async |world| {
        let app = world.app();
        tested(world, 0, 7).await;
        world.clock.set("2027-05-01T09:00:00+08:00".parse().unwrap());
        // the fourth quarter of 2026 begins before anything was known: only the first of 2027 is judged
        assert_eq!((app.judge_model().await.unwrap(), app.judge_model().await.unwrap()), (1, 0));
        let leader = world.caller("leader").await;
        let found = app.model_quality(&leader, None).await.unwrap();
        let (at, report) = found.shown.unwrap();
        assert_eq!((at.quarter.to_string().as_str(), &at.model), ("2027-Q1", &found.in_force));
        assert_eq!((report.people, report.happened, report.is_enough), (Some(7), Some(0), false));
        assert!(report.levels.is_empty() && report.auc.is_none() && report.judged.is_none() && report.fairness.is_empty());
        let wrong = app.model_quality(&leader, Some(("default@9", at.quarter))).await;
        assert!(matches!(wrong, Err(AppError::Invalid(_))));
        is_not_found(app.model_quality(&world.caller("duty1").await, None).await);
        is_denied(app.model_quality(&world.caller("counsellor").await, None).await);
    })
    .await;
}

#[tokio::test]
async fn before_there_are_outcomes_the_model_is_judged_on_people_who_do_not_exist() {
    on_both(async |world| {
        let app = world.app();
        let leader = world.caller("leader").await;
        let found = app.simulated_quality(&leader, None).await.unwrap();
        let codes: Vec<&str> = found.scenarios.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(
            (codes.as_slice(), found.shown.scenario.as_str()),
            (["even", "less-heard", "rumoured", "silent"].as_slice(), "even")
        );
        let even = &found.shown.report;
        assert!(even.is_enough && even.judged.is_some() && even.fairness.len() == 3);
        let (auc, best) = (even.auc.unwrap(), found.shown.best.unwrap());
        assert!(0.5 < auc.low && auc.value < best.value, "{auc:?} {best:?}");
        // where half is heard, fewer are known of whom the report can speak
        let hills = |report: &xinqiao_app::quality::ModelReport| {
            let line = report.fairness.iter().find(|line| line.by == "area").unwrap();
            line.groups.iter().find(|group| group.label.as_deref() == Some("hills")).unwrap().people
        };
        let less = app.simulated_quality(&leader, Some("less-heard")).await.unwrap();
        assert!(hills(&less.shown.report) < hills(even));
        assert!(found.shown.unknown_happened < less.shown.unknown_happened);
        let wrong = app.simulated_quality(&leader, Some("elsewhere")).await;
        assert!(matches!(wrong, Err(AppError::Invalid(_))));
        is_not_found(app.simulated_quality(&world.caller("duty1").await, None).await);
        is_denied(app.simulated_quality(&world.caller("counsellor").await, None).await);
    })
    .await;
}
