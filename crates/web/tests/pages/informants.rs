//! Several people about one person: the counsellor's page, and the form of somebody who is asked.

use axum::http::StatusCode;
use xinqiao_app::consent::Saying;
use xinqiao_app::informants::AskInformant;
use xinqiao_consent::{Purpose, WordKind};
use xinqiao_kernel::id::InformantRequestId;
use xinqiao_psychometrics::definition::Informant;
use xinqiao_web::links;

use crate::world::{World, on_both};

async fn says(world: &World, kind: WordKind) {
    let tian = world.caller("tian").await;
    let saying = Saying { purpose: Purpose::AskOthers, subject: None, kind };
    world.app.say_consent(&tian, None, &saying).await.unwrap();
}

async fn asked(world: &World) -> InformantRequestId {
    let (tian, baizhi) = (world.caller("tian").await, world.caller("baizhi").await);
    let asked = AskInformant { informant: Informant::Oneself, account: tian.account(), family: "own-view".to_owned() };
    world.app.ask_informant(&baizhi, tian.person().unwrap(), &asked).await.unwrap()
}

#[tokio::test]
async fn without_consent_nobody_can_be_asked_and_with_it_the_form_names_who_is_near() {
    on_both(async |world| {
        let tian = world.caller("tian").await;
        let person = tian.person().unwrap();
        let address = links::informants(person);
        let mut desk = world.signed_in("baizhi").await;
        desk.get(&links::person(person)).await.ok().says(&address);
        desk.get(&address).await.ok().says("还没有同意").does_not_say("name=\"whom\"");
        let whom = format!("self:{}", tian.account());
        let page = desk.post(&address, &[("whom", &whom), ("family", "own-view")]).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        says(world, WordKind::Given).await;
        desk.get(&address).await.ok().says(&whom).says("本项目日常观察");
        let page = desk.post(&address, &[("whom", "self:nobody"), ("family", "own-view")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("请从列表里选一位");
        desk.post(&address, &[("whom", &whom), ("family", "own-view")]).await.leads();
        desk.get(&address).await.ok().says("等着填");
        let page = desk.post(&address, &[("whom", &whom), ("family", "own-view")]).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        page.says("已经请过这个人");
        let mut far = world.signed_in("far").await;
        assert_eq!(far.get(&address).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_asked_keeps_what_was_ticked_and_sees_no_score() {
    on_both(async |world| {
        says(world, WordKind::Given).await;
        let id = asked(world).await;
        let address = links::asked_one(id);
        let mut own = world.signed_in("tian").await;
        own.get(&links::me()).await.ok().says(&links::asked_of_me());
        own.get(&links::asked_of_me()).await.ok().says(&address);
        own.get(&address).await.ok().says("我情绪低落、容易难过").says("没看到、说不清").does_not_say("得分");
        let page = own.post(&address, &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("一题也没选");
        let page = own.post(&address, &[("item-low", "2"), ("item-tired", "x")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("name=\"item-low\" value=\"2\" checked");
        own.post(&address, &[("item-low", "2"), ("item-irritable", "1"), ("item-tense", "0"), ("item-listless", "3")])
            .await
            .leads();
        own.get(&links::asked_of_me()).await.ok().says("已经交上去了").does_not_say(&address);
        let mut desk = world.signed_in("baizhi").await;
        let person = world.caller("tian").await.person().unwrap();
        let page = desk.get(&links::informants(person)).await.ok();
        page.says("6（0–12）").says("有没填的题").says("并排放着");
        let mut other = world.signed_in("fang").await;
        assert_eq!(other.get(&address).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn saying_no_and_being_late_lead_back_to_the_list_that_says_so() {
    on_both(async |world| {
        says(world, WordKind::Given).await;
        let id = asked(world).await;
        let mut own = world.signed_in("tian").await;
        own.post(&links::asked_decline(id), &[]).await.leads();
        own.get(&links::asked_of_me()).await.ok().says("您说了不填");
        own.post(&links::asked_one(id), &[("item-low", "2")]).await.leads();
        let late = asked(world).await;
        world.clock.advance(jiff::SignedDuration::from_hours(24 * 15));
        let mut own = world.signed_in("tian").await;
        own.get(&links::asked_of_me()).await.ok().says("时间过了");
        own.get(&links::asked_one(late)).await.leads();
    })
    .await;
}
