//! How much attention somebody needs is worked out of what is known, shown with every reason, and falls by itself.

use xinqiao_app::assessment::Sharing;
use xinqiao_app::intake::{Concern, Whom};
use xinqiao_app::warnings::StepInput;
use xinqiao_risk::{Basis, Level as Attention, WouldChange};
use xinqiao_store::attention::{Pass, StandingRow};
use xinqiao_warnings::{Action, Dismissal, Finding, Level};

use crate::world::{ITEM_NINE, TOWNSHIP, World, is_denied, on_both};

async fn level(world: &World, person: xinqiao_kernel::id::PersonId) -> Attention {
    world.app().work_out_attention().await.unwrap();
    let duty = world.caller("duty1").await;
    let app = world.app();
    let view = app.attention(&duty, person).await.unwrap();
    // nothing was known of some: nobody has stood anywhere
    assert!(view.kept.is_none_or(|kept| kept == view.assessment.level), "{:?} {:?}", view.kept, view.assessment.level);
    view.assessment.level
}

#[tokio::test]
async fn a_sheet_raises_the_level_with_its_reasons_and_time_alone_lowers_it() {
    on_both(async |world| {
        let lin = world.resident("lan", TOWNSHIP).await;
        let person = lin.person().unwrap();
        assert_eq!(level(world, person).await, Attention::None);
        world.submit(&lin, "nine", ITEM_NINE, Sharing::Contact).await;
        let reached = level(world, person).await;
        assert!(Attention::None < reached);
        let (app, duty) = (world.app(), world.caller("duty1").await);
        let view = app.attention(&duty, person).await.unwrap();
        assert!(!view.assessment.contributions.is_empty());
        assert!(view.assessment.contributions.iter().all(|one| view.records.contains_key(&one.evidence)));
        let falls = view.assessment.falls_at.unwrap();
        assert!(view.assessment.changes.iter().any(|change| matches!(change, WouldChange::FallsAt { at, .. } if *at == falls)));
        world.clock.set(falls + jiff::SignedDuration::from_secs(2));
        assert_eq!(level(world, person).await, reached.lower());
        world.pass_h(24 * 700);
        for _ in 0..3 {
            level(world, person).await;
        }
        assert_eq!(level(world, person).await, Attention::None);
        let stale = app.attention(&world.caller("duty1").await, person).await.unwrap();
        assert!(matches!(stale.assessment.basis, Basis::Stale { .. }));
    })
    .await;
}

#[tokio::test]
async fn a_false_alarm_that_was_dismissed_leaves_no_level_behind() {
    on_both(async |world| {
        let person = world.resident("lan", TOWNSHIP).await.person().unwrap();
        let duty = world.caller("duty1").await;
        let concern = Concern {
            source: "family".to_owned(),
            whom: Whom::Person(person),
            noticed_at: world.now(),
            observations: vec!["plan-with-means".to_owned()],
            words: None,
            told_by: None,
            reference: "a-false-alarm".to_owned(),
        };
        let done = world.app().report_concern(&duty, &concern).await.unwrap();
        assert_eq!(level(world, person).await, Attention::Red);
        world.app().dismiss_signal(&duty, done.signal, Dismissal::WrongPerson, None).await.unwrap();
        assert_eq!(level(world, person).await, Attention::None);
        let view_of = world.app();
        assert_eq!(view_of.attention(&duty, person).await.unwrap().assessment.basis, Basis::Unknown);
    })
    .await;
}

#[tokio::test]
async fn words_count_once_a_person_has_confirmed_them_and_what_was_done_protects() {
    on_both(async |world| {
        let person = world.resident("lan", TOWNSHIP).await.person().unwrap();
        let duty = world.caller("duty1").await;
        let letter = Concern {
            source: "letter".to_owned(),
            whom: Whom::Person(person),
            noticed_at: world.now(),
            observations: Vec::new(),
            words: Some("我真的不想活了，今晚就走，药都买好了。".to_owned()),
            told_by: None,
            reference: "a-letter".to_owned(),
        };
        let done = world.app().report_concern(&duty, &letter).await.unwrap();
        assert_eq!(level(world, person).await, Attention::None);
        let warning = world.confirm(&duty, done.signal, Level::Yellow, Some("duty1")).await;
        let confirmed = level(world, person).await;
        assert!(Attention::None < confirmed);
        for step in [
            StepInput::Acknowledge,
            StepInput::Verify { finding: Finding::NeedsSupport },
            StepInput::Intervene { action: Action::SafetyPlan },
        ] {
            world.step(&duty, warning, step).await.unwrap();
        }
        level(world, person).await;
        let app = world.app();
        let view = app.attention(&duty, person).await.unwrap();
        let kinds: Vec<&str> = view
            .assessment
            .protective
            .iter()
            .filter_map(|one| view.model.kind(one.kind))
            .map(|kind| kind.code.as_str())
            .collect();
        assert!(kinds.contains(&"safety-plan"), "{kinds:?}");
        is_denied(app.attention(&world.caller("leader").await, person).await);
    })
    .await;
}

#[tokio::test]
async fn a_changed_model_has_everybody_looked_at_once_and_what_stays_is_not_written() {
    on_both(async |world| {
        let lin = world.resident("lan", TOWNSHIP).await;
        let person = lin.person().unwrap();
        world.submit(&lin, "nine", ITEM_NINE, Sharing::Contact).await;
        let reached = level(world, person).await;
        let rows = world.db.standings_after(None, 100).await.unwrap();
        let pass = world.db.risk_pass().await.unwrap().unwrap();
        assert!(pass.ended_at.is_some());
        assert_eq!(world.app().work_out_attention().await.unwrap().people, 0);

        // by the model before, this person stood lower, and all others where they stand
        let place = rows.iter().find(|row| row.person == person).unwrap().clone();
        let look_at = place.look_at;
        let before = StandingRow { level: "none".to_owned(), ..place };
        let mut tx = world.db.begin().await.unwrap();
        tx.save_standings(&[(before, look_at)]).await.unwrap();
        tx.save_risk_pass(&Pass { model: "default@before".to_owned(), ..pass.clone() }, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        world.pass_h(1);
        let looked = world.app().work_out_attention().await.unwrap();
        assert_eq!((looked.people, looked.is_more), (rows.len(), false));
        let after = world.db.standings_after(None, 100).await.unwrap();
        for (before, after) in rows.iter().zip(&after) {
            let is_written = before.as_of != after.as_of;
            assert_eq!((before.person, is_written), (after.person, after.person == person));
        }
        assert_eq!(world.db.risk_pass().await.unwrap().unwrap().model, pass.model);
        assert_eq!(level(world, person).await, reached);
    })
    .await;
}
