//! Two people in two scopes open every list side by side and share nothing.

use std::collections::HashSet;

use jiff::civil::date;
use uuid::Uuid;
use xinqiao_access::Role;
use xinqiao_app::Caller;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::campaigns::{NewCampaign, NewPart};
use xinqiao_app::warnings::QueueItem;

use crate::world::{COUNTY, FAR_COUNTY, ITEM_NINE, SIXTEEN, TODAY, World, is_not_found, on_both, path};

/// Everything that the lists of a desk name: records, people, places, texts.
#[derive(Debug, Default)]
struct Seen {
    ids: HashSet<Uuid>,
    texts: HashSet<String>,
}

async fn campaign(world: &World, by: &Caller, at: &str, title: &str) {
    let new = NewCampaign {
        place: path(at),
        title: title.to_owned(),
        parts: vec![NewPart::always("phq-9")],
        consent_text: "自愿参加".to_owned(),
        opens_on: TODAY,
        closes_on: date(2027, 1, 31),
    };
    let id = world.app().create_campaign(by, &new).await.unwrap();
    world.sign_off(id).await;
}

/// What a duty officer and a counsellor of one place see in all lists.
async fn seen(world: &World, duty: &Caller, counsellor: &Caller) -> Seen {
    let (app, mut seen) = (world.app(), Seen::default());
    for who in [duty, counsellor] {
        let queue = app.queue(who).await.unwrap();
        assert!(!queue.items.is_empty(), "{}", who.login());
        for item in &queue.items {
            match item {
                QueueItem::Signal(signal) => {
                    seen.ids.extend([signal.id.uuid(), signal.person.uuid()]);
                    seen.texts.insert(signal.place.to_string());
                }
                QueueItem::Warning(warning) => {
                    seen.ids.extend([warning.id.uuid(), warning.person.uuid()]);
                    seen.texts.extend([warning.number.clone(), warning.place.to_string()]);
                    seen.texts.extend(warning.owner_name.clone());
                }
            }
        }
        seen.texts.extend(queue.load.iter().map(|(name, _)| name.clone()));
        seen.ids.extend(queue.notices.iter().map(|notice| notice.id.uuid()));
        for warning in app.closed_warnings(who, 50).await.unwrap() {
            seen.ids.extend([warning.id.uuid(), warning.person.uuid()]);
        }
        seen.ids.extend(app.notices(who, 50).await.unwrap().iter().map(|notice| notice.id.uuid()));
    }
    for standing in app.campaigns_standing(counsellor).await.unwrap() {
        seen.ids.insert(standing.campaign.id.uuid());
        seen.texts.extend([standing.campaign.title, standing.campaign.place.to_string()]);
    }
    seen.ids.extend(app.campaigns(counsellor).await.unwrap().iter().map(|one| one.id.uuid()));
    seen.texts.extend(app.campaign_places(counsellor).await.unwrap().iter().map(|place| place.path.to_string()));
    seen
}

#[tokio::test]
async fn two_counties_share_no_row_no_count_and_no_name() {
    on_both(async |world| {
        let from = date(2026, 1, 1);
        world.account("far-counsellor", "谭溪", None, &[(Role::Counsellor, path(FAR_COUNTY), from, None)]).await;
        let near = world.callers(["duty1", "counsellor"]).await;
        let far = world.callers(["far", "far-counsellor"]).await;
        for ([duty, counsellor], home, place) in [(&near, "near", COUNTY), (&far, "away", FAR_COUNTY)] {
            for (n, answers) in [SIXTEEN, ITEM_NINE, ITEM_NINE].into_iter().enumerate() {
                let login = format!("{home}-{n}");
                let person = world.resident(&login, place).await;
                world.submit(&person, &login, answers, Sharing::Contact).await;
            }
            let open = world.signals(duty).await;
            let high = open.iter().find(|one| one.code == "phq9-moderately-severe").unwrap();
            world.confirm(duty, high.id, xinqiao_warnings::Level::Yellow, Some(counsellor.login())).await;
            campaign(world, counsellor, place, home).await;
        }
        let here = seen(world, &near[0], &near[1]).await;
        let there = seen(world, &far[0], &far[1]).await;
        assert!(here.ids.len() > 5 && there.ids.len() > 5);
        assert!(here.ids.is_disjoint(&there.ids));
        assert!(here.texts.is_disjoint(&there.texts), "{:?}", here.texts.intersection(&there.texts).collect::<Vec<_>>());
        // and what one of them knows by its number only, the other does not find
        let of_near = world.warnings(&near[0]).await;
        for warning in of_near {
            is_not_found(world.app().warning(&far[0], warning.id).await);
        }
    })
    .await;
}

#[tokio::test]
async fn counts_of_one_county_do_not_move_with_the_work_of_another() {
    on_both(async |world| {
        let [duty, far] = world.callers(["duty1", "far"]).await;
        let count = async || {
            let queue = world.app().queue(&far).await.unwrap();
            (queue.items.len(), queue.load.len(), queue.unread, queue.ended)
        };
        let before = count().await;
        let person = world.resident("near-1", COUNTY).await;
        world.submit(&person, "k", SIXTEEN, Sharing::Contact).await;
        assert!(!world.signals(&duty).await.is_empty());
        world.yellow(&world.resident("near-2", COUNTY).await, "counsellor").await;
        assert_eq!(count().await, before);
    })
    .await;
}
