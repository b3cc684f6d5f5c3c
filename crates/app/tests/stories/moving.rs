//! A pupil changes class or school while a campaign runs.

use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::AppError;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::campaigns::{Enrolment, NewCampaign, NewPart};
use xinqiao_kernel::id::{CampaignId, PersonId, PlaceId};
use xinqiao_store::places::Place;

use crate::world::{COUNTY, FAR_COUNTY, SCHOOL, TODAY, World, is_denied, is_not_found, on_both, path, refused};

/// Two classes of the school, which have no name of their own in the tree of the world.
async fn classes(world: &World) -> [String; 2] {
    let school = world.db.place(&path(SCHOOL)).await.unwrap().unwrap();
    let at = ["c1", "c2"].map(|class| format!("{SCHOOL}{class}/"));
    let mut tx = world.db.begin().await.unwrap();
    for (number, at) in at.iter().enumerate() {
        let id = PlaceId::new(&xinqiao_kernel::IdSource::seeded(900 + number as u64), world.now());
        let (name, level, kind) = (format!("七年级{}班", number + 1), "unit".to_owned(), Some("class".to_owned()));
        tx.add_place(&Place { id, path: path(at), parent: Some(school.id), name, level, kind }, world.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    at
}

async fn campaign(world: &World, place: &str) -> CampaignId {
    let shen = world.caller("shen").await;
    let plan = NewCampaign {
        place: path(place),
        title: "冬季筛查".to_owned(),
        parts: vec![NewPart::always("phq-9")],
        consent_text: "自愿参加".to_owned(),
        opens_on: TODAY,
        closes_on: date(2026, 12, 4),
    };
    let id = world.app().create_campaign(&shen, &plan).await.unwrap();
    world.sign_off(id).await;
    world.app().enrol(&shen, id, &Enrolment::default()).await.unwrap();
    id
}

/// Unit, asked and settled of the units right below the school.
async fn units(world: &World, id: CampaignId) -> Vec<(String, u64, u64)> {
    let found = world.app().campaign_units(&world.caller("shen").await, id, None).await.unwrap();
    found.units.into_iter().map(|unit| (unit.unit.to_string(), unit.asked, unit.settled)).collect()
}

#[tokio::test]
async fn what_is_open_of_a_pupil_counts_in_the_class_they_move_to_and_what_is_done_stays() {
    on_both(async |world| {
        let [first, second] = classes(world).await;
        let (open, done) = (world.resident("open", &first).await, world.resident("done", &first).await);
        let id = campaign(world, SCHOOL).await;
        world.submit(&done, "sheet-of-done", [0; 9], Sharing::Campaign(id)).await;
        let shen = world.caller("shen").await;
        let who = |caller: &xinqiao_app::Caller| -> PersonId { caller.person().unwrap() };
        let moved = world.app().move_person(&shen, who(&open), &path(&second)).await.unwrap();
        assert_eq!((moved.from.to_string(), moved.followed, moved.left), (first.clone(), 1, 0));
        assert_eq!(world.app().move_person(&shen, who(&done), &path(&second)).await.unwrap().followed, 0);
        assert_eq!(units(world, id).await, [(first, 1, 1), (second.clone(), 1, 0)]);
        // sent twice it changes nothing
        let again = world.app().move_person(&shen, who(&open), &path(&second)).await.unwrap();
        assert_eq!((again.followed, again.left), (0, 0));
        // they are found where they are now, and answer as before
        let found = world.app().search_people(&shen, "林晓溪", xinqiao_access::Purpose::Service).await.unwrap();
        assert!(found.people.iter().any(|(one, _)| one.id == who(&open) && one.place == path(&second)), "{found:?}");
        let open = world.caller("open").await;
        world.submit(&open, "sheet-of-open", [0; 9], Sharing::Campaign(id)).await;
        assert_eq!(units(world, id).await[1], (second, 1, 1));
    })
    .await;
}

#[tokio::test]
async fn whoever_leaves_the_place_of_a_campaign_before_answering_is_asked_no_more() {
    on_both(async |world| {
        let pupil = world.resident("leaver", SCHOOL).await;
        let id = campaign(world, SCHOOL).await;
        let person = pupil.person().unwrap();
        let from = date(2026, 1, 1);
        world.account("office", "某人", None, &[(Role::Counsellor, path("620000/620700/"), from, None)]).await;
        let office = world.caller("office").await;
        let moved = world.app().move_person(&office, person, &path(FAR_COUNTY)).await.unwrap();
        assert_eq!((moved.followed, moved.left), (0, 1));
        let leaver = world.caller("leaver").await;
        assert!(world.app().open_campaigns(&leaver).await.unwrap().is_empty());
        assert!(units(world, id).await.iter().all(|(unit, ..)| !unit.starts_with(FAR_COUNTY)));
        // the school has them no more
        is_not_found(world.app().move_person(&world.caller("shen").await, person, &path(SCHOOL)).await);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_moved_out_of_reach_or_by_whoever_has_no_right() {
    on_both(async |world| {
        let person = world.resident("pupil", SCHOOL).await.person().unwrap();
        let shen = world.caller("shen").await;
        for to in [COUNTY, FAR_COUNTY, "620000/620700/nowhere/"] {
            let fault = refused(world.app().move_person(&shen, person, &path(to)).await);
            assert!(matches!(&fault, AppError::Invalid(faults) if faults[0].field == "at"), "{to}: {fault:?}");
        }
        is_denied(world.app().move_person(&world.caller("head").await, person, &path(SCHOOL)).await);
    })
    .await;
}
