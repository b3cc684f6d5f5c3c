//! Words of consent and guardians.

use xinqiao_kernel::id::{AccountId, CampaignId, ConsentId, GuardianshipId, PersonId};

use super::world::{Desk, SCHOOL, TODAY, World, about, on_both};
use crate::consent::{ConsentFacts, Consents, NewConsent, NewGuardianship, ShownText};

fn text(world: &World) -> ShownText {
    let (shown, body) = ("ab12".to_owned(), "{\"zh-CN\":{}}".to_owned());
    ShownText { shown, purpose: "screening".to_owned(), version: "1".to_owned(), body, at: world.now() }
}

fn word(world: &World, person: PersonId, account: AccountId, kind: &'static str) -> NewConsent {
    NewConsent {
        id: ConsentId::new(&world.ids, world.now()),
        person,
        purpose: "screening",
        subject: None,
        party: "own",
        kind,
        version: "1".to_owned(),
        digest: "cd34".to_owned(),
        shown: "ab12".to_owned(),
        how: "page",
        account,
        at: world.now(),
    }
}

fn guardianship(world: &World, guardian: PersonId, ward: PersonId, by: AccountId, ground: &str) -> NewGuardianship {
    NewGuardianship {
        id: GuardianshipId::new(&world.ids, world.now()),
        guardian,
        ward,
        relation: "parent".to_owned(),
        ground: ground.to_owned(),
        verified_by: by,
        verified_how: "household_book".to_owned(),
        from: TODAY,
        until: None,
    }
}

/// A row in every table of this kind.
pub async fn fill(world: &World, account: AccountId, person: PersonId, campaign: CampaignId) {
    let other = world.person(SCHOOL).await;
    let word = NewConsent { subject: Some(campaign.uuid()), ..word(world, person, account, "given") };
    let bond = guardianship(world, other, person, account, "minor");
    world
        .write(async |tx| {
            tx.keep_shown(&text(world)).await?;
            tx.add_consents(&[word], world.now()).await?;
            tx.add_guardianship(&bond, world.now()).await
        })
        .await;
    super::rights::fill(world, account, person).await;
}

#[tokio::test]
async fn the_words_about_one_person_are_found_with_many_at_once_and_nobody_elses() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let mut people = Vec::new();
        for _ in 0..20 {
            people.push(world.person(SCHOOL).await);
        }
        let words: Vec<NewConsent> = people.iter().take(19).map(|one| word(world, *one, account, "given")).collect();
        world.write(async |tx| tx.keep_shown(&text(world)).await).await;
        // the same text again is the same text
        world.write(async |tx| tx.keep_shown(&text(world)).await).await;
        world.write(async |tx| tx.add_consents(&words, world.now()).await).await;
        let ward = people[0];
        let bond = guardianship(world, people[1], ward, account, "adult_in_care");
        world.write(async |tx| tx.add_guardianship(&bond, world.now()).await).await;
        let consents = Consents::start(&world.db);
        let facts = people.iter().map(|person| {
            let permit =
                Desk::resident(account, *person, SCHOOL).permit::<xinqiao_access::act::ManageConsent>(&about(*person, SCHOOL));
            let consents = consents.clone();
            async move { consents.find(&permit, TODAY).await.unwrap() }
        });
        let facts: Vec<ConsentFacts> = futures_util::future::join_all(facts).await;
        for (at, (person, found)) in people.iter().zip(&facts).enumerate() {
            assert_eq!(found.words.len(), usize::from(at < 19));
            assert!(found.words.iter().all(|word| word.person == *person));
            assert_eq!(found.in_care, *person == ward);
        }
        assert_eq!(world.db.shown_text("ab12").await.unwrap().unwrap(), text(world));
    })
    .await;
}

#[tokio::test]
async fn a_guardianship_ends_once_with_a_day() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let (guardian, ward) = (world.person(SCHOOL).await, world.person(SCHOOL).await);
        let bond = guardianship(world, guardian, ward, account, "minor");
        world.write(async |tx| tx.add_guardianship(&bond, world.now()).await).await;
        let found = world.db.wards_of(guardian).await.unwrap();
        assert_eq!(found, world.db.guardians_of(ward).await.unwrap());
        assert!(found[0].is_in_force(TODAY) && !found[0].is_in_force(TODAY.yesterday().unwrap()));
        assert!(world.write(async |tx| tx.end_guardianship(bond.id, TODAY).await).await);
        assert!(!world.write(async |tx| tx.end_guardianship(bond.id, TODAY).await).await);
        assert!(!world.db.wards_of(guardian).await.unwrap()[0].is_in_force(TODAY.tomorrow().unwrap()));
        assert!(world.db.wards_of(ward).await.unwrap().is_empty());
        // nobody is the own guardian
        let own = guardianship(world, ward, ward, account, "minor");
        world.refused(async |tx| tx.add_guardianship(&own, world.now()).await).await;
    })
    .await;
}
