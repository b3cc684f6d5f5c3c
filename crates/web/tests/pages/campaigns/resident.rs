//! People who are asked take part, or do not.

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use xinqiao_app::warnings::QueueItem;
use xinqiao_kernel::id::CampaignId;
use xinqiao_web::links;

use super::super::world::{Browser, World, on_both};
use super::campaign;

/// A campaign that asks 夏知秋 and 方舟.
pub(super) async fn asking(world: &World) -> CampaignId {
    let id = campaign(world).await;
    let mut people = Vec::new();
    for login in ["xia", "fang"] {
        people.push(world.caller(login).await.person().unwrap());
    }
    assert_eq!(world.app.add_members(&world.caller("shen").await, id, &people).await.unwrap(), 2);
    id
}

/// How long somebody reads before they answer.
const READING: SignedDuration = SignedDuration::from_secs(3);

/// Answers all questions from `first` on, each after reading it; where the last answer leads.
async fn answer(world: &World, browser: &mut Browser, id: CampaignId, first: usize, answers: &[u8]) -> String {
    let mut to = String::new();
    for (at, answer) in answers.iter().enumerate() {
        let question = links::campaign_question(id, first + at);
        browser.get(&question).await.ok().says("交上去以后，组织这次活动的人能看到这一次的回答");
        world.clock.advance(READING);
        to = browser.post(&question, &[("answer", &answer.to_string())]).await.leads();
    }
    to
}

#[tokio::test]
async fn a_person_who_is_asked_reads_first_what_they_agree_to_and_then_takes_part() {
    on_both(async |world| {
        let id = asking(world).await;
        let mut xia = world.signed_in("xia").await;
        let asked = links::campaign_asked(id);
        let home = xia.get(&links::home()).await.ok().says("秋季关心调查").says("柳湾中学").says("到11月30日为止");
        home.says(&asked).says("约3分钟").says("自愿参加");
        let page = xia.get(&asked).await.ok().says("<p>这次填写是自愿的。</p><p>学校的心理老师会看到结果。</p>");
        page.says("未满18岁").says(&links::campaign_join(id)).says(&links::campaign_decline(id));
        // no question before the person agreed
        assert_eq!(xia.get(&links::campaign_question(id, 1)).await.leads(), asked);
        assert_eq!(xia.post(&links::campaign_question(id, 1), &[("answer", "1")]).await.leads(), asked);

        assert_eq!(xia.post(&links::campaign_join(id), &[]).await.leads(), links::campaign_question(id, 1));
        let missing = xia.post(&links::campaign_question(id, 1), &[("answer", "9")]).await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer(world, &mut xia, id, 1, &[1, 1, 0, 0]).await, links::campaign_question(id, 5));
        xia.get(&links::home()).await.ok().says("继续");
        assert_eq!(xia.post(&links::campaign_join(id), &[]).await.leads(), links::campaign_question(id, 5));
        let to = answer(world, &mut xia, id, 5, &[0, 0, 0, 0, 2, 1]).await;
        assert_eq!(to, links::accompany());

        // it is handed in before anything else is shown
        let shen = world.caller("shen").await;
        let queue = world.app.queue(&shen).await.unwrap();
        assert!(queue.items.iter().any(|item| matches!(item, QueueItem::Signal(_))));
        xia.get(&links::accompany()).await.ok().says("谢谢您愿意说出来").says("tel:12356");
        let result = xia.get(&links::result()).await.ok().says("组织这次活动的人能看到").does_not_say("这份结果，您想怎么办");
        result.does_not_say("预警");
        let records = world.app.records(&world.caller("xia").await, Timestamp::MAX, 10).await.unwrap();
        let kept: Vec<_> = records.iter().map(|record| (record.response.campaign, record.response.sharing.as_str())).collect();
        assert_eq!(kept, [(Some(id), "campaign")]);
        xia.get(&links::home()).await.ok().does_not_say("秋季关心调查");
        assert_eq!(xia.get(&asked).await.status, StatusCode::NOT_FOUND);
        // what was handed in is not chosen about once more
        assert_eq!(xia.post(&links::result_choice(), &[("keep", "nothing")]).await.leads(), links::result());
        assert_eq!(world.app.records(&world.caller("xia").await, Timestamp::MAX, 10).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn answers_that_came_faster_than_anybody_reads_are_put_aside_and_raise_nothing() {
    on_both(async |world| {
        let id = asking(world).await;
        let mut xia = world.signed_in("xia").await;
        xia.post(&links::campaign_join(id), &[]).await.leads();
        for (at, answer) in ["3", "3", "3", "3", "3", "3", "3", "3", "0", "3"].into_iter().enumerate() {
            xia.post(&links::campaign_question(id, at + 1), &[("answer", answer)]).await.leads();
        }
        let queue = world.app.queue(&world.caller("shen").await).await.unwrap();
        assert!(!queue.items.iter().any(|item| matches!(item, QueueItem::Signal(_))), "ten answers in no time");
        let records = world.app.records(&world.caller("xia").await, Timestamp::MAX, 10).await.unwrap();
        assert!(records.iter().all(|record| !record.outcome.valid) && records.len() == 1);
        xia.get(&links::result()).await.ok().says("这次的回答看不出清楚的结果");
    })
    .await;
}

#[tokio::test]
async fn declining_takes_one_press_and_no_reason() {
    on_both(async |world| {
        let id = asking(world).await;
        let mut xia = world.signed_in("xia").await;
        xia.post(&links::campaign_join(id), &[]).await.leads();
        answer(world, &mut xia, id, 1, &[3, 3]).await;
        assert_eq!(xia.post(&links::campaign_decline(id), &[]).await.leads(), links::campaign_declined());
        xia.get(&links::campaign_declined()).await.ok().says("好的，这次不参加");
        assert!(!xia.cookies.keys().any(|name| name.starts_with("xq_asked")), "the answers so far are gone");
        xia.get(&links::home()).await.ok().does_not_say("秋季关心调查");
        for address in [links::campaign_asked(id), links::campaign_question(id, 1)] {
            assert_eq!(xia.get(&address).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(xia.post(&links::campaign_join(id), &[]).await.status, StatusCode::NOT_FOUND);
        assert!(world.app.records(&world.caller("xia").await, Timestamp::MAX, 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn only_those_who_are_asked_are_asked_and_only_while_it_runs() {
    on_both(async |world| {
        let id = asking(world).await;
        for login in ["tian", "shen"] {
            let mut other = world.signed_in(login).await;
            other.get(&links::home()).await.ok().does_not_say("秋季关心调查");
            assert_eq!(other.get(&links::campaign_asked(id)).await.status, StatusCode::NOT_FOUND, "{login}");
            assert_eq!(other.post(&links::campaign_join(id), &[]).await.status, StatusCode::NOT_FOUND, "{login}");
        }
        let nobody = world.browser().get(&links::campaign_asked(id)).await.leads();
        assert_eq!(nobody, links::login_then(&links::campaign_asked(id)));
        world.browser().get(&links::home()).await.ok().does_not_say("秋季关心调查");
        world.clock.advance(SignedDuration::from_hours(9 * 24));
        let mut xia = world.signed_in("xia").await;
        xia.get(&links::home()).await.ok().does_not_say("秋季关心调查");
        assert_eq!(xia.get(&links::campaign_asked(id)).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn answers_for_a_campaign_and_a_self_test_of_ones_own_never_mix() {
    on_both(async |world| {
        let id = asking(world).await;
        let mut xia = world.signed_in("xia").await;
        xia.post(&links::self_test_question("phq-9", 1), &[("answer", "3")]).await.leads();
        xia.post(&links::campaign_join(id), &[]).await.leads();
        let campaign = xia.get(&links::campaign_question(id, 1)).await.ok();
        assert!(!campaign.html.contains(" checked"), "the private answer is not taken over");
        answer(world, &mut xia, id, 1, &[0, 0]).await;
        let own = xia.get(&links::self_test_question("phq-9", 1)).await.ok().says("value=\"3\" checked");
        own.does_not_say("组织这次活动的人");
        assert_eq!(xia.get(&links::self_test("phq-9")).await.leads(), links::self_test_question("phq-9", 2));
    })
    .await;
}

#[tokio::test]
async fn pupils_who_share_a_device_see_nothing_of_one_another() {
    on_both(async |world| {
        let id = asking(world).await;
        let mut device = world.signed_in("xia").await;
        device.post(&links::campaign_join(id), &[]).await.leads();
        answer(world, &mut device, id, 1, &[3, 3, 3, 3]).await;
        device.sign_in(world, "fang").await;
        assert_eq!(device.post(&links::campaign_join(id), &[]).await.leads(), links::campaign_question(id, 1));
        assert_eq!(answer(world, &mut device, id, 1, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).await, links::accompany());
        assert_eq!(device.get(&links::accompany()).await.leads(), links::result());
        device.get(&links::result()).await.ok().says("状态平稳");
        device.sign_in(world, "xia").await;
        assert_eq!(device.get(&links::result()).await.leads(), links::self_tests());
        assert_eq!(device.post(&links::campaign_join(id), &[]).await.leads(), links::campaign_question(id, 5));
    })
    .await;
}
