//! Answers on several devices, and answers that a browser keeps until the network is back.

use axum::http::StatusCode;
use jiff::Timestamp;
use xinqiao_kernel::id::CampaignId;
use xinqiao_web::links;

use super::super::world::{Browser, Page, World, on_both};
use super::resident::asking;

const ALL: &str = "1=1,2=1,3=0,4=0,5=0,6=0,7=0,8=0,9=2,10=1";

/// What stands in an attribute of the sheet.
fn told(sheet: &Page, name: &str) -> String {
    let from = sheet.html.split(&format!("data-{name}=\"")).nth(1).unwrap_or_else(|| panic!("{name} is missing"));
    from.split('"').next().unwrap().to_owned()
}

struct Device {
    browser: Browser,
    key: String,
    whose: String,
}

impl Device {
    async fn joined(world: &World, id: CampaignId) -> Self {
        let mut browser = world.signed_in("xia").await;
        browser.post(&links::campaign_join(id), &[]).await.leads();
        let sheet = browser.get(&links::campaign_sheet(id)).await.ok();
        assert_eq!(sheet.html.matches("<template data-number").count(), 10);
        Self { key: told(&sheet, "key"), whose: told(&sheet, "whose"), browser }
    }

    async fn sends(&mut self, id: CampaignId, answers: &str, finish: bool) -> Page {
        let mut fields = vec![
            ("key", self.key.as_str()),
            ("whose", self.whose.as_str()),
            ("instrument", "phq-9"),
            ("version", "1"),
            ("answers", answers),
        ];
        if finish {
            fields.extend([("finish", "1"), ("ago", "0")]);
        }
        self.browser.post(&links::campaign_answers(id), &fields).await
    }
}

async fn sheets(world: &World) -> usize {
    world.app.records(&world.caller("xia").await, Timestamp::MAX, 10).await.unwrap().len()
}

#[tokio::test]
async fn a_sheet_whose_answer_got_lost_is_kept_once_and_heard_of_the_second_time() {
    on_both(async |world| {
        let id = asking(world).await;
        let mut xia = Device::joined(world, id).await;
        xia.sends(id, "1=1,2=1", false).await.ok().says("kept");
        let early = xia.sends(id, "3=0", true).await;
        assert_eq!(
            (early.status, early.html.as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "{\"state\":\"refused\",\"number\":4}")
        );
        let before = xia.browser.cookies.clone();
        xia.sends(id, ALL, true).await.ok().says("done").says(&links::accompany());
        assert_eq!(sheets(world).await, 1);
        // the answer never came: the browser has what it had, and sends once more
        xia.browser.cookies = before;
        xia.sends(id, ALL, true).await.ok().says("done").says(&links::accompany());
        assert_eq!(sheets(world).await, 1);
        xia.browser.get(&links::accompany()).await.ok().says("tel:12356");
        assert!(world.app.drafts(&world.caller("xia").await).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn answers_of_somebody_who_is_no_longer_signed_in_are_kept_under_nobody_else() {
    on_both(async |world| {
        let id = asking(world).await;
        let mut xia = Device::joined(world, id).await;
        xia.browser.sign_in(world, "fang").await;
        xia.browser.post(&links::campaign_join(id), &[]).await.leads();
        let refused = xia.sends(id, ALL, true).await;
        assert_eq!((refused.status, refused.html.as_str()), (StatusCode::UNAUTHORIZED, "{\"state\":\"signed_out\"}"));
        let fang = world.caller("fang").await;
        assert!(world.app.records(&fang, Timestamp::MAX, 10).await.unwrap().is_empty());
        xia.browser.sign_in(world, "xia").await;
        xia.sends(id, ALL, true).await.ok().says("done");
        assert_eq!(sheets(world).await, 1);
    })
    .await;
}

#[tokio::test]
async fn who_declined_meanwhile_hears_that_it_is_over_and_nothing_is_kept() {
    on_both(async |world| {
        let id = asking(world).await;
        let mut xia = Device::joined(world, id).await;
        world.app.decline_campaign(&world.caller("xia").await, id).await.unwrap();
        let over = xia.sends(id, ALL, true).await;
        assert_eq!((over.status, over.html.as_str()), (StatusCode::NOT_FOUND, "{\"state\":\"over\"}"));
        assert_eq!(sheets(world).await, 0);
    })
    .await;
}

#[tokio::test]
async fn another_device_goes_on_with_what_was_begun_or_begins_anew() {
    on_both(async |world| {
        let id = asking(world).await;
        let mut first = Device::joined(world, id).await;
        first.sends(id, "1=1,2=1,3=0", false).await.ok();
        let take_up = links::campaign_take_up(id);
        let mut second = world.signed_in("xia").await;
        second.get(&links::home()).await.ok().says("继续");
        assert_eq!(second.get(&links::campaign_question(id, 4)).await.leads(), take_up);
        assert_eq!(second.get(&links::campaign_sheet(id)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(second.post(&links::campaign_join(id), &[]).await.leads(), take_up);
        second.get(&take_up).await.ok().says("已答3题，共10题");
        second.post(&take_up, &[("how", "sideways")]).await.ok().says("接着做");
        assert_eq!(second.post(&take_up, &[("how", "on")]).await.leads(), links::campaign_question(id, 4));
        second.get(&links::campaign_question(id, 2)).await.ok().says("value=\"1\" checked");
        // both go on with the same answers
        first.sends(id, "4=2", false).await.ok();
        second.get(&links::campaign_question(id, 4)).await.ok().says("value=\"2\" checked");

        let mut third = world.signed_in("xia").await;
        assert_eq!(third.post(&take_up, &[("how", "anew")]).await.leads(), links::campaign_question(id, 1));
        third.get(&links::campaign_question(id, 1)).await.ok().does_not_say("checked");
        let late = first.sends(id, "5=1", false).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.html.contains("elsewhere"), "{}", late.html);
        assert_eq!(first.browser.get(&links::campaign_question(id, 1)).await.leads(), take_up);
    })
    .await;
}

#[tokio::test]
async fn a_visitor_without_an_account_leaves_nothing_in_the_database_and_finishes_once() {
    on_both(async |world| {
        let mut visitor = world.browser();
        let sheet = visitor.get(&links::self_test_sheet("phq-9")).await.ok();
        assert_eq!((told(&sheet, "whose").as_str(), told(&sheet, "begun").as_str()), ("-", "false"));
        let (key, secret) = (told(&sheet, "key"), told(&sheet, "secret"));
        let again = visitor.get(&links::self_test_sheet("phq-9")).await.ok();
        assert_eq!(
            (told(&again, "key"), told(&again, "secret")),
            (key.clone(), secret.clone()),
            "the same browser has the same key"
        );
        let other = world.browser().get(&links::self_test_sheet("phq-9")).await.ok();
        assert_ne!(told(&other, "secret"), secret);
        visitor.get(&links::home()).await.ok().does_not_say("接着上次");
        let fields =
            |answers| [("key", key.as_str()), ("whose", "-"), ("instrument", "phq-9"), ("version", "1"), ("answers", answers)];
        visitor.post(&links::self_test_answers("phq-9"), &fields("1=1,2=9")).await.says("refused");
        visitor.post(&links::self_test_answers("phq-9"), &fields("1=1,2=0")).await.ok().says("kept");
        assert_eq!(visitor.get(&links::self_test("phq-9")).await.leads(), links::self_test_question("phq-9", 3));
        let mut all = fields(ALL).to_vec();
        all.push(("finish", "1"));
        for _ in 0..2 {
            visitor.post(&links::self_test_answers("phq-9"), &all).await.ok().says("done");
        }
        visitor.get(&links::accompany()).await.ok().says("tel:12356");
        let tables = world.app.drafts(&world.caller("xia").await).await.unwrap();
        assert!(tables.is_empty(), "and nothing of it is anybody's");
    })
    .await;
}
