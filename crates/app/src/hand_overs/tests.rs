//! Devices that are handed over, on both engines.

use jiff::SignedDuration;
use xinqiao_kernel::id::CampaignId;

use super::Ending;
use crate::AppError;
use crate::assessment::{Sharing, Sheet};
use crate::campaigns::system;
use crate::campaigns::tests::world::*;

const NUMBER: &str = "2026001";

/// A campaign that asks the pupil, who has a number.
async fn asking(world: &World) -> CampaignId {
    let id = world.campaign().await;
    let pupil = world.pupil.person().unwrap();
    world.app.add_members(&world.desk, id, &[pupil]).await.unwrap();
    let campaign = world.db.campaign(id).await.unwrap().unwrap();
    let now = world.app.now();
    let mut tx = world.db.begin().await.unwrap();
    tx.add_identifier(world.app.ids().uuid(now), &system(&campaign), NUMBER, pupil, now).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_code_opens_one_device_once_for_one_person_and_one_campaign() {
    on_both(async |world| {
        let (app, id) = (&world.app, asking(world).await);
        let opened = app.open_hand_over(&world.desk, id, NUMBER).await.unwrap();
        let typed = opened.code.to_lowercase().replace('-', " ");
        let started = app.start_hand_over(&typed).await.unwrap();
        assert_eq!(started.campaign, id);
        assert_eq!(faults(app.start_hand_over(&opened.code).await)[0].field, "code", "once");
        let (caller, found) = app.at_device(&started.token).await.unwrap().unwrap();
        assert_eq!(caller.person(), world.pupil.person());
        assert!(app.at_device("guess").await.unwrap().is_none());
        // the role of a resident and no other
        assert!(matches!(refused(app.campaign(&caller, id).await), AppError::Denied(_) | AppError::NotFound));
        let sheet = Sheet {
            instrument: "phq-9".to_owned(),
            answers: vec![Some(0.0); 9].into_iter().chain([None]).collect(),
            sharing: Sharing::Campaign(id),
            key: "0123456789abcdef".to_owned(),
            answered_at: app.now(),
            seconds: None,
            form: xinqiao_kernel::TestForm::Fixed,
        };
        app.submit(&caller, sheet).await.unwrap();
        assert!(matches!(refused(app.open_campaign(&caller, id).await), AppError::NotFound));
        app.finish_hand_over(&found, Ending::Answered).await.unwrap();
        assert!(app.at_device(&started.token).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_device_that_nobody_touches_is_free_again_and_what_was_answered_stays_the_persons_own() {
    on_both(async |world| {
        let (app, id) = (&world.app, asking(world).await);
        let opened = app.open_hand_over(&world.desk, id, NUMBER).await.unwrap();
        let started = app.start_hand_over(&opened.code).await.unwrap();
        let minutes = |count| world.clock.advance(SignedDuration::from_mins(count));
        for _ in 0..3 {
            minutes(9);
            assert!(app.at_device(&started.token).await.unwrap().is_some());
        }
        let (caller, _) = app.at_device(&started.token).await.unwrap().unwrap();
        let of = crate::drafts::DraftOf { campaign: Some(id), instrument: "phq-9".to_owned(), version: "1".to_owned() };
        app.keep_answers(&caller, &of, "0123456789abcdef", &[(0, Some(1.0))]).await.unwrap();
        minutes(10);
        assert!(app.at_device(&started.token).await.unwrap().is_none());
        assert_eq!(app.draft(&world.pupil, &of).await.unwrap().unwrap().answers[0], Some(1.0));
        // a code that nobody used in time
        let late = app.open_hand_over(&world.desk, id, NUMBER).await.unwrap();
        minutes(10);
        assert_eq!(faults(app.start_hand_over(&late.code).await)[0].field, "code");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_handed_a_campaign_that_does_not_ask_them_and_strangers_hand_over_none() {
    on_both(async |world| {
        let (app, id) = (&world.app, asking(world).await);
        assert_eq!(faults(app.open_hand_over(&world.desk, id, "1").await)[0].field, "number");
        assert!(matches!(refused(app.open_hand_over(&world.other_desk, id, NUMBER).await), AppError::NotFound));
        app.decline_campaign(&world.pupil, id).await.unwrap();
        assert_eq!(faults(app.open_hand_over(&world.desk, id, NUMBER).await)[0].field, "number", "who declined is left alone");
    })
    .await;
}
