//! Answers of an unfinished test: kept for their person, taken up on another device, gone when they are handed in or too old.

use xinqiao_app::AppError;
use xinqiao_app::drafts::DraftOf;
use xinqiao_app::rights::Format;

use crate::world::*;

const KEY: &str = "0123456789abcdef";

pub(crate) fn gad7() -> DraftOf {
    DraftOf { campaign: None, instrument: "gad-7".to_owned(), version: "1".to_owned() }
}

pub(crate) fn who5() -> DraftOf {
    DraftOf { instrument: "who-5".to_owned(), ..gad7() }
}

async fn told(world: &World) -> Vec<(String, String)> {
    let rows = world.audit().await.into_iter().filter(|row| row.record_kind == "answer_draft");
    rows.map(|row| (row.action, row.detail)).collect()
}

#[tokio::test]
async fn each_answer_is_kept_and_only_beginning_and_taking_up_are_told_in_the_audit() {
    on_both(async |world| {
        let (app, lin) = (world.app(), world.caller("lin").await);
        let begun = app.keep_answers(&lin, &gad7(), KEY, &[(0, Some(1.0))]).await.unwrap();
        world.pass_h(1);
        app.keep_answers(&lin, &gad7(), KEY, &[(1, Some(2.0)), (2, Some(3.0))]).await.unwrap();
        let kept = app.draft(&lin, &gad7()).await.unwrap().unwrap();
        assert_eq!(kept.answers[..4], [Some(1.0), Some(2.0), Some(3.0), None]);
        assert_eq!((kept.begun_at, kept.saved_at), (begun.begun_at, world.now()));
        assert_eq!(app.take_up_draft(&lin, &gad7()).await.unwrap(), kept);
        let row = |detail: &str| ("answer_self".to_owned(), detail.to_owned());
        assert_eq!(told(world).await, [row("begun"), row("taken_up")]);
        assert_eq!(app.drafts(&lin).await.unwrap(), [kept]);
        let copy = app.export_own_data(&lin, Format::Json).await.unwrap();
        assert!(String::from_utf8(copy.bytes).unwrap().contains("\"unfinished\""));
        assert!(app.drop_draft(&lin, &gad7()).await.unwrap());
        assert_eq!(app.draft(&lin, &gad7()).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn what_another_device_began_anew_is_not_overwritten_by_the_first() {
    on_both(async |world| {
        let (app, lin) = (world.app(), world.caller("lin").await);
        app.keep_answers(&lin, &gad7(), KEY, &[(0, Some(1.0))]).await.unwrap();
        app.begin_draft(&lin, &gad7(), "fedcba9876543210").await.unwrap();
        is_conflict(app.keep_answers(&lin, &gad7(), KEY, &[(1, Some(1.0))]).await, "draft_other");
        let kept = app.draft(&lin, &gad7()).await.unwrap().unwrap();
        assert_eq!((kept.key.as_str(), kept.answers.iter().flatten().count()), ("fedcba9876543210", 0));
    })
    .await;
}

#[tokio::test]
async fn two_devices_at_once_lose_no_answer() {
    on_both(async |world| {
        let (app, lin) = (world.app(), world.caller("lin").await);
        app.begin_draft(&lin, &gad7(), KEY).await.unwrap();
        let of = gad7();
        let (first, second) = ([(0, Some(1.0))], [(1, Some(2.0))]);
        let (one, other) = tokio::join!(app.keep_answers(&lin, &of, KEY, &first), app.keep_answers(&lin, &of, KEY, &second));
        one.unwrap();
        other.unwrap();
        let kept = app.draft(&lin, &gad7()).await.unwrap().unwrap();
        assert_eq!(kept.answers[..2], [Some(1.0), Some(2.0)]);
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_the_test_does_not_know_is_refused_and_another_version_is_not_taken_up() {
    on_both(async |world| {
        let (app, lin) = (world.app(), world.caller("lin").await);
        app.keep_answers(&lin, &gad7(), KEY, &[(0, Some(1.0))]).await.unwrap();
        for wrong in [(0, Some(9.0)), (99, Some(1.0))] {
            assert!(matches!(app.keep_answers(&lin, &gad7(), KEY, &[wrong]).await, Err(AppError::Invalid(_))), "{wrong:?}");
        }
        let other = DraftOf { version: "0".to_owned(), ..gad7() };
        assert_eq!(app.draft(&lin, &other).await.unwrap(), None);
        is_not_found(app.begin_draft(&lin, &other, KEY).await);
        let stranger = DraftOf { campaign: Some(xinqiao_kernel::id::CampaignId::from_uuid(uuid::Uuid::max())), ..gad7() };
        is_not_found(app.begin_draft(&lin, &stranger, KEY).await);
        assert_eq!(app.draft(&lin, &gad7()).await.unwrap().unwrap().answers[0], Some(1.0));
    })
    .await;
}

#[tokio::test]
async fn unfinished_answers_go_after_the_days_of_the_schedule() {
    on_both(async |world| {
        let (app, lin) = (world.app(), world.caller("lin").await);
        app.keep_answers(&lin, &gad7(), KEY, &[(0, Some(1.0))]).await.unwrap();
        let deleted = async || {
            let lines = app.run_retention().await.unwrap();
            lines.into_iter().find(|line| line.rule == "answer-draft").map(|line| line.deleted)
        };
        world.pass_h(6 * 24);
        assert_eq!(deleted().await, Some(0), "not a day too early");
        world.pass_h(2 * 24);
        assert_eq!(deleted().await, Some(1));
        assert_eq!(app.draft(&lin, &gad7()).await.unwrap(), None);
    })
    .await;
}
