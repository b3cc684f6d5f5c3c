use xinqiao_access::{Resource, act};
use xinqiao_kernel::id::{SignalId, WarningId};

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, about, is_refused, on_both, path};
use crate::warnings::{Mark, NewSignal};

async fn raise(world: &World, signal: &NewSignal) -> bool {
    world.write(async |tx| tx.add_signal(signal, world.now()).await).await
}

async fn listed(world: &World, desk: &Desk) -> Vec<SignalId> {
    let found = world.db.open_signals(&desk.scope(), world.now(), Mark::FIRST, 10).await.unwrap().rows;
    let count = world.db.count_open_signals(&desk.scope(), world.now(), world.now()).await.unwrap().all;
    assert_eq!(usize::try_from(count), Ok(found.len()));
    found.into_iter().map(|signal| signal.id).collect()
}

#[tokio::test]
async fn the_same_rule_on_the_same_source_raises_one_signal() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let desk = Desk::counsellor(world.account("zhou").await, SCHOOL);
        let (first, second) = (world.signal(person, SCHOOL, "k"), world.signal(person, SCHOOL, "k"));
        assert!(raise(world, &first).await);
        assert!(!raise(world, &second).await);
        assert_eq!(listed(world, &desk).await, [first.id]);
        assert!(raise(world, &world.signal(person, SCHOOL, "k2")).await);
        assert_eq!(listed(world, &desk).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_signal_leaves_the_list_at_the_instant_it_expires() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let desk = Desk::counsellor(world.account("zhou").await, SCHOOL);
        let signal = world.signal(person, SCHOOL, "k");
        raise(world, &signal).await;
        let permit = desk.permit(&about(person, SCHOOL));
        let of_person = async || world.db.open_signals_of(&permit, world.now()).await.unwrap().len();
        world.pass(24 * 60 - 1);
        assert_eq!((listed(world, &desk).await.len(), of_person().await), (1, 1));
        world.pass(1);
        assert_eq!((listed(world, &desk).await.len(), of_person().await), (0, 0));
        let kept = world.db.signal(&permit, signal.id).await.unwrap();
        assert!(kept.is_some(), "an expired signal stays on record");
    })
    .await;
}

#[tokio::test]
async fn a_scope_lists_its_place_and_below_by_due_time_and_no_neighbour() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let account = world.account("zhou").await;
        let class = "620000/620700/s1/c3/";
        let mut of_school = world.signal(person, SCHOOL, "school");
        of_school.due_at = world.within(90);
        let of_class = world.signal(person, class, "class");
        raise(world, &of_school).await;
        raise(world, &of_class).await;
        for at in NEIGHBOURS.into_iter().chain(["620000/620700/"]) {
            raise(world, &world.signal(person, at, at)).await;
        }
        let school = Desk::counsellor(account, SCHOOL);
        assert_eq!(listed(world, &school).await, [of_class.id, of_school.id]);
        assert_eq!(listed(world, &Desk::counsellor(account, class)).await, [of_class.id]);
        for at in NEIGHBOURS {
            assert_eq!(listed(world, &Desk::counsellor(account, at)).await.len(), 1, "{at}");
        }
        assert_eq!(listed(world, &Desk::counsellor(account, "620000/")).await.len(), 5);
        let first = world.db.open_signals(&school.scope(), world.now(), Mark::FIRST, 1).await.unwrap().rows;
        assert_eq!(first[0].id, of_class.id);
    })
    .await;
}

#[tokio::test]
async fn a_signal_is_read_with_the_permit_for_its_place_and_person_only() {
    on_both(async |world| {
        let (person, other) = (world.person(SCHOOL).await, world.person(SCHOOL).await);
        let account = world.account("zhou").await;
        let signal = world.signal(person, SCHOOL, "k");
        raise(world, &signal).await;
        let found = world.db.signal_place(signal.id).await.unwrap().unwrap();
        assert_eq!((found.person, found.place), (person, path(SCHOOL)));
        let desk = Desk::counsellor(account, SCHOOL);
        let read = async |desk: &Desk, record: &Resource| {
            let permit = desk.permit::<act::ReadSignal>(record);
            world.db.signal(&permit, signal.id).await.unwrap()
        };
        let shown = read(&desk, &about(person, SCHOOL)).await.unwrap();
        assert_eq!((shown.name.as_str(), shown.evidence.as_str()), ("林**", r#"{"total":18}"#));
        assert!(read(&desk, &about(other, SCHOOL)).await.is_none());
        let neighbour = Desk::counsellor(account, NEIGHBOURS[0]);
        assert!(read(&neighbour, &about(person, NEIGHBOURS[0])).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_signal_is_dismissed_once_and_then_taken_up_by_no_warning() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let account = world.account("zhou").await;
        let desk = Desk::counsellor(account, SCHOOL);
        let signal = world.signal(person, SCHOOL, "k");
        raise(world, &signal).await;
        let record = about(person, SCHOOL);
        let (dismissal, confirmation) = (desk.permit(&record), desk.permit(&record));
        let dismiss = async || {
            world
                .write(async |tx| {
                    tx.dismiss_signal(&dismissal, signal.id, account, "mistaken", Some("已与本人核对"), world.now()).await
                })
                .await
        };
        assert!(dismiss().await);
        world.pass(1);
        assert!(!dismiss().await);
        let warning = WarningId::new(&world.ids, world.now());
        let taken = world.write(async |tx| tx.take_up_signal(&confirmation, signal.id, warning).await).await;
        assert!(!taken);
        assert!(listed(world, &desk).await.is_empty());
        let kept = world.db.signal(&desk.permit(&record), signal.id).await.unwrap().unwrap();
        assert_eq!(kept.dismissed_at, Some(world.within(-1)));
        assert_eq!(kept.dismiss_reason.as_deref(), Some("mistaken"));
        let noted = "select count(*) from signal where dismiss_note_sealed is not null";
        assert_eq!(world.number(noted).await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_at_once_one_takes_up_a_signal() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let account = world.account("zhou").await;
        let signal = world.signal(person, SCHOOL, "k");
        raise(world, &signal).await;
        let mut works = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (db, id) = (world.db.clone(), signal.id);
            let warning = WarningId::new(&world.ids, world.now());
            let permit = Desk::counsellor(account, SCHOOL).permit(&about(person, SCHOOL));
            works.spawn(async move {
                let mut tx = db.begin().await.unwrap();
                let taken = tx.take_up_signal(&permit, id, warning).await.unwrap();
                tx.commit().await.unwrap();
                taken.then_some(warning)
            });
        }
        let taken: Vec<WarningId> = works.join_all().await.into_iter().flatten().collect();
        assert_eq!(taken.len(), 1);
        assert_eq!(world.number("select count(*) from signal where warning_id is not null").await, 1);
        assert!(listed(world, &Desk::counsellor(account, SCHOOL)).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_a_dismissal_by_nobody_and_one_of_a_signal_in_a_warning() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let account = world.account("zhou").await;
        raise(world, &world.signal(person, SCHOOL, "k")).await;
        let by = "dismissed_by = (select account_id from account limit 1)";
        let both = format!("dismissed_at = 1, {by}, warning_id = signal_id");
        for change in ["dismissed_at = 1", by, &both] {
            let statement = format!("update signal set {change}");
            let fault = world.refused(async |tx| tx.exec_built(&statement, &[]).await).await;
            assert!(is_refused(&fault), "{change}: {fault:?}");
        }
        assert_eq!(listed(world, &Desk::counsellor(account, SCHOOL)).await.len(), 1);
    })
    .await;
}
