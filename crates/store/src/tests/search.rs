//! People whose names are sealed are found by pieces of them, inside the scope only, and nobody else is shown.

use xinqiao_access::{Purpose, Role, Scope, act};
use xinqiao_names::{Fit, Query};

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, on_both};
use crate::arg::{Arg, args};
use crate::people::{Found, Person};

async fn named(world: &World, name: &str, phone: Option<&str>, at: &str) -> Person {
    let person = Person { name: name.to_owned(), phone: phone.map(str::to_owned), ..world.person_row(at) };
    world.write(async |tx| tx.add_person(&person, world.now()).await).await;
    person
}

async fn scope(world: &World, at: &str) -> Scope<act::SearchPeople> {
    let account = world.account(&format!("who looks at {at}")).await;
    Desk::new(account, None, Role::SchoolCounsellor, at, Purpose::Service).scope()
}

async fn found(world: &World, scope: &Scope<act::SearchPeople>, typed: &str, limit: u32) -> Found {
    world.db.search_people(scope, &Query::parse(typed).unwrap(), "gb11643", limit).await.unwrap()
}

#[tokio::test]
async fn a_person_is_found_by_name_pinyin_initials_number_and_phone_and_comes_masked() {
    on_both(async |world| {
        let luo = named(world, "罗小明", Some("13812346021"), SCHOOL).await;
        named(world, "单小云", None, SCHOOL).await;
        let number = "11010519491231002X";
        world
            .write(async |tx| tx.add_identifier(world.ids.uuid(world.now()), "gb11643", number, luo.id, world.now()).await)
            .await;
        let scope = scope(world, SCHOOL).await;
        for typed in ["罗小明", "罗", "小明", "luoxiaoming", "luoxiaom", "luox", "lxm", "13812346021", "6021", number] {
            let hits = found(world, &scope, typed, 10).await;
            assert!(!hits.is_cut);
            let [(person, _)] = &hits.people[..] else { panic!("{typed}: {hits:?}") };
            let shown = (person.id, person.name.as_str(), person.phone.as_deref());
            assert_eq!(shown, (luo.id, "罗**", Some("138****6021")), "{typed}");
        }
        let both = found(world, &scope, "小", 10).await;
        assert_eq!(both.people, [], "one character is the beginning of a surname");
        for typed in ["罗大明", "luodaming", "6022", "13812346022", "shanxiaoyunn"] {
            assert_eq!(found(world, &scope, typed, 10).await.people, [], "{typed}");
        }
        for typed in ["shan", "danxiaoyun", "shanxiaoyun", "单"] {
            assert_eq!(found(world, &scope, typed, 10).await.people.len(), 1, "{typed}");
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_outside_the_scope_is_found_by_anything() {
    on_both(async |world| {
        let mut scopes = Vec::new();
        for (at, number) in [(SCHOOL, "11010519491231002X"), (NEIGHBOURS[0], "440524188001010014"), (NEIGHBOURS[1], "1")] {
            let person = named(world, "罗小明", Some("13812346021"), at).await;
            world
                .write(async |tx| tx.add_identifier(world.ids.uuid(world.now()), "gb11643", number, person.id, world.now()).await)
                .await;
            scopes.push((scope(world, at).await, person.id));
        }
        for (scope, own) in &scopes {
            for typed in ["罗小明", "罗", "小明", "luo", "lxm", "6021", "13812346021"] {
                let hits = found(world, scope, typed, 10).await;
                assert_eq!(hits.people.iter().map(|(person, _)| person.id).collect::<Vec<_>>(), [*own], "{typed}");
            }
        }
        assert_eq!(found(world, &scopes[0].0, "440524188001010014", 10).await.people, []);
        assert_eq!(found(world, &scopes[1].0, "440524188001010014", 10).await.people.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_token_that_somebody_else_shares_shows_nobody() {
    on_both(async |world| {
        let luo = named(world, "罗小明", Some("13812346021"), SCHOOL).await;
        let other = named(world, "王大伟", Some("13900000000"), SCHOOL).await;
        let scope = scope(world, SCHOOL).await;
        // the other person gets every token of the first: as if all hashes were the same
        let tokens = world.count("person_token").await;
        let id = |person: &Person| match world.database.engine {
            xinqiao_testkit::Engine::Sqlite => format!("x'{}'", person.id.uuid().simple()),
            xinqiao_testkit::Engine::Postgres => format!("'{}'", person.id),
        };
        let copy = format!(
            "insert into person_token (token, place_path, person_id) select token, place_path, {} from person_token where person_id = {}",
            id(&other),
            id(&luo)
        );
        world.run(&copy).await;
        assert!(world.count("person_token").await > tokens + 5);
        for typed in ["罗小明", "罗", "luox", "lxm", "6021"] {
            let hits = found(world, &scope, typed, 10).await;
            assert_eq!(hits.people.iter().map(|(person, _)| person.id).collect::<Vec<_>>(), [luo.id], "{typed}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_best_come_first_and_more_than_asked_for_is_said() {
    on_both(async |world| {
        for name in ["王小明", "王小明月", "李王小明", "王小", "罗小明"] {
            named(world, name, None, SCHOOL).await;
        }
        let scope = scope(world, SCHOOL).await;
        let hits = found(world, &scope, "王小明", 10).await;
        let fits: Vec<Fit> = hits.people.iter().map(|(_, fit)| *fit).collect();
        assert_eq!(fits, [Fit::Whole, Fit::Beginning, Fit::Piece]);
        let cut = found(world, &scope, "王", 2).await;
        assert_eq!((cut.people.len(), cut.is_cut), (2, true));
        let all = found(world, &scope, "王", 3).await;
        assert_eq!((all.people.len(), all.is_cut), (3, false));
        // more people than one statement gives
        let many: Vec<Person> =
            (0..230).map(|_| Person { name: "赵一".to_owned(), phone: None, ..world.person_row(SCHOOL) }).collect();
        world.write(async |tx| tx.add_people(&many, world.now()).await).await;
        let all = found(world, &scope, "zhaoyi", 230).await;
        assert_eq!((all.people.len(), all.is_cut), (230, false));
    })
    .await;
}

#[tokio::test]
async fn somebody_who_was_erased_or_whose_tokens_were_forgotten_is_found_no_more() {
    on_both(async |world| {
        let luo = named(world, "罗小明", Some("13812346021"), SCHOOL).await;
        let wang = named(world, "王大伟", None, SCHOOL).await;
        let scope = scope(world, SCHOOL).await;
        let before = world.count("person_token").await;
        world.write(async |tx| tx.forget_tokens(&luo).await).await;
        assert!(world.count("person_token").await < before - 5);
        assert_eq!(found(world, &scope, "罗小明", 10).await.people, []);
        assert_eq!(found(world, &scope, "王大伟", 10).await.people.len(), 1);
        world.run("update person set key_sealed = null").await;
        assert_eq!(found(world, &scope, "王大伟", 10).await.people, []);
        let kept = world.db.whereabouts(wang.id).await.unwrap().unwrap();
        assert!(kept.lock.is_erased());
    })
    .await;
}

#[tokio::test]
async fn a_rare_piece_that_shares_its_token_with_thousands_does_not_hide_who_fits_by_another() {
    on_both(async |world| {
        let chen = named(world, "陈雨", None, SCHOOL).await;
        let scope = scope(world, SCHOOL).await;
        let query = Query::parse("chenyu").unwrap();
        let known = xinqiao_names::pieces(&chen.name);
        let first = &query.alternatives()[0];
        assert!(!first.iter().all(|piece| known.contains(piece)), "the person fits by a later alternative");
        let token = crate::people::tokens(&world.db.vault(), &first[0]).unwrap()[0];
        let crowd: Vec<Person> =
            (0..2_200).map(|_| Person { name: "王伟".to_owned(), phone: None, ..world.person_row(SCHOOL) }).collect();
        world
            .write(async |tx| {
                tx.add_people(&crowd, world.now()).await?;
                let rows: Vec<Vec<Arg>> =
                    crowd.iter().map(|one| args![token, one.place.as_str(), one.id.uuid()].to_vec()).collect();
                tx.insert_many(crate::people::TOKEN_COLUMNS, crate::people::TOKEN_WIDTH, &rows).await
            })
            .await;
        let hits = found(world, &scope, "chenyu", 10).await;
        assert_eq!(hits.people.iter().map(|(person, _)| person.id).collect::<Vec<_>>(), [chen.id]);
        assert!(hits.is_cut, "that more was there than was looked at is said");
    })
    .await;
}
