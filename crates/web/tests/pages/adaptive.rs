//! Pages of a test whose questions follow the answers: without an account, on two devices, with a browser that keeps answers.

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use xinqiao_kernel::TestForm;
use xinqiao_packs::Library;
use xinqiao_testkit::Engine;
use xinqiao_web::links;

use crate::world::{Browser, Page, World};

const CODE: &str = "nobody-10";

/// What reading the questions takes.
const READING: SignedDuration = SignedDuration::from_secs(60);

/// Tells a story on both engines with a test of nobody that has a bank.
async fn on_both(story: impl AsyncFn(&World)) {
    for engine in Engine::both() {
        let mut world = World::on(engine).await;
        world.load(Library::load(concat!(env!("CARGO_MANIFEST_DIR"), "/../testkit/packs").as_ref()));
        story(&world).await;
        world.close().await;
    }
}

/// The value of the hidden field that says which item a page shows.
fn item(page: &Page) -> String {
    let from = page.html.split("name=\"item\" value=\"").nth(1).unwrap_or_else(|| panic!("no item in {}", page.html));
    from.split('"').next().unwrap().to_owned()
}

/// Answers page after page until the test is over; the items in their order, and where it led.
async fn through(browser: &mut Browser, first: &str, answer: &str) -> (Vec<String>, String) {
    let (mut at, mut items) = (first.to_owned(), Vec::new());
    while at.contains("/questions/") {
        let page = browser.get(&at).await.ok().says("最多6题");
        let item = item(&page);
        at = browser.post(&at, &[("answer", answer), ("item", item.as_str())]).await.leads();
        items.push(item);
        assert!(items.len() <= 6, "{items:?}");
    }
    (items, at)
}

#[tokio::test]
async fn without_an_account_and_without_script_the_answers_lead_from_page_to_page_to_a_result() {
    on_both(async |world| {
        let mut browser = world.browser();
        browser.get(&links::self_test(CODE)).await.ok().says("最多6题").says("11题");
        let first = browser.post(&links::self_test(CODE), &[("form", "adaptive")]).await.leads();
        assert_eq!(first, links::self_test_question(CODE, 1));
        world.clock.advance(READING);
        browser.get(&links::self_test_question(CODE, 3)).await.leads();
        let unanswered = browser.get(&first).await.ok();
        let again = browser.post(&first, &[("item", &item(&unanswered))]).await;
        assert_eq!((again.status, item(&again)), (StatusCode::UNPROCESSABLE_ENTITY, item(&unanswered)));
        let (items, end) = through(&mut browser, &first, "1").await;
        assert!(items.contains(&"10".to_owned()), "the critical question is asked of everybody: {items:?}");
        assert_eq!(end, links::accompany());
        // an answer about a life: somebody is with the person before the result
        browser.get(&end).await.ok().says("tel:12356");
        browser.get(&links::result()).await.ok().says("T ").says("虚构人群").does_not_say("θ");
    })
    .await;
}

#[tokio::test]
async fn going_back_plans_anew_and_an_answer_never_lands_at_another_question() {
    on_both(async |world| {
        let mut browser = world.browser();
        let first = browser.post(&links::self_test(CODE), &[("form", "adaptive")]).await.leads();
        let shown = item(&browser.get(&first).await.ok());
        let second = browser.post(&first, &[("answer", "0"), ("item", &shown)]).await.leads();
        let before = item(&browser.get(&second).await.ok());
        let back = browser.post(&first, &[("answer", "3"), ("item", &shown)]).await.leads();
        assert_eq!(back, second);
        let after = item(&browser.get(&second).await.ok());
        // the form of another question, from a page that was left open
        let stale = if after == before { "no such item" } else { before.as_str() };
        assert_eq!(browser.post(&second, &[("answer", "2"), ("item", stale)]).await.leads(), second);
        assert_eq!(item(&browser.get(&second).await.ok()), after, "nothing was kept");
        // all questions instead: the answer that was given stays
        let all = browser.post(&links::self_test(CODE), &[("form", "fixed")]).await.leads();
        browser.get(&all).await.ok().says("共11题").does_not_say("name=\"item\"");
        let next = browser.post(&second, &[("answer", "1"), ("item", "7")]).await.leads();
        assert_eq!(next, links::self_test_question(CODE, 8), "a page of before the change: its answer belongs to its item");
    })
    .await;
}

#[tokio::test]
async fn a_browser_that_keeps_answers_hears_which_question_is_next_and_may_go_on_with_all() {
    on_both(async |world| {
        let mut xia = world.signed_in("xia").await;
        let first = xia.post(&links::self_test(CODE), &[("form", "adaptive")]).await.leads();
        let number = item(&xia.get(&first).await.ok());
        world.clock.advance(READING);
        let sheet = xia.get(&links::self_test_sheet(CODE)).await.ok().says("data-form=\"adaptive\"");
        assert_eq!(sheet.html.matches("<template data-number").count(), 11, "all questions, for when the network stays away");
        let of = |name: &str| {
            let from = sheet.html.split(&format!("data-{name}=\"")).nth(1).unwrap();
            from.split('"').next().unwrap().to_owned()
        };
        let (key, whose) = (of("key"), of("whose"));
        let fields = |form: &'static str, answers: &str| {
            let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
            vec![
                pair("key", &key),
                pair("whose", &whose),
                pair("instrument", CODE),
                pair("version", "1"),
                pair("form", form),
                pair("answers", answers),
            ]
        };
        let send = async |browser: &mut Browser, fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            browser.post(&links::self_test_answers(CODE), &fields).await
        };
        let kept = send(&mut xia, fields("adaptive", &format!("{number}=1"))).await.ok();
        assert!(kept.says("kept").html.contains(&links::self_test_question(CODE, 2)));
        let draft = world.app.drafts(&world.caller("xia").await).await.unwrap().remove(0);
        assert_eq!((draft.form, draft.answers.iter().flatten().count()), (TestForm::Adaptive, 1));
        // the network stayed away, and everything was answered meanwhile
        let mut all = fields("fixed", "1=1,2=1,3=1,4=1,5=1,6=1,7=1,8=1,9=1,10=0");
        all.push(("finish".to_owned(), "1".to_owned()));
        send(&mut xia, all).await.ok().says("done");
        xia.post(&links::result_choice(), &[("keep", "mine")]).await.leads();
        let records = world.app.records(&world.caller("xia").await, Timestamp::MAX, 10).await.unwrap();
        let found = records[0].outcome.estimate.clone().unwrap();
        assert_eq!((found.form, records[0].response.total), (TestForm::Fixed, Some(9.0)));
        xia.get(&links::own_history(CODE)).await.ok();
    })
    .await;
}
