use xinqiao_access::{Resource, act};
use xinqiao_kernel::Sex;

use super::world::{Desk, NEIGHBOURS, SCHOOL, about, is_duplicate, is_refused, on_both, path};

#[tokio::test]
async fn an_identifier_names_one_person_in_its_system() {
    on_both(async |world| {
        let (one, other) = (world.person(SCHOOL).await, world.person(SCHOOL).await);
        world
            .write(async |tx| {
                tx.add_identifier(world.ids.uuid(world.now()), "school:s1", "2026001", one, world.now()).await?;
                tx.add_identifier(world.ids.uuid(world.now()), "school:s10", "2026001", other, world.now()).await
            })
            .await;
        let fault = world
            .refused(async |tx| tx.add_identifier(world.ids.uuid(world.now()), "school:s1", "2026001", other, world.now()).await)
            .await;
        assert!(is_duplicate(&fault), "{fault:?}");
        let named = async |system: &str, value: &str| world.write(async |tx| tx.person_by_identifier(system, value).await).await;
        let found = named("school:s1", "2026001").await.unwrap();
        assert_eq!((found.id, found.place, found.sex), (one, path(SCHOOL), Some(Sex::Female)));
        assert_eq!(named("school:s10", "2026001").await.unwrap().id, other);
        assert_eq!(named("school:s1", "2026002").await, None);
        let stranger = world.person_row(SCHOOL).id;
        let fault = world
            .refused(async |tx| {
                tx.add_identifier(world.ids.uuid(world.now()), "school:s1", "2026009", stranger, world.now()).await
            })
            .await;
        assert!(is_refused(&fault), "{fault:?}");
    })
    .await;
}

#[tokio::test]
async fn name_and_phone_come_masked_unless_the_permit_opens_them() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let desk = Desk::counsellor(world.account("zhou").await, SCHOOL);
        let record = about(person, SCHOOL);
        let masked = world.db.person(&desk.permit(&record)).await.unwrap().unwrap();
        assert_eq!((masked.name.as_str(), masked.phone.as_deref()), ("林**", Some("139****5678")));
        let permit = desk.permit::<act::ReadIdentity>(&record);
        let open = world.db.person_identity(&permit).await.unwrap().unwrap();
        assert_eq!((open.name.as_str(), open.phone.as_deref()), ("林晓溪", Some("13912345678")));
        let nobody = desk.permit::<act::ReadPerson>(&Resource::at(path(SCHOOL)));
        assert_eq!(world.db.person(&nobody).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn many_people_are_added_at_once_with_all_that_is_known_of_each() {
    on_both(async |world| {
        // 63 = 32 + 16 + 8 + 4 + 2 + 1: every size of chunk
        let mut people: Vec<_> = (0..63).map(|_| world.person_row(SCHOOL)).collect();
        people[62].sex = None;
        people[62].birth_on = None;
        people[62].phone = None;
        world.write(async |tx| tx.add_people(&people, world.now()).await).await;
        assert_eq!(world.count("person").await, 63);
        for person in [&people[0], &people[62]] {
            let found = world.db.whereabouts(person.id).await.unwrap().unwrap();
            assert_eq!((found.sex, found.birth_on), (person.sex, person.birth_on));
        }
        let desk = Desk::counsellor(world.account("zhou").await, SCHOOL);
        let permit = desk.permit::<act::ReadIdentity>(&about(people[62].id, SCHOOL));
        let found = world.db.person_identity(&permit).await.unwrap();
        assert_eq!(found.as_ref(), Some(&people[62]));
    })
    .await;
}

#[tokio::test]
async fn the_account_of_a_person_is_found() {
    on_both(async |world| {
        let person = world.person(NEIGHBOURS[0]).await;
        assert_eq!(world.db.account_of_person(person).await.unwrap(), None);
        let mut account = world.account_row("lin");
        account.person = Some(person);
        world.write(async |tx| tx.add_account(&account, world.now()).await).await;
        let found = world.db.account_of_person(person).await.unwrap();
        assert_eq!(found, Some(account.id));
    })
    .await;
}
