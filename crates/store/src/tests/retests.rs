//! Tasks to ask again.

use xinqiao_access::{Permit, Purpose, Resource, Role, act};
use xinqiao_kernel::id::{AccountId, PersonId, ResponseId, RetestId};

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, on_both, path};
use crate::lane::Submission;
use crate::retests::{NewRetest, RetestAfter, Retesting};

fn task(world: &World, person: PersonId, response: ResponseId, minutes: i64, way: &'static str) -> NewRetest {
    NewRetest {
        id: RetestId::new(&world.ids, world.now()),
        response,
        person,
        campaign: None,
        place: path(SCHOOL),
        instrument: "phq-9".to_owned(),
        rules: vec!["fast".to_owned(), "lie".to_owned()],
        way,
        due_at: world.within(minutes),
    }
}

fn opening(world: &World, person: PersonId, key: &str, minutes: i64, way: &'static str) -> (RetestId, Submission) {
    let mut one = world.submission(person, key);
    one.signals.clear();
    one.audit.clear();
    one.response.sharing = "contact";
    let new = task(world, person, one.response.id, minutes, way);
    let id = new.id;
    one.retesting = Retesting { opens: Some(new), settles: Vec::new() };
    (id, one)
}

fn desk(account: AccountId, at: &str) -> Desk {
    Desk::new(account, None, Role::SchoolCounsellor, at, Purpose::Screening)
}

/// An open task and one that was let go.
pub(super) async fn fill(world: &World, account: AccountId, person: PersonId) {
    let (first, second) = (opening(world, person, "again-1", 60, "form"), opening(world, person, "again-2", 60, "talk"));
    world.db.write_submissions(&[first.1, second.1]).await.unwrap();
    let permit: Permit<act::AskAgain> = desk(account, SCHOOL).permit(&Resource::at(path(SCHOOL)).of(person));
    let now = world.now();
    world.write(async |tx| tx.settle_retest(&permit, second.0, ("let_go", Some("left")), now).await.map(|_| ())).await;
}

#[tokio::test]
async fn tasks_are_listed_by_due_time_at_their_place_only() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let person = world.person(SCHOOL).await;
        let tasks = [("a", 300, "form"), ("b", 60, "talk"), ("c", 200, "form")]
            .map(|(key, due, way)| opening(world, person, key, due, way));
        let [a, b, c] = [tasks[0].0, tasks[1].0, tasks[2].0];
        world.db.write_submissions(&tasks.map(|(_, one)| one)).await.unwrap();
        let scope = desk(account, SCHOOL).scope::<act::AskAgain>();
        let all = world.db.retests(&scope, false, None, 9).await.unwrap();
        assert_eq!(all.iter().map(|row| row.id).collect::<Vec<_>>(), [b, c, a]);
        assert_eq!((all[0].rules.join("+"), all[0].way.as_str()), ("fast+lie".to_owned(), "talk"));
        assert!(all[0].name.ends_with('*'), "{}", all[0].name);
        let after = Some(RetestAfter { at: all[1].due_at, id: c });
        let rest = world.db.retests(&scope, false, after, 9).await.unwrap();
        assert_eq!(rest.iter().map(|row| row.id).collect::<Vec<_>>(), [a]);
        let elsewhere = desk(account, NEIGHBOURS[0]).scope::<act::AskAgain>();
        assert!(world.db.retests(&elsewhere, false, None, 9).await.unwrap().is_empty());
        let other: Permit<act::AskAgain> = desk(account, NEIGHBOURS[0]).permit(&Resource::at(path(NEIGHBOURS[0])).of(person));
        assert!(world.db.retest(&other, a).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_task_is_settled_once_and_its_words_go_with_the_person() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let person = world.person(SCHOOL).await;
        let (id, one) = opening(world, person, "a", 60, "talk");
        world.db.write_submissions(&[one]).await.unwrap();
        let permit: Permit<act::AskAgain> = desk(account, SCHOOL).permit(&Resource::at(path(SCHOOL)).of(person));
        let now = world.now();
        let mut done = Vec::new();
        for ending in ["talked", "let_go"] {
            let settled = async |tx: &mut crate::Tx| tx.settle_retest(&permit, id, (ending, Some("slept badly")), now).await;
            let mut tx = world.db.begin().await.unwrap();
            done.push(settled(&mut tx).await.unwrap());
            tx.commit().await.unwrap();
        }
        assert_eq!(done, [true, false]);
        let row = world.db.retest(&permit, id).await.unwrap().unwrap();
        assert_eq!((row.settled.unwrap().0, row.note.as_deref()), ("talked".to_owned(), Some("slept badly")));
        let (open, two) = opening(world, person, "b", 60, "form");
        world.db.write_submissions(&[two]).await.unwrap();
        world.write(async |tx| tx.erase_person(person, now).await.map(|_| ())).await;
        let row = world.db.retest_place(id).await.unwrap().unwrap();
        assert_eq!((row.note, row.name.as_str()), (None, ""));
        assert_eq!(world.db.retest_place(open).await.unwrap().unwrap().settled.unwrap().0, "let_go");
        let scope = desk(account, SCHOOL).scope::<act::AskAgain>();
        assert!(world.db.retests(&scope, true, None, 9).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_new_sheet_settles_a_form_and_never_a_conversation() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let (form, one) = opening(world, person, "a", 60, "form");
        let (talk, two) = opening(world, person, "b", 60, "talk");
        world.db.write_submissions(&[one, two]).await.unwrap();
        let mut again = world.submission(person, "c");
        again.retesting.settles = vec![form, talk];
        world.db.write_submissions(&[again]).await.unwrap();
        assert_eq!(world.db.retest_place(form).await.unwrap().unwrap().settled.unwrap().0, "retested");
        assert_eq!(world.db.retest_place(talk).await.unwrap().unwrap().settled, None);
    })
    .await;
}

#[tokio::test]
async fn a_task_goes_with_its_sheet() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let (id, one) = opening(world, person, "a", 60, "form");
        let response = one.response.id;
        world.db.write_submissions(&[one]).await.unwrap();
        let due = crate::retention::Due { record: response.uuid(), of: person.uuid() };
        world.write(async |tx| tx.delete_records("shared_result", &[due]).await.map(|_| ())).await;
        assert_eq!(world.db.retest_place(id).await.unwrap(), None);
    })
    .await;
}
