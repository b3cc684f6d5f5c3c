//! A person's own sheets: private, shared, forgotten; what they raise.

use jiff::SignedDuration;
use xinqiao_app::assessment::{ContactTime, ContactWish, Sharing};
use xinqiao_app::warnings::EvidenceSeen;
use xinqiao_store::warnings::SignalRow;
use xinqiao_warnings::Evidence;

use crate::world::{CITY, ITEM_NINE, SCHOOL, TODAY, World, is_conflict, is_not_found, on_both, refused};

const CALM: [u8; 9] = [1, 1, 1, 1, 0, 0, 0, 0, 0];
const TWELVE: [u8; 9] = [2, 2, 2, 2, 2, 2, 0, 0, 0];

async fn codes(world: &World) -> Vec<String> {
    let duty = world.caller("duty1").await;
    world.signals(&duty).await.into_iter().map(|one: SignalRow| one.code).collect()
}

#[tokio::test]
async fn a_private_sheet_reaches_nobody() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let (id, raised) = world.submit(&lin, "private", ITEM_NINE, Sharing::Private).await;
        assert_eq!(raised, 0);
        assert!(codes(world).await.is_empty());
        let kept = world.app().record(&lin, id).await.unwrap();
        assert_eq!((kept.response.sharing.as_str(), kept.outcome.scores["total"]), ("private", 4.0));
        assert_eq!(kept.outcome.critical[0].item, "9");
    })
    .await;
}

#[tokio::test]
async fn a_sheet_that_is_shared_later_raises_its_signals_once() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let (id, _) = world.submit(&lin, "later", ITEM_NINE, Sharing::Private).await;
        world.pass_h(30);
        assert_eq!(world.app().share_record(&lin, id).await.unwrap(), 2);
        assert_eq!(world.app().share_record(&lin, id).await.unwrap(), 0);
        assert_eq!(codes(world).await, ["asked-for-contact", "suicide-item-often"]);
        assert_eq!(world.app().record(&lin, id).await.unwrap().response.sharing, "contact");
        let shared: Vec<String> =
            world.audit().await.into_iter().filter(|row| row.action == "request_contact").map(|row| row.detail).collect();
        assert_eq!(shared, ["contact signals=2"]);
    })
    .await;
}

#[tokio::test]
async fn a_sheet_that_was_shared_at_once_is_not_raised_again() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let (id, raised) = world.submit(&lin, "shared", ITEM_NINE, Sharing::Contact).await;
        assert_eq!((raised, world.app().share_record(&lin, id).await.unwrap()), (2, 0));
        assert_eq!(codes(world).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_wish_for_contact_after_a_screening_is_heard() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let campaign = world.campaign().await;
        world.ask(campaign, &lin).await;
        let (id, raised) = world.submit(&lin, "campaign", ITEM_NINE, Sharing::Campaign(campaign)).await;
        assert_eq!((raised, codes(world).await), (1, vec!["suicide-item-often".to_owned()]));
        assert_eq!(world.app().share_record(&lin, id).await.unwrap(), 1);
        assert_eq!(world.app().share_record(&lin, id).await.unwrap(), 0);
        assert_eq!(codes(world).await, ["asked-for-contact", "suicide-item-often"]);
        assert_eq!(world.app().record(&lin, id).await.unwrap().response.sharing, "campaign");
    })
    .await;
}

#[tokio::test]
async fn the_same_wish_to_be_contacted_twice_within_an_hour_is_one() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let wish = ContactWish { time: ContactTime::Evening, phone: None };
        world.app().request_contact(&lin, &wish).await.unwrap();
        world.pass_s(60);
        world.app().request_contact(&lin, &wish).await.unwrap();
        assert_eq!(codes(world).await, ["asked-for-contact"]);
        world.pass_h(1);
        world.app().request_contact(&lin, &wish).await.unwrap();
        assert_eq!(codes(world).await, ["asked-for-contact"; 2]);
        let duty = world.caller("duty1").await;
        let signals = world.signals(&duty).await;
        let seen = world.app().signal(&duty, signals[0].id).await.unwrap();
        assert_eq!(seen.evidence, [EvidenceSeen::Open(Evidence::AskedForContact)]);
        assert_eq!(seen.wish, Some(wish));
    })
    .await;
}

#[tokio::test]
async fn only_a_private_sheet_can_be_forgotten() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let (private, _) = world.submit(&lin, "private", ITEM_NINE, Sharing::Private).await;
        let (shared, _) = world.submit(&lin, "shared", CALM, Sharing::Contact).await;
        is_conflict(world.app().forget_record(&lin, shared).await, "record_shared");
        world.app().forget_record(&lin, private).await.unwrap();
        is_not_found(world.app().record(&lin, private).await);
        is_not_found(world.app().forget_record(&lin, private).await);
        let later = world.now() + SignedDuration::from_secs(1);
        let left = world.app().records(&lin, later, 10).await.unwrap();
        assert_eq!(left.iter().map(|one| one.response.id).collect::<Vec<_>>(), [shared]);
    })
    .await;
}

#[tokio::test]
async fn nobody_elses_sheet_can_be_read_shared_or_forgotten() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let other = world.resident("zhao", CITY).await;
        let (id, _) = world.submit(&lin, "private", ITEM_NINE, Sharing::Private).await;
        is_not_found(world.app().record(&other, id).await);
        is_not_found(world.app().share_record(&other, id).await);
        is_not_found(world.app().forget_record(&other, id).await);
        let staff = world.caller("duty1").await;
        is_not_found(world.app().record(&staff, id).await);
        assert_eq!(world.app().record(&lin, id).await.unwrap().response.sharing, "private");
    })
    .await;
}

#[tokio::test]
async fn the_same_key_of_two_people_is_two_sheets() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let other = world.resident("zhao", SCHOOL).await;
        let (first, _) = world.submit(&lin, "key", CALM, Sharing::Contact).await;
        let (again, _) = world.submit(&lin, "key", CALM, Sharing::Contact).await;
        let (others, _) = world.submit(&other, "key", CALM, Sharing::Contact).await;
        assert!(first == again && first != others);
        assert_eq!(codes(world).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn answers_and_keys_that_cannot_be_are_refused() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let field = |fault: xinqiao_app::AppError| match fault {
            xinqiao_app::AppError::Invalid(faults) => faults[0].field,
            other => panic!("{other:?}"),
        };
        let mut sheet = world.sheet("wrong", [4, 0, 0, 0, 0, 0, 0, 0, 0], Sharing::Contact);
        assert_eq!(field(refused(world.app().submit(&lin, sheet.clone()).await)), "answers");
        sheet.answers.truncate(3);
        assert_eq!(field(refused(world.app().submit(&lin, sheet.clone()).await)), "answers");
        let short = xinqiao_app::assessment::Sheet { key: "short".to_owned(), ..world.sheet("k", CALM, Sharing::Private) };
        assert_eq!(field(refused(world.app().submit(&lin, short).await)), "key");
        let unknown = xinqiao_app::assessment::Sheet { instrument: "phq-99".to_owned(), ..sheet };
        is_not_found(world.app().submit(&lin, unknown).await);
        let staff = world.caller("duty1").await;
        is_not_found(world.app().submit(&staff, world.sheet("staff", CALM, Sharing::Private)).await);
        assert!(codes(world).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_score_that_rose_since_the_last_sheet_is_a_signal_that_names_the_earlier_value() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let (_, calm) = world.submit(&lin, "first", CALM, Sharing::Contact).await;
        assert_eq!(calm, 1);
        world.pass_h(40 * 24);
        let (_, raised) = world.submit(&lin, "second", TWELVE, Sharing::Contact).await;
        assert_eq!(raised, 3);
        assert_eq!(codes(world).await, ["asked-for-contact", "moderate-score", "phq9-worse"]);
        let counsellor = world.caller("counsellor").await;
        let signal = world.signal(&counsellor, "phq9-worse").await;
        let seen = world.app().signal(&counsellor, signal).await.unwrap();
        assert_eq!(seen.row.level, "yellow");
        let [EvidenceSeen::Open(Evidence::Worsening { score, value, previous })] = &seen.evidence[..] else {
            panic!("{:?}", seen.evidence)
        };
        assert_eq!((score.as_str(), *value, previous.value), ("total", 12.0, 4.0));
        assert_eq!(previous.on, TODAY);
    })
    .await;
}

#[tokio::test]
async fn a_private_sheet_is_not_cited_by_the_signals_of_a_later_one() {
    on_both(async |world| {
        let [lin, counsellor] = world.callers(["lin", "counsellor"]).await;
        world.submit(&lin, "first", CALM, Sharing::Private).await;
        world.pass_h(40 * 24);
        world.submit(&lin, "second", TWELVE, Sharing::Contact).await;
        assert_eq!(codes(world).await, ["asked-for-contact", "moderate-score"]);
        let signal = world.signal(&counsellor, "moderate-score").await;
        let seen = world.app().signal(&counsellor, signal).await.unwrap();
        assert!(matches!(&seen.evidence[..], [EvidenceSeen::Open(Evidence::Band { previous: None, .. })]), "{:?}", seen.evidence);
    })
    .await;
}
