//! Answers that cannot be counted: what the person reads, the list of those who ask again, and scores over time.

use axum::http::StatusCode;
use xinqiao_app::assessment::{Sharing, Sheet};
use xinqiao_web::links;

use crate::world::{World, on_both};

async fn hands_in(world: &World, instrument: &str, key: &str, answers: &[f64]) {
    let sheet = Sheet {
        instrument: instrument.to_owned(),
        answers: answers.iter().copied().map(Some).collect(),
        sharing: Sharing::Contact,
        key: format!("sheet-of-{key}"),
        answered_at: world.app.now(),
        seconds: None,
        form: xinqiao_kernel::TestForm::Fixed,
    };
    world.app.submit(&world.caller("tian").await, sheet).await.unwrap();
}

#[tokio::test]
async fn a_task_is_listed_without_a_level_and_what_is_wrong_in_its_form_keeps_what_was_typed() {
    on_both(async |world| {
        // four items of PSS-10 are turned round: always "very often" contradicts itself
        hands_in(world, "pss-10", "line", &[4.0; 10]).await;
        let mut desk = world.signed_in("baizhi").await;
        desk.get(&links::desk()).await.ok().says(&links::retests());
        let list = desk.get(&links::retests()).await.ok();
        let list = list.says("田*").says("从头到尾选了同一位置").does_not_say("xq-level");
        let id = list.html.split("/desk/retests/").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let address = format!("/desk/retests/{id}");
        let page = desk.post(&address, &[("ending", "let_go"), ("note", "")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("请写明为什么不再跟进");
        let long = "长".repeat(1_001);
        let page = desk.post(&address, &[("ending", "let_go"), ("note", &long)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("最多1000字").says(&long);
        desk.post(&address, &[("ending", "let_go"), ("note", "已经搬走")]).await.leads();
        desk.get("/desk/retests?stage=settled").await.ok().says("不再跟进").says("已经搬走");
        let page = desk.post(&address, &[("ending", "talked"), ("note", "")]).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        let mut own = world.signed_in("tian").await;
        own.get(&links::records()).await.ok().does_not_say(&links::own_history("pss-10"));
    })
    .await;
}

#[tokio::test]
async fn scores_over_time_are_drawn_for_staff_with_norms_and_for_the_person_in_plain_words() {
    on_both(async |world| {
        hands_in(world, "phq-9", "one", &[1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]).await;
        world.clock.advance(jiff::SignedDuration::from_hours(24 * 14));
        hands_in(world, "phq-9", "two", &[2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 0.0, 0.0, 0.0, 0.0]).await;
        let person = world.caller("tian").await.person().unwrap();
        let mut desk = world.signed_in("baizhi").await;
        let address = links::person_scores(person, "phq-9");
        desk.get(&links::person(person)).await.ok().says(&address);
        let page = desk.get(&address).await.ok();
        page.says("xq-chart").says("NHANES").says("T 71.6").says("超出误差").says("不是中国常模");
        assert_eq!(desk.get(&links::person_scores(person, "gad-7")).await.status, StatusCode::NOT_FOUND);
        let mut far = world.signed_in("far").await;
        assert_eq!(far.get(&address).await.status, StatusCode::NOT_FOUND);
        let mut own = world.signed_in("tian").await;
        let page = own.get(&links::own_history("phq-9")).await.ok();
        page.says("xq-chart").says("比上次高，超出自然起伏").does_not_say("NHANES").does_not_say("RCI").does_not_say("百分位");
        let mut other = world.signed_in("fang").await;
        assert_eq!(other.get(&links::own_history("phq-9")).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
