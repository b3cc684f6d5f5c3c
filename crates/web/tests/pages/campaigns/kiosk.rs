//! A device that is handed over opens one campaign for one person, and nothing else.

use axum::http::StatusCode;
use jiff::Timestamp;
use xinqiao_kernel::id::CampaignId;
use xinqiao_web::links;

use super::super::world::{Browser, World, on_both};
use super::resident::asking;

const NUMBER: &str = "2026001";

/// A campaign that asks 夏知秋, who has a number in the files of the school.
async fn numbered(world: &World) -> CampaignId {
    let id = asking(world).await;
    let pupil = world.caller("xia").await.person().unwrap();
    let campaign = world.app.db().campaign(id).await.unwrap().unwrap();
    let now = world.app.now();
    let mut tx = world.app.db().begin().await.unwrap();
    let system = format!("campaign-place:{}", campaign.place);
    tx.add_identifier(world.app.fresh_event().uuid(), &system, NUMBER, pupil, now).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn code(staff: &mut Browser, id: CampaignId) -> String {
    let page = staff.post(&links::campaign_hand_over(id), &[("number", NUMBER)]).await.ok();
    let from = page.html.split("id=\"hand-over-code\">").nth(1).unwrap();
    from.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_handed_over_device_is_locked_to_its_campaign_and_wiped_after_it() {
    on_both(async |world| {
        let id = numbered(world).await;
        // on the very device on which somebody of staff is signed in
        let mut device = world.signed_in("shen").await;
        device.get(&links::campaign(id)).await.ok().says(&links::campaign_hand_over(id));
        device.get(&links::campaign_hand_over(id)).await.ok().says("交设备作答");
        let session = device.cookies["xq_session"].clone();
        let code = code(&mut device, id).await;
        assert_eq!(device.post(&links::kiosk(), &[("code", &code)]).await.leads(), links::campaign_asked(id));
        assert!(!device.cookies.contains_key("xq_session"));
        for elsewhere in [links::home(), links::desk(), links::me(), links::records(), links::self_tests(), links::login()] {
            assert_eq!(device.get(&elsewhere).await.leads(), links::kiosk(), "{elsewhere}");
        }
        // the session of staff is over, also for whoever brings it back
        let mut thief = world.browser();
        thief.cookies.insert("xq_session".to_owned(), session);
        assert_ne!(thief.get(&links::desk()).await.status, StatusCode::OK);

        device.get(&links::campaign_asked(id)).await.ok().says("http-equiv=\"refresh\"");
        device.get(&links::kiosk()).await.ok().says("交还设备").says(&links::campaign_asked(id));
        device.post(&links::campaign_join(id), &[]).await.leads();
        device.get(&links::campaign_question(id, 1)).await.ok().does_not_say("data-sheet");
        for number in 1..=9 {
            world.clock.advance(jiff::SignedDuration::from_secs(3));
            device.post(&links::campaign_question(id, number), &[("answer", "0")]).await.leads();
        }
        assert_eq!(device.post(&links::campaign_question(id, 10), &[("answer", "0")]).await.leads(), links::accompany());
        assert_eq!(device.get(&links::accompany()).await.leads(), links::result());
        assert_eq!(device.get(&links::result()).await.leads(), links::kiosk());
        let free = device.get(&links::kiosk()).await.leads();
        assert!(device.cookies.keys().all(|name| !name.starts_with("xq_")), "{:?}", device.cookies.keys());
        device.get(&free).await.ok().says("谢谢您").says("请下一位作答");
        let pupil = world.caller("xia").await;
        assert_eq!(world.app.records(&pupil, Timestamp::MAX, 10).await.unwrap().len(), 1);
        assert_eq!(device.post(&links::kiosk(), &[("code", &code)]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn a_device_that_is_given_back_in_the_middle_keeps_the_answers_for_their_person_only() {
    on_both(async |world| {
        let id = numbered(world).await;
        let mut staff = world.signed_in("shen").await;
        let mut tablet = world.browser();
        tablet.get(&links::kiosk()).await.ok().says("请输入老师或工作人员给您的代码");
        let wrong = tablet.post(&links::kiosk(), &[("code", "7K3M-92QX")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.says("value=\"7K3M-92QX\"").says("代码不对");
        let first = code(&mut staff, id).await;
        tablet.post(&links::kiosk(), &[("code", &first)]).await.leads();
        tablet.post(&links::campaign_join(id), &[]).await.leads();
        tablet.post(&links::campaign_question(id, 1), &[("answer", "2")]).await.leads();
        tablet.post(&links::kiosk_end(), &[]).await.leads();
        assert!(tablet.cookies.keys().all(|name| !name.starts_with("xq_")), "{:?}", tablet.cookies.keys());
        assert_ne!(tablet.get(&links::campaign_question(id, 1)).await.status, StatusCode::OK);
        let mut home = world.signed_in("xia").await;
        home.get(&links::campaign_take_up(id)).await.ok().says("已答1题，共10题");
        let unknown = staff.post(&links::campaign_hand_over(id), &[("number", "1")]).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        unknown.says("没有这个编号").says("value=\"1\"");
    })
    .await;
}
